//! A node of the description's tree together with its place.

use serde_json::{Map, Value};

use crate::model::plain_text;
use crate::source::Pointer;

/// A value of the tree that knows where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node<'t> {
    /// The value.
    pub value: &'t Value,
    /// The place.
    pub at: Pointer,
}

impl<'t> Node<'t> {
    /// The members, when this is an object.
    pub(crate) fn object(&self) -> Option<&'t Map<String, Value>> {
        self.value.as_object()
    }

    /// The value of the member with this key, whatever it is.
    pub(crate) fn value_of(&self, key: &str) -> Option<&'t Value> {
        member(self.object()?, key)
    }

    /// The member with this key; null counts as absent.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value_of(key)?;
        (!value.is_null()).then(|| Self { value, at: self.at.child(key) })
    }

    /// Whether there is a member with this key, whatever its value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.value_of(key).is_some()
    }

    /// All members with their keys; none when this is not an object.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'t str, Self)> + use<'t> {
        let at = self.at.clone();
        let members = self.object().into_iter().flatten();
        members
            .map(move |(key, value)| (key.as_str(), Self { value, at: at.child(key) }))
    }

    /// The members of the object at `key`.
    pub(crate) fn entries_of(
        &self,
        key: &str,
    ) -> impl Iterator<Item = (&'t str, Self)> + use<'t> {
        self.get(key).into_iter().flat_map(|node| node.entries())
    }

    /// All elements; none when this is not an array.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> + use<'t> {
        let at = self.at.clone();
        let items = self.value.as_array().into_iter().flatten();
        items.enumerate().map(move |(index, value)| Self { value, at: at.index(index) })
    }

    /// The elements of the array at `key`.
    pub(crate) fn items_of(&self, key: &str) -> impl Iterator<Item = Self> + use<'t> {
        self.get(key).into_iter().flat_map(|node| node.items())
    }

    /// The string at `key`.
    pub(crate) fn str(&self, key: &str) -> Option<&'t str> {
        self.value_of(key)?.as_str()
    }

    /// The text at `key`: a string that is more than white space.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let text = self.str(key)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The value as text: a string as it is, anything else as JSON.
    pub(crate) fn plain(&self) -> String {
        plain_text(self.value).into_owned()
    }

    /// The truth value at `key`; `"true"` and `"false"` count, since descriptions have them.
    pub(crate) fn bool(&self, key: &str) -> Option<bool> {
        match self.value_of(key)? {
            Value::Bool(value) => Some(*value),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether the truth value at `key` is true.
    pub(crate) fn is_true(&self, key: &str) -> bool {
        self.bool(key) == Some(true)
    }

    /// The count at `key`; numbers written as strings count.
    pub(crate) fn count(&self, key: &str) -> Option<u64> {
        match self.value_of(key)? {
            Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The strings of the array at `key`.
    pub(crate) fn strings(&self, key: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.value_of(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    /// The target of a reference, as written.
    pub(crate) fn reference(&self) -> Option<&'t str> {
        self.str("$ref")
    }
}

/// A member of an object. Most objects of descriptions are small, and are asked for dozens of keys
/// that they have not: looking at a few names costs less than the hash of one.
pub(super) fn member<'t>(
    object: &'t Map<String, Value>,
    key: &str,
) -> Option<&'t Value> {
    const FEW: usize = 8;
    if object.len() > FEW {
        return object.get(key);
    }
    object.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// A number without a fraction that a count can be.
fn whole(number: f64) -> Option<u64> {
    let fits = number.fract() == 0.0 && (0.0..1e15).contains(&number);
    fits.then_some(number as u64)
}
