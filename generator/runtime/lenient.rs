//! What servers send though it is of another type, where it can mean but one thing: null for an
//! empty list, an empty list for an empty map, an empty text for a date that is not there, a number
//! as text.

use std::any::type_name;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{
    DeserializeOwned, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, Visitor,
};

use super::Nullable;
use super::integers::{as_written, kept};

/// A type of members that takes what can mean nothing else.
pub trait Lenient: Sized {
    /// Decodes it as serde does, but for what stands for nothing, or is a number as text.
    ///
    /// # Errors
    ///
    /// That of the format, or a value of another type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A value that is read so.
pub(super) struct Leniently<T>(pub(super) T);

impl<'de, T: Lenient> Deserialize<'de> for Leniently<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

/// Null is a list that has no storage yet.
impl<T: DeserializeOwned> Lenient for Vec<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Option::unwrap_or_default)
    }
}

/// The same, and an empty list, which is all that some languages tell of a map without entries.
impl<T: DeserializeOwned> Lenient for BTreeMap<String, T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MapVisitor(PhantomData))
    }
}

impl<T: DeserializeOwned> Lenient for Option<BTreeMap<String, T>> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map: Option<Leniently<_>> = Option::deserialize(deserializer)?;
        Ok(map.map(|Leniently(map)| map))
    }
}

impl<T: DeserializeOwned> Lenient for Nullable<BTreeMap<String, T>> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::read(deserializer).map(Self::from)
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        BTreeMap::deserialize(MapAccessDeserializer::new(map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        no_items(list, &self).map(|()| BTreeMap::new())
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }
}

/// Numbers come as text where a server keeps others from rounding them: `"1.50"`.
macro_rules! floats {
    ($($type:ident)*) => {
        $(impl Lenient for $type {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(FloatVisitor(PhantomData))
            }
        }

        impl Lenient for Option<$type> {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number: Option<Leniently<$type>> = Option::deserialize(deserializer)?;
                Ok(number.map(|Leniently(number)| number))
            }
        }

        impl Lenient for Nullable<$type> {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Option::read(deserializer).map(Self::from)
            }
        })*
    };
}

floats! { f32 f64 }

struct FloatVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FloatVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(type_name::<T>())
    }

    #[inline]
    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        T::deserialize(number.into_deserializer())
    }

    #[inline]
    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::deserialize(number.into_deserializer())
    }

    #[inline]
    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::deserialize(number.into_deserializer())
    }

    #[cold]
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        match as_written(text).and_then(|number| number.as_f64()) {
            Some(number) => self.visit_f64(number),
            None => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }

    #[cold]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        match kept(map).and_then(|number| number.as_f64()) {
            Some(number) => self.visit_f64(number),
            None => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// Takes a list for nothing.
///
/// # Errors
///
/// It has items.
pub(super) fn no_items<'de, A: SeqAccess<'de>>(
    mut list: A,
    expected: &dyn serde::de::Expected,
) -> Result<(), A::Error> {
    match list.next_element()? {
        None => Ok(()),
        Some(IgnoredAny) => Err(A::Error::invalid_type(Unexpected::Seq, expected)),
    }
}

/// Null in the place of a whole list or map: nothing else is read from it.
pub(super) struct Null;

impl<'de> Deserializer<'de> for Null {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        Err(Self::Error::invalid_type(Unexpected::Unit, &visitor))
    }

    fn deserialize_seq<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_seq(SeqDeserializer::new(std::iter::empty::<()>()))
    }

    fn deserialize_map<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_map(MapDeserializer::new(std::iter::empty::<((), ())>()))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct tuple tuple_struct struct enum identifier
        ignored_any
    }
}

/// A value that is written as text, none of which is empty.
pub trait Text: DeserializeOwned {
    /// What is wrong with a text.
    type Error: fmt::Display;

    /// The value of a text.
    ///
    /// # Errors
    ///
    /// The text is of another form.
    fn parse(text: &str) -> Result<Self, Self::Error>;
}

/// An empty text is no value.
impl<T: Text> Lenient for Option<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(TextVisitor(PhantomData))
    }
}

/// It is null where null is told apart from what is left out.
impl<T: Text> Lenient for Nullable<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::read(deserializer).map(Self::from)
    }
}

struct TextVisitor<T>(PhantomData<T>);

impl<'de, T: Text> Visitor<'de> for TextVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Option<T>, D::Error> {
        match value.is_human_readable() {
            true => value.deserialize_str(self),
            // As bytes, maybe.
            false => T::deserialize(value).map(Some),
        }
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Option<T>, E> {
        match text {
            "" => Ok(None),
            text => T::parse(text).map(Some).map_err(E::custom),
        }
    }
}
