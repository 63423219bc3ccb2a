//! Writes a structure with one more member: the tag that leads to it.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::super::Literal;

/// Writes an object with the tag, unless it has one; everything else as it is.
pub(super) struct WithTag<S> {
    pub(super) property: &'static str,
    pub(super) tag: Literal,
    pub(super) serializer: S,
}

/// The members of an object, of which one may be the tag.
pub(super) struct Tagged<M> {
    property: &'static str,
    /// `None` when it was written.
    tag: Option<Literal>,
    members: M,
}

impl<M> Tagged<M> {
    fn see(&mut self, is_tag: bool) {
        if is_tag {
            self.tag = None;
        }
    }
}

impl<M: SerializeMap> SerializeMap for Tagged<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), M::Error> {
        self.see(is_text(key, self.property));
        self.members.serialize_key(key)
    }

    fn serialize_value<V: Serialize + ?Sized>(
        &mut self,
        value: &V,
    ) -> Result<(), M::Error> {
        self.members.serialize_value(value)
    }

    fn serialize_entry<K, V>(&mut self, key: &K, value: &V) -> Result<(), M::Error>
    where
        K: Serialize + ?Sized,
        V: Serialize + ?Sized,
    {
        self.see(is_text(key, self.property));
        self.members.serialize_entry(key, value)
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        if let Some(tag) = self.tag {
            self.members.serialize_entry(self.property, &tag)?;
        }
        self.members.end()
    }
}

impl<M: SerializeStruct> SerializeStruct for Tagged<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.see(key == self.property);
        self.members.serialize_field(key, value)
    }

    fn skip_field(&mut self, key: &'static str) -> Result<(), M::Error> {
        self.members.skip_field(key)
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        if let Some(tag) = &self.tag {
            self.members.serialize_field(self.property, tag)?;
        }
        self.members.end()
    }
}

fn is_text<K: Serialize + ?Sized>(key: &K, text: &str) -> bool {
    serde_json::to_value(key).is_ok_and(|key| key == text)
}

macro_rules! scalars {
    ($($method:ident($type:ty))*) => {
        $(fn $method(self, value: $type) -> Result<S::Ok, S::Error> {
            self.serializer.$method(value)
        })*
    };
}

impl<S: Serializer> Serializer for WithTag<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = Tagged<S::SerializeMap>;
    type SerializeStruct = Tagged<S::SerializeStruct>;
    type SerializeStructVariant = S::SerializeStructVariant;

    fn serialize_map(
        self,
        length: Option<usize>,
    ) -> Result<Self::SerializeMap, S::Error> {
        let members = self.serializer.serialize_map(length.map(|length| length + 1))?;
        Ok(Tagged { property: self.property, tag: Some(self.tag), members })
    }

    fn serialize_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        let members = self.serializer.serialize_struct(name, length + 1)?;
        Ok(Tagged { property: self.property, tag: Some(self.tag), members })
    }

    fn serialize_some<T: Serialize + ?Sized>(
        self,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    scalars! {
        serialize_bool(bool)
        serialize_i8(i8)
        serialize_i16(i16)
        serialize_i32(i32)
        serialize_i64(i64)
        serialize_i128(i128)
        serialize_u8(u8)
        serialize_u16(u16)
        serialize_u32(u32)
        serialize_u64(u64)
        serialize_u128(u128)
        serialize_f32(f32)
        serialize_f64(f64)
        serialize_char(char)
        serialize_str(&str)
        serialize_bytes(&[u8])
        serialize_unit_struct(&'static str)
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.serializer.serialize_none()
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.serializer.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.serializer.serialize_unit_variant(name, index, variant)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.serializer.serialize_newtype_variant(name, index, variant, value)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<S::SerializeSeq, S::Error> {
        self.serializer.serialize_seq(length)
    }

    fn serialize_tuple(self, length: usize) -> Result<S::SerializeTuple, S::Error> {
        self.serializer.serialize_tuple(length)
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<S::SerializeTupleStruct, S::Error> {
        self.serializer.serialize_tuple_struct(name, length)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<S::SerializeTupleVariant, S::Error> {
        self.serializer.serialize_tuple_variant(name, index, variant, length)
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<S::SerializeStructVariant, S::Error> {
        self.serializer.serialize_struct_variant(name, index, variant, length)
    }

    fn is_human_readable(&self) -> bool {
        self.serializer.is_human_readable()
    }
}
