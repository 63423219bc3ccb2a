//! Generating and checking: what is written, and what stays.

use std::fs;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{PETS, of_size, pets, run};

#[test]
fn what_the_size_of_the_api_decides_is_said_until_the_configuration_does() {
    let folder = TempDir::new().unwrap();
    let generate = ["generate", "--spec", "api.yaml", "--output", "sdk"];
    fs::write(folder.path().join("api.yaml"), of_size(100)).unwrap();
    let (code, _, stderr) = run(folder.path(), &generate);
    assert!(code == 0 && !stderr.contains("large API"), "{stderr}");
    assert_eq!(run(folder.path(), &["init", "api.yaml"]).0, 0);
    let small = fs::read_to_string(folder.path().join("api.toml")).unwrap();
    for line in ["features = \"off\"", "comparable = true", "share = false"] {
        assert!(small.lines().any(|one| one == line), "{line}");
    }

    fs::write(folder.path().join("api.yaml"), of_size(101)).unwrap();
    let (code, _, stderr) = run(folder.path(), &generate);
    let settings =
        "`features = \"resources\"`, `types.comparable = false`, `types.share = true`";
    assert!(code == 0 && stderr.contains(settings), "{stderr}");
    let (_, _, stderr) = run(folder.path(), &["generate", "--config", "api.toml"]);
    assert!(!stderr.contains("large API"), "{stderr}");
    let manifest = fs::read_to_string(folder.path().join("sdk/Cargo.toml")).unwrap();
    assert!(!manifest.contains("[features]"), "{manifest}");
    fs::remove_file(folder.path().join("api.toml")).unwrap();
    assert_eq!(run(folder.path(), &["init", "api.yaml"]).0, 0);
    let large = fs::read_to_string(folder.path().join("api.toml")).unwrap();
    assert!(large.contains("\nfeatures = \"resources\"\n"), "{large}");
}

/// Every generated file with its text.
fn sdk(folder: &TempDir) -> Vec<(String, String)> {
    let sdk = folder.path().join("sdk");
    let manifest = fs::read_to_string(sdk.join(".specwright")).expect("a manifest");
    let lines = manifest.lines().filter(|line| !line.starts_with('#'));
    let paths = lines.map(|line| line.split_once(' ').expect("a checksum and a path").1);
    let read = |path| fs::read_to_string(sdk.join(path)).expect("a generated file");
    paths.map(|path: &str| (path.to_owned(), read(path))).collect()
}

#[test]
fn generate_writes_what_changed_and_check_agrees() {
    let folder = pets();
    let (code, stdout, stderr) =
        run(folder.path(), &["generate", "--config", "pets.toml"]);
    assert_eq!((code, &*stdout), (0, ""), "{stderr}");
    let first = sdk(&folder);
    let written =
        format!("wrote {}, unchanged 0, deleted 0 files in sdk", first.len() + 1);
    assert!(stderr.contains(&written), "{stderr}");
    assert!(stderr.contains("; 1 operation"), "{stderr}");

    let (code, _, stderr) = run(folder.path(), &["generate", "--config", "pets.toml"]);
    assert_eq!(code, 0);
    assert!(stderr.contains("wrote 0, unchanged"), "{stderr}");
    assert_eq!(sdk(&folder), first);
    let (code, stdout, stderr) = run(folder.path(), &["check", "--config", "pets.toml"]);
    assert_eq!((code, &*stdout), (0, ""), "{stderr}");
    assert!(stderr.contains("sdk is up to date"), "{stderr}");
}

#[test]
fn check_shows_the_difference_and_names_the_command() {
    let folder = pets();
    let check = ["check", "--config", "pets.toml"];
    let (code, stdout, stderr) = run(folder.path(), &check);
    assert_eq!((code, &*stdout), (1, ""));
    assert!(stderr.contains("nothing has been generated in `sdk` yet"), "{stderr}");
    assert!(stderr.contains("`specwright generate --config pets.toml`"), "{stderr}");
    assert!(!folder.path().join("sdk").exists());

    run(folder.path(), &["generate", "--config", "pets.toml"]);
    let renamed =
        PETS.replace("[name], properties: {name:", "[title], properties: {title:");
    fs::write(folder.path().join("pets.yaml"), renamed).unwrap();
    let before = sdk(&folder);
    let (code, stdout, stderr) = run(folder.path(), &check);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("--- a/src/types/pet.rs\n+++ b/src/types/pet.rs\n"),
        "{stdout}"
    );
    assert!(stdout.contains("\n-    pub name: String,\n"), "{stdout}");
    assert!(stdout.contains("\n+    pub title: String,\n"), "{stdout}");
    assert!(stderr.contains("error[output-outdated]"), "{stderr}");
    assert_eq!(sdk(&folder), before);
}

#[test]
fn without_a_configuration_and_from_standard_input() {
    let folder = pets();
    let arguments =
        ["generate", "--spec", "pets.yaml", "--output", "a", "--name", "zoo"];
    assert_eq!(run(folder.path(), &arguments).0, 0);
    let manifest = fs::read_to_string(folder.path().join("a/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"zoo\""), "{manifest}");

    let mut child = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(["generate", "-", "--output", "b"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), PETS.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(folder.path().join("b/src/types/pet.rs").exists());
}

#[test]
fn a_file_needs_no_option() {
    let folder = pets();
    let (code, _, stderr) = run(folder.path(), &["generate", "pets.toml"]);
    assert_eq!(code, 0, "{stderr}");
    let (code, _, stderr) = run(folder.path(), &["check", "pets.yaml", "-o", "sdk"]);
    assert_eq!(code, 0, "{stderr}");
    for command in ["generate", "check"] {
        for description in [&["pets.yaml"][..], &["--spec", "pets.yaml"]] {
            let arguments = [&[command], description].concat();
            let (code, stdout, stderr) = run(folder.path(), &arguments);
            assert_eq!((code, &*stdout), (2, ""), "{stderr}");
            assert!(stderr.contains("needs `--output <DIR>`"), "{stderr}");
            let usage = format!("Usage: specwright {command} ");
            assert!(stderr.contains(&usage), "{stderr}");
        }
    }
}

#[test]
fn a_wrong_description_leaves_the_old_output() {
    let folder = pets();
    run(folder.path(), &["generate", "--config", "pets.toml"]);
    let before = sdk(&folder);
    let wrong = PETS.replace("schemas/Pet'", "schemas/Pat'");
    fs::write(folder.path().join("pets.yaml"), wrong).unwrap();
    let (code, _, stderr) = run(folder.path(), &["generate", "--config", "pets.toml"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("error[unresolved-ref]"), "{stderr}");
    assert!(stderr.contains("pets.yaml:11:"), "{stderr}");
    assert!(stderr.contains("nothing was written"), "{stderr}");
    assert_eq!(sdk(&folder), before);
}

#[test]
fn an_output_that_cannot_be_written_is_1() {
    let folder = pets();
    fs::write(folder.path().join("sdk"), "a file").unwrap();
    let (code, _, stderr) = run(folder.path(), &["generate", "--config", "pets.toml"]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("error[output-unwritable]: cannot write to `sdk`"),
        "{stderr}"
    );
    assert_eq!(fs::read_to_string(folder.path().join("sdk")).unwrap(), "a file");
}

#[test]
fn a_file_of_the_user_is_not_replaced() {
    let folder = pets();
    fs::create_dir(folder.path().join("sdk")).unwrap();
    fs::write(folder.path().join("sdk/Cargo.toml"), "[package]").unwrap();
    let (code, _, stderr) = run(folder.path(), &["generate", "--config", "pets.toml"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("error[foreign-file]"), "{stderr}");
    assert!(!folder.path().join("sdk/src").exists());
}
