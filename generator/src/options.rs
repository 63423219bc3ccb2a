//! The configuration as `lower` reads it.

use std::collections::BTreeMap;

use crate::config::{Config, DateTime, Features, Layout, Name, Spanned};
use crate::diagnostic::{Code, Diagnostics};
use crate::lower::{Case, FieldOptions, Given, Options, PackageOptions, TypeOptions};
use crate::model::{Api, TypeDef, TypeKind, TypeName};
use crate::rust::{Failure, Form, Metadata};
use crate::source::{FileId, SourceSet};

/// What the configuration says about the SDK's Rust.
pub(crate) fn options(
    api: &Api,
    config: &Config,
    sources: &SourceSet,
    diagnostics: &mut Diagnostics,
) -> Options {
    report_kept_names(config, diagnostics);
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
        types: types(api, config, diagnostics),
        derive_all: config.types.derive_all.iter().map(ToString::to_string).collect(),
        features,
        shares_widely: features || api.is_large(),
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
            .map(|(name, requirement)| (name.to_string(), requirement.to_string()))
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
    let known = Known { api, config };
    known.report(diagnostics);
    for (name, path) in &rules.replace {
        let options = types.entry(known.current(name.get_ref())).or_default();
        options.replace = Some(path.to_string());
    }
    for (name, derives) in &rules.derive {
        let options = types.entry(known.current(name.get_ref())).or_default();
        options.derives = derives.iter().map(ToString::to_string).collect();
    }
    for (name, attributes) in &rules.attributes {
        let options = types.entry(known.current(name.get_ref())).or_default();
        options.attributes = attributes.iter().map(ToString::to_string).collect();
    }
    for (key, field) in &rules.fields {
        let Some((schema, member)) = known.member(key.get_ref()) else { continue };
        let field = FieldOptions {
            rename: field.rename.as_ref().map(|name| given(config, name)),
            replace: field.replace.as_ref().map(ToString::to_string),
            attributes: Vec::new(),
        };
        types.entry(schema).or_default().fields.insert(member, field);
    }
    for (key, name) in &rules.variants {
        let Some((schema, value)) = known.value(key.get_ref()) else { continue };
        let options = types.entry(schema).or_default();
        options.variants.insert(value, given(config, name));
    }
    types
}

/// A name with its place.
fn given(config: &Config, name: &Spanned<Name>) -> Given {
    Given { text: name.get_ref().to_string(), place: config.place(name.span()) }
}

/// The types that the configuration can name.
struct Known<'a> {
    api: &'a Api,
    config: &'a Config,
}

impl Known<'_> {
    /// What a type goes by here: schemas that the configuration renames go by their new name.
    fn current(&self, name: &str) -> String {
        let renamed = self.config.types.rename.get(name);
        renamed.map_or_else(|| name.to_owned(), |name| name.get_ref().to_string())
    }

    /// The type that the configuration calls so.
    fn find(&self, name: &str) -> Option<&TypeDef> {
        let name = self.current(name);
        let mut types = self.api.types.iter().map(|(_, def)| def);
        types.find(|def| match &def.name {
            TypeName::Schema(known)
            | TypeName::Beside { name: known, .. }
            | TypeName::InResource { name: known, .. } => *known == name,
            TypeName::None => false,
        })
    }

    /// What a type goes by, and the member of it that a key names.
    fn member(&self, key: &str) -> Option<(String, String)> {
        self.split(key, |def, member| match &def.kind {
            TypeKind::Struct(object) => {
                object.fields.iter().any(|one| one.name == member)
            }
            _ => false,
        })
    }

    /// What a type goes by, and the value of it that a key names.
    fn value(&self, key: &str) -> Option<(String, String)> {
        self.split(key, |def, value| match &def.kind {
            TypeKind::Enum(values) => values.values.iter().any(|one| {
                one.value.as_str().map_or_else(|| one.value.to_string(), str::to_owned)
                    == value
            }),
            _ => false,
        })
    }

    /// What a type goes by, and what follows the dot. Either can have a dot in it: the type is one
    /// that has what follows.
    fn split(
        &self,
        key: &str,
        has: impl Fn(&TypeDef, &str) -> bool,
    ) -> Option<(String, String)> {
        let mut dots =
            key.match_indices('.').map(|(at, _)| (&key[..at], &key[at + 1..]));
        let found = dots.find(|(schema, rest)| {
            self.find(schema).is_some_and(|def| has(def, rest))
        })?;
        Some((self.current(found.0), found.1.to_owned()))
    }

    /// Reports what names nothing.
    fn report(&self, diagnostics: &mut Diagnostics) {
        let rules = &self.config.types;
        let types =
            [rules.replace.keys().collect(), rules.derive.keys().collect::<Vec<_>>()];
        for name in types.into_iter().flatten().chain(rules.attributes.keys()) {
            if self.find(name.get_ref()).is_none() {
                let message = format!("there is no type `{}`", name.get_ref());
                diagnostics.report(self.config.unused(name, message));
            }
        }
        for key in
            rules.variants.keys().filter(|key| self.value(key.get_ref()).is_none())
        {
            let message = format!("there is no value `{}` of an enum", key.get_ref());
            let help = "write the name of a schema, a dot, and one of its values";
            diagnostics.report(self.config.unused(key, message).help(help));
        }
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
