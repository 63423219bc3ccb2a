//! References that are written in another way than the specification has it.

use serde_json::json;

use crate::schemas::sdk;

/// The type of what is answered where its schema is this reference, and the warnings.
fn answer(reference: &str) -> (bool, Vec<String>) {
    let content = json!({ "application/json": { "schema": { "$ref": reference } } });
    let (code, told) = sdk(&json!({
        "openapi": "3.0.3",
        "info": { "title": "References", "version": "1" },
        "servers": [{ "url": "https://a.example" }],
        "paths": { "/one": { "get": {
            "responses": { "200": { "description": "One.", "content": content } },
        } } },
        "components": { "schemas": {
            "Pet": { "type": "object", "properties": { "name": { "type": "string" } } },
        } },
    }));
    (code.contains("Request<Pet>"), told)
}

#[test]
fn what_is_plainly_meant_is_read_and_told() {
    for reference in [
        "#/components/schemas/Pet ",
        " #/components/schemas/Pet",
        "#/components/schemas/Pet/",
        "#//components/schemas/Pet",
        "##/components/schemas/Pet",
        "#Pet",
        "#/Pet",
        "components/schemas/Pet",
        "#\\components\\schemas\\Pet",
        "#/Components/schemas/Pet",
        "#/components/Schemas/Pet",
        "#/component/schemas/Pet",
        "#/Component/Schema/Pet",
    ] {
        let expected = format!(
            "`{reference}` was read as `#/components/schemas/Pet`, since there is nothing at that \
             place ()"
        );
        assert_eq!(answer(reference), (true, vec![expected]), "{reference}");
    }
}
