//! Takes parameters that are credentials away from the calls: the client has them.
//!
//! What a declared security scheme sends is a credential, also where an operation lists it among
//! its parameters. Where no scheme says so, a parameter that most operations take and that is
//! called like a credential gets a scheme.

use indexmap::IndexMap;

use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Location, Operation, Parameter, SecurityKind, SecurityRequirement,
    SecurityScheme, StringFormat, TypeKind, TypeRef, Types,
};
use crate::words::{without_x, words};

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let declared = api.security_schemes.len();
    for scheme in undeclared(api) {
        declare(api, scheme, diagnostics);
    }
    take_over(api, declared, diagnostics);
    for operation in &mut api.operations {
        ignore_reserved(operation, &mut api.taken_over, diagnostics);
    }
}

/// Where a parameter is sent, as [`SecurityKind::place`] has it for schemes.
fn place_of(parameter: &Parameter) -> Option<(&'static str, String)> {
    match parameter.location {
        Location::Header => Some(("header", parameter.name.to_ascii_lowercase())),
        Location::Query => Some(("query", parameter.name.clone())),
        Location::Cookie => Some(("cookie", parameter.name.clone())),
        Location::Path | Location::QueryString => None,
    }
}

/// Schemes for parameters that are credentials without one.
fn undeclared(api: &Api) -> Vec<SecurityScheme> {
    let mut taken: IndexMap<(&'static str, String), Vec<&Parameter>> = IndexMap::new();
    for operation in &api.operations {
        for parameter in &operation.parameters {
            if let Some(place) = place_of(parameter) {
                taken.entry(place).or_default().push(parameter);
            }
        }
    }
    let sent: Vec<_> =
        api.security_schemes.iter().filter_map(|scheme| scheme.kind.place()).collect();
    let found = taken.into_iter().filter(|(place, parameters)| {
        let is_usual = 2 * parameters.len() > api.operations.len();
        is_usual
            && !sent.contains(place)
            && parameters.iter().all(|one| is_credential(&api.types, one))
    });
    found.map(|(_, parameters)| scheme(parameters[0])).collect()
}

fn scheme(parameter: &Parameter) -> SecurityScheme {
    let name = parameter.name.clone();
    let kind = match parameter.location {
        // Nothing tells what the value begins with, so that the caller gives all of it.
        Location::Header if is_authorization(parameter) => {
            SecurityKind::Authorization(String::new())
        }
        Location::Query => SecurityKind::QueryKey(name.clone()),
        Location::Cookie => SecurityKind::CookieKey(name.clone()),
        _ => SecurityKind::HeaderKey(name.clone()),
    };
    SecurityScheme {
        label: without_x(parameter.called()).to_owned(),
        name,
        kind,
        docs: parameter.docs.clone(),
        variable: String::new(),
        password_variable: None,
        origin: parameter.origin.clone(),
    }
}

fn is_authorization(parameter: &Parameter) -> bool {
    parameter.location == Location::Header
        && parameter.name.eq_ignore_ascii_case("authorization")
}

/// Whether a parameter is a credential, by its name: text that has to be there and has no default.
fn is_credential(types: &Types, parameter: &Parameter) -> bool {
    let def = walk::definition(types, parameter.schema);
    let is_text =
        matches!(def.kind, TypeKind::String(StringFormat::Plain | StringFormat::Uuid));
    is_text
        && (is_authorization(parameter)
            || parameter.required
                && parameter.constant.is_none()
                && def.constraints.default.is_none()
                && is_named_so(parameter))
}

/// Whether a name is that of a credential. `key` and `token` alone can be anything, unless the docs
/// say what they are.
fn is_named_so(parameter: &Parameter) -> bool {
    let words = words(&parameter.name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = || {
        let docs = &parameter.docs;
        let text = [&docs.summary, &docs.description].into_iter().flatten();
        let text: Vec<String> = text.map(|text| text.to_lowercase()).collect();
        ["api key", "api-key", "apikey", "api token", "access token", "authenticat"]
            .iter()
            .any(|words| text.iter().any(|text| text.contains(words)))
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

fn declare(api: &mut Api, mut scheme: SecurityScheme, diagnostics: &mut Diagnostics) {
    let message = format!(
        "`{}` is a parameter of most operations and no security scheme: it became a credential \
         of the client",
        scheme.name
    );
    diagnostics.report(
        Diagnostic::new(Code::Repaired, &scheme.origin, message)
            .as_note()
            .help("declare it under `components.securitySchemes`, and require that"),
    );
    // Names of schemes are told apart by configurations.
    if api.security_schemes.iter().any(|other| other.name == scheme.name) {
        scheme.name = format!("{} parameter", scheme.name);
    }
    api.security_schemes.push(scheme);
}

/// Removes the parameters that schemes send, and lets operations require those schemes.
fn take_over(api: &mut Api, declared: usize, diagnostics: &mut Diagnostics) {
    let places: Vec<_> =
        api.security_schemes.iter().map(|scheme| scheme.kind.place()).collect();
    let mut told: Vec<bool> = (0..places.len()).map(|one| one >= declared).collect();
    let mut changed = false;
    let Api { operations, security_schemes, taken_over, .. } = api;
    for operation in operations {
        let Operation { parameters, security, .. } = operation;
        parameters.retain(|parameter| {
            let Some(own) = place_of(parameter) else { return true };
            let is_same = |index: &usize| places[*index].as_ref() == Some(&own);
            let required = security.iter().flat_map(SecurityRequirement::indexes);
            let required = required.filter(&is_same).collect::<Vec<_>>();
            let Some(scheme) =
                required.first().copied().or_else(|| (0..places.len()).find(is_same))
            else {
                return true;
            };
            let is_there =
                |one: &SecurityRequirement| one.indexes().any(|index| is_same(&index));
            let is_settled = match parameter.required {
                true => !security.is_empty() && security.iter().all(is_there),
                false => security.iter().any(is_there),
            };
            if !is_settled {
                require(security, scheme, parameter.required, is_there);
                changed = true;
            }
            if !told[scheme] {
                told[scheme] = true;
                let name = &security_schemes[scheme].name;
                diagnostics.report(is_sent(parameter, name));
            }
            taken_over.push(parameter.schema);
            false
        });
    }
    if changed {
        // Most operations require something else than the description says of all.
        api.security.clear();
    }
}

fn is_sent(parameter: &Parameter, scheme: &str) -> Diagnostic {
    let message = format!(
        "the parameter `{}` is what the security scheme `{scheme}` sends: the client has it, and \
         no call",
        parameter.name
    );
    Diagnostic::new(Code::UnsupportedKeyword, &parameter.origin, message).help(
        "nothing has to change; without the parameter, the description says the same",
    )
}

/// Lets an operation require one more scheme in each of its alternatives, or take it as another.
fn require(
    security: &mut Vec<SecurityRequirement>,
    scheme: usize,
    is_required: bool,
    is_there: impl Fn(&SecurityRequirement) -> bool,
) {
    let alone = SecurityRequirement { schemes: vec![(scheme, Vec::new())] };
    match (security.is_empty(), is_required) {
        (true, true) => security.push(alone),
        (true, false) => security.extend([alone, SecurityRequirement::default()]),
        (false, true) => {
            for alternative in security.iter_mut().filter(|one| !is_there(one)) {
                alternative.schemes.push((scheme, Vec::new()));
                alternative.schemes.sort_by_key(|(index, _)| *index);
            }
        }
        (false, false) => security.push(alone),
    }
}

/// Removes the header `Authorization` where the specification says that it is no parameter.
fn ignore_reserved(
    operation: &mut Operation,
    taken_over: &mut Vec<TypeRef>,
    diagnostics: &mut Diagnostics,
) {
    operation.parameters.retain(|parameter| {
        if parameter.is_reserved {
            taken_over.push(parameter.schema);
            diagnostics.report(reserved(parameter));
        }
        !parameter.is_reserved
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
