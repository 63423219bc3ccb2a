//! Text inside a block: words, marks, code, links; and how they are wrapped.

use super::markdown::WIDTH;

/// Stands for a space at which no line ends.
pub(super) const HARD_SPACE: char = '\u{1}';

/// Stands for the end of a line inside a paragraph.
pub(super) const LINE_BREAK: char = '\u{2}';

/// Collects the text of one block.
#[derive(Default)]
pub(super) struct Inline {
    text: String,
    /// The links that are open; `None` for those that are not kept.
    links: Vec<Option<Link>>,
    heading: bool,
}

struct Link {
    url: String,
    /// Where its text begins, behind the bracket.
    start: usize,
}

impl Inline {
    /// Adds text in which every character stands for itself.
    pub(super) fn text(&mut self, text: &str) {
        let mut rest = text;
        while !self.is_in_link()
            && let Some((start, end)) = find_url(rest)
        {
            self.escaped(&rest[..start]);
            self.url(&rest[start..end]);
            rest = &rest[end..];
        }
        self.escaped(rest);
    }

    /// Whether what comes is the text of a link that stays one.
    fn is_in_link(&self) -> bool {
        self.links.iter().flatten().any(|link| !is_path(&link.url))
    }

    /// Adds code.
    pub(super) fn code(&mut self, code: &str) {
        code_span(&mut self.text, &code.replace(['\n', LINE_BREAK], " "));
    }

    /// Adds a space.
    pub(super) fn space(&mut self) {
        self.text.push(' ');
    }

    /// Ends a line.
    pub(super) fn line_break(&mut self) {
        match self.heading {
            true => self.text.push(' '),
            false => self.text.push(LINE_BREAK),
        }
    }

    /// Begins or ends emphasis.
    pub(super) fn mark(&mut self, mark: &str) {
        if !self.heading {
            self.text.push_str(mark);
        }
    }

    /// Begins a heading, which is written in bold: headings are for the SDK's own sections.
    pub(super) fn begin_heading(&mut self) {
        self.heading = true;
    }

    /// Ends a heading.
    pub(super) fn end_heading(&mut self) {
        self.heading = false;
        let text = self.text.replace(LINE_BREAK, " ");
        let text = text.trim();
        if !text.is_empty() {
            self.text = format!("**{text}**");
        }
    }

    /// Begins a link.
    pub(super) fn begin_link(&mut self, url: &str, automatic: bool) {
        if automatic && is_absolute(url) {
            self.links.push(Some(Link { url: String::new(), start: self.text.len() }));
            self.url(url);
        } else if is_absolute(url) && !self.links.iter().any(Option::is_some) {
            self.text.push('[');
            self.links.push(Some(Link { url: encode(url), start: self.text.len() }));
        } else if is_path(url) && self.links.is_empty() {
            self.links.push(Some(Link { url: url.to_owned(), start: self.text.len() }));
        } else {
            self.links.push(None);
        }
    }

    /// Begins what is shown instead of an image, whose target nobody sees.
    pub(super) fn begin_image(&mut self, url: &str) {
        match is_absolute(url) {
            true => self.begin_link(url, false),
            false => self.links.push(None),
        }
    }

    /// Ends a link.
    pub(super) fn end_link(&mut self) {
        let Some(Some(Link { url, start })) = self.links.pop() else { return };
        if url.is_empty() {
            let end = self.text[start..]
                .find('>')
                .map_or(self.text.len(), |at| start + at + 1);
            self.text.truncate(end);
        } else if is_path(&url) {
            // Nothing says of what host: that is for the reader to find.
            if unescaped(self.text[start..].trim()) == url {
                self.text.truncate(start);
                code_span(&mut self.text, &url);
            } else {
                self.text.push_str(" (");
                code_span(&mut self.text, &url);
                self.text.push(')');
            }
        } else if self.text[start..].trim().is_empty()
            || unescaped(&self.text[start..]) == url
        {
            self.text.truncate(start - 1);
            self.url(&url);
        } else {
            self.text.push_str("](");
            self.text.push_str(&url);
            self.text.push(')');
        }
    }

    /// Takes what has come together.
    pub(super) fn take(&mut self) -> String {
        self.links.clear();
        let text = std::mem::take(&mut self.text);
        text.trim_matches([' ', LINE_BREAK]).to_owned()
    }

    fn url(&mut self, url: &str) {
        if url.contains(['{', '}', '<', '>', '`', '\\']) {
            code_span(&mut self.text, url);
        } else {
            self.text.push('<');
            self.text.push_str(url);
            self.text.push('>');
        }
    }

    fn escaped(&mut self, text: &str) {
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            let before =
                text[..at].chars().next_back().or(self.text.chars().next_back());
            if needs_escape(c, before, next) {
                self.text.push('\\');
            }
            self.text.push(if c == '\n' { ' ' } else { c });
        }
    }
}

/// Whether a character would not stand for itself.
fn needs_escape(c: char, before: Option<char>, next: Option<char>) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' => true,
        '_' => !(in_word(before) && in_word(next)),
        '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
        '&' => next.is_some_and(|c| c.is_ascii_alphabetic() || c == '#'),
        _ => false,
    }
}

fn unescaped(text: &str) -> String {
    text.replace('\\', "")
}

/// Code between as many backticks as it takes.
pub(super) fn code_span(out: &mut String, code: &str) {
    let code = code.trim();
    let fence = "`".repeat(longest_run(code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    if code.is_empty() {
        return;
    }
    for part in [&fence, pad, code, pad, &fence] {
        push_with(out, part, ' ', HARD_SPACE);
    }
}

/// Wrapped text in one line: what ended lines is not there.
pub(super) fn one_line(wrapped: &str) -> String {
    let mut lines = wrapped.split('\n').peekable();
    let mut out = String::with_capacity(wrapped.len());
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        let backslashes = line.len() - line.trim_end_matches('\\').len();
        // Two stand for one.
        let ends_line = !is_last && backslashes % 2 == 1;
        out.push_str(if ends_line { &line[..line.len() - 1] } else { line });
        if !is_last {
            out.push(' ');
        }
    }
    out
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Whether a target is a place on a host that is not named.
fn is_path(url: &str) -> bool {
    url.len() > 1 && url.starts_with('/') && !url.starts_with("//")
}

fn is_absolute(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

/// A URL as a link's target: nothing in it ends the target.
fn encode(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            ' ' => encoded.push_str("%20"),
            '(' => encoded.push_str("%28"),
            ')' => encoded.push_str("%29"),
            '<' => encoded.push_str("%3C"),
            '>' => encoded.push_str("%3E"),
            '\\' => encoded.push_str("%5C"),
            '`' => encoded.push_str("%60"),
            other => encoded.push(other),
        }
    }
    encoded
}

/// The first bare URL of a text, without the punctuation that ends a sentence.
fn find_url(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find("://")?;
        let start = ["https", "http"]
            .iter()
            .find_map(|scheme| text[..at].ends_with(scheme).then(|| at - scheme.len()));
        let Some(start) = start else {
            from = at + 3;
            continue;
        };
        let length = text[at..]
            .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`".contains(c))
            .unwrap_or(text.len() - at);
        let end = at + text[at..at + length].trim_end_matches(END).len();
        if end > at + 3 {
            return Some((start, end));
        }
        from = at + 3;
    }
}

/// What ends a sentence rather than a URL.
const END: [char; 12] = ['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*', '_', '|'];

/// Writes a paragraph in lines of [`WIDTH`] columns. The first line begins with `first`, the
/// others with `rest`. Where several lines end at once it is parted.
pub(super) fn wrap(out: &mut String, text: &str, first: &str, rest: &str) {
    let mut prefix = first;
    let mut is_parted = false;
    for (index, line) in text.split(LINE_BREAK).map(str::trim).enumerate() {
        if line.is_empty() && index > 0 {
            is_parted = true;
            continue;
        }
        if index > 0 {
            match std::mem::take(&mut is_parted) {
                true => {
                    out.push('\n');
                    out.push_str(rest.trim_end());
                    out.push('\n');
                }
                false => out.push_str("\\\n"),
            }
        }
        wrap_line(out, line, prefix, rest);
        prefix = rest;
    }
}

fn wrap_line(out: &mut String, line: &str, first: &str, rest: &str) {
    out.push_str(first);
    let mut column = first.len();
    let mut begins = true;
    let has_hard_spaces = line.contains(HARD_SPACE);
    for word in line.split_ascii_whitespace() {
        let width = word.chars().count();
        if !begins && column + 1 + width > WIDTH {
            out.push('\n');
            out.push_str(rest);
            column = rest.len();
            begins = true;
        } else if !begins {
            out.push(' ');
            column += 1;
        }
        if begins && opens_block(word) {
            push_escaped(out, word);
            column += 1;
        } else if !has_hard_spaces {
            out.push_str(word);
        } else {
            push_with(out, word, HARD_SPACE, ' ');
        }
        column += width;
        begins = false;
    }
}

/// Whether a word at the beginning of a line would begin a block.
fn opens_block(word: &str) -> bool {
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit());
    match word.as_bytes()[0] {
        b'-' | b'+' => word.len() == 1 || word.bytes().all(|b| b == b'-'),
        b'=' => word.bytes().all(|b| b == b'='),
        b'#' | b'>' | b'|' | b':' => true,
        b'0'..=b'9' => number == "." || number == ")",
        _ => false,
    }
}

fn push_escaped(out: &mut String, word: &str) {
    let digits =
        word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    out.push_str(&word[..digits]);
    out.push('\\');
    push_with(out, &word[digits..], HARD_SPACE, ' ');
}

/// Adds a text with one character instead of another.
fn push_with(out: &mut String, text: &str, from: char, to: char) {
    let mut rest = text;
    while let Some((part, after)) = rest.split_once(from) {
        out.push_str(part);
        out.push(to);
        rest = after;
    }
    out.push_str(rest);
}
