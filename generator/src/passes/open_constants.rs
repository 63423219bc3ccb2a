//! A constant of what is sent and received need not be one for ever: the server may answer with a
//! value that it got later. Unless what tells a union's branches apart says that it is this one, it
//! becomes a member that a caller need not give.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk;
use super::write_tags::only_tag;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Direction, Evidence, Rule, TypeId, TypeKind, Union};

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    let certain = Certain::find(api);
    let ids: Vec<TypeId> = api.types.ids().collect();
    for id in ids {
        let def = &mut api.types[id];
        let both = def.direction == Direction { sent: true, received: true };
        let TypeKind::Struct(object) = &mut def.kind else { continue };
        if !both || !def.reachable {
            continue;
        }
        for field in &mut object.fields {
            let is_certain =
                |value: &Value| certain.says(id, &(field.name.clone(), value.clone()));
            if field.constant.as_ref().is_some_and(|value| !is_certain(value)) {
                field.initial = field.constant.take();
            }
        }
    }
}

/// A member and its value.
type Said = (String, Value);

/// What is known of a structure before it is decoded, because it is a branch of unions.
#[derive(Default)]
struct Certain {
    /// What all unions say.
    branches: BTreeMap<TypeId, Vec<Said>>,
    /// The structures that are received elsewhere.
    alone: BTreeSet<TypeId>,
}

impl Certain {
    fn find(api: &Api) -> Self {
        let mut found = Self::default();
        let target = |part| api.types.behind(part).id;
        let (_, received) = walk::all_roots(api);
        found.alone.extend(received.into_iter().map(target));
        let is_read =
            |def: &crate::model::TypeDef| def.reachable && def.direction.received;
        for (_, def) in api.types.iter().filter(|(_, def)| is_read(def)) {
            match &def.kind {
                // What an alias stands for is found where the alias is used.
                TypeKind::Alias(_) => {}
                TypeKind::Union(union) => {
                    let rules = rules_of_branches(union);
                    for (index, variant) in union.variants.iter().enumerate() {
                        let said = said(union, index, &rules[index]);
                        found.see(target(variant.schema), said);
                    }
                }
                _ => found.alone.extend(walk::parts(def).into_iter().map(target)),
            }
        }
        found
    }

    fn see(&mut self, id: TypeId, said: Vec<Said>) {
        match self.branches.get_mut(&id) {
            Some(before) => before.retain(|one| said.contains(one)),
            None => _ = self.branches.insert(id, said),
        }
    }

    fn says(&self, id: TypeId, said: &Said) -> bool {
        !self.alone.contains(&id)
            && self.branches.get(&id).is_some_and(|all| all.contains(said))
    }
}

/// The members that have one value in everything that is of a branch.
fn said(union: &Union, branch: usize, rules: &[&Rule]) -> Vec<Said> {
    match (only_tag(union, branch), rules) {
        (Some(tag), _) => vec![tag],
        (None, [rule]) if !has_tags(union, branch) => said_by_rule(rule),
        _ => Vec::new(),
    }
}

/// The rules that lead to each branch.
fn rules_of_branches(union: &Union) -> Vec<Vec<&Rule>> {
    let mut of_branches = vec![Vec::new(); union.variants.len()];
    if let Evidence::Rules(rules) | Evidence::Tag { rules, .. } = &union.evidence {
        for (rule, index) in rules {
            of_branches[*index].push(rule);
        }
    }
    of_branches
}

/// Whether a tag, or the lack of one, leads to a branch.
fn has_tags(union: &Union, branch: usize) -> bool {
    match &union.evidence {
        Evidence::Tag { values, default, .. } => {
            *default == Some(branch) || values.iter().any(|(_, index)| *index == branch)
        }
        _ => false,
    }
}

fn said_by_rule(rule: &Rule) -> Vec<Said> {
    let said = |(name, values): &(String, Vec<Value>)| match values.as_slice() {
        [only] if rule.required.contains(name) => Some((name.clone(), only.clone())),
        _ => None,
    };
    rule.values.iter().filter_map(said).collect()
}
