//! What vendor extensions say of how a list goes on: Fern's, Speakeasy's and AutoRest's. Whoever
//! wrote one knows the API, so it goes before what names tell.

use serde_json::Value;
use toml::Spanned;

use super::answer::Answer;
use super::names::{OFFSET, by_offset, by_page};
use super::paths::{Last, by_json_path, by_reference};
use super::{rules, told};
use crate::config::{MemberPath, Named, PagePlace, PageRule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{NextPage, Pagination};
use crate::words::snake;

/// What an extension says: what asks for the next page, and what else it names.
#[derive(Default)]
struct Stated {
    asks: Option<Asks>,
    /// The parameter for the number of items a page, and the members around it in the body.
    per_page: Option<Sent>,
    items: Option<Vec<String>>,
    total_pages: Option<Vec<String>>,
    has_more: Option<Vec<String>>,
}

/// What asks for the next page.
enum Asks {
    Page(Sent),
    Offset(Sent),
    /// A member of the answer, or of its last item.
    Cursor(Sent, Last),
    Url(Vec<String>),
}

/// A parameter of the query, or members of the body.
#[derive(Clone, PartialEq)]
enum Sent {
    Query(String),
    Body(Vec<String>),
}

/// Why nothing follows from an extension.
type Unclear = &'static str;

/// How a list goes on by the first extension that fits the operation. Those that do not are
/// reported.
pub(super) fn by_statement(
    answer: &Answer<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Pagination> {
    answer.operation.extensions.iter().find_map(|(key, value)| {
        let stated = match key.as_str() {
            "x-ms-pageable" => return by_pageable(answer, value),
            "x-speakeasy-pagination" => by_speakeasy(value),
            "x-fern-pagination" if *value == Value::Bool(false) => return None,
            "x-fern-pagination" => by_fern(answer, value),
            _ => return None,
        };
        let fitting = stated.and_then(|stated| rule(answer, stated));
        match fitting {
            Ok(rule) => fitted(answer, key, &rule, diagnostics),
            Err(why) => {
                let line = answer.operation.http_line();
                let message =
                    format!("`{key}` does not say how `{line}` goes on: {why}");
                let help = "write it as its vendor documents it";
                diagnostics.report(unfit(answer, key, message).help(help));
                None
            }
        }
    })
}

/// Reports extensions about pages of an operation that does not answer with JSON.
pub(super) fn report_without_answer(
    operation: &crate::model::Operation,
    diagnostics: &mut Diagnostics,
) {
    for (key, value) in &operation.extensions {
        let is_about_pages =
            matches!(key.as_str(), "x-speakeasy-pagination" | "x-fern-pagination");
        if is_about_pages && *value != Value::Bool(false) {
            let line = operation.http_line();
            let message = format!(
                "`{key}` is about pages, and `{line}` does not answer with JSON"
            );
            let at = operation.origin.child(key);
            diagnostics.report(
                Diagnostic::new(Code::UnfitExtension, &at, message)
                    .at_key()
                    .help("describe the answer, or take the extension out"),
            );
        }
    }
}

/// How a list goes on by a rule that was made of an extension, where it fits. What the list can go
/// on without is reported, and left out.
fn fitted(
    answer: &Answer<'_>,
    key: &str,
    rule: &PageRule,
    diagnostics: &mut Diagnostics,
) -> Option<Pagination> {
    let line = answer.operation.http_line();
    let mut is_fitting = true;
    for name in rules::lacking(answer, rule) {
        is_fitting &= !name.is_needed();
        let message = format!("`{line}` has no {name}, which `{key}` names");
        let help = rules::close(answer, name);
        diagnostics.report(unfit(answer, key, message).help(help));
    }
    if !is_fitting {
        return None;
    }
    let found = rules::pages(answer, rule);
    if found.is_none() {
        let message = format!(
            "`{key}` does not say where the list is in the answer of `{line}`, and none \
             stands out there"
        );
        let help = "name the members that lead to the list";
        diagnostics.report(unfit(answer, key, message).help(help));
    }
    found
}

fn unfit(answer: &Answer<'_>, key: &str, message: String) -> Diagnostic {
    Diagnostic::new(Code::UnfitExtension, &answer.operation.origin.child(key), message)
        .at_key()
        .note("what does not fit counts as if it were not said")
}

/// `x-ms-pageable`: the name of the member that has the next page's URL.
fn by_pageable(answer: &Answer<'_>, pageable: &Value) -> Option<Pagination> {
    let items = match pageable.get("itemName").and_then(Value::as_str) {
        Some(name) => vec![name.to_owned()],
        None => vec!["value".to_owned()],
    };
    let item = answer.items_at(&items)?;
    let next = match pageable.get("nextLinkName").and_then(Value::as_str) {
        Some(name) => NextPage::NextUrl { url: vec![name.to_owned()] },
        None => NextPage::Single,
    };
    Some(told::pagination(answer, (items, item), next))
}

/// `x-speakeasy-pagination`: inputs with a type each, and JSON paths into the answer.
fn by_speakeasy(value: &Value) -> Result<Stated, Unclear> {
    let input = |kind: &str| {
        let inputs = value.get("inputs")?.as_array()?;
        let input = inputs.iter().find(|one| one.get("type") == Some(&kind.into()))?;
        let name = input.get("name")?.as_str()?.to_owned();
        Some(match input.get("in").and_then(Value::as_str) {
            Some("requestBody") => Sent::Body(MemberPath::from(&*name).0),
            _ => Sent::Query(name),
        })
    };
    let output = |name: &str| match value.get("outputs").and_then(|all| all.get(name)) {
        None => Ok(None),
        Some(path) => by_json_path(path).map(Some),
    };
    let members = |name: &str| output(name)?.map(Last::into_members).transpose();
    let asks = match value.get("type").and_then(Value::as_str) {
        Some("offsetLimit") => {
            input("page").map(Asks::Page).or_else(|| input("offset").map(Asks::Offset))
        }
        Some("cursor") => match (input("cursor"), output("nextCursor")?) {
            (Some(sent), Some(cursor)) => Some(Asks::Cursor(sent, cursor)),
            _ => None,
        },
        Some("url") => members("nextUrl")?.map(Asks::Url),
        _ => return Err("its `type` is none of `offsetLimit`, `cursor` and `url`"),
    };
    Ok(Stated {
        asks,
        per_page: input("limit"),
        items: members("results")?,
        total_pages: members("numPages")?,
        has_more: None,
    })
}

/// `x-fern-pagination`: references to the request and to the answer.
fn by_fern(answer: &Answer<'_>, value: &Value) -> Result<Stated, Unclear> {
    if *value == Value::Bool(true) {
        return Err(
            "the description says nothing of pages at its top, which it refers to",
        );
    }
    let sent = |key: &str| -> Result<Option<Sent>, Unclear> {
        let Some(reference) = value.get(key) else { return Ok(None) };
        let path = by_reference(reference, "$request")?.into_members()?;
        let name = path.join(".");
        let is_asked = path.len() == 1 && answer.sent.is_none();
        Ok(Some(match is_asked || answer.asks_for(&name) {
            true => Sent::Query(name),
            false => Sent::Body(path),
        }))
    };
    let told = |key: &str| match value.get(key) {
        None => Ok(None),
        Some(reference) => by_reference(reference, "$response").map(Some),
    };
    let members = |key: &str| told(key)?.map(Last::into_members).transpose();
    let (offset, step) = (sent("offset")?, sent("step")?);
    let url = members("next_uri")?.or(members("next_path")?);
    let asks = match (sent("cursor")?, told("next_cursor")?, offset) {
        (Some(sent), Some(cursor), _) => Some(Asks::Cursor(sent, cursor)),
        (_, _, Some(sent)) if step.is_some() || sent.is_offset() => {
            Some(Asks::Offset(sent))
        }
        (_, _, Some(sent)) => Some(Asks::Page(sent)),
        _ => url.map(Asks::Url),
    };
    Ok(Stated {
        asks,
        per_page: step,
        items: members("results")?,
        total_pages: None,
        has_more: members("has-next-page")?,
    })
}

impl Sent {
    /// The parameter's name, and where it is.
    fn split(self) -> Result<(String, PagePlace), Unclear> {
        match self {
            Self::Query(name) => Ok((name, PagePlace::Query)),
            Self::Body(mut path) => {
                let name = path.pop().ok_or("it names no parameter")?;
                Ok((name, PagePlace::Body(MemberPath(path))))
            }
        }
    }

    /// Whether it is called like what counts items.
    fn is_offset(&self) -> bool {
        let name = match self {
            Self::Query(name) => Some(name),
            Self::Body(path) => path.last(),
        };
        name.is_some_and(|name| OFFSET.contains(&snake(name).as_str()))
    }
}

/// What an extension says, as a rule of the configuration would.
fn rule(answer: &Answer<'_>, stated: Stated) -> Result<PageRule, Unclear> {
    let asks = stated.asks.ok_or("it does not name what asks for the next page")?;
    let of_item = match &asks {
        Asks::Cursor(_, Last::OfItem(list, _)) => Some(list.clone()),
        _ => None,
    };
    if let (Some(one), Some(other)) = (&of_item, &stated.items)
        && one != other
    {
        return Err("its items and its cursor are of two lists");
    }
    let mut names = Vec::new();
    let mut place = PagePlace::Query;
    let next = match asks {
        Asks::Url(url) => {
            names.push(Named::Member(MemberPath(url.clone())));
            NextPage::NextUrl { url }
        }
        Asks::Page(sent) => {
            let (name, at) = sent.split()?;
            let next = by_page(answer, name.clone(), lowest(answer, &at, &name));
            place = at;
            with_total_pages(next, stated.total_pages.as_ref())
        }
        Asks::Offset(sent) => {
            let (name, at) = sent.split()?;
            let lowest = lowest(answer, &at, &name);
            place = at;
            by_offset(answer, name, lowest)
        }
        Asks::Cursor(sent, cursor) => {
            let (parameter, at) = sent.split()?;
            place = at;
            by_cursor(parameter, cursor, &mut names)
        }
    };
    let named =
        |name: &str, in_query: fn(String) -> Named, in_body: fn(MemberPath) -> Named| {
            match &place {
                PagePlace::Query => in_query(name.to_owned()),
                PagePlace::Body(at) => in_body(at.with(name.to_owned())),
            }
        };
    if let Some(name) = next.parameter() {
        names.push(named(name, Named::Parameter, Named::Sent));
    }
    let per_page = stated.per_page.map(Sent::split).transpose()?;
    let per_page = per_page.filter(|(_, at)| *at == place).map(|(name, _)| name);
    if let Some(name) = &per_page {
        names.push(named(name, Named::PerPage, Named::SentSize));
    }
    let path = |path: Option<Vec<String>>| path.map(MemberPath);
    let (items, has_more) = (path(stated.items.or(of_item)), path(stated.has_more));
    names.extend(items.clone().map(Named::Items));
    let hints = [path(stated.total_pages), has_more.clone()];
    names.extend(hints.into_iter().flatten().map(Named::Hint));
    let names = names.into_iter().map(|name| Spanned::new(0..0, name)).collect();
    let (operations, total_items) = (None, None);
    Ok(PageRule {
        operations,
        items,
        per_page,
        total_items,
        has_more,
        place,
        next,
        names,
    })
}

/// A value of the answer, or of its last item.
fn by_cursor(parameter: String, cursor: Last, names: &mut Vec<Named>) -> NextPage {
    match cursor {
        Last::Members(cursor) => {
            names.push(Named::Member(MemberPath(cursor.clone())));
            NextPage::Cursor { parameter, cursor }
        }
        Last::OfItem(_, member) => {
            names.push(Named::OfItem(MemberPath(member.clone())));
            NextPage::LastItem { parameter, member }
        }
    }
}

/// The lowest number that a parameter takes.
fn lowest(answer: &Answer<'_>, place: &PagePlace, name: &str) -> Option<i64> {
    match place {
        PagePlace::Query => answer.lowest(name),
        PagePlace::Body(at) => answer.lowest_sent(&at.0, name),
    }
}

/// Pages with the number of pages where an extension says it is.
fn with_total_pages(next: NextPage, stated: Option<&Vec<String>>) -> NextPage {
    match (next, stated) {
        (NextPage::PageNumber { parameter, first, current, .. }, Some(stated)) => {
            let total_pages = Some(stated.clone());
            NextPage::PageNumber { parameter, first, current, total_pages }
        }
        (next, _) => next,
    }
}
