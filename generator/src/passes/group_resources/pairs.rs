//! One resource in the singular and in the plural: `/tag/{name}` and `/tags` are both about the tags.

use std::collections::{BTreeMap, BTreeSet};
use std::slice;

use super::entries::Entry;
use super::segments::{Segment, segments};
use super::{Call, DEEPEST, is_preposition};
use crate::words::{each_singular, is_plural, singular_name, words};

/// What is inside of a resource.
#[derive(Default)]
struct Inside<'c> {
    /// The names of its methods and of the resources right below it.
    names: BTreeSet<&'c str>,
    /// All calls, also those further below.
    calls: Vec<usize>,
}

/// How often pairs are looked for: those inside of others (`event.attendee` and `events.attendees`) are
/// found once what they are in is one resource.
const TIMES: usize = 3;

/// Puts what is in the singular into the plural, where all of it is about one thing of that, or adds
/// one, and no name would be there twice.
pub(super) fn run(calls: &mut [Call], operations: &[Entry<'_>]) {
    for _ in 0..TIMES {
        if !join(calls, operations) {
            break;
        }
    }
}

/// Joins the pairs that there are, and says whether there was one.
fn join(calls: &mut [Call], operations: &[Entry<'_>]) -> bool {
    let mut resources: BTreeMap<&[String], Inside<'_>> = BTreeMap::new();
    for (index, call) in calls.iter().enumerate() {
        for end in 1..=call.resource.len().min(DEEPEST) {
            let inside = resources.entry(&call.resource[..end]).or_default();
            inside.names.insert(call.resource.get(end).unwrap_or(&call.name));
            inside.calls.push(index);
        }
    }
    let mut renamed = Vec::new();
    for (resource, many) in &resources {
        let Some((name, above)) = resource.split_last() else { continue };
        let singular = singular_name(name);
        if singular == *name {
            continue;
        }
        let beside = [above, slice::from_ref(&singular)].concat();
        let Some(one) = resources.get(&*beside) else { continue };
        if one.names.is_disjoint(&many.names) && is_of(&singular, one, many, operations)
        {
            let renames = one.calls.iter().map(|at| (*at, above.len(), name.clone()));
            renamed.extend(renames);
        }
    }
    let is_joined = !renamed.is_empty();
    for (index, depth, name) in renamed {
        calls[index].resource[depth] = name;
    }
    is_joined
}

/// Whether all calls of a resource in the singular are about one of the many things, or add one.
fn is_of(
    singular: &str,
    one: &Inside<'_>,
    many: &Inside<'_>,
    operations: &[Entry<'_>],
) -> bool {
    let above = |index: &usize| {
        let path = segments(&operations[*index].path);
        let at = position(&path, singular)?;
        // `/event/{id}` is where `/events/{id}` is.
        let one = |segment: &Segment| match segment.anonymous() {
            Segment::Static(name) => Segment::Static(singular_name(name)),
            variable @ Segment::Variable(_) => variable.clone(),
        };
        Some(path[..at].iter().map(one).collect::<Vec<_>>())
    };
    let beside: BTreeSet<Vec<Segment>> = many.calls.iter().filter_map(above).collect();
    one.calls.iter().all(|index| {
        let operation = &operations[*index];
        above(index).is_some_and(|above| beside.contains(&above))
            && is_about_one(&segments(&operation.path), singular, operation)
    })
}

/// Whether a path goes on with a key behind the name of the things, or adds one, or has that name in
/// the plural. `/user` without a key can be who asks.
fn is_about_one(path: &[Segment], singular: &str, operation: &Entry<'_>) -> bool {
    let Some(at) = position(path, singular) else { return false };
    let is_many = matches!(&path[at], Segment::Static(name)
        if name.rsplit('_').next().is_some_and(is_plural));
    match path.get(at + 1) {
        Some(Segment::Variable(_)) => {
            at + 2 < path.len() || !asks_for_many(operation, singular)
        }
        None => is_many || operation.method == "POST",
        Some(Segment::Static(_)) => is_many,
    }
}

/// Whether an id says that a thing is what others are asked for by: `getEmployeesWithTag`.
fn asks_for_many(operation: &Entry<'_>, singular: &str) -> bool {
    let id = words(operation.id.as_deref().unwrap_or_default());
    let name = words(singular);
    // `PlayerDetailsByPlayer` is about the player.
    let is_only_behind = |at: usize| {
        let (before, behind) = (each_singular(&id[..at]), each_singular(&id[at + 1..]));
        behind.starts_with(&name) && !before.windows(name.len()).any(|one| one == name)
    };
    id.iter().position(|word| is_preposition(word)).is_some_and(is_only_behind)
}

/// Where a path has the name of things, or else the last words of it: `locales` for a `job_locale`.
fn position(path: &[Segment], singular: &str) -> Option<usize> {
    let find = |is: &dyn Fn(&str) -> bool| {
        path.iter().position(
            |one| matches!(one, Segment::Static(name) if is(&singular_name(name))),
        )
    };
    let is_end = |name: &str| {
        singular.strip_suffix(name).is_some_and(|before| before.ends_with('_'))
    };
    find(&|name| name == singular).or_else(|| find(&is_end))
}
