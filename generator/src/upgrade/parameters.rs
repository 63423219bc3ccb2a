//! The parameters of operations of OpenAPI 3 (OpenAPI 3.0 §4.7.12).

use std::collections::BTreeSet;

use super::body_parameters::is_of_body;
use super::{Reader, collection_formats, locations};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, Parameter};
use crate::model::{Docs, Location, Style};

/// The parameters of an operation and its path item; the operation's count where both have one
/// of the same name and location.
pub(super) fn parameters<'t>(
    reader: &mut Reader<'t, '_>,
    item: &Node<'t>,
    operation: &Node<'t>,
    path: &str,
) -> Vec<Parameter<'t>> {
    let mut seen = BTreeSet::new();
    let mut of_the_same_list = BTreeSet::new();
    let mut parameters = Vec::new();
    for (own, node) in operation
        .items_of("parameters")
        .map(|node| (true, node))
        .chain(item.items_of("parameters").map(|node| (false, node)))
    {
        let Some(declared) = reader.follow(&node) else { continue };
        // Those are the body, or fields of it.
        if is_of_body(&declared) {
            continue;
        }
        let Some(parameter) = parameter(reader, declared, path) else { continue };
        let parameter = Parameter { beside: reader.beside(&node), ..parameter };
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

fn parameter<'t>(
    reader: &mut Reader<'t, '_>,
    node: Node<'t>,
    path: &str,
) -> Option<Parameter<'t>> {
    let Some(name) = node.str("name") else {
        reader.report(
            Diagnostic::new(Code::MissingField, &node.at, "a parameter without `name`")
                .help("write `name` and `in`"),
        );
        return None;
    };
    let others = [("querystring", Location::QueryString)];
    let location = locations::location(reader, &node, path, &others)?;
    report_value(reader, &node, name);
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
    let earlier = match style.is_none() && !node.has("explode") {
        true => earlier_style(reader, &node, schema.as_ref(), location),
        false => None,
    };
    let (style, exploded) = match earlier {
        Some((style, explode)) => (Some(style), Some(explode)),
        None => (style, None),
    };
    let style = style.unwrap_or(usual.clone());
    let style = match exploded.is_some() || is_of(location, &style) {
        true => style,
        false => {
            reader.report(misplaced_style(&node, location));
            usual
        }
    };
    let explode = node
        .bool("explode")
        .or(exploded)
        .unwrap_or(matches!(style, Style::Form | Style::Cookie | Style::DeepObject));
    Some(Parameter {
        name: name.to_owned(),
        required: location == Location::Path || node.is_true("required"),
        location,
        schema,
        content: content.map(|(_, content)| content),
        style,
        explode,
        beside: Docs::default(),
        node,
    })
}

/// How `collectionFormat` of Swagger 2.0 has an array sent, beside its schema or in it.
fn earlier_style(
    reader: &mut Reader<'_, '_>,
    node: &Node<'_>,
    schema: Option<&Node<'_>>,
    location: Location,
) -> Option<(Style, bool)> {
    let (format, at) = collection_formats::format(reader, [Some(node), schema])?;
    let key = collection_formats::KEY;
    let message = format!("`{key}` is of Swagger 2.0, and was read as there");
    let repaired = Diagnostic::new(Code::Repaired, &at, message).at_key();
    reader.report(repaired.help(format.instead(location)));
    Some(format.style(location))
}

/// Reports a parameter that does not have one of `schema` and `content` (OpenAPI 3.0 §4.7.12).
fn report_value(reader: &mut Reader<'_, '_>, node: &Node<'_>, name: &str) {
    let contents: Vec<&str> = node.entries_of("content").map(|(key, _)| key).collect();
    let has_schema = node.has("schema");
    let repaired = |key: &str, message: String, note: String| {
        let repaired = Diagnostic::new(Code::Repaired, &node.at.child(key), message);
        repaired.at_key().note(note)
    };
    match contents.as_slice() {
        [] if !has_schema && !node.has("type") => {
            let message = format!("the parameter `{name}` has no `schema`");
            let missing = Diagnostic::new(Code::MissingField, &node.at, message);
            let missing = missing.as_warning().note("it was read as text");
            reader.report(missing.help("write `schema` with its type"));
        }
        [] => {}
        [first, others @ ..] => {
            if has_schema {
                let message =
                    format!("the parameter `{name}` has `schema` beside `content`");
                let note = format!("`content` counts: it is sent as `{first}`");
                let both = repaired("schema", message, note);
                reader.report(both.help("remove one of the two"));
            }
            if !others.is_empty() {
                let message = format!("the parameter `{name}` has several media types");
                let several =
                    repaired("content", message, format!("it is sent as `{first}`"));
                reader.report(several.help("leave one media type in `content`"));
            }
        }
    }
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
