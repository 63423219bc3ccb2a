//! The configuration as `lower` reads it.

use std::collections::BTreeMap;

use crate::config::{Config, DateTime, Features, Layout};
use crate::diagnostic::Diagnostics;
use crate::lower::{FieldOptions, Options, PackageOptions, TypeOptions};
use crate::model::{Api, TypeName};
use crate::rust::{Failure, Form, Metadata};
use crate::source::{FileId, SourceSet};

/// What the configuration says about the SDK's Rust.
pub(crate) fn options(
    api: &Api,
    config: &Config,
    sources: &SourceSet,
    diagnostics: &mut Diagnostics,
) -> Options {
    let file = &sources.file(FileId::ROOT).path;
    let file =
        file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let features = match config.features {
        Some(features) => features == Features::Resources,
        None => api.is_large(),
    };
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
        }),
        retry_count_header: String::new(),
        idempotency_header: String::new(),
        types: types(api, config, diagnostics),
        derive_all: config.types.derive_all.clone(),
        features,
        shares_widely: features || api.is_large(),
        comparable: config.types.comparable.unwrap_or(!api.is_large()),
        dates_as_text: config.types.date_time == DateTime::String,
    }
}

fn package(api: &Api, config: &Config) -> PackageOptions {
    let package = &config.package;
    let text = |value: &Option<crate::config::Spanned<String>>| {
        value.as_ref().map(|value| value.get_ref().clone())
    };
    PackageOptions {
        name: text(&package.name).unwrap_or_default(),
        version: text(&package.version)
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
            .map(|(name, requirement)| (name.clone(), requirement.to_string()))
            .collect(),
    }
}

/// The description's version, where it is one that Cargo takes.
fn semantic_version(version: &str) -> Option<String> {
    let parts: Vec<&str> = version.split('.').collect();
    let number = |part: &&str| {
        part.parse::<u64>().is_ok() && (part.len() == 1 || !part.starts_with('0'))
    };
    (parts.len() == 3 && parts.iter().all(number)).then(|| version.to_owned())
}

/// What the configuration says about types, by the name of the schema.
fn types(
    api: &Api,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, TypeOptions> {
    let mut types: BTreeMap<String, TypeOptions> = BTreeMap::new();
    let rules = &config.types;
    // Schemas that the configuration renames go by their new name here.
    let current = |name: &str| -> String {
        rules.rename.get(name).map_or_else(|| name.to_owned(), Clone::clone)
    };
    let known = |name: &str| {
        let name = current(name);
        api.types.iter().any(|(_, def)| match &def.name {
            TypeName::Schema(schema) => *schema == name,
            TypeName::Beside { name: inline, .. }
            | TypeName::InResource { name: inline, .. } => *inline == name,
            TypeName::None => false,
        })
    };
    let named =
        rules.replace.keys().chain(rules.derive.keys()).chain(rules.attributes.keys());
    for name in named {
        if !known(name.get_ref()) {
            let message = format!("there is no type `{}`", name.get_ref());
            diagnostics.report(config.unused(name, message));
        }
    }
    for (name, path) in &rules.replace {
        types.entry(current(name.get_ref())).or_default().replace = Some(path.clone());
    }
    for (name, derives) in &rules.derive {
        types.entry(current(name.get_ref())).or_default().derives.clone_from(derives);
    }
    for (name, attributes) in &rules.attributes {
        types
            .entry(current(name.get_ref()))
            .or_default()
            .attributes
            .clone_from(attributes);
    }
    for (key, field) in &rules.fields {
        let Some((schema, member)) = key.get_ref().split_once('.') else { continue };
        let options = types.entry(current(schema)).or_default();
        options.fields.insert(
            member.to_owned(),
            FieldOptions {
                rename: field.rename.clone(),
                replace: field.replace.clone(),
                attributes: Vec::new(),
            },
        );
    }
    for (key, name) in &rules.variants {
        let Some((schema, value)) = key.get_ref().split_once('.') else { continue };
        let options = types.entry(current(schema)).or_default();
        options.variants.insert(value.to_owned(), name.clone());
    }
    types
}
