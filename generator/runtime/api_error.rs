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

/// The first of these members that is text or a number.
fn text(value: &Value, first: &str, further: &[&str]) -> String {
    let mut keys = std::iter::once(&first).chain(further);
    let text = keys.find_map(|key| match &value[*key] {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    text.unwrap_or_default()
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
    let inside = inside.filter(|one| !whole_says || !one.is_object() || says(one));
    let all = named.chain([&value["errors"]]).chain(inside).chain([&value]);
    first(all, own).unwrap_or_default()
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
        place => match error(place) {
            Some(error) => vec![error],
            None => of_members(place).unwrap_or_default(),
        },
    });
    lists.find(|list| !list.is_empty())
}

/// The errors of an object that has a list of texts for each member that was wrong.
fn of_members(value: &Value) -> Option<Vec<ApiError>> {
    let mut errors = Vec::new();
    for (name, texts) in value.as_object()? {
        for value in texts.as_array()? {
            let message = format!("{name}: {}", value.as_str()?);
            errors.push(ApiError { code: String::new(), message, value: value.clone() });
        }
    }
    Some(errors)
}
