//! What is wrong: how it is shown, what it ends with, and what can be allowed.

use std::fs;

use tempfile::TempDir;

use super::{PETS, of_size, pets, run};

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

/// A file that refers to other kinds of things than stand there.
const MISDIRECTED: &str = r"
openapi: 3.0.3
paths:
  /pets:
    get:
      operationId: listPets
      responses: { '200': { $ref: '#/components/schemas/Pets' } }
    post:
      operationId: addPet
      requestBody: { $ref: '#/components/schemas/Pet' }
      responses: { '201': { description: Added., content: { application/json: { schema: { $ref: '#/components/responses/Pet' } } } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string }, parent: { $ref: '#' } } }
    Pets: { type: object, properties: { all: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
  responses:
    Pet: { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
";

#[test]
fn a_reference_to_another_kind_of_thing_keeps_its_body() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), MISDIRECTED).unwrap();
    let (code, _, stderr) =
        run(folder.path(), &["generate", "api.yaml", "--output", "sdk"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("5 warnings (1 missing-field, 4 repaired)"), "{stderr}");
    assert!(
        stderr.contains("which is a Schema Object in the place of a Response Object")
    );
    assert!(stderr.contains("the description has no `info`"), "{stderr}");
    let read = |file: &str| fs::read_to_string(folder.path().join(file)).unwrap();
    let methods = read("sdk/src/resources/pets.rs");
    assert!(methods.contains("list(&self) -> Request<crate::types::Pets>"), "{methods}");
    assert!(methods.contains("pet: Option<&Pet>) -> Request<Pet>"), "{methods}");
    assert!(read("sdk/src/types/pet.rs").contains("pub parent: Option<Box<Pet>>"));
}
