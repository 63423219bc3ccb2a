//! What values in examples are.

use serde_json::{Map, Value};

use crate::model::{Enum, IntegerFormat, TypeKind};

/// Whether a value is of the type of JSON that a type has, its parts aside.
pub(super) fn has_type(kind: &TypeKind, value: &Value) -> bool {
    match kind {
        TypeKind::Boolean => value.is_boolean(),
        TypeKind::Integer(_) => is_whole(value),
        TypeKind::Number(_) => value.is_number(),
        TypeKind::String(_) => value.is_string(),
        TypeKind::Enum(listed) => {
            is_mixed(listed)
                || value.is_string() && has_only(listed, Value::is_string)
                || is_whole(value) && has_only(listed, Value::is_i64)
        }
        TypeKind::List(_) | TypeKind::Tuple(_) => value.is_array(),
        TypeKind::Map(_) | TypeKind::Struct(_) => value.is_object(),
        TypeKind::Null => value.is_null(),
        TypeKind::Any(_) | TypeKind::Alias(_) | TypeKind::Union(_) => true,
    }
}

/// Whether an enum has values of several types, so that any JSON can be read.
pub(super) fn is_mixed(listed: &Enum) -> bool {
    !has_only(listed, Value::is_string) && !has_only(listed, Value::is_i64)
}

fn has_only(listed: &Enum, is_one: fn(&Value) -> bool) -> bool {
    listed.values.iter().all(|one| is_one(&one.value))
}

/// Whether a value is a number without a fraction, however it is written.
pub(super) fn is_whole(value: &Value) -> bool {
    let has_none = |number: f64| number.fract() == 0.0;
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(has_none)
}

/// Whether an integer of the format can be this whole number. One that is written as a fraction of
/// nothing or with an exponent can only be as large as `runtime/integers.rs` reads it.
pub(super) fn is_in_range(format: IntegerFormat, value: &Value) -> bool {
    const LIMIT: f64 = (1_u64 << 51) as f64;
    let written = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
    let number = match (written, value.as_f64()) {
        (Some(number), _) => number,
        (None, Some(number)) if number.abs() < LIMIT => number as i128,
        _ => return false,
    };
    let fits = match format {
        IntegerFormat::Int32 => i128::from(i32::MIN)..=i128::from(i32::MAX),
        IntegerFormat::UInt32 => 0..=i128::from(u32::MAX),
        IntegerFormat::UInt64 => 0..=i128::from(u64::MAX),
        IntegerFormat::Int64 | IntegerFormat::UnixTime => {
            i128::from(i64::MIN)..=i128::from(i64::MAX)
        }
    };
    fits.contains(&number)
}

/// Whether a text stands where somebody has to write a value: nothing, the name of a type, or what
/// a template fills in.
pub(super) fn is_stand_in(value: &Value) -> bool {
    const TYPES: [&str; 12] = [
        "", "array", "bool", "boolean", "float", "int", "integer", "list", "null",
        "number", "object", "string",
    ];
    value.as_str().is_some_and(|text| {
        let first = text.split([' ', '[', '(']).next().unwrap_or_default();
        TYPES.contains(&first.to_ascii_lowercase().as_str())
            || text.contains(['<', '{', '…'])
            || text.contains("...")
    })
}

/// A value as JSON, without its end where it is long.
pub(super) fn shortened(value: &Value) -> String {
    const MOST: usize = 40;
    let text = match value {
        Value::Array(_) => return "an array".to_owned(),
        Value::Object(_) => return "an object".to_owned(),
        scalar => scalar.to_string(),
    };
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// The first keys of an object.
pub(super) fn keys(members: &Map<String, Value>) -> String {
    const MOST: usize = 4;
    let keys: Vec<String> =
        members.keys().take(MOST).map(|key| format!("`{key}`")).collect();
    let more = if members.len() > MOST { ", …" } else { "" };
    format!("{}{more}", keys.join(", "))
}
