//! The members of URL-encoded forms, in bodies and in the query (OpenAPI 3.0 §4.7.15).

use super::Lowering;
use super::operations::{is_form, style_encoding};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, Parameter, Style, TypeId, TypeKind, TypeRef, is_json};
use crate::rust::Encoding;
use crate::source::Pointer;

impl Lowering<'_> {
    /// How members of a form are encoded in another way than the default. `at` is the media type
    /// object.
    pub(super) fn form_encodings(
        &mut self,
        schema: Option<TypeRef>,
        encodings: &[(String, model::Encoding)],
        at: &Pointer,
    ) -> Vec<(String, Encoding)> {
        let mut found = Vec::new();
        for (name, said) in encodings {
            let at = at.child("encoding").child(name);
            match schema.map_or(Some(None), |schema| self.form_member(schema.id, name)) {
                None => {
                    let message =
                        format!("`encoding` speaks of `{name}`, which is no member");
                    let help = "write the name of a property of the schema";
                    self.note_encoding_of_form(&at, message, help);
                }
                Some(member) => {
                    self.note_unsent(&at, name, member, said);
                    found.extend(member_encoding(said).map(|one| (name.clone(), one)));
                }
            }
        }
        found
    }

    /// How members of a form that is the whole query are encoded.
    pub(super) fn query_encodings(
        &mut self,
        parameter: &Parameter,
    ) -> Vec<(String, Encoding)> {
        let Some(at) = form_content(parameter) else { return Vec::new() };
        match self.kind(parameter.schema.id) {
            TypeKind::Struct(_) | TypeKind::Map(_) => {
                self.form_encodings(Some(parameter.schema), &parameter.encoding, &at)
            }
            _ => Vec::new(),
        }
    }

    /// Notes encodings of members of a form that is one value in the query, or elsewhere.
    pub(super) fn note_form_in_value(&mut self, parameter: &Parameter) {
        let Some(at) = form_content(parameter) else { return };
        for (name, _) in &parameter.encoding {
            let message = format!("`{name}` is sent as members of forms usually are");
            let help = "send the form as the whole query: `in: querystring`";
            self.note_encoding_of_form(&at.child("encoding").child(name), message, help);
        }
    }

    /// The type of a member, where it is known; `None` where there is no such member.
    fn form_member(&self, form: TypeId, name: &str) -> Option<Option<TypeId>> {
        match self.kind(form) {
            TypeKind::Struct(object) => {
                let field = object.fields.iter().find(|field| field.name == name);
                let rest = || object.rest.map(|rest| Some(rest.id));
                field.map(|field| Some(field.schema.id)).or_else(rest)
            }
            TypeKind::Map(item) => Some(Some(item.id)),
            _ => Some(None),
        }
    }

    /// Notes what an encoding says and a form does not follow.
    fn note_unsent(
        &mut self,
        at: &Pointer,
        name: &str,
        member: Option<TypeId>,
        said: &model::Encoding,
    ) {
        if !said.headers.is_empty() {
            let headers = said.headers.join("`, `");
            let message = format!("`{name}` is sent without the header `{headers}`");
            let help = "only the parts of a `multipart` body have headers";
            self.note_encoding_of_form(&at.child("headers"), message, help);
        }
        let media_type = said.content_type.as_deref();
        let Some(media_type) = media_type.filter(|said| !is_json(said)) else {
            return;
        };
        // With a style, the media type does not matter.
        if said.style.is_none() && member.is_some_and(|id| self.has_members(id)) {
            let message = format!("`{name}` is sent as JSON and not as `{media_type}`");
            let help = "make it a string to send text of this media type";
            self.note_encoding_of_form(&at.child("contentType"), message, help);
        }
    }

    /// Whether a type, or that of its items, is an object.
    fn has_members(&self, id: TypeId) -> bool {
        let is_object =
            |kind: &TypeKind| matches!(kind, TypeKind::Struct(_) | TypeKind::Map(_));
        match self.kind(id) {
            TypeKind::List(list) => is_object(self.kind(list.item.id)),
            kind => is_object(kind),
        }
    }

    fn note_encoding_of_form(&mut self, at: &Pointer, message: String, help: &str) {
        self.diagnostics.report(
            Diagnostic::new(Code::UnsupportedKeyword, at, message).at_key().help(help),
        );
    }
}

/// The media type object of a parameter whose value is a form.
fn form_content(parameter: &Parameter) -> Option<Pointer> {
    match &parameter.style {
        Style::Content(media_type) if is_form(media_type) => {
            Some(parameter.origin.child("content").child(media_type))
        }
        _ => None,
    }
}

/// `None` where the default does it.
fn member_encoding(said: &model::Encoding) -> Option<Encoding> {
    match &said.style {
        None if said.content_type.as_deref().is_some_and(is_json) => {
            Some(Encoding { style: "JSON", explode: None, reserved: false })
        }
        None if said.explode.is_none() && !said.allow_reserved => None,
        style => {
            let style = style.as_ref().unwrap_or(&Style::Form);
            let explode = said.explode.unwrap_or(*style == Style::Form);
            Some(style_encoding(style, explode, said.allow_reserved))
        }
    }
}
