//! Descriptions of several files have what they all need in each of them: a `DateTime` here and the
//! same there are one type. Schemas of one name that say different things stay several, and are
//! named by their files (`name_inline_types`).

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::share_inline_types::{definition, replace};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, TypeId, TypeName, Types};

/// How often twins make those that are made of them twins: what is nested more deeply is rare.
const MOST_ROUNDS: usize = 10;

pub(super) fn run(api: &mut Api, config: &Config, _: &mut Diagnostics) {
    let mut groups = groups(&api.types);
    // What the user says something of keeps its place.
    groups.retain(|name, _| !config.types.says_of(name));
    for _ in 0..MOST_ROUNDS {
        let mut replaced: Vec<TypeId> = api.types.ids().collect();
        let mut any = false;
        for group in groups.values_mut() {
            any |= join(&api.types, group, &mut replaced);
        }
        if !any {
            return;
        }
        replace(api, &replaced);
        for (old, new) in replaced.iter().enumerate() {
            if *new != TypeId(old) {
                api.types[TypeId(old)].name = TypeName::None;
            }
        }
    }
}

/// The schemas of each name that several files have.
fn groups(types: &Types) -> IndexMap<String, Vec<TypeId>> {
    let mut groups: IndexMap<String, Vec<TypeId>> = IndexMap::new();
    for (id, def) in types.iter() {
        if let TypeName::Schema(name) = &def.name {
            groups.entry(name.clone()).or_default().push(id);
        }
    }
    groups.retain(|_, group| {
        let mut files = group.iter().map(|id| types[*id].origin.file());
        let first = files.next();
        files.any(|file| Some(file) != first)
    });
    groups
}

/// Finds those of a group that say the same as one before them.
fn join(types: &Types, group: &mut Vec<TypeId>, replaced: &mut [TypeId]) -> bool {
    let before = group.len();
    let mut first: BTreeMap<String, TypeId> = BTreeMap::new();
    group.retain(|id| {
        let Some(text) = definition(types, *id) else { return true };
        let known = *first.entry(text).or_insert(*id);
        replaced[id.0] = known;
        known == *id
    });
    group.len() < before
}
