//! What the API puts before everything: versions, a common beginning, and the accounts, zones or
//! namespaces that most resources are below.

use std::collections::{BTreeMap, BTreeSet};

use super::paths::{Segment, anonymous};
use crate::model::Operation;

/// `v1`, `2024-01`, `api`: says nothing about what is called.
fn is_version(name: &str) -> bool {
    let version = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '_')
    };
    matches!(name, "api" | "rest" | "apis")
        || version(name)
        || name.strip_prefix('v').is_some_and(|rest| {
            let digits =
                rest.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
            rest.starts_with(|c: char| c.is_ascii_digit())
                && !digits.is_empty()
                && rest.len() <= 8
        })
}

pub(super) fn without_version(mut path: &[Segment]) -> &[Segment] {
    while let [Segment::Static(name), rest @ ..] = path
        && is_version(name)
        && !rest.is_empty()
    {
        path = rest;
    }
    path
}

/// Takes out the versions inside of paths (`alerts/v3/policies`) that tell nothing apart: there is
/// no other version beside them, and no other path would be the same without them.
pub(super) fn drop_lone_versions(paths: &mut [Vec<Segment>], operations: &[Operation]) {
    let is_inner = |index: usize, segment: &Segment| match segment {
        Segment::Static(name) => index > 0 && name.starts_with('v') && is_version(name),
        Segment::Variable(_) => false,
    };
    let above = |path: &[Segment]| path.iter().map(anonymous).collect::<Vec<_>>();
    let mut versions: BTreeMap<Vec<Segment>, BTreeSet<Segment>> = BTreeMap::new();
    for path in paths.iter() {
        for (index, segment) in path.iter().enumerate() {
            if is_inner(index, segment) && index + 1 < path.len() {
                versions
                    .entry(above(&path[..index]))
                    .or_default()
                    .insert(segment.clone());
            }
        }
    }
    let shorter = |path: &[Segment]| -> Vec<Segment> {
        let lone = |index: usize| {
            versions.get(&above(&path[..index])).is_some_and(|beside| beside.len() == 1)
        };
        let kept = path.iter().enumerate().filter(|(index, segment)| {
            !(is_inner(*index, segment) && index + 1 < path.len() && lone(*index))
        });
        kept.map(|(_, segment)| segment.clone()).collect()
    };
    let mut taken: BTreeMap<(&str, Vec<Segment>), usize> = BTreeMap::new();
    let shorter: Vec<Vec<Segment>> = paths.iter().map(|path| shorter(path)).collect();
    let key = |index: usize, path: &[Segment]| (&*operations[index].method, above(path));
    for (index, path) in shorter.iter().enumerate() {
        *taken.entry(key(index, path)).or_default() += 1;
    }
    for (index, short) in shorter.iter().enumerate() {
        if taken.get(&key(index, short)) == Some(&1) {
            paths[index].clone_from(short);
        }
    }
}

/// The static parts that all paths begin with, as long as something is left.
pub(super) fn prefix(paths: &[Vec<Segment>]) -> Vec<Segment> {
    let Some(first) = paths.first().filter(|_| paths.len() > 1) else {
        return Vec::new();
    };
    let mut length = 0;
    while let Some(segment @ Segment::Static(_)) = first.get(length) {
        let shared = paths.iter().all(|path| {
            path.get(length) == Some(segment)
                && matches!(path.get(length + 1), Some(Segment::Static(_)))
        });
        if !shared {
            break;
        }
        length += 1;
    }
    first[..length].to_vec()
}

/// How many different resources make what is above them a scope.
const SCOPE_CHILDREN: usize = 6;

/// The share of all paths that are below a scope.
const SCOPE_SHARE: f64 = 0.12;

/// The names of collections that are a scope: `/accounts/{account_id}/…` with many different
/// resources below, which nobody thinks of as parts of an account.
pub(super) fn scopes(paths: &[Vec<Segment>], prefix: usize) -> BTreeSet<String> {
    let mut below: BTreeMap<&str, (BTreeSet<&str>, usize)> = BTreeMap::new();
    for path in paths.iter().filter(|path| path.len() > prefix) {
        let rest = without_version(&path[prefix..]);
        if let [
            Segment::Static(scope),
            Segment::Variable(_),
            Segment::Static(child),
            ..,
        ] = rest
        {
            let (children, count) = below.entry(scope).or_default();
            children.insert(child);
            *count += 1;
        }
    }
    below
        .into_iter()
        .filter(|(_, (children, count))| {
            children.len() >= SCOPE_CHILDREN
                && *count as f64 >= SCOPE_SHARE * paths.len() as f64
        })
        .map(|(scope, _)| scope.to_owned())
        .collect()
}
