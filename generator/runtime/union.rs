//! Unions: one of some types, chosen by what the description says tells them apart.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{self, Serialize, Serializer};
use serde_json::{Map, Value};

use super::Literal;

/// One of some types.
///
/// Decoding picks the branch by [`BRANCHES`](Self::BRANCHES) first and then decodes it, so that
/// errors are those of the branch that was meant. What no branch is meant for becomes `Unknown`.
pub trait Union: Sized {
    /// What tells the branches apart.
    const BRANCHES: Branches;

    /// Decodes the branch at `index`.
    ///
    /// # Errors
    ///
    /// The value is not of this branch's type.
    fn read(index: usize, value: Value) -> serde_json::Result<Self>;

    /// A value that is of none of the branches.
    fn unknown(value: Value) -> Self;
}

/// What tells the branches of a union apart.
#[derive(Clone, Copy, Debug)]
pub enum Branches {
    /// The value of a member.
    Tag {
        /// The member.
        property: &'static str,
        /// Values and the index of the branch that each leads to.
        values: &'static [(Literal, usize)],
    },
    /// Rules and the index of the branch that each leads to; the first that holds counts.
    Rules(&'static [(Rule, usize)]),
}

/// What must hold for a value to be of a branch.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The JSON types it can have; empty when that does not matter.
    pub types: &'static [JsonType],
    /// For objects: members that must be there.
    pub required: &'static [&'static str],
    /// For objects: members of which at least one must be there, unless it is empty.
    pub any_of: &'static [&'static str],
    /// For objects: members that must have one of these values when they are there.
    pub values: &'static [(&'static str, &'static [Literal])],
    /// For scalars: the value must be one of these, unless it is empty.
    pub scalars: &'static [Literal],
    /// For strings: what must accept the text.
    pub format: Option<fn(&str) -> bool>,
    /// For arrays: what the first element must be like, if there is one.
    pub item: Option<&'static Self>,
}

impl Rule {
    /// The rule that always holds.
    pub const ANY: Self = Self {
        types: &[],
        required: &[],
        any_of: &[],
        values: &[],
        scalars: &[],
        format: None,
        item: None,
    };

    /// Whether it holds for a value.
    pub fn holds(&self, value: &Value) -> bool {
        let typed = self.types.is_empty()
            || self.types.iter().any(|json_type| json_type.is(value));
        typed
            && (self.scalars.is_empty()
                || Literal::position(self.scalars, value).is_some())
            && match value {
                Value::Object(members) => self.holds_for_object(members),
                Value::Array(items) => match (self.item, items.first()) {
                    (Some(rule), Some(first)) => rule.holds(first),
                    _ => true,
                },
                Value::String(text) => self.format.is_none_or(|accepts| accepts(text)),
                _ => true,
            }
    }

    fn holds_for_object(&self, members: &Map<String, Value>) -> bool {
        let has = |key: &&str| members.contains_key(*key);
        self.required.iter().all(has)
            && (self.any_of.is_empty() || self.any_of.iter().any(has))
            && self.values.iter().all(|(key, literals)| {
                members
                    .get(*key)
                    .is_none_or(|value| Literal::position(literals, value).is_some())
            })
    }
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// null
    Null,
    /// true, false
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// Whether a value has the type.
    pub fn is(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Null, Value::Null)
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_))
            | (Self::Array, Value::Array(_))
            | (Self::Object, Value::Object(_)) => true,
            (Self::Integer, Value::Number(number)) => {
                number.is_i64()
                    || number.is_u64()
                    || number.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            _ => false,
        }
    }
}

impl Branches {
    /// The index of the branch that a value is of.
    pub fn find(&self, value: &Value) -> Option<usize> {
        match self {
            Self::Tag { property, values } => {
                let tag = value.as_object()?.get(*property)?;
                values
                    .iter()
                    .find(|(literal, _)| literal.is(tag))
                    .map(|(_, index)| *index)
            }
            Self::Rules(rules) => {
                rules.iter().find(|(rule, _)| rule.holds(value)).map(|(_, index)| *index)
            }
        }
    }
}

/// Decodes a union.
///
/// # Errors
///
/// That of the format, or that of the branch.
pub fn deserialize<'de, T: Union, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    match T::BRANCHES.find(&value) {
        Some(index) => T::read(index, value).map_err(de::Error::custom),
        None => Ok(T::unknown(value)),
    }
}

/// Decodes a branch.
///
/// # Errors
///
/// The value is not of this type.
pub fn read<T: DeserializeOwned>(value: Value) -> serde_json::Result<T> {
    T::deserialize(value)
}

/// Encodes a branch whose type does not have the member that tells it apart: the member is
/// added.
///
/// # Errors
///
/// That of the format, or the branch is not an object.
pub fn serialize_tagged<T: Serialize + ?Sized, S: Serializer>(
    property: &'static str,
    tag: Literal,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match serde_json::to_value(value).map_err(ser::Error::custom)? {
        Value::Object(mut members) => {
            members.entry(property).or_insert_with(|| tag.into());
            members.serialize(serializer)
        }
        other => other.serialize(serializer),
    }
}

/// For [`Rule::format`]: whether a text is an IPv4 address.
pub fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// For [`Rule::format`]: whether a text is an IPv6 address.
pub fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

/// For [`Rule::format`]: whether a text is a signed 64 bit number.
pub fn is_int64(text: &str) -> bool {
    text.parse::<i64>().is_ok()
}

/// For [`Rule::format`]: whether a text is an unsigned 64 bit number.
pub fn is_uint64(text: &str) -> bool {
    text.parse::<u64>().is_ok()
}
