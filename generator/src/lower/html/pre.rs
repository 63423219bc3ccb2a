//! Text that is shown as it is written.

use super::Writer;
use super::tags::Tag;
use crate::lower::inline::longest_run;

impl Writer {
    /// A tag in text that is shown as it is written. Whether that is all there is to it.
    pub(super) fn tag_in_pre(&mut self, tag: &Tag<'_>) -> bool {
        let Some(pre) = &mut self.pre else { return false };
        match (&*tag.name, tag.closing) {
            ("br", _) => pre.push('\n'),
            ("pre", true) => self.end_pre(),
            // What ends around it ends it as well.
            ("td" | "th" | "tr" | "table" | "li" | "ul" | "ol", true) => {
                self.end_pre();
                return false;
            }
            _ if tag.formats() => {}
            _ => pre.push_str(tag.text),
        }
        true
    }

    pub(super) fn end_pre(&mut self) {
        let Some(code) = self.pre.take() else { return };
        let code = code.trim_end();
        let code = code.strip_prefix('\n').unwrap_or(code);
        if code.is_empty() {
            return;
        }
        let fence = "`".repeat(longest_run(code).max(2) + 1);
        let indent = self.indent();
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("\n\n");
        for line in [&*format!("{fence}text")].into_iter().chain(code.lines()) {
            self.out.push_str(&indent);
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.out.push_str(&indent);
        self.out.push_str(&fence);
        self.out.push_str("\n\n");
        (self.item_is_empty, self.paragraph_ended) = (false, !self.lists.is_empty());
    }
}
