//! Lists that come in pages, and when they end.

use std::pin::Pin;

use futures_core::Stream;
use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::Call;
use specwright_runtime_tests::runtime::pages::{Next, PageRequest, Pages};

use super::support::{Answer, Seen, Server, builder};

/// The value of a query parameter.
pub(crate) fn query(seen: &Seen, name: &str) -> Option<String> {
    let (_, query) = seen.target.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

pub(crate) fn number(seen: &Seen, name: &str) -> Option<usize> {
    query(seen, name)?.parse().ok()
}

/// The numbers from `start` on, of which there are `total`.
pub(crate) fn slice(start: usize, count: usize, total: usize) -> Vec<usize> {
    (start..total.min(start + count)).collect()
}

fn by_page(
    total_pages: &'static [&'static str],
    total_items: &'static [&'static str],
) -> Pages {
    Pages {
        items: &["result"],
        next: Next::Page { parameter: "page", first: 1, current: &[], total_pages },
        total_items,
        per_page: "per_page",
        page_size: &["result_info", "per_page"],
        ..Pages::EMPTY
    }
}

pub(crate) fn list(server: &Server, pages: Pages) -> PageRequest<i64> {
    Call::new(&server.client(), Method::GET, "/list").pages(pages)
}

pub(crate) async fn all(request: PageRequest<i64>) -> Vec<i64> {
    let mut items = request.items();
    let mut all = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        all.push(item);
        assert!(all.len() < 1000, "it does not end");
    }
    all
}

#[tokio::test]
async fn items_may_be_whole_numbers_with_a_fraction_of_nothing() {
    let server = Server::with([|| Answer::json(&json!({ "result": [1.0, 2] }))]).await;
    let call = Call::new(&server.client(), Method::GET, "/list");
    let pages = Pages { items: &["result"], ..Pages::EMPTY };
    assert_eq!(all(call.pages_of_integers(pages)).await, [1, 2]);
}

/// A server with pages of 10 items, which tells this about the list.
async fn numbered(total: usize, info: fn(page: usize, total: usize) -> Value) -> Server {
    Server::start(move |seen, _| {
        let page = number(seen, "page").unwrap_or(1);
        let size = number(seen, "per_page").unwrap_or(10);
        let items = slice((page - 1) * size, size, total);
        Answer::json(&json!({ "result": items, "result_info": info(page, total) }))
    })
    .await
}

const TOTAL_PAGES: &[&str] = &["result_info", "total_pages"];
const TOTAL_ITEMS: &[&str] = &["result_info", "total_count"];

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

const CURSOR: Pages = Pages {
    items: &["result"],
    next: Next::Cursor {
        parameter: "cursor",
        cursor: &["result_info", "cursors", "after"],
    },
    per_page: "limit",
    ..Pages::EMPTY
};

fn with_cursor(items: &Value, cursor: &Value) -> Answer {
    Answer::json(&json!({
        "result": items,
        "result_info": { "cursors": { "after": cursor } },
    }))
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
async fn a_cursor_that_turns_out_to_be_a_url_of_the_api_is_followed() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/list?q=1" => {
            let next = format!("http://{}/list?cursor=b%3D", seen.header("host"));
            with_cursor(&json!([1]), &json!(next))
        }
        "/list?cursor=b%3D" => with_cursor(&json!([2]), &json!("/list?cursor=c")),
        "/list?cursor=c" => with_cursor(&json!([3]), &Value::Null),
        other => panic!("{other}"),
    })
    .await;
    assert_eq!(all(list(&server, CURSOR).query("q", 1)).await, [1, 2, 3]);
    // What leads elsewhere is a value as any other.
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/list" => with_cursor(&json!([1]), &json!("http://else.where/c")),
        "/list?cursor=http%3A%2F%2Felse.where%2Fc" => {
            with_cursor(&json!([2]), &Value::Null)
        }
        other => panic!("{other}"),
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

/// A server that gives 10 items at most, whatever is asked for.
async fn capped(answer: fn(items: Vec<usize>) -> Value) -> Server {
    Server::start(move |seen, _| {
        let page = number(seen, "page").unwrap_or(1);
        let offset = number(seen, "offset").unwrap_or((page - 1) * 10);
        let size = number(seen, "per_page").unwrap_or(10).min(10);
        Answer::json(&answer(slice(offset, size, 25)))
    })
    .await
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

#[tokio::test]
async fn urls_lead_on_at_the_same_server() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/list?q=x" => {
            Answer::json(&json!({ "items": [1], "next": "/other?token=%2F&q=x" }))
        }
        "/other?token=%2F&q=x" => {
            let host = seen.header("host");
            // The server believes to be somewhere else: behind a proxy, without TLS.
            let next =
                format!("https://{}/last", host.replace("127.0.0.1:", "127.0.0.1:9"));
            Answer::json(
                &json!({ "items": [2], "next": next.replace(":9", ":").as_str() }),
            )
        }
        "/last" => Answer::json(&json!({ "items": [3], "next": null })),
        other => panic!("{other}"),
    })
    .await;
    let pages =
        Pages { items: &["items"], next: Next::Url { url: &["next"] }, ..Pages::EMPTY };
    assert_eq!(all(list(&server, pages).query("q", "x")).await, [1, 2, 3]);
    assert!(server.seen().iter().all(|seen| !seen.header("authorization").is_empty()));
}

#[tokio::test]
async fn a_link_of_a_list_leads_on() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/list?q=x" => Answer::json(&json!({
            "items": [1],
            "links": [
                { "rel": "self", "href": "/list" },
                { "rel": "next", "href": "/other", "method": "POST" },
                { "rel": "Next", "href": "/list?p=2", "method": "get" },
            ],
        })),
        "/list?p=2" => Answer::json(&json!({
            "items": [2],
            "links": [{ "rel": "prev", "href": "/list" }, { "rel": "next" }],
        })),
        other => panic!("{other}"),
    })
    .await;
    let next = Next::Link { links: &["links"] };
    let pages = Pages { items: &["items"], next, ..Pages::EMPTY };
    assert_eq!(all(list(&server, pages).query("q", "x")).await, [1, 2]);
}

#[tokio::test]
async fn urls_lead_on_at_the_server_of_the_call() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/other/list" => {
            let next = format!("http://{}/other/list?p=2", seen.header("host"));
            Answer::json(&json!({ "items": [1], "next": next }))
        }
        "/other/list?p=2" => {
            Answer::json(&json!({ "items": [2], "next": "/other/list?p=3" }))
        }
        "/other/list?p=3" => Answer::json(&json!({ "items": [3], "next": "?p=4" })),
        "/other/list?p=4" => Answer::json(&json!({ "items": [4] })),
        "/other/links" => {
            Answer::json(&json!([1])).header("link", "<links?p=2>; rel=\"next\"")
        }
        "/other/links?p=2" => Answer::json(&json!([2])),
        other => panic!("{other}"),
    })
    .await;
    // The client keeps the URL of the API, so that the call goes to its own server.
    let client = builder().api_token("secret-token").build().unwrap();
    let url: &'static str = format!("{}/other", server.url).leak();
    let pages =
        Pages { items: &["items"], next: Next::Url { url: &["next"] }, ..Pages::EMPTY };
    let list = Call::new(&client, Method::GET, "/list").server(url);
    assert_eq!(all(list.pages(pages)).await, [1, 2, 3, 4]);
    let pages = Pages { next: Next::LinkHeader, ..Pages::EMPTY };
    let links = Call::new(&client, Method::GET, "/links").server(url);
    assert_eq!(all(links.pages(pages)).await, [1, 2]);
}

#[tokio::test]
async fn urls_do_not_lead_to_another_server() {
    let next =
        || Answer::json(&json!({ "items": [1], "next": "https://evil.example/other" }));
    let server = Server::with([next]).await;
    let pages =
        Pages { items: &["items"], next: Next::Url { url: &["next"] }, ..Pages::EMPTY };
    let mut items = list(&server, pages).items();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    let error = items.try_next().await.unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert!(error.to_string().contains("another server"), "{error}");
    let error = list(&server, pages).resume("https://evil.example/").await.unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn the_key_of_the_query_is_in_the_url_of_the_next_page_once() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/list?key=k%2F1" => Answer::json(
            &json!({ "items": [1], "next": "/list?key=k%2F1&page=2&key=%2A%2A%2A" }),
        ),
        "/list?page=2&key=k%2F1" => Answer::json(&json!({ "items": [2] })),
        other => panic!("{other}"),
    })
    .await;
    let client = server.builder().credential(4, "k/1").build().unwrap();
    let pages =
        Pages { items: &["items"], next: Next::Url { url: &["next"] }, ..Pages::EMPTY };
    let request = Call::new(&client, Method::GET, "/list").security(&[&[4]]);
    assert_eq!(all(request.pages(pages)).await, [1, 2]);
}

#[tokio::test]
async fn links_lead_on() {
    let server = Server::start(|seen, _| match seen.target.as_str() {
        "/list" => Answer::json(&json!([1])).header(
            "link",
            "</list?page=9>; rel=\"last\", </list?page=2>; title=\"a, b\"; rel=\"foo next\"",
        ),
        "/list?page=2" => {
            Answer::json(&json!([2])).header("link", "</list?page=1>; rel=prev")
        }
        other => panic!("{other}"),
    })
    .await;
    let pages = Pages { next: Next::LinkHeader, ..Pages::EMPTY };
    assert_eq!(all(list(&server, pages)).await, [1, 2]);
}

#[tokio::test]
async fn what_links_say_in_quotes_is_no_link() {
    let next = [
        "</list?after=2>; title=\"a, b <x>; rel=next\"; rel=next",
        "</list?page=9>; title=\"rel=next, </x>; rel=next\"; rel=last, </list?after=2>;rel=\"next\"",
        "</list?page=9>; title=\"\\\", rel=next; \\\\\"; rel=last , <list?after=2> ; REL = Next",
        "</list?page=9>; rel=last; rel=next, </list?after=2>; rel=\"prev next\"; rel=last",
    ];
    for next in next {
        let server = Server::start(move |seen, _| match seen.target.as_str() {
            "/list" => Answer::json(&json!([1])).header("link", next),
            "/list?after=2" => Answer::json(&json!([2])),
            other => panic!("{next}: {other}"),
        })
        .await;
        let pages = Pages { next: Next::LinkHeader, ..Pages::EMPTY };
        assert_eq!(all(list(&server, pages)).await, [1, 2], "{next}");
    }
}

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
