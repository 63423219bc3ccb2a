//! What an answer tells of its pages: the next number, the end, how many there are.

use serde_json::{Map, Value, json};
use specwright::config::Config;
use specwright::model::{NextPage, TypeKind};

use crate::support::generate;
use crate::{operation, pages, schema, sdk, search};

/// The members that say something about pages: the number of the next one, and how many items
/// there are.
fn told(parameters: &str, members: &str) -> (Option<String>, Option<String>) {
    let (generated, _) = sdk(parameters, members);
    let pagination = generated.api.operations[0].pagination.clone().expect("pages");
    let name = |path: Option<Vec<String>>| path.map(|path| path.join("."));
    (name(pagination.next_number), name(pagination.total_items))
}

#[test]
fn the_answer_may_tell_the_number_that_is_next() {
    let some = |name: &str| (Some(name.to_owned()), None);
    let members = "items: things, next_page: integer";
    assert_eq!(told("page: integer, per_page: integer", members), some("next_page"));
    let members = "items: things, nextOffset: number";
    assert_eq!(told("offset: integer", members), some("nextOffset"));
    assert_eq!(told("page: integer", "items: things, next: integer"), some("next"));
    // What is next of something else says nothing.
    let members = "items: things, next_offset: integer";
    assert_eq!(told("page: integer", members), (None, None));
}

#[test]
fn every_way_to_go_on_has_the_number_of_items() {
    for (parameters, members, name) in [
        ("", "results: things, count: integer, next: url, previous: url", "count"),
        (
            "",
            "value: things, @odata.nextLink: string, @odata.count: integer",
            "@odata.count",
        ),
        (
            "page: integer",
            "hydra_member: things, hydra.totalItems: integer",
            "hydra.totalItems",
        ),
        (
            "cursor: string",
            "items: things, next_cursor: string, total: integer",
            "total",
        ),
        (
            "offset: integer, limit: integer",
            "dags: things, total_entries: integer",
            "total_entries",
        ),
        (
            "after: string",
            "items: things, has_more: boolean, totalCount: integer",
            "totalCount",
        ),
        (
            "SkipCount: integer, MaxResultCount: integer",
            "items: things, totalCount: integer",
            "totalCount",
        ),
    ] {
        assert_eq!(
            told(parameters, members),
            (None, Some(name.to_owned())),
            "{members}"
        );
    }
    // That may be the number of items of the page.
    assert_eq!(told("", "results: things, count: integer, next: url"), (None, None));
}

/// The constant that says how the list of an answer goes on.
fn constant(parameters: &[&str], schema: Value, headers: &[&str]) -> String {
    let parameter = |name: &&str| json!({ "name": name, "in": "query", "schema": { "type": "integer" } });
    let parameters: Vec<Value> = parameters.iter().map(parameter).collect();
    let header =
        |name: &&str| ((*name).to_owned(), json!({ "schema": { "type": "string" } }));
    let headers: Map<String, Value> = headers.iter().map(header).collect();
    let answer = json!({
        "description": "A page.",
        "headers": headers,
        "content": { "application/json": { "schema": schema } },
    });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Lists", "version": "1" },
        "paths": { "/things": { "get": { "parameters": parameters, "responses": { "200": answer } } } },
    });
    let (generated, _) =
        generate("lists.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let (_, text) =
        files.iter().find(|(path, _)| path.ends_with("things.rs")).expect("a resource");
    let (_, pages) = text.split_once("const PAGES: Pages = Pages {").expect("pages");
    let (pages, _) = pages.split_once("..Pages::EMPTY").expect("an end");
    pages.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn totals_are_in_headers() {
    let posts = ["X-WP-Total", "X-WP-TotalPages"];
    let pages = constant(&["page", "per_page"], schema("texts"), &posts);
    assert!(pages.contains("total_items_header: \"X-WP-Total\""), "{pages}");
    assert!(pages.contains("total_pages_header: \"X-WP-TotalPages\""), "{pages}");
    let rows = constant(&["offset", "limit"], schema("texts"), &["Content-Range"]);
    assert!(rows.contains("total_items_header: \"Content-Range\""), "{rows}");
    assert!(!rows.contains("total_pages_header"), "{rows}");
}

#[test]
fn a_list_inside_of_an_object_of_its_name() {
    let integer = json!({ "type": "integer" });
    let total = json!({ "type": "object", "properties": { "value": integer } });
    let hits = json!({
        "type": "object",
        "properties": { "total": total, "hits": schema("texts") },
    });
    let schema =
        json!({ "type": "object", "properties": { "took": integer, "hits": hits } });
    let pages = constant(&["from", "size"], schema, &[]);
    assert!(pages.starts_with("items: &[\"hits\", \"hits\"]"), "{pages}");
    assert!(pages.contains("parameter: \"from\""), "{pages}");
    assert!(pages.contains("total_items: &[\"hits\", \"total\", \"value\"]"), "{pages}");
    // A sum of money is not their number.
    let hits = json!({ "type": "object", "properties": {
        "hits": { "type": "array", "items": { "type": "string" } },
        "total": { "type": "number" },
        "currency": { "type": "string" },
        "total_count": integer,
    } });
    let schema = json!({ "type": "object", "properties": { "hits": hits } });
    let pages = constant(&["from", "size"], schema, &[]);
    assert!(pages.contains("total_items: &[\"hits\", \"total_count\"]"), "{pages}");
}

#[test]
fn the_view_of_a_page_has_the_next_one() {
    let view =
        json!({ "type": "object", "properties": { "hydra:next": schema("string") } });
    let members = json!({ "hydra:member": schema("texts"), "hydra:view": view });
    let schema = json!({ "type": "object", "properties": members });
    let pages = constant(&["page"], schema, &[]);
    assert!(pages.contains("url: &[\"hydra:view\", \"hydra:next\"]"), "{pages}");
}

#[test]
fn the_flag_of_the_last_page_is_about_pages_too() {
    for flag in ["has_more", "done"] {
        let members = format!("items: things, next_cursor: string, {flag}: boolean");
        let (generated, _) = search("cursor: string, q: string", &members);
        assert!(generated.api.operations[0].pagination.is_some(), "{flag}");
    }
}

#[test]
fn numbers_of_items_and_pages_are_numbers() {
    let total = |members: &str| told("page: integer", members).1;
    assert_eq!(total("items: things, total: integer").as_deref(), Some("total"));
    assert_eq!(total("items: things, total: number").as_deref(), Some("total"));
    for members in [
        "items: things, total: string",
        "items: things, total: things",
        "items: things, total: number, currency: string",
        "items: things, total: integer, tax_amount: integer",
    ] {
        assert_eq!(total(members), None, "{members}");
    }
    let both = "items: things, total: number, currency: string, total_items: integer";
    assert_eq!(total(both).as_deref(), Some("total_items"));
    let (_, next) = pages("page: integer", "items: things, pages: things").unwrap();
    assert!(matches!(next, NextPage::PageNumber { total_pages: None, .. }), "{next:?}");
}

#[test]
fn what_has_no_body_tells_nothing_of_the_items() {
    let list = |item: &Value| {
        let schema = json!({ "type": "array", "items": item });
        let content = json!({ "application/json": { "schema": schema } });
        json!({ "description": "Some.", "content": content })
    };
    let pets =
        list(&json!({ "type": "object", "properties": { "name": schema("string") } }));
    let responses = json!({ "204": list(&schema("integer")), "200": pets });
    let query = json!([{ "name": "page", "in": "query", "schema": schema("integer") }]);
    let asked = json!({ "parameters": query, "responses": responses });
    let (generated, _) = operation("get", &asked, &json!({}));
    let api = generated.api;
    let item = api.operations[0].pagination.as_ref().expect("pages").item;
    assert!(matches!(api.types[item.id].kind, TypeKind::Struct(_)));
}
