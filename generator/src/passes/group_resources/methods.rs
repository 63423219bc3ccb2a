//! The usual names of methods: what an HTTP method does to what a path ends with, unless the
//! operation's id says otherwise.

use std::collections::BTreeSet;

use super::answers;
use super::entries::Entry;
use super::own_verbs::{
    begins_to_work, described_verb, ends_thing, is_done_to_other, is_name,
    is_only_posted, only_verb, other_verb, tells_of_update, unlike_method, verb_of_name,
};
use super::paths::Paths;
use super::said::{id_words, said};
use super::segments::{ANY, Segment};
use super::tree::Place;
use crate::words::is_plural;

impl Paths<'_> {
    /// Whether an id can say that something else is done than what the method usually does:
    /// `stopRun` is no update of a run, whatever else can be done to it.
    fn may_say_other(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> bool {
        let is_plain = || self.is_plain_thing(rest, full);
        match &*operation.method {
            "PUT" | "PATCH" => true,
            "POST" => {
                let name = last_name(rest).rsplit('_').next().unwrap_or_default();
                let is_part = || !is_plural(name) && !self.has_one(full);
                !is_plain()
                    || is_done_to_other(operation, rest)
                    || begins_to_work(operation) && is_part()
            }
            "DELETE" => {
                let is_alone = || self.is_on_one(rest, full) || !self.has_one(full);
                !is_plain() || ends_thing(operation) && is_alone()
            }
            _ => false,
        }
    }

    /// What an operation does for which its HTTP method has no word.
    fn own_name(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Option<String> {
        let other = || {
            let may_say = self.may_say_other(operation, rest, full);
            may_say.then(|| other_verb(operation, rest)).flatten()
        };
        only_verb(operation, rest)
            .or_else(other)
            .or_else(|| unlike_method(operation, rest, said(operation, rest)))
    }

    /// Whether there are paths to one of the things that a path ends with.
    fn has_one(&self, full: &[Segment]) -> bool {
        self.tree.find(full).is_some_and(Place::has_variable_below)
    }

    /// The usual name of what a method does to what a path ends with.
    pub(super) fn method_name(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> String {
        if let Some(name) = self.own_name(operation, rest, full) {
            return name;
        }
        let on_one = self.is_on_one(rest, full);
        let said = said(operation, rest);
        let name = match operation.method.as_str() {
            "GET" if self.is_list(operation, rest, full) => "list",
            "GET" => "get",
            "POST" => match said {
                // Lists with a body, and what is done to one thing.
                Some("get")
                    if self.is_collection(operation, rest, full)
                        && !answers::has_no_list(self.types, operation) =>
                {
                    "list"
                }
                Some(said) if said != "edit" => said,
                None if self.is_verb_above(operation, rest, full) => {
                    return last_name(rest).to_owned();
                }
                _ if on_one => return self.posted_to_one(operation, rest, full),
                _ => "create",
            },
            "PUT" if said == Some("create") => "create",
            // Nothing is sent that could be an update: `Follows a user.`
            "PUT" if on_one && said.is_none() && operation.body.is_none() => {
                return described_verb(operation).unwrap_or_else(|| "update".to_owned());
            }
            method @ ("PUT" | "PATCH" | "DELETE") => {
                let name = match method {
                    "PUT" => "update",
                    "PATCH" if self.is_update(full, said) => "update",
                    "PATCH" => "edit",
                    _ => "delete",
                };
                // The same can be done to one of the things: this is done to many.
                let one = || self.tree.below(self.tree.find(full)?, &ANY);
                if !on_one && has(one(), method) {
                    let is_end = method == "DELETE" && ends_thing(operation);
                    let end = is_end.then(|| other_verb(operation, rest)).flatten();
                    return format!("bulk_{}", end.as_deref().unwrap_or(name));
                }
                // `update` is what is done to one of them.
                let taken = self.patch_updates && has(one(), "PATCH");
                if !on_one && name == "update" && taken {
                    let first = id_words(operation).first().cloned();
                    let upserts = first.filter(|word| word == "upsert");
                    return upserts.unwrap_or_else(|| "replace".to_owned());
                }
                name
            }
            other => return other.to_lowercase(),
        };
        name.to_owned()
    }

    /// What `POST` to one thing is called: an update where the thing can be read or changed, and
    /// else what the id or the summary says.
    fn posted_to_one(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> String {
        let place = self.tree.find(full);
        let is_thing = has(place, "GET") || has(place, "PATCH");
        let is_changed = has(place, "PUT") || has(place, "PATCH");
        let usual = match self.is_updated_otherwise(full) {
            true => "create",
            false
                if is_thing
                    || said(operation, rest) == Some("edit")
                    || tells_of_update(operation) =>
            {
                "update"
            }
            false => "create",
        };
        other_verb(operation, rest)
            .filter(|verb| usual == "create" || !is_name(verb, rest))
            .or_else(|| verb_of_name(operation, rest))
            .or_else(|| described_verb(operation))
            .unwrap_or_else(|| match is_changed && is_only_posted(operation, rest) {
                true => "post".to_owned(),
                false => usual.to_owned(),
            })
    }

    /// Whether another method than `POST` updates a thing.
    fn is_updated_otherwise(&self, full: &[Segment]) -> bool {
        let place = self.tree.find(full);
        has(place, "PUT") || self.patch_updates && has(place, "PATCH")
    }

    /// Whether changing a thing in part is called an update.
    fn is_update(&self, full: &[Segment], said: Option<&'static str>) -> bool {
        self.patch_updates && said == Some("update") && !has(self.tree.find(full), "PUT")
    }

    /// Whether other operations on a path, or on one thing of its collection, create, get, change
    /// or delete it, so that each HTTP method does what it usually does.
    fn is_plain_thing(&self, rest: &[Segment], full: &[Segment]) -> bool {
        let is_plain = |place: Option<&Place>| place.is_some_and(|place| place.is_plain);
        let beside = match rest.last() {
            Some(Segment::Variable(_)) if !self.is_keyed(full) => {
                self.tree.find(&full[..full.len() - 1])
            }
            _ => self.tree.find(full).and_then(|place| self.tree.below(place, &ANY)),
        };
        is_plain(self.tree.find(full)) || is_plain(beside)
    }

    /// Whether a method is called what another HTTP method usually is: `POST` lists, or changes
    /// things that can be changed with `PUT` as well.
    pub(super) fn is_odd(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> bool {
        let on_one = self.is_on_one(rest, full);
        let said = said(operation, rest);
        let usual = match operation.method.as_str() {
            "POST" if on_one => "update",
            "POST" => "create",
            "PUT" | "PATCH" if said == Some("delete") => return true,
            "PUT" => return said == Some("create"),
            _ => return false,
        };
        on_one && self.is_updated_otherwise(full)
            || said
                .is_some_and(|said| !matches!(said, "edit" | "create") && said != usual)
    }
}

/// The name that a path ends with.
pub(super) fn last_name(path: &[Segment]) -> &str {
    match path.last() {
        Some(Segment::Static(name)) => name,
        _ => "",
    }
}

/// Whether there is a path with this method.
pub(super) fn has(place: Option<&Place>, method: &str) -> bool {
    place.is_some_and(|place| place.methods.contains(method))
}

/// Whether an API calls it an update where a thing is changed in part: most ids of its `PATCH` do,
/// and most things that are changed so have no `PUT`, which would be the update.
pub(super) fn patch_updates(operations: &[Entry<'_>]) -> bool {
    let of = |method: &'static str| {
        operations.iter().filter(move |operation| operation.method == method)
    };
    let put: BTreeSet<&str> = of("PUT").map(|operation| &*operation.path).collect();
    let count = of("PATCH").count();
    let updates = of("PATCH").filter(|one| said(one, &[]) == Some("update")).count();
    let with_put = of("PATCH").filter(|one| put.contains(&*one.path)).count();
    updates * 2 >= count && with_put * 2 <= count
}
