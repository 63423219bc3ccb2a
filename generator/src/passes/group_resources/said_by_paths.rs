//! What paths and answers say of calls that ids name: whether one thing is read or many, and what is
//! done where ids leave that out.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::Entry;
use super::said::plain_name;
use super::{Call, answers, is_preposition};
use crate::model::Types;

pub(super) fn run(
    calls: &mut [Call],
    by_path: &[Call],
    entries: &[Entry<'_>],
    types: &Types,
) {
    one_and_many(calls, by_path);
    begin_with_verbs(calls, by_path);
    pages_are_listed(calls, by_path, entries, types);
    all_are_listed(calls, by_path, entries, types);
}

/// Ids that call it the same to read or change many things and one of them mean what paths say.
fn one_and_many(calls: &mut [Call], by_path: &[Call]) {
    let mut alike: BTreeMap<(Vec<String>, String), usize> = BTreeMap::new();
    for call in calls.iter() {
        *alike.entry((call.resource.clone(), call.name.clone())).or_default() += 1;
    }
    for (call, by_path) in calls.iter_mut().zip(by_path) {
        let several = alike
            .get(&(call.resource.clone(), call.name.clone()))
            .is_some_and(|count| *count > 1);
        let (verb, rest) =
            call.name.split_at(call.name.find('_').unwrap_or(call.name.len()));
        let is_many = verb == "get" && by_path.name == "list"
            || by_path.name.strip_prefix("bulk_") == Some(verb);
        if several && is_many && (rest.is_empty() || rest.starts_with("_for_")) {
            call.name = format!("{}{rest}", by_path.name);
        }
    }
}

/// `list_for_route` for `Directions_ForRoute`: ids that do not say that something is read.
fn begin_with_verbs(calls: &mut [Call], by_path: &[Call]) {
    for (call, by_path) in calls.iter_mut().zip(by_path) {
        let first = |call: &Call| call.name.split('_').next().map(str::to_owned);
        let verb = first(by_path).filter(|verb| matches!(&**verb, "get" | "list"));
        if let Some(verb) = verb
            && first(call).is_some_and(|first| is_preposition(&first))
        {
            call.name = format!("{verb}_{}", call.name);
        }
    }
}

/// Ids that say no more than `get` of what gives a list mean what paths say.
fn pages_are_listed(
    calls: &mut [Call],
    by_path: &[Call],
    entries: &[Entry<'_>],
    types: &Types,
) {
    for ((call, by_path), entry) in calls.iter_mut().zip(by_path).zip(entries) {
        let is_list = by_path.name == "list" && answers::are_of_key(types, entry);
        if call.name == "get" && is_list {
            call.name.clone_from(&by_path.name);
        }
    }
}

/// `list` and `list_keys` for `get_all` and `get_all_keys` of what gives a list, unless there are those
/// as well.
fn all_are_listed(
    calls: &mut [Call],
    by_path: &[Call],
    entries: &[Entry<'_>],
    types: &Types,
) {
    let both = calls.iter().map(|call| (call.resource.clone(), call.name.clone()));
    let mut taken: BTreeSet<(Vec<String>, String)> = both.collect();
    for ((call, by_path), entry) in calls.iter_mut().zip(by_path).zip(entries) {
        let is_list =
            by_path.name == "list" || answers::is_list(types, entry) == Some(true);
        let Some((verb, all)) = call.name.split_once("_all") else { continue };
        if entry.method == "GET"
            && is_list
            && matches!(plain_name(verb), Some("get" | "list" | "find"))
            && (all.is_empty() || all.starts_with('_'))
        {
            let name = format!("list{all}");
            if taken.insert((call.resource.clone(), name.clone())) {
                call.name = name;
            }
        }
    }
}
