//! Finds the parameters that a client has for all calls that take them: those that say for whom,
//! in which version or in which language all calls are, and not what one call is about.

use serde_json::Value;

use super::client_values::{all_listed, have_values_in_common, report_other_values};
use super::configure_parameters::{missing, of_client};
use super::find_credentials::sent_by;
use super::share_inline_types::are_equal;
use super::uses::{Uses, report_other_docs, uses, usual_docs, usual_name};
use super::walk;
use crate::config::{Config, OfClient, Spanned};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Api, ClientParameter, Deprecation, EnumValue, Location, Parameter, StringFormat,
    Style, TypeDef, TypeKind, TypeName, TypeRef, Types, plain_text,
};
use crate::words::words;

/// How many operations have to take a parameter at least.
const FEWEST: usize = 3;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut uses = uses(api);
    uses.retain(|(location, _), _| {
        matches!(location, Location::Header | Location::Query)
    });
    let found: Vec<&Vec<&Parameter>> = find(api, &uses, config);
    report_unused(api, &uses, config, diagnostics);
    for uses in &found {
        let without_own = |one: &&Parameter| one.required && !one.is_filled_in();
        let without_own: Vec<_> = uses.iter().copied().filter(without_own).collect();
        report_other_docs(&without_own, diagnostics);
        report_other_values(&api.types, uses, diagnostics);
    }
    let found = found.iter().map(|uses| client_parameter(api, uses, config)).collect();
    api.client_parameters = found;
    share_types(api);
}

/// The parameters that are the client's: what the configuration says counts before vendor
/// extensions, and these before what names tell.
fn find<'u, 'a>(
    api: &Api,
    uses: &'u Uses<'a>,
    config: &Config,
) -> Vec<&'u Vec<&'a Parameter>> {
    let signatures: Vec<Vec<String>> =
        uses.values().filter_map(|uses| signed(&uses[0].name)).collect();
    let is_one = |uses: &&Vec<&Parameter>| {
        if why_not(&api.types, uses).is_some() {
            return false;
        }
        let first = uses[0];
        match of_client(config, (first.location, &first.name)) {
            Some((_, OfClient::Is(is_one))) => *is_one,
            Some((_, OfClient::Variable(_))) => true,
            None => {
                // What is filled in nobody gives, no client either.
                let given = uses.iter().filter(|one| !one.is_filled_in()).copied();
                let given: Vec<&Parameter> = given.collect();
                said(&given).unwrap_or_else(|| is_usual(api, &given, &signatures))
            }
        }
    };
    uses.values().filter(is_one).collect()
}

/// Reports entries of the configuration that name no parameter, or none that a client can have.
fn report_unused(
    api: &Api,
    uses: &Uses<'_>,
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    for (entry, rule) in &config.client.parameters {
        let named = uses.values().filter(|uses| {
            let found = of_client(config, (uses[0].location, &uses[0].name));
            found.is_some_and(|(key, _)| key.span() == entry.span())
        });
        let named: Vec<_> = named.collect();
        let name = entry.get_ref();
        if named.is_empty() {
            diagnostics.report(of_none(api, uses, config, entry));
        } else if !matches!(rule, OfClient::Is(false))
            && let Some(why) = named.iter().find_map(|uses| why_not(&api.types, uses))
        {
            diagnostics.report(
                config
                    .unused(entry, format!("`{name}` {why}"))
                    .help("let the calls have it as an argument: remove this entry"),
            );
        }
    }
}

/// The diagnostic for an entry that names no parameter which a client could have.
fn of_none(
    api: &Api,
    uses: &Uses<'_>,
    config: &Config,
    entry: &Spanned<String>,
) -> Diagnostic {
    let name = entry.get_ref();
    if uses.contains_key(&Location::Header.place(name)) {
        let message = format!("another entry names the header `{name}` too");
        return config.unused(entry, message).help("remove one of the two");
    }
    let places = [Location::Header, Location::Query, Location::Cookie];
    let places = places.map(|location| Some(location.place(name)));
    let mut schemes = api.security_schemes.iter();
    if let Some(scheme) = schemes.find(|one| places.contains(&one.kind.place())) {
        return sent_by(config, entry, &scheme.name);
    }
    let mut all = api.operations.iter().flat_map(|one| &one.parameters);
    if all.any(|parameter| parameter.name == *name) {
        let message = format!("`{name}` is no header, and not in the query");
        return config.unused(entry, message).help("remove this entry");
    }
    missing(api, config, entry)
}

/// What a vendor extension says of whose a parameter is.
fn said(uses: &[&Parameter]) -> Option<bool> {
    let said = || uses.iter().filter_map(|parameter| parameter.of_client);
    said().next().map(|_| said().any(|of_client| of_client))
}

/// Why one value cannot be that of a parameter in all operations, if it cannot: it has to be text, a
/// number or a flag.
fn why_not(types: &Types, uses: &[&Parameter]) -> Option<&'static str> {
    let given = uses.iter().filter(|one| !one.is_filled_in());
    let given: Vec<&Parameter> = given.copied().collect();
    let first = given.first();
    let kind = first.and_then(|one| kind(types, one));
    let default = |one: &&Parameter| default_of(types, one).cloned();
    let mut needed = given.iter().filter(|one| one.required).map(default);
    let first_default = needed.next();
    if first.is_none() {
        Some("has one value, which is sent by itself")
    } else if kind.is_none() || given.iter().any(|one| self::kind(types, one) != kind) {
        Some("is no text, number or flag of one kind")
    } else if needed.any(|default| Some(default) != first_default) {
        Some("has another default in some operations")
    } else if !have_values_in_common(types, &given) {
        Some("has no value that all operations take")
    } else {
        None
    }
}

/// What kind of scalar a parameter is.
fn kind(types: &Types, parameter: &Parameter) -> Option<u8> {
    let is_text = matches!(parameter.style, Style::Form | Style::Simple);
    let kind = match &walk::definition(types, parameter.schema).kind {
        TypeKind::Boolean => 0,
        TypeKind::Integer(_) => 1,
        TypeKind::Number(_) => 2,
        TypeKind::String(
            StringFormat::Plain | StringFormat::Uuid | StringFormat::Date,
        ) => 3,
        TypeKind::Enum(listed) => {
            let all = |is: fn(&EnumValue) -> bool| listed.values.iter().all(is);
            if all(|one| one.value.is_string()) {
                3
            } else if all(|one| one.value.is_i64() || one.value.is_u64()) {
                1
            } else {
                return None;
            }
        }
        _ => return None,
    };
    is_text.then_some(kind)
}

fn default_of<'t>(types: &'t Types, parameter: &Parameter) -> Option<&'t Value> {
    walk::definition(types, parameter.schema).constraints.default.as_ref()
}

/// Whether a parameter is of the client by what it is called and how many operations take it:
/// headers, and the version of the API. Others in the query say what a call is about.
fn is_usual(api: &Api, uses: &[&Parameter], signatures: &[Vec<String>]) -> bool {
    let words = words(&uses[0].name);
    let is_required = uses.iter().any(|parameter| parameter.required);
    let is_version = is_version(&words);
    let is_signed = signatures.iter().any(|before| words.starts_with(before));
    let is_many = uses.len() >= FEWEST && 2 * uses.len() > api.operations.len();
    let is_of_all = match uses[0].location {
        Location::Header => {
            !words.iter().any(|word| OF_ONE_CALL.contains(&word.as_str()))
                && (is_required || !is_signed)
        }
        _ => is_version && is_required,
    };
    is_many && is_of_all
}

fn is_version(words: &[String]) -> bool {
    *words == ["api", "version"]
}

/// What the names of headers begin with that are worked out together with a signature.
fn signed(name: &str) -> Option<Vec<String>> {
    let words = words(name);
    let end = words.iter().position(|word| word == "signature")?;
    (end > 0).then(|| words[..end].to_vec())
}

/// Words in names of headers that differ from call to call.
const OF_ONE_CALL: [&str; 34] = [
    "attempt",
    "checksum",
    "content",
    "correlation",
    "date",
    "digest",
    "etag",
    "expect",
    "hash",
    "idempotence",
    "idempotency",
    "idempotent",
    "if",
    "interaction",
    "lease",
    "match",
    "md5",
    "modified",
    "nonce",
    "prefer",
    "range",
    "request",
    "retry",
    "sha256",
    "signature",
    "signed",
    "since",
    "span",
    "time",
    "timestamp",
    "trace",
    "traceparent",
    "tracestate",
    "transaction",
];

fn client_parameter(api: &Api, uses: &[&Parameter], config: &Config) -> ClientParameter {
    let first = uses[0];
    // Where nothing is set, that is sent all the same.
    let is_always_sent = first.location == Location::Header
        && (first.name.eq_ignore_ascii_case("user-agent")
            || config
                .client
                .headers
                .keys()
                .any(|name| name.to_string().eq_ignore_ascii_case(&first.name)));
    let is_required =
        !is_always_sent && uses.iter().any(|one| one.required && !one.is_filled_in());
    ClientParameter {
        name: first.name.clone(),
        label: usual_name(uses),
        location: first.location,
        is_required,
        default: default(api, uses, is_required).filter(|_| !is_always_sent),
        schema: common_type(&api.types, uses),
        values: values(&api.types, uses),
        deprecation: deprecation(uses),
        variable: String::new(),
        docs: usual_docs(uses),
        origin: first.origin.clone(),
    }
}

/// What is sent where nothing is set, or what the server takes then.
fn default(api: &Api, uses: &[&Parameter], is_required: bool) -> Option<String> {
    let text = |value: &Value| plain_text(value).into_owned();
    let mut counted =
        uses.iter().filter(|one| !is_required || one.required && !one.is_filled_in());
    let first = counted.next().and_then(|one| default_of(&api.types, one));
    let default = first.filter(|default| {
        counted.all(|one| default_of(&api.types, one) == Some(default))
    });
    // Where the API is called by dates, its description is of the version of such a date.
    let is_version = is_required && is_version(&words(&uses[0].name));
    let version = Some(&api.version).filter(|version| is_version && is_dated(version));
    default.map(text).or_else(|| version.cloned())
}

fn deprecation(uses: &[&Parameter]) -> Deprecation {
    match uses.iter().filter(|one| one.deprecated).count() {
        0 => Deprecation::Nowhere,
        count if count == uses.len() => Deprecation::Everywhere,
        _ => Deprecation::Somewhere,
    }
}

/// The type that a parameter has in all operations.
fn common_type(types: &Types, uses: &[&Parameter]) -> Option<TypeRef> {
    let mut all = uses.iter().filter(|one| !one.is_filled_in());
    let plain = |one: &Parameter| TypeRef { nullable: false, ..one.schema };
    let first = all.next()?;
    let is_same = |one: &&Parameter| {
        are_equal(types, plain(first), plain(one))
            && default_of(types, first) == default_of(types, one)
    };
    all.all(is_same).then(|| plain(first))
}

/// The values that operations list, where not all list the same.
fn values(types: &Types, uses: &[&Parameter]) -> Vec<EnumValue> {
    match common_type(types, uses) {
        Some(_) => Vec::new(),
        None => all_listed(types, uses),
    }
}

/// Lets all calls have one type with the client where each would have one like it: what the client
/// takes, calls take.
fn share_types(api: &mut Api) {
    let Api { client_parameters, operations, types, .. } = api;
    for client in client_parameters {
        let Some(common) = client.schema else { continue };
        let is_inline = |types: &Types, id| {
            let def: &TypeDef = &types[id];
            def.name == TypeName::None && matches!(def.kind, TypeKind::Enum(_))
        };
        if !is_inline(types, common.id) {
            continue;
        }
        let uses = operations.iter().flat_map(|one| &one.parameters);
        let uses = uses.filter(|one| client.is(one) && is_inline(types, one.schema.id));
        let values = all_listed(types, &uses.collect::<Vec<_>>());
        for parameter in operations.iter_mut().flat_map(|one| &mut one.parameters) {
            if client.is(parameter) && is_inline(types, parameter.schema.id) {
                parameter.schema.id = common.id;
            }
        }
        // They list the same, and not each says something of every value.
        if let TypeKind::Enum(listed) = &mut types[common.id].kind {
            for value in &mut listed.values {
                let told = values.iter().find(|one| one.value == value.value);
                value.docs = told.map(|one| one.docs.clone()).unwrap_or_default();
            }
        }
    }
}

/// Whether a version begins with a date: `2024-02-01-preview`.
fn is_dated(version: &str) -> bool {
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut parts = version.split(['-', '.']);
    [4, 2, 2].iter().all(|count| parts.next().is_some_and(|part| digits(part, *count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_are_dates() {
        for version in ["2024-02-01", "2024-02-01-preview", "2018-08-01.7.0"] {
            assert!(is_dated(version), "{version}");
        }
        for version in ["1.0", "v1", "2024", "24-02-01", "2024-2-1"] {
            assert!(!is_dated(version), "{version}");
        }
    }

    #[test]
    fn what_goes_with_a_signature() {
        assert_eq!(signed("X-Amz-Signature"), Some(words("X-Amz")));
        assert_eq!(signed("Signature"), None);
        assert_eq!(signed("X-Api-Version"), None);
    }
}
