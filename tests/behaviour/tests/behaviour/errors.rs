//! What goes wrong, and what is told about it.

use std::error::Error as _;

use cloudflare_ai_gateway::Error;
use cloudflare_ai_gateway::resources::ai_gateway::logs::{
    LogDeleteParams, LogEditError, LogEditParams, LogGetError, LogGetParams,
    LogListParams,
};
use cloudflare_ai_gateway::types::LogGetResponse;
use serde_json::{Value, json};
use specwright_test_server::{Answer, Server};

use crate::support::{ACCOUNT, GATEWAY, client, envelope, log, with};

/// The error of `logs().get` when the server answers so.
async fn error_of(answer: Answer) -> Error {
    get(answer).await.expect_err("an error")
}

async fn get(answer: Answer) -> Result<LogGetResponse, Error> {
    let server = Server::answering([answer]).await;
    let params = LogGetParams::new(ACCOUNT);
    client(&server).ai_gateway().logs().get(GATEWAY, "id", params).await
}

fn failure(code: i64, message: &str) -> Value {
    json!({ "success": false, "errors": [{ "code": code, "message": message }] })
}

/// A question that an error answers.
type Predicate = fn(&Error) -> bool;

/// The questions about a status.
const PREDICATES: [(&str, Predicate); 9] = [
    ("bad request", Error::is_bad_request),
    ("unauthorized", Error::is_unauthorized),
    ("forbidden", Error::is_forbidden),
    ("not found", Error::is_not_found),
    ("conflict", Error::is_conflict),
    ("unprocessable", Error::is_unprocessable),
    ("rate limited", Error::is_rate_limited),
    ("client error", Error::is_client_error),
    ("server error", Error::is_server_error),
];

#[tokio::test]
async fn statuses() {
    let cases: [(u16, &[&str]); 11] = [
        (400, &["bad request", "client error"]),
        (401, &["unauthorized", "client error"]),
        (403, &["forbidden", "client error"]),
        (404, &["not found", "client error"]),
        (409, &["conflict", "client error"]),
        (418, &["client error"]),
        (422, &["unprocessable", "client error"]),
        (429, &["rate limited", "client error"]),
        (500, &["server error"]),
        (503, &["server error"]),
        (304, &[]),
    ];
    for (status, expected) in cases {
        let error = error_of(Answer::value(status, &failure(7, "no"))).await;
        let true_of_it: Vec<&str> = PREDICATES
            .iter()
            .filter(|(_, predicate)| predicate(&error))
            .map(|(name, _)| *name)
            .collect();
        assert_eq!(true_of_it, expected, "{status}");
        assert!(
            error.is_status() && !error.is_failure() && !error.is_decode(),
            "{status}"
        );
        assert_eq!(error.status().expect("a status").as_u16(), status);
    }
}

#[tokio::test]
async fn what_a_status_error_tells() {
    let body = r#"{"success": false, "errors": [{"code": 7002, "message": "log not found"}, {"code": 1, "message": "and more"}]}"#;
    let error = error_of(Answer::json(404, body).header("cf-ray", "8e2-FRA")).await;
    assert_eq!(error.body().expect("a body"), body.as_bytes());
    assert_eq!(error.headers().expect("headers")["cf-ray"], "8e2-FRA");
    assert_eq!(error.request_id(), Some("8e2-FRA"));
    let errors: Vec<_> =
        error.api_errors().iter().map(|error| (error.code(), error.message())).collect();
    assert_eq!(errors, [("7002", "log not found"), ("1", "and more")]);
    let text = error.to_string();
    for part in ["404", "7002", "log not found", "GET ", "/logs/{id}"] {
        assert!(text.contains(part), "`{part}` is not in: {text}");
    }
    assert!(!text.contains(ACCOUNT), "{text}");
}

#[tokio::test]
async fn bodies_with_types() {
    for (status, name) in [
        (400, "BadRequest"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "NotFound"),
        (429, "TooManyRequests"),
    ] {
        let error = error_of(Answer::value(status, &failure(7002, "no"))).await;
        let decoded = error.decode::<LogGetError>().expect("a type").expect("a body");
        let (variant, answer) = match decoded {
            LogGetError::BadRequest(answer) => ("BadRequest", answer),
            LogGetError::Unauthorized(answer) => ("Unauthorized", answer),
            LogGetError::Forbidden(answer) => ("Forbidden", answer),
            LogGetError::NotFound(answer) => ("NotFound", answer),
            LogGetError::TooManyRequests(answer) => ("TooManyRequests", answer),
            other => panic!("{other:?}"),
        };
        assert_eq!(variant, name);
        assert!(!answer.success);
        assert_eq!(
            (answer.errors[0].code, answer.errors[0].message.as_str()),
            (7002, "no")
        );
    }
}

/// A status without a type has none, nor has what says that it is no JSON; JSON that is not of its
/// type says why.
#[tokio::test]
async fn bodies_that_have_no_type() {
    let error = error_of(Answer::value(500, &failure(7002, "no"))).await;
    assert!(error.decode::<LogGetError>().is_none());

    let html = Answer::bytes(404, "<html>").header("content-type", "text/html");
    let error = error_of(html).await;
    assert!(error.is_not_found() && error.api_errors().is_empty());
    assert_eq!(error.body().expect("a body"), "<html>".as_bytes());
    assert!(error.decode::<LogGetError>().is_none());

    let error = error_of(Answer::json(404, "no JSON")).await;
    let wrong = error.decode::<LogGetError>().expect("a type").expect_err("no JSON");
    assert!(wrong.is_decode());

    let error =
        error_of(Answer::json(404, r#"{"success":false,"errors":[{"code":"x"}]}"#))
            .await;
    let wrong = error.decode::<LogGetError>().expect("a type").expect_err("no number");
    assert!(wrong.to_string().contains("errors[0].code"), "{wrong}");
}

/// `success: false` is an error although the status is 200.
#[tokio::test]
async fn failure_with_status_200() {
    let answer = with(failure(7002, "log not found"), &json!({ "result": null }));
    let server = Server::answering([Answer::value(200, &answer)]).await;
    let logs = client(&server).ai_gateway().logs();
    let errors = [
        logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT)).await.map(drop),
        logs.list(GATEWAY, LogListParams::new(ACCOUNT)).await.map(drop),
        logs.delete(GATEWAY, LogDeleteParams::new(ACCOUNT)).await.map(drop),
        logs.edit(GATEWAY, "id", LogEditParams::new(ACCOUNT)).await.map(drop),
        logs.list(GATEWAY, LogListParams::new(ACCOUNT))
            .items()
            .try_next()
            .await
            .map(drop),
    ];
    for error in errors {
        let error = error.expect_err("a failure");
        assert!(
            error.is_failure() && !error.is_status() && !error.is_decode(),
            "{error:?}"
        );
        assert_eq!(error.status().expect("a status").as_u16(), 200);
        assert_eq!(error.api_errors()[0].code(), "7002");
        assert_eq!(error.api_errors()[0].message(), "log not found");
        assert!(error.to_string().contains("log not found"), "{error}");
        assert!(!error.body().expect("a body").is_empty());
        // The description has no error for status 200.
        assert!(error.decode::<LogEditError>().is_none());
    }
}

/// An answer that is not what the description says: the place is named, the body is kept.
#[tokio::test]
async fn answers_that_do_not_decode() {
    let broken = |members: Value| envelope(&with(log("id"), &members)).to_string();
    let mut missing = log("id");
    missing.as_object_mut().expect("members").remove("model");
    let cases = [
        ("{\"result\": {\"id\"".to_owned(), ""),
        ("not JSON".to_owned(), ""),
        (String::new(), ""),
        ("[]".to_owned(), ""),
        (r#"{"success":true}"#.to_owned(), "result"),
        (r#"{"success":true,"result":7}"#.to_owned(), "result"),
        (broken(json!({ "created_at": "yesterday" })), "result.created_at"),
        (broken(json!({ "duration": "long" })), "result.duration"),
        (broken(json!({ "cached": null })), "result.cached"),
        (broken(json!({ "tokens_in": 1.5 })), "result.tokens_in"),
        (broken(json!({ "cost": [1] })), "result.cost"),
        (envelope(&missing).to_string(), "model"),
    ];
    for (body, place) in cases {
        let error =
            error_of(Answer::json(200, body.as_str()).header("cf-ray", "1")).await;
        assert!(
            error.is_decode() && !error.is_status() && !error.is_failure(),
            "{error:?}"
        );
        assert!(error.to_string().contains(place), "`{place}` is not in: {error}");
        assert!(error.to_string().contains("GET "), "{error}");
        assert_eq!(error.body().expect("a body"), body.as_bytes());
        assert_eq!(error.status().expect("a status").as_u16(), 200);
        assert_eq!(error.request_id(), Some("1"));
    }
}

/// The place in a list has a number.
#[tokio::test]
async fn items_that_do_not_decode() {
    let items = json!([log("1"), with(log("2"), &json!({ "success": "yes" }))]);
    let server = Server::answering([Answer::value(200, &envelope(&items))]).await;
    let logs = client(&server).ai_gateway().logs();
    let page = logs.list(GATEWAY, LogListParams::new(ACCOUNT)).await;
    let error = page.expect_err("an error");
    assert!(error.is_decode());
    assert!(error.to_string().contains("result[1].success"), "{error}");
    assert!(error.source().is_some());
}

/// Some servers put a byte order mark in front of JSON.
#[tokio::test]
async fn a_byte_order_mark() {
    let body = format!("\u{feff}{}", envelope(&log("id")));
    assert_eq!(get(Answer::json(200, body)).await.expect("a log").id, "id");
}

#[tokio::test]
async fn no_server() {
    let server = Server::answering([Answer::empty(200)]).await;
    let client = client(&server);
    drop(server);
    let params = LogGetParams::new(ACCOUNT);
    let error = client.ai_gateway().logs().get(GATEWAY, "id", params).await;
    let error = error.expect_err("an error");
    assert!(
        error.is_connect() && error.is_interrupted() && !error.is_timeout(),
        "{error:?}"
    );
    assert!(error.status().is_none() && error.body().is_none());
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_connection_that_breaks_off() {
    let error = error_of(Answer::hang_up()).await;
    assert!(
        error.is_interrupted() && !error.is_connect() && !error.is_timeout(),
        "{error:?}"
    );
}
