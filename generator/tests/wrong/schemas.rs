//! Schemas that are no schemas by the letter, and what is told of them.

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::{Diagnostics, Severity};

use crate::support::generate;

/// A description in this version whose one answer is the schema `Thing`, beside `Pet`.
fn description(version: &str, thing: &Value) -> Value {
    let reference = json!({ "$ref": "#/components/schemas/Thing" });
    let content = json!({ "application/json": { "schema": reference } });
    json!({
        "openapi": version,
        "info": { "title": "Types", "version": "1" },
        "servers": [{ "url": "https://a.example" }],
        "paths": { "/one": { "get": {
            "responses": { "200": { "description": "One.", "content": content } },
        } } },
        "components": { "schemas": {
            "Thing": thing,
            "Pet": {
                "type": "object",
                "required": ["kind"],
                "properties": { "kind": { "type": "string" } },
            },
        } },
    })
}

/// The code of the types and calls that come of a description, and what is told of it.
pub(crate) fn code_of(description: &Value) -> (String, Diagnostics) {
    let (generated, diagnostics) =
        generate("t.json", description.to_string(), &Config::default());
    let Some(generated) = generated else {
        panic!("{:#?}", diagnostics.iter().collect::<Vec<_>>())
    };
    let files = generated.files.iter();
    let files = files.filter(|(path, _)| {
        path.starts_with("src/types/") || path.starts_with("src/resources")
    });
    (files.map(|(_, text)| text).collect(), diagnostics)
}

/// The same code, and the warnings.
pub(crate) fn sdk(description: &Value) -> (String, Vec<String>) {
    let (code, diagnostics) = code_of(description);
    let told = diagnostics.iter().filter(|one| one.severity == Severity::Warning);
    let told = told.map(|one| format!("{} ({})", one.message, one.notes.join(" ")));
    (code, told.collect())
}

/// The type of the member `m` of an object, and the warnings.
fn member(version: &str, schema: &Value) -> (String, Vec<String>) {
    let thing = json!({
        "type": "object",
        "required": ["m"],
        "properties": { "m": schema, "other": { "$ref": "#/components/schemas/Pet" } },
    });
    let (code, told) = sdk(&description(version, &thing));
    let field = code.lines().find_map(|line| line.trim().strip_prefix("pub m: "));
    (field.unwrap_or("none").trim_end_matches(',').to_owned(), told)
}

#[track_caller]
fn check(schema: &Value, expected: &str, message: &str) {
    let told: Vec<String> = match message {
        "" => Vec::new(),
        one => vec![one.to_owned()],
    };
    assert_eq!(member("3.0.3", schema), (expected.to_owned(), told), "{schema}");
}

#[test]
fn types_that_are_nearly_types() {
    let table = [
        ("strng", "String", "string"),
        ("arry", "Vec<Value>", "array"),
        ("boolen", "bool", "boolean"),
        ("nummber", "f64", "number"),
        ("integer ", "i64", "integer"),
        ("string|null", "Option<String>", "['string','null']"),
        ("integer, null", "Option<i64>", "['integer','null']"),
        ("string?", "Option<String>", "['string','null']"),
        ("string[]", "Vec<String>", "{ type: array, items: { type: string } }"),
        (
            "array[Pet]",
            "Vec<Pet>",
            "{ type: array, items: { $ref: '#/components/schemas/Pet' } }",
        ),
        ("List<integer>", "Vec<i64>", "{ type: array, items: { type: integer } }"),
        ("Pet", "Pet", "{ $ref: '#/components/schemas/Pet' }"),
        ("#/components/schemas/Pet", "Pet", "{ $ref: '#/components/schemas/Pet' }"),
    ];
    for (written, expected, read_as) in table {
        let message = format!("the type `{written}` was read as `{read_as}` ()");
        check(&json!({ "type": written }), expected, &message);
    }
}

#[test]
fn types_that_nothing_is_like_stay_any_json() {
    for written in ["mixed", "unknown", "password", "Cat"] {
        let message = format!("`{written}` is not a type; any JSON is taken ()");
        check(&json!({ "type": written }), "Value", &message);
    }
}

#[test]
fn texts_in_the_place_of_schemas_are_references() {
    let read = |what: &str, read_as: &str| {
        format!("{what} is a text, and was read as `{read_as}` ()")
    };
    let pet = "{ $ref: '#/components/schemas/Pet' }";
    check(&json!("Pet"), "Pet", &read("`m`", pet));
    check(
        &json!({ "type": "array", "items": "#/components/schemas/Pet" }),
        "Vec<Pet>",
        &read("`items`", pet),
    );
    check(
        &json!({ "allOf": ["#/components/schemas/Pet"] }),
        "Pet",
        &read("element 0 of `allOf`", pet),
    );
    check(
        &json!({ "$ref": ["#/components/schemas/Pet"] }),
        "Pet",
        "`$ref` is a list, and was read as `'#/components/schemas/Pet'` ()",
    );
    check(
        &json!({ "$ref": { "$ref": "#/components/schemas/Pet" } }),
        "Pet",
        "`$ref` is an object, and was read as `'#/components/schemas/Pet'` ()",
    );
}

#[test]
fn an_array_beside_a_reference_has_such_elements() {
    check(
        &json!({ "type": "array", "$ref": "#/components/schemas/Pet" }),
        "Vec<Pet>",
        "a `$ref` beside `type: array` leads to what is no array (it was read as the schema of the \
         elements)",
    );
    check(
        &json!({ "type": "array", "items": [{ "type": "string" }] }),
        "Vec<String>",
        "`items` is a list of one schema (it was read as the schema of all elements)",
    );
    let tuple = json!({ "type": "array", "items": [{ "type": "string" }, { "type": "integer" }] });
    check(&tuple, "(String, i64)", "");
}

#[test]
fn lists_in_one_text() {
    let thing = json!({
        "type": "object",
        "required": "m, k",
        "properties": {
            "m": { "type": "string" },
            "k": { "type": "string", "enum": "red, green" },
            "l": { "type": "string" },
        },
    });
    let (code, told) = sdk(&description("3.0.3", &thing));
    for part in ["pub m: String", "Red", "Green", "pub l: Option<String>"] {
        assert!(code.contains(part), "no {part} in\n{code}");
    }
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    assert_eq!(
        told,
        [
            "`required` is a text, and was read as `[m, k]` ()",
            "`enum` is a text, and was read as `[red, green]` ()",
        ]
    );
}

#[test]
fn keywords_that_are_nearly_keywords() {
    let table = [
        (json!({ "Type": "string" }), "String", "`Type` was read as `type` ()"),
        (json!({ "tpye": "string" }), "String", "`tpye` was read as `type` ()"),
        (
            json!({ "type": "string", "Nullable": true }),
            "Option<String>",
            "`Nullable` was read as `nullable` ()",
        ),
        (
            json!({ "type": "array", "itmes": { "type": "string" } }),
            "Vec<String>",
            "`itmes` was read as `items` ()",
        ),
        (
            json!({ "type": "object", "additionalProperty": { "type": "string" } }),
            "BTreeMap<String, String>",
            "`additionalProperty` was read as `additionalProperties` ()",
        ),
        // A value of another kind says that it is another keyword.
        (
            json!({ "type": "string", "requird": "always" }),
            "String",
            "the Schema Object has no field `requird`; it was ignored ()",
        ),
        (json!({ "type": "string", "enums": "Color" }), "String", ""),
    ];
    for (schema, expected, message) in table {
        check(&schema, expected, message);
    }
    let (code, told) = sdk(&description(
        "3.0.3",
        &json!({
            "type": "object",
            "requried": ["m"],
            "property": { "m": { "type": "string", "enmu": ["a", "b"] } },
        }),
    ));
    assert!(code.contains("pub m: ThingM,"), "{code}");
    let expected = ["`requried`", "`property`", "`enmu`"];
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        expected.iter().zip(&told).all(|(key, told)| told.starts_with(key)),
        "{told:?}"
    );
}

#[test]
fn members_without_properties_around_them() {
    let thing = json!({
        "type": "object",
        "m": { "type": "string" },
        "title": { "$ref": "#/components/schemas/Pet" },
    });
    let (code, told) = sdk(&description("3.0.3", &thing));
    assert!(code.contains("pub m: Option<String>"), "{code}");
    assert!(code.contains("pub title: Option<Pet>"), "{code}");
    assert_eq!(
        told,
        [
            "`m` is no keyword of a schema, and its value is a schema (it was read as a member, as if \
             it stood below `properties`)"
        ]
    );
}

#[test]
fn properties_that_are_those_of_a_schema() {
    let reference =
        json!({ "$ref": "#/components/schemas/Pet", "own": { "type": "boolean" } });
    let thing = json!({ "type": "object", "properties": reference });
    let (code, told) = sdk(&description("3.0.3", &thing));
    assert!(code.contains("pub own: Option<bool>"), "{code}");
    assert!(code.contains("pub kind: String"), "{code}");
    assert_eq!(
        told,
        [
            "a `$ref` to a schema in the place of `properties` (the members of that schema were read)"
        ]
    );
    // A reference to members is one.
    let members = json!({ "$ref": "#/components/schemas/Pet/properties" });
    let (code, told) =
        sdk(&description("3.0.3", &json!({ "type": "object", "properties": members })));
    assert!(code.contains("pub kind: Option<String>"), "{code}");
    assert!(told.is_empty(), "{told:?}");
    // A schema that has its own members has none, and does not look for them for ever.
    let itself = json!({ "type": "object", "properties": { "$ref": "#/components/schemas/Thing" } });
    let (_, told) = sdk(&description("3.0.3", &itself));
    assert_eq!(
        told,
        [
            "a `$ref` to a schema in the place of `properties` (the members of that schema were \
             read)",
            "an `allOf` leads back to this schema, which says nothing new ()",
        ]
    );
}

#[test]
fn types_that_what_stands_beside_them_contradicts() {
    let members = json!({ "a": { "type": "string" } });
    check(
        &json!({ "type": "string", "properties": members }),
        "String",
        "`properties` says what objects are like, and the `type` is another (it was ignored: the \
         `type` counts)",
    );
    check(
        &json!({ "type": "integer", "items": { "type": "string" } }),
        "i64",
        "`items` says what arrays are like, and the `type` is another (it was ignored: the `type` \
         counts)",
    );
    let left_out = "(it was ignored: it would leave no value)";
    check(
        &json!({ "type": [] }),
        "Value",
        &format!("`type` is an empty list {left_out}"),
    );
    check(
        &json!({ "type": "integer", "enum": [] }),
        "i64",
        &format!("`enum` is an empty list {left_out}"),
    );
}

#[test]
fn what_is_only_read_and_only_written_is_neither() {
    check(
        &json!({ "type": "string", "readOnly": true, "writeOnly": true }),
        "String",
        "a member cannot be both `readOnly` and `writeOnly` (it was read as neither: it is sent and \
         received)",
    );
}

#[test]
fn arrays_without_items_are_told_where_they_have_to_have_them() {
    let notes = |version: &str| {
        let thing =
            json!({ "type": "object", "properties": { "m": { "type": "array" } } });
        let text = description(version, &thing).to_string();
        let (_, diagnostics) = generate("t.json", text, &Config::default());
        diagnostics.iter().filter(|one| one.message.contains("has no `items`")).count()
    };
    assert_eq!([notes("3.0.3"), notes("3.1.0")], [1, 0]);
}

/// Swagger 2.0 asks for what OpenAPI 3 has as `schema`.
#[test]
fn parameters_and_bodies_of_swagger_without_types() {
    let swagger = |parameter: &Value| {
        sdk(&json!({
            "swagger": "2.0",
            "info": { "title": "Types", "version": "1" },
            "host": "a.example",
            "paths": { "/one": { "post": {
                "operationId": "one",
                "parameters": [parameter],
                "responses": { "204": { "description": "" } },
            } } },
            "definitions": { "Pet": { "type": "object", "properties": { "a": { "type": "string" } } } },
        }))
    };
    let (code, told) = swagger(&json!({ "name": "q", "in": "query", "required": true }));
    assert_eq!(told, ["the parameter `q` has no `type` (it was read as text)"]);
    assert!(code.contains("pub q: String,"), "{code}");
    let (_, told) = swagger(&json!({ "name": "b", "in": "body" }));
    assert_eq!(told, ["the body `b` has no `schema` (it was read as any JSON)"]);
    let typed = json!({ "name": "b", "in": "body", "required": true, "type": "array", "items": { "$ref": "#/definitions/Pet" } });
    let (code, told) = swagger(&typed);
    assert_eq!(
        told,
        [
            "a body has a `schema`, and no `type` of its own (it was read as that of its schema)"
        ]
    );
    assert!(code.contains("[Pet]") || code.contains("Vec<Pet>"), "{code}");
}

#[test]
fn a_type_that_leads_back_to_its_schema_is_no_reference() {
    let own = json!({ "type": "Thing", "description": "Any." });
    let expected = "`Thing` is not a type; any JSON is taken ()";
    assert_eq!(sdk(&description("3.0.3", &own)).1, [expected]);
    let mut chain = description("3.0.3", &json!({ "type": "Other" }));
    chain["components"]["schemas"]["Other"] = json!({ "type": "Thing" });
    let (_, told) = sdk(&chain);
    assert!(told.contains(&expected.replace("Thing", "Other")), "{told:?}");
    assert!(told.iter().all(|one| one.contains("is not a type")), "{told:?}");
}

#[test]
fn keys_that_are_no_keywords_in_other_letters() {
    let object = json!({ "type": "object", "_type": { "type": "string" } });
    let (code, _) = member("3.0.3", &json!({ "_id": "a", "type": "string" }));
    assert_eq!(code, "String");
    let (code, told) = sdk(&description("3.0.3", &object));
    assert!(code.contains("_type"), "{code}");
    assert!(!told.iter().any(|one| one.contains("was read as `type`")), "{told:?}");
    for (key, value) in [
        ("_type", json!("Pet")),
        ("_id", json!("pet")),
        ("requires", json!(["m"])),
        ("extends", json!({ "$ref": "#/components/schemas/Pet" })),
        ("disallow", json!({ "type": "string" })),
    ] {
        let (_, told) =
            sdk(&description("3.0.3", &json!({ "type": "object", key: value })));
        assert!(!told.iter().any(|one| one.contains("was read as")), "{key}: {told:?}");
    }
}

#[test]
fn flags_are_no_lists() {
    for flag in ["optional", "Y", "Required"] {
        let mut wrong = description("3.0.3", &json!({ "type": "string" }));
        wrong["paths"]["/one"]["get"]["parameters"] = json!([
            { "name": "q", "in": "query", "required": flag, "schema": { "type": "string" } },
        ]);
        let (_, told) = sdk(&wrong);
        assert!(!told.iter().any(|one| one.contains(&format!("[{flag}]"))), "{told:?}");
    }
}
