//! What several stages ask of media types, of names and of values.

use std::borrow::Cow;

use serde_json::Value;

/// Whether a media type is one of JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    media_type.to_ascii_lowercase().contains("json")
}

/// Whether a text can be the name of a method, a header or an authentication scheme (RFC 9110
/// §5.6.2).
pub(crate) fn is_token(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_part)
}

/// What stands in the pairs of braces of a path or URL, in order.
pub(crate) fn in_braces(template: &str) -> impl Iterator<Item = &str> {
    let behind = template.split('{').skip(1);
    behind.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
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
    fn tokens_have_no_separators() {
        for token in ["GET", "X-Api-Key", "x_key", "~"] {
            assert!(is_token(token), "{token}");
        }
        for other in ["", "a b", "a:b", "(a)", "ä", "a,b", "a/b"] {
            assert!(!is_token(other), "{other}");
        }
    }

    #[test]
    fn strings_stand_for_themselves() {
        assert_eq!(plain_text(&json!("a\"b")), "a\"b");
        assert_eq!(plain_text(&json!([1, true])), "[1,true]");
    }
}
