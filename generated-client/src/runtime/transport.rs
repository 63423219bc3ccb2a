//! How requests get to the server.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::{Request, Response};

use super::{Body, BoxError};

/// A future on the heap.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send + 'static>>;

/// Sends a request and returns the answer as soon as its headers are there.
///
/// The default is [`Reqwest`]; another one serves to record, to replay, to test without a
/// network. It neither follows redirects nor repeats anything: that is done above it, and so are
/// timeouts.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request.
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<Result<Response<Body>, TransportError>>;
}

/// Why a transport has no answer.
#[derive(Debug)]
pub struct TransportError {
    pub(super) kind: TransportErrorKind,
    source: BoxError,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TransportErrorKind {
    Connect,
    Timeout,
    Other,
}

impl TransportError {
    /// There was no connection, so that the server cannot have got the request.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self { kind: TransportErrorKind::Connect, source: source.into() }
    }

    /// The transport's own time limit.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self { kind: TransportErrorKind::Timeout, source: source.into() }
    }

    /// Anything else; the server may have got the request.
    pub fn other(source: impl Into<BoxError>) -> Self {
        Self { kind: TransportErrorKind::Other, source: source.into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(formatter)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.source()
    }
}

/// The default transport: a `reqwest` client. It asks for answers that are compressed by gzip, and
/// gives them decompressed, without the headers that spoke of the compressed bytes.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
}

impl Reqwest {
    /// The transport that a client has by default: a connection has to be there within ten
    /// seconds.
    ///
    /// # Errors
    ///
    /// No TLS backend can be initialized.
    pub fn new() -> Result<Self, BoxError> {
        Self::with_connect_timeout(Duration::from_secs(10))
    }

    /// The same with another time to connect, which includes the handshake of TLS.
    ///
    /// # Errors
    ///
    /// No TLS backend can be initialized.
    pub fn with_connect_timeout(timeout: Duration) -> Result<Self, BoxError> {
        let builder = reqwest::Client::builder().connect_timeout(timeout);
        // Redirects are followed above the transport, where it is known what is secret.
        let client = builder.redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { client })
    }

    /// A transport over a client of one's own: with a proxy, certificates, a connection pool that
    /// is shared. It should not follow redirects itself, so that credentials stay with the
    /// server that they are for.
    pub fn with_client(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<Result<Response<Body>, TransportError>> {
        let client = self.client.clone();
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(into_reqwest));
            let request = request.map_err(from_reqwest)?;
            let mut answer = client.execute(request).await.map_err(from_reqwest)?;
            let mut response = Response::new(Body::default());
            *response.status_mut() = answer.status();
            *response.version_mut() = answer.version();
            std::mem::swap(response.headers_mut(), answer.headers_mut());
            let length = answer.content_length();
            *response.body_mut() = Body::stream(answer.bytes_stream(), length);
            Ok(response)
        })
    }
}

fn into_reqwest(body: Body) -> reqwest::Body {
    match body.as_one_piece() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap_stream(body.into_stream()),
    }
}

/// The URL is not part of the error: it may have credentials.
fn from_reqwest(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    // Where there was no connection in time, there was no connection.
    if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::other(error)
    }
}
