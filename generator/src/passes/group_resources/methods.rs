//! The usual names of methods: what an HTTP method does to what a path ends with, unless the
//! operation's id says otherwise.

use std::collections::BTreeSet;

use super::answers;
use super::entries::Entry;
use super::paths::Paths;
use super::segments::{ANY, Segment};
use super::tree::Place;
use super::verbs::{is_many, is_plain_action, is_verb};
use super::{is_preposition, without_method};
use crate::words::{each_singular, is_plural, singular, singulars, words};

impl Paths<'_> {
    /// The usual name of what a method does to what a path ends with.
    pub(super) fn method_name(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> String {
        let on_one = self.is_on_one(rest, full);
        let said = said(operation, rest);
        // `stopRun` is no update of a run, whatever else can be done to it.
        let may_say = match &*operation.method {
            "PUT" | "PATCH" => true,
            "POST" => !self.is_plain_thing(rest, full),
            "DELETE" => {
                !self.is_plain_thing(rest, full) || on_one && ends_thing(operation)
            }
            _ => false,
        };
        if may_say && let Some(verb) = other_verb(operation, rest) {
            return verb;
        }
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
                    let first = id_words(operation).into_iter().next();
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
            .filter(|_| usual == "create")
            .or_else(|| described_verb(operation))
            .unwrap_or_else(|| usual.to_owned())
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
        let usual = match operation.method.as_str() {
            "POST" if on_one => "update",
            "POST" => "create",
            "PUT" => return said(operation, rest) == Some("create"),
            _ => return false,
        };
        on_one && self.is_updated_otherwise(full)
            || said(operation, rest)
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

/// Whether the id of an operation names several things: `getFlags`, `getFlagsByProject`.
pub(super) fn names_several(operation: &Entry<'_>) -> bool {
    let words = id_words(operation);
    let object = words.split(|word| is_preposition(word)).next().unwrap_or_default();
    object.len() > 1 && object.last().is_some_and(|last| is_plural(last))
}

/// Whether the id or the summary of an operation says that one thing is read: `getCodeReview`,
/// `Retrieve a specific block`.
pub(super) fn names_one(operation: &Entry<'_>) -> bool {
    let reads = matches!(said(operation, &[]), Some("get" | "find"));
    let id = id_words(operation);
    let object = id.get(1).filter(|word| !matches!(&***word, "all" | "list"));
    let summary = words(operation.docs.summary.as_deref().unwrap_or_default());
    let is_many = |word: &str| {
        is_plural(word)
            || matches!(word, "list" | "array" | "collection" | "page" | "set" | "all")
    };
    let is_article = |word: &str| matches!(word, "a" | "an" | "one" | "single");
    let described = match summary.as_slice() {
        [_, article, object @ ..] if is_article(article) => {
            !object.iter().take(2).any(|word| is_many(word))
        }
        _ => false,
    };
    described || reads && object.is_some() && !names_several(operation)
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

/// The usual name for what an operation's id begins with.
pub(super) fn said(operation: &Entry<'_>, rest: &[Segment]) -> Option<&'static str> {
    let words = id_words(operation);
    // `listAddMember` is about `lists`.
    let names_list = |segment: &Segment| match segment {
        Segment::Static(name) => name.split('_').any(|word| singular(word) == "list"),
        Segment::Variable(_) => false,
    };
    let second = words.get(2).filter(|_| words[1] == "or").map(String::as_str);
    // `users_partial_update`
    if words.starts_with(&["partial".into(), "update".into()]) {
        return Some("edit");
    }
    let name = match words.first()?.as_str() {
        "update" if second == Some("create") => "update_or_create",
        "create" if second == Some("update") => "create_or_update",
        "list" if rest.iter().any(names_list) => return None,
        // A word alone, as `list` of `status_list`, says what a framework calls all of its kind.
        verb if words.len() == 1 => {
            return plain_name(verb).filter(|name| matches!(*name, "edit" | "update"));
        }
        verb => plain_name(verb)?,
    };
    Some(name)
}

/// Whether the id of an operation says that what its path ends with is got: `getOpenSettlement` of
/// `/settlements/open`. What only reads, as a search does, is done.
pub(super) fn is_got(operation: &Entry<'_>, name: &str) -> bool {
    let id = id_words(operation);
    let object = id.split(|word| is_preposition(word)).next().unwrap_or_default();
    let said = each_singular(object);
    let first = name.split('_').next().unwrap_or_default();
    operation.method == "GET"
        && said.first().is_some_and(|verb| plain_name(verb) == Some("get"))
        && !is_plain_action(name)
        && !READING.contains(&first)
        && singulars(name).iter().all(|word| said[1..].contains(word))
}

/// Verbs that are nouns as well, and of what only reads.
const READING: [&str; 16] = [
    "autocomplete",
    "check",
    "count",
    "download",
    "export",
    "list",
    "lookup",
    "match",
    "ping",
    "poll",
    "preview",
    "query",
    "scan",
    "search",
    "test",
    "view",
];

/// Whether the id of an operation says that it lists, be it alone.
pub(super) fn says_list(operation: &Entry<'_>) -> bool {
    id_words(operation).first().is_some_and(|word| word == "list")
}

/// The usual name for a verb of what is done to all kinds of things.
pub(super) fn plain_name(verb: &str) -> Option<&'static str> {
    let name = match verb {
        "create" | "add" | "insert" => "create",
        "list" => "list",
        "search" => "search",
        "query" => "query",
        "find" => "find",
        "get" | "fetch" | "retrieve" | "describe" => "get",
        "change" | "modify" | "update" => "update",
        "edit" | "patch" => "edit",
        "replace" => "replace",
        "delete" | "destroy" | "remove" => "delete",
        _ => return None,
    };
    Some(name)
}

/// The words of an operation's id, without those of the path or the tag that some APIs put before
/// the verb: `apps_list_metrics`.
pub(super) fn id_words(operation: &Entry<'_>) -> Vec<String> {
    let id = operation.id.as_deref().unwrap_or_default();
    let says_many = operation.method != "POST"
        || words(&operation.path).iter().any(|word| is_many(word));
    let mut words = words(without_method(id, &operation.method));
    // That it is done to many the path says, or that it is done to a collection.
    if let [many, verb, ..] = words.as_slice()
        && is_many(many)
        && plain_name(verb).is_some()
        && says_many
    {
        words.remove(0);
    }
    if words.first().is_none_or(|first| is_verb(first)) {
        let named = named_at_start(operation, &words);
        words.drain(..named);
        return words;
    }
    let Some(verb) = words.iter().position(|word| plain_name(word).is_some()) else {
        return words;
    };
    let named = operation.path.split('/').filter(|part| !part.contains('{'));
    let named = named.chain(operation.tags.iter().map(String::as_str));
    let named: Vec<String> = named.flat_map(singulars).collect();
    let is_named = |word: &String| named.contains(&singular(word));
    // `users_partial_update` (Django)
    let is_part =
        words[verb] == "update" && words[..verb].ends_with(&["partial".into()]);
    let start = verb - usize::from(is_part);
    // `contacts_search_emails` of `/contacts/search/emails` says no more than the path.
    match words[..start].iter().all(is_named) && !is_named(&words[verb]) {
        true => words[start..].to_vec(),
        false => words,
    }
}

/// How many words an id begins with that are names of the path, which are no verbs though they
/// begin like one: `uploadSessionsDelete` of `/upload-sessions/{id}`.
fn named_at_start(operation: &Entry<'_>, words: &[String]) -> usize {
    let id = each_singular(words);
    let parts = operation.path.split('/').map(singulars);
    let names: Vec<Vec<String>> = parts.filter(|name| name.len() > 1).collect();
    let mut named = 0;
    while let Some(name) = names.iter().find(|name| id[named..].starts_with(name)) {
        named += name.len();
    }
    named
}

/// Whether an operation does what its HTTP method usually does, by its id or for want of one.
pub(super) fn is_plain(operation: &Entry<'_>) -> bool {
    operation.id.is_none() || said(operation, &[]).is_some()
}

/// Whether a verb says no more than an HTTP method.
fn is_usual(verb: &str) -> bool {
    matches!(
        verb,
        "post" | "put" | "save" | "set" | "store" | "upsert" | "write" | "register"
    )
}

/// What an id says is done, where it is not what the HTTP method usually does: `send`.
fn other_verb(operation: &Entry<'_>, rest: &[Segment]) -> Option<String> {
    let words = id_words(operation);
    let (verb, object) = words.split_first()?;
    // `reorderOrReplaceTracks` does one thing or another.
    if object.first().is_none_or(|word| matches!(&**word, "or" | "and"))
        || is_usual(verb)
        || plain_name(verb).is_some()
        || !is_verb(verb)
        || operation.method == "POST" && is_said_by(verb, rest)
    {
        return None;
    }
    // `reportCreate` does not report.
    let names_object = || {
        let last = rest.iter().rev().find_map(|segment| match segment {
            Segment::Static(name) => Some(singulars(name)),
            Segment::Variable(_) => None,
        });
        let object = each_singular(object);
        last.is_some_and(|last| object.starts_with(&last))
    };
    (is_plain_action(verb) || names_object()).then(|| verb.clone())
}

/// Whether things at the end of a path are called after what is done: one of the `simulations` is
/// created, and not simulated.
fn is_said_by(verb: &str, rest: &[Segment]) -> bool {
    let stem = &verb[..verb.len() - verb.chars().next_back().map_or(0, char::len_utf8)];
    let is_noun = |noun: &str| {
        noun == verb
            || noun.starts_with(stem)
                && (noun.ends_with("ion") || noun.ends_with("ment"))
    };
    rest.iter()
        .rev()
        .map_while(|segment| match segment {
            Segment::Static(name) => name.rsplit('_').next(),
            Segment::Variable(_) => None,
        })
        .any(|word| is_plural(word) && is_noun(&singular(word)))
}

/// Whether the id of an operation says how a thing ends that is deleted: `cancelOrder`. What takes
/// back that something was added, as `detachTag` does, is the opposite of a `create`.
fn ends_thing(operation: &Entry<'_>) -> bool {
    let words = id_words(operation);
    let takes_back = |verb: &str| {
        matches!(verb, "detach" | "disassociate" | "disconnect" | "deregister" | "leave")
            || verb.strip_prefix("un").is_some_and(is_verb)
    };
    words.first().is_some_and(|verb| !takes_back(verb))
}

/// Whether the summary of an operation begins with words for an update: `Set the label`, `Allows
/// you to change links`.
fn tells_of_update(operation: &Entry<'_>) -> bool {
    let docs = &operation.docs;
    let text = docs.summary.as_deref().or(docs.description.as_deref());
    let is_update = |word: &str| {
        word == "set" || matches!(plain_name(word), Some("update" | "edit"))
    };
    let words = words(text.unwrap_or_default());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let verb = match words.as_slice() {
        ["allow" | "allows", _, "to", verb, ..] | ["lets", _, verb, ..] | [verb, ..] => {
            verb
        }
        [] => return false,
    };
    is_update(verb) || verb.strip_suffix('s').is_some_and(is_update)
}

/// What the summary of an operation begins with, where that is what is done: `Duplicate a
/// template`, `Triggers a build`.
fn described_verb(operation: &Entry<'_>) -> Option<String> {
    let docs = &operation.docs;
    let words = words(docs.summary.as_deref().or(docs.description.as_deref())?);
    let [first, second, ..] = words.as_slice() else { return None };
    let without = |end: &str| first.strip_suffix(end).filter(|verb| is_verb(verb));
    let verb = Some(&**first).filter(|verb| is_verb(verb));
    let verb = verb.or_else(|| without("s")).or_else(|| without("es"))?;
    // `Allows you to …` is not what is done, nor does `Set …` say more than `update`.
    let says_little =
        matches!(verb, "allow" | "make" | "perform" | "use" | "set" | "call")
            || is_preposition(second)
            || matches!(&**second, "you" | "and" | "or");
    let is_article = matches!(&**second, "a" | "an" | "the" | "one" | "all" | "new");
    if says_little || !is_article && !is_plain_action(verb) || is_usual(verb) {
        return None;
    }
    Some(match plain_name(verb) {
        Some("edit") => "update".to_owned(),
        Some(name) => name.to_owned(),
        None => verb.to_owned(),
    })
}
