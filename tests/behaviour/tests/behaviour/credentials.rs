//! Which credentials are sent, and where they come from.

use std::process::Command;

use cloudflare_ai_gateway::resources::ai_gateway::AiGatewayListParams;
use cloudflare_ai_gateway::{Client, ClientBuilder, Result};
use serde_json::json;
use specwright_test_server::{Answer, Recorded, Server};

use crate::support::{ACCOUNT, envelope};

/// What a request says about who makes it.
#[derive(Debug, PartialEq)]
enum Sent {
    Token(String),
    Key { email: String, key: String },
    Other(Vec<Option<String>>),
}

impl From<&Recorded> for Sent {
    fn from(request: &Recorded) -> Self {
        let header = |name| request.header(name).map(ToOwned::to_owned);
        match (header("authorization"), header("x-auth-email"), header("x-auth-key")) {
            (Some(token), None, None) => Self::Token(token),
            (None, Some(email), Some(key)) => Self::Key { email, key },
            (one, two, three) => Self::Other(vec![one, two, three]),
        }
    }
}

fn token(token: &str) -> Sent {
    Sent::Token(format!("Bearer {token}"))
}

fn key(email: &str, key: &str) -> Sent {
    Sent::Key { email: email.to_owned(), key: key.to_owned() }
}

async fn server() -> Server {
    Server::answering([Answer::value(200, &envelope(&json!([])))]).await
}

/// Makes a call and tells what was sent.
async fn send(builder: ClientBuilder) -> Result<Sent> {
    let server = server().await;
    let client = builder.base_url(server.url()).build()?;
    client.ai_gateway().list(AiGatewayListParams::new(ACCOUNT)).await?;
    Ok(Sent::from(&server.request()))
}

/// A builder with these environment variables.
fn environment(variables: &'static [(&str, &str)]) -> ClientBuilder {
    Client::builder().env_from(|name| {
        let found = variables.iter().find(|(variable, _)| *variable == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

const ALL: &[(&str, &str)] = &[
    ("CLOUDFLARE_API_TOKEN", "t"),
    ("CLOUDFLARE_EMAIL", "e@example.com"),
    ("CLOUDFLARE_API_KEY", "k"),
];
const PAIR: &[(&str, &str)] =
    &[("CLOUDFLARE_EMAIL", "e@example.com"), ("CLOUDFLARE_API_KEY", "k")];

#[tokio::test]
async fn what_is_set() {
    let pair = || Client::builder().api_email("e@example.com").api_key("k");
    let cases = [
        (Client::builder().api_token("t"), token("t")),
        (pair(), key("e@example.com", "k")),
        // The token comes first, whatever else is there.
        (pair().api_token("t"), token("t")),
        (Client::builder().api_token("t").api_email("e@example.com"), token("t")),
        (Client::builder().api_token("t").api_key("k"), token("t")),
        // An empty credential is none.
        (pair().api_token(""), key("e@example.com", "k")),
    ];
    for (builder, expected) in cases {
        assert_eq!(send(builder).await.expect("an answer"), expected);
    }
}

#[tokio::test]
async fn what_the_environment_says() {
    let cases = [
        (environment(&[("CLOUDFLARE_API_TOKEN", "t")]), token("t")),
        (environment(PAIR), key("e@example.com", "k")),
        (environment(ALL), token("t")),
        // An email alone does not stand in the way of a token.
        (
            environment(&[("CLOUDFLARE_EMAIL", "e"), ("CLOUDFLARE_API_TOKEN", "t")]),
            token("t"),
        ),
        // Values are trimmed, empty ones are none.
        (environment(&[("CLOUDFLARE_API_TOKEN", " t\n")]), token("t")),
        (
            environment(&[
                ("CLOUDFLARE_API_TOKEN", "  "),
                ("CLOUDFLARE_EMAIL", "e"),
                ("CLOUDFLARE_API_KEY", "k"),
            ]),
            key("e", "k"),
        ),
        // What is set wins, each on its own and both ways of one against the other.
        (environment(ALL).api_token("mine"), token("mine")),
        (environment(PAIR).api_key("mine"), key("e@example.com", "mine")),
        (environment(ALL).api_email("me").api_key("mine"), key("me", "mine")),
        // In whatever order.
        (
            Client::builder().api_token("mine").env_from(|_| Some("t".to_owned())),
            token("mine"),
        ),
    ];
    for (builder, expected) in cases {
        assert_eq!(send(builder).await.expect("an answer"), expected);
    }
}

/// Nothing is sent when no credentials are complete, and the error says what to set.
#[tokio::test]
async fn what_is_missing() {
    let builders = [
        Client::builder(),
        Client::builder().api_email("e@example.com"),
        Client::builder().api_key("k"),
        environment(&[]),
        environment(&[("CLOUDFLARE_API_KEY", "k")]),
    ];
    for builder in builders {
        let server = server().await;
        let client = builder.base_url(server.url()).build().expect("a client");
        let error = client.ai_gateway().list(AiGatewayListParams::new(ACCOUNT)).await;
        let error = error.expect_err("no credentials");
        assert!(error.is_credentials(), "{error:?}");
        let text = error.to_string();
        for name in
            ["api_token", "CLOUDFLARE_API_TOKEN", "api_email", "CLOUDFLARE_API_KEY"]
        {
            assert!(text.contains(name), "`{name}` is not in: {text}");
        }
        assert!(server.requests().is_empty());
    }
}

/// A header of the call's own takes the place of the credentials.
#[tokio::test]
async fn a_header_of_the_calls_own() {
    let server = server().await;
    let client = Client::builder().base_url(server.url()).api_token("t").build();
    let request =
        client.expect("a client").ai_gateway().list(AiGatewayListParams::new(ACCOUNT));
    request.header("authorization", "Bearer other").await.expect("an answer");
    assert_eq!(Sent::from(&server.request()), token("other"));
}

#[tokio::test]
async fn the_base_url() {
    let url = |client: Result<Client>| client.map(|client| client.base_url().to_owned());
    let default = url(environment(&[]).build()).expect("a client");
    assert_eq!(default, "https://api.cloudflare.com/client/v4");
    const ELSEWHERE: &[(&str, &str)] =
        &[("CLOUDFLARE_BASE_URL", " http://127.0.0.1:1/v4/ ")];
    let elsewhere = url(environment(ELSEWHERE).build()).expect("a client");
    assert_eq!(elsewhere, "http://127.0.0.1:1/v4");
    let mine = environment(ELSEWHERE).base_url("http://127.0.0.1:2/").build();
    assert_eq!(url(mine).expect("a client"), "http://127.0.0.1:2");
    let empty = environment(&[("CLOUDFLARE_BASE_URL", "")]).build();
    assert_eq!(url(empty).expect("a client"), default);
    for wrong in ["no url", "ftp://example.com", "http://", "http://example.com/?a=b"] {
        let error = Client::builder().base_url(wrong).build().expect_err("no base URL");
        assert!(error.is_request() && error.to_string().contains("base URL"), "{error}");
    }
}

/// `from_env` reads the real environment. It is the same for all threads of a process, so the
/// test starts itself once more with an environment of its own.
#[test]
fn the_real_environment() {
    let program = std::env::current_exe().expect("this program");
    let mut child = Command::new(program);
    child.args(["--exact", "credentials::in_an_environment_of_its_own", "--ignored"]);
    child.env("CLOUDFLARE_API_TOKEN", "from the environment");
    child.env("CLOUDFLARE_BASE_URL", "http://127.0.0.1:1/v4");
    child.env_remove("CLOUDFLARE_EMAIL").env_remove("CLOUDFLARE_API_KEY");
    let output = child.output().expect("a child");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let ran = String::from_utf8_lossy(&output.stdout).contains("1 passed");
    assert!(ran, "{}", String::from_utf8_lossy(&output.stdout));
}

#[tokio::test]
#[ignore = "the_real_environment starts it"]
async fn in_an_environment_of_its_own() {
    let client = Client::from_env().expect("a client");
    assert_eq!(client.base_url(), "http://127.0.0.1:1/v4");
    let server = server().await;
    let client = client.to_builder().base_url(server.url()).build().expect("a client");
    client
        .ai_gateway()
        .list(AiGatewayListParams::new(ACCOUNT))
        .await
        .expect("an answer");
    assert_eq!(Sent::from(&server.request()), token("from the environment"));
}

/// Secrets are not in what is printed for people.
#[tokio::test]
async fn secrets_are_not_shown() {
    let builder = Client::builder().api_token("s3cret").api_email("e").api_key("s3cret");
    let builder =
        builder.base_url("http://127.0.0.1:1").default_header("x-key", "s3cret");
    let shown = format!("{builder:?}");
    let client = builder.max_retries(0).build().expect("a client");
    let request = client.ai_gateway().list(AiGatewayListParams::new(ACCOUNT));
    let request = request.header("authorization", "s3cret").query("key", "s3cret");
    let shown = format!("{shown} {client:?} {:?} {request:?}", client.ai_gateway());
    let error = request.await.expect_err("no server");
    let shown = format!("{shown} {error:?} {error}");
    assert!(!shown.contains("s3cret"), "{shown}");
}
