//! Calls from paths and methods.
//!
//! The static parts of a path are the resources; what the API puts before everything (`/api/v1`,
//! `/accounts/{account_id}`) is not said again. The method's name follows from the HTTP method and
//! what the path ends with: a collection, one thing of it, or an action.

use std::collections::{BTreeMap, BTreeSet};

use super::scopes::{drop_lone_versions, is_named, prefix, scopes, without_version};
use super::tags::{self, Places};
use super::tree::{Place, Tree};
use super::{Call, without_resource};
use crate::model::{Operation, TypeKind, Types};
use crate::passes::walk;
use crate::words::{is_plural, singular, snake, words};

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Segment {
    /// A fixed name in snake case.
    Static(String),
    /// A variable's name in snake case.
    Variable(String),
}

/// Any variable.
static ANY: Segment = Segment::Variable(String::new());

impl Segment {
    /// Variables are alike whatever they are called.
    pub(super) fn anonymous(&self) -> &Self {
        match self {
            Self::Static(_) => self,
            Self::Variable(_) => &ANY,
        }
    }
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
pub(super) struct Paths<'a> {
    types: &'a Types,
    /// How many parts come before everything and are not said.
    prefix: Vec<Segment>,
    /// The pairs `accounts/{account_id}` that many different resources are below, and whether their
    /// variables have the scope's name.
    scopes: BTreeMap<String, bool>,
    /// What is below a scope and is said to be of it, as `Account Members` are an account's.
    of_scope: BTreeSet<(String, String)>,
    /// What tags say about the names that paths begin with.
    places: Places,
    /// All of them.
    pub(super) tree: Tree,
}

impl<'a> Paths<'a> {
    fn new(paths: &[Vec<Segment>], operations: &[Operation], types: &'a Types) -> Self {
        let prefix = prefix(paths);
        let scopes = scopes(paths, prefix.len());
        let mut paths_of = Self {
            types,
            prefix,
            scopes,
            of_scope: BTreeSet::new(),
            places: Places::default(),
            tree: Tree::new(paths, operations),
        };
        paths_of.of_scope = tags::of_scope(
            operations.iter().zip(paths.iter().map(|path| paths_of.rest(path))),
        );
        let rests: Vec<&[Segment]> =
            paths.iter().map(|path| paths_of.rest(path).1).collect();
        paths_of.places = tags::places(operations, &rests);
        paths_of
    }

    /// A path without what the API puts before everything, and the scope that was before it.
    fn rest<'p>(&self, path: &'p [Segment]) -> (Option<&'p str>, &'p [Segment]) {
        let rest = path.strip_prefix(&*self.prefix).unwrap_or(path);
        match without_version(rest) {
            [Segment::Static(scope), Segment::Variable(variable), after @ ..]
                if self.is_scope(scope, variable)
                    && after
                        .iter()
                        .any(|segment| matches!(segment, Segment::Static(_)))
                    && !self.is_of_scope(scope, without_version(after)) =>
            {
                (Some(scope), without_version(after))
            }
            rest => (None, rest),
        }
    }

    /// Whether many different resources are below a name with a variable.
    fn is_scope(&self, name: &str, variable: &str) -> bool {
        self.scopes.get(name).is_some_and(|named| !named || is_named(variable, name))
    }

    fn is_of_scope(&self, scope: &str, rest: &[Segment]) -> bool {
        matches!(rest.first(), Some(Segment::Static(name))
            if self.of_scope.contains(&(scope.to_owned(), name.clone())))
    }

    /// Takes a scope out of the middle of a path where there also is a path without it:
    /// `apps/namespaces/{namespace}/deployments` beside `apps/deployments`.
    fn without_inner_scope(
        &self,
        full: &[Segment],
        rest: &[Segment],
    ) -> Option<(String, Vec<Segment>)> {
        let before = full.len() - rest.len();
        let at = rest.windows(3).position(|window| {
            matches!(window, [Segment::Static(scope), Segment::Variable(variable), Segment::Static(_)]
                if self.is_scope(scope, variable))
        })?;
        let [Segment::Static(scope), _, child] = &rest[at..at + 3] else { return None };
        let mut without = full[..before + at].to_vec();
        without.push(child.clone());
        if at == 0 || self.tree.find(&without).is_none() {
            return None;
        }
        let kept = rest[..at].iter().chain(&rest[at + 2..]).cloned().collect();
        Some((scope.clone(), kept))
    }

    fn call(&self, operation: &Operation, path: &[Segment]) -> Call {
        let (scope, rest) = self.rest(path);
        match self.without_inner_scope(path, rest) {
            Some((scope, rest)) => {
                let call = self.call_of(operation, Some(&scope), &rest, path);
                Call { yields: true, ..call }
            }
            None => self.call_of(operation, scope, rest, path),
        }
    }

    fn call_of(
        &self,
        operation: &Operation,
        scope: Option<&str>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Call {
        let mut qualifiers: Vec<String> =
            scope.iter().map(|scope| format!("for_{}", singular(scope))).collect();
        let (statics, action) = self.split(operation, rest, full);
        let resource = nested(&self.places.apply(statics));
        let name = match &action {
            Some(action) => {
                let words = words(action);
                without_resource(&words, &resource).join("_")
            }
            None => self.method_name(operation, rest, full),
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
        Call { resource, name, qualifiers, fixed: false, yields: false }
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
            "POST" if on_one && has(self.tree.find(full), "PUT") => "create",
            "POST" if on_one => "update",
            "POST" => "create",
            method @ ("PUT" | "PATCH" | "DELETE") => {
                let name = match method {
                    "PUT" => "update",
                    "PATCH" => "edit",
                    _ => "delete",
                };
                // The same can be done to one of the things: this is done to many.
                let one = || self.tree.below(self.tree.find(full)?, &ANY);
                if !on_one && has(one(), method) {
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
    pub(super) fn is_collection(
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
            Some(false)
                if matches!(rest.last(), Some(Segment::Static(name)) if is_facts(name))
                    && !self.answers_envelope(operation) =>
            {
                return false;
            }
            _ => {}
        }
        if self.tree.find(full).is_some_and(Place::has_variable_below) {
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
        let schema = operation.success.json()?;
        match &walk::definition(self.types, schema).kind {
            TypeKind::List(_) => Some(true),
            TypeKind::Struct(_) | TypeKind::Map(_) => Some(false),
            _ => None,
        }
    }

    /// Whether what a call gives is a list with facts about it: `{"data": [], "has_more": true}`.
    fn answers_envelope(&self, operation: &Operation) -> bool {
        let Some(schema) = operation.success.json() else { return false };
        let data = walk::member(self.types, schema, &["data".to_owned()]);
        data.is_some_and(|data| {
            matches!(walk::definition(self.types, data).kind, TypeKind::List(_))
        })
    }
}

/// Whether there is a path with this method.
fn has(place: Option<&Place>, method: &str) -> bool {
    place.is_some_and(|place| place.methods.contains(method))
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
