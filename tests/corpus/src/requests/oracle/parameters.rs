//! Parameters in the query, in headers and in cookies (OpenAPI 3.0 §4.7.12.3, 3.0.4 §4.8.12.4).

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use specwright_test_server::Recorded;

use super::text::{NULL, compare, compare_all, decoded, other, same_json};
use super::{Findings, Verdict, path};
use crate::requests::given::Given;
use crate::requests::operation::Parameter;

/// The pairs of a query, and which of them are accounted for.
pub(super) struct Query {
    pairs: Vec<Pair>,
}

struct Pair {
    name: String,
    /// The value as it was sent.
    raw: String,
    used: bool,
}

impl Query {
    /// The query of a request.
    pub(super) fn of(request: &Recorded, findings: &mut Findings) -> Self {
        Self::parse(request.query.as_deref().unwrap_or_default(), findings)
    }

    fn parse(query: &str, findings: &mut Findings) -> Self {
        let mut pairs = Vec::new();
        for piece in query.split('&').filter(|piece| !piece.is_empty()) {
            let (name, raw) = piece.split_once('=').unwrap_or((piece, ""));
            match decoded(name, false) {
                Ok(name) => pairs.push(Pair { name, raw: raw.to_owned(), used: false }),
                Err(how) => findings.wrong(how),
            }
        }
        Self { pairs }
    }

    /// A path template may have a query of its own.
    pub(super) fn skip_literals(&mut self, template: &str, findings: &mut Findings) {
        let template = template.split('#').next().unwrap_or(template);
        let Some((_, query)) = template.split_once('?') else { return };
        for piece in query.split('&').filter(|piece| !piece.contains('{')) {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            let found = self.pairs.iter_mut().find(|pair| pair.name == name);
            match found.filter(|pair| pair.raw == value) {
                Some(pair) => pair.used = true,
                None => findings.wrong(format!("the path's own `{piece}` is not sent")),
            }
        }
    }

    /// Takes the values of a name.
    pub(super) fn take(&mut self, name: &str) -> Vec<String> {
        let pairs = self.pairs.iter_mut().filter(|pair| pair.name == name && !pair.used);
        pairs
            .map(|pair| {
                pair.used = true;
                pair.raw.clone()
            })
            .collect()
    }

    /// The value of a name.
    pub(super) fn peek(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|pair| pair.name == name).map(|pair| pair.raw.as_str())
    }

    /// Takes the pair of a name whose value is this one: members of several objects may have one
    /// name.
    fn take_one(&mut self, name: &str, value: &Value) -> Result<Verdict, String> {
        let mut last = Err(format!("the member `{name}` is not sent"));
        for pair in &mut self.pairs {
            if pair.name != name || pair.used {
                continue;
            }
            let verdict = compare(&decoded(&pair.raw, false)?, value);
            if !matches!(verdict, Verdict::Other(_)) {
                pair.used = true;
                return Ok(verdict);
            }
            last = Ok(verdict);
        }
        last
    }

    /// Takes what belongs to `name[…]`: what stands in the brackets, and the value.
    fn take_nested(&mut self, name: &str) -> Vec<(String, String)> {
        let mut taken = Vec::new();
        for pair in &mut self.pairs {
            let inner =
                pair.name.strip_prefix(name).filter(|rest| rest.starts_with('['));
            if let Some(inner) = inner.filter(|_| !pair.used) {
                pair.used = true;
                taken.push((inner.to_owned(), pair.raw.clone()));
            }
        }
        taken
    }

    /// What nobody gave is not sent.
    pub(super) fn finish(self, findings: &mut Findings) {
        for pair in self.pairs.into_iter().filter(|pair| !pair.used) {
            findings.wrong(format!("the query has `{}={}`", pair.name, pair.raw));
        }
    }
}

/// Judges all parameters outside of the path.
pub(super) fn judge(
    query: &mut Query,
    request: &Recorded,
    given: &Given<'_>,
    findings: &mut Findings,
) {
    let mut cookies = cookies(request, findings);
    for (parameter, value) in &given.parameters {
        let verdict = match parameter.place.as_str() {
            "query" => pairs(query, parameter, value),
            "cookie" => pairs(&mut cookies, parameter, value),
            "header" => header(request, parameter, value),
            "querystring" => Err("the oracle does not read this".to_owned()),
            _ => continue,
        };
        let verdict = verdict.unwrap_or_else(Verdict::Other);
        findings.note(&format!("{} {}", parameter.place, parameter.name), verdict);
    }
}

/// The cookies of a request, as pairs.
pub(super) fn cookies(request: &Recorded, findings: &mut Findings) -> Query {
    let header = request.headers.get("cookie").and_then(|value| value.to_str().ok());
    Query::parse(&header.unwrap_or_default().replace("; ", "&"), findings)
}

/// A value written as a media type.
pub(super) fn content(
    text: &str,
    media_type: &str,
    value: &Value,
) -> Result<Verdict, String> {
    if !media_type.contains("json") {
        return Ok(compare(text, value));
    }
    match serde_json::from_str::<Value>(text) {
        Ok(read) if same_json(&read, value) => Ok(Verdict::Same),
        _ => Ok(other(text, value)),
    }
}

fn header(
    request: &Recorded,
    parameter: &Parameter,
    value: &Value,
) -> Result<Verdict, String> {
    let found: Vec<&str> = request
        .headers
        .get_all(parameter.name.as_str())
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let text = match found[..] {
        [text] => text,
        [] if is_nothing(value) => return Ok(Verdict::Same),
        _ => return Err(format!("is sent {} times", found.len())),
    };
    if let Some(media_type) = &parameter.media_type {
        return content(text, media_type, value);
    }
    let separator = separator(parameter, ",");
    let plain_separator = decoded(separator, false)?;
    let pieces: Vec<&str> =
        text.split(plain_separator.as_str()).map(str::trim).collect();
    match value {
        Value::Array(items) => {
            let texts: Vec<String> = pieces.iter().map(ToString::to_string).collect();
            Ok(compare_all(&texts, items.iter()))
        }
        Value::Object(_) if parameter.explode => {
            let pair = |piece: &&str| {
                let (key, text) = piece.split_once('=').unwrap_or((piece, ""));
                (key.to_owned(), text.to_owned())
            };
            let pairs: Vec<_> = pieces.iter().map(pair).collect();
            Ok(super::text::compare_pairs(&pairs, value))
        }
        Value::Object(_) => {
            let texts: Vec<String> = pieces.iter().map(ToString::to_string).collect();
            Ok(compare_all(&texts, super::text::flat(value).iter()))
        }
        scalar => Ok(compare(text, scalar)),
    }
}

/// What has no elements is not there at all.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().all(Value::is_null),
        Value::Object(members) => members.values().all(Value::is_null),
        _ => false,
    }
}

fn separator(parameter: &Parameter, default: &'static str) -> &'static str {
    match parameter.style.as_str() {
        "spaceDelimited" => "%20",
        "pipeDelimited" => "%7C",
        "tabDelimited" => "%09",
        _ => default,
    }
}

fn pairs(
    query: &mut Query,
    parameter: &Parameter,
    value: &Value,
) -> Result<Verdict, String> {
    let name = &parameter.name;
    if let Some(media_type) = &parameter.media_type {
        return match query.take(name)[..] {
            [ref raw] => content(&decoded(raw, false)?, media_type, value),
            _ => Err("is not sent once".to_owned()),
        };
    }
    if value.is_null() {
        return Ok(Verdict::Open(NULL));
    }
    if parameter.style == "deepObject" && (value.is_object() || value.is_array()) {
        return deep(&query.take_nested(name), value);
    }
    if !value.is_array() && !value.is_object() {
        return match query.take(name)[..] {
            [ref raw] => Ok(compare(&decoded(raw, false)?, value)),
            ref found => Err(format!("is sent {} times for {value}", found.len())),
        };
    }
    if parameter.explode {
        return exploded(query, name, value);
    }
    match query.take(name)[..] {
        [] if is_nothing(value) => Ok(Verdict::Same),
        [ref raw] => path::list(raw, separator(parameter, ","), false, value),
        ref found => Err(format!("is sent {} times for {value}", found.len())),
    }
}

/// The name again for each element; the members of an object as if they were parameters.
fn exploded(query: &mut Query, name: &str, value: &Value) -> Result<Verdict, String> {
    let Value::Object(members) = value else {
        let raw = query.take(name);
        let texts: Vec<String> =
            raw.iter().map(|one| decoded(one, false)).collect::<Result<_, _>>()?;
        return Ok(compare_all(&texts, value.as_array().into_iter().flatten()));
    };
    let mut open = None;
    for (key, value) in members {
        let verdict = match value {
            Value::Array(_) => match exploded(query, key, value)? {
                Verdict::Same => Verdict::Open(super::text::NESTED),
                other => other,
            },
            Value::Null => Verdict::Open(NULL),
            value => query.take_one(key, value)?,
        };
        match verdict {
            Verdict::Same => {}
            Verdict::Open(reason) => open = Some(reason),
            wrong @ Verdict::Other(_) => return Ok(wrong),
        }
    }
    Ok(open.map_or(Verdict::Same, Verdict::Open))
}

/// `name[a]=1`; what is nested deeper, as everyone writes it: `name[a][b]=1`, `name[a][0]=1`.
fn deep(pairs: &[(String, String)], value: &Value) -> Result<Verdict, String> {
    let mut leaves = BTreeMap::new();
    let mut nested = false;
    spread("", value, &mut leaves);
    let mut open = None;
    if pairs.len() != leaves.len() {
        return Err(format!("{} pairs for {value}", pairs.len()));
    }
    for (key, raw) in pairs {
        let Some(value) = leaves.get(key) else {
            return Err(format!("`{key}` is not in {value}"));
        };
        nested |= key.matches('[').count() > 1;
        match compare(&decoded(raw, false)?, value) {
            Verdict::Same => {}
            Verdict::Open(reason) => open = Some(reason),
            wrong @ Verdict::Other(_) => return Ok(wrong),
        }
    }
    let nested = nested.then_some(super::text::NESTED);
    Ok(open.or(nested).map_or(Verdict::Same, Verdict::Open))
}

fn spread(key: &str, value: &Value, leaves: &mut BTreeMap<String, Value>) {
    let members: Map<String, Value> = match value {
        Value::Object(members) => members.clone(),
        Value::Array(items) => {
            let numbered = items.iter().enumerate();
            numbered.map(|(index, item)| (index.to_string(), item.clone())).collect()
        }
        scalar => {
            leaves.insert(key.to_owned(), scalar.clone());
            return;
        }
    };
    for (name, value) in &members {
        spread(&format!("{key}[{name}]"), value, leaves);
    }
}
