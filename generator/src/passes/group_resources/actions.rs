//! Paths that end with what is done.

use super::collections::is_facts;
use super::entries::Entry;
use super::paths::Paths;
use super::rpc::is_spelt;
use super::scopes::is_version;
use super::segments::Segment;
use super::tree::Place;
use super::verbs::{ends_with_verb, is_action, is_many, is_plain_action, is_verb};
use super::versions::named;
use crate::words::{is_plural, singular, snake, words};

impl Paths<'_> {
    /// The static parts that are resources, and the last one where it is what is done.
    pub(super) fn split(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> (Vec<String>, Option<String>) {
        let mut statics: Vec<String> = rest
            .iter()
            .filter_map(|segment| match segment {
                Segment::Static(name) => Some(named(name)),
                Segment::Variable(_) => None,
            })
            .collect();
        if let Some(action) = &operation.action {
            return (statics, Some(snake(action)));
        }
        let ends_static = matches!(rest.last(), Some(Segment::Static(_)));
        let last = statics.last().cloned().unwrap_or_default();
        let place = self.tree.find(full);
        let is_leaf = place.is_none_or(Place::is_leaf);
        let only_method = place.is_none_or(|place| place.methods.len() == 1);
        let several = statics.len() > 1
            || matches!(
                rest,
                [Segment::Static(_), Segment::Variable(_), Segment::Static(_)]
            );
        let acts = match operation.method.as_str() {
            "GET" | "HEAD" => is_query(&last) || is_action(&last) && !is_plural(&last),
            "POST" => {
                is_action(&last)
                    || ends_with_verb(&last)
                    || several && self.is_undone(&last, full)
                    || several && says_so(operation, &last)
                    || several && is_done(operation, &statics)
            }
            // What is deleted is not done: `build_cache`.
            "DELETE" => {
                is_plain_action(&last) || several && is_done(operation, &statics)
            }
            "PUT" | "PATCH" => {
                is_action(&last) || several && is_done(operation, &statics)
            }
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
        let acts = acts
            || (statics.len() > 2 && self.is_reading(full))
            || self.is_view(operation, rest, full);
        let ends_with_action =
            ends_static && is_leaf && only_method && acts && (several || is_verb(&last));
        if ends_with_action || self.is_procedure(operation, rest, full) {
            statics.pop();
            return ended_with(statics, last, operation);
        }
        (statics, None)
    }

    /// Whether a path beside this one undoes what this one does, or the other way round: `reblog`
    /// and `unreblog`.
    fn is_undone(&self, last: &str, full: &[Segment]) -> bool {
        let Some((_, above)) = full.split_last() else { return false };
        let is_beside = |name: &str| {
            let beside = [above, &[Segment::Static(name.to_owned())]].concat();
            self.tree.find(&beside).is_some_and(|place| {
                place.is_leaf()
                    && place.methods.len() == 1
                    && place.methods.contains("POST")
            })
        };
        is_beside(&format!("un{last}")) || last.strip_prefix("un").is_some_and(is_beside)
    }

    /// `purge_cache` beside `cache`: what is done, and the resource it is done to.
    fn done_to(&self, last: &str, full: &[Segment]) -> Option<(String, String)> {
        let (verb, noun) = last.split_once('_')?;
        if !is_verb(verb) || is_verb(noun) {
            return None;
        }
        let (_, above) = full.split_last()?;
        let beside = self.tree.find(above)?.noun(noun)?;
        Some((verb.to_owned(), beside.clone()))
    }

    /// Whether a path is one of several below one resource that can only be read.
    fn is_reading(&self, full: &[Segment]) -> bool {
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

/// Whether the operation is described with the word that its path ends with: `Fail a transfer` for
/// `/transfers/{id}/fail`. What is described as `Create …` is no action.
fn says_so(operation: &Entry<'_>, last: &str) -> bool {
    let words = words(operation.docs.summary.as_deref().unwrap_or_default());
    let of = words.get(1).is_none_or(|word| matches!(&**word, "of" | "for"));
    !of && !is_plural(last)
        && words.first().map(String::as_str) == last.split('_').next()
}

/// Whether the operation's id begins with the word that its path ends with, and goes on with what
/// that is done to: `bootInstance` for `/instances/{id}/boot`.
fn is_done(operation: &Entry<'_>, statics: &[String]) -> bool {
    let id = words(operation.id.as_deref().unwrap_or_default());
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

/// `find_by_tags` is a question, not a collection.
fn is_query(name: &str) -> bool {
    name.split_once("_by_").is_some_and(|(verb, _)| is_action(verb))
}
