//! How lists go on that follow from nothing but the description: answers in the manner of real
//! APIs, each with the pages it has to give.

mod brackets;
mod further;
mod items;
mod stated;
#[path = "../support/mod.rs"]
mod support;
mod totals;

use serde_json::{Map, Value, json};
use specwright::Generated;
use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::model::{NextPage, TypeKind};
use support::generate;

/// What comes of an operation with these query parameters, and an answer with these members:
/// `name: type`, one after the other, where `url` is a string that says so and `things` is a list
/// of objects.
fn sdk(parameters: &str, members: &str) -> (Generated, Diagnostics) {
    let query: Vec<Value> = pairs(parameters)
        .into_iter()
        .map(|(name, schema)| json!({ "name": name, "in": "query", "schema": schema }))
        .collect();
    operation("get", &json!({ "parameters": query }), &json!(pairs(members)))
}

/// The same of one that is asked with a JSON body of these members.
fn search(sent: &str, members: &str) -> (Generated, Diagnostics) {
    let schema = json!({ "type": "object", "properties": pairs(sent) });
    let content = json!({ "application/json": { "schema": schema } });
    let body = json!({ "requestBody": { "content": content } });
    operation("post", &body, &json!(pairs(members)))
}

fn pairs(text: &str) -> Map<String, Value> {
    let pairs = text.split(',').filter_map(|pair| pair.split_once(':'));
    let pairs = pairs.map(|(name, kind)| (name.trim().to_owned(), kind.trim()));
    pairs.map(|(name, kind)| (name, schema(kind))).collect()
}

/// What comes of an operation that is asked so, and answers with an object of these members.
fn operation(method: &str, asked: &Value, members: &Value) -> (Generated, Diagnostics) {
    operation_at("/list", method, asked, members)
}

/// The same at another path.
fn operation_at(
    path: &str,
    method: &str,
    asked: &Value,
    members: &Value,
) -> (Generated, Diagnostics) {
    let answer = json!({ "type": "object", "properties": members });
    let content = json!({ "application/json": { "schema": answer } });
    let mut operation = json!({
        "operationId": "list",
        "responses": { "200": { "description": "Some.", "content": content } },
    });
    for (key, value) in asked.as_object().into_iter().flatten() {
        operation[key] = value.clone();
    }
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Lists", "version": "1" },
        "paths": { path: { method: operation } },
    });
    let (generated, diagnostics) =
        generate("lists.json", description.to_string(), &Config::default());
    (generated.expect("the description is valid"), diagnostics)
}

fn schema(kind: &str) -> Value {
    match kind {
        "things" => json!({
            "type": "array",
            "items": { "type": "object", "properties": { "id": { "type": "string" } } },
        }),
        "either" => {
            let thing = |more: &str| {
                let text = json!({ "type": "string" });
                json!({ "type": "object", "required": [more], "properties": { "id": text, more: text } })
            };
            json!({ "type": "array", "items": { "oneOf": [thing("brand"), thing("bank")] } })
        }
        "texts" => json!({ "type": "array", "items": { "type": "string" } }),
        "next" => object("link: string, after: string"),
        "following" => {
            json!({ "type": "object", "properties": { "next": schema("next") } })
        }
        // A list in an object, with what is told of the page or something else.
        "affected" => object(
            "affected_items: things, total_affected_items: integer, failed_items: things, \
             total_failed_items: integer",
        ),
        "listed" => object("items: things, href: url, offset: integer, total: integer"),
        "inside" => object("things: things, num_things: integer"),
        "owned" => object("things: things, owner: string"),
        "continued" => object("continue: string, remaining: integer"),
        "cursors" => object("before: string, after: string"),
        "more" => object("has_more: boolean, next_offset: string"),
        "counted list" => object("list: things, total: integer"),
        "pageable" => object("page: integer, size: integer, sort: texts"),
        "deep" => {
            json!({ "type": "object", "properties": { "body": schema("inside") } })
        }
        "url" => json!({ "type": "string", "format": "uri" }),
        "date-time" => json!({ "type": "string", "format": "date-time" }),
        "link" => json!({ "type": "string", "description": "The URL of more." }),
        "from one" => json!({ "type": "integer", "minimum": 1 }),
        "counted" => json!({ "type": "string", "default": "0" }),
        kind => json!({ "type": kind }),
    }
}

fn object(members: &str) -> Value {
    json!({ "type": "object", "properties": pairs(members) })
}

/// Where the items are and what asks for the next of them.
fn pages(parameters: &str, members: &str) -> Option<(String, NextPage)> {
    let (generated, _) = sdk(parameters, members);
    let pagination = generated.api.operations[0].pagination.clone()?;
    Some((pagination.items.join("."), pagination.next))
}

fn url(items: &str, member: &str) -> Option<(String, NextPage)> {
    Some((items.to_owned(), NextPage::NextUrl { url: vec![member.to_owned()] }))
}

/// Whether what has this path and these members is taken for pages.
fn is_paged(path: &str, parameter: &str, members: &str) -> bool {
    let text = json!({ "type": "string" });
    let in_path =
        json!({ "name": "id", "in": "path", "required": true, "schema": text });
    let in_query =
        json!({ "name": parameter, "in": "query", "schema": { "type": "integer" } });
    let asked = json!({ "parameters": match path.contains('{') {
        true => vec![in_path, in_query],
        false => vec![in_query],
    } });
    let (generated, _) = operation_at(path, "get", &asked, &json!(pairs(members)));
    generated.api.operations[0].pagination.is_some()
}

#[test]
fn numbers_that_are_described_as_text() {
    let next = |parameters: &str, members: &str| {
        pages(parameters, members).map(|(_, next)| next)
    };
    let paged =
        next("page: string", "content: things, page: integer, pagesCount: integer");
    let total = Some(vec!["pagesCount".to_owned()]);
    assert_eq!(
        paged,
        Some(NextPage::PageNumber {
            parameter: "page".to_owned(),
            first: 1,
            current: Some(vec!["page".to_owned()]),
            total_pages: total,
        })
    );
    assert_eq!(next("page: string", "content: things"), None);
}

#[test]
fn pages_are_counted_in_whole_numbers() {
    let (generated, _) = sdk(
        "page: number, limit: number, weight: number",
        "items: things, total: integer",
    );
    let api = &generated.api;
    let parameters = api.operations[0].parameters.iter();
    let kinds: Vec<bool> = parameters
        .map(|one| matches!(api.types[one.schema.id].kind, TypeKind::Integer(_)))
        .collect();
    assert_eq!(kinds, [true, true, false]);
}

#[test]
fn cursors_of_one_name_and_cursors_that_are_numbers() {
    let cursor = |name: &str| {
        let (parameter, cursor) = (name.to_owned(), vec![name.to_owned()]);
        Some(("data".to_owned(), NextPage::Cursor { parameter, cursor }))
    };
    let found =
        pages("pageToken: string, count: integer", "data: things, pageToken: string");
    assert_eq!(found, cursor("pageToken"));
    let found = pages("cursor: integer", "data: things, cursor: integer");
    assert_eq!(found, cursor("cursor"));
}

#[test]
fn ways_of_frameworks() {
    let path = |name: &str| name.split('.').map(str::to_owned).collect::<Vec<_>>();
    let cursor = |parameter: &str, cursor: &str| NextPage::Cursor {
        parameter: parameter.to_owned(),
        cursor: path(cursor),
    };
    let offset = |parameter: &str, first| NextPage::Offset {
        parameter: parameter.to_owned(),
        first,
        current: None,
    };
    for (parameters, members, items, next) in [
        (
            "page: integer, size: integer",
            "content: things, number: integer, totalPages: integer, last: boolean",
            "content",
            NextPage::PageNumber {
                parameter: "page".to_owned(),
                first: 0,
                current: Some(path("number")),
                total_pages: Some(path("totalPages")),
            },
        ),
        (
            "startIndex: from one, count: integer",
            "schemas: texts, Resources: things, totalResults: integer, startIndex: integer",
            "Resources",
            offset("startIndex", 1),
        ),
        (
            "offset: integer, limit: integer",
            "items: things, next_offset: integer, total: integer",
            "items",
            offset("offset", 0),
        ),
        (
            "next: string",
            "items: things, next: string, has_more: boolean",
            "items",
            cursor("next", "next"),
        ),
        (
            "after: string",
            "results: things, paging: following",
            "results",
            cursor("after", "paging.next.after"),
        ),
        (
            "query: string, page: string",
            "data: things, next_page: string",
            "data",
            cursor("page", "next_page"),
        ),
    ] {
        assert_eq!(pages(parameters, members), Some((items.to_owned(), next)));
    }
    assert_eq!(pages("", "results: things, next: url"), url("results", "next"));
}

#[test]
fn cursors_and_positions_of_kubernetes_and_jira() {
    let (parameter, cursor) = ("continue".to_owned(), vec!["continue".to_owned()]);
    assert_eq!(
        pages("continue: string, limit: integer", "items: things, continue: string"),
        Some(("items".to_owned(), NextPage::Cursor { parameter, cursor }))
    );
    let parameter = "startAt".to_owned();
    assert_eq!(
        pages("startAt: counted, maxResults: string", "values: things, total: integer"),
        Some((
            "values".to_owned(),
            NextPage::Offset { parameter, first: 0, current: None }
        ))
    );
}

#[test]
fn the_uri_of_the_next_page_goes_before_counting_pages() {
    let members = "end: integer, first_page_uri: url, messages: things, next_page_uri: url, \
                   page: integer, page_size: integer, start: integer, uri: string";
    let parameters = "PageSize: integer, Page: integer, PageToken: string";
    assert_eq!(pages(parameters, members), url("messages", "next_page_uri"));
    assert_eq!(pages("PageSize: integer", members), url("messages", "next_page_uri"));
    // Without a format it is the URL as well.
    let members = "messages: things, next_page_uri: string, page: integer";
    assert_eq!(pages(parameters, members), url("messages", "next_page_uri"));
}

#[test]
fn a_flag_says_that_the_page_is_the_last() {
    let (generated, _) = sdk(
        "iterator: string, limit: integer",
        "data: things, done: boolean, iterator: string",
    );
    let pagination = generated.api.operations[0].pagination.as_ref().expect("pages");
    let (parameter, cursor) = ("iterator".to_owned(), vec!["iterator".to_owned()]);
    assert_eq!(pagination.next, NextPage::Cursor { parameter, cursor });
    assert_eq!(pagination.done.as_deref(), Some(["done".to_owned()].as_slice()));
    let constant = "done: &[\"done\"]";
    assert!(generated.files.iter().any(|(_, text)| text.contains(constant)));
}

#[test]
fn the_last_item_leads_on_whatever_it_is() {
    let parameter = "after".to_owned();
    let last = NextPage::LastItem { parameter, member: vec!["id".to_owned()] };
    assert_eq!(
        pages("after: string", "data: either, has_more: boolean, last_id: string"),
        Some(("data".to_owned(), last))
    );
    // Where it has no id, the answer may say it.
    let (parameter, cursor) = ("after".to_owned(), vec!["last_id".to_owned()]);
    assert_eq!(
        pages("after: string", "data: texts, has_more: boolean, last_id: string"),
        Some(("data".to_owned(), NextPage::Cursor { parameter, cursor }))
    );
    assert_eq!(pages("after: string", "data: texts, has_more: boolean"), None);
}

#[test]
fn a_page_that_is_text_is_a_cursor() {
    let members = "data: things, has_more: boolean, next_page: string, url: string";
    let (parameter, cursor) = ("page".to_owned(), vec!["next_page".to_owned()]);
    assert_eq!(
        pages("page: string, limit: integer, query: string", members),
        Some(("data".to_owned(), NextPage::Cursor { parameter, cursor }))
    );
    let counted = pages("page: integer, limit: integer", members);
    assert!(!matches!(counted, Some((_, NextPage::Cursor { .. }))));
}

#[test]
fn next_that_is_no_url_is_a_cursor_where_a_parameter_takes_it() {
    let cursor = |parameter: &str| {
        let (parameter, cursor) = (parameter.to_owned(), vec!["next".to_owned()]);
        Some(("data".to_owned(), NextPage::Cursor { parameter, cursor }))
    };
    assert_eq!(pages("page: string", "data: things, next: string"), cursor("page"));
    assert_eq!(pages("cursor: string", "data: things, next: string"), cursor("cursor"));
    // A URL is said to be one, and no number takes a text.
    for (parameters, members) in [
        ("cursor: string", "data: things, next: url"),
        ("cursor: string", "data: things, next: link"),
        ("page: integer", "data: things, next: string"),
        ("limit: integer", "data: things, next: string"),
    ] {
        assert_eq!(pages(parameters, members), url("data", "next"), "{parameters}");
    }
    let links = json!({ "data": schema("things"), "links": { "type": "object", "properties": pairs("next: string") } });
    let asked = json!({ "parameters": [{ "name": "cursor", "in": "query", "schema": schema("string") }] });
    let (generated, _) = operation("get", &asked, &links);
    let next = generated.api.operations[0].pagination.clone().expect("pages").next;
    assert!(matches!(next, NextPage::NextUrl { .. }), "{next:?}");
}

#[test]
fn the_body_can_ask_for_a_page_by_its_number() {
    for (sent, members, parameter) in [
        (
            "q: string, page: integer, per_page: integer",
            "items: things, page: integer, total_pages: integer",
            "page",
        ),
        (
            "q: string, from: integer, size: integer",
            "items: things, total: integer",
            "from",
        ),
        (
            "offset: integer, limit: integer",
            "items: things, next_offset: integer",
            "offset",
        ),
    ] {
        let (generated, diagnostics) = search(sent, members);
        let found = generated.api.operations[0].pagination.clone().expect("pages");
        assert_eq!(found.next.parameter(), Some(parameter));
        assert!(found.in_body.is_some_and(|body| body.number && body.at.is_empty()));
        assert!(found.per_page.is_some());
        assert_eq!(diagnostics.iter().len(), 0);
    }
    // What does not say where it ends, or has more than a list, is noted.
    for (sent, members) in [
        ("page: integer, size: integer", "items: things"),
        ("from: integer, size: integer", "hits: things, owner: string, total: integer"),
        ("from: integer, size: integer", "cats: things, dogs: things, total: integer"),
    ] {
        let (generated, diagnostics) = search(sent, members);
        assert!(generated.api.operations[0].pagination.is_none());
        let [note] = diagnostics.iter().collect::<Vec<_>>()[..] else {
            panic!("{members}")
        };
        assert!(note.message.contains("in its JSON body"), "{}", note.message);
    }
    // Without the number of items it may be the page of a book, and a time from when on.
    for sent in ["page: integer", "from: integer, to: integer, limit: integer"] {
        let (generated, diagnostics) = search(sent, "items: things, total: integer");
        assert!(generated.api.operations[0].pagination.is_none());
        assert_eq!(diagnostics.iter().len(), 0, "{sent}");
    }
}
