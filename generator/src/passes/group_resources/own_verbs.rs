//! Verbs that say more than an HTTP method, as ids and summaries have them: `send`, `duplicate`.

use super::entries::Entry;
use super::is_preposition;
use super::said::{id_words, plain_name};
use super::segments::Segment;
use super::verbs::{is_many, is_plain_action, is_verb};
use crate::words::{each_singular, is_plural, singular, singulars, words};

/// What an id says is done, where it is not what the HTTP method usually does: `send`.
pub(super) fn other_verb(operation: &Entry<'_>, rest: &[Segment]) -> Option<String> {
    let words = id_words(operation);
    let (verb, object) = words.split_first()?;
    // `reorderOrReplaceTracks` does one thing or another.
    if object.first().is_none_or(|word| matches!(&**word, "or" | "and"))
        || is_usual(verb)
        || plain_name(verb).is_some()
        || operation.method == "POST" && is_said_by(verb, rest)
    {
        return None;
    }
    if !is_verb(verb) {
        // What takes something back has the text of what it takes back.
        let is_told = operation.method != "DELETE" && is_told(operation, verb);
        return (is_told && !is_name(verb, rest)).then(|| verb.clone());
    }
    // `reportCreate` does not report.
    let names_object = || {
        let object = each_singular(object);
        last_singulars(rest).is_some_and(|last| object.starts_with(&last))
    };
    let is_done =
        is_plain_action(verb) || names_object() || is_done_above(operation, verb, rest);
    is_done.then(|| verb.clone())
}

/// Whether the text of an operation says that a word which could be anything is what is done:
/// `Transitions a wizard`.
fn is_told(operation: &Entry<'_>, word: &str) -> bool {
    /// Words for an update that are in no list.
    const UPDATES: [&str; 7] =
        ["adjust", "alter", "amend", "correct", "override", "overwrite", "revise"];
    let docs = &operation.docs;
    let text = docs.summary.as_deref().or(docs.description.as_deref());
    let words = words(text.unwrap_or_default());
    let [first, second, ..] = words.as_slice() else { return false };
    let is_said = matches!(first.strip_prefix(word), Some("" | "s" | "es"));
    is_said
        && !UPDATES.contains(&word)
        && !is_plural(word)
        && !is_preposition(word)
        && matches!(&**second, "a" | "an" | "the" | "this")
}

/// Whether what an id says to be done is no creation, though a `POST` to what can be read or changed
/// usually is one, and no deletion: it takes back or ends what is there (`revokeGrant`), or it is done
/// to what stands above, as `start-job` of `/jobs/{id}/results` is.
pub(super) fn is_done_to_other(operation: &Entry<'_>, rest: &[Segment]) -> bool {
    other_verb(operation, rest).filter(|verb| !is_name(verb, rest)).is_some_and(|verb| {
        operation.method == "POST" && takes_back_or_ends(&verb)
            || is_done_above(operation, &verb, rest)
    })
}

/// Whether the last name of a path is a verb, so that a method of that name would say it twice.
pub(super) fn is_name(verb: &str, rest: &[Segment]) -> bool {
    last_singulars(rest).is_some_and(|last| last == [verb])
}

/// What an id says is done where the HTTP method usually does something else that nobody should take it
/// for: a `PUT` that deletes, and a `POST` to a collection that is no creation of many things
/// (`BatchDeleteNumber`).
pub(super) fn unlike_method(
    operation: &Entry<'_>,
    rest: &[Segment],
    said: Option<&'static str>,
) -> Option<String> {
    let id = words(operation.id.as_deref()?);
    let many = id.first().filter(|first| is_many(first));
    match (&*operation.method, many) {
        ("PUT" | "PATCH", None) if said == Some("delete") => Some("delete".to_owned()),
        ("PUT" | "PATCH", Some(_)) if said == Some("delete") => {
            Some("bulk_delete".to_owned())
        }
        // One of the `batches` is created.
        ("POST", Some(many)) if said.is_none() && !is_name(many, rest) => {
            let verb = id.get(1).filter(|verb| is_verb(verb) && id.len() > 2)?;
            let name = plain_name(verb).unwrap_or(verb);
            (name != "create" && !is_usual(name)).then(|| format!("{many}_{name}"))
        }
        _ => None,
    }
}

/// Whether the id of an operation says that something begins to work, which is not there only from
/// then on: `startTranscription`.
pub(super) fn begins_to_work(operation: &Entry<'_>) -> bool {
    let words = id_words(operation);
    let begins = |verb: &String| matches!(&**verb, "activate" | "enable" | "start");
    words.first().is_some_and(begins)
}

/// Whether an id says no more of one thing than that it is posted to: `postWebhook` of
/// `/webhooks/{id}`.
pub(super) fn is_only_posted(operation: &Entry<'_>, rest: &[Segment]) -> bool {
    let words = id_words(operation);
    let is_post = words.first().is_some_and(|verb| verb == "post");
    is_post
        && last_singulars(rest).is_some_and(|name| each_singular(&words[1..]) == name)
}

/// The verb that the name of a thing ends with, where the id says nothing but the name:
/// `emailUnsubscribe` of `/email-unsubscribe/{key}`.
pub(super) fn verb_of_name(operation: &Entry<'_>, rest: &[Segment]) -> Option<String> {
    let words = words(operation.id.as_deref()?);
    let verb = words.last().filter(|verb| words.len() > 1 && is_plain_action(verb))?;
    let is_name = last_singulars(rest).is_some_and(|name| each_singular(&words) == name);
    is_name.then(|| verb.clone())
}

/// The words of the last name of a path, in the singular.
fn last_singulars(rest: &[Segment]) -> Option<Vec<String>> {
    static_names(rest).next_back().map(singulars)
}

/// The names of a path.
fn static_names(rest: &[Segment]) -> impl DoubleEndedIterator<Item = &str> {
    rest.iter().filter_map(|segment| match segment {
        Segment::Static(name) => Some(name.as_str()),
        Segment::Variable(_) => None,
    })
}

/// Whether a verb is the opposite of creating something.
fn takes_back_or_ends(verb: &str) -> bool {
    const ENDS: [&str; 8] = [
        "cancel",
        "deactivate",
        "disable",
        "invalidate",
        "revoke",
        "stop",
        "terminate",
        "withdraw",
    ];
    ENDS.contains(&verb) || takes_back(verb)
}

/// Whether the id of an operation names what stands above the last name of its path, and not that.
fn is_done_above(operation: &Entry<'_>, verb: &str, rest: &[Segment]) -> bool {
    let names: Vec<Vec<String>> = static_names(rest).map(singulars).collect();
    let Some((last, above)) = names.split_last() else { return false };
    let above = above.concat();
    let id = id_words(operation);
    let object = id.get(1..).unwrap_or_default();
    let object = object.split(|word| is_preposition(word)).next().unwrap_or_default();
    let object = each_singular(object);
    let is_called_so = above.iter().any(|word| word == verb)
        || last.iter().any(|word| word.contains(verb) || verb.contains(&**word));
    !object.is_empty()
        && !is_called_so
        && object.iter().all(|word| above.contains(word) && !last.contains(word))
}

/// What an id says that is nothing but what is done, and no word for what is usual: `login` for
/// `POST /auth`. Where the path has the same word, that is what everything there is called.
pub(super) fn only_verb(operation: &Entry<'_>, rest: &[Segment]) -> Option<String> {
    let id = operation.id.as_deref().filter(|_| operation.method != "GET")?;
    let words = words(id);
    let verb = match words.as_slice() {
        [verb] => verb.clone(),
        // `logIn`
        [log, end] if log == "log" => format!("{log}{end}"),
        _ => return None,
    };
    let is_done = is_plain_action(&verb) || matches!(&*verb, "login" | "logout");
    let says_more = plain_name(&verb).is_none() && !is_usual(&verb);
    let is_name = |one: &Segment| matches!(one, Segment::Static(name) if *name == verb);
    let is_of_path = rest.iter().any(is_name) || is_said_by(&verb, rest);
    let can_be_said = operation.method != "DELETE" || ends_thing(operation);
    (is_done && says_more && !is_of_path && can_be_said).then_some(verb)
}

/// Whether a verb says no more than an HTTP method.
fn is_usual(verb: &str) -> bool {
    matches!(
        verb,
        "post" | "put" | "save" | "set" | "store" | "upsert" | "write" | "register"
    )
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
pub(super) fn ends_thing(operation: &Entry<'_>) -> bool {
    let words = id_words(operation);
    words.first().is_some_and(|verb| !takes_back(verb))
}

/// Whether a verb takes back that something was added.
fn takes_back(verb: &str) -> bool {
    matches!(verb, "detach" | "disassociate" | "disconnect" | "deregister" | "leave")
        || verb.strip_prefix("un").is_some_and(is_verb)
}

/// Whether the summary of an operation begins with words for an update: `Set the label`, `Allows
/// you to change links`.
pub(super) fn tells_of_update(operation: &Entry<'_>) -> bool {
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
pub(super) fn described_verb(operation: &Entry<'_>) -> Option<String> {
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
