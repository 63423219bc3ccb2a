//! Numbers that JSON does not have: JSON text has null in their place.

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeSeq, Serializer};

/// Whether a value is NaN or infinite, or a list with such a number.
pub(super) fn is_not_finite<T: Serialize + ?Sized>(value: &T) -> bool {
    matches!(value.serialize(Numbers), Err(Stop::NotFinite))
}

/// Looks at numbers, and at nothing that has members: what is compiled for every parameter has to
/// be small.
struct Numbers;

/// Why it looks no further.
#[derive(Debug)]
enum Stop {
    NotFinite,
    NoNumber,
}

type Seen = Result<(), Stop>;
type None = Impossible<(), Stop>;

impl Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a finite number")
    }
}

impl std::error::Error for Stop {}

impl ser::Error for Stop {
    fn custom<T: Display>(_: T) -> Self {
        Self::NoNumber
    }
}

fn finite(is_finite: bool) -> Seen {
    if is_finite { Ok(()) } else { Err(Stop::NotFinite) }
}

macro_rules! no_numbers {
    ($($name:ident($($type:ty),*);)*) => {
        $(fn $name(self, $(_: $type),*) -> Seen {
            Ok(())
        })*
    };
}

macro_rules! no_members {
    ($($name:ident($($type:ty),*);)*) => {
        $(fn $name(self, $(_: $type),*) -> Result<None, Stop> {
            Err(Stop::NoNumber)
        })*
    };
}

impl Serializer for Numbers {
    type Ok = ();
    type Error = Stop;
    type SerializeSeq = Self;
    type SerializeTuple = None;
    type SerializeTupleStruct = None;
    type SerializeTupleVariant = None;
    type SerializeMap = None;
    type SerializeStruct = None;
    type SerializeStructVariant = None;

    fn serialize_f32(self, number: f32) -> Seen {
        finite(number.is_finite())
    }

    fn serialize_f64(self, number: f64) -> Seen {
        finite(number.is_finite())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Seen {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Stop> {
        Ok(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Seen {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Seen {
        Ok(())
    }

    no_numbers! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    no_members! {
        serialize_tuple(usize);
        serialize_tuple_struct(&'static str, usize);
        serialize_tuple_variant(&'static str, u32, &'static str, usize);
        serialize_map(Option<usize>);
        serialize_struct(&'static str, usize);
        serialize_struct_variant(&'static str, u32, &'static str, usize);
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Seen {
        Ok(())
    }
}

impl SerializeSeq for Numbers {
    type Ok = ();
    type Error = Stop;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Seen {
        value.serialize(Numbers)
    }

    fn end(self) -> Seen {
        Ok(())
    }
}
