//! Reads Swagger 2.0.

use std::collections::BTreeSet;

use super::body_parameters::{body, is_of_body};
use super::collection_formats::{self, Format};
use super::{Reader, content_kind, locations, openapi3, servers, templates};
use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    self, Content, ContentSchema, Document, Node, Operation, Parameter, RequestBody,
    Response,
};
use crate::model::{ContentKind, Docs, Location, StatusPattern, Style};

pub(super) fn read<'t>(reader: &mut Reader<'t, '_>, root: Node<'t>) -> Document<'t> {
    let mut operations = Vec::new();
    for key in ["paths", "x-ms-paths"] {
        for (key, item) in reader.entries_of(&root, key) {
            if key.starts_with("x-") {
                continue;
            }
            let path = reader.path(key, &item);
            let Some(item) = reader.follow(&item) else { continue };
            for (method, node) in reader.methods(&item) {
                let place = Place { root: &root, item: &item };
                let operation = operation(reader, &place, path.clone(), method, node);
                let queried = templates::queried(key);
                operations.push(Operation { queried, ..operation });
            }
        }
    }
    let mut schemas = reader.entries_of(&root, "definitions");
    if let Some(components) = root.get("components") {
        schemas.extend(reader.entries_of(&components, "schemas"));
    }
    report_later(reader, &root, "webhooks");
    let mut servers = servers::hosts(reader, &root);
    if servers.is_empty() && root.has("servers") {
        report_read(reader, &root, "servers");
        servers = servers::servers(reader, &root);
    } else {
        report_later(reader, &root, "servers");
    }
    let mut security_schemes = reader.entries_of(&root, "securityDefinitions");
    if let Some(components) = root.get("components") {
        security_schemes.extend(reader.entries_of(&components, "securitySchemes"));
    }
    Document {
        sources: reader.sources,
        servers,
        security_schemes,
        security: root.get("security"),
        schemas,
        operations,
        webhooks: Vec::new(),
        root,
    }
}

/// Where an operation stands.
struct Place<'t, 'p> {
    root: &'p Node<'t>,
    item: &'p Node<'t>,
}

fn operation<'t>(
    reader: &mut Reader<'t, '_>,
    place: &Place<'t, '_>,
    path: String,
    method: String,
    node: Node<'t>,
) -> Operation<'t> {
    let declared = declared(reader, [&node, place.item]);
    let (of_body, others): (Vec<_>, Vec<_>) = declared.into_iter().partition(is_of_body);
    let parameters =
        others.into_iter().filter_map(|node| parameter(reader, node, &path)).collect();
    let produces = media_types(place.root, &node, "produces");
    let mut responses: Vec<Response<'t>> = reader
        .entries_of(&node, "responses")
        .into_iter()
        .filter(|(key, _)| !key.starts_with("x-"))
        .filter_map(|(key, node)| response(reader, key, &node, &produces))
        .collect();
    if method == "GET" && node.has("produces") {
        give_downloads(reader, &mut responses, &produces);
    }
    let consumes = media_types(place.root, &node, "consumes");
    let mut body = body(reader, &node, of_body, &consumes);
    match body {
        None => body = later_body(reader, &node),
        Some(_) => report_later(reader, &node, "requestBody"),
    }
    report_later(reader, &node, "callbacks");
    report_later(reader, &node, "servers");
    report_later(reader, place.item, "servers");
    let servers = servers::own_hosts(reader, place.root, &node);
    Operation {
        path_item: place.item.clone(),
        method,
        path,
        queried: IndexMap::new(),
        parameters,
        body,
        responses,
        servers,
        callbacks: Vec::new(),
        node,
    }
}

/// The parameters of an operation and its path item; the first of the same name and place counts.
pub(super) fn declared<'t>(
    reader: &mut Reader<'t, '_>,
    lists: [&Node<'t>; 2],
) -> Vec<Node<'t>> {
    let mut seen = BTreeSet::new();
    let mut declared = Vec::new();
    for list in lists {
        let mut of_the_same_list = BTreeSet::new();
        for entry in list.items_of("parameters") {
            let Some(parameter) = reader.follow(&entry) else { continue };
            let name = parameter.str("name").unwrap_or_default();
            let location = document::location(&parameter);
            let key = match location.as_str() {
                "header" => (name.to_ascii_lowercase(), location),
                _ => (name.to_owned(), location),
            };
            if !of_the_same_list.insert(key.clone()) {
                let message = format!("the parameter `{name}` is declared twice");
                reader.report(
                    Diagnostic::new(Code::Repaired, &entry.at, message)
                        .note("the first one counts")
                        .help("remove one of them"),
                );
            }
            if seen.insert(key) {
                declared.push(parameter);
            }
        }
    }
    declared
}

/// `consumes` or `produces` of an operation, else of the description.
pub(super) fn media_types<'t>(
    root: &Node<'t>,
    operation: &Node<'t>,
    key: &str,
) -> Vec<&'t str> {
    let node = if operation.has(key) { operation } else { root };
    node.strings(key).collect()
}

pub(super) fn parameter<'t>(
    reader: &mut Reader<'t, '_>,
    node: Node<'t>,
    path: &str,
) -> Option<Parameter<'t>> {
    let name = node.str("name").unwrap_or_default();
    // What is of the body is read as parameters, which become its members.
    let others = ["formdata", "form", "body"].map(|name| (name, Location::Query));
    let location = locations::location(reader, &node, path, &others)?;
    for key in ["style", "explode", "content"] {
        report_later(reader, &node, key);
    }
    let (style, explode) = collection_format(reader, &node, location);
    let is_told = ["type", "enum", "format", "items", "default", "content"]
        .iter()
        .any(|key| node.has(key));
    let schema = if node.has("schema") && !node.has("type") {
        node.get("schema")
    } else if is_told {
        Some(node.clone())
    } else {
        let message = format!("the parameter `{name}` has no `type`");
        let missing = Diagnostic::new(Code::MissingField, &node.at, message);
        let missing = missing.as_warning().note("it was read as text");
        reader.report(missing.help("write its `type`, such as `type: string`"));
        None
    };
    Some(Parameter {
        name: name.to_owned(),
        location,
        required: location == Location::Path || node.is_true("required"),
        schema,
        content: None,
        style,
        explode,
        beside: Docs::default(),
        node,
    })
}

/// How an array is sent, as its own `collectionFormat` or that of its items says.
fn collection_format(
    reader: &mut Reader<'_, '_>,
    node: &Node<'_>,
    location: Location,
) -> (Style, bool) {
    if node.str("type") != Some("array") {
        let in_query = location == Location::Query;
        return (if in_query { Style::Form } else { Style::Simple }, in_query);
    }
    let items = node.get("items");
    let format = collection_formats::format(reader, [Some(node), items.as_ref()]);
    format.map_or(Format::Csv, |(format, _)| format).style(location)
}

/// A body in the manner of OpenAPI 3, in descriptions on their way from one to the other.
fn later_body<'t>(
    reader: &mut Reader<'t, '_>,
    operation: &Node<'t>,
) -> Option<RequestBody<'t>> {
    let body = openapi3::request_body(reader, &operation.get("requestBody")?)?;
    report_read(reader, operation, "requestBody");
    Some(body)
}

/// Reports that a field of OpenAPI 3 was read all the same.
fn report_read(reader: &mut Reader<'_, '_>, node: &Node<'_>, key: &str) {
    let message = format!("`{key}` is of OpenAPI 3, and was read as there");
    let place = node.at.child(key);
    let repaired = Diagnostic::new(Code::Repaired, &place, message).at_key();
    reader.report(repaired.help("begin the description with `openapi: 3.0.3`"));
}

/// Reports a field of OpenAPI 3 that is not read.
fn report_later(reader: &mut Reader<'_, '_>, node: &Node<'_>, key: &str) {
    if node.has(key) {
        let message = format!("Swagger 2.0 has no field `{key}`; it was ignored");
        let place = node.at.child(key);
        let unknown = Diagnostic::new(Code::UnknownField, &place, message).at_key();
        reader.report(unknown.help("begin the description with `openapi: 3.0.3`"));
    }
}

fn response<'t>(
    reader: &mut Reader<'t, '_>,
    key: &str,
    node: &Node<'t>,
    produces: &[&str],
) -> Option<Response<'t>> {
    let status = reader.status(key, node)?;
    let node = reader.follow(node)?;
    let contents = match node.get("schema") {
        Some(schema) => {
            report_later(reader, &node, "content");
            contents(&node, &ContentSchema::Schema(schema), produces)
        }
        None if node.has("content") => {
            report_read(reader, &node, "content");
            openapi3::contents(reader, &node)
        }
        None => Vec::new(),
    };
    Some(Response { status, contents, beside: Docs::default(), node })
}

/// An operation of its own media types, all of them files, answers with a file, though only a
/// schema would say so.
fn give_downloads<'t>(
    reader: &mut Reader<'t, '_>,
    responses: &mut [Response<'t>],
    produces: &[&str],
) {
    let is_file = |media_type: &&str| content_kind(media_type) == ContentKind::Binary;
    if produces.is_empty() || !produces.iter().all(is_file) {
        return;
    }
    let is_bare = |one: &&mut Response<'t>| {
        one.status == StatusPattern::Exact(200) && one.contents.is_empty()
    };
    for response in responses.iter_mut().filter(is_bare) {
        let message =
            "an answer without a schema was read as a file, as the operation produces";
        reader.report(
            Diagnostic::new(Code::Repaired, &response.node.at, message)
                .at_key()
                .help("write `schema: { type: file }`"),
        );
        response.contents = contents(&response.node, &ContentSchema::Unknown, produces);
    }
}

/// The contents of a body: one for each media type, JSON where none is named.
pub(super) fn contents<'t>(
    node: &Node<'t>,
    schema: &ContentSchema<'t>,
    media_types: &[&str],
) -> Vec<Content<'t>> {
    let is_file = match schema {
        ContentSchema::Schema(schema) => schema.str("type") == Some("file"),
        _ => false,
    };
    let default = if is_file { "application/octet-stream" } else { "application/json" };
    let media_types = if media_types.is_empty() { &[default][..] } else { media_types };
    let content = |media_type: &&str| {
        let kind = match content_kind(media_type) {
            // JSON and XML tools alike declare files with the API's usual media types.
            ContentKind::Json | ContentKind::Text if is_file => ContentKind::Binary,
            // A `body` parameter is one value, whatever the form media types say.
            ContentKind::Form | ContentKind::Multipart if !is_file => ContentKind::Json,
            kind => kind,
        };
        let media_type = match kind {
            ContentKind::Json if content_kind(media_type) != ContentKind::Json => {
                "application/json".to_owned()
            }
            _ => (*media_type).to_owned(),
        };
        Content { media_type, kind, node: node.clone(), schema: schema.clone() }
    };
    media_types.iter().map(content).collect()
}
