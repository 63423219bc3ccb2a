//! What answers say about what a path stands for: one thing or many.

use super::entries::Entry;
use super::said::{names_one, said};
use crate::model::{Success, TypeKind, TypeName, Types};
use crate::passes::walk;
use crate::words::{is_plural, singular, words};

/// Whether what a call gives is a list, where that is known.
pub(super) fn is_list(types: &Types, operation: &Entry<'_>) -> Option<bool> {
    let schema = operation.success.json()?;
    match &walk::definition(types, schema).kind {
        TypeKind::List(_) => Some(true),
        TypeKind::Struct(_) | TypeKind::Map(_) => Some(false),
        _ => None,
    }
}

/// Whether what a call gives is a list with facts about it: `{"data": [], "has_more": true}`.
pub(super) fn is_envelope(types: &Types, operation: &Entry<'_>) -> bool {
    let Some(schema) = operation.success.json() else { return false };
    let data = walk::member(types, schema, &["data".to_owned()]);
    data.is_some_and(|data| {
        matches!(walk::definition(types, data).kind, TypeKind::List(_))
    })
}

/// Whether what a call gives is an object with a list.
pub(super) fn has_list(types: &Types, operation: &Entry<'_>) -> bool {
    let Some(schema) = operation.success.json() else { return false };
    let TypeKind::Struct(object) = &walk::definition(types, schema).kind else {
        return false;
    };
    let mut kinds =
        object.fields.iter().map(|field| walk::definition(types, field.schema));
    kinds.any(|field| matches!(field.kind, TypeKind::List(_)))
}

/// Whether what a call gives is an object of which nothing can be a list.
pub(super) fn has_no_list(types: &Types, operation: &Entry<'_>) -> bool {
    is_object_without(types, operation, |kind| {
        matches!(kind, TypeKind::List(_) | TypeKind::Map(_) | TypeKind::Any(_))
    })
}

/// Whether what a call gives is described as bytes, which are one thing.
pub(super) fn is_file(operation: &Entry<'_>) -> bool {
    matches!(operation.success, Success::Binary { .. })
        && operation.chosen_content().is_some()
}

/// Whether reading a path gives several things: the answer, the id or the summary says so.
pub(super) fn gives_several(types: &Types, operation: &Entry<'_>) -> bool {
    operation.pagination.is_some()
        || said(operation, &[]) == Some("list")
        || is_list(types, operation) == Some(true)
        || is_envelope(types, operation)
        || tells_of_several(operation)
}

/// Whether the summary of an operation is about several things: `Get a list of …`.
pub(super) fn tells_of_several(operation: &Entry<'_>) -> bool {
    let summary = words(operation.docs.summary.as_deref().unwrap_or_default());
    let starts = summary.get(..summary.len().min(5)).unwrap_or_default();
    let says_list =
        |words: &[String]| words == ["list", "of"] || words == ["get", "all"];
    matches!(summary.first().map(String::as_str), Some("list" | "lists"))
        || starts.windows(2).any(says_list)
}

/// Whether what a call gives is one thing: an object in which nothing can be several things. It is
/// not where it is one of those that the path names: `Order` for `/orders`.
pub(super) fn is_one(types: &Types, operation: &Entry<'_>, name: &str) -> bool {
    let Some(schema) = operation.success.json() else { return false };
    let last = name.rsplit('_').next().unwrap_or_default();
    let is_item = match &walk::definition(types, schema).name {
        TypeName::Schema(schema) => words(schema).contains(&singular(last)),
        _ => true,
    };
    let can_be_several = |kind: &TypeKind| {
        !kind.is_scalar() && !matches!(kind, TypeKind::Struct(_) | TypeKind::Alias(_))
    };
    !(is_plural(last) && is_item) && is_object_without(types, operation, can_be_several)
}

/// Whether what a call gives is an object of known members that has nothing of this kind in it.
fn is_object_without(
    types: &Types,
    operation: &Entry<'_>,
    is_one: impl Fn(&TypeKind) -> bool,
) -> bool {
    let Some(schema) = operation.success.json() else { return false };
    let TypeKind::Struct(object) = &walk::definition(types, schema).kind else {
        return false;
    };
    let parts = || walk::closure(types, &[schema]).into_iter();
    !object.fields.is_empty() && !parts().any(|id| is_one(&types[id].kind))
}

/// Whether what a path gives that ends with a key are the many things of that key: pages, or a list
/// that the id or the summary does not call one thing (`getCodeReview`).
pub(super) fn are_of_key(types: &Types, operation: &Entry<'_>) -> bool {
    operation.pagination.is_some()
        || is_list(types, operation) == Some(true) && !names_one(operation)
}
