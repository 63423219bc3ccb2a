//! Calls from paths and methods.
//!
//! The static parts of a path are the resources; what the API puts before everything (`/api/v1`,
//! `/accounts/{account_id}`) is not said again. The method's name follows from the HTTP method and
//! what the path ends with: a collection, one thing of it, or an action.

use std::collections::{BTreeMap, BTreeSet};

use super::tags::{self, Places};
use super::verbs::{ends_with_verb, is_action, is_verb};
use super::{Call, without_resource};
use crate::model::{Operation, Success, TypeKind, Types};
use crate::passes::walk;
use crate::words::{is_plural, singular, singular_name, snake, words};

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Segment {
    /// A fixed name in snake case.
    Static(String),
    /// A variable's name in snake case.
    Variable(String),
}

pub(super) fn calls(operations: &[Operation], types: &Types) -> Vec<Call> {
    let mut paths: Vec<Vec<Segment>> =
        operations.iter().map(|operation| segments(&operation.path)).collect();
    drop_lone_versions(&mut paths, operations);
    let tree = Paths::new(&paths, operations, types);
    operations
        .iter()
        .zip(&paths)
        .map(|(operation, path)| tree.call(operation, path))
        .collect()
}

/// `/a-b/{c}/d.json:run` as static parts and variables.
fn segments(path: &str) -> Vec<Segment> {
    let path = path.split('?').next().unwrap_or_default();
    let mut segments = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // `{id}:cancel` is an action on one thing (Google's way).
        let (part, action) = match part.rsplit_once(':') {
            Some((before, action)) if !action.is_empty() && !action.contains('}') => {
                (before, Some(action))
            }
            _ => (part, None),
        };
        let part =
            part.strip_suffix(".json").or(part.strip_suffix(".xml")).unwrap_or(part);
        match part.find('{') {
            Some(0) => {
                let name = part.trim_matches(|c| c == '{' || c == '}');
                segments.push(Segment::Variable(snake(name)));
            }
            Some(open) => {
                // `Users('{id}')` (OData): a collection and a key.
                push_static(&mut segments, &part[..open]);
                let name = part[open..].trim_matches(|c: char| !c.is_alphanumeric());
                segments.push(Segment::Variable(snake(name)));
            }
            None => push_static(&mut segments, part),
        }
        if let Some(action) = action {
            push_static(&mut segments, action);
        }
    }
    segments
}

fn push_static(segments: &mut Vec<Segment>, name: &str) {
    let name = snake(name);
    // That it is an API goes without saying.
    let name = name.strip_suffix("_api").unwrap_or(&name);
    if !name.is_empty() {
        segments.push(Segment::Static(name.to_owned()));
    }
}

/// What is known of all paths together.
struct Paths<'a> {
    types: &'a Types,
    /// How many parts come before everything and are not said.
    prefix: Vec<Segment>,
    /// The pairs `accounts/{account_id}` that many different resources are below.
    scopes: BTreeSet<String>,
    /// What tags say about the names that paths begin with.
    places: Places,
    /// Every path that goes on, with what it goes on with.
    below: BTreeMap<Vec<Segment>, BTreeSet<Segment>>,
    /// The methods of every path.
    methods: BTreeMap<Vec<Segment>, BTreeSet<String>>,
}

impl<'a> Paths<'a> {
    fn new(paths: &[Vec<Segment>], operations: &[Operation], types: &'a Types) -> Self {
        let mut below: BTreeMap<Vec<Segment>, BTreeSet<Segment>> = BTreeMap::new();
        let mut methods: BTreeMap<Vec<Segment>, BTreeSet<String>> = BTreeMap::new();
        for (path, operation) in paths.iter().zip(operations) {
            let path: Vec<Segment> = path.iter().map(anonymous).collect();
            for end in 0..path.len() {
                below.entry(path[..end].to_vec()).or_default().insert(path[end].clone());
            }
            methods.entry(path).or_default().insert(operation.method.clone());
        }
        let prefix = prefix(paths);
        let scopes = scopes(paths, prefix.len());
        let mut paths_of =
            Self { types, prefix, scopes, places: Places::default(), below, methods };
        let rests: Vec<&[Segment]> =
            paths.iter().map(|path| paths_of.rest(path).1).collect();
        paths_of.places = tags::places(operations, &rests);
        paths_of
    }

    /// A path without what the API puts before everything, and the scope that was before it.
    fn rest<'p>(&self, path: &'p [Segment]) -> (Option<&'p str>, &'p [Segment]) {
        let rest = path.strip_prefix(&*self.prefix).unwrap_or(path);
        match without_version(rest) {
            [Segment::Static(scope), Segment::Variable(_), after @ ..]
                if self.scopes.contains(scope)
                    && after
                        .iter()
                        .any(|segment| matches!(segment, Segment::Static(_))) =>
            {
                (Some(scope), without_version(after))
            }
            rest => (None, rest),
        }
    }

    fn call(&self, operation: &Operation, path: &[Segment]) -> Call {
        let (scope, rest) = self.rest(path);
        let mut qualifiers: Vec<String> =
            scope.iter().map(|scope| format!("for_{}", singular(scope))).collect();
        let full: Vec<Segment> = path.iter().map(anonymous).collect();
        let (statics, action) = self.split(operation, rest, &full);
        let resource = nested(&self.places.apply(statics));
        let name = match &action {
            Some(action) => {
                let words = words(action);
                without_resource(&words, &resource).join("_")
            }
            None => self.method_name(operation, rest, &full),
        };
        for segment in rest.iter().rev() {
            if let Segment::Variable(variable) = segment
                && let Some(name) = variable_name(variable)
            {
                qualifiers.push(format!("by_{name}"));
            }
        }
        let name = if resource.is_empty() && action.is_none() && operation.id.is_some() {
            let id = operation.id.as_deref().unwrap_or_default();
            snake(id)
        } else {
            name
        };
        Call { resource, name, qualifiers, fixed: false }
    }

    /// The static parts that are resources, and the last one where it is what is done.
    fn split(
        &self,
        operation: &Operation,
        rest: &[Segment],
        full: &[Segment],
    ) -> (Vec<String>, Option<String>) {
        let mut statics: Vec<String> = rest
            .iter()
            .filter_map(|segment| match segment {
                Segment::Static(name) => Some(name.clone()),
                Segment::Variable(_) => None,
            })
            .collect();
        let ends_static = matches!(rest.last(), Some(Segment::Static(_)));
        let last = statics.last().cloned().unwrap_or_default();
        let is_leaf = !self.below.contains_key(full);
        let only_method =
            self.methods.get(full).is_none_or(|methods| methods.len() == 1);
        let several = statics.len() > 1
            || matches!(
                rest,
                [Segment::Static(_), Segment::Variable(_), Segment::Static(_)]
            );
        let acts = match operation.method.as_str() {
            "GET" | "HEAD" => is_action(&last) && !is_plural(&last),
            "POST" => is_action(&last) || ends_with_verb(&last),
            "PUT" | "PATCH" | "DELETE" => is_action(&last),
            _ => true,
        };
        if ends_static
            && is_leaf
            && only_method
            && operation.method != "GET"
            && let Some((verb, noun)) = self.done_to(&last, full)
        {
            statics.pop();
            statics.push(noun);
            return (statics, Some(verb));
        }
        let acts = acts || (statics.len() > 2 && self.is_reading(full));
        if ends_static && is_leaf && only_method && acts && (several || is_verb(&last)) {
            statics.pop();
            if let Some(many) = statics.pop_if(|above| is_many(above) && is_verb(&last))
            {
                return (statics, Some(format!("{many}_{last}")));
            }
            return (statics, Some(last));
        }
        (statics, None)
    }

    /// `purge_cache` beside `cache`: what is done, and the resource it is done to.
    fn done_to(&self, last: &str, full: &[Segment]) -> Option<(String, String)> {
        let (verb, noun) = last.split_once('_').filter(|(verb, _)| is_verb(verb))?;
        let (_, above) = full.split_last()?;
        let beside =
            self.below.get(above)?.iter().find_map(|segment| match segment {
                Segment::Static(name) if singular_name(name) == singular_name(noun) => {
                    Some(name)
                }
                _ => None,
            })?;
        Some((verb.to_owned(), beside.clone()))
    }

    /// Whether a path is one of several below one resource that can only be read: ways to look at
    /// one thing (`summary/bots`, `summary/devices`, …) are its methods.
    fn is_reading(&self, full: &[Segment]) -> bool {
        let Some((_, above)) = full.split_last() else { return false };
        let Some(beside) = self.below.get(above) else { return false };
        let read = |segment: &&Segment| {
            let mut path = above.to_vec();
            path.push((*segment).clone());
            !self.below.contains_key(&path)
                && self
                    .methods
                    .get(&path)
                    .is_some_and(|methods| methods.len() == 1 && methods.contains("GET"))
        };
        let is_static = |segment: &Segment| matches!(segment, Segment::Static(_));
        above.last().is_some_and(is_static)
            && beside.iter().all(is_static)
            && beside.iter().filter(read).count() >= READINGS
    }

    /// The usual name of what a method does to what a path ends with.
    fn method_name(
        &self,
        operation: &Operation,
        rest: &[Segment],
        full: &[Segment],
    ) -> String {
        let on_one = matches!(rest.last(), Some(Segment::Variable(_)));
        let name = match operation.method.as_str() {
            "GET" if on_one => "get",
            "GET" if self.is_collection(operation, rest, full) => "list",
            "GET" => "get",
            "POST" if on_one && self.has(full, "PUT") => "create",
            "POST" if on_one => "update",
            "POST" => "create",
            method @ ("PUT" | "PATCH" | "DELETE") => {
                let name = match method {
                    "PUT" => "update",
                    "PATCH" => "edit",
                    _ => "delete",
                };
                // The same can be done to one of the things: this is done to many.
                let mut one = full.to_vec();
                one.push(Segment::Variable(String::new()));
                if !on_one && self.has(&one, method) {
                    return format!("bulk_{name}");
                }
                name
            }
            other => return other.to_lowercase(),
        };
        name.to_owned()
    }

    /// Whether a path that ends with a name stands for many things: the answer says so, there are
    /// paths to one of them, or the name is a plural.
    fn is_collection(
        &self,
        operation: &Operation,
        rest: &[Segment],
        full: &[Segment],
    ) -> bool {
        if operation.pagination.is_some() {
            return true;
        }
        match self.answers_list(operation) {
            Some(true) => return true,
            Some(false) if matches!(rest.last(), Some(Segment::Static(name)) if is_facts(name)) =>
            {
                return false;
            }
            _ => {}
        }
        if self.below.get(full).is_some_and(|below| {
            below.iter().any(|segment| matches!(segment, Segment::Variable(_)))
        }) {
            return true;
        }
        match rest.last() {
            Some(Segment::Static(name)) => {
                name.rsplit('_').next().is_some_and(is_plural)
            }
            _ => false,
        }
    }

    /// Whether what a call gives is a list, where that is known.
    fn answers_list(&self, operation: &Operation) -> Option<bool> {
        let Success::Json { schema, .. } = &operation.success else { return None };
        match &walk::definition(self.types, *schema).kind {
            TypeKind::List(_) => Some(true),
            TypeKind::Struct(_) | TypeKind::Map(_) => Some(false),
            _ => None,
        }
    }

    fn has(&self, full: &[Segment], method: &str) -> bool {
        self.methods.get(full).is_some_and(|methods| methods.contains(method))
    }
}

/// Whether a plural stands for one thing with many sides.
fn is_facts(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or_default();
    [
        "settings",
        "stats",
        "statistics",
        "metrics",
        "preferences",
        "options",
        "credentials",
        "details",
        "insights",
        "limits",
        "permissions",
        "constants",
        "configs",
        "analytics",
        "capabilities",
        "properties",
        "features",
        "defaults",
        "totals",
        "counts",
        "credits",
    ]
    .contains(&last)
}

/// `bulk/delete` is one action.
fn is_many(name: &str) -> bool {
    matches!(name, "bulk" | "batch" | "bulks" | "batches")
}

/// Variables are alike whatever they are called.
fn anonymous(segment: &Segment) -> Segment {
    match segment {
        Segment::Static(_) => segment.clone(),
        Segment::Variable(_) => Segment::Variable(String::new()),
    }
}

/// `v1`, `2024-01`, `api`: says nothing about what is called.
fn is_version(name: &str) -> bool {
    let version = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '_')
    };
    matches!(name, "api" | "rest" | "apis")
        || version(name)
        || name.strip_prefix('v').is_some_and(|rest| {
            let digits =
                rest.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
            rest.starts_with(|c: char| c.is_ascii_digit())
                && !digits.is_empty()
                && rest.len() <= 8
        })
}

fn without_version(mut path: &[Segment]) -> &[Segment] {
    while let [Segment::Static(name), rest @ ..] = path
        && is_version(name)
        && !rest.is_empty()
    {
        path = rest;
    }
    path
}

/// Takes out the versions inside of paths (`alerts/v3/policies`) that tell nothing apart: there is
/// no other version beside them, and no other path would be the same without them.
fn drop_lone_versions(paths: &mut [Vec<Segment>], operations: &[Operation]) {
    let is_inner = |index: usize, segment: &Segment| match segment {
        Segment::Static(name) => index > 0 && name.starts_with('v') && is_version(name),
        Segment::Variable(_) => false,
    };
    let above = |path: &[Segment]| path.iter().map(anonymous).collect::<Vec<_>>();
    let mut versions: BTreeMap<Vec<Segment>, BTreeSet<Segment>> = BTreeMap::new();
    for path in paths.iter() {
        for (index, segment) in path.iter().enumerate() {
            if is_inner(index, segment) && index + 1 < path.len() {
                versions
                    .entry(above(&path[..index]))
                    .or_default()
                    .insert(segment.clone());
            }
        }
    }
    let shorter = |path: &[Segment]| -> Vec<Segment> {
        let lone = |index: usize| {
            versions.get(&above(&path[..index])).is_some_and(|beside| beside.len() == 1)
        };
        let kept = path.iter().enumerate().filter(|(index, segment)| {
            !(is_inner(*index, segment) && index + 1 < path.len() && lone(*index))
        });
        kept.map(|(_, segment)| segment.clone()).collect()
    };
    let mut taken: BTreeMap<(&str, Vec<Segment>), usize> = BTreeMap::new();
    let shorter: Vec<Vec<Segment>> = paths.iter().map(|path| shorter(path)).collect();
    let key = |index: usize, path: &[Segment]| (&*operations[index].method, above(path));
    for (index, path) in shorter.iter().enumerate() {
        *taken.entry(key(index, path)).or_default() += 1;
    }
    for (index, short) in shorter.iter().enumerate() {
        if taken.get(&key(index, short)) == Some(&1) {
            paths[index].clone_from(short);
        }
    }
}

/// The static parts that all paths begin with, as long as something is left.
fn prefix(paths: &[Vec<Segment>]) -> Vec<Segment> {
    let Some(first) = paths.first().filter(|_| paths.len() > 1) else {
        return Vec::new();
    };
    let mut length = 0;
    while let Some(segment @ Segment::Static(_)) = first.get(length) {
        let shared = paths.iter().all(|path| {
            path.get(length) == Some(segment)
                && matches!(path.get(length + 1), Some(Segment::Static(_)))
        });
        if !shared {
            break;
        }
        length += 1;
    }
    first[..length].to_vec()
}

/// How many paths that can only be read make their last parts methods.
const READINGS: usize = 2;

/// How many different resources make what is above them a scope.
const SCOPE_CHILDREN: usize = 6;

/// The share of all paths that are below a scope.
const SCOPE_SHARE: f64 = 0.12;

/// The names of collections that are a scope: `/accounts/{account_id}/…` with many different
/// resources below, which nobody thinks of as parts of an account.
fn scopes(paths: &[Vec<Segment>], prefix: usize) -> BTreeSet<String> {
    let mut below: BTreeMap<&str, (BTreeSet<&str>, usize)> = BTreeMap::new();
    for path in paths.iter().filter(|path| path.len() > prefix) {
        let rest = without_version(&path[prefix..]);
        if let [
            Segment::Static(scope),
            Segment::Variable(_),
            Segment::Static(child),
            ..,
        ] = rest
        {
            let (children, count) = below.entry(scope).or_default();
            children.insert(child);
            *count += 1;
        }
    }
    below
        .into_iter()
        .filter(|(_, (children, count))| {
            children.len() >= SCOPE_CHILDREN
                && *count as f64 >= SCOPE_SHARE * paths.len() as f64
        })
        .map(|(scope, _)| scope.to_owned())
        .collect()
}

/// Resources from static parts: what the part above says already is not said again
/// (`ai_gateway/gateways` → `ai_gateway`).
fn nested(statics: &[String]) -> Vec<String> {
    let mut resources: Vec<String> = Vec::new();
    for name in statics {
        let said = resources.last().is_some_and(|above| stutters(above, name));
        if !said {
            resources.push(name.clone());
        }
    }
    resources
}

/// Whether the words of a name are the last words of the name above it.
fn stutters(above: &str, name: &str) -> bool {
    let singulars = |name: &str| -> Vec<String> {
        words(name).iter().map(|word| singular(word)).collect()
    };
    singulars(above).ends_with(&singulars(name))
}

/// `by_name` for a variable `pet_name`; nothing for `id`.
fn variable_name(variable: &str) -> Option<String> {
    let kept: Vec<&str> = variable.split('_').filter(|word| *word != "id").collect();
    (!kept.is_empty()).then(|| kept.join("_"))
}
