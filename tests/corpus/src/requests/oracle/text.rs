//! Text on the wire and the values that it stands for.

use serde_json::Value;

use super::Verdict;

pub(super) const NESTED: &str =
    "what is inside of a member or an element has no form in the specification";
pub(super) const NULL: &str = "null has no form in a URL";

/// Percent-decodes; what is wrong with it when it has characters that would have to be encoded.
pub(super) fn decoded(raw: &str, plus_is_space: bool) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'%' => {
                let digits =
                    after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
                bytes.push(
                    byte.ok_or_else(|| format!("`{raw}` has a bare percent sign"))?,
                );
                rest = &after[2..];
            }
            b'+' if plus_is_space => bytes.push(b' '),
            // Half of the servers take it for a space.
            b'+' => return Err(format!("`{raw}` has a bare plus sign")),
            0x21..=0x7e if !b"\"<>\\^`{|}".contains(&first) => bytes.push(first),
            _ => return Err(format!("`{raw}` has a character that must be encoded")),
        }
    }
    String::from_utf8(bytes).map_err(|_| format!("`{raw}` is no UTF-8"))
}

/// Whether a text is that of a value.
pub(super) fn compare(text: &str, value: &Value) -> Verdict {
    let same = match value {
        Value::String(given) => text == given,
        Value::Bool(given) => text == given.to_string(),
        Value::Number(given) => {
            text == given.to_string()
                || given.is_f64() && text.parse::<f64>().ok() == given.as_f64()
        }
        Value::Null => {
            return if text.is_empty() {
                Verdict::Open(NULL)
            } else {
                other(text, value)
            };
        }
        Value::Array(_) | Value::Object(_) => {
            return match serde_json::from_str::<Value>(text) {
                Ok(read) if same_json(&read, value) => Verdict::Open(NESTED),
                _ => other(text, value),
            };
        }
    };
    if same { Verdict::Same } else { other(text, value) }
}

pub(super) fn other(text: &str, value: &Value) -> Verdict {
    Verdict::Other(format!("`{text}` for {value}"))
}

/// Whether two values are the same, where 1.0 is 1.
pub(super) fn same_json(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || (a.is_f64() || b.is_f64()) && a.as_f64() == b.as_f64()
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_json(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same_json(a, b)))
        }
        _ => one == two,
    }
}

/// Compares each of several texts with its value.
pub(super) fn compare_all<'v>(
    texts: &[String],
    values: impl Iterator<Item = &'v Value>,
) -> Verdict {
    // Null is left out.
    let values: Vec<&Value> = values.filter(|value| !value.is_null()).collect();
    if texts.len() != values.len() {
        let given: Vec<String> = values.iter().map(ToString::to_string).collect();
        return Verdict::Other(format!(
            "{} values ({}) for {} ({})",
            texts.len(),
            texts.join(" | "),
            values.len(),
            given.join(" | ")
        ));
    }
    let mut open = None;
    for (text, value) in texts.iter().zip(values) {
        match compare(text, value) {
            Verdict::Same => {}
            Verdict::Open(reason) => open = Some(reason),
            wrong @ Verdict::Other(_) => return wrong,
        }
    }
    open.map_or(Verdict::Same, Verdict::Open)
}

/// The texts that a value is written as in one string: an array's elements, or an object's members
/// as key and value one after the other.
pub(super) fn flat(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .flat_map(|(key, value)| [Value::from(key.as_str()), value.clone()])
            .collect(),
        other => vec![other.clone()],
    }
}

/// Compares `k=v` pairs with the members of an object.
pub(super) fn compare_pairs(pairs: &[(String, String)], value: &Value) -> Verdict {
    let members: Vec<_> = value
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, one)| !one.is_null())
        .collect();
    let keys: Vec<&str> = pairs.iter().map(|(key, _)| key.as_str()).collect();
    let wanted: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
    if keys != wanted {
        return Verdict::Other(format!("members {keys:?} for {wanted:?}"));
    }
    let texts: Vec<String> = pairs.iter().map(|(_, text)| text.clone()).collect();
    compare_all(&texts, members.into_iter().map(|(_, value)| value))
}
