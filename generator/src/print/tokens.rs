//! Tokens in one list: a group is followed by what is in it, and says where that ends.

use std::fmt::Write;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::MARK_ESCAPED;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word, a lifetime or a literal: bytes of the text.
    Word(u32, u32),
    /// An operator or other punctuation.
    Punct(&'static str),
    /// `(…)`, `[…]` or `{…}`: what is in it ends before this index.
    Group(Bracket, u32),
    /// A mark: whether a blank line comes, and which doc comment.
    Mark(bool, Option<u32>),
}

/// What encloses a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `(…)`
    Paren,
    /// `[…]`
    Square,
    /// `{…}`
    Brace,
}

impl Bracket {
    pub(super) fn open(self) -> &'static str {
        match self {
            Self::Paren => "(",
            Self::Square => "[",
            Self::Brace => "{",
        }
    }

    pub(super) fn close(self) -> &'static str {
        match self {
            Self::Paren => ")",
            Self::Square => "]",
            Self::Brace => "}",
        }
    }
}

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// Tokens and the text of their words.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    text: String,
}

impl Tokens {
    /// Reads a stream.
    pub(super) fn read(stream: TokenStream) -> Self {
        let mut tokens = Self::default();
        tokens.add(stream);
        tokens
    }

    fn add(&mut self, stream: TokenStream) {
        let mut operator = Operator::default();
        for tree in stream {
            match tree {
                TokenTree::Punct(punct) => {
                    if punct.as_char() == '\'' {
                        if !operator.is_empty() {
                            self.list.push(Token::Punct(operator.take()));
                        }
                        // The word that follows is a lifetime.
                        self.text.push('\'');
                        operator.lifetime = true;
                        continue;
                    }
                    if !operator.takes(punct.as_char()) {
                        self.list.push(Token::Punct(operator.take()));
                    }
                    operator.push(punct.as_char());
                    if punct.spacing() == Spacing::Alone || !operator.goes_on() {
                        self.list.push(Token::Punct(operator.take()));
                    }
                }
                TokenTree::Ident(ident) => {
                    let start = self.text.len() - usize::from(operator.lifetime);
                    operator.lifetime = false;
                    let _ = write!(self.text, "{ident}");
                    self.word(start);
                }
                TokenTree::Literal(literal) => {
                    let start = self.text.len();
                    let _ = write!(self.text, "{literal}");
                    self.word(start);
                }
                TokenTree::Group(group) => self.group(group),
            }
        }
    }

    fn word(&mut self, start: usize) {
        self.list.push(Token::Word(to_u32(start), to_u32(self.text.len())));
    }

    fn group(&mut self, group: proc_macro2::Group) {
        let (delimiter, stream) = (group.delimiter(), group.stream());
        // A stream that nobody else holds is read without a copy.
        drop(group);
        let bracket = match delimiter {
            Delimiter::Parenthesis => Bracket::Paren,
            Delimiter::Bracket => Bracket::Square,
            Delimiter::Brace => Bracket::Brace,
            Delimiter::None => return self.add(stream),
        };
        let place = self.list.len();
        self.list.push(Token::Group(bracket, 0));
        self.add(stream);
        if let Some(mark) = self.mark(place) {
            self.list.truncate(place - 1);
            self.list.push(mark);
            return;
        }
        self.list[place] = Token::Group(bracket, to_u32(self.list.len()));
    }

    /// The mark that `#[doc = "\u{1}…"]` stands for.
    fn mark(&self, place: usize) -> Option<Token> {
        let hash = place.checked_sub(1).and_then(|before| self.list.get(before));
        if hash != Some(&Token::Punct("#")) {
            return None;
        }
        let [doc, Token::Punct("="), text] = self.list[place + 1..] else { return None };
        if self.str(doc) != "doc" {
            return None;
        }
        let text = self.str(text).strip_prefix('"')?.strip_prefix(MARK_ESCAPED)?;
        let text = text.strip_suffix('"')?;
        let number = text.strip_prefix('b');
        Some(Token::Mark(number.is_some(), number.unwrap_or(text).parse().ok()))
    }

    /// All tokens.
    pub(super) fn all(&self) -> Span {
        Span { start: 0, end: self.list.len() }
    }

    /// The token at an index.
    pub(super) fn get(&self, index: usize) -> Option<Token> {
        self.list.get(index).copied()
    }

    /// The text of a token that is no group; of a group, the bracket that opens it.
    pub(super) fn str(&self, token: Token) -> &str {
        match token {
            Token::Word(start, end) => &self.text[start as usize..end as usize],
            Token::Punct(text) => text,
            Token::Group(bracket, _) => bracket.open(),
            Token::Mark(..) => "",
        }
    }

    /// The index behind a token and what is in it.
    pub(super) fn after(&self, index: usize) -> usize {
        match self.list.get(index) {
            Some(Token::Group(_, end)) => *end as usize,
            _ => index + 1,
        }
    }

    /// What is in the group at an index.
    pub(super) fn inside(&self, index: usize) -> Span {
        Span { start: index + 1, end: self.after(index) }
    }

    /// Whether the token at an index, if it is in the span, is this text.
    pub(super) fn is(&self, span: Span, index: usize, text: &str) -> bool {
        index < span.end && self.get(index).is_some_and(|token| self.str(token) == text)
    }

    /// The indexes of the tokens of a span, without what is in groups.
    pub(super) fn top(&self, span: Span) -> impl Iterator<Item = usize> {
        let mut next = span.start;
        std::iter::from_fn(move || {
            let index = next;
            next = self.after(index);
            (index < span.end).then_some(index)
        })
    }

    /// The index of the last token of a span, without what is in it.
    pub(super) fn last(&self, span: Span) -> Option<usize> {
        self.top(span).last()
    }

    /// The parts between commas. Commas between `<` and `>` part nothing.
    pub(super) fn elements(&self, span: Span) -> Vec<Span> {
        let mut elements = Vec::new();
        let mut start = span.start;
        let mut depth = 0;
        for index in self.top(span) {
            match self.get(index) {
                Some(Token::Punct("<")) => depth += 1,
                Some(Token::Punct(">")) => depth -= 1,
                Some(Token::Punct(",")) if depth == 0 => {
                    elements.push(Span { start, end: index });
                    start = index + 1;
                }
                _ => {}
            }
        }
        if start < span.end {
            elements.push(Span { start, end: span.end });
        }
        elements
    }
}

fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Puts the characters of an operator together.
#[derive(Default)]
struct Operator {
    /// What there is so far, as [`code`] tells it; 0 for nothing.
    code: u32,
    lifetime: bool,
}

/// The operators (the Rust Reference, "Punctuation"). What begins with `<` or `>` is taken apart,
/// because these are the brackets of generics too. What an operator begins with is one as well.
const OPERATORS: [&str; 37] = [
    "<", ">", "&", "*", "-", "+", "!", "#", "?", ".", ",", ";", ":", "=", "|", "/", "%",
    "@", "$", "^", "~", "::", "->", "=>", "==", "!=", "..=", "..", "&&", "||", "+=",
    "-=", "*=", "/=", "%=", "&=", "|=",
];

/// The same as numbers, since there are very many to compare.
const CODES: [u32; 37] = {
    let mut codes = [0; 37];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = code(OPERATORS[at]);
        at += 1;
    }
    codes
};

/// An operator of up to three characters as a number.
const fn code(operator: &str) -> u32 {
    let mut code = 0;
    let mut rest = operator.as_bytes();
    while let [first, tail @ ..] = rest {
        code = code << 8 | *first as u32;
        rest = tail;
    }
    code
}

impl Operator {
    fn push(&mut self, c: char) {
        self.code = self.with(c);
    }

    fn with(&self, c: char) -> u32 {
        self.code << 8 | u32::from(c)
    }

    fn is_empty(&self) -> bool {
        self.code == 0
    }

    /// Whether a character belongs to it, or begins another one.
    fn takes(&self, c: char) -> bool {
        self.is_empty() || CODES.contains(&self.with(c))
    }

    /// Whether a character that follows may belong to it.
    fn goes_on(&self) -> bool {
        const BEGIN: [char; 11] =
            [':', '-', '=', '.', '&', '!', '|', '+', '*', '/', '%'];
        self.code == code("..") || BEGIN.iter().any(|c| self.code == u32::from(*c))
    }

    fn take(&mut self) -> &'static str {
        let code = std::mem::take(&mut self.code);
        let known = CODES.iter().position(|known| *known == code);
        known.map_or("", |at| OPERATORS[at])
    }
}
