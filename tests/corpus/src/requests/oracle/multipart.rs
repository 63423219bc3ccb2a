//! Bodies of several parts (RFC 2046 §5.1, RFC 7578; OpenAPI 3.0 §4.7.14.5).

use serde_json::Value;
use specwright_test_server::Recorded;

use super::body::part_says;
use super::text::{compare, flat, same_json};
use super::{Findings, Verdict};
use crate::requests::operation::Body;

/// A part.
#[derive(Debug)]
pub(super) struct Part {
    name: String,
    file_name: Option<String>,
    media_type: Option<String>,
    /// What it has.
    pub(super) content: Vec<u8>,
}

/// The parts of a body; what is wrong with it when it cannot be read.
pub(super) fn parts(request: &Recorded) -> Result<Vec<Part>, String> {
    let header = request.headers.get("content-type").and_then(|one| one.to_str().ok());
    let header = header.unwrap_or_default();
    let boundary = header.split_once("boundary=").map(|(_, rest)| rest);
    let boundary = boundary.ok_or_else(|| format!("`{header}` has no boundary"))?;
    let boundary = boundary.split(';').next().unwrap_or_default().trim_matches('"');
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter needs no line before it.
    let body = [b"\r\n", request.body.as_ref()].concat();
    let pieces = split(&body, delimiter.as_bytes());
    let Some((last, pieces)) = pieces.split_last() else { return Ok(Vec::new()) };
    if !last.starts_with(b"--") {
        return Err("the body has no end".to_owned());
    }
    pieces.iter().skip(1).map(|piece| part(piece)).collect()
}

fn split<'b>(body: &'b [u8], delimiter: &[u8]) -> Vec<&'b [u8]> {
    let mut pieces = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.windows(delimiter.len()).position(|one| one == delimiter) {
        pieces.push(&rest[..at]);
        rest = &rest[at + delimiter.len()..];
    }
    pieces.push(rest);
    pieces
}

fn part(piece: &[u8]) -> Result<Part, String> {
    let piece =
        piece.strip_prefix(b"\r\n").ok_or("a delimiter has no line of its own")?;
    let [head, content] = split(piece, b"\r\n\r\n")[..] else {
        // The content may have empty lines too: everything after the first is content.
        let at = piece.windows(4).position(|four| four == b"\r\n\r\n");
        let at = at.ok_or("a part has no content")?;
        return finish(&piece[..at], &piece[at + 4..]);
    };
    finish(head, content)
}

fn finish(head: &[u8], content: &[u8]) -> Result<Part, String> {
    let head = std::str::from_utf8(head).map_err(|_| "a part's head is no text")?;
    let mut part = Part {
        name: String::new(),
        file_name: None,
        media_type: None,
        content: content.to_vec(),
    };
    for line in head.split("\r\n") {
        let (name, value) = line.split_once(':').ok_or(format!("a header `{line}`"))?;
        match name.to_lowercase().as_str() {
            "content-disposition" => {
                if !value.trim_start().starts_with("form-data") {
                    return Err(format!("a part is `{value}`"));
                }
                part.name = parameter(value, "name").ok_or("a part has no name")?;
                part.file_name = parameter(value, "filename");
            }
            "content-type" => part.media_type = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    Ok(part)
}

/// A parameter of a header: quotes and line ends are percent-encoded (RFC 7578 §2 by way of the
/// HTML standard).
fn parameter(header: &str, name: &str) -> Option<String> {
    let (_, rest) = header.split_once(&format!("; {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

/// Judges the parts.
pub(super) fn judge(
    mut parts: Vec<Part>,
    body: &Body,
    value: &Value,
    findings: &mut Findings,
) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let (own, rest) = parts.into_iter().partition(|part| part.name == *name);
        parts = rest;
        let own: Vec<Part> = own;
        let schema = body.members.get(name);
        let encoding = body.encoding.get(name);
        let wanted = encoding.and_then(|one| one.get("contentType"));
        let wanted = wanted.and_then(Value::as_str);
        let separator = encoding.and_then(separator);
        let style = encoding.and_then(|one| one.get("style")).and_then(Value::as_str);
        match value {
            Value::Null if own.is_empty() => {}
            Value::Array(_) | Value::Object(_) if style == Some("deepObject") => {
                parts.extend(own);
                deep(&mut parts, name, value, findings);
            }
            Value::Array(_) | Value::Object(_) if separator.is_some() => {
                let separator = separator.unwrap_or_default();
                let found: Vec<_> = own
                    .iter()
                    .map(|part| String::from_utf8_lossy(&part.content))
                    .collect();
                let fits = match &found[..] {
                    [] => flat(value).is_empty(),
                    [only] => are_joined(only, &flat(value), separator),
                    _ => false,
                };
                if !fits {
                    findings
                        .wrong(format!("the parts `{name}` are {found:?} for {value}"));
                }
            }
            Value::Array(items) if !wanted.is_some_and(|one| one.contains("json")) => {
                if own.len() != items.len() {
                    findings.wrong(format!("{} parts `{name}` for {value}", own.len()));
                }
                let inner = schema.and_then(|schema| schema.get("items"));
                for (part, item) in own.iter().zip(items) {
                    one(part, item, inner, wanted, findings);
                }
            }
            value => match &own[..] {
                [part] => one(part, value, schema, wanted, findings),
                _ => findings.wrong(format!("{} parts `{name}`, not one", own.len())),
            },
        }
    }
    for part in parts {
        findings.wrong(format!("has a part `{}` that was not given", part.name));
    }
}

/// A value whose parts have names that say where they belong: `name[key]`. What is in an array has
/// its index, which is how those who read such names write them; the specification says nothing.
fn deep(parts: &mut Vec<Part>, name: &str, value: &Value, findings: &mut Findings) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Null => return,
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (format!("{name}[{key}]"), value))
            .collect(),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.map(|(index, value)| (format!("{name}[{index}]"), value)).collect()
        }
        scalar => {
            match parts.iter().position(|part| part.name == name) {
                Some(at) if part_says(&parts[at], scalar) => _ = parts.remove(at),
                _ => findings.wrong(format!("no part `{name}` has {scalar}")),
            }
            return;
        }
    };
    for (name, value) in inner {
        deep(parts, &name, value, findings);
    }
}

/// What stands between the elements of a value that is one part (OpenAPI 3.0.4 §4.8.15.1 and
/// §4.8.15.2: `style` and `explode` hold for parts too, where they are written).
fn separator(encoding: &Value) -> Option<&'static str> {
    let style = encoding.get("style").and_then(Value::as_str);
    let explode = encoding.get("explode").and_then(Value::as_bool);
    if (style, explode) == (None, None) || explode.unwrap_or(style == Some("form")) {
        return None;
    }
    match style {
        None | Some("form" | "simple") => Some(","),
        Some("spaceDelimited") => Some(" "),
        Some("pipeDelimited") => Some("|"),
        Some("tabDelimited") => Some("\t"),
        Some(_) => None,
    }
}

/// Whether a text has these values, one after the other, with a separator between them.
fn are_joined(text: &str, values: &[Value], separator: &str) -> bool {
    let Some((first, rest)) = values.split_first() else { return text.is_empty() };
    let is_same = |piece: &str| match first {
        Value::Array(_) | Value::Object(_) | Value::Null => {
            let written = first.to_string();
            piece == written
        }
        scalar => matches!(compare(piece, scalar), Verdict::Same),
    };
    if rest.is_empty() {
        return is_same(text);
    }
    // A text can have separators itself.
    let mut ends = text.match_indices(separator);
    ends.any(|(end, _)| {
        is_same(&text[..end])
            && are_joined(&text[end + separator.len()..], rest, separator)
    })
}

fn one(
    part: &Part,
    value: &Value,
    schema: Option<&Value>,
    wanted: Option<&str>,
    findings: &mut Findings,
) {
    let says = |key: &str, word: &str| {
        schema.and_then(|schema| schema.get(key)).is_some_and(|one| one == word)
    };
    let is_file = says("format", "binary") || says("type", "file");
    let name = &part.name;
    // Text is JSON too where the encoding says that the part is.
    let is_json = wanted.is_some_and(|one| one.contains("json")) && !is_file;
    let read = || serde_json::from_slice::<Value>(&part.content);
    let says_it = match is_json {
        true => read().is_ok_and(|read| same_json(&read, value)),
        false => part_says(part, value),
    };
    if !says_it {
        let content = String::from_utf8_lossy(&part.content);
        findings.wrong(format!("the part `{name}` has `{content}` for {value}"));
    }
    if is_file && part.file_name.as_deref() != Some("a \"file\".bin") {
        findings.wrong(format!("the file `{name}` is called {:?}", part.file_name));
    }
    let own = part.media_type.as_deref().unwrap_or("text/plain");
    let own = own.split(';').next().unwrap_or(own).trim();
    let fits = |wanted: &str| {
        let wanted = wanted.split(';').next().unwrap_or(wanted).trim();
        let (kind, _) = wanted.split_once('/').unwrap_or((wanted, ""));
        own == wanted
            || wanted == "*/*"
            || wanted.ends_with("/*") && own.starts_with(&format!("{kind}/"))
    };
    let fine = match (wanted, value) {
        (Some(wanted), _) => wanted.split(',').any(fits),
        (None, _) if is_file => own == "application/octet-stream",
        (None, Value::Object(_) | Value::Array(_)) => own == "application/json",
        (None, _) => own == "text/plain",
    };
    if !fine {
        let wanted = wanted.unwrap_or("what is usual");
        findings.wrong(format!("the part `{name}` is `{own}`, not {wanted}"));
    }
}
