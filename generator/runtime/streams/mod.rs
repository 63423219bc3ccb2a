//! Answers that come as a stream of events, lines or records.

mod decode;
mod frames;
mod split;
mod streaming;

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use http::header::ACCEPT;

use super::clock::limit;
use super::error::Answer;
use super::{BoxFuture, Call, Clock, Error, RawResponse, Request, Result};
use decode::Decode;
use frames::Framing;

pub use streaming::Streaming;

/// A request whose answer is a stream.
///
/// `.await` gives the stream as soon as the answer begins, and the items come as the server sends
/// them. With `call` for any call of the API that gives a stream:
///
/// ```text
/// let mut stream = call.await?;
/// while let Some(item) = stream.try_next().await? {
///     println!("{item:?}");
/// }
/// ```
///
/// Timeouts and retries hold until the answer begins; from then on, only `read_timeout` says how
/// long nothing may arrive. An answer that says to be something else than a stream is an error,
/// which has it as body.
#[must_use = "a request does nothing until it is awaited"]
pub struct StreamRequest<T> {
    call: Call,
    framing: Framing,
    decode: Decode<T>,
}

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it says.
    pub data: T,
    /// Its name, if it has one; without one it is a `message`.
    pub event: Option<String>,
    /// Its id, if it has one: see [`Streaming::last_event_id`].
    pub id: Option<String>,
    /// How long to wait before connecting again, if it says so: see [`Streaming::retry`].
    pub retry: Option<Duration>,
}

impl<T> StreamRequest<T> {
    call_options!();

    /// Says which event was the last that was received, so that the server goes on after it; an
    /// empty id says nothing.
    pub fn after_event(self, id: &str) -> Self {
        if id.is_empty() { self } else { self.header("last-event-id", id) }
    }

    /// Sends the request, as `.await` does.
    pub fn send(self) -> BoxFuture<Result<Streaming<T>>>
    where
        T: 'static,
    {
        let Self { call, framing, decode } = self;
        let times = call.parts.timeouts;
        let time = times.attempt.unwrap_or(times.read);
        let clock = call.parts.client.clone();
        let asked = call.parts.headers.get(ACCEPT).cloned();
        let sent = raw(call);
        Box::pin(async move {
            let answer = sent.await?;
            let asked = asked.as_ref().and_then(|asked| asked.to_str().ok());
            let asked = asked.unwrap_or_default();
            if let Some(wrong) = framing.foreign(asked, &answer.headers) {
                let clock = clock.inner().clock.as_ref();
                let error = no_stream(answer, &wrong, clock, time).await;
                return Err(error);
            }
            let framing = framing.answered(&answer.headers);
            Ok(Streaming::new(answer, framing, decode))
        })
    }

    /// Sends the request and gives the answer undecoded as soon as its headers are there. A
    /// status that is no success is an error here too.
    pub fn raw(self) -> BoxFuture<Result<RawResponse>> {
        raw(self.call)
    }
}

/// The answer is something else: an error that the server sends with a status of success, the
/// page of a login. It is short, or else it is not waited for longer than for any other.
async fn no_stream(
    answer: RawResponse,
    wrong: &str,
    clock: &dyn Clock,
    time: Duration,
) -> Error {
    let RawResponse { status, headers, body, call } = answer;
    let body = limit(clock, Some(time), body.into_bytes()).await;
    let body = body.and_then(std::result::Result::ok).unwrap_or_default();
    let text = String::from_utf8_lossy(&body);
    let start: String = text.trim().chars().take(200).collect();
    let message = format!("the answer is `{wrong}` and no stream: {start}");
    let error = Error::undecodable(message);
    error.in_answer(Answer { status, headers, body }).with_call(&call)
}

fn raw(call: Call) -> BoxFuture<Result<RawResponse>> {
    let call: Request<()> = call.empty();
    call.raw()
}

impl<T: 'static> IntoFuture for StreamRequest<T> {
    type Output = Result<Streaming<T>>;
    type IntoFuture = BoxFuture<Result<Streaming<T>>>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T> fmt::Debug for StreamRequest<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("StreamRequest").field(&self.call).finish()
    }
}
