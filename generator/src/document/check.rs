//! Checks that every value has the JSON type that the specification asks for, before anything is
//! read from it: what reads can then take what is wrong for absent, since it was reported here.
//! Other files are checked from where references lead to, as what they stand for there.

use std::collections::BTreeSet;

use serde_json::Value;

use super::grammar::{Kind, Object, ROOT, SCHEMA_KIND};
use super::{Node, resolve};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Pointer, SourceSet};
use crate::suggest::closest;

/// Checks the file that generation starts from, and what it refers to in other files.
pub(crate) fn check(sources: &SourceSet, diagnostics: &mut Diagnostics) {
    let root = resolve::root(sources, FileId::ROOT);
    let tree = root.value;
    let open = vec![(root, &ROOT_KIND)];
    let mut checker = Checker { sources, diagnostics, open, seen: BTreeSet::new() };
    while let Some((node, kind)) = checker.open.pop() {
        if !checker.is_another(&node, kind) {
            checker.value(node.value, kind, &Step::Root(node.at));
        }
    }
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

static ROOT_KIND: Kind = Kind::Object(&ROOT);

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

    fn file(&self) -> FileId {
        match self {
            Self::Root(root) => root.file(),
            Self::Key(above, _) | Self::Index(above, _) => above.file(),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Root(at) => match at.last() {
                Some(key) => format!("`{key}`"),
                None if at.file() == FileId::ROOT => "the description".to_owned(),
                None => "the file".to_owned(),
            },
            Self::Key(_, key) => format!("`{key}`"),
            Self::Index(above, index) => format!("element {index} of {}", above.name()),
        }
    }
}

struct Checker<'t, 'd> {
    sources: &'t SourceSet,
    diagnostics: &'d mut Diagnostics,
    /// What is still to be checked, and as what.
    open: Vec<(Node<'t>, &'static Kind)>,
    /// What references led to before, by address and kind.
    seen: BTreeSet<(usize, usize)>,
}

impl Checker<'_, '_> {
    fn value(&mut self, value: &Value, kind: &'static Kind, at: &Step<'_>) {
        let whole = kind;
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
                    match member.as_str().filter(|_| key == "$ref") {
                        // The specification has no reference there, but it is followed.
                        Some(reference) => self.refer(reference, whole, at),
                        None => self.value(member, kind, &Step::Key(at, key)),
                    }
                }
            }
            (Kind::Object(object), Value::Object(members)) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    self.refer(reference, kind, at);
                }
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

    /// Whether what a reference leads to is no such object at all, such as a file with several
    /// schemas in the place of one; that is reported.
    fn is_another(&mut self, node: &Node<'_>, kind: &'static Kind) -> bool {
        let (Some(members), Some(object)) = (node.object(), kind.object()) else {
            return false;
        };
        let is_known = |key: &String| {
            key.starts_with("x-") || object.fields.iter().any(|(name, _)| name == key)
        };
        let Some((first, _)) = members.iter().find(|(_, value)| value.is_object())
        else {
            return false;
        };
        if object.name == "Header Object" || members.keys().any(is_known) {
            return false;
        }
        let message = format!(
            "this is no {}: it has none of the fields of one, though a `$ref` leads here",
            object.name
        );
        let place = node.at.child(first);
        self.diagnostics.report(
            Diagnostic::new(Code::WrongType, &node.at, message).help(format!(
                "let the `$ref` lead to what is meant, such as `{place}`"
            )),
        );
        true
    }

    /// Notes what a reference leads to, unless it is checked anyhow.
    fn refer(&mut self, reference: &str, kind: &'static Kind, at: &Step<'_>) {
        let file = at.file();
        if file == FileId::ROOT && reference.starts_with('#') {
            return;
        }
        let from = Node { value: &Value::Null, at: Pointer::root(file) };
        // What leads nowhere is reported where it is read.
        let Ok(found) = resolve::step(self.sources, &from, reference) else { return };
        let kind = match kind {
            Kind::Object(object) if object.name == "Schema Object" => &SCHEMA_KIND,
            kind => kind,
        };
        let address = std::ptr::from_ref(found.node.value).addr();
        let of_kind = match kind {
            Kind::Object(object) => std::ptr::from_ref(*object).addr(),
            kind => std::ptr::from_ref(kind).addr(),
        };
        if found.node.at.file() != FileId::ROOT && self.seen.insert((address, of_kind)) {
            self.open.push((found.node, kind));
        }
    }

    fn object(
        &mut self,
        members: &serde_json::Map<String, Value>,
        object: &'static Object,
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
