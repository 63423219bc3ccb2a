//! Walking types.

use crate::model::{
    Api, Content, ContentKind, Operation, TypeDef, TypeId, TypeKind, TypeRef, Types,
};

/// The types that a type is made of, in order.
pub(super) fn parts(def: &TypeDef) -> Vec<TypeRef> {
    let mut parts = Vec::new();
    def.kind.each_part(&mut |part| parts.push(*part));
    parts
}

/// The definition behind aliases.
pub(super) fn definition(types: &Types, schema: TypeRef) -> &TypeDef {
    &types[types.behind(schema).id]
}

/// Follows members of objects; `None` where there is none of that name.
pub(super) fn member(
    types: &Types,
    schema: TypeRef,
    path: &[String],
) -> Option<TypeRef> {
    let mut found = schema;
    for name in path {
        let TypeKind::Struct(object) = &definition(types, found).kind else {
            return None;
        };
        found = object.fields.iter().find(|field| field.name == *name)?.schema;
    }
    Some(types.behind(found))
}

/// The schemas of bodies that the caller gives as text or bytes.
pub(super) fn given_as_they_are(api: &Api) -> Vec<TypeRef> {
    let bodies = api.operations.iter().flat_map(bodies);
    bodies.filter(|content| !is_encoded(content)).filter_map(|one| one.schema).collect()
}

fn bodies(operation: &Operation) -> impl Iterator<Item = &Content> {
    operation.body.iter().flat_map(|body| &body.contents)
}

/// Whether the SDK makes the text of a body.
fn is_encoded(content: &Content) -> bool {
    matches!(
        content.kind,
        ContentKind::Json | ContentKind::Form | ContentKind::Multipart
    )
}

/// The types that an operation sends.
pub(super) fn sent(operation: &Operation) -> Vec<TypeRef> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|one| one.placement.is_of_call());
    let parameters = parameters.map(|parameter| parameter.schema);
    // What the caller gives as text or bytes has no type.
    let bodies = bodies(operation).filter(|content| is_encoded(content));
    parameters.chain(bodies.filter_map(|content| content.schema)).collect()
}

/// The types that a caller of an operation receives.
pub(super) fn received(operation: &Operation, types: &Types) -> Vec<TypeRef> {
    let mut types: Vec<TypeRef> = operation.answer(types).into_iter().collect();
    types.extend(operation.success.by_status().map(|(_, schema)| schema));
    types.extend(operation.pagination.as_ref().map(|pagination| pagination.item));
    let failures =
        operation.responses.iter().filter(|response| !response.status.is_success());
    let contents = failures.flat_map(|response| &response.contents);
    types.extend(contents.filter_map(|content| content.schema));
    let callbacks = operation.callbacks.iter().filter_map(|callback| callback.body);
    types.extend(callbacks);
    types
}

/// Every type that can be reached from some, each once.
pub(super) fn closure(types: &Types, roots: &[TypeRef]) -> Vec<TypeId> {
    let mut seen = vec![false; types.len()];
    let mut found = Vec::new();
    let mut open: Vec<TypeId> = roots.iter().rev().map(|root| root.id).collect();
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut seen[id.0], true) {
            continue;
        }
        found.push(id);
        open.extend(parts(&types[id]).iter().rev().map(|part| part.id));
    }
    found
}

/// What all operations and webhooks receive and send.
pub(super) fn all_roots(api: &Api) -> (Vec<TypeRef>, Vec<TypeRef>) {
    let of_client = api.client_parameters.iter().filter_map(|one| one.schema);
    let sent_types = api.operations.iter().flat_map(sent).chain(of_client).collect();
    let hooks = api.webhooks.iter().filter_map(|hook| hook.body);
    let received_types =
        api.operations.iter().flat_map(|operation| received(operation, &api.types));
    (sent_types, received_types.chain(hooks).collect())
}
