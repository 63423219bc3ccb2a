//! Encoding and decoding of structures: a table of members instead of derived code.

use std::any::type_name;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::slice::Iter;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess,
    SeqAccess, Unexpected, Visitor,
};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

pub use super::debug::{REDACTED, debug, debug_variant};
use super::integers::Part;
use super::keys::{Keys, Seen};
use super::lenient::{Leniently, no_items};
use super::{Absent, Empty, Integers, Lenient, Literal};

/// A structure with named members, described by a table.
///
/// Its `serde` implementations are one call each, to [`deserialize`] and [`serialize`]. They
/// treat it as a map with text keys, so it works with every self-describing format.
///
/// Decoding takes the members in any order, ignores those that it does not know (or keeps them,
/// see [`REST`](Self::REST)), lets the last of several equal keys count, and fails when a member
/// of [`Field::Required`] is missing. An empty list is an object without members: some languages
/// tell no more of one.
///
/// What reads and writes keeps its error to itself, so that there is nothing to return here:
/// these functions are compiled for every structure, and are as small as they can be.
pub trait Object: Empty {
    /// The members.
    const FIELDS: &'static [Field];
    /// Whether members that are not in [`FIELDS`](Self::FIELDS) are kept.
    const REST: bool = false;
    /// The keys of the members that `Debug` does not show.
    const SECRETS: &'static [&'static str] = &[];
    /// Whether `Debug` does not show those that are not in [`FIELDS`](Self::FIELDS) either.
    const SECRET_REST: bool = false;

    /// Reads the value of the member at `index` of [`FIELDS`](Self::FIELDS). Never called for
    /// constants.
    fn read<M: Member>(&mut self, index: usize, member: &mut M) {
        let _ = (index, member);
    }

    /// Writes all members in the order of [`FIELDS`](Self::FIELDS), without constants.
    fn write<M: Members>(&self, members: &mut M) {
        let _ = members;
    }

    /// Reads a member that is not in [`FIELDS`](Self::FIELDS). Only called with
    /// [`REST`](Self::REST).
    fn read_rest<M: Member>(&mut self, key: String, member: &mut M) {
        let _ = (key, member);
    }

    /// Writes the members that are not in [`FIELDS`](Self::FIELDS). Only called with
    /// [`REST`](Self::REST).
    fn write_rest<M: Members>(&self, members: &mut M) {
        let _ = members;
    }
}

/// A member of a structure, in the table of [`Object::FIELDS`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field {
    /// Always there; decoding fails without it.
    Required(&'static str),
    /// Always there, and null is a value of it. Decoding takes a missing one for null.
    Nullable(&'static str),
    /// Can be left out.
    Optional(&'static str),
    /// Always there, always with this value: decoding fails with another. The structure does not
    /// store it.
    Constant(&'static str, Literal),
    /// The same, where decoding takes another value for it, too.
    ConstantOr(&'static str, Literal, Literal),
}

impl Field {
    /// The key.
    pub const fn key(&self) -> &'static str {
        match *self {
            Self::Required(key)
            | Self::Nullable(key)
            | Self::Optional(key)
            | Self::Constant(key, _)
            | Self::ConstantOr(key, ..) => key,
        }
    }

    const fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(..) | Self::ConstantOr(..))
    }
}

/// The value of a member that is being read.
pub trait Member {
    /// Reads it into its place, which stays as it is when that fails.
    fn read<T: DeserializeOwned>(&mut self, place: &mut T);

    /// The same for whole numbers, however they are written.
    fn read_integers<T: Integers>(&mut self, place: &mut T);

    /// The same for what servers often send something else in the place of.
    fn read_lenient<T: Lenient>(&mut self, place: &mut T);

    /// Reads it into a place for any JSON: null is a value there, and not the lack of one.
    fn read_some<T: DeserializeOwned>(&mut self, place: &mut Option<T>);

    /// Reads it as an entry of a map.
    fn read_entry<T: DeserializeOwned>(
        &mut self,
        key: String,
        map: &mut BTreeMap<String, T>,
    );

    /// The same for whole numbers, however they are written.
    fn read_integers_entry<T: Integers>(
        &mut self,
        key: String,
        map: &mut BTreeMap<String, T>,
    );
}

/// The members of a structure that is being written, one after the other.
pub trait Members {
    /// Writes the next member, whatever its value is. (`Debug` is for showing it: that is
    /// writing too.)
    fn write<T: Serialize + fmt::Debug>(&mut self, value: &T);

    /// Leaves the next member out.
    fn skip(&mut self);

    /// Writes the next member unless it is left out: an `Option` that is `None`, a
    /// [`Nullable`](super::Nullable) that is absent.
    #[inline]
    fn write_optional<T: Serialize + fmt::Debug + Absent>(&mut self, value: &T) {
        if value.is_absent() {
            self.skip();
        } else {
            self.write(value);
        }
    }

    /// Writes the entries of a map as members.
    fn write_entries<T: Serialize + fmt::Debug>(
        &mut self,
        entries: &BTreeMap<String, T>,
    );
}

/// Decodes a structure.
///
/// # Errors
///
/// That of the format, that of a member, or a required member is missing.
#[inline]
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(ObjectVisitor(PhantomData))
}

/// Encodes a structure.
///
/// # Errors
///
/// That of the format, or of a member.
#[inline]
pub fn serialize<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut sink = MapSink { map: serializer.serialize_map(None)?, result: Ok(()) };
    put_all(object, &mut sink);
    sink.result?;
    sink.map.end()
}

/// Where the members of a structure go, one after the other: a map, or what shows them.
pub(super) trait Sink {
    /// Takes a member.
    fn put<T: Serialize + fmt::Debug>(&mut self, key: &str, value: &T);

    /// Takes a member that always has the same value.
    fn put_constant(&mut self, key: &'static str, value: &'static Literal);
}

/// Writes all members of a structure.
#[inline]
pub(super) fn put_all<T: Object, S: Sink>(object: &T, sink: &mut S) {
    let mut entries = Entries { sink, fields: T::FIELDS.iter() };
    object.write(&mut entries);
    entries.skip();
    if T::REST {
        object.write_rest(&mut entries);
    }
}

/// The name of a structure, without its path.
pub fn name<T: Object>() -> &'static str {
    let path = type_name::<T>();
    path.rsplit_once("::").map_or(path, |(_, name)| name)
}

const fn has_constants(fields: &[Field]) -> bool {
    let mut index = 0;
    while index < fields.len() {
        if fields[index].is_constant() {
            return true;
        }
        index += 1;
    }
    false
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", name::<T>())
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::empty();
        let mut keys = Keys::<T>::new();
        let mut seen = Seen::default();
        let mut value = Value { map: &mut map, error: None };
        while let Some(index) = value.map.next_key_seed(&mut keys)? {
            match index {
                Some(index)
                    if const { has_constants(T::FIELDS) }
                        && T::FIELDS[index].is_constant() =>
                {
                    seen.insert(index);
                    value.check(&T::FIELDS[index]);
                }
                Some(index) => {
                    seen.insert(index);
                    object.read(index, &mut value);
                }
                None if T::REST => {
                    object.read_rest(keys.take_other(), &mut value);
                }
                None => value.skip(),
            }
            if let Some(error) = value.error {
                return Err(error);
            }
        }
        if seen.has_all(const { Seen::required(T::FIELDS) }) {
            return Ok(object);
        }
        match seen.missing(T::FIELDS) {
            Some(key) => Err(de::Error::missing_field(key)),
            None => Ok(object),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        no_items(list, &self)?;
        match Seen::default().missing(T::FIELDS) {
            Some(_) => Err(de::Error::invalid_type(Unexpected::Seq, &self)),
            None => Ok(T::empty()),
        }
    }
}

/// Reads a value that has to be one of two.
struct OneOf(&'static Literal, &'static Literal);

impl<'de> DeserializeSeed<'de> for OneOf {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        match self.1.is(&value) {
            true => Ok(()),
            false => self.0.deserialize(value).map_err(de::Error::custom),
        }
    }
}

/// The value that follows a key.
struct Value<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    error: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Value<'_, 'de, A> {
    /// Leaves it out.
    fn skip(&mut self) {
        self.read(&mut IgnoredAny);
    }

    /// Reads the value of a constant, which has to be the same.
    fn check(&mut self, field: &'static Field) {
        self.error = match field {
            Field::Constant(_, literal) => self.map.next_value_seed(literal).err(),
            Field::ConstantOr(_, literal, other) => {
                self.map.next_value_seed(OneOf(literal, other)).err()
            }
            _ => None,
        };
    }
}

impl<'de, A: MapAccess<'de>> Member for Value<'_, 'de, A> {
    #[inline]
    fn read<T: DeserializeOwned>(&mut self, place: &mut T) {
        match self.map.next_value() {
            Ok(value) => *place = value,
            Err(error) => self.error = Some(error),
        }
    }

    #[inline]
    fn read_integers<T: Integers>(&mut self, place: &mut T) {
        match self.map.next_value_seed(Part::new()) {
            Ok(value) => *place = value,
            Err(error) => self.error = Some(error),
        }
    }

    #[inline]
    fn read_lenient<T: Lenient>(&mut self, place: &mut T) {
        match self.map.next_value() {
            Ok(Leniently(value)) => *place = value,
            Err(error) => self.error = Some(error),
        }
    }

    fn read_some<T: DeserializeOwned>(&mut self, place: &mut Option<T>) {
        match self.map.next_value() {
            Ok(value) => *place = Some(value),
            Err(error) => self.error = Some(error),
        }
    }

    fn read_entry<T: DeserializeOwned>(
        &mut self,
        key: String,
        map: &mut BTreeMap<String, T>,
    ) {
        match self.map.next_value() {
            Ok(value) => drop(map.insert(key, value)),
            Err(error) => self.error = Some(error),
        }
    }

    fn read_integers_entry<T: Integers>(
        &mut self,
        key: String,
        map: &mut BTreeMap<String, T>,
    ) {
        match self.map.next_value_seed(Part::new()) {
            Ok(value) => drop(map.insert(key, value)),
            Err(error) => self.error = Some(error),
        }
    }
}

/// The members that are being written, and those of the table that are still to come.
struct Entries<'a, S> {
    sink: &'a mut S,
    fields: Iter<'static, Field>,
}

impl<S: Sink> Entries<'_, S> {
    /// The key of the next member that is not a constant; writes the constants before it.
    #[inline]
    fn next_key(&mut self) -> Option<&'static str> {
        for field in self.fields.by_ref() {
            match field {
                Field::Constant(key, value) | Field::ConstantOr(key, value, _) => {
                    self.sink.put_constant(key, value);
                }
                field => return Some(field.key()),
            }
        }
        None
    }
}

impl<S: Sink> Members for Entries<'_, S> {
    #[inline]
    fn write<T: Serialize + fmt::Debug>(&mut self, value: &T) {
        if let Some(key) = self.next_key() {
            self.sink.put(key, value);
        }
    }

    #[inline]
    fn skip(&mut self) {
        self.next_key();
    }

    fn write_entries<T: Serialize + fmt::Debug>(
        &mut self,
        entries: &BTreeMap<String, T>,
    ) {
        entries.iter().for_each(|(key, value)| self.sink.put(key, value));
    }
}

/// A map that is being written; nothing more is written after an error.
struct MapSink<M: SerializeMap> {
    map: M,
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> Sink for MapSink<M> {
    #[inline]
    fn put<T: Serialize + fmt::Debug>(&mut self, key: &str, value: &T) {
        if self.result.is_ok() {
            self.result = self.map.serialize_entry(key, value);
        }
    }

    fn put_constant(&mut self, key: &'static str, value: &'static Literal) {
        self.put(key, value);
    }
}
