//! Which list of an answer its pages consist of.

use serde_json::{Value, json};
use specwright::diagnostic::Code;
use specwright::model::NextPage;

use crate::{is_paged, operation, operation_at, pages, pairs, schema, sdk, search};

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
fn messages_that_are_things_are_not_beside_the_items() {
    let items = |members: Value| {
        let page =
            json!({ "name": "page", "in": "query", "schema": { "type": "integer" } });
        let asked = json!({ "parameters": [page] });
        let (generated, _) = operation_at("/inbox", "get", &asked, &members);
        Some(generated.api.operations[0].pagination.as_ref()?.items.join("."))
    };
    let list = |members: &str| {
        let item = json!({ "type": "object", "properties": pairs(members) });
        json!({ "type": "array", "items": item })
    };
    let with = |messages: Value| {
        items(
            json!({ "messages": messages, "tags": schema("texts"), "total": schema("integer") }),
        )
    };
    // Which of two lists is meant, nothing says.
    assert_eq!(with(list("id: string, subject: string")), None);
    // What goes with every answer is text, or says what happened.
    assert_eq!(with(schema("texts")).as_deref(), Some("tags"));
    for said in [
        "code: integer, message: string",
        "id: string, message: string",
        "severity: string, text: string",
        "title: string, description: string, links: things",
        "from: string, subject: string",
    ] {
        assert_eq!(with(list(said)).as_deref(), Some("tags"), "{said}");
    }
    // Alone it is what is asked for, and beside errors.
    let mail = list("id: string, subject: string");
    assert_eq!(items(json!({ "messages": mail })).as_deref(), Some("messages"));
    let beside = json!({ "messages": mail, "errors": schema("texts") });
    assert_eq!(items(beside).as_deref(), Some("messages"));
}

#[test]
fn what_is_counted_in_an_object_of_its_name_goes_before_a_list_beside_it() {
    let items = |hits: &str| {
        let hits = json!({ "type": "object", "properties": pairs(hits) });
        let members = json!({
            "took": schema("integer"),
            "hits": hits,
            "processor_results": schema("things"),
            "aggregations": schema("object"),
        });
        let asked = json!({ "parameters": [{ "name": "from", "in": "query", "schema": schema("integer") },
                                   { "name": "size", "in": "query", "schema": schema("integer") }] });
        let (generated, _) = operation_at("/_search", "get", &asked, &members);
        Some(generated.api.operations[0].pagination.as_ref()?.items.join("."))
    };
    assert_eq!(items("total: integer, hits: things").as_deref(), Some("hits.hits"));
    assert_eq!(items("total: counted, hits: things").as_deref(), Some("hits.hits"));
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
fn one_thing_with_a_list_is_no_page() {
    // What only one thing has tells it, where the list is called otherwise than the path.
    assert!(!is_paged(
        "/members/me",
        "page",
        "_id: string, email: string, roles: things"
    ));
    assert!(!is_paged(
        "/planets/browse",
        "page",
        "name: string, moons: things, total: integer"
    ));
    // What counts pages itself is one.
    let topics = "name: string, topics: things, page: integer, pages: integer";
    assert!(is_paged("/groups/browse", "page", topics));
    assert!(is_paged("/specs", "page", "name: string, apis: things, offset: integer"));
    assert!(is_paged(
        "/apis/{id}",
        "page",
        "name: string, apis: things, total: integer"
    ));
    // The path asks for one `status`, not for `statuses`.
    let status = "state: string, sha: string, statuses: things, total_count: integer";
    assert!(!is_paged("/commits/{id}/status", "page", status));
    assert!(is_paged("/commits/{id}/statuses", "page", status));
    // What the path has is given back by lists, too.
    assert!(is_paged("/images/{name}/list", "page", "name: string, tags: texts"));
}

#[test]
fn what_goes_with_answers_is_not_the_items_where_it_is_alone() {
    let either = "either: object, errors: things, total: integer";
    assert!(!is_paged("/structures", "page", either));
    assert!(!is_paged("/structures", "page", "errors: things, total: integer"));
    assert!(is_paged("/errors", "page", "errors: things, total: integer"));
    assert!(!is_paged("/structures", "page", "data: object, links: things"));
    let former = json!({
        "related": { "type": "array", "items": { "type": "object" }, "deprecated": true },
        "total": { "type": "integer" },
    });
    let asked = json!({ "parameters": [{ "name": "page", "in": "query", "schema": schema("integer") }] });
    let (generated, _) = operation_at("/images", "get", &asked, &former);
    assert!(generated.api.operations[0].pagination.is_none());
}

#[test]
fn answers_that_differ_with_the_status_are_no_pages() {
    let content = |members: &str| {
        let schema = json!({ "type": "object", "properties": pairs(members) });
        json!({ "application/json": { "schema": schema } })
    };
    let responses = |other: Value| {
        json!({
            "200": { "description": "Some.", "content": content("data: things, next: url") },
            "202": { "description": "Not yet.", "content": other },
        })
    };
    let page = json!([{ "name": "page", "in": "query", "schema": schema("integer") }]);
    let paged = |other: Value| {
        let asked = json!({ "parameters": page.clone(), "responses": responses(other) });
        let (generated, diagnostics) = operation("get", &asked, &json!({}));
        let mut notes =
            diagnostics.iter().filter(|one| one.code == Code::UnrecognizedPages);
        let note = notes.next().map(|note| note.notes[0].clone());
        (generated.api.operations[0].pagination.is_some(), note)
    };
    assert_eq!(paged(json!({})), (true, None));
    let (is_paged, note) = paged(content("handle: string"));
    assert!(!is_paged && note.expect("a note").contains("with another status"));
}

#[test]
fn who_sends_the_list_asks_for_none() {
    let list = "items: things, metadata: continued";
    let sent = |members: &str| {
        let (generated, _) = search(members, list);
        generated.api.operations[0].pagination.is_some()
    };
    assert!(sent("continue: string, limit: integer"));
    assert!(!sent("items: things, continue: string"));
    assert!(!sent(list));
}

#[test]
fn what_stands_beside_the_items_is_told() {
    let (generated, _) = sdk(
        "page: integer",
        "data: things, includes: object, facets: things, total: integer, errors: things",
    );
    let pages = generated.api.operations[0].pagination.as_ref().expect("pages");
    assert_eq!(pages.beside, [["includes"], ["facets"]]);
    let told = "the answer has `includes` and `facets`";
    assert!(generated.files.iter().any(|(_, text)| text.contains(told)));
}

#[test]
fn what_the_path_names_is_what_is_asked_for() {
    let paged = |members: &Value| {
        let asked = json!({ "parameters": [
            { "name": "offset", "in": "query", "schema": { "type": "integer" } },
            { "name": "limit", "in": "query", "schema": { "type": "integer" } },
        ] });
        let (generated, _) = operation_at("/transactions", "get", &asked, members);
        Some(generated.api.operations[0].pagination.as_ref()?.items.join("."))
    };
    let booked = json!({ "type": "object", "properties": {
        "booked": schema("things"), "pending": schema("things"),
    } });
    assert_eq!(
        paged(&json!({ "transactions": booked, "balances": schema("things") })),
        None
    );
    assert_eq!(
        paged(&json!({ "transactions": schema("owned"), "results": schema("things") })),
        Some("results".to_owned())
    );
    assert_eq!(
        paged(&json!({ "transactions": schema("integer"), "rows": schema("things") })),
        Some("rows".to_owned())
    );
    assert_eq!(
        paged(&json!({ "transactions": schema("listed") })),
        Some("transactions.items".to_owned())
    );
}

#[test]
fn what_was_asked_with_is_only_given_back() {
    let pages_beside = |asked: &str, beside: &str| {
        let members = format!("results: things, total: integer, {beside}");
        let data =
            json!({ "data": { "type": "object", "properties": pairs(&members) } });
        let query = pairs(asked).into_iter().map(
            |(name, schema)| json!({ "name": name, "in": "query", "schema": schema }),
        );
        let query: Vec<Value> = query.collect();
        let (generated, _) = operation("get", &json!({ "parameters": query }), &data);
        generated.api.operations[0].pagination.is_some()
    };
    assert!(pages_beside("page: integer, query: string", "query: string"));
    assert!(pages_beside("page: integer", "took: integer"));
    assert!(!pages_beside("page: integer", "query: string"));
    assert!(!pages_beside("page: integer, owner: string", "owner: inside"));
}
