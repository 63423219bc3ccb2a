//! Enums of values.

use std::borrow::Cow;

use indexmap::IndexSet;
use serde_json::Value;

use super::Lowering;
use super::names::{Case, Claimed, Scope};
use super::options::Given;
use super::symbols::report_taken;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{self, TypeId, TypeKind, plain_text};
use crate::rust::{Enum, EnumKind, EnumVariant, Ident};

impl Lowering<'_> {
    /// An enum for an enum.
    pub(super) fn value_enum(&mut self, id: TypeId, name: Ident) -> Enum {
        let api = self.api;
        let def = &api.types[id];
        let TypeKind::Enum(model) = &def.kind else {
            unreachable!("bug: only enums become enums")
        };
        let kind = kind(model);
        let own: &[&str] = match kind {
            EnumKind::String | EnumKind::Integer => {
                &["Clone", "Debug", "PartialEq", "Eq", "Hash"]
            }
            EnumKind::Mixed => &["Clone", "Debug", "PartialEq"],
        };
        let mut derives = self.with_further_derives(id, own);
        if let EnumKind::String = kind {
            // The others are written out: they go by the text.
            derives.retain(|one| one == "Clone" || !own.contains(&one.as_str()));
        }
        let secret = self.is_secret(id);
        derives.retain(|one| one != "Debug" || !secret);
        let docs = self.type_docs(def, "value");
        Enum {
            name,
            docs,
            derives,
            attributes: self
                .type_options(id)
                .map_or_else(Vec::new, |one| one.attributes.clone()),
            kind,
            open: model.open && kind == EnumKind::String,
            secret,
            variants: self.variants(id, model, kind),
        }
    }

    fn variants(
        &mut self,
        id: TypeId,
        model: &model::Enum,
        kind: EnumKind,
    ) -> Vec<EnumVariant> {
        let options = self.options.types.get(&id);
        let mut seen = IndexSet::new();
        let values = model.values.iter().filter(|value| seen.insert(&value.value));
        let named: Vec<Named<'_>> = values
            .map(|value| {
                let text = plain_text(&value.value);
                let given = options.and_then(|options| options.variants.get(&*text));
                Named { value, text, given }
            })
            .collect();
        let mut scope = Scope::new(Case::Variant).reserve(&["Unknown"]);
        scope.expect(named.iter().filter(|one| one.given.is_none()).map(Named::name));
        let mut variants: Vec<EnumVariant> = Vec::with_capacity(named.len());
        for one in &named {
            let claimed = scope.claim(one.name());
            let takes = |other: &&Given| {
                let ident = Case::Variant.identifier(&other.text);
                claimed.instead_of.as_ref() == Some(&ident)
            };
            let mut others = named.iter().filter_map(|other| other.given);
            match (one.given, others.find(takes)) {
                (Some(given), _) => {
                    report_taken(self.diagnostics, &claimed, given);
                    self.report_kept(&claimed, given);
                }
                (None, Some(given)) => self.report_takes(&claimed, &one.text, given),
                (None, None) => self.note_collision(id, &claimed, &one.text),
            }
            let (name, value) = (claimed.ident, one.value);
            let docs = self.variant_docs(value, kind);
            variants.push(EnumVariant { name, docs, value: value.value.clone() });
        }
        variants
    }

    /// Reports a name of the configuration that every enum keeps for itself.
    fn report_kept(&mut self, claimed: &Claimed, given: &Given) {
        let wanted = Case::Variant.identifier(&given.text);
        if claimed.instead_of.is_none() && claimed.ident.as_str() != wanted {
            let message = format!(
                "`{}` would be named `{}`: `{wanted}` is for values that are not known",
                given.text, claimed.ident
            );
            let place = given.place.clone();
            let kept = Diagnostic::somewhere(Code::ConfigSyntax, place, message);
            self.diagnostics.report(kept.help("write another name"));
        }
    }

    /// Reports a name of the configuration that another value has by itself.
    fn report_takes(&mut self, claimed: &Claimed, value: &str, given: &Given) {
        let message = format!(
            "`{}` is the name of the value `{value}`, which is named `{}` now",
            given.text, claimed.ident
        );
        let taken =
            Diagnostic::somewhere(Code::NameCollision, given.place.clone(), message);
        self.diagnostics
            .report(taken.help("choose another name, or give that value one too"));
    }

    /// The name of the variant of an enum with one value.
    pub(super) fn only_variant(&self, id: TypeId) -> Option<Ident> {
        let id = self.behind_names(id);
        let TypeKind::Enum(model) = &self.api.types[id].kind else { return None };
        let options = self.type_options(id);
        let [value] = model.values.as_slice() else { return None };
        let text = plain_text(&value.value);
        let given = options.and_then(|options| options.variants.get(&*text));
        let named = Named { value, text, given };
        let mut scope = Scope::new(Case::Variant).reserve(&["Unknown"]);
        scope.expect(given.is_none().then(|| named.name()).into_iter());
        Some(scope.claim(named.name()).ident)
    }

    /// Notes that two values give one name. Values that differ in nothing but signs or case are
    /// common, and what they are on the wire stays, so that it is no warning.
    fn note_collision(&mut self, id: TypeId, claimed: &Claimed, value: &str) {
        if let Some(taken) = &claimed.instead_of {
            let message = format!(
                "the value `{value}` is named `{}`, because `{taken}` is taken",
                claimed.ident
            );
            let origin = &self.api.types[id].origin;
            let mut note = Diagnostic::new(Code::NameCollision, origin, message);
            note.severity = Severity::Note;
            self.diagnostics.report(note.help(
                "`[types.variants]` of the configuration can give it another name",
            ));
        }
    }
}

/// What the values of an enum are, also those that are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EnumParts {
    /// Texts.
    Text,
    /// Whole numbers.
    Number,
    /// JSON of several kinds.
    Json,
}

impl EnumParts {
    pub(super) fn of(model: &model::Enum) -> Self {
        match kind(model) {
            EnumKind::String => Self::Text,
            EnumKind::Integer => Self::Number,
            EnumKind::Mixed => Self::Json,
        }
    }
}

/// A value and what its name is made of.
struct Named<'m> {
    value: &'m model::EnumValue,
    /// The value as text.
    text: Cow<'m, str>,
    /// The name that the configuration gives it.
    given: Option<&'m Given>,
}

impl Named<'_> {
    fn name(&self) -> &str {
        let given = self.given.map(|given| &given.text).or(self.value.name.as_ref());
        given.map_or(&self.text, String::as_str)
    }
}

fn kind(model: &model::Enum) -> EnumKind {
    let values = || model.values.iter().map(|value| &value.value);
    if values().all(Value::is_string) {
        EnumKind::String
    } else if values().all(Value::is_i64) {
        EnumKind::Integer
    } else {
        EnumKind::Mixed
    }
}
