//! Credentials: one of the alternatives, and nothing where none is needed.

use serde_json::Value;
use specwright_test_server::Recorded;

use super::Findings;
use super::parameters::{Query, cookies};
use super::text::decoded;
use crate::requests::given::Given;
use crate::requests::operation::{Operation, Scheme};

const UNKNOWN: &str = "the SDK leaves a security scheme to the transport";

pub(super) fn judge(
    query: &mut Query,
    request: &Recorded,
    operation: &Operation,
    findings: &mut Findings,
) {
    let alternatives = &operation.security;
    if alternatives.is_empty() {
        if request.headers.contains_key("authorization") {
            findings.wrong("sends credentials where none are asked for");
        }
        return;
    }
    let met = alternatives.iter().filter(|one| !one.is_empty()).find(|schemes| {
        schemes
            .iter()
            .all(|scheme| is_met(scheme, query, request, findings) == Some(true))
    });
    let optional = alternatives.iter().any(Vec::is_empty);
    if met.is_none() && !optional {
        let mut schemes = alternatives.iter().flatten();
        if schemes.any(|scheme| is_met(scheme, query, request, findings).is_none()) {
            findings.open.push(UNKNOWN);
        } else {
            findings.wrong("has no credentials");
        }
    }
    for scheme in alternatives.iter().flatten() {
        if let Some((name, "query")) = key(scheme) {
            query.take(name);
        }
    }
}

/// Whether the keys are sent that an operation requires as its parameters.
pub(super) fn judge_keys(
    query: &Query,
    request: &Recorded,
    given: &Given<'_>,
    findings: &mut Findings,
) {
    for key in &given.keys {
        let is_sent = match key.place.as_str() {
            "header" => request.headers.contains_key(&key.name),
            "query" => query.peek(&key.name).is_some(),
            _ => cookies(request, findings).peek(&key.name).is_some(),
        };
        if !is_sent {
            findings.wrong(format!("has no `{}`, which is required", key.name));
        }
    }
}

/// The name and the place of a key.
fn key(scheme: &Scheme) -> Option<(&str, &str)> {
    let text = |key: &str| scheme.0.get(key).and_then(Value::as_str);
    (text("type") == Some("apiKey")).then_some((text("name")?, text("in")?))
}

/// Whether a scheme is met; `None` when it is none that a client could meet by itself.
fn is_met(
    scheme: &Scheme,
    query: &Query,
    request: &Recorded,
    findings: &mut Findings,
) -> Option<bool> {
    let header =
        |name: &str| request.headers.get(name).and_then(|one| one.to_str().ok());
    let text = |key: &str| scheme.0.get(key).and_then(Value::as_str);
    let authorization = header("authorization");
    let with = |word: &str| {
        authorization.and_then(|one| one.split_once(' ')).is_some_and(|(own, rest)| {
            own.eq_ignore_ascii_case(word) && !rest.is_empty()
        })
    };
    let secret = |text: Option<&str>| text.is_some_and(|text| text.contains("secret"));
    match (text("type")?, text("scheme").map(str::to_lowercase).as_deref()) {
        ("apiKey", _) => match key(scheme)? {
            (name, "header") => Some(secret(header(name))),
            (name, "query") => {
                let raw = query.peek(name);
                Some(secret(raw.and_then(|raw| decoded(raw, false).ok()).as_deref()))
            }
            (name, "cookie") => Some(secret(cookies(request, findings).peek(name))),
            _ => None,
        },
        ("basic", _) | ("http", Some("basic")) => Some(with("basic")),
        ("http", Some("bearer")) | ("oauth2" | "openIdConnect", _) => {
            Some(with("bearer"))
        }
        ("http", Some(_)) if authorization.is_some() => Some(true),
        _ => None,
    }
}
