//! Ways in which lists go on that not many APIs have.

use specwright::model::NextPage;

use crate::{pages, sdk};

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
