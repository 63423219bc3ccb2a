//! Lists whose next page is asked for in the JSON body of the request.

use super::answer::{Answer, is_number};
use super::cursors::next_cursor;
use super::names::{CURSOR, NEXT_CURSOR, OFFSET, PAGE, PER_PAGE, by_offset, by_page};
use super::times::{ENDS, can_begin_time, is_time};
use super::told::pagination;
use crate::model::{InBody, NextPage, Pagination, TypeKind};

/// What asks for a page in the JSON body of a request that asks for a list, and for nothing else:
/// what is sent to be looked at can be answered with more than a list, which pages would not have.
pub(super) fn in_body(answer: &Answer<'_>) -> Option<Pagination> {
    let found = answer.items()?;
    // Who sends the list asks for none.
    let is_sent = !found.0.is_empty() && answer.sends(&found.0);
    let is_meant = answer.is_only_a_list(&found.0)
        || asks_for_a_list(answer) && answer.is_usual(&found.0);
    if !is_meant || is_sent {
        return None;
    }
    let by_value =
        by_value(answer).map(|(at, next)| (at, pagination(answer, found.clone(), next)));
    let (at, found) = by_value.or_else(|| {
        let (at, next) = by_number(answer)?;
        let found = pagination(answer, found.clone(), next);
        let goes_on =
            tells_the_end(&found) || is_offset(&found) && asks_for_a_list(answer);
        goes_on.then_some((at, found))
    })?;
    let number = found.next.is_numbered();
    let per_page = answer.sent_member(&at, &PER_PAGE, is_number);
    Some(Pagination { per_page, in_body: Some(InBody { at, number }), ..found })
}

/// A cursor.
fn by_value(answer: &Answer<'_>) -> Option<(Vec<String>, NextPage)> {
    let is_text =
        |kind: &TypeKind| matches!(kind, TypeKind::String(_)) && !is_time(kind);
    let (at, parameter) = answer.sent_like(&CURSOR, is_text)?;
    let next = match next_cursor(answer) {
        Some(cursor) => NextPage::Cursor { parameter, cursor },
        None => NextPage::Header { parameter, header: answer.header(&NEXT_CURSOR)? },
    };
    Some((at, next))
}

/// The number of a page, or of its first item.
fn by_number(answer: &Answer<'_>) -> Option<(Vec<String>, NextPage)> {
    let (at, parameter) = position(answer)?;
    let lowest = answer.lowest_sent(&at, &parameter);
    let is_page = answer.sent_member(&at, &PAGE, is_number).as_ref() == Some(&parameter);
    let next = match is_page {
        true => by_page(answer, parameter, lowest),
        false => by_offset(answer, parameter, lowest),
    };
    Some((at, next))
}

/// Whether a list says where it ends. Others that are asked for by numbers may be no lists of pages: a
/// request can have a number of a page that is meant otherwise.
pub(super) fn tells_the_end(found: &Pagination) -> bool {
    let has_pages = match &found.next {
        NextPage::Cursor { .. } | NextPage::Header { .. } => true,
        NextPage::PageNumber { total_pages, .. } => total_pages.is_some(),
        _ => false,
    };
    let others = [&found.next_number, &found.total_items, &found.has_more, &found.done];
    has_pages || others.into_iter().any(Option::is_some)
}

fn is_offset(found: &Pagination) -> bool {
    matches!(found.next, NextPage::Offset { .. })
}

/// Whether the path ends with what asks for a list: `/documents.list`, `/flows/filter`. What is sent
/// there says which things are wanted, and is not worked on.
fn asks_for_a_list(answer: &Answer<'_>) -> bool {
    answer.operation.path.rsplit(['/', '.', ':']).next().is_some_and(|last| {
        matches!(last, "list" | "search" | "filter" | "query" | "find")
    })
}

/// The number in the body that asks for a page, beside the number of its items, and where it is.
pub(super) fn position(answer: &Answer<'_>) -> Option<(Vec<String>, String)> {
    let beside = |names: &[&str], sizes: &[&str]| {
        let (at, name) = answer.sent_like(names, is_number)?;
        answer.sent_member(&at, sizes, is_number)?;
        Some((at, name))
    };
    beside(&PAGE, &PER_PAGE)
        .or_else(|| {
            let (at, name) = beside(&OFFSET, &PER_PAGE)?;
            let end = answer.sent_member(&at, &ENDS, |_| true);
            (end.is_none() || !can_begin_time(&name)).then_some((at, name))
        })
        // Beside other names, it can be the beginning of a time.
        .or_else(|| beside(&["from"], &["size"]))
}
