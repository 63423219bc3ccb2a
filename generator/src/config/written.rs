//! Texts of the configuration that become part of the SDK as they are: each is checked where it is
//! read, so that a mistake is reported at its place and not by the compiler of the SDK.
//!
//! What is Rust is taken apart by `proc_macro2`; nothing but the answer leaves this module.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde::de::{Deserialize, Deserializer, Error};

/// Defines a text that a function takes or refuses.
macro_rules! texts {
    ($($(#[$docs:meta])* $name:ident = $check:ident;)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                $check(text).map(Self)
            }
        }
    )*};
}

texts! {
    /// A name in Rust, in any case: letters, digits and `_` or `-`, a letter first.
    Name = name;
    /// Names with dots between, such as `pets.toys.list`.
    CallName = call_name;
    /// The path of a trait or a macro, such as `Eq` or `serde::Serialize`.
    RustPath = path;
    /// A type, such as `money::Money` or `Vec<u8>`.
    RustType = ty;
    /// An attribute, without the `#[` and `]` around it, with which it can be written too.
    Attribute = attribute;
    /// The name of a package.
    PackageName = package_name;
    /// A semantic version.
    Version = version;
    /// The name of a crate that the SDK depends on.
    CrateName = crate_name;
    /// An absolute URL of the scheme `http` or `https`.
    BaseUrl = base_url;
    /// The name of a header.
    HeaderName = header_name;
    /// The value of a header.
    HeaderValue = header_value;
    /// The name of an environment variable.
    Variable = variable;
}

/// What Rust keeps for itself: no segment of a path can be called so.
const KEYWORDS: [&str; 36] = [
    "_", "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum",
    "extern", "false", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "match",
    "mod", "move", "mut", "pub", "ref", "return", "static", "struct", "trait", "true",
    "try", "type", "unsafe", "where", "while",
];

/// Keywords of Rust that packages are not to be called like, and names that cargo keeps.
const PACKAGES: [&str; 9] =
    ["alloc", "core", "crate", "proc_macro", "self", "std", "super", "test", "use"];

fn name(text: &str) -> Result<String, String> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let begins =
        text.trim_start_matches('_').starts_with(|c: char| c.is_ascii_alphabetic());
    match begins && text.chars().all(part) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a name: write letters (a to z), digits and `_`, a letter first"
        )),
    }
}

fn call_name(text: &str) -> Result<String, String> {
    match text.split('.').all(|part| name(part).is_ok()) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a call: write names with dots between, such as `pets.toys.list`"
        )),
    }
}

fn path(text: &str) -> Result<String, String> {
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

fn ty(text: &str) -> Result<String, String> {
    let parsed = tokens(text).is_some_and(|tokens| Types::of(tokens).only());
    match parsed {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a type: write it like `money::Money` or `Vec<u8>`"
        )),
    }
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

fn attribute(text: &str) -> Result<String, String> {
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

fn package_name(text: &str) -> Result<String, String> {
    let plain = text.replace('-', "_");
    if !is_crate_name(text) {
        return Err(format!(
            "`{text}` is not the name of a package: write letters, digits, `-` and `_`, a letter \
             first"
        ));
    }
    if PACKAGES.contains(&&*plain) || KEYWORDS.contains(&&*plain) {
        return Err(format!("no package can be named `{text}`: Rust keeps that name"));
    }
    Ok(text.to_owned())
}

fn is_crate_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn crate_name(text: &str) -> Result<String, String> {
    match is_crate_name(text) {
        true => Ok(text.to_owned()),
        false => Err(format!("`{text}` is not the name of a crate")),
    }
}

fn version(text: &str) -> Result<String, String> {
    let is_number = |part: &str| {
        part.parse::<u64>().is_ok() && (part.len() == 1 || !part.starts_with(['0', '+']))
    };
    let is_word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let (rest, build) = match text.split_once('+') {
        Some((rest, build)) => (rest, build.split('.').all(is_word)),
        None => (text, true),
    };
    let (numbers, before) = match rest.split_once('-') {
        Some((numbers, before)) => (numbers, before.split('.').all(is_word)),
        None => (rest, true),
    };
    let plain = numbers.split('.').count() == 3 && numbers.split('.').all(is_number);
    match plain && before && build {
        true => Ok(text.to_owned()),
        false => Err(format!("`{text}` is not a version: write it like `1.2.3`")),
    }
}

fn base_url(text: &str) -> Result<String, String> {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_host = |host: &str| {
        !host.is_empty()
            && host.chars().all(|c| c.is_alphanumeric() || "-._~:[]@%".contains(c))
    };
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    match host.is_some_and(is_host) && plain && !text.contains(['?', '#', '{', '}']) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a URL that requests can go to: write it like \
             `https://api.example.com/v1`"
        )),
    }
}

fn header_name(text: &str) -> Result<String, String> {
    let part = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    match !text.is_empty() && text.chars().all(part) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not the name of a header: letters, digits and `-`, without blanks"
        )),
    }
}

fn header_value(text: &str) -> Result<String, String> {
    match text.chars().any(|c| c.is_control() && c != '\t') {
        false => Ok(text.to_owned()),
        true => {
            Err("no header can have a control character, such as a line break"
                .to_owned())
        }
    }
}

fn variable(text: &str) -> Result<String, String> {
    match text.is_empty() || text.contains(['=', '\0']) {
        false => Ok(text.to_owned()),
        true => Err(format!("`{text}` is not the name of an environment variable")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(check: fn(&str) -> Result<String, String>, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(check(text).is_ok(), "{text:?}: {:?}", check(text));
        }
        for text in bad {
            assert!(check(text).is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn names() {
        check(
            name,
            &["Pet", "in-progress", "_id", "a1"],
            &["", "1a", "a b", "é", "_", "a.b"],
        );
        check(call_name, &["list", "pets.toys.list"], &["", "..x", "a.", "a..b", "a.1"]);
        check(
            package_name,
            &["pets", "pet-store_2"],
            &["", "Bad Name!", "1a", "std", "fn", "-a"],
        );
        check(
            version,
            &["1.2.3", "0.1.0-rc.1+5"],
            &["", "1", "1.2", "01.2.3", "1.2.x", "1.2.3-"],
        );
        check(crate_name, &["serde_json", "http"], &["bad name", ""]);
    }

    #[test]
    fn rust() {
        check(
            path,
            &["Eq", "serde::Serialize", "::a::B"],
            &["", "Foo Bar(", "a::", "fn", "a b"],
        );
        check(
            ty,
            &[
                "Money",
                "::a::b::Money",
                "crate::Money",
                "Vec<u8>",
                "std::collections::BTreeMap<String, Vec<Vec<u8>>>",
                "(A, B)",
                "()",
                "[u8; 4]",
                "Fixed<4>",
            ],
            &[
                "", "Vec<", "Vec<>", "fn", "&str", "A B", "a:b", "a::", "{}", "[u8]",
                "Vec<u8>>",
            ],
        );
        check(
            attribute,
            &[
                "must_use",
                "#[must_use]",
                "#[doc = \"x\"]",
                "cfg(feature = \"a\")",
                "a::b(c)",
                "doc = include_str!(\"x\")",
            ],
            &[
                "",
                "#[",
                "must_use(",
                "a b",
                "= 1",
                "#[#[a]]",
                "a =",
                "doc = \"x\" + y; z",
            ],
        );
        assert_eq!(attribute(" #[must_use] ").unwrap(), "must_use");
        let deep =
            |open: &str, close: &str| open.repeat(60_000) + "u8" + &close.repeat(60_000);
        check(ty, &[], &[&deep("Vec<", ">"), &deep("(", ")")]);
    }

    #[test]
    fn of_requests() {
        check(
            base_url,
            &[
                "https://api.example.com/v1",
                "http://127.0.0.1:8080",
                "http://[::1]:80/",
                "HTTPS://a",
            ],
            &[
                "not a url",
                "ftp://x",
                "/v1",
                "https://",
                "https://a b",
                "https://a/{b}",
                "http://a?b",
            ],
        );
        check(header_name, &["x-client", "X_1"], &["", "bad header", "a:b", "é"]);
        check(header_value, &["", "a b", "é"], &["a\nb", "\0"]);
        check(variable, &["PET_URL"], &["", "A=B"]);
    }
}
