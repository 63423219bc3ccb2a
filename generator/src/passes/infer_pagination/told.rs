//! What answers tell about pages, beside what asks for the next one.

use super::answer::Answer;
use super::cursors::NEXT;
use super::names::{CURSOR, OFFSET, PER_PAGE};
use crate::model::{NextPage, Pagination, TypeRef};
use crate::words::{singular, snake, words};

/// How a list goes on: what asks for the next page, and all that the answer tells about pages.
pub(super) fn pagination(
    answer: &Answer<'_>,
    (items, item): (Vec<String>, TypeRef),
    next: NextPage,
) -> Pagination {
    let total_pages_header = match next {
        NextPage::PageNumber { .. } => answer.header(&TOTAL_PAGES_HEADER),
        _ => None,
    };
    Pagination {
        item,
        per_page: None,
        in_body: None,
        next_number: next_number(answer, &next),
        page_size: answer.member(&PAGE_SIZE),
        total_items: total_items(answer, &items),
        total_items_header: answer.header(&TOTAL_HEADER),
        total_pages_header,
        beside: answer.beside(&items),
        items,
        has_more: answer.flag(&HAS_MORE),
        done: answer.flag(&DONE),
        next,
    }
}

/// Usual names of the number of items that a page has at most.
const PAGE_SIZE: [&str; 5] =
    ["per_page", "page_size", "page_limit", "limit", "items_per_page"];

/// Usual names of the flag that says whether there is more.
const HAS_MORE: [&str; 6] = [
    "has_more",
    "has_next_page",
    "has_next",
    "has_more_items",
    "more_available",
    "more",
];

/// Usual names of the flag that says whether the page is the last.
const DONE: [&str; 6] =
    ["done", "is_done", "is_last", "is_last_page", "last_page", "last"];

/// The number of the next page or item, where the answer tells it.
fn next_number(answer: &Answer<'_>, next: &NextPage) -> Option<Vec<String>> {
    let names = match next {
        NextPage::PageNumber { .. } => &NEXT_PAGE[..],
        NextPage::Offset { .. } => &NEXT_OFFSET,
        _ => return None,
    };
    answer.number(names)
}

/// Usual names of the number of the next page.
const NEXT_PAGE: [&str; 4] =
    ["next_page", "next_page_number", "next_page_index", "next"];

/// Usual names of the number of the first item of the next page.
pub(super) const NEXT_OFFSET: [&str; 6] = [
    "next_offset",
    "next_skip",
    "next_start",
    "next_start_at",
    "next_start_index",
    "next",
];

/// Usual names of the number of items in all, `total` among them. `count` alone is often that of
/// the page.
pub(super) const TOTAL: [&str; 12] = [
    "total_count",
    "total",
    "total_items",
    "total_results",
    "total_records",
    "total_size",
    "total_elements",
    "total_entries",
    "total_hits",
    "total_number",
    "odata_count",
    "hydra_total_items",
];

/// Usual names of the header that has the number of items in all. `Content-Range` has it behind a
/// slash (RFC 9110 §14.4).
const TOTAL_HEADER: [&str; 7] = [
    "x-total-count",
    "x-total",
    "x-wp-total",
    "x-pagination-total-count",
    "x-total-items",
    "total-count",
    "content-range",
];

/// Usual names of the header that has the number of pages.
const TOTAL_PAGES_HEADER: [&str; 6] = [
    "x-total-pages",
    "x-wp-totalpages",
    "x-pagination-page-count",
    "x-page-count",
    "x-pages",
    "total-pages",
];

/// The number of items in all. Beside links to the pages on both sides, `count` is that too.
fn total_items(answer: &Answer<'_>, items: &[String]) -> Option<Vec<String>> {
    let total = no_sum(answer, |names| answer.count(names));
    let around = || no_sum(answer, |names| answer.total_around(items, names));
    let of_its_name = || {
        let name = format!("total_{}", snake(items.last()?));
        answer.total_around(items, &[&name])
    };
    total.or_else(around).or_else(of_its_name).or_else(|| {
        let count = answer.count(&["count"])?;
        let around = &count[..count.len() - 1];
        let is_beside =
            |name: &str| answer.has_members(&[around, &[name.to_owned()]].concat());
        let is_linked =
            is_beside("next") && (is_beside("previous") || is_beside("prev"));
        is_linked.then_some(count)
    })
}

/// The number of items in all, of members that are found by their names.
fn no_sum(
    answer: &Answer<'_>,
    named: impl Fn(&[&str]) -> Option<Vec<String>>,
) -> Option<Vec<String>> {
    let total = named(&TOTAL).filter(|path| !is_sum(answer, path));
    // `total` can be a sum of money; to look for another name once more changes nothing.
    let others = TOTAL.map(|name| if name == "total" { TOTAL[0] } else { name });
    total.or_else(|| named(&others))
}

/// Whether `total` is a sum of money, as what stands beside it tells.
fn is_sum(answer: &Answer<'_>, path: &[String]) -> bool {
    /// Words of members that are about money.
    const MONEY: [&str; 9] = [
        "amount", "balance", "cost", "currency", "discount", "fee", "price", "subtotal",
        "tax",
    ];
    let Some((name, around)) = path.split_last() else { return false };
    snake(name) == "total"
        && answer.members_at(around).iter().any(|(path, _)| {
            let words = path.last().map(|name| words(name)).unwrap_or_default();
            words.iter().any(|word| MONEY.contains(&singular(word).as_str()))
        })
}

/// What a member of the answer says, beside its items, that is about the page or the answer itself.
const ASIDE: [&str; 22] = [
    "count",
    "total",
    "object",
    "type",
    "kind",
    "success",
    "status",
    "error",
    "errors",
    "message",
    "msg",
    "messages",
    "warnings",
    "request_id",
    "trace_id",
    "etag",
    "href",
    "self",
    "took",
    "took_ms",
    "timed_out",
    "reason",
];

/// Whether a member with this name says something about a page.
pub(super) fn is_of_pages(name: &str) -> bool {
    /// What can be told of the next page, and how many there can be in total.
    const NEXT_WHAT: [&str; 12] = [
        "page", "token", "cursor", "url", "uri", "link", "href", "offset", "marker",
        "key", "id", "start",
    ];
    const TOTAL_WHAT: [&str; 10] = [
        "count", "page", "item", "result", "record", "size", "element", "entry", "hit",
        "number",
    ];
    let words = words(name);
    let (first, rest) = words
        .split_first()
        .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let all =
        |what: &[&str]| rest.iter().all(|word| what.contains(&singular(word).as_str()));
    let is_told = match first {
        "next" | "prev" | "previous" => all(&NEXT_WHAT),
        "total" => all(&TOTAL_WHAT),
        "page" | "pages" | "paging" | "pagination" | "has" => true,
        "num" | "number" | "no" | "nb" => {
            let what = rest.strip_prefix(&["of".to_owned()]).unwrap_or(rest);
            let counts = |word: &String| TOTAL_WHAT.contains(&singular(word).as_str());
            !what.is_empty() && what.iter().all(counts)
        }
        "current" | "first" | "last" => rest == ["page"],
        _ => false,
    };
    is_told
        || [&NEXT[..], &CURSOR, &OFFSET, &PER_PAGE, &PAGE_SIZE, &HAS_MORE, &DONE, &ASIDE]
            .iter()
            .any(|names| names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::{TOTAL, is_of_pages};

    #[test]
    fn the_number_of_items_is_of_pages() {
        // What comes of `@odata.count` and `hydra:totalItems` begins otherwise.
        let plain = TOTAL.iter().filter(|name| name.starts_with("total"));
        assert!(plain.clone().all(|name| is_of_pages(name)));
        assert_eq!(plain.count(), 10);
    }
}
