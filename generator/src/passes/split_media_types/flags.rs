//! Members of bodies that say whether an answer is a stream.

use serde_json::Value;

use super::answers::stream_media_type;
use crate::model::{ContentKind, Operation, RequestBody, Success, TypeKind, Types};
use crate::passes::walk;

/// Where a member of the body says whether the answer is a stream, the method for streams sets it,
/// and so does that for values: it could not read a stream, whoever asked for one. A body that may be
/// left out has it only where a stream is what is given when nothing is said.
pub(super) fn set_flags(
    types: &Types,
    operation: &mut Operation,
    others: &mut [Operation],
) {
    if stream_media_type(operation).is_some() {
        return; // It gives a stream itself.
    }
    let Some((name, is_default)) = stream_flag(types, operation) else { return };
    let is_stream = |one: &Operation| {
        matches!(one.success, Success::EventStream { .. } | Success::JsonLines { .. })
    };
    let mut any = false;
    for other in others.iter_mut().filter(|other| is_stream(other)) {
        any = true;
        if let Some(body) = &mut other.body {
            body.flag = Some((name.clone(), true));
        }
    }
    let is_set = |body: &&mut RequestBody| any && (is_default || body.required);
    if let Some(body) = operation.body.as_mut().filter(is_set) {
        body.flag = Some((name, false));
    }
}

/// The member `stream` of JSON or of a multipart body where it is a flag, and whether it is true
/// when nothing is said.
fn stream_flag(types: &Types, operation: &Operation) -> Option<(String, bool)> {
    let body = operation.body.as_ref()?;
    let content = body.contents.get(body.chosen)?;
    let schema = content.schema?;
    let def = match content.kind {
        // Its members are parts where it is the object itself.
        ContentKind::Multipart if !schema.nullable => &types[schema.id],
        ContentKind::Json => walk::definition(types, schema),
        _ => return None,
    };
    let TypeKind::Struct(object) = &def.kind else { return None };
    let field = object.fields.iter().find(|field| field.name == "stream")?;
    let flag = walk::definition(types, field.schema);
    let is_flag = field.constant.is_none() && matches!(flag.kind, TypeKind::Boolean);
    let default = types[field.schema.id].constraints.default.as_ref();
    let is_default = default.and_then(Value::as_bool).unwrap_or_default();
    is_flag.then(|| (field.name.clone(), is_default))
}
