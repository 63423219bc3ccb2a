//! Makes a description smaller.

use std::collections::BTreeSet;

use serde_json::Value;

/// Leaves only one path, and of the components those that it needs.
pub(super) fn only(root: &mut Value, path: &str) {
    if let Some(paths) = root["paths"].as_object_mut() {
        paths.retain(|other, _| other == path);
    }
    if let Some(root) = root.as_object_mut() {
        root.remove("webhooks");
    }
    let mut needed = BTreeSet::new();
    let mut open = vec![root["paths"].clone()];
    while let Some(node) = open.pop() {
        match node {
            Value::Object(members) => {
                if let Some(target) = members.get("$ref").and_then(Value::as_str)
                    && needed.insert(target.to_owned())
                    && let Some(inner) = root.pointer(target.trim_start_matches('#'))
                {
                    open.push(inner.clone());
                }
                open.extend(members.into_iter().map(|(_, inner)| inner));
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    for folder in [
        "/components/schemas",
        "/components/parameters",
        "/components/requestBodies",
        "/definitions",
        "/parameters",
    ] {
        if let Some(all) = root.pointer_mut(folder).and_then(Value::as_object_mut) {
            all.retain(|name, _| needed.contains(&format!("#{folder}/{name}")));
        }
    }
}
