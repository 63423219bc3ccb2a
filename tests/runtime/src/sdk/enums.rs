//! The schemas that are enums.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::runtime::value_enum::{IntegerEnum, ValueEnum};
use crate::runtime::{
    Empty, Literal, Result, StringEnum, empty, string_enum, value_enum,
};

/// How an animal sleeps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sleep {
    /// By day.
    Day,
    /// By night.
    Night,
    /// A value that this version of the SDK does not know.
    Unknown(String),
}

impl Sleep {
    /// The value as it is sent.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
            Self::Unknown(value) => value,
        }
    }
}

impl StringEnum for Sleep {
    const VALUES: &'static [(&'static str, Self)] =
        &[("day", Self::Day), ("night", Self::Night)];

    fn unknown(value: String) -> Self {
        Self::Unknown(value)
    }
}

impl fmt::Display for Sleep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Sleep {
    type Err = std::convert::Infallible;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        Ok(string_enum::from_str(value))
    }
}

impl Serialize for Sleep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Sleep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        string_enum::deserialize(deserializer)
    }
}

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// Bad.
    Bad,
    /// Good.
    Good,
    /// A value that this version of the SDK does not know.
    Unknown(i64),
}

impl Mark {
    /// The value as it is sent.
    pub fn as_i64(&self) -> i64 {
        match self {
            Self::Bad => 0,
            Self::Good => 1,
            Self::Unknown(value) => *value,
        }
    }
}

impl IntegerEnum for Mark {
    const VALUES: &'static [(i64, Self)] = &[(0, Self::Bad), (1, Self::Good)];

    fn unknown(value: i64) -> Self {
        Self::Unknown(value)
    }
}

impl Empty for Mark {
    fn empty() -> Self {
        Self::Unknown(empty())
    }
}

impl From<i64> for Mark {
    fn from(value: i64) -> Self {
        value_enum::from_integer(value)
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.as_i64())
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value_enum::deserialize_integer(deserializer)
    }
}

/// A limit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// Ten.
    Ten,
    /// None at all.
    Unlimited,
    /// A value that this version of the SDK does not know.
    Unknown(Value),
}

impl ValueEnum for Limit {
    const VALUES: &'static [Literal] =
        &[Literal::Integer(10), Literal::Text("unlimited")];

    fn known(index: usize) -> Self {
        match index {
            0 => Self::Ten,
            _ => Self::Unlimited,
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }

    fn place(&self) -> Result<usize, &Value> {
        match self {
            Self::Ten => Ok(0),
            Self::Unlimited => Ok(1),
            Self::Unknown(value) => Err(value),
        }
    }
}

impl Empty for Limit {
    fn empty() -> Self {
        Self::Unknown(empty())
    }
}

impl From<Value> for Limit {
    fn from(value: Value) -> Self {
        value_enum::from_value(value)
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        value_enum::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value_enum::deserialize(deserializer)
    }
}
