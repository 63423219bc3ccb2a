//! Several copies of a description in one: every path, component and operation id has the number of
//! its copy, so that nothing is shared.

use serde_json::{Map, Value};

/// A description with that many copies of what another one describes.
pub(super) fn copies(description: &Value, count: usize) -> Value {
    let mut all = description.clone();
    let sections: Vec<String> = description["components"]
        .as_object()
        .map(|components| components.keys().cloned().collect())
        .unwrap_or_default();
    all["paths"] = Value::Object(Map::new());
    for section in &sections {
        all["components"][section] = Value::Object(Map::new());
    }
    for number in 0..count {
        let numbered = numbered(description, number);
        add(&mut all["paths"], &numbered["paths"], |key| format!("/copy{number}{key}"));
        for section in &sections {
            let members = &numbered["components"][section];
            add(&mut all["components"][section], members, |key| name(key, number));
        }
    }
    all
}

fn add(all: &mut Value, members: &Value, key: impl Fn(&str) -> String) {
    if let (Value::Object(all), Value::Object(members)) = (all, members) {
        all.extend(members.iter().map(|(name, value)| (key(name), value.clone())));
    }
}

fn name(key: &str, number: usize) -> String {
    format!("{key}_copy{number}")
}

/// The same with references into, and operation ids of, a copy.
fn numbered(value: &Value, number: usize) -> Value {
    match value {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let changed = match value {
                    Value::String(text)
                        if is_reference(text) || key == "operationId" =>
                    {
                        Value::String(name(text, number))
                    }
                    _ => numbered(value, number),
                };
                (key.clone(), changed)
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| numbered(item, number)).collect())
        }
        _ => value.clone(),
    }
}

fn is_reference(text: &str) -> bool {
    text.starts_with("#/components/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn copies_share_nothing() {
        let one = json!({
            "paths": { "/a": { "get": {
                "operationId": "a",
                "x": [{ "$ref": "#/components/schemas/A" }],
            } } },
            "components": { "schemas": { "A": {} } },
        });
        let two = copies(&one, 2);
        assert_eq!(two["paths"].as_object().map(Map::len), Some(2));
        let operation = &two["paths"]["/copy1/a"]["get"];
        assert_eq!(operation["operationId"], "a_copy1");
        assert_eq!(operation["x"][0]["$ref"], "#/components/schemas/A_copy1");
        assert!(two["components"]["schemas"]["A_copy1"].is_object());
    }
}
