//! How the members of forms are sent: `encoding`.

use super::Builder;
use super::styles::not_exploded;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{ContentSchema, Node};
use crate::model::{ContentKind, Encoding, Style};

/// The encodings of parts that have no name.
const UNNAMED: [&str; 2] = ["prefixEncoding", "itemEncoding"];

impl<'t> Builder<'t, '_> {
    /// What a media type object says about the members of a form.
    pub(super) fn encodings(
        &mut self,
        content: &Node<'t>,
        kind: ContentKind,
        media_type: &str,
    ) -> Vec<(String, Encoding)> {
        if !matches!(kind, ContentKind::Form | ContentKind::Multipart) {
            if content.has("encoding") {
                let message = format!("`encoding` says nothing about `{media_type}`");
                let help = "remove it: only the members of forms have one";
                self.note_keyword(content, "encoding", message, help);
            }
            return Vec::new();
        }
        self.note_unfollowed(content, &UNNAMED);
        let all = content.entries_of("encoding");
        all.map(|(name, node)| (name.to_owned(), self.encoding(name, &node))).collect()
    }

    /// An Encoding Object (OpenAPI 3.0 §4.7.15).
    fn encoding(&mut self, name: &str, node: &Node<'t>) -> Encoding {
        self.note_unfollowed(node, &["encoding"]);
        self.note_unfollowed(node, &UNNAMED);
        let style = match node.str("style") {
            Some("form") => Some(Style::Form),
            Some("spaceDelimited") => Some(Style::SpaceDelimited),
            Some("pipeDelimited") => Some(Style::PipeDelimited),
            Some("deepObject") => Some(Style::DeepObject),
            Some(other) => {
                let message =
                    format!("`{name}` of a form cannot have the style `{other}`");
                let at = node.at.child("style");
                self.report(
                    Diagnostic::new(Code::Repaired, &at, message)
                        .note("it is sent as if the style were not there")
                        .help(
                            "write `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`",
                        ),
                );
                None
            }
            None => None,
        };
        if style == Some(Style::DeepObject) && node.bool("explode") == Some(false) {
            self.report(not_exploded(&node.at, name));
        }
        Encoding {
            content_type: node.text("contentType"),
            style,
            explode: node.bool("explode"),
            allow_reserved: node.is_true("allowReserved"),
            headers: node
                .entries_of("headers")
                .map(|(name, _)| name.to_owned())
                // What says it is `contentType` (OpenAPI 3.0 §4.7.15).
                .filter(|name| !name.eq_ignore_ascii_case("content-type"))
                .collect(),
        }
    }

    /// Notes encodings of what has no name, or of what is inside of a part.
    fn note_unfollowed(&mut self, node: &Node<'t>, keywords: &[&str]) {
        for keyword in keywords.iter().filter(|keyword| node.has(keyword)) {
            let message = format!("`{keyword}` is not followed");
            let help = "nothing has to change; callers say how such parts are sent";
            self.note_keyword(node, keyword, message, help);
        }
    }

    fn note_keyword(
        &mut self,
        node: &Node<'t>,
        keyword: &str,
        message: String,
        help: &str,
    ) {
        let at = node.at.child(keyword);
        let note = Diagnostic::new(Code::UnsupportedKeyword, &at, message);
        self.report(note.at_key().help(help));
    }
}

/// What `collectionFormat` of Swagger 2.0's form fields says.
pub(super) fn field_encodings(schema: &ContentSchema<'_>) -> Vec<(String, Encoding)> {
    let ContentSchema::Fields(fields) = schema else { return Vec::new() };
    fields
        .iter()
        .filter(|field| field.node.str("type") == Some("array"))
        .map(|field| {
            let encoding = Encoding {
                content_type: None,
                style: Some(field.style.clone()),
                explode: Some(field.explode),
                allow_reserved: false,
                headers: Vec::new(),
            };
            (field.name.clone(), encoding)
        })
        .collect()
}
