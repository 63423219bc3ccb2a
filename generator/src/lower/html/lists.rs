//! Lists, and what is in their items.

use super::Writer;
use crate::lower::inline::LINE_BREAK;

impl Writer {
    /// Begins the paragraph of an item that is still to begin.
    pub(super) fn begin_paragraph(&mut self) {
        if std::mem::take(&mut self.paragraph_ended) {
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str("\n\n");
            self.out.push_str(&self.indent());
        }
    }

    /// What the lines of the open item begin with.
    pub(super) fn indent(&self) -> String {
        "   ".repeat(self.lists.len().min(5))
    }

    pub(super) fn begin_list(&mut self, number: Option<u32>) {
        self.lists.push(number);
        // An item that begins with a blank line would end there.
        if !self.item_is_empty {
            self.out.push_str("\n\n");
        }
        (self.item_is_empty, self.paragraph_ended) = (false, false);
    }

    pub(super) fn end_list(&mut self) {
        self.lists.pop();
        self.out.push_str("\n\n");
        (self.item_is_empty, self.paragraph_ended) = (false, !self.lists.is_empty());
    }

    pub(super) fn item(&mut self) {
        if self.flat {
            self.line_break();
            return;
        }
        let indent = "   ".repeat(self.lists.len().saturating_sub(1).min(4));
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.out.truncate(self.out.trim_end_matches([' ', LINE_BREAK]).len());
        self.out.push('\n');
        self.out.push_str(&indent);
        self.out.push_str(&marker);
        (self.item_is_empty, self.paragraph_ended) = (!self.lists.is_empty(), false);
    }

    /// What a term means follows it in its line; what else it means, below.
    pub(super) fn definition(&mut self) {
        if !std::mem::take(&mut self.is_term) {
            self.block();
        } else if !self.item_is_empty {
            let space = [' ', '\n', LINE_BREAK];
            self.out.truncate(self.out.trim_end_matches(space).len());
            let ended = self.out.ends_with([':', '.', '?', '!']);
            self.out.push_str(if ended { " " } else { ": " });
            (self.item_is_empty, self.paragraph_ended) = (true, false);
        }
    }
}
