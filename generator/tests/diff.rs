//! `specwright diff`: what changes for the users of an SDK.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// A description with a schema and some paths.
fn api(schemas: &str, paths: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Zoo, version: '1' }}\npaths:\n{paths}components:\n  schemas:\n{schemas}"
    )
}

const PET: &str = "    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        age: { type: integer }
        state: { type: string, enum: [asleep, awake] }
";

const LIST: &str = "  /pets:
    get:
      operationId: listPets
      responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
";

const SEARCH: &str = "  /search:
    post:
      operationId: search
      responses: { '204': { description: ok } }
";

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn diff(old: &str, new: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("old.yaml"), old).expect("it is written");
    std::fs::write(folder.path().join("new.yaml"), new).expect("it is written");
    let arguments = [&["diff", "old.yaml", "new.yaml"], arguments].concat();
    run(folder.path(), &arguments)
}

#[test]
fn what_is_new_breaks_nothing() {
    let before = api(PET, LIST);
    let pet =
        PET.replace("awake]", "awake, away]") + "        owner: { type: string }\n";
    let after = api(&pet, &format!("{LIST}{SEARCH}"));
    let (code, text, verdict) = diff(&before, &after, &["--deny-breaking"]);
    assert_eq!(code, Some(0), "{text}");
    let expected = "\
Compatible:
  added  call     client.search() -> Request<()>
  added  field    types::Pet.owner: Option<String>
  added  variant  types::PetState::Away: \"away\"
";
    assert_eq!(text, expected);
    assert_eq!(verdict, "3 changes, none of which breaks code: a compatible version\n");
}

#[test]
fn what_is_sent_under_the_same_name_is_told() {
    let two = "[{ url: 'https://zoo.test' }, { url: 'https://try.zoo.test', description: Sandbox }]";
    let before = api(&PET.replace("awake]", "wide-awake]"), LIST)
        .replace("paths:", &format!("servers: {two}\npaths:"));
    let after = before.replace("wide-awake", "wide_awake");
    let (code, text, _) = diff(&before, &after, &["--deny-breaking"]);
    let expected = "\
Breaking:
  altered  variant  types::PetState::WideAwake: \"wide-awake\" -> \"wide_awake\"
";
    assert_eq!((code, &*text), (Some(1), expected));
    let hyphen = before.replace("age: {", "pet-age: {");
    let (_, text, _) = diff(&hyphen, &before.replace("age: {", "pet_age: {"), &[]);
    let expected = "\
Breaking:
  altered  field  types::Pet.pet_age: Option<i64> as \"pet-age\" -> Option<i64>
";
    assert_eq!(text, expected);
    let (_, text, _) = diff(&before, &before.replace("try.zoo", "try2.zoo"), &[]);
    let expected = "\
Breaking:
  altered  server  Client::SERVER_SANDBOX: \"https://try.zoo.test\" -> \"https://try2.zoo.test\"
";
    assert_eq!(text, expected);
    // A single one has no name of its own.
    let before = before.replace(two, "[{ url: 'https://zoo.test/v1' }]");
    let (_, text, _) = diff(&before, &before.replace("v1", "v2"), &[]);
    let expected = "\
Breaking:
  altered  server  ClientBuilder::base_url: \"https://zoo.test/v1\" -> \"https://zoo.test/v2\"
";
    assert_eq!(text, expected);
}

#[test]
fn nothing_changes_by_texts_and_order() {
    let before = api(PET, &format!("{LIST}{SEARCH}"));
    let pet = PET.replace("age: {", "age: { description: In years.,");
    let after = api(&pet, &format!("{SEARCH}{LIST}"));
    let (code, text, verdict) = diff(&before, &after, &[]);
    assert_eq!((code, &*text), (Some(0), ""));
    assert_eq!(verdict, "nothing changes for users of the SDK\n");
}

#[test]
fn what_breaks_is_told_and_can_be_denied() {
    let before = api(PET, LIST);
    let pet = PET
        .replace("        age: { type: integer }\n", "")
        .replace("[name]", "[name, state]")
        .replace("asleep, ", "");
    let after = api(&pet, LIST);
    let (code, text, verdict) = diff(&before, &after, &["--deny-breaking"]);
    assert_eq!(code, Some(1));
    let expected = "\
Breaking:
  removed  field    types::Pet.age: Option<i64>
  altered  field    types::Pet.state: Option<types::PetState> -> types::PetState
  removed  variant  types::PetState::Asleep: \"asleep\"
";
    assert_eq!(text, expected);
    assert_eq!(
        verdict,
        "3 breaking changes: a minor version, which breaks code after 0.1.0\n"
    );
    assert_eq!(diff(&before, &after, &[]).0, Some(0));
}

#[test]
fn errors_that_no_longer_have_one_body_are_told() {
    let problem = "'#/components/schemas/Pet'";
    let path = |other: &str| {
        let error = |body: &str| {
            format!(
                "{{ description: no, content: {{ application/json: {{ schema: {body} }} }} }}"
            )
        };
        let pet = format!("{{ $ref: {problem} }}");
        format!(
            "  /pets:\n    post:\n      operationId: addPet\n      responses: {{ '204': {{ description: ok }}, '404': {}, '409': {} }}\n",
            error(&pet),
            error(if other.is_empty() { &pet } else { other })
        )
    };
    let (before, after) = (api(PET, &path("")), api(PET, &path("{ type: string }")));
    let (_, text, _) = diff(&before, &after, &[]);
    assert!(text.contains("removed  body"), "{text}");
    assert!(text.contains("into_body() -> types::Pet"), "{text}");
}

#[test]
fn what_is_long_has_lines_of_its_own() {
    let one = "  /pets/{petIdentifier}:
    get:
      operationId: getPet
      parameters: [{ name: petIdentifier, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
";
    let before = api(PET, &format!("{LIST}{one}"));
    let more = ", { name: expand, in: query, schema: { type: string } }]";
    let after =
        before.replace("type: string } }]", &format!("type: string }} }}{more}"));
    let (_, text, _) = diff(&before, &after, &[]);
    let expected = "\
Breaking:
  altered  call  client.pets().get
                 - (pet_identifier: &str) -> Request<types::Pet>
                 + (pet_identifier: &str, params: resources::pets::PetGetParams) -> Request<types::Pet>
Compatible:
  added  type  resources::pets::PetGetParams: struct
";
    assert_eq!(text, expected);
}

#[test]
fn a_call_that_moves_is_told_with_what_keeps_its_name() {
    let before = api(PET, &format!("{LIST}{SEARCH}"));
    let more = SEARCH
        .replace("/search:", "/search/{id}/runs:")
        .replace("search\n", "listRuns\n");
    let more = more.replace("post", "get").replace(
        "      responses",
        "      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n      responses",
    );
    let after = api(PET, &format!("{LIST}{SEARCH}{more}"));
    let (_, text, _) = diff(&before, &after, &[]);
    assert!(
        text.contains("  renamed  call  client.search -> client.search().create\n"),
        "{text}"
    );
    assert!(text.contains("[resources]\n\"search\" = \"POST /search\"\n"), "{text}");
    let (_, json, _) = diff(&before, &after, &["--format", "json"]);
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["breaking"], true);
    assert_eq!(json["keep"]["resources"]["search"], "POST /search");
    assert_eq!(json["changes"][0]["origin"], "POST /search");

    let keep = "spec = \"new.yaml\"\n[resources]\n\"search\" = \"POST /search\"\n";
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("old.yaml"), before).expect("it is written");
    std::fs::write(folder.path().join("new.yaml"), after).expect("it is written");
    std::fs::write(folder.path().join("new.toml"), keep).expect("it is written");
    let (_, text, notes) = run(folder.path(), &["diff", "old.yaml", "new.toml"]);
    let expected = "\
Compatible:
  added  call  client.list_search_runs(id: &str) -> Request<()>
";
    assert_eq!(text, expected, "{notes}");
}

/// What the README shows is what comes of a description that it tells of.
#[test]
fn the_example_of_the_readme_is_real() {
    let owner = "        owner: { $ref: '#/components/schemas/Owner' }\n    Owner: { type: object, \
                 properties: { name: { type: string } } }\n";
    let before = api(&format!("{PET}{owner}"), &format!("{LIST}{SEARCH}"));
    let runs = "  /search/{id}/runs:
    get:
      operationId: searchRuns
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Run' } } } } } }
";
    let run_schema = "    Run: { type: object, properties: { id: { type: string } } }\n";
    let pet = format!("{PET}{owner}{run_schema}").replace("[name]", "[name, owner]");
    let after = api(&pet, &format!("{LIST}{SEARCH}{runs}"));
    // It names what is new, which the old description has not.
    let config = "spec = \"openapi.yaml\"\n[resources]\n\"search.runs.list\" = \"GET /search/{id}/runs\"\n\
                  [[fix]]\nname = \"run\"\ntarget = \"/components/schemas/Run\"\nmerge = { required = [\"id\"] }\n";
    let folder = TempDir::new().expect("a folder");
    std::fs::create_dir(folder.path().join("old")).expect("a folder");
    for (name, text) in [
        ("old/openapi.yaml", &*before),
        ("openapi.yaml", &*after),
        ("openapi.toml", config),
    ] {
        std::fs::write(folder.path().join(name), text).expect("it is written");
    }
    let line = "specwright diff old/openapi.yaml --config openapi.toml";
    let arguments: Vec<&str> = line.split(' ').skip(1).collect();
    let (code, text, verdict) = run(folder.path(), &arguments);
    assert_eq!(code, Some(0), "{verdict}");
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).expect("a file of the repository");
    let shown = format!("```console\n$ {line}\n{text}{verdict}```\n");
    assert!(readme.contains(&shown), "{shown}");
}

#[test]
fn a_schema_that_is_renamed_takes_what_names_it_along() {
    let before = api(PET, LIST).replace("Pet:", "Pet:\n      x-old: true");
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("api.yaml"), before).expect("it is written");
    let rename = "spec = \"api.yaml\"\n[types.rename]\nPet = \"Animal\"\n";
    std::fs::write(folder.path().join("new.toml"), rename).expect("it is written");
    let (code, text, _) = run(folder.path(), &["diff", "api.yaml", "new.toml"]);
    assert_eq!(code, Some(0));
    let expected = "\
Breaking:
  renamed  type  types::Pet -> types::Animal
  renamed  type  types::PetState -> types::AnimalState
In the configuration, this keeps old names:
[types.rename]
\"Animal\" = \"Pet\"
\"AnimalState\" = \"PetState\"
";
    assert_eq!(text, expected);
    let (code, text, _) =
        run(folder.path(), &["diff", "api.yaml", "--config", "new.toml"]);
    assert_eq!((code, &*text), (Some(0), ""));
}

#[test]
fn a_description_that_is_wrong_is_1() {
    let before = api(PET, LIST);
    let after = before.replace("schemas/Pet'", "schemas/Pett'");
    let (code, text, errors) = diff(&before, &after, &[]);
    assert_eq!((code, &*text), (Some(1), ""));
    assert!(errors.contains("error[unresolved-ref]"), "{errors}");
    assert!(errors.contains("new.yaml"), "{errors}");
}

/// A description of one operation whose body is JSON of these media types, each with a schema of
/// its own.
fn bodies(numbers: impl Iterator<Item = usize>) -> String {
    let mut post = "  /pets:
    post:
      operationId: addPet
      responses: { '204': { description: ok } }
      requestBody:
        content:
"
    .to_owned();
    for number in numbers {
        let schema =
            format!("type: object, properties: {{ p{number}: {{ type: string }} }}");
        post.push_str(&format!(
            "          application/vnd.v{number}+json: {{ schema: {{ {schema} }} }}\n"
        ));
    }
    api(PET, &post)
}

#[test]
fn a_body_among_many_is_the_only_one_that_is_new() {
    let before = bodies((0..20).filter(|number| *number != 17));
    let (_, text, verdict) = diff(&before, &bodies(0..20), &[]);
    assert!(text.starts_with("Compatible:\n"), "{text}");
    assert_eq!(text.matches("  call ").count(), 1, "{text}");
    assert!(verdict.ends_with("none of which breaks code: a compatible version\n"));
}

#[test]
fn what_becomes_the_clients_is_told_with_what_undoes_it() {
    let operation = |name: &str, takes: bool| {
        let tenant =
            "{ name: X-Tenant, in: header, required: true, schema: { type: string } }";
        let tenant = if takes { tenant } else { "" };
        format!(
            "  /{name}:\n    get:\n      parameters: [{{ name: q, in: query, schema: {{ type: string }} }}, \
             {tenant}]\n      responses: {{ '204': {{ description: ok }} }}\n"
        )
    };
    let of = |third: bool| {
        api(
            "    None: {}\n",
            &["a", "b", "c", "d"]
                .map(|name| operation(name, third || name < "c"))
                .concat(),
        )
    };
    let (_, text, _) = diff(&of(false), &of(true), &[]);
    let added = "added  parameter  ClientBuilder::tenant(tenant: String)";
    assert!(text.contains(added), "{text}");
    assert!(text.ends_with("\n[client.parameters]\n\"X-Tenant\" = false\n"), "{text}");
    let (_, text, _) = diff(&of(true), &of(false), &[]);
    assert!(text.ends_with("\n[client.parameters]\n\"X-Tenant\" = true\n"), "{text}");
}

#[test]
fn what_gets_tokens_is_told_when_it_goes() {
    let flow = |kind: &str| {
        let schemes = format!(
            "  securitySchemes:\n    oauth: {{ type: oauth2, flows: {{ {kind}: {{ tokenUrl: 'https://zoo.example/token', scopes: {{}} }} }} }}\n"
        );
        api(PET, LIST) + &schemes + "security: [{ oauth: [] }]\n"
    };
    let (code, text, _) = diff(&flow("clientCredentials"), &flow("password"), &[]);
    assert_eq!(code, Some(0), "{text}");
    for name in
        ["ClientBuilder::client_credentials", "ZOO_CLIENT_ID", "ZOO_CLIENT_SECRET"]
    {
        assert!(text.contains(name), "{text}");
    }
    assert!(!text.contains("access_token_from"), "{text}");
}
