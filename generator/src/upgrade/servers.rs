//! Where an API is served (OpenAPI 3.0 §4.7.5; Swagger 2.0, Swagger Object).

use std::collections::BTreeSet;

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, Server, in_braces};

/// The servers of a description, a path item or an operation.
pub(super) fn servers<'t>(
    reader: &mut Reader<'t, '_>,
    node: &Node<'t>,
) -> Vec<Server<'t>> {
    let mut servers = Vec::new();
    for node in node.items_of("servers") {
        let Some(url) = node.str("url").map(str::trim) else { continue };
        let mut url = url.to_owned();
        if url.starts_with("//") {
            // Relative to the scheme of the description (RFC 3986 §4.2), which nobody knows here.
            let message = format!("the server `{url}` was read as `https:{url}`");
            reader.report(
                Diagnostic::new(Code::Repaired, &node.at.child("url"), message)
                    .help("write the scheme, `https:` or `http:`"),
            );
            url.insert_str(0, "https:");
        }
        let url = without_query(reader, &node, url);
        report_variables(reader, &node, &url);
        servers.push(Server { url, node });
    }
    servers
}

/// A URL that paths can stand behind.
fn without_query(reader: &mut Reader<'_, '_>, node: &Node<'_>, url: String) -> String {
    let Some((before, _)) = url.split_once(['?', '#']) else { return url };
    let message = format!("the server `{url}` has a query or a fragment");
    reader.report(
        Diagnostic::new(Code::Repaired, &node.at.child("url"), message)
            .note(format!("it was read as `{before}`, which paths can stand behind"))
            .help("describe what is in the query as parameters"),
    );
    before.to_owned()
}

/// Reports variables that have no value, and such of which nothing is said.
fn report_variables(reader: &mut Reader<'_, '_>, node: &Node<'_>, url: &str) {
    let declared: Vec<(&str, Node<'_>)> = node.entries_of("variables").collect();
    for name in in_braces(url).filter(|name| !name.is_empty()) {
        if declared.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let message = format!("`{{{name}}}` of the server `{url}` is not declared");
        reader.report(
            Diagnostic::new(Code::MissingField, &node.at.child("url"), message)
                .as_warning()
                .note("the client has to be given a base URL")
                .help(format!("add `variables: {{ {name}: {{ default: … }} }}`")),
        );
    }
    for (name, variable) in declared {
        report_default(reader, name, &variable);
    }
}

/// Reports a variable whose default is missing, or none of its values.
fn report_default(reader: &mut Reader<'_, '_>, name: &str, variable: &Node<'_>) {
    let values: Vec<String> =
        variable.items_of("enum").map(|value| value.plain()).collect();
    let Some(default) = variable.get("default") else {
        let note = match values.first() {
            Some(first) => format!("`{first}`, the first of `enum`, was taken"),
            None => "the client has to be given a base URL".to_owned(),
        };
        let message = format!("the variable `{name}` of a server has no `default`");
        let missing = Diagnostic::new(Code::MissingField, &variable.at, message);
        reader
            .report(missing.as_warning().at_key().note(note).help("write `default: …`"));
        return;
    };
    let text = default.plain();
    if !values.is_empty() && !values.contains(&text) {
        let message =
            format!("`{text}`, the default of `{name}`, is none of its values");
        reader.report(
            Diagnostic::new(Code::Repaired, &default.at, message)
                .note("it counts all the same")
                .help(format!("write one of `enum`, or add `{text}` there")),
        );
    }
}

/// `schemes`, `host` and `basePath` as URLs; `https` first, since it is what people want.
pub(super) fn hosts<'t>(
    reader: &mut Reader<'_, '_>,
    root: &Node<'t>,
) -> Vec<Server<'t>> {
    let host = root.str("host").unwrap_or_default().trim();
    let (said, host) = match host.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest.trim_end_matches('/')),
        None => (None, host),
    };
    let base_path =
        root.str("basePath").unwrap_or_default().trim().trim_end_matches('/');
    let slash =
        if base_path.is_empty() || base_path.starts_with('/') { "" } else { "/" };
    if host.is_empty() {
        let url = format!("{slash}{base_path}");
        let server = Server { url, node: root.clone() };
        return if base_path.is_empty() { Vec::new() } else { vec![server] };
    }
    if let Some(scheme) = said {
        let message = format!("`host` has the scheme `{scheme}`");
        reader.report(
            Diagnostic::new(Code::Repaired, &root.at.child("host"), message)
                .note(format!("it was read as `{host}`"))
                .help(format!("write `host: {host}` and `schemes: [{scheme}]`")),
        );
    }
    let declared = root.strings("schemes").chain(said);
    let schemes: BTreeSet<String> =
        declared.map(|scheme| scheme.trim().to_ascii_lowercase()).collect();
    let any_said = !schemes.is_empty();
    let (mut schemes, others): (Vec<String>, Vec<String>) =
        schemes.into_iter().partition(|one| matches!(one.as_str(), "http" | "https"));
    schemes.sort_by_key(|scheme| scheme != "https");
    if schemes.is_empty() {
        schemes.push("https".to_owned());
        if any_said {
            reader.report(without_http(root));
        }
    } else if !others.is_empty() {
        let message = format!("calls are not sent by `{}`", others.join("` and `"));
        reader.report(
            Diagnostic::new(
                Code::UnsupportedKeyword,
                &root.at.child("schemes"),
                message,
            )
            .note(format!("calls go to `{}://{host}`", schemes[0]))
            .help("nothing has to change"),
        );
    }
    let url = |scheme: String| format!("{scheme}://{host}{slash}{base_path}");
    schemes
        .into_iter()
        .map(|scheme| Server { url: url(scheme), node: root.clone() })
        .collect()
}

fn without_http(root: &Node<'_>) -> Diagnostic {
    let message = "none of the schemes is `https` or `http`";
    Diagnostic::new(Code::Repaired, &root.at.child("schemes"), message)
        .note("calls go by `https`")
        .help("write `schemes: [https]`")
}
