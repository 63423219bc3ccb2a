//! Whole numbers, which JSON may also write with a fraction of nothing or an exponent: `5.0`, `1e3`
//! (JSON Schema §6.1.1 of Validation). Some servers write them as text, so that nobody rounds them:
//! `"9007199254740993"`.

use std::any::type_name;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::Number;

use super::Nullable;
use super::lenient::no_items;

/// Whole numbers, and what holds nothing else.
pub trait Integers: Sized {
    /// Decodes it as serde does, but takes every whole number, however it is written, as text too.
    ///
    /// # Errors
    ///
    /// That of the format, or a number that is not whole or too large.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// The same inside of another value, where lists and maps are read as
    /// [`Lenient`](super::Lenient) ones are.
    ///
    /// # Errors
    ///
    /// The same.
    #[inline]
    fn read_part<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

/// Decodes JSON text.
pub(super) fn from_json<T: Integers>(json: &str) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = T::read(&mut deserializer)?;
    deserializer.end().map(|()| value)
}

macro_rules! integers {
    ($($type:ident)*) => {
        $(impl Integers for $type {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(IntegerVisitor(PhantomData))
            }
        })*
    };
}

integers! { i32 i64 u32 u64 }

struct IntegerVisitor<T>(PhantomData<T>);

impl<'de, T: TryFrom<i64> + TryFrom<u64>> Visitor<'de> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(type_name::<T>())
    }

    #[inline]
    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number)
            .map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    #[inline]
    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    #[cold]
    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let whole = whole(number).and_then(|whole| T::try_from(whole).ok());
        whole.ok_or_else(|| E::invalid_type(Unexpected::Float(number), &self))
    }

    #[cold]
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        match as_written(text) {
            Some(number) => self.visit_number(&number),
            None => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }

    #[cold]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        match kept(map) {
            Some(number) => self.visit_number(&number),
            None => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

impl<T: TryFrom<i64> + TryFrom<u64>> IntegerVisitor<T> {
    fn visit_number<E: Error>(self, number: &Number) -> Result<T, E> {
        match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), ..) => self.visit_i64(number),
            (_, Some(number), _) => self.visit_u64(number),
            (.., Some(number)) => self.visit_f64(number),
            _ => Err(E::invalid_type(Unexpected::Other("number"), &self)),
        }
    }
}

/// The number that a text is, written as JSON writes it.
pub(super) fn as_written(text: &str) -> Option<Number> {
    serde_json::from_str(text).ok()
}

/// A number that `serde_json` gives as it is written, which it does where another crate switches its
/// feature `arbitrary_precision` on.
pub(super) fn kept<'de, A: MapAccess<'de>>(map: A) -> Option<Number> {
    Number::deserialize(MapAccessDeserializer::new(map)).ok()
}

/// From here on, a float that was read may be another whole number than the one that was written:
/// `serde_json` reads them within about two units of the last place.
const LIMIT: f64 = (1_u64 << 51) as f64;

/// The whole number that a float is.
#[expect(clippy::cast_possible_truncation, reason = "it is whole, and not too large")]
fn whole(number: f64) -> Option<i64> {
    let is_exact = number.fract() == 0.0 && number.abs() < LIMIT;
    is_exact.then_some(number as i64)
}

impl<T: Integers> Integers for Option<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Integers> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("option")
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Option<T>, D::Error> {
        T::read(value).map(Some)
    }
}

impl<T: Integers> Integers for Nullable<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::read(deserializer).map(Self::from)
    }
}

/// A value inside of another.
pub(super) struct Part<T>(PhantomData<T>);

impl<T> Part<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Integers> DeserializeSeed<'de> for Part<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<T, D::Error> {
        T::read_part(value)
    }
}

impl<T: Integers> Integers for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }

    fn read_part<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list: Option<Self> = Integers::read(deserializer)?;
        Ok(list.unwrap_or_default())
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Integers> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Part::new())? {
            list.push(item);
        }
        Ok(list)
    }
}

impl<T: Integers> Integers for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }

    fn read_part<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<T>(PhantomData<T>);

impl<'de, T: Integers> Visitor<'de> for EntriesVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key()? {
            entries.insert(key, map.next_value_seed(Part::new())?);
        }
        Ok(entries)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        no_items(list, &self).map(|()| BTreeMap::new())
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_never_read_as_another_one() {
        let mut number: i64 = 1;
        let mut read = 0;
        for zeros in (0..12).cycle().take(20_000) {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(11);
            let number = number >> (zeros + 8);
            for text in [
                format!("{number}.{}0", "0".repeat(zeros)),
                format!("{number}{}e-{zeros}", "0".repeat(zeros)),
            ] {
                if let Ok(found) = from_json::<i64>(&text) {
                    assert_eq!(found, number, "{text}");
                    read += 1;
                }
            }
        }
        assert!(read > 20_000, "{read}");
    }
}
