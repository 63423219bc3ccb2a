//! Keywords of schemas that are written otherwise: `requried`, `Type`, `property`.

use serde_json::{Map, Value};

use super::check::{Checker, Step};
use super::grammar::{Kind, Object};
use super::json_types::types_said;
use super::left_out::unknown_field;
use super::repairs::Repair;
use super::wrong::fits;
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest::{is_misspelt, is_same, one_letter_apart};

impl Checker<'_, '_> {
    /// A member of a schema that is none of its keywords. One that is nearly written as a keyword is
    /// that where its value is of the keyword's kind: many schemas have keywords of their own.
    pub(super) fn unknown_keyword(
        &mut self,
        key: &str,
        members: &Map<String, Value>,
        object: &'static Object,
        at: &Step<'_>,
    ) {
        if let Some(name) = meant_keyword(key, members, object) {
            let message = format!("`{key}` was read as `{name}`");
            let repaired = Diagnostic::new(Code::Repaired, &at.pointer(), message);
            self.diagnostics.report(repaired.at_key().help(format!("write `{name}`")));
            self.repairs.push((at.pointer(), Repair::Key(name)));
            self.again = true;
            return;
        }
        let unknown = unknown_field(key, object, at);
        if let Some((name, _)) = near(key, members, object).next() {
            let misspelt = unknown.as_warning();
            self.diagnostics.report(misspelt.help(format!("did you mean `{name}`?")));
            return;
        }
        let names = object.fields.iter().map(|(name, _)| *name);
        let unknown = unknown.help("begin fields of your own with `x-`");
        self.diagnostics.report(unknown.suggesting(key, names));
    }
}

/// The keyword that a member which is none is meant to be.
pub(super) fn meant_keyword(
    key: &str,
    members: &Map<String, Value>,
    object: &'static Object,
) -> Option<&'static str> {
    let value = &members[key];
    let (name, _) = near(key, members, object)
        .find(|(name, kind)| suits(key, (name, kind), value))?;
    Some(*name)
}

/// The keywords that a member may be meant to be, of those that are not there.
fn near<'a>(
    key: &'a str,
    members: &'a Map<String, Value>,
    object: &'static Object,
) -> impl Iterator<Item = &'static (&'static str, Kind)> + use<'a> {
    object.fields.iter().filter(move |(name, _)| {
        !members.contains_key(*name) && is_near(key, name, &members[key])
    })
}

/// Keywords of former versions of JSON Schema whose values are schemas: they are neither other keywords
/// nor members.
pub(super) const FORMER: [&str; 3] = ["disallow", "extends", "requires"];

/// Whether a key is another one but for its case, a letter, or its number.
pub(super) fn is_near(key: &str, name: &str, value: &Value) -> bool {
    // `_id` is what many databases call a member, and the keyword says nothing of a value.
    if name == "id" || FORMER.contains(&key) {
        return false;
    }
    // What is called nearly so may be a key of somebody's own, which has other values.
    if name == "type" && types_said(value).is_none() {
        return false;
    }
    if is_same(key, name) {
        return true;
    }
    // `id` and `schema` are words that schemas have for themselves.
    if name.starts_with('$') && !key.starts_with('$') {
        return false;
    }
    let is_plural = || {
        let stem = key.strip_suffix('y').zip(name.strip_suffix("ies"));
        stem.is_some_and(|(key, name)| is_same(key, name))
    };
    match name {
        // Of short words, a letter makes others.
        "enum" => one_letter_apart(key, name) && value.is_array(),
        "type" => one_letter_apart(key, name),
        _ if name.len() > 4 => is_misspelt(key, name) || is_plural(),
        _ => false,
    }
}

/// Whether a value is of a keyword's kind. Where that can be anything, only the case may differ.
fn suits(key: &str, (name, kind): (&str, &Kind), value: &Value) -> bool {
    match kind {
        Kind::Any => is_same(key, name),
        Kind::Map(_) => {
            let is_schema = |value: &Value| value.is_object() || value.is_boolean();
            value.as_object().is_some_and(|members| members.values().all(is_schema))
        }
        kind => fits(kind, value),
    }
}
