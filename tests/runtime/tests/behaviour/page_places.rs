//! Where what asks for the next page of a list comes from and goes to, other than in the query and
//! the answer's body.

use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::Call;
use specwright_runtime_tests::runtime::pages::{InBody, Next, Pages};

use super::pages::{all, list, number, query, slice};
use super::support::{Answer, Seen, Server};

/// The JSON body of a request.
fn body(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body).unwrap()
}

#[tokio::test]
async fn a_cursor_can_be_a_member_of_the_body() {
    let server = Server::start(|seen, _| {
        let page: i64 = match body(seen)["start_cursor"].as_str() {
            Some(cursor) => cursor.parse().unwrap(),
            None => 0,
        };
        let next = (page < 2).then(|| (page + 1).to_string());
        let more = next.is_some();
        Answer::json(
            &json!({ "results": [page], "next_cursor": next, "has_more": more }),
        )
    })
    .await;
    let pages = Pages {
        items: &["results"],
        next: Next::Cursor { parameter: "start_cursor", cursor: &["next_cursor"] },
        in_body: Some(InBody { at: &[], number: false }),
        has_more: &["has_more"],
        ..Pages::EMPTY
    };
    let search = || Call::new(&server.client(), Method::POST, "/search");
    let filter = json!({ "filter": { "a": [1] }, "start_cursor": null, "z": 1.50 });
    assert_eq!(all(search().json_body(&filter).pages(pages)).await, [0, 1, 2]);
    let sent: Vec<_> = server.seen().iter().map(|seen| seen.text().to_owned()).collect();
    assert_eq!(
        sent,
        [
            r#"{"filter":{"a":[1]},"start_cursor":null,"z":1.5}"#,
            r#"{"filter":{"a":[1]},"start_cursor":"1","z":1.5}"#,
            r#"{"filter":{"a":[1]},"start_cursor":"2","z":1.5}"#,
        ]
    );
    assert!(server.seen().iter().all(|seen| seen.target == "/search"));

    // It can be gone on with later.
    let page = search().json_body(&json!({})).pages::<i64>(pages).await.unwrap();
    let position = page.next_position().unwrap().to_owned();
    let later = search().json_body(&json!({ "x": 1 })).pages(pages).resume(&position);
    assert_eq!(all(later).await, [1, 2]);
    assert_eq!(server.seen().pop().unwrap().text(), r#"{"x":1,"start_cursor":"2"}"#);
}

#[tokio::test]
async fn numbers_can_be_members_inside_of_the_body() {
    let server = Server::start(|seen, _| {
        let options = &body(seen)["options"];
        assert!(options["offset"].is_null() || options["offset"].is_u64());
        let start = options["offset"].as_u64().unwrap_or(0);
        let items = slice(usize::try_from(start).unwrap(), 10, 25);
        Answer::json(&json!({ "data": items, "total": 25 }))
    })
    .await;
    let pages = Pages {
        items: &["data"],
        next: Next::Offset { parameter: "offset", first: 0, current: &[] },
        per_page: "count",
        total_items: &["total"],
        in_body: Some(InBody { at: &["options"], number: true }),
        ..Pages::EMPTY
    };
    let search = || Call::new(&server.client(), Method::POST, "/search");
    let call = search().json_body(&json!({ "options": { "count": 10 }, "a": 1 }));
    assert_eq!(all(call.pages(pages)).await, Vec::from_iter(0..25));
    let last = server.seen().pop().unwrap();
    assert_eq!(body(&last), json!({ "a": 1, "options": { "count": 10, "offset": 20 } }));
    // Where no body was given, it is made.
    let call = search().optional_json_body(None::<&Value>).pages(pages).resume("10");
    assert_eq!(all(call).await.len(), 15);
    let last = server.seen().pop().unwrap();
    assert_eq!(last.text(), r#"{"options":{"offset":20}}"#);
    assert_eq!(last.header("content-type"), "application/json");
    // The numbers begin where the caller did.
    let call = search().json_body(&json!({ "options": { "offset": 20 } }));
    assert_eq!(all(call.pages(pages)).await, Vec::from_iter(20..25));
}

#[tokio::test]
async fn a_body_that_cannot_ask_for_a_page_is_an_error() {
    let server =
        Server::start(|_, _| Answer::json(&json!({ "items": [1], "next": "b" }))).await;
    let pages = Pages {
        items: &["items"],
        next: Next::Cursor { parameter: "cursor", cursor: &["next"] },
        in_body: Some(InBody { at: &["page"], number: false }),
        ..Pages::EMPTY
    };
    let call = Call::new(&server.client(), Method::POST, "/search");
    let mut items = call.json_body(&json!({ "page": 1 })).pages::<i64>(pages).items();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    let error = items.try_next().await.unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert!(
        error.to_string().contains("cannot have the member `page.cursor`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_header_can_have_the_next_page() {
    let server = Server::start(|seen, _| {
        let page = number(seen, "page").unwrap_or(1);
        let answer = Answer::json(&json!(slice((page - 1) * 10, 10, 25)));
        // GitLab's is empty on the last page; others have none.
        match (page < 3, query(seen, "empty").is_some()) {
            (true, _) => answer.header("x-next-page", (page + 1).to_string()),
            (false, true) => answer.header("x-next-page", ""),
            (false, false) => answer,
        }
    })
    .await;
    let pages = Pages {
        next: Next::Header { parameter: "page", header: "X-Next-Page" },
        ..Pages::EMPTY
    };
    assert_eq!(all(list(&server, pages)).await, Vec::from_iter(0..25));
    assert_eq!(all(list(&server, pages).query("empty", 1)).await.len(), 25);
    assert_eq!(server.seen().len(), 6);
    let lines: Vec<_> = server.seen().iter().map(Seen::line).collect();
    assert_eq!(lines[..2], ["GET /list", "GET /list?page=2"]);
}

/// Behind a gateway, a server gives URLs by the name that it has for itself.
#[tokio::test]
async fn the_path_of_the_call_at_another_host_is_the_call() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/list" => Answer::json(
            &json!({ "items": [1], "next": "http://inside.example:8080/v1/list?p=2" }),
        ),
        "/list?p=2" => Answer::json(
            &json!({ "items": [2], "next": "http://inside.example:8080/v1/list?p=3" }),
        ),
        "/list?p=3" => Answer::json(&json!({ "items": [3] })),
        other => panic!("{other}"),
    })
    .await;
    let pages =
        Pages { items: &["items"], next: Next::Url { url: &["next"] }, ..Pages::EMPTY };
    assert_eq!(all(list(&server, pages)).await, [1, 2, 3]);
}

#[tokio::test]
async fn links_can_have_a_relation_and_a_url() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/list" => Answer::json(&json!({ "entry": [1], "link": [
            { "relation": "self", "url": "/list" },
            { "relation": "next", "url": "/list?p=2" },
        ] })),
        "/list?p=2" => Answer::json(&json!({ "entry": [2], "link": [
            { "relation": "previous", "url": "/list" },
        ] })),
        other => panic!("{other}"),
    })
    .await;
    let next = Next::Link { links: &["link"] };
    let pages = Pages { items: &["entry"], next, ..Pages::EMPTY };
    assert_eq!(all(list(&server, pages)).await, [1, 2]);
}
