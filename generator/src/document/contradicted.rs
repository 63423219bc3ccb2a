//! Types beside references that lead to another one: `{ type: object, $ref: … }` where the schema is
//! text. What the reference leads to counts.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::check::{Checker, Step};
use super::json_types::{intersection, told_types, types_said};
use super::repairs::Repair;
use super::{Node, resolve};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::JsonType;

/// Keywords that say what values are like, and not only how long or large they are.
pub(super) const SHAPES: [&str; 13] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "items",
    "not",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "properties",
    "required",
    "unevaluatedProperties",
];

/// Keywords that say something of values of one type.
const OF_A_TYPE: [&str; 20] = [
    "type",
    "format",
    "default",
    "example",
    "examples",
    "maximum",
    "minimum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "multipleOf",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "contentEncoding",
    "contentMediaType",
];

/// Keywords that say what values of one type are like, and their plural.
const OF_ONE_TYPE: [(&str, JsonType, &str); 4] = [
    ("properties", JsonType::Object, "objects"),
    ("patternProperties", JsonType::Object, "objects"),
    ("items", JsonType::Array, "arrays"),
    ("prefixItems", JsonType::Array, "arrays"),
];

impl Checker<'_, '_> {
    /// Tells of lists that list nothing, and of keywords that say something of other types than the
    /// one that is written beside them.
    pub(super) fn tell_contradictions(
        &mut self,
        members: &Map<String, Value>,
        at: &Step<'_>,
    ) {
        let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
        for key in ["type", "enum"] {
            if !members.get(key).is_some_and(is_empty) {
                continue;
            }
            let at = at.pointer().child(key);
            let message = format!("`{key}` is an empty list");
            self.diagnostics.report(
                Diagnostic::new(Code::Repaired, &at, message)
                    .at_key()
                    .note("it was ignored: it would leave no value")
                    .help(format!("list what there can be, or leave `{key}` out")),
            );
            self.repairs.push((at, Repair::Nothing));
        }
        let Some(types) = members.get("type").and_then(types_said) else { return };
        for (key, json, name) in OF_ONE_TYPE {
            let says_something = |value: &Value| match value {
                Value::Object(members) => !members.is_empty(),
                Value::Array(values) => !values.is_empty(),
                _ => false,
            };
            // What an object with `items` is, what stands beside it tells.
            let is_contradicted = members.get(key).is_some_and(says_something)
                && !types.contains(&json)
                && !(json == JsonType::Array && types.contains(&JsonType::Object));
            if is_contradicted && !types.is_empty() {
                let message = format!(
                    "`{key}` says what {name} are like, and the `type` is another"
                );
                self.diagnostics.report(
                    Diagnostic::new(Code::Repaired, &at.pointer().child(key), message)
                        .at_key()
                        .note("it was ignored: the `type` counts")
                        .help(format!(
                            "write the `type` of {name}, or leave `{key}` out"
                        )),
                );
            }
        }
    }

    /// Leaves out the `type` beside a reference to a schema that no value of it is one of. Whether it
    /// does: where more is said there, the schema may be another one.
    pub(super) fn leave_out_type(
        &mut self,
        members: &Map<String, Value>,
        at: &Step<'_>,
    ) -> bool {
        let (Some(Value::String(reference)), Some(written)) =
            (members.get("$ref"), members.get("type"))
        else {
            return false;
        };
        if SHAPES.iter().any(|key| members.contains_key(*key)) {
            return false;
        }
        let from = Node { value: &Value::Null, at: at.pointer() };
        let target = resolve::step(self.sources, &from, reference).ok();
        let told = target.and_then(|target| told_types(self.sources, &target.node));
        let without_null = |types: BTreeSet<JsonType>| -> BTreeSet<JsonType> {
            types.into_iter().filter(|json| *json != JsonType::Null).collect()
        };
        let (Some(own), Some(told)) =
            (types_said(written).map(without_null), told.map(without_null))
        else {
            return false;
        };
        if own.is_empty() || told.is_empty() || !intersection(&own, &told).is_empty() {
            return false;
        }
        let here = at.pointer();
        let message = "the `type` beside a `$ref` is not that of what it leads to";
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &here.child("type"), message)
                .note("it was ignored: the `$ref` counts")
                .help("leave the `type` out"),
        );
        let mut rest = members.clone();
        rest.retain(|key, _| !OF_A_TYPE.contains(&key.as_str()));
        if types_said(written).is_some_and(|types| types.contains(&JsonType::Null)) {
            let reference = rest.shift_remove("$ref");
            let null = serde_json::json!({ "type": "null" });
            let branches = reference.map(|to| serde_json::json!({ "$ref": to }));
            rest.insert(
                "anyOf".to_owned(),
                branches.into_iter().chain([null]).collect(),
            );
        }
        self.repairs.push((here, Repair::Value(Value::Object(rest))));
        self.again = true;
        true
    }
}
