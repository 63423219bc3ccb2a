//! What the events of a stream are.

use std::collections::BTreeSet;

use super::{is_text, item};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, ContentKind, EventShape, TypeId, TypeKind, TypeRef, Types};
use crate::passes::walk;

/// Whether a type describes events or their data. It describes events when it has `data`, nothing
/// that events have not, and `data` is text, is all that there is, or stands beside the event's
/// name: an object such as `{ id, data: { … } }` may as well be data.
pub(super) fn shape(types: &Types, schema: TypeRef) -> EventShape {
    let mut shape = EventShape::Whole;
    for branch in branches(types, schema) {
        let TypeKind::Struct(object) = &types[branch].kind else {
            return EventShape::Data;
        };
        let names: Vec<&str> = object.fields.iter().map(|one| &*one.name).collect();
        let known = |name: &&str| ["data", "event", "id", "retry"].contains(name);
        let data = object.fields.iter().find(|field| field.name == "data");
        let Some(data) = data.filter(|_| names.iter().all(known)) else {
            return EventShape::Data;
        };
        if data.content.is_some() {
            shape = EventShape::WholeJson;
            continue;
        }
        let text = match &data.constant {
            Some(constant) => constant.is_string(),
            None => is_text(types, data.schema),
        };
        if !text && !names.contains(&"event") && names != ["data"] {
            return EventShape::Data;
        }
        if !text {
            shape = EventShape::WholeJson;
        }
    }
    shape
}

/// The types that a type is, behind other names and unions.
fn branches(types: &Types, schema: TypeRef) -> Vec<TypeId> {
    match &walk::definition(types, schema).kind {
        TypeKind::Union(union) => {
            let branches = union.variants.iter();
            branches.map(|variant| types.behind(variant.schema).id).collect()
        }
        _ => vec![types.behind(schema).id],
    }
}

/// Gives the data of events the type that its text holds. Where values of the same type are no
/// events, such a text stays text, which is noted.
pub(super) fn type_data(api: &mut Api, diagnostics: &mut Diagnostics) {
    let (events, others) = uses(api);
    let others: BTreeSet<TypeId> =
        walk::closure(&api.types, &others).into_iter().collect();
    let typed: BTreeSet<TypeId> = events
        .into_iter()
        .filter(|item| shape(&api.types, *item) == EventShape::WholeJson)
        .flat_map(|item| branches(&api.types, item))
        .filter(|id| !others.contains(id))
        .collect();
    for id in api.types.ids() {
        let TypeKind::Struct(object) = &mut api.types[id].kind else { continue };
        for field in &mut object.fields {
            let Some(content) = field.content else { continue };
            if typed.contains(&id) {
                field.schema = content;
                continue;
            }
            field.content = None;
            let at = field.origin.child("contentSchema");
            let message = "`contentSchema` does not show in the type of the schema";
            diagnostics.report(
                Diagnostic::new(Code::UnsupportedKeyword, &at, message)
                    .at_key()
                    .help("nothing has to change: the text can be read as JSON"),
            );
        }
    }
}

/// What comes as events, and everything else that is sent or received.
fn uses(api: &Api) -> (Vec<TypeRef>, Vec<TypeRef>) {
    let (mut events, mut others) = (Vec::new(), Vec::new());
    for operation in &api.operations {
        others.extend(walk::sent(operation));
        others.extend(operation.callbacks.iter().filter_map(|one| one.body));
        let contents = operation.responses.iter().flat_map(|one| &one.contents);
        for content in contents {
            let Some(schema) = content.schema else { continue };
            match content.kind {
                ContentKind::EventStream => events.push(item(&api.types, schema)),
                _ => others.push(schema),
            }
        }
    }
    others.extend(api.webhooks.iter().filter_map(|hook| hook.body));
    // What the data is made of is no event itself.
    let data = events.iter().flat_map(|item| branches(&api.types, *item));
    let inner: Vec<TypeRef> = data.flat_map(|id| walk::parts(&api.types[id])).collect();
    others.extend(inner);
    (events, others)
}
