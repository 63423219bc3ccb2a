//! `specwright diff`: what code depends on without naming it, and what the configuration names.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Writes files into a folder and compares two of them: what is printed, and what is said.
#[track_caller]
fn diff(files: &[(&str, &str)], arguments: &str) -> (Option<i32>, String, String) {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("")))
            .expect("a folder");
        std::fs::write(path, text).expect("it is written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .arg("diff")
        .args(arguments.split(' '))
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn two(old: &str, new: &str) -> (String, String) {
    let (code, text, verdict) =
        diff(&[("old.yaml", old), ("new.yaml", new)], "old.yaml new.yaml");
    assert_eq!(code, Some(0), "{verdict}");
    (text, verdict)
}

/// A description with two schemas, which a call takes and gives.
fn api(first: &str, second: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: Zoo, version: '1' }}
paths:
  /pets/{{id}}:
    put:
      operationId: putPet
      parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}]
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/First' }} }} }} }}
      responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Second' }} }} }} }} }}
components:
  schemas:
    First: {first}
    Second: {second}
"
    )
}

const OBJECT: &str = "{ type: object, properties: { k: { type: string } } }";
const FIRST: &str = "{ $ref: '#/components/schemas/First' }";

#[test]
fn types_of_several_files_are_told_apart_by_the_file() {
    let root = |file: &str, schema: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: Zoo, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    \
             Config: {{ type: object, properties: {{ cat: {{ $ref: ./models/cat.yml }}, other: {{ $ref: './models/{file}' }} }} }}\n    \
             {schema}: {{ $ref: './models/{file}' }}\n    Cat: {{ $ref: ./models/cat.yml }}\n"
        )
    };
    let (before, after) = (root("dog.yml", "Dog"), root("emu.yml", "Emu"));
    let cat = "type: object\nproperties: { lives: { type: integer } }\n";
    let files = [
        ("old/api.yaml", &*before),
        ("old/models/cat.yml", cat),
        ("old/models/dog.yml", "type: object\nproperties: { bark: { type: string } }\n"),
        ("new/api.yaml", &*after),
        ("new/models/cat.yml", cat),
        ("new/models/emu.yml", "type: object\nproperties: { run: { type: string } }\n"),
    ];
    let (_, text, errors) = diff(&files, "old/api.yaml new/api.yaml");
    assert!(text.contains("  removed  type   types::Dog: struct\n"), "{text}{errors}");
    assert!(text.contains("types::Emu: struct\n"), "{text}");
    assert!(!text.contains("renamed"), "{text}");
    // Two checkouts of the same files are the same, wherever a type of a file is renamed to.
    let renamed = before.replace("Dog:", "Hound:");
    let files = [files[0], files[1], files[2], ("new/api.yaml", &*renamed)];
    let dog = files[2].1;
    let all = [&files[..], &[("new/models/cat.yml", cat), ("new/models/dog.yml", dog)]];
    let (_, text, _) = diff(&all.concat(), "old/api.yaml new/api.yaml");
    assert!(text.contains("renamed  type  types::Dog -> types::Hound\n"), "{text}");
}

#[test]
fn what_only_the_old_description_has_can_be_in_the_configuration() {
    let before = api(OBJECT, FIRST);
    let after = before.replace("  /pets/{id}:", "  /cats/{id}:");
    let config =
        "spec = \"new.yaml\"\n[resources]\n\"pets.keep\" = \"PUT /pets/{id}\"\n";
    let files = [("old.yaml", &*before), ("new.yaml", &*after), ("c.toml", config)];
    let (code, text, verdict) = diff(&files, "old.yaml --config c.toml");
    assert_eq!(code, Some(0), "{verdict}");
    assert!(text.contains("removed  call      client.pets().keep("), "{text}");
    let last = verdict.lines().last().expect("a line");
    assert!(last.starts_with("  c.toml:3: "), "{verdict}");
    assert!(last.contains("PUT /pets/{id}"), "{verdict}");
    let (_, json, _) = diff(&files, "old.yaml --config c.toml --format json");
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["unused"][0]["line"], 3);
    // What neither has is a mistake.
    let wrong = config.replace("/pets/", "/dogs/");
    let files = [files[0], files[1], ("c.toml", &*wrong)];
    let (code, text, errors) = diff(&files, "old.yaml --config c.toml");
    assert_eq!((code, &*text), (Some(1), ""));
    assert!(errors.contains("error[config-unused]"), "{errors}");
}

#[test]
fn another_package_is_told_with_what_keeps_it() {
    let before = api(OBJECT, FIRST);
    let after = before.replace("title: Zoo", "title: Zoo API of Rome");
    let (text, _) = two(&before, &after);
    let name = "  renamed  package   zoo -> zoo-api-of-rome\n";
    assert!(text.starts_with(&format!("Breaking:\n{name}")), "{text}");
    let pin = "[package]\nname = \"zoo\"\n";
    assert!(text.ends_with(pin), "{text}");
    // The variables of the environment follow the name.
    let files = [("old.yaml", &*before), ("new.yaml", &*after), ("c.toml", pin)];
    let (_, text, verdict) = diff(&files, "old.yaml new.yaml --config c.toml");
    assert_eq!(text, "", "{verdict}");
}

#[test]
fn the_first_features_are_one_line() {
    let with =
        |features: &str| format!("spec = \"api.yaml\"\nfeatures = \"{features}\"\n");
    let (off, on) = (with("off"), with("resources"));
    let api = api(OBJECT, FIRST);
    let files = [("api.yaml", &*api), ("off.toml", &*off), ("on.toml", &*on)];
    let (_, text, _) = diff(&files, "off.toml on.toml");
    assert!(
        text.contains("Breaking:\n  altered  feature  default: everything -> "),
        "{text}"
    );
    assert_eq!(text.matches("  feature  ").count(), 1, "{text}");
    assert!(text.ends_with("\nfeatures = \"off\"\n"), "{text}");
    let (_, text, _) = diff(&files, "on.toml off.toml");
    assert!(text.ends_with("\nfeatures = \"resources\"\n"), "{text}");
}

#[test]
fn two_names_of_one_type_that_become_two_types_break_code() {
    let (one, two_types) = (api(OBJECT, FIRST), api(OBJECT, OBJECT));
    let (text, _) = two(&one, &two_types);
    assert!(text.contains("  types::Second: types::First -> struct\n"), "{text}");
    let (text, _) = two(&two_types, &one);
    assert!(text.contains("types::Second: struct -> types::First\n"), "{text}");
    assert!(text.starts_with("Breaking:\n  altered  type "), "{text}");
}

#[test]
fn another_name_that_goes_leaves_its_type() {
    let before = api(OBJECT, FIRST);
    let after = before.replacen("schemas/Second", "schemas/First", 1);
    let (text, _) = two(&before, &after);
    assert!(
        text.starts_with("Breaking:\n  removed  type  types::Second: struct\n"),
        "{text}"
    );
    assert_eq!(text.matches("types::Second").count(), 1, "{text}");
}

#[test]
fn what_becomes_deprecated_is_told_and_breaks_nothing() {
    let before = api(OBJECT, "{ type: object, properties: { n: { type: integer } } }");
    let after = before
        .replace("operationId: putPet", "operationId: putPet\n      deprecated: true")
        .replace("type: string } } }\n", "type: string, deprecated: true } } }\n")
        .replace("Second: { type: object,", "Second: { type: object, deprecated: true,");
    let (text, _) = two(&before, &after);
    assert!(text.starts_with("Compatible:\n"), "{text}");
    for line in [
        "  deprecated  call   client.pets().update(",
        "  deprecated  type   types::Second: struct\n",
        "  deprecated  field  types::First.k: Option<String>\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let (text, _) = two(&after, &before);
    assert_eq!(text, "");
}

#[test]
fn another_operation_under_the_same_call_breaks_code() {
    let before = api(OBJECT, FIRST).replace("  /pets/", "  /v1/pets/");
    let after = before.replace("/v1/", "/v2/");
    let (text, _) = two(&before, &after);
    let expected = "\
Breaking:
  altered  call  client.pets().update: PUT /v1/pets/{id} -> PUT /v2/pets/{id}
";
    assert_eq!(text, expected);
    let after = before.replace("/{id}:", "/{pet}:").replace("name: id", "name: pet");
    let (text, _) = two(&before, &after);
    assert!(!text.contains("Breaking"), "{text}");
}

#[test]
fn the_version_is_what_cargo_counts() {
    let before = api(OBJECT, FIRST);
    for (version, expected) in [
        ("1.4.0", "a major version\n"),
        ("0.4.2", "a minor version, which breaks code after 0.4.2\n"),
        ("0.0.3", "a patch version, which breaks code after 0.0.3\n"),
    ] {
        let before = before.replace("version: '1'", &format!("version: {version}"));
        let (_, verdict) = two(&before, &before.replace("    put:", "    patch:"));
        assert!(verdict.ends_with(expected), "{verdict}");
    }
}
