//! How long nothing may be sent or arrive.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::body::ByteStream;
use super::clock::limit;
use super::{BoxError, BoxFuture, Clock};

/// How much of a body is sent at once, so that it is seen to go on.
const PIECE: usize = 64 * 1024;

/// How much of the body of a request was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent(Arc<AtomicU64>);

impl Sent {
    fn pieces(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// The same bytes in pieces that are counted.
    pub(super) fn count(&self, stream: ByteStream) -> ByteStream {
        Box::pin(Counted { stream, rest: Bytes::new(), sent: self.clone() })
    }

    /// Waits for an answer; `None` when for this long none came and nothing was sent.
    pub(super) async fn answer<F: Future>(
        &self,
        clock: &dyn Clock,
        time: Option<Duration>,
        answer: F,
    ) -> Option<F::Output> {
        let mut answer = pin!(answer);
        loop {
            let before = self.pieces();
            match limit(clock, time, answer.as_mut()).await {
                None if self.pieces() > before => {}
                answer => return answer,
            }
        }
    }
}

/// A body that is being sent.
struct Counted {
    stream: ByteStream,
    rest: Bytes,
    sent: Sent,
}

impl Stream for Counted {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.rest.is_empty() {
            match ready!(this.stream.as_mut().poll_next(context)) {
                Some(Ok(bytes)) => this.rest = bytes,
                end => return Poll::Ready(end),
            }
        }
        this.sent.0.fetch_add(1, Ordering::Relaxed);
        let length = this.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(this.rest.split_to(length))))
    }
}

/// An answer that is being read. It ends with an error when nothing arrives for a time.
pub(super) struct Timed {
    stream: Option<ByteStream>,
    clock: Arc<dyn Clock>,
    time: Duration,
    timer: Option<BoxFuture<()>>,
}

impl Timed {
    pub(super) fn new(
        stream: ByteStream,
        clock: Arc<dyn Clock>,
        time: Duration,
    ) -> Self {
        Self { stream: Some(stream), clock, time, timer: None }
    }
}

impl Stream for Timed {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Some(stream) = &mut this.stream else { return Poll::Ready(None) };
        if let Poll::Ready(piece) = stream.as_mut().poll_next(context) {
            this.timer = None;
            return Poll::Ready(piece);
        }
        let timer = this.timer.get_or_insert_with(|| this.clock.timeout(this.time));
        ready!(timer.as_mut().poll(context));
        // Lets go of the connection.
        this.stream = None;
        this.timer = None;
        Poll::Ready(Some(Err(Silence(this.time).into())))
    }
}

/// Nothing arrived for this long.
#[derive(Debug)]
pub(super) struct Silence(Duration);

impl fmt::Display for Silence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "nothing arrived for {:?}", self.0)
    }
}

impl StdError for Silence {}
