//! Which webhooks are chosen.

use std::path::Path;

use specwright::config::Config;

use super::support::generate;

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
