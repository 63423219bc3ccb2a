//! What types follow from nothing but the schemas.

#[path = "support/schemas.rs"]
mod schemas;
mod support;

use schemas::{file, types, types_of};
use serde_json::{Map, Value, json};
use specwright::config::Config;
use specwright::model::Success;
use support::generate;

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

/// Whatever other names there are, or a further schema would rename this one.
#[test]
fn the_domain_of_a_package_is_left_out() {
    let other = json!({ "$ref": "#/components/schemas/storage.v1.Item" });
    let schemas = json!({
        "io.acme.v1.Order": { "type": "object", "properties": { "item": other } },
        "storage.v1.Item": { "type": "object", "properties": { "id": { "type": "string" } } },
    });
    let files: Vec<String> = types(&schemas).into_iter().map(|(path, _)| path).collect();
    assert_eq!(files, ["storage_v1_item.rs", "v1_order.rs"]);
}

/// A map whose keys have a form is one of what that form has; beside members with names, others
/// can be there too.
#[test]
fn a_pattern_alone_describes_a_map() {
    let pattern = json!({ "^!": { "type": "integer" } });
    let code = file(
        &json!({ "Room": { "type": "object", "properties": {
            "all": { "type": "object", "patternProperties": pattern },
            "some": {
                "type": "object",
                "properties": { "at": { "type": "string" } },
                "patternProperties": pattern,
            },
        } } }),
        "room.rs",
    );
    assert!(code.contains("pub all: Option<BTreeMap<String, i64>>,"), "{code}");
    assert!(code.contains(": BTreeMap<String, Value>,"), "{code}");
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

/// The types of a struct's fields, by their names.
fn fields(text: &str) -> Vec<(&str, &str)> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("pub "));
    lines.filter_map(|line| line.strip_suffix(',')?.split_once(": ")).collect()
}

#[test]
fn what_says_no_more_beside_a_reference_keeps_its_type() {
    let (owner, color) = ("#/components/schemas/Owner", "#/components/schemas/Color");
    let of =
        |target: &str, other: Value| json!({ "allOf": [{ "$ref": target }, other] });
    let perhaps = json!(["object", "null"]);
    let schemas = json!({
        "Pet": { "type": "object", "properties": {
            "owner": of(owner, json!({ "type": "object", "properties": {} })),
            "required": of(owner, json!({ "required": ["name"] })),
            "more": of(owner, json!({ "required": ["age"] })),
            "perhaps": of(owner, json!({ "type": perhaps })),
            "nullable": of(owner, json!({ "type": "object", "nullable": true })),
            "twice": of(owner, json!({ "$ref": owner })),
            "inside": { "anyOf": [of(owner, json!({ "type": "object" })), { "type": "null" }] },
            "beside": { "$ref": owner, "type": perhaps },
            "color": of(color, json!({ "type": "string", "enum": ["red", "green", null] })),
            "fewer": of(color, json!({ "enum": ["red"] })),
            "rank": of("#/components/schemas/Rank", json!({ "format": "int32" })),
        }, "required": ["perhaps", "nullable", "beside", "color", "inside"] },
        "Owner": { "type": "object", "required": ["name"], "properties": {
            "name": { "type": "string" }, "age": { "type": "integer" },
        } },
        "Color": { "type": "string", "enum": ["red", "green"] },
        "Rank": { "type": "integer", "enum": [1, 2] },
    });
    let text = file(&schemas, "pet.rs");
    let expected = [
        ("owner", "Option<Owner>"),
        ("required", "Option<Owner>"),
        ("more", "Option<PetMore>"),
        ("perhaps", "Option<Owner>"),
        ("nullable", "Option<Owner>"),
        ("twice", "Option<Owner>"),
        ("inside", "Option<Owner>"),
        ("beside", "Option<Owner>"),
        ("color", "Option<Color>"),
        ("fewer", "Option<PetFewer>"),
        ("rank", "Option<Rank>"),
    ];
    assert_eq!(fields(&text)[..expected.len()], expected);
}

#[test]
fn values_keep_all_of_their_digits() {
    let schemas = json!({
        "Order": { "type": "object", "properties": {
            "mask": { "type": "integer", "enum": [1, u64::MAX] },
            "code": { "type": "integer", "enum": ["1", "9007199254740993", 5.0] },
        } },
    });
    let text = file(&schemas, "order.rs");
    assert!(text.contains("Literal::Unsigned(18446744073709551615)"), "{text}");
    assert!(text.contains("Self::V9007199254740993 => 9007199254740993,"), "{text}");
    assert!(text.contains("Self::V5 => 5,"), "{text}");
}

#[test]
fn what_is_sent_as_a_union_takes_its_branches() {
    let schemas = json!({
        "Question": { "type": "object", "required": ["input"], "properties": {
            "input": { "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] },
        } },
    });
    let text = file(&schemas, "question.rs");
    assert!(
        text.contains("pub fn new(input: impl Into<QuestionInput>) -> Self"),
        "{text}"
    );
    for from in ["&str", "String", "Vec<String>"] {
        assert!(
            text.contains(&format!("impl From<{from}> for QuestionInput")),
            "{from}"
        );
    }
}

#[test]
fn formats_without_a_type_are_text() {
    let schemas = json!({
        "Job": { "type": "object", "properties": {
            "until": { "anyOf": [{ "format": "date-time" }, { "enum": ["now", "never"] }] },
        } },
    });
    let text = file(&schemas, "job.rs");
    assert!(text.contains("impl StringEnum for JobUntil"), "{text}");
}

#[test]
fn members_keep_their_names_on_the_wire() {
    let names = [
        "id", "ID", "_id", "Id", "@id", "$ref", "type", "self", "Self", "crate", "",
        "_", " ", "new", "default", "clone", "builder", "extra", "into", "a.b", "a-b",
        "+1", "-1",
    ];
    let members =
        names.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" })));
    let members: Map<String, Value> = members.collect();
    let schemas = json!({ "Thing": { "type": "object", "properties": members } });
    let text = file(&schemas, "thing.rs");
    for name in names {
        assert!(text.contains(&format!("Field::Optional({name:?})")), "{name}\n{text}");
    }
    let fields: Vec<&str> = fields(&text).into_iter().map(|(name, _)| name).collect();
    let different: std::collections::BTreeSet<&&str> = fields.iter().collect();
    assert_eq!((fields.len(), different.len()), (names.len(), names.len()));
}

#[test]
fn large_types_that_are_equal_are_one() {
    let of = |number: usize| {
        let members = (0..number)
            .map(|number| (format!("member{number}"), json!({ "type": "string" })));
        let members: Map<String, Value> = members.collect();
        json!({ "type": "object", "properties": members })
    };
    let holder = || json!({ "type": "object", "properties": { "small": of(2), "large": of(12) } });
    let schemas = json!({
        "One": { "type": "object", "properties": {
            "first": { "$ref": "#/components/schemas/First" },
            "second": { "$ref": "#/components/schemas/Second" },
        } },
        "First": holder(),
        "Second": holder(),
    });
    let text = file(&schemas, "second.rs");
    assert!(text.contains("pub type SecondLarge = FirstLarge;"), "{text}");
    assert!(text.contains("pub struct SecondSmall"), "{text}");
}

#[test]
fn what_nobody_can_use_is_no_type() {
    let body = |kind: &str, name: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        json!({
            "operationId": format!("send{name}"),
            "requestBody": { "required": true, "content": { kind: { "schema": schema } } },
            "responses": { "204": { "description": "Done." } },
        })
    };
    let text =
        || json!({ "type": "object", "properties": { "text": { "type": "string" } } });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Types", "version": "1" },
        "paths": {
            "/forms": { "post": body("application/x-www-form-urlencoded", "Form") },
            "/uploads": { "post": body("multipart/form-data", "Upload") },
            "/notes": { "post": body("application/json", "Note") },
        },
        "components": { "schemas": { "Form": text(), "Upload": text(), "Note": text() } },
    });
    let (generated, _) =
        generate("types.json", description.to_string(), &Config::default());
    let generated = generated.expect("an SDK");
    let types: Vec<&str> = generated
        .files
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("src/types/"))
        .collect();
    assert_eq!(types, ["mod.rs", "note.rs"]);
}

#[test]
fn what_is_never_sent_has_no_three_states() {
    let of = |more: Value| {
        let mut schema = json!({ "type": "string", "nullable": true });
        schema
            .as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        schema
    };
    let schemas = json!({ "Note": { "type": "object", "required": ["id"], "properties": {
        "id": of(json!({ "readOnly": true })),
        "read": of(json!({ "readOnly": true })),
        "text": of(json!({})),
    } } });
    let text = file(&schemas, "note.rs");
    let expected = [
        ("id", "Option<String>"),
        ("read", "Option<String>"),
        ("text", "Nullable<String>"),
    ];
    assert_eq!(fields(&text), expected);
}

#[test]
fn what_is_said_of_a_free_tag_is_said_of_its_enum() {
    let kind = json!({ "type": "string", "description": "What kind it is." });
    let branch = |more: &str| {
        let text = json!({ "type": "string" });
        json!({ "type": "object", "required": ["kind"], "properties": { "kind": kind, more: text } })
    };
    let to = |name: &str| format!("#/components/schemas/{name}");
    let union = json!({
        "oneOf": [{ "$ref": to("Animal") }, { "$ref": to("Plant") }],
        "discriminator": { "propertyName": "kind", "mapping": {
            "cat": to("Animal"), "dog": to("Animal"), "fern": to("Plant"),
        } },
    });
    let schemas =
        json!({ "Thing": union, "Animal": branch("name"), "Plant": branch("leaf") });
    let code = file(&schemas, "animal.rs");
    let listed = code.split("pub enum AnimalKind {").next().unwrap_or("");
    assert!(code.contains("pub enum AnimalKind {"), "{code}");
    let docs = listed.rsplit("\n\n").next().unwrap_or("");
    assert!(docs.contains("/// What kind it is."), "{code}");
}

#[test]
fn dynamic_references_lead_to_what_extends_a_schema() {
    let children = json!({ "type": "array", "items": { "$dynamicRef": "#node" } });
    let strict = |more: Value| {
        let mut schema = json!({
            "$id": "https://example.com/strict",
            "$dynamicAnchor": "node",
            "properties": { "tag": { "type": "string" } },
        });
        schema
            .as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        schema
    };
    for more in [json!({ "$ref": "tree" }), json!({ "allOf": [{ "$ref": "tree" }] })] {
        let schemas = json!({
            "Strict": strict(more),
            "Tree": {
                "$id": "https://example.com/tree",
                "$dynamicAnchor": "node",
                "type": "object",
                "properties": { "data": { "type": "string" }, "children": children },
            },
        });
        let text = types_of("3.1.0", &schemas);
        let text =
            |name: &str| &text.iter().find(|(path, _)| path == name).expect(name).1;
        let children = ("children", "Option<Vec<Strict>>");
        assert!(fields(text("strict.rs")).contains(&children), "{}", text("strict.rs"));
    }
}

#[test]
fn items_that_nothing_else_looked_at_are_items() {
    let schemas = json!({ "Row": { "type": "object", "properties": {
        "flags": { "type": "array", "unevaluatedItems": { "type": "boolean" } },
        "pair": {
            "type": "array",
            "prefixItems": [{ "type": "string" }],
            "unevaluatedItems": { "type": "boolean" },
        },
        "one": {
            "type": "array",
            "prefixItems": [{ "type": "string" }],
            "unevaluatedItems": false,
        },
    } } });
    let files = types_of("3.1.0", &schemas);
    let (_, text) = files.iter().find(|(path, _)| path == "row.rs").expect("a type");
    let expected = [
        ("flags", "Option<Vec<bool>>"),
        ("pair", "Option<Vec<Value>>"),
        ("one", "Option<(String,)>"),
    ];
    assert_eq!(fields(text), expected);
}

#[test]
fn equal_types_of_which_other_things_are_said_are_several() {
    let address = |street: Value| json!({ "type": "object", "properties": { "street": street, "zip": { "type": "string" } } });
    let plain =
        || address(json!({ "type": "string", "description": "Where it lives." }));
    let structs = |other: Value| {
        let members = json!({ "home": plain(), "work": address(other) });
        let pet = json!({ "Pet": { "type": "object", "properties": members } });
        let files = types(&pet);
        files.iter().map(|(_, text)| text.matches("pub struct").count()).sum::<usize>()
    };
    assert_eq!(structs(plain()["properties"]["street"].clone()), 2);
    for other in [
        json!({ "type": "string", "description": "Where it works." }),
        json!({ "type": "string", "description": "Where it lives.", "deprecated": true }),
        json!({ "type": "string", "description": "Where it lives.", "maxLength": 5 }),
    ] {
        assert_eq!(structs(other.clone()), 3, "{other}");
    }
}

#[test]
fn of_two_values_in_an_envelope_the_caller_gets_both() {
    let member = json!({ "type": "string" });
    let members =
        json!({ "success": { "type": "boolean" }, "result": member, "data": member });
    let answer = json!({ "type": "object", "properties": members });
    let content = json!({ "application/json": { "schema": answer } });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Types", "version": "1" },
        "paths": { "/one": { "get": { "responses": { "200": {
            "description": "One.", "content": content,
        } } } } },
    });
    let (generated, _) =
        generate("types.json", description.to_string(), &Config::default());
    let operation = &generated.expect("the description is valid").api.operations[0];
    let Success::Json { envelope, .. } = &operation.success else { panic!() };
    assert!(envelope.is_empty(), "{envelope:?}");
}
