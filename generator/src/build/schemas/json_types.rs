//! The JSON types that a schema says, hints at, or misspells.

use std::collections::BTreeSet;

use serde_json::Value;

use super::shape::{Shape, constrains_beside_ref};
use crate::build::Builder;
use crate::build::docs::is_bound;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, alias, intersection, known_type};
use crate::model::JsonType;

const TYPE_HELP: &str =
    "write `string`, `number`, `integer`, `boolean`, `array`, `object` or `null`";

/// The format of what is text or a whole number, in descriptions of Kubernetes.
const INT_OR_STRING: &str = "int-or-string";

impl<'t> Builder<'t, '_> {
    /// Takes `type` and what hints at it over into a shape.
    pub(super) fn absorb_type(&mut self, shape: &mut Shape<'t>, node: &Node<'t>) {
        if let Some(format) = node.str("format").filter(|one| *one != INT_OR_STRING) {
            shape.format = Some(format);
        }
        if let Some(encoding) = node.str("contentEncoding") {
            shape.content_encoding = Some(encoding);
        }
        if let Some(media_type) = node.str("contentMediaType") {
            shape.content_media_type = Some(media_type);
        }
        if shape.hint.is_none() {
            shape.hint = hint(node);
        }
        let Some(types) = self.types_of(shape, node) else { return };
        let merged = match &shape.types {
            None => types,
            Some(before) => {
                let both = intersection(before, &types);
                if both.is_empty() {
                    // An envelope's `data` is any object, and a list in what extends the envelope.
                    let later = shape.says_only_types() && says_more_than_types(node);
                    let which = if later { "last" } else { "first" };
                    let message = format!(
                        "the parts of an `allOf` are of different types; the {which} one counts"
                    );
                    self.report(
                        Diagnostic::new(Code::ConflictingAllOf, &node.at, message)
                            .help("let all parts be of one type"),
                    );
                    if later { types } else { before.clone() }
                } else {
                    both
                }
            }
        };
        shape.types = Some(merged);
    }

    /// `type` as a set; names that are not JSON types are repaired.
    fn types_of(
        &mut self,
        shape: &mut Shape<'t>,
        node: &Node<'t>,
    ) -> Option<BTreeSet<JsonType>> {
        if node.str("type") == Some("string")
            && node.str("format") == Some(INT_OR_STRING)
        {
            return Some(BTreeSet::from([JsonType::Integer, JsonType::String]));
        }
        let names: Vec<&str> = match node.value.get("type")? {
            Value::String(name) => vec![name],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => return None,
        };
        let mut types = BTreeSet::new();
        for name in names {
            match known_type(name) {
                Some(json) => {
                    types.insert(json);
                }
                None => self.repair_type(shape, &mut types, node, name)?,
            }
        }
        Some(types)
    }

    fn repair_type(
        &mut self,
        shape: &mut Shape<'t>,
        types: &mut BTreeSet<JsonType>,
        node: &Node<'t>,
        name: &str,
    ) -> Option<()> {
        let lower = name.to_ascii_lowercase();
        let known = alias(&lower).or_else(|| Some((known_type(&lower)?, None)));
        let Some((json, format)) = known else {
            shape.untyped = Some(format!("its type `{name}` is not a type of JSON"));
            let at = node.at.child("type");
            let message = format!("`{name}` is not a type; any JSON is taken");
            self.report(Diagnostic::new(Code::Repaired, &at, message).help(TYPE_HELP));
            return None;
        };
        if name != "file" {
            let at = node.at.child("type");
            let message = format!("the type `{name}` was read as `{}`", type_name(json));
            self.report(Diagnostic::new(Code::Repaired, &at, message).help(TYPE_HELP));
        }
        shape.format = shape.format.or(format);
        types.insert(json);
        Some(())
    }
}

/// Whether a schema describes what values of its type are like.
fn says_more_than_types(node: &Node<'_>) -> bool {
    let counts =
        |key: &str| key != "type" && constrains_beside_ref(key) && !is_bound(key);
    node.entries().any(|(key, _)| counts(key))
}

/// The type that bounds hint at.
fn hint(node: &Node<'_>) -> Option<JsonType> {
    // Where several hint at different types, the first of this order counts.
    const ORDER: [JsonType; 4] =
        [JsonType::String, JsonType::Number, JsonType::Array, JsonType::Object];
    let of_key = |key: &String| {
        Some(match key.as_str() {
            "minLength" | "maxLength" | "pattern" | "contentEncoding"
            | "contentMediaType" => 0,
            "minimum" | "maximum" | "multipleOf" => 1,
            "minItems" | "maxItems" | "uniqueItems" => 2,
            "minProperties" | "maxProperties" | "propertyNames" => 3,
            _ => return None,
        })
    };
    let first: Option<usize> = node.object()?.keys().filter_map(of_key).min();
    first.map(|first| ORDER[first])
}

/// The name of a type of JSON.
pub(super) fn type_name(json: JsonType) -> &'static str {
    match json {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}
