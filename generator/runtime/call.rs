//! A request under construction.

use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use serde::Serialize;

use super::builder::{self, header};
use super::{Body, Client, Encoding, Error, Result, cookies, finite};

/// A request under construction, which every method of an SDK fills in.
///
/// It is also the way to call what the description does not have:
///
/// ```text
/// let answer: Value = Call::new(&client, Method::GET, "/accounts/{account_id}/new-thing")
///     .path("account_id", "0d37909e38d3e99c29fa2cd343ac421a")
///     .query("limit", &10)
///     .json()
///     .await?;
/// ```
///
/// What cannot be encoded is reported when the request is sent.
#[must_use]
#[derive(Clone)]
pub struct Call {
    pub(super) parts: Box<Parts>,
}

/// What a request is made of.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) client: Client,
    pub(super) method: Method,
    /// The path as the description has it.
    pub(super) template: &'static str,
    /// The path with what is filled in so far.
    pub(super) path: String,
    /// Encoded names and values.
    pub(super) query: Vec<(String, String)>,
    /// The whole query; used instead of the pairs.
    pub(super) query_string: Option<String>,
    pub(super) headers: HeaderMap,
    /// Encoded names and values.
    pub(super) cookies: Vec<(String, String)>,
    pub(super) body: Option<Body>,
    pub(super) security: &'static [&'static [usize]],
    pub(super) server: Option<&'static str>,
    pub(super) timeouts: Timeouts,
    pub(super) max_retries: Option<u32>,
    pub(super) idempotent: bool,
    /// The header by which the server recognizes a repeated request, and whether it is made where
    /// the call has none.
    pub(super) idempotency_key: Option<(&'static str, bool)>,
    /// Whether the answer is one of the API's envelopes, which can say that the call failed.
    pub(super) envelope: bool,
    /// A whole URL, used instead of the path and the query.
    pub(super) url: Option<String>,
    /// The first error, as text: a call can be cloned, an error cannot.
    pub(super) error: Option<String>,
}

/// How long a call, one attempt of it, and the server's silence can take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timeouts {
    pub(super) total: Option<Duration>,
    pub(super) attempt: Option<Duration>,
    pub(super) read: Duration,
}

impl Timeouts {
    /// How long the answer is waited for while nothing is sent, unless the whole attempt has a
    /// limit, which can be longer.
    pub(super) fn answer(&self) -> Option<Duration> {
        self.attempt.is_none().then_some(self.read)
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { total: None, attempt: None, read: Duration::from_secs(60) }
    }
}

impl Call {
    /// Begins a request. `path` is the path of the description, with parameters in braces.
    pub fn new(client: &Client, method: Method, path: &'static str) -> Self {
        let inner = client.inner();
        let idempotent =
            !matches!(method, Method::POST | Method::PATCH | Method::CONNECT);
        Self {
            parts: Box::new(Parts {
                client: client.clone(),
                method,
                template: path,
                // What follows a `#` only tells operations of one path apart.
                path: path.split('#').next().unwrap_or(path).to_owned(),
                query: Vec::new(),
                query_string: None,
                headers: HeaderMap::new(),
                cookies: Vec::new(),
                body: None,
                security: inner.api.security,
                server: None,
                timeouts: inner.timeouts,
                max_retries: None,
                idempotent,
                idempotency_key: None,
                envelope: true,
                url: None,
                error: None,
            }),
        }
    }

    /// Begins a request with a method that HTTP itself does not have, such as `QUERY` or `COPY`.
    pub fn extension(client: &Client, method: &'static str, path: &'static str) -> Self {
        match Method::from_bytes(method.as_bytes()) {
            Ok(method) => Self::new(client, method, path),
            Err(error) => {
                let mut call = Self::new(client, Method::GET, path);
                call.parts.fail(&Error::request(format!(
                    "`{method}` is no method of HTTP: {error}"
                )));
                call
            }
        }
    }

    /// Fills in a path parameter.
    pub fn path<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.path_with(name, value, Encoding::SIMPLE)
    }

    /// Fills in a path parameter with an encoding of its own.
    pub fn path_with<T>(mut self, name: &str, value: &T, encoding: Encoding) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json(name, value) {
            Ok(json) => self.parts.fill_in(name, &json, encoding),
            Err(error) => self.parts.fail(&error),
        }
        self
    }

    /// Adds a query parameter: exploded form.
    pub fn query<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.query_with(name, value, Encoding::FORM)
    }

    /// Adds a query parameter with an encoding of its own.
    pub fn query_with<T>(mut self, name: &str, value: &T, encoding: Encoding) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json(name, value) {
            Ok(json) => self.parts.query.extend(encoding.pairs(name, &json)),
            Err(error) => self.parts.fail(&error),
        }
        self
    }

    /// Sets the whole query: the members of an object as exploded form, or text that is encoded
    /// already.
    pub fn query_string<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match json("query", value) {
            Ok(json) => self.parts.set_query_string(&json),
            Err(error) => self.parts.fail(&error),
        }
        self
    }

    /// Sets the whole query: one value of another media type, percent-encoded (OpenAPI 3.2
    /// §4.12.2.1).
    pub fn query_string_with<T>(mut self, value: &T, encoding: Encoding) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json("query", value) {
            Ok(json) => self.parts.query_string = encoding.whole(&json),
            Err(error) => self.parts.fail(&error),
        }
        self
    }

    /// Adds a header.
    pub fn header<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.header_with(name, value, Encoding::SIMPLE)
    }

    /// Adds a header with an encoding of its own.
    pub fn header_with<T>(mut self, name: &str, value: &T, encoding: Encoding) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json(name, value) {
            Ok(json) => {
                if let Some(text) = encoding.header(&json) {
                    self.parts.set_header(name, &text);
                }
            }
            Err(error) => self.parts.fail(&error),
        }
        self
    }

    /// Adds a cookie.
    pub fn cookie<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.cookie_with(name, value, Encoding::FORM)
    }

    /// Adds a cookie with an encoding of its own.
    pub fn cookie_with<T>(mut self, name: &str, value: &T, encoding: Encoding) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json(name, value) {
            Ok(json) => self.parts.add_cookies(encoding.pairs(name, &json), encoding),
            Err(error) => self.parts.fail(&error),
        }
        self
    }

    /// Sends JSON.
    pub fn json_body<T: Serialize + ?Sized>(self, value: &T) -> Self {
        self.json_body_as("application/json", value)
    }

    /// Sends JSON with a media type of its own.
    pub fn json_body_as<T>(mut self, media_type: &'static str, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json("body", value) {
            Ok(json) => self.parts.set_body(media_type, json.into()),
            Err(error) => self.parts.fail(&error),
        }
        self
    }

    /// Sends the members of an object as JSON of this media type, or nothing where there are none.
    pub fn json_members<T>(self, media_type: &'static str, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        let mut call = self.json_body_as(media_type, value);
        let bytes = call.parts.body.as_ref().and_then(Body::as_bytes);
        if bytes.is_some_and(|bytes| bytes.as_ref() == b"{}") {
            call.parts.body = None;
        }
        call
    }

    /// Sends JSON, or nothing where there is no value.
    pub fn optional_json_body<T>(self, value: Option<&T>) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.optional_json_body_as("application/json", value)
    }

    /// Sends JSON with a media type of its own, or nothing where there is no value.
    pub fn optional_json_body_as<T>(
        self,
        media_type: &'static str,
        value: Option<&T>,
    ) -> Self
    where
        T: Serialize + ?Sized,
    {
        match value {
            Some(value) => self.json_body_as(media_type, value),
            None => self,
        }
    }

    /// Sends text, or nothing where there is none.
    pub fn text_body<'t>(
        self,
        media_type: &'static str,
        text: impl Into<Option<&'t str>>,
    ) -> Self {
        self.bytes_body(media_type, text.into().map(|text| Body::from(text.to_owned())))
    }

    /// Sends bytes, or nothing where there are none.
    pub fn bytes_body(
        mut self,
        media_type: &'static str,
        body: impl Into<Option<Body>>,
    ) -> Self {
        if let Some(body) = body.into() {
            self.parts.set_body(media_type, body);
        }
        self
    }

    /// Authenticates by other schemes than the API does elsewhere, see
    /// [`Api::security`](super::Api::security).
    pub fn security(mut self, security: &'static [&'static [usize]]) -> Self {
        self.parts.security = security;
        self
    }

    /// Sends no credentials.
    pub fn no_security(self) -> Self {
        self.security(&[])
    }

    /// Goes to another server than the API's, unless the client was given another base URL than the
    /// API's. One that begins with a slash is at the host of the client's base URL, below what that
    /// has before the API's own path.
    pub fn server(mut self, url: &'static str) -> Self {
        self.parts.server = Some(url);
        self
    }

    /// Says that the answer is not one of the API's envelopes: a status of success is a success,
    /// whatever its members say.
    pub fn no_envelope(mut self) -> Self {
        self.parts.envelope = false;
        self
    }

    /// Says that the server does the same when the request is repeated, so that it can be.
    pub fn idempotent(mut self) -> Self {
        self.parts.idempotent = true;
        self
    }

    /// Says that the server recognizes a repeated request by this header, so that the call can be
    /// repeated where it has it.
    pub fn idempotent_with(mut self, header: &'static str) -> Self {
        self.parts.idempotency_key = Some((header, false));
        self
    }

    /// The same, and gives the call a fresh key unless it has one.
    pub fn idempotency_key(mut self, header: &'static str) -> Self {
        self.parts.idempotency_key = Some((header, true));
        self
    }

    pub(super) fn accept(mut self, media_type: &'static str) -> Self {
        self.parts.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(media_type));
        self
    }
}

impl Parts {
    pub(super) fn fail(&mut self, error: &Error) {
        if self.error.is_none() {
            self.error = Some(error.to_string());
        }
    }

    fn fill_in(&mut self, name: &str, json: &str, encoding: Encoding) {
        let value = encoding.path(name, json);
        let parameter = format!("{{{name}}}");
        if value.is_empty() {
            self.fail(&Error::request(format!("the path parameter `{name}` is empty")));
        } else if !self.path.contains(&parameter) {
            let message =
                format!("the path `{}` has no parameter `{name}`", self.template);
            self.fail(&Error::request(message));
        } else {
            self.path = self.path.replace(&parameter, &value);
            if has_dot_segment(&self.path) {
                let message =
                    format!("the path parameter `{name}` must not be `{value}`");
                self.fail(&Error::request(message));
            }
        }
    }

    fn set_query_string(&mut self, json: &str) {
        self.query_string = match super::json::scalar(json) {
            Some(text) => Some(text.into_owned()),
            None => Some(join(&Encoding::FORM.pairs("", json), "&")),
        };
    }

    fn add_cookies(&mut self, pairs: Vec<(String, String)>, encoding: Encoding) {
        match if encoding.is_encoded() { Ok(pairs) } else { cookies::checked(pairs) } {
            Ok(pairs) => self.cookies.extend(pairs),
            Err(error) => self.fail(&error),
        }
    }

    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => drop(self.headers.insert(name, value)),
            Err(error) => self.fail(&error),
        }
    }

    pub(super) fn set_body(&mut self, media_type: &str, body: Body) {
        self.body = Some(body);
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.set_header(CONTENT_TYPE.as_str(), media_type);
        }
    }

    /// What is called, for error messages.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, self.template)
    }

    /// The URL that the path is appended to: that of the call's own server, unless the client was
    /// given one that is not the API's. A server without a host is where the client's is.
    pub(super) fn base_url(&self) -> Result<String> {
        let inner = self.client.inner();
        match self.server {
            Some(path) if path.starts_with('/') => {
                Ok(beside(&inner.base_url, inner.api.base_url, path))
            }
            Some(server) if inner.is_described_base_url => builder::base_url(server),
            _ => Ok(inner.base_url.clone()),
        }
    }

    /// The path with all parameters filled in.
    pub(super) fn checked_path(&self) -> Result<&str> {
        if let Some(message) = &self.error {
            return Err(Error::request(message.as_str()));
        }
        if let Some((_, rest)) = self.path.split_once('{') {
            let name = rest.split('}').next().unwrap_or(rest);
            return Err(Error::request(format!(
                "the path parameter `{name}` has no value"
            )));
        }
        if self.path.split('/').any(|segment| matches!(segment, "." | "..")) {
            let message =
                format!("the path `{}` has the segment `.` or `..`", self.path);
            return Err(Error::request(message.as_str()));
        }
        Ok(&self.path)
    }

    /// The value of a query parameter, encoded.
    pub(super) fn query_value(&self, name: &str) -> Option<&str> {
        let name = super::percent::encode(name);
        self.query.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// Sets a query parameter to one value.
    pub(super) fn set_query(&mut self, name: &str, value: &str) {
        let name = super::percent::encode(name);
        let value = super::percent::encode(value);
        match self.query.iter_mut().find(|(key, _)| *key == name) {
            Some(pair) => pair.1 = value,
            None => self.query.push((name, value)),
        }
    }
}

/// Whether a path leads to a place above or to where it is.
fn has_dot_segment(path: &str) -> bool {
    path.split('/').any(|segment| matches!(segment, "." | ".."))
}

/// Pairs as text.
pub(super) fn join(pairs: &[(String, String)], separator: &str) -> String {
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join(separator)
}

/// A value as JSON text.
pub(super) fn json<T: Serialize + ?Sized>(name: &str, value: &T) -> Result<String> {
    let json = super::json::to_string(value).map_err(|error| {
        Error::request(format!("cannot encode `{name}`: {error}")).with_source(error)
    })?;
    // Null would be another value, or none at all.
    let no_number = json.contains("null").then(|| finite::find(name, value));
    match no_number.flatten() {
        Some(path) => Err(Error::request(format!("`{path}` is no finite number"))),
        None => Ok(json),
    }
}

/// Values are not shown: they may be secret.
impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Call").field(&self.parts.name()).finish()
    }
}

/// Another path at the host of a base URL, below what that has before the path of the API. Where it
/// does not end in that, as a server for tests, all calls go there.
fn beside(base_url: &str, api: &str, path: &str) -> String {
    let own = match api.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => api,
    };
    match base_url.strip_suffix(own.trim_end_matches('/')) {
        Some(before) => format!("{before}{}", path.trim_end_matches('/')),
        None => base_url.to_owned(),
    }
}
