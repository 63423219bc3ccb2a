//! Calls of APIs that name procedures: `/chat.postMessage`, `/example.Hats/MakeHat`,
//! `/ListRegions`.

use std::collections::{BTreeMap, BTreeSet};

use super::actions::names;
use super::done::says_so;
use super::entries::Entry;
use super::is_preposition;
use super::paths::Paths;
use super::said::{names_several, plain_name, said};
use super::scopes::is_version;
use super::segments::{Segment, keys_at_end, parts, qualified};
use super::tree::Place;
use super::verbs::{is_action, is_many, is_plain_action, is_verb};
use crate::words::{each_singular, is_plural, singular_name, singulars, snake, words};

/// The share of operations that must be one name each for an API to be procedures.
const PROCEDURES: f64 = 0.8;

/// How many words a tag has at most that is a resource's name.
const WORDS_OF_TAG: usize = 3;

/// Tags of what belongs to nothing else.
const OTHER: [&str; 8] =
    ["all", "common", "default", "general", "misc", "miscellaneous", "other", "others"];

/// What is known of an API's procedures.
#[derive(Debug, Default)]
pub(super) struct Procedures {
    /// Whether it has nothing else: one name for each operation, most of which begin with a verb.
    only: bool,
    /// Whether dots are between resources and methods. Where all paths end alike, that is what
    /// files end with.
    has_dots: bool,
    /// What paths end with that are methods of resources (`dm.list`), as it is written, and of how many
    /// names the resource is.
    dotted: BTreeMap<String, usize>,
    /// The last names of services that several packages have.
    ambiguous: BTreeSet<String>,
    /// The resources that paths begin with, by their singular.
    resources: BTreeMap<String, String>,
    /// How many different tags there are.
    tags: usize,
}

impl Procedures {
    pub(super) fn new(operations: &[Entry<'_>], rests: &[&[Segment]]) -> Self {
        let single = |rest: &&[Segment]| match rest {
            [Segment::Static(name)] => Some(name.clone()),
            _ => None,
        };
        let names: Vec<String> = rests.iter().filter_map(single).collect();
        let different: BTreeSet<&String> = names.iter().collect();
        let actions =
            different.iter().filter(|name| name.contains('_') && is_action(name));
        let only = different.len() as f64 >= PROCEDURES * operations.len() as f64
            && actions.count() * 2 > different.len();
        let mut services: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for operation in operations {
            if let Some((service, _)) = service(operation) {
                let last = service.rsplit('.').next().unwrap_or_default();
                services.entry(snake(last)).or_default().insert(service);
            }
        }
        let lasts: BTreeSet<&str> = operations
            .iter()
            .filter_map(|operation| dotted(&operation.path)?.rsplit('.').next())
            .collect();
        services.retain(|_, packages| packages.len() > 1);
        let resources = rests.iter().filter_map(|rest| match rest {
            [Segment::Static(name), _, ..] => Some((singular_name(name), name.clone())),
            _ => None,
        });
        let tags: BTreeSet<&String> =
            operations.iter().flat_map(|operation| operation.tags.first()).collect();
        Self {
            only,
            has_dots: lasts.len() > 1,
            dotted: dotted_names(operations),
            ambiguous: services.into_keys().collect(),
            resources: resources.collect(),
            tags: tags.len(),
        }
    }

    /// The resource that an operation's tag names, for a procedure that no resource is above of.
    pub(super) fn by_tag(&self, operation: &Entry<'_>, name: &str) -> Vec<String> {
        let Some(tag) = operation.tags.first().filter(|_| self.tags > 1) else {
            return Vec::new();
        };
        let tag = tag.split('(').next().unwrap_or_default();
        let is_number = |word: &&String| word.starts_with(|c: char| c.is_ascii_digit());
        // `6. Logout`, `Status API`.
        let mut words: Vec<String> =
            words(tag).iter().skip_while(is_number).cloned().collect();
        words.pop_if(|last| last == "api");
        let tag = words.join("_");
        let says_nothing = tag == name || is_version(&tag) || OTHER.contains(&&*tag);
        if says_nothing || words.is_empty() || words.len() > WORDS_OF_TAG {
            return Vec::new();
        }
        vec![self.resources.get(&singular_name(&tag)).cloned().unwrap_or(tag)]
    }
}

impl Paths<'_> {
    /// The resource and the method of a path that names both: `chat.postMessage`.
    pub(super) fn named(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Option<(Vec<String>, String)> {
        if let Some((service, method)) = service(operation) {
            let names: Vec<String> = service.split('.').map(snake).collect();
            let last = names.last().cloned()?;
            let resource = if self.procedures.ambiguous.contains(&last) {
                names
            } else {
                vec![last]
            };
            return Some((resource, snake(method)));
        }
        let goes_on = self.tree.find(full).is_some_and(|place| !place.is_leaf());
        if goes_on || !self.procedures.has_dots || !matches!(rest, [Segment::Static(_)])
        {
            return None;
        }
        let name = dotted(&operation.path)?;
        let resource = *self.procedures.dotted.get(name)?;
        let mut names: Vec<String> = name.split('.').map(snake).collect();
        let method = names.split_off(resource).join("_");
        Some((names, method))
    }

    /// Whether a path is one procedure, with or without variables behind it: `/ListRegions`,
    /// `/create-tags/{id}`.
    pub(super) fn is_procedure(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> bool {
        let keys = keys_at_end(rest);
        let Some(Segment::Static(name)) = rest.iter().nth_back(keys) else {
            return false;
        };
        let way = self.tree.way(full);
        let is_beside = |place: &Place| {
            place.goes_one_way() && place.is_done_to && plain_name(name).is_some()
        };
        let lonely = (0..=keys).all(|count| {
            let place = way.get(full.len() - count);
            place.is_none_or(|place| {
                let is_end = count == 0;
                is_lonely(place, is_end, name, operation) || !is_end && is_beside(place)
            })
        });
        let single = keys == 0 && matches!(rest, [_]);
        lonely
            && (is_plain_action(name)
                || keys == 0 && is_called_twice(way.last(), operation, name)
                || says_same(operation, name)
                || keys > 0
                    && (is_begun(operation, name, above(rest, keys))
                        || is_posted(operation, name))
                || single && self.procedures.only
                || keys == 0 && names(rest).len() == 1 && is_said_to_be(operation, name))
    }
}

/// Whether nothing but one operation is at a place, or on the way to it. A procedure
/// (`/getAuthorName`) can be called in two ways.
fn is_lonely(place: &Place, is_end: bool, name: &str, operation: &Entry<'_>) -> bool {
    if is_end {
        let is_procedure = is_plain_action(name) && name.contains('_');
        place.is_alone()
            || place.is_leaf()
                && (is_procedure && is_two_ways(place)
                    || is_called_twice(Some(&place), operation, name))
    } else {
        place.methods.is_empty() && place.goes_one_way()
    }
}

/// Whether there are no other methods than what procedures are called with.
fn is_two_ways(place: &Place) -> bool {
    place.methods.iter().all(|method| matches!(&**method, "GET" | "POST"))
}

/// Whether an operation's id says that what both methods at a place do is what it is called.
fn is_called_twice(place: Option<&&Place>, operation: &Entry<'_>, name: &str) -> bool {
    place.is_some_and(|place| place.methods.len() == 2 && is_two_ways(place))
        && is_action(name)
        && is_spelt(operation, name)
}

/// Whether the operation's id is the name, and the name is not that of a collection, unless the id
/// is a method of a class, whose name paths of some frameworks end with.
fn says_same(operation: &Entry<'_>, name: &str) -> bool {
    if operation.is_of_class && is_spelt(operation, name) {
        return true;
    }
    let id = operation.id.as_deref().map(words).unwrap_or_default();
    let is_noun =
        operation.method != "POST" || name.rsplit('_').next().is_some_and(is_plural);
    id.join("_") == name && (is_action(name) && name.contains('_') || !is_noun)
}

/// What stands before the name that keys stand behind.
fn above(rest: &[Segment], keys: usize) -> Option<&str> {
    match rest.iter().nth_back(keys + 1)? {
        Segment::Static(above) => Some(above),
        Segment::Variable(_) => None,
    }
}

/// Whether the operation's id begins with the name, which is what is done: `StartFlow` for
/// `/flows/start/{flow}`. What is got is done to what stands before: `checkToken` for
/// `/tokens/check/{token}`, where `/refund/{id}` is a refund.
fn is_begun(operation: &Entry<'_>, name: &str, above: Option<&str>) -> bool {
    let id = operation.id.as_deref().map(words).unwrap_or_default();
    let can_be_done = match &*operation.method {
        "POST" | "PUT" => true,
        "GET" => {
            let is_object = |above: &str| {
                let id = each_singular(&id);
                singulars(above).iter().all(|word| id.contains(word))
            };
            name != "list" && above.is_some_and(is_object) && !names_several(operation)
        }
        _ => false,
    };
    can_be_done && is_verb(name) && id.first().is_some_and(|first| first == name)
}

/// Whether a `POST` does what its path says, a verb and one thing, by its id or its text:
/// `/change-password` with `Change the password`.
fn is_said_to_be(operation: &Entry<'_>, name: &str) -> bool {
    let Some((verb, object)) = name.split_once('_') else { return false };
    let id = operation.id.as_deref().map(words).unwrap_or_default();
    let says_both = || {
        id.first().is_some_and(|first| first == verb)
            && singulars(object).iter().all(|word| each_singular(&id).contains(word))
    };
    let creates = id.last().is_some_and(|last| matches!(&**last, "add" | "create"));
    operation.method == "POST"
        && !creates
        && is_verb(verb)
        && !is_many(verb)
        && !object.split('_').next().is_some_and(is_preposition)
        && !object.rsplit('_').next().is_some_and(is_plural)
        && (says_both() || says_so(operation, name))
}

/// Whether a `POST` with keys behind a verb does that, for all that the id says: `/lookup/{country}`.
fn is_posted(operation: &Entry<'_>, name: &str) -> bool {
    operation.method == "POST" && is_verb(name) && said(operation, &[]).is_none()
}

/// Whether the operation's id is the name, perhaps with more words: `canDelete` for `candelete`.
pub(super) fn is_spelt(operation: &Entry<'_>, name: &str) -> bool {
    let id = operation.id.as_deref().unwrap_or_default();
    !id.is_empty() && words(id).concat() == words(name).concat()
}

/// The last part of a path that has several names: `chat.postMessage`.
fn dotted(path: &str) -> Option<&str> {
    let part = parts(path).last()?;
    let part = part.strip_suffix(".json").unwrap_or(part);
    qualified(part)?;
    part.split('(').next()
}

/// The last parts of paths that have several names, and how many of those are the resource: all but
/// the last, or what is left where that is a method (`dm.list.everyone` beside `dm.list`).
fn dotted_names(operations: &[Entry<'_>]) -> BTreeMap<String, usize> {
    let all: BTreeSet<&str> =
        operations.iter().filter_map(|one| dotted(&one.path)).collect();
    let mut resources: BTreeMap<String, usize> = BTreeMap::new();
    // What a name begins with is before it.
    for name in all {
        let Some((above, _)) = name.rsplit_once('.') else { continue };
        let beside = above.rsplit_once('.').and_then(|(_, last)| {
            resources.get(above).filter(|_| is_verb(&snake(last)))
        });
        let resource = beside.copied().unwrap_or_else(|| above.split('.').count());
        resources.insert(name.to_owned(), resource);
    }
    resources
}

/// The service and the method of `/twirp/example.Hats/MakeHat`.
fn service<'o>(operation: &'o Entry<'_>) -> Option<(&'o str, &'o str)> {
    let capital = |name: &str| name.starts_with(|c: char| c.is_uppercase());
    let parts: Vec<&str> = parts(&operation.path).collect();
    let [.., service, method] = parts.as_slice() else { return None };
    let names = qualified(service)?;
    let is_method = !method.contains(['{', '.', ':']) && capital(method);
    (is_method && operation.method == "POST" && capital(names.last()?))
        .then_some((*service, *method))
}
