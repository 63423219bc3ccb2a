//! Gives a branch of a union the member that tells it apart, where the branch does not have it and
//! several values lead to it, or any: which one it was must not be lost.

use std::collections::BTreeSet;

use serde_json::Value;

use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Api, Constraints, Docs, Enum, EnumValue, Evidence, Field, JsonType, StringFormat,
    TypeDef, TypeId, TypeKind, TypeName, TypeRef, Union,
};
use crate::words::camel;

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    for missing in missing(api) {
        let owner = &api.types[missing.branch];
        let TypeKind::Struct(object) = &owner.kind else { continue };
        // Another union may have added it.
        if object.fields.iter().any(|field| field.name == missing.property) {
            continue;
        }
        let origin = owner.origin.child("properties").child(&missing.property);
        let name = format!("{}{}", prefix(owner), camel(&missing.property));
        let kind = match missing.tags.is_empty() {
            true => TypeKind::String(StringFormat::Plain),
            false => listed(missing.tags),
        };
        let id = api.types.add(TypeDef {
            name: TypeName::Beside { parent: missing.branch, name },
            rename: None,
            kind,
            docs: Docs::default(),
            deprecated: false,
            constraints: Constraints::default(),
            direction: api.types[missing.branch].direction,
            reachable: true,
            origin: origin.clone(),
            beside: Vec::new(),
        });
        let TypeKind::Struct(object) = &mut api.types[missing.branch].kind else {
            continue;
        };
        object.fields.insert(
            0,
            Field {
                name: missing.property,
                rename: None,
                schema: TypeRef { id, nullable: false },
                required: missing.required,
                read_only: false,
                write_only: false,
                deprecated: false,
                docs: Docs::default(),
                constraints: Constraints::default(),
                constant: None,
                also_read: None,
                initial: None,
                content: None,
                origin,
            },
        );
    }
}

/// What the names of a type's inline types begin with. All types have their names already.
fn prefix(owner: &TypeDef) -> String {
    match &owner.name {
        TypeName::Schema(name) => camel(owner.rename.as_ref().unwrap_or(name)),
        TypeName::Beside { name, .. } | TypeName::InResource { name, .. } => {
            name.clone()
        }
        TypeName::None => String::new(),
    }
}

/// A member that a branch needs.
struct Missing {
    branch: TypeId,
    property: String,
    /// Its values, where no other leads to the branch.
    tags: Vec<Value>,
    required: bool,
}

fn missing(api: &Api) -> Vec<Missing> {
    let mut found = Vec::new();
    let reachable = || api.types.iter().filter(|(_, def)| def.reachable);
    for (_, def) in reachable() {
        if let TypeKind::Union(union) = &def.kind {
            found.extend(missing_in(api, union));
        }
    }
    if found.is_empty() {
        return found;
    }
    // A structure that is used by itself too need not have the tag there.
    let mut alone = BTreeSet::new();
    let mut see = |part: TypeRef| _ = alone.insert(api.types.behind(part).id);
    let (sent, received) = walk::all_roots(api);
    sent.into_iter().chain(received).for_each(&mut see);
    for (_, def) in reachable() {
        let has_tag = |union: &Union| matches!(union.evidence, Evidence::Tag { .. });
        match &def.kind {
            TypeKind::Alias(_) => {}
            TypeKind::Union(union) if has_tag(union) => {}
            _ => walk::parts(def).into_iter().for_each(&mut see),
        }
    }
    for one in &mut found {
        one.required &= !alone.contains(&one.branch);
    }
    found
}

fn missing_in(api: &Api, union: &Union) -> Vec<Missing> {
    let Evidence::Tag { property, values, default, rules, .. } = &union.evidence else {
        return Vec::new();
    };
    let of_branch = |(index, variant): (usize, &crate::model::Variant)| {
        let branch = api.types.behind(variant.schema).id;
        let TypeKind::Struct(object) = &api.types[branch].kind else { return None };
        if object.fields.iter().any(|field| field.name == *property) {
            return None;
        }
        let tags = values.iter().filter(|(_, leads_to)| *leads_to == index);
        let tags: Vec<Value> = tags.map(|(tag, _)| tag.clone()).collect();
        let is_rest = |(rule, leads_to): &(crate::model::Rule, usize)| {
            *leads_to == index && rule.types.contains(&JsonType::Object)
        };
        let any =
            *default == Some(index) || !tags.is_empty() && rules.iter().any(is_rest);
        let property = property.clone();
        match tags.len() {
            _ if any => {
                Some(Missing { branch, property, tags: Vec::new(), required: false })
            }
            0 | 1 => None,
            _ => Some(Missing { branch, property, tags, required: true }),
        }
    };
    union.variants.iter().enumerate().filter_map(of_branch).collect()
}

/// An enum of tags.
fn listed(tags: Vec<Value>) -> TypeKind {
    let value = |value| EnumValue {
        value,
        name: None,
        docs: Docs::default(),
        deprecated: false,
    };
    TypeKind::Enum(Enum { values: tags.into_iter().map(value).collect() })
}
