//! What model nodes refer to.

use crate::model::{Success, TypeDef, TypeName, TypeRef};

/// The text that a type's name is made of; empty when it has none.
pub(super) fn name_text(def: &TypeDef) -> &str {
    match &def.name {
        TypeName::Schema(name)
        | TypeName::Beside { name, .. }
        | TypeName::InResource { name, .. } => name,
        TypeName::None => "",
    }
}

/// The type that a successful call gives, if it is one of the description.
pub(super) fn success_schema(success: &Success) -> Option<&TypeRef> {
    match success {
        Success::Json { schema, .. } | Success::JsonLines { schema, .. } => Some(schema),
        Success::EventStream { schema, .. } => schema.as_ref(),
        Success::Empty | Success::Text { .. } | Success::Binary { .. } => None,
    }
}
