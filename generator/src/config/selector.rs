//! Naming operations and paths.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer};
use toml::Spanned;

use crate::model::{Operation, Webhook};

/// Names operations: `GET /pets/{id}`, or an operation id. In both, `*` stands for any characters
/// but `/`, `**` for any at all; `* /pets` is every method of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// By method and path.
    Place {
        /// The method in upper case.
        method: Glob,
        /// The path as the description writes it.
        path: Glob,
    },
    /// By operation id.
    Id(Glob),
}

impl Selector {
    /// Whether it can name one operation only.
    pub fn is_literal(&self) -> bool {
        match self {
            Self::Place { method, path } => method.is_literal() && path.is_literal(),
            Self::Id(glob) => glob.is_literal(),
        }
    }

    /// Whether it names this operation.
    pub fn matches(&self, operation: &Operation) -> bool {
        match self {
            Self::Place { method, path } => {
                method.matches(&operation.method) && path.matches(&operation.path)
            }
            Self::Id(glob) => operation.id.as_ref().is_some_and(|id| glob.matches(id)),
        }
    }

    /// Whether it names this webhook, by its id or its name.
    pub fn matches_webhook(&self, webhook: &Webhook) -> bool {
        match self {
            Self::Place { .. } => false,
            Self::Id(glob) => {
                glob.matches(&webhook.name)
                    || webhook.id.as_ref().is_some_and(|id| glob.matches(id))
            }
        }
    }
}

impl From<&str> for Selector {
    fn from(text: &str) -> Self {
        let text = text.trim();
        match text.split_once(char::is_whitespace) {
            Some((method, path)) if path.trim_start().starts_with(['/', '*']) => {
                Self::Place {
                    method: Glob(method.to_uppercase()),
                    path: Glob(path.trim_start().to_owned()),
                }
            }
            _ => Self::Id(Glob(text.to_owned())),
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place { method, path } => write!(f, "{method} {path}"),
            Self::Id(id) => write!(f, "{id}"),
        }
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::from(&*text))
    }
}

/// A pattern: `*` stands for any characters but `/`, `**` for any at all; everything else, such as
/// the braces of a path template, for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(pub String);

impl Glob {
    /// Whether the pattern stands for this text.
    pub fn matches(&self, text: &str) -> bool {
        matches(self.0.as_bytes(), text.as_bytes())
    }

    /// Whether it can stand for one text only.
    pub fn is_literal(&self) -> bool {
        !self.0.contains('*')
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Glob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

/// Matches with a table of states, so that no pattern takes more than pattern × text steps.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let tokens = tokens(pattern);
    let mut reached = vec![false; tokens.len() + 1];
    reached[0] = true;
    skip_stars(&tokens, &mut reached);
    for &byte in text {
        let mut next = vec![false; tokens.len() + 1];
        for (at, token) in tokens.iter().enumerate().filter(|(at, _)| reached[*at]) {
            match token {
                Token::Byte(expected) => next[at + 1] |= *expected == byte,
                Token::Star => next[at] |= byte != b'/',
                Token::DoubleStar => next[at] = true,
            }
        }
        skip_stars(&tokens, &mut next);
        reached = next;
    }
    reached[tokens.len()]
}

/// A star may stand for nothing.
fn skip_stars(tokens: &[Token], reached: &mut [bool]) {
    for (at, token) in tokens.iter().enumerate() {
        if reached[at] && !matches!(token, Token::Byte(_)) {
            reached[at + 1] = true;
        }
    }
}

enum Token {
    Byte(u8),
    Star,
    DoubleStar,
}

fn tokens(pattern: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some((&first, after)) = rest.split_first() {
        let (token, after) = match (first, after.strip_prefix(b"*")) {
            (b'*', Some(after)) => (Token::DoubleStar, after),
            (b'*', None) => (Token::Star, after),
            _ => (Token::Byte(first), after),
        };
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// Chooses operations and webhooks; one is chosen by any of the lists.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Tags, as the description writes them.
    pub tags: Vec<Spanned<String>>,
    /// Paths.
    pub paths: Vec<Spanned<Glob>>,
    /// Operations, and webhooks by id or name.
    pub operations: Vec<Spanned<Selector>>,
}

impl Filter {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }

    /// Where the first of what it says stands.
    pub fn first(&self) -> Option<Range<usize>> {
        let tag = self.tags.first().map(Spanned::span);
        let path = self.paths.first().map(Spanned::span);
        let operation = self.operations.first().map(Spanned::span);
        [tag, path, operation].into_iter().flatten().min_by_key(|span| span.start)
    }

    /// Whether any of the lists names this operation.
    pub fn matches(&self, operation: &Operation) -> bool {
        self.tags.iter().any(|tag| operation.tags.contains(tag.get_ref()))
            || self.paths.iter().any(|path| path.get_ref().matches(&operation.path))
            || self.operations.iter().any(|named| named.get_ref().matches(operation))
    }

    /// Whether any of the lists names this webhook. It has no path.
    pub fn matches_webhook(&self, webhook: &Webhook) -> bool {
        self.tags.iter().any(|tag| webhook.tags.contains(tag.get_ref()))
            || self
                .operations
                .iter()
                .any(|named| named.get_ref().matches_webhook(webhook))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, yes: &[&str], no: &[&str]) {
        let glob = Glob(pattern.to_owned());
        for text in yes {
            assert!(glob.matches(text), "`{pattern}` should match `{text}`");
        }
        for text in no {
            assert!(!glob.matches(text), "`{pattern}` should not match `{text}`");
        }
    }

    #[test]
    fn a_star_stops_at_a_slash() {
        check("/pets/*", &["/pets/", "/pets/{id}"], &["/pets", "/pets/{id}/toys"]);
        check("/pets/**", &["/pets/", "/pets/{id}/toys"], &["/pets"]);
        check("*", &["", "list-pets"], &["a/b"]);
        check("**", &["", "/a/b"], &[]);
    }

    #[test]
    fn everything_else_stands_for_itself() {
        check("/a/{b}", &["/a/{b}"], &["/a/b", "/a/{b}/", "/a/{c}"]);
        check("/a.b?[c]", &["/a.b?[c]"], &["/axb?[c]"]);
        check("é*", &["é", "éa"], &["e"]);
    }

    #[test]
    fn many_stars_do_not_take_long() {
        check(&"*a".repeat(200), &[], &[&"a".repeat(199)]);
        check(&"*a".repeat(200), &[&"a".repeat(5000)], &[]);
    }

    #[test]
    fn a_method_and_a_path_or_an_id() {
        let place = Selector::Place {
            method: Glob("GET".into()),
            path: Glob("/pets/{pet id}".into()),
        };
        assert_eq!(Selector::from("get  /pets/{pet id}"), place);
        assert_eq!(place.to_string(), "GET /pets/{pet id}");
        assert_eq!(Selector::from("List pets"), Selector::Id(Glob("List pets".into())));
    }
}
