//! Security schemes and requirements.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::incomplete_security::flow_name;
use super::parameters::HEADER_NAMES;
use super::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, Document, Node, Operation};
use crate::model::{
    OAuthFlow, SecurityKind, SecurityRequirement, SecurityScheme, is_token,
};
use crate::source::Pointer;

impl<'t> Builder<'t, '_> {
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut schemes = Vec::new();
        for (name, node) in &self.document.security_schemes {
            let Some(node) = self.follow(node) else { continue };
            if let Some(kind) = self.security_kind(name, &node) {
                let docs = docs::docs(&node);
                schemes.push(SecurityScheme::new(name, kind, docs, &node.at));
            }
        }
        schemes
    }

    /// OpenAPI 3.0 §4.7.23, Swagger 2.0 Security Scheme Object.
    fn security_kind(&mut self, name: &str, node: &Node<'t>) -> Option<SecurityKind> {
        let written = node.str("type").unwrap_or_default();
        let kind = written.to_ascii_lowercase();
        self.report_incomplete(name, node, &kind);
        let found = match kind.as_str() {
            "apikey" => self.key(name, node)?,
            "http" => {
                match http_scheme(node.text("scheme").as_deref().unwrap_or("bearer")) {
                    // A `bearerFormat` is said of bearer tokens only, whatever their scheme is called.
                    SecurityKind::Token(scheme)
                        if node.has("bearerFormat") && !is_registered(&scheme) =>
                    {
                        SecurityKind::Bearer
                    }
                    kind => kind,
                }
            }
            "basic" => SecurityKind::Basic,
            "bearer" => SecurityKind::Bearer,
            "oauth2" => SecurityKind::OAuth2(flows(node)),
            "openidconnect" => SecurityKind::OpenIdConnect(
                node.text("openIdConnectUrl").unwrap_or_default(),
            ),
            "mutualtls" => {
                self.note_certificate(name, node);
                SecurityKind::MutualTls
            }
            _ => {
                self.report(
                    Diagnostic::new(
                        Code::UnsupportedSecurity,
                        &node.at,
                        format!("the security scheme `{name}` is of the unknown type `{written}` and was left out"),
                    )
                    .help("write `apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`"),
                );
                return None;
            }
        };
        Some(found)
    }

    fn key(&mut self, name: &str, node: &Node<'t>) -> Option<SecurityKind> {
        let key = node.text("name").unwrap_or_else(|| name.to_owned());
        match document::location(node).as_str() {
            "query" => return Some(SecurityKind::QueryKey(key)),
            "cookie" => return Some(SecurityKind::CookieKey(key)),
            "header" | "" => {}
            other => {
                let message = format!("a key cannot be in `{other}`");
                self.report(
                    Diagnostic::new(Code::Repaired, &node.at.child("in"), message)
                        .note("it is sent as a header")
                        .help("write `header`, `query` or `cookie`"),
                );
            }
        }
        if !is_token(&key) {
            self.no_header(name, node);
            return None;
        }
        Some(SecurityKind::HeaderKey(key))
    }

    fn note_certificate(&mut self, name: &str, node: &Node<'t>) {
        let message = format!("the certificate of `{name}` is no text to be given");
        let note = Diagnostic::new(Code::UnsupportedSecurity, &node.at, message);
        self.report(note.as_note().at_key().help(
            "nothing has to change; users give `ClientBuilder::http_client` a client of \
             `reqwest` with an `identity`",
        ));
    }

    fn no_header(&mut self, name: &str, node: &Node<'t>) {
        let message = format!(
            "the security scheme `{name}` was left out: there is no header of its name"
        );
        self.report(
            Diagnostic::new(Code::UnsupportedSecurity, &node.at, message)
                .at_key()
                .note(HEADER_NAMES)
                .help("write the name of the header that the server reads"),
        );
    }

    /// The requirements of an operation or of the API, and the schemes of others that are not
    /// declared.
    pub(super) fn requirements(
        &mut self,
        node: &Node<'t>,
    ) -> (Vec<SecurityRequirement>, Vec<(String, Pointer)>) {
        let mut unknown = Vec::new();
        if node.value.is_object() {
            let message = "one object was read as a list of it";
            let repaired = Diagnostic::new(Code::Repaired, &node.at, message);
            self.report(repaired.help("write `security: [{ name: [] }]`"));
            let found = self.requirement(node, &mut unknown);
            return (found.into_iter().collect(), unknown);
        }
        let alternatives = node.items();
        let found = alternatives
            .filter_map(|alternative| self.requirement(&alternative, &mut unknown));
        (found.collect(), unknown)
    }

    /// One way to be let in; none when a scheme that it asks for is not declared or was left out.
    fn requirement(
        &mut self,
        node: &Node<'t>,
        unknown: &mut Vec<(String, Pointer)>,
    ) -> Option<SecurityRequirement> {
        let mut requirement = SecurityRequirement::default();
        let mut known = true;
        let named = node.entries().map(|(name, scopes)| {
            let scopes = scopes.items().filter_map(|node| node.value.as_str());
            (name, scopes.map(str::to_owned).collect())
        });
        let mut named: Vec<(&str, Vec<String>)> = named.collect();
        if let Some(name) = node.value.as_str() {
            let message = format!("`{name}` was read as `{name}: []`");
            let repaired = Diagnostic::new(Code::Repaired, &node.at, message);
            self.report(repaired.help(format!("write `{{ {name}: [] }}`")));
            named.push((name, Vec::new()));
        }
        for (name, scopes) in named {
            match self.scheme(name) {
                Some(index) => requirement.schemes.push((index, scopes)),
                None => {
                    known = false;
                    // One that is declared and was left out was reported.
                    let mut declared = self.document.security_schemes.iter();
                    if !declared.any(|(key, _)| *key == name) {
                        unknown.push((name.to_owned(), node.at.clone()));
                    }
                }
            }
        }
        known.then_some(requirement)
    }

    /// The scheme of a name, or of a URI that leads to it in this document: OpenAPI 3.2 §4.31.
    pub(super) fn scheme(&self, name: &str) -> Option<usize> {
        let own = name.strip_prefix('#').and_then(|path| path.rsplit('/').next());
        self.schemes.get(name).or_else(|| self.schemes.get(own?)).copied()
    }
}

/// Whether any requirement of a description names a scheme.
pub(super) fn is_said(document: &Document<'_>) -> bool {
    let of_operations = document
        .operations
        .iter()
        .filter_map(|operation| operation.node.get("security"));
    let mut said = document.security.clone().into_iter().chain(of_operations);
    said.any(|node| !named(&node).is_empty())
}

/// The schemes that requirements name, with the places of the requirements.
pub(super) fn named<'t>(requirements: &Node<'t>) -> Vec<(&'t str, Pointer)> {
    let alternatives = std::iter::once(requirements.clone()).chain(requirements.items());
    let names = |one: Node<'t>| {
        let names = one.entries().map(|(name, _)| name);
        let names = one.value.as_str().into_iter().chain(names);
        names.map(|name| (name, one.at.clone())).collect::<Vec<_>>()
    };
    alternatives.flat_map(names).collect()
}

/// The schemes that webhooks and callbacks name.
fn named_by_hooks<'t>(document: &Document<'t>) -> Vec<&'t str> {
    let mut open: Vec<&Operation<'t>> =
        document.webhooks.iter().map(|(_, hook)| hook).collect();
    let operations = &document.operations;
    let callbacks = operations.iter().flat_map(|operation| &operation.callbacks);
    open.extend(callbacks.map(|(_, called)| called));
    let mut names = Vec::new();
    while let Some(hook) = open.pop() {
        let requirements = hook.node.get("security");
        let named = requirements.iter().flat_map(named);
        names.extend(named.map(|(name, _)| name));
        open.extend(hook.callbacks.iter().map(|(_, called)| called));
    }
    names
}

impl Builder<'_, '_> {
    /// What calls require where the description declares schemes and never says what takes which:
    /// nothing, but what the user sets is sent. As many together as there is a place for each come
    /// first. What webhooks and callbacks require is meant for those.
    pub(super) fn whichever_is_set(
        &mut self,
        schemes: &[SecurityScheme],
    ) -> Vec<SecurityRequirement> {
        let of_hooks = named_by_hooks(self.document).into_iter();
        let of_hooks: BTreeSet<usize> =
            of_hooks.filter_map(|name| self.scheme(name)).collect();
        let usable: Vec<usize> = (0..schemes.len())
            .filter(|index| schemes[*index].kind != SecurityKind::MutualTls)
            .filter(|index| !of_hooks.contains(index))
            .collect();
        let is_bounded = usable.len() > MOST_COMBINED;
        if is_bounded {
            self.report_alone(usable.len());
        }
        let most = if is_bounded { 1 } else { MOST_TOGETHER };
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        for index in usable {
            let is_free = |set: &&Vec<usize>| {
                let place = schemes[index].kind.place();
                set.len() < most
                    && set.iter().all(|other| schemes[*other].kind.place() != place)
            };
            let larger: Vec<Vec<usize>> = sets
                .iter()
                .filter(is_free)
                .map(|set| [&set[..], &[index]].concat())
                .collect();
            sets.extend(larger);
        }
        sets.sort_by_key(|set| Reverse(set.len()));
        let requirement = |set: Vec<usize>| SecurityRequirement {
            schemes: set.into_iter().map(|index| (index, Vec::new())).collect(),
        };
        sets.into_iter().map(requirement).collect()
    }

    /// Notes that of so many schemes only one is sent at a time.
    fn report_alone(&mut self, count: usize) {
        let root = &self.document.root.at;
        let at = match self.document.is_swagger() {
            true => root.child("securityDefinitions"),
            false => root.child("components").child("securitySchemes"),
        };
        let message = format!(
            "nothing says which of the {count} security schemes go together: one is sent at a time"
        );
        self.report(
            Diagnostic::new(Code::UnsupportedSecurity, &at, message)
                .as_note()
                .at_key()
                .help("write `security` with what goes together"),
        );
    }
}

/// The most credentials that are sent together where nobody says so.
const MOST_TOGETHER: usize = 3;

/// The most schemes that are combined where nobody says how: more would be very many ways.
const MOST_COMBINED: usize = 6;

/// Schemes of IANA's registry of HTTP authentication schemes that have one text.
const WITH_TEXT: [&str; 3] = ["basic", "bearer", "dpop"];

/// Schemes of IANA's registry of HTTP authentication schemes that have more than one text.
const WITH_PARAMETERS: [&str; 11] = [
    "concealed",
    "digest",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

/// What stands in the header `Authorization`: RFC 9110 §11.1.
fn http_scheme(scheme: &str) -> SecurityKind {
    let scheme = scheme.trim();
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => SecurityKind::Bearer,
        "basic" => SecurityKind::Basic,
        other if WITH_PARAMETERS.contains(&other) || !is_token(scheme) => {
            SecurityKind::Authorization(scheme.to_owned())
        }
        _ => SecurityKind::Token(scheme.to_owned()),
    }
}

/// Whether a scheme is one of IANA's registry of HTTP authentication schemes.
fn is_registered(scheme: &str) -> bool {
    let scheme = scheme.to_ascii_lowercase();
    WITH_TEXT.contains(&scheme.as_str()) || WITH_PARAMETERS.contains(&scheme.as_str())
}

/// The flows of OAuth 2: `flows` in OpenAPI 3, `flow` in Swagger 2.0.
fn flows(node: &Node<'_>) -> Vec<OAuthFlow> {
    let flow = |kind: &str, node: &Node<'_>| OAuthFlow {
        kind: kind.to_owned(),
        authorization_url: node.text("authorizationUrl"),
        token_url: node.text("tokenUrl"),
        refresh_url: node.text("refreshUrl"),
        device_authorization_url: node.text("deviceAuthorizationUrl"),
        scopes: node
            .entries_of("scopes")
            .map(|(name, text)| {
                (name.to_owned(), text.value.as_str().unwrap_or_default().to_owned())
            })
            .collect(),
    };
    if let Some(kind) = node.str("flow") {
        return vec![flow(flow_name(kind), node)];
    }
    node.entries_of("flows")
        .filter(|(kind, _)| !kind.starts_with("x-"))
        .map(|(kind, node)| flow(flow_name(kind), &node))
        .collect()
}
