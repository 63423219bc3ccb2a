//! What kinds of JSON a schema takes.

use serde_json::Value;

use super::{Conjuncts, Dialect};

/// A kind of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// The kinds that a value can have; all of them when nothing says which.
pub(super) fn kinds(conjuncts: &Conjuncts<'_>, dialect: Dialect) -> Vec<Kind> {
    let mut kinds: Option<Vec<Kind>> = None;
    for part in &conjuncts.parts {
        let Some(names) = part.get("type") else { continue };
        let names: Vec<&str> = match names {
            Value::String(name) => vec![name],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => continue,
        };
        let mut own: Vec<Kind> = names.into_iter().filter_map(kind).collect();
        let nullable = |key: &str| part.get(key) == Some(&Value::Bool(true));
        let nullable = match dialect {
            Dialect::Swagger => nullable("x-nullable"),
            Dialect::V30 => nullable("nullable"),
            Dialect::V31 => false,
        };
        if nullable && !own.contains(&Kind::Null) {
            own.push(Kind::Null);
        }
        kinds = Some(match kinds {
            Some(kinds) => common(&kinds, &own),
            None => own,
        });
    }
    kinds.unwrap_or_else(|| guessed(conjuncts))
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "null" => Kind::Null,
        "boolean" => Kind::Boolean,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "string" | "file" => Kind::String,
        "array" => Kind::Array,
        "object" => Kind::Object,
        _ => return None,
    })
}

fn common(some: &[Kind], others: &[Kind]) -> Vec<Kind> {
    let narrowed = |kind: &Kind| match kind {
        kind if others.contains(kind) => Some(*kind),
        Kind::Number if others.contains(&Kind::Integer) => Some(Kind::Integer),
        Kind::Integer if others.contains(&Kind::Number) => Some(Kind::Integer),
        _ => None,
    };
    some.iter().filter_map(narrowed).collect()
}

/// What words that are about one kind say where no type does.
fn guessed(conjuncts: &Conjuncts<'_>) -> Vec<Kind> {
    let says = |words: &[&str]| words.iter().any(|word| conjuncts.first(word).is_some());
    if says(&["properties", "additionalProperties", "required", "patternProperties"])
        || !conjuncts.tags.is_empty()
    {
        vec![Kind::Object]
    } else if says(&["items", "prefixItems", "minItems", "maxItems"]) {
        vec![Kind::Array]
    } else if says(&["pattern", "minLength", "maxLength"]) {
        vec![Kind::String]
    } else if says(&["minimum", "maximum", "multipleOf"]) {
        vec![Kind::Number]
    } else {
        Vec::new()
    }
}
