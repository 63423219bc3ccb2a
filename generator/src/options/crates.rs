//! Crates that the configuration names: versions that the SDK cannot be built with, and paths into
//! crates that it does not depend on.

use std::ops::Range;

use crate::config::{Config, Layout};
use crate::diagnostic::{Code, Diagnostics};
use crate::lower::{is_in_every_sdk, own_requirement};

pub(super) fn check(config: &Config, diagnostics: &mut Diagnostics) {
    versions(config, diagnostics);
    // A file of a build script sees what the crate around it depends on.
    if config.layout == Layout::Crate {
        traits(config, diagnostics);
        types(config, diagnostics);
    }
}

/// Reports versions of crates of the SDK that are not the ones that it is written for.
fn versions(config: &Config, diagnostics: &mut Diagnostics) {
    for (name, said) in &config.dependencies {
        let written = match &said.get_ref().0 {
            toml::Value::Table(table) => {
                table.get("version").and_then(toml::Value::as_str)
            }
            version => version.as_str(),
        };
        let (Some(written), Some(own)) = (written, own_requirement(name)) else {
            continue;
        };
        let own = own.split('"').nth(1).unwrap_or_default();
        if !is_compatible(written, own) {
            let message = format!("the SDK cannot be built with `{name}` {written}");
            let wrong = config.diagnostic(Code::ConfigSyntax, said.span(), message);
            let note = format!("it is written for version {own}");
            let help =
                format!("write `\"{own}\"` or a later version that is compatible");
            diagnostics.report(wrong.note(note).help(help));
        }
    }
}

/// Whether what a requirement allows can be what the SDK is written for. Ranges are the user's.
fn is_compatible(written: &str, own: &str) -> bool {
    let plain = written.trim().trim_start_matches(['^', '~', '=', ' ']);
    if plain.contains([',', '<', '>', '*']) {
        return true;
    }
    plain.split('.').zip(own.split('.')).all(|(written, own)| written == own)
}

/// Traits that can be derived by their names alone.
const DERIVED: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// Reports traits that the SDK cannot derive.
fn traits(config: &Config, diagnostics: &mut Diagnostics) {
    let of_types = config.types.derive.values().flatten();
    for one in config.types.derive_all.iter().chain(of_types) {
        let path = one.get_ref().to_string();
        let path = path.trim_start_matches("::");
        let name = path.rsplit("::").next().unwrap_or(path);
        let of_serde = ["Serialize", "Deserialize"].contains(&name);
        if of_serde && (path == name || path.starts_with("serde::")) {
            let message = format!("every type has `{name}` already");
            let wrong = config.diagnostic(Code::ConfigSyntax, one.span(), message);
            diagnostics.report(wrong.help("remove it"));
        } else if path == name && !DERIVED.contains(&name) {
            let message = format!("`{name}` is no trait that Rust itself can derive");
            let wrong = config.diagnostic(Code::ConfigSyntax, one.span(), message);
            diagnostics.report(wrong.help(format!(
                "write its path, such as `some_crate::{name}`, and the crate below \
                 `[dependencies]`"
            )));
        } else if path != name {
            known_crate(config, path, one.span(), diagnostics);
        }
    }
}

/// Reports types of crates that the SDK does not depend on.
fn types(config: &Config, diagnostics: &mut Diagnostics) {
    let of_fields = config.types.fields.values().filter_map(|one| one.replace.as_ref());
    for one in config.types.replace.values().chain(of_fields) {
        for path in one.get_ref().paths() {
            known_crate(config, &path, one.span(), diagnostics);
        }
    }
}

/// Reports a path whose crate the SDK does not see.
fn known_crate(
    config: &Config,
    path: &str,
    span: Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    let path = path.trim_start_matches("::");
    let first = path.split("::").next().unwrap_or(path);
    let mut named = config.dependencies.keys();
    let is_known = ["crate", "self", "super"].contains(&first)
        || is_in_every_sdk(first)
        || named.any(|name| name.replace('-', "_") == first);
    if !is_known {
        let message = format!("the SDK does not depend on a crate `{first}`");
        let wrong = config.diagnostic(Code::ConfigSyntax, span, message);
        diagnostics.report(wrong.help(format!(
            "write `{first} = \"…\"` with its version below `[dependencies]`"
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compatible_as_far_as_they_are_said() {
        for (written, own) in [
            ("1", "1"),
            ("1.0.100", "1"),
            ("=1.2", "1"),
            ("^0.13.2", "0.13"),
            (">=0.12", "0.13"),
        ] {
            assert!(is_compatible(written, own), "{written} {own}");
        }
        for (written, own) in [("2", "1"), ("0.11", "0.13"), ("~0.12.1", "0.13")] {
            assert!(!is_compatible(written, own), "{written} {own}");
        }
    }
}
