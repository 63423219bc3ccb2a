//! Requests as a whole: what is sent, the options of one call, and what comes back.

use std::future::{Future, IntoFuture};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{Method, Request as HttpRequest, Response as HttpResponse};
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::union::Branches;
use specwright_runtime_tests::runtime::{
    Body, BoxFuture, Call, Client, Literal, Request, Transport, TransportError,
};
use specwright_runtime_tests::sdk::{
    Animal, AnimalEditParams, AnimalListParams, Filter, Pet,
};

use super::support::{Answer, Server};

fn animal() -> Value {
    json!({ "id": "a", "age": 3, "kind": "animal" })
}

#[tokio::test]
async fn a_call_of_each_kind() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/open" => Answer::new(200, "yes"),
        target if target.contains("filters") => {
            Answer::json(&json!({ "success": true, "result": [animal()] }))
        }
        _ => Answer::result(&animal()),
    })
    .await;
    let animals = server.client().animals();
    assert_eq!(animals.get("my zoo", "ä/b").await.unwrap().age, Some(3));
    let filters = vec![Filter::new("id", vec![json!("a"), Value::Null])];
    let params = AnimalListParams::new().filters(filters).page(1).per_page(50);
    assert_eq!(animals.list("z", params).await.unwrap().items.len(), 1);
    animals.edit("1", AnimalEditParams::default().weight(None)).await.unwrap();
    let pet = animals.create(&Pet::Cat(Filter::new("k", vec![]))).await.unwrap();
    assert!(matches!(pet, Pet::Dog(_)), "{pet:?}");
    animals.delete("1").await.unwrap();
    assert_eq!(animals.open().await.unwrap(), "yes");
    let seen = server.seen();
    let lines: Vec<_> = seen.iter().map(|seen| seen.line()).collect();
    assert_eq!(
        lines,
        [
            "GET /zoos/my%20zoo/animals/%C3%A4%2Fb",
            "GET /zoos/z/animals?filters.key=id&filters.value=a&filters.value=&page=1&per_page=50",
            "PATCH /animals/1",
            "POST /animals",
            "DELETE /animals/1",
            "GET /open",
        ]
    );
    assert_eq!(seen[2].text(), r#"{"weight":null}"#);
    let animal: Value = serde_json::from_str(seen[3].text()).expect("JSON");
    assert_eq!(animal, serde_json::json!({"key": "k", "kind": "cat", "value": []}));
    assert_eq!(seen[0].header("user-agent"), "zoo/1.0.0");
    assert_eq!(seen[0].header("accept"), "application/json");
    assert_eq!(seen[5].header("accept"), "text/plain");
}

#[tokio::test]
async fn options_of_one_call() {
    let server = Server::with([|| Answer::result(&animal())]).await;
    let client = server.builder().default_header("x-a", "1").default_header("x-b", "1");
    let call = client.build().unwrap().animals().get("z", "1");
    call.header("X-B", "2")
        .query("debug", true)
        .query("tags", ["x", "y"])
        .timeout(Duration::from_secs(20))
        .attempt_timeout(Duration::from_secs(5))
        .max_retries(1)
        .await
        .unwrap();
    let seen = server.only();
    assert_eq!(seen.line(), "GET /zoos/z/animals/1?debug=true&tags=x&tags=y");
    assert_eq!((seen.header("x-a"), seen.header("x-b")), ("1", "2"));
}

#[tokio::test]
async fn status_and_headers_come_with_the_answer() {
    let answer = || Answer::result(&animal()).header("x-request-id", "r-1");
    let server = Server::with([answer]).await;
    let response =
        server.client().animals().get("z", "1").with_response().await.unwrap();
    assert_eq!(response.data.id, "a");
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["content-type"], "application/json");
    assert_eq!(response.request_id(), Some("r-1"));
}

#[tokio::test]
async fn the_answer_can_be_had_undecoded() {
    let server =
        Server::with([|| Answer::new(201, "[1]").header("x-request-id", "r-1")]).await;
    let request = || server.client().animals().get("z", "1");
    let raw = request().raw().await.unwrap();
    assert_eq!((raw.status.as_u16(), raw.request_id()), (201, Some("r-1")));
    assert_eq!(raw.bytes().await.unwrap(), "[1]");
    assert_eq!(request().raw().await.unwrap().text().await.unwrap(), "[1]");
    let numbers: Vec<i64> = request().raw().await.unwrap().json().await.unwrap();
    assert_eq!(numbers, [1]);
    let error = request().raw().await.unwrap().json::<String>().await.unwrap_err();
    assert!(error.is_decode() && error.body().is_some());
    let server = Server::with([|| Answer::status(404)]).await;
    let error = server.client().animals().get("z", "1").raw().await.unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn what_the_description_does_not_have_can_be_called() {
    let server = Server::with([|| Answer::json(&json!({ "x": 1 }))]).await;
    let client = server.client();
    let answer: Value = Call::new(&client, Method::POST, "/new/{id}")
        .path("id", "7")
        .json_body(&json!({ "y": 2 }))
        .json()
        .await
        .unwrap();
    assert_eq!(answer["x"], 1);
    assert_eq!(server.only().line(), "POST /new/7");
}

#[tokio::test]
async fn an_operation_can_have_a_server_of_its_own() {
    let server = Server::with([|| Answer::status(200)]).await;
    // A base URL that the user chose counts more.
    let call =
        Call::new(&server.client(), Method::GET, "/x").server("https://upload.example");
    call.empty().await.unwrap();
    let transport = Recorder::default();
    let client =
        Client::builder().transport(transport.clone()).api_token("t").build().unwrap();
    let call =
        Call::new(&client, Method::GET, "/x").server("https://upload.example/v2/");
    call.empty().await.unwrap();
    Call::new(&client, Method::GET, "/x").empty().await.unwrap();
    let urls = transport.urls.lock().unwrap().clone();
    assert_eq!(urls, ["https://upload.example/v2/x", "https://zoo.example/v1/x"]);
}

#[tokio::test]
async fn a_server_without_a_host_is_where_that_of_the_client_is() {
    let table = [
        ("https://own.example/v1", "https://own.example/oauth2/x"),
        ("https://gate.example/zoo/v1/", "https://gate.example/zoo/oauth2/x"),
        ("http://mock.example/all", "http://mock.example/all/x"),
        ("https://zoo.example/v1", "https://zoo.example/oauth2/x"),
    ];
    for (base_url, expected) in table {
        let transport = Recorder::default();
        let builder = Client::builder().transport(transport.clone()).api_token("t");
        let client = builder.base_url(base_url).build().unwrap();
        let call = Call::new(&client, Method::GET, "/x").server("/oauth2/");
        call.empty().await.unwrap();
        assert_eq!(*transport.urls.lock().unwrap(), [expected]);
    }
}

#[tokio::test]
async fn the_base_url_of_the_api_leaves_operations_their_own_servers() {
    let transport = Recorder::default();
    let builder = Client::builder().transport(transport.clone()).api_token("t");
    let client = builder.base_url("https://zoo.example/v1/").build().unwrap();
    let call = Call::new(&client, Method::GET, "/x").server("https://upload.example");
    call.empty().await.unwrap();
    assert_eq!(*transport.urls.lock().unwrap(), ["https://upload.example/x"]);
}

/// A transport without a network.
#[derive(Clone, Default)]
struct Recorder {
    urls: Arc<Mutex<Vec<String>>>,
}

impl Transport for Recorder {
    fn send(
        &self,
        request: HttpRequest<Body>,
    ) -> BoxFuture<Result<HttpResponse<Body>, TransportError>> {
        assert!(request.headers()["authorization"].is_sensitive());
        self.urls.lock().unwrap().push(request.uri().to_string());
        Box::pin(async { Ok(HttpResponse::new(Body::from("{\"result\": null}"))) })
    }
}

#[tokio::test]
async fn a_client_can_be_made_from_another() {
    let server = Server::with([|| Answer::result(&animal())]).await;
    let client = server.builder().default_header("x-a", "1").build().unwrap();
    let other = client.to_builder().api_token("other").build().unwrap();
    other.animals().get("z", "1").await.unwrap();
    client.animals().get("z", "1").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), "Bearer other");
    assert_eq!(seen[1].header("authorization"), "Bearer secret-token");
    assert_eq!((seen[0].header("x-a"), seen[1].header("x-a")), ("1", "1"));
}

#[tokio::test]
async fn calls_run_in_tasks_of_their_own() {
    fn is_task<F: Future + Send + 'static>(future: F) -> F {
        future
    }
    let server = Server::with([|| Answer::result(&animal())]).await;
    let client = server.client();
    let request: Request<Animal> = client.animals().get("z", "1");
    drop(client);
    assert_eq!(tokio::spawn(request.into_future()).await.unwrap().unwrap().id, "a");
    let animals = server.client().animals();
    is_task(animals.get("z", "1").send()).await.unwrap();
    is_task(animals.get("z", "1").with_response()).await.unwrap();
    is_task(animals.get("z", "1").raw()).await.unwrap().bytes().await.unwrap();
    is_task(animals.list("z", AnimalListParams::new()).send()).await.unwrap_err();
    let raw = animals.get("z", "1").raw().await.unwrap();
    tokio::spawn(raw.text()).await.unwrap().unwrap();
    let mut items = animals.list("z", AnimalListParams::new()).items();
    tokio::spawn(async move { items.try_next().await }).await.unwrap().unwrap_err();
}

#[test]
fn clients_are_shared_between_threads() {
    fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<Client>();
    is_shared::<Call>();
}

#[tokio::test]
async fn methods_that_http_does_not_have_are_sent_as_they_are() {
    let server = Server::with([|| Answer::new(200, "")]).await;
    Call::extension(&server.client(), "COPY", "/things").empty().await.unwrap();
    assert_eq!(server.seen()[0].line(), "COPY /things");
    let error = Call::extension(&server.client(), "NO GO", "/things").empty().await;
    let text = error.unwrap_err().to_string();
    assert!(text.contains("`NO GO` is no method of HTTP"), "{text}");
}

#[test]
fn a_tag_that_is_not_known_leads_to_the_default_branch() {
    let values: &[(Literal, usize)] =
        &[(Literal::Text("a"), 0), (Literal::Text("b"), 1)];
    let branches = Branches::TagOr { property: "kind", values, default: 2 };
    assert_eq!(branches.find(&json!({ "kind": "b" })), Some(1));
    assert_eq!(branches.find(&json!({ "kind": "c" })), Some(2));
    assert_eq!(branches.find(&json!({})), Some(2));
    let closed = Branches::Tag { property: "kind", values };
    assert_eq!(closed.find(&json!({ "kind": "c" })), None);
}
