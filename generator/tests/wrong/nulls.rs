//! Null where something is named.

use serde_json::{Value, json};

use crate::schemas::sdk;

fn description(operation: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Nulls", "version": "1" },
        "servers": [{ "url": "https://a.example" }],
        "paths": { "/one": { "post": operation } },
        "components": { "schemas": schemas },
    })
}

/// The answer of an operation that is the schema `Thing`.
fn answer(thing: &Value) -> (String, Vec<String>) {
    let reference = json!({ "$ref": "#/components/schemas/Thing" });
    let content = json!({ "application/json": { "schema": reference } });
    let operation = json!({ "operationId": "one", "responses": { "200": { "description": "", "content": content } } });
    sdk(&description(
        &operation,
        &json!({
            "Thing": thing,
            "A": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
            "B": { "type": "object", "required": ["b"], "properties": { "b": { "type": "string" } } },
        }),
    ))
}

#[test]
fn members_and_named_schemas_are_any_json() {
    let any = "is null (it was read as any JSON)";
    let (code, told) = answer(&json!({ "type": "object", "properties": { "m": null } }));
    assert!(code.contains("pub m: Option<Value>"), "{code}");
    assert_eq!(told, [format!("`m` {any}")]);
    assert_eq!(answer(&Value::Null).1, [format!("`Thing` {any}")]);
}

#[test]
fn branches_are_the_type_null() {
    let (a, b) = (
        json!({ "$ref": "#/components/schemas/A" }),
        json!({ "$ref": "#/components/schemas/B" }),
    );
    for key in ["oneOf", "anyOf"] {
        let thing = json!({
            "type": "object",
            "required": ["m", "n"],
            "properties": { "m": { key: [a, null] }, "n": { key: [a, b, null] } },
        });
        let (code, told) = answer(&thing);
        assert!(code.contains("pub m: Option<A>"), "{code}");
        assert!(code.contains("pub n: Option<ThingN>"), "{code}");
        let read = "is null (it was read as `{ type: 'null' }`)";
        assert_eq!(
            told,
            [
                format!("element 1 of `{key}` {read}"),
                format!("element 2 of `{key}` {read}"),
            ]
        );
    }
}

#[test]
fn a_type_that_is_null_is_the_type_of_that_name() {
    let thing = json!({
        "type": "object",
        "required": ["m"],
        "properties": { "m": { "type": ["string", null] } },
    });
    let (code, told) = answer(&thing);
    assert!(code.contains("pub m: Option<String>"), "{code}");
    assert_eq!(told, ["element 1 of `type` is null (it was read as the type `'null'`)"]);
}

#[test]
fn what_is_null_in_an_operation_is_told() {
    let none = "is null (it was read as if it were not there)";
    let table = [
        (json!({ "requestBody": null }), format!("`requestBody` {none}")),
        (
            json!({ "responses": { "200": { "description": "", "content": { "application/json": null } } } }),
            "`application/json` is null (it was read as a body of which nothing is said)".to_owned(),
        ),
        (
            json!({ "responses": { "200": { "description": "", "content": { "application/json": { "schema": null } } } } }),
            format!("`schema` {none}"),
        ),
        (
            json!({ "responses": { "204": { "description": "", "headers": { "X-Count": null } } } }),
            "`X-Count` is null (it was read as a header of which nothing is said)".to_owned(),
        ),
    ];
    for (members, expected) in table {
        let mut operation = json!({ "operationId": "one", "responses": { "204": { "description": "" } } });
        operation.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let (_, told) = sdk(&description(&operation, &json!({})));
        assert!(told.contains(&expected), "{members}: {told:?}");
    }
}

#[test]
fn fields_that_are_null_are_fields_that_are_not_there() {
    let thing = json!({
        "type": "object",
        "description": null,
        "example": null,
        "$ref": null,
        "items": null,
        "not": null,
        "additionalProperties": null,
        "discriminator": null,
        "properties": { "m": { "type": "string", "enum": null, "default": null, "properties": null } },
    });
    let (code, told) = answer(&thing);
    assert!(code.contains("pub m: Option<String>"), "{code}");
    assert!(told.is_empty(), "{told:?}");
}
