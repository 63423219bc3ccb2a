//! Calls from paths and methods.
//!
//! The static parts of a path are the resources; what the API puts before everything (`/api/v1`,
//! `/accounts/{account_id}`) is not said again. The method's name follows from the HTTP method and
//! what the path ends with: a collection, one thing of it, or an action.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::Entry;
use super::methods::patch_updates;
use super::own_name::drop_own_name;
use super::rpc::Procedures;
use super::said::is_got;
use super::scopes::{drop_lone_versions, is_named, prefix, scopes, without_version};
use super::segments::{
    Segment, drop_formats, file_ending, is_format, is_key_name, parts, segments,
    suffix_of_key, without_chosen_format,
};
use super::tags::{self, Places};
use super::tree::{Place, Tree};
use super::verbs::is_plain_action;
use super::versions::Versions;
use super::{
    Call, by_method, done, is_preposition, named_keys, run_together, without_method,
    without_resource,
};
use crate::model::{Api, Types};
use crate::words::{singular, singular_name, singulars, words};

pub(super) fn calls(operations: &[Entry<'_>], api: &Api) -> Vec<Call> {
    let all: BTreeSet<&str> = operations.iter().map(|one| &*one.path).collect();
    let plain = operations.iter().map(|one| without_chosen_format(&one.path, &all));
    let mut paths: Vec<Vec<Segment>> = plain.map(segments).collect();
    let methods: Vec<&str> = operations.iter().map(|one| &*one.method).collect();
    drop_formats(&mut paths, &methods);
    run_together::split(&mut paths, operations);
    let named = named_keys::tell_apart(&mut paths, operations);
    drop_own_name(&mut paths, &api.title);
    drop_lone_versions(&mut paths, operations);
    let mut scopes = scopes(&paths, operations, prefix(&paths).len());
    // What names a key is no scope of all that is below the key.
    scopes.retain(|scope, _| !named.contains(scope));
    let all = Paths::new(&paths, operations, scopes, &api.types);
    let both = operations.iter().zip(&paths);
    let mut calls: Vec<Call> =
        both.map(|(operation, path)| all.call(operation, path)).collect();
    all.lift(&mut calls, operations, &paths);
    calls
}

/// What is known of all paths together.
pub(super) struct Paths<'a> {
    pub(super) types: &'a Types,
    /// How many parts come before everything and are not said.
    prefix: Vec<Segment>,
    /// The pairs `accounts/{account_id}` that many different resources are below, and whether only
    /// variables with the scope's name lead there.
    scopes: BTreeMap<String, bool>,
    /// What is below a scope and is said to be of it, as `Account Members` are an account's.
    of_scope: BTreeSet<(String, String)>,
    /// What tags say about the names that paths begin with.
    places: Places,
    /// What is known of procedures.
    pub(super) procedures: Procedures,
    /// Whether it calls it an update where a thing is changed in part.
    pub(super) patch_updates: bool,
    /// What ids or descriptions say to be done wherever it stands at the end of a path.
    pub(super) done: BTreeSet<String>,
    /// Which versions of a resource there are beside another one.
    versions: Versions,
    /// All of them.
    pub(super) tree: Tree,
}

impl<'a> Paths<'a> {
    fn new(
        paths: &[Vec<Segment>],
        operations: &[Entry<'_>],
        scopes: BTreeMap<String, bool>,
        types: &'a Types,
    ) -> Self {
        let prefix = prefix(paths);
        let mut paths_of = Self {
            types,
            prefix,
            scopes,
            of_scope: BTreeSet::new(),
            places: Places::default(),
            procedures: Procedures::default(),
            patch_updates: patch_updates(operations),
            done: BTreeSet::new(),
            versions: Versions::default(),
            tree: Tree::new(paths, operations, types),
        };
        paths_of.of_scope = tags::of_scope(
            operations
                .iter()
                .zip(paths)
                .map(|(operation, path)| (operation, paths_of.rest(operation, path))),
        );
        let before: Vec<usize> = operations
            .iter()
            .zip(paths)
            .map(|(operation, path)| paths_of.before(operation, path))
            .collect();
        let split = || paths.iter().zip(&before).map(|(path, at)| path.split_at(*at));
        let rests: Vec<&[Segment]> = split().map(|(_, rest)| rest).collect();
        let places = tags::places(operations, &rests);
        let procedures = Procedures::new(operations, &rests);
        let versions = Versions::new(operations, split(), paths_of.prefix.len());
        let is_alone = |index: usize| {
            let place = paths_of.tree.find(&paths[index]);
            place.is_some_and(Place::is_alone)
        };
        let done = done::done(operations, &rests, is_alone);
        Self { places, procedures, done, versions, ..paths_of }
    }

    /// A path without what the API puts before everything, and the scope that was before it. What
    /// the operation's tag names is no mere scope.
    pub(super) fn rest<'p>(
        &self,
        operation: &Entry<'_>,
        path: &'p [Segment],
    ) -> (Option<&'p str>, &'p [Segment]) {
        let rest = path.strip_prefix(&*self.prefix).unwrap_or(path);
        match without_version(rest) {
            [Segment::Static(scope), Segment::Variable(variable), after @ ..]
                if self.is_scope(scope, variable)
                    && (!is_tagged(operation, scope) || ends_with_action(after))
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

    /// How many parts of a path are before its rest.
    fn before(&self, operation: &Entry<'_>, path: &[Segment]) -> usize {
        path.len() - self.rest(operation, path).1.len()
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

    fn call(&self, operation: &Entry<'_>, path: &[Segment]) -> Call {
        let (scope, rest) = self.rest(operation, path);
        let mut call = match self.without_inner_scope(path, rest) {
            Some((scope, rest)) => {
                let call = self.call_of(operation, Some(&scope), &rest, path);
                Call { yields: true, ..call }
            }
            None => self.call_of(operation, scope, rest, path),
        };
        let (before, rest) = path.split_at(self.before(operation, path));
        let version = self.versions.of(before.get(self.prefix.len()..), rest);
        call.resource.splice(0..0, version);
        self.leave_name_to_one(&mut call, operation, path);
        call
    }

    fn call_of(
        &self,
        operation: &Entry<'_>,
        scope: Option<&str>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Call {
        let mut qualifiers: Vec<String> =
            scope.iter().map(|scope| format!("for_{}", singular(scope))).collect();
        let named = self.named(operation, rest, full);
        let is_named = named.is_some();
        let (resource, action) = match named {
            Some((resource, method)) => (resource, Some(method)),
            None => self.place(operation, scope, rest, full),
        };
        let name = match &action {
            Some(action) if is_named => action.clone(),
            Some(action) => {
                let kept = without_resource(&words(action), &resource);
                // `#add_shared_link` of web links is about no other ones, and `update/policies` not
                // about those above.
                let is_whole = operation.action.is_some() && kept.len() > 1
                    || self.done_to_object(operation, rest, full).is_some();
                if is_whole { action.clone() } else { kept.join("_") }
            }
            None => self.method_name(operation, rest, full),
        };
        let name = match &action {
            Some(_)
                if !is_named && !self.is_reading(full) && is_got(operation, &name) =>
            {
                format!("get_{name}")
            }
            _ => name,
        };
        let name = match for_all(operation) {
            Some(all) if action.is_none() => format!("{name}_{all}"),
            _ => name,
        };
        qualifiers.extend(keys(rest).map(|name| format!("by_{name}")));
        let id = operation.id.as_deref().filter(|_| {
            resource.is_empty() && (action.is_none() || operation.action.is_some())
        });
        let name = match id {
            Some(id) => {
                let id = words(without_method(id, &operation.method));
                by_method(id, &operation.method).join("_")
            }
            None => name,
        };
        let usual = action.map(|_| self.method_name(operation, rest, full));
        let is_odd = usual.is_none() && self.is_odd(operation, rest, full);
        // `POST /runs/list` beside `GET /runs`.
        let reads_oddly = matches!(&*name, "list" | "get") && operation.method != "GET";
        let has_format = parts(&operation.path)
            .last()
            .is_some_and(|last| is_format(last) || is_special_key(last));
        // `/studies/by/{user}` beside `/studies/{id}`.
        let has_preposition = matches!(rest, [.., Segment::Static(how), Segment::Variable(_)]
            if is_preposition(how));
        let is_behind = operation.action.is_some();
        let yields = is_behind || is_odd || reads_oddly || has_format || has_preposition;
        Call { resource, name, usual, qualifiers, fixed: false, yields }
    }

    /// The resource of a path, and what is done where the path says that.
    fn place(
        &self,
        operation: &Entry<'_>,
        scope: Option<&str>,
        rest: &[Segment],
        full: &[Segment],
    ) -> (Vec<String>, Option<String>) {
        let (statics, action) = self.split(operation, rest, full);
        let resource = nested(&self.places.apply(statics));
        match (&action, scope) {
            // What is done to an account or a zone itself.
            (Some(_), Some(scope)) if resource.is_empty() => {
                (nested(&self.places.apply(vec![scope.to_owned()])), action)
            }
            (Some(name), None) if resource.is_empty() => {
                (self.procedures.by_tag(operation, name), action)
            }
            // `/` and `/api` name nothing.
            (None, None) if resource.is_empty() && operation.id.is_none() => {
                (self.procedures.by_tag(operation, ""), action)
            }
            _ => (resource, action),
        }
    }
}

/// Whether a part is a key with what a file is behind it that is no usual answer (`{id}.mp3`), with
/// another name (`{id}-mapping.json`), or says which key it is (`key={key}`).
fn is_special_key(part: &str) -> bool {
    file_ending(part).is_some_and(|ending| ending != "json")
        || suffix_of_key(part).is_some()
        || part.split_once('{').is_some_and(|(head, _)| is_key_name(head))
}

/// Whether a path only says what is done: to what is before it, or to what stands beside it.
fn ends_with_action(path: &[Segment]) -> bool {
    matches!(path, [Segment::Static(name)] if is_plain_action(name))
}

/// Whether the operation has the tag `Recipes` of the name `recipes`.
fn is_tagged(operation: &Entry<'_>, name: &str) -> bool {
    operation.tags.iter().any(|tag| singulars(tag) == singulars(name))
}

/// What an id ends with where that says that it is about everything in the API:
/// `for_all_namespaces`.
fn for_all(operation: &Entry<'_>) -> Option<String> {
    let words = words(operation.id.as_deref()?);
    let at = words.windows(2).rposition(|pair| pair == ["for", "all"])?;
    (at > 1 && at + 3 == words.len()).then(|| words[at..].join("_"))
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
    singulars(above).ends_with(&singulars(name))
}

/// `by_name` for a variable `pet_name`; nothing for `id`.
fn variable_name(variable: &str) -> Option<String> {
    let kept: Vec<&str> = variable.split('_').filter(|word| *word != "id").collect();
    (!kept.is_empty()).then(|| kept.join("_"))
}

/// The names of the variables of a path, the last one first. A number that is written in the path
/// is no argument.
fn keys(rest: &[Segment]) -> impl Iterator<Item = String> {
    rest.iter().enumerate().rev().filter_map(|(index, segment)| {
        let Segment::Variable(variable) = segment else { return None };
        if variable.is_empty() {
            return None;
        }
        variable_name(variable).or_else(|| match rest[..index].last()? {
            Segment::Static(above) => Some(singular_name(above)),
            Segment::Variable(_) => None,
        })
    })
}
