//! How lists go on, by the names of parameters and of members of the answer.

use super::answer::Answer;
use super::cursors::{
    cursor, cursor_parameter, from_next, is_cursor, last_item, named_last,
};
use super::in_body::{in_body, tells_the_end};
use super::last_items::unmarked_last_item;
use super::links::next_link;
use super::times::{begins_time, shifts_time};
use super::told::{NEXT_OFFSET, pagination};
use crate::model::{NextPage, Pagination, TypeKind, TypeRef};
use crate::passes::walk;
use crate::words::{snake, words};

/// Usual names of the parameter for the number of items a page.
pub(super) const PER_PAGE: [&str; 12] = [
    "per_page",
    "page_size",
    "limit",
    "max_results",
    "page_limit",
    "results_per_page",
    "count",
    "size",
    "top",
    "first",
    "take",
    "max_result_count",
];

/// Usual names of the parameter for a value of the answer before.
pub(super) const CURSOR: [&str; 17] = [
    "cursor",
    "page_token",
    "next_token",
    "continuation_token",
    "next_page_token",
    "page_cursor",
    "start_cursor",
    "pagination_token",
    "after",
    "marker",
    "page_key",
    "starting_token",
    "exclusive_start_key",
    "next_cursor",
    "iterator",
    "continue",
    "page",
];

/// Usual names of the parameter for the id of the item that the page begins after, `after` among
/// them.
pub(super) const STARTING_AFTER: [&str; 3] = ["starting_after", "after_id", "after"];

/// Usual names of the parameter for the number of the page.
pub(super) const PAGE: [&str; 5] =
    ["page", "page_number", "page_no", "page_num", "page_index"];

/// Usual names of the parameter for the number of the first item.
pub(super) const OFFSET: [&str; 6] =
    ["offset", "skip", "start_at", "start_index", "start", "skip_count"];

/// The parameter that asks for a page, by its name alone. What some of the names mean is plain only
/// beside the number of items.
pub(super) fn position(answer: &Answer<'_>) -> Option<String> {
    let limited = answer.parameter(&PER_PAGE).is_some();
    let is_plain = |word: &String| matches!(word.as_str(), "page" | "cursor" | "token");
    [CURSOR.as_slice(), &PAGE, &OFFSET, &STARTING_AFTER]
        .iter()
        .find_map(|names| answer.parameter(names))
        .filter(|name| !(answer.is_time(name) || begins_time(answer, name)))
        .filter(|name| limited || words(name).iter().any(is_plain))
}

pub(super) fn by_names(answer: &Answer<'_>) -> Option<Pagination> {
    if answer.differs_by_status() || is_signed(answer) {
        return None;
    }
    match answer.operation.method.as_str() {
        "GET" => in_query(answer),
        // What is sent to be worked on is answered with a list as well: here the end has to be told.
        "POST" | "QUERY" => in_body(answer).or_else(|| {
            in_query(answer)
                .filter(|found| !is_linked(&found.next) && tells_the_end(found))
        }),
        _ => None,
    }
}

/// Lists whose next page is asked for in the query.
fn in_query(answer: &Answer<'_>) -> Option<Pagination> {
    let (items, item) = answer.items()?;
    let next = next(answer, item)?;
    if is_of_a_thing(answer, &items, &next) {
        return None;
    }
    let per_page = match next {
        NextPage::Offset { .. } => size(answer),
        _ => answer.parameter(&PER_PAGE),
    };
    Some(Pagination { per_page, ..pagination(answer, (items, item), next) })
}

/// Whether a request is signed by its caller: a signature holds for what is asked for, and not for
/// the next page.
fn is_signed(answer: &Answer<'_>) -> bool {
    answer.operation.parameters.iter().any(|parameter| {
        let words = words(&parameter.name);
        parameter.required && words.last().is_some_and(|word| word == "signature")
    })
}

/// How the list goes on.
fn next(answer: &Answer<'_>, item: TypeRef) -> Option<NextPage> {
    cursor_of_calls(answer)
        .or_else(|| last_item(answer, item))
        .or_else(|| named_last(answer))
        .or_else(|| from_next(answer))
        .or_else(|| next_object(answer))
        .or_else(|| next_url(answer))
        .or_else(|| link_header(answer))
        .or_else(|| header(answer))
        .or_else(|| page_number(answer))
        .or_else(|| offset(answer))
        .or_else(|| next_link(answer))
        .or_else(|| unmarked_last_item(answer, item))
}

/// A cursor that calls go on with as they are: where one has to be asked for (`use_marker`), and
/// pages can be counted as well, it is not there unless somebody asks.
fn cursor_of_calls(answer: &Answer<'_>) -> Option<NextPage> {
    let found = cursor(answer)?;
    let is_asked_for = match &found {
        NextPage::Cursor { parameter, .. } => {
            let flag = format!("use{}", words(parameter).concat());
            answer.parameters().any(|(_, name)| words(name).concat() == flag)
        }
        _ => false,
    };
    let counted = is_asked_for.then(|| offset(answer)).flatten();
    Some(counted.unwrap_or(found))
}

/// Why an answer with a list is no page.
pub(super) fn why_not(answer: &Answer<'_>, item: TypeRef) -> &'static str {
    match answer.operation.method.as_str() {
        _ if answer.differs_by_status() => {
            "with another status it answers something else, which pages would not have"
        }
        _ if is_signed(answer) => {
            "the signature that it is asked for with holds for one page only"
        }
        "GET" if next(answer, item).is_some() => {
            "its list is a part of what is asked for, which has more"
        }
        _ => "nothing in its answer leads to the next page",
    }
}

/// Whether a list is a member of the thing that is asked for, and not what is asked for: as pages,
/// all else of the thing would be lost. A cursor that goes from the answer to the next request is
/// enough evidence of pages; parameters, links and headers are not, since descriptions give them to
/// whole paths.
fn is_of_a_thing(answer: &Answer<'_>, items: &[String], next: &NextPage) -> bool {
    let is_sure = match next {
        NextPage::Cursor { .. } => true,
        NextPage::LastItem { .. } => answer.flag(&["has_more"]).is_some(),
        _ => false,
    };
    if is_linked(next) && answer.is_of_one() && items.len() > 1 {
        return true; // `{"data": {"account": []}}`, whose links every answer has.
    }
    !is_sure && answer.is_one_thing(items) && !answer.is_only_a_list(items)
}

/// Whether the next page has a URL of its own.
fn is_linked(next: &NextPage) -> bool {
    matches!(
        next,
        NextPage::NextUrl { .. } | NextPage::NextLink { .. } | NextPage::LinkHeader
    )
}

/// The URL of the next page. A parameter with the name of the member takes what is in it, which is
/// a cursor then.
fn next_url(answer: &Answer<'_>) -> Option<NextPage> {
    let url = answer.member_like(
        &[
            "next",
            "next_link",
            "odata_next_link",
            "next_page_url",
            "next_url",
            "next_page_uri",
            "next_uri",
            "next_page_link",
            "hydra_next",
        ],
        |kind| matches!(kind, TypeKind::String(_)),
    )?;
    let name = url.last().map(|name| snake(name))?;
    let text = walk::member(answer.types, answer.body, &url)?;
    let format = walk::definition(answer.types, text).constraints.format.as_deref();
    let is_url = format.is_some_and(|format| format.starts_with("ur"));
    Some(match answer.parameter(&[&name]) {
        Some(parameter) if !is_url => NextPage::Cursor { parameter, cursor: url },
        _ => NextPage::NextUrl { url },
    })
}

/// An object about the next page: it has the value of a parameter, or the URL.
fn next_object(answer: &Answer<'_>) -> Option<NextPage> {
    let path = answer.member_like(&["next", "next_page"], |kind| {
        matches!(kind, TypeKind::Struct(_))
    })?;
    let object = walk::member(answer.types, answer.body, &path)?;
    let members = answer.named_members(&path, object);
    let scalar =
        |schema: &TypeRef| is_cursor(&walk::definition(answer.types, *schema).kind);
    let mut scalars = members.into_iter().filter(|(_, schema)| scalar(schema));
    let taken = scalars.clone().find_map(|(path, _)| {
        let name = snake(path.last()?);
        // How many there are to be is no place to go on at.
        let parameter =
            answer.parameter(&[&name]).filter(|_| !PER_PAGE.contains(&&*name))?;
        Some(NextPage::Cursor { parameter, cursor: path })
    });
    taken.or_else(|| {
        let (url, _) = scalars.find(|(path, _)| {
            path.last()
                .is_some_and(|name| matches!(name.as_str(), "href" | "url" | "uri"))
        })?;
        Some(NextPage::NextUrl { url })
    })
}

fn page_number(answer: &Answer<'_>) -> Option<NextPage> {
    page_number_of(answer, answer.parameter(&PAGE)?)
}

fn page_number_of(answer: &Answer<'_>, parameter: String) -> Option<NextPage> {
    let lowest = answer.lowest(&parameter);
    answer.is_number(&parameter).then(|| by_page(answer, parameter, lowest))
}

/// Whether the docs of a parameter begin with saying that it is the number of a page, whatever it
/// is called.
fn is_number_of_page(answer: &Answer<'_>, parameter: &str) -> bool {
    let said = answer.said_of(parameter);
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let said = said.strip_prefix(&["the"]).unwrap_or(&said);
    said.starts_with(&["page", "number"]) || said.starts_with(&["page", "index"])
}

/// Usual names of the number of pages.
const TOTAL_PAGES: [&str; 9] = [
    "total_pages",
    "page_count",
    "pages_count",
    "pages",
    "last_page",
    "num_pages",
    "no_of_pages",
    "number_of_pages",
    "nb_pages",
];

/// The number of the page, which this parameter takes.
pub(super) fn by_page(
    answer: &Answer<'_>,
    parameter: String,
    lowest: Option<i64>,
) -> NextPage {
    let total_pages = answer.count(&TOTAL_PAGES);
    let lowest = lowest.filter(|lowest| matches!(lowest, 0 | 1));
    // Pages with a `number` and flags for the first and the last are those of Spring, which
    // counts from 0.
    let counts_from_zero = || {
        answer.integer(&["number"]).is_some()
            && (total_pages.is_some() || answer.flag(&["first", "last"]).is_some())
    };
    let first = lowest.unwrap_or_else(|| i64::from(!counts_from_zero()));
    let own = snake(&parameter);
    let numbers =
        [own.as_str(), "page", "current_page", "page_number", "page_index", "number"];
    let current = if lowest.is_some() { None } else { answer.integer(&numbers) };
    NextPage::PageNumber { parameter, first, current, total_pages }
}

fn link_header(answer: &Answer<'_>) -> Option<NextPage> {
    answer.header(&["link"]).map(|_| NextPage::LinkHeader)
}

/// Usual names of the header that has the cursor of the next page.
pub(super) const NEXT_CURSOR: [&str; 10] = [
    "x-next-cursor",
    "next-cursor",
    "x-next-page-token",
    "next-page-token",
    "x-next-token",
    "x-continuation-token",
    "continuation-token",
    "x-ms-continuationtoken",
    "x-ms-continuation",
    "x-cursor",
];

/// A header that has the number or the cursor of the next page.
fn header(answer: &Answer<'_>) -> Option<NextPage> {
    let by = |parameter: Option<String>, headers: &[&str]| {
        let header = answer.header(headers)?;
        Some(NextPage::Header { parameter: parameter?, header })
    };
    let cursor = || cursor_parameter(answer, None).map(|(parameter, _)| parameter);
    by(answer.parameter(&PAGE), &["x-next-page", "next-page"])
        .or_else(|| by(cursor(), &NEXT_CURSOR))
}

/// The parameter for the number of items a page beside that of the first item: `n` is one there,
/// unless its docs say that it is about which of them are taken: every third one.
fn size(answer: &Answer<'_>) -> Option<String> {
    const CHOOSING: [&str; 6] =
        ["every", "factor", "nth", "sample", "sampled", "sampling"];
    let is_choosing = |n: &str| {
        let said = answer.said_of(n);
        said.iter().any(|word| CHOOSING.contains(&word.as_str()))
    };
    let n = || {
        let n = answer.parameter(&["n"]);
        n.filter(|n| answer.is_number(n) && !is_choosing(n))
    };
    answer.parameter(&PER_PAGE).or_else(n)
}

fn has_size(answer: &Answer<'_>) -> bool {
    answer.parameter(&["size"]).is_some_and(|size| answer.is_number(&size))
}

fn offset(answer: &Answer<'_>) -> Option<NextPage> {
    // Beside other names, `from` can be the beginning of a time.
    let from = || answer.parameter(&["from"]).filter(|_| has_size(answer));
    let parameter = answer.parameter(&OFFSET).or_else(from)?;
    if begins_time(answer, &parameter) || shifts_time(answer, &parameter) {
        return None;
    }
    if is_number_of_page(answer, &parameter) {
        return page_number_of(answer, parameter);
    }
    let is_plain = size(answer).is_some() || answer.number(&NEXT_OFFSET).is_some();
    let lowest = answer.lowest(&parameter);
    // PostgREST describes both numbers as text.
    let is_text = |name: String| answer.is_text(&name);
    let is_token = || {
        const TOKENS: [&str; 5] = ["token", "cursor", "opaque", "utc", "timezone"];
        let text = |kind: &TypeKind| matches!(kind, TypeKind::String(_));
        answer.member_like(&["offset", "next_offset", "next"], text).is_some()
            || answer.said_of(&parameter).iter().any(|word| TOKENS.contains(&&**word))
    };
    let both_are_text = || {
        is_text(parameter.clone()) && size(answer).is_some_and(is_text) && !is_token()
    };
    let is_number =
        answer.is_number(&parameter) || snake(&parameter) == "offset" && both_are_text();
    (is_number && is_plain).then(|| by_offset(answer, parameter, lowest))
}

/// The number of the first item, which this parameter takes.
pub(super) fn by_offset(
    answer: &Answer<'_>,
    parameter: String,
    lowest: Option<i64>,
) -> NextPage {
    let lowest = lowest.filter(|lowest| matches!(lowest, 0 | 1));
    let current = match lowest {
        Some(_) => None,
        None => answer.integer(&[&snake(&parameter)]),
    };
    NextPage::Offset { parameter, first: lowest.unwrap_or(0), current }
}
