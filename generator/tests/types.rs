//! What types follow from nothing but the schemas.

mod support;

use serde_json::{Map, Value, json};
use specwright::config::Config;
use support::generate;

/// The files below `src/types` of an SDK that sends and receives the first of these schemas.
fn types(schemas: &Value) -> Vec<(String, String)> {
    let first = schemas.as_object().and_then(|all| all.keys().next()).expect("a schema");
    let schema = json!({ "$ref": format!("#/components/schemas/{first}") });
    let content = json!({ "application/json": { "schema": schema } });
    let description = json!({
        "openapi": "3.0.3",
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

#[test]
fn what_nearly_all_names_with_dots_begin_with_is_left_out() {
    let names = [
        "com.acme.api.Order",
        "com.acme.api.Item",
        "com.acme.api.Buyer",
        "com.acme.core.Money",
        "com.acme.core.Address",
        "com.acme.core.Phone",
        "com.acme.core.Tax",
        "com.acme.Note",
        "Note",
    ];
    let mut schemas = Map::new();
    let text = json!({ "type": "string", "enum": ["a", "b"] });
    let members = names[1..].iter().map(|name| {
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        ((*name).to_owned(), reference)
    });
    let members: Map<String, Value> = members.collect();
    schemas
        .insert(names[0].to_owned(), json!({ "type": "object", "properties": members }));
    schemas.extend(names[1..].iter().map(|name| ((*name).to_owned(), text.clone())));
    let files: Vec<String> =
        types(&schemas.into()).into_iter().map(|(path, _)| path).collect();
    // `com.acme.Note` would have the name of another schema.
    assert_eq!(
        files,
        [
            "api_buyer.rs",
            "api_item.rs",
            "api_order.rs",
            "com_acme_note.rs",
            "core_address.rs",
            "core_money.rs",
            "core_phone.rs",
            "core_tax.rs",
            "note.rs",
        ]
    );
}

/// As another name for one type, no branch could write its tag.
#[test]
fn branches_beside_others_stay_types_of_their_own() {
    let reference =
        |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let schemas = json!({
        "Game": {
            "oneOf": [reference("Ping"), reference("Pong")],
            "discriminator": { "propertyName": "kind" },
        },
        "Ball": {
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "type": "string" }, "size": reference("Size") },
        },
        "Ping": { "allOf": [reference("Ball")] },
        "Pong": { "allOf": [reference("Ball")] },
        "Size": { "allOf": [reference("Number")], "description": "How large." },
        "Number": { "type": "object", "properties": { "cm": { "type": "integer" } } },
    });
    let files = types(&schemas);
    let text = |name: &str| &files.iter().find(|(path, _)| path == name).expect(name).1;
    assert!(
        text("ping.rs").contains("Field::Constant(\"kind\", Literal::Text(\"Ping\"))")
    );
    assert!(
        text("pong.rs").contains("Field::Constant(\"kind\", Literal::Text(\"Pong\"))")
    );
    assert!(text("size.rs").contains("pub type Size = Number;"));
}

#[test]
fn a_member_of_other_types_tells_branches_apart_that_need_no_member() {
    let with = |members: Value| json!({ "type": "object", "properties": members });
    let text = json!({ "type": "string" });
    let schemas = json!({ "Measure": { "oneOf": [
        with(json!({ "value": { "type": "integer" }, "unit": text })),
        with(json!({ "value": text })),
    ] } });
    let files = types(&schemas);
    let (_, code) =
        files.iter().find(|(path, _)| path == "measure.rs").expect("a union");
    assert!(code.contains("members: &[(\"value\", &[JsonType::Integer])]"), "{code}");
    assert!(code.contains("members: &[(\"value\", &[JsonType::String])]"), "{code}");
}
