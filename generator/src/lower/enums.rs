//! Enums of values.

use std::borrow::Cow;

use indexmap::IndexSet;
use serde_json::Value;

use super::Lowering;
use super::names::{Case, Scope};
use crate::model::{self, TypeId, TypeKind};
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
        let docs = self.type_docs(def, "value");
        Enum {
            name,
            docs,
            derives,
            attributes: self
                .type_options(id)
                .map_or_else(Vec::new, |one| one.attributes.clone()),
            kind,
            variants: self.variants(id, model, kind),
        }
    }

    fn variants(
        &self,
        id: TypeId,
        model: &model::Enum,
        kind: EnumKind,
    ) -> Vec<EnumVariant> {
        let renamed = self.type_options(id).map(|options| &options.variants);
        let mut seen = IndexSet::new();
        let values = model.values.iter().filter(|value| seen.insert(&value.value));
        let named: Vec<(&model::EnumValue, Cow<'_, str>)> = values
            .map(|value| {
                let text = text(&value.value);
                let name = renamed.and_then(|renamed| renamed.get(&*text));
                let name = name.or(value.name.as_ref());
                (value, name.map_or(text, |name| name.as_str().into()))
            })
            .collect();
        let mut scope = Scope::new(Case::Variant)
            .reserve(&["Unknown"])
            .expect(named.iter().map(|(_, name)| &**name));
        let mut variants: Vec<EnumVariant> = Vec::with_capacity(named.len());
        for (value, name) in &named {
            let name = scope.claim(name).ident;
            let docs = self.variant_docs(&value.docs, &value.value, kind);
            variants.push(EnumVariant { name, docs, value: value.value.clone() });
        }
        variants
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

/// The text that a value's name is made of.
fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        other => other.to_string().into(),
    }
}
