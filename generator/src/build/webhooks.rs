//! Webhooks (OpenAPI 3.1 §4.8.1) and callbacks (OpenAPI 3.0 §4.7.18): what the API sends to the
//! user.

use super::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, resolve};
use crate::model::{Content, ContentKind, RequestBody, TypeRef, Webhook};

impl<'t> Builder<'t, '_> {
    /// Requests that the API makes to the user, and those that follow the answers to them.
    pub(super) fn webhooks(
        &mut self,
        hooks: &[(String, document::Operation<'t>)],
    ) -> Vec<Webhook> {
        let mut found = Vec::new();
        for (name, hook) in hooks {
            found.push(self.webhook(name, hook));
            found.extend(self.webhooks(&hook.callbacks));
        }
        found
    }

    fn webhook(&mut self, name: &str, hook: &document::Operation<'t>) -> Webhook {
        let body = hook.body.as_ref().and_then(|body| self.request_body(body));
        if hook.body.is_none() {
            let what = hook.method.as_str();
            let message = format!(
                "`{name}` sends a `{what}` without a body: the SDK has no function that reads it"
            );
            self.report(
                Diagnostic::new(Code::UnsupportedKeyword, &hook.node.at, message)
                    .at_key()
                    .help("nothing has to change: there is nothing but the request to read"),
            );
        }
        self.note_answers(name, hook);
        self.look_at_untyped(hook);
        let security = hook.node.get("security");
        let security = security.map(|node| self.webhook_security(&node));
        Webhook {
            name: name.to_owned(),
            id: hook.node.text("operationId"),
            tags: hook.node.strings("tags").map(str::to_owned).collect(),
            docs: docs::docs(&hook.node),
            deprecated: hook.node.is_true("deprecated"),
            body: body.and_then(|body| self.webhook_body(name, &body)),
            parameters: hook
                .parameters
                .iter()
                .map(|one| {
                    let docs = docs::referred(&one.node, &one.beside);
                    (one.location, one.name.clone(), docs)
                })
                .collect(),
            answers: hook
                .responses
                .iter()
                .map(|one| {
                    let docs = docs::referred(&one.node, &one.beside);
                    (one.status, docs, media_types(one))
                })
                .collect(),
            security: security.unwrap_or_default(),
            origin: hook.node.at.clone(),
        }
    }

    /// What a request has beside its body, and what it is answered with, has no types in the SDK:
    /// the schemas are built for nothing but what is wrong in them.
    fn look_at_untyped(&mut self, hook: &document::Operation<'t>) {
        let parameters = hook.parameters.iter().filter_map(|one| one.schema.as_ref());
        let contents = hook.responses.iter().flat_map(|response| &response.contents);
        let answers = contents.filter_map(|content| match &content.schema {
            document::ContentSchema::Schema(node)
            | document::ContentSchema::Items(node) => Some(node),
            _ => None,
        });
        for schema in parameters.chain(answers) {
            self.type_of(schema);
        }
        for response in &hook.responses {
            for (name, header) in response.node.entries_of("headers") {
                self.response_header(name, &header);
            }
        }
    }

    /// Notes bodies that the API wants as answers: the SDK does not send them.
    fn note_answers(&mut self, name: &str, hook: &document::Operation<'t>) {
        let contents = hook.responses.iter().flat_map(|response| &response.contents);
        for content in contents {
            if matches!(content.schema, document::ContentSchema::Unknown) {
                continue;
            }
            let message = format!(
                "`{name}` is answered with `{}`: its schema has no type",
                content.media_type
            );
            self.report(
                Diagnostic::new(Code::UnsupportedKeyword, &content.node.at, message)
                    .at_key()
                    .help("nothing has to change: your server answers, and the SDK only reads"),
            );
        }
    }

    /// Whether what reads one content reads the other one too.
    fn reads_the_same(&self, one: &Content, other: &Content) -> bool {
        let schema = |content: &Content| {
            let at = self.types[content.schema?.id].origin.to_string();
            let found =
                resolve::step(self.document.sources, &self.document.root, &at).ok()?;
            Some(found.node.value)
        };
        one.kind == other.kind && schema(one) == schema(other)
    }

    /// The type of a body that is JSON.
    fn webhook_body(&mut self, name: &str, body: &RequestBody) -> Option<TypeRef> {
        let json =
            body.contents.iter().find(|content| content.kind == ContentKind::Json);
        if let Some(json) = json {
            let others = body.contents.iter().filter(|one| one.origin != json.origin);
            let unread: Vec<&Content> =
                others.filter(|one| !self.reads_the_same(json, one)).collect();
            for content in unread {
                let message = format!(
                    "what `{name}` sends can be `{}` as well: the SDK only reads `{}`",
                    content.media_type, json.media_type
                );
                self.report(
                    Diagnostic::new(
                        Code::UnsupportedMediaType,
                        &content.origin,
                        message,
                    )
                    .at_key()
                    .help("let the API send JSON"),
                );
            }
            return json.schema;
        }
        let types: Vec<&str> =
            body.contents.iter().map(|content| content.media_type.as_str()).collect();
        let message = format!(
            "what `{name}` sends is `{}`: the SDK has no function that reads it",
            types.join("`, `")
        );
        self.report(
            Diagnostic::new(Code::UnsupportedMediaType, &body.origin, message)
                .help("bodies of webhooks and callbacks are read as JSON"),
        );
        None
    }
}

fn media_types(response: &document::Response<'_>) -> Vec<String> {
    response.contents.iter().map(|content| content.media_type.clone()).collect()
}
