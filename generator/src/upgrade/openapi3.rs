//! Reads OpenAPI 3.0, 3.1 and 3.2.

use super::body_parameters::{earlier_body, with_fields};
use super::parameters::parameters;
use super::servers::{self, servers};
use super::{METHODS, Reader, content_kind, streaming, templates};
use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Content, ContentSchema, Document, Node, Operation, RequestBody, Response,
};
use crate::model::{ContentKind, is_token};

pub(super) fn read<'t>(reader: &mut Reader<'t, '_>, root: Node<'t>) -> Document<'t> {
    let components = root.get("components").and_then(|node| reader.follow(&node));
    let named = |key: &str, reader: &mut Reader<'t, '_>| match &components {
        Some(node) => reader.entries_of(node, key),
        None => Vec::new(),
    };
    let mut schemas = named("schemas", reader);
    // Descriptions on their way from 2.0 to 3.0 have both.
    schemas.extend(reader.entries_of(&root, "definitions"));
    let mut security_schemes = named("securitySchemes", reader);
    security_schemes.extend(reader.entries_of(&root, "securityDefinitions"));
    let mut operations = Vec::new();
    for key in ["paths", "x-ms-paths"] {
        for (key, item) in reader.entries_of(&root, key) {
            if !key.starts_with("x-") {
                let path = reader.path(key, &item);
                let first = operations.len();
                path_item(reader, path, &item, 0, &mut operations);
                let queried = templates::queried(key);
                let own = operations[first..].iter_mut();
                own.for_each(|operation| operation.queried.clone_from(&queried));
            }
        }
    }
    let mut webhooks = Vec::new();
    for key in ["webhooks", "x-webhooks"] {
        for (name, item) in reader.entries_of(&root, key) {
            let standard = root.get("webhooks").filter(|_| key != "webhooks");
            if let Some(standard) = standard.and_then(|all| all.get(name)) {
                reader.report(webhook_twice(name, &standard, &item));
                continue;
            }
            let mut found = Vec::new();
            path_item(reader, format!("/{name}"), &item, 0, &mut found);
            webhooks.extend(found.into_iter().map(|hook| (name.to_owned(), hook)));
        }
    }
    let servers = servers::of_api(reader, &root);
    Document {
        sources: reader.sources,
        servers,
        security_schemes,
        security: root.get("security"),
        schemas,
        operations,
        webhooks,
        root,
    }
}

/// How deep callbacks may have callbacks.
const DEEPEST_CALLBACK: usize = 3;

fn path_item<'t>(
    reader: &mut Reader<'t, '_>,
    path: String,
    item: &Node<'t>,
    depth: usize,
    operations: &mut Vec<Operation<'t>>,
) {
    let Some(target) = reader.follow(item) else { return };
    // What stands beside the reference counts too (OpenAPI 3.1 §4.8.9).
    let places =
        if target.at == item.at { vec![target] } else { vec![target, item.clone()] };
    for item in places {
        let mut found = reader.methods(&item);
        for (method, node) in item.entries_of("additionalOperations") {
            let has_field = METHODS.iter().any(|one| one.to_uppercase() == method);
            let is_twice = found.iter().any(|(known, _)| known == method);
            if has_field || method == "QUERY" {
                reader.report(not_additional(method, &node, is_twice));
            }
            if !is_token(method) {
                reader.report(not_a_method(method, &node));
            } else if !is_twice {
                found.push((method.to_owned(), node));
            }
        }
        for (method, node) in found {
            let place = Place { path: &path, item: &item, depth };
            operations.push(operation(reader, &place, method, node));
        }
    }
}

/// A webhook for tools of OpenAPI 3.0 beside the one of OpenAPI 3.1.
fn webhook_twice(name: &str, standard: &Node<'_>, extension: &Node<'_>) -> Diagnostic {
    let message = format!("`webhooks` and `x-webhooks` have `{name}`");
    let twice = Diagnostic::new(Code::Repaired, &extension.at, message).at_key();
    let twice = twice.note("the one in `webhooks` counts");
    let twice = twice.help("remove `x-webhooks`: OpenAPI 3.1 has `webhooks`");
    if standard.value == extension.value { twice.as_note() } else { twice }
}

fn not_a_method(name: &str, node: &Node<'_>) -> Diagnostic {
    let message =
        format!("`{name}` cannot be the name of a method: it has no operation");
    Diagnostic::new(Code::WrongType, &node.at, message)
        .at_key()
        .help("write the method as it is sent, such as `COPY`")
}

/// A method that a path item has a field for (OpenAPI 3.2 §4.8.2).
fn not_additional(method: &str, node: &Node<'_>, is_twice: bool) -> Diagnostic {
    let field = method.to_lowercase();
    let message =
        format!("`{method}` is no additional method: it has the field `{field}`");
    let note = match is_twice {
        true => format!("it was left out: `{field}` is there too"),
        false => format!("it was read as `{field}`"),
    };
    Diagnostic::new(Code::Repaired, &node.at, message)
        .at_key()
        .note(note)
        .help(format!("write it as `{field}` of the path"))
}

/// Where an operation stands.
struct Place<'t, 'p> {
    path: &'p str,
    item: &'p Node<'t>,
    depth: usize,
}

fn operation<'t>(
    reader: &mut Reader<'t, '_>,
    place: &Place<'t, '_>,
    method: String,
    node: Node<'t>,
) -> Operation<'t> {
    let parameters = parameters(reader, place.item, &node, place.path);
    let written = node.get("requestBody");
    let body = match written.and_then(|body| request_body(reader, &body)) {
        Some(body) => Some(with_fields(reader, place.item, &node, body)),
        None => earlier_body(reader, place.item, &node),
    };
    let mut responses: Vec<Response<'t>> = reader
        .entries_of(&node, "responses")
        .into_iter()
        .filter(|(key, _)| !key.starts_with("x-"))
        .filter_map(|(key, node)| response(reader, key, &node))
        .collect();
    for unfit in streaming::apply(&node, &mut responses) {
        reader.report(unfit);
    }
    let mut own_servers = servers(reader, &node);
    if own_servers.is_empty() {
        own_servers = servers(reader, place.item);
    }
    let callbacks = callbacks(reader, &node, place.depth);
    Operation {
        path_item: place.item.clone(),
        method,
        path: place.path.to_owned(),
        queried: IndexMap::new(),
        parameters,
        body,
        responses,
        servers: own_servers,
        callbacks,
        node,
    }
}

fn callbacks<'t>(
    reader: &mut Reader<'t, '_>,
    operation: &Node<'t>,
    depth: usize,
) -> Vec<(String, Operation<'t>)> {
    let mut callbacks = Vec::new();
    let named = reader.entries_of(operation, "callbacks");
    if depth >= DEEPEST_CALLBACK {
        if !named.is_empty() {
            let message = "callbacks that follow so many others are left out";
            let at = operation.at.child("callbacks");
            reader.report(
                Diagnostic::new(Code::UnsupportedKeyword, &at, message)
                    .at_key()
                    .help("describe them as webhooks"),
            );
        }
        return callbacks;
    }
    for (name, node) in named {
        let Some(node) = reader.follow(&node) else { continue };
        for (expression, item) in node.entries() {
            if expression.starts_with("x-") {
                continue;
            }
            let mut found = Vec::new();
            path_item(reader, expression.to_owned(), &item, depth + 1, &mut found);
            callbacks.extend(found.into_iter().map(|back| (name.to_owned(), back)));
        }
    }
    callbacks
}

pub(super) fn request_body<'t>(
    reader: &mut Reader<'t, '_>,
    node: &Node<'t>,
) -> Option<RequestBody<'t>> {
    let beside = reader.beside(node);
    let node = reader.follow(node)?;
    let contents = contents(reader, &node);
    if contents.is_empty() {
        let message = "a request body without a media type was left out";
        reader.report(
            Diagnostic::new(Code::UnsupportedMediaType, &node.at, message)
                .help("write `content` with a media type such as `application/json`"),
        );
        return None;
    }
    Some(RequestBody { required: node.is_true("required"), contents, beside, node })
}

fn response<'t>(
    reader: &mut Reader<'t, '_>,
    key: &str,
    node: &Node<'t>,
) -> Option<Response<'t>> {
    let status = reader.status(key, node)?;
    let beside = reader.beside(node);
    let node = reader.follow(node)?;
    let contents = contents(reader, &node);
    Some(Response { status, contents, beside, node })
}

/// Notes the schema of a stream as a whole: what comes on it is what its items are.
fn note_whole(reader: &mut Reader<'_, '_>, schema: &Node<'_>) {
    let message = "`schema` of a stream as a whole is not shown beside `itemSchema`";
    reader.report(
        Diagnostic::new(Code::UnsupportedKeyword, &schema.at, message)
            .at_key()
            .help("nothing has to change: calls give the items one by one"),
    );
}

/// Notes what the items of a body are that is no stream: what it is as a whole counts.
fn note_items(reader: &mut Reader<'_, '_>, media_type: &str, items: &Node<'_>) {
    let message = format!("`itemSchema` of `{media_type}` is not shown beside `schema`");
    reader.report(
        Diagnostic::new(Code::UnsupportedKeyword, &items.at, message)
            .at_key()
            .help("nothing has to change: calls send and give the body as a whole"),
    );
}

pub(super) fn contents<'t>(
    reader: &mut Reader<'t, '_>,
    node: &Node<'t>,
) -> Vec<Content<'t>> {
    let mut contents = Vec::new();
    for (media_type, content) in reader.entries_of(node, "content") {
        // A media type object can be a reference since OpenAPI 3.2.
        let Some(content) = reader.follow(&content) else { continue };
        let kind = content_kind(media_type);
        let is_stream =
            matches!(kind, ContentKind::EventStream | ContentKind::JsonLines);
        let schema = match (content.get("schema"), content.get("itemSchema")) {
            (Some(whole), Some(items)) if is_stream => {
                note_whole(reader, &whole);
                ContentSchema::Items(items)
            }
            (Some(schema), items) => {
                if let Some(items) = items {
                    note_items(reader, media_type, &items);
                }
                ContentSchema::Schema(schema)
            }
            (None, Some(items)) => ContentSchema::Items(items),
            (None, None) => ContentSchema::Unknown,
        };
        contents.push(Content {
            media_type: media_type.to_owned(),
            kind,
            node: content,
            schema,
        });
    }
    if contents.is_empty() && node.has("schema") {
        // A response or body in the manner of Swagger 2.0.
        if let Some(schema) = node.get("schema") {
            let message = "`schema` without `content` was read as `application/json`";
            reader.report(
                Diagnostic::new(Code::Repaired, &schema.at, message)
                    .at_key()
                    .help("write `content: { application/json: { schema: … } }`"),
            );
            contents.push(Content {
                media_type: "application/json".to_owned(),
                kind: ContentKind::Json,
                node: node.clone(),
                schema: ContentSchema::Schema(schema),
            });
        }
    }
    contents
}
