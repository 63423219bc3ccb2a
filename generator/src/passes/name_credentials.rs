//! Chooses the names of credentials, and the order in which they count.

use super::name_variables;
use super::settle_security::one_for_each_place;
use crate::config::{Config, Spanned};
use crate::diagnostic::Diagnostics;
use crate::model::{Api, SecurityKind, SecurityRequirement};
use crate::words::{without_x, words};

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let prefix = prefix(api, config);
    label(api, &prefix);
    name_variables::run(api, config, &prefix, diagnostics);
    for (name, variables) in &config.auth.env {
        if known(api, config, name, name.get_ref(), diagnostics)
            && variables.password.is_some()
        {
            report_pair(api, config, name, diagnostics);
        }
    }
    order(api, config, diagnostics);
    api.client.base_url = match &config.client.base_url {
        Some(url) => url.to_string(),
        None => api.default_url(),
    };
    let headers = config.client.headers.iter();
    api.client.headers = headers.map(|(k, v)| (k.to_string(), v.to_string())).collect();
}

/// Gives schemes whose names say nothing but that they are schemes the name of what they are sent
/// with: `bearerAuth` is a `token`, `ApiKeyAuth` an `api_key`. Where that would be one name for
/// two, they keep their own.
fn label(api: &mut Api, prefix: &str) {
    let prefixes = [words(prefix), words(&prefix_of(&api.title))];
    let labels: Vec<Option<&str>> = api
        .security_schemes
        .iter()
        .map(|scheme| {
            let words = words(&scheme.name);
            let own = prefixes.iter().find_map(|prefix| words.strip_prefix(&prefix[..]));
            let own = own.unwrap_or(&words);
            plain_label(&scheme.kind, own)
        })
        .collect();
    for (index, label) in labels.iter().enumerate() {
        let Some(label) = label else { continue };
        let scheme = &api.security_schemes[index];
        // That is the name that somebody gave it.
        if words(&scheme.label) != words(without_x(&scheme.name)) {
            continue;
        }
        let is_taken = labels.iter().zip(&api.security_schemes).enumerate().any(
            |(other, (theirs, scheme))| {
                other != index
                    && (*theirs == Some(*label)
                        || words(&scheme.name).join("_") == *label)
            },
        );
        if !is_taken {
            api.security_schemes[index].label = (*label).to_owned();
        }
    }
}

/// Words of names of schemes that say no more than their kinds do.
const SAYS_NOTHING: [&str; 28] = [
    "0",
    "1",
    "2",
    "access",
    "api",
    "apikey",
    "auth",
    "authentication",
    "authorization",
    "authorizer",
    "basic",
    "bearer",
    "credentials",
    "default",
    "header",
    "http",
    "https",
    "jwt",
    "key",
    "oauth",
    "oauth2",
    "openid",
    "query",
    "scheme",
    "security",
    "token",
    "tokens",
    "user",
];

/// Words that say of OAuth 2 and OpenID Connect how one comes by a token, which is one and the same
/// afterwards: `openIdConnect`, `OAuth2PasswordBearer`, `oAuth2ClientCredentials`.
const SAYS_FLOW: [&str; 13] = [
    "application",
    "auth2",
    "client",
    "code",
    "connect",
    "flow",
    "grant",
    "id",
    "implicit",
    "o",
    "oidc",
    "open",
    "password",
];

/// The name of what a scheme is sent with, where the words of its own name say no more.
fn plain_label(kind: &SecurityKind, words: &[String]) -> Option<&'static str> {
    let has_flows =
        matches!(kind, SecurityKind::OAuth2(_) | SecurityKind::OpenIdConnect(_));
    let says_nothing = |word: &String| {
        SAYS_NOTHING.contains(&word.as_str())
            || has_flows && SAYS_FLOW.contains(&word.as_str())
    };
    if !words.iter().all(says_nothing) {
        return None;
    }
    let has = |word: &str| words.iter().any(|one| one == word);
    let token = if has("access") {
        "access_token"
    } else if has("api") && has("token") {
        "api_token"
    } else {
        "token"
    };
    match kind {
        SecurityKind::Bearer | SecurityKind::Token(_) if has("key") || has("apikey") => {
            Some("api_key")
        }
        SecurityKind::Bearer | SecurityKind::Token(_) => Some(token),
        SecurityKind::OAuth2(_) | SecurityKind::OpenIdConnect(_) => Some("access_token"),
        SecurityKind::HeaderKey(_) | SecurityKind::QueryKey(_) => {
            Some(if has("token") { token } else { "api_key" })
        }
        SecurityKind::Basic
        | SecurityKind::CookieKey(_)
        | SecurityKind::Authorization(_)
        | SecurityKind::MutualTls => None,
    }
}

/// Reports two variables for what is one text.
fn report_pair(
    api: &Api,
    config: &Config,
    name: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) {
    let scheme = api.security_schemes.iter().find(|one| one.name == *name.get_ref());
    if scheme.is_some_and(|scheme| scheme.kind != SecurityKind::Basic) {
        let message = format!(
            "`{}` is not HTTP basic: it has one variable, and no user and password",
            name.get_ref()
        );
        let help = format!("write `{} = \"VARIABLE\"`", name.get_ref());
        diagnostics.report(config.unused(name, message).help(help));
    }
}

/// What the names of the variables begin with: the package's name or the API's title.
fn prefix(api: &Api, config: &Config) -> String {
    let name = config.package.name.as_ref().map(|name| &**name.get_ref());
    prefix_of(name.unwrap_or(&api.title))
}

fn prefix_of(name: &str) -> String {
    let words = words(name);
    let noise = |word: &String| {
        matches!(
            word.as_str(),
            "api"
                | "apis"
                | "the"
                | "rest"
                | "web"
                | "sdk"
                | "s"
                | "docs"
                | "documentation"
                | "specification"
                | "openapi"
                | "swagger"
                | "v1"
                | "v2"
                | "v3"
        ) || !word.is_ascii()
    };
    let goes_on =
        |word: &String| matches!(word.as_str(), "with" | "for" | "from" | "by");
    let words = words.into_iter().take_while(|word| !goes_on(word));
    let kept: Vec<String> = words.filter(|word| !noise(word)).take(3).collect();
    let prefix = kept.join("_").to_uppercase();
    match prefix.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => prefix,
        _ => format!("API{}{prefix}", if prefix.is_empty() { "" } else { "_" }),
    }
}

/// Sorts alternatives: those that the configuration names first.
fn order(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    // Each entry stands for all ways to do what it says, as those of the description do.
    let mut preferred: Vec<Vec<Vec<usize>>> = Vec::new();
    for together in &config.auth.precedence {
        let mut named = SecurityRequirement::default();
        for name in together.0.get_ref() {
            if known(api, config, &together.0, name, diagnostics) {
                let position =
                    api.security_schemes.iter().position(|scheme| scheme.name == *name);
                named.schemes.extend(position.map(|index| (index, Vec::new())));
            }
        }
        let (ways, _) = one_for_each_place(&api.security_schemes, &named);
        preferred.push(ways.iter().map(sorted).collect());
    }
    let rank = |requirement: &SecurityRequirement| {
        let schemes = sorted(requirement);
        let position = preferred.iter().position(|ways| ways.contains(&schemes));
        position.unwrap_or(preferred.len())
    };
    for operation in &mut api.operations {
        operation.security.sort_by_key(rank);
    }
    api.security.sort_by_key(rank);
}

fn sorted(requirement: &SecurityRequirement) -> Vec<usize> {
    let mut indexes: Vec<usize> = requirement.indexes().collect();
    indexes.sort_unstable();
    indexes
}

fn known<T>(
    api: &Api,
    config: &Config,
    entry: &Spanned<T>,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> bool {
    let known = api.security_schemes.iter().any(|scheme| scheme.name == name);
    if !known {
        let message = format!("the description has no security scheme `{name}`");
        let names = api.security_schemes.iter().map(|scheme| scheme.name.as_str());
        diagnostics.report(config.unused(entry, message).suggesting(name, names));
    }
    known
}
