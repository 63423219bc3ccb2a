//! Bodies of requests and answers.

use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::Clock;
use super::silence::{Sent, Timed};

/// An error of any type.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// The bytes that are sent at once.
const ONE_PIECE: usize = 1024 * 1024;

/// Bytes that arrive piece by piece.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// What a request sends.
///
/// Bytes are cheap to clone. A stream that was given as such can be read once, so a request
/// with it is not repeated; one that can be opened again (see [`Body::reopen`]) is.
#[derive(Clone, Default)]
pub struct Body {
    content: Content,
    /// Counts what is sent of it.
    sent: Option<Sent>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Once(Arc<Mutex<Option<ByteStream>>>, Option<u64>),
    Reopen(Arc<dyn Fn() -> ByteStream + Send + Sync>, Option<u64>),
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Content {
    fn into_stream(self) -> ByteStream {
        match self {
            Self::Bytes(bytes) => Box::pin(Pieces(Some(Ok(bytes)))),
            Self::Reopen(open, _) => open(),
            Self::Once(stream, _) => {
                match stream.lock().unwrap_or_else(PoisonError::into_inner).take() {
                    Some(stream) => stream,
                    None => {
                        Box::pin(Pieces(Some(Err("the body was read already".into()))))
                    }
                }
            }
        }
    }
}

impl Body {
    /// A body that is read from a stream, once. `length` is the number of bytes, if it is known.
    pub fn stream<S, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let stream: ByteStream = Box::pin(Converted(Box::pin(stream)));
        Content::Once(Arc::new(Mutex::new(Some(stream))), length).into()
    }

    /// A body that is read from a stream that can be opened again, so that the request can be
    /// repeated. `length` is the number of bytes, if it is known.
    pub fn reopen(
        open: impl Fn() -> ByteStream + Send + Sync + 'static,
        length: Option<u64>,
    ) -> Self {
        Content::Reopen(Arc::new(open), length).into()
    }

    /// The number of bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Once(_, length) | Content::Reopen(_, length) => *length,
        }
    }

    /// The bytes, where they are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Once(..) | Content::Reopen(..) => None,
        }
    }

    /// The bytes, where they are so few that they are sent at once.
    pub(super) fn as_one_piece(&self) -> Option<&Bytes> {
        self.as_bytes().filter(|bytes| bytes.len() <= ONE_PIECE)
    }

    /// The same body, which counts what is sent of it.
    pub(super) fn counted(mut self, sent: &Sent) -> Self {
        self.sent = Some(sent.clone());
        self
    }

    /// The same body, which ends with an error when nothing arrives for this long.
    pub(super) fn with_read_timeout(
        self,
        clock: &Arc<dyn Clock>,
        time: Duration,
    ) -> Self {
        if self.as_bytes().is_some() {
            return self;
        }
        let length = self.length();
        Self::stream(Timed::new(self.into_stream(), clock.clone(), time), length)
    }

    /// Whether it can be sent more than once.
    pub fn is_repeatable(&self) -> bool {
        !matches!(self.content, Content::Once(..))
    }

    /// The stream of the bytes; a stream that was read already gives an error.
    pub fn into_stream(self) -> ByteStream {
        match self.sent {
            Some(sent) => sent.count(self.content.into_stream()),
            None => self.content.into_stream(),
        }
    }

    /// Reads all bytes.
    ///
    /// # Errors
    ///
    /// That of the stream.
    pub async fn into_bytes(self) -> Result<Bytes, BoxError> {
        match self.read().await {
            (bytes, None) => Ok(bytes),
            (_, Some(error)) => Err(error),
        }
    }

    /// Reads all bytes, or those before an error.
    pub(super) async fn read(self) -> (Bytes, Option<BoxError>) {
        if let Content::Bytes(bytes) = self.content {
            return (bytes, None);
        }
        let mut stream = self.into_stream();
        let mut first = Bytes::new();
        let mut all = BytesMut::new();
        let mut error = None;
        while let Some(piece) = next(&mut stream).await {
            let piece = match piece {
                Ok(piece) => piece,
                Err(broken) => {
                    error = Some(broken);
                    break;
                }
            };
            if first.is_empty() && all.is_empty() {
                first = piece;
                continue;
            }
            if all.is_empty() {
                all.extend_from_slice(&first);
            }
            all.extend_from_slice(&piece);
        }
        (if all.is_empty() { first } else { all.freeze() }, error)
    }
}

/// The next item of a stream.
pub(super) async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(formatter, "Body({length} bytes)"),
            None => formatter.write_str("Body(stream)"),
        }
    }
}

/// Bodies are equal when their bytes are, or when they are the same stream.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            (Content::Once(one, _), Content::Once(other, _)) => Arc::ptr_eq(one, other),
            (Content::Reopen(one, _), Content::Reopen(other, _)) => {
                Arc::ptr_eq(one, other)
            }
            _ => false,
        }
    }
}

impl From<Content> for Body {
    fn from(content: Content) -> Self {
        Self { content, sent: None }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Content::Bytes(bytes).into()
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

/// A stream of one piece at most.
struct Pieces(Option<Result<Bytes, BoxError>>);

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take())
    }
}

/// A stream whose errors become [`BoxError`].
struct Converted<S>(Pin<Box<S>>);

impl<S, E> Stream for Converted<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|piece| piece.map(|piece| piece.map_err(E::into)))
    }
}
