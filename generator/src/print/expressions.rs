//! Statements and expressions.

use super::printer::Printer;
use super::tokens::{Bracket, Span, Token};
use super::{WIDTH, flat};

/// Up to this width, the elements of an array share lines.
const SHORT: usize = 10;

impl Printer<'_> {
    /// A block of statements.
    pub(super) fn block(&mut self, inside: Span) {
        if inside.is_empty() {
            self.push("{}");
            return;
        }
        self.push("{");
        self.indent += 4;
        let mut start = inside.start;
        while start < inside.end {
            let rest = Span { start, ..inside };
            let end = self.tokens.top(rest).find(|index| self.is(rest, *index, ";"));
            self.newline();
            match end {
                Some(end) => {
                    self.statement(Span { start, end });
                    self.push(";");
                    start = end + 1;
                }
                None => {
                    self.expression(rest, 0);
                    start = inside.end;
                }
            }
        }
        self.indent -= 4;
        self.newline();
        self.push("}");
    }

    fn statement(&mut self, span: Span) {
        if self.flat(span, 1) {
            return;
        }
        match self.tokens.top(span).find(|index| self.is(span, *index, "=")) {
            Some(equals) => {
                self.force(Span { start: span.start, end: equals + 1 });
                self.assign(Span { start: equals + 1, end: span.end }, 1);
            }
            None => self.expression(span, 1),
        }
    }

    /// The right-hand side of an assignment, with the space or line end in front of it.
    pub(super) fn assign(&mut self, value: Span, suffix: usize) {
        let before = self.out.len();
        self.push(" ");
        if self.flat(value, suffix) {
            return;
        }
        self.back_to(before);
        self.indent += 4;
        self.newline();
        if self.flat(value, suffix) {
            self.indent -= 4;
            return;
        }
        if self.is_atom(value) {
            // Nothing is gained below where it does not fit either.
            self.indent -= 4;
            self.back_to(before);
            self.push(" ");
            self.force(value);
            return;
        }
        self.expression(value, suffix);
        self.indent -= 4;
        let below = self.back_to(before);
        self.push(" ");
        self.expression(value, suffix);
        let first =
            self.out[before..].find('\n').map_or(self.out.len(), |end| before + end);
        let overflows = self.is_too_long(before, first);
        let beside = self.back_to(before);
        let below_it = overflows || prefers_below(&beside, &below);
        self.push_lines(if below_it { &below } else { &beside });
    }

    /// Whether one of the lines of the text between two places is too long.
    pub(super) fn is_too_long(&self, start: usize, end: usize) -> bool {
        let start = self.out[..start].rfind('\n').map_or(0, |end| end + 1);
        self.out[start..end].lines().any(|line| flat::columns(line) > WIDTH)
    }

    /// Whether it is one token without brackets.
    fn is_atom(&self, span: Span) -> bool {
        span.end == span.start + 1 && self.group(span.start).is_none()
    }

    /// An expression, in as many lines as it takes, with `suffix` columns behind it.
    pub(super) fn expression(&mut self, span: Span, suffix: usize) {
        if span.is_empty() || self.flat(span, suffix) {
            return;
        }
        if let Some(prefix @ Token::Punct("&" | "*" | "-")) = self.tokens.get(span.start)
        {
            self.push(self.tokens.str(prefix));
            self.expression(Span { start: span.start + 1, ..span }, suffix);
        } else if self.is(span, span.start, "match") {
            self.matching(span);
        } else if self.is_chain(span) {
            self.chain(span, suffix);
        } else {
            self.call(span, suffix);
        }
    }

    /// Whether it is a chain of calls of methods.
    fn is_chain(&self, span: Span) -> bool {
        self.tokens.top(span).any(|index| {
            self.is(span, index, ".") && self.group(index + 2) == Some(Bracket::Paren)
        })
    }

    /// A chain: each call in a line of its own.
    fn chain(&mut self, span: Span, suffix: usize) {
        let dots: Vec<usize> =
            self.tokens.top(span).filter(|index| self.is(span, *index, ".")).collect();
        let Some(&first) = dots.first() else { return };
        if self.long_last_call(span) {
            return;
        }
        let root = Span { start: span.start, end: first };
        if dots.len() == 1 && !self.fits_below(Span { start: first, ..span }, suffix) {
            self.call(span, suffix);
            return;
        }
        let indented = self.flat(root, 0);
        if !indented {
            self.call(root, 0);
        }
        let step = if indented { 4 } else { 0 };
        self.indent += step;
        for (number, dot) in dots.iter().enumerate() {
            let end = dots.get(number + 1).copied().unwrap_or(span.end);
            let last = end == span.end;
            self.newline();
            let link = Span { start: *dot, end };
            if !self.flat(link, if last { suffix } else { 0 }) {
                self.call(link, if last { suffix } else { 0 });
            }
        }
        self.indent -= step;
    }

    /// A chain in one line but for the arguments of its last call. rustfmt has it so when these
    /// take five lines with their brackets.
    fn long_last_call(&mut self, span: Span) -> bool {
        let Some(last) = self.tokens.last(span) else { return false };
        if self.group(last) != Some(Bracket::Paren) {
            return false;
        }
        let arguments = self.tokens.elements(self.tokens.inside(last));
        if arguments.len() < 3 || !self.flat(Span { end: last, ..span }, 1) {
            return false;
        }
        self.vertical(Bracket::Paren, &arguments);
        true
    }

    /// Whether tokens fit in a line of their own, one step further in.
    fn fits_below(&self, span: Span, suffix: usize) -> bool {
        let room = WIDTH.saturating_sub(self.indent + 4 + suffix);
        flat::width(self.tokens, span, room).is_some()
    }

    /// A call, a literal of a struct or an array, a tuple: what is in the last brackets breaks.
    fn call(&mut self, span: Span, suffix: usize) {
        let last = self.tokens.last(span).unwrap_or(span.start);
        let Some(bracket) = self.group(last) else {
            self.field(span);
            return;
        };
        let head = Span { start: span.start, end: last };
        self.force(head);
        let elements = self.tokens.elements(self.tokens.inside(last));
        match bracket {
            Bracket::Brace => {
                self.push(" ");
                self.struct_fields(&elements);
            }
            Bracket::Square => self.array(&elements, suffix),
            Bracket::Paren => match elements[..] {
                [only] if self.hugs(only) => {
                    self.push("(");
                    self.expression(only, suffix + 1);
                    self.push(")");
                }
                [only] if self.is_chain(only) => {
                    let before = self.out.len();
                    self.push("(");
                    if self.long_last_call(only) {
                        self.push(")");
                    } else {
                        self.back_to(before);
                        self.vertical(Bracket::Paren, &elements);
                    }
                }
                _ => self.vertical(Bracket::Paren, &elements),
            },
        }
    }

    /// A value without brackets: a field that does not fit goes below what it is of.
    fn field(&mut self, span: Span) {
        let Some(dot) = self.tokens.top(span).find(|index| self.is(span, *index, "."))
        else {
            self.force(span);
            return;
        };
        self.force(Span { end: dot, ..span });
        self.indent += 4;
        self.newline();
        self.force(Span { start: dot, ..span });
        self.indent -= 4;
    }

    /// Whether the only argument of a call begins in the line of the call's bracket.
    fn hugs(&self, argument: Span) -> bool {
        let prefixed =
            matches!(self.tokens.get(argument.start), Some(Token::Punct("&")));
        let start = argument.start + usize::from(prefixed);
        let argument = Span { start, ..argument };
        let last = self.tokens.last(argument);
        last.is_some_and(|last| self.group(last).is_some()) && !self.is_chain(argument)
    }

    fn struct_fields(&mut self, fields: &[Span]) {
        self.push("{");
        self.indent += 4;
        for field in fields {
            self.newline();
            if self.is(*field, field.start, "..") {
                self.force(*field);
                continue;
            }
            if !self.flat(*field, 1) {
                let value = Span { start: field.start + 2, end: field.end };
                self.force(Span { start: field.start, end: value.start });
                self.field_value(value);
            }
            self.push(",");
        }
        self.indent -= 4;
        self.newline();
        self.push("}");
    }

    /// What a field of a literal is, which does not fit beside its name.
    fn field_value(&mut self, value: Span) {
        let first =
            self.tokens.get(value.start).map_or("", |first| self.tokens.str(first));
        // rustfmt leaves a text beside its name.
        let is_text = first.starts_with('"');
        if self.is_atom(value) && !is_text {
            self.assign(value, 1);
            return;
        }
        let before = self.out.len();
        self.push(" ");
        self.expression(value, 1);
        if !self.is_atom(value) && self.is_too_long(before, self.out.len()) {
            self.back_to(before);
            self.assign(value, 1);
        }
    }

    fn array(&mut self, elements: &[Span], suffix: usize) {
        if let [only] = elements
            && self.hugs(*only)
        {
            self.push("[");
            self.expression(*only, suffix + 1);
            self.push("]");
            return;
        }
        let short = |element: &Span| flat::width(self.tokens, *element, SHORT).is_some();
        if elements.iter().all(short) {
            self.push("[");
            self.fill(elements, true);
            self.push("]");
        } else {
            self.vertical(Bracket::Square, elements);
        }
    }

    /// `match value { … }`.
    fn matching(&mut self, span: Span) {
        let body = self.tokens.last(span).unwrap_or(span.start);
        // The keyword keeps the head from being flat.
        self.push("match ");
        self.force(Span { start: span.start + 1, end: body });
        self.push(" {");
        self.indent += 4;
        let inside = self.tokens.inside(body);
        let mut start = inside.start;
        while start < inside.end {
            let rest = Span { start, ..inside };
            let end = self.arm_end(rest);
            self.newline();
            self.arm(Span { start, end });
            start = if self.is(rest, end, ",") { end + 1 } else { end };
        }
        self.indent -= 4;
        self.newline();
        self.push("}");
    }

    /// Where an arm ends: at its comma, or behind the braces that are its value.
    fn arm_end(&self, span: Span) -> usize {
        for index in self.tokens.top(span) {
            if self.is(span, index, ",") {
                return index;
            }
            if self.is(span, index, "=>")
                && self.group(index + 1) == Some(Bracket::Brace)
            {
                return self.tokens.after(index + 1);
            }
        }
        span.end
    }

    fn arm(&mut self, arm: Span) {
        let Some(arrow) = self.tokens.top(arm).find(|index| self.is(arm, *index, "=>"))
        else {
            self.force(arm);
            return;
        };
        let pattern = Span { start: arm.start, end: arrow };
        if !self.flat(pattern, 5) {
            self.call(pattern, 0);
        }
        self.push(" =>");
        let mut value = Span { start: arrow + 1, end: arm.end };
        // Braces stand only where the value does not fit beside the pattern.
        if self.group(value.start) == Some(Bracket::Brace)
            && self.tokens.after(value.start) == value.end
        {
            value = self.tokens.inside(value.start);
        }
        let before = self.out.len();
        self.push(" ");
        if self.flat(value, 1) {
            self.push(",");
            return;
        }
        self.back_to(before);
        self.push(" {");
        self.indent += 4;
        self.newline();
        let fits = self.flat(value, 0);
        if !fits && self.is_atom(value) {
            self.force(value);
        }
        self.indent -= 4;
        if fits || self.is_atom(value) {
            self.newline();
            self.push("}");
        } else {
            self.back_to(before);
            self.push(" ");
            self.expression(value, 1);
            self.push(",");
        }
    }
}

/// Whether a value that takes several lines stands better below what it is assigned to.
fn prefers_below(beside: &str, below: &str) -> bool {
    let lines = |text: &str| text.trim_start().matches('\n').count();
    let opens = |text: &str, bracket| {
        text.trim_start().lines().next().is_some_and(|line| line.ends_with(bracket))
    };
    lines(below) == 0
        || lines(beside) > lines(below) + 1
        || ['(', '{', '['].iter().any(|one| opens(beside, *one) && !opens(below, *one))
}
