//! A part of a multipart body whose schema has no type is bytes as they are (OpenAPI 3.1 §4.8.15:
//! `application/octet-stream`), unless its media type is that of JSON. So is one that is that or text,
//! such as the id of a file that the API has: a part can be either.

use std::collections::BTreeSet;

use super::forms::{elsewhere, sent_otherwise};
use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Api, Content, ContentKind, Field, List, StringFormat, TypeId, TypeKind, TypeName,
    TypeRef, Types, is_json,
};

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let bodies = api.operations.iter().filter_map(|one| one.body.as_ref());
    let forms = bodies.flat_map(|body| &body.contents);
    let mut found = Vec::new();
    for form in forms.filter(|content| content.kind == ContentKind::Multipart) {
        found.extend(untyped(&api.types, form));
    }
    if found.is_empty() {
        return;
    }
    let elsewhere = elsewhere(api);
    let mut seen = BTreeSet::new();
    for (id, index, files) in found {
        let TypeKind::Struct(object) = &api.types[id].kind else { continue };
        if !seen.insert((id, index)) {
            continue; // Another operation sends the same form.
        }
        let field = &object.fields[index];
        if elsewhere.contains(&id) {
            diagnostics.report(sent_otherwise(field, "JSON and not as bytes"));
            continue;
        }
        let schema = field.schema;
        let schema = match files {
            Files::One => bytes(&mut api.types, schema),
            Files::Several(item) => {
                let mut list = api.types[api.types.behind(schema).id].clone();
                let item = bytes(&mut api.types, item);
                list.name = TypeName::None;
                list.kind = TypeKind::List(List { item });
                TypeRef { id: api.types.add(list), nullable: schema.nullable }
            }
        };
        if let TypeKind::Struct(object) = &mut api.types[id].kind {
            object.fields[index].schema = schema;
        }
    }
}

/// What a member is.
enum Files {
    One,
    /// A list of these.
    Several(TypeRef),
}

/// The members of a form that have no type.
fn untyped(types: &Types, form: &Content) -> Vec<(TypeId, usize, Files)> {
    let Some(id) = form.schema.map(|schema| schema.id) else { return Vec::new() };
    let TypeKind::Struct(object) = &types[id].kind else { return Vec::new() };
    let files = |(index, field): (usize, &Field)| {
        let said = form.encoding.iter().find(|(name, _)| *name == field.name);
        let media_type = said.and_then(|(_, said)| said.content_type.as_deref());
        if field.constant.is_some() || media_type.is_some_and(is_json) {
            return None;
        }
        let files = match item(types, field.schema) {
            Some(item) => Files::Several(item),
            None if is_untyped(types, field.schema) => Files::One,
            None if is_file_or_text(types, field.schema) => Files::One,
            None => return None,
        };
        Some((id, index, files))
    };
    object.fields.iter().enumerate().filter_map(files).collect()
}

/// What a list is of, where it says so and that has no type.
fn item(types: &Types, schema: TypeRef) -> Option<TypeRef> {
    let def = walk::definition(types, schema);
    let TypeKind::List(list) = &def.kind else { return None };
    let is_said = types[list.item.id].origin != def.origin;
    (is_said && is_untyped(types, list.item)).then_some(list.item)
}

/// Whether a schema means any value, and no JSON.
fn is_untyped(types: &Types, schema: TypeRef) -> bool {
    let def = walk::definition(types, schema);
    matches!(def.kind, TypeKind::Any(None))
        && def.constraints.values.is_empty()
        && !def.constraints.media_type.as_deref().is_some_and(is_json)
}

/// Whether a schema is a union of text and what means any value, which beside text is a file.
fn is_file_or_text(types: &Types, schema: TypeRef) -> bool {
    let TypeKind::Union(union) = &walk::definition(types, schema).kind else {
        return false;
    };
    let is_text = |schema| {
        let kind = &walk::definition(types, schema).kind;
        matches!(kind, TypeKind::String(StringFormat::Plain))
    };
    let schemas = || union.variants.iter().map(|variant| variant.schema);
    schemas().any(|one| is_untyped(types, one))
        && schemas().any(is_text)
        && schemas().all(|one| is_text(one) || is_untyped(types, one))
}

/// A type for bytes that says the same as another one.
fn bytes(types: &mut Types, schema: TypeRef) -> TypeRef {
    let mut def = walk::definition(types, schema).clone();
    def.kind = TypeKind::String(StringFormat::Binary);
    def.name = TypeName::None;
    TypeRef { id: types.add(def), nullable: false }
}
