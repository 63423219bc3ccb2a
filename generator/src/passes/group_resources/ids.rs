//! Calls from operation ids of APIs that write all of them as a group and a method:
//! `repos/list-branches`, `youtube.videos.list`, `orders:cancel`, `VirtualMachines_Start`.

use super::entries::Entry;
use super::segments::{Segment, segments};
use super::unsaid::Unsaid;
use super::verbs::is_verb;
use super::{Call, MOST, by_method, without_resource};
use crate::words::{counts, each_singular, is_plural, singulars, snake, words};

/// The calls of all operations; `None` when the API does not write ids that way, and `None` in it
/// for an operation that does not.
pub(super) fn calls(operations: &[Entry<'_>]) -> Option<Vec<Option<Call>>> {
    let separator = separator(operations)?;
    let split: Vec<Option<Vec<&str>>> = operations
        .iter()
        .map(|operation| {
            let id = grouped_id(operation)?;
            let parts: Vec<&str> =
                id.split(separator).filter(|part| !part.is_empty()).collect();
            (parts.len() >= 2).then_some(parts)
        })
        .collect();
    let unsaid = Unsaid::new(&split, operations);
    let calls = split.into_iter().zip(operations).map(|(parts, operation)| {
        let parts = unsaid.without(parts?);
        // Without a group an id says no more than its path.
        (parts.len() > 1).then(|| call(parts, operation))
    });
    Some(calls.collect())
}

fn call(mut parts: Vec<&str>, operation: &Entry<'_>) -> Call {
    let name = parts.pop().unwrap_or_default();
    let mut resource: Vec<String> = Vec::new();
    for part in parts.into_iter().map(snake).filter(|part| !part.is_empty()) {
        if !resource.last().is_some_and(|above| is_one_of(above, &part)) {
            resource.push(part);
        }
    }
    let said = by_method(whole_verb(words(name)), &operation.method);
    let name = of_owner(&said, &resource, &operation.path)
        .unwrap_or_else(|| without_resource(&said, &resource).join("_"));
    Call {
        resource,
        name,
        usual: None,
        qualifiers: Vec::new(),
        fixed: false,
        yields: false,
    }
}

/// Whether a name stands for one of the things that are above it, which goes without saying:
/// `groups.group`, `threads.conversationThread`.
fn is_one_of(above: &str, part: &str) -> bool {
    let (many, one) = (words(above), words(part));
    let is_plural = |words: &[String]| words.last().is_some_and(|last| is_plural(last));
    is_plural(&many) && !is_plural(&one) && one.ends_with(&each_singular(&many))
}

/// `unfavorite` for `UnFavorite`, which is one word.
fn whole_verb(mut words: Vec<String>) -> Vec<String> {
    if let [first, second, ..] = words.as_slice()
        && matches!(&**first, "de" | "dis" | "re" | "un")
        && is_verb(&format!("{first}{second}"))
    {
        let second = words.remove(1);
        words[0].push_str(&second);
    }
    words
}

/// `delete_for_team` for `DeleteTeamMembers` among members: what is before the resource is what the
/// path says them to be of, and not what is deleted.
fn of_owner(said: &[String], resource: &[String], path: &str) -> Option<String> {
    let (verb, object) = said.split_first()?;
    let own = singulars(resource.last()?);
    let owner = each_singular(object).strip_suffix(&*own)?.to_vec();
    let segments = segments(path);
    let owners: Vec<String> = segments
        .windows(3)
        .filter_map(|window| match window {
            [Segment::Static(name), Segment::Variable(_), _] => Some(singulars(name)),
            _ => None,
        })
        .flatten()
        .collect();
    let is_owned = !owner.is_empty() && owner.iter().all(|word| owners.contains(word));
    (is_verb(verb) && is_owned).then(|| format!("{verb}_for_{}", owner.join("_")))
}

/// An operation's id, if it does not begin with the HTTP method: `GET_Order` is in no group `get`.
fn grouped_id<'o>(operation: &'o Entry<'_>) -> Option<&'o str> {
    let id = operation.id.as_deref()?;
    let first = id.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    (!first.eq_ignore_ascii_case(&operation.method)).then_some(id)
}

/// The separator that nearly all ids have between a group and a method.
fn separator(operations: &[Entry<'_>]) -> Option<char> {
    let with_id = operations.iter().filter(|one| one.id.is_some()).count();
    let ids: Vec<&str> = operations.iter().filter_map(grouped_id).collect();
    if ids.len() < 2
        || (with_id as f64) < MOST * operations.len() as f64
        || ids.len() * 2 < with_id
    {
        return None;
    }
    let share = |holds: &dyn Fn(&str) -> bool| {
        ids.iter().filter(|id| holds(id)).count() as f64 / ids.len() as f64
    };
    let grouped = |id: &str, separator: char| {
        let parts: Vec<&str> = id.split(separator).collect();
        parts.len() >= 2
            && parts.iter().all(|part| part.chars().any(char::is_alphabetic))
            && !id.contains(char::is_whitespace)
    };
    let by_slash = |id: &str| grouped(id, '/') && !id.starts_with('/');
    let by_colon = |id: &str| grouped(id, ':');
    let by_dot = |id: &str| grouped(id, '.') && !has_decimal(id);
    // One underscore between two camel case names; more are a snake case name.
    let by_underscore = |id: &str| {
        grouped(id, '_')
            && id.matches('_').count() == 1
            && id.starts_with(char::is_uppercase)
            && id.split('_').all(|part| part.chars().any(char::is_uppercase))
    };
    let groups = |separator: char| {
        let firsts = ids
            .iter()
            .filter_map(|id| id.rsplit_once(separator))
            .map(|(group, _)| group);
        counts(firsts).len()
    };
    let candidates: [(char, f64); 4] = [
        ('/', share(&by_slash)),
        (':', share(&by_colon)),
        ('.', share(&by_dot)),
        ('_', share(&by_underscore)),
    ];
    let found = candidates.into_iter().find(|(_, share)| *share >= MOST)?.0;
    // A group for each operation is no grouping.
    (groups(found) * 5 <= ids.len() * 4 || ids.len() < 5).then_some(found)
}

/// Whether a dot in a text is that of a number: `resource__1.0_artist`.
fn has_decimal(text: &str) -> bool {
    let is_digit = |letter: Option<char>| letter.is_some_and(|one| one.is_ascii_digit());
    text.match_indices('.').any(|(at, _)| {
        is_digit(text[..at].chars().next_back())
            && is_digit(text[at + 1..].chars().next())
    })
}
