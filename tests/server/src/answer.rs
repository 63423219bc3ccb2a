//! What is answered.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http_body_util::Full;
use serde_json::Value;

/// What the server does when it has a request.
#[derive(Clone, Debug)]
pub struct Answer {
    kind: Kind,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Kind {
    Response { status: u16, headers: Vec<(String, String)>, body: Bytes },
    HangUp,
    Never,
}

impl Answer {
    /// A status and a body of JSON, written as it stands.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::bytes(status, body.into().into_bytes())
            .header("content-type", "application/json")
    }

    /// A status and a JSON value.
    pub fn value(status: u16, body: &Value) -> Self {
        Self::json(status, body.to_string())
    }

    /// A status and a body of bytes.
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        let kind = Kind::Response { status, headers: Vec::new(), body: body.into() };
        Self { kind, delay: Duration::ZERO }
    }

    /// A status without a body.
    pub fn empty(status: u16) -> Self {
        Self::bytes(status, Bytes::new())
    }

    /// No answer: the connection is closed.
    pub fn hang_up() -> Self {
        Self { kind: Kind::HangUp, delay: Duration::ZERO }
    }

    /// No answer: the connection stays open until the client gives up.
    pub fn never() -> Self {
        Self { kind: Kind::Never, delay: Duration::ZERO }
    }

    /// Adds a header. Nothing else has headers, so there it does nothing.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Kind::Response { headers, .. } = &mut self.kind {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Waits before it answers.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub(crate) async fn into_response(self) -> io::Result<Response<Full<Bytes>>> {
        tokio::time::sleep(self.delay).await;
        match self.kind {
            Kind::Response { status, headers, body } => {
                let mut response = Response::builder().status(status);
                for (name, value) in headers {
                    response = response.header(name, value);
                }
                response.body(Full::new(body)).map_err(io::Error::other)
            }
            Kind::HangUp => Err(io::Error::other("hung up")),
            Kind::Never => std::future::pending().await,
        }
    }
}
