//! Gives operations that would be called alike names of their own, and says so.

use std::cmp::Reverse;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use super::behind_paths::fragment;
use super::entries::Entry;
use super::said::plain_name;
use super::segments::{Segment, file_ending, is_format, parts, segments, suffix_of_key};
use super::verbs::{is_action, is_verb};
use super::versions::{age_of_path, version_name};
use super::{Call, by_method, is_preposition, without_method, without_resource};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::words::{each_singular, singular_name, singulars, snake, words};

pub(super) fn run(
    calls: &mut [Call],
    operations: &[Entry<'_>],
    diagnostics: &mut Diagnostics,
) {
    make_way(calls);
    name_after_resource(calls);
    nest_clashing_methods(calls);
    separate(calls, operations, diagnostics);
}

/// A resource that is called like a method which the configuration names gives way: what is in it
/// has its name before or behind its own.
fn make_way(calls: &mut [Call]) {
    let full = |call: &Call| {
        let mut path = call.resource.clone();
        path.push(call.name.clone());
        path
    };
    let fixed: BTreeSet<Vec<String>> =
        calls.iter().filter(|call| call.fixed).map(full).collect();
    for call in calls.iter_mut().filter(|call| !call.fixed) {
        let taken = |end: &usize| fixed.contains(&call.resource[..*end]);
        let Some(end) = (1..=call.resource.len()).find(taken) else { continue };
        let name = call.resource.remove(end - 1);
        match call.resource.get_mut(end - 1) {
            Some(inner) => *inner = format!("{name}_{inner}"),
            None => call.name = with_object(&call.name, &name),
        }
    }
}

/// `create_search`, and `list_search_runs` for `list_runs`.
fn with_object(method: &str, name: &str) -> String {
    match method.split_once('_') {
        Some((verb, object)) if plain_name(verb).is_some() => {
            format!("{verb}_{name}_{object}")
        }
        _ => format!("{method}_{name}"),
    }
}

/// `new` and `clone` of a resource are Rust's own: what an API calls so is `new_shows`,
/// `clone_volume`.
fn name_after_resource(calls: &mut [Call]) {
    for call in calls.iter_mut().filter(|call| !call.fixed) {
        for at in 1..call.resource.len() {
            if let Some(name) = kept_name(&call.resource[at - 1], &call.resource[at]) {
                call.resource[at] = name;
            }
        }
        let Some(last) = call.resource.last() else { continue };
        let one = singular_name(last.strip_suffix("_api").unwrap_or(last));
        if let Some(name) = kept_name(&one, &call.name) {
            call.name = name;
        }
    }
}

fn kept_name(resource: &str, name: &str) -> Option<String> {
    match name {
        "new" => Some(format!("new_{resource}")),
        "clone" => Some(format!("clone_{}", singular_name(resource))),
        _ => None,
    }
}

/// A method that is called like a resource beside it becomes a method of that resource, where it
/// does what its HTTP method usually does: a handle and a call cannot have one name.
fn nest_clashing_methods(calls: &mut [Call]) {
    let resources: BTreeSet<Vec<String>> = calls
        .iter()
        .flat_map(|call| {
            (1..=call.resource.len()).map(|end| call.resource[..end].to_vec())
        })
        .collect();
    for call in calls.iter_mut().filter(|call| !call.fixed) {
        let mut inner = call.resource.clone();
        inner.push(call.name.clone());
        if !resources.contains(&inner) {
            continue;
        }
        match (&call.usual, call.resource.last()) {
            (Some(usual), _) => {
                call.name.clone_from(usual);
                call.resource = inner;
            }
            // `list_notifications` beside a resource `list`.
            (None, Some(last)) => call.name = format!("{}_{last}", call.name),
            (None, None) => {
                call.resource = inner;
                "call".clone_into(&mut call.name);
            }
        }
    }
}

/// A resource and a method.
type Key = (Vec<String>, String);

/// What the newest version has keeps its name, and of one version what has fewer keys, and what is
/// asked for by `GET`. Else the first in the description does, so that a new operation does not
/// rename an old one.
fn separate(
    calls: &mut [Call],
    operations: &[Entry<'_>],
    diagnostics: &mut Diagnostics,
) {
    let shared = shared_qualifiers(calls);
    let mut taken: BTreeMap<Key, usize> = BTreeMap::new();
    // The number to try first: names are never given back.
    let mut numbers: BTreeMap<Key, u32> = BTreeMap::new();
    let mut order: Vec<usize> = (0..calls.len()).collect();
    order.sort_by_cached_key(|index| {
        let age = age_of_path(&segments(&operations[*index].path));
        let keys = calls[*index].qualifiers.len();
        let is_sent = operations[*index].method != "GET";
        (!calls[*index].fixed, Reverse(age), calls[*index].yields, keys, is_sent)
    });
    for index in order {
        let call = &calls[index];
        let key = |name: &str| (call.resource.clone(), name.to_owned());
        let Some(holder) = taken.get(&key(&call.name)).copied() else {
            taken.insert(key(&call.name), index);
            continue;
        };
        let is_free =
            |name: &String| !name.is_empty() && !taken.contains_key(&key(name));
        let holders = (&calls[holder], &operations[holder]);
        let none = BTreeSet::new();
        let alike = shared.get(&key(&call.name)).unwrap_or(&none);
        let names = others((call, &operations[index]), holders, alike);
        let name = names.into_iter().find(is_free).unwrap_or_else(|| {
            let next = numbers.entry(key(&call.name)).or_insert(2);
            loop {
                let name = format!("{}_{next}", call.name);
                *next += 1;
                if is_free(&name) {
                    return name;
                }
            }
        });
        report(&operations[index], call, &name, &operations[holder], diagnostics);
        taken.insert(key(&name), index);
        calls[index].name = name;
    }
}

/// The name with all that tells a call apart from those that are alike: `create_by_service_and_name`.
fn by_all(call: &Call, alike: &BTreeSet<String>) -> String {
    let mut name = call.name.clone();
    let mut has_key = name.contains("_by_");
    for one in call.qualifiers.iter().rev().filter(|one| !alike.contains(*one)) {
        let key = one.strip_prefix("by_");
        match key.filter(|_| has_key) {
            Some(key) => name.extend(["_and_", key]),
            None => name.extend(["_", one]),
        }
        has_key |= key.is_some();
    }
    name
}

/// The qualifiers that all calls with one name have, which tell none of them apart.
fn shared_qualifiers(calls: &[Call]) -> BTreeMap<Key, BTreeSet<String>> {
    let mut shared: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    for call in calls {
        let own: BTreeSet<String> = call.qualifiers.iter().cloned().collect();
        match shared.entry((call.resource.clone(), call.name.clone())) {
            Slot::Vacant(slot) => {
                slot.insert(own);
            }
            Slot::Occupied(mut slot) => slot.get_mut().retain(|one| own.contains(one)),
        }
    }
    shared
}

/// The names to try for an operation that another one has the name of. What all of that name have
/// is in none of them.
fn others(
    own: (&Call, &Entry<'_>),
    holder: (&Call, &Entry<'_>),
    alike: &BTreeSet<String>,
) -> Vec<String> {
    let (call, operation) = own;
    let mut names = Vec::new();
    let singular = call.resource.last().map(|name| singular_name(name));
    let by_itself = format!("by_{}", singular.unwrap_or_default());
    let version = |path: &str| version_name(&segments(path));
    names.extend(
        version(&operation.path)
            .filter(|own| version(&holder.1.path).is_some_and(|other| other != *own))
            .map(|own| format!("{}_{own}", call.name)),
    );
    // One thing that is done in two ways, whatever else its id says.
    if operation.path == holder.1.path
        && operation.method != holder.1.method
        && call.usual.is_some()
        && says_verb(operation, &call.name)
    {
        names.push(via(&call.name, operation));
    }
    let suffix = |path: &str| parts(path).last().and_then(suffix_of_key);
    names.extend(
        suffix(&operation.path)
            .filter(|own| suffix(&holder.1.path).as_ref() != Some(own))
            .map(|own| format!("{}_{own}", call.name)),
    );
    names.extend(whole_method(operation, call));
    let mut tells_apart = false;
    // What both have tells nothing apart.
    for qualifier in
        call.qualifiers.iter().filter(|one| !holder.0.qualifiers.contains(*one))
    {
        tells_apart = true;
        if *qualifier == by_itself {
            names.extend(longer(operation, call));
            names.push(format!("{}_by_id", call.name));
        } else {
            names.push(format!("{}_{qualifier}", call.name));
        }
    }
    if let Some(name) = by_ending(&operation.path, &holder.1.path, &call.name) {
        names.extend(own_verb(operation, call));
        names.push(name);
    }
    names.extend(longer(operation, call));
    if tells_apart {
        names.extend([by_all(call, alike), by_all(call, &BTreeSet::new())]);
    }
    names.extend(by_fragment(operation, call));
    names.extend(by_id(operation, call));
    names.extend(by_query(&operation.path).map(|end| format!("{}_{end}", call.name)));
    names.extend(by_path(operation, holder.1, call));
    if operation.method != holder.1.method {
        names.push(via(&call.name, operation));
    }
    match file_of_key(&operation.path, &holder.1.path) {
        Some(ending) => names.iter().map(|name| with_ending(name, ending)).collect(),
        None => names,
    }
}

/// What a file is that stands behind a key and is no usual answer, where the other one is none or
/// another: `mp3`.
fn file_of_key<'p>(path: &'p str, other: &str) -> Option<&'p str> {
    let own = parts(path).last().and_then(file_ending)?;
    let is_other = parts(other).last().and_then(file_ending) != Some(own);
    (is_other && !is_format(own)).then_some(own)
}

/// `get_by_name_mp3` for `get_by_name`.
fn with_ending(name: &str, ending: &str) -> String {
    match name.strip_suffix(ending).is_some_and(|before| before.ends_with('_')) {
        true => name.to_owned(),
        false => format!("{name}_{ending}"),
    }
}

/// A name with the HTTP method: `search_via_post`.
fn via(name: &str, operation: &Entry<'_>) -> String {
    format!("{name}_via_{}", operation.method.to_lowercase())
}

/// Whether the id of an operation has the verb that a name begins with.
fn says_verb(operation: &Entry<'_>, name: &str) -> bool {
    let id = words(operation.id.as_deref().unwrap_or_default());
    name.split('_').next().is_some_and(|verb| id.iter().any(|word| word == verb))
}

/// The method that an id names behind a group (`typeProviders.listTypes`), where the call's name is
/// without what only a part of the resource's name says.
fn whole_method(operation: &Entry<'_>, call: &Call) -> Option<String> {
    let (_, method) = operation.id.as_deref()?.rsplit_once(['/', ':', '.', '_'])?;
    let method = words(method);
    let resource = singulars(call.resource.last()?);
    let says_all = each_singular(&method)
        .windows(resource.len().max(1))
        .any(|words| words == resource);
    let is_same = without_resource(&method, &call.resource).join("_") == call.name;
    (is_same && is_verb(method.first()?) && !says_all).then(|| method.join("_"))
}

/// The operation's id, without the resource that it begins with.
fn by_id(operation: &Entry<'_>, call: &Call) -> Option<String> {
    let id = words(without_method(operation.id.as_deref()?, &operation.method));
    let id = by_method(id, &operation.method).join("_");
    let resource = call.resource.join("_");
    let rest = id.strip_prefix(&resource).and_then(|rest| rest.strip_prefix('_'));
    Some(rest.filter(|rest| !rest.is_empty()).unwrap_or(&id).to_owned())
}

/// The only word that an id says beside the resource, where that is done: `inspect` for
/// `ImageInspect`.
fn own_verb(operation: &Entry<'_>, call: &Call) -> Option<String> {
    let id = words(operation.id.as_deref()?);
    match &without_resource(&id, &call.resource)[..] {
        [verb] if is_verb(verb) => Some(verb.clone()),
        _ => None,
    }
}

/// What the operation's id adds to the name: `update_with_form` for `updatePetWithForm`.
fn longer(operation: &Entry<'_>, call: &Call) -> Option<String> {
    let words = words(operation.id.as_deref()?);
    let name = without_resource(&words, &call.resource).join("_");
    let added = name.strip_prefix(call.name.as_str())?.strip_prefix('_')?;
    added.split('_').next().is_some_and(is_preposition).then_some(name)
}

/// What the query of a path says: `by_station` for `?station={station}`, `diff` for `?cmd=diff`.
fn by_query(path: &str) -> Option<String> {
    let (_, query) = path.split_once('?')?;
    let (key, value) = query.split('&').next()?.split_once('=')?;
    Some(if value.contains('{') { format!("by_{}", snake(key)) } else { snake(value) })
}

/// What the end of a path that is a file's says: `get_json` for `/widget.json`, `get_mp3` for
/// `/{id}.mp3`.
fn by_ending(path: &str, other: &str, name: &str) -> Option<String> {
    let last = |path| parts(path).last();
    let end = |path| last(path).and_then(|part| part.rsplit('.').next());
    let is_file = last(path).is_some_and(|part| file_ending(part).is_some());
    let own = end(path).filter(|own| is_file || is_format(own))?;
    (end(other) != Some(own)).then(|| format!("{name}_{own}"))
}

/// The name with what stands behind the `#` of the path, or that with the HTTP method.
fn by_fragment(operation: &Entry<'_>, call: &Call) -> Vec<String> {
    let Some(fragment) = fragment(operation).map(snake) else { return Vec::new() };
    let name = match is_action(&fragment) {
        true => fragment,
        false => format!("{}_{fragment}", call.name),
    };
    let with_method = via(&name, operation);
    vec![name, with_method]
}

/// The name with what the path says and the other one's does not.
fn by_path(operation: &Entry<'_>, holder: &Entry<'_>, call: &Call) -> Option<String> {
    let beside = segments(&holder.path);
    let own =
        segments(&operation.path).into_iter().rev().find_map(|part| match part {
            Segment::Static(name)
                if !beside.contains(&Segment::Static(name.clone())) =>
            {
                Some(name)
            }
            _ => None,
        })?;
    let is_said = call.name == own || call.resource.contains(&own);
    (!is_said).then(|| format!("{}_{own}", call.name))
}

fn report(
    operation: &Entry<'_>,
    call: &Call,
    name: &str,
    holder: &Entry<'_>,
    diagnostics: &mut Diagnostics,
) {
    let message = format!(
        "the method of `{}` is named `{name}`, because `{}` is that of `{}`",
        operation.http_line(),
        call.name,
        holder.http_line(),
    );
    let mut diagnostic =
        Diagnostic::new(Code::NameCollision, &operation.origin, message)
            .help("`[resources]` of the configuration can give it another name");
    // Nothing is wrong with two operations that do alike things.
    diagnostic.severity = Severity::Note;
    diagnostics.report(diagnostic);
}
