//! What the ids of operations say: the verb that they begin with, in its usual word, and what that is
//! done to.

use super::entries::Entry;
use super::segments::Segment;
use super::verbs::{is_many, is_plain_action, is_verb};
use super::{is_preposition, without_method};
use crate::words::{each_singular, is_plural, singular, singulars, words};

/// The words of an operation's id, without those of the path or the tag that some APIs put before
/// the verb: `apps_list_metrics`.
pub(super) fn id_words<'e>(operation: &'e Entry<'_>) -> &'e [String] {
    operation.id_words.get_or_init(|| read_id(operation))
}

fn read_id(operation: &Entry<'_>) -> Vec<String> {
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

/// The usual name for what an operation's id begins with.
pub(super) fn said(operation: &Entry<'_>, rest: &[Segment]) -> Option<&'static str> {
    let words = id_words(operation);
    // `listAddMember` is about `lists`; `listFields` of `/fields-list` is not.
    let names_list = |segment: &Segment| match segment {
        Segment::Static(name) => {
            name == "list" || name.split('_').any(|word| word == "lists")
        }
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

/// Whether an operation does what its HTTP method usually does, by its id or for want of one.
pub(super) fn is_plain(operation: &Entry<'_>) -> bool {
    operation.id.is_none() || said(operation, &[]).is_some()
}

/// Whether the id of an operation says that it lists, be it alone.
pub(super) fn says_list(operation: &Entry<'_>) -> bool {
    id_words(operation).first().is_some_and(|word| word == "list")
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
            || matches!(
                word,
                "list" | "array" | "collection" | "page" | "range" | "set" | "all"
            )
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
