//! Where an API is served (OpenAPI 3.0 §4.7.5; Swagger 2.0, Swagger Object).

use std::collections::BTreeSet;

use super::{Reader, server_urls};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, Server, resolve};
use crate::model::in_braces;
use crate::source::FileId;

/// The servers of a description, a path item or an operation.
pub(super) fn servers<'t>(
    reader: &mut Reader<'t, '_>,
    node: &Node<'t>,
) -> Vec<Server<'t>> {
    let mut servers = Vec::new();
    for node in node.items_of("servers") {
        let Some(url) = node.str("url").map(str::trim) else {
            let message = "a server without `url` was left out";
            let missing = Diagnostic::new(Code::MissingField, &node.at, message);
            reader.report(missing.as_warning().help("write `url: https://…`"));
            continue;
        };
        let at = node.at.child("url");
        let url = server_urls::absolute(reader, url, &at);
        if !server_urls::is_url(reader, &url, &at) {
            continue;
        }
        let url = without_query(reader, &node, url);
        report_variables(reader, &node, &url);
        servers.push(Server { url, node });
    }
    servers
}

/// The servers of a description of OpenAPI 3. Some descriptions say it in the manner of Swagger 2.0.
pub(super) fn of_api<'t>(
    reader: &mut Reader<'t, '_>,
    root: &Node<'t>,
) -> Vec<Server<'t>> {
    let earlier =
        ["host", "basePath", "schemes"].into_iter().filter(|key| root.has(key));
    let has_servers = root.items_of("servers").next().is_some();
    let mut has_earlier = false;
    for key in earlier {
        has_earlier = true;
        let (message, help) = match has_servers {
            true => ("was ignored: there is `servers`", "remove it"),
            false => ("was read as there", "write `servers: [{ url: https://… }]`"),
        };
        let message = format!("`{key}` is of Swagger 2.0, and {message}");
        let repaired = Diagnostic::new(Code::Repaired, &root.at.child(key), message);
        reader.report(repaired.at_key().help(help));
    }
    match has_earlier && !has_servers {
        true => hosts(reader, root),
        false => servers(reader, root),
    }
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
        let root = resolve::root(reader.sources, FileId::ROOT);
        let of_api = root.items_of("servers").flat_map(|one| {
            let declared = one.entries_of("variables");
            let named = declared.filter(|(known, _)| *known == name);
            named.filter_map(|(_, variable)| value(&variable)).collect::<Vec<_>>()
        });
        let of_api: BTreeSet<String> = of_api.collect();
        let note = match of_api.len() {
            0 => "where calls go there, the client has to be given it",
            1 => "it was read as the one that the API's own server has",
            _ => "the API's servers differ in it: the client has to be given it",
        };
        reader.report(
            Diagnostic::new(Code::MissingField, &node.at.child("url"), message)
                .as_warning()
                .note(note)
                .help(format!("add `variables: {{ {name}: {{ default: … }} }}`")),
        );
    }
    for (name, variable) in declared {
        report_default(reader, name, &variable);
    }
}

/// The value of a variable. One that has none is as if it were not declared.
fn value(variable: &Node<'_>) -> Option<String> {
    let first = || variable.items_of("enum").next();
    variable.get("default").or_else(first).map(|value| value.plain())
}

/// Reports a variable whose default is missing, or none of its values.
fn report_default(reader: &mut Reader<'_, '_>, name: &str, variable: &Node<'_>) {
    let values: Vec<String> =
        variable.items_of("enum").map(|value| value.plain()).collect();
    let Some(default) = variable.get("default") else {
        let note = match values.first() {
            Some(first) => format!("`{first}`, the first of `enum`, was taken"),
            None => "where calls go there, the client has to be given it".to_owned(),
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

/// `host` and `basePath` of Swagger 2.0.
struct Address<'t> {
    /// The scheme that `host` has, which it should not.
    scheme: Option<&'t str>,
    host: &'t str,
    path: String,
}

impl<'t> Address<'t> {
    fn of(root: &Node<'t>) -> Self {
        let host = root.str("host").unwrap_or_default().trim();
        let (scheme, host) = split_scheme(host);
        let path = root.str("basePath").unwrap_or_default().trim();
        // Some write the whole URL there.
        let (scheme, host, path) = match split_scheme(path) {
            (Some(of_path), rest) => {
                let (own, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                let host = if host.is_empty() { own } else { host };
                (scheme.or(Some(of_path)), host, path)
            }
            (None, path) => (scheme, host, path),
        };
        let (host, path) = (host.trim_end_matches('/'), path.trim_end_matches('/'));
        let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
        Self { scheme, host, path: format!("{slash}{path}") }
    }

    fn server(&self, scheme: &str, node: &Node<'t>) -> Server<'t> {
        let Self { host, path, .. } = self;
        Server { url: format!("{scheme}://{host}{path}"), node: node.clone() }
    }
}

/// The scheme of a URL, if it has one, and the rest.
fn split_scheme(url: &str) -> (Option<&str>, &str) {
    url.split_once("://").map_or((None, url), |(scheme, rest)| (Some(scheme), rest))
}

/// The schemes that calls can go by, `https` first, since it is what people want; and the others.
fn schemes(node: &Node<'_>, of_host: Option<&str>) -> (Vec<String>, Vec<String>) {
    let said = node.strings("schemes").chain(of_host);
    let said: BTreeSet<String> =
        said.map(|scheme| scheme.trim().to_ascii_lowercase()).collect();
    let (mut http, others): (Vec<String>, Vec<String>) =
        said.into_iter().partition(|one| matches!(one.as_str(), "http" | "https"));
    http.sort_by_key(|scheme| scheme != "https");
    (http, others)
}

/// `schemes`, `host` and `basePath` as URLs.
pub(super) fn hosts<'t>(
    reader: &mut Reader<'_, '_>,
    root: &Node<'t>,
) -> Vec<Server<'t>> {
    let address = Address::of(root);
    let host = address.host;
    if host.is_empty() {
        let server = Server { url: address.path, node: root.clone() };
        return if server.url.is_empty() { Vec::new() } else { vec![server] };
    }
    report_whole_urls(reader, root, &address);
    if !server_urls::is_url(reader, host, &root.at.child("host")) {
        return Vec::new();
    }
    let (mut http, others) = schemes(root, address.scheme);
    if http.is_empty() {
        http.push("https".to_owned());
        if !others.is_empty() {
            reader.report(without_http(root, "https"));
        }
    } else if !others.is_empty() {
        reader.report(not_sent_by(root, &others, &format!("{}://{host}", http[0])));
    }
    http.iter().map(|scheme| address.server(scheme, root)).collect()
}

/// Reports `host` and `basePath` that have the scheme.
fn report_whole_urls(
    reader: &mut Reader<'_, '_>,
    root: &Node<'_>,
    address: &Address<'_>,
) {
    let Address { host, path, .. } = address;
    let read_as = [("host", *host), ("basePath", path.as_str())];
    for (key, right) in read_as {
        let (Some(scheme), _) = split_scheme(root.str(key).unwrap_or_default().trim())
        else {
            continue;
        };
        let message = format!("`{key}` has the scheme `{scheme}`");
        reader.report(
            Diagnostic::new(Code::Repaired, &root.at.child(key), message)
                .note(format!("it was read as `{right}`"))
                .help(format!(
                    "write `host: {host}`, `basePath: {path}` and `schemes: [{scheme}]`"
                )),
        );
    }
}

/// The servers of an operation that is not called by the scheme that the others are called by.
pub(super) fn own_hosts<'t>(
    reader: &mut Reader<'_, '_>,
    root: &Node<'t>,
    operation: &Node<'t>,
) -> Vec<Server<'t>> {
    let address = Address::of(root);
    let (own, others) = schemes(operation, None);
    let (usual, _) = schemes(root, address.scheme);
    let usual = usual.first().map_or("https", String::as_str);
    match own.first() {
        _ if others.is_empty() => {}
        None => reader.report(without_http(operation, usual)),
        Some(own) => {
            let called = format!("{own}://{}", address.host);
            reader.report(not_sent_by(operation, &others, &called));
        }
    }
    if address.host.is_empty() && own.first().is_some_and(|own| own != usual) {
        reader.report(no_host(operation));
    }
    if address.host.is_empty() || own.iter().any(|one| one == usual) {
        return Vec::new();
    }
    own.iter().map(|scheme| address.server(scheme, operation)).collect()
}

fn not_sent_by(node: &Node<'_>, others: &[String], called: &str) -> Diagnostic {
    let message = format!("calls are not sent by `{}`", others.join("` and `"));
    Diagnostic::new(Code::UnsupportedKeyword, &node.at.child("schemes"), message)
        .note(format!("calls go to `{called}`"))
        .help("nothing has to change")
}

fn no_host(operation: &Node<'_>) -> Diagnostic {
    let message = "the schemes of an operation count only where `host` is written";
    Diagnostic::new(Code::UnsupportedKeyword, &operation.at.child("schemes"), message)
        .note("the call goes where the others go")
        .help("write `host`")
}

fn without_http(node: &Node<'_>, scheme: &str) -> Diagnostic {
    let message = "none of the schemes is `https` or `http`";
    Diagnostic::new(Code::Repaired, &node.at.child("schemes"), message)
        .note(format!("calls go by `{scheme}`"))
        .help("write `schemes: [https]`")
}
