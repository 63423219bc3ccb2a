//! The parts of a multipart body (OpenAPI 3.0 §4.7.15, 3.1 §4.8.15).

use std::collections::BTreeMap;

use serde_json::Value;

use super::Lowering;
use super::operations::style_encoding;
use super::params::spread;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, Content, Style, TypeKind, is_json, plain_text};
use crate::rust::{
    Encoding, Member, MemberKind, ObjectEncoding, Part, PartKind, PartValue, Presence,
};
use crate::source::Pointer;

impl Lowering<'_> {
    /// Notes an encoding of what is no member of a body.
    pub(super) fn note_no_member(&mut self, content: &Content, name: &str) {
        let at = content.origin.child("encoding").child(name);
        let message = format!("`encoding` speaks of `{name}`, which is no member");
        self.diagnostics.report(
            Diagnostic::new(Code::UnsupportedKeyword, &at, message)
                .at_key()
                .help("write the name of a property of the schema"),
        );
    }

    /// Notes what an encoding says and parts do not follow.
    fn note_encoding(
        &mut self,
        content: &Content,
        name: &str,
        said: &model::Encoding,
        field: &model::Field,
    ) {
        let at = content.origin.child("encoding").child(name);
        let is_file = self.file_part(field.schema.id).is_some();
        let mut note = |at: &Pointer, message: String, help: &str| {
            let code = Code::UnsupportedKeyword;
            let diagnostic = Diagnostic::new(code, at, message).at_key();
            self.diagnostics.report(diagnostic.help(help));
        };
        if !said.headers.is_empty() {
            let headers = said.headers.join("`, `");
            let message =
                format!("the part `{name}` is sent without the header `{headers}`");
            let help = match is_file {
                true => "callers add it with `FilePart::header`",
                false => "nothing has to change unless the server needs it",
            };
            note(&at.child("headers"), message, help);
        }
        let said_type = said.content_type.as_deref();
        if is_file && said_type.is_some_and(|said| usual_media_type(said).is_none()) {
            let message = format!("the part `{name}` has no media type of its own");
            self.diagnostics.report(
                Diagnostic::new(
                    Code::UnsupportedKeyword,
                    &at.child("contentType"),
                    message,
                )
                .note("it is `application/octet-stream` unless callers say more")
                .help("callers name one by `FilePart::media_type`"),
            );
        }
        let is_object =
            matches!(self.kind(field.schema.id), TypeKind::Struct(_) | TypeKind::Map(_));
        let is_followed = separator(said).is_some() || nested(said).is_some();
        if is_object && said.style.is_some() && !is_followed {
            let message =
                format!("the part `{name}` is an object, which is sent as JSON");
            let help = "take the style out, or write `explode: false` with `form`";
            self.diagnostics.report(
                Diagnostic::new(Code::UnsupportedKeyword, &at.child("style"), message)
                    .help(help),
            );
        }
    }

    /// Notes a part that can only be JSON, though it is said to be something else.
    fn note_json_part(&mut self, field: &model::Field, media_type: &str, at: &Pointer) {
        let mut kind = self.kind(field.schema.id);
        if let TypeKind::List(list) = kind {
            kind = self.kind(list.item.id);
        }
        if matches!(kind, TypeKind::Struct(_) | TypeKind::Map(_)) {
            let message = format!(
                "the part `{}` is an object, which is sent as JSON and not as `{media_type}`",
                field.name
            );
            self.diagnostics.report(
                Diagnostic::new(Code::UnsupportedKeyword, at, message)
                    .at_key()
                    .help("make it a string to send text of this media type"),
            );
        }
    }

    /// The parts of a multipart body whose members are fields.
    pub(super) fn parts(
        &mut self,
        content: &Content,
        encoding: &ObjectEncoding,
    ) -> Vec<Part> {
        let schema = spread(self.api, content).map(|(_, structure)| structure);
        let fields = schema.iter().flat_map(|one| &one.fields);
        let fields: BTreeMap<&str, &model::Field> =
            fields.map(|field| (field.name.as_str(), field)).collect();
        for (name, said) in &content.encoding {
            match fields.get(name.as_str()) {
                Some(field) => self.note_encoding(content, name, said, field),
                None => self.note_no_member(content, name),
            }
        }
        let said: BTreeMap<&str, &model::Encoding> =
            content.encoding.iter().map(|(name, said)| (name.as_str(), said)).collect();
        let mut part = |member: &Member| {
            let field = fields.get(member.key.as_str()).copied();
            let file = field.and_then(|field| self.file_part(field.schema.id));
            let said = said.get(member.key.as_str()).copied();
            let separator = said.and_then(separator);
            let nested = said.and_then(nested);
            let said = said.and_then(|encoding| encoding.content_type.clone());
            let content_type = field.and_then(|field| self.part_type(field.schema.id));
            // The text that a `contentMediaType` speaks of is in it already.
            let is_text = said.is_none() && content_type.is_some();
            let said = said.or(content_type);
            let one = said.as_deref().and_then(usual_media_type).map(str::to_owned);
            let kind = match (file, separator, one) {
                (Some(PartKind::File(_)), _, one) => PartKind::File(one),
                (Some(_), _, one) => PartKind::Files(one),
                (None, _, _) if nested.is_some() => {
                    nested.map_or(PartKind::Value, PartKind::Styled)
                }
                (None, Some(separator), _) => PartKind::Joined(separator),
                (None, None, None) => PartKind::Value,
                (None, None, Some(media_type)) if is_text => {
                    PartKind::ValueAs(media_type)
                }
                (None, None, Some(media_type)) => match is_json(&media_type) {
                    true => PartKind::Json(media_type),
                    false => {
                        if let Some(field) = field {
                            self.note_json_part(field, &media_type, &content.origin);
                        }
                        PartKind::ValueAs(media_type)
                    }
                },
            };
            let (value, kind) = match &member.kind {
                MemberKind::Constant { value, .. } => constant_part(value, kind),
                MemberKind::Field { field, presence, .. } => {
                    let optional = *presence != Presence::Required;
                    (PartValue::Field(field.clone(), optional), kind)
                }
            };
            Part { name: member.key.clone(), value, kind }
        };
        let mut parts: Vec<Part> = encoding.members.iter().map(&mut part).collect();
        parts.extend(encoding.rest.iter().map(|(field, _)| Part {
            name: String::new(),
            value: PartValue::Field(field.clone(), false),
            kind: PartKind::Entries,
        }));
        parts
    }
}

/// A part that always has this value: its text, and as what that is sent. The text of what is no
/// string is JSON already.
fn constant_part(value: &Value, kind: PartKind) -> (PartValue, PartKind) {
    let kind = match (kind, value.is_string()) {
        (PartKind::Json(media_type), false) => PartKind::ValueAs(media_type),
        (kind @ (PartKind::Json(_) | PartKind::ValueAs(_)), _) => kind,
        _ => PartKind::Value,
    };
    (PartValue::Constant(plain_text(value).into_owned()), kind)
}

/// The media type of a part where the caller says none: of several the first that is no range.
fn usual_media_type(said: &str) -> Option<&str> {
    said.split(',').map(str::trim).find(|one| !one.is_empty() && !one.contains('*'))
}

/// The style of a member whose values are parts with names that say where they belong. Only since
/// 3.1 the specification speaks of styles of parts; who writes one before means it too.
fn nested(encoding: &model::Encoding) -> Option<Encoding> {
    let style = encoding.style.as_ref()?;
    matches!(style, Style::DeepObject | Style::Dots | Style::Brackets)
        .then(|| style_encoding(style, true, false))
}

/// What stands between the elements of an array that are one part (OpenAPI 3.1 §4.8.15.1.2, and
/// `collectionFormat` of Swagger 2.0); `None` where each is a part.
fn separator(encoding: &model::Encoding) -> Option<&'static str> {
    let style = encoding.style.as_ref();
    let explodes = style.is_none_or(|style| *style == Style::Form);
    if encoding.explode.unwrap_or(explodes) {
        return None;
    }
    match style {
        None | Some(Style::Form | Style::Simple) => Some(","),
        Some(Style::SpaceDelimited) => Some(" "),
        Some(Style::PipeDelimited) => Some("|"),
        Some(Style::TabDelimited) => Some("\t"),
        Some(_) => None,
    }
}
