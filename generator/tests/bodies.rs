//! How the body of a call is given, by what the description says of it.

mod support;

use serde_json::{Value, json};
use specwright::config::Config;
use support::generate;

/// The code of a call with this body.
fn call(body: &Value) -> String {
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Bodies", "version": "1" },
        "paths": { "/heaps": { "post": {
            "requestBody": body,
            "responses": { "204": { "description": "Done." } },
        } } },
    });
    let (generated, _) =
        generate("bodies.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let found = files.iter().find(|(path, _)| *path == "src/resources/heaps.rs");
    found.expect("a resource").1.to_owned()
}

fn object(required: &[&str], rest: &Value) -> Value {
    json!({
        "type": "object",
        "required": required,
        "properties": { "name": { "type": "string" } },
        "additionalProperties": rest,
    })
}

#[track_caller]
fn has(code: &str, text: &str) {
    assert!(code.contains(text), "no {text} in\n{code}");
}

#[test]
fn members_of_optional_bodies_are_parameters() {
    let json = |required: &[&str]| json!({ "application/json": { "schema": object(required, &json!(false)) } });
    for body in [
        json!({ "content": json(&[]) }),
        json!({ "required": false, "content": json(&[]) }),
    ] {
        let code = call(&body);
        has(&code, "create(&self, params: HeapCreateParams)");
        has(&code, ".json_members(\"application/json\", &params)");
    }
    // Always there, as its members say where nothing else is said.
    has(
        &call(&json!({ "required": true, "content": json(&[]) })),
        ".json_body(&params)",
    );
    let code = call(&json!({ "content": json(&["name"]) }));
    has(&code, "HeapCreateParams::new(\"name\")");
    // All or nothing.
    let code = call(&json!({ "required": false, "content": json(&["name"]) }));
    has(&code, "create(&self, body: Option<&HeapCreateBody>)");
}

#[test]
fn further_parts_are_text_or_for_the_caller_to_name() {
    let form = |rest: Value| {
        let schema = object(&["name"], &rest);
        call(
            &json!({ "required": true, "content": { "multipart/form-data": { "schema": schema } } }),
        )
    };
    has(&form(json!({ "type": "string" })), ".entries(&params.additional_properties)");
    for rest in [
        json!({ "type": "string", "format": "binary" }),
        json!({ "type": "array", "items": { "type": "string", "format": "binary" } }),
        json!(true),
    ] {
        has(&form(rest), "create(&self, body: Multipart)");
    }
}
