//! What the configuration says of parameters by their names: what they are called, how they are
//! written, and whether they are the client's.

use std::collections::{BTreeMap, BTreeSet};

use super::walk;
use crate::config::{Config, OfClient, ParameterStyle, Parameters, Spanned};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Api, Content, ContentKind, Encoding, Location, Operation, Parameter, Style,
    TypeKind, Types,
};

/// Gives parameters the names and styles that the configuration has for them.
pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let rules = &config.parameters;
    let mut used = BTreeSet::new();
    let mut misplaced = BTreeMap::new();
    for operation in &mut api.operations {
        style_members(&api.types, operation, rules, &mut used, &mut misplaced);
        for index in 0..operation.parameters.len() {
            let Parameter { location, name, .. } = &operation.parameters[index];
            let named = (*location, name.as_str());
            let rename = rules.rename(operation, named);
            let style = rules.style(operation, named);
            let parameter = &mut operation.parameters[index];
            // One that is filled in has no name in the SDK.
            if let Some((key, name)) = rename.filter(|_| !parameter.is_filled_in()) {
                used.insert(key.span().start);
                parameter.rename = Some(name.get_ref().to_string());
            }
            if let Some((key, style)) = style {
                if !is_of(parameter.location, &style.style) {
                    misplaced.insert(key.span().start, parameter.location);
                    continue;
                }
                used.insert(key.span().start);
                parameter.style = style.style.clone();
                parameter.explode = style.explode;
            }
        }
    }
    for key in rules.rename.keys().chain(rules.styles.keys()) {
        if used.contains(&key.span().start) {
            continue;
        }
        let name = key.get_ref();
        diagnostics.report(match misplaced.get(&key.span().start) {
            Some(location) => {
                let (place, styles) = styles(*location);
                let message =
                    format!("`{name}` is in {place}, where there is no such style");
                config.unused(key, message).help(format!("write {styles}"))
            }
            None => missing(api, config, key),
        });
    }
}

/// Whether the client has a parameter, and the entry that says so. Names of headers have no case.
pub(super) fn of_client<'c>(
    config: &'c Config,
    (location, name): (Location, &str),
) -> Option<(&'c Spanned<String>, &'c OfClient)> {
    let entries = &config.client.parameters;
    let is_header = location == Location::Header;
    let mut alike = entries
        .iter()
        .filter(|(key, _)| is_header && key.get_ref().eq_ignore_ascii_case(name));
    entries.get_key_value(name).or_else(|| alike.next())
}

/// Reports names for a parameter in one operation where the client has it, by another name: nothing
/// is called so.
pub(super) fn report_scoped(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    let all = api.operations.iter();
    for (operation, parameter) in
        all.flat_map(|one| one.parameters.iter().map(move |parameter| (one, parameter)))
    {
        let found =
            config.parameters.rename(operation, (parameter.location, &parameter.name));
        let Some((key, name)) = found else { continue };
        let mut of_client = api.client_parameters.iter();
        let Some(client) = of_client.find(|one| one.is(parameter)) else { continue };
        let is_said = !parameter.required
            || key.get_ref().trim() == parameter.name
            || client.label == name.get_ref().to_string();
        if !is_said && told.insert(key.span().start) {
            diagnostics.report(scoped(config, key, &parameter.name));
        }
    }
}

/// The diagnostic for a name in one operation of what the client has for all.
pub(super) fn scoped(config: &Config, key: &Spanned<String>, name: &str) -> Diagnostic {
    let message = format!("the client has `{name}` for all calls, and no call has it");
    config.unused(key, message).help(format!(
        "write the name for `{name}` alone, or `{name:?} = false` in `[client.parameters]`"
    ))
}

/// The diagnostic for an entry whose parameter is not in the SDK.
pub(super) fn missing(api: &Api, config: &Config, key: &Spanned<String>) -> Diagnostic {
    let name = key.get_ref();
    let is_alike =
        |parameter: &Parameter| parameter.name != *name && is_name_of(name, parameter);
    let mut entries =
        config.parameters.rename.keys().chain(config.parameters.styles.keys());
    let alike = |other: &Spanned<String>| {
        other.span() != key.span() && other.get_ref().eq_ignore_ascii_case(name)
    };
    if entries.any(alike)
        && api.operations.iter().flat_map(|one| &one.parameters).any(is_alike)
    {
        let message = format!("another entry names the header `{name}` too");
        return config.unused(key, message).help("remove one of the two");
    }
    let of = |operations: &[Operation]| {
        let parameters = operations.iter().flat_map(|operation| &operation.parameters);
        parameters.map(|parameter| parameter.name.clone()).collect::<Vec<_>>()
    };
    if of(&api.left_out).contains(name) {
        let message = format!(
            "the configuration leaves out the operations with the parameter `{name}`"
        );
        return config.unused(key, message).help("remove this entry");
    }
    config
        .unused(key, format!("there is no parameter `{name}`"))
        .suggesting(name, of(&api.operations).iter().map(String::as_str))
}

/// Members of forms are written like parameters of the query, and their style is an encoding.
fn style_members(
    types: &Types,
    operation: &mut Operation,
    rules: &Parameters,
    used: &mut BTreeSet<usize>,
    misplaced: &mut BTreeMap<usize, Location>,
) {
    let Some(mut body) = operation.body.take() else { return };
    let is_form = |content: &&mut Content| {
        matches!(content.kind, ContentKind::Form | ContentKind::Multipart)
    };
    for content in body.contents.iter_mut().filter(is_form) {
        let Some(schema) = content.schema else { continue };
        let TypeKind::Struct(object) = &walk::definition(types, schema).kind else {
            continue;
        };
        for field in &object.fields {
            let Some((key, style)) =
                rules.style(operation, (Location::Query, &field.name))
            else {
                continue;
            };
            if !is_of(Location::Query, &style.style) {
                misplaced.insert(key.span().start, Location::Query);
                continue;
            }
            used.insert(key.span().start);
            content.encoding.retain(|(name, _)| *name != field.name);
            content.encoding.push((field.name.clone(), encoding(style)));
        }
    }
    operation.body = Some(body);
}

fn encoding(style: &ParameterStyle) -> Encoding {
    let (style, content_type) = match &style.style {
        Style::Content(media_type) => (None, Some(media_type.clone())),
        _ => (Some(style), None),
    };
    Encoding {
        content_type,
        style: style.map(|style| style.style.clone()),
        explode: style.map(|style| style.explode),
        allow_reserved: false,
        headers: Vec::new(),
    }
}

/// Whether an entry names a parameter, and nothing else.
pub(super) fn is_name_of(key: &str, parameter: &Parameter) -> bool {
    let key = key.trim();
    key == parameter.name
        || parameter.location == Location::Header
            && key.eq_ignore_ascii_case(&parameter.name)
}

/// Whether parameters in a place can have a style.
fn is_of(location: Location, style: &Style) -> bool {
    use Style::{Content, Cookie, Form, Label, Matrix, Segments, Simple};
    match location {
        Location::Path => {
            matches!(style, Simple | Label | Matrix | Segments | Content(_))
        }
        Location::Header => matches!(style, Simple | Content(_)),
        Location::Cookie => matches!(style, Form | Cookie | Content(_)),
        Location::Query => !matches!(style, Simple | Label | Matrix | Segments | Cookie),
        Location::QueryString => true,
    }
}

/// A place of parameters and the styles that the configuration can give there.
fn styles(location: Location) -> (&'static str, &'static str) {
    match location {
        Location::Path => ("the path", "`simple`, `label`, `matrix` or `json`"),
        Location::Header => ("a header", "`simple` or `json`"),
        Location::Cookie => ("a cookie", "`form` or `json`"),
        Location::Query | Location::QueryString => (
            "the query",
            "`form`, `space-delimited`, `pipe-delimited`, `tab-delimited`, `deep-object`, `dots`, \
             `brackets` or `json`",
        ),
    }
}
