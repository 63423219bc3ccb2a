//! Errors, and what they know.

use std::error::Error as _;

use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::by_status::decode_text;
use specwright_runtime_tests::runtime::{
    Api, Call, ClientBuilder, Error, Failure, TypedError, decode,
};
use specwright_runtime_tests::sdk::{AnimalGetError, Filter, NOTHING};

use super::support::{Answer, Server};

/// What an error is asked.
type Predicate = fn(&Error) -> bool;

async fn failed(status: u16, body: Value) -> Error {
    let server = Server::start(move |_, _| {
        Answer::new(status, body.to_string()).header("x-request-id", "r-1")
    })
    .await;
    server.client().animals().get("z", "1").max_retries(0).await.unwrap_err()
}

#[tokio::test]
async fn predicates_by_status() {
    let predicates: [(u16, Predicate); 8] = [
        (400, Error::is_bad_request),
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
        (422, Error::is_unprocessable),
        (429, Error::is_rate_limited),
        (503, Error::is_server_error),
    ];
    for (status, _) in predicates {
        let error = failed(status, Value::Null).await;
        assert!(error.is_status());
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.is_client_error(), status < 500);
        for (other, predicate) in predicates {
            assert_eq!(predicate(&error), other == status, "{status} {other}");
        }
        let no: [Predicate; 6] = [
            Error::is_timeout,
            Error::is_connect,
            Error::is_interrupted,
            Error::is_decode,
            Error::is_failure,
            Error::is_credentials,
        ];
        assert!(no.iter().all(|predicate| !predicate(&error)));
    }
}

#[tokio::test]
async fn the_answer_is_kept() {
    let body = json!({ "success": false, "errors": [{ "code": 7002, "message": "no such log" }] });
    let error = failed(404, body.clone()).await;
    assert_eq!(error.body().unwrap(), body.to_string().as_str());
    assert_eq!(error.headers().unwrap()["x-request-id"], "r-1");
    assert_eq!(error.request_id(), Some("r-1"));
    let [first] = error.api_errors() else { panic!("{error:?}") };
    assert_eq!((first.code(), first.message()), ("7002", "no such log"));
    assert_eq!(first.value()["code"], 7002);
    assert_eq!(
        error.to_string(),
        "GET /zoos/{zoo}/animals/{id}: 404 Not Found: 7002 no such log"
    );
    assert!(error.source().is_none());
}

#[tokio::test]
async fn errors_of_other_apis_are_found_too() {
    let cases = [
        (json!({ "error": { "type": "invalid", "message": "no" } }), "invalid no"),
        (json!({ "message": "no" }), "no"),
        (json!({ "error": "no" }), "no"),
        (
            json!({ "title": "Bad", "detail": "no", "type": "about:blank" }),
            "about:blank no",
        ),
        (json!({ "errors": ["a", "b"] }), "a, b"),
        (json!([{ "code": "x" }]), "x"),
        (
            json!({ "statusCode": 404, "message": "Cat 5", "error": "Not Found" }),
            "Not Found Cat 5",
        ),
        (
            json!({ "error": "invalid_grant", "error_description": "It expired" }),
            "invalid_grant It expired",
        ),
        (json!({ "message": ["a", "b"], "error": "Bad Request" }), "a, b"),
        (
            json!({ "detail": [{ "loc": ["body", "x"], "msg": "missing", "type": "m" }] }),
            "m missing",
        ),
        (json!({ "detail": { "code": 7, "message": "no" } }), "7 no"),
        (
            json!({ "age": ["low"], "name": ["short", "odd"] }),
            "age: low, name: short, name: odd",
        ),
        (
            json!({ "title": "Bad", "detail": "d", "errors": { "name": ["short", "\u{e9}"] } }),
            "name: short, name: \u{e9}",
        ),
        (
            json!({ "title": "Bad", "errors": [{ "detail": "low", "pointer": "#/age" }] }),
            "low",
        ),
        (json!({ "message": "no", "errors": [] }), "no"),
        (
            json!({ "message": "no", "code": "E1", "detail": { "id": 5, "field": "name" } }),
            "E1 no",
        ),
    ];
    for (body, text) in cases {
        says(body, text).await;
    }
    for other in [
        json!({ "other": 1 }),
        json!({ "a": ["x"], "b": [1] }),
        json!({ "data": { "tags": ["x"] } }),
        json!({}),
    ] {
        assert!(failed(400, other).await.api_errors().is_empty());
    }
    let server = Server::with([|| Answer::new(400, "<html>")]).await;
    let error = server.client().animals().get("z", "1").await.unwrap_err();
    assert!(error.api_errors().is_empty());
}

/// What the message of an error with this body ends with.
async fn says(body: Value, text: &str) {
    let message = failed(400, body).await.to_string();
    assert!(message.ends_with(&format!("400 Bad Request: {text}")), "{message}");
}

/// Deeper than others, and without the status or an id in the place of a code.
#[tokio::test]
async fn what_is_wrong_with_members_is_found() {
    let cases = [
        (
            json!({ "code": 400, "errors": { "json": { "a": { "0": ["b"] }, "name": ["short"] } } }),
            "json.a.0: b, json.name: short",
        ),
        (
            json!({ "message": "Validation error", "detail": { "query": { "q": ["long"] } } }),
            "query.q: long",
        ),
        (
            json!({ "error": { "name": "ZodError", "message": "[…]", "issues": [
                { "code": "too_small", "message": "Too small", "path": ["pets", 0, "age"] },
                { "message": "Odd", "path": [] },
            ] } }),
            "too_small pets.0.age: Too small, Odd",
        ),
        (
            json!({ "id": "94d3e914-1fda-4c03-9ab0-e7002a9df98d", "message": "See the details", "details": [
                { "message": "no name" }, { "message": "See the details" }, { "reason": "x" },
            ] }),
            "See the details, no name",
        ),
        (
            json!({ "code": "INVALID", "message": "no", "issues": [{ "path": ["a"], "message": "odd" }] }),
            "INVALID no, a: odd",
        ),
        (json!({ "message": "no", "issues": [{ "id": 1, "title": "Leak" }] }), "no"),
        (json!({ "id": "not_found", "message": "no" }), "not_found no"),
        (json!({ "code": 400, "message": "no" }), "no"),
        (
            json!({ "code": "400", "error": { "status": 400, "code": 400 } , "title": "Odd" }),
            "Odd",
        ),
    ];
    for (body, text) in cases {
        says(body, text).await;
    }
}

#[tokio::test]
async fn typed_errors_are_chosen_by_status() {
    let filter = json!({ "key": "k", "value": [] });
    let typed = |error: &Error| error.decode::<AnimalGetError>().unwrap().unwrap();
    let not_found = failed(404, filter.clone()).await;
    assert_eq!(typed(&not_found), AnimalGetError::NotFound(Filter::new("k", vec![])));
    let gone = failed(410, filter.clone()).await;
    assert_eq!(typed(&gone), AnimalGetError::ClientError(filter.clone()));
    let broken = failed(500, filter.clone()).await;
    assert_eq!(typed(&broken), AnimalGetError::Default(filter));
}

#[tokio::test]
async fn a_typed_error_that_does_not_decode_says_where() {
    let error = failed(404, json!({ "key": 1, "value": [] })).await;
    let error = error.decode::<AnimalGetError>().unwrap().unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.status().unwrap(), 404);
    assert!(error.to_string().contains("cannot decode `key` of the answer"), "{error}");
}

#[tokio::test]
async fn there_is_no_typed_error_without_an_answer() {
    #[derive(Debug)]
    struct OnlyConflict;
    impl TypedError for OnlyConflict {
        fn decode(status: u16, body: &[u8]) -> Option<Result<Self, Error>> {
            (status == 409).then(|| decode::<Value>(body).map(|_| Self))
        }
    }
    assert!(failed(404, Value::Null).await.decode::<OnlyConflict>().is_none());
    assert!(failed(409, Value::Null).await.decode::<OnlyConflict>().is_some());
    let server = Server::with([|| Answer::new(200, "no json")]).await;
    let error = server.client().animals().get("z", "1").await.unwrap_err();
    assert!(error.decode::<AnimalGetError>().is_none());
    let client =
        server.builder().base_url("http://127.0.0.1:1").max_retries(0).build().unwrap();
    let error = client.animals().get("z", "1").await.unwrap_err();
    assert!(error.is_connect() && error.source().is_some());
    assert!(error.decode::<AnimalGetError>().is_none());
}

#[tokio::test]
async fn a_server_that_speaks_something_else_is_no_timeout() {
    let (url, _) = super::timeouts::breaking_server("SSH-2.0-OpenSSH\r\n").await;
    let server = Server::with([|| Answer::status(200)]).await;
    let client = server.builder().base_url(url).max_retries(0).build().unwrap();
    let error = Call::new(&client, Method::GET, "/x").empty().await.unwrap_err();
    assert!(
        error.is_interrupted() && !error.is_timeout() && !error.is_connect(),
        "{error:?}"
    );
}

#[test]
fn errors_are_small_and_can_be_sent() {
    fn is_error<E: std::error::Error + Send + Sync + 'static>() {}
    is_error::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

#[tokio::test]
async fn what_is_said_to_be_no_json_is_not_read_as_such() {
    let failed = |media_type: &'static str, body: &'static str| async move {
        let server = Server::start(move |_, _| {
            Answer::new(404, body.to_owned()).header("content-type", media_type)
        })
        .await;
        server.client().animals().get("z", "1").max_retries(0).await.unwrap_err()
    };
    // The page of a proxy: the description does not speak of it.
    let error = failed("text/html", "<h1>Not here</h1>").await;
    assert!(error.decode::<AnimalGetError>().is_none());
    assert_eq!(error.body().unwrap(), "<h1>Not here</h1>");
    // JSON that is called text is read all the same.
    let error = failed("text/plain", r#"{"code": 1, "message": "x"}"#).await;
    let read = error.decode::<Anything>();
    assert!(matches!(read, Some(Ok(Anything))));
    let error = failed("application/problem+json", "no JSON").await;
    assert!(error.decode::<Anything>().unwrap().is_err());
}

#[tokio::test]
async fn an_error_that_is_text_is_no_decode_error() {
    let types = ["text/plain", "text/plain; charset=iso-8859-1", "text/html", ""];
    for media_type in types {
        let server = Server::start(move |_, _| {
            let answer = Answer::new(404, "no such animal").header("retry-after", "0");
            match media_type {
                "" => answer,
                media_type => answer.header("content-type", media_type),
            }
        })
        .await;
        let error = server.client().animals().get("z", "1").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_decode(), "{media_type}");
        assert_eq!(error.headers().unwrap()["retry-after"], "0");
        assert_eq!(error.text().unwrap(), "no such animal");
        // The description says that it is JSON.
        assert!(error.decode::<AnimalGetError>().is_none(), "{media_type}");
    }
    let server = Server::start(|_, _| {
        Answer::new(404, &b"caf\xe9"[..])
            .header("content-type", "text/plain; charset=latin1")
    })
    .await;
    let error = server.client().animals().get("z", "1").await.unwrap_err();
    assert_eq!(error.text().unwrap(), "caf\u{e9}");
    let decoded = error.decode::<Text>().unwrap().unwrap();
    assert_eq!(decoded.0, "caf\u{e9}");
    let server = Server::start(|_, _| {
        Answer::new(404, &b"n\0o\0"[..])
            .header("content-type", "text/plain; charset=utf-16le")
    })
    .await;
    let error = server.client().animals().get("z", "1").await.unwrap_err();
    assert!(error.text().is_none() && error.decode::<Text>().is_none());
    let server = Server::with([|| Answer::new(404, &b"\xff"[..])]).await;
    let error = server.client().animals().get("z", "1").await.unwrap_err();
    assert_eq!(error.text(), None);
}

/// An error that is text.
#[derive(Debug)]
struct Text(String);

impl TypedError for Text {
    fn decode(
        _: u16,
        body: &[u8],
    ) -> Option<specwright_runtime_tests::runtime::Result<Self>> {
        Some(decode_text(body).map(Self))
    }
}

/// An error that is any JSON.
#[derive(Debug)]
struct Anything;

impl TypedError for Anything {
    fn decode(
        _: u16,
        body: &[u8],
    ) -> Option<specwright_runtime_tests::runtime::Result<Self>> {
        Some(decode::<Value>(body).map(|_| Self))
    }
}

#[tokio::test]
async fn flags_and_errors_can_be_deep_inside_and_have_names_of_their_own() {
    static API: Api = Api {
        failure: Some(Failure {
            flag: &["meta", "ok"],
            errors: &["meta", "problems"],
            code: "number",
            message: "words",
        }),
        ..NOTHING
    };
    let problems = json!([{ "number": 7, "words": "no such pet", "title": "Sorry" }]);
    let body = json!({ "meta": { "ok": false, "problems": problems } });
    for (status, is_failure) in [(200, true), (400, false)] {
        let text = body.to_string();
        let server = Server::start(move |_, _| Answer::new(status, text.clone())).await;
        let client =
            ClientBuilder::new(&API).base_url(server.url.clone()).build().unwrap();
        let call = Call::new(&client, Method::GET, "/pets");
        let error = call.json_at::<Value>(&["data"]).await.unwrap_err();
        assert_eq!(error.is_failure(), is_failure);
        let [problem] = error.api_errors() else { panic!("{error:?}") };
        assert_eq!((problem.code(), problem.message()), ("7", "no such pet"));
    }
}

/// What a server says without any form is all that it says.
#[tokio::test]
async fn a_short_text_is_in_the_message() {
    let long = "x".repeat(201);
    let cases = [
        (
            "text/plain",
            "quota exceeded\nfor project x\n",
            ": quota exceeded for project x",
        ),
        ("application/json", "no such kernel", ": no such kernel"),
        ("text/plain", "bad request", ": bad request"),
        ("text/plain", "Bad Request", ""),
        ("text/plain", "400 Bad Request\n", ""),
        ("text/html", "<p>Sorry</p>", ""),
        ("application/json", "{\"a\": ", ""),
        ("application/octet-stream", "a\0b", ""),
        ("text/plain", "17", ""),
        ("text/plain", "", ""),
        ("text/plain", &long, ""),
    ];
    for (media_type, body, said) in cases {
        let (media_type, body) = (media_type.to_owned(), body.to_owned());
        let server = Server::start(move |_, _| {
            Answer::new(400, body.clone()).header("content-type", media_type.clone())
        })
        .await;
        let call = Call::new(&server.client(), Method::GET, "/x");
        let error = call.json::<Value>().await.unwrap_err();
        assert_eq!(error.to_string(), format!("GET /x: 400 Bad Request{said}"));
        assert!(error.is_status() && error.api_errors().is_empty());
    }
}

#[tokio::test]
async fn a_code_that_is_the_status_is_said_once() {
    let error = failed(422, json!({ "code": 422 })).await;
    assert_eq!(error.api_errors()[0].code(), "422");
    assert!(error.to_string().ends_with(": 422 Unprocessable Entity"), "{error}");
    let error =
        failed(404, json!({ "error": { "code": 404, "message": "gone" } })).await;
    assert!(error.to_string().ends_with(": 404 Not Found: gone"), "{error}");
}
