//! How lists go on that follow from nothing but the description: answers in the manner of real
//! APIs, each with the pages it has to give.

mod support;

use serde_json::{Map, Value, json};
use specwright::Generated;
use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::model::NextPage;
use support::generate;

/// What comes of an operation with these query parameters, and an answer with these members:
/// `name: type`, one after the other, where `url` is a string that says so and `things` is a list
/// of objects.
fn sdk(parameters: &str, members: &str) -> (Generated, Diagnostics) {
    let pairs = |text: &str| {
        let pairs = text.split(',').filter_map(|pair| pair.split_once(':'));
        let pairs = pairs.map(|(name, kind)| (name.trim().to_owned(), kind.trim()));
        pairs.map(|(name, kind)| (name, schema(kind))).collect::<Map<_, _>>()
    };
    let query = pairs(parameters).into_iter();
    let query: Vec<Value> = query
        .map(|(name, schema)| json!({ "name": name, "in": "query", "schema": schema }))
        .collect();
    let answer = json!({ "type": "object", "properties": pairs(members) });
    let content = json!({ "application/json": { "schema": answer } });
    let operation = json!({
        "operationId": "list",
        "parameters": query,
        "responses": { "200": { "description": "Some.", "content": content } },
    });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Lists", "version": "1" },
        "paths": { "/list": { "get": operation } },
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
        "url" => json!({ "type": "string", "format": "uri" }),
        kind => json!({ "type": kind }),
    }
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
fn lists_that_go_with_every_answer_are_not_the_items() {
    let cursor = |items: &str, name: &str| {
        let (parameter, cursor) = (name.to_owned(), vec![name.to_owned()]);
        Some((items.to_owned(), NextPage::Cursor { parameter, cursor }))
    };
    assert_eq!(
        pages(
            "cursor: string, limit: integer",
            "customers: things, cursor: string, errors: things"
        ),
        cursor("customers", "cursor")
    );
    let campaigns = pages(
        "count: integer, offset: integer",
        "campaigns: things, total_items: integer, _links: things",
    );
    let (items, next) = campaigns.expect("pages");
    assert_eq!(items, "campaigns");
    assert!(matches!(next, NextPage::Offset { .. }), "{next:?}");
    // What goes with other answers can be what is asked for.
    assert_eq!(
        pages("cursor: string", "messages: things, errors: things, cursor: string"),
        cursor("messages", "cursor")
    );
    assert_eq!(
        pages("cursor: string", "links: things, cursor: string"),
        cursor("links", "cursor")
    );
    assert_eq!(pages("cursor: string", "a: things, b: things, cursor: string"), None);
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
