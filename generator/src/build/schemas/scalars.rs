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

impl<'t> Builder<'t, '_> {
    /// An integer of the format, or of the bounds where these need all of 64 bits.
    pub(super) fn integer(&mut self, shape: &Shape<'t>) -> TypeKind {
        let TypeKind::Integer(IntegerFormat::Int64) = integer(shape) else {
            return integer(shape);
        };
        let nodes = || shape.parts.iter().map(|part| &part.node);
        let says_large = |node: &Node<'_>| {
            let is_large = |key: &str| {
                let value = node.value.get(key);
                value.is_some_and(|value| match value.as_u64() {
                    Some(number) => number > ROUNDED_MAX,
                    None => value.as_f64().is_some_and(|one| one > ROUNDED_MAX as f64),
                })
            };
            ["maximum", "exclusiveMaximum", "default"].into_iter().any(is_large)
        };
        let Some(large) = nodes().find(|node| says_large(node)) else {
            return integer(shape);
        };
        let is_positive = |node: &Node<'_>| {
            let minimum = node.value.get("minimum").and_then(Value::as_f64);
            minimum.is_some_and(|minimum| minimum >= 0.0)
        };
        if nodes().any(is_positive) && shape.format.is_none() {
            return TypeKind::Integer(IntegerFormat::UInt64);
        }
        let message =
            "values above 9223372036854775807 are allowed, which an `i64` cannot hold";
        self.report(
            Diagnostic::new(Code::UnsupportedKeyword, &large.at, message)
                .help("write `minimum: 0`, or `format: uint64`"),
        );
        integer(shape)
    }
}

fn integer(shape: &Shape<'_>) -> TypeKind {
    TypeKind::Integer(match shape.format {
        Some("int32" | "int16" | "int8" | "uint16" | "uint8") => IntegerFormat::Int32,
        Some("uint32") => IntegerFormat::UInt32,
        Some("uint64") => IntegerFormat::UInt64,
        Some("unix-time" | "unixtime" | "unix-timestamp") => IntegerFormat::UnixTime,
        _ => IntegerFormat::Int64,
    })
}

pub(super) fn number(shape: &Shape<'_>) -> TypeKind {
    match shape.format {
        Some("int32") => TypeKind::Integer(IntegerFormat::Int32),
        Some("uint32") => TypeKind::Integer(IntegerFormat::UInt32),
        Some("uint64") => TypeKind::Integer(IntegerFormat::UInt64),
        // `type: number, format: int64` means whole numbers, and large ones at that.
        Some("int64" | "integer" | "long") => TypeKind::Integer(IntegerFormat::Int64),
        Some("float") => TypeKind::Number(NumberFormat::Float),
        Some("decimal" | "decimal128" | "currency") => {
            TypeKind::Number(NumberFormat::Decimal)
        }
        _ => TypeKind::Number(NumberFormat::Double),
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
        _ => match shape.content_encoding {
            Some("base64") => StringFormat::Base64,
            None if shape.content_media_type.is_some_and(is_bytes) => {
                StringFormat::Binary
            }
            _ => StringFormat::Plain,
        },
    };
    TypeKind::String(format)
}

/// Whether what has this media type is no text (OpenAPI 3.1 §4.8.14: bytes as they are have a
/// `contentMediaType` and no `contentEncoding`).
fn is_bytes(media_type: &str) -> bool {
    content_kind(media_type) == ContentKind::Binary
}
