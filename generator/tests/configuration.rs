//! Mistakes in a configuration: each is reported at its place in the file.

mod support;

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
fn pages_by_what_is_not_there() {
    let rule = "operations = ['listPets']\nstyle = ";
    let of = |text: &str| format!("[pagination.p]\n{rule}{text}");
    wrong(&of("'page'\nparameter = 'pag'"), "'pag'", "no parameter `pag`");
    wrong(
        &of("'page'\nparameter = 'page'\nper_page = 'nope'"),
        "'nope'",
        "no parameter `nope`",
    );
    wrong(
        &of("'page'\nparameter = 'page'\ntotal_pages = 'a.b'"),
        "'a.b'",
        "no member `a.b`",
    );
    wrong(
        &of("'cursor'\nparameter = 'after'\ncursor = 'no.such'"),
        "'no.such'",
        "no member `no.such`",
    );
    wrong(
        &of("'last-item'\nparameter = 'after'\nmember = 'uid'"),
        "'uid'",
        "no member `uid` in its items",
    );
    wrong(
        &of("'page'\nparameter = 'page'\nitems = 'list'"),
        "'list'",
        "no list at `list`",
    );
    let of = |operation: &str| {
        format!("[pagination.p]\nstyle = 'single'\noperations = ['{operation}']")
    };
    wrong(&of("deletePet"), "'deletePet'", "does not answer with JSON");
    wrong(&of("getPet"), "'getPet'", "no list");
    wrong(&of("getPets"), "'getPets'", "no operation");
    right(&format!(
        "[pagination.p]\n{rule}'cursor'\nparameter = 'after'\nheader = 'X-Next'"
    ));
    right(&format!(
        "[pagination.p]\n{rule}'cursor'\nparameter = 'after'\ncursor = 'next'\nper_page = 'count'"
    ));
    right(&format!(
        "[pagination.p]\n{rule}'cursor'\nparameter = 'after'\ncursor = 'extra.c'"
    ));
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
fn names_of_crates_that_the_sdk_depends_on() {
    wrong("package.name = 'serde'", "'serde'", "depends on a crate of that name");
    wrong("package.name = 'futures-core'", "'futures-core'", "depends on a crate");
    wrong("package.name = 'a-b'\ndependencies.a_b = '1'", "'a-b'", "depends on a crate");
    right("package.name = 'serde-shop'");
}

#[test]
fn crates_that_the_sdk_does_not_have_or_cannot_be_built_with() {
    wrong(
        "types.replace.Pet = 'Vec<money::Pet>'",
        "'Vec<money::Pet>'",
        "a crate `money`",
    );
    let field = "types.fields.'Pet.name' = { type = 'names::Name' }";
    wrong(field, "'names::Name'", "a crate `names`");
    wrong(
        "types.derive_all = ['schemars::JsonSchema']",
        "'schemars::JsonSchema'",
        "schemars",
    );
    wrong(
        "types.derive.Pet = ['Serialize']",
        "'Serialize'",
        "every type has `Serialize`",
    );
    wrong(
        "types.derive.Pet = ['Arbitrary']",
        "'Arbitrary'",
        "no trait that Rust itself",
    );
    wrong(
        "dependencies.reqwest = '0.11'",
        "'0.11'",
        "cannot be built with `reqwest` 0.11",
    );
    let table = "dependencies.serde = { version = '2' }";
    wrong(table, "{ version = '2' }", "cannot be built with `serde` 2");
    right("types.replace.Pet = 'money_types::Pet'\ndependencies.money-types = '1'");
    right("types.replace.Pet = 'std::string::String'\ndependencies.reqwest = '0.13.2'");
}

#[test]
fn what_the_sdk_needs_of_a_crate_stays() {
    let lines = "[dependencies]\nserde_json = '1.0.100'\nextra = '2'\n\
                 tokio = { version = '1', features = ['fs', 'time'] }\n\
                 reqwest = { git = 'https://example.com/r', default-features = true }";
    let config = Config::parse(Path::new("shop.toml"), lines.to_owned()).unwrap();
    let (generated, _) = generate("shop.json", SHOP, &config);
    let files = generated.unwrap().files;
    let manifest = files.iter().find(|(path, _)| *path == "Cargo.toml").unwrap().1;
    for line in [
        "serde_json = { version = \"1.0.100\", features = [\"raw_value\"] }",
        "tokio = { version = \"1\", features = [\"time\", \"fs\"] }",
        "reqwest = { default-features = true, git = \"https://example.com/r\", features = \
         [\"gzip\", \"http2\", \"rustls\", \"stream\", \"system-proxy\"] }",
        "extra = \"2\"",
    ] {
        assert!(manifest.lines().any(|one| one == line), "{line}\n{manifest}");
    }
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
}

#[test]
fn pages_by_what_is_not_in_the_body() {
    let of = |text: &str| {
        format!("[pagination.p]\noperations = ['listPets']\nstyle = {text}")
    };
    wrong(
        &of("'cursor'\nin = 'body'\nparameter = 'after'\ncursor = 'next'"),
        "'after'",
        "no member `after` in its JSON body",
    );
    let search = |text: &str| {
        let rule = "operations = ['searchPets']\nstyle = 'cursor'\ncursor = 'next'";
        format!("[pagination.p]\n{rule}\n{text}")
    };
    wrong(&search("parameter = 'after'"), "'after'", "no parameter `after`");
    wrong(
        &search("in = 'body'\nparameter = 'aftr'"),
        "'aftr'",
        "no member `aftr` in its JSON body",
    );
    wrong(
        &search("in = 'body.page'\nparameter = 'after'\nper_page = 'size'"),
        "'size'",
        "no member `page.size` in its JSON body",
    );
    right(&search("in = 'body'\nparameter = 'after'"));
    right(&search("in = 'body.page'\nparameter = 'after'\nper_page = 'count'"));
}

#[test]
fn nothing_that_is_left() {
    wrong("exclude.paths = ['/**']", "'/**'", "no operations");
}

/// Two schemas of one name in Rust, each with inline types of the same names.
const PARTS: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "Parts", "version": "1" },
  "paths": {
    "/pets": { "get": { "operationId": "listPets", "security": [{ "key": [] }, { "login": [] }],
      "responses": { "200": { "description": "A pet.",
      "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } } } },
    "/old": { "get": { "operationId": "listOld", "responses": { "200": { "description": "A pet.",
      "content": { "application/json": { "schema": { "$ref": "#/components/schemas/pet" } } } } } } },
    "/a/x": { "get": { "tags": ["a"], "operationId": "listAX", "responses": { "200": {
      "description": "Fine.", "content": { "application/json": { "schema": {
        "type": "object", "properties": { "ax": { "type": "string" } } } } } } } } },
    "/b/x": { "get": { "tags": ["b"], "operationId": "listBX", "responses": { "200": {
      "description": "Fine.", "content": { "application/json": { "schema": {
        "type": "object", "properties": { "bx": { "type": "string" } } } } } } } } }
  },
  "components": {
    "securitySchemes": {
      "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
      "login": { "type": "http", "scheme": "basic" }
    },
    "schemas": {
      "Name": { "type": "string" },
      "Pet": { "type": "object", "properties": {
        "name": { "$ref": "#/components/schemas/Name" },
        "status": { "type": "string", "enum": ["open", "sold"] },
        "owner": { "type": "object", "properties": { "name": { "type": "string" } } }
      } },
      "pet": { "type": "object", "properties": {
        "status": { "type": "string", "enum": ["gone"] }
      } }
    }
  }
}"##;

/// The text of a file of the SDK of the parts.
#[track_caller]
fn file_of_parts(text: &str, path: &str) -> String {
    let config = Config::parse(Path::new("parts.toml"), text.to_owned()).unwrap();
    let (generated, diagnostics) = generate("parts.json", PARTS, &config);
    let Some(generated) = generated else {
        panic!("{text}\n{:#?}", diagnostics.iter().collect::<Vec<_>>())
    };
    let files: Vec<&str> = generated.files.iter().map(|(path, _)| path).collect();
    let file = generated.files.iter().find(|(name, _)| *name == path);
    file.unwrap_or_else(|| panic!("no {path} among {files:?}")).1.to_owned()
}

#[track_caller]
fn has(file: &str, text: &str) {
    assert!(file.contains(text), "no {text} in\n{file}");
}

#[test]
fn inline_types_go_by_the_name_that_they_have_in_the_sdk() {
    let pet = |text: &str| file_of_parts(text, "src/types/pet.rs");
    let plain = pet("");
    has(&plain, "pub status: Option<PetStatus>");
    has(&plain, "pub owner: Option<PetOwner>");
    has(&pet("types.replace.PetStatus = 'String'"), "pub status: Option<String>");
    has(&pet("types.rename.PetStatus = 'Status'"), "pub enum Status {");
    has(&pet("types.derive.PetOwner = ['Hash']"), "PartialEq, Hash)]");
    has(&pet("types.fields.'PetOwner.name' = { required = true }"), "pub name: String");
    has(&pet("types.fields.'PetOwner.name' = { rename = 'call' }"), "pub call: Option");
    has(&pet("types.variants.'PetStatus.open' = 'Free'"), "    Free,");
    has(
        &pet("types.replace.'types::PetStatus' = 'String'"),
        "pub status: Option<String>",
    );
}

/// Whatever is renamed beside it, an entry goes on to say what it says.
#[test]
fn names_before_and_after_others_are_known() {
    for name in ["PetStatus", "AnimalStatus", "Status"] {
        let text = format!(
            "[types.rename]\nPet = 'Animal'\nPetStatus = 'Status'\n\
             [types.variants]\n'{name}.open' = 'Free'"
        );
        let animal = file_of_parts(&text, "src/types/animal.rs");
        has(&animal, "pub enum Status {");
        has(&animal, "    Free,");
    }
}

#[test]
fn a_name_that_is_given_up_is_not_given_to_another() {
    let second = |text: &str| file_of_parts(text, "src/types/pet2.rs");
    has(&second(""), "pub enum PetStatus2 {");
    for text in ["types.rename.Pet = 'Animal'", "types.rename.PetStatus = 'Status'"] {
        has(&second(text), "pub struct Pet2 {");
        has(&second(text), "pub enum PetStatus2 {");
    }
    let third = file_of_parts(
        "[types.rename]\nPet2 = 'Person'\nPetStatus2 = 'Role'",
        "src/types/person.rs",
    );
    has(&third, "pub struct Person {");
    has(&third, "pub enum Role {");
}

#[test]
fn entries_that_would_do_nothing() {
    let wrong = |text: &str, marked: &str, about: &str| {
        let config = Config::parse(Path::new("parts.toml"), text.to_owned()).unwrap();
        let (_, diagnostics) = generate("parts.json", PARTS, &config);
        let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let errors: Vec<&Diagnostic> = errors.collect();
        let [one] = errors[..] else { panic!("{text}\n{errors:#?}") };
        let Place::Text { span, .. } = &one.primary else { panic!("{text}\n{one:#?}") };
        assert_eq!(&text[span.clone()], marked, "{text}\n{one:#?}");
        assert!(one.message.contains(about), "{text}\n{one:#?}");
        one.help.clone().unwrap()
    };
    let close = wrong("types.replace.PetStatos = 'u8'", "PetStatos", "no type");
    assert_eq!(close, "did you mean `PetStatus`?");
    wrong("types.rename.Nope = 'A'", "Nope", "no type `Nope`");
    wrong("types.fields.'PetOwner.x' = {}", "'PetOwner.x'", "no member");
    wrong("types.derive.Name = ['Eq']", "Name", "only another name");
    wrong("types.attributes.Name = ['must_use']", "Name", "only another name");
    let path =
        wrong("types.replace.XListResponse = 'u8'", "XListResponse", "several types");
    assert_eq!(path, "write the path of one, such as `resources::a::x::XListResponse`");
    let pair = "auth.env.key = { user = 'U', password = 'P' }";
    wrong(pair, "key", "not HTTP basic");
    file_of_parts("auth.env.login = { user = 'U', password = 'P' }", "src/client.rs");
    let b = "types.replace.'b::x::XListResponse' = 'u8'";
    has(&file_of_parts(b, "src/resources/b/x.rs"), "Request<u8>");
}

const HOOKS: &str = r##"{
  "openapi": "3.1.0",
  "info": { "title": "Hooks", "version": "1" },
  "paths": { "/pets": { "get": { "tags": ["pets"], "operationId": "listPets",
    "responses": { "204": { "description": "Fine." } } } } },
  "webhooks": {
    "petCreated": { "post": { "tags": ["events"], "operationId": "onPet",
      "requestBody": { "content": { "application/json": { "schema": { "type": "object",
        "properties": { "pet": { "type": "string" } } } } } },
      "responses": { "204": { "description": "Fine." } } } },
    "petGone": { "post": {
      "requestBody": { "content": { "application/json": { "schema": { "type": "object",
        "properties": { "id": { "type": "string" } } } } } },
      "responses": { "204": { "description": "Fine." } } } }
  }
}"##;

/// The webhooks and the number of operations of an SDK.
#[track_caller]
fn hooks(text: &str) -> (Vec<String>, usize) {
    let config = Config::parse(Path::new("hooks.toml"), text.to_owned()).unwrap();
    let (generated, diagnostics) = generate("hooks.json", HOOKS, &config);
    let Some(generated) = generated else {
        panic!("{text}\n{:#?}", diagnostics.iter().collect::<Vec<_>>())
    };
    let names = generated.api.webhooks.iter().map(|webhook| webhook.name.clone());
    (names.collect(), generated.api.operations.len())
}

#[test]
fn webhooks_are_chosen_by_tag_id_and_name() {
    let both = || vec!["petCreated".to_owned(), "petGone".to_owned()];
    assert_eq!(hooks(""), (both(), 1));
    assert_eq!(hooks("exclude.operations = ['onPet']"), (both()[1..].to_vec(), 1));
    assert_eq!(hooks("exclude.operations = ['petCreated']"), (both()[1..].to_vec(), 1));
    assert_eq!(hooks("exclude.tags = ['events']"), (both()[1..].to_vec(), 1));
    assert_eq!(hooks("exclude.operations = ['pet*']"), (vec![], 1));
    assert_eq!(hooks("include.operations = ['petGone']"), (both()[1..].to_vec(), 0));
    assert_eq!(hooks("include.tags = ['events']"), (both()[..1].to_vec(), 0));
    assert_eq!(hooks("include.paths = ['/pets']"), (vec![], 1));
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
