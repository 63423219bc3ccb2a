//! Members of a schema that stand elsewhere, or are written without `properties`.

use serde_json::{Map, Value, json};

use super::check::{Checker, Step};
use super::grammar::{Kind, Object};
use super::keywords::{FORMER, meant_keyword};
use super::kinds::kind_at;
use super::repairs::Repair;
use super::wrong::fits;
use super::{Node, known_type, resolve};
use crate::diagnostic::{Code, Diagnostic};

/// What says by itself what values are like: what stands beside one of these is no member.
const SHAPES: [&str; 10] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "items",
    "oneOf",
    "patternProperties",
    "properties",
    "const",
];

impl Checker<'_, '_> {
    /// Reads `properties: { $ref: … }` that leads to a schema as extending it: its members are meant,
    /// and not its keywords. Whether it does.
    pub(super) fn extend_by_properties(
        &mut self,
        members: &Map<String, Value>,
        at: &Step<'_>,
    ) -> bool {
        let Some(Value::Object(properties)) = members.get("properties") else {
            return false;
        };
        let Some(Value::String(reference)) = properties.get("$ref") else {
            return false;
        };
        let from = Node { value: &Value::Null, at: at.pointer() };
        let Ok(found) = resolve::step(self.sources, &from, reference) else {
            return false;
        };
        let target = found.node;
        let is_schema = match kind_at(self.sources, &target.at) {
            Some(kind) => kind.object().is_some_and(|kind| kind.name == "Schema Object"),
            None => target.value.get("type").is_some_and(|json| !json.is_object()),
        };
        let parts = members.get("allOf");
        if !is_schema || parts.is_some_and(|parts| !parts.is_array()) {
            return false;
        }
        let mut whole = members.clone();
        let mut own = properties.clone();
        own.shift_remove("$ref");
        match own.is_empty() {
            true => whole.shift_remove("properties"),
            false => whole.insert("properties".to_owned(), Value::Object(own)),
        };
        let parts = parts.and_then(Value::as_array).into_iter().flatten().cloned();
        let here = at.pointer();
        let (from, to) =
            (here.child("properties"), here.child("allOf").index(parts.clone().count()));
        // Where members stay, only the reference itself went elsewhere.
        let moves = match whole.contains_key("properties") {
            true => vec![(from.child("$ref"), to.child("$ref"))],
            false => vec![(from, to)],
        };
        let all = parts.chain([json!({ "$ref": reference })]).collect();
        whole.insert("allOf".to_owned(), all);
        let message = "a `$ref` to a schema in the place of `properties`";
        self.diagnostics.report(
            Diagnostic::new(
                Code::Repaired,
                &here.child("properties").child("$ref"),
                message,
            )
            .note("the members of that schema were read")
            .help(format!("write `allOf: [{{ $ref: '{reference}' }}]`")),
        );
        self.repairs.push((here, Repair::Moved(Value::Object(whole), moves)));
        self.again = true;
        true
    }

    /// Puts members below `properties` that were written directly in the schema of an object. Whether
    /// it does: all that is no keyword has to be a schema.
    pub(super) fn put_below_properties(
        &mut self,
        members: &Map<String, Value>,
        schema: &'static Object,
        at: &Step<'_>,
    ) -> bool {
        if members.get("type").is_none_or(|json| json != "object")
            || SHAPES.iter().any(|key| members.contains_key(*key))
        {
            return false;
        }
        let field = |key: &str| schema.fields.iter().find(|(name, _)| *name == key);
        let is_member = |(key, value): &(&String, &Value)| {
            // The `id` of JSON Schema is a text.
            let fitting =
                |(name, kind): &(&str, Kind)| *name != "id" && fits(kind, value);
            is_schema(value)
                && !field(key).is_some_and(fitting)
                && !key.starts_with("x-")
                && !FORMER.contains(&key.as_str())
        };
        let is_unknown = |key: &str| field(key).is_none() && !key.starts_with("x-");
        let is_slip = |key: &str| meant_keyword(key, members, schema).is_some();
        let mut unknown = members.iter().filter(|(key, _)| is_unknown(key)).peekable();
        if unknown.peek().is_none()
            || !unknown.all(|one| is_member(&one) && !is_slip(one.0))
        {
            return false;
        }
        let (below, mut whole): (Map<_, _>, Map<_, _>) = members
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .partition(|(key, value)| is_member(&(key, value)));
        let first = below.keys().next().cloned().unwrap_or_default();
        let here = at.pointer();
        let message =
            format!("`{first}` is no keyword of a schema, and its value is a schema");
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &here.child(&first), message)
                .at_key()
                .note("it was read as a member, as if it stood below `properties`")
                .help("write `properties` around the members"),
        );
        let properties = here.child("properties");
        let moves = below.keys().map(|key| (here.child(key), properties.child(key)));
        let moves = moves.collect();
        whole.insert("properties".to_owned(), Value::Object(below));
        self.repairs.push((here, Repair::Moved(Value::Object(whole), moves)));
        self.again = true;
        true
    }
}

/// Whether a value can be nothing but a schema.
fn is_schema(value: &Value) -> bool {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    text("type").is_some_and(|json| known_type(json).is_some()) || text("$ref").is_some()
}
