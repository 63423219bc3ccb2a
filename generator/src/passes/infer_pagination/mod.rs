//! Works out how lists go on: from the configuration, from vendor extensions, from the names of
//! parameters and of members of the answer.

mod answer;
mod names;

use serde_json::Value;

use crate::config::{Config, PageRule, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{AnswerBody, Api, NextPage, Operation, Pagination, Success, TypeRef};
use answer::Answer;
use names::{HAS_MORE, PAGE_SIZE, by_names};

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let Some(rules) = config.pagination.on() else { return };
    let mut used = vec![false; rules.len()];
    for index in 0..api.operations.len() {
        let operation = &api.operations[index];
        let Some(answer) = Answer::of(&api.types, operation) else { continue };
        let ruled = rules.iter().enumerate().find_map(|(rule_index, (_, rule))| {
            let pagination = by_rule(&answer, rule)?;
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
    for ((name, _), used) in rules.iter().zip(used) {
        if !used {
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

fn by_rule(answer: &Answer<'_>, rule: &PageRule) -> Option<Pagination> {
    if let Some(selectors) = &rule.operations {
        let named = |selector: &Spanned<crate::config::Selector>| {
            selector.get_ref().matches(answer.operation)
        };
        if !selectors.iter().any(named) {
            return None;
        }
    } else if !applies(answer, &rule.next) {
        return None;
    }
    let (items, item) = match &rule.items {
        Some(path) => (path.0.clone(), answer.items_at(&path.0)?),
        None => answer.items()?,
    };
    let per_page = rule.per_page.clone().filter(|name| answer.has_parameter(name));
    let has_more = rule.has_more.as_ref().map(|path| path.0.clone());
    Some(Pagination {
        item,
        items,
        next: rule.next.clone(),
        per_page,
        page_size: answer.member(&PAGE_SIZE),
        has_more: has_more.or_else(|| answer.flag(&HAS_MORE)),
    })
}

/// Whether an operation has what a rule names.
fn applies(answer: &Answer<'_>, next: &NextPage) -> bool {
    match next {
        NextPage::PageNumber { parameter, .. } | NextPage::Offset { parameter, .. } => {
            answer.has_parameter(parameter)
        }
        NextPage::Cursor { parameter, cursor } => {
            answer.has_parameter(parameter) && answer.has_members(cursor)
        }
        NextPage::LastItem { parameter, .. } => answer.has_parameter(parameter),
        NextPage::NextUrl { url } => answer.has_members(url),
        NextPage::LinkHeader | NextPage::Single => answer.operation.method == "GET",
    }
}

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
    Some(Pagination {
        item,
        items,
        next,
        per_page: None,
        page_size: None,
        has_more: None,
    })
}
