//! Writing JSON text, and looking into it without decoding it.

use std::borrow::Cow;
use std::{fmt, io};

use serde::Serialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use serde_json::value::RawValue;

/// A value as JSON text. Numbers without a fraction are written without one.
pub(super) fn to_string<T>(value: &T) -> serde_json::Result<String>
where
    T: Serialize + ?Sized,
{
    let mut text = Vec::with_capacity(128);
    value.serialize(&mut Serializer::with_formatter(&mut text, Whole))?;
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

/// Writes `2` and not `2.0`: many servers call a number what they read as an integer.
struct Whole;

impl Formatter for Whole {
    fn write_f32<W>(&mut self, writer: &mut W, value: f32) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        whole(writer, |text| CompactFormatter.write_f32(text, value))
    }

    fn write_f64<W>(&mut self, writer: &mut W, value: f64) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        whole(writer, |text| CompactFormatter.write_f64(text, value))
    }
}

/// Writes a number without a fraction of nothing.
fn whole<W: ?Sized + io::Write>(
    writer: &mut W,
    write: impl FnOnce(&mut &mut [u8]) -> io::Result<()>,
) -> io::Result<()> {
    // The longest has 24 bytes: `-2.2250738585072014e-308`.
    let mut buffer = [0; 32];
    let mut left = &mut buffer[..];
    write(&mut left)?;
    let length = 32 - left.len();
    let text = &buffer[..length];
    writer.write_all(text.strip_suffix(b".0").unwrap_or(text))
}

/// The members of an object with their undecoded values.
pub(super) type Members<'a> = Vec<(String, &'a RawValue)>;

/// The members of an object; `None` when the text is something else.
pub(super) fn members(json: &str) -> Option<Members<'_>> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let members = deserializer.deserialize_map(MembersVisitor).ok()?;
    deserializer.end().ok().map(|()| members)
}

/// The elements of an array; `None` when the text is something else.
pub(super) fn elements(json: &str) -> Option<Vec<&RawValue>> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let elements = deserializer.deserialize_seq(ElementsVisitor).ok()?;
    deserializer.end().ok().map(|()| elements)
}

/// The value of the last member with this key.
pub(super) fn member<'a>(members: &Members<'a>, key: &str) -> Option<&'a str> {
    let found = members.iter().rev().find(|(name, _)| name == key);
    found.map(|(_, value)| value.get())
}

/// The value that a path of keys leads to.
pub(super) fn at<'a>(json: &'a str, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(json, |json, key| member(&members(json)?, key))
}

/// A scalar as plain text: a string without its quotes, a number or boolean as written; `None`
/// for null, arrays and objects.
pub(super) fn scalar(json: &str) -> Option<Cow<'_, str>> {
    match json.trim_start().as_bytes().first()? {
        b'"' => serde_json::from_str::<String>(json).ok().map(Cow::Owned),
        b'{' | b'[' | b'n' => None,
        _ => Some(number(json.trim())),
    }
}

/// A number as text: without an exponent unless it is very small or very large, as JavaScript and
/// with it most servers have it (ECMA-262 §6.1.6.1.20).
pub(super) fn number(json: &str) -> Cow<'_, str> {
    let has_exponent =
        json.contains(['e', 'E']) && json.contains(|c: char| c.is_ascii_digit());
    match has_exponent.then(|| json.parse::<f64>()) {
        Some(Ok(number)) if (1e-6..1e21).contains(&number.abs()) => {
            Cow::Owned(number.to_string())
        }
        _ => Cow::Borrowed(json),
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            members.push((key, map.next_value()?));
        }
        Ok(members)
    }
}

struct ElementsVisitor;

impl<'de> Visitor<'de> for ElementsVisitor {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element()? {
            elements.push(element);
        }
        Ok(elements)
    }
}
