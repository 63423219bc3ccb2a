//! Texts in the place of what they name or list, and what stands around a text that is due.

use serde_json::{Value, json};

use super::check::{Checker, Step};
use super::grammar::Kind;
use super::kinds::written;
use super::repairs::Repair;
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_, '_> {
    /// Has what is plainly meant stand for a value of another type than the one that is due. Whether
    /// it does.
    pub(super) fn put_text_right(
        &mut self,
        value: &Value,
        kind: &'static Kind,
        at: &Step<'_>,
    ) -> bool {
        let is_schema =
            || kind.object().is_some_and(|object| object.name == "Schema Object");
        let meant = match value {
            Value::String(text) if is_schema() => {
                self.named_schema(text, at).map(|reference| json!({ "$ref": reference }))
            }
            Value::String(text) if can_be_list(kind) => {
                listed(text, at).map(Value::from)
            }
            _ if is_reference(at) => inner_text(value).map(Value::from),
            _ => None,
        };
        let Some(meant) = meant else { return false };
        let read_as = match &meant {
            Value::Array(values) => {
                let values: Vec<String> = values.iter().map(written).collect();
                format!("[{}]", values.join(", "))
            }
            one => written(one),
        };
        let what = match value {
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            _ => "an object",
        };
        let message = format!("{} is {what}, and was read as `{read_as}`", at.name());
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &at.pointer(), message)
                .help(format!("write `{read_as}`")),
        );
        self.repairs.push((at.pointer(), Repair::Value(meant)));
        self.again = true;
        true
    }
}

/// Whether a list may stand there: `required` of a parameter is a flag.
fn can_be_list(kind: &Kind) -> bool {
    match kind {
        Kind::List(_) => true,
        Kind::Either(kinds) => kinds.iter().any(can_be_list),
        _ => false,
    }
}

/// Whether a value is to be a reference: `$ref`, or what a tag of a discriminator leads to.
fn is_reference(at: &Step<'_>) -> bool {
    match at {
        Step::Key(Step::Key(Step::Key(_, above), key), _) => {
            *above == "discriminator" && *key == "mapping" || is_ref(at)
        }
        _ => is_ref(at),
    }
}

fn is_ref(at: &Step<'_>) -> bool {
    matches!(at, Step::Key(_, "$ref"))
}

/// The text of `[text]` and of `{ $ref: text }`.
fn inner_text(value: &Value) -> Option<&str> {
    match value {
        Value::Array(values) => match values.as_slice() {
            [only] => only.as_str().or_else(|| inner_text(only)),
            _ => None,
        },
        Value::Object(members) if members.len() == 1 => members.get("$ref")?.as_str(),
        _ => None,
    }
}

/// The list that a text with commas is in the place of one: of the values of an `enum`, of media types,
/// of schemes, and of members that are required.
fn listed<'v>(text: &'v str, at: &Step<'_>) -> Option<Vec<&'v str>> {
    let Step::Key(_, key) = at else { return None };
    let separators: &[char] = match *key {
        "enum" => &[',', '|'],
        "consumes" | "produces" | "required" | "schemes" => &[','],
        _ => return None,
    };
    let values: Vec<&str> = text.split(separators).map(str::trim).collect();
    let is_plain = |value: &&str| match *key {
        "consumes" | "produces" => value.contains('/') && !value.contains(' '),
        "required" | "schemes" => !value.is_empty() && !value.contains(' '),
        _ => !value.is_empty(),
    };
    let is_list = values.len() > 1 || *key == "required";
    let has_flag = *key == "required" && values.iter().any(|value| is_flag(value));
    (is_list && !has_flag && values.iter().all(is_plain)).then_some(values)
}

fn is_flag(text: &str) -> bool {
    let flags = ["true", "false", "yes", "no"];
    flags.iter().any(|flag| text.trim().eq_ignore_ascii_case(flag))
}
