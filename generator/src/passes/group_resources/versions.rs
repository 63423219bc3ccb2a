//! Versions that tell operations apart: `/v2/users` beside `/v3/users`.

use std::collections::{BTreeMap, BTreeSet};

use super::scopes::is_version;
use super::segments::Segment;
use crate::model::Operation;

/// The resources that exist in several versions.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// The resource's first name and the versions of it that have something in common with another
    /// one; the first in the description goes without its version.
    named: BTreeSet<(String, Vec<String>)>,
}

impl Versions {
    /// Finds them. `paths` are paths as what is before what an operation is called after, and that.
    pub(super) fn new<'a>(
        operations: &[Operation],
        paths: impl Iterator<Item = (&'a [Segment], &'a [Segment])>,
        prefix: usize,
    ) -> Self {
        let mut alike: BTreeMap<_, (String, BTreeSet<Vec<String>>)> = BTreeMap::new();
        let mut first: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (operation, (before, rest)) in operations.iter().zip(paths) {
            let (top, version) = (top(rest), version(before.get(prefix..)));
            first.entry(top.clone()).or_insert_with(|| version.clone());
            let others = before.iter().filter(|one| !is_version_part(one));
            let path: Vec<&Segment> =
                others.chain(rest).map(Segment::anonymous).collect();
            let (_, versions) =
                alike.entry((&operation.method, path)).or_insert((top, BTreeSet::new()));
            versions.insert(version);
        }
        let several = alike.into_values().filter(|(_, versions)| versions.len() > 1);
        let named = several
            .flat_map(|(top, versions)| {
                versions.into_iter().map(move |version| (top.clone(), version))
            })
            .filter(|(top, version)| first.get(top) != Some(version))
            .collect();
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
        let is_number = name.starts_with(|c: char| c.is_ascii_digit());
        Some(if is_number { format!("v{name}") } else { name.clone() })
    }
}

fn is_of_number(letter: char) -> bool {
    letter == 'v' || letter.is_ascii_digit()
}

fn is_version_part(segment: &Segment) -> bool {
    matches!(segment, Segment::Static(name) if is_version(name))
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
