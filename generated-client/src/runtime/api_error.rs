//! The errors that an API lists in its answer.

use std::fmt;

use serde_json::{Map, Value};

use super::Failure;

/// An error that the API lists in its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    code: String,
    message: String,
    value: Value,
}

impl ApiError {
    /// Its code, as text; empty when it has none.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What it says to people; empty when it says nothing.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// All that the API says about it.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// An error, whose members may have names that only this API has for them.
    fn new(value: &Value, own: Option<Failure>) -> Option<Self> {
        let (own_code, own_message) =
            own.map_or(("code", "message"), |own| (own.code, own.message));
        let code = |usual| text(value, own_code, usual);
        let (code, message) = match value {
            Value::String(message) => (String::new(), message.clone()),
            Value::Object(_) => match text(value, own_message, &MESSAGE) {
                // What stands beside a message is what kind of error it is.
                message if !message.is_empty() => {
                    (code(&["code", "error", "type", "id"]), message)
                }
                _ => (code(&["code", "type", "id"]), text(value, "error", &[])),
            },
            _ => return None,
        };
        let says_nothing = code.is_empty() && message.is_empty();
        (!says_nothing).then(|| Self { code, message, value: value.clone() })
    }
}

/// Usual names of what an error says to people.
const MESSAGE: [&str; 6] =
    ["message", "error_description", "detail", "description", "title", "msg"];

/// The first of these members that is text or a number. A UUID is the id of what happened, and says
/// nothing of its kind.
fn text(value: &Value, first: &str, further: &[&str]) -> String {
    let mut keys = std::iter::once(&first).chain(further);
    let text = keys.find_map(|key| match &value[*key] {
        Value::String(text) if *key == "id" && is_uuid(text) => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    text.unwrap_or_default()
}

fn is_uuid(text: &str) -> bool {
    let parts = text.split('-');
    parts.clone().map(str::len).eq([8, 4, 4, 4, 12])
        && parts.flat_map(str::bytes).all(|byte| byte.is_ascii_hexdigit())
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code.as_str(), self.message.as_str()) {
            ("", message) => formatter.write_str(message),
            (code, "") => formatter.write_str(code),
            (code, message) => write!(formatter, "{code} {message}"),
        }
    }
}

/// The errors that an answer lists: where this API has them, or where APIs commonly do.
pub(super) fn list(body: &[u8], own: Option<Failure>) -> Vec<ApiError> {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Vec::new();
    };
    let at = |path: &[&str]| path.iter().fold(&value, |value, name| &value[*name]);
    let named = own.map(|own| at(own.errors)).into_iter();
    // Text there is what the whole says about itself.
    let inside = ["error", "detail", "message"].map(|name| &value[name]);
    let inside = inside.into_iter().filter(|value| !value.is_string());
    // An object there that says less than the whole is not what went wrong.
    let says = |value: &Value| {
        ApiError::new(value, own).is_some_and(|one| !one.message.is_empty())
    };
    let whole_says = says(&value);
    let tells = |one: &Value| says(one) || of_parts(one, "").is_some();
    let inside = inside.filter(|one| !whole_says || !one.is_object() || tells(one));
    // What is inside of the parts of a value is one like others, unless they are called errors.
    let is_flat = |value: &Value| {
        let mut members = value.as_object().into_iter().flatten();
        !members.any(|(_, value)| value.is_object())
    };
    let says_anything = ApiError::new(&value, own).is_some() || is_flat(&value);
    let whole = Some(&value).filter(|_| says_anything);
    let all = named.chain([&value["errors"]]).chain(inside).chain(whole);
    first(all, own).unwrap_or_default()
}

/// The text of a body that is no JSON, where it is short: what the server says to people.
pub(super) fn said(text: &str) -> Option<String> {
    const LONGEST: usize = 200;
    let text = text.trim();
    if text.is_empty() || text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let is_prose = !text.starts_with(['<', '{', '['])
        && text.chars().all(|one| one.is_whitespace() || !one.is_control());
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_said = is_prose && serde_json::from_str::<Value>(text).is_err();
    is_said.then(|| words.join(" "))
}

/// The errors that stand in place of what should be there: nothing stands beside them, or a flag
/// that says that the call failed. Many APIs say so with a status of success, and on streams there
/// is no other way.
pub(super) fn instead(body: &[u8]) -> Option<Vec<ApiError>> {
    let object: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let is_flag = |name: &str| matches!(name, "ok" | "success");
    let says_no =
        object.iter().any(|(name, value)| is_flag(name) && *value == Value::Bool(false));
    let is_list = |name: &String| matches!(name.as_str(), "error" | "errors");
    if !says_no && !object.keys().all(is_list) {
        return None;
    }
    first(["errors", "error"].iter().filter_map(|name| object.get(*name)), None)
}

/// The errors of the first place that has any.
fn first<'a>(
    places: impl Iterator<Item = &'a Value>,
    own: Option<Failure>,
) -> Option<Vec<ApiError>> {
    let error = |value: &Value| ApiError::new(value, own);
    let mut lists = places.map(|place| match place {
        Value::Array(errors) => errors.iter().filter_map(error).collect(),
        place => match (error(place), of_issues(&place["issues"])) {
            // What has no code says the issues again.
            (Some(error), Some(issues)) if !error.code.is_empty() => {
                std::iter::once(error).chain(issues).collect()
            }
            (_, Some(issues)) => issues,
            (Some(error), None) => {
                let details = of_details(&place["details"], &error.message);
                std::iter::once(error).chain(details).collect()
            }
            (None, None) => of_parts(place, "").unwrap_or_default(),
        },
    });
    lists.find(|list| !list.is_empty())
}

/// What an error says further of itself, in a list of messages.
fn of_details(details: &Value, said: &str) -> Vec<ApiError> {
    let details = details.as_array().into_iter().flatten();
    let messages = details.filter(|detail| {
        detail["message"].as_str().is_some_and(|text| !text.is_empty() && text != said)
    });
    messages.filter_map(|detail| ApiError::new(detail, None)).collect()
}

/// The issues that a validator found, each with the path to what is wrong. What has no paths is
/// something else of that name.
fn of_issues(issues: &Value) -> Option<Vec<ApiError>> {
    let issues = issues.as_array()?;
    if !issues.iter().any(|issue| issue["path"].is_array()) {
        return None;
    }
    let issue = |value: &Value| {
        let mut error = ApiError::new(value, None)?;
        let steps = value["path"].as_array().into_iter().flatten();
        let path = steps.fold(String::new(), |path, step| match step {
            Value::String(name) => joined(&path, name),
            Value::Number(index) => joined(&path, &index.to_string()),
            _ => path,
        });
        if !path.is_empty() {
            error.message = format!("{path}: {}", error.message);
        }
        Some(error)
    };
    let issues: Vec<_> = issues.iter().filter_map(issue).collect();
    (!issues.is_empty()).then_some(issues)
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The errors of an object that has a list of texts for each member that was wrong, also inside of
/// its parts: where in the request it was, members of members.
fn of_parts(value: &Value, path: &str) -> Option<Vec<ApiError>> {
    let mut errors = Vec::new();
    for (name, value) in value.as_object()? {
        let path = joined(path, name);
        match value {
            Value::Array(texts) => {
                for value in texts {
                    let message = format!("{path}: {}", value.as_str()?);
                    let (code, value) = (String::new(), value.clone());
                    errors.push(ApiError { code, message, value });
                }
            }
            part => errors.extend(of_parts(part, &path)?),
        }
    }
    (!errors.is_empty()).then_some(errors)
}
