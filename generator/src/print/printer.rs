//! The text as it grows: columns, lines, indentation, doc comments.

use super::tokens::{Span, Token, Tokens};
use super::{WIDTH, doc_lines, flat};

/// Writes tokens as text.
pub(super) struct Printer<'a> {
    pub tokens: &'a Tokens,
    docs: &'a [&'a str],
    pub out: String,
    /// The columns that a line begins with.
    pub indent: usize,
    /// Where the present line begins.
    line: usize,
}

impl<'a> Printer<'a> {
    pub(super) fn new(
        tokens: &'a Tokens,
        docs: &'a [&'a str],
        out: String,
        indent: usize,
    ) -> Self {
        let line = out.rfind('\n').map_or(0, |end| end + 1);
        Self { tokens, docs, out, indent, line }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Begins a line, indented unless nothing follows.
    pub(super) fn newline(&mut self) {
        self.out.push('\n');
        self.line = self.out.len();
        self.begin_line();
    }

    /// Indents the line that was begun.
    pub(super) fn begin_line(&mut self) {
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        self.out.push('\n');
        self.line = self.out.len();
    }

    /// The columns that are taken in the present line: some characters take two.
    pub(super) fn column(&self) -> usize {
        flat::columns(&self.out[self.line..])
    }

    /// A blank line and a doc comment.
    pub(super) fn mark(&mut self, blank: bool, doc: Option<u32>) {
        if blank && !self.out.ends_with("{\n") {
            self.out.push('\n');
        }
        if let Some(text) = doc.and_then(|doc| self.docs.get(doc as usize)) {
            doc_lines(&mut self.out, "///", self.indent, text);
        }
        self.line = self.out.len();
    }

    /// Writes tokens in the present line when they fit there with `suffix` columns behind them.
    pub(super) fn flat(&mut self, span: Span, suffix: usize) -> bool {
        self.flat_within(span, suffix, WIDTH)
    }

    /// The same where the line has `width` columns.
    pub(super) fn flat_within(
        &mut self,
        span: Span,
        suffix: usize,
        width: usize,
    ) -> bool {
        let before = self.out.len();
        let room = (width * 4).saturating_sub(before - self.line);
        let whole = flat::write(self.tokens, span, room, &mut self.out);
        if whole && self.column() + suffix <= width {
            return true;
        }
        self.out.truncate(before);
        false
    }

    /// Writes tokens in the present line, whether they fit or not.
    pub(super) fn force(&mut self, span: Span) {
        flat::write(self.tokens, span, usize::MAX / 2, &mut self.out);
    }

    /// Takes back what was written since the text had this length.
    pub(super) fn back_to(&mut self, length: usize) -> String {
        let text = self.out.split_off(length);
        self.line = self.out.rfind('\n').map_or(0, |end| end + 1);
        text
    }

    /// Writes text that has line ends.
    pub(super) fn push_lines(&mut self, text: &str) {
        self.out.push_str(text);
        if let Some(end) = text.rfind('\n') {
            self.line = self.out.len() - text.len() + end + 1;
        }
    }

    /// Whether the token at an index of a span is this text.
    pub(super) fn is(&self, span: Span, index: usize, text: &str) -> bool {
        self.tokens.is(span, index, text)
    }

    /// The bracket of the group at an index, if it is one.
    pub(super) fn group(&self, index: usize) -> Option<super::tokens::Bracket> {
        match self.tokens.get(index) {
            Some(Token::Group(bracket, _)) => Some(bracket),
            _ => None,
        }
    }
}
