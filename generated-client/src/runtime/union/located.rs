//! Values that were read before it was known what they are: decoded, they say where in them
//! something is wrong.

use std::fmt::Display;
use std::vec;

use serde::de::{
    self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Error, Value, map};

use super::super::json_path;

/// A value whose errors begin with the path to what they are about, in backticks.
pub(super) struct Located(pub(super) Value);

/// The error of what is inside of a member or an element.
pub(super) fn inside<E: de::Error>(step: &str, error: &impl Display) -> E {
    let text = error.to_string();
    let (path, text) = json_path::split(&text);
    let mut whole = step.to_owned();
    json_path::extend(&mut whole, path);
    E::custom(format_args!("`{whole}`: {text}"))
}

/// The same for a member with this key.
pub(super) fn inside_member<E: de::Error>(key: &str, error: &impl Display) -> E {
    let mut step = String::new();
    json_path::push_key(&mut step, key);
    inside(&step, error)
}

macro_rules! as_the_value {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.0.$method(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Located {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => {
                let length = items.len();
                let mut elements = Elements { items: items.into_iter(), index: 0 };
                let value = visitor.visit_seq(&mut elements)?;
                match elements.items.len() {
                    0 => Ok(value),
                    _ => {
                        let expected = &"fewer elements in array";
                        Err(de::Error::invalid_length(length, expected))
                    }
                }
            }
            Value::Object(members) => {
                let members = members.into_iter();
                visitor.visit_map(Members { members, member: None })
            }
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name.starts_with('$') {
            // A type of serde_json's own.
            true => self.0.deserialize_newtype_struct(name, visitor),
            false => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_unit_struct(name, visitor)
    }

    as_the_value! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char deserialize_str
        deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }
}

/// The elements of an array.
struct Elements {
    items: vec::IntoIter<Value>,
    /// That of the next one.
    index: usize,
}

impl<'de> SeqAccess<'de> for &mut Elements {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let index = self.index;
        self.index += 1;
        let value = seed.deserialize(Located(item));
        value.map(Some).map_err(|error| inside(&format!("[{index}]"), &error))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The members of an object.
struct Members {
    members: map::IntoIter,
    /// The one whose value is next.
    member: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Members {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.members.next() else { return Ok(None) };
        let text: de::value::StrDeserializer<'_, Error> =
            key.as_str().into_deserializer();
        let found = seed.deserialize(text)?;
        self.member = Some((key, value));
        Ok(Some(found))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Error> {
        let (key, value) = self.member.take().unwrap_or_default();
        let value = seed.deserialize(Located(value));
        value.map_err(|error| inside_member(&key, &error))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}
