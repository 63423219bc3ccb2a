//! Answers: the value inside, what is wrong with it, and what is kept.

mod texts;
mod values;

use std::collections::BTreeMap;
use std::error::Error as _;

use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::by_status::{ByStatus, Content, decode_json};
use specwright_runtime_tests::runtime::{Call, Error, Request};
use specwright_runtime_tests::sdk::{Animal, Pet, Sleep};

use super::support::{Answer, Server};

/// What a call of this answer gives.
async fn call<T>(
    answer: fn() -> Answer,
    finish: impl FnOnce(Call) -> Request<T>,
) -> Result<T, Error> {
    let server = Server::with([answer]).await;
    finish(Call::new(&server.client(), Method::GET, "/x")).await
}

#[tokio::test]
async fn the_value_is_where_the_keys_lead() {
    let answer = || Answer::json(&json!({ "a": { "b": [1, 2] }, "c": "x" }));
    assert_eq!(
        call(answer, |call| call.json_at::<Vec<i64>>(&["a", "b"])).await.unwrap(),
        [1, 2]
    );
    assert_eq!(call(answer, |call| call.json_at::<String>(&["c"])).await.unwrap(), "x");
    let all = call(answer, Call::json::<BTreeMap<String, Value>>).await.unwrap();
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn a_missing_value_is_null() {
    for answer in [
        || Answer::json(&json!({ "success": true })),
        || Answer::json(&json!({ "success": true, "result": null })),
        || Answer::status(204),
        || Answer::new(200, " \n"),
    ] {
        let value =
            call(answer, |call| call.json_at::<Option<Animal>>(&["result"])).await;
        assert_eq!(value.unwrap(), None);
        let error =
            call(answer, |call| call.json_at::<Animal>(&["result"])).await.unwrap_err();
        assert!(error.is_decode());
        let message = match error.body().unwrap().trim_ascii() {
            b"" => "GET /x: the answer should have a body, and it is empty",
            _ => {
                "GET /x: cannot decode `result` of the answer: invalid type: null, expected an \
                 object (Animal)"
            }
        };
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test]
async fn a_page_for_people_is_no_answer() {
    let answer =
        || Answer::new(200, "<html>Log in</html>").header("content-type", "text/html");
    let error = call(answer, Call::json::<Animal>).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(
        error.to_string(),
        "GET /x: the answer should be JSON, and it is text/html; `raw()` gives it as it is"
    );
}

/// Whatever it begins with.
#[tokio::test]
async fn what_is_no_json_says_what_it_is() {
    let cases = [
        ("text/csv; charset=utf-8", "a,b\n1,2\n", "text/csv"),
        ("text/csv", "1,2\n", "text/csv"),
        ("text/event-stream", "data: 1\n\n", "text/event-stream"),
        ("text/plain", "true enough", "text/plain"),
    ];
    for (media_type, body, said) in cases {
        let server = Server::start(move |_, _| {
            Answer::new(200, body).header("content-type", media_type)
        })
        .await;
        let call = || Call::new(&server.client(), Method::GET, "/x").no_envelope();
        let errors = [
            call().json::<Value>().await.unwrap_err(),
            call().json_at::<Value>(&["result"]).await.unwrap_err(),
            call().json_integers::<i64>("application/json", &[]).await.unwrap_err(),
            call().by_status::<Started>("application/json", &[]).await.unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_decode() && error.body().unwrap() == body, "{error:?}");
            let told =
                format!("the answer should be JSON, and it is {said}; `raw()` gives");
            assert!(error.to_string().contains(&told), "{error}");
        }
    }
    // JSON that is called something else is JSON.
    let named = || Answer::new(200, r#"{"n": 1}"#).header("content-type", "text/plain");
    assert_eq!(call(named, Call::json::<Value>).await.unwrap(), json!({ "n": 1 }));
    let error = call(named, Call::json::<Vec<i64>>).await.unwrap_err();
    assert!(error.to_string().contains("expected a sequence"), "{error}");
    let broken =
        || Answer::new(200, "{\"n\"").header("content-type", "application/json");
    let error = call(broken, Call::json::<Value>).await.unwrap_err();
    assert!(error.to_string().contains("EOF while parsing"), "{error}");
}

#[tokio::test]
async fn an_answer_that_says_it_failed_is_an_error() {
    let answer = || {
        let errors =
            json!([{ "code": 7002, "message": "gone" }, { "code": 10, "message": "" }]);
        Answer::json(&json!({ "success": false, "errors": errors, "result": null }))
            .header("cf-ray", "ray-1")
    };
    let error =
        call(answer, |call| call.json_at::<Option<i64>>(&["result"])).await.unwrap_err();
    assert!(error.is_failure() && !error.is_status() && !error.is_decode());
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("ray-1"));
    let [first, second] = error.api_errors() else { panic!("{error:?}") };
    assert_eq!((first.code(), first.message()), ("7002", "gone"));
    assert_eq!((second.code(), second.message()), ("10", ""));
    assert_eq!(
        error.to_string(),
        "GET /x: the API reports a failure with status 200 OK: 7002 gone, 10"
    );
    assert!(call(answer, Call::empty).await.unwrap_err().is_failure());
    assert!(call(answer, Call::json::<Value>).await.unwrap_err().is_failure());
}

#[tokio::test]
async fn errors_in_place_of_the_value_are_a_failure() {
    let failed = |body: &'static str| async move {
        let server = Server::start(move |_, _| {
            Answer::new(200, body).header("content-type", "application/json")
        })
        .await;
        Call::new(&server.client(), Method::GET, "/x")
            .no_envelope()
            .json::<Vec<i64>>()
            .await
    };
    let said = [
        (r#"{"ok": false, "error": "no_channel", "needed": "x"}"#, "no_channel"),
        (r#"{"success": false, "errors": [{"code": 1}], "data": null}"#, "1"),
        (r#"{"errors": ["gone"]}"#, "gone"),
    ];
    for (body, message) in said {
        let error = failed(body).await.unwrap_err();
        assert!(error.is_failure() && !error.is_decode(), "{error}");
        assert_eq!(
            error.to_string(),
            format!("GET /x: the API reports a failure with status 200 OK: {message}")
        );
        assert_eq!(error.body().unwrap(), body);
        let source = error.source().unwrap().to_string();
        assert!(
            source.starts_with("cannot decode the answer: invalid type"),
            "{source}"
        );
    }
    // The same where the status tells what the value is.
    let answer = || Answer::new(200, r#"{"errors": ["gone"]}"#);
    let error = call(answer, |call| call.by_status::<Started>("*/*", &[])).await;
    let error = error.unwrap_err();
    assert!(error.is_failure() && !error.is_decode(), "{error}");
    assert_eq!(error.api_errors()[0].message(), "gone");
    // Errors beside other members may be of the thing itself.
    for body in [r#"{"id": 1, "error": "late"}"#, r#"{"ok": false}"#, "{}", "[true]"] {
        assert!(failed(body).await.unwrap_err().is_decode(), "{body}");
    }
}

#[tokio::test]
async fn a_string_can_be_text_where_the_answer_says_so() {
    let answer = |media_type: &'static str, body: &'static str| async move {
        let server = Server::start(move |_, _| {
            Answer::new(200, body).header("content-type", media_type)
        })
        .await;
        Call::new(&server.client(), Method::GET, "/x").json::<String>().await
    };
    let lines = "{\"a\":1}\n{\"a\":2}\n";
    for media_type in ["application/octet-stream", "text/plain; charset=utf-8"] {
        assert_eq!(answer(media_type, lines).await.unwrap(), lines);
        assert_eq!(answer(media_type, "\"a\"").await.unwrap(), "a");
    }
    for media_type in ["application/json", "application/problem+json", "text/html"] {
        assert!(answer(media_type, lines).await.unwrap_err().is_decode());
    }
    // Nothing else is text.
    let answer = || Answer::new(200, "7 up").header("content-type", "text/plain");
    assert!(call(answer, Call::json::<i64>).await.unwrap_err().is_decode());
    // Nor is a string one of several things that the value can be: an error would be one.
    let answer = || Answer::new(200, "no upstream").header("content-type", "text/plain");
    assert!(call(answer, Call::json::<Value>).await.unwrap_err().is_decode());
    assert!(call(answer, Call::json::<Sleep>).await.unwrap_err().is_decode());
    assert!(call(answer, Call::json::<Pet>).await.unwrap_err().is_decode());
    let text = call(answer, Call::json::<Option<String>>).await.unwrap();
    assert_eq!(text.as_deref(), Some("no upstream"));
}

#[tokio::test]
async fn what_is_no_envelope_is_no_failure() {
    for answer in [
        || Answer::json(&json!([1])),
        || Answer::json(&json!({ "success": null })),
        || Answer::json(&json!({ "success": "false" })),
        || Answer::new(200, "{\"success\": false"),
        || Answer::new(200, "hello"),
    ] {
        call(answer, Call::empty).await.unwrap();
    }
}

/// An answer and what is wrong with it.
type Case = (fn() -> Answer, &'static str);

/// The message and the body of the error of this answer, without what comes before the path.
async fn wrong(answer: fn() -> Answer) -> String {
    let error =
        call(answer, |call| call.json_at::<Vec<Animal>>(&["result"])).await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.status().unwrap(), 200);
    assert!(!error.body().unwrap().is_empty());
    error.to_string().replace("GET /x: cannot decode ", "")
}

#[tokio::test]
async fn a_decode_error_names_the_place() {
    let cases: [Case; 9] = [
        (
            || Answer::json(&json!({ "result": [{ "id": "a" }, { "id": 1 }] })),
            "`result[1].id` of the answer: invalid type: integer `1`, expected a string",
        ),
        (
            || {
                Answer::json(
                    &json!({ "result": [{ "id": "a" }, { "age": 1, "weight": 2 }] }),
                )
            },
            "`result[1]` of the answer: missing field `id`",
        ),
        (
            || {
                Answer::new(
                    200,
                    "{\"result\": [ {\n \"id\": \"a\" ,\n \"mother\":\n {} \n} ]}",
                )
            },
            "`result[0].mother` of the answer: missing field `id`",
        ),
        (
            || Answer::json(&json!({ "result": [{ "id": "a", "weight": [1] }] })),
            "`result[0].weight` of the answer: invalid type: sequence, expected f64",
        ),
        (
            || Answer::json(&json!({ "result": [{ "id": "a", "weight": { "x": 1 } }] })),
            "`result[0].weight` of the answer: invalid type: map, expected f64",
        ),
        (
            || Answer::json(&json!({ "result": [{ "id": "a", "age": 1.5 }] })),
            "`result[0].age` of the answer: invalid type: floating point `1.5`, expected i64",
        ),
        (
            || Answer::json(&json!({ "result": { "id": "a" } })),
            "`result` of the answer: invalid type: map, expected a sequence",
        ),
        (
            || Answer::json(&json!({ "result": [[], 2] })),
            "`result[0]` of the answer: invalid type: sequence, expected an object (Animal)",
        ),
        (|| Answer::json(&json!([1])), "GET /x: the answer is no object with `result`"),
    ];
    for (answer, message) in cases {
        assert_eq!(wrong(answer).await, message);
    }
}

#[tokio::test]
async fn a_decode_error_names_odd_keys() {
    let answer = || Answer::json(&json!({ "a b": { "x\"y": [0, "1"] } }));
    let error = call(answer, Call::json::<BTreeMap<String, BTreeMap<String, Vec<i64>>>>)
        .await
        .unwrap_err();
    assert!(error.to_string().contains(r#"`["a b"]["x\"y"][1]`"#), "{error}");
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_kept() {
    let answer = || Answer::new(200, "<html>oops</html>");
    let error = call(answer, Call::json::<Value>).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(
        error.to_string(),
        "GET /x: the answer should be JSON, and it is markup; `raw()` gives it as it is"
    );
    assert_eq!(error.body().unwrap(), "<html>oops</html>");
    let answer = || Answer::new(200, &b"\"\xff\""[..]);
    assert!(call(answer, Call::json::<Value>).await.unwrap_err().is_decode());
    let answer = || Answer::new(200, "{\"result\": [{\"id\": \"a\"");
    let error = call(answer, Call::json::<Value>).await.unwrap_err();
    assert!(error.to_string().contains("EOF while parsing"), "{error}");
}

#[derive(Debug, PartialEq)]
enum Started {
    Done(i64),
    Text(String),
    Maybe(Option<i64>),
    Any(Value),
    Nothing,
}

impl ByStatus for Started {
    fn decode(status: u16, body: &Content<'_>) -> Result<Self, Error> {
        match status {
            203 => body.text().map(Self::Text),
            204 => Ok(Self::Nothing),
            // Text, though the description calls it JSON.
            207 => decode_json(body).map(Self::Text),
            226 => decode_json(body).map(Self::Any),
            208 => decode_json(body).map(Self::Maybe),
            _ => decode_json(body).map(Self::Done),
        }
    }
}

#[tokio::test]
async fn the_status_tells_which_answer_it_is() {
    let started = |answer| call(answer, |call| call.by_status::<Started>("*/*", &[]));
    assert_eq!(started(|| Answer::new(200, "7")).await.unwrap(), Started::Done(7));
    assert_eq!(started(|| Answer::new(206, "8")).await.unwrap(), Started::Done(8));
    assert_eq!(started(|| Answer::status(204)).await.unwrap(), Started::Nothing);
    let text = started(|| Answer::new(203, "soon")).await.unwrap();
    assert_eq!(text, Started::Text("soon".to_owned()));
    let text = started(|| Answer::new(203, " \n")).await.unwrap();
    assert_eq!(text, Started::Text(" \n".to_owned()));
    let latin = || {
        Answer::new(203, &b"caf\xe9"[..])
            .header("content-type", "text/plain; charset=latin1")
    };
    assert_eq!(started(latin).await.unwrap(), Started::Text("caf\u{e9}".to_owned()));
    let inside = || Answer::json(&json!({ "result": 9, "success": true }));
    let inside =
        call(inside, |call| call.by_status::<Started>("*/*", &["result"])).await;
    assert_eq!(inside.unwrap(), Started::Done(9));
    assert_eq!(started(|| Answer::new(208, " \n")).await.unwrap(), Started::Maybe(None));
    let text = || Answer::new(207, "soon").header("content-type", "text/plain");
    assert_eq!(started(text).await.unwrap(), Started::Text("soon".to_owned()));
    let error = || Answer::new(226, "soon").header("content-type", "text/plain");
    assert!(started(error).await.unwrap_err().is_decode());
    let error = started(|| Answer::new(200, "{}")).await.unwrap_err();
    assert!(error.is_decode() && error.status().is_some_and(|status| status == 200));
    assert!(
        error.to_string().starts_with("GET /x: cannot decode the answer"),
        "{error}"
    );
}

#[tokio::test]
async fn an_error_inside_of_a_union_has_its_place() {
    let answer = || {
        Answer::json(&json!([
            { "kind": "cat", "key": "k", "value": [] },
            { "kind": "dog", "id": "d", "weight": "heavy" },
        ]))
    };
    let error = call(answer, Call::json::<Vec<Pet>>).await.unwrap_err().to_string();
    let place = "GET /x: cannot decode `[1].weight` of the answer: invalid type: string";
    assert!(error.starts_with(place), "{error}");
}

#[tokio::test]
async fn an_empty_body_is_said_to_be_empty() {
    for (status, body) in [(200, " \n"), (204, "")] {
        let server = Server::start(move |_, _| Answer::new(status, body)).await;
        let client = server.client();
        let call = || Call::new(&client, Method::GET, "/x");
        let empty = "the answer should have a body, and it is empty";
        let errors = [
            call().json::<Animal>().await.unwrap_err(),
            call().json_at::<Animal>(&["result"]).await.unwrap_err(),
            call().by_status::<Answered>("*/*", &[]).await.unwrap_err(),
            call().by_status::<Answered>("*/*", &["result"]).await.unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_decode());
            assert_eq!(error.to_string(), format!("GET /x: {empty}"));
            assert_eq!(error.status().unwrap(), status);
        }
        let raw = call().empty().raw().await.unwrap();
        let error = raw.json::<Value>().await.unwrap_err();
        assert_eq!(error.to_string(), format!("GET /x: {empty}"));
        // What can be null can be missing.
        assert_eq!(call().json::<Option<i64>>().await.unwrap(), None);
        assert_eq!(call().json_at::<Value>(&["result"]).await.unwrap(), Value::Null);
    }
}

/// The answer of an operation, whatever its status.
#[derive(Debug)]
struct Answered;

impl ByStatus for Answered {
    fn decode(
        _: u16,
        body: &Content<'_>,
    ) -> specwright_runtime_tests::runtime::Result<Self> {
        decode_json::<Animal>(body).map(|_| Self)
    }
}
