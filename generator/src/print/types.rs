//! Types that do not fit in a line.

use super::WIDTH;
use super::printer::Printer;
use super::tokens::Span;

impl Printer<'_> {
    /// A type behind `:` or `=`: beside it, below it, or broken.
    pub(super) fn assign_type(&mut self, span: Span, suffix: usize) {
        let before = self.out.len();
        self.push(" ");
        if self.flat(span, suffix) {
            return;
        }
        self.back_to(before);
        self.indent += 4;
        self.newline();
        let below = self.flat(span, suffix);
        // A name alone stands below, however long it is.
        let is_name = !below && !self.tokens.top(span).any(|at| self.is(span, at, "<"));
        if is_name {
            self.force(span);
        }
        self.indent -= 4;
        if !below && !is_name {
            self.back_to(before);
            self.push(" ");
            self.ty(span, suffix);
        }
    }

    /// A type; what is between `<` and `>` gets lines of its own when it does not fit.
    pub(super) fn ty(&mut self, span: Span, suffix: usize) {
        // rustfmt does not count this word.
        let word = if self.is(span, span.start, "impl") { "impl ".len() } else { 0 };
        if self.flat_within(span, suffix, WIDTH + word) {
            return;
        }
        let open = self.tokens.top(span).find(|index| self.is(span, *index, "<"));
        let (Some(open), true) = (open, self.is(span, span.end - 1, ">")) else {
            self.force(span);
            return;
        };
        self.force(Span { start: span.start, end: open + 1 });
        self.indent += 4;
        for argument in self.tokens.elements(Span { start: open + 1, end: span.end - 1 })
        {
            self.newline();
            self.ty(argument, 1);
            self.push(",");
        }
        self.indent -= 4;
        self.newline();
        self.push(">");
    }
}
