//! Request bodies and the representations of bodies.

use super::encodings::field_encodings;
use super::{Builder, docs};
use crate::build::extensions;
use crate::document::{self, ContentSchema, Node};
use crate::model::{
    Constraints, Content, ContentKind, Direction, Docs, Field, List, Operation,
    Placement, RequestBody, StringFormat, Struct, TypeDef, TypeKind, TypeName, TypeRef,
    Types,
};

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
            docs: Docs { description: body.node.text("description"), ..Docs::default() },
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
                let kind = TypeKind::List(List { item, unique: false });
                Some(self.anonymous(kind, &node.at))
            }
            ContentSchema::Fields(fields) => Some(self.form(&content.node, fields)),
        };
        let mut encoding =
            self.encodings(&content.node, content.kind, &content.media_type);
        encoding.extend(field_encodings(&content.schema));
        let example = content.node.get("example").map(|node| node.value.clone());
        let examples = content
            .node
            .entries_of("examples")
            .filter_map(|(_, node)| self.peek(&node))
            .filter_map(|node| node.get("value").or_else(|| node.get("dataValue")))
            .map(|node| node.value.clone());
        Content {
            media_type: content.media_type.clone(),
            kind: content.kind,
            schema,
            encoding,
            examples: example.into_iter().chain(examples).collect(),
            origin: content.node.at.clone(),
        }
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
            name: field.name.clone(),
            rename: extensions::parameter_name(&field.node),
            schema,
            required: field.required,
            read_only: false,
            write_only: false,
            deprecated: false,
            docs: docs::docs(&field.node),
            constraints: docs::constraints(&field.node),
            constant: None,
            content: None,
            origin: field.node.at.clone(),
        }
    }

    /// A type without a name that is not the type of one schema.
    pub(super) fn anonymous(
        &mut self,
        kind: TypeKind,
        origin: &crate::source::Pointer,
    ) -> TypeRef {
        let id = self.types.add(TypeDef {
            name: TypeName::None,
            rename: None,
            kind,
            docs: Docs::default(),
            deprecated: false,
            constraints: Constraints::default(),
            direction: Direction::default(),
            reachable: false,
            origin: origin.clone(),
        });
        TypeRef { id, nullable: false }
    }
}

/// What a media type is for us can follow from what is sent: `*/*` is JSON unless the schema says
/// bytes, and a URL-encoded form that is a string is encoded already. Called when all types are
/// defined.
pub(super) fn settle_kinds(types: &Types, operations: &mut [Operation]) {
    let string = |schema: TypeRef| {
        let mut id = schema.id;
        for _ in 0..types.len() {
            match types[id].kind {
                TypeKind::Alias(target) => id = target.id,
                TypeKind::String(format) => return Some(format),
                _ => return None,
            }
        }
        None
    };
    for operation in operations {
        let bodies = operation.body.iter_mut().flat_map(|body| &mut body.contents);
        let answers = operation.responses.iter_mut().flat_map(|one| &mut one.contents);
        for content in bodies.chain(answers) {
            let is_range = content.media_type.contains('*');
            match (content.kind, content.schema.and_then(string)) {
                (_, Some(StringFormat::Binary)) if is_range => {
                    content.kind = ContentKind::Binary;
                }
                (ContentKind::Form, Some(_)) => content.kind = ContentKind::Text,
                _ => {}
            }
        }
    }
}
