//! Makes equal inline types of one owner, an operation or a named schema, one type.
//!
//! Only within one owner: a type's path must not depend on who else has one like it. What has
//! other docs or bounds, or a member that is deprecated, is a type of its own.

use std::fmt::Write;

use indexmap::IndexMap;

use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{
    AnswerBody, Api, Constraints, Docs, Field, Success, TypeId, TypeKind, TypeName,
    TypeRef, Types,
};

/// How deep inline types may be nested to be compared.
const DEEPEST: usize = 12;

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    let mut replaced: Vec<TypeId> = api.types.ids().collect();
    let mut any = false;
    for (id, def) in api.types.iter() {
        if matches!(def.name, TypeName::Schema(_)) {
            any |= share(&api.types, &walk::parts(def), &mut replaced);
            debug_assert_eq!(replaced[id.0], id, "bug: a named type was replaced");
        }
    }
    for operation in &api.operations {
        let mut roots = walk::sent(operation);
        roots.extend(walk::received(operation, &api.types));
        any |= share(&api.types, &roots, &mut replaced);
    }
    if any {
        replace(api, &replaced);
    }
}

/// How much of a type counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// What its values are in JSON.
    Values,
    /// What the docs say of them too.
    Docs,
}

/// Whether two types have the same values.
pub(super) fn are_equal(types: &Types, one: TypeRef, other: TypeRef) -> bool {
    let (one, other) = (types.behind(one), types.behind(other));
    one == other || written(types, one) == written(types, other)
}

/// The same of schemas that can be missing: nothing equals nothing.
pub(super) fn are_equal_if_any(
    types: &Types,
    one: Option<TypeRef>,
    other: Option<TypeRef>,
) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => are_equal(types, one, other),
        (one, other) => one == other,
    }
}

/// A type as text: types that have the same values have equal texts, and no others.
pub(super) fn written(types: &Types, schema: TypeRef) -> String {
    let schema = types.behind(schema);
    let mut text = String::new();
    if !signature(types, schema, (DEEPEST, Detail::Values), &mut text) {
        // It is no other one, as far as can be told.
        text = format!("#{}{}", schema.id.0, null(schema));
    }
    text
}

/// Finds equal inline types below some roots.
fn share(types: &Types, roots: &[TypeRef], replaced: &mut [TypeId]) -> bool {
    let inline = inline_types(types, roots);
    if inline.len() < 2 {
        return false;
    }
    // Most types differ at first sight; only the others are worth a closer look.
    let mut alike: IndexMap<(usize, &str), usize> = IndexMap::new();
    for id in &inline {
        *alike.entry(glance(types, *id)).or_default() += 1;
    }
    let mut first: IndexMap<String, TypeId> = IndexMap::new();
    let mut any = false;
    for id in inline {
        if alike.get(&glance(types, id)).is_none_or(|count| *count < 2) {
            continue;
        }
        let mut text = String::new();
        let schema = TypeRef { id, nullable: false };
        if !signature(types, schema, (DEEPEST, Detail::Docs), &mut text) {
            continue;
        }
        let known = *first.entry(text).or_insert(id);
        if known != id {
            replaced[id.0] = known;
            any = true;
        }
    }
    any
}

/// What can be seen of a type at first sight: how many parts it has, and the first one's name.
fn glance(types: &Types, id: TypeId) -> (usize, &str) {
    match &types[id].kind {
        TypeKind::Struct(object) => {
            let first = object.fields.first().map_or("", |field| field.name.as_str());
            (object.fields.len() * 3, first)
        }
        TypeKind::Enum(listed) => {
            let first = listed.values.first().and_then(|value| value.value.as_str());
            (listed.values.len() * 3 + 1, first.unwrap_or_default())
        }
        TypeKind::Union(union) => {
            let first =
                union.variants.first().map_or("", |variant| variant.name.as_str());
            (union.variants.len() * 3 + 2, first)
        }
        _ => (0, ""),
    }
}

/// The types without a name that become items of their own, outer ones first.
fn inline_types(types: &Types, roots: &[TypeRef]) -> Vec<TypeId> {
    let mut seen = std::collections::BTreeSet::new();
    let mut found = Vec::new();
    let mut open: Vec<TypeId> = roots.iter().rev().map(|root| root.id).collect();
    while let Some(id) = open.pop() {
        let def = &types[id];
        if def.name != TypeName::None || !seen.insert(id) {
            continue;
        }
        if matches!(
            def.kind,
            TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_)
        ) {
            found.push(id);
        }
        open.extend(walk::parts(def).iter().rev().map(|part| part.id));
    }
    found
}

/// Writes what a type is, so that equal types have equal texts. False when it is nested too
/// deeply, or refers to itself.
fn signature(
    types: &Types,
    schema: TypeRef,
    (depth, detail): (usize, Detail),
    text: &mut String,
) -> bool {
    if types[schema.id].name != TypeName::None {
        let _ = write!(text, "{}{}", schema.id.0, null(schema));
        return true;
    }
    said_inside(types, schema, (depth, detail), text)
}

/// What is written behind a type that can be null.
fn null(schema: TypeRef) -> &'static str {
    if schema.nullable { "?" } else { "" }
}

/// What a named type is, as text; `None` where that is nested too deeply.
pub(super) fn definition(types: &Types, id: TypeId) -> Option<String> {
    let mut text = String::new();
    let schema = TypeRef { id, nullable: false };
    said_inside(types, schema, (DEEPEST, Detail::Docs), &mut text).then_some(text)
}

/// The same as [`signature`], whatever a type is called.
fn said_inside(
    types: &Types,
    schema: TypeRef,
    (depth, detail): (usize, Detail),
    text: &mut String,
) -> bool {
    let def = &types[schema.id];
    if depth == 0 {
        return false;
    }
    if detail == Detail::Docs {
        said(&def.docs, Some(&def.constraints), def.deprecated, text);
    }
    let inside = (depth - 1, detail);
    let members = match &def.kind {
        TypeKind::Struct(object) => object,
        other => {
            plain(other, detail, text);
            for part in walk::parts(def) {
                text.push(',');
                if !signature(types, part, inside, text) {
                    return false;
                }
            }
            text.push('}');
            text.push_str(null(schema));
            return true;
        }
    };
    text.push('{');
    for field in &members.fields {
        member(field, detail, text);
        if !signature(types, field.schema, inside, text) {
            return false;
        }
    }
    if let Some(rest) = members.rest {
        text.push_str("..");
        if !signature(types, rest, inside, text) {
            return false;
        }
    }
    text.push('}');
    text.push_str(null(schema));
    true
}

/// Writes what a member is, but for its type.
fn member(field: &Field, detail: Detail, text: &mut String) {
    let _ = write!(
        text,
        "{:?}{:?}{}{}{}{:?}:",
        field.name,
        field.rename,
        u8::from(field.required),
        u8::from(field.read_only),
        u8::from(field.write_only),
        field.constant
    );
    if let Some(content) = field.content {
        let _ = write!(text, "@{}{}", content.id.0, null(content));
    }
    if detail == Detail::Docs {
        said(&field.docs, Some(&field.constraints), field.deprecated, text);
    }
}

/// Writes what is said of values beside their type.
fn said(docs: &Docs, bounds: Option<&Constraints>, deprecated: bool, text: &mut String) {
    if deprecated {
        text.push('!');
    }
    if *docs != Docs::default() {
        let _ = write!(text, "{docs:?}");
    }
    if let Some(bounds) = bounds.filter(|bounds| **bounds != Constraints::default()) {
        // What tells of one example tells nothing of the type.
        let bounds = Constraints { examples: Vec::new(), ..bounds.clone() };
        let _ = write!(text, "{bounds:?}");
    }
}

/// Writes what a type is that is no object, but for its parts.
fn plain(kind: &TypeKind, detail: Detail, text: &mut String) {
    let _ = write!(text, "{:?}", std::mem::discriminant(kind));
    let _ = match kind {
        TypeKind::String(format) => write!(text, "{format:?}"),
        TypeKind::Integer(format) => write!(text, "{format:?}"),
        TypeKind::Number(format) => write!(text, "{format:?}"),
        TypeKind::Union(union) => write!(text, "<{:?}", union.discriminator),
        TypeKind::Tuple(tuple) => {
            write!(text, "{}{}", tuple.items.len(), tuple.rest.is_some())
        }
        _ => Ok(()),
    };
    let TypeKind::Enum(listed) = kind else { return };
    text.push_str(if listed.open { "+(" } else { "(" });
    for value in &listed.values {
        let _ = write!(text, "{}{:?},", value.value, value.name);
        if detail == Detail::Docs {
            said(&value.docs, None, value.deprecated, text);
        }
    }
}

/// Lets every use of a replaced type use the one that stays.
pub(super) fn replace(api: &mut Api, replaced: &[TypeId]) {
    let new = |schema: &mut TypeRef| schema.id = replaced[schema.id.0];
    let ids: Vec<TypeId> = api.types.ids().collect();
    for id in ids {
        match &mut api.types[id].kind {
            TypeKind::Alias(target) | TypeKind::Map(target) => new(target),
            TypeKind::List(list) => new(&mut list.item),
            TypeKind::Tuple(tuple) => {
                tuple.items.iter_mut().for_each(new);
                tuple.rest.iter_mut().for_each(new);
            }
            TypeKind::Struct(object) => {
                for field in &mut object.fields {
                    new(&mut field.schema);
                    field.content.iter_mut().for_each(new);
                }
                object.rest.iter_mut().for_each(new);
            }
            TypeKind::Union(union) => {
                union.variants.iter_mut().for_each(|variant| new(&mut variant.schema));
            }
            _ => {}
        }
    }
    for mismatch in &mut api.mismatches {
        mismatch.of = replaced[mismatch.of.0];
    }
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|parameter| new(&mut parameter.schema));
        let bodies = operation.body.iter_mut().flat_map(|body| &mut body.contents);
        let answers =
            operation.responses.iter_mut().flat_map(|response| &mut response.contents);
        bodies
            .chain(answers)
            .filter_map(|content| content.schema.as_mut())
            .for_each(new);
        match &mut operation.success {
            Success::Json { schema, .. } => new(schema),
            Success::EventStream { schema, .. } | Success::JsonLines { schema, .. } => {
                schema.iter_mut().for_each(new);
            }
            Success::ByStatus { answers, .. } => {
                for answer in answers {
                    if let AnswerBody::Json(schema) = &mut answer.body {
                        new(schema);
                    }
                }
            }
            Success::Empty | Success::Text { .. } | Success::Binary { .. } => {}
        }
        operation.pagination.iter_mut().for_each(|pagination| new(&mut pagination.item));
        operation
            .callbacks
            .iter_mut()
            .filter_map(|hook| hook.body.as_mut())
            .for_each(new);
    }
    api.webhooks.iter_mut().filter_map(|hook| hook.body.as_mut()).for_each(new);
    api.taken_over.iter_mut().for_each(new);
}
