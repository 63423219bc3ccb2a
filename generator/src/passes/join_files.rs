//! A member of a multipart body that is one file or several is several: each is a part of that
//! name, so that one is a list of one.

use super::forms::{elsewhere, forms, sent_otherwise};
use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, StringFormat, TypeKind, TypeRef, Types};

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let (forms, _) = forms(api);
    let mut found = Vec::new();
    for &id in &forms {
        let TypeKind::Struct(object) = &api.types[id].kind else { continue };
        for (index, field) in object.fields.iter().enumerate() {
            found
                .extend(several(&api.types, field.schema).map(|list| (id, index, list)));
        }
    }
    if found.is_empty() {
        return;
    }
    // Elsewhere one and several are told apart.
    let elsewhere = elsewhere(api);
    for (id, index, list) in found {
        let TypeKind::Struct(object) = &mut api.types[id].kind else { continue };
        let field = &mut object.fields[index];
        if elsewhere.contains(&id) {
            diagnostics.report(sent_otherwise(field, "text and not as files"));
            continue;
        }
        let nullable = field.schema.nullable || list.nullable;
        field.schema = TypeRef { id: list.id, nullable };
    }
}

/// The list among the branches of a union whose branches are files and lists of files.
fn several(types: &Types, schema: TypeRef) -> Option<TypeRef> {
    let TypeKind::Union(union) = &walk::definition(types, schema).kind else {
        return None;
    };
    let is_file = |schema: TypeRef| {
        let kind = &walk::definition(types, schema).kind;
        matches!(kind, TypeKind::String(StringFormat::Binary))
    };
    let are_files = |schema: TypeRef| match &walk::definition(types, schema).kind {
        TypeKind::List(list) => is_file(list.item),
        _ => false,
    };
    let mut branches = union.variants.iter().map(|branch| branch.schema);
    let list = branches.clone().find(|branch| are_files(*branch))?;
    branches.all(|branch| is_file(branch) || are_files(branch)).then_some(list)
}
