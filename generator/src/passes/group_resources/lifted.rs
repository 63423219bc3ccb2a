//! Resources that are only what is done: `leases.renew`, where all that there is are `/leases/renew` and
//! `/leases/renew/{id}`, is a method of the leases.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::Call;
use super::done::says_create;
use super::entries::Entry;
use super::paths::Paths;
use super::said::{id_words, plain_name};
use super::segments::{Segment, keys_at_end};
use super::verbs::{is_action, is_plain_action};
use crate::words::{is_plural, singular, singular_name};

/// What a `GET` does for all that a key follows: nothing is called so that could have one.
const READS: [&str; 7] =
    ["autocomplete", "count", "download", "lookup", "ping", "poll", "search"];

/// What paths of some frameworks say where one thing or all are read: `/events/view/{id}`,
/// `/events/index`.
const PAGES: [&str; 3] = ["index", "show", "view"];

/// The calls of each resource, by their numbers.
type Inside<'c> = BTreeMap<&'c [String], Vec<usize>>;

impl Paths<'_> {
    /// Makes methods of the resources that are only what is done.
    pub(super) fn lift(
        &self,
        calls: &mut [Call],
        operations: &[Entry<'_>],
        paths: &[Vec<Segment>],
    ) {
        let mut inside = Inside::new();
        for (index, call) in calls.iter().enumerate() {
            inside.entry(&call.resource).or_default().push(index);
        }
        let mut lifted = Vec::new();
        for (resource, indices) in &inside {
            let Some((verb, above)) = resource.split_last() else { continue };
            let ends = |index: &usize| ends_with(&paths[*index], verb);
            let both =
                || indices.iter().map(|index| (&calls[*index], &operations[*index]));
            if !has_inner(&inside, resource)
                && indices.iter().all(ends)
                && is_done(verb, both())
                && !(verb == "list"
                    && both().any(|(call, operation)| lists_by_key(call, operation)))
                && let Some(above) =
                    self.above(above, verb, &operations[indices[0]], &paths[indices[0]])
                && is_free(&inside, calls, &above, verb, indices)
            {
                lifted
                    .extend(indices.iter().map(|at| (*at, above.clone(), verb.clone())));
            }
        }
        for (index, above, verb) in lifted {
            let call = &mut calls[index];
            call.resource = above;
            // What is listed with a key is one of them.
            if keeps_names(&verb) {
                continue;
            }
            // A key that is called after what is before it.
            let by_itself = format!("by_{}", singular_name(&verb));
            for qualifier in &mut call.qualifiers {
                if *qualifier == by_itself {
                    "by_id".clone_into(qualifier);
                }
            }
            let name = match &*operations[index].method {
                "HEAD" => format!("head_{verb}"),
                _ => verb,
            };
            call.usual = Some(std::mem::replace(&mut call.name, name));
        }
    }

    /// The resource that what is done is a method of: that above, or else the tag's.
    fn above(
        &self,
        above: &[String],
        verb: &str,
        operation: &Entry<'_>,
        path: &[Segment],
    ) -> Option<Vec<String>> {
        match above {
            [] if keeps_names(verb) || self.rest(operation, path).0.is_some() => None,
            [] => Some(self.procedures.by_tag(operation, verb)),
            above => Some(above.to_vec()),
        }
    }
}

/// Whether there are resources inside of a resource.
fn has_inner(inside: &Inside<'_>, resource: &[String]) -> bool {
    let behind = (Bound::Excluded(resource), Bound::Unbounded);
    let next = inside.range::<[String], _>(behind).next();
    next.is_some_and(|(next, _)| next.starts_with(resource))
}

/// Whether a path ends with a name and perhaps keys, and nothing has that name that is behind a key
/// and is one thing: `/cards/{id}/list`.
fn ends_with(path: &[Segment], verb: &str) -> bool {
    let path = &path[..path.len() - keys_at_end(path)];
    match path {
        [.., Segment::Static(_), Segment::Static(last)] => last == verb,
        [.., Segment::Static(last)] => last == verb && !keeps_names(verb),
        _ => false,
    }
}

/// Whether a resource is what its calls do, all in the same way.
fn is_done<'c>(
    verb: &str,
    calls: impl Iterator<Item = (&'c Call, &'c Entry<'c>)> + Clone,
) -> bool {
    // What `HEAD` tells is what `GET` gives.
    let methods = calls.clone().map(|(_, operation)| &*operation.method);
    let methods: BTreeSet<&str> = methods.filter(|method| *method != "HEAD").collect();
    let is_thing = || calls.clone().any(|(_, operation)| names_thing(operation, verb));
    match Vec::from_iter(methods)[..] {
        ["GET"] if PAGES.contains(&verb) => {
            calls.clone().all(|(_, operation)| reads_page(operation, verb))
        }
        ["GET"] => verb == "list" || READS.contains(&verb) && !is_thing(),
        ["GET", "POST"] => {
            matches!(verb, "autocomplete" | "lookup" | "search") && !is_thing()
        }
        ["POST" | "PUT" | "PATCH"] => {
            let last = verb.rsplit('_').next().unwrap_or_default();
            let is_said = |(call, operation): (&Call, &Entry<'_>)| {
                call.name == verb
                    || id_words(operation).first().is_some_and(|first| first == verb)
            };
            // `createVersion` of `/datasets/{id}/upload` makes what is uploaded.
            let creates = calls.clone().any(|(_, operation)| says_create(operation));
            !creates
                && (calls.clone().any(is_said) && is_action(verb)
                    || is_plain_action(verb) && !is_plural(last))
        }
        _ => false,
    }
}

/// Whether calls keep their names where they become methods of what is above: these say how a thing
/// is read, as the resource does.
fn keeps_names(verb: &str) -> bool {
    verb == "list" || PAGES.contains(&verb)
}

/// Whether an id reads what stands above a word, which is no thing itself: `getEvent` of
/// `/events/view/{id}`.
fn reads_page(operation: &Entry<'_>, page: &str) -> bool {
    let id = id_words(operation);
    id.split_first().is_some_and(|(verb, object)| {
        // A show is a thing as well.
        let is_read = verb == page
            || page != "show" && matches!(plain_name(verb), Some("get" | "list"));
        is_read && !object.iter().any(|word| singular(word) == page)
    })
}

/// Whether what is called one thing by its key is a list by its id: `listOrdersOfCustomer` of
/// `/orders/list/{customer_id}`.
fn lists_by_key(call: &Call, operation: &Entry<'_>) -> bool {
    call.name == "get" && id_words(operation).first().is_some_and(|verb| verb == "list")
}

/// Whether an id has what could be done as a thing: `createSearch`, `listPolls`.
fn names_thing(operation: &Entry<'_>, verb: &str) -> bool {
    match id_words(operation) {
        [does, noun, ..] => {
            matches!(does.as_str(), "list" | "create" | "add" | "start" | "delete")
                && singular_name(noun) == verb
        }
        _ => false,
    }
}

/// Whether no call of a resource, and no other resource inside of it, has the names that these calls
/// get there.
fn is_free(
    inside: &Inside<'_>,
    calls: &[Call],
    above: &[String],
    verb: &str,
    indices: &[usize],
) -> bool {
    let names: BTreeSet<&str> = match keeps_names(verb) {
        true => indices.iter().map(|at| &*calls[*at].name).collect(),
        false => BTreeSet::from([verb]),
    };
    // What is done there in another way is told apart by its keys.
    let is_other = |at: &&usize| calls[**at].usual.is_none() || keeps_names(verb);
    let beside = inside.get(above).into_iter().flatten().filter(is_other);
    let own = &*calls[indices[0]].resource;
    !beside.map(|at| &*calls[*at].name).any(|name| names.contains(name))
        && names.iter().all(|name| {
            let inner = [above, &[(*name).to_owned()]].concat();
            inner == own || !inside.contains_key(&*inner) && !has_inner(inside, &inner)
        })
}
