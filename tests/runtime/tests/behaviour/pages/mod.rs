//! Lists that come in pages, and when they end.

mod answers;
mod cursors;
mod numbers;
mod urls;

use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::Call;
use specwright_runtime_tests::runtime::pages::{Next, PageRequest, Pages};

use super::support::{Answer, Seen, Server};

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
