//! What the events of a stream are.

use super::{is_text, item};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, ContentKind, EventShape, TypeId, TypeKind, TypeRef, Types};
use crate::passes::walk;

/// Whether a type describes events or their data. It describes events when it has `data`, nothing
/// that events have not, and `data` is text or stands beside the event's name: an object such as
/// `{ id, data: { … } }` may as well be data.
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
        if !text && !names.contains(&"event") {
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
            branches.map(|variant| walk::target(types, variant.schema).id).collect()
        }
        _ => vec![walk::target(types, schema).id],
    }
}

/// Gives the data of events the type that its text holds. Elsewhere such a text stays text, which
/// is noted.
pub(super) fn type_data(api: &mut Api, diagnostics: &mut Diagnostics) {
    let responses = api.operations.iter().flat_map(|one| &one.responses);
    let events: Vec<TypeId> = responses
        .flat_map(|response| &response.contents)
        .filter(|content| content.kind == ContentKind::EventStream)
        .filter_map(|content| Some(item(&api.types, content.schema?)))
        .filter(|item| shape(&api.types, *item) == EventShape::WholeJson)
        .flat_map(|item| branches(&api.types, item))
        .collect();
    for id in events {
        let TypeKind::Struct(event) = &mut api.types[id].kind else { continue };
        for field in &mut event.fields {
            if let Some(content) = field.content.take() {
                field.schema = content;
            }
        }
    }
    for (_, def) in api.types.iter() {
        let TypeKind::Struct(object) = &def.kind else { continue };
        for field in object.fields.iter().filter(|field| field.content.is_some()) {
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
