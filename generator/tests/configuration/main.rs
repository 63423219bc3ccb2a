//! Mistakes in a configuration: each is reported at its place in the file.

mod crates;
mod pages;
mod parts;
#[path = "../support/mod.rs"]
mod support;
mod webhooks;

use std::path::Path;

use specwright::config::Config;
use specwright::diagnostic::{Diagnostic, Place, Severity};
use support::generate;

const SHOP: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "Shop", "version": "1" },
  "paths": {
    "/pets": {
      "get": {
        "operationId": "listPets",
        "parameters": [
          { "name": "page", "in": "query", "schema": { "type": "integer" } },
          { "name": "after", "in": "query", "schema": { "type": "string" } },
          { "name": "count", "in": "query", "schema": { "type": "integer" } }
        ],
        "responses": { "200": { "description": "Pets.", "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Pets" } } } } }
      }
    },
    "/pets/search": {
      "post": {
        "operationId": "searchPets",
        "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": {
          "after": { "type": "string" },
          "page": { "type": "object", "properties": {
            "after": { "type": "string" }, "count": { "type": "integer" } } }
        } } } } },
        "responses": { "200": { "description": "Pets.", "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Pets" } } } } }
      }
    },
    "/pets/{id}": {
      "get": {
        "operationId": "getPet",
        "parameters": [
          { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }
        ],
        "responses": { "200": { "description": "A pet.", "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Pet" } } } } }
      },
      "delete": {
        "operationId": "deletePet",
        "parameters": [
          { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }
        ],
        "responses": { "204": { "description": "Done." },
          "400": { "description": "Wrong.", "content": { "application/json": {
            "schema": { "oneOf": [
              { "$ref": "#/components/schemas/Problem" }, { "type": "string" }
            ] } } } } }
      }
    }
  },
  "components": { "schemas": {
    "Problem": { "type": "object", "properties": {
      "ok": { "type": "boolean" },
      "errors": { "type": "array", "items": { "type": "object", "properties": {
        "no": { "type": "integer" }, "why": { "type": "string" }
      } } }
    } },
    "Pets": { "type": "object", "properties": {
      "data": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } },
      "next": { "type": "string" },
      "extra": {}
    } },
    "Pet": { "type": "object", "required": ["id"], "properties": {
      "id": { "type": "string" },
      "name": { "type": "string" },
      "status": { "$ref": "#/components/schemas/Status" }
    } },
    "Status": { "type": "string", "enum": ["open", "done", "in-progress"] }
  } }
}"##;

/// What is reported about a configuration, errors and warnings.
fn report(text: &str) -> Vec<Diagnostic> {
    let path = Path::new("shop.toml");
    let config = match Config::parse(path, text.to_owned()) {
        Ok(config) => config,
        Err(diagnostic) => return vec![*diagnostic],
    };
    let (_, diagnostics) = generate("shop.json", SHOP, &config);
    diagnostics.iter().filter(|one| one.severity != Severity::Note).cloned().collect()
}

/// Checks that one thing is reported, what it is about, and what is marked.
#[track_caller]
fn wrong(text: &str, marked: &str, about: &str) {
    let found = report(text);
    let [one] = &found[..] else { panic!("{text}\n{found:#?}") };
    let Place::Text { span, .. } = &one.primary else { panic!("{text}\n{one:#?}") };
    assert_eq!(&text[span.clone()], marked, "{text}\n{one:#?}");
    assert!(one.message.contains(about), "{text}\n{one:#?}");
}

#[track_caller]
fn right(text: &str) {
    let found = report(text);
    assert!(found.is_empty(), "{text}\n{found:#?}");
}

#[test]
fn parameters_of_the_client() {
    right("client.parameters.count = true");
    right("client.parameters.count = 'PETS'\nparameters.rename.count = 'most'");
    wrong("client.parameters.coun = true", "coun", "there is no parameter");
    wrong("client.parameters.count = 1", "1", "expected `true`, `false`");
    let text = "client.parameters.count = 'PETS'";
    let config = Config::parse(Path::new("shop.toml"), text.to_owned()).unwrap();
    let (generated, _) = generate("shop.json", SHOP, &config);
    let files = generated.unwrap().files;
    let (_, client) = files.iter().find(|(path, _)| *path == "src/client.rs").unwrap();
    assert!(client.contains("pub fn count(self, count: i64) -> Self"), "{client}");
    assert!(client.contains("variable: \"PETS\""), "{client}");
}

#[test]
fn texts_that_would_not_build() {
    wrong("types.derive.Pet = ['Foo Bar(']", "['Foo Bar(']", "path of a trait");
    wrong("types.derive_all = ['']", "['']", "path of a trait");
    wrong("types.replace.Pet = 'Vec<'", "'Vec<'", "not a type");
    wrong("types.fields.'Pet.id' = { type = 'Vec<' }", "'Vec<'", "not a type");
    wrong(
        "types.attributes.Pet = ['#[must_use(']",
        "['#[must_use(']",
        "not an attribute",
    );
    wrong("package.name = 'Bad Name!'", "'Bad Name!'", "name of a package");
    wrong("package.name = 'MyShop'", "'MyShop'", "write `my-shop`");
    wrong("package.version = '1.x'", "'1.x'", "not a version");
    wrong("dependencies.'bad name' = '1'", "'bad name'", "name of a crate");
    wrong("dependencies.a = 1", "1", "not a dependency");
    wrong("client.base_url = 'not a url'", "'not a url'", "not a URL");
    wrong("client.base_url = 'ftp://x'", "'ftp://x'", "not a URL");
    wrong("client.headers = { 'bad header' = 'x' }", "'bad header'", "name of a header");
}

#[test]
fn what_is_expected_is_said_in_terms_of_toml() {
    let rule = "[pagination.p]\nstyle = 'page'\nparameter = 'page'\nfirst = 'x'";
    wrong(rule, "'x'", "expected a whole number");
    wrong("[pagination]\np = 5", "5", "expected a table");
    wrong("types = 5", "5", "expected a table");
    wrong("overlays = 'a'", "'a'", "expected an array");
    wrong("package.own_workspace = 'a'", "'a'", "expected `true` or `false`");
}

#[test]
fn names_that_would_be_others() {
    wrong("types.rename.Pet = '1 bad name'", "'1 bad name'", "not a name");
    wrong("types.rename.Pet = 'Vec'", "'Vec'", "`VecType`");
    wrong("types.fields.'Pet.name' = { rename = 'self' }", "'self'", "`self_value`");
    wrong("types.fields.'Pet.name' = { rename = 'id' }", "'id'", "`id_2`");
    wrong("types.variants.'Status.done' = 'Open'", "'Open'", "`Open2`");
    wrong("types.variants.'Status.done' = 'Unknown'", "'Unknown'", "`UnknownValue`");
    let taken = "types.variants.'Status.open' = 'Done'";
    wrong(taken, "'Done'", "the name of the value `done`, which is named `Done2`");
    wrong("types.variants.'Status.gone' = 'Gone'", "'Status.gone'", "no value");
    wrong("resources.'..x' = 'getPet'", "'..x'", "not a call");
    wrong("resources.new = 'getPet'", "new", "`with_new`");
    wrong("parameters.rename.id = 'self'", "'self'", "`self_value`");
    right("resources.'petShop.find-one' = 'getPet'");
    right(
        "types.rename.Pet = 'Animal'\ntypes.variants.'Status.in-progress' = 'Running'",
    );
    right("types.fields.'Pet.name' = { rename = 'type' }");
}

#[test]
fn styles_where_they_are_not() {
    let of = |name: &str, style: &str| format!("parameters.styles.{name} = '{style}'");
    wrong(&of("id", "deep-object"), "id", "`id` is in the path");
    wrong(&of("id", "form"), "id", "`id` is in the path");
    wrong(&of("page", "matrix"), "page", "`page` is in the query");
    wrong(&of("no", "form"), "no", "no parameter");
    right(&of("id", "matrix"));
    right(&of("page", "brackets"));
}

#[test]
fn what_is_left_out_or_misspelt_is_told_so() {
    let left_out =
        "exclude.operations = ['deletePet']\nresources.'pets.drop' = 'deletePet'";
    wrong(left_out, "'deletePet'", "leaves out the operation `deletePet`");
    let help = |text: &str| report(text)[0].help.clone().unwrap();
    assert_eq!(help("exclude.operations = ['deletepet']"), "did you mean `deletePet`?");
    assert_eq!(help("exclude.paths = ['/Pets']"), "did you mean `/pets`?");
    assert_eq!(help("parameters.rename.Page = 'number'"), "did you mean `page`?");
}

#[test]
fn levels_that_contradict_each_other() {
    let levels = "[diagnostics]\ndeny = ['repaired']\nallow = ['repaired']";
    let [one] = &report(levels)[..] else { panic!("{:#?}", report(levels)) };
    assert_eq!(one.message, "`repaired` is denied and allowed");
    wrong("diagnostics.deny = ['nope']", "'nope'", "unknown value `nope`");
    let help = |code: &str| {
        report(&format!("diagnostics.deny = ['{code}']"))[0].help.clone().unwrap()
    };
    assert_eq!(help("nope"), "`specwright explain` names all codes");
    assert_eq!(help("repaird"), "did you mean `repaired`?");
}

#[test]
fn one_call_for_an_operation() {
    let twice = "[resources]\n'pets.find' = 'GET /pets'\n'pets.search' = 'listPets'";
    wrong(twice, "'listPets'", "`listPets` is called `pets.find` already");
    let note = &report(twice)[0].notes[0];
    assert_eq!(note, "line 2 says `pets.find`, line 3 `pets.search`");
}

#[test]
fn envelopes_of_what_is_not_there() {
    right("[envelope]\nsuccess = 'ok'\nerrors = 'errors'\nerror_code = 'no'");
    wrong("envelope.result = 'result'", "'result'", "no answer has the member `result`");
    wrong(
        "envelope.success = 'success'",
        "'success'",
        "no answer has the member `success`",
    );
    wrong("envelope.errors = 'errs'", "'errs'", "no answer has the member `errs`");
    wrong("envelope.error_code = 'code'", "'code'", "`errors` with the member `code`");
    wrong(
        "envelope.error_message = 'text'",
        "'text'",
        "`errors` with the member `text`",
    );
    right("[envelope]\nerror_message = 'why'");
    let client = |text: &str| {
        let config = Config::parse(Path::new("shop.toml"), text.to_owned()).unwrap();
        let files = generate("shop.json", SHOP, &config).0.unwrap().files;
        files.iter().find(|(path, _)| *path == "src/client.rs").unwrap().1.to_owned()
    };
    let named =
        client("[envelope]\nsuccess = 'ok'\nerror_code = 'no'\nerror_message = 'why'");
    for member in ["flag: &[\"ok\"]", "code: \"no\"", "message: \"why\""] {
        assert!(named.contains(member), "{named}");
    }
}

#[test]
fn nothing_that_is_left() {
    wrong("exclude.paths = ['/**']", "'/**'", "no operations");
}

#[test]
fn a_version_before_a_release_is_the_version_of_the_package() {
    let version = |version: &str| {
        let text =
            SHOP.replace("\"version\": \"1\"", &format!("\"version\": \"{version}\""));
        let (generated, _) = generate("shop.json", text, &Config::default());
        let files = generated.unwrap().files;
        let manifest = files.iter().find(|(path, _)| *path == "Cargo.toml").unwrap().1;
        let line = manifest.lines().find(|line| line.starts_with("version = "));
        line.unwrap().to_owned()
    };
    assert_eq!(version("2.0.0-rc.1"), "version = \"2.0.0-rc.1\"");
    assert_eq!(version("2.0"), "version = \"0.1.0\"");
}

#[test]
fn an_entry_about_a_member_is_about_one_member() {
    let schema =
        |members: &str| format!("{{ \"type\": \"object\", \"properties\": {members} }}");
    let text = SHOP.replace(
        "\"Status\": {",
        &format!(
            "\"Cat.a\": {}, \"Cat\": {}, \"Status\": {{",
            schema("{ \"b\": { \"type\": \"string\" } }"),
            schema("{ \"a.b\": { \"type\": \"string\" } }"),
        ),
    );
    let text = text.replace(
        "\"name\": { \"type\": \"string\" },",
        "\"name\": { \"type\": \"string\" },
        \"one\": { \"$ref\": \"#/components/schemas/Cat.a\" },
        \"two\": { \"$ref\": \"#/components/schemas/Cat\" },",
    );
    let config = "types.fields.'Cat.a.b' = { required = true, rename = 'called' }";
    let config = Config::parse(Path::new("shop.toml"), config.to_owned()).unwrap();
    let files = generate("shop.json", text, &config).0.unwrap().files;
    let types: String = files.iter().map(|(_, text)| text).collect();
    assert!(types.contains("pub called: String"));
    assert!(types.contains("pub b: Option<String>"));
}

#[test]
fn a_call_of_the_configuration_keeps_its_name_beside_those_made_of_bodies() {
    let description = r##"{
      "openapi": "3.0.3", "info": { "title": "Shop", "version": "1" },
      "paths": {
        "/pets": { "post": { "operationId": "createPet",
          "requestBody": { "required": true, "content": {
            "application/json": { "schema": { "$ref": "#/components/schemas/One" } },
            "multipart/form-data": { "schema": { "type": "object",
              "properties": { "file": { "type": "string", "format": "binary" } } } } } },
          "responses": { "204": { "description": "Fine." } } } },
        "/pets/upload": { "post": { "operationId": "upload",
          "responses": { "204": { "description": "Fine.", "links": {
            "made": { "operationId": "createPet" },
            "again": { "operationId": "upload" } } } } } }
      },
      "components": { "schemas": { "One": { "type": "object",
        "properties": { "x": { "type": "string" } } } } }
    }"##;
    let config = "resources.'pets.create_multipart' = 'POST /pets/upload'";
    let config = Config::parse(Path::new("shop.toml"), config.to_owned()).unwrap();
    let (generated, diagnostics) = generate("shop.json", description, &config);
    assert!(!diagnostics.iter().any(|one| one.severity != Severity::Note));
    let generated = generated.unwrap();
    assert_eq!(
        generated.calls["POST /pets/upload"],
        ["client.pets().create_multipart()"]
    );
    let pets = generated
        .files
        .iter()
        .find(|(path, _)| *path == "src/resources/pets.rs")
        .unwrap();
    assert!(pets.1.contains("/// - `client.pets().create_multipart`\n"), "{}", pets.1);
}
