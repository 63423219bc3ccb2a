//! The command line as a user meets it: exit codes, and what goes where.

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
fn a_package_named_like_a_dependency_is_1_and_a_contradiction_2() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), of_size(1)).unwrap();
    let generate = ["generate", "--spec", "api.yaml", "--output", "sdk"];
    let (code, _, stderr) =
        run(folder.path(), &[&generate[..], &["-n", "http"]].concat());
    assert_eq!(code, 1);
    assert!(stderr.contains("the SDK depends on a crate of that name"), "{stderr}");
    let levels = ["--deny", "repaired", "--allow", "repaired"];
    let (code, _, stderr) = run(folder.path(), &[&generate[..], &levels].concat());
    assert_eq!(code, 2);
    assert!(stderr.contains("`repaired` is denied and allowed"), "{stderr}");
    let (code, _, stderr) =
        run(folder.path(), &[&generate[..], &["--allow", "syntax"]].concat());
    assert_eq!(code, 2);
    assert!(stderr.contains("`syntax` cannot be allowed"), "{stderr}");
}

#[test]
fn what_a_reference_misses_can_be_done_without() {
    let folder = TempDir::new().unwrap();
    let description = r"
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ $ref: '#/components/parameters/Page' }, { $ref: '#/components/parameters/Limit' }]
      responses:
        '200': { description: All., content: { application/json: { schema: { $ref: '#/components/schemas/Pets' } } } }
        '404': { $ref: '#/components/responses/None' }
    post:
      operationId: addPet
      requestBody: { $ref: '#/components/requestBodies/Pet' }
      responses: { '204': { description: Added. } }
  /toys: { $ref: '#/components/pathItems/Toys' }
";
    fs::write(folder.path().join("api.yaml"), description).unwrap();
    let generate = ["generate", "api.yaml", "--output", "sdk"];
    let (code, _, stderr) = run(folder.path(), &generate);
    assert_eq!(code, 1);
    assert!(stderr.contains("6 errors (6 unresolved-ref)"), "{stderr}");
    assert!(stderr.contains("`--allow unresolved-ref` makes an SDK"), "{stderr}");
    let allow = ["--allow", "unresolved-ref"];
    let (code, _, stderr) = run(folder.path(), &[&generate[..], &allow].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("6 warnings (6 unresolved-ref)"), "{stderr}");
    let untyped = ["list", "api.yaml", "--untyped"];
    let (code, stdout, _) = run(folder.path(), &[&untyped[..], &allow].concat());
    assert!(code == 0 && stdout.contains("points at nothing"), "{stdout}");
    let calls = run(folder.path(), &[&["list", "api.yaml"][..], &allow].concat()).1;
    assert_eq!(calls.matches("client.").count(), 2, "{calls}");
}

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

/// A folder with a description and a configuration.
fn pets() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let configuration = "spec = 'pets.yaml'\noutput = 'sdk'\n";
    fs::write(folder.path().join("pets.yaml"), PETS).expect("written");
    fs::write(folder.path().join("pets.toml"), configuration).expect("written");
    folder
}

/// Every generated file with its text.
fn sdk(folder: &TempDir) -> Vec<(String, String)> {
    let sdk = folder.path().join("sdk");
    let manifest = fs::read_to_string(sdk.join(".specwright")).expect("a manifest");
    let paths = manifest.lines().filter(|line| !line.starts_with('#'));
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

#[test]
fn diagnostics_for_programs() {
    let folder = pets();
    let wrong = PETS.replace("schemas/Pet'", "schemas/Pat'");
    fs::write(folder.path().join("pets.yaml"), wrong).unwrap();
    let generate = ["generate", "--config", "pets.toml", "--format"];
    let (code, _, stderr) = run(folder.path(), &[&generate[..], &["json"]].concat());
    assert_eq!(code, 1);
    let lines: Vec<serde_json::Value> =
        stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        lines.iter().any(|line| line["code"] == "unresolved-ref" && line["line"] == 11)
    );

    let (code, _, stderr) = run(folder.path(), &[&generate[..], &["github"]].concat());
    assert_eq!(code, 1);
    assert!(stderr.contains("::error file=pets.yaml,line=11,"), "{stderr}");
}

#[test]
fn levels_and_quiet() {
    let folder = pets();
    let twice = PETS.replace("info: {title: Pets,", "info: {title: A, title: Pets,");
    fs::write(folder.path().join("pets.yaml"), twice).unwrap();
    let generate = ["generate", "--config", "pets.toml"];
    let with = |more: &[&str]| run(folder.path(), &[&generate[..], more].concat());
    let (code, _, stderr) = with(&[]);
    assert_eq!(code, 0);
    assert!(stderr.contains("warning[duplicate-key]"), "{stderr}");
    let (code, _, stderr) = with(&["--allow", "duplicate-key"]);
    assert!(code == 0 && !stderr.contains("warning["), "{stderr}");
    let (code, _, stderr) = with(&["--allow", "duplicate-key", "-v"]);
    assert!(code == 0 && stderr.contains("note[duplicate-key]"), "{stderr}");
    assert_eq!(with(&["-q"]), (0, String::new(), String::new()));
    let (code, _, stderr) = with(&["--deny", "duplicate-key"]);
    assert!(code == 1 && stderr.contains("error[duplicate-key]"), "{stderr}");
    let configuration =
        "spec = 'pets.yaml'\noutput = 'sdk'\n[diagnostics]\ndeny = ['duplicate-key']";
    fs::write(folder.path().join("pets.toml"), configuration).unwrap();
    assert_eq!(with(&[]).0, 1);
    assert_eq!(with(&["--allow", "duplicate-key"]).0, 0);
}

#[test]
fn a_wrong_configuration_is_shown_where_it_is_wrong() {
    let folder = pets();
    let configuration = "spec = 'pets.yaml'\nouptut = 'sdk'\n";
    fs::write(folder.path().join("pets.toml"), configuration).unwrap();
    let (code, _, stderr) = run(folder.path(), &["generate", "--config", "pets.toml"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("error[config-syntax]: unknown key `ouptut`"), "{stderr}");
    assert!(stderr.contains("pets.toml:2:1"), "{stderr}");
    assert!(stderr.contains("did you mean `output`?"), "{stderr}");

    fs::write(folder.path().join("pets.toml"), "spec = 'pets.yaml'\n").unwrap();
    let (code, _, stderr) = run(folder.path(), &["generate", "--config", "pets.toml"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("give `--output`"), "{stderr}");
}

#[test]
fn a_method_that_cannot_be_sent_is_an_error_with_its_place() {
    let folder = TempDir::new().unwrap();
    let operation = "{ responses: { '204': { description: Done. } } }";
    let description = format!(
        "openapi: 3.2.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    additionalOperations:\n      COPY: {operation}\n      CO PY: {operation}\n"
    );
    fs::write(folder.path().join("a.yaml"), description).unwrap();
    let (code, _, stderr) =
        run(folder.path(), &["generate", "--spec", "a.yaml", "--output", "sdk"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("`CO PY` cannot be the name of a method"), "{stderr}");
    assert!(stderr.contains("a.yaml:7:7"), "{stderr}");
    assert!(!folder.path().join("sdk").exists());
}
