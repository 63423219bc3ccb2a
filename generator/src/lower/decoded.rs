//! Examples of parameters that are written as they stand in a URL: callers give what they stand for,
//! and the SDK encodes that.

use serde_json::Value;

use crate::model::Location;
use crate::percent;

/// An example as a caller gives it.
pub(super) fn decoded(value: Value, location: Location) -> Value {
    let is_in_url = matches!(location, Location::Path | Location::Query);
    match &value {
        Value::String(text) if is_in_url => plain(text).map_or(value, Value::String),
        _ => value,
    }
}

/// What a text stands for that is plainly encoded: it has such bytes, and nothing that would be
/// encoded itself. A URL that has something encoded in it is one as it is.
fn plain(text: &str) -> Option<String> {
    let is_written_raw =
        |letter: char| letter.is_whitespace() || "\"<>{}|\\^`".contains(letter);
    if !text.contains('%') || text.contains("://") || text.contains(is_written_raw) {
        return None;
    }
    let is_triplet = |part: &str| {
        part.get(..2).is_some_and(|two| two.bytes().all(|one| one.is_ascii_hexdigit()))
    };
    if !text.split('%').skip(1).all(is_triplet) {
        return None;
    }
    // Bytes that are no text stay as they are written.
    let plain = Some(percent::decode(text)).filter(|plain| plain != text)?;
    let is_text = !plain.chars().any(|letter| letter.is_control() && letter != '\n');
    is_text.then(|| plain.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plainly_encoded_is_decoded() {
        let table = [
            ("a%20b", Some("a b")),
            ("filter=name%3Dx", Some("filter=name=x")),
            (
                "remaster%20track:Doxy%20artist:Miles%20Davis",
                Some("remaster track:Doxy artist:Miles Davis"),
            ),
            ("https%3A%2F%2Fgoogle.com", Some("https://google.com")),
            ("caf%C3%A9", Some("café")),
            ("100%", None),
            ("100% sure", None),
            ("50%25 of %zz", None),
            ("%ff", None),
            ("a%00b", None),
            ("a b%20c", None),
            ("https://a.example/?b=c%20d", None),
            ("%Y-%m-%d", None),
        ];
        for (text, expected) in table {
            assert_eq!(plain(text).as_deref(), expected, "{text}");
        }
        let text = || Value::from("a%20b");
        assert_eq!(decoded(text(), Location::Header), text());
        assert_eq!(decoded(text(), Location::Query), "a b");
    }
}
