//! The client: what the description says about the API as a whole.

use indexmap::IndexMap;

use super::Lowering;
use super::authentication::scheme_docs;
use super::docs::{code, ended};
use super::inline::one_line;
use super::markdown::clean;
use super::names::{Case, Scope};
use super::operations::alternatives;
use super::params;
use super::symbols::report_collision;
use super::text::Text;
use super::token_sources::{self, TokenNames};
use crate::diagnostic::Diagnostics;
use crate::model::{
    self, Api, Deprecation, EnumValue, Location, Parameter, Placement, SecurityKind,
    SecurityScheme, Server, plain_text,
};
use crate::rust::{
    Client, ClientParameter, CredentialSetter, Docs, Ident, Place, Scheme, SchemeKind,
};
use crate::words::words;

/// Methods that the runtime's builder has.
const BUILDER_METHODS: [&str; 23] = [
    "attempt_timeout",
    "base_url",
    "build",
    "clock",
    "connect_timeout",
    "credential",
    "credential_pair",
    "credential_source",
    "default_header",
    "env",
    "env_from",
    "http_client",
    "max_retries",
    "max_retry_delay",
    "new",
    "parameter",
    "read_timeout",
    "retry_unsafe",
    "timeout",
    "transport",
    "typed_parameter",
    "clone",
    "default",
];

/// Methods that the runtime's client has, and those that every SDK adds.
pub(super) const CLIENT_METHODS: [&str; 8] =
    ["base_url", "builder", "clone", "default", "from_env", "new", "to_builder", "call"];

impl Lowering<'_> {
    /// What the client of the SDK is.
    pub(super) fn client(&mut self) -> Client {
        let mut schemes = Vec::new();
        let mut setters = Vec::new();
        for (index, scheme) in self.api.security_schemes.iter().enumerate() {
            let name = self.setters[index].clone();
            schemes.push(Scheme {
                name: name.plain().to_owned(),
                kind: match self.token_endpoint(index) {
                    Some(endpoint) => SchemeKind::Tokens(endpoint),
                    None => scheme_kind(&scheme.kind),
                },
                variables: variables(scheme),
            });
            if scheme.kind != SecurityKind::MutualTls {
                setters.push(setter(index, name, scheme));
            }
        }
        let (servers, server_templates) = self.servers();
        let form_user_agent = crate::rust::Form::SingleFile == self.options.form;
        Client {
            title: self.api.title.clone(),
            user_agent: form_user_agent.then(|| self.package_name()),
            base_url: self.base_url.clone(),
            servers,
            server_templates,
            server_variables: super::servers::variables(
                &self.api.servers,
                &self.api.client_parameters,
            ),
            base_url_variable: self.options.base_url_variable.clone(),
            schemes,
            security: self.default_security.clone(),
            failure: self.options.failure.clone(),
            headers: self.options.headers.clone(),
            setters,
            token_setters: self.token_setters(),
            parameters: self.client_parameters(),
        }
    }

    fn client_parameters(&mut self) -> Vec<ClientParameter> {
        let api = self.api;
        let setters = self.setters[api.security_schemes.len()..].to_vec();
        let parameters = api.client_parameters.iter().zip(setters);
        parameters
            .map(|(parameter, setter)| {
                let typed = parameter.schema.filter(|schema| !self.is_text(schema.id));
                let mut lowered = ClientParameter {
                    name: parameter.name.clone(),
                    setter,
                    docs: Docs::default(),
                    about: about(&parameter.docs),
                    deprecated: parameter.deprecation == Deprecation::Everywhere,
                    ty: typed.map(|schema| self.ty(schema.id)),
                    variable: parameter.variable.clone(),
                    default: parameter.default.clone().filter(|_| parameter.is_required),
                    place: place(parameter.location),
                    noun: parameter.noun(),
                    is_required: parameter.is_required,
                    server: self.server_of(parameter),
                };
                lowered.docs = match &lowered.server {
                    Some(url) => {
                        let is_usual = *url == self.base_url;
                        server_variable_docs(parameter, &lowered, url, is_usual)
                    }
                    None => {
                        let is_of_calls = self.is_of_calls(parameter);
                        client_parameter_docs(parameter, &lowered, is_of_calls)
                    }
                };
                lowered
            })
            .collect()
    }

    /// The URL that a variable of servers stands in: that of the API, or else of an operation.
    fn server_of(&self, parameter: &model::ClientParameter) -> Option<String> {
        let place = format!("{{{}}}", parameter.name);
        let mut others =
            self.api.operations.iter().filter_map(|one| Server::usual(&one.servers));
        match parameter.is_of_server() {
            true if self.base_url.contains(&place) => Some(self.base_url.clone()),
            true => others.find(|url| url.contains(&place)).or(Some(String::new())),
            false => None,
        }
    }

    /// Whether some call has it among its own parameters.
    fn is_of_calls(&self, parameter: &model::ClientParameter) -> bool {
        let mut all = self.api.operations.iter().flat_map(|one| &one.parameters);
        all.any(|one| one.placement == Placement::Params && parameter.is(one))
    }

    /// What the docs of a call's own parameter say of the client's.
    pub(super) fn client_docs(&self, parameter: &Parameter) -> Option<String> {
        let mut all = self.api.client_parameters.iter();
        let position = all.position(|one| one.is(parameter))?;
        let setter = &self.setters[self.api.security_schemes.len() + position];
        let mut text = Text::default();
        text.paragraph(&format!(
            "By default what the client has for all calls, see {}.",
            code(&format!("ClientBuilder::{setter}"))
        ));
        Some(text.into_docs().0)
    }
}

/// What something is, in one line.
fn about(docs: &model::Docs) -> String {
    let description = docs.description.as_deref().map(clean).unwrap_or_default();
    ended(one_line(&description))
}

/// What is sent where nothing is set.
fn by_default(parameter: &ClientParameter) -> String {
    let said = format!("by default what {} says", code(&parameter.variable));
    match &parameter.default {
        Some(default) => format!("{said}, or {}", code(default)),
        None => said,
    }
}

fn server_variable_docs(
    parameter: &model::ClientParameter,
    lowered: &ClientParameter,
    url: &str,
    is_usual: bool,
) -> Docs {
    let mut text = Text::default();
    text.paragraph(&format!(
        "Sets {} of the server's URL, {}; {}.",
        code(&format!("{{{}}}", parameter.name)),
        code(url),
        by_default(lowered)
    ));
    if lowered.default.is_none() {
        text.paragraph(match is_usual {
            true => "Without it there is no client, unless it is given the whole URL.",
            false => "Calls that go there fail without it, before anything is sent.",
        });
    }
    text.texts(&parameter.docs);
    values(parameter, &mut text);
    text.into_docs()
}

fn client_parameter_docs(
    parameter: &model::ClientParameter,
    lowered: &ClientParameter,
    is_of_calls: bool,
) -> Docs {
    let mut text = Text::default();
    text.paragraph(&format!(
        "Sets the {} {} of all calls that take it; {}.",
        lowered.noun,
        code(&parameter.name),
        by_default(lowered)
    ));
    text.paragraph(match (is_of_calls, lowered.place) {
        (true, _) => "What the parameters of a call have goes before it.",
        (false, Place::Header) => "`.header(…)` of a call sets another one for that.",
        (false, _) => "`.query(…)` of a call sets another one for that.",
    });
    match (&parameter.default, parameter.is_required) {
        (None, true) => text.paragraph(
            "Calls that cannot do without it fail when there is none, before anything is sent.",
        ),
        (Some(default), false) => text.paragraph(&format!(
            "The server takes {} where there is none.",
            code(default)
        )),
        _ => {}
    }
    if parameter.deprecation == Deprecation::Somewhere {
        text.paragraph("Some calls should no longer be given it.");
    }
    text.texts(&parameter.docs);
    values(parameter, &mut text);
    text.into_docs()
}

/// Adds the values that it can have, or that calls take different ones of, and what is said of some
/// of them.
fn values(parameter: &model::ClientParameter, text: &mut Text) {
    let values = &parameter.values;
    if values.is_empty() {
        return;
    }
    let name = |value: &EnumValue| code(&plain_text(&value.value));
    let names: Vec<String> = values.iter().take(MOST_VALUES).map(name).collect();
    let more = if values.len() > MOST_VALUES { " and others" } else { "" };
    let take = match parameter.is_of_server() {
        true => "It is one of",
        false => "Calls take different ones of",
    };
    text.paragraph(&format!("{take} {}{more}.", names.join(", ")));
    let described = values.iter().filter(|value| !value.docs.is_empty());
    for (index, value) in described.enumerate() {
        let about = value.docs.description.as_deref().unwrap_or_default();
        let about = one_line(&ended(clean(about)));
        text.item(&format!("{}: {about}", name(value)), index == 0);
    }
}

/// Where the client sends a parameter.
pub(super) fn place(location: Location) -> Place {
    match location {
        Location::Header => Place::Header,
        Location::Path => Place::Path,
        _ => Place::Query,
    }
}

/// How many values of an enum are told where it is text.
const MOST_VALUES: usize = 20;

/// The names of the builder's methods for credentials, one for each scheme, and for parameters; and
/// those for tokens that do not last.
pub(super) fn setters(
    api: &Api,
    diagnostics: &mut Diagnostics,
) -> (Vec<Ident>, Vec<TokenNames>) {
    let mut names = Scope::new(Case::Method).reserve(&BUILDER_METHODS);
    let mut setters = Vec::new();
    for scheme in &api.security_schemes {
        let claimed = names.claim(&scheme.label);
        report_collision(
            diagnostics,
            &claimed,
            "credential",
            &scheme.name,
            &scheme.origin,
        );
        setters.push(claimed.ident);
    }
    for parameter in &api.client_parameters {
        let label = &parameter.label;
        let place = match parameter.is_of_server() {
            true => "server",
            false => params::place(parameter.location),
        };
        let other = format!("{place}_{label}");
        let claimed = names.claim_or(label, &other);
        let what = match parameter.is_of_server() {
            true => "server's variable",
            false => "client's parameter",
        };
        report_collision(
            diagnostics,
            &claimed,
            what,
            &parameter.name,
            &parameter.origin,
        );
        setters.push(claimed.ident);
    }
    let tokens = token_sources::names(api, &setters, &mut names, diagnostics);
    (setters, tokens)
}

fn scheme_kind(kind: &SecurityKind) -> SchemeKind {
    match kind {
        SecurityKind::Bearer
        | SecurityKind::OAuth2(_)
        | SecurityKind::OpenIdConnect(_) => SchemeKind::Bearer,
        SecurityKind::Basic => SchemeKind::Basic,
        SecurityKind::HeaderKey(name) => SchemeKind::Header(name.clone()),
        SecurityKind::QueryKey(name) => SchemeKind::Query(name.clone()),
        SecurityKind::CookieKey(name) => SchemeKind::Cookie(name.clone()),
        SecurityKind::Token(scheme) => SchemeKind::Token(scheme.clone()),
        SecurityKind::Authorization(_) => SchemeKind::Authorization,
        SecurityKind::MutualTls => SchemeKind::Transport,
    }
}

fn variables(scheme: &SecurityScheme) -> Vec<String> {
    if scheme.kind == SecurityKind::MutualTls {
        return Vec::new();
    }
    let own = Some(&scheme.variable).filter(|variable| !variable.is_empty());
    own.into_iter().chain(&scheme.password_variable).cloned().collect()
}

fn setter(index: usize, name: Ident, scheme: &SecurityScheme) -> CredentialSetter {
    let basic = scheme.kind == SecurityKind::Basic;
    let arguments = match basic {
        true => vec![Ident::new("user"), Ident::new("password")],
        false => vec![name.clone()],
    };
    let mut text = Text::default();
    let sent = match &scheme.kind {
        SecurityKind::Bearer
        | SecurityKind::OAuth2(_)
        | SecurityKind::OpenIdConnect(_) => {
            "Sets the token that is sent as `Authorization: Bearer …`".to_owned()
        }
        SecurityKind::Basic => {
            "Sets user name and password, sent as `Authorization: Basic …`".to_owned()
        }
        SecurityKind::HeaderKey(header)
            if header.eq_ignore_ascii_case("authorization") =>
        {
            let text = scheme.docs.description.as_deref().unwrap_or_default();
            let such_as = match words(text).iter().any(|word| word == "bearer") {
                true => ", such as `Bearer …`",
                false => "",
            };
            format!("Sets the whole value of `Authorization`{such_as}")
        }
        SecurityKind::HeaderKey(header) => {
            format!("Sets what is sent in the header {}", code(header))
        }
        SecurityKind::QueryKey(name) => {
            format!("Sets what is sent as the query parameter {}", code(name))
        }
        SecurityKind::CookieKey(name) => {
            format!("Sets what is sent as the cookie {}", code(name))
        }
        SecurityKind::Token(scheme) => {
            format!("Sets what is sent as `Authorization: {scheme} …`")
        }
        SecurityKind::Authorization(scheme) if scheme.is_empty() => {
            "Sets the whole value of `Authorization`".to_owned()
        }
        SecurityKind::Authorization(scheme) => {
            format!(
                "Sets the whole value of `Authorization`, which begins with {}",
                code(scheme)
            )
        }
        SecurityKind::MutualTls => String::new(),
    };
    let variables: Vec<String> = variables(scheme).iter().map(|one| code(one)).collect();
    let from = match variables.is_empty() {
        true => String::new(),
        false => {
            let say = if variables.len() > 1 { "say" } else { "says" };
            format!("; by default what {} {say}", variables.join(" and "))
        }
    };
    text.paragraph(&format!("{sent}{from}."));
    scheme_docs(scheme, &mut text);
    CredentialSetter { name, docs: text.into_docs(), scheme: index, arguments }
}

/// What the description requires of all operations, or else what most of them require.
pub(super) fn default_security(api: &Api) -> Vec<Vec<usize>> {
    if !api.security.is_empty() {
        return alternatives(&api.security);
    }
    let mut counts: IndexMap<Vec<Vec<usize>>, usize> = IndexMap::new();
    for operation in &api.operations {
        *counts.entry(alternatives(&operation.security)).or_default() += 1;
    }
    let most = counts.values().max().copied();
    let most = counts.into_iter().find(|(_, count)| Some(*count) == most);
    most.map(|(security, _)| security).unwrap_or_default()
}
