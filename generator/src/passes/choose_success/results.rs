//! Streams that are described as one JSON value: gRPC's, which a gateway translates.

use crate::model::{TypeKind, TypeRef, Types};
use crate::passes::walk;

/// What comes on a stream whose values stand in objects of `result` and `error`. The title says
/// that it is one (`Stream result of Event`); by the members alone, or by a title alone, it could be
/// a single answer.
pub(super) fn of_stream(types: &Types, schema: TypeRef) -> Option<TypeRef> {
    let def = walk::definition(types, schema);
    let title = def.docs.summary.as_deref()?;
    let TypeKind::Struct(object) = &def.kind else { return None };
    let has_others = object.fields.len() != 2 || object.rest.is_some();
    if !title.starts_with("Stream result of ") || has_others {
        return None;
    }
    let member = |name: &str| walk::member(types, schema, &[name.to_owned()]);
    member("error")?;
    member("result")
}
