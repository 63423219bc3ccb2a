//! What is made of a schema is a value of it, and covers what the schema has.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Document, Judge, Maker, Mode};

fn document(version: &str, schemas: &Value) -> Document {
    Document::new(json!({ "openapi": version, "components": { "schemas": schemas } }))
}

fn made(document: &Document, name: &str, mode: Mode) -> Option<Value> {
    let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
    Maker::new(document, mode, "seed").value(&schema)
}

const MODES: [Mode; 6] = [
    Mode::Required,
    Mode::All(0),
    Mode::All(1),
    Mode::Nulls,
    Mode::Unknown,
    Mode::Mixed,
];

#[test]
fn what_is_made_is_valid() {
    let schemas = json!({
        "Pet": {
            "type": "object", "required": ["id", "kind"],
            "properties": {
                "id": { "type": "integer", "minimum": 3, "exclusiveMaximum": true, "maximum": 9 },
                "kind": { "enum": ["cat", "dog"] },
                "code": { "type": "string", "pattern": "^[A-Z]{3}-\\d+$", "maxLength": 12 },
                "born": { "type": "string", "format": "date-time", "nullable": true },
                "friends": { "type": "array", "minItems": 1, "items": { "$ref": "#/components/schemas/Pet" } },
                "price": { "type": "number", "multipleOf": 0.5, "maximum": 2 },
            },
        },
        "Dog": {
            "allOf": [
                { "$ref": "#/components/schemas/Pet" },
                { "type": "object", "required": ["bark"], "properties": { "bark": { "type": "boolean" } } },
            ],
        },
        "Tags": { "type": "object", "additionalProperties": { "type": "integer" } },
    });
    let document = document("3.0.3", &schemas);
    let places =
        ["Pet", "Dog", "Tags"].map(|name| format!("#/components/schemas/{name}"));
    let judge = Judge::new(&document, &places).unwrap();
    for (name, place) in ["Pet", "Dog", "Tags"].into_iter().zip(&places) {
        let validator = judge.validator(place).unwrap();
        for mode in MODES {
            let value = made(&document, name, mode).unwrap();
            assert!(validator.is_valid(&value), "{name} {mode:?}: {value}");
        }
        assert!(!validator.is_valid(&json!([1])), "{name} takes anything");
    }
    assert_eq!(made(&document, "Tags", Mode::Required), Some(json!({})));
    assert_eq!(made(&document, "Pet", Mode::Nulls).unwrap()["born"], Value::Null);
}

#[test]
fn every_branch_gets_its_turn_and_its_tag() {
    let branch = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let object =
        json!({ "type": "object", "properties": { "t": { "type": "string" } } });
    let schemas = json!({
        "Either": {
            "oneOf": [branch("A"), branch("B")],
            "discriminator": { "propertyName": "t", "mapping": { "bee": "#/components/schemas/B" } },
        },
        "A": object,
        "B": object,
        "Base": { "type": "object", "discriminator": { "propertyName": "t" } },
        "Heir": { "allOf": [branch("Base"), object] },
    });
    let document = document("3.0.3", &schemas);
    let tag = |name: &str, turn: usize| {
        made(&document, name, Mode::All(turn)).unwrap()["t"].clone()
    };
    let tags: BTreeSet<String> =
        (0..2).map(|turn| tag("Either", turn).to_string()).collect();
    assert_eq!(tags, BTreeSet::from(["\"A\"".to_owned(), "\"bee\"".to_owned()]));
    assert_eq!(tag("Heir", 0), "Heir");
    assert_eq!(tag("Base", 0), "Heir");
}

#[test]
fn types_of_3_1_are_understood() {
    let schemas = json!({
        "Odd": { "type": ["string", "null"], "minLength": 2 },
        "Fixed": { "const": { "a": 1 } },
        "Pair": { "type": "array", "prefixItems": [{ "type": "integer" }, { "type": "string" }], "items": false },
    });
    let document = document("3.1.0", &schemas);
    let place = |name: &str| format!("#/components/schemas/{name}");
    let judge = Judge::new(&document, &["Odd", "Fixed", "Pair"].map(place)).unwrap();
    for name in ["Odd", "Fixed", "Pair"] {
        let validator = judge.validator(&place(name)).unwrap();
        let value = made(&document, name, Mode::All(0)).unwrap();
        assert!(validator.is_valid(&value), "{name}: {value}");
    }
    assert!(judge.validator(&place("Odd")).unwrap().is_valid(&Value::Null));
    assert!(!judge.validator(&place("Pair")).unwrap().is_valid(&json!(["a", 1])));
}

#[test]
fn openapi_3_0_says_null_in_its_own_way() {
    let schemas =
        json!({ "Maybe": { "type": "string", "nullable": true, "example": 1 } });
    let document = document("3.0.1", &schemas);
    let place = "#/components/schemas/Maybe".to_owned();
    let judge = Judge::new(&document, std::slice::from_ref(&place)).unwrap();
    let validator = judge.validator(&place).unwrap();
    assert!(validator.is_valid(&Value::Null));
    assert!(!validator.is_valid(&json!(1)));
}
