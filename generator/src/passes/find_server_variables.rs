//! Finds what only the user knows of the API's URL: variables whose default is a stand-in, such as
//! `your-domain`. The client has to be given them, where calls would go nowhere otherwise.

use indexmap::IndexSet;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Api, ClientParameter, Deprecation, Docs, Location, Server, ServerVariable,
};
use crate::source::{FileId, Pointer};
use crate::words::words;

pub(super) fn run(api: &mut Api, config: &Config, _: &mut Diagnostics) {
    if config.client.base_url.is_some() {
        return;
    }
    for server in &mut api.servers {
        declare_all(server);
        ask(server);
    }
    let Some(server) = Server::usual_of(&api.servers) else { return };
    let asked: Vec<ServerVariable> =
        server.variables.iter().filter(|one| one.is_asked).cloned().collect();
    // Servers of operations have the client's values, and defaults for all else.
    let is_asked = |name: &str| asked.iter().any(|one| one.name == name);
    for operation in &mut api.operations {
        let servers = operation.servers.iter_mut();
        for variable in servers.flat_map(|server| &mut server.variables) {
            variable.is_asked = is_asked(&variable.name);
        }
    }
    api.client_parameters.extend(asked.iter().map(parameter));
}

/// Adds variables that a URL names and nothing is said of.
fn declare_all(server: &mut Server) {
    let names: IndexSet<String> = server.undeclared().into_iter().collect();
    server.variables.extend(names.into_iter().map(|name| ServerVariable {
        name,
        default: String::new(),
        values: Vec::new(),
        description: None,
        is_asked: true,
    }));
}

/// Marks the variables of a server whose default is a stand-in, and with these all others that can
/// have any value.
fn ask(server: &mut Server) {
    let url = server.url.clone();
    let mut in_url: Vec<&mut ServerVariable> = server
        .variables
        .iter_mut()
        .filter(|one| one.values.len() < 2 && url.contains(&one.place()))
        .collect();
    let is_host = |one: &ServerVariable| host(&url).contains(&one.place());
    if in_url.iter().any(|one| one.is_asked || is_stand_in(one, is_host(one))) {
        for variable in &mut in_url {
            variable.is_asked = true;
            if is_stand_in(variable, is_host(variable)) {
                variable.default.clear();
            }
        }
    }
}

/// What stands before the path of a URL.
fn host(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + "://".len());
    let end = url[start..].find('/').map_or(url.len(), |at| start + at);
    &url[..end]
}

/// Whether the default of a variable stands for what users have to say.
fn is_stand_in(variable: &ServerVariable, is_host: bool) -> bool {
    /// What is written where there is no value.
    const NOTHING: [&str; 11] = [
        "changeme",
        "change-me",
        "none",
        "null",
        "placeholder",
        "replace-me",
        "tbd",
        "todo",
        "undefined",
        "unknown",
        "xxx",
    ];
    /// What users have one of.
    const OWN: [&str; 12] = [
        "account",
        "company",
        "customer",
        "domain",
        "host",
        "hostname",
        "instance",
        "organization",
        "shop",
        "store",
        "subdomain",
        "tenant",
    ];
    let default = variable.default.trim();
    let is_caps = |text: &str| {
        text.len() > 3
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    let (own, said) = (words(&variable.name), words(default));
    let is_yours = |words: &[String]| words.first().is_some_and(|word| word == "your");
    let is_my = said.len() > 1 && said[0] == "my";
    (default.is_empty() && is_host)
        || default.contains(['{', '}', '<', '>', '[', ']'])
        || NOTHING.contains(&default.to_ascii_lowercase().as_str())
        || is_yours(&own)
        || is_yours(&said)
        || is_my
        || said.iter().any(|word| word == "example")
        || is_caps(default)
        || (!said.is_empty() && own == said)
        || OWN.contains(&default.split('.').next().unwrap_or_default())
            && is_host
            && default != "localhost"
}

fn parameter(variable: &ServerVariable) -> ClientParameter {
    let default = Some(variable.default.clone()).filter(|text| !text.is_empty());
    ClientParameter {
        name: variable.name.clone(),
        label: variable.name.clone(),
        location: Location::Path,
        is_required: true,
        default,
        schema: None,
        values: Vec::new(),
        deprecation: Deprecation::Nowhere,
        variable: String::new(),
        docs: Docs { description: variable.description.clone(), ..Docs::default() },
        origin: Pointer::root(FileId::ROOT).child("servers"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(name: &str, default: &str) -> ServerVariable {
        ServerVariable {
            name: name.to_owned(),
            default: default.to_owned(),
            values: Vec::new(),
            description: None,
            is_asked: false,
        }
    }

    #[test]
    fn stand_ins_are_no_defaults() {
        let stand_ins = [
            ("index_host", "unknown"),
            ("yourOktaDomain", "subdomain.okta.com"),
            ("appId", "ALGOLIA_APPLICATION_ID"),
            ("accountName", "{accountName}"),
            ("hostname", "HOSTNAME"),
            ("defaultHost", "discourse.example.com"),
            ("tenant", "tenant"),
            ("tenant", "<tenant>"),
            ("domain", "your-domain"),
            ("domain", "my-company.cloud"),
            ("Endpoint", "none"),
            ("subdomain", ""),
        ];
        for (name, default) in stand_ins {
            assert!(is_stand_in(&variable(name, default), true), "{name}: {default}");
        }
        let defaults = [
            ("region", "us"),
            ("region", "EU"),
            ("host", "localhost"),
            ("host", "127.0.0.1"),
            ("environment", "us-east1-gcp"),
            ("site", "datadoghq.com"),
            ("version", "v1"),
            ("customer", "brain"),
            ("protocol", "https"),
            ("port", "8080"),
        ];
        for (name, default) in defaults {
            assert!(!is_stand_in(&variable(name, default), true), "{name}: {default}");
        }
        assert!(!is_stand_in(&variable("basePath", ""), false));
    }

    #[test]
    fn hosts_end_before_paths() {
        assert_eq!(host("https://{a}.b/{c}"), "https://{a}.b");
        assert_eq!(host("{a}/c"), "{a}");
        assert_eq!(host(""), "");
    }
}
