//! Colons right before a bracket or a comma that end a plain key, as in `{tags:[]}`. No plain scalar
//! in brackets has such a sign behind a colon (YAML 1.2.2 §7.3.3), but the parsers want a space there.

use std::ops::Range;

/// A YAML text with a space behind such colons.
pub(crate) struct Spaced {
    /// The text that a parser reads.
    pub(crate) text: String,
    /// Where the new spaces end in it.
    ends: Vec<usize>,
}

impl Spaced {
    /// The text with such spaces; `None` where it needs none.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let colons = colons(text);
        let mut spaced = String::with_capacity(text.len() + colons.len());
        let mut ends = Vec::with_capacity(colons.len());
        let mut copied = 0;
        for end in colons {
            spaced.push_str(&text[copied..end]);
            spaced.push(' ');
            ends.push(spaced.len());
            copied = end;
        }
        spaced.push_str(&text[copied..]);
        (!ends.is_empty()).then_some(Self { text: spaced, ends })
    }

    /// The place in the text without the spaces.
    pub(crate) fn written(&self, span: Range<usize>) -> Range<usize> {
        let shift = |at: usize| at - self.ends.partition_point(|end| *end <= at);
        shift(span.start)..shift(span.end)
    }
}

/// Where the colons end that need a space.
fn colons(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut lexer = Lexer { bytes, at: 0, scalar: None, found: Vec::new() };
    while lexer.at < bytes.len() {
        lexer.line();
    }
    lexer.found
}

/// Walks through a text as far as it takes to know what is in brackets, and what is no scalar there.
struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The column of what has a block or plain scalar: lines further to the right go on with it.
    scalar: Option<usize>,
    found: Vec<usize>,
}

impl Lexer<'_> {
    /// Walks through a line, and through what begins in it and ends in another one.
    fn line(&mut self) {
        let start = self.at;
        self.skip(|byte| byte == b' ');
        let mut column = self.at - start;
        if self.scalar.is_some_and(|of| column > of) || self.is_blank(0) {
            return self.next_line();
        }
        self.scalar = None;
        if self.bytes[self.at..].starts_with(b"---") {
            self.at += 3;
        }
        loop {
            self.skip(|byte| matches!(byte, b' ' | b'\t'));
            let token = self.at;
            match self.byte(0) {
                None | Some(b'\r' | b'\n' | b'#') => return self.next_line(),
                Some(b'-' | b'?' | b':') if self.is_blank(1) => {
                    if self.byte(0) != Some(b':') {
                        column = token.saturating_sub(start);
                    }
                    self.at += 1;
                    continue;
                }
                Some(quote @ (b'"' | b'\'')) => self.quoted(quote),
                Some(b'[' | b'{') => self.flow(),
                Some(b'&' | b'!' | b'*') => {
                    self.skip(|byte| !byte.is_ascii_whitespace());
                    continue;
                }
                Some(b'|' | b'>') => {
                    self.scalar = Some(column);
                    return self.next_line();
                }
                Some(_) if self.ends_plain_key() => {}
                Some(_) => {
                    // A text that begins a line goes on in its column.
                    self.scalar = match token == start + column {
                        true => column.checked_sub(1),
                        false => Some(column),
                    };
                    return self.next_line();
                }
            }
            self.skip(|byte| matches!(byte, b' ' | b'\t'));
            if self.byte(0) == Some(b':') && self.is_blank(1) {
                column = token.saturating_sub(start);
                self.at += 1;
            }
        }
    }

    /// Walks to the colon behind a plain key in this line, if there is one.
    fn ends_plain_key(&mut self) -> bool {
        while !matches!(self.byte(0), None | Some(b'\n')) {
            match self.byte(0) {
                Some(b':') if self.is_blank(1) => return true,
                Some(b' ' | b'\t') if self.byte(1) == Some(b'#') => return false,
                _ => self.at += 1,
            }
        }
        false
    }

    /// Walks through what is in brackets.
    fn flow(&mut self) {
        let mut depth = 0_usize;
        let before = self.found.len();
        while let Some(byte) = self.byte(0) {
            let is_apart =
                self.bytes[..self.at].last().is_none_or(u8::is_ascii_whitespace);
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.at += 1;
                        return;
                    }
                }
                b'"' | b'\'' => {
                    self.quoted(byte);
                    continue;
                }
                b'#' if is_apart => {
                    self.next_line();
                    continue;
                }
                b'&' | b'!' | b'*' => {
                    let is_end = |byte: u8| byte.is_ascii_whitespace() || is_sign(byte);
                    self.skip(|byte| !is_end(byte));
                    continue;
                }
                b',' | b':' | b'?' => {}
                byte if byte.is_ascii_whitespace() => {}
                _ => {
                    self.plain();
                    continue;
                }
            }
            self.at += 1;
        }
        // Brackets that nothing closes were none.
        self.found.truncate(before);
    }

    /// Walks through a plain scalar in brackets, and the colon behind it.
    fn plain(&mut self) {
        while let Some(byte) = self.byte(0).filter(|byte| !is_sign(*byte)) {
            self.at += 1;
            match byte {
                b':' if self.byte(0).is_some_and(is_sign) => {
                    self.found.push(self.at);
                    return;
                }
                b':' if self.is_blank(0) => return,
                byte if byte.is_ascii_whitespace() && self.byte(0) == Some(b'#') => {
                    return;
                }
                _ => {}
            }
        }
    }

    /// Walks through a scalar in quotes. Of `''` in single quotes, another one begins.
    fn quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += if byte == b'\\' && quote == b'"' { 2 } else { 1 };
            if byte == quote {
                break;
            }
        }
        self.at = self.at.min(self.bytes.len());
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Whether white space comes, or nothing.
    fn is_blank(&self, ahead: usize) -> bool {
        self.byte(ahead).is_none_or(|byte| byte.is_ascii_whitespace())
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self.byte(0).is_some_and(&is_skipped) {
            self.at += 1;
        }
    }

    fn next_line(&mut self) {
        self.skip(|byte| byte != b'\n');
        self.at = (self.at + 1).min(self.bytes.len());
    }
}

/// Whether a byte is a sign that no plain scalar in brackets has.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

#[cfg(test)]
mod tests {
    use super::Spaced;

    /// The text with a mark where spaces are new.
    fn marked(text: &str) -> String {
        let Some(spaced) = Spaced::new(text) else { return text.to_owned() };
        let mut marked = spaced.text.clone();
        for end in spaced.ends.iter().rev() {
            marked.replace_range(end - 1..*end, "^");
        }
        let whole = spaced.written(0..spaced.text.len());
        assert_eq!(whole, 0..text.len());
        marked
    }

    #[test]
    fn colons_of_keys_in_brackets() {
        let table = [
            ("a: {b:[], c:{}, d:, e: 1, f:}", "a: {b:^[], c:^{}, d:^, e: 1, f:^}"),
            ("- - [a:[b:{}]]", "- - [a:^[b:^{}]]"),
            ("\"a\": {b :[]}\n", "\"a\": {b :^[]}\n"),
            (
                "{a: 'b:[', \"c\":[], d: \"\\\":[\", e: it's, f:[]}",
                "{a: 'b:[', \"c\":[], d: \"\\\":[\", e: it's, f:^[]}",
            ),
            ("{a: 1, # b:[\n b:[]}\nc: {d:[]}", "{a: 1, # b:[\n b:^[]}\nc: {d:^[]}"),
            ("--- {a:[]}", "--- {a:^[]}"),
            ("&a !b {c:[]}", "&a !b {c:^[]}"),
            ("{a: *b, c: http://d:[]}", "{a: *b, c: http://d:^[]}"),
            // What is outside of brackets, or text.
            ("a: b:[c]\nd:[]\n/e/{f}:{g}:\n", "a: b:[c]\nd:[]\n/e/{f}:{g}:\n"),
            (
                "a: |\n  {b:[]}\n\n  {b:[]}\nc: {d:[]}",
                "a: |\n  {b:[]}\n\n  {b:[]}\nc: {d:^[]}",
            ),
            ("- a: >-\n    {b:[]}\n  c: {d:[]}", "- a: >-\n    {b:[]}\n  c: {d:^[]}"),
            ("a: b\n  {c:[]}\nd: 'e\n  {f:[]}'\n", "a: b\n  {c:[]}\nd: 'e\n  {f:[]}'\n"),
            ("# {a:[]}\nb: c # {d:[]}\n", "# {a:[]}\nb: c # {d:[]}\n"),
            ("{a:", "{a:"),
            ("{a:[]", "{a:[]"),
            ("a:\n  b\n  {c:[d]}\ne: {f:[]}", "a:\n  b\n  {c:[d]}\ne: {f:^[]}"),
            ("a:\n  [b, c) d\ne: x:[y]\n", "a:\n  [b, c) d\ne: x:[y]\n"),
            ("'", "'"),
            ("\"\\", "\"\\"),
        ];
        for (text, expected) in table {
            assert_eq!(marked(text), expected);
        }
    }
}
