//! The configuration as `lower` reads it.

mod crates;
mod types;

use std::collections::BTreeMap;

use crate::config::{Config, DateTime, Features, Layout, Version};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::known::Known;
use crate::lower::{Case, Options, PackageOptions, is_crate_of_sdks};
use crate::model::Api;
use crate::rust::{Failure, Form, Metadata};
use crate::source::{FileId, SourceSet};

/// What the configuration says about the SDK's Rust.
pub(crate) fn options(
    api: &Api,
    config: &Config,
    known: &Known,
    sources: &SourceSet,
    diagnostics: &mut Diagnostics,
) -> Options {
    report_kept_names(config, diagnostics);
    report_package_name(config, diagnostics);
    crates::check(config, diagnostics);
    let file = &sources.file(FileId::ROOT).path;
    let file =
        file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let features = match config.features {
        Some(features) => features == Features::Resources,
        None => api.is_large(),
    };
    let derive_all = config.types.derive_all.iter().map(|one| one.get_ref().to_string());
    Options {
        form: match config.layout {
            Layout::Crate => Form::Package,
            Layout::File => Form::SingleFile,
        },
        provenance: format!("specwright {} from {file}", env!("CARGO_PKG_VERSION")),
        package: package(api, config),
        base_url: Some(api.client.base_url.clone()).filter(|url| !url.is_empty()),
        base_url_variable: api.client.base_url_variable.clone(),
        headers: api.client.headers.clone(),
        failure: api.failure.as_ref().map(|failure| Failure {
            flag: failure.flag.clone(),
            errors: failure.errors.clone(),
            code: failure.code.clone(),
            message: failure.message.clone(),
        }),
        flag_is_of_envelopes: api
            .failure
            .as_ref()
            .is_some_and(|one| one.of_envelopes_alone),
        types: types::types(api, config, known, diagnostics),
        derive_all: derive_all.collect(),
        features,
        shares_widely: config.types.share.unwrap_or(features || api.is_large()),
        comparable: config.types.comparable.unwrap_or(!api.is_large()),
        dates_as_text: config.types.date_time == DateTime::String,
    }
}

fn package(api: &Api, config: &Config) -> PackageOptions {
    let package = &config.package;
    PackageOptions {
        name: package
            .name
            .as_ref()
            .map(|name| name.get_ref().to_string())
            .unwrap_or_default(),
        version: package
            .version
            .as_ref()
            .map(|version| version.get_ref().to_string())
            .or_else(|| semantic_version(&api.version))
            .unwrap_or_default(),
        description: package.description.clone(),
        metadata: Metadata {
            license: package.license.clone(),
            repository: package.repository.clone(),
            homepage: package.homepage.clone(),
            documentation: package.documentation.clone(),
            authors: package.authors.clone(),
            keywords: package.keywords.clone(),
            categories: package.categories.clone(),
            publish: package.publish,
            own_workspace: package.own_workspace,
        },
        dependencies: config
            .dependencies
            .iter()
            .map(|(name, one)| (name.to_string(), one.get_ref().0.clone()))
            .collect(),
    }
}

/// The description's version, where it is one that Cargo takes, but for zeros before numbers of a
/// pre-release: Cargo takes none (Semantic Versioning 2.0.0 §9), and dates have them.
fn semantic_version(version: &str) -> Option<String> {
    let version = version.trim();
    let (rest, build) = match version.split_once('+') {
        Some((rest, build)) => (rest, format!("+{build}")),
        None => (version, String::new()),
    };
    let plain = match rest.split_once('-') {
        Some((numbers, before)) => {
            let parts: Vec<&str> = before.split('.').map(without_zeros).collect();
            format!("{numbers}-{}{build}", parts.join("."))
        }
        None => version.to_owned(),
    };
    Some(plain.parse::<Version>().ok()?.to_string())
}

/// A number without zeros before it; anything else as it is.
fn without_zeros(part: &str) -> &str {
    let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
    match part.trim_start_matches('0') {
        "" if is_number && !part.is_empty() => "0",
        number if is_number => number,
        _ => part,
    }
}

/// Reports the name of a package that could not name a crate that it depends on.
fn report_package_name(config: &Config, diagnostics: &mut Diagnostics) {
    let Some(name) = &config.package.name else { return };
    let library = name.get_ref().replace('-', "_");
    let mut further = config.dependencies.keys();
    let taken = is_crate_of_sdks(&library)
        || further.any(|known| known.replace('-', "_") == library);
    if taken {
        let text = name.get_ref().to_string();
        let message = format!(
            "the package cannot be named `{text}`: the SDK depends on a crate of that name"
        );
        // The command line has no places.
        let diagnostic = match name.span().is_empty() {
            true => Diagnostic::somewhere(Code::ConfigSyntax, Place::Nowhere, message),
            false => config.diagnostic(Code::ConfigSyntax, name.span(), message),
        };
        let help = format!("choose another name, such as `{text}-client`");
        diagnostics.report(diagnostic.help(help));
    }
}

/// Reports names of the configuration that the SDK does not have as they are written, because Rust
/// keeps them for itself.
fn report_kept_names(config: &Config, diagnostics: &mut Diagnostics) {
    let fields = config.types.fields.values().filter_map(|field| field.rename.as_ref());
    let names = config
        .types
        .rename
        .values()
        .map(|name| (Case::Type, name))
        .chain(fields.map(|name| (Case::Field, name)))
        .chain(config.types.variants.values().map(|name| (Case::Variant, name)))
        .chain(config.parameters.rename.values().map(|name| (Case::Field, name)));
    for (case, name) in names {
        let text = name.get_ref().to_string();
        let ident = case.identifier(&text);
        if !is_same_name(&text, &ident) {
            let message =
                format!("`{text}` would be named `{ident}`: Rust keeps that name");
            diagnostics.report(
                config
                    .diagnostic(Code::ConfigSyntax, name.span(), message)
                    .help("write another name"),
            );
        }
    }
}

/// Reports calls that are not as the configuration wants them: a name is taken or kept.
pub(crate) fn report_changed_calls(
    config: &Config,
    api: &Api,
    calls: &BTreeMap<String, Vec<String>>,
    diagnostics: &mut Diagnostics,
) {
    for (call, selector) in &config.resources.0 {
        let mut operations = api.operations.iter();
        let Some(operation) =
            operations.find(|operation| selector.get_ref().matches(operation))
        else {
            continue;
        };
        let Some(calls) = calls.get(&operation.http_line()) else { continue };
        // An operation with several kinds of bodies has further methods, whose names are longer.
        let made = |text: &String| {
            let path = text.trim_start_matches("client.");
            let path = path.rfind('(').map_or(path, |end| &path[..end]);
            path.replace("()", "")
        };
        let made: Vec<String> = calls.iter().map(made).collect();
        let wanted = call.get_ref();
        if let Some(first) = made.first()
            && !made.iter().any(|made| is_same_name(wanted, made))
        {
            let message =
                format!("`{wanted}` became `{first}`, because a name of it is taken");
            diagnostics.report(
                config
                    .diagnostic(Code::NameCollision, call.span(), message)
                    .help("choose another name for the resource or the method"),
            );
        }
    }
}

/// Whether an identifier is a name as it was written, in whatever case.
fn is_same_name(written: &str, ident: &str) -> bool {
    let plain = |text: &str| text.replace(['_', '-'], "").to_ascii_lowercase();
    plain(written) == plain(&ident.replace("r#", ""))
}

#[cfg(test)]
mod tests {
    use super::semantic_version;

    #[test]
    fn versions_are_those_that_cargo_takes() {
        let table = [
            ("1.2.3", Some("1.2.3")),
            (" 1.2.3-rc.1+0023 ", Some("1.2.3-rc.1+0023")),
            ("1.181.0-01", Some("1.181.0-1")),
            ("1.0.0-alpha.00", Some("1.0.0-alpha.0")),
            ("1.0.0-2024.01.09+01", Some("1.0.0-2024.1.9+01")),
            ("1.0.0-0a", Some("1.0.0-0a")),
            ("1.0.0-", None),
            ("1.0.0-a..b", None),
            ("1.0.0-rc_1", None),
            ("01.2.3", None),
            ("1.2", None),
            ("v1", None),
        ];
        for (written, expected) in table {
            assert_eq!(semantic_version(written).as_deref(), expected, "{written}");
        }
    }
}
