//! Unions: one of some types, chosen by what the description says tells them apart.

mod located;
mod tag;
mod tagged;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Integers, Literal, json};
use located::Located;

/// One of some types.
///
/// Decoding picks the branch by [`BRANCHES`](Self::BRANCHES) first and then decodes it, so that
/// errors are those of the branch that was meant. Where that leaves several, the one that keeps
/// most of the value is taken. What has none of the members that tell branches apart is of the one
/// that keeps most of it, and `Unknown` where that knows less than half of its members. What the
/// branch that is meant cannot decode is of another that members tell apart when that keeps all of
/// it, else the error.
pub trait Union: Sized {
    /// What tells the branches apart.
    const BRANCHES: Branches;

    /// Decodes the branch at `index`.
    ///
    /// # Errors
    ///
    /// The value is not of this branch's type.
    fn read<'de, D: Deserializer<'de>>(index: usize, value: D)
    -> Result<Self, D::Error>;

    /// A value that is of none of the branches.
    fn unknown(value: Value) -> Self;

    /// Whether the branch at `index` has a place for a value. One that is a union itself has none
    /// for what none of its own branches is meant for.
    fn knows(index: usize, value: &Value) -> bool {
        let _ = (index, value);
        true
    }
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
    /// The value of a member, where another value or none leads to a branch too.
    TagOr {
        /// The member.
        property: &'static str,
        /// Values and the index of the branch that each leads to.
        values: &'static [(Literal, usize)],
        /// The index of the branch for everything else.
        default: usize,
    },
    /// The value of a member, where rules lead to the branches that have none of these values.
    TagOrRules {
        /// The member.
        property: &'static str,
        /// Values and the index of the branch that each leads to.
        values: &'static [(Literal, usize)],
        /// For everything else.
        rules: &'static [(Rule, usize)],
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
    /// For objects: members that must be of one of these types, or null, when they are there.
    pub members: &'static [(&'static str, &'static [JsonType])],
    /// For objects: members that must have one of these values when they are there.
    pub values: &'static [(&'static str, &'static [Literal])],
    /// For objects: members of which a rule must hold when they are there.
    pub nested: &'static [(&'static str, Self)],
    /// For arrays: what the first element must be like, if there is one; the first that is not
    /// null, where null is among the types.
    pub item: Option<&'static Self>,
}

impl Rule {
    /// The rule that always holds.
    pub const ANY: Self = Self {
        types: &[],
        required: &[],
        any_of: &[],
        members: &[],
        values: &[],
        nested: &[],
        item: None,
    };

    /// Whether it holds for a value.
    pub fn holds(&self, value: &Value) -> bool {
        let typed = self.types.is_empty()
            || self.types.iter().any(|json_type| json_type.is(value));
        typed
            && match value {
                Value::Object(members) => self.holds_for_object(members),
                Value::Array(items) => {
                    self.item.is_none_or(|rule| rule.holds_for(items))
                }
                _ => true,
            }
    }

    /// Whether it holds for the first element. Where elements can be null, that is the first which
    /// is not: null says nothing about the others.
    fn holds_for(&self, items: &[Value]) -> bool {
        let mut items = items.iter();
        let first = match self.types.contains(&JsonType::Null) {
            true => items.find(|item| !item.is_null()),
            false => items.next(),
        };
        first.is_none_or(|first| self.holds(first))
    }

    fn holds_for_object(&self, members: &Map<String, Value>) -> bool {
        let has = |key: &&str| members.contains_key(*key);
        self.required.iter().all(has)
            && (self.any_of.is_empty() || self.any_of.iter().any(has))
            && self.members.iter().all(|(key, types)| {
                members.get(*key).is_none_or(|value| {
                    value.is_null() || types.iter().any(|one| one.is(value))
                })
            })
            && self.values.iter().all(|(key, literals)| {
                members
                    .get(*key)
                    .is_none_or(|value| Literal::position(literals, value).is_some())
            })
            && self.nested.iter().all(|(key, rule)| {
                members.get(*key).is_none_or(|value| rule.holds(value))
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
    /// Whether a member's value tells the branches apart.
    const fn has_tag(&self) -> bool {
        !matches!(self, Self::Rules(_))
    }

    /// Whether there are rules.
    const fn has_rules(&self) -> bool {
        matches!(self, Self::Rules(_) | Self::TagOrRules { .. })
    }

    /// The index of the branch that a value is of: the first, where it could be of several.
    pub fn find(&self, value: &Value) -> Option<usize> {
        self.all(value).first().copied()
    }

    /// The indexes of all branches that a value could be of, the most particular first.
    fn all(&self, value: &Value) -> Vec<usize> {
        match self {
            Self::Tag { property, values } => {
                tagged(value, property, values).into_iter().collect()
            }
            Self::TagOr { property, values, default } => {
                vec![tagged(value, property, values).unwrap_or(*default)]
            }
            Self::TagOrRules { property, values, rules } => {
                match tagged(value, property, values) {
                    Some(index) => vec![index],
                    None => holding(rules, value),
                }
            }
            Self::Rules(rules) => holding(rules, value),
        }
    }

    /// The indexes of the branches whose rules would hold for an object with one more member.
    fn loosely(&self, value: &Value) -> Vec<usize> {
        let rules = match self {
            Self::Rules(rules) | Self::TagOrRules { rules, .. } if value.is_object() => {
                *rules
            }
            _ => &[],
        };
        let told_by_members = rules.iter().filter(|(rule, _)| !rule.any_of.is_empty());
        let holds = |rule: &Rule| Rule { any_of: &[], ..*rule }.holds(value);
        told_by_members
            .filter(|(rule, _)| holds(rule))
            .map(|(_, index)| *index)
            .collect()
    }
}

/// The indexes of the branches whose rules hold for a value. What is inside of its members may be
/// new: where one branch alone is left without that, the value is of it.
fn holding(rules: &[(Rule, usize)], value: &Value) -> Vec<usize> {
    let holding = rules.iter().filter(|(rule, _)| rule.holds(value));
    let holding: Vec<usize> = holding.map(|(_, index)| *index).collect();
    if !holding.is_empty() || rules.iter().all(|(rule, _)| rule.nested.is_empty()) {
        return holding;
    }
    let outside = |rule: &Rule| Rule { nested: &[], ..*rule }.holds(value);
    let mut outside = rules.iter().filter(|(rule, _)| outside(rule));
    match (outside.next(), outside.next()) {
        (Some((_, only)), None) => vec![*only],
        _ => Vec::new(),
    }
}

/// The index of the branch that a tag leads to.
fn tagged(value: &Value, property: &str, values: &[(Literal, usize)]) -> Option<usize> {
    let tag = value.as_object()?.get(property)?;
    values.iter().find(|(literal, _)| literal.is(tag)).map(|(_, index)| *index)
}

/// Decodes a union.
///
/// # Errors
///
/// That of the format, or that of the branch.
pub fn deserialize<'de, T: Union + Serialize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    tagged::deserialize(deserializer)
}

/// Decodes a value that no tag says the branch of.
fn by_rules<T: Union + Serialize>(value: Value) -> serde_json::Result<T> {
    let has_parts = value.is_object() || value.is_array();
    let mut branches = T::BRANCHES.all(&value);
    if branches.len() > 1 && branches.iter().any(|index| T::knows(*index, &value)) {
        branches.retain(|index| T::knows(*index, &value));
    }
    match branches[..] {
        // What has none of the members that tell branches apart may be of any that has the others.
        [] => Ok(match best(&T::BRANCHES.loosely(&value), &value) {
            (Some((_, read)), _) if knows_half(&written(&read)?, &value) => read,
            _ => T::unknown(value),
        }),
        ref several @ [_, _, ..] if !has_parts => first(several, &value),
        [only] => meant(only, value),
        ref several => fullest(several, &value),
    }
}

/// Decodes the branch that a value is meant for. One that has the evidence for it and is not of it
/// is of another, where that keeps all of the value; else the error is that of the branch.
fn meant<T: Union + Serialize>(branch: usize, value: Value) -> serde_json::Result<T> {
    // Not the same one again: what leads back to itself would be read twice as often at each level.
    let mut others = T::BRANCHES.loosely(&value);
    others.retain(|other| *other != branch);
    if others.is_empty() {
        return T::read(branch, Located(value));
    }
    T::read(branch, Located(value.clone()))
        .or_else(|error| whole(&others, &value).ok_or(error))
}

/// Decodes the first branch that a scalar is of: the largest whole numbers are of one for all
/// numbers.
fn first<T: Union>(branches: &[usize], value: &Value) -> serde_json::Result<T> {
    let mut failed = None;
    for branch in branches {
        match T::read(*branch, Located(value.clone())) {
            Ok(read) => return Ok(read),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    failed.map_or_else(|| Ok(T::unknown(value.clone())), Err)
}

/// Decodes the first branch that keeps all of a value.
fn whole<T: Union + Serialize>(branches: &[usize], value: &Value) -> Option<T> {
    let all = shared(value, value);
    branches.iter().find_map(|branch| {
        let read = T::read(*branch, Located(value.clone())).ok()?;
        (kept(&read, value).ok()? == all).then_some(read)
    })
}

/// How much of a value a branch keeps. It is written as requests are, so that nothing more has to
/// be compiled for it.
fn kept<T: Serialize>(read: &T, value: &Value) -> serde_json::Result<usize> {
    Ok(shared(value, &written(read)?))
}

fn written<T: Serialize>(read: &T) -> serde_json::Result<Value> {
    serde_json::from_str(&json::to_string(read)?)
}

/// Whether at least half of the members of a value are those of a branch. What has more that is new
/// may be of a branch that is new.
fn knows_half(branch: &Value, value: &Value) -> bool {
    let (Value::Object(branch), Value::Object(value)) = (branch, value) else {
        return false;
    };
    value.keys().filter(|key| branch.contains_key(*key)).count() * 2 >= value.len()
}

/// Decodes the branch that keeps most of a value; the first of those that keep the same. The
/// error is that of the first, when none can be decoded.
fn fullest<T: Union + Serialize>(
    branches: &[usize],
    value: &Value,
) -> serde_json::Result<T> {
    match best(branches, value) {
        (Some((_, best)), _) => Ok(best),
        (None, Some(error)) => {
            let mut others = T::BRANCHES.loosely(value);
            others.retain(|other| !branches.contains(other));
            whole(&others, value).ok_or(error)
        }
        (None, None) => Ok(T::unknown(value.clone())),
    }
}

/// The branch that keeps most of a value, and how much; the first of those that keep the same. The
/// error is that of the first which cannot be decoded.
fn best<T: Union + Serialize>(
    branches: &[usize],
    value: &Value,
) -> (Option<(usize, T)>, Option<serde_json::Error>) {
    let all = shared(value, value);
    let mut best: Option<(usize, T)> = None;
    let mut failed = None;
    for branch in branches {
        let read = T::read(*branch, Located(value.clone()));
        match read.and_then(|read| Ok((kept(&read, value)?, read))) {
            Ok((kept, read)) if kept == all => return (Some((kept, read)), failed),
            Ok((kept, read)) if best.as_ref().is_none_or(|(most, _)| kept > *most) => {
                best = Some((kept, read));
            }
            Ok(_) => {}
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    (best, failed)
}

/// How many members, elements and scalars two values have in common.
fn shared(one: &Value, other: &Value) -> usize {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => one
            .iter()
            .filter_map(|(key, value)| Some(1 + shared(value, other.get(key)?)))
            .sum(),
        (Value::Array(one), Value::Array(other)) => {
            one.iter().zip(other).map(|(one, other)| 1 + shared(one, other)).sum()
        }
        (Value::Number(one), Value::Number(other)) => {
            usize::from(one.as_f64() == other.as_f64())
        }
        _ => usize::from(one == other),
    }
}

/// Decodes a branch.
///
/// # Errors
///
/// The value is not of this type.
pub fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    value: D,
) -> Result<T, D::Error> {
    T::deserialize(value)
}

/// Decodes a branch of whole numbers, however they are written.
///
/// # Errors
///
/// The value is not of this type.
pub fn read_integers<'de, T: Integers, D: Deserializer<'de>>(
    value: D,
) -> Result<T, D::Error> {
    T::read(value)
}

/// Decodes a branch that is a union itself. It is read as a whole first: unions that are branches
/// of each other would otherwise have ever new types that read them.
///
/// # Errors
///
/// The value is not of this type.
pub fn read_nested<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    value: D,
) -> Result<T, D::Error> {
    T::deserialize(Located(Value::deserialize(value)?)).map_err(de::Error::custom)
}

/// For [`Union::knows`] of a branch that is a union: whether one of its branches is meant for a
/// value.
pub fn knows<T: Union>(value: &Value) -> bool {
    T::BRANCHES.all(value).into_iter().any(|index| T::knows(index, value))
}

/// Encodes a branch whose type does not have the member that tells it apart: the member is
/// added.
///
/// # Errors
///
/// That of the format.
pub fn serialize_tagged<T: Serialize + ?Sized, S: Serializer>(
    property: &'static str,
    tag: Literal,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(tag::WithTag { property, tag, serializer })
}
