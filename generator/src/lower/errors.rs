//! The errors that an operation declares.

use super::Lowering;
use super::docs::plain_error_docs;
use super::names::{Case, Scope};
use super::unions::is_uneven;
use crate::model::{
    ContentKind, Operation, Response, StatusPattern, TypeRef, exact_name,
};
use crate::rust::{Docs, ErrorVariant, Ident, Statuses, TypedError};

/// Whether an operation says what the body of an error is.
pub(super) fn has_typed_errors(operation: &Operation) -> bool {
    operation.responses.iter().any(|response| error_schema(response).is_some())
}

/// The type of the body of an error, if it has one.
fn error_schema(response: &Response) -> Option<TypeRef> {
    if response.status.is_success() {
        return None;
    }
    let mut contents = response.contents.iter();
    contents.find(|content| content.kind == ContentKind::Json)?.schema
}

impl Lowering<'_> {
    /// The errors of an operation, the most exact status first.
    pub(super) fn typed_error(
        &mut self,
        operation: &Operation,
        name: Ident,
        call: &str,
    ) -> TypedError {
        let mut responses: Vec<(&Response, TypeRef)> = operation
            .responses
            .iter()
            .filter_map(|response| Some((response, error_schema(response)?)))
            .collect();
        responses.sort_by_key(|(response, _)| rank(response.status));
        let mut scope = Scope::new(Case::Variant);
        let mut variants = Vec::with_capacity(responses.len());
        let mut sizes = Vec::with_capacity(responses.len());
        for (response, schema) in responses {
            sizes.push(self.size(schema.id, 0));
            variants.push(ErrorVariant {
                name: scope.claim(&status_name(response.status)).ident,
                docs: self.error_docs(response),
                plain_docs: plain_error_docs(response),
                ty: self.value(schema),
                statuses: statuses(response.status),
            });
        }
        let docs = Docs::line(format!(
            "The errors that {call} declares, for [`Error::decode`]({})",
            "crate::Error::decode"
        ));
        TypedError { name, docs, variants, uneven: is_uneven(&mut sizes) }
    }
}

fn rank(status: StatusPattern) -> (u8, u16) {
    match status {
        StatusPattern::Exact(status) => (0, status),
        StatusPattern::Range(hundreds) => (1, hundreds),
        StatusPattern::Default => (2, 0),
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
        StatusPattern::Range(3) => "Redirection",
        StatusPattern::Range(4) => "ClientError",
        StatusPattern::Range(5) => "ServerError",
        StatusPattern::Range(hundreds) => return format!("Status{hundreds}xx"),
        StatusPattern::Default => "Other",
    };
    name.to_owned()
}
