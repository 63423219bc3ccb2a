//! The body.

use serde_json::Value;
use specwright_test_server::Recorded;

use super::multipart::{self, Part};
use super::text::{NESTED, NULL, compare, compare_all, decoded, same_json};
use super::{Findings, Verdict};
use crate::requests::given::Given;
use crate::requests::operation::{Body, Operation};

pub(super) fn judge(
    request: &Recorded,
    operation: &Operation,
    given: &Given<'_>,
    findings: &mut Findings,
) {
    let Some((body, value)) = &given.body else {
        if !request.body.is_empty() && operation.bodies.is_empty() {
            findings.wrong("has a body that the description does not have");
        }
        return;
    };
    let header = request.headers.get("content-type");
    let sent = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (sent, wanted) = (essence(sent), essence(&body.media_type));
    if request.body.is_empty() && is_empty(value) {
        return;
    }
    if !matches(&sent, &wanted) || sent.contains('*') {
        findings.wrong(format!("the body is `{sent}`, not `{wanted}`"));
    }
    let text = || String::from_utf8_lossy(&request.body).into_owned();
    if sent.ends_with("json") || sent.contains("+json") {
        json(&request.body, value, findings);
    } else if sent == "application/x-www-form-urlencoded" {
        form(&text(), body, value, findings);
    } else if sent.starts_with("multipart/") {
        match multipart::parts(request) {
            Ok(parts) => multipart::judge(parts, body, value, findings),
            Err(how) => findings.wrong(how),
        }
    } else {
        let wanted = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if text() != wanted {
            findings.wrong(format!("the body is `{}`, not `{wanted}`", text()));
        }
    }
}

/// Whether a value is written as nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Object(members) => members.is_empty(),
        other => other.is_null(),
    }
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// A description may leave the media type open.
fn matches(sent: &str, wanted: &str) -> bool {
    let (kind, _) = wanted.split_once('/').unwrap_or((wanted, ""));
    sent == wanted
        || wanted == "*/*"
        || wanted.ends_with("/*") && sent.starts_with(&format!("{kind}/"))
        || !wanted.contains('/')
}

fn json(body: &[u8], value: &Value, findings: &mut Findings) {
    match serde_json::from_slice::<Value>(body) {
        Ok(read) if same_json(&read, value) => {}
        Ok(read) => findings.wrong(format!("the body is {read}, not {value}")),
        Err(error) => findings.wrong(format!("the body is no JSON: {error}")),
    }
}

/// A URL-encoded form (OpenAPI 3.0 §4.7.14.4, 3.0.4 §4.8.15.1).
fn form(text: &str, body: &Body, value: &Value, findings: &mut Findings) {
    // A form that is said to be text is one that the caller has encoded.
    if let Value::String(wanted) = value {
        if text != wanted {
            findings.wrong(format!("the form is `{text}`, not `{wanted}`"));
        }
        return;
    }
    let mut pairs = Vec::new();
    for piece in text.split('&').filter(|piece| !piece.is_empty()) {
        let (name, raw) = piece.split_once('=').unwrap_or((piece, ""));
        match (decoded(name, true), decoded(raw, true)) {
            (Ok(name), Ok(text)) => pairs.push((name, text, raw.to_owned())),
            (Err(how), _) | (_, Err(how)) => findings.wrong(how),
        }
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        let verdict = member(name, value, body, &mut pairs);
        findings.note(&format!("form member {name}"), verdict);
    }
    for (name, text, _) in pairs {
        findings.wrong(format!("the form has `{name}={text}`"));
    }
}

type Pairs = Vec<(String, String, String)>;

/// Takes the pairs of a name: decoded, and as they were sent.
fn take(pairs: &mut Pairs, name: &str) -> (Vec<String>, Vec<String>) {
    let (own, rest) = std::mem::take(pairs).into_iter().partition(|one| one.0 == name);
    *pairs = rest;
    let own: Pairs = own;
    own.into_iter().map(|(_, text, raw)| (text, raw)).unzip()
}

fn member(name: &str, value: &Value, body: &Body, pairs: &mut Pairs) -> Verdict {
    let encoding = body.encoding.get(name);
    let text = |key: &str| encoding.and_then(|one| one.get(key)).and_then(Value::as_str);
    let explode = encoding.and_then(|one| one.get("explode")).and_then(Value::as_bool);
    let style = text("style").unwrap_or("form");
    if text("contentType").is_some_and(|one| one.contains("json")) {
        return as_json(pairs, name, value);
    }
    match value {
        Value::Null => {
            take(pairs, name);
            Verdict::Open(NULL)
        }
        Value::Object(members)
            if ["style", "explode", "allowReserved"]
                .iter()
                .any(|word| encoding.is_some_and(|one| one.get(word).is_some())) =>
        {
            object(name, members, style, pairs)
        }
        Value::Object(_) => as_json(pairs, name, value),
        Value::Array(items) => {
            let (texts, raw) = take(pairs, name);
            let separator = match style {
                "spaceDelimited" => "%20",
                "pipeDelimited" => "%7C",
                "tabDelimited" => "%09",
                _ => ",",
            };
            match (explode.unwrap_or(style == "form"), &raw[..]) {
                (false, [raw]) => super::path::list(raw, separator, false, value)
                    .unwrap_or_else(Verdict::Other),
                _ => compare_all(&texts, items.iter()),
            }
        }
        scalar => match take(pairs, name).0[..] {
            [ref text] => compare(text, scalar),
            ref found => Verdict::Other(format!("is sent {} times", found.len())),
        },
    }
}

fn object(
    name: &str,
    members: &serde_json::Map<String, Value>,
    style: &str,
    pairs: &mut Pairs,
) -> Verdict {
    for (key, value) in members {
        let inner = match style {
            "deepObject" => format!("{name}[{key}]"),
            _ => key.clone(),
        };
        let (texts, _) = take(pairs, &inner);
        let verdict = match value {
            Value::Array(items) => compare_all(&texts, items.iter()),
            Value::Object(_) if style == "deepObject" => {
                pairs.retain(|(own, ..)| !own.starts_with(&inner));
                Verdict::Open(NESTED)
            }
            Value::Null => Verdict::Open(NULL),
            value => compare_all(&texts, std::iter::once(value)),
        };
        if let Verdict::Other(how) = verdict {
            return Verdict::Other(format!("{key}: {how}"));
        }
    }
    Verdict::Same
}

/// A member that is written as JSON. That is what an object is where nothing else is said
/// (OpenAPI 3.0.4 §4.8.14.4, which makes clear what earlier versions leave open).
fn as_json(pairs: &mut Pairs, name: &str, value: &Value) -> Verdict {
    match take(pairs, name).0[..] {
        [ref text] => match serde_json::from_str::<Value>(text) {
            Ok(read) if same_json(&read, value) => Verdict::Same,
            _ => Verdict::Other(format!("`{text}` for {value}")),
        },
        ref found => Verdict::Other(format!("is sent {} times", found.len())),
    }
}

/// Whether what a part has is the value.
pub(super) fn part_says(part: &Part, value: &Value) -> bool {
    let text = String::from_utf8_lossy(&part.content);
    match value {
        Value::Array(_) | Value::Object(_) => serde_json::from_str::<Value>(&text)
            .is_ok_and(|read| same_json(&read, value)),
        scalar => compare(&text, scalar) == Verdict::Same,
    }
}
