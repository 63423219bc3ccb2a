//! What has to stand where for what is there.

use serde_json::Value;

use crate::source::{Pointer, SourceSet};

/// What has to stand somewhere.
pub(super) enum Repair {
    Value(Value),
    /// What stands elsewhere.
    CopyOf(Pointer),
}

/// Has everything stand where it has to. Values come before copies: what is copied was checked, and
/// is put right where it stands. Whether all could: what is to be copied may stand elsewhere by then.
pub(super) fn apply(sources: &mut SourceSet, repairs: Vec<(Pointer, Repair)>) -> bool {
    let mut copies = Vec::new();
    for (at, repair) in repairs {
        match repair {
            Repair::Value(value) => put(sources, &at, value),
            Repair::CopyOf(from) => copies.push((at, from)),
        }
    }
    // All are taken before the first is put: a list that leads to itself would grow with each.
    let count = copies.len();
    let copies: Vec<(Pointer, Value)> = copies
        .into_iter()
        .filter_map(|(at, from)| Some((at, sources.value(&from)?.clone())))
        .collect();
    let are_all = copies.len() == count;
    copies.into_iter().for_each(|(at, value)| put(sources, &at, value));
    are_all
}

fn put(sources: &mut SourceSet, at: &Pointer, value: Value) {
    if let Some(wrong) = sources.value_mut(at) {
        *wrong = value;
    } else if let Some((around, key)) = at.parent().zip(at.last())
        && let Some(Value::Object(members)) = sources.value_mut(&around)
    {
        members.insert(key.to_owned(), value);
    }
}
