//! Values of another JSON type than the specification asks for: what they lose, and what is
//! plainly meant.

use serde_json::{Value, json};

use super::grammar::Kind;
use super::kinds::an;

/// Whether a value's JSON type is the one that a kind has.
pub(super) fn fits(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Text => value.is_string(),
        Kind::Flag => value.is_boolean(),
        Kind::Number => value.is_number(),
        Kind::List(_) => value.is_array(),
        Kind::Map(_) | Kind::Object(_) | Kind::Aside(_) => value.is_object(),
        Kind::Either(kinds) => kinds.iter().any(|kind| fits(kind, value)),
    }
}

/// Whether a wrong type loses nothing but a scalar that is only for people or can be understood:
/// a number as text, a flag as text, one element instead of a list of them, an empty container; or
/// what shapes no call.
pub(super) fn harmless(value: &Value, kind: &Kind) -> bool {
    let empty = match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    };
    match kind {
        Kind::Text | Kind::Flag | Kind::Number => true,
        Kind::Aside(_) => true,
        Kind::Map(inner) => empty || is_aside(inner),
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

/// Whether nothing in it shapes a call.
fn is_aside(kind: &Kind) -> bool {
    match kind {
        Kind::Aside(_) => true,
        Kind::Map(inner) => is_aside(inner),
        _ => false,
    }
}

/// What a harmless value is plainly meant to be.
pub(super) fn meant(value: &Value, kind: &Kind) -> Option<Value> {
    let text = value.as_str().map(str::trim);
    match kind {
        Kind::Text if value.is_number() || value.is_boolean() => {
            Some(value.to_string().into())
        }
        Kind::Flag => match text?.to_ascii_lowercase().as_str() {
            "true" => Some(true.into()),
            "false" => Some(false.into()),
            _ => None,
        },
        Kind::Number => serde_json::from_str(text?).ok().filter(Value::is_number),
        Kind::List(_) if value.is_object() || text == Some("") => None,
        Kind::List(inner) if fits(inner, value) => Some(json!([value])),
        Kind::Object(object) if object.name == "Schema Object" => {
            let types = ["string", "integer", "number", "boolean", "object", "array"];
            types.contains(&text?).then(|| json!({ "type": text }))
        }
        // What a list of several kinds of things would be is open.
        Kind::Either(kinds) => {
            let mut others = kinds.iter().filter(|kind| !matches!(kind, Kind::List(_)));
            others.find_map(|kind| meant(value, kind))
        }
        _ => None,
    }
}

pub(super) fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Any => "a value".to_owned(),
        Kind::Text => "a string".to_owned(),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::Number => "a number".to_owned(),
        Kind::List(_) => "an array".to_owned(),
        Kind::Map(_) => "an object".to_owned(),
        Kind::Object(object) | Kind::Aside(object) => an(object.name),
        Kind::Either(kinds) => {
            kinds.iter().map(expected).collect::<Vec<_>>().join(" or ")
        }
    }
}

/// What to write where such a thing is due, as it is written.
pub(super) fn to_write(kind: &Kind) -> String {
    match kind {
        Kind::Any | Kind::Text => "…".to_owned(),
        Kind::Flag => "true".to_owned(),
        Kind::Number => "1".to_owned(),
        Kind::List(inner) => format!("[{}]", to_write(inner)),
        Kind::Map(inner) => format!("{{ …: {} }}", to_write(inner)),
        Kind::Either(kinds) => kinds.first().map(to_write).unwrap_or_default(),
        Kind::Object(object) | Kind::Aside(object) => match object.name {
            "Components Object" => "{ schemas: { … } }",
            "External Documentation Object" => "{ url: … }",
            "Header Object" => "{ schema: { type: string } }",
            "Info Object" => "{ title: …, version: … }",
            "Media Type Object" => "{ schema: { … } }",
            "OAuth Flow Object" => "{ tokenUrl: …, scopes: { … } }",
            "Operation Object" => "{ responses: { … } }",
            "Parameter Object" => "{ name: …, in: query, schema: { type: string } }",
            "Path Item Object" => "{ get: { responses: { … } } }",
            "Request Body Object" => {
                "{ content: { application/json: { schema: { … } } } }"
            }
            "Response Object" => "{ description: … }",
            "Schema Object" => "{ type: string }",
            "Security Scheme Object" => "{ type: http, scheme: bearer }",
            "Server Object" => "{ url: https://… }",
            "Server Variable Object" => "{ default: … }",
            "Tag Object" | "License Object" | "Contact Object" => "{ name: … }",
            _ => "{ … }",
        }
        .to_owned(),
    }
}

/// The help for a value of another kind than the one that is due.
pub(super) fn help(kind: &Kind, key: Option<&str>) -> String {
    let is_scalar =
        |kind: &Kind| matches!(kind, Kind::Any | Kind::Text | Kind::Flag | Kind::Number);
    match (is_scalar(kind), key) {
        (true, _) => format!("write {}", expected(kind)),
        (false, Some(key)) => format!("write `{key}: {}`", to_write(kind)),
        (false, None) => format!("write `{}`", to_write(kind)),
    }
}

pub(super) fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
