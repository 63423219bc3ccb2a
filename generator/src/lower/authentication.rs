//! What is said of authentication: in the docs of the crate, the builder and the methods.

use super::Lowering;
use super::docs::{brief, code, ended};
use super::inline::{HARD_SPACE, one_line};
use super::markdown::clean;
use super::operations::alternatives;
use super::text::Text;
use crate::model::{OAuthFlow, Operation, SecurityKind, SecurityScheme};
use crate::rust::{Authentication, Client, Credential, SchemeKind};

impl Lowering<'_> {
    /// How requests are authenticated.
    pub(super) fn authentication(&self, client: &Client) -> Authentication {
        let is_some = |schemes: &&Vec<usize>| !schemes.is_empty();
        let ways = |schemes: &Vec<usize>| credentials_of(client, schemes);
        let usual: Vec<Credential> =
            client.security.iter().filter(is_some).flat_map(ways).collect();
        let optional = client.security.iter().any(Vec::is_empty);
        let mut others: Vec<Vec<usize>> = Vec::new();
        for operation in &self.api.operations {
            for schemes in alternatives(&operation.security) {
                if !client.security.contains(&schemes) && !others.contains(&schemes) {
                    others.push(schemes);
                }
            }
        }
        let further: Vec<Credential> =
            others.iter().filter(is_some).flat_map(ways).collect();
        let (mut notes, mut texts) = (Vec::new(), Vec::new());
        let shown = usual.iter().chain(&further).flat_map(|one| &one.setters);
        let shown: Vec<&String> = shown.collect();
        for (index, scheme) in self.api.security_schemes.iter().enumerate() {
            let setter = setter(client, index).filter(|one| shown.contains(&one));
            let about = about(scheme);
            if let Some(setter) = setter.filter(|_| !about.is_empty()) {
                let said = |about: &str| {
                    format!("{}: {about}", code(&setter)).replace(HARD_SPACE, " ")
                };
                notes.push(said(&about));
                texts.push(said(&whole(scheme)));
            }
        }
        let is_unknown = self.api.security_schemes.is_empty();
        Authentication { usual, optional, further, notes, texts, is_unknown }
    }

    /// What a call has to be authenticated with: where that is not what most calls are, and the
    /// scopes.
    pub(super) fn security_docs(&self, operation: &Operation, text: &mut Text) {
        let security = alternatives(&operation.security);
        let setter =
            |scheme: &usize| code(&format!("ClientBuilder::{}", self.setters[*scheme]));
        let is_transport = |scheme: &usize| {
            self.api.security_schemes[*scheme].kind == SecurityKind::MutualTls
        };
        if security != self.default_security
            && !security.iter().flatten().any(is_transport)
        {
            let alternative = |schemes: &Vec<usize>| match schemes.as_slice() {
                [] => "by nothing".to_owned(),
                schemes => {
                    let setters: Vec<String> = schemes.iter().map(setter).collect();
                    format!("by {}", setters.join(" and "))
                }
            };
            let ways: Vec<String> = security.iter().map(alternative).collect();
            text.paragraph(&match security.iter().any(|schemes| !schemes.is_empty()) {
                true => format!("Authenticated {}.", ways.join(" or ")),
                false => "Needs no credentials.".to_owned(),
            });
        }
        for (schemes, scopes) in needed_scopes(operation) {
            let setters: Vec<String> = schemes.iter().map(setter).collect();
            let need = if setters.len() > 1 { "each need" } else { "needs" };
            let many = if scopes.len() > 1 || scopes[0].contains("` and `") {
                "scopes"
            } else {
                "scope"
            };
            text.paragraph(&format!(
                "{} {need} the {many} {}.",
                setters.join(" and "),
                scopes.join(" or ")
            ));
        }
    }
}

/// The scopes that an operation needs, each alternative as a text, and the schemes that need them.
fn needed_scopes(operation: &Operation) -> Vec<(Vec<usize>, Vec<String>)> {
    let mut needed: Vec<(usize, Vec<String>)> = Vec::new();
    for (scheme, scopes) in operation.security.iter().flat_map(|one| &one.schemes) {
        let all: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
        let all = all.join(" and ");
        match needed.iter_mut().find(|(known, _)| known == scheme) {
            Some((_, several)) if !several.contains(&all) => several.push(all),
            Some(_) => {}
            None => needed.push((*scheme, vec![all])),
        }
    }
    // One that is taken without a scope as well needs none.
    needed.retain(|(_, scopes)| scopes.iter().all(|scope| !scope.is_empty()));
    let mut alike: Vec<(Vec<usize>, Vec<String>)> = Vec::new();
    for (scheme, scopes) in needed {
        match alike.iter_mut().find(|(_, known)| *known == scopes) {
            Some((schemes, _)) => schemes.push(scheme),
            None => alike.push((vec![scheme], scopes)),
        }
    }
    alike
}

/// The ways to have the credentials of schemes that go together: as they are, and where the client
/// gets a token by itself, with what it takes for that.
fn credentials_of(client: &Client, schemes: &[usize]) -> Vec<Credential> {
    let way = |by_itself: bool| {
        let mut way = Credential { variables: Vec::new(), setters: Vec::new() };
        for index in schemes {
            let scheme = &client.schemes[*index];
            match &scheme.kind {
                SchemeKind::Tokens(endpoint) if by_itself => {
                    way.variables.extend(endpoint.variables.iter().cloned());
                    way.setters.push(format!("ClientBuilder::{}", endpoint.setter));
                }
                _ => {
                    way.variables.extend(scheme.variables.iter().cloned());
                    way.setters.extend(setter(client, *index));
                }
            }
        }
        way
    };
    let mut ways = vec![way(false)];
    let gets_tokens =
        |index: &usize| matches!(client.schemes[*index].kind, SchemeKind::Tokens(_));
    if schemes.iter().any(gets_tokens) {
        ways.push(way(true));
    }
    ways
}

/// The method of the builder that sets a credential.
fn setter(client: &Client, scheme: usize) -> Option<String> {
    if client.schemes[scheme].kind == SchemeKind::Transport {
        // A client certificate is part of the connection.
        return Some("ClientBuilder::http_client".to_owned());
    }
    let found = client.setters.iter().find(|setter| setter.scheme == scheme);
    found.map(|setter| format!("ClientBuilder::{}", setter.name))
}

/// What the description says of a scheme, in one line.
fn about(scheme: &SecurityScheme) -> String {
    let own = ended(clean(&brief(&scheme.docs)));
    let ways = ways(&scheme.kind);
    [one_line(&own)]
        .into_iter()
        .chain(whole_value(&scheme.kind))
        .chain(ways)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// All that the description says of a scheme, as an item of a list.
fn whole(scheme: &SecurityScheme) -> String {
    let texts = scheme.docs.texts();
    let mut parts: Vec<String> = texts.map(|text| ended(clean(text))).collect();
    parts.extend(whole_value(&scheme.kind));
    parts.extend(ways(&scheme.kind));
    parts.retain(|part| !part.is_empty());
    let lines = parts.join("\n\n");
    let mut lines = lines.lines();
    let mut text = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        text.push('\n');
        // What belongs to the item is indented as its text is.
        if !line.is_empty() {
            text.push_str("  ");
            text.push_str(line);
        }
    }
    text
}

/// Says where the credential is all of `Authorization`: who gives the token alone is refused.
fn whole_value(kind: &SecurityKind) -> Option<String> {
    let whole = "It is the whole value of `Authorization`,";
    match kind {
        SecurityKind::HeaderKey(name) if name.eq_ignore_ascii_case("authorization") => {
            Some(format!(
                "{whole} with the word before the token where there is one, as in `Bearer …`."
            ))
        }
        SecurityKind::Authorization(scheme) if !scheme.is_empty() => {
            Some(format!("{whole} which begins with {}.", code(scheme)))
        }
        SecurityKind::Authorization(_) => {
            Some(format!("{whole} with the scheme that it begins with."))
        }
        _ => None,
    }
}

/// Where credentials come from: a sentence for each way.
fn ways(kind: &SecurityKind) -> Vec<String> {
    match kind {
        SecurityKind::OAuth2(flows) => flows.iter().filter_map(flow).collect(),
        SecurityKind::OpenIdConnect(url) if !url.is_empty() => {
            vec![format!("OpenID Connect: {}.", clean(url))]
        }
        SecurityKind::MutualTls => vec![
            "A client certificate is part of the connection: give one to \
             `reqwest::ClientBuilder::identity`, and the client that comes of it here."
                .to_owned(),
        ],
        _ => Vec::new(),
    }
}

fn flow(flow: &OAuthFlow) -> Option<String> {
    let name = match flow.kind.as_str() {
        "implicit" => "Implicit",
        "password" => "Password",
        "clientCredentials" => "Client credentials",
        "authorizationCode" => "Authorization code",
        "deviceAuthorization" => "Device authorization",
        other => other,
    };
    let urls = [
        ("authorization at", &flow.authorization_url),
        ("device authorization at", &flow.device_authorization_url),
        ("tokens at", &flow.token_url),
        ("refreshed at", &flow.refresh_url),
    ];
    let said = |(what, url): (&str, &Option<String>)| {
        let url =
            url.as_deref().filter(|url| !url.trim().trim_matches('/').is_empty())?;
        Some(format!("{what} {}", clean(url)))
    };
    let urls: Vec<String> = urls.into_iter().filter_map(said).collect();
    (!urls.is_empty()).then(|| format!("{name} flow: {}.", urls.join(", ")))
}

/// Adds where the credentials of a scheme come from, and the scopes that there are.
pub(super) fn scheme_docs(scheme: &SecurityScheme, text: &mut Text) {
    text.texts(&scheme.docs);
    ways(&scheme.kind).iter().for_each(|way| text.paragraph(way));
    let SecurityKind::OAuth2(flows) = &scheme.kind else { return };
    let mut scopes: Vec<&(String, String)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for scope in flows.iter().flat_map(|flow| &flow.scopes) {
        if seen.insert(&scope.0) {
            scopes.push(scope);
        }
    }
    for (index, (name, about)) in scopes.into_iter().enumerate() {
        if index == 0 {
            text.paragraph("Its scopes:");
        }
        let about = one_line(&ended(clean(about)));
        let space = if about.is_empty() { "" } else { ": " };
        text.item(&format!("{}{space}{about}", code(name)), index == 0);
    }
}

/// Adds the section of the crate's docs.
pub(super) fn authentication_docs(item: &Authentication, text: &mut Text) {
    if item.is_empty() {
        return;
    }
    text.block("# Authentication");
    if !item.usual.is_empty() {
        text.paragraph(
            "`Client::from_env` reads what authenticates from the environment; the first of \
             these that is complete counts, and what the builder is given goes before:",
        );
        credentials(&item.usual, text);
    }
    text.paragraph(item.note_of_optional());
    if !item.further.is_empty() {
        text.paragraph(item.note_of_further());
        credentials(&item.further, text);
    }
    for (index, note) in item.notes.iter().enumerate() {
        if index == 0 {
            text.paragraph(Authentication::ABOUT);
        }
        text.item(note, index == 0);
    }
}

fn credentials(credentials: &[Credential], text: &mut Text) {
    for (index, credential) in credentials.iter().enumerate() {
        let join = |names: &[String]| {
            names.iter().map(|name| code(name)).collect::<Vec<_>>().join(" and ")
        };
        let setters = join(&credential.setters);
        let line = match credential.variables.as_slice() {
            [] => setters,
            variables => format!("{}: {setters}", join(variables)),
        };
        text.item(&line, index == 0);
    }
}
