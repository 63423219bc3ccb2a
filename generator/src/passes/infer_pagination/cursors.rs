//! Values of the answer that the next request takes.

use super::answer::Answer;
use super::names::{CURSOR, PER_PAGE, STARTING_AFTER};
use super::times::is_time;
use crate::model::{NextPage, TypeKind, TypeRef, Types};
use crate::passes::walk;
use crate::words::{snake, words};

/// The cursor of the next page, which a parameter takes.
pub(super) fn cursor(answer: &Answer<'_>) -> Option<NextPage> {
    let next = next_cursor(answer);
    let (parameter, is_sure) = cursor_parameter(answer, next.as_deref())?;
    let own = snake(&parameter);
    let cursor = next
        .or_else(|| next_page(answer, &parameter))
        .or_else(|| answer.member_like(&NEXT_POSITION, is_text))
        .or_else(|| {
            answer.member_like(&[own.as_str()], is_cursor).filter(|_| is_sure)
        })?;
    Some(NextPage::Cursor { parameter, cursor })
}

/// The parameter that takes the cursor of the next page, and whether its name says so: the one
/// that is called like what the answer has, or else the first of the usual names. A number is none
/// by itself, and neither is a time.
pub(super) fn cursor_parameter(
    answer: &Answer<'_>,
    next: Option<&[String]>,
) -> Option<(String, bool)> {
    let is_sure = |name: &str| {
        let words = words(name);
        words.last().is_some_and(|word| matches!(word.as_str(), "cursor" | "token"))
    };
    // What comes after a time can be asked for by the time that the answer has for that.
    let is_next = |name: &str| {
        let next = next.and_then(|path| walk::member(answer.types, answer.body, path));
        let next = next.map(|next| &walk::definition(answer.types, next).kind);
        answer.is_time(name) && next.is_some_and(is_time)
    };
    let can_be = |name: &String| is_sure(name) || !answer.is_number(name);
    let own = next.and_then(<[String]>::last).map(|name| snake(name));
    let own = own.filter(|own| CURSOR.contains(&own.as_str()));
    let names = own.iter().map(String::as_str).chain(CURSOR);
    let mut named = names.filter_map(|name| answer.parameter(&[name]));
    // A number that has the first of the usual names counts pages or items.
    let parameter = named
        .find(|name| is_sure(name) || !answer.is_time(name) || is_next(name))
        .filter(can_be)?;
    let is_sure = is_sure(&parameter);
    Some((parameter, is_sure))
}

/// The number of the first item of the next page, where that is no number: the next one begins with
/// it, and the parameter that says after what pages begin takes it.
const NEXT_POSITION: [&str; 3] = ["next_offset", "next_after", "next_start_after"];

/// What says where the next page begins, where the answer says of this page where it begins by the
/// parameter's own name: `from` and `next`.
pub(super) fn from_next(answer: &Answer<'_>) -> Option<NextPage> {
    let parameter = answer.parameter(&["from"])?;
    answer.parameter(&PER_PAGE)?;
    let is_echoed = answer.number(&["from"]).is_some() && answer.is_number(&parameter);
    let cursor = answer.number(&["next"]).filter(|_| is_echoed)?;
    Some(NextPage::Cursor { parameter, cursor })
}

/// What the last item of the page is called, which the next one begins after: `last_entry_id` for
/// `start_after_entry_id`.
pub(super) fn named_last(answer: &Answer<'_>) -> Option<NextPage> {
    answer.flag(&["has_more"])?;
    answer.parameters().find_map(|(name, parameter)| {
        let what = ["start_after_", "starting_after_", "after_"]
            .iter()
            .find_map(|before| name.strip_prefix(before))?;
        let cursor = answer.member_like(&[&format!("last_{what}")], is_text)?;
        Some(NextPage::Cursor { parameter: parameter.to_owned(), cursor })
    })
}

fn is_text(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::String(_))
}

/// Whether values of a type can be cursors.
pub(super) fn is_cursor(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::String(_) | TypeKind::Integer(_))
}

/// What a parameter for text takes, where nothing says that it is a URL. `next_page` goes only with
/// what asks for a page by its name: `page`, `page_token`.
fn next_page(answer: &Answer<'_>, parameter: &str) -> Option<Vec<String>> {
    let is_of_page = words(parameter).first().is_some_and(|word| word == "page");
    let names: &[&str] = if is_of_page { &["next_page", "next"] } else { &["next"] };
    let path = answer.member_like(names, is_text)?;
    (!is_url(answer, &path)).then_some(path)
}

/// Whether a member of the answer is said to be a URL: by its format, by its docs, or by being
/// among links.
fn is_url(answer: &Answer<'_>, path: &[String]) -> bool {
    let Some(field) = answer.field(path) else { return false };
    let def = walk::definition(answer.types, field.schema);
    let format = def.constraints.format.as_deref().unwrap_or_default();
    let texts = field.docs.texts().chain(def.docs.texts());
    let around = path.iter().rev().skip(1);
    format.to_ascii_lowercase().starts_with("ur")
        || around.map(|name| snake(name)).any(|name| name == "links")
        || texts.flat_map(words).any(|word| {
            matches!(
                word.as_str(),
                "url" | "uri" | "urls" | "link" | "links" | "hyperlink"
            )
        })
}

/// Usual names of the member that has the cursor of the next page.
pub(super) const NEXT: [&str; 14] = [
    "next_cursor",
    "next_page_token",
    "next_token",
    "continuation_token",
    "cursor",
    "after",
    "end_cursor",
    "next_page_cursor",
    "next_marker",
    "pagination_token",
    "next_page_key",
    "next_iterator",
    "iterator",
    "continue",
];

/// The member of the answer that has the cursor of the next page.
pub(super) fn next_cursor(answer: &Answer<'_>) -> Option<Vec<String>> {
    let cursor = answer.member(&NEXT)?;
    let text = walk::member(answer.types, answer.body, &cursor)?;
    is_cursor(&walk::definition(answer.types, text).kind).then_some(cursor)
}

/// Stripe's way: the id of the last item, and a flag. The answer may say which id that is.
pub(super) fn last_item(answer: &Answer<'_>, item: TypeRef) -> Option<NextPage> {
    let parameter = answer.parameter(&STARTING_AFTER)?;
    answer.flag(&["has_more"])?;
    if answer.is_time(&parameter) {
        return None;
    }
    let member = vec!["id".to_owned()];
    if has_member(answer.types, item, &member, 0) {
        return Some(NextPage::LastItem { parameter, member });
    }
    let cursor = answer.member_like(&["last_id"], is_text)?;
    Some(NextPage::Cursor { parameter, cursor })
}

/// Whether an item has a member, whichever branch of a union it is.
pub(super) fn has_member(
    types: &Types,
    item: TypeRef,
    member: &[String],
    depth: usize,
) -> bool {
    match &walk::definition(types, item).kind {
        TypeKind::Union(union) if depth < 3 => union
            .variants
            .iter()
            .all(|branch| has_member(types, branch.schema, member, depth + 1)),
        _ => walk::member(types, item, member).is_some(),
    }
}
