//! Tokens in one line.

use unicode_width::UnicodeWidthStr;

use super::tokens::{Bracket, Span, Token, Tokens};

/// What stands between two tokens in one line.
fn is_spaced(tokens: &Tokens, before: Token, after: Token) -> bool {
    match (before, after) {
        (_, Token::Mark(..)) | (Token::Mark(..), _) => false,
        (
            _,
            Token::Punct("," | ";" | "." | "?" | ":" | "::" | "<" | ">" | "..=" | "!"),
        ) => {
            before == Token::Punct(",")
                || before == Token::Punct("=") && after_equals(after)
        }
        (
            Token::Punct(
                "<" | "::" | "." | ".." | "..=" | "&" | "*" | "-" | "!" | "#" | "?",
            ),
            _,
        ) => false,
        (Token::Punct("," | ";" | ":" | "=" | "==" | "=>" | "->" | "+"), _) => true,
        (_, Token::Group(Bracket::Paren, _)) => {
            matches!(before, Token::Word(..)) && is_keyword(tokens.str(before))
        }
        (_, Token::Group(Bracket::Square, _)) => matches!(before, Token::Word(..)),
        _ => true,
    }
}

fn after_equals(after: Token) -> bool {
    matches!(after, Token::Punct("!" | "::" | "<"))
}

fn is_keyword(word: &str) -> bool {
    matches!(word, "match" | "in" | "return" | "for" | "as" | "mut" | "let" | "dyn")
}

/// Writes tokens in one line; `false` when they cannot stand in one line, or take more than
/// `limit` bytes. What was written so far stays then.
pub(super) fn write(
    tokens: &Tokens,
    span: Span,
    limit: usize,
    out: &mut String,
) -> bool {
    let end = out.len() + limit;
    let mut before = None;
    for index in tokens.top(span) {
        let Some(token) = tokens.get(index) else { break };
        if before.is_some_and(|before| is_spaced(tokens, before, token)) {
            out.push(' ');
        }
        let fits = match token {
            Token::Mark(..) => false,
            Token::Group(bracket, _) => {
                let inside = without_last_comma(tokens, before, bracket, index);
                let space = if bracket == Bracket::Brace && !inside.is_empty() {
                    " "
                } else {
                    ""
                };
                out.push_str(bracket.open());
                out.push_str(space);
                let fits = write(tokens, inside, end.saturating_sub(out.len()), out);
                out.push_str(space);
                out.push_str(bracket.close());
                fits
            }
            token => {
                let text = tokens.str(token);
                out.push_str(text);
                text != "match"
            }
        };
        if !fits || out.len() > end {
            return false;
        }
        before = Some(token);
    }
    true
}

/// A comma behind the last element stands only where the elements stand in lines of their own;
/// a tuple of one element keeps it.
fn without_last_comma(
    tokens: &Tokens,
    before: Option<Token>,
    bracket: Bracket,
    index: usize,
) -> Span {
    let span = tokens.inside(index);
    let Some(last) = tokens.last(span) else { return span };
    if tokens.get(last) != Some(Token::Punct(",")) {
        return span;
    }
    let is_call = match before {
        Some(Token::Word(..) | Token::Punct(">" | "!")) => true,
        _ => bracket != Bracket::Paren,
    };
    if is_call || tokens.elements(span).len() > 1 {
        Span { end: last, ..span }
    } else {
        span
    }
}

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    // Nearly all text is, and there is very much of it.
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The columns of tokens in one line, when they take no more than `limit`.
pub(super) fn width(tokens: &Tokens, span: Span, limit: usize) -> Option<usize> {
    let mut text = String::new();
    let fits = write(tokens, span, limit * 4, &mut text);
    let width = columns(&text);
    (fits && width <= limit).then_some(width)
}
