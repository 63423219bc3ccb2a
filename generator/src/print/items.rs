//! Items, their attributes, their members.

use super::printer::Printer;
use super::tokens::{Bracket, Span, Token};
use super::{LIST_WIDTH, WIDTH};

impl Printer<'_> {
    /// Items, each in lines of its own.
    pub(super) fn items(&mut self, span: Span) {
        let mut start = span.start;
        while start < span.end {
            start = self.attributes(span, start);
            if start >= span.end {
                break;
            }
            let end = self.item_end(span, start);
            self.begin_line();
            self.item(Span { start, end });
            self.end_line();
            start = end;
        }
    }

    /// Marks and attributes, each in a line of its own; gives where they end.
    fn attributes(&mut self, span: Span, mut start: usize) -> usize {
        while start < span.end {
            match self.tokens.get(start) {
                Some(Token::Mark(blank, doc)) => {
                    self.mark(blank, doc);
                    start += 1;
                }
                Some(Token::Punct("#")) => {
                    let end = self.tokens.after(start + 1);
                    self.begin_line();
                    self.attribute(Span { start, end });
                    self.end_line();
                    start = end;
                }
                _ => break,
            }
        }
        start
    }

    fn attribute(&mut self, span: Span) {
        if self.flat(span, 0) {
            return;
        }
        // `#[derive(…)]` and the like: the list is filled into lines of its own.
        let inside = self.tokens.inside(span.start + 1);
        match self.tokens.last(inside) {
            Some(last) if self.group(last) == Some(Bracket::Paren) => {
                self.push("#[");
                self.force(Span { start: inside.start, end: last });
                self.push("(");
                let elements = self.tokens.elements(self.tokens.inside(last));
                self.fill(&elements, false);
                self.push(")]");
            }
            _ => self.force(span),
        }
    }

    /// Elements in lines that are as full as can be.
    pub(super) fn fill(&mut self, elements: &[Span], last_comma: bool) {
        self.indent += 4;
        self.newline();
        let mut first_line = true;
        for (index, element) in elements.iter().enumerate() {
            let last = index + 1 == elements.len();
            let before = self.out.len();
            // rustfmt does not count the last comma in the first line.
            let width = LIST_WIDTH + usize::from(last && first_line);
            if index > 0 {
                self.push(" ");
            }
            let suffix = usize::from(!last || last_comma);
            if !self.flat_within(*element, suffix, width) {
                self.back_to(before);
                if index > 0 {
                    self.newline();
                    first_line = false;
                }
                self.force(*element);
            }
            if !last || last_comma {
                self.push(",");
            }
        }
        self.indent -= 4;
        self.newline();
    }

    /// Where an item ends: behind its `;` or its braces.
    fn item_end(&self, span: Span, start: usize) -> usize {
        let rest = Span { start, ..span };
        for index in self.tokens.top(rest) {
            let ends = match self.tokens.get(index) {
                Some(Token::Punct(";")) => true,
                Some(Token::Group(Bracket::Brace, _)) => !self.is_value(rest),
                _ => false,
            };
            if ends {
                return self.tokens.after(index);
            }
        }
        span.end
    }

    /// Whether braces in an item belong to a value, behind which `;` comes.
    fn is_value(&self, span: Span) -> bool {
        let word = |index: usize| {
            ["const", "static", "type", "let", "use"]
                .iter()
                .any(|one| self.is(span, index, one))
        };
        word(span.start) || self.is(span, span.start, "pub") && word(span.start + 1)
    }

    fn item(&mut self, span: Span) {
        let body = self.tokens.last(span);
        match body.map(|body| (body, self.group(body))) {
            Some((body, Some(Bracket::Brace))) => self.item_with_body(span, body),
            _ => self.item_without_body(span),
        }
    }

    /// `const`, `static`, `type`, tuple structs.
    fn item_without_body(&mut self, span: Span) {
        if self.flat(span, 0) {
            return;
        }
        let equals = self.tokens.top(span).find(|index| self.is(span, *index, "="));
        let Some(equals) = equals else {
            self.force(span);
            return;
        };
        self.force(Span { start: span.start, end: equals + 1 });
        let value = Span { start: equals + 1, end: span.end - 1 };
        let is_type =
            self.is(span, span.start, "type") || self.is(span, span.start + 1, "type");
        if is_type {
            self.assign_type(value, 1);
        } else {
            self.assign(value, 1);
        }
        self.push(";");
    }

    fn item_with_body(&mut self, span: Span, body: usize) {
        let head = Span { start: span.start, end: body };
        let inside = self.tokens.inside(body);
        let keyword =
            |text: &str| self.tokens.top(head).any(|index| self.is(head, index, text));
        if keyword("fn") {
            self.signature(head);
            self.block(inside);
        } else if keyword("impl") {
            let broken = self.impl_head(head);
            if broken && inside.is_empty() {
                // rustfmt does not put these together.
                self.push("{");
                self.newline();
                self.push("}");
                return;
            }
            self.braces(inside, broken, |printer| printer.items(inside));
        } else {
            self.force(head);
            if self.column() + 2 > WIDTH {
                self.newline();
            } else {
                self.push(" ");
            }
            self.braces(inside, true, |printer| printer.members(inside));
        }
    }

    /// `{`, what is in it, `}`.
    fn braces(&mut self, inside: Span, on_line: bool, write: impl FnOnce(&mut Self)) {
        if !on_line {
            self.push(" ");
        }
        if inside.is_empty() {
            self.push("{}");
            return;
        }
        self.push("{");
        self.end_line();
        self.indent += 4;
        write(self);
        self.indent -= 4;
        self.begin_line();
        self.push("}");
    }

    /// What stands in front of the braces of an `impl`; whether the braces begin a line.
    fn impl_head(&mut self, head: Span) -> bool {
        if self.flat(head, 2) {
            return false;
        }
        // `impl` alone stands in a line of its own where even the type's name is too long.
        let place = self.tokens.top(head).find(|index| self.is(head, *index, "for"));
        let place = place.unwrap_or(head.start + 1);
        let before = self.out.len();
        let subject = Span { start: head.start, end: place };
        self.indent += 4;
        if !self.flat(subject, 0) {
            // And so does the trait.
            self.back_to(before);
            self.force(Span { end: head.start + 1, ..subject });
            self.newline();
            self.ty(Span { start: head.start + 1, ..subject }, 0);
        }
        self.newline();
        self.force(Span { start: place, end: head.end });
        self.indent -= 4;
        self.newline();
        true
    }

    /// The members of a struct or an enum, each in lines of its own.
    fn members(&mut self, inside: Span) {
        for member in self.tokens.elements(inside) {
            let start = self.attributes(member, member.start);
            let member = Span { start, end: member.end };
            self.begin_line();
            self.member(member);
            self.push(",");
            self.end_line();
        }
    }

    fn member(&mut self, member: Span) {
        if self.flat(member, 1) {
            return;
        }
        let colon = self.tokens.top(member).find(|index| self.is(member, *index, ":"));
        let group = self.tokens.last(member);
        match (colon, group.and_then(|group| self.group(group))) {
            (Some(colon), _) => {
                self.force(Span { start: member.start, end: colon + 1 });
                self.assign_type(Span { start: colon + 1, end: member.end }, 1);
            }
            (None, Some(Bracket::Paren)) => {
                let group = group.unwrap_or(member.end);
                self.force(Span { start: member.start, end: group });
                self.parameters(self.tokens.inside(group));
            }
            (None, _) => self.force(member),
        }
    }

    /// A function up to its body.
    fn signature(&mut self, head: Span) {
        let before = self.out.len();
        if self.flat(head, 2) {
            self.push(" ");
            return;
        }
        self.back_to(before);
        let is_list = |index: &usize| {
            self.group(*index) == Some(Bracket::Paren)
                && !self.is(head, index.wrapping_sub(1), "pub")
        };
        let Some(list) = self.tokens.top(head).find(is_list) else {
            self.force(head);
            self.push(" ");
            return;
        };
        self.force(Span { start: head.start, end: list });
        self.parameters(self.tokens.inside(list));
        let rest = Span { start: self.tokens.after(list), end: head.end };
        let mut broken = false;
        let result = self.out.len();
        if !rest.is_empty() {
            self.push(" ");
            // rustfmt does not count the blanks around the arrow here.
            broken = !self.flat_within(rest, 0, WIDTH + 2);
            if broken {
                self.push("-> ");
                self.ty(Span { start: rest.start + 1, ..rest }, 0);
            }
        }
        // rustfmt counts the indentation twice here.
        let overlong = broken && self.is_too_long(result, self.out.len());
        if overlong || self.column() > WIDTH + 2 {
            // rustfmt leaves no blank behind what it cannot break.
        } else if broken || self.column() + 2 + self.indent <= WIDTH {
            self.push(" ");
        } else {
            self.newline();
        }
    }

    /// Parameters of a function or of a variant, in a line each.
    fn parameters(&mut self, inside: Span) {
        self.push("(");
        self.indent += 4;
        for parameter in self.tokens.elements(inside) {
            self.newline();
            if !self.flat(parameter, 1) {
                let is_colon = |index: &usize| self.is(parameter, *index, ":");
                let colon = self.tokens.top(parameter).find(is_colon);
                let start = colon.map_or(parameter.start, |colon| colon + 1);
                self.force(Span { start: parameter.start, end: start });
                self.push(if colon.is_some() { " " } else { "" });
                self.ty(Span { start, ..parameter }, 1);
            }
            self.push(",");
        }
        self.indent -= 4;
        self.newline();
        self.push(")");
    }

    /// Elements in a line each.
    pub(super) fn vertical(&mut self, bracket: Bracket, elements: &[Span]) {
        self.push(bracket.open());
        self.indent += 4;
        for element in elements {
            self.newline();
            self.expression(*element, 1);
            self.push(",");
        }
        self.indent -= 4;
        self.newline();
        self.push(bracket.close());
    }
}
