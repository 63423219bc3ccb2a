//! Verbs that say more than an HTTP method, as ids and summaries have them: `send`, `duplicate`.

use super::entries::Entry;
use super::is_preposition;
use super::said::{id_words, plain_name};
use super::segments::Segment;
use super::verbs::{is_plain_action, is_verb};
use crate::words::{each_singular, is_plural, singular, singulars, words};

/// What an id says is done, where it is not what the HTTP method usually does: `send`.
pub(super) fn other_verb(operation: &Entry<'_>, rest: &[Segment]) -> Option<String> {
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
    let takes_back = |verb: &str| {
        matches!(verb, "detach" | "disassociate" | "disconnect" | "deregister" | "leave")
            || verb.strip_prefix("un").is_some_and(is_verb)
    };
    words.first().is_some_and(|verb| !takes_back(verb))
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
