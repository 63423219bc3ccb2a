//! The settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::client::Inner;
use super::client_parameters::{self, Values};
use super::credentials::{Credentials, Secret};
use super::parts::Timeouts;
use super::retry::Retry;
use super::{
    Api, Client, Clock, Error, Reqwest, Result, RetryUnsafe, SystemClock, TokenSource,
    Transport,
};

/// The settings of a [`Client`].
///
/// What is set here wins over the environment, in whatever order the two are named.
#[must_use]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    base_url_from_environment: Option<String>,
    credentials: Credentials,
    environment: Option<Environment>,
    headers: HeaderMap,
    parameters: Values,
    timeouts: Timeouts,
    connect_timeout: Option<Duration>,
    retry: Retry,
    transport: Option<Arc<dyn Transport>>,
    clock: Arc<dyn Clock>,
    error: Option<Error>,
}

/// Where environment variables come from.
type Environment = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

impl ClientBuilder {
    /// Begins with the defaults.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            base_url_from_environment: None,
            credentials: Credentials::default(),
            environment: None,
            headers: HeaderMap::new(),
            parameters: Values::new(),
            timeouts: Timeouts::default(),
            connect_timeout: None,
            retry: Retry::default(),
            transport: None,
            clock: Arc::new(SystemClock),
            error: None,
        }
    }

    pub(super) fn from_inner(inner: Inner) -> Self {
        Self {
            base_url: (!inner.is_described_base_url).then_some(inner.base_url),
            credentials: inner.credentials,
            headers: inner.headers,
            parameters: inner.parameters,
            timeouts: inner.timeouts,
            retry: inner.retry,
            transport: Some(inner.transport),
            clock: inner.clock,
            ..Self::new(inner.api)
        }
    }

    /// Reads what is not set here from the environment: credentials, the base URL, and what calls
    /// take from the client. Values are trimmed, empty ones count as not set.
    pub fn env(self) -> Self {
        self.env_from(|name| std::env::var(name).ok())
    }

    /// Like [`env`](Self::env), with environment variables from elsewhere.
    pub fn env_from(
        mut self,
        variable: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.environment = Some(Box::new(variable));
        self
    }

    /// Sets the credential of the scheme with this index in the API's description.
    pub fn credential(mut self, index: usize, value: impl Into<String>) -> Self {
        self.credentials.set(index, Secret::Text(value.into()));
        self
    }

    /// Sets user name and password of the scheme with this index in the API's description.
    pub fn credential_pair(
        mut self,
        index: usize,
        user: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        self.credentials.set(index, Secret::Pair(user.into(), password.into()));
        self
    }

    /// Sets where the token of the scheme with this index in the API's description comes from: one
    /// that is sent as `Authorization: Bearer …`.
    pub fn credential_source(mut self, index: usize, source: impl TokenSource) -> Self {
        self.credentials.set(index, Secret::Source(Arc::new(source)));
        self
    }

    /// Sets the parameter with this index in the API's description, for all calls that take it. A
    /// call's own goes before it.
    pub fn parameter(mut self, index: usize, value: impl Into<String>) -> Self {
        *client_parameters::slot(&mut self.parameters, index) = Some(value.into());
        self
    }

    /// The same with a value that becomes text, a number or a flag.
    pub fn typed_parameter<T>(mut self, index: usize, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        match client_parameters::text(self.api, index, value) {
            Ok(text) => {
                *client_parameters::slot(&mut self.parameters, index) = Some(text);
            }
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Sets the URL that the paths of all operations are appended to. It has no user name and
    /// password in it.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sets how long a call can take at most, with all its attempts and the delays between them.
    /// There is no limit by default.
    ///
    /// It holds until the answer is read. Where the answer is given as it arrives, by `raw()` or
    /// as a stream, it holds until the answer begins; from then on
    /// [`read_timeout`](Self::read_timeout) counts. Pages are a call each.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.total = Some(timeout);
        self
    }

    /// Sets how long one attempt of a call can take at most. There is no limit by default, so
    /// that large files have the time that they need; the server must not be silent, though, see
    /// [`read_timeout`](Self::read_timeout).
    ///
    /// It holds as long as [`timeout`](Self::timeout) does.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = Some(timeout);
        self
    }

    /// Sets how long nothing may arrive from the server; 60 seconds by default.
    ///
    /// That is how long the answer is waited for, unless
    /// [`attempt_timeout`](Self::attempt_timeout) says so: as long as a body is being sent, the
    /// time begins anew with every part of it. It is also how long each part of the answer's body
    /// is waited for, in every kind of call: of a stream of events, that is the longest pause
    /// between two of them or the comments that keep the connection alive.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = timeout;
        self
    }

    /// Sets how long it can take until there is a connection, with the handshake of TLS; ten
    /// seconds by default.
    ///
    /// It is for the transport that the client brings. Another one, or that of the client which
    /// the builder was made from, has its own: then it is an error.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets how often a call is repeated at most; twice by default.
    ///
    /// Calls are repeated after connection errors, timeouts, and the statuses 408, 409, 429 and
    /// from 500 on, unless the server says otherwise with `x-should-retry`. The delay is the one
    /// that the server asks for (`retry-after-ms`, `retry-after`), or else half a second, doubled
    /// with every retry up to eight seconds, less up to a quarter by chance.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.retry.max_retries = max_retries;
        self
    }

    /// Sets how long to wait at most before a call is repeated, whatever the server asks for; 60
    /// seconds by default.
    pub fn max_retry_delay(mut self, delay: Duration) -> Self {
        self.retry.max_delay = delay;
        self
    }

    /// Sets whether calls are repeated whose method is not idempotent (POST, PATCH). By default
    /// they are where the server cannot have acted on them.
    pub fn retry_unsafe(mut self, retry_unsafe: RetryUnsafe) -> Self {
        self.retry.retry_unsafe = retry_unsafe;
        self
    }

    /// Sets a header that every request has. A call's own header of this name wins over it.
    pub fn default_header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => drop(self.headers.insert(name, value)),
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Sets how requests get to the server.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the `reqwest` client that sends requests. It should not follow redirects itself, and
    /// its own timeouts hold besides those of this builder.
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(Reqwest::with_client(client))
    }

    /// Sets what time it is. For tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Creates the client.
    ///
    /// Credentials are not asked for here: a call that needs some says so.
    ///
    /// # Errors
    ///
    /// There is no base URL, it is no HTTP URL or has a password in it, a variable of it has no
    /// value, a default header has characters that it cannot have, or no TLS backend can be
    /// initialized.
    pub fn build(mut self) -> Result<Client> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if let Some(variable) = &self.environment {
            self.credentials.read(self.api, variable.as_ref());
            client_parameters::read(
                &mut self.parameters,
                &self.headers,
                self.api,
                variable.as_ref(),
            );
            self.base_url_from_environment = variable(self.api.base_url_variable)
                .map(|url| url.trim().to_owned())
                .filter(|url| !url.is_empty());
        }
        let chosen = self.base_url.or(self.base_url_from_environment);
        let is_chosen = chosen.is_some();
        let url = match chosen {
            Some(url) => url,
            None => described(self.api, &self.parameters)?,
        };
        let base_url = base_url(&url)?;
        let is_described_base_url =
            !is_chosen || self.api.base_url.trim_end_matches('/') == base_url;
        let transport = transport(self.transport, self.connect_timeout)?;
        Ok(Client::from_inner(Inner {
            api: self.api,
            base_url,
            is_described_base_url,
            credentials: self.credentials,
            headers: self.headers,
            parameters: self.parameters,
            timeouts: self.timeouts,
            retry: self.retry,
            transport,
            clock: self.clock,
        }))
    }
}

/// The transport that was given, or the one that a client has by default.
fn transport(
    given: Option<Arc<dyn Transport>>,
    connect_timeout: Option<Duration>,
) -> Result<Arc<dyn Transport>> {
    let made = match (given, connect_timeout) {
        (Some(transport), None) => return Ok(transport),
        (Some(_), Some(_)) => {
            let message = "the transport that was given has its own time to connect: \
                           `connect_timeout` cannot change it";
            return Err(Error::request(message));
        }
        (None, Some(timeout)) => Reqwest::with_connect_timeout(timeout),
        (None, None) => Reqwest::new(),
    };
    let transport = made.map_err(|error| {
        Error::request("cannot create the HTTP client").with_source(error)
    })?;
    Ok(Arc::new(transport))
}

/// The URL of the description, with the values of its variables.
fn described(api: &Api, values: &[Option<String>]) -> Result<String> {
    let url = client_parameters::server(api, api.base_url, values)?;
    if url.contains("://") { Ok(url) } else { Err(no_server(api)) }
}

/// What to do where the description does not say where the API is.
fn no_server(api: &Api) -> Error {
    let path = match api.base_url {
        "" => String::new(),
        path => format!("; it ends with `{path}`"),
    };
    Error::request(format!(
        "the API's description names no host: set the base URL by `ClientBuilder::base_url` or \
         by `{}` in the environment{path}",
        api.base_url_variable
    ))
}

/// A base URL without the slash at its end.
pub(super) fn base_url(text: &str) -> Result<String> {
    let wrong =
        |why: &str| Error::request(format!("the base URL `{}` {why}", shown(text)));
    let url = reqwest::Url::parse(text)
        .map_err(|error| wrong("cannot be read").with_source(error))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(wrong("is not an HTTP URL"));
    }
    if has_user(&url) {
        return Err(wrong(
            "has a user name or password in it: set them as credentials, or by \
             `ClientBuilder::default_header`",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("has a query or fragment"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn has_user(url: &reqwest::Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// A URL without what can be secret in it: user name, password, query.
fn shown(text: &str) -> String {
    let is_harmless =
        reqwest::Url::parse(text).is_ok_and(|url| url.has_host() && !has_user(&url));
    let text = match text.rsplit_once('@') {
        Some((before, after)) if !is_harmless => {
            let (scheme, _) = before.split_at(before.find("://").map_or(0, |at| at + 3));
            format!("{scheme}…@{after}")
        }
        _ => text.to_owned(),
    };
    match text.split_once(['?', '#']) {
        Some((url, _)) => format!("{url}?…"),
        None => text,
    }
}

/// A header with a value of any text.
pub(super) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue)> {
    let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|error| {
        Error::request(format!("`{name}` is not the name of a header"))
            .with_source(error)
    })?;
    let value = HeaderValue::from_bytes(value.trim().as_bytes()).map_err(|error| {
        let message =
            format!("the value of the header `{name}` has characters it cannot have");
        Error::request(message).with_source(error)
    })?;
    Ok((parsed, value))
}

/// Credentials and headers are not shown.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("ClientBuilder");
        let base_url = self.base_url.as_deref().map(shown);
        debug.field("api", &self.api.title).field("base_url", &base_url);
        debug.field("timeouts", &self.timeouts).field("retry", &self.retry);
        debug.finish_non_exhaustive()
    }
}
