//! Keys of different things at one place: `/auth/{aws_mount_path}/login` beside
//! `/auth/{gcp_mount_path}/login`. What is below one is told apart by what names the key.

use std::collections::{BTreeMap, BTreeSet};

use super::MOST;
use super::entries::Entry;
use super::segments::Segment;
use super::verbs::is_verb;
use crate::words::{singulars, words};

/// Puts what names a key before it, where calls of keys with different names would be the same, and
/// all ids below a key begin with what it is of. Gives the names that it has put there.
pub(super) fn tell_apart(
    paths: &mut [Vec<Segment>],
    operations: &[Entry<'_>],
) -> BTreeSet<String> {
    let mut places: BTreeMap<Vec<Segment>, Place<'_>> = BTreeMap::new();
    for (path, operation) in paths.iter().zip(operations) {
        for (at, segment) in path.iter().enumerate().take(DEEPEST) {
            let Segment::Variable(name) = segment else { continue };
            let place = places.entry(anonymous(&path[..at])).or_default();
            place.add(name, &path[at + 1..], operation);
        }
    }
    let labels: BTreeMap<Vec<Segment>, BTreeMap<String, String>> = places
        .into_iter()
        .filter_map(|(above, place)| Some((place.labels(above.last())?, above)))
        .map(|(labels, above)| (above, labels))
        .collect();
    if labels.is_empty() {
        return BTreeSet::new();
    }
    for path in paths {
        let named = |at: usize| match &path[at] {
            Segment::Variable(name) => labels.get(&anonymous(&path[..at]))?.get(name),
            Segment::Static(_) => None,
        };
        let found: Vec<(usize, String)> = (0..path.len().min(DEEPEST))
            .filter_map(|at| Some((at, named(at)?.clone())))
            .collect();
        for (at, label) in found.into_iter().rev() {
            path.insert(at, Segment::Static(label));
        }
    }
    labels.into_values().flat_map(BTreeMap::into_values).collect()
}

/// How deep keys are looked at: each is compared with all that is above and below it.
const DEEPEST: usize = 16;

fn anonymous(path: &[Segment]) -> Vec<Segment> {
    path.iter().map(Segment::anonymous).cloned().collect()
}

/// The keys that stand at one place, by their names.
#[derive(Default)]
struct Place<'a> {
    keys: BTreeMap<String, Key<'a>>,
}

/// What is below keys of one name.
#[derive(Default)]
struct Key<'a> {
    /// The methods and what paths go on with.
    below: BTreeSet<(String, Vec<Segment>)>,
    operations: Vec<&'a Entry<'a>>,
}

impl<'a> Place<'a> {
    fn add(&mut self, name: &str, below: &[Segment], operation: &'a Entry<'a>) {
        let key = self.keys.entry(name.to_owned()).or_default();
        key.operations.push(operation);
        if below.iter().any(|one| matches!(one, Segment::Static(_))) {
            key.below.insert((operation.method.clone(), anonymous(below)));
        }
    }

    /// What names each key that ends as those do of which calls would be the same, if ids tell those
    /// apart.
    fn labels(&self, above: Option<&Segment>) -> Option<BTreeMap<String, String>> {
        let mut counts: BTreeMap<&(String, Vec<Segment>), usize> = BTreeMap::new();
        for below in self.keys.values().flat_map(|key| &key.below) {
            *counts.entry(below).or_default() += 1;
        }
        let meets = |key: &Key<'_>| key.below.iter().any(|below| counts[below] > 1);
        let alike: Vec<(Vec<String>, &Key<'_>)> = self
            .keys
            .iter()
            .filter(|(_, key)| meets(key))
            .map(|(name, key)| (words(name), key))
            .collect();
        let ending = shared_ending(&alike)?;
        let label = |name: &[String]| {
            let label = name.strip_suffix(ending).unwrap_or_default();
            (!label.is_empty()).then(|| label.to_vec())
        };
        let above = match above {
            Some(Segment::Static(name)) => singulars(name),
            _ => Vec::new(),
        };
        let mut beginnings = BTreeSet::new();
        let mut said = 0;
        for (name, key) in &alike {
            let label = label(name)?;
            // `/users/{user_id}` beside `/users/{owner_id}` is another name for the same key.
            if label == above || !beginnings.insert(key.beginning()?) {
                return None;
            }
            said += usize::from(key.is_said(&label));
        }
        if said * 2 < alike.len() {
            return None;
        }
        let labels = self
            .keys
            .keys()
            .filter_map(|name| Some((name.clone(), label(&words(name))?.join("_"))));
        Some(labels.collect())
    }
}

impl Key<'_> {
    fn ids(&self) -> impl Iterator<Item = Vec<String>> {
        let ids = self.operations.iter().filter_map(|one| one.id.as_deref());
        ids.map(words)
    }

    /// The words that all ids below begin with.
    fn beginning(&self) -> Option<Vec<String>> {
        let mut ids = self.ids();
        let first = ids.next()?;
        let shared = ids.fold(first, |mut shared, id| {
            let pairs = shared.iter().zip(&id);
            let count = pairs.take_while(|(one, other)| one == other).count();
            shared.truncate(count);
            shared
        });
        // What one id says behind that is what is done.
        let shared = shared.into_iter().take_while(|word| !is_verb(word));
        let shared: Vec<String> = shared.collect();
        (!shared.is_empty()).then_some(shared)
    }

    /// Whether nearly all ids below say what names the key, be it in several words.
    fn is_said(&self, label: &[String]) -> bool {
        let label = label.concat();
        let said = self.ids().filter(|id| id.concat().contains(&label)).count();
        said as f64 >= MOST * self.ids().count() as f64
    }
}

/// The words that all names end with.
fn shared_ending<'n>(names: &'n [(Vec<String>, &Key<'_>)]) -> Option<&'n [String]> {
    let ((first, _), others) =
        names.split_first().filter(|(_, others)| !others.is_empty())?;
    let same = |(name, _): &(Vec<String>, &Key<'_>)| {
        let pairs = first.iter().rev().zip(name.iter().rev());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let count = others.iter().map(same).min().filter(|count| *count > 0)?;
    Some(&first[first.len() - count..])
}
