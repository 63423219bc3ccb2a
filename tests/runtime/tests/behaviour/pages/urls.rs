//! Pages that a URL leads to: of the answer, of a header, or in place of a cursor.

use http::Method;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::Call;
use specwright_runtime_tests::runtime::pages::{Next, Pages};

use super::super::support::{Answer, Server, builder};
use super::{CURSOR, all, list, with_cursor};

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
