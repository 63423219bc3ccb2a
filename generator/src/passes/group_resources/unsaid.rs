//! What ids of groups and methods say that says nothing: the API's own name, and where the code is
//! that serves it (`app.api.v1.controllers.users.get_user`).

use std::collections::BTreeSet;

use super::MOST;
use super::entries::Entry;
use super::scopes::{is_version, without_version};
use super::segments::{Segment, segments};
use crate::words::{singular_name, snake};

/// What modules are called that have the code of an API.
const MODULES: [&str; 12] = [
    "blueprints",
    "controller",
    "controllers",
    "endpoint",
    "endpoints",
    "handler",
    "handlers",
    "router",
    "routers",
    "routes",
    "views",
    "viewsets",
];

/// The parts of ids that say nothing.
#[derive(Debug, Default)]
pub(super) struct Unsaid<'i> {
    /// The API's own name, where that is the first part.
    name: Option<&'i str>,
    /// How many parts are before all groups.
    before: usize,
    /// Which parts are modules.
    modules: Vec<usize>,
}

impl<'i> Unsaid<'i> {
    pub(super) fn new(split: &[Option<Vec<&'i str>>], operations: &[Entry<'_>]) -> Self {
        let ids: Vec<&[&'i str]> = split.iter().flatten().map(Vec::as_slice).collect();
        let Some(first) = ids.first().map(|id| id[0]) else { return Self::default() };
        let names = names(operations);
        let is_in_paths = |part: &str| names.contains(&singular_name(&snake(part)));
        let most = |count: usize| count as f64 >= MOST * ids.len() as f64;
        let longest = ids.iter().map(|id| id.len()).max().unwrap_or_default();
        let is_module = |at: &usize| {
            let at_place =
                ids.iter().filter(|id| id.len() > at + 1 && is_module(id[*at]));
            most(at_place.filter(|id| !is_in_paths(id[*at])).count())
        };
        let modules: Vec<usize> = (0..longest).filter(is_module).collect();
        // What has no group besides is of the API itself: `alertcenter.getSettings`.
        let all_have = ids.iter().all(|id| id[0] == first);
        let grouped = ids.iter().filter(|id| id.len() > 2).count();
        let has_name = all_have
            && (grouped == ids.len() || grouped * 2 > ids.len() && !is_in_paths(first))
            || !modules.is_empty()
                && most(ids.iter().filter(|id| id[0] == first).count());
        let before = modules.last().map(|last| last + 1);
        let before = before.filter(|before| {
            most(ids.iter().filter(|id| id.len() > before + 1).count())
        });
        Self { name: has_name.then_some(first), before: before.unwrap_or(0), modules }
    }

    /// The parts of an id that say something.
    pub(super) fn without<'p>(&self, parts: Vec<&'p str>) -> Vec<&'p str> {
        let has_modules = |parts: &[&str]| {
            let mut places = self.modules.iter().map(|at| parts.get(*at));
            parts.len() > self.modules.last().map_or(0, |last| last + 1)
                && places.all(|part| part.is_some_and(|part| is_module(part)))
        };
        let (modules, before) = match has_modules(&parts) {
            true => (self.modules.as_slice(), self.before),
            false => (&[][..], 0),
        };
        let has_name = self.name.is_some_and(|name| parts[0] == name);
        let before = before.max(usize::from(has_name));
        let said = parts.into_iter().enumerate();
        let said = said.filter(|(at, _)| *at >= before && !modules.contains(at));
        said.map(|(_, part)| part).collect()
    }
}

/// Whether a part of an id is called as modules with the code of an API are, or is a version.
fn is_module(part: &str) -> bool {
    let name = snake(part);
    MODULES.contains(&&*name) || is_version(&name) && name != "apis"
}

/// The names in paths, in the singular, but for what all APIs put before everything.
fn names(operations: &[Entry<'_>]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for operation in operations {
        for segment in without_version(&segments(&operation.path)) {
            if let Segment::Static(name) = segment {
                names.insert(singular_name(name));
                names.extend(
                    name.strip_suffix("apis").map(|before| format!("{before}api")),
                );
            }
        }
    }
    names
}
