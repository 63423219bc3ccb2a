//! Bodies of requests → what a method takes and sends.

use super::Lowering;
use super::operations::CallParts;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Content, ContentKind, Placement, RequestBody, TypeName, essence};
use crate::rust::{ArgumentType, MultipartForm, Source, Step, Type};
use crate::words::words;

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
        let is_spread = value == Source::Params;
        call.steps.push(match content.kind {
            ContentKind::Json if !body.required && is_spread => {
                Step::JsonMembers { media_type, value }
            }
            ContentKind::Json => {
                let plain = media_type == "application/json";
                Step::JsonBody {
                    media_type: (!plain).then_some(media_type),
                    value,
                    optional,
                }
            }
            ContentKind::Form => {
                let Content { schema, encoding, origin, .. } = content;
                let encodings = self.form_encodings(*schema, encoding, origin);
                Step::FormBody { value, encodings }
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
        // Where the members are parameters, it is a constant among them.
        if let Some((name, value)) = body.flag.clone().filter(|_| !is_spread) {
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
            (ContentKind::Text, _) => ArgumentType::Str,
            _ => ArgumentType::Value(self.body_type(content)),
        }
    }

    /// A body is called like its type, unless that is called after an operation.
    fn body_name(&self, content: &Content) -> String {
        let named = content.schema.filter(|_| content.kind == ContentKind::Json);
        let symbol = named.and_then(|schema| {
            let generated = is_generated(&self.api.types[schema.id].name);
            self.names.of(schema.id).filter(|_| !generated)
        });
        match symbol {
            Some(symbol) => short_name(self.symbols[symbol].name.plain()),
            None => "body".to_owned(),
        }
    }
}

/// What an argument is called whose type has a name: `request` where that says so in the end.
/// A name of many words says what it is well enough for a type, and too much for a variable.
fn short_name(name: &str) -> String {
    const MOST_WORDS: usize = 4;
    let words = words(name);
    match words.as_slice() {
        [_, .., last] if last == "request" => last.clone(),
        many if many.len() > MOST_WORDS => "body".to_owned(),
        _ => name.to_owned(),
    }
}

/// Whether a type has its name from the operation that sends it: an inline one, or one of those
/// that frameworks make of functions and paths (`Body_add_voice_v1_voices_add_post`).
fn is_generated(name: &TypeName) -> bool {
    const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];
    match name {
        TypeName::InResource { name, .. } => name.ends_with("Body"),
        TypeName::Schema(name) => match words(name).as_slice() {
            [first, .., last] => first == "body" && METHODS.contains(&&**last),
            _ => false,
        },
        TypeName::Beside { .. } | TypeName::None => false,
    }
}

fn given_form(content: &Content) -> Diagnostic {
    let message = "the members of a multipart body are not known: it is a `Multipart` that the \
                   caller fills in";
    Diagnostic::new(Code::UntypedSchema, &content.origin, message)
        .at_key()
        .help(
            "give it a schema that is one object with `properties`, and others that are text at most",
        )
}

/// The media type of a multipart body without its parameters; `None` for `multipart/form-data`.
pub(super) fn multipart_type(content: &Content) -> Option<String> {
    let essence = essence(&content.media_type);
    let usual = matches!(essence.as_str(), "multipart/form-data" | "multipart/*");
    (!usual).then_some(essence)
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn arguments_have_short_names() {
        let table = [
            ("Pet", "Pet"),
            ("CreateChatCompletionRequest", "request"),
            ("Request", "Request"),
            ("LinkIssueJsonBean", "LinkIssueJsonBean"),
            ("IoK8sApiCoreV1Binding", "body"),
        ];
        for (name, expected) in table {
            assert_eq!(short_name(name), expected, "{name}");
        }
    }
}
