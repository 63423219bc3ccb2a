//! Which webhooks are chosen.

use std::path::Path;

use serde_json::{Value, json};
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

/// The path of an operation that announces itself by a callback `notification`, which has this
/// member or is an event.
fn subscription(path: &str, method: &str, member: &str) -> Value {
    let schema = match member {
        "event" => json!({ "$ref": "#/components/schemas/Event" }),
        _ => json!({ "type": "object", "properties": { member: { "type": "string" } } }),
    };
    json!({ path: { method: {
        "responses": { "201": { "description": "Fine." } },
        "callbacks": { "notification": { "{$request.body#/url}": { "post": {
            "requestBody": { "content": { "application/json": { "schema": schema } } },
            "responses": { "204": { "description": "Fine." } },
        } } } },
    } } })
}

/// The functions that read what is announced by the operations of these paths.
fn functions(paths: &[Value]) -> Vec<String> {
    let mut all = serde_json::Map::new();
    for (path, item) in paths.iter().filter_map(Value::as_object).flatten() {
        let entry = all.entry(path.clone()).or_insert(json!({}));
        let methods = item.as_object().expect("methods").clone();
        entry.as_object_mut().expect("methods").extend(methods);
    }
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Hooks", "version": "1" },
        "paths": all,
        "components": { "schemas": { "Event": {
            "type": "object", "properties": { "id": { "type": "string" } },
        } } },
    });
    let (generated, diagnostics) =
        generate("hooks.json", description.to_string(), &Config::default());
    let generated = generated.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let file = generated.files.iter().find(|(path, _)| *path == "src/webhooks.rs");
    let lines = file.expect("functions").1.lines();
    let names = lines.filter_map(|line| line.strip_prefix("pub fn ")?.split_once('('));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Callbacks of one key are told apart by the operations that announce them.
#[test]
fn callbacks_of_one_key_are_called_after_their_operations() {
    let circles = subscription("/subscriptions/circles", "post", "radius");
    let zones = subscription("/subscriptions/zones", "post", "zone");
    let changed = subscription("/subscriptions/zones", "put", "zone_id");
    assert_eq!(functions(std::slice::from_ref(&circles)), ["notification"]);
    assert_eq!(
        functions(&[circles.clone(), zones.clone()]),
        ["circle_notification", "zone_notification"]
    );
    assert_eq!(
        functions(&[zones.clone(), changed.clone()]),
        ["create_notification", "update_notification"]
    );
    assert_eq!(
        functions(&[circles, zones, changed]),
        [
            "circle_create_notification",
            "zone_create_notification",
            "zone_update_notification"
        ]
    );
    // What reads the same is called as it comes.
    let events = ["/a", "/b"].map(|path| subscription(path, "post", "event"));
    assert_eq!(functions(&events), ["notification", "create_notification"]);
}
