//! Bytes to text: byte order marks, UTF-16, and what is no text at all.

use std::ops::Range;

/// Why bytes are not text.
pub(super) struct NotText {
    /// The text up to and around the fault, for the snippet.
    pub(super) text: String,
    /// The fault in that text.
    pub(super) span: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: String,
}

/// How much of a faulty file is kept after the fault.
const CONTEXT: usize = 200;

/// Turns the bytes of a file into text, without copying those that are UTF-8 already.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    if let Some(format) = binary_format(&bytes) {
        return Err(NotText {
            text: String::new(),
            span: 0..0,
            message: format!("the file is {format}, not text"),
            help: "give the description itself, unpacked".to_owned(),
        });
    }
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => decode_utf16(&bytes[2..], u16::from_le_bytes),
        Some([0xfe, 0xff]) => decode_utf16(&bytes[2..], u16::from_be_bytes),
        Some([first, 0]) if *first != 0 => decode_utf16(&bytes, u16::from_le_bytes),
        Some([0, second]) if *second != 0 => decode_utf16(&bytes, u16::from_be_bytes),
        _ => decode_utf8(bytes),
    }
}

fn decode_utf8(mut bytes: Vec<u8>) -> Result<String, NotText> {
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let end = bytes.len().min(at + CONTEXT);
        let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let byte = bytes.get(at).copied().unwrap_or_default();
        NotText {
            span: at..at + char::REPLACEMENT_CHARACTER.len_utf8(),
            text,
            message: format!("byte 0x{byte:02x} is not valid UTF-8"),
            help: "save the file as UTF-8".to_owned(),
        }
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    for decoded in char::decode_utf16(units) {
        match decoded {
            Ok(char) => text.push(char),
            Err(error) => {
                let surrogate = error.unpaired_surrogate();
                let message = format!("0x{surrogate:04x} is not valid UTF-16");
                return Err(not_utf16(text, message));
            }
        }
    }
    if odd {
        return Err(not_utf16(text, "half a UTF-16 character ends the file".to_owned()));
    }
    Ok(text)
}

fn not_utf16(mut text: String, message: String) -> NotText {
    let start = text.len();
    text.push(char::REPLACEMENT_CHARACTER);
    NotText {
        span: start..text.len(),
        text,
        message,
        help: "save the file as UTF-8".to_owned(),
    }
}

/// The name of a well-known format that is not text.
fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: &[(&[u8], &str)] = &[
        (b"\x1f\x8b", "a gzip archive"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"\xfd7zXZ\0", "an XZ archive"),
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"\x7fELF", "a program"),
        (b"\xff\xfe\0\0", "UTF-32"),
        (b"\0\0\xfe\xff", "UTF-32"),
    ];
    FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unicode_encoding_with_a_mark_is_read() {
        let utf16 = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "\u{feff}a: ü 😀".encode_utf16().flat_map(unit).collect()
        };
        let with_mark = "\u{feff}a: ü 😀".as_bytes().to_vec();
        for bytes in [utf16(u16::to_le_bytes), utf16(u16::to_be_bytes), with_mark] {
            assert_eq!(decode(bytes).ok().unwrap(), "a: ü 😀");
        }
    }

    #[test]
    fn utf16_without_a_mark_is_recognized() {
        let bytes = "{\"a\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(bytes).ok().unwrap(), "{\"a\":1}");
    }

    #[test]
    fn the_first_bad_byte_is_marked() {
        let error = decode(b"a: caf\xe9 au lait\n".to_vec()).err().unwrap();
        assert_eq!(error.message, "byte 0xe9 is not valid UTF-8");
        assert_eq!(&error.text[error.span], "\u{fffd}");
    }

    #[test]
    fn half_a_character_is_an_error() {
        assert!(decode(b"\xff\xfea\0b".to_vec()).is_err());
        assert!(decode(b"\xff\xfe\0\xd8a\0".to_vec()).is_err());
    }

    #[test]
    fn archives_are_named() {
        let error = decode(b"\x1f\x8b\x08rest".to_vec()).err().unwrap();
        assert_eq!(error.message, "the file is a gzip archive, not text");
    }
}
