//! Bytes that arrive piece by piece, split where one line or record ends.

use bytes::{Buf, Bytes, BytesMut};

/// What ends a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// CR, LF or CRLF, as in event streams.
    Lines,
    /// LF, as in JSON Lines. A CR before it is whitespace of JSON.
    Feeds,
    /// The separator of RFC 7464 in front of the next text, or an LF after a text that is whole.
    Records,
}

/// Splits bytes. It does not matter how they were cut when they arrived.
#[derive(Debug)]
pub(super) struct Split {
    ends: Ends,
    buffer: BytesMut,
    /// How much of the buffer was looked at.
    seen: usize,
    /// Whether a CR ended the last line, so that an LF now belongs to it.
    after_return: bool,
    /// Whether nothing was given yet, so that a byte order mark can be in front.
    first: bool,
    json: Nesting,
}

const SEPARATOR: u8 = 0x1e;

impl Split {
    pub(super) fn new(ends: Ends) -> Self {
        Self {
            ends,
            buffer: BytesMut::new(),
            seen: 0,
            after_return: false,
            first: true,
            json: Nesting::default(),
        }
    }

    /// Adds what arrived.
    pub(super) fn push(&mut self, piece: &[u8]) {
        self.buffer.extend_from_slice(piece);
    }

    /// The next whole text, without what ends it.
    pub(super) fn next(&mut self) -> Option<Bytes> {
        while let Some(byte) = self.buffer.get(self.seen).copied() {
            if std::mem::take(&mut self.after_return) && byte == b'\n' {
                self.buffer.advance(1);
                continue;
            }
            if self.is_end(byte) {
                let text = self.buffer.split_to(self.seen);
                self.buffer.advance(1);
                self.seen = 0;
                self.after_return = byte == b'\r';
                return Some(self.unmarked(text.freeze()));
            }
            self.seen += 1;
        }
        None
    }

    /// What is left when nothing more arrives.
    pub(super) fn rest(&mut self) -> Option<Bytes> {
        let text = self.buffer.split().freeze();
        self.seen = 0;
        let text = self.unmarked(text);
        (!text.is_empty()).then_some(text)
    }

    fn is_end(&mut self, byte: u8) -> bool {
        match self.ends {
            Ends::Lines => matches!(byte, b'\n' | b'\r'),
            Ends::Feeds => byte == b'\n',
            Ends::Records if byte == SEPARATOR => {
                self.json = Nesting::default();
                true
            }
            Ends::Records => {
                byte == b'\n' && self.json.is_whole() || {
                    self.json.add(byte);
                    false
                }
            }
        }
    }

    /// A text without the byte order mark that can be in front of the first.
    fn unmarked(&mut self, mut text: Bytes) -> Bytes {
        if std::mem::take(&mut self.first) && text.starts_with("\u{feff}".as_bytes()) {
            text.advance(3);
        }
        text
    }
}

/// How deep inside of a JSON text a place is.
#[derive(Debug, Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    /// Whether nothing is open.
    fn is_whole(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    fn add(&mut self, byte: u8) {
        let escaped = std::mem::take(&mut self.escaped);
        match byte {
            b'"' if !escaped => self.in_string = !self.in_string,
            b'\\' if self.in_string => self.escaped = !escaped,
            b'{' | b'[' if !self.in_string => self.depth += 1,
            b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}
