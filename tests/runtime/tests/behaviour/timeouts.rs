//! How long calls take at most.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use http::Method;
use specwright_runtime_tests::runtime::Call;
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

#[tokio::test]
async fn a_body_that_does_not_end_is_in_the_limit() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut streams = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            let _ = stream.read(&mut buffer).await;
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n").await;
            streams.push(stream);
        }
    });
    let client = builder()
        .base_url(url)
        .api_token("t")
        .attempt_timeout(Duration::from_millis(100))
        .max_retries(0)
        .build()
        .unwrap();
    let error = client.animals().delete("1").await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}
