//! Where the objects that are multipart bodies stand.

use std::collections::BTreeSet;

use super::walk;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Api, Content, ContentKind, Field, TypeId, TypeRef};

/// The objects that are multipart bodies, and all other bodies.
pub(super) fn forms(api: &Api) -> (BTreeSet<TypeId>, Vec<&Content>) {
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

/// The diagnostic for a member that is no file, although it would be one in an object that is only
/// a form.
pub(super) fn sent_otherwise(field: &Field, what: &str) -> Diagnostic {
    let message = format!(
        "`{}` is sent as {what}, because its object also stands where it is no form",
        field.name
    );
    Diagnostic::new(Code::UnsupportedKeyword, &field.origin, message)
        .at_key()
        .help("give the form a schema of its own")
}
