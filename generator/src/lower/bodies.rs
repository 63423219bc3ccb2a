//! Bodies of requests → what a method takes and sends.

use std::collections::BTreeSet;

use super::Lowering;
use super::operations::{CallParts, style_encoding};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Content, ContentKind, Placement, RequestBody, Style, TypeId, TypeKind,
};
use crate::rust::{ArgumentType, Encoding, MultipartForm, Source, Step, Type};

impl<'a> Lowering<'a> {
    pub(super) fn body(
        &mut self,
        body: &'a RequestBody,
        source: Option<Source>,
        call: &mut CallParts,
    ) {
        let Some(content) = body.contents.get(body.chosen) else { return };
        if content.kind == ContentKind::Multipart {
            self.diagnostics.report(given_form(content));
        }
        let optional = !body.required && body.placement == Placement::Argument;
        let value = match source {
            Some(source) => source,
            None => {
                let ty = self.body_argument(content);
                let ty = if optional { ty.optional() } else { ty };
                let name = self.body_name(content);
                let name = call.names.claim_or(&name, "body").ident;
                call.argument(name, ty, content.examples.first().cloned())
            }
        };
        let media_type = self.exact_media_type(content);
        call.steps.push(match content.kind {
            ContentKind::Json => {
                let plain = media_type == "application/json";
                Step::JsonBody {
                    media_type: (!plain).then_some(media_type),
                    value,
                    optional,
                }
            }
            ContentKind::Form => {
                self.note_form_encodings(content);
                Step::FormBody { value, encodings: form_encodings(content) }
            }
            ContentKind::Text => Step::TextBody { media_type, value },
            ContentKind::Multipart => Step::MultipartBody {
                media_type: multipart_type(content),
                form: MultipartForm::Given(value),
            },
            ContentKind::Binary | ContentKind::EventStream | ContentKind::JsonLines => {
                Step::BytesBody { media_type, value }
            }
        });
        if let Some((name, value)) = body.flag.clone() {
            call.steps.push(Step::BodyFlag { name, value });
        }
    }

    /// The media type that a body is sent as: a description may name a range, but a request cannot.
    fn exact_media_type(&self, content: &Content) -> String {
        if !content.media_type.contains('*') {
            return content.media_type.clone();
        }
        let said = content.schema.and_then(|schema| self.media_type(schema.id));
        let exact = said.map(String::as_str).filter(|said| !said.contains('*'));
        let exact = exact.unwrap_or(match content.kind {
            ContentKind::Json => "application/json",
            ContentKind::Text => "text/plain",
            _ => "application/octet-stream",
        });
        exact.to_owned()
    }

    /// Notes what the encoding of a URL-encoded form says and what is sent does not follow.
    fn note_form_encodings(&mut self, content: &Content) {
        let members = content.schema.and_then(|schema| self.all_members(schema.id));
        for (name, encoding) in &content.encoding {
            if members.as_ref().is_some_and(|members| !members.contains(name.as_str())) {
                self.note_no_member(content, name);
                continue;
            }
            let said = encoding.content_type.as_deref();
            let said =
                said.filter(|said| !said.contains("json") && *said != "text/plain");
            let Some(media_type) = said else { continue };
            let message =
                format!("`{name}` is sent as text or JSON and not as `{media_type}`");
            let at = content.origin.child("encoding").child(name).child("contentType");
            self.diagnostics.report(
                Diagnostic::new(Code::UnsupportedKeyword, &at, message)
                    .help("make it a string to send text of this media type"),
            );
        }
    }

    /// The members that an object, or the objects of a union, can have; `None` where there can be
    /// any.
    fn all_members(&self, id: TypeId) -> Option<BTreeSet<&'a str>> {
        let mut members = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match self.kind(id) {
                _ if !seen.insert(id) => {}
                TypeKind::Struct(object) if object.rest.is_none() => {
                    members
                        .extend(object.fields.iter().map(|field| field.name.as_str()));
                }
                TypeKind::Union(union) => {
                    open.extend(union.variants.iter().map(|variant| variant.schema.id));
                }
                _ => return None,
            }
        }
        Some(members)
    }

    /// The type of a body that is one value.
    pub(super) fn body_type(&mut self, content: &Content) -> Type {
        match (content.kind, content.schema) {
            (ContentKind::Json | ContentKind::Form, Some(schema)) => self.value(schema),
            (ContentKind::Json | ContentKind::Form, None) => Type::JSON,
            (ContentKind::Text, _) => Type::STRING,
            (ContentKind::Multipart, _) => Type::FORM,
            _ => Type::Runtime("Body"),
        }
    }

    fn body_argument(&mut self, content: &Content) -> ArgumentType {
        match (content.kind, content.schema) {
            (ContentKind::Json | ContentKind::Form, Some(schema)) => {
                match self.argument_type(schema) {
                    ArgumentType::Value(ty) => ArgumentType::Reference(ty),
                    ArgumentType::OptionalValue(ty) => {
                        ArgumentType::OptionalReference(ty)
                    }
                    other => other,
                }
            }
            (ContentKind::Json | ContentKind::Form, None) => {
                ArgumentType::Reference(Type::JSON)
            }
            _ => ArgumentType::Value(self.body_type(content)),
        }
    }

    /// A body is called like its type.
    fn body_name(&self, content: &Content) -> String {
        let symbol = content.schema.and_then(|schema| self.names.of(schema.id));
        match symbol {
            Some(symbol) if content.kind == ContentKind::Json => {
                self.symbols[symbol].name.plain().to_owned()
            }
            _ => "body".to_owned(),
        }
    }
}

fn given_form(content: &Content) -> Diagnostic {
    let message = "the members of a multipart body are not known: it is a `Multipart` that the \
                   caller fills in";
    Diagnostic::new(Code::UntypedSchema, &content.origin, message)
        .at_key()
        .help("give it a schema that is one object with `properties`")
}

/// The media type of a multipart body without its parameters; `None` for `multipart/form-data`.
pub(super) fn multipart_type(content: &Content) -> Option<String> {
    let essence = content.media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let usual = matches!(essence.as_str(), "multipart/form-data" | "multipart/*");
    (!usual).then_some(essence)
}

fn form_encodings(content: &Content) -> Vec<(String, Encoding)> {
    let encodings = content.encoding.iter().filter_map(|(name, encoding)| {
        let json =
            encoding.content_type.as_ref().is_some_and(|one| one.contains("json"));
        let encoding = match &encoding.style {
            None if json => Encoding { style: "JSON", explode: None, reserved: false },
            None if encoding.explode.is_none() && !encoding.allow_reserved => {
                return None;
            }
            style => {
                let style = style.as_ref().unwrap_or(&Style::Form);
                let explode = encoding.explode.unwrap_or(*style == Style::Form);
                style_encoding(style, explode, encoding.allow_reserved)
            }
        };
        Some((name.clone(), encoding))
    });
    encodings.collect()
}
