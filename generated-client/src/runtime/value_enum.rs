//! Enums whose values are numbers, or of several JSON types.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::{Integers, Literal};

/// A set of known whole numbers that the API may extend.
///
/// Decoding never fails on a number that is not known: it becomes `Unknown`.
pub trait IntegerEnum: Clone + 'static {
    /// The known values, each with its number.
    const VALUES: &'static [(i64, Self)];

    /// A value that is not among [`VALUES`](Self::VALUES).
    fn unknown(value: i64) -> Self;
}

/// A set of known values of any JSON type that the API may extend.
///
/// Decoding never fails: a value that is not known becomes `Unknown`.
pub trait ValueEnum: Sized {
    /// The known values.
    const VALUES: &'static [Literal];

    /// The value at `index` of [`VALUES`](Self::VALUES).
    fn known(index: usize) -> Self;

    /// A value that is not among [`VALUES`](Self::VALUES).
    fn unknown(value: Value) -> Self;

    /// The place of the value in [`VALUES`](Self::VALUES), or the value itself when it is not
    /// known.
    fn place(&self) -> Result<usize, &Value>;
}

/// The value for a whole number: a known one if there is one.
pub fn from_integer<T: IntegerEnum>(value: i64) -> T {
    match T::VALUES.iter().find(|(known, _)| *known == value) {
        Some((_, known)) => known.clone(),
        None => T::unknown(value),
    }
}

/// The value for a JSON value: a known one if there is one.
pub fn from_value<T: ValueEnum>(value: Value) -> T {
    match Literal::position(T::VALUES, &value) {
        Some(index) => T::known(index),
        None => T::unknown(value),
    }
}

/// The JSON value of an enum value.
pub fn to_value<T: ValueEnum>(value: &T) -> Value {
    match value.place() {
        Ok(index) => Value::from(T::VALUES[index]),
        Err(value) => value.clone(),
    }
}

/// Decodes a whole number.
///
/// # Errors
///
/// That of the format, or it is not a whole number.
pub fn deserialize_integer<'de, T: IntegerEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    <i64 as Integers>::read(deserializer).map(from_integer)
}

/// Decodes a value.
///
/// # Errors
///
/// That of the format.
pub fn deserialize<'de, T: ValueEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Value::deserialize(deserializer).map(from_value)
}

/// Encodes a value.
///
/// # Errors
///
/// That of the format.
pub fn serialize<T: ValueEnum, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value.place() {
        Ok(index) => T::VALUES[index].serialize(serializer),
        Err(value) => value.serialize(serializer),
    }
}
