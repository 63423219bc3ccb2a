//! A request, as it is recorded, and what of it must be equal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};
use specwright_test_server::{Recorded, parameters, segments};

/// The header that tells which case a request belongs to.
pub(crate) const CASE: &str = "x-case";

/// The headers that say something about the API. The others are about the connection, or about
/// the client itself.
const HEADERS: [&str; 5] =
    ["accept", "authorization", "content-type", "x-auth-email", "x-auth-key"];

/// A request as it was sent, but for headers that do not matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sent {
    /// The case that it belongs to.
    pub(crate) case: String,
    method: String,
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    query: Option<String>,
    headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
}

impl From<&Recorded> for Sent {
    fn from(request: &Recorded) -> Self {
        let kept =
            |name: &&str| Some(((*name).to_owned(), request.header(name)?.to_owned()));
        Self {
            case: request.header(CASE).expect("a request of a case").to_owned(),
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query.clone(),
            headers: HEADERS.iter().filter_map(kept).collect(),
            body: (!request.body.is_empty()).then(|| request.json()),
        }
    }
}

/// What of a request must be equal: what a server can tell apart.
#[derive(Debug, PartialEq)]
pub(crate) struct Meaning {
    method: String,
    /// The segments, decoded: whether a character is sent as itself or encoded is the client's
    /// choice, as long as it stays inside its segment.
    path: Vec<String>,
    /// The parameters, decoded. Those of one name keep their order, and so do those that belong
    /// together as members of one parameter (`filters.key`, `filters.operator`): it says which
    /// value is whose. The order of different parameters says nothing.
    query: Vec<(String, String)>,
    headers: BTreeMap<String, String>,
    /// The body, with every number as JSON has it: 1 and 1.0 are the same.
    body: Option<Value>,
}

impl Sent {
    /// What of it must be equal.
    pub(crate) fn meaning(&self) -> Meaning {
        let mut query = parameters(self.query.as_deref().unwrap_or_default());
        query.sort_by(|(one, _), (other, _)| parameter(one).cmp(parameter(other)));
        Meaning {
            method: self.method.clone(),
            path: segments(&self.path),
            query,
            headers: self.headers.clone(),
            body: self.body.as_ref().map(numbers_alike),
        }
    }
}

/// The parameter that a name of the query belongs to.
fn parameter(name: &str) -> &str {
    name.split_once('.').map_or(name, |(parameter, _)| parameter)
}

fn numbers_alike(value: &Value) -> Value {
    match value {
        Value::Number(number) => number
            .as_f64()
            .and_then(Number::from_f64)
            .map_or_else(|| value.clone(), Value::Number),
        Value::Array(items) => items.iter().map(numbers_alike).collect(),
        Value::Object(members) => {
            let alike =
                |(name, value): (&String, &Value)| (name.clone(), numbers_alike(value));
            Value::Object(members.iter().map(alike).collect::<Map<_, _>>())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}
