//! What vendor extensions say of how a list goes on: Fern's, Speakeasy's and AutoRest's. Whoever
//! wrote one knows the API, so it goes before what names tell.

use serde_json::Value;
use toml::Spanned;

use super::answer::Answer;
use super::names::{OFFSET, by_offset, by_page};
use super::paths::{Last, by_json_path, by_reference};
use super::rules;
use crate::config::{MemberPath, Named, PagePlace, PageRule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{NextPage, Operation, Pagination};
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
    /// Nothing: there is one page.
    Nothing,
}

/// A parameter, and where it is.
struct Sent {
    name: String,
    place: PagePlace,
}

/// Why nothing follows from an extension.
type Unclear = &'static str;

/// How a list goes on by the first extension that fits the operation. Those that do not are
/// reported.
pub(super) fn by_statement(
    answer: &Answer<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Pagination> {
    statements(answer.operation).find_map(|(key, value)| {
        let stated = match key {
            "x-ms-pageable" => by_pageable(value),
            "x-speakeasy-pagination" => by_speakeasy(value),
            _ => by_fern(answer, value),
        };
        let fitting = stated.and_then(|mut stated| {
            if let Some(size) = stated.take_size_elsewhere() {
                diagnostics.report(elsewhere(answer, key, &size));
            }
            rule(answer, stated)
        });
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
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) {
    for (key, _) in statements(operation) {
        let line = operation.http_line();
        let message =
            format!("`{key}` is about pages, and `{line}` does not answer with JSON");
        let at = operation.origin.child(key);
        diagnostics.report(
            Diagnostic::new(Code::UnfitExtension, &at, message)
                .at_key()
                .help("describe the answer, or take the extension out"),
        );
    }
}

/// The extensions of an operation that say how it goes on; `false` says that it does not.
fn statements(operation: &Operation) -> impl Iterator<Item = (&str, &Value)> {
    const ABOUT_PAGES: [&str; 3] =
        ["x-ms-pageable", "x-speakeasy-pagination", "x-fern-pagination"];
    let all = operation.extensions.iter().map(|(key, value)| (key.as_str(), value));
    all.filter(|(key, value)| ABOUT_PAGES.contains(key) && **value != Value::Bool(false))
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

/// A number of items a page that cannot be asked for together with the next page.
fn elsewhere(answer: &Answer<'_>, key: &str, size: &Sent) -> Diagnostic {
    let line = answer.operation.http_line();
    let message = format!(
        "`{}`, which `{key}` names, is in another place than what asks for the next page of \
         `{line}`",
        size.name
    );
    unfit(answer, key, message)
        .help("name parameters of the query only, or members of one object of the body")
}

/// `x-ms-pageable`: the members that have the next page's URL and the items.
fn by_pageable(value: &Value) -> Result<Stated, Unclear> {
    let asks = match value.get("nextLinkName") {
        Some(Value::String(url)) => Some(Asks::Url(vec![url.clone()])),
        // It has to be there, but tools leave out what is null.
        Some(Value::Null) | None if value.is_object() => Some(Asks::Nothing),
        _ => None,
    };
    let items = value.get("itemName").and_then(Value::as_str).unwrap_or("value");
    Ok(Stated { asks, items: Some(vec![items.to_owned()]), ..Stated::default() })
}

/// `x-speakeasy-pagination`: inputs with a type each, and JSON paths into the answer.
fn by_speakeasy(value: &Value) -> Result<Stated, Unclear> {
    let input = |kind: &str| {
        let inputs = value.get("inputs")?.as_array()?;
        let input = inputs.iter().find(|one| one.get("type") == Some(&kind.into()))?;
        let name = input.get("name")?.as_str()?;
        match input.get("in").and_then(Value::as_str) {
            Some("requestBody") => Sent::in_body(MemberPath::from(name).0),
            _ => Some(Sent::in_query(name.to_owned())),
        }
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
        Ok(match is_asked || answer.asks_for(&name) {
            true => Some(Sent::in_query(name)),
            false => Sent::in_body(path),
        })
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
    fn in_query(name: String) -> Self {
        Self { name, place: PagePlace::Query }
    }

    /// The last of these members of the body.
    fn in_body(mut path: Vec<String>) -> Option<Self> {
        let name = path.pop()?;
        Some(Self { name, place: PagePlace::Body(MemberPath(path)) })
    }

    /// Whether it is called like what counts items.
    fn is_offset(&self) -> bool {
        OFFSET.contains(&snake(&self.name).as_str())
    }

    /// The lowest number that it takes.
    fn lowest(&self, answer: &Answer<'_>) -> Option<i64> {
        match &self.place {
            PagePlace::Query => answer.lowest(&self.name),
            PagePlace::Body(at) => answer.lowest_sent(&at.0, &self.name),
        }
    }
}

impl Stated {
    /// Where the parameters are.
    fn place(&self) -> PagePlace {
        match &self.asks {
            Some(Asks::Page(sent) | Asks::Offset(sent) | Asks::Cursor(sent, _)) => {
                sent.place.clone()
            }
            Some(Asks::Url(_) | Asks::Nothing) | None => PagePlace::Query,
        }
    }

    /// Takes out the parameter for the number of items where it is in another place.
    fn take_size_elsewhere(&mut self) -> Option<Sent> {
        let place = self.place();
        self.per_page.take_if(|size| size.place != place)
    }
}

/// What an extension says, as a rule of the configuration would.
fn rule(answer: &Answer<'_>, stated: Stated) -> Result<PageRule, Unclear> {
    let place = stated.place();
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
    let next = match asks {
        Asks::Nothing => NextPage::Single,
        Asks::Url(url) => {
            names.push(Named::Member(MemberPath(url.clone())));
            NextPage::NextUrl { url }
        }
        Asks::Page(sent) => {
            let lowest = sent.lowest(answer);
            let next = by_page(answer, sent.name, lowest);
            with_total_pages(next, stated.total_pages.as_ref())
        }
        Asks::Offset(sent) => {
            let lowest = sent.lowest(answer);
            by_offset(answer, sent.name, lowest)
        }
        Asks::Cursor(sent, cursor) => by_cursor(sent.name, cursor, &mut names),
    };
    names.extend(next.parameter().map(|name| place.parameter(name.to_owned())));
    let per_page = stated.per_page.map(|size| size.name);
    names.extend(per_page.clone().map(|name| place.size(name)));
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
