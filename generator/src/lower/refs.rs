//! What model nodes refer to.

use crate::model::{Success, TypeDef, TypeKind, TypeName, TypeRef};

/// The text that a type's name is made of; empty when it has none.
pub(super) fn name_text(def: &TypeDef) -> &str {
    match &def.name {
        TypeName::Schema(name)
        | TypeName::Beside { name, .. }
        | TypeName::InResource { name, .. } => name,
        TypeName::None => "",
    }
}

/// Calls `see` with every type that a type refers to.
pub(super) fn each_ref(kind: &TypeKind, see: &mut impl FnMut(&TypeRef)) {
    match kind {
        TypeKind::Alias(target) | TypeKind::Map(target) => see(target),
        TypeKind::List(list) => see(&list.item),
        TypeKind::Tuple(tuple) => tuple.items.iter().chain(&tuple.rest).for_each(see),
        TypeKind::Struct(structure) => {
            let fields = structure.fields.iter().map(|field| &field.schema);
            fields.chain(&structure.rest).for_each(see);
        }
        TypeKind::Union(union) => {
            union.variants.iter().map(|variant| &variant.schema).for_each(see);
        }
        TypeKind::Any(_)
        | TypeKind::Null
        | TypeKind::Boolean
        | TypeKind::Integer(_)
        | TypeKind::Number(_)
        | TypeKind::String(_)
        | TypeKind::Enum(_) => {}
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
