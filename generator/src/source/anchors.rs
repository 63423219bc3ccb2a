//! The schemas of a file that have a name inside of it: `$anchor`, `$dynamicAnchor`, or an `$id` that
//! is only a fragment (JSON Schema 2020-12 §8.2).

use std::collections::BTreeMap;

use serde_json::Value;

use super::{FileId, Pointer};

/// The place of each name.
pub(super) type Anchors = BTreeMap<String, Pointer>;

/// Finds all names of a file.
pub(super) fn find(tree: &Value, file: FileId) -> Anchors {
    let mut anchors = Anchors::new();
    let mut open = vec![(tree, Pointer::root(file))];
    while let Some((value, at)) = open.pop() {
        let text = |key: &str| value.get(key)?.as_str();
        let id = text("$id").and_then(|id| id.strip_prefix('#'));
        let names = [text("$anchor"), text("$dynamicAnchor"), id];
        for name in names.into_iter().flatten() {
            anchors.entry(name.to_owned()).or_insert_with(|| at.clone());
        }
        match value {
            Value::Object(members) => {
                open.extend(members.iter().map(|(key, value)| (value, at.child(key))));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(index, value)| (value, at.index(index))));
            }
            _ => {}
        }
    }
    anchors
}
