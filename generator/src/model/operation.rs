//! Operations: parameters and request bodies.

use serde_json::Value;

use super::{
    Constraints, Docs, Link, Pagination, Response, SecurityRequirement, Server, Success,
    TypeName, TypeRef, Types, Webhook,
};
use crate::source::Pointer;

/// The index of an operation in [`Api::operations`](super::Api::operations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationIndex(pub usize);

/// One HTTP method on one path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`, as written.
    pub id: Option<String>,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template as written, such as `/pets/{id}`. It begins with `/`.
    pub path: String,
    /// Tags, as written.
    pub tags: Vec<String>,
    /// The resource it belongs to, as snake case names from the root down, and the name of its
    /// method in snake case: `["ai_gateway", "logs"]` and `get`.
    /// Chosen by `passes::group_resources`.
    pub resource: Vec<String>,
    /// See `resource`.
    pub name: String,
    /// For people.
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Permissions of callers (`x-permissions` and the like); whether one is enough is not said.
    pub permissions: Vec<String>,
    /// Parameters of the operation and of its path item: path parameters first, in the order of
    /// the path, then the others in the description's order.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<RequestBody>,
    /// What is answered, in the description's order.
    pub responses: Vec<Response>,
    /// What a successful call gives. Chosen by `passes::choose_success`.
    pub success: Success,
    /// The place of the content that `success` was made of; with bodies that differ with the
    /// status, of the first that is JSON. Chosen by `passes::choose_success`.
    pub chosen_answer: Option<Pointer>,
    /// Whether only what is asked for tells it from another method of the same operation. Said by
    /// `passes::split_media_types`.
    pub told_by_accept: bool,
    /// How its list goes on. Chosen by `passes::infer_pagination`.
    pub pagination: Option<Pagination>,
    /// The header by which the server recognizes a repeated request.
    /// Chosen by `passes::find_idempotency_keys`.
    pub idempotency_key: Option<IdempotencyKey>,
    /// What authenticates it: one of these; empty when nothing is needed.
    pub security: Vec<SecurityRequirement>,
    /// Servers of its own; empty when the API's hold.
    pub servers: Vec<Server>,
    /// Links of its responses: where values of the answer can be used.
    pub links: Vec<Link>,
    /// What the API sends back later.
    pub callbacks: Vec<Webhook>,
    /// Vendor extensions (`x-…`) of the operation.
    pub extensions: Vec<(String, Value)>,
    /// The place it came from.
    pub origin: Pointer,
}

impl Operation {
    /// `GET /pets/{id}`.
    pub fn http_line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The responses for success that can have a body.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        let responses = self.responses.iter();
        responses.filter(|one| self.is_for_success(one) && !one.has_no_body())
    }

    /// Whether a response is for success: its status says so, or it is `default` and nothing else
    /// is.
    pub fn is_for_success(&self, response: &Response) -> bool {
        response.status.is_success()
            || response.contents.iter().any(|content| self.is_chosen(content))
    }

    /// The content that a successful call gives.
    pub fn chosen_content(&self) -> Option<&Content> {
        let mut contents = self.successes().flat_map(|response| &response.contents);
        contents.find(|content| self.is_chosen(content))
    }

    fn is_chosen(&self, content: &Content) -> bool {
        self.chosen_answer.as_ref() == Some(&content.origin)
    }

    /// The type of the answer to a successful call that callers meet, if the description has it.
    /// Of pages they meet the items, but not the object around these when it has no name.
    pub fn answer(&self, types: &Types) -> Option<TypeRef> {
        let schema = match &self.success {
            Success::Json { schema, .. } => *schema,
            Success::EventStream { schema, .. } | Success::JsonLines { schema, .. } => {
                (*schema)?
            }
            Success::Empty
            | Success::Text { .. }
            | Success::Binary { .. }
            | Success::ByStatus { .. } => {
                return None;
            }
        };
        let is_named = matches!(types[schema.id].name, TypeName::Schema(_));
        (self.pagination.is_none() || is_named).then_some(schema)
    }

    /// Whether some answer for success has no body.
    pub fn has_empty_success(&self) -> bool {
        let mut answers = self.responses.iter().filter(|one| one.status.is_success());
        answers.any(|answer| answer.contents.is_empty() || answer.has_no_body())
    }
}

/// The header by which a server recognizes a repeated request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Its name.
    pub header: String,
    /// Whether a fresh key is made where none is given: a UUID is one, as far as the description
    /// tells.
    pub is_made: bool,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query string (OpenAPI 3.2 `querystring`).
    QueryString,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Location {
    /// The place of what is sent here by a name: what has an equal one is sent as the same. Names of
    /// headers have no case.
    pub fn place(self, name: &str) -> (Self, String) {
        match self {
            Self::Header => (self, name.to_ascii_lowercase()),
            _ => (self, name.to_owned()),
        }
    }

    /// What is sent here, for people.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Path => "path parameter",
            Self::Query => "query parameter",
            Self::QueryString => "query string",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter's value becomes text (OpenAPI 3.0 §4.7.12.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` (path), `x=a&x=b` (query, exploded).
    Form,
    /// `a,b`: path and header.
    Simple,
    /// `a/b`: what stands for several segments of a path.
    Segments,
    /// `.a.b`.
    Label,
    /// `;x=a;x=b`.
    Matrix,
    /// `x=a%20b`.
    SpaceDelimited,
    /// `x=a|b`.
    PipeDelimited,
    /// `x=a\tb` (Swagger 2.0 `tsv`).
    TabDelimited,
    /// `x=a; x=b`, not percent-encoded (OpenAPI 3.2).
    Cookie,
    /// `x[a]=1`.
    DeepObject,
    /// `x.a=1`, arrays repeat: not of the specification, wanted by configuration.
    Dots,
    /// `x[]=a&x[]=b`: not of the specification, common all the same.
    Brackets,
    /// The value serialized as this media type (`content`).
    Content(String),
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// What the configuration calls the argument or the field instead.
    pub rename: Option<String>,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be given. Always true in the path.
    pub required: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Whether the specification says that a parameter of this name is to be ignored.
    pub is_reserved: bool,
    /// Whether a vendor extension says that the client has it for all calls, or that it has not.
    pub of_client: Option<bool>,
    /// What its value is.
    pub schema: TypeRef,
    /// How its value becomes text.
    pub style: Style,
    /// Whether arrays and objects become one pair each member.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// For the members of a form: `encoding`.
    pub encoding: Vec<(String, Encoding)>,
    /// Whether it is an argument of the method, a field of the operation's parameters, or neither.
    /// Chosen by `passes::arrange_arguments`.
    pub placement: Placement,
    /// The only value that it can have, where it is a scalar.
    pub constant: Option<Value>,
    /// Bounds, default and examples of its own, before those of its type.
    pub constraints: Constraints,
    /// For people.
    pub docs: Docs,
    /// The place it came from.
    pub origin: Pointer,
}

impl Parameter {
    /// Whether the SDK fills it in: it has to be there, and there is one value.
    pub fn is_filled_in(&self) -> bool {
        self.required && self.constant.is_some()
    }

    /// Where it is sent, see [`Location::place`].
    pub fn place(&self) -> (Location, String) {
        self.location.place(&self.name)
    }

    /// Whether it is the header `Authorization`.
    pub fn is_authorization(&self) -> bool {
        self.place() == authorization()
    }

    /// What the argument or the field is called, before it takes Rust's case.
    pub fn called(&self) -> &str {
        self.rename.as_deref().unwrap_or(&self.name)
    }
}

/// The place of the header `Authorization`.
pub(super) fn authorization() -> (Location, String) {
    Location::Header.place("authorization")
}

/// Where the caller gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// An argument of the method.
    Argument,
    /// A field of the operation's parameters, such as `LogListParams`.
    Params,
    /// Nowhere: there is only one value.
    Fixed,
    /// At the client, for all calls.
    Client,
}

impl Placement {
    /// Whether each call has the value.
    pub fn is_of_call(self) -> bool {
        matches!(self, Self::Argument | Self::Params)
    }
}

/// What an operation sends.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Whether it must be sent.
    pub required: bool,
    /// Whether the description says so or the opposite; where it says nothing, `required` is the
    /// specification's default.
    pub required_is_said: bool,
    /// For people.
    pub docs: Docs,
    /// One for each media type, in the description's order.
    pub contents: Vec<Content>,
    /// The content that the method sends: an index into `contents`; others have methods of their
    /// own or are reported. Chosen by `passes::arrange_arguments`.
    pub chosen: usize,
    /// Whether the members of the body are fields of the operation's parameters
    /// ([`Placement::Params`]) or the body is an argument of its own.
    /// Chosen by `passes::arrange_arguments`.
    pub placement: Placement,
    /// A member of the JSON that says whether the answer is a stream, and what this method sets
    /// it to: a flag or a text. Chosen by `passes::split_media_types`.
    pub flag: Option<(String, Value)>,
    /// The place it came from.
    pub origin: Pointer,
}

/// One representation of a body.
#[derive(Clone, Debug)]
pub struct Content {
    /// The media type as written, such as `application/json; charset=utf-8`.
    pub media_type: String,
    /// What it is for us.
    pub kind: ContentKind,
    /// Its type; for [`ContentKind::Binary`], [`ContentKind::Text`] the type is a plain string.
    pub schema: Option<TypeRef>,
    /// For the members of a form: `encoding`.
    pub encoding: Vec<(String, Encoding)>,
    /// Examples, without their names.
    pub examples: Vec<Value>,
    /// The place it came from.
    pub origin: Pointer,
}

impl Content {
    /// Whether it is JSON itself, and no format that is made of it.
    pub fn is_plain_json(&self) -> bool {
        essence(&self.media_type) == "application/json"
    }
}

/// A media type without its parameters, in lower case (RFC 9110 §8.3.1).
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// What a media type is for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// `application/json`, `…+json`, `text/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and other `multipart/*`.
    Multipart,
    /// `text/event-stream`.
    EventStream,
    /// `application/jsonl`, `application/x-ndjson`, `application/json-seq`.
    JsonLines,
    /// `text/*`, XML: a string.
    Text,
    /// Anything else: bytes.
    Binary,
}

impl ContentKind {
    /// Whether an answer of this kind is given as its bytes: forms are for who reads them.
    pub fn is_bytes(self) -> bool {
        matches!(self, Self::Binary | Self::Form | Self::Multipart)
    }
}

/// How a member of a form is written (OpenAPI 3.0 §4.7.15).
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<String>,
    /// `style`, for URL-encoded forms.
    pub style: Option<Style>,
    /// `explode`, for URL-encoded forms.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// The names of `headers`.
    pub headers: Vec<String>,
}
