//! What a description says for people: texts, bounds, examples.

use serde_json::Value;

use super::extensions;
use crate::document::Node;
use crate::model::{Constraints, Docs};

/// `summary` or `title`, `description` and `externalDocs` of an object.
pub(super) fn docs(node: &Node<'_>) -> Docs {
    Docs {
        summary: node.text("summary"),
        description: node.text("description"),
        external: node.get("externalDocs").and_then(|node| node.text("url")),
    }
}

/// The same of what a reference leads to, which can say it otherwise.
pub(super) fn referred(node: &Node<'_>, beside: &Docs) -> Docs {
    docs(node).replaced(beside.clone())
}

/// The texts of a schema. A title that is no more than a name says nothing that the type's own
/// name does not.
pub(super) fn schema_docs(node: &Node<'_>) -> Docs {
    let title = node.text("title").filter(|title| title.contains(' '));
    let description = node.text("description");
    let summary = title.filter(|title| {
        description.as_ref().is_none_or(|text| !text.starts_with(title.as_str()))
    });
    Docs {
        summary,
        description,
        external: node.get("externalDocs").and_then(|node| node.text("url")),
    }
}

/// Keys that say which values of a type are valid, and not which type it is.
const BOUNDS: [&str; 12] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
];

/// Whether a key changes no type.
pub(super) fn is_bound(key: &str) -> bool {
    BOUNDS.contains(&key)
}

/// What else [`constraints`] looks at; most schemas have nothing of it.
const CONSTRAINTS: [&str; 6] = [
    "contentMediaType",
    "uniqueItems",
    "default",
    "example",
    "examples",
    extensions::SECRET,
];

/// The bounds of a schema (JSON Schema Validation §6), for the docs.
pub(super) fn constraints(node: &Node<'_>) -> Constraints {
    let says = |key: &String| is_bound(key) || CONSTRAINTS.contains(&key.as_str());
    if !node.object().is_some_and(|object| object.keys().any(says)) {
        return Constraints::default();
    }
    let value = |key: &str| node.get(key).map(|node| node.value.clone());
    let number = |key: &str| value(key).filter(Value::is_number);
    let exclusive = |bound: &str, key: &str| match node.bool(key) {
        // OpenAPI 3.0 and before: a flag beside the bound.
        Some(true) => (None, number(bound)),
        _ => (number(bound), number(key)),
    };
    let (minimum, exclusive_minimum) = exclusive("minimum", "exclusiveMinimum");
    let (maximum, exclusive_maximum) = exclusive("maximum", "exclusiveMaximum");
    // What bounds an array says nothing about a string.
    let may_be = |name: &str| match node.value.get("type") {
        None => true,
        Some(Value::Array(types)) => types.iter().any(|one| one == name),
        Some(one) => one == name,
    };
    let count = |key: &str, name: &str| node.count(key).filter(|_| may_be(name));
    Constraints {
        minimum,
        exclusive_minimum,
        maximum,
        exclusive_maximum,
        multiple_of: number("multipleOf"),
        min_length: node.count("minLength"),
        max_length: node.count("maxLength"),
        pattern: node.str("pattern").map(str::to_owned),
        format: None,
        secret: extensions::is_secret(node),
        media_type: node.text("contentMediaType"),
        min_items: count("minItems", "array"),
        max_items: count("maxItems", "array"),
        unique_items: node.is_true("uniqueItems") && may_be("array"),
        min_properties: count("minProperties", "object"),
        max_properties: count("maxProperties", "object"),
        values: Vec::new(),
        default: value("default").filter(|_| !is_misfit(node)),
        examples: examples(node),
    }
}

/// Whether the default of a schema is no value of its type. A number written as text is one.
pub(super) fn is_misfit(node: &Node<'_>) -> bool {
    let (Some(default), Some(json)) = (node.get("default"), node.str("type")) else {
        return false;
    };
    let text = default.value.as_str().map(str::trim);
    let number = default.value.as_f64().or_else(|| text?.parse().ok());
    match json {
        "integer" => number.is_none_or(|number| number.fract() != 0.0),
        "number" => number.is_none(),
        "boolean" => {
            !default.value.is_boolean() && !matches!(text, Some("true" | "false"))
        }
        _ => false,
    }
}

/// `example` and `examples` of a schema: the first few, and none that is large.
fn examples(node: &Node<'_>) -> Vec<Value> {
    let one = node.get("example").map(|node| node.value);
    let many = node.get("examples").and_then(|node| node.value.as_array());
    short_examples(one.into_iter().chain(many.into_iter().flatten()))
}

/// The first few of some examples, and none that is large.
pub(super) fn short_examples<'v>(all: impl Iterator<Item = &'v Value>) -> Vec<Value> {
    all.filter(|value| !value.is_object() && !value.is_array())
        .take(3)
        .cloned()
        .collect()
}
