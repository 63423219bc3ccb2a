//! The error of every call.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::silence::Silence;
use super::transport::TransportErrorKind;
use super::{ApiError, BoxError, TransportError, api_error, charset, json_path};

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed.
///
/// What it is about is asked with predicates, such as [`is_not_found`](Self::is_not_found) or
/// [`is_timeout`](Self::is_timeout). What the server answered is kept: its
/// [`status`](Self::status), its [`headers`](Self::headers), its [`body`](Self::body), and the
/// errors that the API lists there ([`api_errors`](Self::api_errors)). The error type of an
/// operation is read from the body with [`decode`](Self::decode). With `call` for any call of the
/// API:
///
/// ```text
/// match call.await {
///     Ok(answer) => println!("{answer:?}"),
///     Err(error) if error.is_not_found() => println!("there is no such thing"),
///     Err(error) => return Err(error.into()),
/// }
/// ```
#[derive(Clone)]
pub struct Error(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    kind: Kind,
    /// What was called, such as `GET /pets/{id}`.
    call: String,
    message: String,
    source: Option<Arc<dyn StdError + Send + Sync>>,
    answer: Option<Answer>,
    api_errors: Vec<ApiError>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Request,
    Credentials,
    Connect,
    Timeout,
    Transport,
    Status,
    Failure,
    Decode,
}

/// An answer that was read to its end.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Error {
    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            kind,
            call: String::new(),
            message: message.into(),
            source: None,
            answer: None,
            api_errors: Vec::new(),
        }))
    }

    /// What can be changed as long as nobody else has it.
    fn inner(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }

    /// The request cannot be built or sent as asked.
    pub fn request(message: impl Into<String>) -> Self {
        Self::new(Kind::Request, message)
    }

    pub(super) fn credentials(message: String) -> Self {
        Self::new(Kind::Credentials, message)
    }

    pub(super) fn timeout(message: String) -> Self {
        Self::new(Kind::Timeout, message)
    }

    pub(super) fn transport(error: TransportError) -> Self {
        let (kind, message) = match error.kind {
            TransportErrorKind::Connect => (Kind::Connect, "cannot connect"),
            TransportErrorKind::Timeout => (Kind::Timeout, "the transport timed out"),
            TransportErrorKind::Other => (Kind::Transport, "the exchange broke off"),
        };
        Self::new(kind, message).with_source(error)
    }

    pub(super) fn broken_off(error: BoxError) -> Self {
        if let Some(silence) = error.downcast_ref::<Silence>() {
            return Self::timeout(silence.to_string());
        }
        let timed_out = error.downcast_ref().is_some_and(reqwest::Error::is_timeout);
        if timed_out {
            return Self::transport(TransportError::timeout(error));
        }
        Self::new(Kind::Transport, "the answer broke off").with_source(error)
    }

    pub(super) fn status_error(answer: Answer, api_errors: Vec<ApiError>) -> Self {
        let status = answer.status.to_string();
        let text = charset::text(&answer.headers, &answer.body).ok();
        let said = text.filter(|_| api_errors.is_empty());
        let said = said.and_then(|text| api_error::said(&text));
        let message = match said.filter(|said| !status.contains(said.as_str())) {
            Some(said) => format!("{status}: {said}"),
            None => status,
        };
        let mut error = Self::new(Kind::Status, message);
        error.inner().api_errors = api_errors;
        error.with_answer(answer)
    }

    pub(super) fn failure(answer: Answer, api_errors: Vec<ApiError>) -> Self {
        let message = format!("the API reports a failure with status {}", answer.status);
        let mut error = Self::new(Kind::Failure, message);
        error.inner().api_errors = api_errors;
        error.with_answer(answer)
    }

    /// A value is not of its type. `at` leads to it, `json` is its text.
    pub(super) fn decode_error(
        at: &[&str],
        json: &str,
        error: serde_json::Error,
    ) -> Self {
        Self::decode_error_in("the answer", at, json, error)
    }

    /// The same for a value in a part of the answer.
    pub(super) fn decode_error_in(
        part: &str,
        at: &[&str],
        json: &str,
        error: serde_json::Error,
    ) -> Self {
        let mut path = json_path::of_error(at, json, &error);
        let text = error.to_string();
        // The path says it better than the line and column at the end of the text.
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
        let (inside, text) = json_path::split(text);
        json_path::extend(&mut path, inside);
        let message = match path.as_str() {
            "" => format!("cannot decode {part}: {text}"),
            path => format!("cannot decode `{path}` of {part}: {text}"),
        };
        Self::new(Kind::Decode, message).with_source(error)
    }

    /// There is nothing to decode.
    pub(super) fn empty_body() -> Self {
        Self::undecodable("the answer should have a body, and it is empty")
    }

    pub(super) fn undecodable(message: impl Into<String>) -> Self {
        Self::new(Kind::Decode, message)
    }

    /// Adds to the message.
    pub(super) fn with_reason(mut self, reason: &str) -> Self {
        let message = &mut self.inner().message;
        *message = format!("{message}: {reason}");
        self
    }

    pub(super) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.inner().source = Some(Arc::from(source.into()));
        self
    }

    /// A value is not of its type: what was read with the error, or the errors of the API that
    /// stand in its place.
    pub(super) fn in_answer(self, answer: Answer) -> Self {
        match api_error::instead(&answer.body) {
            Some(errors) => Self::failure(answer, errors).with_source(self),
            None => self.with_answer(answer),
        }
    }

    pub(super) fn with_answer(mut self, answer: Answer) -> Self {
        self.inner().answer = Some(answer);
        self
    }

    pub(super) fn with_call(mut self, call: &str) -> Self {
        if self.0.call.is_empty() {
            call.clone_into(&mut self.inner().call);
        }
        self
    }

    /// The server did not answer in time, or its answer did not go on.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == Kind::Timeout
    }

    /// There was no connection: the server did not get the request.
    pub fn is_connect(&self) -> bool {
        self.0.kind == Kind::Connect
    }

    /// There is no complete answer: no connection, a timeout, a connection that broke off.
    pub fn is_interrupted(&self) -> bool {
        matches!(self.0.kind, Kind::Connect | Kind::Timeout | Kind::Transport)
    }

    /// The request was not sent because it cannot be built: a path parameter is empty, a header
    /// has characters that it cannot have.
    pub fn is_request(&self) -> bool {
        self.0.kind == Kind::Request
    }

    /// The request was not sent because no credentials that the operation accepts are complete, or
    /// because there is no token: the [`source`](StdError::source) says why, and is an [`Error`]
    /// where the server was asked for one.
    pub fn is_credentials(&self) -> bool {
        self.0.kind == Kind::Credentials
    }

    /// The answer is not what the description says.
    pub fn is_decode(&self) -> bool {
        self.0.kind == Kind::Decode
    }

    /// The server answered with a status that is no success.
    pub fn is_status(&self) -> bool {
        self.0.kind == Kind::Status
    }

    /// The server answered with a status of success, but the answer says that it failed.
    pub fn is_failure(&self) -> bool {
        self.0.kind == Kind::Failure
    }

    /// The server answered with status 400.
    pub fn is_bad_request(&self) -> bool {
        self.has_status(400)
    }

    /// The server answered with status 401: the credentials are not right.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(401)
    }

    /// The server answered with status 403: the credentials do not allow this.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(403)
    }

    /// The server answered with status 404.
    pub fn is_not_found(&self) -> bool {
        self.has_status(404)
    }

    /// The server answered with status 409.
    pub fn is_conflict(&self) -> bool {
        self.has_status(409)
    }

    /// The server answered with status 422: it does not accept the values.
    pub fn is_unprocessable(&self) -> bool {
        self.has_status(422)
    }

    /// The server answered with status 429: too many requests.
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(429)
    }

    /// The server answered with a status from 400 to 499.
    pub fn is_client_error(&self) -> bool {
        self.is_status() && self.status().is_some_and(|status| status.is_client_error())
    }

    /// The server answered with a status from 500 on.
    pub fn is_server_error(&self) -> bool {
        self.is_status() && self.status().is_some_and(|status| status.is_server_error())
    }

    fn has_status(&self, status: u16) -> bool {
        self.is_status() && self.status().is_some_and(|answered| answered == status)
    }

    /// The status of the answer, if there is one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer, if there is one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of the answer, if there is one.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.answer.as_ref().map(|answer| &answer.body)
    }

    /// The body of the answer as text; `None` when there is no answer, or its body is no text.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        let answer = self.0.answer.as_ref()?;
        charset::text(&answer.headers, &answer.body).ok()
    }

    /// The id that the server gave the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// The errors that the API lists in its answer; none when it lists none.
    pub fn api_errors(&self) -> &[ApiError] {
        &self.0.api_errors
    }

    /// The answer as the error type of an operation; `None` when there is no answer, the
    /// description does not say what it looks like for this status, or its media type is none that
    /// it could be read from, as that of a page of a proxy: [`text`](Self::text) has it then.
    ///
    /// The type has a variant for each status that is declared; where all have the same body, its
    /// `into_body` gives that whatever the status was. With `PetGetError` for the type that the
    /// docs of a method name:
    ///
    /// ```text
    /// match error.decode::<PetGetError>() {
    ///     Some(Ok(PetGetError::NotFound(body))) => println!("{}", body.message),
    ///     Some(Ok(other)) => println!("{}", other.into_body().message),
    ///     Some(Err(_)) | None => println!("{error}"),
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// The answer is not what the description says.
    pub fn decode<E: TypedError>(&self) -> Option<Result<E>> {
        let answer = self.0.answer.as_ref().filter(|_| !self.is_decode())?;
        let text = charset::text(&answer.headers, &answer.body);
        let body = text.as_ref().map_or(&answer.body[..], |text| text.as_bytes());
        match E::decode(answer.status.as_u16(), body)? {
            // Bytes that are no text can look like some.
            Ok(_) if text.is_err() => None,
            Err(_) if !may_be_json(answer) => None,
            decoded => Some(decoded.map_err(|error| {
                error.with_answer(answer.clone()).with_call(&self.0.call)
            })),
        }
    }
}

/// The errors that an operation declares, chosen by status.
pub trait TypedError: Sized {
    /// Reads the body of an answer with this status; `None` when nothing is declared for it.
    ///
    /// # Errors
    ///
    /// The body is not what is declared.
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self>>;
}

/// Reads JSON; the error names the place that is wrong.
///
/// # Errors
///
/// The text is empty, not JSON, or not of this type.
pub fn decode<T: DeserializeOwned>(json: &[u8]) -> Result<T> {
    let text = text_of(json)?;
    if text.trim_ascii().is_empty() {
        return Err(Error::empty_body());
    }
    serde_json::from_str(text).map_err(|error| Error::decode_error(&[], text, error))
}

/// Whether an answer says that it is JSON, or is JSON and says nothing.
fn may_be_json(answer: &Answer) -> bool {
    let media_type = answer.headers.get(CONTENT_TYPE);
    match media_type.and_then(|value| value.to_str().ok()) {
        Some(media_type) => media_type.to_ascii_lowercase().contains("json"),
        None => serde_json::from_slice::<IgnoredAny>(&answer.body).is_ok(),
    }
}

/// The text of a body, without the mark that some servers put in front.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::undecodable("the body is not UTF-8 text").with_source(error)
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The id that a server gave a request, for its support.
pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let names =
        ["x-request-id", "request-id", "x-amzn-requestid", "x-ms-request-id", "cf-ray"];
    names.iter().find_map(|name| headers.get(*name)?.to_str().ok())
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.call.is_empty() {
            write!(formatter, "{}: ", self.0.call)?;
        }
        formatter.write_str(&self.0.message)?;
        let status = self.status();
        let is_said = |code: &str| status.is_some_and(|said| said.as_str() == code);
        let errors = self.0.api_errors.iter().map(|error| match is_said(error.code()) {
            true => error.message().to_owned(),
            false => error.to_string(),
        });
        let errors = errors.filter(|text| !text.is_empty());
        for (index, error) in errors.enumerate() {
            write!(formatter, "{}{error}", if index == 0 { ": " } else { ", " })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Error");
        debug.field("kind", &self.0.kind).field("message", &self.to_string());
        if let Some(answer) = &self.0.answer {
            debug.field("status", &answer.status.as_u16());
            debug.field("body", &String::from_utf8_lossy(&answer.body));
        }
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
