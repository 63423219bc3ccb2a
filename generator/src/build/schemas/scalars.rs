//! Scalars by `type` and `format` (the OpenAPI Format Registry).

use super::shape::Shape;
use crate::model::{IntegerFormat, NumberFormat, StringFormat, TypeKind};

pub(super) fn integer(shape: &Shape<'_>) -> TypeKind {
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
            _ => StringFormat::Plain,
        },
    };
    TypeKind::String(format)
}
