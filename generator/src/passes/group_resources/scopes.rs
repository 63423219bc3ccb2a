//! What the API puts before everything: versions, a common beginning, and the accounts, zones or
//! namespaces that most resources are below.

use std::collections::{BTreeMap, BTreeSet};

use super::DEEPEST;
use super::entries::Entry;
use super::segments::Segment;
use crate::words::{singular, words};

/// `v1`, `2024-01`, `api`: says nothing about what is called.
pub(super) fn is_version(name: &str) -> bool {
    let version = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '_')
    };
    // `restv2`
    let of_api = name.strip_prefix("rest").or_else(|| name.strip_prefix("api"));
    let of_api = of_api.map(|rest| rest.trim_start_matches('_'));
    matches!(name, "api" | "rest" | "apis")
        || version(name)
        || of_api.is_some_and(|rest| rest.starts_with('v') && is_version(rest))
        || name.strip_prefix('v').is_some_and(|rest| {
            let digits =
                rest.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
            rest.starts_with(|c: char| c.is_ascii_digit())
                && !digits.is_empty()
                && rest.len() <= 8
        })
}

pub(super) fn is_version_part(segment: &Segment) -> bool {
    matches!(segment, Segment::Static(name) if is_version(name))
}

/// A number with dots, in snake case.
fn is_dotted(name: &str) -> bool {
    name.contains('_') && name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}

pub(super) fn without_version(mut path: &[Segment]) -> &[Segment] {
    while let [Segment::Static(name), rest @ ..] = path
        && is_version(name)
        && !rest.is_empty()
        && !(name == "apis" && matches!(rest, [Segment::Variable(_), ..]))
    {
        path = rest;
    }
    path
}

/// Takes out the versions inside of paths (`alerts/v3/policies`) that tell nothing apart: there is
/// no other version beside them, and no other path would be the same without them.
pub(super) fn drop_lone_versions(paths: &mut [Vec<Segment>], operations: &[Entry<'_>]) {
    let alone = alone_behind_keys(paths);
    let is_inner = |path: &[Segment], index: usize| match &path[index] {
        Segment::Static(name) => {
            index > 0
                && index < DEEPEST
                && is_version(name)
                && (name.starts_with('v')
                    || is_dotted(name)
                    || is_api(path, index)
                    || alone
                        .get(&index)
                        .is_some_and(|only| *only && is_behind_keys(path, index)))
        }
        Segment::Variable(_) => false,
    };
    // What ends with a version of letters can be about the version.
    let goes_on = |path: &[Segment], index: usize| {
        index + 1 < path.len()
            || matches!(&path[index], Segment::Static(name) if is_dotted(name))
    };
    let above = |path: &[Segment]| {
        path.iter().map(Segment::anonymous).cloned().collect::<Vec<_>>()
    };
    let mut versions: BTreeMap<Vec<Segment>, BTreeSet<Segment>> = BTreeMap::new();
    for path in paths.iter() {
        for (index, segment) in path.iter().enumerate() {
            if is_inner(path, index) && goes_on(path, index) {
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
        let kept = path.iter().enumerate().filter(|(index, _)| {
            !(is_inner(path, *index) && goes_on(path, *index) && lone(*index))
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

/// How many keys can come before everything.
const KEYS: usize = 3;

/// Whether a version follows, so that a part says where an API begins: `/portal/api/v1/users`.
fn is_api(path: &[Segment], index: usize) -> bool {
    matches!(path.get(index + 1), Some(Segment::Static(next)) if is_version(next))
}

/// Whether only keys come before a part and a name follows, so that it says where an API begins:
/// `/{shop}/api/orders`.
fn is_behind_keys(path: &[Segment], index: usize) -> bool {
    let is_key = |one: &Segment| matches!(one, Segment::Variable(_));
    matches!(path.get(index + 1), Some(Segment::Static(_)))
        && path[..index].iter().all(is_key)
}

/// By the number of the keys that paths begin with: whether all go on with one name, and none ends
/// with it.
fn alone_behind_keys(paths: &[Vec<Segment>]) -> BTreeMap<usize, bool> {
    let mut names: BTreeMap<usize, (&str, bool)> = BTreeMap::new();
    for path in paths {
        let keys =
            path.iter().take_while(|one| matches!(one, Segment::Variable(_))).count();
        if let (1..=KEYS, Some(Segment::Static(name))) = (keys, path.get(keys)) {
            let (first, is_alone) = names.entry(keys).or_insert((name, true));
            *is_alone &= first == name && path.len() > keys + 1;
        }
    }
    names.into_iter().map(|(keys, (_, is_alone))| (keys, is_alone)).collect()
}

/// How many different names below what all paths begin with make it no resource.
pub(super) const PREFIX_CHILDREN: usize = 6;

/// The static parts that all paths begin with and that are no resource: they end with a version, or
/// many different things are below. `/reports/daily` and `/reports/weekly` are of the reports.
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
    let children = |length: usize| {
        paths.iter().map(|path| &path[length]).collect::<BTreeSet<_>>().len()
    };
    let says_nothing = |length: &usize| {
        children(*length) >= PREFIX_CHILDREN
            || matches!(&first[*length - 1], Segment::Static(name) if is_version(name))
    };
    let length = (1..=length).rev().find(says_nothing).unwrap_or_default();
    first[..length].to_vec()
}

/// How many different resources make what is above them a scope.
const SCOPE_CHILDREN: usize = 6;

/// The share of all paths that are below a scope.
const SCOPE_SHARE: f64 = 0.12;

/// How many groups of an API (`apps`, `batch`) have a name below them for it to be a scope of all.
const SCOPE_GROUPS: usize = 2;

/// The names of collections that are a scope: `/accounts/{account_id}/…` with many different
/// resources below, which nobody thinks of as parts of an account. Most variables have its name, or
/// it does not matter: `/namespaces/{name}/status` beside `/namespaces/{namespace}/pods` is about
/// the namespace.
pub(super) fn scopes(
    paths: &[Vec<Segment>],
    operations: &[Entry<'_>],
    prefix: usize,
) -> BTreeMap<String, bool> {
    let mut found: BTreeMap<&str, Below<'_>> = BTreeMap::new();
    for (path, operation) in paths.iter().zip(operations) {
        let Some(rest) = path.get(prefix..) else { continue };
        let rest = without_version(rest);
        match rest {
            [
                Segment::Static(scope),
                Segment::Variable(variable),
                Segment::Static(child),
                ..,
            ] if !variable.is_empty() => {
                let below = found.entry(scope).or_default();
                below.children.insert(child);
                below.tags.push(&operation.tags);
                below.named += usize::from(is_named(variable, scope));
            }
            [Segment::Static(scope)]
            | [Segment::Static(scope), Segment::Variable(_)] => {
                found.entry(scope).or_default().own.insert(&operation.tags);
            }
            _ => {}
        }
        for window in rest.windows(4) {
            if let [
                Segment::Static(group),
                Segment::Static(scope),
                Segment::Variable(_),
                Segment::Static(_),
            ] = window
            {
                found.entry(scope).or_default().groups.insert(group);
            }
        }
    }
    found
        .into_iter()
        .filter(|(scope, below)| {
            below.children.len() >= SCOPE_CHILDREN
                && below.tags.len() as f64 >= SCOPE_SHARE * paths.len() as f64
                && (below.groups.len() >= SCOPE_GROUPS || !below.is_of_it(scope))
        })
        .map(|(scope, below)| (scope.to_owned(), below.named * 2 > below.tags.len()))
        .collect()
}

/// What is below one name and a variable.
#[derive(Default)]
struct Below<'a> {
    children: BTreeSet<&'a str>,
    /// The tags of each operation below.
    tags: Vec<&'a [String]>,
    /// How many of them have a variable with the name's words.
    named: usize,
    /// The tags of the operations on the collection itself and on one thing of it.
    own: BTreeSet<&'a [String]>,
    /// The names before it where it is in the middle of a path.
    groups: BTreeSet<&'a str>,
}

impl Below<'_> {
    /// Whether what is below belongs to the collection: that has operations of its own, and most
    /// below have the same tags, or tags that begin with its name (`Videos\Comments`).
    fn is_of_it(&self, scope: &str) -> bool {
        let name = words_in_singular(scope);
        let is_of_it = |tags: &&&[String]| {
            let mut words = tags.iter().map(|tag| words_in_singular(tag));
            self.own.contains(**tags) || words.any(|tag| tag.starts_with(&name))
        };
        let count = self.tags.iter().filter(is_of_it).count();
        !self.own.is_empty() && count * 2 >= self.tags.len()
    }
}

fn words_in_singular(text: &str) -> Vec<String> {
    words(text).iter().map(|word| singular(word)).collect()
}

/// Whether a variable says what it is a key of: `account_id` of `accounts`.
pub(super) fn is_named(variable: &str, scope: &str) -> bool {
    variable.starts_with(singular(scope).as_str())
}
