//! Changes to a tree, each remembered so that places still lead to the text.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::source::{Author, Edit, Pointer, SourceSet};

/// Where a value that is written comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// An overlay: the place of the value in the overlay's file.
    Overlay(Pointer),
    /// Another place of the same tree.
    Copy(Pointer),
    /// A fix-up's name.
    FixUp(String),
}

impl Origin {
    fn member(&self, token: &str) -> Self {
        match self {
            Self::Overlay(at) => Self::Overlay(at.child(token)),
            Self::Copy(at) => Self::Copy(at.child(token)),
            Self::FixUp(name) => Self::FixUp(name.clone()),
        }
    }

    fn written(self, at: Pointer) -> Edit {
        match self {
            Self::Overlay(value) => Edit::Written { at, by: Author::Overlay(value) },
            Self::FixUp(name) => Edit::Written { at, by: Author::FixUp(name) },
            Self::Copy(from) => Edit::Copied { at, from },
        }
    }
}

/// Changes the tree of the first file.
pub(super) struct Editor<'a> {
    sources: &'a mut SourceSet,
    root: Pointer,
}

/// Why a value cannot be merged: its place, what is there, and what it should become.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mismatch {
    pub(super) at: Pointer,
    pub(super) old: &'static str,
    pub(super) new: &'static str,
}

impl<'a> Editor<'a> {
    pub(super) fn new(sources: &'a mut SourceSet, root: Pointer) -> Self {
        Self { sources, root }
    }

    pub(super) fn tree(&self) -> &Value {
        &self.sources.file(self.root.file()).tree
    }

    /// The places that a JSONPath selects, each once, in the order of the tree.
    pub(super) fn select(&self, path: &JsonPath) -> Vec<Pointer> {
        let located = path.query_located(self.tree()).dedup();
        let pointer = |text: String| Pointer::parse(self.root.file(), &text);
        located.locations().filter_map(|at| pointer(at.to_json_pointer())).collect()
    }

    pub(super) fn value(&self, at: &Pointer) -> Option<&Value> {
        self.sources.value(at)
    }

    /// Writes a value, at a place that exists or as a new member or last element of what
    /// exists. Returns whether anything changed.
    pub(super) fn set(&mut self, at: &Pointer, new: Value, origin: Origin) -> bool {
        if self.value(at) == Some(&new) {
            return false;
        }
        if let Some(value) = self.sources.value_mut(at) {
            *value = new;
        } else {
            let Some((parent, key)) = at.parent().zip(at.last()) else { return false };
            match self.sources.value_mut(&parent) {
                Some(Value::Object(members)) => {
                    members.insert(key.to_owned(), new);
                }
                Some(Value::Array(values)) if key.parse() == Ok(values.len()) => {
                    values.push(new);
                }
                _ => return false,
            }
        }
        self.sources.record(origin.written(at.clone()));
        true
    }

    /// Takes a value away. Returns whether it was there.
    pub(super) fn remove(&mut self, at: &Pointer) -> bool {
        let Some((parent, key)) = at.parent().zip(at.last()) else { return false };
        match self.sources.value_mut(&parent) {
            Some(Value::Object(members)) => members.shift_remove(key).is_some(),
            Some(Value::Array(values)) => {
                let Some(index) = key.parse().ok().filter(|at| *at < values.len())
                else {
                    return false;
                };
                values.remove(index);
                self.sources.record(Edit::Removed { list: parent, index });
                true
            }
            _ => false,
        }
    }

    /// Gives a member another key and leaves it where it stands. Returns whether that was
    /// possible: the member is there, and no other one has that key.
    pub(super) fn rename(&mut self, at: &Pointer, to: &str) -> bool {
        let Some((parent, key)) = at.parent().zip(at.last()) else { return false };
        let Some(Value::Object(members)) = self.sources.value_mut(&parent) else {
            return false;
        };
        if key == to || !members.contains_key(key) || members.contains_key(to) {
            return false;
        }
        *members = std::mem::take(members)
            .into_iter()
            .map(|(name, value)| (if name == key { to.to_owned() } else { name }, value))
            .collect();
        let (from, to) = (key.to_owned(), to.to_owned());
        self.sources.record(Edit::Renamed { parent, from, to });
        true
    }

    /// Merges a value as the Overlay Specification says: objects member by member, lists
    /// one behind the other, a single value onto the end of a list, anything else instead
    /// of what is there. Returns whether anything changed.
    pub(super) fn overlay(
        &mut self,
        at: &Pointer,
        new: &Value,
        origin: &Origin,
    ) -> Result<bool, Mismatch> {
        let Some(old) = self.value(at) else {
            return Ok(self.set(at, new.clone(), origin.clone()));
        };
        match (old, new) {
            (Value::Object(_), Value::Object(members)) => {
                let mut changed = false;
                for (key, value) in members {
                    changed |=
                        self.overlay(&at.child(key), value, &origin.member(key))?;
                }
                Ok(changed)
            }
            (Value::Array(old), Value::Array(values)) => {
                let end = old.len();
                for (index, value) in values.iter().enumerate() {
                    let origin = origin.member(&index.to_string());
                    self.set(&at.index(end + index), value.clone(), origin);
                }
                Ok(!values.is_empty())
            }
            // The specification's own example has `components:` without a value.
            (Value::Object(_) | Value::Array(_), Value::Null) => Ok(false),
            (old, new) if is_primitive(old) && is_primitive(new) => {
                Ok(self.set(at, new.clone(), origin.clone()))
            }
            (old, new) => {
                Err(Mismatch { at: at.clone(), old: kind(old), new: kind(new) })
            }
        }
    }

    /// Appends a single value to a list. Returns whether it is a list.
    pub(super) fn append(&mut self, at: &Pointer, new: &Value, origin: &Origin) -> bool {
        match self.value(at) {
            Some(Value::Array(values)) => {
                let end = at.index(values.len());
                self.set(&end, new.clone(), origin.clone())
            }
            _ => false,
        }
    }

    /// Merges as RFC 7396 says: objects member by member, null takes a member away, anything
    /// else replaces. Returns whether anything changed.
    pub(super) fn merge(
        &mut self,
        at: &Pointer,
        patch: &Value,
        origin: &Origin,
    ) -> bool {
        let Value::Object(members) = patch else {
            return self.set(at, patch.clone(), origin.clone());
        };
        let mut changed = false;
        if !self.value(at).is_some_and(Value::is_object) {
            changed = self.set(at, Value::Object(Map::new()), origin.clone());
        }
        for (key, value) in members {
            let at = at.child(key);
            changed |= match value {
                Value::Null => self.remove(&at),
                value => self.merge(&at, value, &origin.member(key)),
            };
        }
        changed
    }
}

fn is_primitive(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// What a value is, as a message says it.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
