//! Arranges operations as a tree of resources and names their methods.
//!
//! Four sources, the first that says something counts: the configuration, vendor extensions,
//! operation ids where the API writes all of them as `group.method`, and the path with the method.

mod actions;
mod all;
mod answers;
mod behind_paths;
mod collections;
mod done;
mod entries;
mod extensions;
mod ids;
mod lifted;
mod lone;
mod many;
mod methods;
mod named_keys;
mod odata;
mod own_name;
mod own_verbs;
mod pairs;
mod paths;
mod rpc;
mod run_together;
mod said;
mod said_by_paths;
mod scopes;
mod segments;
mod separate;
mod tag_texts;
mod tags;
mod tree;
mod unsaid;
mod verb_list;
mod verbs;
mod versions;

use std::collections::BTreeMap;

use self::entries::Entry;
use super::filter;
use crate::config::{Config, Selector, Spanned};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Api, Docs, OperationIndex, Resource};
use crate::words::{each_singular, singular_name, singulars, snake, words};

/// The share of ids or tags that must be written in one way for it to count.
const MOST: f64 = 0.85;

/// Where an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    /// The resource, as snake case names from the root down.
    resource: Vec<String>,
    /// The method's name in snake case.
    name: String,
    /// What its HTTP method usually is called, where the name is what its path ends with.
    usual: Option<String>,
    /// What can be added to the name where two operations would have the same.
    qualifiers: Vec<String>,
    /// Said by the configuration: is not changed.
    fixed: bool,
    /// Another operation has the better right to a name: on a path without its scope, or by the
    /// HTTP method that usually does it.
    yields: bool,
}

/// How many resources may be inside of each other. Each is a folder, and paths of files end.
const DEEPEST: usize = 30;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    extensions::report_unusable(&api.operations, diagnostics);
    let entries = entries::entries(&api.operations);
    let mut calls = inferred(&entries, api);
    calls.iter_mut().for_each(|call| call.resource.truncate(DEEPEST));
    extensions::apply(&mut calls, &entries, &api.operations);
    configured(api, config, &mut calls, diagnostics);
    separate::run(&mut calls, &entries, diagnostics);
    for (operation, call) in api.operations.iter_mut().zip(calls) {
        operation.resource = call.resource;
        operation.name = call.name;
    }
    let mut root = tree(api);
    tag_texts::add(&mut root, api, diagnostics);
    api.root = root;
}

fn inferred(entries: &[Entry<'_>], api: &Api) -> Vec<Call> {
    let mut by_path = paths::calls(entries, api);
    let Some(by_id) = ids::calls(entries) else {
        pairs::run(&mut by_path, entries);
        lone::run(&mut by_path, entries);
        return by_path;
    };
    let mut calls: Vec<Call> = by_id
        .into_iter()
        .zip(&by_path)
        .map(|(by_id, by_path)| match by_id {
            Some(by_id) => Call { qualifiers: by_path.qualifiers.clone(), ..by_id },
            None => by_path.clone(),
        })
        .collect();
    said_by_paths::run(&mut calls, &by_path, entries, &api.types);
    pairs::run(&mut calls, entries);
    calls
}

/// What the configuration says.
fn configured(
    api: &Api,
    config: &Config,
    calls: &mut [Call],
    diagnostics: &mut Diagnostics,
) {
    let mut first: BTreeMap<usize, &Spanned<String>> = BTreeMap::new();
    for (call, selector) in &config.resources.0 {
        let named: Vec<usize> = api
            .operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| selector.get_ref().matches(operation))
            .map(|(index, _)| index)
            .collect();
        let [index] = named.as_slice() else {
            diagnostics.report(match named.len() {
                0 => filter::missing(api, config, selector),
                many => {
                    let message =
                        format!("`{}` names {many} operations", selector.get_ref());
                    let help = "write `METHOD /path` as the description has it, or an \
                                operation id";
                    config.unused(selector, message).help(help)
                }
            });
            continue;
        };
        if let Some(before) = first.insert(*index, call) {
            diagnostics.report(said_twice(config, before, call, selector));
            continue;
        }
        let mut parts: Vec<String> = call.get_ref().split('.').map(snake).collect();
        let Some(name) = parts.pop().filter(|name| !name.is_empty()) else {
            diagnostics.report(config.unused(call, "a call needs the name of a method"));
            continue;
        };
        calls[*index] = Call {
            resource: parts,
            name,
            usual: None,
            qualifiers: Vec::new(),
            fixed: true,
            yields: false,
        };
    }
}

/// The diagnostic for an operation that has two calls.
fn said_twice(
    config: &Config,
    before: &Spanned<String>,
    call: &Spanned<String>,
    selector: &Spanned<Selector>,
) -> Diagnostic {
    let message = format!(
        "`{}` is called `{}` already: an operation has one call",
        selector.get_ref(),
        before.get_ref()
    );
    let (one, other) = (config.line(before.span()), config.line(call.span()));
    let lines = format!(
        "line {one} says `{}`, line {other} `{}`",
        before.get_ref(),
        call.get_ref()
    );
    config.unused(selector, message).note(lines).help("remove one of the two lines")
}

/// The tree of the resources that operations are in.
fn tree(api: &Api) -> Resource {
    let mut root = resource(String::new());
    // Which child of the resource above it each one is.
    let mut positions: BTreeMap<&[String], usize> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let mut at = &mut root;
        for (depth, name) in operation.resource.iter().enumerate() {
            let position = positions.entry(&operation.resource[..=depth]);
            let position = *position.or_insert_with(|| {
                at.children.push(resource(name.clone()));
                at.children.len() - 1
            });
            at = &mut at.children[position];
        }
        at.operations.push(OperationIndex(index));
    }
    root
}

fn resource(name: String) -> Resource {
    Resource {
        singular: singular_name(&name),
        name,
        docs: Docs::default(),
        operations: Vec::new(),
        children: Vec::new(),
    }
}

/// Words that what comes after belongs to.
const PREPOSITIONS: [&str; 9] =
    ["at", "by", "for", "from", "in", "of", "on", "to", "with"];

fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}

/// Words without those that a resource says already: `logs` + `list_logs` → `list`. What comes
/// after a preposition belongs to it: `list_keys_for_user` stays. So does what stands between other
/// words, which would say something else without it: `get_allowed_actions_organization`.
fn without_resource(name: &[String], resource: &[String]) -> Vec<String> {
    let name = without_whole(name, resource);
    let said: Vec<String> = resource
        .iter()
        .flat_map(|part| words(part))
        .map(|w| crate::words::singular(&w))
        .collect();
    let preposition = |word: &String| is_preposition(word);
    let (head, tail) =
        name.split_at(name.iter().position(preposition).unwrap_or(name.len()));
    let is_said = |word: &String| said.contains(&crate::words::singular(word));
    let other = |word: &String| !is_said(word);
    let before = head.iter().skip(1).position(other).map_or(head.len(), |at| at + 1);
    let after = head.iter().rposition(other).unwrap_or(0);
    let kept: Vec<String> = head
        .iter()
        .enumerate()
        .filter(|(at, word)| other(word) || before < *at && *at < after)
        .map(|(_, word)| word)
        .chain(tail)
        .cloned()
        .collect();
    let kept = if kept.first().is_some_and(preposition) { Vec::new() } else { kept };
    if kept.is_empty() { name.to_vec() } else { kept }
}

/// Words without all of a resource's name at their end, where there is a preposition in that:
/// `get_all` for `get_all_codes_of_conduct`.
fn without_whole<'n>(name: &'n [String], resource: &[String]) -> &'n [String] {
    let own = resource.last().map(|last| singulars(last)).unwrap_or_default();
    let is_whole = own.iter().any(|word| is_preposition(word))
        && own.len() < name.len()
        && each_singular(name).ends_with(&own);
    if is_whole { &name[..name.len() - own.len()] } else { name }
}

/// `put_lock` says how it is sent; what it does is `update_lock`.
fn by_method(mut words: Vec<String>, method: &str) -> Vec<String> {
    let usual = match method {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "edit",
        _ => return words,
    };
    if let Some(first) =
        words.first_mut().filter(|first| **first == method.to_lowercase())
    {
        usual.clone_into(first);
    }
    words
}

/// An id without the HTTP method before it: `GET_DescribeImages` (AWS's way).
fn without_method<'i>(id: &'i str, method: &str) -> &'i str {
    let rest = id.strip_prefix(method).and_then(|rest| rest.strip_prefix('_'));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_resource_says() {
        let table = [
            ("list_logs", "logs", "list"),
            ("list_deleted_users", "users", "list_deleted"),
            ("list_user_keys", "users", "list_keys"),
            ("list_keys_for_user", "users", "list_keys_for_user"),
            (
                "get_allowed_actions_organization",
                "actions",
                "get_allowed_actions_organization",
            ),
            ("users", "users", "users"),
            ("get_codes_of_conduct", "codes_of_conduct", "get"),
            ("codes_of_conduct", "codes_of_conduct", "codes_of_conduct"),
        ];
        for (name, resource, expected) in table {
            let resource = [resource.to_owned()];
            let kept = without_resource(&words(name), &resource).join("_");
            assert_eq!(kept, expected);
        }
    }
}
