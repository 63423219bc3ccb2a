//! Arranges operations as a tree of resources and names their methods.
//!
//! Four sources, the first that says something counts: the configuration, vendor extensions,
//! operation ids where the API writes all of them as `group.method`, and the path with the method.

mod actions;
mod ids;
mod paths;
mod scopes;
mod tags;
mod tree;
mod verbs;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Docs, Operation, OperationIndex, Resource};
use crate::words::{singular_name, snake, words};

/// Where an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    /// The resource, as snake case names from the root down.
    resource: Vec<String>,
    /// The method's name in snake case.
    name: String,
    /// What can be added to the name where two operations would have the same.
    qualifiers: Vec<String>,
    /// Said by the configuration: is not changed.
    fixed: bool,
    /// There is a path without its scope, which has the better right to a name.
    yields: bool,
}

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut calls = inferred(api);
    for (index, call) in calls.iter_mut().enumerate() {
        if let Some(said) = by_extension(&api.operations[index], call) {
            *call = said;
        }
    }
    configured(api, config, &mut calls, diagnostics);
    nest_clashing_methods(&mut calls);
    separate(&mut calls, &api.operations);
    for (operation, call) in api.operations.iter_mut().zip(calls) {
        operation.resource = call.resource;
        operation.name = call.name;
    }
    api.root = tree(api);
}

fn inferred(api: &Api) -> Vec<Call> {
    let by_path = paths::calls(&api.operations, &api.types);
    match ids::calls(&api.operations) {
        Some(by_id) => by_id
            .into_iter()
            .zip(by_path)
            .map(|(by_id, by_path)| by_id.unwrap_or(by_path))
            .collect(),
        None => by_path,
    }
}

/// What vendor extensions say: a group, a method's name, or both.
fn by_extension(operation: &Operation, call: &Call) -> Option<Call> {
    let text = |keys: &[&str]| -> Option<Vec<String>> {
        let (_, value) =
            operation.extensions.iter().find(|(key, _)| keys.contains(&key.as_str()))?;
        match value {
            Value::String(text) => Some(text.split('.').map(snake).collect()),
            Value::Array(items) => {
                Some(items.iter().filter_map(Value::as_str).map(snake).collect())
            }
            _ => None,
        }
    };
    let group = text(&[
        "x-fern-sdk-group-name",
        "x-speakeasy-group",
        "x-resource-name",
        "x-sdk-group",
        "x-stainless-resource",
    ]);
    let name = text(&[
        "x-fern-sdk-method-name",
        "x-speakeasy-name-override",
        "x-sdk-method",
        "x-method-name",
    ]);
    if group.is_none() && name.is_none() {
        return None;
    }
    let known = |parts: &Vec<String>| parts.iter().all(|part| !part.is_empty());
    Some(Call {
        resource: group.filter(known).unwrap_or_else(|| call.resource.clone()),
        name: name
            .and_then(|name| name.last().cloned())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| call.name.clone()),
        ..call.clone()
    })
}

/// What the configuration says.
fn configured(
    api: &Api,
    config: &Config,
    calls: &mut [Call],
    diagnostics: &mut Diagnostics,
) {
    for (call, selector) in &config.resources.0 {
        let named: Vec<usize> = api
            .operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| selector.get_ref().matches(operation))
            .map(|(index, _)| index)
            .collect();
        let [index] = named.as_slice() else {
            let message = match named.len() {
                0 => format!("there is no operation `{}`", selector.get_ref()),
                many => format!("`{}` names {many} operations", selector.get_ref()),
            };
            let help =
                "write `METHOD /path` as the description has it, or an operation id";
            diagnostics.report(config.unused(selector, message).help(help));
            continue;
        };
        let mut parts: Vec<String> = call.get_ref().split('.').map(snake).collect();
        let Some(name) = parts.pop().filter(|name| !name.is_empty()) else {
            diagnostics.report(config.unused(call, "a call needs the name of a method"));
            continue;
        };
        calls[*index] = Call {
            resource: parts,
            name,
            qualifiers: Vec::new(),
            fixed: true,
            yields: false,
        };
    }
}

/// A method that is called like a resource beside it becomes a method of that resource: a handle
/// and a call cannot have one name.
fn nest_clashing_methods(calls: &mut [Call]) {
    let resources: Vec<Vec<String>> = calls
        .iter()
        .flat_map(|call| {
            (1..=call.resource.len()).map(|end| call.resource[..end].to_vec())
        })
        .collect();
    let resources: std::collections::BTreeSet<Vec<String>> =
        resources.into_iter().collect();
    for call in calls.iter_mut().filter(|call| !call.fixed) {
        let mut inner = call.resource.clone();
        inner.push(call.name.clone());
        if resources.contains(&inner) {
            call.resource = inner;
            call.name = "call".to_owned();
        }
    }
}

/// Gives operations that would be called alike names of their own. The first in the description
/// keeps its name, so that a new operation does not rename an old one.
fn separate(calls: &mut [Call], operations: &[Operation]) {
    let mut taken: BTreeMap<(Vec<String>, String), usize> = BTreeMap::new();
    // The number to try first: names are never given back.
    let mut numbers: BTreeMap<(Vec<String>, String), u32> = BTreeMap::new();
    let mut order: Vec<usize> = (0..calls.len()).collect();
    order.sort_by_key(|index| (!calls[*index].fixed, calls[*index].yields));
    for index in order {
        let call = &calls[index];
        let key = |name: &str| (call.resource.clone(), name.to_owned());
        let mut candidates = vec![call.name.clone()];
        // What both have tells nothing apart.
        let holder =
            taken.get(&key(&call.name)).map(|holder| &calls[*holder].qualifiers);
        let tells = |qualifier: &&String| {
            holder.is_none_or(|holder| !holder.contains(*qualifier))
        };
        let own = format!(
            "by_{}",
            call.resource.last().map(|name| singular_name(name)).unwrap_or_default()
        );
        for qualifier in call.qualifiers.iter().filter(tells) {
            if *qualifier == own {
                candidates.extend(longer(&operations[index], call));
                candidates.push(format!("{}_by_id", call.name));
            } else {
                candidates.push(format!("{}_{qualifier}", call.name));
            }
        }
        candidates.push(
            call.qualifiers
                .iter()
                .rev()
                .fold(call.name.clone(), |name, one| format!("{name}_{one}")),
        );
        if let Some(id) = &operations[index].id {
            candidates.push(snake(id));
        }
        candidates.push(format!(
            "{}_{}",
            call.name,
            operations[index].method.to_lowercase()
        ));
        candidates.retain(|name| !name.is_empty());
        let is_free = |name: &String| !taken.contains_key(&key(name));
        let name = candidates.into_iter().find(is_free).unwrap_or_else(|| {
            let next = numbers.entry(key(&call.name)).or_insert(2);
            loop {
                let name = format!("{}_{next}", call.name);
                *next += 1;
                if is_free(&name) {
                    return name;
                }
            }
        });
        taken.insert(key(&name), index);
        calls[index].name = name;
    }
}

/// What the operation's id adds to the name: `update_with_form` for `updatePetWithForm`.
fn longer(operation: &Operation, call: &Call) -> Option<String> {
    let words = words(operation.id.as_deref()?);
    let name = without_resource(&words, &call.resource).join("_");
    let added = name.strip_prefix(call.name.as_str())?;
    added.starts_with('_').then_some(name)
}

/// The tree of the resources that operations are in.
fn tree(api: &Api) -> Resource {
    let mut root = resource(String::new(), Docs::default());
    for (index, operation) in api.operations.iter().enumerate() {
        let mut at = &mut root;
        for name in &operation.resource {
            let position = at.children.iter().position(|child| child.name == *name);
            let position = position.unwrap_or_else(|| {
                at.children.push(resource(name.clone(), Docs::default()));
                at.children.len() - 1
            });
            at = &mut at.children[position];
        }
        at.operations.push(OperationIndex(index));
    }
    root
}

fn resource(name: String, docs: Docs) -> Resource {
    Resource {
        singular: singular_name(&name),
        name,
        docs,
        operations: Vec::new(),
        children: Vec::new(),
    }
}

/// Words that what comes after belongs to.
const PREPOSITIONS: [&str; 9] =
    ["at", "by", "for", "from", "in", "of", "on", "to", "with"];

/// Words without those that a resource says already: `logs` + `list_logs` → `list`. What comes
/// after a preposition belongs to it: `list_keys_for_user` stays.
fn without_resource(name: &[String], resource: &[String]) -> Vec<String> {
    let said: Vec<String> = resource
        .iter()
        .flat_map(|part| words(part))
        .map(|w| crate::words::singular(&w))
        .collect();
    let preposition = |word: &String| PREPOSITIONS.contains(&word.as_str());
    let (head, tail) =
        name.split_at(name.iter().position(preposition).unwrap_or(name.len()));
    let kept: Vec<String> = head
        .iter()
        .filter(|word| !said.contains(&crate::words::singular(word)))
        .chain(tail)
        .cloned()
        .collect();
    let kept = if kept.first().is_some_and(preposition) { Vec::new() } else { kept };
    if kept.is_empty() { name.to_vec() } else { kept }
}

/// Counts by key, in the order of first occurrence.
fn counts<'a>(keys: impl Iterator<Item = &'a str>) -> IndexMap<&'a str, usize> {
    let mut counts = IndexMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}
