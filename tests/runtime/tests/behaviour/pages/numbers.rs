//! Pages that are asked for by number or by offset, and what ends them.

use serde_json::{Value, json};
use specwright_runtime_tests::runtime::pages::{Next, Pages};

use super::super::support::{Answer, Seen, Server};
use super::{
    TOTAL_ITEMS, TOTAL_PAGES, all, by_page, capped, list, number, numbered, slice,
};

#[tokio::test]
async fn it_stops_after_the_number_of_pages() {
    let server = numbered(30, |_, total| json!({ "total_pages": total / 10 })).await;
    assert_eq!(
        all(list(&server, by_page(TOTAL_PAGES, &[]))).await,
        Vec::from_iter(0..30)
    );
    let lines: Vec<_> = server.seen().iter().map(Seen::line).collect();
    assert_eq!(lines, ["GET /list", "GET /list?page=2", "GET /list?page=3"]);
}

#[tokio::test]
async fn it_stops_after_the_number_of_items() {
    let server = numbered(30, |_, total| json!({ "total_count": total })).await;
    assert_eq!(all(list(&server, by_page(&[], TOTAL_ITEMS))).await.len(), 30);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_total_of_nothing_is_not_believed() {
    let server = numbered(
        30,
        |_, _| json!({ "total_count": 0, "total_pages": 0, "per_page": 10 }),
    )
    .await;
    assert_eq!(all(list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS))).await.len(), 30);
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn it_stops_after_a_short_page_where_the_size_was_asked_for() {
    let server = numbered(25, |_, _| Value::Null).await;
    let request = list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS)).query("per_page", 10);
    assert_eq!(all(request).await.len(), 25);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn it_stops_after_a_short_page_where_the_answer_tells_the_size() {
    let server = numbered(25, |_, _| json!({ "per_page": 10 })).await;
    assert_eq!(all(list(&server, by_page(&[], &[]))).await.len(), 25);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_size_that_the_server_does_not_allow_ends_nothing() {
    // Asked for 1000 items, the server gives 10, and says so.
    let server = Server::start(|seen, _| {
        let page = number(seen, "page").unwrap_or(1);
        let items = slice((page - 1) * 10, 10, 25);
        Answer::json(&json!({ "result": items, "result_info": { "per_page": 10 } }))
    })
    .await;
    let request = list(&server, by_page(&[], &[])).query("per_page", 1000);
    assert_eq!(all(request).await.len(), 25);
}

#[tokio::test]
async fn it_stops_after_an_empty_page_where_nothing_is_told() {
    let server = numbered(20, |_, _| Value::Null).await;
    assert_eq!(all(list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS))).await.len(), 20);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_server_that_ignores_the_page_gives_its_items_once() {
    let answer = || Answer::json(&json!({ "result": [1, 2, 3] }));
    let server = Server::with([answer]).await;
    assert_eq!(all(list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS))).await, [1, 2, 3]);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn nothing_at_all_is_an_empty_list() {
    for result in [json!({ "result": [] }), json!({ "result": null }), json!({})] {
        let server = Server::start(move |_, _| Answer::json(&result)).await;
        assert!(all(list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS))).await.is_empty());
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn it_can_begin_anywhere() {
    let server =
        numbered(100, |_, total| json!({ "total_count": total, "per_page": 10 })).await;
    let request = list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS)).query("page", 9);
    assert_eq!(all(request).await, Vec::from_iter(80..100));
    assert_eq!(server.seen().len(), 2);
    let page = list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS)).await.unwrap();
    let position = page.next_position().unwrap().to_owned();
    assert_eq!(position, "2");
    let rest = list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS)).resume(&position);
    assert_eq!(all(rest).await, Vec::from_iter(10..100));
}

#[tokio::test]
async fn offsets_count_items() {
    let server = Server::start(|seen, _| {
        let offset = number(seen, "offset").unwrap_or(0);
        Answer::json(&json!({ "items": slice(offset, 10, 25), "total": 25 }))
    })
    .await;
    let pages = |total_items| Pages {
        items: &["items"],
        next: Next::Offset { parameter: "offset", first: 0, current: &[] },
        total_items,
        per_page: "limit",
        ..Pages::EMPTY
    };
    assert_eq!(all(list(&server, pages(&["total"]))).await, Vec::from_iter(0..25));
    assert_eq!(server.seen()[2].target, "/list?offset=20");
    assert_eq!(server.seen().len(), 3);
    assert_eq!(all(list(&server, pages(&[])).query("limit", 10)).await.len(), 25);
    assert_eq!(server.seen().len(), 6);
    assert_eq!(all(list(&server, pages(&[]))).await.len(), 25);
    assert_eq!(server.seen().len(), 9);
}

#[tokio::test]
async fn the_answer_tells_the_number_that_is_next() {
    let by_page =
        Next::Page { parameter: "at", first: 1, current: &[], total_pages: &[] };
    let by_offset = Next::Offset { parameter: "at", first: 0, current: &[] };
    for next in [by_page, by_offset] {
        for end in [Value::Null, json!(0), json!(-1), json!(false), json!(20)] {
            let server = Server::start(move |seen, _| {
                let (items, next) = match number(seen, "at") {
                    None => (json!([1, 2]), json!(10)),
                    // Shorter than the one before, and none at all.
                    Some(10) => (json!([]), json!(15)),
                    Some(15) => (json!([3]), json!(20)),
                    Some(20) => (json!([4, 5]), end.clone()),
                    other => panic!("{other:?}"),
                };
                Answer::json(&json!({ "result": items, "next": next, "total": 5 }))
            })
            .await;
            let pages = Pages {
                items: &["result"],
                next,
                next_number: &["next"],
                total_items: &["total"],
                ..Pages::EMPTY
            };
            assert_eq!(all(list(&server, pages)).await, [1, 2, 3, 4, 5]);
        }
    }
    // None is next where nothing is said.
    let server = Server::with([|| Answer::json(&json!({ "result": [1] }))]).await;
    let pages = Pages {
        items: &["result"],
        next: by_page,
        next_number: &["next"],
        ..Pages::EMPTY
    };
    assert_eq!(all(list(&server, pages)).await, [1]);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn asking_for_more_than_the_server_allows_ends_nothing() {
    let server = capped(|items| json!({ "result": items })).await;
    let request = list(&server, by_page(&[], &[])).query("per_page", 100);
    assert_eq!(all(request).await, Vec::from_iter(0..25));
    // The third page has fewer items than the one before.
    assert_eq!(server.seen().len(), 3);
    let server =
        capped(|items| json!({ "result": items, "result_info": { "total_count": 25 } }))
            .await;
    let request = list(&server, by_page(&[], TOTAL_ITEMS)).query("per_page", 100);
    assert_eq!(all(request).await, Vec::from_iter(0..25));
    assert_eq!(server.seen().len(), 3);
    // Also from the second page on, where it is not known how many items are before it.
    let request = list(&server, by_page(&[], TOTAL_ITEMS)).query("per_page", 100);
    assert_eq!(all(request.query("page", 2)).await, Vec::from_iter(10..25));
    let pages = Pages {
        next: Next::Offset { parameter: "offset", first: 0, current: &[] },
        ..by_page(&[], &[])
    };
    let server = capped(|items| json!({ "result": items })).await;
    let request = list(&server, pages).query("per_page", 100);
    assert_eq!(all(request).await, Vec::from_iter(0..25));
}

#[tokio::test]
async fn the_answer_tells_the_number_of_the_first_page() {
    for first in [0, 1] {
        let server = Server::start(move |seen, _| {
            let page = number(seen, "page").unwrap_or(first);
            let items = slice((page - first) * 10, 10, 25);
            Answer::json(&json!({ "content": items, "number": page, "totalPages": 3 }))
        })
        .await;
        let pages = Pages {
            items: &["content"],
            next: Next::Page {
                parameter: "page",
                first: 0,
                current: &["number"],
                total_pages: &["totalPages"],
            },
            ..Pages::EMPTY
        };
        assert_eq!(all(list(&server, pages)).await, Vec::from_iter(0..25));
        assert_eq!(server.seen().len(), 3);
    }
}

#[tokio::test]
async fn pages_that_are_alike_end_nothing_where_their_number_is_told() {
    let server = Server::start(|_, _| {
        Answer::json(&json!({ "result": [0, 0], "result_info": { "total_pages": 3 } }))
    })
    .await;
    assert_eq!(all(list(&server, by_page(TOTAL_PAGES, &[]))).await, [0; 6]);
}

#[tokio::test]
async fn offsets_can_begin_with_one() {
    // RFC 7644 §3.4.2.4: the index of the first item is 1.
    let server = Server::start(|seen, _| {
        let start = number(seen, "startIndex").unwrap_or(1);
        let items = slice(start - 1, 10, 25);
        Answer::json(
            &json!({ "Resources": items, "totalResults": 25, "startIndex": start }),
        )
    })
    .await;
    let pages = |first, current| Pages {
        items: &["Resources"],
        next: Next::Offset { parameter: "startIndex", first, current },
        total_items: &["totalResults"],
        ..Pages::EMPTY
    };
    let all_items = Vec::from_iter(0..25);
    assert_eq!(all(list(&server, pages(1, &[]))).await, all_items);
    assert_eq!(all(list(&server, pages(0, &["startIndex"]))).await, all_items);
    assert_eq!(server.seen().len(), 6);
    assert_eq!(server.seen()[2].target, "/list?startIndex=21");
}
