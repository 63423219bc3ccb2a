//! Checks that every value has the JSON type that the specification asks for, before anything is
//! read from it: what reads can then take what is wrong for absent, since it was reported here.

use serde_json::Value;

use super::grammar::{Kind, Object, ROOT};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Pointer, SourceSet};
use crate::suggest::closest;

/// Checks the file that generation starts from.
pub(crate) fn check(sources: &SourceSet, diagnostics: &mut Diagnostics) {
    let tree = &sources.file(FileId::ROOT).tree;
    let root = Step::Root(Pointer::root(FileId::ROOT));
    Checker { diagnostics }.value(tree, &Kind::Object(&ROOT), &root);
    if !["paths", "webhooks", "components", "definitions", "x-ms-paths"]
        .iter()
        .any(|key| tree.get(key).is_some())
    {
        diagnostics.report(
            Diagnostic::new(
                Code::MissingField,
                &Pointer::root(FileId::ROOT),
                "the description has no `paths`",
            )
            .help("write `paths` with at least one operation"),
        );
    }
}

/// Where the walk stands; a pointer is only made for what is wrong.
enum Step<'a> {
    Root(Pointer),
    Key(&'a Step<'a>, &'a str),
    Index(&'a Step<'a>, usize),
}

impl Step<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root(root) => root.clone(),
            Self::Key(above, key) => above.pointer().child(key),
            Self::Index(above, index) => above.pointer().index(*index),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Root(_) => "the description".to_owned(),
            Self::Key(_, key) => format!("`{key}`"),
            Self::Index(above, index) => format!("element {index} of {}", above.name()),
        }
    }
}

struct Checker<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Checker<'_> {
    fn value(&mut self, value: &Value, kind: &Kind, at: &Step<'_>) {
        match (kind, value) {
            // A field that is null is a field that is not there, in every description.
            (Kind::Any, _) | (_, Value::Null) => {}
            (Kind::Text, Value::String(_)) | (Kind::Flag, Value::Bool(_)) => {}
            (Kind::Number, Value::Number(_)) => {}
            (Kind::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, kind, &Step::Index(at, index));
                }
            }
            (Kind::Map(kind), Value::Object(members)) => {
                for (key, member) in
                    members.iter().filter(|(key, _)| !key.starts_with("x-"))
                {
                    self.value(member, kind, &Step::Key(at, key));
                }
            }
            (Kind::Object(object), Value::Object(members)) => {
                self.object(members, object, at);
            }
            (Kind::Either(kinds), _) => {
                match kinds.iter().find(|kind| fits(kind, value)) {
                    Some(kind) => self.value(value, kind, at),
                    None => self.wrong(value, kind, at),
                }
            }
            _ => self.wrong(value, kind, at),
        }
    }

    fn object(
        &mut self,
        members: &serde_json::Map<String, Value>,
        object: &Object,
        at: &Step<'_>,
    ) {
        for (key, member) in members {
            let at = Step::Key(at, key);
            match object.fields.iter().find(|(name, _)| name == key) {
                Some((_, kind)) => self.value(member, kind, &at),
                None if key.starts_with("x-") || member.is_null() => {}
                None if object.name == "Header Object" => {}
                None => self.unknown(key, object, &at),
            }
        }
        if object.name == "Schema Object"
            && let Some(Value::Bool(required)) = members.get("required")
        {
            let at = Step::Key(at, "required");
            let message = match required {
                true => {
                    "`required: true` in a property was read as the property being required"
                }
                false => "`required: false` in a property says nothing",
            };
            self.diagnostics.report(
                Diagnostic::new(Code::Repaired, &at.pointer(), message)
                    .at_key()
                    .help("list the property in `required` of the schema that has it"),
            );
        }
    }

    fn unknown(&mut self, key: &str, object: &Object, at: &Step<'_>) {
        let message =
            format!("the {} has no field `{key}`; it was ignored", object.name);
        let names = object.fields.iter().map(|(name, _)| *name);
        let diagnostic =
            Diagnostic::new(Code::UnknownField, &at.pointer(), message).at_key();
        self.diagnostics.report(match closest(key, names) {
            Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
            None => diagnostic.help("begin fields of your own with `x-`"),
        });
    }

    fn wrong(&mut self, value: &Value, kind: &Kind, at: &Step<'_>) {
        if harmless(value, kind) {
            let expected = expected(kind);
            let message =
                format!("{} is {} instead of {expected}", at.name(), described(value));
            self.diagnostics.report(
                Diagnostic::new(Code::Repaired, &at.pointer(), message)
                    .note("it was read as what it means, or ignored where that is not plain")
                    .help(format!("write {expected}")),
            );
            return;
        }
        let expected = expected(kind);
        let message = format!("{} is {}", at.name(), described(value));
        self.diagnostics.report(
            Diagnostic::new(Code::WrongType, &at.pointer(), message)
                .label(format!("expected {expected}"))
                .help(format!("write {expected}")),
        );
    }
}

/// Whether a value's JSON type is the one that a kind has.
fn fits(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Text => value.is_string(),
        Kind::Flag => value.is_boolean(),
        Kind::Number => value.is_number(),
        Kind::List(_) => value.is_array(),
        Kind::Map(_) | Kind::Object(_) => value.is_object(),
        Kind::Either(kinds) => kinds.iter().any(|kind| fits(kind, value)),
    }
}

/// Whether a wrong type loses nothing but a scalar that is only for people or can be understood:
/// a number as text, a flag as text, one element instead of a list of them, an empty container.
fn harmless(value: &Value, kind: &Kind) -> bool {
    let empty = match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    };
    match kind {
        Kind::Text | Kind::Flag | Kind::Number => true,
        Kind::List(inner) => {
            empty || (matches!(**inner, Kind::Text | Kind::Any) && !value.is_object())
        }
        // An array or an object in the place of one was meant to say something.
        Kind::Either(kinds) => {
            let contains =
                |kind: &Kind| !matches!(kind, Kind::Text | Kind::Flag | Kind::Number);
            let nested = value.is_array() || value.is_object();
            empty
                || (kinds.iter().any(|kind| harmless(value, kind))
                    && !(nested && kinds.iter().any(contains)))
        }
        _ => empty,
    }
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Any => "a value".to_owned(),
        Kind::Text => "a string".to_owned(),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::Number => "a number".to_owned(),
        Kind::List(_) => "an array".to_owned(),
        Kind::Map(_) => "an object".to_owned(),
        Kind::Object(object) => {
            let article =
                if object.name.starts_with(['O', 'I', 'E']) { "an" } else { "a" };
            format!("{article} {}", object.name)
        }
        Kind::Either(kinds) => {
            kinds.iter().map(expected).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
