//! Finds the parameters that a client has for all calls that take them: those that say for whom,
//! in which version or in which language all calls are, and not what one call is about.

use indexmap::IndexMap;

use super::walk;
use crate::config::{Config, OfClient};
use crate::diagnostic::Diagnostics;
use crate::model::{
    Api, ClientParameter, Location, Operation, Parameter, StringFormat, Style, TypeKind,
    Types, plain_text,
};
use crate::words::{without_x, words};

/// How many operations have to take a parameter at least.
const FEWEST: usize = 3;

/// The parameters that operations take under one name, by where they are sent: headers, whose case
/// does not matter, and the query.
type Uses<'a> = IndexMap<(bool, String), Vec<&'a Parameter>>;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let uses = uses(api);
    let mut found = find(api, &uses, config);
    report_unused(&uses, &found, config, diagnostics);
    for parameter in &mut found {
        let of_it =
            |one: &&Operation| one.parameters.iter().any(|own| parameter.is(own));
        let operation = api.operations.iter().find(of_it);
        let named =
            operation.and_then(|one| config.parameters.rename(one, &parameter.name));
        if let Some((_, name)) = named {
            parameter.label = name.get_ref().to_string();
        }
    }
    api.client_parameters = found;
}

fn uses(api: &Api) -> Uses<'_> {
    let mut uses = Uses::new();
    for parameter in api.operations.iter().flat_map(|one| &one.parameters) {
        let in_header = parameter.location == Location::Header;
        if in_header || parameter.location == Location::Query {
            let key = match in_header {
                true => parameter.name.to_ascii_lowercase(),
                false => parameter.name.clone(),
            };
            uses.entry((in_header, key)).or_default().push(parameter);
        }
    }
    uses
}

/// The parameters that are the client's: what the configuration says counts before vendor
/// extensions, and these before what names tell.
fn find(api: &Api, uses: &Uses<'_>, config: &Config) -> Vec<ClientParameter> {
    let signatures: Vec<Vec<String>> =
        uses.values().filter_map(|uses| signed(&uses[0].name)).collect();
    let mut found: Vec<ClientParameter> = Vec::new();
    for uses in uses.values().filter(|uses| is_plain(&api.types, uses)) {
        let name = &uses[0].name;
        let is_one = match config.client.parameters.get(name.as_str()) {
            Some(OfClient::Is(is_one)) => *is_one,
            Some(OfClient::Variable(_)) => true,
            None => said(uses).unwrap_or_else(|| is_usual(api, uses, &signatures)),
        };
        if is_one && found.iter().all(|one| one.name != *name) {
            found.push(client_parameter(api, uses));
        }
    }
    found
}

/// Reports entries of the configuration that name no parameter, or none that a client can have.
fn report_unused(
    uses: &Uses<'_>,
    found: &[ClientParameter],
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    for (entry, rule) in &config.client.parameters {
        let name = entry.get_ref();
        let is_there = uses.values().flatten().any(|parameter| parameter.name == *name);
        let is_found = found.iter().any(|one| one.name == *name);
        if !is_there {
            let names = uses.values().map(|uses| uses[0].name.as_str());
            let message = format!("no query and no header has `{name}`");
            diagnostics.report(config.unused(entry, message).suggesting(name, names));
        } else if !is_found && !matches!(rule, OfClient::Is(false)) {
            let message = format!("`{name}` is no text, number or flag of one kind");
            let help = "let the calls have it as an argument";
            diagnostics.report(config.unused(entry, message).help(help));
        }
    }
}

/// What a vendor extension says of whose a parameter is.
fn said(uses: &[&Parameter]) -> Option<bool> {
    let said = || uses.iter().filter_map(|parameter| parameter.of_client);
    said().next().map(|_| said().any(|of_client| of_client))
}

/// Whether a parameter is text, a number or a flag, of one kind in all operations.
fn is_plain(types: &Types, uses: &[&Parameter]) -> bool {
    let kind = |parameter: &Parameter| {
        let def = walk::definition(types, parameter.schema);
        let kind = match &def.kind {
            TypeKind::Boolean => 0,
            TypeKind::Integer(_) => 1,
            TypeKind::Number(_) => 2,
            TypeKind::String(
                StringFormat::Plain | StringFormat::Uuid | StringFormat::Date,
            ) => 3,
            TypeKind::Enum(listed)
                if listed.values.iter().all(|one| one.value.is_string()) =>
            {
                3
            }
            _ => return None,
        };
        let is_text = matches!(parameter.style, Style::Form | Style::Simple);
        is_text.then(|| (kind, def.constraints.default.clone()))
    };
    let first = kind(uses[0]);
    first.is_some()
        && uses.iter().all(|one| kind(one) == first)
        && uses.iter().any(|one| !one.is_filled_in())
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

fn client_parameter(api: &Api, uses: &[&Parameter]) -> ClientParameter {
    let first = uses[0];
    let def = walk::definition(&api.types, first.schema);
    let default = def.constraints.default.as_ref();
    let default = default.map(|value| plain_text(value).into_owned());
    // Where the API is called by dates, its description is of the version of such a date.
    let is_version = is_version(&words(&first.name));
    let version = Some(&api.version).filter(|version| is_version && is_dated(version));
    ClientParameter {
        name: first.name.clone(),
        label: without_x(first.called()).to_owned(),
        location: first.location,
        is_required: uses.iter().any(|parameter| parameter.required),
        default: default.or_else(|| version.cloned()),
        schema: first.schema,
        variable: String::new(),
        docs: first.docs.clone(),
        origin: first.origin.clone(),
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
