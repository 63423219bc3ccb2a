//! SDKs for nothing but schemas.

use serde_json::{Value, json};
use specwright::config::Config;

use crate::support::generate;

/// The files below `src/types` of an SDK that sends and receives the first of these schemas.
pub(crate) fn types(schemas: &Value) -> Vec<(String, String)> {
    types_of("3.0.3", schemas)
}

/// The same of a description in this version of OpenAPI.
pub(crate) fn types_of(version: &str, schemas: &Value) -> Vec<(String, String)> {
    let first = schemas.as_object().and_then(|all| all.keys().next()).expect("a schema");
    let schema = json!({ "$ref": format!("#/components/schemas/{first}") });
    let content = json!({ "application/json": { "schema": schema } });
    let description = json!({
        "openapi": version,
        "info": { "title": "Types", "version": "1" },
        "paths": { "/one": { "post": {
            "operationId": "one",
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "One.", "content": content } },
        } } },
        "components": { "schemas": schemas },
    });
    let (generated, diagnostics) =
        generate("types.json", description.to_string(), &Config::default());
    let Some(generated) = generated else {
        panic!("{:#?}", diagnostics.iter().collect::<Vec<_>>())
    };
    let files = generated.files.iter();
    let files = files.filter_map(|(path, text)| {
        Some((path.strip_prefix("src/types/")?.to_owned(), text.to_owned()))
    });
    files.filter(|(path, _)| path != "mod.rs").collect()
}

/// The text of the file that the SDK has for a schema.
pub(crate) fn file(schemas: &Value, name: &str) -> String {
    let files = types(schemas).into_iter();
    files.filter(|(path, _)| path == name).map(|(_, text)| text).collect()
}
