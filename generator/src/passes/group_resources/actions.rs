//! Paths that end with what is done.

use super::answers;
use super::collections::is_facts;
use super::done::{done_to_many, is_done, is_said_to_be_done, says_create};
use super::entries::Entry;
use super::is_preposition;
use super::paths::Paths;
use super::rpc::is_spelt;
use super::said::plain_name;
use super::scopes::is_version;
use super::segments::{Segment, keys_at_end};
use super::tree::Place;
use super::verbs::{ends_with_verb, is_action, is_many, is_plain_action, is_verb};
use super::versions::named;
use crate::words::{each_singular, is_plural, singular_name, singulars, snake, words};

impl Paths<'_> {
    /// The static parts that are resources, and the last one where it is what is done.
    pub(super) fn split(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> (Vec<String>, Option<String>) {
        let mut statics = names(rest);
        if let Some(action) = &operation.action {
            return (statics, Some(snake(action)));
        }
        if let Some(name) = self.of_odata(operation, full) {
            statics.pop();
            return (statics, Some(name));
        }
        if let Some(said) = self.said_by_end(operation, rest, full) {
            return said;
        }
        let last = statics.last().cloned().unwrap_or_default();
        let ends_static =
            matches!(rest.last(), Some(Segment::Static(name)) if named(name) == last);
        let place = self.tree.find(full);
        let is_leaf = place.is_none_or(|place| self.is_end(place, &last));
        let only_method = place.is_none_or(|place| is_done_alone(place, &last));
        let several = statics.len() > 1
            || matches!(
                rest,
                [Segment::Static(_), Segment::Variable(_), Segment::Static(_)]
            );
        let acts = self.acts(operation, &statics, full, several);
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
        let is_alone = is_leaf && only_method && several;
        if is_alone && let Some(said) = done_to_many(operation, &last) {
            statics.pop();
            return (statics, Some(said));
        }
        let acts = acts
            || (statics.len() > 2 && self.is_reading(full))
            || self.is_view(operation, rest, full);
        let ends_with_action =
            ends_static && is_leaf && only_method && acts && (several || is_verb(&last));
        let is_named = |name: &Segment| matches!(name, Segment::Static(name) if named(name) == last);
        let is_procedure = || {
            rest.iter().nth_back(keys_at_end(rest)).is_some_and(is_named)
                && self.is_procedure(operation, rest, full)
        };
        if ends_with_action || is_procedure() {
            statics.pop();
            return ended_with(statics, last, operation);
        }
        (statics, None)
    }

    /// The resource and what is done, where the last words of a path say that together.
    fn said_by_end(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Option<(Vec<String>, Option<String>)> {
        let statics = names(rest);
        let are_changes =
            statics.last().is_some_and(|last| self.are_changes(operation, last));
        self.done_to_object(operation, rest, full)
            .or_else(|| self.read_by(operation, rest, full))
            .or_else(|| self.list_of_done(operation, rest, full))
            .or_else(|| self.all_of(operation, rest, full))
            .or_else(|| are_changes.then_some((statics, None)))
    }

    /// Whether a path ends with a verb for a change and gives a list when it is read, so that it is a
    /// name for what is listed: the updates that there are at `/update`.
    fn are_changes(&self, operation: &Entry<'_>, last: &str) -> bool {
        let is_change = matches!(
            plain_name(last),
            Some("create" | "update" | "edit" | "replace" | "delete")
        );
        let is_said = || {
            let id = words(operation.id.as_deref().unwrap_or_default());
            id.first().is_some_and(|first| first == last)
        };
        operation.method == "GET"
            && is_change
            && (operation.pagination.is_some()
                || answers::is_list(self.types, operation) == Some(true))
            && !is_said()
    }

    /// Whether nothing goes on from a place that would make its name a resource.
    fn is_end(&self, place: &Place, name: &str) -> bool {
        let is_done_to = || {
            let can_be_done = !place.has_variable_below() || plain_name(name).is_some();
            is_verb(name) && can_be_done && place.is_done_to
        };
        place.is_leaf()
            || name == "get"
            || is_plain_action(name) && self.tree.has_objects(place)
            || is_done_to()
            || self.is_done_and_listed(place, name)
    }

    /// Whether what an HTTP method does to the last part of a path is what that says.
    fn acts(
        &self,
        operation: &Entry<'_>,
        statics: &[String],
        full: &[Segment],
        several: bool,
    ) -> bool {
        let last = statics.last().map(String::as_str).unwrap_or_default();
        match operation.method.as_str() {
            "GET" | "HEAD" => is_query(last) || is_action(last) && !is_plural(last),
            "POST" => {
                is_action(last)
                    || ends_with_verb(last)
                    || several && self.is_undone(last, full)
                    || several && self.done.contains(last) && !says_create(operation)
                    || several && is_said_to_be_done(operation, statics)
            }
            // What is deleted is not done: `build_cache`.
            "DELETE" => is_plain_action(last) || several && is_done(operation, statics),
            "PUT" | "PATCH" => is_action(last) || several && is_done(operation, statics),
            _ => true,
        }
    }

    /// Whether a path beside this one undoes what this one does, or the other way round: `reblog`
    /// and `unreblog`.
    fn is_undone(&self, last: &str, full: &[Segment]) -> bool {
        let Some((_, above)) = full.split_last() else { return false };
        let is_beside = |name: &str| {
            let beside = [above, &[Segment::Static(name.to_owned())]].concat();
            let place = self.tree.find(&beside);
            place.is_some_and(|place| place.is_leaf() && place.is_only("POST"))
        };
        is_beside(&format!("un{last}")) || last.strip_prefix("un").is_some_and(is_beside)
    }

    /// `purge_cache` beside `cache`: what is done, and the resource it is done to.
    fn done_to(&self, last: &str, full: &[Segment]) -> Option<(String, String)> {
        let (verb, noun) = last.split_once('_')?;
        // `batch_get_channels` gets them.
        let is_said_of_many = is_many(verb) && is_action(noun);
        if !is_verb(verb)
            || is_verb(noun)
            || is_said_of_many
            || noun.contains('_') && is_plain_action(noun)
        {
            return None;
        }
        let (_, above) = full.split_last()?;
        let beside = self.tree.find(above)?.noun(noun)?;
        Some((verb.to_owned(), beside.clone()))
    }

    /// What is done and to what, where a path ends with both: `update/policies`,
    /// `reassign/room/{room_id}`. What could be a noun is done where the id begins with it.
    pub(super) fn done_to_object(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Option<(Vec<String>, Option<String>)> {
        let (before, keys) = before_keys(rest);
        let [above @ .., Segment::Static(verb), Segment::Static(object)] = before else {
            return None;
        };
        let is_beside = self.is_done_beside(full, keys);
        if !is_verb(verb)
            || is_action(object)
            || is_version(object)
            || operation.method == "DELETE"
            || !(does_to(operation, verb, object, above.is_empty()) || is_beside)
            || !self.is_alone(full, keys)
        {
            return None;
        }
        let object = if keys > 0 { singular_name(object) } else { object.clone() };
        let above = names(above);
        // `login_mfa` is of the tag that `login` is of.
        let is_beside = is_beside && !self.procedures.by_tag(operation, verb).is_empty();
        let is_resource = above.is_empty() && verb != "get" && !is_beside;
        Some(match is_resource {
            true => (vec![verb.clone()], Some(object)),
            false => (above, Some(format!("{verb}_{object}"))),
        })
    }

    /// Whether what comes before the last name of a path is done, and to what it says: `login/mfa`
    /// beside `login`.
    fn is_done_beside(&self, full: &[Segment], keys: usize) -> bool {
        let above = self.tree.find(&full[..full.len() - keys - 1]);
        above.is_some_and(|place| place.is_done_to)
    }

    /// By what things are read, where a path ends with that: `reports/by_state`.
    fn read_by(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Option<(Vec<String>, Option<String>)> {
        let (before, keys) = before_keys(rest);
        let (above, how) = match before {
            // `users/by/username/{username}`
            [above @ .., Segment::Static(by), Segment::Static(what)]
                if is_preposition(by) =>
            {
                (above, format!("{by}_{what}"))
            }
            [above @ .., Segment::Static(how)] => (above, how.clone()),
            _ => return None,
        };
        let (preposition, by) = how.split_once('_')?;
        let usual = self.method_name(operation, rest, full);
        let above = names(above);
        let is_read = matches!(&*usual, "get" | "list" | "search" | "find" | "query");
        (matches!(preposition, "by" | "for" | "from")
            && !by.is_empty()
            && !above.is_empty()
            && is_read
            && self.is_alone(full, keys))
        .then(|| (above, Some(format!("{usual}_{how}"))))
    }

    /// Whether there is but one operation at a path, and none on the way to its last name.
    fn is_alone(&self, full: &[Segment], keys: usize) -> bool {
        let way = self.tree.way(full);
        let Some(end) = way.get(full.len()) else { return false };
        let between = way.get(full.len() - keys..full.len()).unwrap_or_default();
        end.is_alone()
            && between.iter().all(|one| one.methods.is_empty() && one.goes_one_way())
    }

    /// Whether a path is one of several below one resource that can only be read.
    pub(super) fn is_reading(&self, full: &[Segment]) -> bool {
        let above = full.split_last().and_then(|(_, above)| self.tree.find(above));
        above.is_some_and(|above| above.is_read)
    }

    /// Whether a path is a way to look at a collection (`reports/daily`): directly below it, no
    /// collection itself, and nothing that one thing of the collection has too (`users/email`
    /// beside `users/{id}/email`).
    fn is_view(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> bool {
        let [Segment::Static(collection), Segment::Static(view)] = rest else {
            return false;
        };
        let ends_plural = |name: &str| name.rsplit('_').next().is_some_and(is_plural);
        let mut of_one = full[..full.len() - 1].to_vec();
        of_one.extend([Segment::Variable(String::new()), Segment::Static(view.clone())]);
        operation.method == "GET"
            && ends_plural(collection)
            && !is_version(view)
            && !is_facts(view)
            && !self.is_collection(operation, rest, full)
            && self.tree.find(&of_one).is_none()
    }
}

/// The fixed parts of a path that are names of things. That something is got the HTTP method says,
/// whom it is for the variable behind `for`, and what only has a version is the API.
pub(super) fn names(path: &[Segment]) -> Vec<String> {
    let statics: Vec<&String> = path
        .iter()
        .filter_map(|segment| match segment {
            Segment::Static(name) => Some(name),
            Segment::Variable(_) => None,
        })
        .collect();
    let last = statics.len().saturating_sub(1);
    let ends_static = matches!(path.last(), Some(Segment::Static(_)));
    let says_something = |at: usize, name: &str| match name {
        "get" => at == last && ends_static,
        // `hat/on` and `hat/off` are what is done.
        name if is_preposition(name) => {
            last == 0 || at == last && ends_static && name != "by"
        }
        name => path.len() > 1 || !is_version(name) || name == "apis",
    };
    let named_things = statics.iter().enumerate();
    let named_things = named_things.filter(|(at, name)| says_something(*at, name));
    named_things.map(|(_, name)| named(name)).collect()
}

/// Whether an operation does to something what its path says. Verbs that are nouns too are done where
/// the id says so and nothing is read, but for `search`; `upgrade/progress` is read.
fn does_to(operation: &Entry<'_>, verb: &str, object: &str, is_first: bool) -> bool {
    let id = words(operation.id.as_deref().unwrap_or_default());
    let is_first_of_id = id.first().is_some_and(|first| first == verb);
    if !is_plain_action(verb) {
        let is_done = operation.method != "GET" || verb == "search";
        let says_object =
            each_singular(&id)[1.min(id.len())..].starts_with(&singulars(object));
        return is_done && is_first_of_id && says_object;
    }
    let summary = words(operation.docs.summary.as_deref().unwrap_or_default());
    let is_described = summary.first().is_some_and(|first| first == verb);
    match operation.method.as_str() {
        "GET" if verb != "get" => {
            !is_plural(object) && (is_first || is_first_of_id || is_described)
        }
        _ => true,
    }
}

/// Whether only one thing is done at a path: by one HTTP method, or by several in one way.
fn is_done_alone(place: &Place, name: &str) -> bool {
    let all = |known: &[&str]| place.methods.iter().all(|one| known.contains(&&**one));
    place.methods.len() == 1
        || matches!(name, "list" | "search" | "query" | "lookup")
            && all(&["GET", "POST"])
        || is_plain_action(name) && all(&["POST", "PUT", "PATCH"])
}

/// A path without the variables that it ends with, and their number.
fn before_keys(path: &[Segment]) -> (&[Segment], usize) {
    let keys = keys_at_end(path);
    (&path[..path.len() - keys], keys)
}

/// The resources above what is done, and that as the operation's id spells it.
fn ended_with(
    mut above: Vec<String>,
    last: String,
    operation: &Entry<'_>,
) -> (Vec<String>, Option<String>) {
    let id = operation.id.as_deref();
    let id = id.filter(|_| !is_action(&last) && is_spelt(operation, &last));
    let last = id.map_or(last, snake);
    match above.pop_if(|above| is_many(above) && is_verb(&last)) {
        Some(many) => (above, Some(format!("{many}_{last}"))),
        None => (above, Some(last)),
    }
}

/// `find_by_tags` is a question, not a collection.
fn is_query(name: &str) -> bool {
    name.split_once("_by_").is_some_and(|(verb, _)| is_action(verb))
}
