//! Operations and responses.

use serde_json::Value;

use super::parameters::{HEADER_NAMES, quoted};
use super::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, Node};
use crate::model::{
    Constraints, Link, LinkTarget, Operation, Response, ResponseHeader,
    SecurityRequirement, Success, TypeKind, TypeRef, is_token,
};

impl<'t> Builder<'t, '_> {
    pub(super) fn operation(
        &mut self,
        operation: &document::Operation<'t>,
        security: Vec<SecurityRequirement>,
    ) -> Operation {
        let node = &operation.node;
        let id = node.text("operationId");
        if id.is_none() {
            let message = format!(
                "`{} {}` has no `operationId`",
                operation.method, operation.path
            );
            self.report(
                Diagnostic::new(Code::MissingOperationId, &node.at, message)
                    .at_key()
                    .note("its name follows from method and path")
                    .help("an `operationId` keeps the name when the path changes"),
            );
        }
        let body = operation.body.as_ref().and_then(|body| self.request_body(body));
        let responses: Vec<Response> =
            operation.responses.iter().map(|response| self.response(response)).collect();
        let mut text = docs::docs(node);
        let shared = docs::docs(&operation.path_item);
        text.summary = text.summary.or(shared.summary);
        text.description = text.description.or(shared.description);
        Operation {
            id,
            method: operation.method.clone(),
            path: operation.path.clone(),
            tags: node.strings("tags").map(str::to_owned).collect(),
            resource: Vec::new(),
            name: String::new(),
            docs: text,
            deprecated: node.is_true("deprecated"),
            permissions: permissions(node),
            parameters: self.parameters(operation),
            body,
            responses,
            success: Success::Empty,
            chosen_answer: None,
            pagination: None,
            told_by_accept: false,
            idempotency_key: None,
            security,
            servers: self.servers(&operation.servers),
            links: self.links(operation),
            callbacks: self.webhooks(&operation.callbacks),
            extensions: node
                .entries()
                .filter(|(key, _)| key.starts_with("x-"))
                .map(|(key, node)| (key.to_owned(), self.stated(key, &node)))
                .collect(),
            origin: node.at.clone(),
        }
    }

    /// The value of an extension. Fern's `true` is what the description says at its top.
    fn stated(&self, key: &str, node: &Node<'t>) -> Value {
        let is_of_all = key == "x-fern-pagination" && *node.value == Value::Bool(true);
        let of_all = self.document.root.get(key).filter(|_| is_of_all);
        of_all.as_ref().unwrap_or(node).value.clone()
    }

    fn response(&mut self, response: &document::Response<'t>) -> Response {
        let node = &response.node;
        let headers = node.entries_of("headers");
        let headers =
            headers.filter_map(|(name, header)| self.response_header(name, &header));
        let headers = headers.collect();
        let contents = self.contents(&response.contents);
        if response.status.is_success() {
            for (content, built) in response.contents.iter().zip(&contents) {
                self.examples_of_answer(content, built.schema);
            }
        }
        Response {
            status: response.status,
            docs: docs::referred(node, &response.beside),
            headers,
            contents,
            origin: node.at.clone(),
        }
    }

    /// Headers are text: their schemas are built for nothing but what is wrong in them.
    pub(super) fn response_header(
        &mut self,
        name: &str,
        node: &Node<'t>,
    ) -> Option<ResponseHeader> {
        if !is_token(name) {
            self.report(no_header(name, node));
            return None;
        }
        let beside = self.document.beside(node);
        let header = self.follow(node)?;
        let contents = header.entries_of("content");
        let of_content = contents.filter_map(|(_, content)| content.get("schema"));
        // Headers in the manner of Swagger 2.0 have the keywords themselves.
        let own = (header.has("type") && !header.has("schema")).then(|| header.clone());
        let schemas: Vec<Node<'t>> =
            own.or(header.get("schema")).into_iter().chain(of_content).collect();
        for schema in &schemas {
            self.type_of(schema);
        }
        let schema = schemas.first();
        let target = schema.and_then(|schema| self.peek(schema));
        let mut docs = docs::referred(&header, &beside);
        docs.description = docs
            .description
            .or_else(|| self.description_of_use(schema?))
            .or_else(|| target.as_ref()?.text("description"));
        let of_target = target.as_ref().map(docs::constraints).unwrap_or_default();
        let values = target.and_then(|target| target.value.get("enum")?.as_array());
        Some(ResponseHeader {
            name: name.to_owned(),
            docs,
            deprecated: header.is_true("deprecated"),
            constraints: Constraints {
                values: values.cloned().unwrap_or_default(),
                ..self.value_constraints(&header, schema).or(of_target)
            },
        })
    }

    fn links(&mut self, operation: &document::Operation<'t>) -> Vec<Link> {
        let mut links = Vec::new();
        for response in &operation.responses {
            for (name, node) in response.node.entries_of("links") {
                let Some(node) = self.follow(&node) else { continue };
                let id = node.text("operationId").map(LinkTarget::Id);
                let reference = || node.text("operationRef").map(LinkTarget::Reference);
                let Some(target) = id.or_else(reference) else {
                    self.report(
                        Diagnostic::new(
                            Code::UnsupportedKeyword,
                            &node.at,
                            format!("the link `{name}` leads to no operation"),
                        )
                        .help("write `operationId` or `operationRef`"),
                    );
                    continue;
                };
                let parameters = node.entries_of("parameters");
                links.push(Link {
                    name: name.to_owned(),
                    target,
                    parameters: parameters
                        .map(|(name, value)| (name.to_owned(), value.plain()))
                        .collect(),
                    body: node.get("requestBody").map(|value| value.plain()),
                    description: node.text("description"),
                    origin: node.at.clone(),
                });
            }
        }
        links
    }

    /// A string of which nothing more is known.
    pub(super) fn plain_string(&mut self, at: &crate::source::Pointer) -> TypeRef {
        let kind = TypeKind::String(crate::model::StringFormat::Plain);
        self.anonymous(kind, at)
    }
}

fn no_header(name: &str, node: &Node<'_>) -> Diagnostic {
    let message = format!("the header {} of an answer was left out", quoted(name));
    Diagnostic::new(Code::UnsupportedParameter, &node.at, message)
        .at_key()
        .note(HEADER_NAMES)
        .help("write the name that the server sends")
}

/// Permissions of which a caller needs one; several vendors spell the extension differently.
fn permissions(node: &Node<'_>) -> Vec<String> {
    [
        "x-permissions",
        "x-api-token-group",
        "x-required-permissions",
        "x-cfPermissionsRequired",
    ]
    .iter()
    .filter_map(|key| node.get(key))
    .flat_map(|node| {
        let listed = node.get("enum").unwrap_or(node);
        listed
            .items()
            .filter_map(|item| item.value.as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    })
    .collect()
}
