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
        "responses": { "204": { "description": "Done." } }
      }
    }
  },
  "components": { "schemas": {
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
    wrong("package.version = '1.x'", "'1.x'", "not a version");
    wrong("dependencies.'bad name' = '1'", "'bad name'", "name of a crate");
    wrong("dependencies.a = 1", "1", "not a dependency");
    wrong("client.base_url = 'not a url'", "'not a url'", "not a URL");
    wrong("client.base_url = 'ftp://x'", "'ftp://x'", "not a URL");
    wrong("client.headers = { 'bad header' = 'x' }", "'bad header'", "name of a header");
}

#[test]
fn names_that_would_be_others() {
    wrong("types.rename.Pet = '1 bad name'", "'1 bad name'", "not a name");
    wrong("types.rename.Pet = 'Vec'", "'Vec'", "`VecType`");
    wrong("types.fields.'Pet.name' = { rename = 'self' }", "'self'", "`self_value`");
    wrong("types.fields.'Pet.name' = { rename = 'id' }", "'id'", "`id_2`");
    wrong("types.variants.'Status.done' = 'Open'", "'Open'", "`Open2`");
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
