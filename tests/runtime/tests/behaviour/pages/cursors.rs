//! Pages that are asked for by a cursor or by the last item.

use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::Call;
use specwright_runtime_tests::runtime::pages::{Next, PageRequest, Pages};

use super::super::support::{Answer, Server};
use super::{
    CURSOR, TOTAL_ITEMS, TOTAL_PAGES, all, by_page, list, number, query, slice,
    with_cursor,
};

#[tokio::test]
async fn cursors_end_when_there_is_none() {
    for end in [Value::Null, json!("")] {
        let server =
            Server::start(move |seen, _| match query(seen, "cursor").as_deref() {
                None => with_cursor(&json!([1, 2]), &json!("a b/=")),
                Some("a%20b%2F%3D") => with_cursor(&json!([3]), &json!(7)),
                Some("7") => with_cursor(&json!([4]), &end),
                other => panic!("{other:?}"),
            })
            .await;
        // A page that is not full says nothing: the cursor does.
        assert_eq!(all(list(&server, CURSOR).query("limit", 2)).await, [1, 2, 3, 4]);
        assert_eq!(server.seen().len(), 3);
    }
}

#[tokio::test]
async fn a_cursor_that_comes_again_ends_the_list() {
    let server = Server::start(|_, index| {
        with_cursor(&json!([index]), &json!(if index % 2 == 0 { "even" } else { "odd" }))
    })
    .await;
    assert_eq!(all(list(&server, CURSOR)).await, [0, 1, 2]);
}

#[tokio::test]
async fn a_cursor_leads_past_an_empty_page() {
    let server = Server::start(|_, index| match index {
        0 => with_cursor(&json!([1]), &json!("a")),
        1 => with_cursor(&json!([]), &json!("b")),
        _ => with_cursor(&json!([2]), &Value::Null),
    })
    .await;
    assert_eq!(all(list(&server, CURSOR)).await, [1, 2]);
}

#[tokio::test]
async fn cursors_lead_past_pages_that_are_alike() {
    let server = Server::start(|_, index| {
        with_cursor(&json!([0]), &if index < 2 { json!(index) } else { Value::Null })
    })
    .await;
    assert_eq!(all(list(&server, CURSOR)).await, [0, 0, 0]);
}

#[tokio::test]
async fn a_flag_ends_cursors_that_are_always_there() {
    let server = Server::start(|_, index| {
        let items = if index < 2 { vec![index] } else { Vec::new() };
        Answer::json(&json!({ "items": items, "more": index < 1, "end": index }))
    })
    .await;
    let pages = Pages {
        items: &["items"],
        next: Next::Cursor { parameter: "after", cursor: &["end"] },
        has_more: &["more"],
        ..Pages::EMPTY
    };
    assert_eq!(all(list(&server, pages)).await, [0, 1]);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_flag_leads_past_an_empty_page_and_not_on_for_ever() {
    // The second page is empty, and so are all after the third; there always is more.
    let server = Server::start(|seen, _| {
        let page = number(seen, "page").unwrap_or(1);
        let items = if matches!(page, 1 | 3) { vec![page] } else { Vec::new() };
        Answer::json(&json!({ "result": items, "more": true }))
    })
    .await;
    let pages = Pages { has_more: &["more"], ..by_page(TOTAL_PAGES, TOTAL_ITEMS) };
    assert_eq!(all(list(&server, pages)).await, [1, 3]);
    assert_eq!(server.seen().len(), 5);
}

#[tokio::test]
async fn the_last_item_leads_on() {
    let server = Server::start(|seen, _| {
        let after = number(seen, "after").unwrap_or(0);
        let items: Vec<_> =
            slice(after, 2, 5).iter().map(|n| json!({ "id": n + 1 })).collect();
        let more = after + 2 < 5;
        Answer::json(&json!({ "data": items, "has_more": more }))
    })
    .await;
    let pages = Pages {
        items: &["data"],
        next: Next::LastItem { parameter: "after", member: &["id"] },
        has_more: &["has_more"],
        ..Pages::EMPTY
    };
    let request: PageRequest<Value> =
        Call::new(&server.client(), Method::GET, "/list").pages(pages);
    let mut items = request.items();
    let mut ids = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        ids.push(item["id"].as_i64().unwrap());
    }
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_cursor_that_is_still_there_leads_nowhere_when_the_list_is_done() {
    let server = Server::start(|_, index| {
        let next = format!("iterator-{index}");
        Answer::json(&json!({ "data": [1], "iterator": next, "done": index > 0 }))
    })
    .await;
    let pages = Pages {
        items: &["data"],
        next: Next::Cursor { parameter: "iterator", cursor: &["iterator"] },
        done: &["done"],
        ..Pages::EMPTY
    };
    assert_eq!(all(list(&server, pages)).await, [1, 1]);
    assert_eq!(server.seen().len(), 2);
}
