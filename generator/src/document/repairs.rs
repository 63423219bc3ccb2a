//! What has to stand where for what is there.

use serde_json::Value;

use crate::source::{Pointer, SourceSet};

/// What has to stand somewhere.
pub(super) enum Repair {
    Value(Value),
    /// The same where parts of what is there stand elsewhere: from and to.
    Moved(Value, Vec<(Pointer, Pointer)>),
    /// What stands elsewhere.
    CopyOf(Pointer),
    /// The same by another key.
    Key(&'static str),
    /// Nothing.
    Nothing,
}

/// Has everything stand where it has to. Values come before copies: what is copied was checked, and
/// is put right where it stands. Whether all could: what is to be copied may stand elsewhere by then.
pub(super) fn apply(sources: &mut SourceSet, repairs: Vec<(Pointer, Repair)>) -> bool {
    let (mut copies, mut keys) = (Vec::new(), Vec::new());
    for (at, repair) in repairs {
        match repair {
            Repair::Value(value) => put(sources, &at, value),
            Repair::Moved(value, moves) => {
                put(sources, &at, value);
                moves.into_iter().for_each(|(from, to)| sources.record_move(from, to));
            }
            Repair::CopyOf(from) => copies.push((at, from)),
            Repair::Key(key) => keys.push((at, key)),
            Repair::Nothing => take(sources, &at),
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
    // What is inside comes after what is around it, and has its new key first: no place changes.
    keys.into_iter().rev().for_each(|(at, key)| rename(sources, &at, key));
    are_all
}

fn take(sources: &mut SourceSet, at: &Pointer) {
    if let Some((around, key)) = at.parent().zip(at.last())
        && let Some(Value::Object(members)) = sources.value_mut(&around)
    {
        members.shift_remove(key);
    }
}

/// Gives a member another key, and leaves it where it stands.
fn rename(sources: &mut SourceSet, at: &Pointer, to: &str) {
    let Some((parent, key)) = at.parent().zip(at.last()) else { return };
    let Some(Value::Object(members)) = sources.value_mut(&parent) else { return };
    if !members.contains_key(key) || members.contains_key(to) {
        return;
    }
    *members = std::mem::take(members)
        .into_iter()
        .map(|(name, value)| (if name == key { to.to_owned() } else { name }, value))
        .collect();
    // References may go through the key as it is written.
    sources.record_move(at.clone(), parent.child(to));
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
