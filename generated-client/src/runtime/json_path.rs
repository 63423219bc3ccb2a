//! The place in JSON text that an error is about.

use std::fmt::Write;

/// The path to what an error is about, such as `result[2].name`. `at` are the keys that lead to
/// the text in the whole answer.
pub(super) fn of_error(at: &[&str], json: &str, error: &serde_json::Error) -> String {
    let mut path = String::new();
    at.iter().for_each(|key| push_key(&mut path, key));
    if error.line() == 0 {
        return path;
    }
    let end = offset(json, error.line(), error.column());
    for place in places(&json.as_bytes()[..end]) {
        match place {
            Place::Key(key) => push_key(&mut path, &key),
            Place::Index(index) => push_index(&mut path, index),
        }
    }
    path
}

/// The path that the text of an error begins with, in backticks, and what is wrong there. It is how
/// values that were read before it was known what they are tell it: they have no position.
pub(super) fn split(text: &str) -> (&str, &str) {
    let parts = text.strip_prefix('`').and_then(|text| text.split_once("`: "));
    parts.unwrap_or(("", text))
}

/// Adds a path to one that leads to its beginning.
pub(super) fn extend(path: &mut String, inside: &str) {
    if !path.is_empty() && !inside.is_empty() && !inside.starts_with('[') {
        path.push('.');
    }
    path.push_str(inside);
}

pub(super) fn push_index(path: &mut String, index: usize) {
    // Writing to a string does not fail.
    let _ = write!(path, "[{index}]");
}

pub(super) fn push_key(path: &mut String, key: &str) {
    let is_plain = |key: &str| {
        !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-$@".contains(&byte))
    };
    if !is_plain(key) {
        let _ = write!(path, "[{key:?}]");
    } else if path.is_empty() {
        path.push_str(key);
    } else {
        path.push('.');
        path.push_str(key);
    }
}

/// The number of bytes before a position as serde_json tells it.
fn offset(json: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(index) => json
            .match_indices('\n')
            .nth(index)
            .map_or(json.len(), |(place, _)| place + 1),
    };
    (start + column).min(json.len())
}

/// A step from a value to one inside of it.
enum Place {
    Key(String),
    Index(usize),
}

/// The steps to the value at the end of JSON text that breaks off there.
fn places(json: &[u8]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut rest = json;
    // Whether the next string is a key.
    let mut key_next = false;
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b'{' => {
                places.push(Place::Key(String::new()));
                key_next = true;
            }
            b'[' => places.push(Place::Index(0)),
            b'}' | b']' => {
                places.pop();
                key_next = false;
            }
            b',' => match places.last_mut() {
                Some(Place::Index(index)) => *index += 1,
                Some(Place::Key(_)) => key_next = true,
                None => {}
            },
            b'"' => {
                let (text, after) = string(rest);
                rest = after;
                if let (true, Some(Place::Key(key))) = (key_next, places.last_mut()) {
                    *key = text;
                    key_next = false;
                }
            }
            _ => {}
        }
    }
    // Between members, the object is what the error is about.
    if key_next {
        places.pop();
    }
    places
}

/// Splits text after the quote that ends a string.
fn string(json: &[u8]) -> (String, &[u8]) {
    let mut end = 0;
    while end < json.len() && json[end] != b'"' {
        end += if json[end] == b'\\' { 2 } else { 1 };
    }
    let end = end.min(json.len());
    let quoted = format!("\"{}\"", String::from_utf8_lossy(&json[..end]));
    let text = serde_json::from_str(&quoted).unwrap_or(quoted);
    (text, json.get(end + 1..).unwrap_or_default())
}
