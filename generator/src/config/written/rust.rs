//! What is Rust: paths, types, attributes.
//!
//! It is taken apart by `proc_macro2`; nothing but the answer leaves this module.

use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What Rust keeps for itself, also for later: no segment of a path can be called so.
pub(super) const KEYWORDS: [&str; 48] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const",
    "continue", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for",
    "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "virtual", "where", "while", "yield",
];

pub(super) fn path(text: &str) -> Result<String, String> {
    let mut parts = text.strip_prefix("::").unwrap_or(text).split("::");
    match parts.all(is_word) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not the path of a trait: write it like `Eq` or `serde::Serialize`"
        )),
    }
}

/// Whether a text is one segment of a path.
fn is_word(text: &str) -> bool {
    let tokens: Vec<TokenTree> = tokens(text).into_iter().flatten().collect();
    matches!(&tokens[..], [TokenTree::Ident(word)] if word == text && is_segment(text))
}

fn is_segment(word: &str) -> bool {
    !KEYWORDS.contains(&word)
}

fn tokens(text: &str) -> Option<TokenStream> {
    TokenStream::from_str(text).ok()
}

pub(super) fn ty(text: &str) -> Result<String, String> {
    let parsed = tokens(text).is_some_and(|tokens| Types::of(tokens).only());
    match parsed {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a type: write it like `money::Money` or `Vec<u8>`"
        )),
    }
}

/// The paths of a type that lead through modules.
pub(super) fn paths(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    collect(tokens(text).unwrap_or_default(), &mut paths);
    paths
}

fn collect(tokens: TokenStream, paths: &mut Vec<String>) {
    let mut path = String::new();
    for token in tokens {
        match token {
            TokenTree::Ident(word) if path.is_empty() || path.ends_with("::") => {
                path.push_str(&word.to_string());
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' => path.push(':'),
            other => {
                paths.push(std::mem::take(&mut path));
                if let TokenTree::Group(group) = other {
                    collect(group.stream(), paths);
                }
            }
        }
    }
    paths.push(path);
    paths.retain(|path| path.trim_start_matches("::").contains("::"));
}

/// Tokens that are types: paths with types in angle brackets, tuples, arrays. References are none:
/// what is decoded owns what it holds.
struct Types {
    tokens: std::iter::Peekable<proc_macro2::token_stream::IntoIter>,
    /// How many types the types are in that are read.
    depth: usize,
}

/// Nobody writes types in more types than this, and a stack has an end.
const DEEPEST: usize = 64;

impl Types {
    fn of(tokens: TokenStream) -> Self {
        Self::inside(tokens, 0)
    }

    fn inside(tokens: TokenStream, depth: usize) -> Self {
        Self { tokens: tokens.into_iter().peekable(), depth }
    }

    /// Whether they are one type and nothing else.
    fn only(mut self) -> bool {
        self.one() && self.tokens.next().is_none()
    }

    /// Whether they are types with commas between, if any.
    fn list(mut self) -> bool {
        while self.tokens.peek().is_some() {
            if !self.one() || (self.tokens.peek().is_some() && !self.sign(',')) {
                return false;
            }
        }
        true
    }

    /// Takes one type.
    fn one(&mut self) -> bool {
        self.depth += 1;
        let fits = self.depth <= DEEPEST && self.group_or_path();
        self.depth -= 1;
        fits
    }

    fn group_or_path(&mut self) -> bool {
        match self.tokens.peek() {
            Some(TokenTree::Group(group)) => {
                let inner = Self::inside(group.stream(), self.depth);
                let fits = match group.delimiter() {
                    Delimiter::Parenthesis => inner.list(),
                    Delimiter::Bracket => inner.array(),
                    Delimiter::Brace | Delimiter::None => false,
                };
                self.tokens.next();
                fits
            }
            _ => self.path(),
        }
    }

    fn array(mut self) -> bool {
        self.one()
            && self.sign(';')
            && matches!(self.tokens.next(), Some(TokenTree::Literal(_)))
            && self.tokens.next().is_none()
    }

    fn path(&mut self) -> bool {
        if self.sign(':') && !self.sign(':') {
            return false;
        }
        loop {
            match self.tokens.next() {
                Some(TokenTree::Ident(word)) if is_segment(&word.to_string()) => {}
                _ => return false,
            }
            if self.sign('<') && !self.arguments() {
                return false;
            }
            if !self.sign(':') {
                return true;
            }
            if !self.sign(':') {
                return false;
            }
        }
    }

    /// Takes types with commas between and the bracket after them.
    fn arguments(&mut self) -> bool {
        loop {
            if matches!(self.tokens.peek(), Some(TokenTree::Literal(_))) {
                self.tokens.next();
            } else if !self.one() {
                return false;
            }
            if self.sign('>') {
                return true;
            }
            if !self.sign(',') {
                return false;
            }
        }
    }

    /// Takes a sign when it is next.
    fn sign(&mut self, sign: char) -> bool {
        self.tokens
            .next_if(
                |next| matches!(next, TokenTree::Punct(one) if one.as_char() == sign),
            )
            .is_some()
    }
}

pub(super) fn attribute(text: &str) -> Result<String, String> {
    let written = text.trim();
    let inner = written.strip_prefix("#[").and_then(|rest| rest.strip_suffix(']'));
    let inner = inner.unwrap_or(written).trim();
    match is_attribute(inner) {
        true => Ok(inner.to_owned()),
        false => Err(format!(
            "`{text}` is not an attribute: write it like `#[must_use]` or `must_use`"
        )),
    }
}

/// Whether a text is a path, and nothing, a value or one group behind it.
fn is_attribute(text: &str) -> bool {
    let Some(tokens) = tokens(text) else { return false };
    let mut types = Types::of(tokens);
    if !types.path() {
        return false;
    }
    match types.tokens.next() {
        None => true,
        Some(TokenTree::Punct(sign)) if sign.as_char() == '=' => is_value(types),
        Some(TokenTree::Group(_)) => types.tokens.next().is_none(),
        Some(_) => false,
    }
}

/// Whether all that is left is a literal, a word such as `true`, or the call of a macro.
fn is_value(mut left: Types) -> bool {
    if let Some(TokenTree::Literal(_)) = left.tokens.peek() {
        left.tokens.next();
        return left.tokens.next().is_none();
    }
    let is_flag = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "true" || word == "false");
    if left.tokens.next_if(is_flag).is_some() {
        return left.tokens.next().is_none();
    }
    left.path()
        && left.sign('!')
        && matches!(left.tokens.next(), Some(TokenTree::Group(_)))
        && left.tokens.next().is_none()
}
