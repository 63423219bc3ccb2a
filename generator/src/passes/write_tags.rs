//! Lets a branch of a union write the tag that leads to it: where only one does, the member is a
//! constant, and no value can say that it is of another branch.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Evidence, JsonType, Struct, TypeId, TypeKind, Types, Union};

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    let branches = Branches::find(api);
    for (id, (property, tag)) in branches.tags {
        let def = &api.types[id];
        let received_alone = def.direction.received && branches.alone.contains(&id);
        if !def.direction.sent || received_alone || branches.differing.contains(&id) {
            continue;
        }
        let names = branches.names.get(&id).filter(|_| def.direction.received);
        let mut names = names.cloned().unwrap_or_default();
        let TypeKind::Struct(object) = &def.kind else { continue };
        let Some(index) = member(&api.types, object, &property, &tag) else { continue };
        if let TypeKind::Struct(object) = &mut api.types[id].kind {
            let field = &mut object.fields[index];
            field.required = true;
            match names.as_slice() {
                // What is received can have names of schemas there as well.
                [_, _, ..] => field.initial = Some(tag),
                _ => {
                    field.also_read = names.pop();
                    (field.constant, field.initial) = (Some(tag), None);
                }
            }
        }
    }
}

/// The place of the tag among the members, when its type can have that value.
fn member(types: &Types, object: &Struct, property: &str, tag: &Value) -> Option<usize> {
    let index = object.fields.iter().position(|field| field.name == *property)?;
    let field = &object.fields[index];
    let json = match &walk::definition(types, field.schema).kind {
        TypeKind::String(_) => JsonType::String,
        TypeKind::Integer(_) => JsonType::Integer,
        TypeKind::Enum(listed) => {
            let is_listed = listed.values.iter().any(|value| value.value == *tag);
            is_listed.then(|| JsonType::of(tag))?
        }
        _ => return None,
    };
    let is_free = field.constant.is_none() && !field.read_only;
    (is_free && JsonType::of(tag) == json).then_some(index)
}

/// How structures are used.
#[derive(Default)]
struct Branches {
    /// The member and the only tag that lead to a structure.
    tags: BTreeMap<TypeId, (String, Value)>,
    /// Those that unions disagree about.
    differing: BTreeSet<TypeId>,
    /// Those that are received where no tag leads to them, so that the member may say more.
    alone: BTreeSet<TypeId>,
    /// The names of schemas that structures are read by, too.
    names: BTreeMap<TypeId, Vec<Value>>,
}

impl Branches {
    fn find(api: &Api) -> Self {
        let mut found = Self::default();
        let (_, received) = walk::all_roots(api);
        for root in received {
            found.alone.insert(api.types.behind(root).id);
        }
        for (_, def) in api.types.iter().filter(|(_, def)| def.reachable) {
            match &def.kind {
                TypeKind::Union(union) => found.see(&api.types, union),
                // What an alias stands for is found where the alias is used.
                TypeKind::Alias(_) => {}
                _ if def.direction.received => {
                    let parts = walk::parts(def).into_iter();
                    found.alone.extend(parts.map(|part| api.types.behind(part).id));
                }
                _ => {}
            }
        }
        found
    }

    fn see_names(&mut self, id: TypeId, union: &Union, branch: usize) {
        let Evidence::Tag { names, .. } = &union.evidence else { return };
        for (name, _) in names.iter().filter(|(_, index)| *index == branch) {
            let known = self.names.entry(id).or_default();
            if !known.contains(name) {
                known.push(name.clone());
            }
        }
    }

    fn see(&mut self, types: &Types, union: &Union) {
        for (index, variant) in union.variants.iter().enumerate() {
            let id = types.behind(variant.schema).id;
            self.see_names(id, union, index);
            match only_tag(union, index) {
                None => drop(self.alone.insert(id)),
                Some(tag) => {
                    let known = self.tags.entry(id).or_insert_with(|| tag.clone());
                    if *known != tag {
                        self.differing.insert(id);
                    }
                }
            }
        }
    }
}

/// The member and the value that lead to a branch, when there is no other way to it.
pub(super) fn only_tag(union: &Union, branch: usize) -> Option<(String, Value)> {
    let Evidence::Tag { property, values, default, rules, .. } = &union.evidence else {
        return None;
    };
    let mut tags = values.iter().filter(|(_, index)| *index == branch);
    let (tag, _) = tags.next()?;
    let other_way = rules.iter().any(|(_, index)| *index == branch);
    let only = tags.next().is_none() && *default != Some(branch) && !other_way;
    only.then(|| (property.clone(), tag.clone()))
}
