//! Requests that are ready to be sent, and what comes back.

use std::borrow::Cow;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::error::{Answer, request_id};
use super::received::Received;
use super::{Body, BoxFuture, Call, Error, Integers, Result, decode, integers, send};

/// A request that is ready to be sent; `.await` sends it and gives the decoded answer.
///
/// With `call` for any call of the API:
///
/// ```text
/// let answer = call
///     .timeout(Duration::from_secs(20))
///     .max_retries(5)
///     .await?;
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Request<T> {
    pub(super) call: Call,
    pub(super) at: &'static [&'static str],
    pub(super) decode: Decode<T>,
}

/// The method and the path of the description. Values are not shown: they may be secret.
impl<T> std::fmt::Debug for Request<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Request").field(&self.call.parts.name()).finish()
    }
}

/// Turns an answer into a value.
pub(super) type Decode<T> = fn(&Received) -> Result<T>;

impl Call {
    /// The answer is JSON.
    pub fn json<T: DeserializeOwned + 'static>(self) -> Request<T> {
        self.json_as("application/json", &[])
    }

    /// The answer is JSON, and the value is where these keys lead to. A missing value is null.
    pub fn json_at<T: DeserializeOwned + 'static>(
        self,
        at: &'static [&'static str],
    ) -> Request<T> {
        self.json_as("application/json", at)
    }

    /// The answer is JSON of another media type.
    pub fn json_as<T: DeserializeOwned + 'static>(
        self,
        accept: &'static str,
        at: &'static [&'static str],
    ) -> Request<T> {
        Request { call: self.accept(accept), at, decode: decode_json }
    }

    /// The answer is JSON of whole numbers, however they are written.
    pub fn json_integers<T: Integers>(
        self,
        accept: &'static str,
        at: &'static [&'static str],
    ) -> Request<T> {
        Request { call: self.accept(accept), at, decode: decode_integers }
    }

    /// The answer is text.
    pub fn text(self, accept: &'static str) -> Request<String> {
        Request { call: self.accept(accept), at: &[], decode: Received::to_text }
    }

    /// The answer is text; `None` where it has no body.
    pub fn optional_text(self, accept: &'static str) -> Request<Option<String>> {
        let decode = |received: &Received| received.or_none(Received::to_text);
        Request { call: self.accept(accept), at: &[], decode }
    }

    /// The answer is bytes. To read them piece by piece, see [`Request::raw`].
    pub fn bytes(self, accept: &'static str) -> Request<Bytes> {
        Request { call: self.accept(accept), at: &[], decode: Received::to_bytes }
    }

    /// The answer is bytes; `None` where it has no body.
    pub fn optional_bytes(self, accept: &'static str) -> Request<Option<Bytes>> {
        let decode = |received: &Received| received.or_none(Received::to_bytes);
        Request { call: self.accept(accept), at: &[], decode }
    }

    /// The answer has no body that matters.
    pub fn empty(self) -> Request<()> {
        Request { call: self.accept("*/*"), at: &[], decode: Received::to_nothing }
    }
}

pub(super) fn decode_json<T: DeserializeOwned + 'static>(
    received: &Received,
) -> Result<T> {
    let json = received.json()?;
    serde_json::from_str(json).or_else(|error| {
        let of_null = received.of_null(T::deserialize);
        of_null
            .or_else(|| received.string())
            .ok_or_else(|| received.decode_error(json, error))
    })
}

pub(super) fn decode_integers<T: Integers>(received: &Received) -> Result<T> {
    let json = received.json()?;
    integers::from_json(json).or_else(|error| {
        let of_null = received.of_null(T::read);
        of_null.ok_or_else(|| received.decode_error(json, error))
    })
}

impl<T> Request<T> {
    call_options!();

    /// Sends the request, as `.await` does.
    pub fn send(self) -> Sending<T> {
        let Self { call, at, decode } = self;
        Sending { exchange: Box::pin(Received::receive(call, at)), decode }
    }

    /// Sends the request and gives status and headers with the decoded answer.
    pub fn with_response(
        self,
    ) -> impl Future<Output = Result<Response<T>>> + Send + 'static
    where
        T: 'static,
    {
        let Self { call, at, decode } = self;
        async move {
            let received = Received::receive(call, at).await?;
            let data = decode(&received)?;
            let Answer { status, headers, .. } = received.answer;
            Ok(Response { data, status, headers })
        }
    }

    /// Sends the request and gives the answer undecoded as soon as its headers are there, so that
    /// its body can be read piece by piece. A status that is no success is an error here too.
    /// Timeouts hold until then; while the body is read, only `read_timeout` does.
    pub fn raw(self) -> BoxFuture<Result<RawResponse>> {
        let call = self.call;
        Box::pin(async move {
            let (head, body) = send::exchange(&call.parts, false).await?.into_parts();
            let (status, headers) = (head.status, head.headers);
            Ok(RawResponse { status, headers, body, call: call.parts.name() })
        })
    }
}

impl<T> IntoFuture for Request<T> {
    type Output = Result<T>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Sending<T> {
        self.send()
    }
}

/// A request that is being sent.
#[must_use = "a request does nothing until it is awaited"]
pub struct Sending<T> {
    exchange: BoxFuture<Result<Received>>,
    decode: Decode<T>,
}

impl<T> Future for Sending<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let decode = self.decode;
        self.exchange
            .as_mut()
            .poll(context)
            .map(|received| received.and_then(|received| decode(&received)))
    }
}

impl<T> std::fmt::Debug for Sending<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Sending")
    }
}

/// A decoded answer with its status and headers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// The answer.
    pub data: T,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
}

impl<T> Response<T> {
    /// The id that the server gave the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

/// An answer that is not decoded, and whose body may not be read yet.
#[derive(Debug)]
#[non_exhaustive]
pub struct RawResponse {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body; [`Body::into_stream`] reads it piece by piece.
    pub body: Body,
    /// What was called, for errors.
    pub(super) call: String,
}

impl RawResponse {
    /// The id that the server gave the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Reads the whole body.
    ///
    /// # Errors
    ///
    /// The connection broke off, or nothing arrived for too long.
    pub async fn bytes(self) -> Result<Bytes> {
        let read = self.body.into_bytes().await;
        read.map_err(|error| Error::broken_off(error).with_call(&self.call))
    }

    /// Reads the whole body as text.
    ///
    /// # Errors
    ///
    /// The connection broke off, nothing arrived for too long, or the body is neither UTF-8 nor the Latin-1 that it says to be.
    pub async fn text(self) -> Result<String> {
        let (headers, call) = (self.headers.clone(), self.call.clone());
        let bytes = self.bytes().await?;
        let text = super::charset::text(&headers, &bytes);
        text.map(Cow::into_owned).map_err(|error| error.with_call(&call))
    }

    /// Reads the whole body as JSON.
    ///
    /// # Errors
    ///
    /// The connection broke off, nothing arrived for too long, or the body is not JSON of this type.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T> {
        let (status, headers) = (self.status, self.headers.clone());
        let call = self.call.clone();
        let body = self.bytes().await?;
        decode(&body).map_err(|error| {
            error.with_answer(Answer { status, headers, body }).with_call(&call)
        })
    }
}
