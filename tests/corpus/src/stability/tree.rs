//! Walks over descriptions.

use serde_json::{Map, Value};

/// The methods that a path item can have.
pub(super) const METHODS: [&str; 7] =
    ["get", "put", "post", "delete", "options", "head", "patch"];

/// The pointers of all operations.
pub(super) fn operations(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (path, item) in
        tree.get("paths").and_then(Value::as_object).into_iter().flatten()
    {
        for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
            found.push(format!("/paths/{}/{method}", escape(path)));
        }
    }
    found
}

/// The pointers of all schemas that a test finds, at any depth.
pub(super) fn schemas(
    tree: &Value,
    wanted: fn(&Map<String, Value>) -> bool,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), tree)];
    while let Some((at, node)) = open.pop() {
        match node {
            Value::Object(members) => {
                // What is an example is no schema.
                let inner = members.iter().filter(|(key, _)| {
                    !matches!(
                        key.as_str(),
                        "example" | "examples" | "default" | "enum" | "const"
                    ) && !key.starts_with("x-")
                });
                for (key, value) in inner {
                    open.push((format!("{at}/{}", escape(key)), value));
                }
                if is_schema(&at) && wanted(members) {
                    found.push(at);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    open.push((format!("{at}/{index}"), value));
                }
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// Whether a place is that of a schema.
fn is_schema(at: &str) -> bool {
    let mut tokens = at.rsplit('/');
    let (last, before) =
        (tokens.next().unwrap_or_default(), tokens.next().unwrap_or_default());
    let named = ["schemas", "definitions", "properties"].contains(&before);
    named || ["schema", "items"].contains(&last)
}

/// The place where schemas have names, and the names.
pub(super) fn named(tree: &Value) -> Option<(&'static str, Vec<String>)> {
    let places = [
        ("/components/schemas", "#/components/schemas/"),
        ("/definitions", "#/definitions/"),
    ];
    places.into_iter().find_map(|(pointer, prefix)| {
        let names = tree.pointer(pointer)?.as_object()?;
        (!names.is_empty()).then(|| (prefix, names.keys().cloned().collect()))
    })
}

/// Changes every `$ref` to a place, and to what is inside of it.
pub(super) fn redirect(node: &mut Value, old: &str, new: &str) {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node {
            Value::Object(members) => {
                for (_, value) in members.iter_mut() {
                    if let Value::String(text) = value
                        && let Some(rest) = text.strip_prefix(old)
                        && (rest.is_empty() || rest.starts_with('/'))
                    {
                        *text = format!("{new}{rest}");
                        continue;
                    }
                    open.push(value);
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

/// A token of a pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
