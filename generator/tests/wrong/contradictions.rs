//! Types that what stands beside them contradicts, and what is told of them.

use serde_json::{Value, json};
use specwright::diagnostic::Code;

use crate::schemas::code_of;

/// The type of a member with this schema, beside a named schema `Cell`, and what is told of it.
fn member(schema: &Value) -> (String, Vec<String>) {
    let cell =
        json!({ "type": "object", "properties": { "size": { "type": "integer" } } });
    let thing = json!({
        "type": "object",
        "required": ["member"],
        "properties": { "member": schema },
    });
    let reference = json!({ "$ref": "#/components/schemas/Thing" });
    let content = json!({ "application/json": { "schema": reference } });
    let mut description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Types", "version": "1" },
        "paths": { "/one": { "get": {
            "responses": { "200": { "description": "One.", "content": content } },
        } } },
        "components": { "schemas": { "Thing": thing } },
    });
    if schema.to_string().contains("Cell") {
        description["components"]["schemas"]["Cell"] = cell;
    }
    let (code, told) = sdk(&description);
    let field = code.lines().find_map(|line| line.trim().strip_prefix("pub member: "));
    (field.expect("a member").trim_end_matches(',').to_owned(), told)
}

/// The code that comes of a description, and what was repaired in it or is not used.
fn sdk(description: &Value) -> (String, Vec<String>) {
    let (code, diagnostics) = code_of(description);
    let told = diagnostics
        .iter()
        .filter(|one| [Code::Repaired, Code::UnusedSchema].contains(&one.code));
    (code, told.map(|one| one.message.clone()).collect())
}

#[track_caller]
fn check(schema: &Value, expected: &str, message: Option<&str>) {
    let (found, told) = member(schema);
    let message: Vec<String> = message.into_iter().map(str::to_owned).collect();
    assert_eq!((found.as_str(), told), (expected, message));
}

const MAP: &str = "BTreeMap<String, Value>";

#[test]
fn an_object_with_items_is_an_array_where_something_else_says_so() {
    let cell = json!({ "$ref": "#/components/schemas/Cell" });
    let message = Some("the type `object` was read as `array`");
    for evidence in [
        json!({ "uniqueItems": true }),
        json!({ "maxItems": 3 }),
        json!({ "example": [{}] }),
        json!({ "examples": [[]] }),
        json!({ "default": [] }),
    ] {
        let mut schema = json!({ "type": "object", "items": cell });
        schema.as_object_mut().unwrap().extend(evidence.as_object().unwrap().clone());
        check(&schema, "Vec<Cell>", message);
    }
}

#[test]
fn an_object_with_items_and_nothing_else_is_any_json() {
    let schema =
        json!({ "type": "object", "items": { "$ref": "#/components/schemas/Cell" } });
    check(&schema, "Value", Some("an object has no `items`; any JSON is taken"));
}

#[test]
fn items_of_what_is_an_object_are_told() {
    let items = json!({ "type": "integer" });
    let message = Some("`items` of an object was ignored: only arrays have elements");
    let text = json!({ "type": "string" });
    for (more, expected) in [
        (json!({ "additionalProperties": text }), "BTreeMap<String, String>"),
        (json!({ "minProperties": 1 }), MAP),
        (json!({ "example": { "a": 1 } }), MAP),
        (json!({ "properties": { "a": text } }), "ThingMember"),
    ] {
        let mut schema = json!({ "type": "object", "items": items });
        schema.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        check(&schema, expected, message);
    }
    // Of a type that can be an array they say what its elements are.
    check(
        &json!({ "type": ["array", "null"], "items": items }),
        "Option<Vec<i64>>",
        None,
    );
}

#[test]
fn an_object_whose_examples_are_none_is_any_json() {
    let message = Some("the type is `object`, and this is none; any JSON is taken");
    for example in [json!(18), json!("18"), json!([]), json!(true)] {
        check(&json!({ "type": "object", "example": example }), "Value", message);
        check(&json!({ "type": "object", "default": example }), "Value", message);
        check(&json!({ "type": "object", "examples": [example] }), "Value", message);
        // That it is an object is said twice here.
        let map = json!({ "type": "object", "example": example, "additionalProperties": true });
        check(&map, MAP, None);
    }
    for example in [json!({}), json!(null), json!("{\"a\": 1}"), json!(" {a: 1}")] {
        check(&json!({ "type": "object", "example": example }), MAP, None);
    }
}

#[test]
fn examples_beside_a_schema_count_unless_they_are_text() {
    let answer = |media_type: &Value| {
        let content = json!({ "application/json": media_type });
        let (code, told) = sdk(&json!({
            "openapi": "3.0.3",
            "info": { "title": "Types", "version": "1" },
            "paths": { "/one": { "get": {
                "responses": { "200": { "description": "One.", "content": content } },
            } } },
        }));
        (code.contains("Request<Value>"), told.len())
    };
    let object = json!({ "type": "object" });
    let named = json!({ "one": { "value": [1] } });
    assert_eq!(answer(&json!({ "schema": object, "example": [{}] })), (true, 1));
    assert_eq!(answer(&json!({ "schema": object, "examples": named })), (true, 1));
    assert_eq!(answer(&json!({ "schema": object, "example": "<xml/>" })), (false, 0));
    assert_eq!(answer(&json!({ "schema": object, "example": {} })), (false, 0));
}

#[test]
fn examples_of_swagger_are_values() {
    let answer = |example: &Value| {
        let (code, told) = sdk(&json!({
            "swagger": "2.0",
            "info": { "title": "Types", "version": "1" },
            "paths": { "/one": { "get": {
                "produces": ["application/json"],
                "responses": { "200": {
                    "description": "One.",
                    "schema": { "type": "object" },
                    "examples": { "application/json": example },
                } },
            } } },
        }));
        (code.contains("Request<Value>"), told.len())
    };
    assert_eq!(answer(&json!([1])), (true, 1));
    assert_eq!(answer(&json!({ "value": [1] })), (false, 0));
}

#[test]
fn values_that_an_array_lists_are_those_of_its_elements() {
    let message =
        Some("the values of an array's `enum` were read as those of its elements");
    let text = json!({ "type": "string" });
    let listed = json!({ "type": "array", "items": text, "enum": ["a", "b"] });
    check(&listed, "Vec<ThingMemberItem>", message);
    // One value is no constant: the array can be empty.
    let one = json!({ "type": "array", "items": text, "enum": ["a"] });
    check(&one, "Vec<ThingMemberItem>", message);
    check(
        &json!({ "type": "array", "enum": ["a", "b"] }),
        "Vec<ThingMemberItem>",
        message,
    );
    let ignored =
        "the `enum` of an array was ignored: its `items` have one of their own";
    let own = json!({ "type": "string", "enum": ["a", "b"] });
    let twice = json!({ "type": "array", "items": own, "enum": ["a", "b"] });
    check(&twice, "Vec<ThingMemberItem>", Some(ignored));
    let lists = json!({ "type": "array", "items": text, "enum": [["a"], ["b"]] });
    check(&lists, "Vec<String>", None);
}

#[test]
fn a_type_beside_a_reference_to_another_is_ignored() {
    let reference = |name: &str, more: Value| {
        let mut schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        schema.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        schema
    };
    let object = json!({ "type": "object" });
    let members = json!({
        "id": reference("Id", object.clone()),
        "kind": reference("Kind", object.clone()),
        "owner": reference("Owner", json!({ "type": "string", "format": "uuid", "description": "Its." })),
        "tags": reference("Tags", object.clone()),
        "either": reference("Either", object.clone()),
        "same": reference("Owner", object.clone()),
        "number": reference("Whole", json!({ "type": "number" })),
        "null": reference("Owner", json!({ "type": ["object", "null"] })),
    });
    let text = json!({ "type": "string" });
    let schemas = json!({
        "Thing": { "type": "object", "properties": members },
        "Alias": reference("Kind", object),
        "Id": text,
        "Kind": { "type": "string", "enum": ["a", "b"] },
        "Owner": { "type": "object", "properties": { "name": text } },
        "Tags": { "type": "array", "items": reference("Alias", json!({})) },
        "Either": { "oneOf": [{ "type": "integer" }, text] },
        "Whole": { "type": "integer" },
    });
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
    let path = json!({ "get": { "responses": { "200": { "description": "One.", "content": content } } } });
    let message = "the `type` beside a `$ref` is not that of what it leads to";
    for version in ["3.0.3", "3.1.0"] {
        let (code, told) = sdk(&json!({
            "openapi": version,
            "info": { "title": "Types", "version": "1" },
            "paths": { "/one": path },
            "components": { "schemas": schemas },
        }));
        assert_eq!(told, [message; 6], "{version}");
        for member in [
            "kind: Option<Kind>",
            "owner: Option<Owner>",
            "tags: Option<Tags>",
            "either: Option<Either>",
            "same: Option<Owner>",
            "null: Option<Owner>",
        ] {
            assert!(
                code.contains(&format!("pub {member},")),
                "{version}: {member}\n{code}"
            );
        }
    }
}

#[test]
fn null_beside_a_reference_stays_and_bounds_of_another_type_go() {
    let owner =
        json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let member = json!({
        "$ref": "#/components/schemas/Owner", "type": ["string", "null"], "maxLength": 9,
    });
    let thing =
        json!({ "type": "object", "required": ["a"], "properties": { "a": member } });
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
    let path = json!({ "get": { "responses": { "200": { "description": "One.", "content": content } } } });
    let (code, told) = sdk(&json!({
        "openapi": "3.1.0",
        "info": { "title": "Types", "version": "1" },
        "paths": { "/one": path },
        "components": { "schemas": { "Owner": owner, "Thing": thing } },
    }));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(code.contains("pub a: Option<Owner>,"), "{code}");
    assert!(!code.contains("At most 9"), "{code}");
}

#[test]
fn a_type_beside_a_reference_that_says_more_is_not_ignored() {
    let member = json!({
        "$ref": "#/components/schemas/Id", "type": "object", "properties": { "name": {} },
    });
    let thing = json!({ "type": "object", "properties": { "a": member } });
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
    let path = json!({ "get": { "responses": { "200": { "description": "One.", "content": content } } } });
    let (_, told) = sdk(&json!({
        "openapi": "3.1.0",
        "info": { "title": "Types", "version": "1" },
        "paths": { "/one": path },
        "components": { "schemas": { "Id": { "type": "string" }, "Thing": thing } },
    }));
    let message = "the `type` beside a `$ref` is not that of what it leads to";
    assert!(!told.is_empty() && told.iter().all(|one| one != message), "{told:?}");
}
