//! Enums whose values are strings.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};

use super::Empty;
use super::keys::Lookup;

/// A set of known strings that the API may extend.
///
/// Decoding never fails on a value that is not known: it becomes `Unknown`.
pub trait StringEnum: Clone + 'static {
    /// The known values, each with its text.
    const VALUES: &'static [(&'static str, Self)];

    /// A value that is not among [`VALUES`](Self::VALUES).
    fn unknown(value: String) -> Self;
}

impl<T: StringEnum> Empty for T {
    fn empty() -> Self {
        Self::unknown(String::new())
    }
}

/// The value for a string: a known one if there is one.
#[inline]
pub fn from_str<T: StringEnum>(value: &str) -> T {
    known(value).unwrap_or_else(|| T::unknown(value.to_owned()))
}

#[inline]
fn known<T: StringEnum>(value: &str) -> Option<T> {
    let lookup = const { &Lookup::of_values(T::VALUES) };
    let index = lookup.find(T::VALUES, value, |(text, _)| text)?;
    T::VALUES.get(index).map(|(_, known)| known.clone())
}

/// Decodes a value.
///
/// # Errors
///
/// That of the format, or it is not a string.
#[inline]
pub fn deserialize<'de, T: StringEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

struct StringVisitor<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for StringVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, value: &str) -> Result<T, E> {
        Ok(from_str(value))
    }

    #[inline]
    fn visit_string<E: de::Error>(self, value: String) -> Result<T, E> {
        Ok(known(&value).unwrap_or_else(|| T::unknown(value)))
    }
}
