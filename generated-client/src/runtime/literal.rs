//! Values that a description names: constants, enum values, tags.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Unexpected, Visitor};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A JSON value without members that is known when the SDK is built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// null
    Null,
    /// true, false
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number that is too large to be signed.
    Unsigned(u64),
    /// Any number.
    Number(f64),
    /// A string.
    Text(&'static str),
}

impl Literal {
    /// Whether a value is this one. Numbers are compared by value: 1.0 is 1.
    pub fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Null, Value::Null) => true,
            (Self::Boolean(literal), Value::Bool(value)) => literal == value,
            (Self::Text(literal), Value::String(value)) => literal == value,
            (Self::Integer(literal), Value::Number(value)) => match value.as_i64() {
                Some(value) => value == *literal,
                None => value.as_f64() == Some(*literal as f64),
            },
            (Self::Unsigned(literal), Value::Number(value)) => {
                value.as_u64() == Some(*literal)
            }
            (Self::Number(literal), Value::Number(value)) => {
                value.as_f64() == Some(*literal)
            }
            _ => false,
        }
    }

    /// The place of a value in a list.
    pub fn position(list: &[Self], value: &Value) -> Option<usize> {
        list.iter().position(|literal| literal.is(value))
    }
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Null => Self::Null,
            Literal::Boolean(value) => Self::from(value),
            Literal::Integer(value) => Self::from(value),
            Literal::Unsigned(value) => Self::from(value),
            Literal::Number(value) => Self::from(value),
            Literal::Text(value) => Self::from(value),
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(value),
            Self::Integer(value) => serializer.serialize_i64(value),
            Self::Unsigned(value) => serializer.serialize_u64(value),
            Self::Number(value) => serializer.serialize_f64(value),
            Self::Text(value) => serializer.serialize_str(value),
        }
    }
}

/// Reads a value that has to be the literal.
impl<'de> DeserializeSeed<'de> for &Literal {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self {
            Literal::Null => deserializer.deserialize_unit(self),
            Literal::Boolean(_) => deserializer.deserialize_bool(self),
            Literal::Integer(_) => deserializer.deserialize_i64(self),
            Literal::Unsigned(_) => deserializer.deserialize_u64(self),
            Literal::Number(_) => deserializer.deserialize_f64(self),
            Literal::Text(_) => deserializer.deserialize_str(self),
        }
    }
}

impl Visitor<'_> for &Literal {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Null => formatter.write_str("null"),
            Literal::Boolean(value) => write!(formatter, "`{value}`"),
            Literal::Integer(value) => write!(formatter, "`{value}`"),
            Literal::Unsigned(value) => write!(formatter, "`{value}`"),
            Literal::Number(value) => write!(formatter, "`{value}`"),
            Literal::Text(value) => write!(formatter, "{value:?}"),
        }
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        same(self, matches!(self, Literal::Null), Unexpected::Unit)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        same(self, *self == Literal::Boolean(value), Unexpected::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        same(self, self.is(&value.into()), Unexpected::Signed(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        same(self, self.is(&value.into()), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        same(self, self.is(&value.into()), Unexpected::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        let is_same = matches!(self, Literal::Text(text) if *text == value);
        same(self, is_same, Unexpected::Str(value))
    }
}

fn same<E: de::Error>(
    literal: &Literal,
    is_same: bool,
    found: Unexpected<'_>,
) -> Result<(), E> {
    if is_same { Ok(()) } else { Err(E::invalid_value(found, &literal)) }
}
