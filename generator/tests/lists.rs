//! How lists go on that follow from nothing but the description: answers in the manner of real
//! APIs, each with the pages it has to give.

mod support;

use serde_json::{Map, Value, json};
use specwright::Generated;
use specwright::config::Config;
use specwright::diagnostic::{Code, Diagnostics};
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
        "listed" => object("items: things, href: url, offset: integer, total: integer"),
        "inside" => object("things: things, num_things: integer"),
        "owned" => object("things: things, owner: string"),
        "deep" => {
            json!({ "type": "object", "properties": { "body": schema("inside") } })
        }
        "url" => json!({ "type": "string", "format": "uri" }),
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
fn a_list_inside_of_a_thing_is_not_its_pages() {
    let volume = "id: string, label: string, tags: texts";
    assert!(!is_paged("/volumes/{id}", "page", volume));
    assert!(!is_paged("/volume", "page", volume));
    assert!(!is_paged(
        "/carts/{id}",
        "page",
        "id: string, owner: string, items: things"
    ));
    // What is called like the path, or has nothing beside it, is what is asked for.
    assert!(is_paged("/volumes/{id}", "page", "owner: string, volumes: things"));
    assert!(is_paged("/volumes/{id}", "page", "tags: texts, total: integer"));
    assert!(is_paged("/volumes", "page", "owner: string, tags: texts"));
}

#[test]
fn a_list_is_found_inside_of_what_is_all_there_is() {
    let items = |members: &str| {
        let (items, next) = pages("offset: integer, limit: integer", members)?;
        assert!(matches!(next, NextPage::Offset { .. }), "{next:?}");
        Some(items)
    };
    assert_eq!(items("categories: listed").as_deref(), Some("categories.items"));
    assert_eq!(items("data: inside, meta: object").as_deref(), Some("data.things"));
    assert_eq!(items("data: deep, status: string").as_deref(), Some("data.body.things"));
    // There is more that pages would not have.
    assert_eq!(items("data: owned"), None);
    assert_eq!(items("data: inside, owner: string"), None);
    // What is told beside the list counts.
    let (generated, _) = sdk("offset: integer, limit: integer", "categories: listed");
    let pagination = generated.api.operations[0].pagination.as_ref().expect("pages");
    assert_eq!(
        pagination.total_items.as_ref().expect("a total").join("."),
        "categories.total"
    );
    // Links that every answer has do not make pages of one thing.
    let linked = json!({
        "data": schema("inside"),
        "links": { "type": "object", "properties": { "next": schema("url") } },
    });
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": schema("string") });
    let paged = |path: &str, parameters: Value| {
        let asked = json!({ "parameters": parameters });
        let (generated, _) = operation_at(path, "get", &asked, &linked);
        generated.api.operations[0].pagination.is_some()
    };
    assert!(paged("/accounts", json!([])));
    assert!(!paged("/accounts/{id}", json!([id])));
}

#[test]
fn of_several_lists_the_one_that_the_path_names_is_meant() {
    let items = |path: &str, members: &str| {
        let parameter =
            json!({ "name": "page", "in": "query", "schema": { "type": "integer" } });
        let asked = json!({ "parameters": [parameter] });
        let (generated, _) = operation_at(path, "get", &asked, &json!(pairs(members)));
        Some(generated.api.operations[0].pagination.as_ref()?.items.join("."))
    };
    let posts = "groupIds: texts, posts: things";
    assert_eq!(items("/posts", posts).as_deref(), Some("posts"));
    assert_eq!(items("/best_posts", posts).as_deref(), Some("posts"));
    assert_eq!(items("/users", posts), None);
    // It is no member of a thing then.
    assert!(is_paged("/best_posts", "page", "id: integer, posts: things"));
    assert!(!is_paged("/best_users", "page", "id: integer, posts: things"));
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
fn why_an_answer_is_no_page_is_said() {
    let why = |path: &str, members: &str| {
        let page =
            json!({ "name": "page", "in": "query", "schema": { "type": "integer" } });
        let id = json!({ "name": "id", "in": "path", "required": true, "schema": schema("string") });
        let asked = json!({ "parameters": [page, id] });
        let (_, diagnostics) = operation_at(path, "get", &asked, &json!(pairs(members)));
        let mut found =
            diagnostics.iter().filter(|one| one.code == Code::UnrecognizedPages);
        found.next().expect("a note").notes[0].clone()
    };
    assert!(why("/volumes/{id}", "id: string").contains("no list"));
    assert!(
        why("/volumes/{id}", "id: string, label: string, tags: texts")
            .contains("a part of what is asked for")
    );
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

#[test]
fn lists_of_hal_are_embedded() {
    let members = |id: &str| {
        let list = json!({ "type": "object", "properties": pairs("pets: things") });
        let href = json!({ "type": "object", "properties": pairs("href: string") });
        let links =
            json!({ "type": "object", "properties": { "self": href, "next": href } });
        json!({ id: schema("string"), "_embedded": list, "_links": links })
    };
    let (generated, _) = operation("get", &json!({}), &members("etag"));
    let found = generated.api.operations[0].pagination.clone().expect("pages");
    assert_eq!(found.items, ["_embedded", "pets"]);
    let url = ["_links", "next", "href"].map(str::to_owned).to_vec();
    assert_eq!(found.next, NextPage::NextUrl { url });
    // A thing with other things inside of it is none.
    let (generated, _) = operation("get", &json!({}), &members("id"));
    assert!(generated.api.operations[0].pagination.is_none());
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
        ("from: integer, size: integer", "hits: things, took: integer, total: integer"),
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
