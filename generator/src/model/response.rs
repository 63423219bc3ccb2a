//! Responses: what they are described as, and what calls give.

use super::{Constraints, Content, Docs, StatusPattern, TypeRef};
use crate::source::Pointer;

/// A link of a response (OpenAPI 3.0 §4.7.20): where a value of the answer can be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// The operation that it leads to: its id, or the place that `operationRef` names.
    pub target: LinkTarget,
    /// The parameters to give it: their names, and the values or where those are in the answer
    /// (OpenAPI 3.0 §4.7.20.3).
    pub parameters: Vec<(String, String)>,
    /// The body to send, or where that is in the answer.
    pub body: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// The place it came from.
    pub origin: Pointer,
}

/// The operation that a link leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// The operation with this id.
    Id(String),
    /// The operation at this place, a JSON pointer, or at this URL.
    Reference(String),
}

/// What an operation answers.
#[derive(Clone, Debug)]
pub struct Response {
    /// For which statuses.
    pub status: StatusPattern,
    /// For people.
    pub docs: Docs,
    /// The headers it names.
    pub headers: Vec<ResponseHeader>,
    /// One for each media type; empty when there is no body.
    pub contents: Vec<Content>,
    /// The place it came from.
    pub origin: Pointer,
}

impl Response {
    /// Whether its status says that it has no body, whatever the description says (RFC 9110
    /// §15.3.5, §15.3.6).
    pub fn has_no_body(&self) -> bool {
        matches!(self.status, StatusPattern::Exact(204 | 205))
    }
}

/// A header that a response has.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// Its name.
    pub name: String,
    /// For people.
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Values, bounds, default and examples.
    pub constraints: Constraints,
}

/// What a successful call gives.
#[derive(Clone, Debug, Default)]
pub enum Success {
    /// Nothing: no success response has a body.
    #[default]
    Empty,
    /// A value decoded from JSON.
    Json {
        /// Its type: with an envelope, the type of the member inside.
        schema: TypeRef,
        /// The members that lead to the value in the answer; empty without an envelope.
        envelope: Vec<String>,
        /// Whether another status of success comes without a body.
        optional: bool,
        /// The media type to ask for.
        media_type: String,
    },
    /// Bodies that differ with the status.
    ByStatus {
        /// The answers, sorted by status; at least two of them have a body. With an envelope, their
        /// types are those of the member inside.
        answers: Vec<StatusAnswer>,
        /// The members that lead to the value in each answer; empty without an envelope.
        envelope: Vec<String>,
        /// The media types to ask for, as `Accept` has them.
        media_type: String,
    },
    /// Text.
    Text {
        /// Whether another status of success comes without a body.
        optional: bool,
        /// The media type to ask for.
        media_type: String,
    },
    /// Bytes.
    Binary {
        /// Whether another status of success comes without a body.
        optional: bool,
        /// The media type to ask for.
        media_type: String,
    },
    /// Server-sent events.
    EventStream {
        /// The type that `shape` speaks of; `None` when the data is text.
        schema: Option<TypeRef>,
        /// What the type describes.
        shape: EventShape,
        /// The media type to ask for.
        media_type: String,
    },
    /// One JSON value after the other.
    JsonLines {
        /// The type of a value; `None` when nothing is known of it.
        schema: Option<TypeRef>,
        /// Whether each stands in an object as its `result`, or an `error` in its place.
        in_results: bool,
        /// The media type to ask for.
        media_type: String,
    },
}

impl Success {
    /// The type that it decodes from JSON; of several the first.
    pub fn json(&self) -> Option<TypeRef> {
        match self {
            Self::Json { schema, .. } => Some(*schema),
            other => other.by_status().map(|(_, schema)| schema).next(),
        }
    }

    /// The types of the answers that the status tells apart.
    pub fn by_status(&self) -> impl Iterator<Item = (StatusPattern, TypeRef)> {
        let answers = match self {
            Self::ByStatus { answers, .. } => answers.as_slice(),
            _ => &[],
        };
        answers.iter().filter_map(|answer| match answer.body {
            AnswerBody::Json(schema) => Some((answer.status, schema)),
            AnswerBody::Empty | AnswerBody::Text => None,
        })
    }
}

/// What is answered with a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusAnswer {
    /// The status.
    pub status: StatusPattern,
    /// The body that comes with it.
    pub body: AnswerBody,
}

/// The body of a [`StatusAnswer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerBody {
    /// None.
    Empty,
    /// Text.
    Text,
    /// A value decoded from JSON.
    Json(TypeRef),
}

/// What the type of an event stream describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventShape {
    /// The data, which is JSON or text.
    Data,
    /// The event as an object with `data`, `event`, `id` and `retry`, of which `data` is text.
    Whole,
    /// The same with JSON as `data`.
    WholeJson,
}
