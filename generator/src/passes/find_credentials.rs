//! Takes parameters that are credentials away from the calls: the client has them.
//!
//! What a declared security scheme sends is a credential, also where an operation lists it among
//! its parameters. Where no scheme says so, a parameter that most operations take and that is
//! called like a credential gets a scheme.

use std::collections::BTreeSet;

use super::configure_parameters::{is_name_of, of_client, scoped};
use super::uses::{report_other_docs, uses, usual_docs, usual_name};
use super::walk;
use crate::config::{Config, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Location, Operation, Parameter, SecurityKind, SecurityRequirement,
    SecurityScheme, StringFormat, TypeKind, TypeRef, Types,
};
use crate::words::words;

/// The number of alternatives of an operation up to which each is doubled, with the key and without:
/// a client tries them one by one.
const MOST: usize = 32;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let declared = api.security_schemes.len();
    let found = undeclared(api, config, diagnostics);
    for scheme in found {
        declare(api, scheme, diagnostics);
    }
    report_scoped(api, config, diagnostics);
    take_over(api, declared, diagnostics);
    let Api { operations, security_schemes, taken_over, .. } = api;
    for operation in operations {
        ignore_reserved(operation, config, taken_over, diagnostics);
        ignore_other_ways(
            operation,
            security_schemes,
            config,
            (taken_over, diagnostics),
        );
    }
}

/// Schemes for parameters that are credentials without one.
fn undeclared(
    api: &Api,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Vec<SecurityScheme> {
    let sent: Vec<_> =
        api.security_schemes.iter().filter_map(|scheme| scheme.kind.place()).collect();
    let found = uses(api).into_iter().filter(|(place, parameters)| {
        let needed = parameters
            .iter()
            .filter(|one| one.required || one.is_authorization() || is_key(one));
        let named = (place.0, parameters[0].name.as_str());
        2 * needed.count() > api.operations.len()
            && !sent.contains(place)
            && parameters.iter().all(|one| is_credential(&api.types, one))
            && of_client(config, named).is_none()
    });
    let found: Vec<Vec<&Parameter>> = found.map(|(_, uses)| uses).collect();
    found.iter().for_each(|uses| report_other_docs(uses, diagnostics));
    found.iter().map(|uses| scheme(uses)).collect()
}

fn scheme(uses: &[&Parameter]) -> SecurityScheme {
    let parameter = uses[0];
    let name = parameter.name.clone();
    let kind = match parameter.location {
        // Nothing tells what the value begins with, so that the caller gives all of it.
        Location::Header if parameter.is_authorization() => {
            SecurityKind::Authorization(String::new())
        }
        Location::Query => SecurityKind::QueryKey(name.clone()),
        Location::Cookie => SecurityKind::CookieKey(name.clone()),
        _ => SecurityKind::HeaderKey(name.clone()),
    };
    let scheme = SecurityScheme::new(&name, kind, usual_docs(uses), &parameter.origin);
    SecurityScheme { label: usual_name(uses), ..scheme }
}

/// Whether a parameter is a credential, by its name: text that has no default.
fn is_credential(types: &Types, parameter: &Parameter) -> bool {
    let def = walk::definition(types, parameter.schema);
    let is_text =
        matches!(def.kind, TypeKind::String(StringFormat::Plain | StringFormat::Uuid));
    is_text
        && (parameter.is_authorization()
            || parameter.constant.is_none()
                && def.constraints.default.is_none()
                && is_named_so(parameter))
}

/// Whether a name is that of a credential. `key` and `token` alone can be anything, unless the docs
/// say what they are.
fn is_named_so(parameter: &Parameter) -> bool {
    let words = words(&parameter.name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = || {
        parameter.docs.says(&[
            "api key",
            "api-key",
            "apikey",
            "api token",
            "access token",
            "authenticat",
        ])
    };
    match words.as_slice() {
        ["key" | "token"] => said(),
        [.., "apikey" | "authorization" | "authentication"] => true,
        [.., "api" | "app" | "access" | "auth" | "secret" | "subscription", "key"] => {
            true
        }
        [.., "api" | "access" | "auth" | "account" | "server" | "session", "token"] => {
            true
        }
        [.., "api" | "app" | "client", "secret"] => true,
        _ => false,
    }
}

/// Whether what may be left out is a credential too: keys of APIs are, where tokens can be of what
/// is asked about. Nobody has one for a single call.
fn is_key(parameter: &Parameter) -> bool {
    let last = words(&parameter.name).pop();
    matches!(parameter.location, Location::Header | Location::Query)
        && last.is_some_and(|last| matches!(last.as_str(), "key" | "apikey"))
}

fn declare(api: &mut Api, mut scheme: SecurityScheme, diagnostics: &mut Diagnostics) {
    let message = format!(
        "`{}` is a parameter of most operations and no security scheme: it became a credential \
         of the client",
        scheme.name
    );
    diagnostics.report(
        Diagnostic::new(Code::Repaired, &scheme.origin, message)
            .as_note()
            .help(format!(
                "declare it under `components.securitySchemes`, and require that; `{:?} = false` in \
                 `[client.parameters]` of the configuration makes it an argument again",
                scheme.name
            )),
    );
    // Names of schemes are told apart by configurations.
    if api.security_schemes.iter().any(|other| other.name == scheme.name) {
        scheme.name = format!("{} parameter", scheme.name);
    }
    api.security_schemes.push(scheme);
}

/// Reports names for a parameter in one operation where the client has it as a credential.
fn report_scoped(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for operation in &api.operations {
        for parameter in &operation.parameters {
            let place = Some(parameter.place());
            let mut schemes = api.security_schemes.iter();
            let Some(scheme) = schemes.find(|one| one.kind.place() == place) else {
                continue;
            };
            let name = &parameter.name;
            let named = (parameter.location, name.as_str());
            let Some((key, rename)) = config.parameters.rename(operation, named) else {
                continue;
            };
            let is_of_all = is_name_of(key.get_ref(), parameter);
            let is_said = scheme.label == rename.get_ref().to_string();
            if !is_said && told.insert(key.span().start) {
                diagnostics.report(match is_of_all {
                    true => sent_by(config, key, &scheme.name),
                    false => scoped(config, key, name),
                });
            }
        }
    }
}

/// The diagnostic for an entry about a parameter that a security scheme sends.
pub(super) fn sent_by(
    config: &Config,
    key: &Spanned<String>,
    scheme: &str,
) -> Diagnostic {
    let message = format!(
        "`{}` is what the security scheme `{scheme}` sends: no call has it",
        key.get_ref()
    );
    let help =
        "remove this entry; `[auth.env]` has the environment variables of schemes";
    config.unused(key, message).help(help)
}

/// Removes the parameters that schemes send, and lets operations require those schemes.
fn take_over(api: &mut Api, declared: usize, diagnostics: &mut Diagnostics) {
    let places: Vec<_> =
        api.security_schemes.iter().map(|scheme| scheme.kind.place()).collect();
    let mut told = BTreeSet::new();
    let mut changed = 0;
    let Api { operations, security_schemes, taken_over, .. } = api;
    for operation in operations {
        let mut is_changed = false;
        let Operation { parameters, security, .. } = operation;
        parameters.retain(|parameter| {
            let own = Some(parameter.place());
            let is_same = |index: &usize| places[*index] == own;
            let required = security.iter().flat_map(SecurityRequirement::indexes);
            let required = required.filter(&is_same).collect::<Vec<_>>();
            let Some(scheme) =
                required.first().copied().or_else(|| (0..places.len()).find(is_same))
            else {
                return true;
            };
            let is_there =
                |one: &SecurityRequirement| one.indexes().any(|index| is_same(&index));
            // Where one way to authenticate is the header `Authorization`, the parameter says no
            // more than that.
            let is_settled = match parameter.required && !parameter.is_authorization() {
                true => !security.is_empty() && security.iter().all(is_there),
                false => security.iter().any(is_there),
            };
            if !is_settled {
                let need = match parameter.required {
                    true => Need::Always,
                    // What no scheme declares stands beside those that do.
                    false if scheme >= declared && !parameter.is_authorization() => {
                        Need::Beside
                    }
                    false => Need::Instead,
                };
                require(security, scheme, need, is_there);
                is_changed = true;
            }
            if scheme < declared && told.insert((scheme, is_settled)) {
                let name = &security_schemes[scheme].name;
                diagnostics.report(is_sent(parameter, name, is_settled));
            }
            taken_over.push(parameter.schema);
            false
        });
        changed += usize::from(is_changed);
    }
    if 2 * changed > api.operations.len() {
        // Most operations require something else than the description says of all.
        api.security.clear();
    }
}

fn is_sent(parameter: &Parameter, scheme: &str, is_settled: bool) -> Diagnostic {
    let message = format!(
        "the parameter `{}` is what the security scheme `{scheme}` sends: the client has it, and \
         no call",
        parameter.name
    );
    let note = Diagnostic::new(Code::UnsupportedKeyword, &parameter.origin, message);
    if is_settled {
        let help = "nothing has to change; without the parameter, the description says the same";
        return note.help(help);
    }
    let (takes, say) = match parameter.required {
        true => ("requires", "require it there"),
        false => ("accepts", "name it there as one way"),
    };
    note.note(format!("its `security` does not say so: the call {takes} `{scheme}` too"))
        .help(format!("{say}; then the parameter can be left out"))
}

/// How an operation needs one more scheme.
enum Need {
    /// In each of its alternatives.
    Always,
    /// As another alternative.
    Instead,
    /// In each of its alternatives, or instead of these, which hold without it too: nothing says
    /// what a key that need not be there is for.
    Beside,
}

/// Lets an operation take one more scheme. Of alternatives that are complete the first is sent, so
/// the one with more comes before.
fn require(
    security: &mut Vec<SecurityRequirement>,
    scheme: usize,
    need: Need,
    is_there: impl Fn(&SecurityRequirement) -> bool,
) {
    if security.is_empty() {
        security.push(SecurityRequirement::default());
    }
    let with = |one: &SecurityRequirement| {
        let mut with = one.clone();
        if !is_there(one) {
            with.schemes.push((scheme, Vec::new()));
            with.schemes.sort_by_key(|(index, _)| *index);
        }
        with
    };
    let alone = || SecurityRequirement { schemes: vec![(scheme, Vec::new())] };
    match need {
        Need::Always => *security = security.iter().map(with).collect(),
        Need::Beside if security.len() <= MOST => {
            let mut both: Vec<_> = security.iter().map(with).collect();
            both.append(security);
            *security = both;
            let instead = alone();
            if !security.iter().any(|one| one.schemes == instead.schemes) {
                security.push(instead);
            }
        }
        Need::Instead | Need::Beside => {
            let place = security.iter().position(|one| one.schemes.is_empty());
            security.insert(place.unwrap_or(security.len()), alone());
        }
    }
}

/// Removes the header `Authorization` where the specification says that it is no parameter, and the
/// configuration does not say that it is one.
fn ignore_reserved(
    operation: &mut Operation,
    config: &Config,
    taken_over: &mut Vec<TypeRef>,
    diagnostics: &mut Diagnostics,
) {
    operation.parameters.retain(|parameter| {
        let named = (parameter.location, parameter.name.as_str());
        let is_left_out = parameter.is_reserved && of_client(config, named).is_none();
        if is_left_out {
            taken_over.push(parameter.schema);
            diagnostics.report(reserved(parameter));
        }
        !is_left_out
    });
}

fn reserved(parameter: &Parameter) -> Diagnostic {
    let message = format!(
        "the header `{}` follows from media types and credentials: it is no argument",
        parameter.name
    );
    Diagnostic::new(Code::UnsupportedKeyword, &parameter.origin, message)
        .help("declare a security scheme and require it")
}

/// What tokens are called in the query, where they are not in the header `Authorization`: RFC 6750
/// §2.3, and the drafts before it.
const TOKENS: [&str; 2] = ["access_token", "oauth_token"];

/// Leaves out parameters that may send the token that the header sends.
fn ignore_other_ways(
    operation: &mut Operation,
    schemes: &[SecurityScheme],
    config: &Config,
    (taken_over, diagnostics): (&mut Vec<TypeRef>, &mut Diagnostics),
) {
    let is_token = |index: &usize| {
        matches!(
            schemes[*index].kind,
            SecurityKind::Bearer
                | SecurityKind::OAuth2(_)
                | SecurityKind::OpenIdConnect(_)
        )
    };
    let required = operation.security.iter().flat_map(SecurityRequirement::indexes);
    let Some(scheme) = required.into_iter().find(is_token) else { return };
    let scheme = &schemes[scheme].name;
    operation.parameters.retain(|parameter| {
        let is_other_way = parameter.location == Location::Query
            && !parameter.required
            && TOKENS.contains(&parameter.name.as_str())
            && of_client(config, (parameter.location, &parameter.name)).is_none();
        if is_other_way {
            taken_over.push(parameter.schema);
            diagnostics.report(is_other_way_of(parameter, scheme));
        }
        !is_other_way
    });
}

fn is_other_way_of(parameter: &Parameter, scheme: &str) -> Diagnostic {
    let message = format!(
        "the parameter `{}` is another way to send what the security scheme `{scheme}` sends: no \
         call has it",
        parameter.name
    );
    Diagnostic::new(Code::UnsupportedKeyword, &parameter.origin, message).help(format!(
        "nothing has to change; `{:?} = false` in `[client.parameters]` of the configuration makes \
         it an argument again",
        parameter.name
    ))
}
