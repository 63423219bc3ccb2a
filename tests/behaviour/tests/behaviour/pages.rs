//! How lists go on, and above all how they end.

use std::future::poll_fn;
use std::pin::Pin;

use cloudflare_ai_gateway::Result;
use cloudflare_ai_gateway::resources::ai_gateway::AiGatewayListParams;
use cloudflare_ai_gateway::resources::ai_gateway::logs::LogListParams;
use cloudflare_ai_gateway::runtime::pages::PageRequest;
use cloudflare_ai_gateway::types::LogListResponse;
use futures_core::Stream;
use serde_json::{Value, json};
use specwright_test_server::{Answer, Recorded, Server};

use crate::support::{ACCOUNT, GATEWAY, client, envelope, gateway, log, with};

/// How a server cuts a list into pages, and what it tells about it.
#[derive(Clone, Copy)]
struct List {
    /// The number of items.
    items: usize,
    /// The number of items of a page when nobody asks for another.
    page: usize,
    /// The most that anyone can ask for.
    most: usize,
    /// What it tells: the page, items a page, items here, items in all, pages in all.
    info: fn(&Cut) -> Value,
}

/// A page.
struct Cut {
    page: usize,
    per_page: usize,
    count: usize,
    total: usize,
}

impl Cut {
    fn pages(&self) -> usize {
        self.total.div_ceil(self.per_page)
    }
}

/// What Cloudflare tells.
const TOTAL_COUNT: fn(&Cut) -> Value = |cut| json!({ "page": cut.page, "per_page": cut.per_page, "count": cut.count, "total_count": cut.total });
const TOTAL_PAGES: fn(&Cut) -> Value = |cut| json!({ "total_pages": cut.pages() });
const NOTHING: fn(&Cut) -> Value = |_| json!(null);

impl List {
    fn new(items: usize, page: usize, info: fn(&Cut) -> Value) -> Self {
        Self { items, page, most: usize::MAX, info }
    }

    async fn serve(self) -> Server {
        Server::start(move |_, request| self.answer(request)).await
    }

    fn answer(self, request: &Recorded) -> Answer {
        let page = number(request, "page").unwrap_or(1);
        let per_page = number(request, "per_page").unwrap_or(self.page).min(self.most);
        let ids = (1..=self.items).skip((page - 1) * per_page).take(per_page);
        let items: Vec<Value> = ids.map(|id| log(&id.to_string())).collect();
        let cut = Cut { page, per_page, count: items.len(), total: self.items };
        let info = json!({ "result_info": (self.info)(&cut) });
        Answer::value(200, &with(envelope(&items.into()), &info))
    }
}

fn number(request: &Recorded, name: &str) -> Option<usize> {
    let parameters = request.parameters();
    let (_, value) = parameters.iter().find(|(key, _)| key == name)?;
    Some(value.parse().expect("a number"))
}

fn list(server: &Server, params: LogListParams) -> PageRequest<LogListResponse> {
    client(server).ai_gateway().logs().list(GATEWAY, params)
}

fn params() -> LogListParams {
    LogListParams::new(ACCOUNT)
}

/// The ids of all items.
async fn ids(request: PageRequest<LogListResponse>) -> Result<Vec<usize>> {
    let mut items = request.items();
    let mut ids = Vec::new();
    while let Some(log) = items.try_next().await? {
        ids.push(log.id.parse().expect("a number"));
    }
    // After the end there is nothing more.
    assert!(items.try_next().await?.is_none());
    Ok(ids)
}

/// Reads the whole list: every item comes once and in order, and no page is asked for that is not
/// needed to know that it is the end.
async fn check(list_of: List, params: LogListParams, requests: usize) {
    let server = list_of.serve().await;
    let all = ids(list(&server, params.clone())).await.expect("all items");
    assert_eq!(all, (1..=list_of.items).collect::<Vec<_>>());
    let sent = server.requests();
    let lines: Vec<String> = sent.iter().map(Recorded::line).collect();
    assert_eq!(lines.len(), requests, "{lines:#?}");
    // Every page but the first is asked for by number, and with all else that was asked.
    for (index, request) in sent.iter().enumerate().skip(1) {
        assert_eq!(number(request, "page"), Some(index + 1));
        assert_eq!(number(request, "per_page").map(|size| size as i64), params.per_page);
    }
}

#[tokio::test]
async fn the_number_of_items_is_told() {
    check(List::new(5, 2, TOTAL_COUNT), params(), 3).await;
    check(List::new(4, 2, TOTAL_COUNT), params(), 2).await;
    check(List::new(4, 20, TOTAL_COUNT), params().per_page(2), 2).await;
    check(List::new(1, 20, TOTAL_COUNT), params(), 1).await;
    check(List::new(0, 20, TOTAL_COUNT), params(), 1).await;
}

#[tokio::test]
async fn the_number_of_pages_is_told() {
    check(List::new(5, 2, TOTAL_PAGES), params(), 3).await;
    check(List::new(4, 2, TOTAL_PAGES), params(), 2).await;
    check(List::new(6, 20, TOTAL_PAGES), params().per_page(3), 2).await;
    check(List::new(0, 20, TOTAL_PAGES), params(), 1).await;
}

/// Without a word about the whole, a page that is not full is the last, or one without items.
#[tokio::test]
async fn nothing_is_told() {
    check(List::new(5, 20, NOTHING), params().per_page(2), 3).await;
    check(List::new(4, 20, NOTHING), params().per_page(2), 3).await;
    check(List::new(0, 20, NOTHING), params().per_page(2), 1).await;
    // When nobody knows how many items a full page has, the pages before tell it.
    check(List::new(5, 2, NOTHING), params(), 3).await;
    check(List::new(4, 2, NOTHING), params(), 3).await;
}

/// A server that gives fewer items a page than were asked for: all of them come all the same.
#[tokio::test]
async fn pages_are_smaller_than_asked() {
    let told = |info| List { most: 2, ..List::new(5, 2, info) };
    check(told(TOTAL_COUNT), params().per_page(100), 3).await;
    check(told(TOTAL_PAGES), params().per_page(100), 3).await;
    let size = |cut: &Cut| json!({ "per_page": cut.per_page });
    check(told(size), params().per_page(100), 3).await;
}

/// A total that counts what a filter took away is more than there is: the list ends all the same.
#[tokio::test]
async fn the_total_is_too_large() {
    let info = |cut: &Cut| json!({ "total_count": cut.total + 100 });
    check(List::new(5, 20, info), params().per_page(5), 2).await;
    let info = |cut: &Cut| json!({ "total_pages": cut.pages() + 100 });
    check(List::new(5, 20, info), params().per_page(5), 2).await;
}

/// A total that says nothing at all does not take items away.
#[tokio::test]
async fn the_total_is_nothing() {
    let info = |_: &Cut| json!({ "total_count": 0, "total_pages": 0 });
    check(List::new(4, 20, info), params().per_page(2), 3).await;
}

/// A server that ignores `page` gives the first page for ever: its items come once.
#[tokio::test]
async fn the_page_is_ignored() {
    let same = |info: Value| {
        let body = with(
            envelope(&json!([log("1"), log("2")])),
            &json!({ "result_info": info }),
        );
        Server::answering([Answer::value(200, &body)])
    };
    let infos = [
        json!(null),
        json!({ "total_count": 100 }),
        json!({ "total_pages": 50 }),
        json!({ "page": 1, "per_page": 2, "count": 2, "total_count": 100 }),
    ];
    for info in infos {
        let server = same(info.clone()).await;
        let all = ids(list(&server, params().per_page(2))).await.expect("all items");
        assert_eq!(all, [1, 2], "{info}");
        assert_eq!(server.requests().len(), 2, "{info}");
    }
}

#[tokio::test]
async fn one_page_and_the_next() {
    let server = List::new(5, 2, TOTAL_COUNT).serve().await;
    let page = list(&server, params().search("x")).await.expect("a page");
    let seen: Vec<&str> = page.items.iter().map(|log| log.id.as_str()).collect();
    assert_eq!(seen, ["1", "2"]);
    assert_eq!(
        (page.status.as_u16(), page.total_items, page.has_next()),
        (200, Some(5), true)
    );
    assert_eq!(page.headers["content-type"], "application/json");
    let page = page.next_page().expect("a next page").await.expect("a page");
    let page = page.next_page().expect("a next page").await.expect("a page");
    let seen: Vec<String> = page.into_iter().map(|log| log.id).collect();
    assert_eq!(seen, ["5"]);
    let queries: Vec<_> =
        server.requests().into_iter().map(|request| request.query).collect();
    let expected = ["search=x", "search=x&page=2", "search=x&page=3"];
    assert_eq!(queries, expected.map(|query| Some(query.to_owned())));
}

#[tokio::test]
async fn the_last_page_has_no_next() {
    let server = List::new(3, 2, TOTAL_COUNT).serve().await;
    let page = list(&server, params().page(2)).await.expect("a page");
    assert_eq!(page.items.len(), 1);
    assert!(!page.has_next() && page.next_page().is_none());
}

/// A list can begin at any page, and go on where it was left.
#[tokio::test]
async fn from_the_middle() {
    let server = List::new(7, 2, TOTAL_COUNT).serve().await;
    let rest = ids(list(&server, params().page(3))).await.expect("the rest");
    assert_eq!(rest, [5, 6, 7]);
    let page = list(&server, params()).await.expect("a page");
    let position = page.next_position().expect("a position").to_owned();
    let rest = ids(list(&server, params()).resume(&position)).await.expect("the rest");
    assert_eq!(rest, [3, 4, 5, 6, 7]);
}

#[tokio::test]
async fn page_after_page() {
    for (items, sizes) in [(5, vec![2, 2, 1]), (4, vec![2, 2]), (0, vec![])] {
        let server = List::new(items, 2, TOTAL_COUNT).serve().await;
        let mut pages = list(&server, params()).pages();
        let mut seen = Vec::new();
        while let Some(page) = pages.try_next().await.expect("a page") {
            seen.push(page.items.len());
        }
        assert_eq!(seen, sizes);
    }
}

/// Items and pages are streams for everyone who has tools for streams.
#[tokio::test]
async fn streams() {
    let server = List::new(3, 2, TOTAL_COUNT).serve().await;
    assert_eq!(count(list(&server, params()).items()).await, 3);
    assert_eq!(count(list(&server, params()).pages()).await, 2);
}

async fn count<T>(stream: impl Stream<Item = Result<T>> + Unpin) -> usize {
    let mut stream = stream;
    let mut count = 0;
    while let Some(item) =
        poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await
    {
        item.expect("an item");
        count += 1;
    }
    count
}

/// A page is asked for when someone wants what is on it, not before.
#[tokio::test]
async fn nothing_in_advance() {
    let server = List::new(6, 2, TOTAL_COUNT).serve().await;
    let mut items = list(&server, params()).items();
    assert_eq!(server.requests().len(), 0);
    for (taken, requests) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)] {
        items.try_next().await.expect("an item").expect("an item");
        assert_eq!(server.requests().len(), requests, "{taken} items");
    }
}

/// An error in the middle comes after the items before it, and ends the list.
#[tokio::test]
async fn an_error_in_the_middle() {
    let first = with(
        envelope(&json!([log("1")])),
        &json!({ "result_info": { "total_count": 3 } }),
    );
    let answers = [Answer::value(200, &first), Answer::empty(500)];
    let server = Server::answering(answers).await;
    let mut items = list(&server, params().per_page(1)).items();
    assert_eq!(items.try_next().await.expect("an item").expect("an item").id, "1");
    assert!(items.try_next().await.expect_err("an error").is_server_error());
    assert!(items.try_next().await.expect("the end").is_none());
    assert_eq!(server.requests().len(), 2);
}

/// A list that is null has no items.
#[tokio::test]
async fn a_list_that_is_null() {
    let server = Server::answering([Answer::value(200, &envelope(&json!(null)))]).await;
    assert_eq!(ids(list(&server, params())).await.expect("no items"), [0; 0]);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn gateways_come_in_pages_too() {
    let server = Server::start(|index, _| {
        let items = if index < 2 {
            json!([with(gateway(), &json!({ "id": index.to_string() }))])
        } else {
            json!([])
        };
        Answer::value(
            200,
            &with(envelope(&items), &json!({ "result_info": { "total_count": 2 } })),
        )
    })
    .await;
    let params = AiGatewayListParams::new(ACCOUNT).per_page(1);
    let mut items = client(&server).ai_gateway().list(params).items();
    let mut ids = Vec::new();
    while let Some(gateway) = items.try_next().await.expect("a gateway") {
        ids.push(gateway.id);
    }
    assert_eq!(ids, ["0", "1"]);
    assert_eq!(server.requests().len(), 2);
}
