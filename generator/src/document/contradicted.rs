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
const SHAPES: [&str; 13] = [
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

impl Checker<'_, '_> {
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
