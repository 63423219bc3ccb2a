//! Writes the module lists of runtimes with fewer parts, as SDKs embed them, so that a part that
//! something else secretly needs, or that leaves dead code behind, is found.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;

/// What of `parts.toml` matters here.
#[derive(Deserialize)]
struct Table {
    parts: BTreeMap<String, Part>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    needs: Vec<String>,
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let runtime = root.join("../../generator/runtime");
    println!("cargo::rerun-if-changed={}", runtime.display());
    let read =
        |name: &str| fs::read_to_string(runtime.join(name)).expect("a runtime file");
    let (list, table) = (read("mod.rs"), read("parts.toml"));
    let table: Table = toml::from_str(&table).expect("a table of parts");
    let mut code = module("core_alone", &list, &table, &[], &runtime);
    for (name, part) in &table.parts {
        let mut parts = part.needs.clone();
        parts.push(name.clone());
        let name = format!("with_{name}");
        code.push_str(&module(&name, &list, &table, &parts, &runtime));
    }
    let target = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(target.join("parts.rs"), code).expect("a file in the output folder");
}

/// A module with the runtime and these parts only.
fn module(
    name: &str,
    list: &str,
    table: &Table,
    parts: &[String],
    runtime: &Path,
) -> String {
    let mut code =
        format!("/// The runtime with its core and {parts:?}.\npub mod {name} {{\n");
    for line in list.lines().filter(|line| !line.starts_with("//")) {
        let module = line.trim_start_matches("pub ").strip_prefix("mod ");
        let Some(module) = module.and_then(|line| line.strip_suffix(';')) else {
            code.push_str(line);
            code.push('\n');
            continue;
        };
        if table.parts.contains_key(module) && !parts.iter().any(|part| part == module) {
            continue;
        }
        let file = runtime.join(format!("{module}.rs"));
        let file =
            if file.exists() { file } else { runtime.join(module).join("mod.rs") };
        let _ = writeln!(code, "#[path = {file:?}]\n{line}");
    }
    code.push_str("}\n");
    code
}
