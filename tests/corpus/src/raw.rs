//! Reads a description a second time without a line of the generator's: which operations it has.

use std::path::Path;

use serde_json::Value;

/// What a description says of itself.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    /// All of it.
    pub(crate) tree: Value,
    /// The version of OpenAPI.
    pub(crate) version: String,
    /// The places of its operations as JSON pointers, one for each path that leads to it.
    pub(crate) operations: Vec<String>,
}

/// The methods that a path item can have.
const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Reads a file; nothing when it is neither JSON nor YAML.
pub(crate) fn read(path: &Path) -> Raw {
    let Ok(text) = std::fs::read_to_string(path) else { return Raw::default() };
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let tree =
        if is_json { parse_json(&text) } else { serde_yaml::from_str(&text).ok() };
    tree.map(of_tree).unwrap_or_default()
}

/// Deep descriptions are no reason to stop.
fn parse_json(text: &str) -> Option<Value> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

fn of_tree(tree: Value) -> Raw {
    let version = tree.get("openapi").or_else(|| tree.get("swagger"));
    let version = match version {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let mut operations = Vec::new();
    for key in ["paths", "x-ms-paths"] {
        let Some(Value::Object(paths)) = tree.get(key) else { continue };
        for (path, item) in paths {
            if !path.starts_with("x-") {
                let at = format!("#/{key}/{}", escape(path));
                path_item(&tree, &at, item, 0, &mut operations);
            }
        }
    }
    Raw { tree, version, operations }
}

fn path_item(
    tree: &Value,
    at: &str,
    item: &Value,
    depth: usize,
    found: &mut Vec<String>,
) {
    let Value::Object(members) = item else { return };
    if let Some(Value::String(target)) = members.get("$ref")
        && let Some(pointer) = target.strip_prefix('#')
        && depth < 20
        && let Some(inner) = tree.pointer(pointer)
    {
        path_item(tree, target, inner, depth + 1, found);
    }
    for (key, operation) in members {
        if METHODS.contains(&key.to_lowercase().as_str()) && operation.is_object() {
            match operation.get("$ref").and_then(Value::as_str) {
                None => found.push(format!("{at}/{}", escape(key))),
                // One in another file is known by its place there.
                Some(target) => {
                    let fragment = target.split_once('#').map_or("", |(_, place)| place);
                    found.push(format!("#{fragment}"));
                }
            }
        }
        if let ("additionalOperations", Value::Object(more)) = (key.as_str(), operation)
        {
            let place = |method: &String| format!("{at}/{key}/{}", escape(method));
            found.extend(more.keys().map(place));
        }
    }
}

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn operations_of_all_kinds_count() {
        let operation = json!({ "responses": {} });
        let raw = of_tree(json!({
            "openapi": "3.2.0",
            "paths": {
                "/a": { "get": operation, "x-get": operation, "parameters": [] },
                "/b": { "$ref": "#/components/pathItems/B" },
                "/c": { "get": { "$ref": "c.yaml#/list" }, "put": { "$ref": "put.yaml" } },
                "/c/{d}": { "POST": operation, "additionalOperations": { "LINK": {} } },
                "x-paths": { "get": operation },
            },
            "components": { "pathItems": { "B": { "query": operation } } },
        }));
        assert_eq!(raw.version, "3.2.0");
        let expected = [
            "#/paths/~1a/get",
            "#/components/pathItems/B/query",
            "#/list",
            "#",
            "#/paths/~1c~1{d}/POST",
            "#/paths/~1c~1{d}/additionalOperations/LINK",
        ];
        assert_eq!(raw.operations, expected);
    }
}
