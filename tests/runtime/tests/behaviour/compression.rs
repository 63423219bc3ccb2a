//! Answers that the server compressed.

use bytes::Bytes;
use http::Method;
use serde_json::Value;
use specwright_runtime_tests::runtime::{Call, Client};

use super::support::{Answer, Server, builder};
use super::timeouts::{breaking_server, silent_server};

/// `{"result":[1,2]}`, compressed by gzip.
const JSON: &[u8] =
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x2a\x4a\x2d\x2e\xcd\x29\
    \x51\xb2\x8a\x36\xd4\x31\x8a\xad\x05\x00\x1c\x60\x4f\x4a\x10\x00\x00\x00";

fn compressed(status: u16, body: &'static [u8]) -> Answer {
    Answer::new(status, body).header("content-encoding", "gzip")
}

async fn server() -> Server {
    Server::with([|| compressed(200, JSON)]).await
}

fn get(client: &Client) -> Call {
    Call::new(client, Method::GET, "/x")
}

#[tokio::test]
async fn every_kind_of_answer_is_decompressed() {
    let server = server().await;
    let client = server.client();
    let call = || get(&client);
    assert_eq!(call().json_at::<Vec<i64>>(&["result"]).await.unwrap(), [1, 2]);
    assert_eq!(call().text("*/*").await.unwrap(), "{\"result\":[1,2]}");
    let answer = call().bytes("*/*").with_response().await.unwrap();
    assert_eq!(answer.data, "{\"result\":[1,2]}");
    // What is said of the compressed bytes is not true of these.
    assert!(!answer.headers.contains_key("content-encoding"));
    assert!(!answer.headers.contains_key("content-length"));
    let raw = call().empty().raw().await.unwrap();
    assert_eq!(raw.body.length(), None);
    assert_eq!(raw.bytes().await.unwrap(), "{\"result\":[1,2]}");
    assert_eq!(server.seen()[0].header("accept-encoding"), "gzip");
}

#[tokio::test]
async fn an_error_is_decompressed_too() {
    let server = Server::with([|| compressed(404, JSON)]).await;
    let error = get(&server.client()).empty().await.unwrap_err();
    assert_eq!(error.body().unwrap(), "{\"result\":[1,2]}");
}

#[tokio::test]
async fn what_has_no_body_needs_none_that_is_compressed() {
    let server = Server::with([|| compressed(200, b"")]).await;
    let client = server.client();
    Call::new(&client, Method::HEAD, "/x").empty().await.unwrap();
    assert_eq!(get(&client).bytes("*/*").await.unwrap(), Bytes::new());
    let raw = get(&client).empty().raw().await.unwrap();
    assert_eq!(raw.bytes().await.unwrap(), Bytes::new());
    let server = Server::with([|| compressed(204, b"")]).await;
    get(&server.client()).empty().await.unwrap();
    let server = Server::with([|| compressed(304, b"")]).await;
    let error = get(&server.client()).empty().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.body().unwrap().len()),
        (304, 0)
    );
}

#[tokio::test]
async fn what_is_asked_about_the_bytes_is_asked_of_the_bytes_themselves() {
    let server = Server::with([|| Answer::new(200, "ab")]).await;
    let client = server.client();
    get(&client).header("range", "bytes=0-1").empty().await.unwrap();
    let head = Call::new(&client, Method::HEAD, "/x").empty();
    let answer = head.with_response().await.unwrap();
    assert_eq!(answer.headers["content-length"], "2");
    let own = get(&client).empty().header("range", "bytes=0-1");
    own.header("accept-encoding", "br").await.unwrap();
    let sent: Vec<String> = server
        .seen()
        .iter()
        .map(|seen| seen.header("accept-encoding").to_owned())
        .collect();
    assert_eq!(sent, ["identity", "identity", "br"]);
}

#[tokio::test]
async fn events_are_decompressed_as_they_arrive() {
    // `data: 1`, and the server goes on later.
    let url = silent_server(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n\r\n\
        \x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x4a\x49\x2c\x49\xb4\x52\x30\xe4\xe2\x02\x00\
        \x00\x00\xff\xff",
    );
    let client = builder().base_url(url.await).api_token("t").build().unwrap();
    let mut events = get(&client).events::<i64>().await.unwrap();
    assert_eq!(events.try_next().await.unwrap().unwrap().data, 1);
}

#[tokio::test]
async fn what_is_cut_off_or_wrong_is_an_error() {
    for body in [&JSON[..20], b"\x1f\x8b\xff\xfe"] {
        let server = Server::start(move |_, _| compressed(200, body)).await;
        let client = server.client();
        let error = get(&client).json::<Value>().max_retries(0).await.unwrap_err();
        assert!(error.is_interrupted(), "{error:?}");
        let raw = get(&client).empty().raw().await.unwrap();
        assert!(raw.bytes().await.unwrap_err().is_interrupted());
    }
    let (url, _) = breaking_server(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 100\r\n\r\n",
    )
    .await;
    let builder = builder().base_url(url).api_token("t").max_retries(0);
    let error = get(&builder.build().unwrap()).empty().await.unwrap_err();
    assert!(error.is_interrupted(), "{error:?}");
}
