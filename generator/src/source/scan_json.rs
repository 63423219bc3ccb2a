//! Finds the values of a JSON text. The text was read before, so nothing is checked here.

use std::ops::Range;

use super::index::{Builder, Index, Kind};

/// Scans a text that is valid JSON.
pub(super) fn scan(text: &str) -> Index {
    let bytes = text.as_bytes();
    let mut builder = Builder::default();
    let mut key: Option<Range<usize>> = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => {}
            b'{' => {
                builder.open(key.take(), start, Kind::Mapping);
            }
            b'[' => {
                builder.open(key.take(), start, Kind::Sequence);
            }
            b'}' | b']' => builder.close(Some(at)),
            b'"' => {
                at = string_end(bytes, at);
                if key.is_none() && builder.inside() == Some(Kind::Mapping) {
                    key = Some(start..at);
                } else {
                    builder.leaf(key.take(), start..at, Kind::Scalar);
                }
            }
            _ => {
                while bytes.get(at).is_some_and(|byte| !b",]} \t\r\n".contains(byte)) {
                    at += 1;
                }
                builder.leaf(key.take(), start..at, Kind::Scalar);
            }
        }
    }
    builder.finish()
}

/// The offset after the closing quote.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => return at,
            b'\\' => at += 1,
            _ => {}
        }
    }
    bytes.len()
}
