//! One description for each thing: its code as a snapshot, the same code compiled.
//!
//! `tests/cases/NAME/openapi.yaml` is the smallest description that shows one thing; its first line
//! says which. Other files of the folder (`openapi-3.1.yaml`, `openapi-2.0.yaml`) say the same in
//! another version of the specification and have to give the same code; `openapi.toml` is a
//! configuration. `generated.snap` has the emitted code, `model.snap` the model that it was made from.

mod model;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::config::{Config, Spanned};
use specwright::diagnostic::{Diagnostics, RenderOptions, Severity, render};
use specwright::source::SourceSet;
use specwright::{Generated, Input, generate};

/// The longest snapshot that somebody will review.
const LONGEST: usize = 1_500;

/// The lines that the models of all cases have together at most.
const LONGEST_MODELS: usize = 2_500;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases")
}

fn cases() -> Vec<(String, PathBuf)> {
    let mut cases: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path))
        .collect();
    cases.sort();
    assert!(cases.len() > 10, "the cases are not where they should be");
    cases
}

/// What is made of a description, and what was reported.
fn run(name: &str, spec: &Path) -> (Generated, String) {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let beside = spec.with_file_name("openapi.toml");
    let mut config = match beside.exists() {
        true => Config::load(&beside, &mut diagnostics).expect("a configuration"),
        false => Config::default(),
    };
    config.package.name =
        Some(Spanned::new(0..0, format!("case-{name}").parse().expect("a name")));
    let result =
        generate(Input::File(spec.to_owned()), &config, &mut sources, &mut diagnostics);
    let options = RenderOptions { least: Severity::Warning, ..RenderOptions::default() };
    let reported = render(&diagnostics, &sources, &options);
    let folder = spec.parent().unwrap();
    let normal = folder.canonicalize().unwrap();
    let reported = reported.replace(&format!("{}/", folder.display()), "");
    let reported = reported.replace(&format!("{}/", normal.display()), "");
    (result.unwrap_or_else(|_| panic!("{name} gives no SDK:\n{reported}")), reported)
}

/// Every file of the SDK, without the line that says where it comes from, and what was reported.
fn generated(name: &str, spec: &Path) -> (BTreeMap<String, String>, String) {
    let (generated, reported) = run(name, spec);
    let files = generated
        .files
        .iter()
        .map(|(path, text)| (path.to_owned(), without_provenance(text)))
        .collect();
    (files, reported)
}

/// The first line names the file that the code comes from.
fn without_provenance(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) if first.contains("@generated") => {
            rest.trim_start_matches('\n').to_owned()
        }
        _ => text.to_owned(),
    }
}

#[test]
fn code_is_as_reviewed() {
    for (name, path) in cases() {
        let (files, reported) = generated(&name, &path.join("openapi.yaml"));
        let mut text = reported;
        for (path, code) in &files {
            let own =
                path.starts_with("src/resources/") || path.starts_with("src/types/");
            if own || path == "src/client.rs" {
                text.push_str(&format!("// ---- {path}\n{code}\n"));
            }
        }
        assert!(text.lines().count() <= LONGEST, "nobody could review {name}");
        beside(&path).bind(|| insta::assert_snapshot!("generated", text));
    }
}

#[test]
fn the_model_is_as_reviewed() {
    let mut lines = 0;
    for (name, path) in cases() {
        let (generated, _) = run(&name, &path.join("openapi.yaml"));
        let text = model::text(&generated.api);
        lines += text.lines().count();
        beside(&path).bind(|| insta::assert_snapshot!("model", text));
    }
    assert!(lines <= LONGEST_MODELS, "nobody could review {lines} lines of models");
}

/// Snapshots lie in the folder of their case.
fn beside(folder: &Path) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn every_version_gives_the_same_code() {
    let mut compared = 0;
    for (name, path) in cases() {
        let (expected, _) = generated(&name, &path.join("openapi.yaml"));
        for version in ["openapi-3.1.yaml", "openapi-2.0.yaml"] {
            let other = path.join(version);
            if other.exists() {
                compared += 1;
                let (files, _) = generated(&name, &other);
                for (path, text) in &expected {
                    assert_eq!(Some(text), files.get(path), "{name}/{version}: {path}");
                }
                assert_eq!(files.len(), expected.len(), "{name}/{version}");
            }
        }
    }
    assert!(compared >= 3, "no case is written in two versions");
}

#[test]
fn the_same_description_gives_the_same_bytes() {
    for (name, path) in cases() {
        let spec = path.join("openapi.yaml");
        assert_eq!(generated(&name, &spec), generated(&name, &spec), "{name}");
    }
}

#[test]
fn code_compiles_without_a_warning() {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let root = target.join("cases");
    drop(std::fs::remove_dir_all(&root));
    std::fs::create_dir_all(&root).unwrap();
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n";
    std::fs::write(root.join("Cargo.toml"), workspace).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    drop(std::fs::copy(lock, root.join("Cargo.lock")));
    for (name, path) in cases() {
        let (files, _) = generated(&name, &path.join("openapi.yaml"));
        for (path, text) in files {
            let path = root.join(&name).join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    let all = ["--workspace", "--all-targets", "--keep-going"];
    check(
        &root,
        &target,
        "clippy",
        &all,
        &["--", "-D", "warnings", "-D", "missing_docs"],
    );
    for features in ["", "shops", "people", "parks", "webhooks"] {
        let one =
            ["-p", "case-features", "--no-default-features", "--features", features];
        check(&root, &target, "check", &one, &[]);
    }
}

/// Fails with what the compiler says unless it has nothing to say.
fn check(root: &Path, target: &Path, command: &str, arguments: &[&str], more: &[&str]) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .arg(command)
        .args(arguments)
        .arg("--target-dir")
        .arg(target.join("cases-target"))
        .args(more)
        .current_dir(root)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    let is_problem =
        |line: &&str| line.contains("error") || line.trim_start().starts_with("-->");
    let problems: Vec<&str> = text.lines().filter(is_problem).collect();
    assert!(output.status.success(), "{arguments:?}\n{}", problems.join("\n"));
    let warned = text.lines().any(|line| line.starts_with("warning"));
    assert!(!warned, "{arguments:?} warns:\n{text}");
}
