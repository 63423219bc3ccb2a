//! What ids and texts say to be done, where paths end with a word that could be anything.

use std::collections::BTreeSet;

use super::actions::names;
use super::entries::Entry;
use super::methods::last_name;
use super::paths::Paths;
use super::said::{id_words, said};
use super::segments::Segment;
use super::tree::Place;
use super::verbs::{is_done_where_alone, is_many, is_plain_action, is_verb};
use super::without_method;
use crate::words::{is_plural, singular, words};

impl Paths<'_> {
    /// Whether a path ends with a verb that other names are below, so that it is a resource, and what
    /// is posted there does what that says: `POST /login` beside `/login/providers`.
    pub(super) fn is_verb_above(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> bool {
        let name = last_name(rest);
        let is_named = self.tree.find(full).is_some_and(|place| {
            !place.is_leaf() && !place.has_variable_below() && place.methods.len() == 1
        });
        let id = id_words(operation);
        let is_said = match id.first() {
            Some(first) => first == name && is_verb(name),
            None => is_plain_action(name),
        };
        is_named && is_said
    }

    /// What lists what is done, where nothing else is below that: `/comment/like/list` beside
    /// `POST /comment/like` is a method of comments.
    pub(super) fn list_of_done(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Option<(Vec<String>, Option<String>)> {
        let [above @ .., Segment::Static(verb), Segment::Static(_)] = rest else {
            return None;
        };
        let place = self.tree.find(&full[..full.len() - 1])?;
        let above = names(above);
        if above.is_empty() || !self.is_done_and_listed(place, verb) {
            return None;
        }
        let id = words(operation.id.as_deref().unwrap_or_default());
        let said = id.into_iter().find(|word| singular(word) == *verb);
        let name = format!("list_{}", said.as_ref().unwrap_or(verb));
        Some((above, Some(name)))
    }

    /// Whether something is done at a place and all that is below lists that.
    pub(super) fn is_done_and_listed(&self, place: &Place, verb: &str) -> bool {
        let list = Segment::Static("list".to_owned());
        let is_list = |list: &Place| list.is_leaf() && list.is_only("GET");
        is_verb(verb)
            && place.is_only("POST")
            && place.goes_one_way()
            && self.tree.below(place, &list).is_some_and(is_list)
    }
}

/// The names at the end of paths that ids or descriptions say to be done: `fire_webhook` for
/// `Fire a test webhook`. They are wherever nothing else is said.
pub(super) fn done(
    operations: &[Entry<'_>],
    rests: &[&[Segment]],
    is_alone: impl Fn(usize) -> bool,
) -> BTreeSet<String> {
    let mut done = BTreeSet::new();
    let mut other = BTreeSet::new();
    for (index, (operation, rest)) in operations.iter().zip(rests).enumerate() {
        let statics = names(rest);
        let Some(Segment::Static(last)) = rest.last() else { continue };
        let is_done = operation.method == "POST"
            && statics.len() > 1
            && !is_many(last)
            && is_alone(index)
            && is_said_to_be_done(operation, &statics);
        match is_done {
            true => done.insert(last.clone()),
            false if operation.method != "POST" || !is_alone(index) => {
                other.insert(last.clone())
            }
            false => false,
        };
    }
    done.difference(&other).cloned().collect()
}

/// Whether the id of an operation says that something is created, so that what its path ends with is
/// no verb: `createNote` of `/books/{id}/note`, though a thing elsewhere is noted.
pub(super) fn says_create(operation: &Entry<'_>) -> bool {
    said(operation, &[]) == Some("create")
}

/// Whether an operation's id or description says that what its path ends with is done.
pub(super) fn is_said_to_be_done(operation: &Entry<'_>, statics: &[String]) -> bool {
    statics.last().is_some_and(|last| says_so(operation, last))
        || is_done(operation, statics)
}

/// What is done to many where a path ends with only that: `bulk_create` for `bulkCreatePets` of
/// `/pets/bulk`.
pub(super) fn done_to_many(operation: &Entry<'_>, last: &str) -> Option<String> {
    if !is_many(last) || operation.method == "GET" {
        return None;
    }
    let summary = operation.docs.summary.as_deref();
    let texts = [operation.id.as_deref(), summary].into_iter().flatten();
    texts.into_iter().find_map(|text| match words(text).as_slice() {
        [many, verb, ..] if many == last && is_verb(verb) => {
            Some(format!("{many}_{verb}"))
        }
        _ => None,
    })
}

/// Whether the operation is described with the word that its path ends with: `Fail a transfer` for
/// `/transfers/{id}/fail`, `Redelivers the event`. What is described as `Create …` is no action. What
/// is done to many (`estimate_fees`) needs a verb that is known.
pub(super) fn says_so(operation: &Entry<'_>, last: &str) -> bool {
    let docs = &operation.docs;
    let text = docs.summary.as_deref().or(docs.description.as_deref());
    let words = words(text.unwrap_or_default());
    let verb = last.split('_').next().unwrap_or_default();
    let [first, second, ..] = words.as_slice() else { return false };
    let is_article = matches!(&**second, "a" | "an" | "the" | "this");
    // A description that is no sentence says as little as a name.
    let is_said = match first.strip_prefix(verb) {
        Some("") => is_article || docs.summary.is_some(),
        Some("s" | "es") => is_article,
        _ => false,
    };
    is_said
        && !matches!(&**second, "of" | "for")
        && (!is_plural(last) || verb != last && is_done_where_alone(verb))
}

/// Whether the operation's id begins with the word that its path ends with, and goes on with what
/// that is done to: `bootInstance` for `/instances/{id}/boot`.
pub(super) fn is_done(operation: &Entry<'_>, statics: &[String]) -> bool {
    let id = operation.id.as_deref().unwrap_or_default();
    let id = words(without_method(id, &operation.method));
    let (Some((verb, object)), Some((last, above))) =
        (id.split_first(), statics.split_last())
    else {
        return false;
    };
    let above: Vec<String> =
        above.iter().flat_map(|name| words(name)).map(|word| singular(&word)).collect();
    verb == last
        && !is_plural(last)
        && !object.is_empty()
        && object.iter().all(|word| above.contains(&singular(word)))
}
