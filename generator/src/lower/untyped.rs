//! Notes on typed content of media types that the SDK does not read or write: it is text or bytes.

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Content, ContentKind, Operation, Success, TypeKind, TypeRef};

impl Lowering<'_> {
    /// Notes where an operation sends or gives text or bytes though the description has a type.
    pub(super) fn note_untyped_content(&mut self, operation: &Operation) {
        let line = operation.http_line();
        if let Some(body) = &operation.body
            && let Some(content) = body.contents.get(body.chosen)
            && is_raw(content)
            && self.is_typed(content)
        {
            let what = given_as(content);
            let message = format!(
                "`{line}` sends `{}`: the caller gives {what}, and its schema has no type",
                content.media_type
            );
            self.note_untyped(content, message);
        }
        let (Success::Text { media_type, .. } | Success::Binary { media_type, .. }) =
            &operation.success
        else {
            return;
        };
        if let Some(content) = operation.chosen_content()
            && self.is_typed(content)
        {
            let what = match operation.success {
                Success::Text { .. } => "text",
                _ => "bytes",
            };
            let message = format!(
                "`{line}` answers with `{media_type}`: the call gives {what}, and its schema has \
                 no type"
            );
            self.note_untyped(content, message);
        }
    }

    fn note_untyped(&mut self, content: &Content, message: String) {
        let code = Code::UnsupportedMediaType;
        self.diagnostics.report(
            Diagnostic::new(code, &content.origin, message)
                .at_key()
                .as_note()
                .help("describe the same as JSON if the API speaks it"),
        );
    }

    fn is_typed(&self, content: &Content) -> bool {
        let is_typed = |schema: TypeRef| {
            !matches!(
                self.kind(schema.id),
                TypeKind::String(_) | TypeKind::Any(_) | TypeKind::Null
            )
        };
        content.schema.is_some_and(is_typed)
    }
}

/// Whether a caller gives what is sent as it is.
fn is_raw(content: &Content) -> bool {
    matches!(
        content.kind,
        ContentKind::Text | ContentKind::Binary | ContentKind::JsonLines
    )
}

fn given_as(content: &Content) -> &'static str {
    match content.kind {
        ContentKind::Text => "text",
        _ => "bytes",
    }
}
