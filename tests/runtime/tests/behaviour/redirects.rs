//! Redirects are followed, and credentials stay where they belong.

use http::Method;
use specwright_runtime_tests::runtime::Call;

use super::support::{Answer, Seen, Server};

fn to(status: u16, location: &str) -> Answer {
    Answer::status(status).header("location", location)
}

/// A server that redirects `/from` with this status to this place.
async fn redirecting(status: u16, location: String) -> Server {
    Server::start(move |seen, _| match seen.target.as_str() {
        "/from" => to(status, &location),
        _ => Answer::result(&"there".into()),
    })
    .await
}

/// The request that a redirect within the server leads to.
async fn within(status: u16, method: Method) -> Seen {
    let server = redirecting(status, "/to?x=1".to_owned()).await;
    let call =
        Call::new(&server.client(), method, "/from").json_body("x").header("x-own", "1");
    call.empty().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    seen[1].clone()
}

#[tokio::test]
async fn within_the_server_everything_is_kept() {
    for status in [301, 302, 307, 308] {
        let seen = within(status, Method::PUT).await;
        assert_eq!(seen.line(), "PUT /to?x=1", "{status}");
        assert_eq!(seen.text(), "\"x\"");
        assert_eq!(seen.header("authorization"), "Bearer secret-token");
        assert_eq!(seen.header("x-own"), "1");
    }
}

#[tokio::test]
async fn some_become_get() {
    for (status, method) in
        [(303, Method::PUT), (301, Method::POST), (302, Method::POST)]
    {
        let seen = within(status, method).await;
        assert_eq!(seen.line(), "GET /to?x=1", "{status}");
        assert_eq!(seen.text(), "");
        assert_eq!(seen.header("content-type"), "");
    }
    assert_eq!(within(307, Method::POST).await.line(), "POST /to?x=1");
}

#[tokio::test]
async fn another_server_gets_no_credentials_and_no_headers_of_ones_own() {
    let other = Server::with([|| Answer::result(&"there".into())]).await;
    let server = redirecting(302, format!("{}/to", other.url)).await;
    let client = server
        .builder()
        .default_header("x-default", "1")
        .api_token("")
        .api_email("e")
        .api_key("k")
        .build()
        .unwrap();
    let call =
        Call::new(&client, Method::GET, "/from").header("x-own", "1").cookie("c", "1");
    let answer: String = call.json_at(&["result"]).await.unwrap();
    assert_eq!(answer, "there");
    assert_eq!(server.only().header("x-auth-key"), "k");
    let seen = other.only();
    for name in
        ["x-auth-email", "x-auth-key", "authorization", "cookie", "x-own", "x-default"]
    {
        assert_eq!(seen.header(name), "", "{name}");
    }
    assert_eq!(seen.header("accept"), "application/json");
}

#[tokio::test]
async fn another_server_gets_no_body() {
    let other = Server::with([|| Answer::status(200)]).await;
    let server = redirecting(307, format!("{}/to", other.url)).await;
    let call = Call::new(&server.client(), Method::PUT, "/from").json_body("secret");
    let error = call.empty().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_an_error() {
    for location in ["ftp://x/", "file:///etc/passwd", "http://["] {
        let server = redirecting(302, location.to_owned()).await;
        let error = Call::new(&server.client(), Method::GET, "/from").empty().await;
        assert_eq!(error.unwrap_err().status().unwrap(), 302, "{location}");
    }
}

#[tokio::test]
async fn redirects_end() {
    let server = Server::start(|_, index| to(if index < 10 { 302 } else { 307 }, "/x"));
    let server = server.await;
    let error = server.client().animals().delete("1").await.unwrap_err();
    assert!(error.is_status() && !error.is_request(), "{error:?}");
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(error.headers().unwrap()["location"], "/x");
    assert_eq!(
        error.to_string(),
        "DELETE /animals/{id}: 307 Temporary Redirect: more than 10 redirects"
    );
    assert_eq!(server.seen().len(), 11);
    let raw = server.client().animals().delete("1").raw().await.unwrap_err();
    assert_eq!(raw.status().unwrap(), 307);
}
