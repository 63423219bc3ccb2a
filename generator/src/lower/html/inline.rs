//! Emphasis and links.

use super::tags::Tag;
use super::{DEPTH, Writer};
use crate::lower::inline::LINE_BREAK;

impl Writer {
    pub(super) fn begin_mark(&mut self, mark: &'static str) {
        if self.marks.len() < DEPTH {
            self.begin_paragraph();
            self.marks.push((mark, self.out.len()));
        }
    }

    /// Puts marks around the text since they began, but not around the spaces at its ends: there
    /// they would be text.
    pub(super) fn end_mark(&mut self) {
        let Some((mark, start)) = self.marks.pop() else { return };
        let Some(text) = self.out.get(start..) else { return };
        let space = |c: char| c.is_whitespace() || c == LINE_BREAK;
        let begins = start + (text.len() - text.trim_start_matches(space).len());
        let ends = start + text.trim_end_matches(space).len();
        if begins >= ends || text.contains("\n\n") {
            return;
        }
        let signs = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation());
        let before = self.out[..begins].chars().next_back();
        let in_word = before.is_some_and(char::is_alphanumeric);
        let begins_with_sign = signs(self.out[begins..].chars().next());
        self.mark_ended =
            ends == self.out.len() && signs(self.out[..ends].chars().next_back());
        self.out.insert_str(ends, mark);
        self.out.insert_str(begins, mark);
        if in_word && begins_with_sign {
            self.out.insert(begins, ' ');
        }
    }

    pub(super) fn begin_link(&mut self, tag: &Tag<'_>) {
        let url = tag.attribute("href").unwrap_or_default();
        if !url.is_empty() {
            self.push("[");
        }
        self.links.push(url);
    }

    pub(super) fn end_link(&mut self) {
        if let Some(url) = self.links.pop().filter(|url| !url.is_empty()) {
            self.out.push_str("](<");
            self.out.push_str(&url.replace(['<', '>', '\n'], ""));
            self.out.push_str(">)");
        }
    }
}
