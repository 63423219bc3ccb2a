//! `features`, `[package]`, `[dependencies]`: the SDK as a crate.

use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use super::written::{PackageName, Version};

/// What stands in the SDK's `Cargo.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Package {
    /// The name; follows from the description's title.
    pub name: Option<Spanned<PackageName>>,
    /// The version; the description's when that is a semantic version, else `0.1.0`.
    pub version: Option<Spanned<Version>>,
    /// What it is, in one sentence; follows from the description's title.
    pub description: Option<String>,
    /// The licence as an SPDX expression; none by default.
    pub license: Option<String>,
    /// Where the sources are.
    pub repository: Option<String>,
    /// A page on it.
    pub homepage: Option<String>,
    /// Its documentation; docs.rs when there is none.
    pub documentation: Option<String>,
    /// Who made it.
    pub authors: Vec<String>,
    /// Keywords for crates.io, at most five.
    pub keywords: Vec<String>,
    /// Categories of crates.io, at most five.
    pub categories: Vec<String>,
    /// Whether it may be published; yes when nothing is said.
    pub publish: Option<bool>,
    /// Whether its `Cargo.toml` begins with an empty `[workspace]`, so that it builds inside
    /// the folder of another workspace; no when nothing is said.
    pub own_workspace: bool,
}

/// Whether the SDK has a cargo feature for each resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Features {
    /// None: all resources are always there.
    Off,
    /// One for each top-level resource, all on by default.
    Resources,
}

/// The right-hand side of a line of `[dependencies]`: a version, or a table as cargo has it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "toml::Value")]
pub struct Dependency(pub toml::Value);

impl TryFrom<toml::Value> for Dependency {
    type Error = String;

    fn try_from(value: toml::Value) -> Result<Self, String> {
        let part = |c: char| c.is_ascii_alphanumeric() || " .,*^~<>=+-".contains(c);
        let is_version = |text: &str| {
            text.chars().all(part)
                && text.contains(|c: char| c.is_ascii_digit() || c == '*')
        };
        let fits = match &value {
            toml::Value::String(version) => is_version(version),
            toml::Value::Table(_) => true,
            _ => false,
        };
        match fits {
            true => Ok(Self(value)),
            false => Err(format!(
                "`{}` is not a dependency: write a version such as \"1.2\", or a table such as \
                 {{ version = \"1.2\", features = [\"std\"] }}",
                value.to_string().trim_matches('"')
            )),
        }
    }
}

impl fmt::Display for Dependency {
    /// Writes it as one line of TOML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
