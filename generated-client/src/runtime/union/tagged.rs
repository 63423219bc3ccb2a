//! Decodes unions. Where a member tells the branches apart, the branch is decoded as it comes in,
//! from the member on that tells which one it is, and only what comes before that is kept.
//! Everything else is read first. All of it happens inside of the visitor: that is where the format
//! still knows the place of an error.

use std::fmt;
use std::marker::PhantomData;
use std::vec;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer,
    MapAccess, SeqAccess, Visitor,
};
use serde::{Serialize, forward_to_deserialize_any};
use serde_json::{Map, Value};

use super::super::Literal;
use super::located::{Located, inside_member};
use super::{Branches, Union, by_rules};

/// Decodes a union.
pub(super) fn deserialize<'de, T: Union + Serialize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let (property, values, default) = match T::BRANCHES {
        Branches::Tag { property, values }
        | Branches::TagOrRules { property, values, .. } => (property, values, None),
        Branches::TagOr { property, values, default } => {
            (property, values, Some(default))
        }
        Branches::Rules(_) => ("", &[][..], None),
    };
    let of = PhantomData;
    deserializer.deserialize_any(UnionVisitor::<T> { property, values, default, of })
}

/// What serde_json calls a number where some crate has switched on `arbitrary_precision`: numbers
/// come as maps then.
const NUMBER: &str = "$serde_json::private::Number";

struct UnionVisitor<T> {
    property: &'static str,
    values: &'static [(Literal, usize)],
    /// The branch for everything that has no tag, or one that is not known.
    default: Option<usize>,
    of: PhantomData<T>,
}

impl<T: Union + Serialize> UnionVisitor<T> {
    /// A value that has no tag, or one that is not known.
    fn untagged<E: de::Error>(&self, value: Value) -> Result<T, E> {
        // The condition is known when the SDK is compiled, so that only one of both is.
        if const { T::BRANCHES.has_rules() } {
            return by_rules(value).map_err(E::custom);
        }
        match self.default {
            Some(index) => T::read(index, Located(value)).map_err(E::custom),
            None => Ok(T::unknown(value)),
        }
    }
}

impl<'de, T: Union + Serialize> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.property {
            "" => formatter.write_str("a value of a union"),
            property => write!(formatter, "an object with `{property}`"),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        if const { !T::BRANCHES.has_tag() } {
            let value = Value::deserialize(MapAccessDeserializer::new(map))?;
            return self.untagged(value);
        }
        let mut before = Vec::new();
        while let Some(key) = map.next_key_seed(KeyOrTag(self.property))? {
            let Some(key) = key else {
                let tag: Value = map.next_value()?;
                let is_tag = |(literal, _): &&(Literal, usize)| literal.is(&tag);
                let found = self.values.iter().find(is_tag).map(|(_, index)| *index);
                before.push((self.property.to_owned(), tag));
                return match found.or(self.default) {
                    Some(index) => T::read(index, Members::new(before, map)),
                    None => {
                        let mut members = Map::from_iter(before);
                        while let Some((key, value)) = map.next_entry()? {
                            members.insert(key, value);
                        }
                        self.untagged(Value::Object(members))
                    }
                };
            };
            if before.is_empty() && key == NUMBER {
                let text: String = map.next_value()?;
                return self.untagged(text.parse().map_err(de::Error::custom)?);
            }
            before.push((key, map.next_value()?));
        }
        self.untagged(Value::Object(Map::from_iter(before)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        self.untagged(Value::Array(items))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<T, E> {
        self.untagged(value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<T, E> {
        self.untagged(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<T, E> {
        self.untagged(value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<T, E> {
        self.untagged(value.into())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<T, E> {
        self.untagged(value.into())
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        self.untagged(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<T, E> {
        self.untagged(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<T, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        value: D,
    ) -> Result<T, D::Error> {
        value.deserialize_any(self)
    }
}

/// Reads a key: nothing when it is that of the tag.
struct KeyOrTag(&'static str);

impl<'de> DeserializeSeed<'de> for KeyOrTag {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyOrTag {
    type Value = Option<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key != self.0).then(|| key.to_owned()))
    }
}

/// The members of a branch: those that were read already, and those that are still to come.
struct Members<A> {
    before: vec::IntoIter<(String, Value)>,
    /// The member whose value is next, of those before.
    member: Option<(String, Value)>,
    rest: A,
}

impl<A> Members<A> {
    fn new(before: Vec<(String, Value)>, rest: A) -> Self {
        Self { before: before.into_iter(), member: None, rest }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let Some((key, value)) = self.before.next() else {
            return self.rest.next_key_seed(seed);
        };
        let text: StrDeserializer<'_, A::Error> = key.as_str().into_deserializer();
        let found = seed.deserialize(text)?;
        self.member = Some((key, value));
        Ok(Some(found))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, A::Error> {
        let Some((key, value)) = self.member.take() else {
            return self.rest.next_value_seed(seed);
        };
        seed.deserialize(Located(value)).map_err(|error| {
            // The format says where it has come to: the end of the object that has the member.
            while let Ok(Some(_)) = self.rest.next_entry::<IgnoredAny, IgnoredAny>() {}
            inside_member(&key, &error)
        })
    }
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for Members<A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_option<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
