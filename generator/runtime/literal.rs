//! Values that a description names: constants, enum values, tags.

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
            Self::Number(value) => serializer.serialize_f64(value),
            Self::Text(value) => serializer.serialize_str(value),
        }
    }
}
