//! A request under construction.

use std::fmt;

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, Method};
use serde::Serialize;

use super::parts::Parts;
use super::{Body, Client, Encoding, Error, Result, charset, finite};

/// A request under construction, which every method of an SDK fills in.
///
/// It is also the way to call what the description does not have:
///
/// ```text
/// let answer: Value = Call::new(&client, Method::GET, "/new-things/{id}")
///     .path("id", "42")
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

/// Whether the server does the same when a request with this method is repeated (RFC 9110 §9.2.2). Of
/// methods that HTTP itself does not have, the usual ones count that are registered so (RFC 9110 §16.1.1).
fn is_idempotent(method: &Method) -> bool {
    const EXTENSIONS: [&str; 10] = [
        "COPY",
        "LINK",
        "MKCOL",
        "MOVE",
        "PROPFIND",
        "PROPPATCH",
        "QUERY",
        "REPORT",
        "SEARCH",
        "UNLINK",
    ];
    matches!(
        *method,
        Method::GET
            | Method::HEAD
            | Method::OPTIONS
            | Method::TRACE
            | Method::PUT
            | Method::DELETE
    ) || EXTENSIONS.contains(&method.as_str())
}

impl Call {
    /// Begins a request. `path` is the path of the description, with parameters in braces.
    pub fn new(client: &Client, method: Method, path: &'static str) -> Self {
        let inner = client.inner();
        let idempotent = is_idempotent(&method);
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
                from_client: Vec::new(),
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

    /// Sends text, or nothing where there is none. It is UTF-8 unless the media type names Latin-1
    /// and that has all its characters.
    pub fn text_body<'t>(
        mut self,
        media_type: &'static str,
        text: impl Into<Option<&'t str>>,
    ) -> Self {
        if let Some(text) = text.into() {
            let (media_type, body) = charset::written(media_type, text);
            self.parts.set_body(&media_type, body);
        }
        self
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
