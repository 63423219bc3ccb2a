//! Reports what the configuration says of an envelope that no answer has.

use crate::config::{Config, Envelope, MemberPath, Spanned};
use crate::diagnostic::Diagnostics;
use crate::model::{Api, TypeKind, TypeRef, Types};
use crate::passes::walk;

/// How many unions inside of each other are looked into.
const DEEPEST: usize = 10;

pub(super) fn report(
    api: &Api,
    rules: &Envelope,
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    for path in [&rules.success, &rules.errors].into_iter().flatten() {
        if at(api, &path.get_ref().0).is_empty() {
            let message = format!("no answer has the member `{}`", path.get_ref());
            diagnostics.report(config.unused(path, message));
        }
    }
    let errors = rules.errors.as_ref().map(Spanned::get_ref);
    let errors = errors.cloned().unwrap_or_else(|| MemberPath::from("errors"));
    for name in [&rules.error_code, &rules.error_message].into_iter().flatten() {
        let path = [name.get_ref().clone()];
        let lists = at(api, &errors.0);
        let elements = lists.into_iter().map(|list| {
            match &walk::definition(&api.types, list).kind {
                TypeKind::List(list) => list.item,
                _ => list,
            }
        });
        let mut found = Vec::new();
        elements.for_each(|one| follow(&api.types, one, &path, 0, &mut found));
        if found.is_empty() {
            let message =
                format!("no answer has `{errors}` with the member `{}`", name.get_ref());
            diagnostics.report(config.unused(name, message));
        }
    }
}

/// What a path leads to in any answer, also in those of failures.
fn at(api: &Api, path: &[String]) -> Vec<TypeRef> {
    let mut found = Vec::new();
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let contents = responses.flat_map(|response| &response.contents);
    for schema in contents.filter_map(|content| content.schema) {
        follow(&api.types, schema, path, 0, &mut found);
    }
    found
}

/// What a path leads to in a value of a type. What is not typed may have any member.
fn follow(
    types: &Types,
    schema: TypeRef,
    path: &[String],
    depth: usize,
    found: &mut Vec<TypeRef>,
) {
    let Some((name, rest)) = path.split_first() else {
        found.push(schema);
        return;
    };
    match &walk::definition(types, schema).kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter().filter(|field| field.name == *name);
            fields.for_each(|field| follow(types, field.schema, rest, depth, found));
        }
        TypeKind::Union(union) if depth < DEEPEST => {
            for variant in union.variants.iter().take(100) {
                follow(types, variant.schema, path, depth + 1, found);
            }
        }
        TypeKind::Any(_) | TypeKind::Map(_) => found.push(schema),
        _ => {}
    }
}
