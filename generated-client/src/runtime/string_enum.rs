//! Enums whose values are strings.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;

/// A set of known strings that the API may extend.
///
/// Decoding never fails on a value that is not known: it becomes `Unknown`.
pub trait StringEnum: Sized {
    /// The known values.
    const VALUES: &'static [&'static str];

    /// The value at `index` of [`VALUES`](Self::VALUES).
    fn known(index: usize) -> Self;

    /// A value that is not among [`VALUES`](Self::VALUES).
    fn unknown(value: String) -> Self;

    /// The value as it is sent.
    fn text(&self) -> &str;
}

/// The value for a string: a known one if there is one.
pub fn from_str<T: StringEnum>(value: &str) -> T {
    match position(T::VALUES, value) {
        Some(index) => T::known(index),
        None => T::unknown(value.to_owned()),
    }
}

/// The value for a string: a known one if there is one.
pub fn from_string<T: StringEnum>(value: String) -> T {
    match position(T::VALUES, &value) {
        Some(index) => T::known(index),
        None => T::unknown(value),
    }
}

/// Decodes a value.
///
/// # Errors
///
/// That of the format, or it is not a string.
pub fn deserialize<'de, T: StringEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

/// Encodes a value.
///
/// # Errors
///
/// That of the format.
pub fn serialize<T: StringEnum, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.text())
}

fn position(values: &[&str], value: &str) -> Option<usize> {
    values.iter().position(|known| *known == value)
}

struct StringVisitor<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for StringVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<T, E> {
        Ok(from_str(value))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<T, E> {
        Ok(from_string(value))
    }
}
