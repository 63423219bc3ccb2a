//! The command line as a user meets it: exit codes, and what goes where.

mod diagnostics;
mod generating;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("specwright starts")
}

/// Runs it and returns exit code, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = specwright(folder, arguments);
    (
        output.status.code().expect("an exit code"),
        String::from_utf8(output.stdout).expect("text"),
        String::from_utf8(output.stderr).expect("text"),
    )
}

#[test]
fn wrong_usage_is_2() {
    let folder = TempDir::new().unwrap();
    let wrong: [&[&str]; 8] = [
        &[],
        &["generat"],
        &["generate"],
        &["generate", "--spec", "a.yaml"],
        &["generate", "a.yaml"],
        &["check", "--config", "a.toml", "--format", "xml"],
        &["explain", "no-such-code"],
        &["list", "--deny", "no-such-code", "--spec", "a.yaml"],
    ];
    for arguments in wrong {
        let (code, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}: {stderr}");
        assert!(!stderr.is_empty());
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let folder = TempDir::new().unwrap();
    for arguments in [["--help"], ["--version"]] {
        let (code, stdout, _) = run(folder.path(), &arguments);
        assert_eq!(code, 0);
        assert!(stdout.contains("specwright"));
    }
}

#[test]
fn a_configuration_that_is_not_there_is_1() {
    let folder = TempDir::new().unwrap();
    let (code, stdout, stderr) =
        run(folder.path(), &["generate", "--config", "no.toml"]);
    assert_eq!((code, &*stdout), (1, ""));
    assert!(stderr.contains("cannot read the configuration `no.toml`"), "{stderr}");
}

#[test]
fn init_writes_a_configuration_beside_the_description() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("api")).unwrap();
    fs::write(folder.path().join("api/pets.yaml"), "openapi: 3.1.0").unwrap();
    let (code, _, stderr) = run(folder.path(), &["init", "api/pets.yaml"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("specwright generate --config api/pets.toml"));
    let written = fs::read_to_string(folder.path().join("api/pets.toml")).unwrap();
    assert!(written.contains("spec = \"pets.yaml\""), "{written}");

    fs::write(folder.path().join("api/pets.toml"), "mine").unwrap();
    let (code, _, stderr) = run(folder.path(), &["init", "api/pets.yaml"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("output-unwritable"), "{stderr}");
    assert_eq!(fs::read_to_string(folder.path().join("api/pets.toml")).unwrap(), "mine");
}

#[test]
fn init_refuses_what_is_no_description() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("page.html"), "<!doctype html><html></html>").unwrap();
    let (code, _, stderr) = run(folder.path(), &["init", "page.html"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("this looks like a web page"), "{stderr}");
    assert!(!folder.path().join("page.toml").exists());
}

#[test]
fn init_takes_the_name_of_the_configuration_too() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("pets.json"), "{}").unwrap();
    assert_eq!(run(folder.path(), &["init", "pets.toml"]).0, 0);
    let written = fs::read_to_string(folder.path().join("pets.toml")).unwrap();
    assert!(written.contains("spec = \"pets.json\""), "{written}");
    assert_eq!(run(folder.path(), &["init", "no.yaml"]).0, 1);
}

#[test]
fn init_chooses_a_folder_that_no_other_configuration_has() {
    let folder = TempDir::new().unwrap();
    for (name, output) in [("a", "sdk"), ("b", "b-sdk"), ("c", "c-sdk")] {
        fs::write(folder.path().join(format!("{name}.yaml")), of_size(1)).unwrap();
        assert_eq!(run(folder.path(), &["init", &format!("{name}.yaml")]).0, 0);
        let text =
            fs::read_to_string(folder.path().join(format!("{name}.toml"))).unwrap();
        assert!(text.contains(&format!("\noutput = \"{output}\"\n")), "{text}");
    }
}

#[test]
fn explain_has_something_on_every_code() {
    let folder = TempDir::new().unwrap();
    let (code, catalogue, _) = run(folder.path(), &["explain"]);
    assert_eq!(code, 0);
    for line in catalogue.lines() {
        let code = line.split(' ').next().unwrap();
        let (exit, page, _) = run(folder.path(), &["explain", code]);
        assert_eq!(exit, 0);
        assert!(!page.trim().is_empty());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .arg("explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

const PETS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: 1.2.0}
paths:
  /pets/{pet_id}:
    get:
      operationId: getPet
      parameters: [{name: pet_id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: A pet.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
";

/// A description of as many operations.
fn of_size(operations: usize) -> String {
    let mut text =
        "openapi: 3.1.0\ninfo: { title: Big, version: 1.0.0 }\npaths:\n".to_owned();
    for index in 0..operations {
        let answer = "responses: { '204': { description: Fine. } }";
        text += &format!(
            "  /r{index}: {{ get: {{ operationId: get{index}, {answer} }} }}\n"
        );
    }
    text
}

/// A folder with a description and a configuration.
fn pets() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let configuration = "spec = 'pets.yaml'\noutput = 'sdk'\n";
    fs::write(folder.path().join("pets.yaml"), PETS).expect("written");
    fs::write(folder.path().join("pets.toml"), configuration).expect("written");
    folder
}

#[test]
fn list_shows_calls() {
    let folder = pets();
    let (code, stdout, _) = run(folder.path(), &["list", "--spec", "pets.yaml"]);
    assert_eq!(code, 0);
    assert_eq!(stdout, "GET  /pets/{pet_id}  getPet  client.pets().get(pet_id)\n");

    let arguments = ["list", "--spec", "pets.yaml", "--format", "json"];
    let (code, stdout, _) = run(folder.path(), &arguments);
    assert_eq!(code, 0);
    let list: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(list[0]["method"], "GET");
    assert_eq!(list[0]["operation_id"], "getPet");
    assert_eq!(list[0]["key"], "pets.get");
    assert_eq!(list[0]["pointer"], "#/paths/~1pets~1{pet_id}/get");
}

#[test]
fn list_shows_what_is_untyped() {
    let folder = pets();
    let untyped = PETS.replace("required: [name]", "required: [name, age]");
    fs::write(folder.path().join("pets.yaml"), untyped).unwrap();
    let arguments = ["list", "--spec", "pets.yaml", "--untyped"];
    let (code, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!(code, 0, "{stderr}");
    let place = "pets.yaml#/components/schemas/Pet  ";
    assert!(stdout.starts_with(place) && stdout.contains("not described"), "{stdout}");
}

#[test]
fn list_shows_json_without_a_schema() {
    let folder = pets();
    let untyped = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      responses: { '200': { description: Pets., content: { application/json: {} } } }
";
    fs::write(folder.path().join("pets.yaml"), untyped).unwrap();
    let arguments = ["list", "--spec", "pets.yaml", "--untyped"];
    let (code, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("/content/application~1json"), "{stdout}");
    assert!(stdout.contains("its media type has no schema"), "{stdout}");
}
