//! Characters that are written as two escapes, as JSON writes those beyond U+FFFF.
//!
//! YAML that can be read as JSON has them, but the parser that makes the tree refuses them. So each
//! pair is written as one escape before it reads the text, and places are moved back.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

/// How many bytes an escape with four digits takes, as `\uD83D`.
pub(super) const ESCAPE: usize = 6;

/// How many bytes a pair of escapes takes.
const PAIR: usize = 2 * ESCAPE;

/// How many bytes an escape with eight digits takes, as `\U0001F600`.
const LONG_ESCAPE: usize = 10;

/// A YAML text whose pairs of surrogates were written as one escape each.
pub(super) struct Joined<'a> {
    /// The text that the parser reads.
    pub(super) text: Cow<'a, str>,
    /// Where the new escapes end in it.
    ends: Vec<usize>,
}

impl<'a> Joined<'a> {
    /// Joins the pairs in the double-quoted scalars of a text, as far as it is valid.
    pub(super) fn new(text: &'a str) -> Self {
        let mut joined = Self { text: Cow::Borrowed(text), ends: Vec::new() };
        if !text.match_indices("\\u").any(|(at, _)| half(text, at).is_some()) {
            return joined;
        }
        let mut new = String::with_capacity(text.len());
        let mut copied = 0;
        for at in pairs(text) {
            let Some(char) = pair(text, at) else { continue };
            new.push_str(&text[copied..at]);
            new.push_str(&format!("\\U{:08X}", u32::from(char)));
            joined.ends.push(new.len());
            copied = at + PAIR;
        }
        if copied > 0 {
            new.push_str(&text[copied..]);
            joined.text = Cow::Owned(new);
        }
        joined
    }

    /// The place in the text as it was written.
    pub(super) fn written(&self, span: Range<usize>) -> Range<usize> {
        let shift = |at: usize| {
            let before = self.ends.partition_point(|end| *end <= at);
            at + before * (PAIR - LONG_ESCAPE)
        };
        shift(span.start)..shift(span.end)
    }
}

/// Where the pairs in the double-quoted scalars of a text begin.
fn pairs(text: &str) -> Vec<usize> {
    let options = granit_parser::options! { emit_unresolved_aliases: true };
    let mut found = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        let Ok((event, span)) = event else { break };
        let Event::Scalar(_, ScalarStyle::DoubleQuoted, ..) = event else { continue };
        let Some(Range { start, end }) = span.byte_range() else { continue };
        let mut at = start;
        while let Some(escape) = text.get(at..end).and_then(|rest| rest.find('\\')) {
            at += escape;
            if pair(text, at).is_some() {
                found.push(at);
                at += PAIR;
            } else {
                // What is escaped may be a backslash, and is one byte where it is.
                at += 2;
            }
        }
    }
    found
}

/// The character that two escapes mean.
fn pair(text: &str, at: usize) -> Option<char> {
    let halves = [half(text, at)?, half(text, at + ESCAPE)?];
    char::decode_utf16(halves).next()?.ok()
}

/// The surrogate that the escape at a byte means.
pub(super) fn half(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + ESCAPE)?.strip_prefix("\\u")?;
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = hexadecimal.then(|| u16::from_str_radix(digits, 16).ok())??;
    (0xd800..=0xdfff).contains(&unit).then_some(unit)
}
