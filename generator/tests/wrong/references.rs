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

#[test]
fn references_go_through_keys_as_they_are_written() {
    let to = |place: &str| json!({ "$ref": format!("#/components/schemas/{place}") });
    let content = json!({ "application/json": { "schema": to("A") } });
    let (code, told) = sdk(&json!({
        "openapi": "3.1.0",
        "info": { "title": "References", "version": "1" },
        "servers": [{ "url": "https://a.example" }],
        "paths": { "/one": { "get": {
            "responses": { "200": { "description": "One.", "content": content } },
        } } },
        "components": { "schemas": {
            "A": { "type": "object", "properties": {
                "x": to("B/$def/X"),
                "y": to("B/Properties/q"),
                "z": to("C/meta"),
                "t": to("D/items/0"),
            } },
            "B": {
                "type": "object",
                "$def": { "X": { "type": "string" } },
                "Properties": { "q": { "type": "integer" } },
            },
            "C": { "type": "object", "meta": { "type": "integer" } },
            "D": { "type": "array", "items": [{ "type": "boolean" }] },
        } },
    }));
    for field in [
        "pub x: Option<String>",
        "pub y: Option<i64>",
        "pub z: Option<i64>",
        "pub t: Option<bool>",
    ] {
        assert!(code.contains(field), "no {field} in {code}");
    }
    assert!(!told.iter().any(|one| one.contains("there is nothing at")), "{told:?}");
}

/// The work would grow with the square where each of them were compared with every name.
#[test]
fn many_references_to_nothing_take_no_long_time() {
    let to = |index: usize| json!({ "$ref": format!("#/components/schemas/No{index}") });
    let schemas: serde_json::Map<_, _> =
        (0..3000).map(|index| (format!("A{index}"), to(index))).collect();
    let start = std::time::Instant::now();
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "References", "version": "1" },
        "servers": [{ "url": "https://a.example" }],
        "paths": {},
        "components": { "schemas": schemas },
    });
    crate::support::generate(
        "t.json",
        description.to_string(),
        &specwright::config::Config::default(),
    );
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
