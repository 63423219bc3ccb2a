//! Finds what only the user knows of the API's URL: variables whose default is a stand-in, such as
//! `your-domain`. The client has to be given them, where calls would go nowhere otherwise.

use std::net::Ipv4Addr;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, ClientParameter, Deprecation, Docs, EnumValue, Location, Server,
    ServerVariable, in_braces,
};
use crate::source::Pointer;
use crate::words::words;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut stand_ins = IndexMap::new();
    let mut asked = IndexMap::new();
    let declared = declared(&api.servers);
    // Where the configuration says where the API is, its servers ask nothing.
    if config.client.base_url.is_none() {
        for server in &mut api.servers {
            ask(server, &declared, &mut stand_ins);
        }
        add_usual(&api.servers, &mut asked);
    }
    let base = Server::usual(&api.servers);
    for operation in &mut api.operations {
        operation.servers.retain_mut(|server| {
            let mut own = IndexMap::new();
            ask(server, &declared, &mut own);
            if base.as_ref() != Some(&server.expanded()) {
                choose(server);
            }
            // The operation is where the others are, as far as anybody knows.
            let is_unknown = server.is_unknown();
            match is_unknown {
                true => diagnostics.report(left_out(server)),
                false => stand_ins.extend(own),
            }
            !is_unknown
        });
        add_usual(&operation.servers, &mut asked);
    }
    // Servers have the client's values, and defaults for all else.
    let own = api.servers.iter_mut().filter(|_| config.client.base_url.is_none());
    let of_operations = api.operations.iter_mut().flat_map(|one| &mut one.servers);
    for server in own.chain(of_operations) {
        for variable in &mut server.variables {
            // A default stays, whatever is missing elsewhere.
            let asked = asked.get(&variable.name);
            variable.is_asked |= asked.is_some_and(|asked| {
                !asked.default.is_empty() || variable.default.is_empty()
            }) && !server.url.starts_with(&variable.place());
        }
    }
    api.client_parameters.extend(asked.values().map(parameter));
    stand_ins.into_values().for_each(|one| diagnostics.report(one));
}

/// The variables of the API's servers by their names. Where these differ in the default of one,
/// nothing says which of them another server means.
fn declared(servers: &[Server]) -> IndexMap<String, ServerVariable> {
    let mut declared: IndexMap<String, ServerVariable> = IndexMap::new();
    let mut differing: IndexSet<String> = IndexSet::new();
    for variable in servers.iter().flat_map(|server| &server.variables) {
        let first = declared.entry(variable.name.clone());
        if first.or_insert_with(|| variable.clone()).default != variable.default {
            differing.insert(variable.name.clone());
        }
    }
    declared.retain(|name, _| !differing.contains(name));
    declared
}

/// Adds what the server that counts asks for. One without a host is told as a whole.
fn add_usual(servers: &[Server], asked: &mut IndexMap<String, ServerVariable>) {
    let usual = Server::usual_of(servers);
    let usual = usual.filter(|one| !one.is_unknown() && one.expanded().contains("://"));
    let variables = usual.into_iter().flat_map(|one| &one.variables);
    for variable in variables.filter(|one| one.is_asked) {
        asked.entry(variable.name.clone()).or_insert_with(|| variable.clone());
    }
}

/// Marks the variables of an operation's own server that have several values: the client chooses one,
/// since its base URL says nothing of where those operations are.
fn choose(server: &mut Server) {
    for variable in &mut server.variables {
        let place = variable.place();
        variable.is_asked |= variable.values.len() > 1
            && server.url.contains(&place)
            && !server.url.starts_with(&place);
    }
}

/// Adds variables that a URL names and nothing is said of, but where the API's servers are.
fn declare_all(server: &mut Server, declared: &IndexMap<String, ServerVariable>) {
    let is_declared = |name: &&str| server.variables.iter().any(|one| one.name == *name);
    let names = in_braces(&server.url).filter(|name| !name.is_empty());
    let names: IndexSet<String> =
        names.filter(|name| !is_declared(name)).map(str::to_owned).collect();
    let origin = &server.origin;
    let unknown = |name: String| ServerVariable {
        name,
        default: String::new(),
        values: Vec::new(),
        description: None,
        is_asked: true,
        origin: origin.clone(),
    };
    let found = names.into_iter().map(|name| {
        let known = declared.get(&name).cloned();
        known.unwrap_or_else(|| unknown(name))
    });
    server.variables.extend(found);
}

/// Marks the variables of a server whose default is a stand-in or missing, and with these all
/// others that can have any value. Reports the stand-ins.
fn ask(
    server: &mut Server,
    declared: &IndexMap<String, ServerVariable>,
    stand_ins: &mut IndexMap<Pointer, Diagnostic>,
) {
    declare_all(server, declared);
    let url = server.url.clone();
    let mut in_url: Vec<&mut ServerVariable> = server
        .variables
        .iter_mut()
        .filter(|one| one.values.len() < 2 && url.contains(&one.place()))
        .collect();
    let mut is_any_asked = false;
    for variable in &mut in_url {
        if is_stand_in(variable, host(&url).contains(&variable.place())) {
            let report = || stand_in(variable, &url);
            stand_ins.entry(variable.origin.clone()).or_insert_with(report);
            variable.default.clear();
            variable.is_asked = true;
        }
        is_any_asked |= variable.is_asked;
    }
    // Users know no scheme or version better than the description.
    let is_open = |one: &ServerVariable| {
        !url.starts_with(&one.place()) && !is_version(&words(&one.name))
    };
    for variable in in_url.into_iter().filter(|one| is_any_asked && is_open(one)) {
        variable.is_asked = true;
    }
}

fn stand_in(variable: &ServerVariable, url: &str) -> Diagnostic {
    let ServerVariable { name, default, origin, .. } = variable;
    let message = match default.trim() {
        "" => format!("the default of `{name}` of the server `{url}` is empty"),
        default => format!(
            "`{default}`, the default of `{name}` of the server `{url}`, was read as a stand-in"
        ),
    };
    let note = match url.starts_with(&variable.place()) {
        true => "the client has to be given the URL of the server",
        false => "where calls go there, the client has to be given it",
    };
    Diagnostic::new(Code::UnsupportedKeyword, origin, message).at_key().note(note).help(
        "nothing has to change; `base_url` in `[client]` of the configuration says where calls go",
    )
}

fn left_out(server: &Server) -> Diagnostic {
    let message = format!(
        "the server `{}` of an operation begins with what only users know",
        server.url
    );
    Diagnostic::new(Code::UnsupportedKeyword, &server.origin, message)
        .note("calls go to the base URL of the client instead")
        .help("nothing has to change; `.base_url(…)` of the client says where calls go")
}

/// Whether something is a version, by the words of its name.
fn is_version(words: &[String]) -> bool {
    words.last().is_some_and(|word| word == "version" || word == "v")
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
    const NOTHING: [&str; 7] =
        ["changeme", "change-me", "none", "null", "replace-me", "undefined", "unknown"];
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
    let default = default.split_once("://").map_or(default, |(_, rest)| rest);
    let is_plain = |text: &str| !text.contains(['{', '}', '<', '>', '[', ']']);
    let (own, said) = (words(&variable.name), words(default));
    if variable.is_asked || (is_version(&own) && is_plain(default)) {
        return false;
    }
    // `PROD` and `US_EAST` are values.
    let is_caps = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
            && said.len() > 1
            && said.last().is_some_and(|word| {
                OWN.contains(&&**word)
                    || matches!(&**word, "id" | "key" | "name" | "url")
                    || said.starts_with(&own)
            })
    };
    let is_yours = |words: &[String]| words.first().is_some_and(|word| word == "your");
    // A whole host is one: `my.acme.test`, `store.acme.test`.
    let (first, is_whole) = match default.split_once('.') {
        Some((first, _)) => (first, true),
        None => (default, false),
    };
    // A default that is the same for everybody is nobody's secret.
    let is_secret = own.last().is_some_and(|word| {
        matches!(&**word, "token" | "apikey" | "secret" | "password")
    }) || own.ends_with(&["api".to_owned(), "key".to_owned()]);
    // A machine in somebody's network (RFC 1918).
    let address = default.split(':').next().unwrap_or_default().parse::<Ipv4Addr>();
    let own_thing = first.strip_prefix("my-").is_some_and(|rest| OWN.contains(&rest));
    let is_my = own_thing || !is_whole && said.len() > 1 && said[0] == "my";
    (default.is_empty() && is_host)
        || is_secret
        || is_host && address.is_ok_and(|address| address.is_private())
        || !is_plain(default)
        || NOTHING.contains(&default.to_ascii_lowercase().as_str())
        || is_yours(&own)
        || is_yours(&said)
        || is_my
        || said.iter().any(|word| word == "example")
        || is_caps(default)
        || (!said.is_empty() && own == said)
        || OWN.contains(&default) && is_host
}

fn parameter(variable: &ServerVariable) -> ClientParameter {
    let values = match &variable.values[..] {
        several @ [_, _, ..] => several,
        _ => &[],
    };
    let value = |value: &String| EnumValue {
        value: Value::String(value.clone()),
        name: None,
        docs: Docs::default(),
        deprecated: false,
    };
    let default = Some(variable.default.clone()).filter(|text| !text.is_empty());
    ClientParameter {
        name: variable.name.clone(),
        label: variable.name.clone(),
        location: Location::Path,
        is_required: true,
        default,
        schema: None,
        values: values.iter().map(value).collect(),
        deprecation: Deprecation::Nowhere,
        variable: String::new(),
        docs: Docs { description: variable.description.clone(), ..Docs::default() },
        origin: variable.origin.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn variable(name: &str, default: &str) -> ServerVariable {
        ServerVariable {
            name: name.to_owned(),
            default: default.to_owned(),
            values: Vec::new(),
            description: None,
            is_asked: false,
            origin: Pointer::root(FileId::ROOT),
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
            ("account", "ACCOUNT_NUMBER"),
            ("defaultHost", "discourse.example.com"),
            ("tenant", "tenant"),
            ("tenant", "<tenant>"),
            ("domain", "your-domain"),
            ("tenantUrl", "https://your-tenant"),
            ("domain", "my-company.cloud"),
            ("domain", "my-app"),
            ("host", "hostname"),
            ("Endpoint", "none"),
            ("subdomain", ""),
            ("token", "1234:AAbbcc"),
            ("apiKey", "0123456789"),
            ("bridge", "192.168.1.2"),
            ("host", "10.0.0.1:8080"),
        ];
        for (name, default) in stand_ins {
            assert!(is_stand_in(&variable(name, default), true), "{name}: {default}");
        }
        let defaults = [
            ("host", "account.acme.test"),
            ("host", "my.acme.test"),
            ("host", "my-api.acme.test"),
            ("domain", "shop.app"),
            ("region", "us"),
            ("region", "EU"),
            ("region", "EMEA"),
            ("region", "US_EAST"),
            ("stage", "PROD"),
            ("version", "version"),
            ("apiVersion", "API_VERSION"),
            ("host", "localhost"),
            ("host", "127.0.0.1"),
            ("host", "8.8.8.8"),
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
