//! What pages and streams of items tell, and their errors.

use std::pin::Pin;

use futures_core::Stream;
use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::Call;
use specwright_runtime_tests::runtime::pages::{Next, Pages};

use super::super::support::{Answer, Seen, Server};
use super::{
    CURSOR, TOTAL_ITEMS, TOTAL_PAGES, all, by_page, list, number, numbered, slice,
};

#[tokio::test]
async fn one_page_is_one_page() {
    let server = Server::with([|| Answer::json(&json!([1, 2]))]).await;
    assert_eq!(all(list(&server, Pages::EMPTY)).await, [1, 2]);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn an_error_ends_the_stream() {
    let server = Server::start(|_, index| match index {
        0 => Answer::json(&json!({ "result": [1] })),
        _ => Answer::status(404),
    })
    .await;
    let mut items = list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS)).items();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert!(items.try_next().await.unwrap_err().is_not_found());
    assert_eq!(items.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn each_page_is_repeated_on_its_own() {
    let server = Server::start(|seen, index| match (number(seen, "page"), index) {
        (None, 0) | (Some(2), 2) => Answer::status(500),
        (None, _) => {
            Answer::json(&json!({ "result": [1], "result_info": { "total_pages": 2 } }))
        }
        (Some(page), _) => Answer::json(
            &json!({ "result": [page], "result_info": { "total_pages": 2 } }),
        ),
    })
    .await;
    assert_eq!(
        all(list(&server, by_page(TOTAL_PAGES, &[])).max_retries(1)).await,
        [1, 2]
    );
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn items_that_do_not_decode_say_where() {
    let answer = || Answer::json(&json!({ "result": [1, "two"] }));
    let server = Server::with([answer]).await;
    let error = list(&server, by_page(&[], &[])).await.unwrap_err();
    assert!(error.is_decode());
    assert!(error.to_string().contains("`result[1]`"), "{error}");
}

#[tokio::test]
async fn pages_and_items_are_streams() {
    fn is_stream<S: Stream + Send + Unpin + 'static>(_: &S) {}
    let server =
        numbered(25, |_, total| json!({ "total_count": total, "per_page": 10 })).await;
    let request = list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS));
    let mut pages = request.clone().pages();
    is_stream(&pages);
    is_stream(&request.clone().items());
    let mut sizes = Vec::new();
    while let Some(page) =
        std::future::poll_fn(|context| Pin::new(&mut pages).poll_next(context)).await
    {
        sizes.push(page.unwrap().items.len());
    }
    assert_eq!(sizes, [10, 10, 5]);
    let count = tokio::spawn(async move { all(request).await.len() });
    assert_eq!(count.await.unwrap(), 25);
}

/// A server that has four items, two on a page, says so in a header, and fails beyond the last.
async fn with_totals(name: &'static str, value: &'static str) -> Server {
    Server::start(move |seen: &Seen, _| {
        let page = number(seen, "page").unwrap_or(1);
        match slice(2 * page - 2, 2, 4) {
            items if items.is_empty() => Answer::status(400),
            items => Answer::json(&json!(items)).header(name, value),
        }
    })
    .await
}

#[tokio::test]
async fn totals_can_be_in_headers() {
    let next =
        Next::Page { parameter: "page", first: 1, current: &[], total_pages: &[] };
    let items = Pages { next, total_items_header: "X-Total", ..Pages::EMPTY };
    let pages = Pages { next, total_pages_header: "X-Pages", ..Pages::EMPTY };
    let range = Pages { next, total_items_header: "Content-Range", ..Pages::EMPTY };
    let cases = [
        ("X-Total", "4", items),
        ("X-Pages", "2", pages),
        ("Content-Range", "0-1/4", range),
    ];
    for (name, value, pages) in cases {
        let server = with_totals(name, value).await;
        assert_eq!(all(list(&server, pages)).await, [0, 1, 2, 3], "{name}");
        assert_eq!(server.seen().len(), 2, "{name}");
    }
    let server = with_totals("X-Total", "4").await;
    assert_eq!(list(&server, items).await.unwrap().total_items, Some(4));
}

#[tokio::test]
async fn a_page_keeps_the_whole_answer() {
    let whole = json!({ "result": [1, 2], "included": { "name": "Rex" }, "total": 2 });
    let body = whole.clone();
    let server = Server::start(move |_, _| Answer::json(&body)).await;
    let pages = Pages { items: &["result"], ..Pages::EMPTY };
    let page = list(&server, pages).await.unwrap();
    assert_eq!(page.items, [1, 2]);
    assert_eq!(page.decode::<Value>().unwrap(), whole);
    assert_eq!(page.body(), whole.to_string().as_bytes());
    // The error says what is wrong, where, and has the answer.
    let error = page.decode::<Vec<i64>>().unwrap_err();
    assert!(error.is_decode() && error.status().is_some());
    assert!(error.to_string().starts_with("GET /list: cannot decode"), "{error}");
    // What nobody asked for is not shown.
    assert!(!format!("{page:?}").contains("Rex"));
}

#[tokio::test]
async fn pages_are_asked_for_one_by_one() {
    let server =
        numbered(30, |_, total| json!({ "total_count": total, "per_page": 10 })).await;
    let mut items = list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS)).items();
    for item in 0..10 {
        assert_eq!(items.try_next().await.unwrap(), Some(item));
        assert_eq!(server.seen().len(), 1);
    }
    assert_eq!(items.try_next().await.unwrap(), Some(10));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_page_tells_what_it_knows() {
    let server =
        numbered(25, |_, total| json!({ "total_count": total, "per_page": 10 })).await;
    let first = list(&server, by_page(TOTAL_PAGES, TOTAL_ITEMS)).await.unwrap();
    assert_eq!((first.items.len(), first.total_items), (10, Some(25)));
    assert_eq!(first.status, 200);
    assert_eq!(first.headers["content-type"], "application/json");
    assert!(first.has_next());
    let second = first.next_page().unwrap().await.unwrap();
    let third = second.next_page().unwrap().await.unwrap();
    assert!(!third.has_next() && third.next_page().is_none());
    assert_eq!(third.into_iter().collect::<Vec<_>>(), [20, 21, 22, 23, 24]);
}

#[tokio::test]
async fn items_may_be_whole_numbers_with_a_fraction_of_nothing() {
    let server = Server::with([|| Answer::json(&json!({ "result": [1.0, 2] }))]).await;
    let call = Call::new(&server.client(), Method::GET, "/list");
    let pages = Pages { items: &["result"], ..Pages::EMPTY };
    assert_eq!(all(call.pages_of_integers(pages)).await, [1, 2]);
}

#[tokio::test]
async fn every_way_to_go_on_tells_the_number_of_items() {
    let ways = [
        CURSOR.next,
        Next::Header { parameter: "cursor", header: "x-next" },
        Next::LastItem { parameter: "after", member: &["id"] },
        Next::Url { url: &["next"] },
        Next::Link { links: &["links"] },
        Next::LinkHeader,
        Next::Single,
        Next::Offset { parameter: "offset", first: 0, current: &[] },
    ];
    for next in ways {
        let server =
            Server::with([|| Answer::json(&json!({ "result": [1], "total": 25 }))])
                .await;
        let pages = Pages { next, total_items: &["total"], ..CURSOR };
        let page = list(&server, pages).await.unwrap();
        assert_eq!(page.total_items, Some(25), "{next:?}");
    }
}
