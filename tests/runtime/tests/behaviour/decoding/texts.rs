//! Answers that are text or bytes, and how text is encoded.

use http::Method;
use serde_json::Value;
use specwright_runtime_tests::runtime::Call;

use super::super::support::{Answer, Server};
use super::call;

#[tokio::test]
async fn a_byte_order_mark_does_not_matter() {
    let answer = || Answer::new(200, "\u{feff}[1]");
    assert_eq!(call(answer, Call::json::<Vec<i64>>).await.unwrap(), [1]);
}

#[tokio::test]
async fn text_and_bytes() {
    let answer = || Answer::new(200, "grüß");
    assert_eq!(call(answer, |call| call.text("text/plain")).await.unwrap(), "grüß");
    assert_eq!(call(answer, |call| call.bytes("image/png")).await.unwrap(), "grüß");
    let answer = || Answer::new(200, &b"\xff"[..]);
    assert!(call(answer, |call| call.text("text/plain")).await.unwrap_err().is_decode());
}

/// Frameworks encode a text as JSON that the description calls text.
#[tokio::test]
async fn text_that_is_said_to_be_json_is_decoded() {
    let json = || Answer::json(&Value::from("1.0\n"));
    assert_eq!(call(json, |call| call.text("text/plain")).await.unwrap(), "1.0\n");
    let text = call(json, |call| call.optional_text("text/plain")).await.unwrap();
    assert_eq!(text.as_deref(), Some("1.0\n"));
    let plain = || Answer::new(200, "\"1.0\"").header("content-type", "text/plain");
    assert_eq!(call(plain, |call| call.text("text/plain")).await.unwrap(), "\"1.0\"");
    let object = || Answer::json(&serde_json::json!({ "a": 1 }));
    assert_eq!(call(object, |call| call.text("text/plain")).await.unwrap(), "{\"a\":1}");
}

#[tokio::test]
async fn text_and_bytes_that_are_not_there() {
    let nothing = || Answer::new(204, "");
    assert_eq!(
        call(nothing, |call| call.optional_text("text/plain")).await.unwrap(),
        None
    );
    assert_eq!(
        call(nothing, |call| call.optional_bytes("image/png")).await.unwrap(),
        None
    );
    let some = || Answer::new(200, "a");
    let text = call(some, |call| call.optional_text("text/plain")).await.unwrap();
    assert_eq!(text.as_deref(), Some("a"));
    let bytes = call(some, |call| call.optional_bytes("image/png")).await.unwrap();
    assert_eq!(bytes.as_deref(), Some(&b"a"[..]));
}

#[tokio::test]
async fn text_can_be_latin_1() {
    let server = Server::start(|_, _| {
        Answer::new(200, &b"caf\xe9 5 \x80"[..])
            .header("content-type", "text/csv; charset=ISO-8859-1")
    })
    .await;
    let call = || Call::new(&server.client(), Method::GET, "/x");
    assert_eq!(call().text("text/csv").await.unwrap(), "caf\u{e9} 5 \u{20ac}");
    let raw = call().text("text/csv").raw().await.unwrap();
    assert_eq!(raw.text().await.unwrap(), "caf\u{e9} 5 \u{20ac}");
    let bytes = call().bytes("text/csv").await.unwrap();
    assert_eq!(bytes, &b"caf\xe9 5 \x80"[..]);
}

#[tokio::test]
async fn text_of_two_bytes_for_each_character_is_no_utf_8() {
    for charset in ["utf-16le", "UTF-16", "utf-32", "UCS-2"] {
        let server = Server::start(move |_, _| {
            Answer::new(200, &b"o\0k\0"[..])
                .header("content-type", format!("text/plain; charset={charset}"))
        })
        .await;
        let call = || Call::new(&server.client(), Method::GET, "/x");
        let errors = [
            call().text("*/*").await.unwrap_err(),
            call().json::<String>().await.unwrap_err(),
            call().text("*/*").raw().await.unwrap().text().await.unwrap_err(),
        ];
        for error in errors {
            let reason = format!("GET /x: the body is in `{charset}`, not UTF-8 text");
            assert!(error.to_string().starts_with(&reason), "{error}");
        }
    }
    // What says so and is UTF-8 is read.
    let answer =
        || Answer::new(200, "ok").header("content-type", "text/plain; charset=utf-16");
    assert_eq!(call(answer, |call| call.text("*/*")).await.unwrap(), "ok");
}

#[tokio::test]
async fn what_is_no_utf_8_says_what_it_is() {
    let cases = [
        ("content-encoding", "br", "compressed (`br`)"),
        ("content-encoding", "gzip, br", "compressed (`gzip, br`)"),
        ("content-type", "application/json; charset=\"utf-16\"", "in `utf-16`"),
        ("content-type", "application/json; charset=latin1", "in `latin1`"),
    ];
    for (name, value, reason) in cases {
        let server = Server::start(move |_, _| {
            Answer::new(200, &b"\x1f\x8b\xff\xfe"[..]).header(name, value)
        })
        .await;
        let call = Call::new(&server.client(), Method::GET, "/x");
        let error = call.json::<Value>().await.unwrap_err();
        assert!(error.is_decode());
        assert_eq!(
            error.to_string(),
            format!(
                "GET /x: the body is {reason}, not UTF-8 text; `raw()` gives its bytes"
            )
        );
        assert_eq!(error.body().unwrap(), &b"\x1f\x8b\xff\xfe"[..]);
    }
}
