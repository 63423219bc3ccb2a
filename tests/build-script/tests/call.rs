//! Calls with an SDK that a build script made.

use specwright_build_script::toys::Client;
use specwright_build_script::toys::resources::toys::{ToyGetError, ToyListParams};
use specwright_test_server::{Answer, Server};

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url()).api_key("secret");
    builder.build().expect("a client")
}

#[tokio::test]
async fn a_call_is_sent_and_its_answer_decoded() {
    let toy = r#"[{"id": "1", "name": "Bear", "kind": "soft", "added": "2026-01-02T03:04:05Z"}]"#;
    let server = Server::answering([Answer::json(200, toy)]).await;
    let params = ToyListParams::default().max_price(9.5);
    let toys = client(&server).toys().list(params).await.unwrap();
    assert_eq!(toys[0].name, "Bear");
    assert_eq!(toys[0].kind.as_ref().unwrap().as_str(), "soft");
    let request = server.request();
    assert_eq!(request.line(), "GET /toys?max_price=9.5");
    assert_eq!(request.header("x-toy-key"), Some("secret"));
}

#[tokio::test]
async fn an_error_has_its_typed_body() {
    let problem = r#"{"detail": "sold out"}"#;
    let server = Server::answering([Answer::json(404, problem)]).await;
    let error = client(&server).toys().get("a/b").await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(server.request().path, "/toys/a%2Fb");
    let body = error.decode::<ToyGetError>().unwrap().unwrap();
    assert!(
        matches!(body, ToyGetError::NotFound(problem) if problem.detail == "sold out")
    );
}
