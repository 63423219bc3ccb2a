//! What says nothing, and what is left as it is: it is told, and so is what is wrong in it.

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Code;

use crate::support::generate;
use crate::{description, noted, parameter};

#[test]
fn deep_objects_are_exploded() {
    let object =
        json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let deep = |explode: Value| {
        let mut one = json!({ "name": "x", "in": "query", "style": "deepObject" });
        one["schema"] = object.clone();
        if !explode.is_null() {
            one["explode"] = explode;
        }
        noted(&parameter(&one))
    };
    let about = "`deepObject` says nothing about `explode: false`, which `x` has (its members are \
                 sent as `x[…]=…`)";
    assert_eq!(deep(json!(false)), [about]);
    assert_eq!((deep(json!(true)), deep(json!(null))), (vec![], vec![]));
    let form = |explode: bool| {
        let encoding = json!({ "x": { "style": "deepObject", "explode": explode } });
        let schema = json!({ "type": "object", "properties": { "x": object } });
        let form = json!({ "schema": schema, "encoding": encoding });
        let content = json!({ "application/x-www-form-urlencoded": form });
        let operation = json!({
            "operationId": "a",
            "requestBody": { "content": content },
            "responses": { "204": {} },
        });
        noted(&description(&json!({ "paths": { "/a": { "post": operation } } })))
    };
    assert_eq!((form(false), form(true)), (vec![about.to_owned()], vec![]));
}

#[test]
fn a_whole_body_that_is_encoded_is_left_so() {
    let with = |media_type: &str, encoding: &str| {
        let schema = json!({ "type": "string", "contentEncoding": encoding });
        let content = json!({ media_type: { "schema": schema } });
        let operation = json!({
            "operationId": "a",
            "responses": { "200": { "description": "A.", "content": content } },
        });
        noted(&description(&json!({ "paths": { "/a": { "get": operation } } })))
    };
    for media_type in ["image/png", "text/plain"] {
        let about = format!(
            "a whole body of `{media_type}` is in base64: callers give and get it as it is sent ()"
        );
        assert_eq!(with(media_type, "base64"), [about]);
        assert_eq!(with(media_type, "8bit"), [""; 0]);
    }
    // Text in JSON is decoded.
    assert_eq!(with("application/json", "base64"), [""; 0]);
}

#[test]
fn answers_that_are_secrets_are_told() {
    let told = |schema: Value| {
        let content = json!({ "application/json": { "schema": schema } });
        let operation = json!({
            "operationId": "a",
            "responses": { "200": { "description": "A.", "content": content } },
        });
        noted(&description(&json!({ "paths": { "/a": { "get": operation } } })))
    };
    let pin = json!({ "type": "string", "format": "password" });
    let about = "what `GET /a` gives is a secret itself, and its `Debug` shows it ()";
    assert_eq!(told(pin.clone()), [about]);
    assert_eq!(told(json!({ "type": "array", "items": pin })), [about]);
    assert_eq!(told(json!({ "type": "object", "additionalProperties": pin })), [about]);
    // What has a `Debug` of its own does not show it.
    let listed = json!({ "type": "string", "format": "password", "enum": ["a", "b"] });
    assert_eq!(told(listed), [""; 0]);
    let object = json!({ "type": "object", "properties": { "pin": pin } });
    assert_eq!(told(object), [""; 0]);
}

/// What has no type in the SDK can be wrong all the same.
#[test]
fn references_of_callbacks_that_lead_nowhere_are_told() {
    let nowhere = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let json_of =
        |name: &str| json!({ "application/json": { "schema": nowhere(name) } });
    let called = json!({
        "parameters": [
            { "name": "a", "in": "query", "schema": nowhere("A") },
            { "name": "b", "in": "query", "content": json_of("B") },
            { "name": "c", "in": "header", "schema": { "type": "array", "items": nowhere("C") } },
        ],
        "requestBody": { "content": { "application/json": { "schema": {} } } },
        "responses": { "200": {
            "description": "Seen.",
            "headers": { "X-D": { "schema": nowhere("D") } },
            "content": json_of("E"),
        } },
    });
    let subscribe = json!({
        "operationId": "a",
        "responses": { "204": {} },
        "callbacks": { "done": { "{$request.body#/url}": { "post": called } } },
    });
    let description = description(&json!({ "paths": { "/a": { "post": subscribe } } }));
    let (_, diagnostics) =
        generate("wrong.json", description.to_string(), &Config::default());
    let told = diagnostics.iter().filter(|one| one.code == Code::UnresolvedRef);
    let told: Vec<&str> = told.filter_map(|one| one.message.split('`').nth(3)).collect();
    let names = ["A", "B", "C", "E", "D"];
    assert_eq!(told, names.map(|name| format!("#/components/schemas/{name}")));
}

#[test]
fn of_two_variables_without_a_name_none_is_one() {
    let responses = json!({ "responses": { "204": {} } });
    let path = |path: &str| {
        let paths = json!({ path: { "get": responses } });
        super::told(&description(&json!({ "paths": paths })))
    };
    assert_eq!(
        path("/a/**/b/**"),
        [
            "`**` in the path `/a/**/b/**` is sent as it is (of two, nothing tells where the first one \
          ends)"
        ]
    );
    assert!(path("/a/**")[0].starts_with("the path `/a/**` was read as"));
}

#[test]
fn a_value_in_a_path_is_never_empty() {
    let listed = |values: &Value| {
        parameter(&json!({
            "name": "x", "in": "path", "required": true,
            "schema": { "type": "string", "enum": values },
        }))
    };
    let empty = listed(&json!([""]));
    assert_eq!(
        super::told(&empty),
        [
            "the only value of the path parameter `x` is empty, which would be no part of a path \
          (callers give its value)"
        ]
    );
    let code = crate::code::code(&empty);
    assert!(code.contains(".path(\"x\", x)"), "{code}");
    assert_eq!(super::told(&listed(&json!(["a"]))), [""; 0]);
}
