//! Ways in which lists go on that not many APIs have.

use serde_json::{Value, json};
use specwright::diagnostic::Code;
use specwright::model::{InBody, NextPage};

use crate::{operation, operation_at, pages, pairs, schema, sdk, search};

fn cursor(items: &str, parameter: &str, cursor: &str) -> Option<(String, NextPage)> {
    let cursor = cursor.split('.').map(str::to_owned).collect();
    let parameter = parameter.to_owned();
    Some((items.to_owned(), NextPage::Cursor { parameter, cursor }))
}

#[test]
fn cursors_among_what_is_said_of_the_list() {
    let parameters = "before: string, after: string, limit: integer";
    for name in ["list_metadata", "listMetadata", "listMeta", "pagination_info"] {
        let found = pages(parameters, &format!("data: things, {name}: cursors"));
        assert_eq!(found, cursor("data", "after", &format!("{name}.after")));
    }
    let found =
        pages("after: string, amount: integer", "results: things, pagination: more");
    assert_eq!(found, cursor("results", "after", "pagination.next_offset"));
}

#[test]
fn the_last_item_by_its_name() {
    let members = "entries: things, last_entry_id: string, has_more: boolean";
    let found = pages("start_after_entry_id: string, page_size: integer", members);
    assert_eq!(found, cursor("entries", "start_after_entry_id", "last_entry_id"));
    // A time from when on is none.
    assert_eq!(pages("after_date: string", members), None);
}

#[test]
fn numbers_that_lead_on_from_where_this_page_began() {
    let members = "results: things, limit: integer, from: integer, next: integer";
    let found = pages("from: integer, limit: integer", members);
    assert_eq!(found, cursor("results", "from", "next"));
    assert_eq!(
        pages("from: integer, limit: integer", "results: things, next: integer"),
        None
    );
}

#[test]
fn a_code_beside_a_message_says_how_the_call_went() {
    let parameters = "pageNum: integer, pageSize: integer";
    let items = |members: &str| pages(parameters, members).map(|(items, _)| items);
    let found = items("code: integer, message: string, data: counted list");
    assert_eq!(found.as_deref(), Some("data.list"));
    let found = items("code: integer, msg: string, data: counted list");
    assert_eq!(found.as_deref(), Some("data.list"));
    // By itself it can be that of a thing.
    assert_eq!(items("code: string, data: counted list"), None);
}

#[test]
fn an_object_in_the_query_asks_for_pages_by_its_members() {
    let members =
        "content: things, number: integer, totalPages: integer, totalElements: integer";
    let (generated, _) = sdk("pageable: pageable", members);
    let found = generated.api.operations[0].pagination.as_ref().expect("pages");
    assert_eq!(found.next.parameter(), Some("page"));
    assert_eq!(found.per_page.as_deref(), Some("size"));
    let asked = "parameter: \"page\"";
    assert!(generated.files.iter().any(|(_, text)| text.contains(asked)));
}

#[test]
fn what_failed_is_no_list_that_was_asked_for() {
    let members = "message: string, error: integer, data: affected";
    let (generated, _) = sdk("offset: integer, limit: integer", members);
    let found = generated.api.operations[0].pagination.as_ref().expect("pages");
    assert_eq!(found.items.join("."), "data.affected_items");
    let total = found.total_items.as_ref().expect("a number of its name").join(".");
    assert_eq!(total, "data.total_affected_items");
    // It is told, though.
    let beside = found.beside.iter().map(|path| path.join("."));
    assert!(beside.collect::<Vec<_>>().contains(&"data.failed_items".to_owned()));
}

#[test]
fn n_is_the_size_of_a_page_beside_an_offset() {
    let (generated, _) = sdk("n: integer, offset: integer", "data: things");
    let found = generated.api.operations[0].pagination.as_ref().expect("pages");
    assert_eq!(found.per_page.as_deref(), Some("n"));
    assert_eq!(pages("n: integer", "data: things"), None);
    assert_eq!(pages("n: string, offset: integer", "data: things"), None);
}

#[test]
fn a_token_of_a_page_goes_with_the_next_page() {
    let members = "items: things, next_page: string";
    let found = pages("limit: integer, page_token: string", members);
    assert_eq!(found, cursor("items", "page_token", "next_page"));
    // What is a URL is followed.
    let found =
        pages("limit: integer, page_token: string", "items: things, next_page: link");
    assert_eq!(found, None);
}

/// The pages of a list with such links beside it.
fn linked(parameters: &str, name: &str, rel: &Value) -> Option<NextPage> {
    let link = json!({ "type": "object", "properties": {
        "rel": rel, "href": { "type": "string" },
    } });
    let members = json!({
        "things": schema("things"), name: { "type": "array", "items": link },
    });
    let query: Vec<Value> = pairs(parameters)
        .into_iter()
        .map(|(name, schema)| json!({ "name": name, "in": "query", "schema": schema }))
        .collect();
    let asked = json!({ "parameters": query });
    let (generated, _) = operation_at("/things", "get", &asked, &members);
    Some(generated.api.operations[0].pagination.as_ref()?.next.clone())
}

#[test]
fn a_link_of_several_leads_on() {
    let text = json!({ "type": "string" });
    let link = |name: &str| Some(NextPage::NextLink { links: vec![name.to_owned()] });
    assert_eq!(linked("limit: integer", "links", &text), link("links"));
    assert_eq!(linked("limit: integer", "things_links", &text), link("things_links"));
    // Any answer can have links, and they are no list of things.
    assert_eq!(linked("", "links", &text), None);
    let next = json!({ "type": "string", "enum": ["self", "next"] });
    assert_eq!(linked("", "links", &next), link("links"));
    // What counts is told better by numbers.
    let numbered = linked("offset: integer, limit: integer", "links", &next);
    assert!(matches!(numbered, Some(NextPage::Offset { .. })), "{numbered:?}");
}

#[test]
fn the_last_item_without_a_flag() {
    let after = |parameter: &str, docs: &str, more: &str| {
        let mut query = vec![
            json!({ "name": "limit", "in": "query", "schema": { "type": "integer" } }),
            json!({ "name": parameter, "in": "query", "description": docs,
                "schema": { "type": "string" } }),
        ];
        query.extend(pairs(more).into_iter().map(
            |(name, schema)| json!({ "name": name, "in": "query", "schema": schema }),
        ));
        let members = json!(pairs("objects: things"));
        let asked = json!({ "parameters": query });
        let (generated, _) = operation_at("/list", "get", &asked, &members);
        Some(generated.api.operations[0].pagination.as_ref()?.next.clone())
    };
    let last = |parameter: &str| {
        let (parameter, member) = (parameter.to_owned(), vec!["id".to_owned()]);
        Some(NextPage::LastItem { parameter, member })
    };
    let both = after("starting_after", "An id.", "ending_before: string");
    assert_eq!(both, last("starting_after"));
    assert_eq!(after("after", "The id of the last one.", ""), last("after"));
    // It can be a time, or ask for what is newer.
    assert_eq!(after("starting_after", "What an answer had.", ""), None);
    assert_eq!(after("after", "Only what came later.", ""), None);
    assert_eq!(after("after", "Those whose user ID changed after this time.", ""), None);
    assert_eq!(after("after", "Newer than this id.", "before: string"), None);
    assert_eq!(after("after_id", "Newer than this id.", "before_id: string"), None);
}

#[test]
fn searches_that_say_no_end() {
    let sent = json!(pairs("offset: integer, limit: integer, name: string"));
    let content = json!({ "application/json": { "schema": {
        "type": "object", "properties": sent,
    } } });
    let asked = json!({ "requestBody": { "content": content } });
    let paged = |path: &str| {
        let members = json!(pairs("data: things"));
        let (generated, _) = operation_at(path, "post", &asked, &members);
        generated.api.operations[0].pagination.is_some()
    };
    assert!(paged("/documents.list") && paged("/flows/filter"));
    assert!(!paged("/flows") && !paged("/flows/render") && !paged("/no-list"));
}

#[test]
fn what_its_caller_signs_is_one_page() {
    let members = "items: things, total: integer";
    let parameters = "offset: integer, limit: integer";
    assert!(pages(parameters, members).is_some());
    let signature = json!({ "name": "signature", "in": "query", "required": true,
        "schema": { "type": "string" } });
    let offset =
        json!({ "name": "offset", "in": "query", "schema": { "type": "integer" } });
    let limit =
        json!({ "name": "limit", "in": "query", "schema": { "type": "integer" } });
    let asked = json!({ "parameters": [offset, limit, signature] });
    let (generated, diagnostics) =
        operation_at("/list", "get", &asked, &json!(pairs(members)));
    assert!(generated.api.operations[0].pagination.is_none());
    let noted = diagnostics.iter().any(|one| one.code == Code::UnrecognizedPages);
    assert!(noted);
}

#[test]
fn what_is_said_of_pages_has_the_cursor() {
    let found =
        pages("after: string, per_page: integer", "data: things, pages: following");
    assert_eq!(found, cursor("data", "after", "pages.next.after"));
    // What is said of the next page's size does not lead there.
    let sized = json!({ "type": "object", "properties": { "next": {
        "type": "object", "properties": pairs("per_page: integer, after: string"),
    } } });
    let members = json!({ "data": schema("things"), "pages": sized });
    let query = ["per_page", "after"]
        .map(|name| json!({ "name": name, "in": "query", "schema": schema("string") }));
    let asked = json!({ "parameters": query });
    let (generated, _) = operation_at("/list", "get", &asked, &members);
    let found = generated.api.operations[0].pagination.as_ref().expect("pages");
    assert_eq!(found.next.parameter(), Some("after"));
}

#[test]
fn links_that_are_shown_to_be_no_urls_are_not_followed() {
    let link = json!({ "type": "object", "properties": {
        "rel": schema("string"),
        "href": { "type": "string", "example": "limit=10&after=7" },
    } });
    let members = json!({
        "things": schema("things"), "links": { "type": "array", "items": link },
    });
    let limit = json!({ "name": "limit", "in": "query", "schema": schema("integer") });
    let asked = json!({ "parameters": [limit] });
    let (generated, _) = operation_at("/things", "get", &asked, &members);
    assert!(generated.api.operations[0].pagination.is_none());
}

#[test]
fn links_to_what_can_be_done_are_not_followed() {
    let paged = |member: &str| {
        let mut link = json!({ "type": "object", "properties": pairs("rel: string, href: string") });
        link["properties"][member] = schema("string");
        let members = json!({
            "things": schema("things"), "links": { "type": "array", "items": link },
        });
        let limit =
            json!({ "name": "limit", "in": "query", "schema": schema("integer") });
        let asked = json!({ "parameters": [limit] });
        let (generated, _) = operation_at("/things", "get", &asked, &members);
        generated.api.operations[0].pagination.is_some()
    };
    assert!(paged("title"));
    assert!(!paged("encType") && !paged("body"));
}

#[test]
fn an_object_about_the_next_page_says_where_that_begins() {
    let next = json!({ "type": "object", "properties": pairs("limit: integer, from_id: string") });
    let members = json!({ "data": schema("things"), "next": next });
    let query = ["limit", "from_id"]
        .map(|name| json!({ "name": name, "in": "query", "schema": schema("string") }));
    let asked = json!({ "parameters": query });
    let (generated, _) = operation_at("/list", "get", &asked, &members);
    let found = generated.api.operations[0].pagination.as_ref().expect("pages");
    let next = NextPage::Cursor {
        parameter: "from_id".to_owned(),
        cursor: vec!["next".to_owned(), "from_id".to_owned()],
    };
    assert_eq!(found.next, next);
}

#[test]
fn bodies_ask_for_pages_where_they_search() {
    let at = |path: &str, sent: &Value, members: &Value| {
        let schema = json!({ "type": "object", "properties": sent });
        let content = json!({ "application/json": { "schema": schema } });
        let asked = json!({ "requestBody": { "required": true, "content": content } });
        let (generated, _) = operation_at(path, "post", &asked, members);
        generated.api.operations[0].pagination.clone()
    };
    let object =
        |members: &str| json!({ "type": "object", "properties": pairs(members) });
    // What asks for pages, and what tells of them, can be inside of something.
    let sent = json!({ "page": object("cursor: string, limit: integer") });
    let told =
        json!({ "type": "object", "properties": { "page": object("after: string") } });
    let members = json!({ "data": schema("things"), "meta": told });
    let found = at("/search-inside", &sent, &members).expect("pages");
    let next = cursor("data", "cursor", "meta.page.after");
    assert_eq!(Some((found.items.join("."), found.next)), next);
    let place = InBody { at: vec!["page".to_owned()], number: false };
    assert_eq!(found.in_body, Some(place));
    // A thing that has items and can be asked for again, and a creation, are no lists.
    let members = json!(pairs("totalCost: number, items: things, nextToken: string"));
    assert!(at("/poll", &json!(pairs("nextToken: string")), &members).is_none());
    let members = json!(pairs("data: things"));
    assert!(at("/items", &json!(pairs("cursor: string")), &members).is_none());
}

/// Without the flag the answer has no cursor, and pages would end with the first.
#[test]
fn cursors_that_have_to_be_switched_on_are_left_to_those_who_do() {
    let sent = "usemarker: boolean, marker: string, offset: integer, limit: integer";
    let members =
        "data: things, next_marker: string, total_count: integer, offset: integer";
    let found = pages(sent, members).expect("pages");
    assert!(matches!(found.1, NextPage::Offset { .. }), "{found:?}");
    let found = pages(&sent.replace("usemarker: boolean, ", ""), members);
    assert_eq!(found, cursor("data", "marker", "next_marker"));
    let sent = "usemarker: boolean, marker: string, limit: integer";
    assert_eq!(pages(sent, members), cursor("data", "marker", "next_marker"));
}

#[test]
fn times_are_no_places_to_go_on_at() {
    // Times beside cursors, which another parameter takes.
    let parameters = "after: date-time, iterator: string, limit: integer";
    let found = pages(parameters, "data: things, iterator: string, done: boolean");
    assert_eq!(found, cursor("data", "iterator", "iterator"));
    assert_eq!(pages("after: date-time", "data: things, next_cursor: string"), None);
    let timed = "data: things, next_cursor: date-time";
    let found = pages("after: date-time", timed);
    assert_eq!(found, cursor("data", "after", "next_cursor"));
    let found = pages("cursor: date-time", timed);
    assert_eq!(found, cursor("data", "cursor", "next_cursor"));
    let flagged = "data: things, has_more: boolean";
    assert_eq!(pages("after: date-time, limit: integer", flagged), None);
    // Where a time begins, which another parameter or the docs tell.
    let members = "logs: things, total: integer";
    assert_eq!(pages("start: integer, end: integer, limit: integer", members), None);
    let numbered = |name: &str, docs: &str| {
        let limit =
            json!({ "name": "limit", "in": "query", "schema": { "type": "integer" } });
        let number = json!({ "name": name, "in": "query", "description": docs,
            "schema": { "type": "integer" } });
        let asked = json!({ "parameters": [limit, number] });
        let (generated, _) =
            operation_at("/list", "get", &asked, &json!(pairs(members)));
        Some(generated.api.operations[0].pagination.as_ref()?.next.clone())
    };
    assert_eq!(numbered("start", "In microseconds since the Unix epoch."), None);
    let shift = "Segments can be offset by this, which is in milliseconds.";
    assert_eq!(numbered("offset", shift), None);
    for docs in [
        "Number of events to skip. Events are sorted by timestamp.",
        "Pagination offset (default 0); sorted by unix timestamp",
    ] {
        let events = numbered("offset", docs);
        assert!(matches!(events, Some(NextPage::Offset { .. })), "{docs} {events:?}");
    }
    for docs in [
        "The first one to return.",
        "The index of the first item, when paginating, as 10 for the second page.",
        "The first item to return. Items are sorted by date.",
    ] {
        let first = numbered("start", docs);
        assert!(matches!(first, Some(NextPage::Offset { .. })), "{docs} {first:?}");
    }
    // The docs tell which number it is.
    let number = numbered("offset", "Page number of events to return.");
    assert!(matches!(number, Some(NextPage::PageNumber { .. })), "{number:?}");
    let (sent, _) = search("start: integer, end: integer, limit: integer", members);
    assert!(sent.api.operations[0].pagination.is_none());
    let (sent, _) = search("start: integer, limit: integer", members);
    assert!(sent.api.operations[0].pagination.is_some());
}

#[test]
fn a_number_takes_no_cursor_of_a_header() {
    let next = |kind: &str| {
        let page = json!({ "name": "page", "in": "query", "schema": { "type": kind } });
        let members = json!({ "type": "array", "items": { "type": "string" } });
        let content = json!({ "application/json": { "schema": members } });
        let header = json!({ "X-Cursor": { "schema": { "type": "string" } } });
        let answer =
            json!({ "description": "Some.", "content": content, "headers": header });
        let asked = json!({ "parameters": [page], "responses": { "200": answer } });
        let (generated, _) = operation_at("/list", "get", &asked, &json!({}));
        generated.api.operations[0].pagination.clone().map(|found| found.next)
    };
    assert!(matches!(next("integer"), Some(NextPage::PageNumber { .. })));
    assert!(matches!(next("string"), Some(NextPage::Header { .. })));
}

#[test]
fn an_object_in_brackets_asks_for_pages_too() {
    let page = json!({ "type": "object", "properties": {
        "size": { "type": "integer" }, "number": { "type": "integer" },
    } });
    let asked = |style: &str| {
        let page =
            json!({ "name": "page", "in": "query", "style": style, "schema": page });
        let members = json!(pairs("data: things, total_pages: integer"));
        let (generated, _) =
            operation("get", &json!({ "parameters": [page] }), &members);
        generated.api.operations[0].pagination.clone()
    };
    let found = asked("deepObject").expect("pages");
    assert_eq!(found.next.parameter(), Some("page[number]"));
    assert_eq!(found.per_page.as_deref(), Some("page[size]"));
    assert!(asked("pipeDelimited").is_none());
}

#[test]
fn an_offset_that_is_text_is_a_number_beside_a_limit() {
    let is_paged = |asked: &str| pages(asked, "data: things").is_some();
    assert!(is_paged("offset: string, limit: string"));
    assert!(!is_paged("offset: string"));
    // Asana's is a token, and Airtable's.
    assert!(!is_paged("offset: string, limit: integer"));
    let answer = pages("offset: string, limit: string", "data: things, offset: string");
    assert!(!matches!(answer, Some((_, NextPage::Offset { .. }))));
    assert!(!is_paged("start: string, limit: string"));
    assert!(!is_paged("offset: date-time, limit: string"));
}

#[test]
fn what_is_posted_to_pages_in_the_query_tells_where_they_end() {
    let is_paged = |asked: &str, members: &str| {
        let query = pairs(asked).into_iter().map(
            |(name, schema)| json!({ "name": name, "in": "query", "schema": schema }),
        );
        let query: Vec<Value> = query.collect();
        let members = json!(pairs(members));
        let (generated, _) =
            operation("post", &json!({ "parameters": query }), &members);
        generated.api.operations[0].pagination.is_some()
    };
    assert!(is_paged(
        "page: integer, size: integer",
        "content: things, totalPages: integer"
    ));
    assert!(is_paged("page: integer, size: integer", "content: things, last: boolean"));
    assert!(is_paged(
        "offset: integer, limit: integer",
        "items: things, total: integer"
    ));
    assert!(is_paged("page_token: string", "items: things, next_page_token: string"));
    assert!(!is_paged("page: integer, size: integer", "content: things"));
    assert!(!is_paged("offset: integer, limit: integer", "items: things"));
    assert!(!is_paged("verbose: boolean", "items: things, next: url"));
}
