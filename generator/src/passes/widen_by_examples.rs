//! Takes values wider where an example shows plainly that the schema is too narrow, and nothing is
//! lost by it: a format that an example is not of, and null in an answer.

use crate::config::{Config, DateTime};
use crate::model::{
    Api, IntegerFormat, Mismatch, MismatchKind, StringFormat, TypeDef, TypeKind,
    TypeName,
};

/// Formats: text stays text, and whole numbers have 64 bits.
pub(super) fn formats(api: &mut Api, config: &Config) {
    for mismatch in &mut api.mismatches {
        if mismatch.kind != MismatchKind::Format {
            continue;
        }
        let def = &mut api.types[mismatch.of];
        let (is_read_now, kind) = match &def.kind {
            TypeKind::String(StringFormat::DateTime | StringFormat::Date)
                if config.types.date_time == DateTime::String =>
            {
                (true, None)
            }
            // What is not encoded would have to be encoded by callers then.
            TypeKind::String(StringFormat::Base64) => (false, None),
            TypeKind::String(_) if is_plain(mismatch, def) => {
                (true, Some(TypeKind::String(StringFormat::Plain)))
            }
            TypeKind::Integer(IntegerFormat::Int32 | IntegerFormat::UInt32)
                if is_plain(mismatch, def) && has_64_bits(mismatch) =>
            {
                (true, Some(TypeKind::Integer(IntegerFormat::Int64)))
            }
            _ => (false, None),
        };
        mismatch.is_read_now = is_read_now;
        mismatch.is_widened = kind.is_some();
        def.kind = kind.unwrap_or_else(|| def.kind.clone());
    }
}

/// Whether nothing speaks for a format: no other example is of it, and what others use is shown to
/// be otherwise where it stands, not by one of them.
fn is_plain(mismatch: &Mismatch, def: &TypeDef) -> bool {
    mismatch.read == 0 && (def.name == TypeName::None || mismatch.is_own)
}

/// Whether the number of an example has at most 64 bits.
fn has_64_bits(mismatch: &Mismatch) -> bool {
    mismatch.written.trim_matches('`').parse::<i64>().is_ok()
}

/// Null, where an answer shows it for what is only received.
pub(super) fn nulls(api: &mut Api) {
    for mismatch in &mut api.mismatches {
        let def = &mut api.types[mismatch.of];
        let is_shown = mismatch.kind == MismatchKind::Null && mismatch.is_of_answer;
        if !is_shown || def.direction.sent {
            continue;
        }
        let (TypeKind::Struct(object), Some(member)) = (&mut def.kind, &mismatch.member)
        else {
            continue;
        };
        let mut fields = object.fields.iter_mut();
        if let Some(field) = fields.find(|field| field.name == *member && field.required)
        {
            (mismatch.is_read_now, mismatch.is_widened) = (true, true);
            field.schema.nullable = true;
        }
    }
}
