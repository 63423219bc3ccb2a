//! Takes values wider where an example shows plainly that the schema is too narrow, and nothing is
//! lost by it: a format that an example is not of, and null in an answer.

use crate::config::{Config, DateTime};
use crate::model::{
    Api, IntegerFormat, Mismatch, MismatchKind, Outcome, StringFormat, TypeDef,
    TypeKind, TypeName,
};

/// Formats: text stays text, and whole numbers have 64 bits.
pub(super) fn formats(api: &mut Api, config: &Config) {
    for mismatch in &mut api.mismatches {
        if mismatch.kind != MismatchKind::Format {
            continue;
        }
        let def = &mut api.types[mismatch.of];
        let wider = match &def.kind {
            TypeKind::String(StringFormat::DateTime | StringFormat::Date)
                if config.types.date_time == DateTime::String =>
            {
                mismatch.outcome = Outcome::Readable;
                continue;
            }
            // What is not encoded would have to be encoded by callers then.
            TypeKind::String(StringFormat::Base64) => continue,
            TypeKind::String(_) => TypeKind::String(StringFormat::Plain),
            TypeKind::Integer(IntegerFormat::Int32 | IntegerFormat::UInt32) => {
                TypeKind::Integer(IntegerFormat::Int64)
            }
            _ => continue,
        };
        if is_plain(mismatch, def) {
            mismatch.outcome = Outcome::Widened;
            def.kind = wider;
        }
    }
}

/// Whether nothing speaks for a format: no other example is of it, and what others use is shown to
/// be otherwise where it stands, not by one of them.
fn is_plain(mismatch: &Mismatch, def: &TypeDef) -> bool {
    mismatch.read == 0 && (def.name == TypeName::None || mismatch.is_own)
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
            mismatch.outcome = Outcome::Widened;
            field.schema.nullable = true;
        }
    }
}
