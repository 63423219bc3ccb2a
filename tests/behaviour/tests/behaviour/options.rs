//! What can be said for one call or for all.

use std::time::Duration;

use cloudflare_ai_gateway::Call;
use cloudflare_ai_gateway::resources::ai_gateway::logs::{
    LogDeleteParams, LogGetParams, LogListParams, LogRequestParams,
};
use http::Method;
use serde_json::{Value, json};
use specwright_test_server::{Answer, Server};

use crate::support::{ACCOUNT, GATEWAY, builder, client, envelope, log};

async fn server() -> Server {
    let answer = Answer::value(200, &envelope(&log("id"))).header("cf-ray", "8e2-FRA");
    Server::answering([answer]).await
}

#[tokio::test]
async fn the_answer_with_status_and_headers() {
    let server = server().await;
    let logs = client(&server).ai_gateway().logs();
    let request = logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT));
    let answer = request.with_response().await.expect("an answer");
    assert_eq!(answer.data.id, "id");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["cf-ray"], "8e2-FRA");
    assert_eq!(answer.request_id(), Some("8e2-FRA"));
}

/// The answer as it came, whether it is what the description says or not.
#[tokio::test]
async fn the_answer_undecoded() {
    let text = " {\"success\": true, \"result\": \"odd\"} ";
    let server = Server::answering([Answer::json(200, text).header("x-a", "b")]).await;
    let logs = client(&server).ai_gateway().logs();
    let get = || logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT));
    let raw = get().raw().await.expect("an answer");
    assert_eq!(
        (raw.status.as_u16(), raw.headers["x-a"].to_str().expect("text")),
        (200, "b")
    );
    assert_eq!(raw.text().await.expect("text"), text);
    let raw = get().raw().await.expect("an answer");
    assert_eq!(raw.bytes().await.expect("bytes"), text.as_bytes());
    let raw = get().raw().await.expect("an answer");
    assert_eq!(raw.json::<Value>().await.expect("JSON")["result"], "odd");
    let raw =
        logs.list(GATEWAY, LogListParams::new(ACCOUNT)).raw().await.expect("an answer");
    assert_eq!(raw.text().await.expect("text"), text);
}

#[tokio::test]
async fn headers_and_query_of_one_call() {
    let server = server().await;
    let logs = client(&server).ai_gateway().logs();
    let request = logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT));
    let request = request
        .header("x-trace", "1")
        .header("User-Agent", "mine")
        .query("debug", true)
        .query("a b", ["x", "y z"]);
    request.await.expect("a log");
    let sent = server.request();
    assert_eq!(sent.header("x-trace"), Some("1"));
    assert_eq!(sent.header("user-agent"), Some("mine"));
    assert_eq!(sent.query.as_deref(), Some("debug=true&a%20b=x&a%20b=y%20z"));
}

#[tokio::test]
async fn headers_of_all_calls() {
    let server = server().await;
    let client =
        builder(&server).default_header("x-team", "a").default_header("x-b", "b");
    let client = client.build().expect("a client");
    let logs = client.ai_gateway().logs();
    let get = || logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT));
    get().await.expect("a log");
    get().header("x-team", "mine").await.expect("a log");
    let sent = server.requests();
    let teams: Vec<_> = sent.iter().map(|sent| sent.header("x-team")).collect();
    assert_eq!(teams, [Some("a"), Some("mine")]);
    assert_eq!(sent[1].header("x-b"), Some("b"));
}

#[tokio::test]
async fn headers_that_cannot_be() {
    let server = server().await;
    let wrong = [("x y", "1"), ("", "1"), ("x", "a\nb")];
    for (name, value) in wrong {
        let logs = client(&server).ai_gateway().logs();
        let request = logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT));
        let error = request.header(name, value).await.expect_err("no header");
        assert!(error.is_request(), "{error:?}");
        let error = builder(&server).default_header(name, value).build();
        assert!(error.expect_err("no header").is_request());
    }
    assert!(server.requests().is_empty());
}

/// A client made from another differs in what is said only.
#[tokio::test]
async fn a_client_like_another() {
    let server = server().await;
    let first =
        builder(&server).default_header("x-team", "a").build().expect("a client");
    let second = first.to_builder().api_token("other").build().expect("a client");
    let get = |client: &cloudflare_ai_gateway::Client| {
        client.ai_gateway().logs().get(GATEWAY, "id", LogGetParams::new(ACCOUNT))
    };
    get(&second).await.expect("a log");
    get(&first).await.expect("a log");
    let sent = server.requests();
    let tokens: Vec<_> = sent.iter().map(|sent| sent.header("authorization")).collect();
    assert_eq!(tokens, [Some("Bearer other"), Some("Bearer token")]);
    assert_eq!(sent[0].header("x-team"), Some("a"));
    assert_eq!(sent[0].path, sent[1].path);
}

/// A call that the description does not have goes the same way as all others.
#[tokio::test]
async fn an_undocumented_call() {
    let server = server().await;
    let client = client(&server);
    let call = Call::new(&client, Method::POST, "/accounts/{account_id}/new-thing");
    let request = call
        .path("account_id", "a/b")
        .query("limit", &10)
        .header("x-new", "yes")
        .json_body(&json!({ "on": true }))
        .json_at::<Value>(&["result"]);
    assert_eq!(request.await.expect("a value")["id"], "id");
    let sent = server.request();
    assert_eq!(sent.line(), "POST /v4/accounts/a%2Fb/new-thing?limit=10");
    assert_eq!(sent.header("authorization"), Some("Bearer token"));
    assert_eq!(sent.header("x-new"), Some("yes"));
    assert_eq!(sent.json(), json!({ "on": true }));
}

/// A server that does not answer in time, by the real clock.
#[tokio::test]
async fn time_limits() {
    let server = Server::answering([Answer::never()]).await;
    let short = Duration::from_millis(60);
    let logs = client(&server).ai_gateway().logs();
    let error =
        logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT)).attempt_timeout(short);
    assert!(error.await.expect_err("no answer").is_timeout());
    let error =
        logs.request(GATEWAY, "id", LogRequestParams::new(ACCOUNT)).timeout(short);
    assert!(error.await.expect_err("no answer").is_timeout());
    let mut items =
        logs.list(GATEWAY, LogListParams::new(ACCOUNT)).timeout(short).items();
    assert!(items.try_next().await.expect_err("no answer").is_timeout());
    let hasty = builder(&server).attempt_timeout(short).max_retries(1).build();
    let logs = hasty.expect("a client").ai_gateway().logs();
    let before = server.requests().len();
    let error = logs.delete(GATEWAY, LogDeleteParams::new(ACCOUNT)).await;
    let error = error.expect_err("no answer");
    assert!(error.is_timeout() && error.is_interrupted() && error.status().is_none());
    assert_eq!(server.requests().len() - before, 2);
}
