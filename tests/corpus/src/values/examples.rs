//! The examples that a description gives for its schemas.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::schema::Document;

/// Examples by the place of the schema that they are of.
pub(super) fn collect(document: &Document) -> BTreeMap<String, Vec<Value>> {
    let mut found = BTreeMap::new();
    visit(&document.tree, "#", &mut found);
    for (_, place) in document.schemas() {
        if let Some(schema) = document.at(&place) {
            note(&place, schema_examples(schema), &mut found);
        }
    }
    found
}

fn note(place: &str, examples: Vec<Value>, found: &mut BTreeMap<String, Vec<Value>>) {
    if !examples.is_empty() {
        found.entry(place.to_owned()).or_default().extend(examples);
    }
}

fn schema_examples(schema: &Value) -> Vec<Value> {
    let one = schema.get("example").or_else(|| schema.get("x-example"));
    let more = schema.get("examples").and_then(Value::as_array);
    one.into_iter().chain(more.into_iter().flatten()).cloned().collect()
}

/// Media types and responses have a schema, and examples beside it.
fn visit(node: &Value, place: &str, found: &mut BTreeMap<String, Vec<Value>>) {
    match node {
        Value::Object(members) => {
            if let Some(schema) = members.get("schema") {
                let own = format!("{place}/schema");
                let target = schema.get("$ref").and_then(Value::as_str).unwrap_or(&own);
                note(target, beside(members), found);
                if target == own {
                    note(target, schema_examples(schema), found);
                }
            }
            for (key, value) in members {
                if !["example", "examples", "default", "enum"].contains(&key.as_str()) {
                    let token = key.replace('~', "~0").replace('/', "~1");
                    visit(value, &format!("{place}/{token}"), found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn beside(members: &Map<String, Value>) -> Vec<Value> {
    let mut examples: Vec<Value> = members.get("example").cloned().into_iter().collect();
    for (key, example) in
        members.get("examples").and_then(Value::as_object).into_iter().flatten()
    {
        match example.get("value") {
            Some(value) => examples.push(value.clone()),
            // Swagger 2.0: by media type.
            None if key.contains("json") => examples.push(example.clone()),
            None => {}
        }
    }
    examples
}
