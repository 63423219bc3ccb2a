//! Gives a branch of a union the member that tells it apart, where the branch does not have it and
//! several values lead to it, or any: which one it was must not be lost. Where the branch has it as
//! any text, the values are listed.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Api, Constraints, Docs, Enum, EnumValue, Evidence, Field, JsonType, StringFormat,
    TypeDef, TypeId, TypeKind, TypeName, TypeRef, Types, Union,
};
use crate::source::Pointer;
use crate::words::camel;

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    list_free_tags(api);
    for missing in missing(api) {
        let owner = &api.types[missing.branch];
        let TypeKind::Struct(object) = &owner.kind else { continue };
        // Another union may have added it.
        if object.fields.iter().any(|field| field.name == missing.property) {
            continue;
        }
        let origin = owner.origin.child("properties").child(&missing.property);
        let kind = match missing.tags.is_empty() {
            true => TypeKind::String(StringFormat::Plain),
            false => listed(missing.tags, false),
        };
        let id = add(api, missing.branch, &missing.property, kind, &origin);
        let TypeKind::Struct(object) = &mut api.types[missing.branch].kind else {
            continue;
        };
        let schema = TypeRef { id, nullable: false };
        let field = Field::new(missing.property, schema, origin);
        object.fields.insert(0, Field { required: missing.required, ..field });
    }
}

/// Adds the type of a tag.
fn add(
    api: &mut Api,
    branch: TypeId,
    property: &str,
    kind: TypeKind,
    origin: &Pointer,
) -> TypeId {
    let owner = &api.types[branch];
    let name = format!("{}{}", prefix(owner), camel(property));
    let direction = owner.direction;
    api.types.add(TypeDef {
        name: TypeName::Beside { parent: branch, name },
        rename: None,
        kind,
        docs: Docs::default(),
        deprecated: false,
        constraints: Constraints::default(),
        direction,
        reachable: true,
        origin: origin.clone(),
        beside: Vec::new(),
    })
}

/// Lists the tags of a branch that several lead to, where its own member is any text.
fn list_free_tags(api: &mut Api) {
    let mut free: IndexMap<(TypeId, usize), Vec<Value>> = IndexMap::new();
    for (_, def) in api.types.iter().filter(|(_, def)| def.reachable) {
        let TypeKind::Union(union) = &def.kind else { continue };
        let Evidence::Tag { property, values, .. } = &union.evidence else { continue };
        for (tag, branch) in values {
            let branch = api.types.behind(union.variants[*branch].schema).id;
            let Some(field) = free_text(&api.types, branch, property) else { continue };
            let tags = free.entry((branch, field)).or_default();
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
    }
    free.retain(|_, tags| tags.len() > 1 && tags.iter().all(Value::is_string));
    for ((branch, index), tags) in free {
        let TypeKind::Struct(object) = &api.types[branch].kind else { continue };
        let Field { name, origin, schema, .. } = object.fields[index].clone();
        let id = add(api, branch, &name, listed(tags, true), &origin);
        // What was said of the text holds for the enum.
        let text = walk::definition(&api.types, schema).clone();
        let tag = &mut api.types[id];
        (tag.docs, tag.constraints, tag.deprecated) =
            (text.docs, text.constraints, text.deprecated);
        if let TypeKind::Struct(object) = &mut api.types[branch].kind {
            object.fields[index].schema.id = id;
        }
    }
}

/// The place of a member that is any text.
fn free_text(types: &Types, branch: TypeId, property: &str) -> Option<usize> {
    let TypeKind::Struct(object) = &types[branch].kind else { return None };
    let index = object.fields.iter().position(|field| field.name == *property)?;
    let field = &object.fields[index];
    let def = walk::definition(types, field.schema);
    let is_text = matches!(def.kind, TypeKind::String(StringFormat::Plain));
    (is_text && field.constant.is_none()).then_some(index)
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
fn listed(tags: Vec<Value>, open: bool) -> TypeKind {
    let value = |value| EnumValue {
        value,
        name: None,
        docs: Docs::default(),
        deprecated: false,
    };
    TypeKind::Enum(Enum { values: tags.into_iter().map(value).collect(), open })
}
