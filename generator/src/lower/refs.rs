//! What model nodes refer to.

use crate::model::{TypeDef, TypeName};

/// The text that a type's name is made of; empty when it has none.
pub(super) fn name_text(def: &TypeDef) -> &str {
    match &def.name {
        TypeName::Schema(name)
        | TypeName::Beside { name, .. }
        | TypeName::InResource { name, .. } => name,
        TypeName::None => "",
    }
}
