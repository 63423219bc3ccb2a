//! Works out what tells the branches of a union apart, so that decoding never depends on what
//! happens to parse first.

mod member_types;
mod nested;
mod rules;
mod tags;

use serde_json::Value;

use super::json_types::JsonTypes;
use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Field, JsonType, Struct, TypeId, TypeKind, TypeRef, Types};
use rules::{rules, tag_of_some};
use tags::tag;

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let json_types = JsonTypes::find(&api.types);
    let ids: Vec<TypeId> = api.types.ids().collect();
    for id in ids {
        let def = &api.types[id];
        let TypeKind::Union(union) = &def.kind else { continue };
        if !def.reachable {
            continue;
        }
        let origin = &def.origin;
        let evidence = tag(&api.types, &json_types, union)
            .or_else(|| tag_of_some(&api.types, &json_types, union, origin, diagnostics))
            .unwrap_or_else(|| {
                rules(&api.types, &json_types, union, origin, diagnostics)
            });
        if let TypeKind::Union(union) = &mut api.types[id].kind {
            union.evidence = evidence;
        }
    }
}

/// The object that a branch is, if it is one.
fn object(types: &Types, schema: TypeRef) -> Option<&Struct> {
    match &walk::definition(types, schema).kind {
        TypeKind::Struct(object) => Some(object),
        _ => None,
    }
}

/// The values that a member can have, where they are listed.
fn listed(types: &Types, field: &Field) -> Vec<Value> {
    if let Some(value) = field.constant.as_ref().or(field.initial.as_ref()) {
        return vec![value.clone()];
    }
    let def = walk::definition(types, field.schema);
    match &def.kind {
        TypeKind::Enum(listed) => {
            listed.values.iter().map(|value| value.value.clone()).collect()
        }
        // Of a type that holds other values too, so that they say what to expect only there.
        TypeKind::Boolean => def.constraints.values.clone(),
        _ => Vec::new(),
    }
}

/// Whether an object can be of a branch with these types.
fn can_be_object(types: &[JsonType]) -> bool {
    types.is_empty() || types.contains(&JsonType::Object)
}
