//! What `Cargo.toml` says.

use super::Lowering;
use super::markdown::first_sentence;
use super::names::Case;
use crate::rust::{Dependency, Feature, Package, Usage};

impl Lowering<'_> {
    /// The name of the package.
    pub(super) fn package_name(&self) -> String {
        match self.options.package.name.as_str() {
            "" => Case::Module
                .identifier(&self.api.title)
                .replace('_', "-")
                .replace("r#", ""),
            name => name.to_owned(),
        }
    }

    /// The package.
    pub(super) fn package(&self, usage: &Usage, features: Vec<Feature>) -> Package {
        let options = &self.options.package;
        let name = self.package_name();
        let title = first_sentence(&self.api.title);
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

const REQWEST: &str = "{ version = \"0.13\", default-features = false, features = \
     [\"http2\", \"rustls\", \"stream\", \"system-proxy\"] }";
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
