//! What `Cargo.toml` says.

use super::Lowering;
use super::markdown::one_line;
use super::names::Case;
use super::reserved::KEYWORDS;
use super::title::sentence;
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
        // A module has such a name too, for it would hide the crate.
        let plain = name.strip_suffix("_module").filter(|plain| is_crate_of_sdks(plain));
        let name = plain.unwrap_or(&name).to_owned();
        let further = self.options.package.dependencies.iter();
        let taken = is_crate_of_sdks(&name)
            || KEYWORDS.binary_search(&&*name).is_ok()
            || further
                .map(|(known, _)| known.replace('-', "_"))
                .any(|known| known == name);
        let name = name.replace('_', "-");
        if taken { format!("{name}-client") } else { name }
    }

    /// The version of the package.
    pub(super) fn package_version(&self) -> &str {
        match self.options.package.version.as_str() {
            "" => "0.1.0",
            version => version,
        }
    }

    /// The package.
    pub(super) fn package(&self, usage: &Usage, features: Vec<Feature>) -> Package {
        let options = &self.options.package;
        let name = self.package_name();
        let title = one_line(&self.api.title);
        Package {
            library: name.replace('-', "_"),
            name,
            version: self.package_version().to_owned(),
            description: match &options.description {
                Some(description) => description.clone(),
                None => sentence(&title),
            },
            metadata: options.metadata.clone(),
            features,
            dependencies: self.dependencies(usage),
            dev_dependencies: vec![dependency("tokio", TOKIO_DEV)],
        }
    }

    fn dependencies(&self, usage: &Usage) -> Vec<Dependency> {
        let mut dependencies: Vec<Dependency> = ALWAYS
            .iter()
            .map(|(name, requirement)| dependency(name, requirement))
            .collect();
        let tokio = match (usage.upload, usage.oauth2) {
            (false, false) => TOKIO,
            (true, false) => TOKIO_FS,
            (false, true) => TOKIO_SYNC,
            (true, true) => TOKIO_FS_SYNC,
        };
        dependencies.push(dependency("tokio", tokio));
        if usage.base64 {
            dependencies.push(dependency("base64", BASE64));
        }
        if usage.datetime {
            dependencies.push(dependency("jiff", JIFF));
        }
        if usage.uuid {
            dependencies.push(dependency("uuid", UUID));
        }
        for (name, said) in &self.options.package.dependencies {
            let same = |known: &&mut Dependency| is_same_crate(&known.name, name);
            match dependencies.iter_mut().find(same) {
                Some(known) => known.requirement = merged(&known.requirement, said),
                None => dependencies.push(dependency(name, &line(said))),
            }
        }
        dependencies.sort_by(|a, b| a.name.cmp(&b.name));
        dependencies
    }
}

/// Whether two names of crates are one for Rust.
fn is_same_crate(a: &str, b: &str) -> bool {
    a.replace('-', "_") == b.replace('-', "_")
}

/// What the SDK needs of a crate that it depends on.
pub(crate) fn own_requirement(name: &str) -> Option<&'static str> {
    let others = [("base64", BASE64), ("jiff", JIFF), ("tokio", TOKIO), ("uuid", UUID)];
    let mut own = ALWAYS.into_iter().chain(others);
    own.find(|(known, _)| is_same_crate(known, name)).map(|(_, own)| own)
}

/// Whether every SDK sees a crate.
pub(crate) fn is_in_every_sdk(name: &str) -> bool {
    let mut always = ALWAYS.iter().map(|(known, _)| *known);
    ["alloc", "core", "std", "tokio"].contains(&name)
        || always.any(|known| is_same_crate(known, name))
}

/// A requirement of the SDK with what the configuration says: its version and settings, and the
/// features of both.
fn merged(own: &str, said: &toml::Value) -> String {
    let mut table = table(&value(own));
    let features = |table: &toml::Table| {
        let features = table.get("features").and_then(toml::Value::as_array);
        features.cloned().unwrap_or_default()
    };
    let mut all = features(&table);
    let said = self::table(said);
    let further = features(&said);
    all.extend(further.into_iter().filter(|one| !all.contains(one)).collect::<Vec<_>>());
    // What names another place for the crate names its version, or none.
    if ["git", "path", "workspace"].iter().any(|key| said.contains_key(*key)) {
        table.remove("version");
    }
    if said.contains_key("workspace") {
        table.remove("default-features");
    }
    table.extend(said);
    if !all.is_empty() {
        table.insert("features".to_owned(), all.into());
    }
    line(&toml::Value::Table(table))
}

/// A value of TOML as it is written.
fn value(text: &str) -> toml::Value {
    let file: toml::Table = toml::from_str(&format!("x = {text}")).unwrap_or_default();
    file.get("x").cloned().unwrap_or_else(|| text.into())
}

/// A requirement as a table.
fn table(requirement: &toml::Value) -> toml::Table {
    match requirement {
        toml::Value::Table(table) => table.clone(),
        version => toml::Table::from_iter([("version".to_owned(), version.clone())]),
    }
}

/// A requirement on one line, the version first and the features last.
fn line(requirement: &toml::Value) -> String {
    let toml::Value::Table(table) = requirement else { return requirement.to_string() };
    if let (1, Some(version)) = (table.len(), table.get("version")) {
        return version.to_string();
    }
    let mut keys: Vec<&String> = table.keys().collect();
    keys.sort_by_key(|key| (*key != "version", *key == "features"));
    let entries: Vec<String> =
        keys.iter().map(|key| format!("{key} = {}", table[key.as_str()])).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// Whether a package of this library would be called like a crate that an SDK can see.
pub(crate) fn is_crate_of_sdks(library: &str) -> bool {
    CRATES.contains(&library)
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

/// What every SDK depends on beside `tokio`, of which some need more.
const ALWAYS: [(&str, &str); 6] = [
    ("bytes", "\"1\""),
    ("futures-core", "\"0.3\""),
    ("http", "\"1\""),
    ("reqwest", REQWEST),
    ("serde", SERDE),
    ("serde_json", SERDE_JSON),
];

const BASE64: &str = "\"0.23\"";
const REQWEST: &str = "{ version = \"0.13\", default-features = false, features = \
     [\"gzip\", \"http2\", \"rustls\", \"stream\", \"system-proxy\"] }";
const SERDE: &str =
    "{ version = \"1\", default-features = false, features = [\"std\"] }";
const SERDE_JSON: &str = "{ version = \"1\", features = [\"raw_value\"] }";
const TOKIO: &str = "{ version = \"1\", features = [\"time\"] }";
const TOKIO_FS: &str = "{ version = \"1\", features = [\"fs\", \"time\"] }";
const TOKIO_SYNC: &str = "{ version = \"1\", features = [\"sync\", \"time\"] }";
const TOKIO_FS_SYNC: &str =
    "{ version = \"1\", features = [\"fs\", \"sync\", \"time\"] }";
const TOKIO_DEV: &str =
    "{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }";
const JIFF: &str =
    "{ version = \"1\", default-features = false, features = [\"serde\", \"std\"] }";
const UUID: &str = "{ version = \"1\", features = [\"serde\"] }";

fn dependency(name: &str, requirement: &str) -> Dependency {
    Dependency { name: name.to_owned(), requirement: requirement.to_owned() }
}
