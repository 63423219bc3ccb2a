//! Works out how lists go on: from the configuration, from vendor extensions, from the names of
//! parameters and of members of the answer.

mod rules;

use serde_json::Value;

use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    AnswerBody, Api, Content, ContentKind, Location, NextPage, Operation, Pagination,
    Success, TypeKind, TypeRef, Types,
};
use crate::words::snake;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let Some(rules) = config.pagination.on() else { return };
    let mut used = vec![false; rules.len()];
    let wrong = rules::check(api, config, rules, diagnostics);
    for index in 0..api.operations.len() {
        let operation = &api.operations[index];
        let Some(answer) = Answer::of(&api.types, operation) else { continue };
        let ruled = rules.iter().enumerate().find_map(|(rule_index, (_, rule))| {
            let pagination = rules::by_rule(&answer, rule)?;
            used[rule_index] = true;
            Some(pagination)
        });
        let found =
            ruled.or_else(|| by_extension(&answer)).or_else(|| by_names(&answer));
        let Some(found) = found else { continue };
        let (body, media_type) = (answer.body, answer.media_type.to_owned());
        let operation = &mut api.operations[index];
        operation.pagination = Some(found);
        only_pages(operation, body, media_type, diagnostics);
    }
    for (((name, _), used), wrong) in rules.iter().zip(used).zip(wrong) {
        if !used && !wrong {
            let message = format!("no operation pages by the rule `{}`", name.get_ref());
            diagnostics.report(config.unused(name, message));
        }
    }
}

/// Lets an operation whose answers differ with their status give pages, and notes the others.
fn only_pages(
    operation: &mut Operation,
    body: TypeRef,
    media_type: String,
    diagnostics: &mut Diagnostics,
) {
    let Success::ByStatus { answers, envelope, .. } = &operation.success else { return };
    let schema = operation.success.json().unwrap_or(body);
    let others = answers.iter().filter(|answer| {
        answer.body != AnswerBody::Empty && answer.body != AnswerBody::Json(schema)
    });
    for other in others {
        let mut responses = operation.responses.iter();
        let Some(response) = responses.find(|one| one.status == other.status) else {
            continue;
        };
        let line = operation.http_line();
        diagnostics.report(
            Diagnostic::new(
                Code::UnsupportedKeyword,
                &response.origin,
                format!(
                    "`{line}` gives pages, and answers differently with this status"
                ),
            )
            .at_key()
            .note("a call fails then; `raw()` has the body")
            .help("nothing has to change; `raw()` tells the status"),
        );
    }
    let optional = answers.iter().any(|answer| answer.body == AnswerBody::Empty);
    let envelope = envelope.clone();
    operation.success = Success::Json { schema, envelope, optional, media_type };
}

/// The answer of an operation that could be a page.
struct Answer<'a> {
    types: &'a Types,
    operation: &'a Operation,
    /// The whole body.
    body: TypeRef,
    /// Its media type.
    media_type: &'a str,
    /// The members that lead to the value in an envelope.
    envelope: &'a [String],
}

impl<'a> Answer<'a> {
    fn of(types: &'a Types, operation: &'a Operation) -> Option<Self> {
        let mut responses =
            operation.responses.iter().filter(|one| one.status.is_success());
        let (content, envelope) = match &operation.success {
            Success::Json { media_type, envelope, .. } => {
                let mut contents = responses.flat_map(|response| &response.contents);
                (contents.find(|content| content.media_type == *media_type)?, envelope)
            }
            success @ Success::ByStatus { envelope, .. } => {
                let (status, _) = success.by_status().next()?;
                let response = responses.find(|response| response.status == status)?;
                let is_json = |content: &&Content| content.kind == ContentKind::Json;
                (response.contents.iter().find(is_json)?, envelope)
            }
            _ => return None,
        };
        let (body, media_type) = (content.schema?, &content.media_type);
        Some(Self { types, operation, body, media_type, envelope })
    }

    /// The type of the items at a path.
    fn items_at(&self, path: &[String]) -> Option<TypeRef> {
        let list = walk::member(self.types, self.body, path)?;
        match &walk::definition(self.types, list).kind {
            TypeKind::List(list) => Some(list.item),
            _ => None,
        }
    }

    /// The list that a page consists of: the body, the value in the envelope, a member with a
    /// usual name, or the only member that is a list.
    fn items(&self) -> Option<(Vec<String>, TypeRef)> {
        let mut starts = vec![Vec::new()];
        if !self.envelope.is_empty() {
            starts.insert(0, self.envelope.to_vec());
        }
        for start in starts {
            if let Some(item) = self.items_at(&start) {
                return Some((start, item));
            }
            let inner = walk::member(self.types, self.body, &start)?;
            let TypeKind::Struct(object) = &walk::definition(self.types, inner).kind
            else {
                continue;
            };
            let path = |name: &str| {
                let mut path = start.clone();
                path.push(name.to_owned());
                path
            };
            let usual = ITEMS.iter().map(|name| path(name));
            let found =
                usual.filter_map(|path| Some((path.clone(), self.items_at(&path)?)));
            if let Some(found) = found.into_iter().next() {
                return Some(found);
            }
            let mut lists = object.fields.iter().filter_map(|field| {
                let path = path(&field.name);
                Some((path.clone(), self.items_at(&path)?))
            });
            if let (Some(only), None) = (lists.next(), lists.next()) {
                return Some(only);
            }
        }
        None
    }

    /// The query parameter with one of these names in snake case, in the order of the names.
    fn parameter(&self, names: &[&str]) -> Option<String> {
        let query: Vec<&str> = self
            .operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Query)
            .map(|parameter| parameter.name.as_str())
            .collect();
        names.iter().find_map(|name| {
            let found = query.iter().find(|parameter| snake(parameter) == **name)?;
            Some((*found).to_owned())
        })
    }

    /// Whether a parameter is a number.
    fn is_number(&self, name: &str) -> bool {
        self.operation.parameters.iter().any(|parameter| {
            parameter.name == name
                && matches!(
                    walk::definition(self.types, parameter.schema).kind,
                    TypeKind::Integer(_) | TypeKind::Number(_)
                )
        })
    }

    /// The member with one of these names, at the top or one level below.
    fn member(&self, names: &[&str]) -> Option<Vec<String>> {
        let top = self.named_members(self.body);
        for name in names {
            if let Some((found, _)) =
                top.iter().find(|(member, _)| snake(member) == *name)
            {
                return Some(vec![found.clone()]);
            }
        }
        for (outer, schema) in &top {
            if !INFO.contains(&snake(outer).as_str()) {
                continue;
            }
            let inner = self.named_members(*schema);
            for name in names {
                if let Some((found, _)) =
                    inner.iter().find(|(member, _)| snake(member) == *name)
                {
                    return Some(vec![outer.clone(), found.clone()]);
                }
            }
        }
        None
    }

    fn named_members(&self, schema: TypeRef) -> Vec<(String, TypeRef)> {
        match &walk::definition(self.types, schema).kind {
            TypeKind::Struct(object) => object
                .fields
                .iter()
                .map(|field| (field.name.clone(), field.schema))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn has_members(&self, path: &[String]) -> bool {
        walk::member(self.types, self.body, path).is_some()
    }

    fn has_parameter(&self, name: &str) -> bool {
        self.operation.parameters.iter().any(|parameter| parameter.name == name)
    }
}

/// Usual names of the member that has the items.
const ITEMS: [&str; 9] = [
    "items", "data", "results", "result", "value", "values", "entries", "records",
    "objects",
];

/// Usual names of members that say something about the page.
const INFO: [&str; 12] = [
    "result_info",
    "meta",
    "pagination",
    "page_info",
    "paging",
    "page",
    "response_metadata",
    "metadata",
    "links",
    "_links",
    "cursors",
    "list_meta",
];

/// Usual names of the parameter for the number of items a page.
const PER_PAGE: [&str; 11] = [
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
];

/// Usual names of the number of items that a page has at most.
const PAGE_SIZE: [&str; 4] = ["per_page", "page_size", "page_limit", "limit"];

/// `x-ms-pageable`: the name of the member that has the next page's URL.
fn by_extension(answer: &Answer<'_>) -> Option<Pagination> {
    let extensions = &answer.operation.extensions;
    let (_, pageable) = extensions.iter().find(|(key, _)| key == "x-ms-pageable")?;
    let items = match pageable.get("itemName").and_then(Value::as_str) {
        Some(name) => vec![name.to_owned()],
        None => vec!["value".to_owned()],
    };
    let item = answer.items_at(&items)?;
    let next = match pageable.get("nextLinkName").and_then(Value::as_str) {
        Some(name) => NextPage::NextUrl { url: vec![name.to_owned()] },
        None => NextPage::Single,
    };
    Some(Pagination { item, items, next, per_page: None, page_size: None })
}

fn by_names(answer: &Answer<'_>) -> Option<Pagination> {
    if answer.operation.method != "GET" {
        return None;
    }
    let (items, item) = answer.items()?;
    let next = cursor(answer)
        .or_else(|| last_item(answer, item))
        .or_else(|| next_url(answer))
        .or_else(|| page_number(answer))
        .or_else(|| link_header(answer))
        .or_else(|| offset(answer))?;
    Some(Pagination {
        item,
        items,
        next,
        per_page: answer.parameter(&PER_PAGE),
        page_size: answer.member(&PAGE_SIZE),
    })
}

fn cursor(answer: &Answer<'_>) -> Option<NextPage> {
    let parameter = answer.parameter(&[
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
        "page",
    ])?;
    if answer.is_number(&parameter) {
        return None;
    }
    let cursor = answer.member(&[
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
    ])?;
    let text = walk::member(answer.types, answer.body, &cursor)?;
    let kind = &walk::definition(answer.types, text).kind;
    matches!(kind, TypeKind::String(_) | TypeKind::Integer(_))
        .then_some(NextPage::Cursor { parameter, cursor })
}

/// Stripe's way: the id of the last item, and a flag.
fn last_item(answer: &Answer<'_>, item: TypeRef) -> Option<NextPage> {
    let parameter = answer.parameter(&["starting_after", "after_id", "after"])?;
    let has_more = answer.member(&["has_more"])?;
    let member = vec!["id".to_owned()];
    walk::member(answer.types, item, &member)?;
    Some(NextPage::LastItem { parameter, member, has_more: Some(has_more) })
}

fn next_url(answer: &Answer<'_>) -> Option<NextPage> {
    let url = answer.member(&[
        "next",
        "next_link",
        "odata_next_link",
        "next_page_url",
        "next_url",
    ])?;
    let text = walk::member(answer.types, answer.body, &url)?;
    matches!(walk::definition(answer.types, text).kind, TypeKind::String(_))
        .then_some(NextPage::NextUrl { url })
}

fn page_number(answer: &Answer<'_>) -> Option<NextPage> {
    let parameter = answer.parameter(&[
        "page",
        "page_number",
        "page_no",
        "page_num",
        "page_index",
    ])?;
    if !answer.is_number(&parameter) {
        return None;
    }
    let starts_at_zero = answer.operation.parameters.iter().any(|declared| {
        let constraints = &answer.types[declared.schema.id].constraints;
        declared.name == parameter
            && [&constraints.default, &constraints.minimum]
                .into_iter()
                .flatten()
                .next()
                .is_some_and(|value| value.as_i64() == Some(0))
    });
    Some(NextPage::PageNumber {
        parameter,
        first: i64::from(!starts_at_zero),
        total_pages: answer.member(&[
            "total_pages",
            "page_count",
            "pages",
            "last_page",
            "num_pages",
        ]),
        total_items: answer.member(&TOTAL),
    })
}

/// Usual names of the number of items in all. `count` alone is often that of the page.
const TOTAL: [&str; 7] = [
    "total_count",
    "total",
    "total_items",
    "total_results",
    "total_records",
    "total_size",
    "total_elements",
];

fn link_header(answer: &Answer<'_>) -> Option<NextPage> {
    let responses = answer.operation.responses.iter();
    let mut headers = responses
        .filter(|response| response.status.is_success())
        .flat_map(|response| &response.headers);
    headers
        .any(|header| header.name.eq_ignore_ascii_case("link"))
        .then_some(NextPage::LinkHeader)
}

fn offset(answer: &Answer<'_>) -> Option<NextPage> {
    let parameter =
        answer.parameter(&["offset", "skip", "start_at", "start_index", "start"])?;
    let limited = answer.parameter(&PER_PAGE).is_some();
    if !answer.is_number(&parameter) || !limited {
        return None;
    }
    Some(NextPage::Offset { parameter, total_items: answer.member(&TOTAL) })
}
