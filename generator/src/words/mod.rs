//! Words of names: splitting, singular and plural.

mod singular;

use std::borrow::Cow;
use std::hash::Hash;

use indexmap::IndexMap;

pub(crate) use singular::singular;

/// The words of a name in lower case: `rateLimit`, `rate-limit` and `RATE_LIMIT` are the same two.
/// Runs of capitals are one word (`HTTPServer` → `http`, `server`); digits belong to the word
/// before them.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(name, &mut |word| words.push(word.to_owned()));
    words
}

/// Tells the words of a name one after the other.
fn each_word(name: &str, each: &mut dyn FnMut(&str)) {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if name.bytes().all(|byte| plain(byte) || matches!(byte, b'_' | b'-')) {
        // As most names are, and there are very many.
        let words = name.split(['_', '-']).filter(|word| !word.is_empty());
        return words.for_each(each);
    }
    let name = with_known_spellings(Cow::Borrowed(name));
    if name.is_ascii() {
        return each_ascii_word(&name, each);
    }
    let mut word = String::with_capacity(name.len());
    let mut before: Option<char> = None;
    for (at, letter) in name.char_indices() {
        if letter.is_alphanumeric() {
            let rest = name[at + letter.len_utf8()..].chars();
            if before.is_some_and(|before| begins_word(before, letter, rest)) {
                end(&mut word, each);
            }
            word.extend(letter.to_lowercase());
        } else {
            end(&mut word, each);
        }
        before = Some(letter);
    }
    end(&mut word, each);
}

/// The same of a name whose letters are bytes.
fn each_ascii_word(name: &str, each: &mut dyn FnMut(&str)) {
    let bytes = name.as_bytes();
    let small = name.to_ascii_lowercase();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let is_letter = byte.is_ascii_alphanumeric();
        let rest = || bytes[at + 1..].iter().map(|&byte| byte.into());
        if is_letter
            && !(byte.is_ascii_uppercase()
                && at > start
                && begins_word(bytes[at - 1].into(), byte.into(), rest()))
        {
            continue;
        }
        if start < at {
            each(&small[start..at]);
        }
        start = at + usize::from(!is_letter);
    }
    if start < small.len() {
        each(&small[start..]);
    }
}

/// Whether a word begins with a letter that follows another one; what comes after them.
fn begins_word(
    before: char,
    letter: char,
    mut rest: impl Iterator<Item = char>,
) -> bool {
    let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    letter.is_uppercase()
        && (before.is_lowercase()
            || before.is_ascii_digit()
            || before.is_uppercase() && {
                let (after, second) = (rest.next(), rest.next());
                // The small s of `IDs` and `URLs` belongs to the capitals.
                is_small(after) && (after != Some('s') || is_small(second))
            })
}

/// Words with capitals inside, and how they are written as one.
const SPELLINGS: [(&str, &str); 4] =
    [("IPv", "Ipv"), ("OAuth", "Oauth"), ("GraphQL", "Graphql"), ("GitHub", "Github")];

/// A text in which words begin where people hear them begin.
pub(crate) fn with_known_spellings(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().filter(u8::is_ascii_uppercase).count() < 2 {
        // As most names have: each of the spellings has two capitals, and what ends before a
        // version too.
        return text;
    }
    let begins = |three: &[u8]| matches!(three, b"IPv" | b"OAu" | b"Gra" | b"Git");
    with_versions(match text.as_bytes().windows(3).any(begins) {
        true => respelled(text, &SPELLINGS),
        false => text,
    })
}

/// A text with other spellings.
pub(crate) fn respelled<'t>(
    text: Cow<'t, str>,
    spellings: &[(&str, &str)],
) -> Cow<'t, str> {
    spellings.iter().fold(text, |text, (spelling, word)| match text.contains(spelling) {
        true => Cow::Owned(text.replace(spelling, word)),
        false => text,
    })
}

/// A text in which capitals end before a version: `ProjectDTOv1` is `ProjectDTO_v1`.
fn with_versions(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_version = |four: &[u8]| {
        let [one, two, b'v', digit] = four else { return false };
        one.is_ascii_uppercase() && two.is_ascii_uppercase() && digit.is_ascii_digit()
    };
    let Some(at) = text.as_bytes().windows(4).position(is_version) else { return text };
    let (before, version) = text.split_at(at + 2);
    let version = with_versions(Cow::Borrowed(version));
    Cow::Owned(format!("{before}_{version}"))
}

fn end(word: &mut String, each: &mut dyn FnMut(&str)) {
    if !word.is_empty() {
        each(word);
        word.clear();
    }
}

/// A name in snake case.
pub(crate) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    each_word(name, &mut |word| {
        if !snake.is_empty() {
            snake.push('_');
        }
        snake.push_str(word);
    });
    snake
}

/// The name of a header without the `X-` that says no more than that it is none of HTTP's own.
pub(crate) fn without_x(name: &str) -> &str {
    let rest = name.get(..2).filter(|start| start.eq_ignore_ascii_case("x-"));
    rest.map_or(name, |_| &name[2..])
}

/// A name in upper camel case, in which two numbers stay two: `v1.5` is `V1_5`.
pub(crate) fn camel(name: &str) -> String {
    let digit = |c: char| c.is_ascii_digit();
    let mut camel = String::with_capacity(name.len());
    each_word(name, &mut |word| {
        if camel.ends_with(digit) && word.starts_with(digit) {
            camel.push('_');
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if first.is_ascii() => camel.push(first.to_ascii_uppercase()),
            first => camel.extend(first.into_iter().flat_map(char::to_uppercase)),
        }
        camel.push_str(letters.as_str());
    });
    camel
}

/// How often each thing is there, in the order of first occurrence.
pub(crate) fn counts<T: Hash + Eq>(all: impl Iterator<Item = T>) -> IndexMap<T, usize> {
    let mut counts = IndexMap::new();
    all.for_each(|one| *counts.entry(one).or_default() += 1);
    counts
}

/// The words of a name, each in the singular.
pub(crate) fn singulars(name: &str) -> Vec<String> {
    each_singular(&words(name))
}

/// Words, each in the singular.
pub(crate) fn each_singular(words: &[String]) -> Vec<String> {
    words.iter().map(|word| singular(word)).collect()
}

/// Whether a word is a plural.
pub(crate) fn is_plural(word: &str) -> bool {
    singular(word) != word
}

/// The singular of a name, in upper camel case: that of its last word.
pub(crate) fn camel_singular(name: &str) -> String {
    let mut words = words(name);
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    camel(&words.join("_"))
}

/// The singular of a name in snake case: that of its last word.
pub(crate) fn singular_name(name: &str) -> String {
    match name.rsplit_once('_') {
        Some((head, last)) => format!("{head}_{}", singular(last)),
        None => singular(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_without_their_x() {
        assert_eq!(without_x("X-Api-Key"), "Api-Key");
        assert_eq!(without_x("x-tenant"), "tenant");
        assert_eq!(without_x("Xerox"), "Xerox");
    }

    #[test]
    fn words_of_names() {
        let table = [
            ("ai-gateway", "ai_gateway"),
            ("getHTTPServer2", "get_http_server2"),
            ("userIDs", "user_ids"),
            ("URLs", "urls"),
            ("OAuth2Token", "oauth2_token"),
            ("XMLHttpRequest", "xml_http_request"),
            ("v1Beta1", "v1_beta1"),
            ("ProjectDTOv1", "project_dto_v1"),
            ("IPv4OrDHCPv6", "ipv4_or_dhcp_v6"),
            ("already_snake__case", "already_snake_case"),
            ("größeÜber", "größe_über"),
            ("🙂", ""),
        ];
        for (name, expected) in table {
            assert_eq!(snake(name), expected, "{name}");
        }
        assert_eq!(camel("log get-response"), "LogGetResponse");
        assert_eq!(camel("bge_small_v1_5 create"), "BgeSmallV1_5Create");
    }
}
