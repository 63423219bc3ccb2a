//! The answers of an operation by status: the errors that it declares, and what it gives where
//! successful answers differ.

use std::collections::BTreeSet;

use super::Lowering;
use super::docs::plain_status_docs;
use super::names::{Case, Scope};
use super::unions::is_uneven;
use crate::model::{
    AnswerBody, Content, ContentKind, Operation, Response, StatusAnswer, StatusPattern,
    Success, exact_name,
};
use crate::rust::{ByStatus, Docs, Ident, Outcome, StatusBody, StatusVariant, Statuses};

/// Whether an operation says what the body of an error is.
pub(super) fn has_typed_errors(operation: &Operation) -> bool {
    operation.responses.iter().any(|response| error_body(response).is_some())
}

/// The body of an error, if it has one: JSON of a type; text, XML among it, where there is none.
fn error_body(response: &Response) -> Option<AnswerBody> {
    if response.status.is_success() {
        return None;
    }
    let json = of_kind(response, ContentKind::Json);
    let json = json.and_then(|content| content.schema.map(AnswerBody::Json));
    // A page that leads elsewhere says nothing else.
    let says_more = !response.status.is_redirect();
    let text = of_kind(response, ContentKind::Text).filter(|_| says_more);
    json.or_else(|| text.map(|_| AnswerBody::Text))
}

/// Whether an error whose body is JSON may be text instead.
pub(super) fn may_be_text(response: &Response) -> bool {
    matches!(error_body(response), Some(AnswerBody::Json(_)))
        && of_kind(response, ContentKind::Text).is_some()
}

fn of_kind(response: &Response, kind: ContentKind) -> Option<&Content> {
    response.contents.iter().find(|content| content.kind == kind)
}

/// Whether an answer is an error: none for success, and no redirect unless it says more than where
/// it leads to.
pub(super) fn is_error(response: &Response) -> bool {
    let leads_on = response.status.is_redirect() && error_body(response).is_none();
    !response.status.is_success() && !leads_on
}

impl Lowering<'_> {
    /// The errors of an operation, the most exact status first.
    pub(super) fn typed_error(
        &mut self,
        operation: &Operation,
        name: Ident,
        call: &str,
    ) -> ByStatus {
        let mut answers: Vec<(&Response, AnswerBody, Statuses)> = operation
            .responses
            .iter()
            .filter_map(|response| {
                Some((response, error_body(response)?, statuses(response.status)))
            })
            .collect();
        answers.sort_by_key(|(response, ..)| response.status);
        begin_later(&mut answers);
        let docs = Docs::line(format!(
            "The errors that {call} declares, for [`Error::decode`]({}).",
            "crate::Error::decode"
        ));
        self.by_status((name, docs), Outcome::Failure, &answers)
    }

    /// What a successful call gives where that differs with the status. One answer is for statuses
    /// that are not declared, too: that for all of 2XX, or the first with a body.
    pub(super) fn answers_by_status(
        &mut self,
        operation: &Operation,
        name: Ident,
        call: &str,
    ) -> ByStatus {
        let answers = match &operation.success {
            Success::ByStatus { answers, .. } => answers.as_slice(),
            _ => &[],
        };
        let is_range =
            |answer: &StatusAnswer| matches!(answer.status, StatusPattern::Range(_));
        let has_body = |answer: &StatusAnswer| answer.body != AnswerBody::Empty;
        let other = answers.iter().position(is_range);
        let other = other.or_else(|| answers.iter().position(has_body));
        let find = |status| operation.responses.iter().find(|one| one.status == status);
        let answers: Vec<(&Response, AnswerBody, Statuses)> = answers
            .iter()
            .enumerate()
            .filter_map(|(index, answer)| {
                let statuses = match Some(index) == other {
                    true => Statuses::Any,
                    false => statuses(answer.status),
                };
                Some((find(answer.status)?, answer.body, statuses))
            })
            .collect();
        let docs = Docs::line(format!("What {call} gives, by status."));
        self.by_status((name, docs), Outcome::Success, &answers)
    }

    /// An enum with a variant for each of these answers, which are sorted by status.
    fn by_status(
        &mut self,
        (name, docs): (Ident, Docs),
        outcome: Outcome,
        answers: &[(&Response, AnswerBody, Statuses)],
    ) -> ByStatus {
        let mut scope = Scope::new(Case::Variant);
        let mut sizes = Vec::with_capacity(answers.len());
        let mut variants = Vec::with_capacity(answers.len());
        for (response, body, statuses) in answers {
            let secret = matches!(body, AnswerBody::Json(one) if self.is_secret(one.id));
            let status_body = match body {
                AnswerBody::Empty => StatusBody::Empty,
                AnswerBody::Text => StatusBody::Text,
                AnswerBody::Json(schema) => {
                    sizes.push(self.size(schema.id, 0));
                    match self.is_integers(schema.id) {
                        true => StatusBody::Integers(self.value(*schema)),
                        false => StatusBody::Json(self.value(*schema)),
                    }
                }
            };
            variants.push(StatusVariant {
                name: scope.claim(&status_name(response.status)).ident,
                docs: self.status_docs(response),
                plain_docs: plain_status_docs(response),
                body: status_body,
                secret,
                statuses: *statuses,
            });
        }
        let uneven = is_uneven(&mut sizes);
        let has_secrets = variants.iter().any(|variant| variant.secret);
        let derives = ["Clone"].into_iter().chain((!has_secrets).then_some("Debug"));
        let derives = derives.map(str::to_owned).collect();
        ByStatus { name, docs, derives, outcome, variants, uneven }
    }
}

/// Has a range begin after the statuses at its beginning that have an answer of their own: clippy
/// takes it for a mistake that `400` and `400..=499` begin alike.
fn begin_later(answers: &mut [(&Response, AnswerBody, Statuses)]) {
    let exact: BTreeSet<u16> = answers
        .iter()
        .filter_map(|(.., statuses)| match statuses {
            Statuses::Exact(status) => Some(*status),
            _ => None,
        })
        .collect();
    for (.., statuses) in answers {
        if let Statuses::Range(first, last) = statuses {
            let begin = (*first..*last).find(|status| !exact.contains(status));
            *first = begin.unwrap_or(*last);
        }
    }
}

fn statuses(status: StatusPattern) -> Statuses {
    match status {
        StatusPattern::Exact(status) => Statuses::Exact(status),
        StatusPattern::Range(hundreds) => {
            Statuses::Range(hundreds * 100, hundreds * 100 + 99)
        }
        StatusPattern::Default => Statuses::Any,
    }
}

/// What a status is called (RFC 9110 §15, RFC 6585).
pub(super) fn status_name(status: StatusPattern) -> String {
    let name = match status {
        StatusPattern::Exact(status) => return exact_name(status),
        StatusPattern::Range(1) => "Informational",
        StatusPattern::Range(2) => "Success",
        StatusPattern::Range(3) => "Redirection",
        StatusPattern::Range(4) => "ClientError",
        StatusPattern::Range(5) => "ServerError",
        StatusPattern::Range(hundreds) => return format!("Status{hundreds}xx"),
        StatusPattern::Default => "Other",
    };
    name.to_owned()
}
