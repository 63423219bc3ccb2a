//! The types of JSON that schemas name or imply.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Node, resolve};
use crate::model::JsonType;
use crate::source::SourceSet;

/// How many schemas are looked at to know the types of one.
const MOST_LOOKS: usize = 200;

/// The types of JSON that a schema names or implies; `None` where it does not, or where very many
/// schemas would have to be looked at.
pub(crate) fn told_types(
    sources: &SourceSet,
    node: &Node<'_>,
) -> Option<BTreeSet<JsonType>> {
    told_within(sources, node, &mut { MOST_LOOKS })
}

fn told_within(
    sources: &SourceSet,
    node: &Node<'_>,
    looks: &mut usize,
) -> Option<BTreeSet<JsonType>> {
    *looks = looks.checked_sub(1)?;
    let node = resolve::resolve(sources, node).ok()?.node;
    if let Some(said) = node.value.get("type") {
        return types_said(said);
    }
    let listed = node.value.get("enum").and_then(Value::as_array);
    if let Some(values) = listed {
        return Some(values.iter().map(JsonType::of).collect());
    }
    if node.has("properties") {
        return Some(BTreeSet::from([JsonType::Object]));
    }
    for part in node.items_of("allOf") {
        if let Some(told) = told_within(sources, &part, looks) {
            return Some(told);
        }
    }
    let key = ["oneOf", "anyOf"].into_iter().find(|key| node.has(key))?;
    let branches: Option<Vec<_>> =
        node.items_of(key).map(|branch| told_within(sources, &branch, looks)).collect();
    Some(branches?.into_iter().flatten().collect())
}

/// The types that a `type` names; `None` where one of them is none of JSON.
pub(crate) fn types_said(value: &Value) -> Option<BTreeSet<JsonType>> {
    match value {
        Value::String(name) => Some(BTreeSet::from([known_type(name)?])),
        Value::Array(names) => {
            names.iter().map(|name| known_type(name.as_str()?)).collect()
        }
        _ => None,
    }
}

/// The type that a name means.
pub(crate) fn known_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

/// The type, and the format, that is meant by a word of another language.
pub(crate) fn alias(lower: &str) -> Option<(JsonType, Option<&'static str>)> {
    Some(match lower {
        "file" => (JsonType::String, Some("binary")),
        "int" | "long" | "int32" | "int64" | "short" | "timestamp" => {
            (JsonType::Integer, None)
        }
        "float" | "double" | "decimal" | "numeric" => (JsonType::Number, None),
        "bool" => (JsonType::Boolean, None),
        "date" => (JsonType::String, Some("date")),
        "datetime" | "date-time" => (JsonType::String, Some("date-time")),
        "uuid" | "guid" => (JsonType::String, Some("uuid")),
        "str" | "text" | "enum" | "email" | "uri" | "url" | "char" | "byte"
        | "binary" => (JsonType::String, None),
        "dict" | "map" | "hash" | "struct" | "json" => (JsonType::Object, None),
        "list" | "set" => (JsonType::Array, None),
        "none" | "nil" => (JsonType::Null, None),
        _ => return None,
    })
}

/// The JSON types of both sets; integer is a part of number.
pub(crate) fn intersection(
    a: &BTreeSet<JsonType>,
    b: &BTreeSet<JsonType>,
) -> BTreeSet<JsonType> {
    let has = |set: &BTreeSet<JsonType>, json: JsonType| {
        set.contains(&json)
            || (json == JsonType::Integer && set.contains(&JsonType::Number))
    };
    let all = a.union(b).copied();
    all.filter(|json| has(a, *json) && has(b, *json)).collect()
}
