//! The stream itself.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::super::api_error::instead;
use super::super::body::ByteStream;
use super::super::error::{Answer, request_id};
use super::super::{Error, RawResponse, Result};
use super::decode::{Decode, Decoded};
use super::frames::{Frame, Frames, Framing, Unreadable};

/// The items of an answer, as they arrive.
///
/// An item that is not what the description says is an error that names its place and has its
/// text as body; where it only says that the call failed, as `{"error": …}`, it is a failure. The
/// next one may be right again. After a connection that broke off there is
/// nothing more.
#[must_use = "a stream does nothing until it is asked for something"]
pub struct Streaming<T> {
    source: Source,
    decode: Decode<T>,
}

/// What does not depend on the type of the items.
struct Source {
    call: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Option<ByteStream>,
    frames: Frames,
}

impl<T> Streaming<T> {
    pub(super) fn new(answer: RawResponse, framing: Framing, decode: Decode<T>) -> Self {
        let RawResponse { status, headers, body, call } = answer;
        let body = Some(body.into_stream());
        let frames = Frames::new(framing);
        let source = Source { call, status, headers, body, frames };
        Self { source, decode }
    }

    /// The next item; `None` after the last.
    ///
    /// # Errors
    ///
    /// The connection broke off, nothing arrived for too long, or the item is not what the
    /// description says.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.source.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.source.headers
    }

    /// The id that the server gave the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.source.headers)
    }

    /// The id of the last event that had one, with data or without, to go on after it:
    /// [`StreamRequest::after_event`](super::StreamRequest::after_event). An event whose id is
    /// empty takes it back.
    pub fn last_event_id(&self) -> Option<&str> {
        let id = self.source.frames.said().last_event_id.as_str();
        Some(id).filter(|id| !id.is_empty())
    }

    /// How long to wait before connecting again, as the server said last, be it with an event or
    /// by itself.
    pub fn retry(&self) -> Option<Duration> {
        self.source.frames.said().retry
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            let frame = match ready!(self.source.poll(context)) {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            match (self.decode)(&frame) {
                Ok(Decoded::Item(item)) => return Poll::Ready(Some(Ok(item))),
                Ok(Decoded::Nothing) => {}
                Ok(Decoded::End) => {
                    self.source.end();
                    return Poll::Ready(None);
                }
                Ok(Decoded::Failed(text)) => {
                    self.source.end();
                    let error = self.source.failed(text.into());
                    return Poll::Ready(Some(Err(error)));
                }
                Err(error) => {
                    let error = self.source.complete(error, frame.text.into());
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl Source {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame>>> {
        loop {
            if let Some(frame) = self.frames.next() {
                return Poll::Ready(Some(self.given(frame)));
            }
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            match ready!(body.as_mut().poll_next(context)) {
                Some(Ok(piece)) => self.frames.push(&piece),
                Some(Err(error)) => {
                    self.end();
                    let error = Error::broken_off(error).with_call(&self.call);
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.body = None;
                    let last = self.frames.rest();
                    return Poll::Ready(last.map(|frame| self.given(frame)));
                }
            }
        }
    }

    fn given(&self, frame: Result<Frame, Unreadable>) -> Result<Frame> {
        frame.map_err(|(error, body)| self.complete(error, body))
    }

    /// Gives nothing more, and lets go of the connection.
    fn end(&mut self) {
        self.body = None;
        self.frames.clear();
    }

    /// What was read with the error, or the errors of the API that stand in its place.
    fn complete(&self, error: Error, body: Bytes) -> Error {
        error.in_answer(self.answer(body)).with_call(&self.call)
    }

    /// What the server says that went wrong.
    fn failed(&self, body: Bytes) -> Error {
        let errors = instead(&body).unwrap_or_default();
        Error::failure(self.answer(body), errors).with_call(&self.call)
    }

    fn answer(&self, body: Bytes) -> Answer {
        let (status, headers) = (self.status, self.headers.clone());
        Answer { status, headers, body }
    }
}

impl<T> Unpin for Streaming<T> {}

impl<T> Stream for Streaming<T> {
    type Item = Result<T>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Streaming<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Streaming").field(&self.source.call).finish()
    }
}
