//! Words of names: splitting, singular and plural.

mod singular;

use std::borrow::Cow;

use indexmap::IndexMap;

pub(crate) use singular::singular;

/// The words of a name in lower case: `rateLimit`, `rate-limit` and `RATE_LIMIT` are the same two.
/// Runs of capitals are one word (`HTTPServer` → `http`, `server`); digits belong to the word
/// before them.
pub(crate) fn words(name: &str) -> Vec<String> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if name.bytes().all(|byte| plain(byte) || matches!(byte, b'_' | b'-')) {
        // As most names are, and there are very many.
        let words = name.split(['_', '-']).filter(|word| !word.is_empty());
        return words.map(str::to_owned).collect();
    }
    let name = with_versions(respelled(Cow::Borrowed(name), &SPELLINGS));
    let letters: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (index, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            end(&mut word, &mut words);
            continue;
        }
        let before = index.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(index + 1);
        let after_lower = before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        let starts_next = before.is_some_and(char::is_uppercase)
            && after.is_some_and(|c| c.is_lowercase())
            && !is_plural_of_acronym(&letters, index);
        if letter.is_uppercase() && (after_lower || starts_next) {
            end(&mut word, &mut words);
        }
        match letter.is_ascii() {
            true => word.push(letter.to_ascii_lowercase()),
            false => word.extend(letter.to_lowercase()),
        }
    }
    end(&mut word, &mut words);
    words
}

/// Words with capitals inside, and how they are written as one.
pub(crate) const SPELLINGS: [(&str, &str); 4] =
    [("IPv", "Ipv"), ("OAuth", "Oauth"), ("GraphQL", "Graphql"), ("GitHub", "Github")];

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
pub(crate) fn with_versions(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_version = |four: &[u8]| {
        let [one, two, b'v', digit] = four else { return false };
        one.is_ascii_uppercase() && two.is_ascii_uppercase() && digit.is_ascii_digit()
    };
    let Some(at) = text.as_bytes().windows(4).position(is_version) else { return text };
    let (before, version) = text.split_at(at + 2);
    let version = with_versions(Cow::Borrowed(version));
    Cow::Owned(format!("{before}_{version}"))
}

/// `IDs`, `URLs`: the small s belongs to the capitals.
fn is_plural_of_acronym(letters: &[char], index: usize) -> bool {
    letters.get(index + 1) == Some(&'s')
        && letters.get(index + 2).is_none_or(|c| !c.is_lowercase())
}

fn end(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// A name in snake case.
pub(crate) fn snake(name: &str) -> String {
    words(name).join("_")
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
    for word in words(name) {
        if camel.ends_with(digit) && word.starts_with(digit) {
            camel.push('_');
        }
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(letters.as_str());
    }
    camel
}

/// How often each text is there, in the order of first occurrence.
pub(crate) fn counts<'t>(
    texts: impl Iterator<Item = &'t str>,
) -> IndexMap<&'t str, usize> {
    let mut counts = IndexMap::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
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
