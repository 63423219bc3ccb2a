//! Percent-encoding (RFC 3986 §2.1).

use std::fmt::Write;

/// Encodes everything but unreserved characters.
pub(super) fn encode(text: &str) -> String {
    encode_but(text, |_| false)
}

/// Encodes what a query cannot have or gives a meaning to, and leaves other reserved characters
/// and what is encoded already.
pub(super) fn encode_reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('%') {
        let (before, after) = rest.split_at(place);
        encoded.push_str(&encode_but(before, is_left_alone));
        let triplet = after.get(..3).filter(|triplet| is_triplet(triplet));
        let taken = triplet.map_or(1, str::len);
        encoded.push_str(triplet.unwrap_or("%25"));
        rest = &after[taken..];
    }
    encoded.push_str(&encode_but(rest, is_left_alone));
    encoded
}

fn is_left_alone(byte: u8) -> bool {
    b":/?@!$'()*,;=".contains(&byte)
}

fn is_triplet(text: &str) -> bool {
    text.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit())
}

fn encode_but(text: &str, keep: fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || keep(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
