//! How long calls take at most.

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use futures_core::Stream;
use http::Method;
use specwright_runtime_tests::runtime::{
    Body, BoxError, BoxFuture, Call, Client, ClientBuilder, Clock, Transport,
    TransportError,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::support::{Answer, Server, builder};

/// A server that reads a request, writes this and closes the connection, and how many
/// connections it had.
pub(crate) async fn breaking_server(answer: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            let mut buffer = [0; 4096];
            let _ = stream.read(&mut buffer).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    (url, count)
}

async fn slow() -> Server {
    Server::with([|| Answer::status(200).after(Duration::from_secs(30))]).await
}

#[tokio::test]
async fn an_attempt_has_a_limit() {
    let server = slow().await;
    let client =
        server.builder().attempt_timeout(Duration::from_millis(50)).max_retries(0);
    let error = client.build().unwrap().animals().delete("1").await.unwrap_err();
    assert!(error.is_timeout() && error.is_interrupted());
    assert_eq!(error.to_string(), "DELETE /animals/{id}: no answer within 50ms");
}

#[tokio::test]
async fn attempts_that_time_out_are_repeated_where_that_is_safe() {
    for (method, attempts) in [(Method::GET, 2), (Method::POST, 1)] {
        let server = slow().await;
        let client =
            server.builder().attempt_timeout(Duration::from_millis(50)).build().unwrap();
        let call = Call::new(&client, method, "/x").empty().max_retries(1);
        assert!(call.await.unwrap_err().is_timeout());
        assert_eq!(server.seen().len(), attempts);
    }
}

#[tokio::test]
async fn a_call_has_a_limit_over_all_attempts() {
    let server = slow().await;
    let client =
        server.builder().attempt_timeout(Duration::from_millis(40)).build().unwrap();
    let call = client.animals().delete("1").max_retries(100);
    let start = Instant::now();
    let error = call.timeout(Duration::from_millis(300)).await.unwrap_err();
    assert!(error.is_timeout());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn no_attempt_begins_that_the_limit_would_end() {
    let server =
        Server::with([|| Answer::status(503).header("retry-after", "30")]).await;
    let client = server.builder().timeout(Duration::from_secs(10)).build().unwrap();
    let start = Instant::now();
    let error = client.animals().delete("1").await.unwrap_err();
    // What went wrong is told, not that there would be no time.
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(server.seen().len(), 1);
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// A server that writes this and then nothing more.
pub(crate) async fn silent_server(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut streams = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            let _ = stream.read(&mut buffer).await;
            let _ = stream.write_all(answer).await;
            streams.push(stream);
        }
    });
    url
}

const HALF: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";
const TENTH: Duration = Duration::from_millis(100);

#[tokio::test]
async fn a_body_that_does_not_end_is_in_the_limit() {
    let builder = builder().base_url(silent_server(HALF).await).api_token("t");
    let client = builder.max_retries(0).build().unwrap();
    let call = || client.animals().delete("1");
    for call in [call().attempt_timeout(TENTH), call().timeout(TENTH)] {
        let error = call.await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(error.to_string(), "DELETE /animals/{id}: no answer within 100ms");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_go_on_is_an_error() {
    let builder = builder().base_url(silent_server(HALF).await).api_token("t");
    let client = builder.max_retries(0).read_timeout(TENTH).build().unwrap();
    let error = client.animals().delete("1").await.unwrap_err();
    assert!(error.is_timeout() && error.is_interrupted(), "{error:?}");
    assert_eq!(error.to_string(), "DELETE /animals/{id}: nothing arrived for 100ms");
    // Also where the body is read after the call.
    let patient = client.to_builder().read_timeout(Duration::from_secs(600));
    let call = patient.build().unwrap().animals().delete("1");
    let raw = call.read_timeout(TENTH).raw().await.unwrap();
    let error = raw.bytes().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "DELETE /animals/{id}: nothing arrived for 100ms");
    let raw = client.animals().delete("1").raw().await.unwrap();
    let error = raw.json::<i64>().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "DELETE /animals/{id}: nothing arrived for 100ms");
}

#[tokio::test]
async fn a_stream_that_does_not_go_on_ends_with_an_error() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\n";
    let client = builder().base_url(silent_server(head).await).api_token("t");
    let client = client.read_timeout(TENTH).build().unwrap();
    let call = Call::new(&client, Method::GET, "/x");
    // What limits the call is over when the stream begins.
    let call = call.events::<i64>().timeout(Duration::from_secs(60));
    let mut events = call.await.unwrap();
    assert_eq!(events.try_next().await.unwrap().unwrap().data, 1);
    let error = events.try_next().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.to_string(), "GET /x: nothing arrived for 100ms");
    assert!(events.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_connection_that_takes_too_long_is_none() {
    // It never answers the handshake of TLS.
    let url = silent_server(b"").await.replace("http:", "https:");
    let builder = || Client::builder().base_url(&url).api_token("t").max_retries(0);
    let client = builder().connect_timeout(TENTH).build().unwrap();
    let error = client.animals().delete("1").await.unwrap_err();
    assert!(error.is_connect() && error.is_interrupted(), "{error:?}");
    // A transport that is there has its own.
    for builder in [client.to_builder(), super::support::builder()] {
        let error = builder.connect_timeout(TENTH).build().unwrap_err();
        assert!(error.is_request(), "{error:?}");
        assert!(error.to_string().contains("`connect_timeout`"), "{error}");
    }
}

/// A clock that notes the limits that are asked for.
#[derive(Clone, Default)]
struct Limits {
    seen: Arc<Mutex<Vec<Duration>>>,
    /// Whether the time is up at once.
    is_up: bool,
}

impl Clock for Limits {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) -> BoxFuture<()> {
        Box::pin(async {})
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<()> {
        self.seen.lock().unwrap().push(duration);
        if self.is_up { Box::pin(async {}) } else { Box::pin(pending()) }
    }

    fn random(&self) -> f64 {
        0.0
    }
}

/// Takes one piece of the body whenever it is asked, and answers with as many if `answers`.
struct Slow {
    answers: bool,
    taken: Arc<AtomicUsize>,
}

impl Transport for Slow {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let mut body = request.into_body().into_stream();
        let (answers, taken) = (self.answers, self.taken.clone());
        let mut pieces = Vec::new();
        Box::pin(poll_fn(move |context| {
            match body.as_mut().poll_next(context) {
                Poll::Ready(Some(piece)) => {
                    taken.fetch_add(1, Ordering::SeqCst);
                    pieces.push(piece.unwrap());
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Poll::Ready(None) if answers => {}
                _ => return Poll::Pending,
            }
            let pieces = Pieces::new(std::mem::take(&mut pieces), true);
            Poll::Ready(Ok(http::Response::new(Body::stream(pieces, None))))
        }))
    }
}

/// Pieces, before each of which there can be a pause.
struct Pieces {
    pieces: Vec<Bytes>,
    pauses: bool,
    paused: bool,
}

impl Pieces {
    fn new(pieces: Vec<Bytes>, pauses: bool) -> Self {
        Self { pieces, pauses, paused: false }
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.paused = self.pauses && !self.paused;
        if self.paused {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = (!self.pieces.is_empty()).then(|| Ok(self.pieces.remove(0)));
        Poll::Ready(piece)
    }
}

/// The limits of an upload in two pieces whose answer has two pieces.
async fn limits(
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Vec<Duration> {
    let clock = Limits::default();
    let transport = Slow { answers: true, taken: Arc::default() };
    let builder = Client::builder().api_token("t").clock(clock.clone());
    let client = configure(builder.transport(transport)).build().unwrap();
    let pieces = Pieces::new(vec![Bytes::from("ab"), Bytes::from("cd")], true);
    let call = Call::new(&client, Method::PUT, "/x");
    let call = call.bytes_body("text/plain", Body::stream(pieces, None)).bytes("*/*");
    assert_eq!(call.await.unwrap(), "abcd");
    let seen = clock.seen.lock().unwrap().clone();
    seen
}

#[tokio::test]
async fn what_goes_on_has_the_time_that_it_needs() {
    let seconds = Duration::from_secs;
    let read = [seconds(60); 4];
    // One for the answer, one for each piece of it and its end, and none for all of it.
    assert_eq!(limits(|builder| builder).await, read);
    let limited = limits(|builder| builder.read_timeout(seconds(5))).await;
    assert_eq!(limited, [seconds(5); 4]);
    // Who says how long an attempt can take does not have to say how long to wait for an answer.
    let limited = limits(|builder| builder.attempt_timeout(seconds(600))).await;
    let expected = [seconds(600), seconds(60), seconds(60), seconds(60)];
    assert_eq!(limited, expected);
    let limited = limits(|builder| builder.timeout(seconds(9))).await;
    assert_eq!((limited[0], limited.len()), (seconds(9), 5));
}

#[tokio::test]
async fn the_time_for_an_answer_begins_when_all_is_sent() {
    let pieces = || Pieces::new(vec![Bytes::from("x"); 5], false);
    let large = 16 * 65_536 + 1;
    let bodies = [
        (Body::stream(pieces(), None), 5),
        (Body::reopen(move || Box::pin(pieces()), Some(5)), 5),
        (Body::from(vec![0; large]), 17),
    ];
    for (body, pieces) in bodies {
        let clock = Limits { is_up: true, ..Limits::default() };
        let taken = Arc::<AtomicUsize>::default();
        let transport = Slow { answers: false, taken: taken.clone() };
        let builder = Client::builder().api_token("t").clock(clock).max_retries(0);
        let client = builder.transport(transport).build().unwrap();
        let call = Call::new(&client, Method::PUT, "/x").bytes_body("text/plain", body);
        let error = call.empty().await.unwrap_err();
        assert_eq!(error.to_string(), "PUT /x: no answer within 60s");
        assert_eq!(taken.load(Ordering::SeqCst), pieces);
    }
}

#[tokio::test]
async fn large_bodies_are_sent_as_a_whole_all_the_same() {
    let server = Server::with([|| Answer::status(500), || Answer::status(200)]).await;
    let content: Vec<u8> = (0..3_000_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let call = Call::new(&server.client(), Method::PUT, "/x");
    call.bytes_body("image/png", Body::from(content.clone())).empty().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    for seen in seen {
        assert_eq!(seen.header("content-length"), "3000000");
        assert!(seen.body == content);
    }
}
