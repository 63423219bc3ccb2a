//! Words that a path runs together and ids have apart: `bulkexport`, and `BulkExportPets`.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::Entry;
use super::segments::Segment;
use super::verbs::{is_many, is_plain_action, is_verb};
use crate::words::{singular, words};

/// How long a name is in which there can be several words.
const LENGTH: usize = 6;

/// How many words are looked for in one name.
const WORDS: usize = 5;

/// Beginnings of words that ids write apart by mistake (`UnFavorite`) are no words. All that are
/// shorter are none either.
const BEGINNINGS: [&str; 6] = ["dis", "mis", "non", "out", "pre", "sub"];

/// Words at the end of verbs and nouns that people write as one: `signup`, `backup`.
const ENDINGS: [&str; 8] = ["back", "down", "in", "off", "on", "out", "over", "up"];

/// What everybody writes as one word, though ids may have a capital in it.
const TOGETHER: [&str; 24] = [
    "bigquery",
    "dropbox",
    "facebook",
    "filename",
    "hashtag",
    "hostname",
    "hubspot",
    "instagram",
    "linkedin",
    "mailbox",
    "metadata",
    "namespace",
    "onedrive",
    "password",
    "paypal",
    "playlist",
    "quickbook",
    "sharepoint",
    "timestamp",
    "timezone",
    "username",
    "whatsapp",
    "workspace",
    "youtube",
];

/// Puts words where ids have them, unless texts have them together, as they do names (`paypal`) and
/// what has become one word (`webhooks`).
pub(super) fn split(paths: &mut [Vec<Segment>], operations: &[Entry<'_>]) {
    let mut names = names(paths);
    if names.is_empty() {
        return;
    }
    for operation in operations {
        leave_out_words(&mut names, operation);
    }
    let mut apart = apart(&names, operations);
    // `/bulkexport` beside `/bulk-export` is something else.
    let statics = paths.iter().flatten().filter_map(|segment| match segment {
        Segment::Static(name) => Some(name),
        Segment::Variable(_) => None,
    });
    let taken: BTreeSet<&String> = statics.collect();
    apart.retain(|_, words| !taken.contains(words));
    for segment in paths.iter_mut().flatten() {
        if let Segment::Static(name) = segment
            && let Some(words) = apart.get(name)
        {
            name.clone_from(words);
        }
    }
}

/// The names that can be several words, by their singular.
fn names(paths: &[Vec<Segment>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for segment in paths.iter().flatten() {
        if let Segment::Static(name) = segment
            && name.len() >= LENGTH
            && name.bytes().all(|byte| byte.is_ascii_lowercase())
            && !is_verb(name)
        {
            let one = singular(name);
            if !TOGETHER.contains(&one.as_str()) {
                names.entry(one).or_default().insert(name.clone());
            }
        }
    }
    names
}

/// Takes out the names that are words in the texts of an operation.
fn leave_out_words(
    names: &mut BTreeMap<String, BTreeSet<String>>,
    operation: &Entry<'_>,
) {
    let docs = &operation.docs;
    let texts = docs.summary.iter().chain(&docs.description).chain(&operation.tags);
    for text in texts {
        let is_prose = text.contains(char::is_whitespace);
        let ends = |letter: char| !letter.is_alphanumeric() && !"/_.-`".contains(letter);
        for word in text.split(ends) {
            let word = word.trim_end_matches(['.', '-']);
            if word.len() >= LENGTH
                && (is_prose || !is_id(word))
                && !is_call(word, operation)
            {
                names.remove(&singular(&word.to_lowercase()));
            }
        }
    }
}

/// `SalesOrder`, which alone is no word, but is written as ids are.
fn is_id(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// `RegisterCounter`, which texts of some frameworks begin with, is what the operation is called.
fn is_call(word: &str, operation: &Entry<'_>) -> bool {
    is_id(word)
        && (operation.id.as_deref() == Some(word)
            || words(word)
                .first()
                .is_some_and(|first| is_plain_action(first) || is_many(first)))
}

/// The words of names, as most ids have them.
fn apart(
    names: &BTreeMap<String, BTreeSet<String>>,
    operations: &[Entry<'_>],
) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<(&String, String), usize> = BTreeMap::new();
    for operation in operations {
        let words = words(operation.id.as_deref().unwrap_or_default());
        for (start, first) in words.iter().enumerate() {
            if first.len() < 3 || BEGINNINGS.contains(&&**first) {
                continue;
            }
            let mut before = first.clone();
            for (at, word) in words.iter().enumerate().skip(start + 1).take(WORDS - 1) {
                let joined = format!("{before}{}", singular(word));
                let known = names.get(&joined).into_iter().flatten();
                for name in known.filter(|_| is_end(word)) {
                    let split = with_end_of(name, &before, &words[start..at]);
                    *counts.entry((name, split)).or_default() += 1;
                }
                before.push_str(word);
            }
        }
    }
    let mut most: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for ((name, split), count) in counts {
        let best = most.entry(name.clone()).or_default();
        if count > best.0 {
            *best = (count, split);
        }
    }
    most.into_iter().map(|(name, (_, split))| (name, split)).collect()
}

/// Whether a word can be the last one of a name.
fn is_end(word: &str) -> bool {
    word.len() > 1 && !ENDINGS.contains(&word)
}

/// Words, and what a name has behind them: `issue_types` for `issuetypes` and `issue`.
fn with_end_of(name: &str, before: &str, words: &[String]) -> String {
    let end = name.get(before.len()..).unwrap_or_default();
    format!("{}_{end}", words.join("_"))
}
