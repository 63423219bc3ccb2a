//! Lists whose pages are asked for by members of an object, counted by name, or linked by relation.

use serde_json::{Value, json};
use specwright::model::NextPage;

use crate::{operation, operation_at, pages, pairs, schema};

/// What asks for the next page, and for its size, of a list with this query.
fn asked(query: &Value, members: &str) -> Option<(NextPage, Option<String>)> {
    let (generated, _) =
        operation("get", &json!({ "parameters": query }), &json!(pairs(members)));
    let found = generated.api.operations[0].pagination.as_ref()?;
    Some((found.next.clone(), found.per_page.clone()))
}

#[test]
fn members_of_a_page_in_the_query_ask_for_it() {
    let deep = |name: &str, members: &str| {
        let schema = json!({ "type": "object", "properties": pairs(members) });
        json!([{ "name": name, "in": "query", "style": "deepObject", "schema": schema }])
    };
    let members = "data: things, total: integer";
    let found = asked(&deep("page", "offset: integer, limit: integer"), members);
    let (next, size) = found.expect("pages");
    assert!(matches!(next, NextPage::Offset { .. }), "{next:?}");
    assert_eq!(next.parameter(), Some("page[offset]"));
    assert_eq!(size.as_deref(), Some("page[limit]"));
    let found = asked(&deep("pagination", "page: integer, pageSize: integer"), members);
    let (next, size) = found.expect("pages");
    assert!(matches!(next, NextPage::PageNumber { .. }), "{next:?}");
    assert_eq!(next.parameter(), Some("pagination[page]"));
    assert_eq!(size.as_deref(), Some("pagination[pageSize]"));
    let found = asked(&deep("page", "number: integer, size: integer"), members);
    assert_eq!(found.expect("pages").0.parameter(), Some("page[number]"));
    // What is after a page is said by a link, and is no item.
    let cursors = deep("page", "after: string, before: string, size: integer");
    let next = asked(&cursors, "data: things, has_more: boolean").map(|(next, _)| next);
    assert!(!matches!(next, Some(NextPage::LastItem { .. })), "{next:?}");
    // What is said of something else is no page.
    assert_eq!(asked(&deep("filter", "offset: integer, limit: integer"), members), None);
}

#[test]
fn n_that_says_which_are_taken_is_no_size() {
    let query = |docs: &str| {
        let number = json!({ "type": "integer" });
        json!([
            { "name": "offset", "in": "query", "schema": number },
            { "name": "n", "in": "query", "description": docs, "schema": number },
        ])
    };
    let found = asked(&query("How many there are to be."), "data: things");
    assert_eq!(found.expect("pages").1.as_deref(), Some("n"));
    assert_eq!(
        asked(&query("Sampling: every nth record is given."), "data: things"),
        None
    );
}

#[test]
fn a_list_that_is_counted_is_the_one_of_several() {
    let query = "query: string, start: integer, limit: integer";
    let members = "messages: things, messages_count: integer, messages_unread: integer, \
                   start: integer, tags: texts, total: integer";
    let (items, next) = pages(query, members).expect("pages");
    assert_eq!(items, "messages");
    assert_eq!(next.parameter(), Some("start"));
    assert_eq!(pages(query, "messages: things, tags: texts, total: integer"), None);
    let both = "messages: things, messages_count: integer, orders: texts, orders_count: integer";
    assert_eq!(pages(query, both), None);
    // How many warnings or filters there are is no matter of the pages.
    for aside in ["warnings", "errors", "filters", "tags"] {
        let members = format!("orders: things, {aside}: texts, total_{aside}: integer");
        let found = pages(query, &members).map(|(items, _)| items);
        assert_ne!(found.as_deref(), Some(aside));
    }
}

/// The links of a bundle in the manner of FHIR.
fn bundle(path: &str, query: &str) -> Option<(String, NextPage)> {
    let text = json!({ "type": "string" });
    let link =
        json!({ "type": "object", "properties": { "relation": text, "url": text } });
    let members = json!({
        "resourceType": text,
        "id": text,
        "type": text,
        "total": { "type": "integer" },
        "link": { "type": "array", "items": link },
        "entry": schema("things"),
    });
    let query = pairs(query).into_iter();
    let query = query
        .map(|(name, schema)| json!({ "name": name, "in": "query", "schema": schema }));
    let mut parameters: Vec<Value> = query.collect();
    if path.contains('{') {
        parameters.push(
            json!({ "name": "id", "in": "path", "required": true, "schema": text }),
        );
    }
    let asked = json!({ "parameters": parameters });
    let (generated, _) = operation_at(path, "get", &asked, &members);
    let found = generated.api.operations[0].pagination.clone()?;
    Some((found.items.join("."), found.next))
}

#[test]
fn bundles_have_a_link_to_the_next_page() {
    let link = NextPage::NextLink { links: vec!["link".to_owned()] };
    let found = bundle("/Patient", "_count: integer, name: string");
    assert_eq!(found, Some(("entry".to_owned(), link)));
    assert_eq!(bundle("/Bundle/{id}", "_count: integer"), None);
}
