//! Bodies that are parameters: `in: body` and `in: formData` of Swagger 2.0, which descriptions of
//! OpenAPI 3 have too.

use std::collections::BTreeSet;

use super::swagger2::{contents, declared, media_types, parameter};
use super::{Reader, content_kind, openapi3};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    self, Content, ContentSchema, Node, Parameter, RequestBody, resolve,
};
use crate::model::{ContentKind, Docs, Location, Style};
use crate::source::FileId;

/// Whether a parameter is the body or a field of it.
pub(super) fn is_of_body(parameter: &Node<'_>) -> bool {
    matches!(document::location(parameter).as_str(), "body" | "formdata" | "form")
}

/// The body in the manner of Swagger 2.0 of an operation of OpenAPI 3.
pub(super) fn earlier_body<'t>(
    reader: &mut Reader<'t, '_>,
    item: &Node<'t>,
    operation: &Node<'t>,
) -> Option<RequestBody<'t>> {
    let first = first_of_body(reader, item, operation)?;
    let place = first.str("in").unwrap_or_default().to_owned();
    let mut parameters = declared(reader, [operation, item]);
    parameters.retain(is_of_body);
    let root = resolve::root(reader.sources, FileId::ROOT);
    let consumes = media_types(&root, operation, "consumes");
    let message = format!("`in: {place}` is of Swagger 2.0, and was read as there");
    let repaired = Diagnostic::new(Code::Repaired, &first.at.child("in"), message);
    reader.report(repaired.help("write `requestBody` with its `content`"));
    body(reader, operation, parameters, &consumes)
}

/// The first parameter of an operation that is of the body.
fn first_of_body<'t>(
    reader: &Reader<'t, '_>,
    item: &Node<'t>,
    operation: &Node<'t>,
) -> Option<Node<'t>> {
    let sources = reader.sources;
    let written = operation.items_of("parameters").chain(item.items_of("parameters"));
    let followed = written.filter_map(|node| resolve::resolve(sources, &node).ok());
    followed.map(|found| found.node).find(is_of_body)
}

/// The body of an operation of OpenAPI 3 with the fields that stand as parameters beside a form:
/// some frameworks write the files of a form there.
pub(super) fn with_fields<'t>(
    reader: &mut Reader<'t, '_>,
    item: &Node<'t>,
    operation: &Node<'t>,
    mut body: RequestBody<'t>,
) -> RequestBody<'t> {
    if first_of_body(reader, item, operation).is_none() {
        return body;
    }
    let mut parameters = declared(reader, [operation, item]);
    parameters.retain(is_of_body);
    let (fields, mut others): (Vec<_>, Vec<_>) =
        parameters.into_iter().partition(|node| document::location(node) != "body");
    let is_form = |one: &Content<'_>| {
        matches!(one.kind, ContentKind::Form | ContentKind::Multipart)
    };
    let forms = body.contents.iter().enumerate().filter(|(_, one)| is_form(one));
    // A form with files is the one that has more of them.
    let form = forms.min_by_key(|(_, one)| one.kind != ContentKind::Multipart);
    let merged = form.and_then(|(place, form)| {
        let members = members(reader, form)?;
        Some((place, form.node.clone(), form.media_type.clone(), members))
    });
    match merged {
        Some((place, node, media_type, mut members)) if !fields.is_empty() => {
            let has_file = fields.iter().any(|field| is_file(reader, field));
            let media_type = match has_file && !media_type.starts_with("multipart/") {
                true => "multipart/form-data".to_owned(),
                false => media_type,
            };
            for field in fields {
                reader.report(field_beside_form(&field, &media_type));
                body.required |= field.is_true("required");
                let name = field.str("name").unwrap_or_default();
                members.retain(|member| member.name != name);
                members.extend(parameter(reader, field, ""));
            }
            let kind = content_kind(&media_type);
            let schema = ContentSchema::Fields(members);
            body.contents[place] = Content { media_type, kind, node, schema };
            let mut at = 0..;
            body.contents.retain(|one| at.next() == Some(place) || !is_form(one));
        }
        _ => others.extend(fields),
    }
    others.iter().for_each(|other| reader.report(beside_body(other)));
    body
}

/// The members of a form as fields, where its schema is nothing but an object.
fn members<'t>(
    reader: &Reader<'t, '_>,
    form: &Content<'t>,
) -> Option<Vec<Parameter<'t>>> {
    let ContentSchema::Schema(schema) = &form.schema else { return None };
    let schema = resolve::resolve(reader.sources, schema).ok()?.node;
    if ["allOf", "anyOf", "oneOf"].iter().any(|key| schema.has(key)) {
        return None;
    }
    let required: BTreeSet<&str> = schema.strings("required").collect();
    let field = |(name, node): (&str, Node<'t>)| Parameter {
        name: name.to_owned(),
        location: Location::Query,
        required: required.contains(name),
        schema: Some(node.clone()),
        content: None,
        style: Style::Form,
        explode: true,
        beside: Docs::default(),
        node,
    };
    Some(schema.entries_of("properties").map(field).collect())
}

fn field_beside_form(field: &Node<'_>, media_type: &str) -> Diagnostic {
    let place = field.str("in").unwrap_or_default();
    let name = field.str("name").unwrap_or_default();
    let message = format!(
        "`in: {place}` is of Swagger 2.0: `{name}` was read as a field of the form in `requestBody`"
    );
    Diagnostic::new(Code::Repaired, &field.at.child("in"), message)
        .note(format!("the form is sent as `{media_type}`"))
        .help("make it a member of the schema in `requestBody`")
}

fn beside_body(other: &Node<'_>) -> Diagnostic {
    let name = other.str("name").unwrap_or_default();
    let place = other.str("in").unwrap_or_default();
    let message = format!(
        "the parameter `{name}` in `{place}` was left out: `requestBody` is the body"
    );
    Diagnostic::new(Code::UnsupportedParameter, &other.at, message)
        .help("make it a member of the schema in `requestBody`")
}

/// The body that parameters in `body` and `formData` describe.
pub(super) fn body<'t>(
    reader: &mut Reader<'t, '_>,
    operation: &Node<'t>,
    parameters: Vec<Node<'t>>,
    consumes: &[&str],
) -> Option<RequestBody<'t>> {
    let (bodies, fields): (Vec<_>, Vec<_>) =
        parameters.into_iter().partition(|node| document::location(node) == "body");
    if fields.is_empty() && are_members(reader, &bodies) {
        return Some(object(reader, operation, bodies));
    }
    report_other_bodies(reader, &bodies, &fields);
    if let Some(node) = bodies.into_iter().next() {
        let schema = schema_of_body(reader, &node);
        let schema = schema.map_or(ContentSchema::Unknown, ContentSchema::Schema);
        let contents = match is_form(consumes) {
            _ if node.has("content") => openapi3::contents(reader, &node),
            true => form_contents(&node, &schema, consumes),
            false => contents(&node, &schema, consumes),
        };
        let (required, beside) = (node.is_true("required"), Docs::default());
        return Some(RequestBody { required, contents, beside, node });
    }
    if fields.is_empty() {
        return None;
    }
    let has_file = fields.iter().any(|field| is_file(reader, field));
    let multipart =
        consumes.iter().any(|kind| content_kind(kind) == ContentKind::Multipart);
    let media_type = if has_file || multipart {
        "multipart/form-data"
    } else {
        "application/x-www-form-urlencoded"
    };
    let required = fields.iter().any(|field| field.is_true("required"));
    let fields =
        fields.into_iter().filter_map(|node| parameter(reader, node, "")).collect();
    let content = Content {
        media_type: media_type.to_owned(),
        kind: content_kind(media_type),
        node: operation.clone(),
        schema: ContentSchema::Fields(fields),
    };
    let (contents, beside) = (vec![content], Docs::default());
    Some(RequestBody { required, contents, beside, node: operation.clone() })
}

/// The schema of a body; the parameter itself where it is described as those elsewhere are.
fn schema_of_body<'t>(reader: &mut Reader<'t, '_>, node: &Node<'t>) -> Option<Node<'t>> {
    let schema = node.get("schema");
    if schema.is_some() || node.has("content") {
        return schema;
    }
    if node.has("type") {
        let message = "a body has a `schema`, and no `type` of its own";
        let at = node.at.child("type");
        reader.report(
            Diagnostic::new(Code::Repaired, &at, message)
                .at_key()
                .note("it was read as that of its schema")
                .help("write `schema` around it"),
        );
        return Some(node.clone());
    }
    let name = node.str("name").unwrap_or_default();
    let message = format!("the body `{name}` has no `schema`");
    let missing = Diagnostic::new(Code::MissingField, &node.at, message);
    let missing = missing.as_warning().note("it was read as any JSON");
    reader.report(missing.help("write `schema` with what is sent"));
    None
}

/// Reports what is lost where an operation has more than one body.
fn report_other_bodies<'t>(
    reader: &mut Reader<'t, '_>,
    bodies: &[Node<'t>],
    fields: &[Node<'t>],
) {
    if bodies.is_empty() {
        return;
    }
    for other in bodies[1..].iter().chain(fields) {
        let name = other.str("name").unwrap_or_default();
        let place = other.str("in").unwrap_or_default();
        let message = format!(
            "the parameter `{name}` in `{place}` was left out: a request has one body"
        );
        reader.report(
            Diagnostic::new(Code::UnsupportedParameter, &other.at, message)
                .note("the first parameter in `body` is it")
                .help("make it a member of the body, or a parameter in `query`"),
        );
    }
}

/// Whether all media types are those of forms.
fn is_form(consumes: &[&str]) -> bool {
    let is_form = |one: &&str| {
        matches!(content_kind(one), ContentKind::Form | ContentKind::Multipart)
    };
    !consumes.is_empty() && consumes.iter().all(is_form)
}

/// A `body` parameter that is a form as a whole.
fn form_contents<'t>(
    node: &Node<'t>,
    schema: &ContentSchema<'t>,
    consumes: &[&str],
) -> Vec<Content<'t>> {
    let content = |media_type: &&str| Content {
        media_type: (*media_type).to_owned(),
        kind: content_kind(media_type),
        node: node.clone(),
        schema: schema.clone(),
    };
    consumes.iter().map(content).collect()
}

/// Whether a field of a form is a file, by its own words or by those of its schema.
fn is_file(reader: &Reader<'_, '_>, field: &Node<'_>) -> bool {
    let schema = field.get("schema");
    let schema = schema.and_then(|node| resolve::resolve(reader.sources, &node).ok());
    let said = schema.map(|found| found.node).into_iter().chain([field.clone()]);
    said.into_iter().any(|node| {
        node.str("type") == Some("file") || node.str("format") == Some("binary")
    })
}

/// Whether several parameters in `body` are the members of one object: each has a name of its own,
/// and none is an object itself.
fn are_members(reader: &Reader<'_, '_>, bodies: &[Node<'_>]) -> bool {
    let mut names = BTreeSet::new();
    let is_plain = |node: &Node<'_>| {
        let schema = node.get("schema").unwrap_or_else(|| node.clone());
        let found = resolve::resolve(reader.sources, &schema);
        found.is_ok_and(|found| {
            let kind = found.node.str("type").unwrap_or_default();
            matches!(kind, "string" | "integer" | "number" | "boolean" | "array")
        })
    };
    bodies.len() > 1
        && bodies.iter().all(|node| {
            node.str("name").is_some_and(|name| !name.is_empty() && names.insert(name))
                && is_plain(node)
        })
}

/// The object whose members these parameters are.
fn object<'t>(
    reader: &mut Reader<'t, '_>,
    operation: &Node<'t>,
    members: Vec<Node<'t>>,
) -> RequestBody<'t> {
    let message = "several parameters in `body` were read as the members of one object";
    let repaired = Diagnostic::new(Code::Repaired, &members[0].at, message);
    reader.report(
        repaired.help("write one parameter whose `schema` has these `properties`"),
    );
    let required = members.iter().any(|member| member.is_true("required"));
    let members =
        members.into_iter().filter_map(|node| parameter(reader, node, "")).collect();
    let content = Content {
        media_type: "application/json".to_owned(),
        kind: ContentKind::Json,
        node: operation.clone(),
        schema: ContentSchema::Fields(members),
    };
    let (contents, beside) = (vec![content], Docs::default());
    RequestBody { required, contents, beside, node: operation.clone() }
}
