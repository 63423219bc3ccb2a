//! Events, lines and records, however they are cut on their way.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Response};
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::streams::{Event, StreamRequest, Streaming};
use specwright_runtime_tests::runtime::{
    Body, BoxError, BoxFuture, Call, Client, Error, Request, Transport, TransportError,
};

use super::support::{Answer, Server};

/// Answers with these pieces, one after the other.
struct Pieces(Vec<Vec<u8>>);

impl Transport for Pieces {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<Result<Response<Body>, TransportError>> {
        let pieces = self.0.clone().into_iter();
        Box::pin(async move { Ok(Response::new(Body::stream(Iterated(pieces), None))) })
    }
}

/// An iterator as a stream.
struct Iterated(std::vec::IntoIter<Vec<u8>>);

impl futures_core::Stream for Iterated {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let piece = self.0.next();
        std::task::Poll::Ready(piece.map(|piece| match piece.as_slice() {
            b"BREAK" => Err("broken".into()),
            _ => Ok(Bytes::from(piece)),
        }))
    }
}

fn call(pieces: Vec<Vec<u8>>) -> Call {
    let client = Client::builder()
        .base_url("http://localhost")
        .transport(Pieces(pieces))
        .build()
        .unwrap();
    Call::new(&client, Method::GET, "/stream").no_security()
}

async fn all<T: 'static>(request: StreamRequest<T>) -> Vec<Result<T, Error>> {
    let mut stream: Streaming<T> = request.await.unwrap();
    let mut all = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(None) => break,
            Ok(Some(item)) => all.push(Ok(item)),
            Err(error) => all.push(Err(error)),
        }
        assert!(all.len() < 10_000, "it does not end");
    }
    all
}

async fn right<T: 'static>(request: StreamRequest<T>) -> Vec<T> {
    all(request).await.into_iter().map(Result::unwrap).collect()
}

/// A text in pieces of every length, and in pieces that chance decides.
fn cuts(text: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut cuts: Vec<Vec<Vec<u8>>> = (1..=text.len())
        .map(|length| text.chunks(length).map(<[u8]>::to_vec).collect())
        .collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..50 {
        let (mut rest, mut pieces) = (text, Vec::new());
        while !rest.is_empty() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let length = usize::try_from(state % 7).unwrap().min(rest.len());
            let (piece, after) = rest.split_at(length);
            pieces.push(piece.to_vec());
            rest = after;
        }
        cuts.push(pieces);
    }
    cuts
}

const EVENTS: &str = "\u{feff}: hello\n\ndata: {\"text\":\ndata:  \"größe\"}\nid: 1\nevent: added\n\n\
    event: nothing\n\nretry: 250\nunknown: x\ndata\ndata: \ndata: y\n\nid\ndata:last";

#[tokio::test]
async fn events_are_the_same_however_lines_end_and_pieces_are_cut() {
    for end in ["\n", "\r", "\r\n"] {
        let text = EVENTS.replace('\n', end);
        for pieces in cuts(text.as_bytes()) {
            let events = right(call(pieces).text_events()).await;
            let seen: Vec<_> = events
                .iter()
                .map(|one| {
                    (
                        one.data.as_str(),
                        one.event.as_deref(),
                        one.id.as_deref(),
                        one.retry,
                    )
                })
                .collect();
            let retry = Some(Duration::from_millis(250));
            assert_eq!(
                seen,
                [
                    ("{\"text\":\n \"größe\"}", Some("added"), Some("1"), None),
                    ("\n\ny", None, None, retry),
                    ("last", None, Some(""), None),
                ]
            );
        }
    }
}

#[tokio::test]
async fn json_events_end_with_done() {
    let text = "data: 1\n\ndata: [1,\ndata: 2]\n\ndata: [DONE]\n\ndata: 3\n\n";
    let events = right(call(vec![text.into()]).events::<Value>()).await;
    let data: Vec<Value> =
        events.into_iter().map(|event: Event<_>| event.data).collect();
    assert_eq!(data, [json!(1), json!([1, 2])]);
}

#[tokio::test]
async fn what_comes_without_data_counts_for_the_stream() {
    let text = "retry: 3000\n\ndata: 1\nid: 8\n\nretry: x\nretry:\nid: 9\n\ndata: 2\n\n\
        id\n\ndata: 3\n\nid: 1\0\ndata: 4\n\nretry: 10\nid: 10";
    let mut stream = call(vec![text.into()]).events::<i64>().await.unwrap();
    let mut seen = Vec::new();
    while let Some(event) = stream.try_next().await.unwrap() {
        let id = stream.last_event_id().map(str::to_owned);
        seen.push((event.data, event.id, id, stream.retry().unwrap().as_millis()));
    }
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        seen,
        [
            (1, some("8"), some("8"), 3000),
            (2, None, some("9"), 3000),
            (3, None, None, 3000),
            (4, None, None, 3000),
        ]
    );
    // They are there when the stream is over, to connect again.
    assert_eq!(stream.last_event_id(), Some("10"));
    assert_eq!(stream.retry(), Some(Duration::from_millis(10)));
    let pieces = vec![b"id: 7\nretry: 5\n\n".to_vec(), b"BREAK".to_vec()];
    let mut stream = call(pieces).text_events().await.unwrap();
    assert!(stream.try_next().await.unwrap_err().is_interrupted());
    assert_eq!(stream.last_event_id(), Some("7"));
    assert_eq!(stream.retry(), Some(Duration::from_millis(5)));
}

#[tokio::test]
async fn events_with_empty_data_keep_the_connection_alive() {
    let text = "data: 1\n\nevent: ping\ndata:\n\ndata\ndata: \nid: 2\n\ndata: 3\n\n";
    let call = || call(vec![text.into()]);
    let events = right(call().events::<i64>()).await;
    assert_eq!(events.iter().map(|one| one.data).collect::<Vec<_>>(), [1, 3]);
    // Where data is text, it can be empty.
    assert_eq!(right(call().text_events()).await.len(), 4);
    assert_eq!(right(call().whole_json_events::<Value>()).await.len(), 4);
    let numbers = right(call().whole_json_events::<BTreeMap<String, i64>>()).await;
    assert_eq!(numbers.len(), 2);
}

#[tokio::test]
async fn whole_events_are_objects() {
    let text = "event: a\nid: 7\nretry: 5\ndata: {\"x\": 1}\n\ndata: plain \"text\"\n\n";
    let json = right(call(vec![text.into()]).whole_json_events::<Value>()).await;
    assert_eq!(
        json,
        [
            json!({ "data": { "x": 1 }, "event": "a", "id": "7", "retry": 5 }),
            json!({ "data": "plain \"text\"" }),
        ]
    );
    let whole = right(call(vec![text.into()]).whole_events::<Value>()).await;
    assert_eq!(whole[0]["data"], "{\"x\": 1}");
}

#[tokio::test]
async fn lines_and_records_are_the_same_however_they_are_cut() {
    let values =
        [json!({ "a": "{\"\\\u{1f600}" }), json!([1, "]"]), json!("x"), json!(7)];
    let lines: String = values.iter().map(|value| format!("{value}\r\n\n")).collect();
    let lines = format!("\u{feff}{}", lines.trim_end());
    for pieces in cuts(lines.as_bytes()) {
        assert_eq!(right(call(pieces).json_lines::<Value>("x/y")).await, values);
    }
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    let records: String =
        values.iter().map(|value| format!("\u{1e}{}\n", pretty(value))).collect();
    for pieces in cuts(records.as_bytes()) {
        assert_eq!(right(call(pieces).json_sequence::<Value>("x/y")).await, values);
    }
}

#[tokio::test]
async fn what_is_wrong_has_a_place_and_the_next_is_right_again() {
    let text =
        b": note\n\ndata: [1]\n\ndata: [2,\ndata: true]\n\ndata: \xff\n\ndata: [3]\n\n";
    let seen = all(call(vec![text.to_vec()]).events::<Vec<i64>>()).await;
    assert_eq!(seen.len(), 4);
    let error = seen[1].as_ref().unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.body().unwrap(), "[2,\ntrue]");
    let message = error.to_string();
    assert!(
        message.starts_with(
            "GET /stream: cannot decode `[1]` of event 2 (line 5) of the answer: invalid type"
        ),
        "{message}"
    );
    let error = seen[2].as_ref().unwrap_err().to_string();
    assert_eq!(error, "GET /stream: line 8 of the answer is not UTF-8 text");
    assert_eq!(seen[3].as_ref().unwrap().data, [3]);

    // An event of which a part cannot be read is none, and a comment is no part of it.
    let text =
        b"data: [1,\ndata: \xff\ndata: 2]\n\n: \xff\ndata: [3]\n\nid: \xff\ndata: [4]";
    let seen = all(call(vec![text.to_vec()]).events::<Vec<i64>>()).await;
    let told: Vec<_> =
        seen.iter().map(|one| one.as_ref().ok().map(|one| &one.data)).collect();
    assert_eq!(told, [None, Some(&vec![3]), None]);
    let text = b"data: \xff\n\ndata: [true]\n\n";
    let seen = all(call(vec![text.to_vec()]).events::<Vec<i64>>()).await;
    let error = seen[1].as_ref().unwrap_err().to_string();
    assert!(error.contains("of event 2 (line 3)"), "{error}");

    let text = "{\"a\":1}\n{\"a\":\"x\"}\n";
    let seen = all(call(vec![text.into()]).json_lines::<Value>("x/y")).await;
    assert!(seen.iter().all(Result::is_ok));
    let text = "\u{1e}[1]\n\u{1e}[2\u{1e}[3]\n";
    let seen = all(call(vec![text.into()]).json_sequence::<Value>("x/y")).await;
    let error = seen[1].as_ref().unwrap_err().to_string();
    assert!(
        error.contains("of record 2 of the answer") || error.contains("record 2"),
        "{error}"
    );
    assert_eq!(*seen[2].as_ref().unwrap(), json!([3]));
}

#[tokio::test]
async fn what_only_says_that_the_call_failed_is_a_failure() {
    let text = r#"data: [1]

data: {"error": {"message": "overloaded", "type": "server_error", "code": null}}

data: {"error": {"message": "not alone"}, "of": 1}

"#;
    let seen = all(call(vec![text.into()]).events::<Vec<i64>>()).await;
    assert_eq!(seen.len(), 3);
    let error = seen[1].as_ref().unwrap_err();
    assert!(error.is_failure() && !error.is_decode(), "{error}");
    assert_eq!(error.api_errors()[0].code(), "server_error");
    assert_eq!(
        error.to_string(),
        "GET /stream: the API reports a failure with status 200 OK: server_error overloaded"
    );
    assert!(error.body().unwrap().starts_with(b"{\"error\""));
    let source = error.source().unwrap().to_string();
    assert!(
        source.starts_with("cannot decode event 2 (line 3) of the answer"),
        "{source}"
    );
    assert!(seen[2].as_ref().unwrap_err().is_decode());
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_an_error_and_then_nothing() {
    let pieces = vec![b"data: 1\n\ndata: 2".to_vec(), b"BREAK".to_vec()];
    let seen = all(call(pieces).events::<i64>()).await;
    assert_eq!(seen.len(), 2);
    assert!(seen[1].as_ref().unwrap_err().is_interrupted());
}

#[tokio::test]
async fn the_request_asks_for_events_and_says_where_to_go_on() {
    let server = Server::start(|_, _| {
        Answer::new(200, "id: 4\ndata: 1\n\n")
            .header("content-type", "text/event-stream")
    })
    .await;
    let request = || Call::new(&server.client(), Method::GET, "/stream").events::<i64>();
    let mut stream = request().after_event("3").await.unwrap();
    assert_eq!(stream.try_next().await.unwrap().unwrap().data, 1);
    assert_eq!(stream.last_event_id(), Some("4"));
    drop(request().after_event("").await.unwrap());
    assert!(stream.try_next().await.unwrap().is_none());
    let seen = server.seen();
    assert_eq!(seen[0].header("accept"), "text/event-stream");
    assert_eq!(seen[0].header("last-event-id"), "3");
    assert!(!seen[1].headers.contains_key("last-event-id"));
    let raw: Request<()> = Call::new(&server.client(), Method::GET, "/stream").empty();
    assert!(raw.await.is_ok());
}

#[tokio::test]
async fn what_is_no_stream_is_an_error_with_its_body() {
    let cases = [
        ("application/json; charset=utf-8", r#"{"id":1}"#),
        ("text/html", "<html>login</html>"),
        ("text/plain", "try later"),
    ];
    for (media_type, body) in cases {
        let server = Server::start(move |_, _| {
            Answer::new(200, body).header("content-type", media_type)
        })
        .await;
        let call = || Call::new(&server.client(), Method::GET, "/stream");
        let error = call().events::<Value>().await.unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.body().unwrap(), body);
        let essence = media_type.split(';').next().unwrap();
        assert_eq!(
            error.to_string(),
            format!("GET /stream: the answer is `{essence}` and no stream: {body}")
        );
        let lines = call().json_lines::<Value>("application/x-ndjson").await;
        assert_eq!(lines.is_err(), media_type != "text/plain");
        let asked = call().json_lines::<Value>("application/json, x/y").await;
        assert_eq!(asked.is_err(), media_type == "text/html");
    }
    // The API's own error is told as such.
    let body = r#"{"error":{"message":"overloaded"}}"#;
    let server = Server::start(move |_, _| {
        Answer::new(200, body).header("content-type", "application/json")
    })
    .await;
    let call = Call::new(&server.client(), Method::GET, "/stream");
    let error = call.events::<Value>().await.unwrap_err();
    assert!(error.is_failure() && error.body().unwrap() == body, "{error:?}");
    assert_eq!(
        error.to_string(),
        "GET /stream: the API reports a failure with status 200 OK: overloaded"
    );
    let server = Server::start(|_, _| {
        Answer::new(200, "data: 1\n\n").header("content-type", "Text/Event-Stream;x=y")
    })
    .await;
    let call = Call::new(&server.client(), Method::GET, "/stream");
    assert!(call.events::<Value>().await.is_ok());
}

#[tokio::test]
async fn a_flag_of_the_body_asks_for_a_stream() {
    let server = Server::with([|| Answer::status(200)]).await;
    let client = server.client();
    let call = || Call::new(&client, Method::POST, "/chat");
    let bodies = [
        (call().json_body(&json!({ "a": 1 })), r#"{"a":1,"stream":true}"#),
        (
            call().json_body(&json!({ "stream": false, "z\"": [2] })),
            r#"{"stream":true,"z\"":[2]}"#,
        ),
        (call().optional_json_body(None::<&Value>), r#"{"stream":true}"#),
    ];
    for (call, body) in bodies {
        call.body_flag("stream", true).empty().await.unwrap();
        let seen = server.seen().pop().unwrap();
        assert_eq!(seen.text(), body);
        assert_eq!(seen.header("content-type"), "application/json");
    }
    let call_in_mode = call().json_body(&json!({})).body_flag("mode", "streaming");
    call_in_mode.empty().await.unwrap();
    assert_eq!(server.seen().pop().unwrap().text(), r#"{"mode":"streaming"}"#);
    let call = call().json_body(&json!([1])).body_flag("stream", true);
    let error = call.empty().await.unwrap_err();
    assert!(error.to_string().contains("cannot have the member `stream`"), "{error}");
}

#[tokio::test]
async fn results_come_on_lines_or_as_events_and_an_error_ends_them() {
    let one = r#"{"result":{"a":1}}"#;
    let failed = r#"{"error":{"code":7,"message":"not allowed"}}"#;
    let lines = format!("{one}\n{{\"result\":2,\"error\":null}}\n{failed}\n{one}\n");
    let events = format!(
        "data: {one}\n\n: still there\n\ndata: {{\"result\":2}}\n\ndata: {failed}\n\ndata: {one}\n\n"
    );
    for (media_type, body) in
        [("application/json", lines), ("text/event-stream", events)]
    {
        let server = Server::start(move |_, _| {
            Answer::new(200, body.clone()).header("content-type", media_type)
        })
        .await;
        let call = Call::new(&server.client(), Method::GET, "/stream");
        let seen = all(call.json_results::<Value>("application/json")).await;
        assert_eq!(seen.len(), 3);
        assert_eq!(*seen[0].as_ref().unwrap(), json!({ "a": 1 }));
        assert_eq!(*seen[1].as_ref().unwrap(), json!(2));
        let error = seen[2].as_ref().unwrap_err();
        assert!(error.is_failure() && error.body().unwrap() == failed, "{error:?}");
        assert!(error.to_string().ends_with("7 not allowed"), "{error}");
    }
    // What is no result is an error that names its place, and the next one is right again.
    let text = b"{}\n{\"result\":\"x\"}\n{\"result\":3}\n".to_vec();
    let seen = all(call(vec![text]).json_results::<i64>("application/json")).await;
    let error = |index: usize| seen[index].as_ref().unwrap_err().to_string();
    assert!(error(0).contains("line 1 of the answer: missing field `result`"));
    assert!(error(1).contains("cannot decode `result` of line 2"), "{}", error(1));
    assert_eq!(*seen[2].as_ref().unwrap(), 3);
}

/// What ends events, and what keeps their connection alive, is no line.
#[tokio::test]
async fn lines_that_come_as_events_end_as_events_do() {
    let text =
        "data: {\"result\":1}\n\ndata:\n\ndata: [DONE]\n\ndata: {\"result\":2}\n\n";
    let server = Server::start(move |_, _| {
        Answer::new(200, text).header("content-type", "text/event-stream")
    })
    .await;
    let call = || Call::new(&server.client(), Method::GET, "/stream");
    assert_eq!(right(call().json_results::<i64>("application/json")).await, [1]);
    let lines = right(call().json_lines::<Value>("application/x-ndjson")).await;
    assert_eq!(lines, [json!({ "result": 1 })]);
}

#[tokio::test]
async fn an_event_of_an_empty_name_has_none() {
    let text = "event:\ndata: 1\n\nevent: x\nevent:\ndata: 2\n\n";
    let seen = all(call(vec![text.into()]).events::<u8>()).await;
    assert!(seen.iter().all(|one| one.as_ref().unwrap().event.is_none()));
    assert_eq!(seen.len(), 2);
}

/// Nothing that came would be told of.
#[tokio::test]
async fn a_stream_of_something_else_than_events_is_an_error() {
    let sent = |text: &str| vec![text.as_bytes().to_vec()];
    for text in ["tok0 tok1 ", "tok0\ntok1\n", "tok0 x\n\n: hello\n\n"] {
        let [Err(error)] = &all(call(sent(text)).text_events()).await[..] else {
            panic!("{text}");
        };
        assert!(error.is_decode(), "{error:?}");
        let told = "the answer has no event, and is something else: tok0";
        assert!(error.to_string().contains(told), "{error}");
        assert!(error.text().unwrap().starts_with("tok0"), "{error:?}");
    }
    let failure = sent("{\"error\": {\"message\": \"overloaded\"}}");
    let [Err(error)] = &all(call(failure).events::<Value>()).await[..] else { panic!() };
    assert!(error.is_failure(), "{error:?}");
    // Comments, fields without data, and nothing at all.
    for text in [
        ": ping\n\n: ping\n\n",
        "heartbeat: 1\n\n",
        "retry: 10\n\n",
        "id: 1\nevent: a\n\n",
        "\n\n",
        "",
    ] {
        assert!(all(call(sent(text)).text_events()).await.is_empty(), "{text}");
    }
    assert_eq!(right(call(sent("tok0\n\ndata: a\n\n")).text_events()).await.len(), 1);
    let long = all(call(vec![vec![b'x'; 9000]; 9]).text_events()).await;
    let [Err(error)] = &long[..] else { panic!() };
    assert!(error.body().unwrap().len() < 5000 && error.to_string().len() < 400);
}
