//! What a parser's complaint means, where it belongs, and what to write instead.

mod alias;
mod yaml;

pub(super) use alias::endless_alias;
pub(super) use yaml::explain as explain_yaml;

use std::ops::Range;

use super::parse::SyntaxFault;
use super::surrogates::{self, ESCAPE};

/// The character at which `serde_json` gave up.
pub(super) fn json_span(text: &str, error: &serde_json::Error) -> Range<usize> {
    let line: usize =
        text.split_inclusive('\n').take(error.line() - 1).map(str::len).sum();
    mark(text, (line + error.column()).saturating_sub(1))
}

/// The character at which the YAML parser gave up.
pub(super) fn yaml_span(text: &str, error: &serde_yaml::Error) -> Range<usize> {
    let chars = error.location().map_or(0, |location| location.index());
    mark(text, char_offset(text, chars))
}

/// The whole character at or after a byte; at the end of the text, the last visible one.
fn mark(text: &str, at: usize) -> Range<usize> {
    let visible = text.trim_end().len();
    let mut start = at.min(visible);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    match text[start..].chars().next() {
        Some(char) if start < visible => start..start + char.len_utf8(),
        _ => match text[..visible].char_indices().next_back() {
            Some((last, char)) => last..last + char.len_utf8(),
            None => 0..0,
        },
    }
}

/// The byte at which the character with this number begins.
fn char_offset(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

/// Whether a text begins with a comment as some write it in JSON.
pub(super) fn is_comment(text: &str) -> bool {
    text.starts_with("//") || text.starts_with("/*")
}

/// Explains an escape that is half a character, when the parser gave up at it or soon after.
fn explain_half(text: &str, at: usize) -> Option<SyntaxFault> {
    let near = text[..at].rmatch_indices("\\u").take(2);
    let mut near = near.map(|(start, _)| start).filter(|start| at - start < 2 * ESCAPE);
    let start = near.find(|start| surrogates::half(text, *start).is_some())?;
    let span = start..start + ESCAPE;
    let fault = SyntaxFault {
        message: format!("`{}` is half a character", &text[span.clone()]),
        span,
        notes: Vec::new(),
        help: None,
    };
    Some(
        fault.help("write both halves, as in `\\uD83D\\uDE00`, or the character itself"),
    )
}

/// Explains a complaint of `serde_json`.
pub(super) fn explain_json(text: &str, error: &serde_json::Error) -> SyntaxFault {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(&*message, |(text, _)| text);
    let span = json_span(text, error);
    if message.ends_with("hex escape")
        && let Some(fault) = explain_half(text, span.start)
    {
        return fault;
    }
    let rest = &text[span.start..];
    let (message, help) = match message {
        _ if is_comment(rest) => (
            "a comment, which JSON does not have".to_owned(),
            Some("remove it, or write the file as YAML, where comments begin with `#`"),
        ),
        _ if error.is_eof() => (
            format!("the file ends {}", message.trim_start_matches("EOF ")),
            Some("the file seems to be cut off; get it again, or close what is open"),
        ),
        "trailing comma" => (
            "a comma stands before the closing bracket".to_owned(),
            Some("remove the comma"),
        ),
        "key must be a string" => (
            "a key is not a string".to_owned(),
            Some("put the key in double quotes, and no comma after the last member"),
        ),
        "invalid escape" => (
            "a backslash begins no known escape".to_owned(),
            Some("write a backslash as `\\\\`"),
        ),
        "trailing characters" => (
            "something follows the end of the document".to_owned(),
            Some("a file holds one description; remove what follows"),
        ),
        message if message.starts_with("control character") => (
            "a string contains a line break or another control character".to_owned(),
            Some("write `\\n` for a line break, `\\t` for a tab"),
        ),
        message => (message.to_owned(), None),
    };
    SyntaxFault { message, span, notes: Vec::new(), help: help.map(str::to_owned) }
}

impl SyntaxFault {
    fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }
}

#[cfg(test)]
mod tests;
