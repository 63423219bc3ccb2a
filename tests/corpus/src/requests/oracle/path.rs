//! The path: what stands where the template has parameters, and the styles `simple`, `label` and
//! `matrix` (RFC 6570 §3.2.2, §3.2.5, §3.2.7).

use regex::Regex;
use serde_json::Value;
use specwright_test_server::Recorded;

use super::text::{compare, compare_all, compare_pairs, decoded, flat};
use super::{Findings, Verdict};
use crate::requests::given::Given;
use crate::requests::operation::Parameter;

const SEPARATOR: &str = "a value has the separator of its style";

pub(super) fn judge(
    request: &Recorded,
    template: &str,
    given: &Given<'_>,
    findings: &mut Findings,
) {
    let template = template.split(['?', '#']).next().unwrap_or(template);
    let (pattern, names) = pattern(template);
    let Some(found) = pattern.as_ref().and_then(|one| one.captures(&request.path))
    else {
        findings.wrong(format!("the path is `{}`", request.path));
        return;
    };
    for (parameter, value) in &given.parameters {
        if parameter.place != "path" {
            continue;
        }
        let places =
            names.iter().enumerate().filter(|(_, name)| **name == parameter.name);
        let mut seen = false;
        for (index, _) in places {
            let raw = found.get(index + 1).map_or("", |group| group.as_str());
            findings.note(&parameter.name, read(raw, parameter, value));
            seen = true;
        }
        if !seen {
            findings.wrong(format!("the path has no `{{{}}}`", parameter.name));
        }
    }
}

/// What paths of a template look like, and the names of its parameters.
fn pattern(template: &str) -> (Option<Regex>, Vec<&str>) {
    let mut pattern = String::from("^");
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        pattern.push_str(&literal(before));
        pattern.push_str("([^/]*?)");
        names.push(name);
        rest = after;
    }
    pattern.push_str(&literal(rest));
    pattern.push('$');
    (Regex::new(&pattern).ok(), names)
}

/// Characters that a path cannot have are encoded in it.
fn literal(text: &str) -> String {
    let mut pattern = String::new();
    for one in text.chars() {
        let mut bytes = [0; 4];
        let encoded: String = one
            .encode_utf8(&mut bytes)
            .bytes()
            .map(|byte| format!("%{byte:02X}"))
            .collect();
        let plain = regex::escape(&one.to_string());
        pattern.push_str(&match one {
            one if one.is_ascii_alphanumeric() || one == '/' => plain,
            _ => format!("(?:{plain}|{encoded})"),
        });
    }
    pattern
}

fn read(raw: &str, parameter: &Parameter, value: &Value) -> Verdict {
    match decide(raw, parameter, value) {
        Ok(verdict) => verdict,
        Err(how) => Verdict::Other(how),
    }
}

fn decide(raw: &str, parameter: &Parameter, value: &Value) -> Result<Verdict, String> {
    if let Some(media_type) = &parameter.media_type {
        return super::parameters::content(&decoded(raw, false)?, media_type, value);
    }
    let explode = parameter.explode;
    let (raw, separator) = match parameter.style.as_str() {
        "label" => {
            let raw = raw.strip_prefix('.').ok_or(format!("`{raw}` has no dot"))?;
            (raw, if explode { "." } else { "," })
        }
        "matrix" => {
            let raw =
                raw.strip_prefix(';').ok_or(format!("`{raw}` has no semicolon"))?;
            return matrix(raw, parameter, value);
        }
        "spaceDelimited" => (raw, "%20"),
        "pipeDelimited" => (raw, "%7C"),
        "tabDelimited" => (raw, "%09"),
        _ => (raw, ","),
    };
    list(raw, separator, explode, value)
}

/// A scalar, or several values with a separator.
pub(super) fn list(
    raw: &str,
    separator: &str,
    explode: bool,
    value: &Value,
) -> Result<Verdict, String> {
    match value {
        Value::Array(_) | Value::Object(_) => {}
        scalar => return Ok(compare(&decoded(raw, false)?, scalar)),
    }
    let pieces: Vec<&str> =
        if raw.is_empty() { Vec::new() } else { raw.split(separator).collect() };
    if let (Value::Object(members), true) = (value, explode) {
        let mut parts = members.iter().filter(|(_, one)| !one.is_null());
        if separator == "." && parts.any(|(_, one)| plain(one).contains('.')) {
            // A dot needs no encoding, so only the whole can be compared.
            let parts = members.iter().filter(|(_, one)| !one.is_null());
            let parts: Vec<String> =
                parts.map(|(key, one)| format!("{key}={}", plain(one))).collect();
            return Ok(compare(&decoded(raw, false)?, &Value::from(parts.join("."))));
        }
        return Ok(compare_pairs(&pairs(&pieces)?, value));
    }
    let texts: Vec<String> =
        pieces.iter().map(|piece| decoded(piece, false)).collect::<Result<_, _>>()?;
    let flat = flat(value);
    if separator == "." && texts.len() != flat.len() {
        // A dot needs no encoding, so a value can have one: only the whole can be compared.
        let whole: Vec<String> = flat.iter().map(plain).collect();
        return Ok(compare(&texts.join("."), &Value::from(whole.join("."))));
    }
    let own = decoded(separator, false)?;
    if separator.starts_with('%') && flat.iter().any(|one| plain(one).contains(&own)) {
        // The separator is encoded, so one in a value looks the same.
        let whole: Vec<String> = flat.iter().map(plain).collect();
        let whole = Value::from(whole.join(&own));
        return Ok(match compare(&texts.join(&own), &whole) {
            Verdict::Same => Verdict::Open(SEPARATOR),
            other => other,
        });
    }
    Ok(compare_all(&texts, flat.iter()))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn pairs(pieces: &[&str]) -> Result<Vec<(String, String)>, String> {
    let pair = |piece: &&str| {
        let (key, value) = piece.split_once('=').unwrap_or((piece, ""));
        Ok((decoded(key, false)?, decoded(value, false)?))
    };
    pieces.iter().map(pair).collect()
}

fn matrix(raw: &str, parameter: &Parameter, value: &Value) -> Result<Verdict, String> {
    let pieces: Vec<&str> = raw.split(';').collect();
    if parameter.explode && value.is_object() {
        return Ok(compare_pairs(&pairs(&pieces)?, value));
    }
    let mut values = Vec::new();
    for piece in pieces {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        if decoded(name, false)? != parameter.name {
            return Err(format!("`{piece}` does not name `{}`", parameter.name));
        }
        values.push(value);
    }
    match (value, values.as_slice()) {
        (Value::Array(items), _) if parameter.explode => {
            let texts: Vec<String> = values
                .iter()
                .map(|one| decoded(one, false))
                .collect::<Result<_, _>>()?;
            Ok(compare_all(&texts, items.iter()))
        }
        (_, [one]) => list(one, ",", false, value),
        _ => Err(format!("`{raw}` has several values")),
    }
}
