//! Numbers that JSON does not have: where there is NaN or infinity, JSON text has null.

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{
    self, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Value;

use super::json_path::{push_index, push_key};

/// The path from `name` to the first number in a value that is NaN or infinite, if there is one.
///
/// Called only where the text of the value has a null, so that nothing else pays for it.
pub(super) fn find<T: Serialize + ?Sized>(name: &str, value: &T) -> Option<String> {
    let stop = value.serialize(Numbers).err().filter(|stop| stop.found)?;
    let mut path = name.to_owned();
    for step in stop.steps.iter().rev() {
        match step {
            Step::Key(key) => push_key(&mut path, key),
            Step::Index(index) => push_index(&mut path, *index),
        }
    }
    Some(path)
}

/// Looks at the numbers of a value.
struct Numbers;

/// Why it looks no further.
#[derive(Debug)]
struct Stop {
    /// Whether a number was found; else the value cannot be encoded at all.
    found: bool,
    /// What leads to it, the last step first.
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

type Seen = Result<(), Stop>;

impl Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a finite number")
    }
}

impl std::error::Error for Stop {}

impl ser::Error for Stop {
    fn custom<T: Display>(_: T) -> Self {
        Self { found: false, steps: Vec::new() }
    }
}

impl Stop {
    fn below(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

fn finite(is_finite: bool) -> Seen {
    if is_finite { Ok(()) } else { Err(Stop { found: true, steps: Vec::new() }) }
}

macro_rules! no_numbers {
    ($($name:ident($($type:ty),*);)*) => {
        $(fn $name(self, $(_: $type),*) -> Seen {
            Ok(())
        })*
    };
}

macro_rules! parts {
    ($($name:ident($($type:ty),*) -> $part:ty;)*) => {
        $(fn $name(self, $(_: $type),*) -> Result<$part, Stop> {
            Ok(<$part>::default())
        })*
    };
}

impl Serializer for Numbers {
    type Ok = ();
    type Error = Stop;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Members;

    fn serialize_f32(self, number: f32) -> Seen {
        finite(number.is_finite())
    }

    fn serialize_f64(self, number: f64) -> Seen {
        finite(number.is_finite())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Seen {
        value.serialize(self)
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
        variant: &'static str,
        value: &T,
    ) -> Seen {
        Members.look(variant, value)
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

    parts! {
        serialize_seq(Option<usize>) -> Items;
        serialize_tuple(usize) -> Items;
        serialize_tuple_struct(&'static str, usize) -> Items;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Items;
        serialize_map(Option<usize>) -> Members;
        serialize_struct(&'static str, usize) -> Members;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Members;
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Seen {
        Ok(())
    }
}

/// The elements of an array, and how many there were.
#[derive(Default)]
struct Items(usize);

macro_rules! items {
    ($($trait:ident::$method:ident)*) => {
        $(impl $trait for Items {
            type Ok = ();
            type Error = Stop;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Seen {
                let index = self.0;
                self.0 += 1;
                value.serialize(Numbers).map_err(|stop| stop.below(Step::Index(index)))
            }

            fn end(self) -> Seen {
                Ok(())
            }
        })*
    };
}

items! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}

/// The members of an object.
#[derive(Default)]
struct Members;

impl Members {
    fn look<T: Serialize + ?Sized>(&self, key: &str, value: &T) -> Seen {
        value.serialize(Numbers).map_err(|stop| stop.below(Step::Key(key.to_owned())))
    }
}

macro_rules! fields {
    ($($trait:ident)*) => {
        $(impl $trait for Members {
            type Ok = ();
            type Error = Stop;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Seen {
                self.look(key, value)
            }

            fn end(self) -> Seen {
                Ok(())
            }
        })*
    };
}

fields! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Members {
    type Ok = ();
    type Error = Stop;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Seen {
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Seen {
        value.serialize(Numbers)
    }

    fn serialize_entry<K, T>(&mut self, key: &K, value: &T) -> Seen
    where
        K: Serialize + ?Sized,
        T: Serialize + ?Sized,
    {
        value.serialize(Numbers).map_err(|stop| match serde_json::to_value(key) {
            Ok(Value::String(key)) => stop.below(Step::Key(key)),
            Ok(Value::Number(key)) => stop.below(Step::Key(key.to_string())),
            _ => stop,
        })
    }

    fn end(self) -> Seen {
        Ok(())
    }
}
