//! Entries for types, by the names of schemas and of inline types.

use std::path::Path;

use specwright::config::Config;
use specwright::diagnostic::{Diagnostic, Place, Severity};

use super::support::generate;

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
      "Unused": { "type": "object", "properties": { "name": { "type": "string" } } },
      "Kind": { "type": "string", "enum": ["a"] },
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
    has(&second(""), "pub enum PetStatusValue {");
    for text in ["types.rename.Pet = 'Animal'", "types.rename.PetStatus = 'Status'"] {
        has(&second(text), "pub struct Pet2 {");
        has(&second(text), "pub enum PetStatusValue {");
    }
    let third = file_of_parts(
        "[types.rename]\nPet2 = 'Person'\nPetStatusValue = 'Role'",
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
    wrong("types.derive.Unused = ['Eq']", "Unused", "no type of the SDK");
    wrong("types.replace.Unused = 'u8'", "Unused", "no type of the SDK");
    wrong("types.rename.Unused = 'Other'", "Unused", "no type of the SDK");
    let name = "'Unused.name'";
    wrong(
        &format!("types.fields.{name} = {{ rename = 'n' }}"),
        name,
        "nothing in the SDK",
    );
    wrong(
        "types.fields.'Unused.name' = { required = true }",
        name,
        "nothing in the SDK",
    );
    wrong("types.variants.'Kind.a' = 'B'", "'Kind.a'", "nothing in the SDK");
    let path =
        wrong("types.replace.XGetResponse = 'u8'", "XGetResponse", "several types");
    assert_eq!(path, "write the path of one, such as `resources::a::x::XGetResponse`");
    let pair = "auth.env.key = { user = 'U', password = 'P' }";
    wrong(pair, "key", "not HTTP basic");
    file_of_parts("auth.env.login = { user = 'U', password = 'P' }", "src/client.rs");
    let b = "types.replace.'b::x::XGetResponse' = 'u8'";
    has(&file_of_parts(b, "src/resources/b/x.rs"), "Request<u8>");
}

/// An object without a type, because its members are parameters, has names for what is inside.
#[test]
fn types_of_parameters_are_named_after_an_object_that_is_none() {
    let mut forms: serde_json::Value = serde_json::from_str(PARTS).unwrap();
    let schema = serde_json::json!({ "$ref": "#/components/schemas/Pet" });
    forms["paths"] = serde_json::json!({ "/pets": { "post": {
        "operationId": "createPet",
        "requestBody": { "content": { "multipart/form-data": { "schema": schema } } },
        "responses": { "204": { "description": "Done." } },
    } } });
    let says = |text: &str| {
        let config = Config::parse(Path::new("parts.toml"), text.to_owned()).unwrap();
        let (generated, diagnostics) =
            generate("parts.json", forms.to_string(), &config);
        let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let errors: Vec<String> = errors.map(|one| one.message.clone()).collect();
        let files = generated.map(|generated| generated.files);
        let code = files.map_or_else(String::new, |files| {
            files.iter().map(|(_, text)| text).collect::<Vec<_>>().concat()
        });
        (code, errors)
    };
    has(&says("types.rename.Pet = 'Animal'").0, "pub enum AnimalStatus {");
    has(&says("types.fields.'Pet.name' = { rename = 'call' }").0, "pub call: ");
    let (_, errors) = says("types.replace.Pet = 'String'");
    assert_eq!(errors, ["`Pet` is no type of the SDK"]);
}
