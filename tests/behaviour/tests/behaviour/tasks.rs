//! What calls give can go to other tasks and threads.

use std::error::Error as StdError;
use std::future::IntoFuture;

use cloudflare_ai_gateway::resources::ai_gateway::AiGateway;
use cloudflare_ai_gateway::resources::ai_gateway::logs::{
    LogGetParams, LogListParams, Logs,
};
use cloudflare_ai_gateway::runtime::pages::Page;
use cloudflare_ai_gateway::types::{Gateway, LogGetResponse, LogListResponse};
use cloudflare_ai_gateway::{Client, ClientBuilder, Error, RawResponse, Response};
use serde_json::json;
use specwright_test_server::{Answer, Recorded, Server};

use crate::support::{ACCOUNT, GATEWAY, client, envelope, log};

fn is_shareable<T: Send + Sync + Clone + 'static>() {}
fn is_sendable<T: Send + 'static>() {}
fn is_error<T: StdError + Send + Sync + 'static>() {}

#[test]
fn types_that_can_be_shared() {
    is_shareable::<Client>();
    is_shareable::<AiGateway>();
    is_shareable::<Logs>();
    is_shareable::<LogGetParams>();
    is_shareable::<LogGetResponse>();
    is_shareable::<Gateway>();
    is_sendable::<ClientBuilder>();
    is_sendable::<Response<LogGetResponse>>();
    is_sendable::<RawResponse>();
    is_sendable::<Page<LogListResponse>>();
    is_error::<Error>();
}

fn answer(request: &Recorded) -> Answer {
    let body = match request.segments().len() {
        7 => envelope(&json!([log("1"), log("2")])),
        _ => envelope(&log("id")),
    };
    Answer::value(200, &body)
}

/// What a method returns borrows nothing: not the client, not the resource, not the arguments.
#[tokio::test(flavor = "multi_thread")]
async fn calls_in_tasks_of_their_own() {
    let server = Server::start(|_, request| answer(request)).await;
    let tasks = {
        let client = client(&server);
        let (gateway, id) = (GATEWAY.to_owned(), "id".to_owned());
        let logs = || client.ai_gateway().logs();
        let get = || logs().get(&gateway, &id, LogGetParams::new(ACCOUNT));
        let list = || logs().list(&gateway, LogListParams::new(ACCOUNT).per_page(5));
        let (mut items, mut pages) = (list().items(), list().pages());
        [
            tokio::spawn(get().send()).await.map(|log| log.map(|log| log.id)),
            tokio::spawn(get().into_future()).await.map(|log| log.map(|log| log.id)),
            tokio::spawn(get().with_response())
                .await
                .map(|log| log.map(|log| log.data.id)),
            tokio::spawn(get().raw()).await.map(|raw| raw.map(|_| "id".to_owned())),
            tokio::spawn(list().send())
                .await
                .map(|page| page.map(|page| page.items[0].id.clone())),
            tokio::spawn(async move {
                let first = items.try_next().await?;
                Ok(first.expect("an item").id)
            })
            .await,
            tokio::spawn(async move {
                let first = pages.try_next().await?;
                Ok(first.expect("a page").items[1].id.clone())
            })
            .await,
        ]
    };
    let ids = tasks.map(|task| task.expect("a task").expect("an answer"));
    assert_eq!(ids, ["id", "id", "id", "id", "1", "1", "2"]);
}

/// Many calls of one client at once.
#[tokio::test(flavor = "multi_thread")]
async fn many_calls_at_once() {
    let server = Server::start(|_, request| {
        let segments = request.segments();
        Answer::value(200, &envelope(&log(&segments[7])))
    })
    .await;
    let client = client(&server);
    let tasks: Vec<_> = (0..50)
        .map(|number: u32| {
            let client = client.clone();
            tokio::spawn(async move {
                let params = LogGetParams::new(ACCOUNT);
                let id = number.to_string();
                let log = client.ai_gateway().logs().get(GATEWAY, &id, params).await?;
                Ok::<_, Error>(log.id == id)
            })
        })
        .collect();
    for task in tasks {
        assert!(task.await.expect("a task").expect("an answer"));
    }
    assert_eq!(server.requests().len(), 50);
}
