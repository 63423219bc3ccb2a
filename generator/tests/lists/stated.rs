//! What the extensions of vendors say of pages: it counts before what names tell.

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Code;
use specwright::model::{InBody, NextPage, Pagination};

use crate::support::generate;
use crate::{operation_at, pairs};

/// The pages of a list with these query parameters and members, and this statement.
fn stated(parameters: &str, members: &str, key: &str, statement: &Value) -> Pagination {
    let query: Vec<Value> = pairs(parameters)
        .into_iter()
        .map(|(name, schema)| json!({ "name": name, "in": "query", "schema": schema }))
        .collect();
    asked(&json!({ "parameters": query, key: statement }), "get", members)
}

fn asked(asked: &Value, method: &str, members: &str) -> Pagination {
    let (generated, _) = operation_at("/rows", method, asked, &json!(pairs(members)));
    generated.api.operations[0].pagination.clone().expect("pages")
}

fn path(names: &str) -> Vec<String> {
    names.split('.').map(str::to_owned).collect()
}

fn offset(parameter: &str) -> NextPage {
    NextPage::Offset { parameter: parameter.to_owned(), first: 0, current: None }
}

fn cursor(parameter: &str, cursor: &str) -> NextPage {
    NextPage::Cursor { parameter: parameter.to_owned(), cursor: path(cursor) }
}

/// What is told of a statement that does not fit.
fn unfit(asked: &Value, method: &str, members: &str) -> Vec<String> {
    let (_, diagnostics) = operation_at("/rows", method, asked, &json!(pairs(members)));
    let unfit = diagnostics.iter().filter(|one| one.code == Code::UnfitExtension);
    unfit.map(|one| one.message.clone()).collect()
}

#[test]
fn autorest_names_the_link_and_the_items() {
    let key = "x-ms-pageable";
    let pages =
        stated("", "value: things, next: url", key, &json!({ "nextLinkName": "next" }));
    let next = NextPage::NextUrl { url: path("next") };
    assert_eq!((pages.items, pages.next), (path("value"), next));
    let all = json!({ "nextLinkName": null, "itemName": "rows" });
    let pages = stated("page: integer", "rows: things", key, &all);
    assert_eq!((pages.items, pages.next), (path("rows"), NextPage::Single));
    assert_eq!(stated("", "value: things", key, &json!({})).next, NextPage::Single);
    let told = |statement: Value| {
        unfit(&json!({ key: statement }), "get", "value: things, next: url")
    };
    assert_eq!(
        told(json!({ "nextLinkName": "nextLink" })),
        [
            "`GET /rows` has no member `nextLink` in its answer, which `x-ms-pageable` names"
        ]
    );
    assert_eq!(
        told(json!({ "nextLinkName": { "name": "next" } })),
        [
            "`x-ms-pageable` does not say how `GET /rows` goes on: it does not name what asks for \
          the next page"
        ]
    );
}

#[test]
fn the_number_of_items_is_asked_for_where_the_next_page_is() {
    let schema = json!({ "type": "object", "properties": pairs("from: string") });
    let inputs = json!([
        { "name": "from", "in": "requestBody", "type": "cursor" },
        { "name": "amount", "in": "parameters", "type": "limit" },
    ]);
    let outputs = json!({ "results": "$.rows", "nextCursor": "$.following" });
    let operation = json!({
        "x-speakeasy-pagination": { "type": "cursor", "inputs": inputs, "outputs": outputs },
        "parameters": [{ "name": "amount", "in": "query", "schema": { "type": "integer" } }],
        "requestBody": { "content": { "application/json": { "schema": schema } } },
    });
    let members = "rows: things, following: string";
    let pages = asked(&operation, "post", members);
    assert_eq!((pages.next, pages.per_page), (cursor("from", "following"), None));
    assert_eq!(
        unfit(&operation, "post", members),
        [
            "`amount`, which `x-speakeasy-pagination` names, is in another place than what asks \
          for the next page of `POST /rows`"
        ]
    );
}

#[test]
fn speakeasy_names_offsets_and_numbers() {
    let key = "x-speakeasy-pagination";
    let inputs = json!([
        { "name": "begin", "in": "parameters", "type": "offset" },
        { "name": "amount", "in": "parameters", "type": "limit" },
    ]);
    let statement = json!({
        "type": "offsetLimit", "inputs": inputs, "outputs": { "results": "$.second" },
    });
    let pages = stated(
        "begin: integer, amount: integer",
        "first: things, second: things",
        key,
        &statement,
    );
    assert_eq!((pages.items, pages.next), (path("second"), offset("begin")));
    assert_eq!(pages.per_page.as_deref(), Some("amount"));
    let inputs = json!([{ "name": "sheet", "in": "parameters", "type": "page" }]);
    let outputs = json!({ "results": "$.rows", "numPages": "$['about']['total']" });
    let statement =
        json!({ "type": "offsetLimit", "inputs": inputs, "outputs": outputs });
    let pages = stated("sheet: integer", "rows: things, about: listed", key, &statement);
    let next = NextPage::PageNumber {
        parameter: "sheet".to_owned(),
        first: 1,
        current: None,
        total_pages: Some(path("about.total")),
    };
    assert_eq!((pages.items, pages.next), (path("rows"), next));
}

#[test]
fn speakeasy_names_cursors_last_items_and_urls() {
    let key = "x-speakeasy-pagination";
    let inputs = json!([{ "name": "since", "in": "parameters", "type": "cursor" }]);
    let outputs = json!({ "results": "$.rows", "nextCursor": "$.rows[-1].id" });
    let statement = json!({ "type": "cursor", "inputs": inputs, "outputs": outputs });
    let pages = stated("since: string", "rows: things", key, &statement);
    let next = NextPage::LastItem { parameter: "since".to_owned(), member: path("id") };
    assert_eq!((pages.items, pages.next), (path("rows"), next));
    let outputs = json!({ "results": "$.rows", "nextUrl": "$.more.href" });
    let statement = json!({ "type": "url", "outputs": outputs });
    let pages = stated("", "rows: things, more: listed", key, &statement);
    let next = NextPage::NextUrl { url: path("more.href") };
    assert_eq!((pages.items, pages.next), (path("rows"), next));
}

#[test]
fn speakeasy_names_members_of_the_body() {
    let page = json!({ "type": "object", "properties": pairs("from: string, amount: integer") });
    let schema = json!({ "type": "object", "properties": {
        "text": { "type": "string" }, "page": page,
    } });
    let inputs = json!([
        { "name": "page.from", "in": "requestBody", "type": "cursor" },
        { "name": "page.amount", "in": "requestBody", "type": "limit" },
    ]);
    let outputs = json!({ "results": "$.rows", "nextCursor": "$.following" });
    let operation = json!({
        "x-speakeasy-pagination": { "type": "cursor", "inputs": inputs, "outputs": outputs },
        "requestBody": {
            "required": true, "content": { "application/json": { "schema": schema } },
        },
    });
    let pages = asked(&operation, "post", "rows: things, following: string");
    assert_eq!((pages.items, pages.next), (path("rows"), cursor("from", "following")));
    assert_eq!(pages.per_page.as_deref(), Some("amount"));
    assert_eq!(pages.in_body, Some(InBody { at: path("page"), number: false }));
}

#[test]
fn fern_names_them_by_where_they_are() {
    let key = "x-fern-pagination";
    let statement = json!({
        "cursor": "$request.since",
        "next_cursor": "$response.following",
        "results": "$response.rows",
    });
    let pages =
        stated("since: string", "rows: things, following: string", key, &statement);
    assert_eq!((pages.items, pages.next), (path("rows"), cursor("since", "following")));
    let statement = json!({
        "offset": "$request.begin",
        "step": "$request.amount",
        "results": "$response.rows",
        "has-next-page": "$response.unfinished",
    });
    let pages = stated(
        "begin: integer, amount: integer",
        "rows: things, unfinished: boolean",
        key,
        &statement,
    );
    assert_eq!((pages.items, pages.next), (path("rows"), offset("begin")));
    assert_eq!(pages.per_page.as_deref(), Some("amount"));
    assert_eq!(pages.has_more, Some(path("unfinished")));
}

#[test]
fn what_fern_says_at_the_top_is_for_all_that_say_so() {
    let things = json!({ "type": "object", "properties": pairs("rows: things") });
    let list = |statement: Value| {
        let sheet =
            json!({ "name": "sheet", "in": "query", "schema": { "type": "integer" } });
        let content = json!({ "application/json": { "schema": things } });
        let operation = json!({
            "x-fern-pagination": statement,
            "parameters": [sheet],
            "responses": { "200": { "description": "Rows.", "content": content } },
        });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Lists", "version": "1" },
            "x-fern-pagination": { "offset": "$request.sheet", "results": "$response.rows" },
            "paths": { "/rows": { "get": operation } },
        });
        let text = description.to_string();
        let (generated, _) = generate("lists.json", text, &Config::default());
        let generated = generated.expect("the description is valid");
        generated.api.operations[0].pagination.clone()
    };
    let next = NextPage::PageNumber {
        parameter: "sheet".to_owned(),
        first: 1,
        current: None,
        total_pages: None,
    };
    let pages = list(json!(true)).expect("pages");
    assert_eq!((pages.items, pages.next), (path("rows"), next));
    assert!(list(json!(false)).is_none());
}
