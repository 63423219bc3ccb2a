//! Tokens that do not last: OAuth 2's client credentials, and sources of one's own.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::oauth2::{
    ClientCredentials, ClientCredentialsFlow,
};
use specwright_runtime_tests::runtime::{
    Api, Call, Client, ClientBuilder, Clock, Error, Result, Scheme, SchemeKind,
};
use specwright_runtime_tests::sdk::NOTHING;

use super::support::{Answer, Seen, Server, TestClock};

static API: Api = Api {
    user_agent: "zoo/1.0.0",
    schemes: &[Scheme {
        name: "access_token",
        kind: SchemeKind::Tokens(&ClientCredentialsFlow {
            token_url: "/oauth/token",
            setter: "client_credentials",
            variables: &["ZOO_CLIENT_ID", "ZOO_CLIENT_SECRET"],
        }),
        variables: &["ZOO_ACCESS_TOKEN"],
    }],
    security: &[&[0]],
    ..NOTHING
};

fn builder(server: &Server) -> ClientBuilder {
    let client = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
    let builder =
        ClientBuilder::new(&API).http_client(client).clock(TestClock::default());
    builder.base_url(format!("{}/v1", server.url))
}

fn credentials() -> ClientCredentials {
    ClientCredentials::new("/oauth/token", "id", "secret-1")
}

fn client(server: &Server, credentials: ClientCredentials) -> Client {
    builder(server).credential_source(0, credentials).build().unwrap()
}

async fn call(client: &Client) -> Result<()> {
    Call::new(client, Method::GET, "/x").empty().await
}

/// Calls at the same time.
async fn at_once(client: &Client, count: usize) -> Vec<Result<()>> {
    let start = |_| {
        let client = client.clone();
        tokio::spawn(async move { call(&client).await })
    };
    let started: Vec<_> = (0..count).map(start).collect();
    let mut results = Vec::new();
    for one in started {
        results.push(one.await.unwrap());
    }
    results
}

/// A server that gives `PREFIX-1`, `PREFIX-2`, …, each of which lasts for so long, and takes all of
/// them for a call but `refused-1`.
async fn server(prefix: &'static str, expires_in: Value) -> Server {
    let given = AtomicUsize::new(0);
    Server::start(move |seen, _| {
        if seen.target != "/oauth/token" {
            let token = seen.header("authorization");
            let is_refused =
                token.strip_prefix("Bearer ").is_none_or(|one| one == "refused-1");
            return Answer::status(if is_refused { 401 } else { 204 });
        }
        let number = given.fetch_add(1, Ordering::SeqCst) + 1;
        let token = format!("{prefix}-{number}");
        Answer::json(&json!({
            "access_token": token, "token_type": "Bearer", "expires_in": expires_in
        }))
    })
    .await
}

/// The credentials of all requests, in order, each with its path.
fn authorizations(server: &Server) -> Vec<String> {
    let line = |seen: &Seen| format!("{} {}", seen.target, seen.header("authorization"));
    server.seen().iter().map(line).collect()
}

/// `id:secret-1`
const BASIC: &str = "/oauth/token Basic aWQ6c2VjcmV0LTE=";

#[tokio::test]
async fn a_token_is_asked_for_once_and_shared() {
    let server = server("token", json!(3600)).await;
    let client = client(&server, credentials().scope("read write"));
    assert!(at_once(&client, 4).await.iter().all(Result::is_ok));
    call(&client.to_builder().max_retries(0).build().unwrap()).await.unwrap();
    let sent = authorizations(&server);
    assert_eq!(sent[0], BASIC);
    assert_eq!(sent[1..], vec!["/v1/x Bearer token-1"; 5]);
    let asked = &server.seen()[0];
    assert_eq!(asked.method, Method::POST);
    assert_eq!(asked.header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(asked.header("accept"), "application/json");
    assert_eq!(asked.header("user-agent"), "zoo/1.0.0");
    assert_eq!(asked.text(), "grant_type=client_credentials&scope=read%20write");
}

#[tokio::test]
async fn a_token_is_asked_for_anew_before_it_expires() {
    for (expires_in, kept, passed) in [
        (json!(3600), Duration::from_secs(3539), Duration::from_secs(3540)),
        (json!("3600"), Duration::from_secs(3539), Duration::from_secs(3540)),
        (json!(100), Duration::from_secs(89), Duration::from_secs(90)),
    ] {
        let server = server("token", expires_in).await;
        let clock = TestClock::default();
        let client = builder(&server).clock(clock.clone());
        let client = client.credential_source(0, credentials()).build().unwrap();
        call(&client).await.unwrap();
        clock.sleep(kept).await;
        call(&client).await.unwrap();
        clock.sleep(passed - kept).await;
        call(&client).await.unwrap();
        let sent = authorizations(&server);
        let last = ["/v1/x Bearer token-1", BASIC, "/v1/x Bearer token-2"];
        assert_eq!(sent[2..], last, "{sent:?}");
    }
}

#[tokio::test]
async fn a_token_that_does_not_say_when_is_kept() {
    let server = server("token", Value::Null).await;
    let clock = TestClock::default();
    let client = builder(&server).clock(clock.clone());
    let client = client.credential_source(0, credentials()).build().unwrap();
    call(&client).await.unwrap();
    clock.sleep(Duration::from_secs(1_000_000)).await;
    call(&client).await.unwrap();
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn with_a_token_that_is_refused_a_call_is_tried_once_more() {
    let server = server("refused", json!(3600)).await;
    let client = builder(&server).max_retries(0).credential_source(0, credentials());
    let client = client.build().unwrap();
    let call = Call::new(&client, Method::POST, "/x").json_body("x");
    call.empty().await.unwrap();
    let expected = [BASIC, "/v1/x Bearer refused-1", BASIC, "/v1/x Bearer refused-2"];
    assert_eq!(authorizations(&server), expected);
    assert_eq!(server.seen()[3].text(), "\"x\"");
}

#[tokio::test]
async fn a_second_refusal_is_what_the_call_ends_with() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/oauth/token" => Answer::json(&json!({ "access_token": "token" })),
        _ => Answer::status(401),
    })
    .await;
    let error = call(&client(&server, credentials())).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn id_and_secret_are_sent_in_the_body_where_the_header_is_refused() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/oauth/token" if seen.text().contains("client_secret") => {
            Answer::json(&json!({ "access_token": "token", "expires_in": 1 }))
        }
        "/oauth/token" => Answer::new(401, r#"{"error":"invalid_client"}"#),
        _ => Answer::status(204),
    })
    .await;
    let clock = TestClock::default();
    let credentials = ClientCredentials::new("/oauth/token", "i d", "s&c")
        .parameter("audience", "https://zoo.example");
    let client = builder(&server).clock(clock.clone()).credential_source(0, credentials);
    let client = client.build().unwrap();
    call(&client).await.unwrap();
    clock.sleep(Duration::from_secs(2)).await;
    call(&client).await.unwrap();
    let seen = server.seen();
    let lines: Vec<String> = seen.iter().map(Seen::line).collect();
    let (token, get) = ("POST /oauth/token", "GET /v1/x");
    assert_eq!(lines, [token, token, get, token, get]);
    // `i%20d:s%26c`
    assert_eq!(seen[0].header("authorization"), "Basic aSUyMGQ6cyUyNmM=");
    for asked in [&seen[1], &seen[3]] {
        assert_eq!(asked.header("authorization"), "");
        assert_eq!(
            asked.text(),
            "grant_type=client_credentials&client_id=i%20d&client_secret=s%26c\
             &audience=https%3A%2F%2Fzoo.example"
        );
    }
}

/// What went wrong, with what caused it.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text = format!("{text} | {error}");
        source = error.source();
    }
    text
}

#[tokio::test]
async fn what_the_token_endpoint_says_is_the_source_of_the_error() {
    for (answer, expected) in [
        (
            (|| Answer::new(401, r#"{"error":"invalid_client"}"#)) as fn() -> Answer,
            "401 Unauthorized",
        ),
        (|| Answer::json(&json!({})), "no `access_token`"),
        (|| Answer::json(&json!([])), "no `access_token`"),
        (|| Answer::new(200, "<html>"), "cannot decode"),
    ] {
        let server = Server::start(move |_, _| answer()).await;
        let error = call(&client(&server, credentials())).await.unwrap_err();
        assert!(error.is_credentials(), "{error:?}");
        let text = chain(&error);
        assert!(text.starts_with("GET /x: there is no token"), "{text}");
        assert!(text.contains(expected), "{text}");
        assert!(!format!("{error:?} {text}").contains("secret"), "{error:?}");
        assert!(server.seen().iter().all(|one| one.target == "/oauth/token"));
    }
}

#[tokio::test]
async fn a_token_endpoint_that_fails_for_a_moment_is_asked_again() {
    let server = Server::start(|seen, index| match (seen.target.as_str(), index) {
        ("/oauth/token", 0) => Answer::status(503),
        ("/oauth/token", _) => Answer::json(&json!({ "access_token": "token" })),
        _ => Answer::status(204),
    })
    .await;
    call(&client(&server, credentials())).await.unwrap();
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn the_token_endpoint_gets_nothing_that_is_for_the_api() {
    let server = server("token", json!(3600)).await;
    let builder = builder(&server).default_header("x-key", "key");
    let client = builder.credential_source(0, credentials()).build().unwrap();
    call(&client).await.unwrap();
    assert_eq!(server.seen()[0].header("x-key"), "");
    assert_eq!(server.seen()[1].header("x-key"), "key");
}

#[tokio::test]
async fn the_environment_has_a_token_or_id_and_secret() {
    for (variables, expected) in [
        (vec![("ZOO_CLIENT_ID", "id"), ("ZOO_CLIENT_SECRET", "secret-1")], "token-1"),
        (
            vec![
                ("ZOO_CLIENT_ID", "id"),
                ("ZOO_CLIENT_SECRET", "secret-1"),
                ("ZOO_ACCESS_TOKEN", "given"),
            ],
            "given",
        ),
    ] {
        let server = server("token", json!(3600)).await;
        let variable = move |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let client = builder(&server).env_from(variable).build().unwrap();
        call(&client).await.unwrap();
        let sent = authorizations(&server);
        assert_eq!(sent.last().unwrap(), &format!("/v1/x Bearer {expected}"));
    }
}

#[tokio::test]
async fn without_any_both_ways_are_named() {
    let server = server("token", json!(3600)).await;
    let variable = |name: &str| (name == "ZOO_CLIENT_ID").then(|| "id".to_owned());
    let client = builder(&server).env_from(variable).build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /x: no credentials are complete: set `client_credentials` (or `ZOO_CLIENT_ID`, \
         `ZOO_CLIENT_SECRET` in the environment) or `access_token` (or `ZOO_ACCESS_TOKEN` in the \
         environment)"
    );
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_function_is_a_source_and_is_asked_for_each_attempt() {
    let server = Server::with([|| Answer::status(503), || Answer::status(204)]).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let source = move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { Ok::<_, std::io::Error>(format!("own-{number}")) }
    };
    let client = builder(&server).credential_source(0, source).build().unwrap();
    call(&client).await.unwrap();
    assert_eq!(authorizations(&server), ["/v1/x Bearer own-0", "/v1/x Bearer own-1"]);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_call_with_a_header_of_its_own_asks_for_no_token() {
    let server = server("token", json!(3600)).await;
    let client = client(&server, credentials());
    let call =
        Call::new(&client, Method::GET, "/x").header("authorization", "Bearer own");
    call.empty().await.unwrap();
    assert_eq!(authorizations(&server), ["/v1/x Bearer own"]);
}

#[tokio::test]
async fn who_waits_for_a_token_that_is_not_given_hears_why() {
    let server = Server::start(|_, _| Answer::status(503)).await;
    let client = client(&server, credentials());
    for result in at_once(&client, 10).await {
        let error = result.unwrap_err();
        assert!(error.is_credentials());
        let source = error.source().unwrap().downcast_ref::<Error>().unwrap();
        assert!(source.is_server_error());
    }
    // One request and its two retries, for all of them.
    assert_eq!(server.seen().len(), 3);
    // Who comes later asks again.
    call(&client).await.unwrap_err();
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn a_failure_with_a_status_of_success_is_told() {
    for (answer, expected) in [
        (
            json!({ "error": "invalid_client", "error_description": "Who?" }),
            "the API reports a failure with status 200 OK: invalid_client Who?",
        ),
        (json!({ "token": "x" }), "the token endpoint gives no `access_token`"),
    ] {
        let body = answer.clone();
        let server = Server::start(move |_, _| Answer::json(&body)).await;
        let error = call(&client(&server, credentials())).await.unwrap_err();
        let source = error.source().unwrap().downcast_ref::<Error>().unwrap();
        assert!(source.to_string().ends_with(expected), "{source}");
        // What says no error may be a token, which nobody should read in a log.
        let body = answer.get("error").map(|_| answer.to_string().into());
        assert_eq!(source.body().cloned(), body);
    }
}

#[tokio::test]
async fn parameters_are_sent_once() {
    let server = server("token", json!(3600)).await;
    let credentials = credentials().scope("read").scope("write").parameter("a", "1");
    let credentials = credentials.parameter("a", "2").parameter("resource", "x");
    call(&client(&server, credentials.parameter("resource", "y"))).await.unwrap();
    assert_eq!(
        server.seen()[0].text(),
        "grant_type=client_credentials&scope=read%20write&a=2&resource=x&resource=y"
    );
}

#[test]
fn neither_secret_nor_token_is_shown() {
    let shown = format!("{:?}", credentials());
    assert!(shown.contains("\"id\"") && !shown.contains("secret-1"), "{shown}");
}
