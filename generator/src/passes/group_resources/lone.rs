//! What alone can be done with a part of a thing is a method of the thing: `customers.list_payments`
//! where payments can be listed and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::Entry;
use super::said::plain_name;
use super::verbs::{is_many, is_verb};
use super::{Call, is_preposition};
use crate::words::{
    each_singular, is_plural, singular, singular_name, singulars, words,
};

pub(super) fn run(calls: &mut [Call], entries: &[Entry<'_>]) {
    let found = methods(calls, entries);
    let mut named: BTreeMap<&[String], BTreeSet<&str>> = BTreeMap::new();
    for call in calls.iter() {
        named.entry(&call.resource).or_default().insert(&call.name);
    }
    let mut taken = BTreeSet::new();
    let is_free = |(at, name): &(usize, String)| {
        let above = above(&calls[*at]);
        let is_named = named.get(above).is_some_and(|names| names.contains(&**name));
        !is_named && taken.insert((above.to_vec(), name.clone()))
    };
    let free: Vec<(usize, String)> = found.into_iter().filter(is_free).collect();
    for (at, name) in free {
        let call = &mut calls[at];
        call.usual = Some(std::mem::replace(&mut call.name, name));
        call.resource.pop();
    }
}

/// The calls that are alone in their resource, and their names as methods of what is above.
fn methods(calls: &[Call], entries: &[Entry<'_>]) -> Vec<(usize, String)> {
    let mut resources: Vec<&[String]> =
        calls.iter().map(|call| &*call.resource).collect();
    resources.sort_unstable();
    // What is inside of a resource is right behind it.
    let is_alone = |resource: &[String]| {
        let at = resources.partition_point(|other| *other < resource);
        resources.get(at + 1).is_none_or(|next| !next.starts_with(resource))
    };
    let both = calls.iter().zip(entries);
    let tagged: BTreeSet<(&[String], &str)> = both
        .flat_map(|(call, entry)| tags(entry).map(|tag| (&*call.resource, tag)))
        .collect();
    let method = |(at, (call, entry)): (usize, (&Call, &Entry<'_>))| {
        let is_beside = tags(entry).any(|tag| tagged.contains(&(above(call), tag)));
        let is_part = call.resource.len() > 1 && is_beside && is_alone(&call.resource);
        if is_part { method(call, entry).map(|name| (at, name)) } else { None }
    };
    calls.iter().zip(entries).enumerate().filter_map(method).collect()
}

/// The tags of an operation; having none is one.
fn tags<'a>(entry: &'a Entry<'_>) -> impl Iterator<Item = &'a str> {
    let none = entry.tags.is_empty().then_some("");
    entry.tags.iter().map(String::as_str).chain(none)
}

/// The resource above that of a call.
fn above(call: &Call) -> &[String] {
    &call.resource[..call.resource.len().saturating_sub(1)]
}

/// The name of a call as a method of what is above its resource, where the operation's id is a verb
/// and names that resource, as `listCustomerPayments` does.
fn method(call: &Call, entry: &Entry<'_>) -> Option<String> {
    // `all` of what has a key is all that there is of it.
    let part = call.resource.last().filter(|part| *part != "all")?;
    let id = words(entry.id.as_deref()?);
    let (verb, said) = id.split_first()?;
    // `List of packages`
    let said = said.strip_prefix(&["of".to_owned()]).unwrap_or(said);
    let is_usual = plain_name(verb).is_some() || *verb == call.name;
    let is_plain = is_usual && is_verb(verb) && is_verb(&call.name);
    let at = said.iter().position(|word| is_preposition(word)).unwrap_or(said.len());
    let (object, other) = said.split_at(at);
    if !is_plain || call.usual.is_some() || is_path(object) {
        return None;
    }
    let (names, object) = (singulars(part), each_singular(object));
    let ends_with_it = object.ends_with(&names);
    // What is behind a part and its key belongs to the part, if to anything.
    let has_key = entry.path.ends_with('}');
    if ends_with_it || !has_key && names.iter().all(|word| object.contains(word)) {
        // `bulk_create`
        if is_many(part) {
            return Some(format!("{part}_{}", call.name));
        }
        let is_many_by_name = part.rsplit('_').next().is_some_and(is_plural);
        return Some(match plain_name(verb) {
            // Many things by the answer and one by its name: `getTimeseries`.
            Some("get") if call.name == "list" && ends_with_it && !is_many_by_name => {
                format!("get_{part}")
            }
            _ if call.name == "list" => format!("list_{part}"),
            _ => format!("{}_{}", call.name, as_said(part, said)),
        });
    }
    // `getByExternalId`
    let (preposition, after) = other.split_first()?;
    each_singular(after)
        .starts_with(&names)
        .then(|| format!("{}_{preposition}_{part}", call.name))
}

/// Whether an id spells variables, so that it is a path and nobody chose its words:
/// `get-zones-zone_identifier-configs`.
fn is_path(id: &[String]) -> bool {
    id.iter().any(|word| matches!(&**word, "id" | "identifier"))
}

/// A name in the singular where the words that were said have it so.
fn as_said(part: &str, said: &[String]) -> String {
    let last = part.rsplit('_').next().unwrap_or_default();
    let is_said = |name: &str| said.iter().any(|word| word == name);
    match !is_said(last) && is_said(&singular(last)) {
        true => singular_name(part),
        false => part.to_owned(),
    }
}
