//! Chooses the environment variables of a client. No two settings have the same one.

use std::collections::{BTreeMap, BTreeSet};

use super::configure_parameters::of_client;
use crate::config::{Config, OfClient, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, ClientParameter, Location, SecurityKind, SecurityScheme};
use crate::numbers::Numbers;
use crate::source::Pointer;
use crate::words::words;

pub(super) fn run(
    api: &mut Api,
    config: &Config,
    prefix: &str,
    diagnostics: &mut Diagnostics,
) {
    let mut variables = Variables {
        prefix,
        taken: BTreeMap::new(),
        numbers: Numbers::default(),
        diagnostics,
    };
    variables.of_base_url(api, config);
    variables.configured(api, config);
    variables.of_schemes(api);
    variables.of_parameters(api);
}

/// What a credential is, behind a name that something else has.
fn what_it_is(scheme: &SecurityScheme) -> &'static str {
    match scheme.kind {
        SecurityKind::HeaderKey(_)
        | SecurityKind::QueryKey(_)
        | SecurityKind::CookieKey(_) => "KEY",
        _ => "TOKEN",
    }
}

/// A parameter, for people.
fn described(parameter: &ClientParameter) -> String {
    format!("the {} `{}`", parameter.noun(), parameter.name)
}

/// A setting of the client that has a variable.
struct Setting<'a> {
    /// What it is, for people.
    what: String,
    origin: &'a Pointer,
    /// How it has another variable.
    help: &'static str,
}

struct Variables<'a> {
    /// What names begin with.
    prefix: &'a str,
    /// Those that are given, and what has them.
    taken: BTreeMap<String, String>,
    numbers: Numbers,
    diagnostics: &'a mut Diagnostics,
}

impl Variables<'_> {
    fn of_base_url(&mut self, api: &mut Api, config: &Config) {
        let variable = match &config.client.base_url_variable {
            Some(variable) => variable.to_string(),
            None => format!("{}_BASE_URL", self.prefix),
        };
        self.taken.insert(variable.clone(), "the base URL".to_owned());
        api.client.base_url_variable = variable;
    }

    /// Those that the configuration gives, before any other can have them. Schemes can share one:
    /// one secret that is sent in two places is one.
    fn configured(&mut self, api: &mut Api, config: &Config) {
        let mut of_schemes = BTreeMap::new();
        for scheme in &mut api.security_schemes {
            let found = config.auth.env.get_key_value(scheme.name.as_str());
            let Some((key, given)) = found else { continue };
            scheme.variable = given.variable.to_string();
            scheme.password_variable = given.password.as_ref().map(ToString::to_string);
            for variable in [Some(&scheme.variable), scheme.password_variable.as_ref()] {
                let Some(variable) = variable else { continue };
                self.check(config, key, variable);
                let what = format!("the credential `{}`", scheme.name);
                of_schemes.insert(variable.clone(), what);
            }
        }
        self.taken.append(&mut of_schemes);
        let mut used = BTreeSet::new();
        for parameter in &mut api.client_parameters {
            let place = (parameter.location, parameter.name.as_str());
            let Some((key, OfClient::Variable(given))) = of_client(config, place) else {
                continue;
            };
            // The entry is that of the header of this name, too.
            if !used.insert(key.span().start) {
                continue;
            }
            parameter.variable = given.to_string();
            let what = described(parameter);
            self.check(config, key, &parameter.variable);
            self.taken.insert(parameter.variable.clone(), what);
        }
    }

    /// Reports a variable that something else has.
    fn check(&mut self, config: &Config, key: &Spanned<String>, variable: &str) {
        if let Some(other) = self.taken.get(variable) {
            let message =
                format!("`{variable}` is the environment variable of {other} already");
            self.diagnostics
                .report(config.unused(key, message).help("choose another variable"));
        }
    }

    fn of_schemes(&mut self, api: &mut Api) {
        // A certificate is the transport's matter.
        let sent = |one: &&mut SecurityScheme| one.kind != SecurityKind::MutualTls;
        for scheme in api.security_schemes.iter_mut().filter(sent) {
            let credential = Setting {
                what: format!("the credential `{}`", scheme.name),
                origin: &scheme.origin,
                help: HELP,
            };
            let label = shout(&scheme.label);
            let is_basic = scheme.kind == SecurityKind::Basic;
            if scheme.variable.is_empty() {
                let (name, other) = match is_basic {
                    true => ("USERNAME", format!("{label}_USERNAME")),
                    false => (label.as_str(), format!("{label}_{}", what_it_is(scheme))),
                };
                scheme.variable = self.claim(name, &other, &credential);
            }
            if is_basic && scheme.password_variable.is_none() {
                let other = format!("{label}_PASSWORD");
                let claimed = self.claim("PASSWORD", &other, &credential);
                scheme.password_variable = Some(claimed);
            }
            if let Some(flow) = &mut scheme.client_credentials {
                let client = Setting {
                    what: format!("the client of the credential `{}`", scheme.name),
                    ..credential
                };
                flow.variables = ["CLIENT_ID", "CLIENT_SECRET"].map(|name| {
                    let other = format!("{label}_{name}");
                    self.claim(name, &other, &client)
                });
            }
        }
    }

    fn of_parameters(&mut self, api: &mut Api) {
        for parameter in &mut api.client_parameters {
            if parameter.variable.is_empty() {
                let name = shout(&parameter.label);
                let place = match parameter.location {
                    Location::Header => "HEADER",
                    Location::Path => "SERVER",
                    _ => "QUERY",
                };
                let other = format!("{place}_{name}");
                let setting = Setting {
                    what: described(parameter),
                    origin: &parameter.origin,
                    help: match parameter.is_of_server() {
                        true => HELP_FOR_SERVERS,
                        false => HELP,
                    },
                };
                parameter.variable = self.claim(&name, &other, &setting);
            }
        }
    }

    /// A variable that nothing else has, by another name where the plain one is taken.
    fn claim(&mut self, name: &str, other: &str, of: &Setting<'_>) -> String {
        let Setting { what, origin, help } = of;
        let plain = self.prefixed(name);
        let mut variable = plain.clone();
        if self.taken.contains_key(&variable) {
            variable = self.prefixed(other);
        }
        if self.taken.contains_key(&variable) {
            let taken = &self.taken;
            variable =
                self.numbers.name(&variable, "_", |name| taken.contains_key(name));
        }
        if let Some(other) = self.taken.get(&plain) {
            let message = format!(
                "the environment variable of {what} is `{variable}`, because `{plain}` is that of \
                 {other}"
            );
            self.diagnostics.report(
                Diagnostic::new(Code::NameCollision, origin, message)
                    .as_note()
                    .help(*help),
            );
        }
        self.taken.insert(variable.clone(), what.clone());
        variable
    }

    fn prefixed(&self, name: &str) -> String {
        let prefix = self.prefix;
        match name == prefix || name.starts_with(&format!("{prefix}_")) {
            true => name.to_owned(),
            false => format!("{prefix}_{name}"),
        }
    }
}

/// How something has another variable of the environment.
const HELP: &str =
    "`[auth.env]` or `[client.parameters]` of the configuration can name it";

/// The same for variables of servers, which these do not know.
const HELP_FOR_SERVERS: &str = "for `url` and `variables` of the server, a `[[fix]]` of the configuration can give it another \
     name";

fn shout(name: &str) -> String {
    let words: Vec<String> =
        words(name).into_iter().filter(|word| word.is_ascii()).collect();
    if words.is_empty() { "TOKEN".to_owned() } else { words.join("_").to_uppercase() }
}
