//! Encoding and decoding of structures: a table of members instead of derived code.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

pub use super::debug::debug;
use super::{Absent, Empty, Literal};

/// A structure with named members, described by a table.
///
/// Its `serde` implementations are one call each, to [`deserialize`] and [`serialize`]. They
/// treat it as a map with text keys, so it works with every self-describing format.
///
/// Decoding takes the members in any order, ignores those that it does not know (or keeps them,
/// see [`REST`](Self::REST)), lets the last of several equal keys count, and fails when a member
/// of [`Field::Required`] is missing.
pub trait Object: Empty {
    /// The name of the type, for error messages.
    const NAME: &'static str;
    /// The members.
    const FIELDS: &'static [Field];
    /// Whether members that are not in [`FIELDS`](Self::FIELDS) are kept.
    const REST: bool = false;

    /// Reads the value of the member at `index` of [`FIELDS`](Self::FIELDS). Never called for
    /// constants.
    ///
    /// # Errors
    ///
    /// That of the format, or of the member's type.
    fn read<'de, M: Member<'de>>(
        &mut self,
        index: usize,
        member: M,
    ) -> Result<(), M::Error> {
        let _ = index;
        member.skip()
    }

    /// Writes the member at `index` of [`FIELDS`](Self::FIELDS). Never called for constants.
    ///
    /// # Errors
    ///
    /// That of the format, or of the member's type.
    fn write<M: Members>(&self, index: usize, members: M) -> Result<(), M::Error> {
        let _ = (index, members);
        Ok(())
    }

    /// Reads a member that is not in [`FIELDS`](Self::FIELDS). Only called with
    /// [`REST`](Self::REST).
    ///
    /// # Errors
    ///
    /// That of the format, or of the member's type.
    fn read_rest<'de, M: Member<'de>>(
        &mut self,
        key: String,
        member: M,
    ) -> Result<(), M::Error> {
        let _ = key;
        member.skip()
    }

    /// Writes the members that are not in [`FIELDS`](Self::FIELDS). Only called with
    /// [`REST`](Self::REST).
    ///
    /// # Errors
    ///
    /// That of the format, or of the members' type.
    fn write_rest<M: Members>(&self, members: M) -> Result<(), M::Error> {
        let _ = members;
        Ok(())
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
    /// Always written with this value, and ignored when decoding. The structure does not store it.
    Constant(&'static str, Literal),
}

impl Field {
    /// The key.
    pub const fn key(&self) -> &'static str {
        match *self {
            Self::Required(key)
            | Self::Nullable(key)
            | Self::Optional(key)
            | Self::Constant(key, _) => key,
        }
    }
}

/// The value of a member that is being read.
pub trait Member<'de>: Sized {
    /// The error of the format.
    type Error: de::Error;

    /// Reads it into its place.
    ///
    /// # Errors
    ///
    /// That of the format, or of the member's type.
    fn read<T: Deserialize<'de>>(self, place: &mut T) -> Result<(), Self::Error>;

    /// Leaves it out.
    ///
    /// # Errors
    ///
    /// That of the format.
    fn skip(self) -> Result<(), Self::Error> {
        self.read(&mut IgnoredAny)
    }

    /// Reads it as an entry of a map.
    ///
    /// # Errors
    ///
    /// That of the format, or of the entries' type.
    fn read_entry<T: Deserialize<'de> + Empty>(
        self,
        key: String,
        map: &mut BTreeMap<String, T>,
    ) -> Result<(), Self::Error> {
        let mut value = T::empty();
        self.read(&mut value)?;
        map.insert(key, value);
        Ok(())
    }
}

/// The members of a structure that is being written.
pub trait Members: Sized {
    /// The error of the format.
    type Error;

    /// Writes the member, whatever its value is. (`Debug` is for showing it: that is writing too.)
    ///
    /// # Errors
    ///
    /// That of the format, or of the member's type.
    fn write<T: Serialize + fmt::Debug + ?Sized>(
        self,
        value: &T,
    ) -> Result<(), Self::Error>;

    /// Writes the member unless it is left out: an `Option` that is `None`, a
    /// [`Nullable`](super::Nullable) that is absent.
    ///
    /// # Errors
    ///
    /// That of the format, or of the member's type.
    fn write_optional<T: Serialize + fmt::Debug + Absent>(
        self,
        value: &T,
    ) -> Result<(), Self::Error> {
        if value.is_absent() { Ok(()) } else { self.write(value) }
    }

    /// Writes the entries of a map as members.
    ///
    /// # Errors
    ///
    /// That of the format, or of the entries' type.
    fn write_entries<T: Serialize + fmt::Debug>(
        self,
        entries: &BTreeMap<String, T>,
    ) -> Result<(), Self::Error>;
}

/// Decodes a structure.
///
/// # Errors
///
/// That of the format, that of a member, or a required member is missing.
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Encodes a structure.
///
/// # Errors
///
/// That of the format, or of a member.
pub fn serialize<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    write_fields(&mut map, T::FIELDS, &|index, entry| object.write(index, entry))?;
    if T::REST {
        object.write_rest(Entry { map: &mut map, key: "" })?;
    }
    map.end()
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::empty();
        let mut fields = Fields { table: T::FIELDS, next: 0, keep: T::REST };
        read_fields(&mut map, &mut fields, &mut |key, map| match key {
            Key::Known(index) => object.read(index, Value(map)),
            Key::Other(key) => object.read_rest(key, Value(map)),
        })?;
        Ok(object)
    }
}

/// Reads the value of a member of the structure.
type Read<'r, A, E> = &'r mut dyn FnMut(Key, &mut A) -> Result<(), E>;

/// Writes a member of the structure.
type Write<'w, S, E> = &'w dyn Fn(usize, Entry<'_, S>) -> Result<(), E>;

/// Reads all members; the part that does not depend on the structure, so that it is compiled
/// once for a format.
fn read_fields<'de, A: MapAccess<'de>>(
    map: &mut A,
    fields: &mut Fields,
    read: Read<'_, A, A::Error>,
) -> Result<(), A::Error> {
    let mut seen = Seen::default();
    while let Some(key) = map.next_key_seed(&mut *fields)? {
        match key {
            Some(Key::Known(index)) => {
                seen.insert(index);
                match fields.table[index] {
                    Field::Constant(..) => drop(map.next_value::<IgnoredAny>()?),
                    _ => read(Key::Known(index), map)?,
                }
            }
            Some(other) => read(other, map)?,
            None => drop(map.next_value::<IgnoredAny>()?),
        }
    }
    for (index, field) in fields.table.iter().enumerate() {
        if let Field::Required(key) = field
            && !seen.contains(index)
        {
            return Err(de::Error::missing_field(key));
        }
    }
    Ok(())
}

/// Writes all members of the table; the part that does not depend on the structure.
fn write_fields<S: SerializeMap>(
    map: &mut S,
    fields: &'static [Field],
    write: Write<'_, S, S::Error>,
) -> Result<(), S::Error> {
    for (index, field) in fields.iter().enumerate() {
        match field {
            Field::Constant(key, value) => map.serialize_entry(key, value)?,
            field => write(index, Entry { map, key: field.key() })?,
        }
    }
    Ok(())
}

/// A key of an object that is being read.
enum Key {
    /// One of the table.
    Known(usize),
    /// Another one, where those are kept.
    Other(String),
}

/// Finds keys in the table.
struct Fields {
    table: &'static [Field],
    /// Where the next key is expected: objects mostly have the order of the table.
    next: usize,
    keep: bool,
}

impl Fields {
    fn find(&mut self, key: &str) -> Option<Key> {
        let (before, after) = self.table.split_at(self.next);
        let is_key = |field: &Field| field.key() == key;
        let found = match after.iter().position(is_key) {
            Some(place) => Some(self.next + place),
            None => before.iter().position(is_key),
        };
        match found {
            Some(index) => {
                self.next = index + 1;
                Some(Key::Known(index))
            }
            None if self.keep => Some(Key::Other(key.to_owned())),
            None => None,
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Fields {
    type Value = Option<Key>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Fields {
    type Value = Option<Key>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.find(key))
    }
}

/// The value that follows a key.
struct Value<'a, A>(&'a mut A);

impl<'de, A: MapAccess<'de>> Member<'de> for Value<'_, A> {
    type Error = A::Error;

    fn read<T: Deserialize<'de>>(self, place: &mut T) -> Result<(), A::Error> {
        *place = self.0.next_value()?;
        Ok(())
    }
}

/// The place of a member that is being written.
struct Entry<'a, S> {
    map: &'a mut S,
    key: &'static str,
}

impl<S: SerializeMap> Members for Entry<'_, S> {
    type Error = S::Error;

    fn write<T: Serialize + fmt::Debug + ?Sized>(
        self,
        value: &T,
    ) -> Result<(), S::Error> {
        self.map.serialize_entry(self.key, value)
    }

    fn write_entries<T: Serialize + fmt::Debug>(
        self,
        entries: &BTreeMap<String, T>,
    ) -> Result<(), S::Error> {
        entries.iter().try_for_each(|(key, value)| self.map.serialize_entry(key, value))
    }
}

/// Which members of the table were there.
#[derive(Default)]
struct Seen {
    first: u128,
    more: Vec<u128>,
}

impl Seen {
    fn insert(&mut self, index: usize) {
        let Some(index) = index.checked_sub(128) else {
            self.first |= 1 << index;
            return;
        };
        let word = index / 128;
        if self.more.len() <= word {
            self.more.resize(word + 1, 0);
        }
        self.more[word] |= 1 << (index % 128);
    }

    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(128) {
            None => self.first & (1 << index) != 0,
            Some(index) => self
                .more
                .get(index / 128)
                .is_some_and(|word| word & (1 << (index % 128)) != 0),
        }
    }
}
