//! Reads OpenAPI 3.0, 3.1 and 3.2.

use std::collections::BTreeSet;

use super::servers::servers;
use super::{Reader, content_kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Content, ContentSchema, Document, Node, Operation, Parameter, RequestBody, Response,
};
use crate::model::{ContentKind, Location, Style};

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
                path_item(reader, path, &item, 0, &mut operations);
            }
        }
    }
    let mut webhooks = Vec::new();
    for key in ["webhooks", "x-webhooks"] {
        for (name, item) in reader.entries_of(&root, key) {
            let mut found = Vec::new();
            path_item(reader, format!("/{name}"), &item, 0, &mut found);
            webhooks.extend(found.into_iter().map(|hook| (name.to_owned(), hook)));
        }
    }
    let servers = servers(reader, &root);
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
            if is_token(method) {
                found.push((method.to_owned(), node));
            } else {
                reader.report(not_a_method(method, &node));
            }
        }
        for (method, node) in found {
            let place = Place { path: &path, item: &item, depth };
            operations.push(operation(reader, &place, method, node));
        }
    }
}

/// Whether a name can be that of a method (RFC 9110 §5.6.2).
fn is_token(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_part)
}

fn not_a_method(name: &str, node: &Node<'_>) -> Diagnostic {
    let message =
        format!("`{name}` cannot be the name of a method: it has no operation");
    Diagnostic::new(Code::WrongType, &node.at, message)
        .at_key()
        .help("write the method as it is sent, such as `COPY`")
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
    let parameters = parameters(reader, place.item, &node);
    let body = node.get("requestBody").and_then(|body| request_body(reader, &body));
    let responses = reader
        .entries_of(&node, "responses")
        .into_iter()
        .filter(|(key, _)| !key.starts_with("x-"))
        .filter_map(|(key, node)| response(reader, key, &node))
        .collect();
    let mut own_servers = servers(reader, &node);
    if own_servers.is_empty() {
        own_servers = servers(reader, place.item);
    }
    let callbacks = callbacks(reader, &node, place.depth);
    Operation {
        path_item: place.item.clone(),
        method,
        path: place.path.to_owned(),
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
    if depth >= DEEPEST_CALLBACK {
        return callbacks;
    }
    for (name, node) in reader.entries_of(operation, "callbacks") {
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

/// The parameters of an operation and its path item; the operation's count where both have one
/// of the same name and location.
fn parameters<'t>(
    reader: &mut Reader<'t, '_>,
    item: &Node<'t>,
    operation: &Node<'t>,
) -> Vec<Parameter<'t>> {
    let mut seen = BTreeSet::new();
    let mut of_the_same_list = BTreeSet::new();
    let mut parameters = Vec::new();
    for (own, node) in operation
        .items_of("parameters")
        .map(|node| (true, node))
        .chain(item.items_of("parameters").map(|node| (false, node)))
    {
        let Some(parameter) =
            reader.follow(&node).and_then(|node| parameter(reader, node))
        else {
            continue;
        };
        let name = match parameter.location {
            Location::Header => parameter.name.to_ascii_lowercase(),
            _ => parameter.name.clone(),
        };
        let key = (name, parameter.location as u8);
        let is_twice = !of_the_same_list.insert((own, key.clone()));
        if is_twice {
            let message =
                format!("the parameter `{}` is declared twice", parameter.name);
            reader.report(
                Diagnostic::new(Code::Repaired, &node.at, message)
                    .note("the first one counts")
                    .help("remove one of them"),
            );
        }
        if seen.insert(key) {
            parameters.push(parameter);
        }
    }
    parameters
}

fn parameter<'t>(reader: &mut Reader<'t, '_>, node: Node<'t>) -> Option<Parameter<'t>> {
    let Some(name) = node.str("name") else {
        reader.report(
            Diagnostic::new(Code::MissingField, &node.at, "a parameter without `name`")
                .help("write `name` and `in`"),
        );
        return None;
    };
    let location = location(reader, &node)?;
    // A media type object can be a reference since OpenAPI 3.2.
    let content = node
        .entries_of("content")
        .next()
        .and_then(|(media_type, content)| Some((media_type, reader.follow(&content)?)));
    let (schema, mut style) = match &content {
        Some((media_type, content)) => {
            (content.get("schema"), Some(Style::Content((*media_type).to_owned())))
        }
        // Parameters in the manner of Swagger 2.0 have the keywords themselves.
        None if node.has("type") && !node.has("schema") => (Some(node.clone()), None),
        None => (node.get("schema"), None),
    };
    if style.is_none() {
        style = node.str("style").and_then(|text| known_style(reader, &node, text));
    }
    let usual = match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::QueryString | Location::Cookie => Style::Form,
    };
    let style = style.unwrap_or(usual.clone());
    let explode = node
        .bool("explode")
        .unwrap_or(matches!(style, Style::Form | Style::Cookie | Style::DeepObject));
    let style = match is_of(location, &style) {
        true => style,
        false => {
            reader.report(misplaced_style(&node, location));
            usual
        }
    };
    Some(Parameter {
        name: name.to_owned(),
        required: location == Location::Path || node.is_true("required"),
        location,
        schema,
        content: content.map(|(_, content)| content),
        style,
        explode,
        node,
    })
}

/// Whether parameters in a place can have a style (OpenAPI 3.0 §4.7.12.2).
fn is_of(location: Location, style: &Style) -> bool {
    let styles: &[Style] = match location {
        Location::Path => &[Style::Simple, Style::Label, Style::Matrix],
        Location::Header => &[Style::Simple],
        Location::Cookie => &[Style::Form, Style::Cookie],
        Location::QueryString => return true,
        Location::Query => &[
            Style::Form,
            Style::SpaceDelimited,
            Style::PipeDelimited,
            Style::DeepObject,
        ],
    };
    matches!(style, Style::Content(_)) || styles.contains(style)
}

fn misplaced_style(node: &Node<'_>, location: Location) -> Diagnostic {
    let style = node.str("style").unwrap_or_default();
    let (place, usual) = match location {
        Location::Path => ("the path", "`simple`, `label` or `matrix`"),
        Location::Header => ("headers", "`simple`"),
        Location::Cookie => ("cookies", "`form`"),
        Location::Query | Location::QueryString => {
            ("the query", "`form`, `spaceDelimited`, `pipeDelimited` or `deepObject`")
        }
    };
    let message = format!("parameters in {place} cannot have the style `{style}`");
    Diagnostic::new(Code::Repaired, &node.at.child("style"), message)
        .note("the default of the place was taken")
        .help(format!("write {usual}"))
}

fn location(reader: &mut Reader<'_, '_>, node: &Node<'_>) -> Option<Location> {
    let text = node.str("in").unwrap_or_default();
    match text.to_ascii_lowercase().as_str() {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "querystring" => Some(Location::QueryString),
        "header" => Some(Location::Header),
        "cookie" => Some(Location::Cookie),
        _ => {
            reader.report(
                Diagnostic::new(
                    Code::UnsupportedParameter,
                    &node.at,
                    format!(
                        "the parameter `{}` is in `{text}` and was left out",
                        node.str("name").unwrap_or_default()
                    ),
                )
                .help("write `in: path`, `query`, `header` or `cookie`"),
            );
            None
        }
    }
}

fn known_style(
    reader: &mut Reader<'_, '_>,
    node: &Node<'_>,
    text: &str,
) -> Option<Style> {
    match text {
        "form" => Some(Style::Form),
        "cookie" => Some(Style::Cookie),
        "simple" => Some(Style::Simple),
        "label" => Some(Style::Label),
        "matrix" => Some(Style::Matrix),
        "spaceDelimited" => Some(Style::SpaceDelimited),
        "pipeDelimited" => Some(Style::PipeDelimited),
        "deepObject" => Some(Style::DeepObject),
        _ => {
            reader.report(
                Diagnostic::new(
                    Code::Repaired,
                    &node.at.child("style"),
                    format!("`{text}` is not a style; the default of the location was taken"),
                )
                .help("write `form`, `simple`, `label`, `matrix`, `spaceDelimited`, `pipeDelimited` or `deepObject`"),
            );
            None
        }
    }
}

pub(super) fn request_body<'t>(
    reader: &mut Reader<'t, '_>,
    node: &Node<'t>,
) -> Option<RequestBody<'t>> {
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
    Some(RequestBody { required: node.is_true("required"), contents, node })
}

fn response<'t>(
    reader: &mut Reader<'t, '_>,
    key: &str,
    node: &Node<'t>,
) -> Option<Response<'t>> {
    let status = reader.status(key, node)?;
    let node = reader.follow(node)?;
    let contents = contents(reader, &node);
    Some(Response { status, contents, node })
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
            (Some(schema), _) => ContentSchema::Schema(schema),
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
