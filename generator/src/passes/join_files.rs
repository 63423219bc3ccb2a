//! A member of a multipart body that is one file or several is several: each is a part of that
//! name, so that one is a list of one.

use std::collections::BTreeSet;

use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Content, ContentKind, Field, StringFormat, TypeId, TypeKind, TypeRef, Types,
};

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
            diagnostics.report(sent_as_text(field));
            continue;
        }
        let nullable = field.schema.nullable || list.nullable;
        field.schema = TypeRef { id: list.id, nullable };
    }
}

/// The objects that are multipart bodies, and all other bodies.
fn forms(api: &Api) -> (BTreeSet<TypeId>, Vec<&Content>) {
    let bodies = api.operations.iter().filter_map(|one| one.body.as_ref());
    let (forms, others): (Vec<&Content>, Vec<&Content>) = bodies
        .flat_map(|body| &body.contents)
        .partition(|content| content.kind == ContentKind::Multipart);
    let schemas = forms.iter().filter_map(|one| one.schema);
    (schemas.map(|schema| schema.id).collect(), others)
}

/// The types that stand where there is no multipart body, or inside of one.
pub(super) fn elsewhere(api: &Api) -> BTreeSet<TypeId> {
    let (forms, others) = forms(api);
    let mut roots = other_roots(api, &others);
    roots.extend(forms.iter().flat_map(|id| walk::parts(&api.types[*id])));
    walk::closure(&api.types, &roots).into_iter().collect()
}

fn sent_as_text(field: &Field) -> Diagnostic {
    let message = format!(
        "`{}` is sent as text and not as files, because its object also stands where it is no form",
        field.name
    );
    Diagnostic::new(Code::UnsupportedKeyword, &field.origin, message)
        .at_key()
        .help("give the form a schema of its own")
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

/// What types are used by, but for the forms themselves.
fn other_roots(api: &Api, others: &[&Content]) -> Vec<TypeRef> {
    let parameters = api.operations.iter().flat_map(|one| &one.parameters);
    let parameters = parameters.map(|parameter| parameter.schema);
    let responses = api.operations.iter().flat_map(|one| &one.responses);
    let answers = responses.flat_map(|one| &one.contents);
    let contents = others.iter().copied().chain(answers);
    let callbacks = api.operations.iter().flat_map(|one| &one.callbacks);
    let received = callbacks.chain(&api.webhooks).filter_map(|one| one.body);
    parameters.chain(contents.filter_map(|one| one.schema)).chain(received).collect()
}
