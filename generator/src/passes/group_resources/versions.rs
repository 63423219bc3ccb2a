//! Versions that tell operations apart: `/v2/users` beside `/v3/users`.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::Entry;
use super::scopes::{is_version, is_version_part};
use super::segments::Segment;

/// The resources that exist in several versions.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// The resource's first name and the versions of it that have something in common with another
    /// one; the newest goes without its version.
    named: BTreeSet<(String, Vec<String>)>,
}

impl Versions {
    /// Finds them. `paths` are paths as what is before what an operation is called after, and that.
    pub(super) fn new<'a>(
        operations: &[Entry<'_>],
        paths: impl Iterator<Item = (&'a [Segment], &'a [Segment])>,
        prefix: usize,
    ) -> Self {
        let mut alike: BTreeMap<_, (String, BTreeSet<Vec<String>>)> = BTreeMap::new();
        for (operation, (before, rest)) in operations.iter().zip(paths) {
            let (top, version) = (top(rest), version(before.get(prefix..)));
            let others = before.iter().filter(|one| !is_version_part(one));
            let path: Vec<&Segment> =
                others.chain(rest).map(Segment::anonymous).collect();
            let (_, versions) =
                alike.entry((&operation.method, path)).or_insert((top, BTreeSet::new()));
            versions.insert(version);
        }
        let mut of_top: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
        for (top, versions) in
            alike.into_values().filter(|(_, versions)| versions.len() > 1)
        {
            of_top.entry(top).or_default().extend(versions);
        }
        let mut named = BTreeSet::new();
        for (top, mut versions) in of_top {
            let newest = versions.iter().max_by_key(|version| age(version)).cloned();
            newest.map(|newest| versions.remove(&newest));
            named.extend(versions.into_iter().map(|version| (top.clone(), version)));
        }
        Self { named }
    }

    /// The version that an operation's resource is below, if it needs one.
    pub(super) fn of(
        &self,
        before: Option<&[Segment]>,
        rest: &[Segment],
    ) -> Option<String> {
        let key = (top(rest), version(before));
        let (_, version) = self.named.get(&key)?;
        let name = version.iter().rev().find(|name| name.starts_with(is_of_number));
        let name = name.or(version.last())?;
        Some(named(name))
    }
}

fn is_of_number(letter: char) -> bool {
    letter == 'v' || letter.is_ascii_digit()
}

/// How new a version is, from the oldest to the newest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Age {
    /// `v3beta1` is no match for `v2`.
    Unfinished(Vec<u32>),
    Finished(Vec<u32>),
    /// There is no word to tell what has no version apart.
    Unversioned,
}

/// How new the version is that a path has.
pub(super) fn age_of_path(path: &[Segment]) -> Age {
    age(&version(Some(path)))
}

fn age(version: &[String]) -> Age {
    let name = version.iter().rev().find(|name| name.starts_with(is_of_number));
    let Some(name) = name else { return Age::Unversioned };
    let numbers = name.split(|letter: char| !letter.is_ascii_digit());
    let numbers = numbers.filter_map(|number| number.parse().ok()).collect();
    match name.trim_start_matches('v').contains(char::is_alphabetic) {
        true => Age::Unfinished(numbers),
        false => Age::Finished(numbers),
    }
}

/// The version that a path has, as part of a name.
pub(super) fn version_name(path: &[Segment]) -> Option<String> {
    let version = version(Some(path));
    let name = version.iter().rev().find(|name| name.starts_with(is_of_number))?;
    Some(named(name))
}

/// A version as a name: `v2_0` for `2.0`.
pub(super) fn named(version: &str) -> String {
    let is_number = version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if is_number { format!("v{version}") } else { version.to_owned() }
}

/// The versions in what is before.
fn version(before: Option<&[Segment]>) -> Vec<String> {
    let names = before.unwrap_or_default().iter().filter_map(|segment| match segment {
        Segment::Static(name) if is_version(name) => Some(name.clone()),
        _ => None,
    });
    names.collect()
}

/// The first name of what an operation is called after.
fn top(rest: &[Segment]) -> String {
    match rest.first() {
        Some(Segment::Static(name)) => name.clone(),
        _ => String::new(),
    }
}
