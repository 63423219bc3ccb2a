//! Request bodies and the representations of bodies.

use super::encodings::field_encodings;
use super::parameters::quoted;
use super::values::Values;
use super::{Builder, docs};
use crate::build::extensions;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, ContentSchema, Node};
use crate::model::{
    Constraints, Content, ContentKind, Direction, Docs, Field, List, Operation,
    Placement, RequestBody, StringFormat, Struct, TypeDef, TypeKind, TypeName, TypeRef,
    Types, essence,
};
use crate::upgrade::unknown_end;

impl<'t> Builder<'t, '_> {
    pub(super) fn request_body(
        &mut self,
        body: &document::RequestBody<'t>,
    ) -> Option<RequestBody> {
        let contents = self.contents(&body.contents);
        if contents.is_empty() {
            return None;
        }
        Some(RequestBody {
            required: body.required,
            required_is_said: body.node.has("required"),
            docs: Docs { description: body.node.text("description"), ..Docs::default() }
                .replaced(body.beside.clone()),
            contents,
            chosen: 0,
            placement: Placement::Argument,
            flag: None,
            origin: body.node.at.clone(),
        })
    }

    pub(super) fn contents(
        &mut self,
        contents: &[document::Content<'t>],
    ) -> Vec<Content> {
        contents.iter().map(|content| self.content(content)).collect()
    }

    fn content(&mut self, content: &document::Content<'t>) -> Content {
        let schema = match &content.schema {
            ContentSchema::Unknown => None,
            ContentSchema::Schema(node) => Some(self.type_of(node)),
            ContentSchema::Items(node) => {
                let item = self.type_of(node);
                let kind = TypeKind::List(List { item });
                Some(self.anonymous(kind, &node.at))
            }
            ContentSchema::Fields(fields) => Some(self.form(&content.node, fields)),
        };
        if let ContentSchema::Schema(node) = &content.schema {
            self.note_encoded(content, node);
        }
        self.note_sentinel(content);
        let mut encoding =
            self.encodings(&content.node, content.kind, &content.media_type);
        encoding.extend(field_encodings(&content.schema));
        let media_type = self.media_type(content);
        let example = content.node.get("example").map(|node| node.value.clone());
        let examples = content
            .node
            .entries_of("examples")
            .filter_map(|(_, node)| self.peek(&node))
            .filter_map(|node| node.get("value").or_else(|| node.get("dataValue")))
            .map(|node| node.value.clone());
        Content {
            media_type,
            kind: content.kind,
            schema,
            encoding,
            examples: example.into_iter().chain(examples).collect(),
            origin: content.node.at.clone(),
        }
    }

    /// The media type, which a header has to have: visible ASCII (RFC 9110 §5.5). One that it cannot
    /// have is read as the plainest of its kind.
    fn media_type(&mut self, content: &document::Content<'t>) -> String {
        let text = content.media_type.trim();
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return text.to_owned();
        }
        let plain = match content.kind {
            ContentKind::Json => "application/json",
            ContentKind::Form => "application/x-www-form-urlencoded",
            ContentKind::Multipart => "multipart/form-data",
            ContentKind::EventStream => "text/event-stream",
            ContentKind::JsonLines => "application/jsonl",
            ContentKind::Text => "text/plain",
            ContentKind::Binary => "application/octet-stream",
        };
        let message = format!("no header can have the media type {}", quoted(text));
        self.report(
            Diagnostic::new(Code::Repaired, &content.node.at, message)
                .at_key()
                .note(format!("it was read as `{plain}`"))
                .help("write the media type that the server sends or takes"),
        );
        plain.to_owned()
    }

    /// Notes what ends a stream of events where the SDK does not know it.
    fn note_sentinel(&mut self, content: &document::Content<'t>) {
        let key = "x-speakeasy-sse-sentinel";
        let Some(end) = content.node.str(key) else { return };
        if let Some(unknown) = unknown_end(&content.node.at.child(key), end) {
            self.report(unknown);
        }
    }

    /// Notes a whole body that is encoded once more (OpenAPI 3.1 §4.8.14.2): it is left so.
    fn note_encoded(&mut self, content: &document::Content<'t>, schema: &Node<'t>) {
        let is_whole = matches!(content.kind, ContentKind::Text | ContentKind::Binary);
        let Some(schema) = self.peek(schema).filter(|_| is_whole) else { return };
        let Some(encoding) = schema.str("contentEncoding").filter(|one| changes(one))
        else {
            return;
        };
        let message = format!(
            "a whole body of `{}` is in {encoding}: callers give and get it as it is sent",
            content.media_type
        );
        let at = schema.at.child("contentEncoding");
        self.report(
            Diagnostic::new(Code::UnsupportedKeyword, &at, message)
                .at_key()
                .help("nothing has to change: encode and decode it in the program"),
        );
    }

    /// The form fields of Swagger 2.0 as the members of an object.
    fn form(
        &mut self,
        operation: &Node<'t>,
        fields: &[document::Parameter<'t>],
    ) -> TypeRef {
        let at = operation.at.child("parameters");
        let fields = fields.iter().map(|field| self.form_field(field)).collect();
        let kind = TypeKind::Struct(Struct { fields, rest: None });
        self.anonymous(kind, &at)
    }

    fn form_field(&mut self, field: &document::Parameter<'t>) -> Field {
        let schema = match &field.schema {
            Some(schema) => self.type_of(schema),
            None => self.plain_string(&field.node.at),
        };
        Field {
            rename: extensions::parameter_name(&field.node),
            required: field.required,
            docs: docs::docs(&field.node),
            constraints: docs::constraints(&field.node),
            ..Field::new(field.name.clone(), schema, field.node.at.clone())
        }
    }

    /// A type without a name that is not the type of one schema.
    pub(super) fn anonymous(
        &mut self,
        kind: TypeKind,
        origin: &crate::source::Pointer,
    ) -> TypeRef {
        anonymous(&mut self.types, kind, origin)
    }
}

/// Whether what is encoded so is other bytes (RFC 2045 §6.1).
fn changes(encoding: &str) -> bool {
    !["7bit", "8bit", "binary", "identity"]
        .iter()
        .any(|plain| encoding.eq_ignore_ascii_case(plain))
}

fn anonymous(
    types: &mut Types,
    kind: TypeKind,
    origin: &crate::source::Pointer,
) -> TypeRef {
    let id = types.add(TypeDef {
        name: TypeName::None,
        rename: None,
        kind,
        docs: Docs::default(),
        deprecated: false,
        constraints: Constraints::default(),
        direction: Direction::default(),
        reachable: false,
        origin: origin.clone(),
        beside: Vec::new(),
    });
    TypeRef { id, nullable: false }
}

/// What has no schema: JSON is any JSON, unless other JSON of the same body says what it is, and a
/// range of media types stands for bytes.
pub(super) fn settle_unknown(types: &mut Types, operations: &mut [Operation]) {
    for operation in operations {
        let bodies = operation.body.iter_mut().map(|body| &mut body.contents);
        let answers = operation.responses.iter_mut().map(|one| &mut one.contents);
        for contents in bodies.chain(answers) {
            let is_json = |one: &Content| one.kind == ContentKind::Json;
            for content in contents.iter_mut().filter(|one| is_json(one)) {
                if content.schema.is_none() && content.media_type.contains('*') {
                    content.kind = ContentKind::Binary;
                }
            }
            let mut json = contents.iter().filter(|one| is_json(one));
            let Some(first) = json.next() else { continue };
            if first.schema.is_some() || json.any(|one| one.schema.is_some()) {
                continue;
            }
            let reason = "its media type has no schema".to_owned();
            let any = anonymous(types, TypeKind::Any(Some(reason)), &first.origin);
            for content in contents.iter_mut().filter(|one| is_json(one)) {
                content.schema = Some(any);
            }
        }
    }
}

/// What a media type is for us can follow from what is sent: `*/*` is JSON unless the schema says
/// bytes, or a text and there is no other body, as of a file that is uploaded; a URL-encoded form
/// that is a string is encoded already, and objects that are answered as plain text are JSON. Called
/// when all types are defined.
pub(super) fn settle_kinds(
    types: &Types,
    operations: &mut [Operation],
    diagnostics: &mut Diagnostics,
) {
    let string = |schema: TypeRef| match types[types.behind(schema).id].kind {
        TypeKind::String(format) => Some(format),
        _ => None,
    };
    for operation in operations {
        let bodies = operation.body.iter_mut().map(|body| &mut body.contents);
        if let Some([only]) = bodies.map(Vec::as_mut_slice).next()
            && matches!(&*essence(&only.media_type), "*/*" | "application/*")
            && let Some(StringFormat::Plain | StringFormat::Base64) =
                only.schema.and_then(string)
        {
            only.kind = ContentKind::Binary;
        }
        let bodies = operation.body.iter_mut().flat_map(|body| &mut body.contents);
        let answers = operation.responses.iter_mut().flat_map(|one| &mut one.contents);
        for content in bodies.chain(answers) {
            let is_form =
                matches!(content.kind, ContentKind::Form | ContentKind::Multipart);
            if let Some(schema) = content.schema.as_mut().filter(|_| is_form) {
                // A form is sent member by member, whatever it is called.
                *schema = types.behind(*schema);
            }
            let is_range = content.media_type.contains('*');
            match (content.kind, content.schema.and_then(string)) {
                (_, Some(StringFormat::Binary)) if is_range => {
                    content.kind = ContentKind::Binary;
                }
                (ContentKind::Form, Some(_)) => content.kind = ContentKind::Text,
                _ => {}
            }
        }
        for response in &mut operation.responses {
            settle_parted(types, &mut response.contents, diagnostics);
        }
    }
}

/// Objects and arrays have no form in plain text; tools declare them so where they know of nothing
/// but what the operation answers with otherwise.
fn settle_parted(
    types: &Types,
    contents: &mut [Content],
    diagnostics: &mut Diagnostics,
) {
    if contents.iter().any(|content| content.kind == ContentKind::Json) {
        return;
    }
    for content in contents {
        let Some(schema) = content.schema else { continue };
        let found = Values::of(types, [schema]);
        if essence(&content.media_type) != "text/plain" || !found.are_parted() {
            continue;
        }
        content.kind = ContentKind::Json;
        let message =
            format!("`{}` whose schema is no text is read as JSON", content.media_type);
        diagnostics.report(
            Diagnostic::new(Code::UnsupportedMediaType, &content.origin, message)
                .as_note()
                .at_key()
                .help("describe it as `application/json`"),
        );
    }
}
