//! What `Cargo.toml` says.

use super::Lowering;
use super::markdown::one_line;
use super::names::Case;
use super::reserved::KEYWORDS;
use crate::rust::{Dependency, Feature, Package, Usage};

impl Lowering<'_> {
    /// The name of the package.
    pub(super) fn package_name(&self) -> String {
        match self.options.package.name.as_str() {
            "" => self.name_of_title(),
            name => name.to_owned(),
        }
    }

    /// The title as the name of a package. A crate that is called like one of Rust's own or like
    /// one that it depends on could not name the other.
    fn name_of_title(&self) -> String {
        let name = Case::Module.identifier(&self.api.title).replace("r#", "");
        let further = self.options.package.dependencies.iter();
        let taken = CRATES.contains(&&*name)
            || KEYWORDS.binary_search(&&*name).is_ok()
            || further
                .map(|(known, _)| known.replace('-', "_"))
                .any(|known| known == name);
        let name = name.replace('_', "-");
        if taken { format!("{name}-client") } else { name }
    }

    /// The package.
    pub(super) fn package(&self, usage: &Usage, features: Vec<Feature>) -> Package {
        let options = &self.options.package;
        let name = self.package_name();
        let title = one_line(&self.api.title);
        let or_default = |text: &str, default: &str| match text {
            "" => default.to_owned(),
            text => text.to_owned(),
        };
        Package {
            library: name.replace('-', "_"),
            name,
            version: or_default(&options.version, "0.1.0"),
            description: match &options.description {
                Some(description) => description.clone(),
                None => {
                    format!("Client for the {} API.", title.trim_end_matches(" API"))
                }
            },
            metadata: options.metadata.clone(),
            features,
            dependencies: self.dependencies(usage),
            dev_dependencies: vec![dependency("tokio", TOKIO_DEV)],
        }
    }

    fn dependencies(&self, usage: &Usage) -> Vec<Dependency> {
        let mut dependencies = vec![
            dependency("bytes", "\"1\""),
            dependency("futures-core", "\"0.3\""),
            dependency("http", "\"1\""),
            dependency("reqwest", REQWEST),
            dependency("serde", SERDE),
            dependency("serde_json", SERDE_JSON),
        ];
        let tokio = if usage.upload { TOKIO_FS } else { TOKIO };
        dependencies.push(dependency("tokio", tokio));
        if usage.base64 {
            dependencies.push(dependency("base64", "\"0.23\""));
        }
        if usage.datetime {
            dependencies.push(dependency("jiff", JIFF));
        }
        if usage.uuid {
            dependencies.push(dependency("uuid", UUID));
        }
        for (name, requirement) in &self.options.package.dependencies {
            dependencies.retain(|known| known.name != *name);
            dependencies.push(dependency(name, requirement));
        }
        dependencies.sort_by(|a, b| a.name.cmp(&b.name));
        dependencies
    }
}

/// Crates that every SDK can see: those of Rust, and all that one may depend on.
const CRATES: [&str; 18] = [
    "alloc",
    "base64",
    "bytes",
    "core",
    "futures_core",
    "http",
    "jiff",
    "proc_macro",
    "reqwest",
    "serde",
    "serde_core",
    "serde_derive",
    "serde_json",
    "std",
    "test",
    "tokio",
    "url",
    "uuid",
];

const REQWEST: &str = "{ version = \"0.13\", default-features = false, features = \
     [\"gzip\", \"http2\", \"rustls\", \"stream\", \"system-proxy\"] }";
const SERDE: &str =
    "{ version = \"1\", default-features = false, features = [\"std\"] }";
const SERDE_JSON: &str = "{ version = \"1\", features = [\"raw_value\"] }";
const TOKIO: &str = "{ version = \"1\", features = [\"time\"] }";
const TOKIO_FS: &str = "{ version = \"1\", features = [\"fs\", \"time\"] }";
const TOKIO_DEV: &str =
    "{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }";
const JIFF: &str =
    "{ version = \"1\", default-features = false, features = [\"serde\", \"std\"] }";
const UUID: &str = "{ version = \"1\", features = [\"serde\"] }";

fn dependency(name: &str, requirement: &str) -> Dependency {
    Dependency { name: name.to_owned(), requirement: requirement.to_owned() }
}
