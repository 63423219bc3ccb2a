//! What several stages ask of media types and of values.

use std::borrow::Cow;

use serde_json::Value;

/// Whether a media type is one of JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    media_type.to_ascii_lowercase().contains("json")
}

/// A value as text: a string as it is, anything else as JSON.
pub(crate) fn plain_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.as_str().into(),
        other => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn media_types_of_json() {
        for json in ["application/json", "Application/JSON", "application/hal+json"] {
            assert!(is_json(json), "{json}");
        }
        assert!(!is_json("text/plain"));
    }

    #[test]
    fn strings_stand_for_themselves() {
        assert_eq!(plain_text(&json!("a\"b")), "a\"b");
        assert_eq!(plain_text(&json!([1, true])), "[1,true]");
    }
}
