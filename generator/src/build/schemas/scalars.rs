//! Scalars by `type` and `format` (the OpenAPI Format Registry).

use serde_json::Value;

use super::shape::Shape;
use crate::build::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::{ContentKind, IntegerFormat, NumberFormat, StringFormat, TypeKind};
use crate::upgrade::content_kind;

/// `i64::MAX` as tools write it that know numbers with 53 bits only.
const ROUNDED_MAX: u64 = 9_223_372_036_854_776_000;

/// `u64::MAX` as tools write it, which is the next floating-point number.
const UNSIGNED_MAX: f64 = 18_446_744_073_709_551_616.0;

impl<'t> Builder<'t, '_> {
    /// An integer of the format, or of the bounds where these need more bits.
    pub(super) fn integer(&mut self, shape: &Shape<'t>) -> TypeKind {
        let format = self.wide_enough(shape, integer(shape.format));
        if format != IntegerFormat::Int64 {
            return TypeKind::Integer(format);
        }
        let nodes = || shape.parts.iter().map(|part| &part.node);
        let largest = nodes().filter_map(|node| Some((largest(node)?, node)));
        let largest = largest.max_by(|(a, _), (b, _)| a.total_cmp(b));
        let Some((largest, node)) = largest else {
            return TypeKind::Integer(format);
        };
        let is_positive = |node: &Node<'_>| {
            let minimum = node.value.get("minimum").and_then(Value::as_f64);
            minimum.is_some_and(|minimum| minimum >= 0.0)
        };
        let unsigned = nodes().any(is_positive) && shape.format.is_none();
        let (format, max, help) = match unsigned {
            true => (
                IntegerFormat::UInt64,
                u64::MAX.to_string(),
                "write a maximum that 64 bits can hold, or take them as text",
            ),
            false => (
                IntegerFormat::Int64,
                i64::MAX.to_string(),
                "write `minimum: 0`, or `format: uint64`",
            ),
        };
        if !unsigned || largest > UNSIGNED_MAX {
            let name = if unsigned { "a `u64`" } else { "an `i64`" };
            let message =
                format!("values above {max} are allowed, which {name} cannot hold");
            self.report(
                Diagnostic::new(Code::UnsupportedKeyword, &node.at, message).help(help),
            );
        }
        TypeKind::Integer(format)
    }

    /// The format, or one of 64 bits where the bounds allow values that it cannot hold.
    fn wide_enough(
        &mut self,
        shape: &Shape<'t>,
        format: IntegerFormat,
    ) -> IntegerFormat {
        let (least, most) = match format {
            IntegerFormat::Int32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
            IntegerFormat::UInt32 => (0.0, f64::from(u32::MAX)),
            _ => return format,
        };
        let beyond = |key: &str, value: &Value| {
            // `exclusiveMaximum` may be the next value.
            let edge = if key.starts_with("exclusive") { 1.0 } else { 0.0 };
            value.as_f64().is_some_and(|one| one < least - edge || one > most + edge)
        };
        let keys =
            ["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "default"];
        let mut bounds = shape.parts.iter().flat_map(|part| {
            let get = |key: &'static str| Some((key, part.node.get(key)?));
            keys.into_iter().filter_map(get)
        });
        let Some((key, bound)) = bounds.find(|(key, node)| beyond(key, node.value))
        else {
            return format;
        };
        let written = shape.format.unwrap_or_default();
        let message =
            format!("`format: {written}` cannot hold this `{key}`; read as `int64`");
        self.report(
            Diagnostic::new(Code::Repaired, &bound.at, message)
                .help("write `format: int64`, or a bound that fits"),
        );
        IntegerFormat::Int64
    }

    /// A number, which is a whole one where the format says so.
    pub(super) fn number(&mut self, shape: &Shape<'t>) -> TypeKind {
        match shape.format {
            Some("int32" | "uint32" | "uint64") => {
                TypeKind::Integer(self.wide_enough(shape, integer(shape.format)))
            }
            // `type: number, format: int64` means whole numbers, and large ones at that.
            Some("int64" | "integer" | "long") => {
                TypeKind::Integer(IntegerFormat::Int64)
            }
            Some("float") => TypeKind::Number(NumberFormat::Float),
            Some("decimal" | "decimal128" | "currency") => {
                TypeKind::Number(NumberFormat::Decimal)
            }
            _ => TypeKind::Number(NumberFormat::Double),
        }
    }
}

/// The largest value that a schema names, if an `i64` cannot hold it.
fn largest(node: &Node<'_>) -> Option<f64> {
    let large = |key: &str| {
        let value = node.value.get(key)?;
        let number = value.as_f64()?;
        let is_large = match value.as_u64() {
            Some(whole) => whole > ROUNDED_MAX,
            None => number > ROUNDED_MAX as f64,
        };
        is_large.then_some(number)
    };
    let keys = ["maximum", "exclusiveMaximum", "default"].into_iter();
    keys.filter_map(large).max_by(f64::total_cmp)
}

fn integer(format: Option<&str>) -> IntegerFormat {
    match format {
        Some("int32" | "int16" | "int8" | "uint16" | "uint8") => IntegerFormat::Int32,
        Some("uint32") => IntegerFormat::UInt32,
        Some("uint64") => IntegerFormat::UInt64,
        Some("unix-time" | "unixtime" | "unix-timestamp") => IntegerFormat::UnixTime,
        _ => IntegerFormat::Int64,
    }
}

pub(super) fn string(shape: &Shape<'_>) -> TypeKind {
    let format = match shape.format {
        Some("date-time" | "datetime" | "dateTime") => StringFormat::DateTime,
        Some("date") => StringFormat::Date,
        Some("time") => StringFormat::Time,
        // The versions of UUIDs are as pydantic writes them.
        Some(
            "uuid" | "guid" | "uuid1" | "uuid3" | "uuid4" | "uuid5" | "uuid6" | "uuid7"
            | "uuid8",
        ) => StringFormat::Uuid,
        Some("byte" | "base64") => StringFormat::Base64,
        Some("binary") => StringFormat::Binary,
        Some("ipv4") => StringFormat::Ipv4,
        Some("ipv6") => StringFormat::Ipv6,
        Some("int64") => StringFormat::Int64,
        Some("uint64") => StringFormat::UInt64,
        Some("decimal") => StringFormat::Decimal,
        _ => encoded(shape),
    };
    TypeKind::String(format)
}

/// What a text is by its encoding (RFC 2045 §6.1) and by the media type of what is in it: bytes as
/// they are have a `contentMediaType` that is no text and nothing that encodes them (OpenAPI 3.1
/// §4.8.14), or `binary` says that they are.
fn encoded(shape: &Shape<'_>) -> StringFormat {
    let encoding = shape.content_encoding.map(str::to_ascii_lowercase);
    match encoding.as_deref() {
        Some("base64") => StringFormat::Base64,
        Some("binary") => StringFormat::Binary,
        None | Some("7bit" | "8bit" | "identity")
            if shape.content_media_type.is_some_and(is_bytes) =>
        {
            StringFormat::Binary
        }
        _ => StringFormat::Plain,
    }
}

/// Whether what has this media type is no text.
fn is_bytes(media_type: &str) -> bool {
    content_kind(media_type) == ContentKind::Binary
}
