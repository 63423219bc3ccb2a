//! Which members types have, where lists of names and odd keywords say something of them.

#[path = "support/schemas.rs"]
mod schemas;
mod support;

use schemas::{file, types, types_of};
use serde_json::json;

/// What is required and described nowhere can be missing: answers must not fail by a slip.
#[test]
fn names_in_required_that_no_property_describes() {
    let text = json!({ "type": "string" });
    let schemas = json!({
        "Hook": {
            "type": "object",
            "required": ["onwerId", "Id", "display_title", "kind", "min_size", "size"],
            "properties": {
                "ownerId": text, "id": text, "max_size": text, "sizes": text,
                "labels": { "$ref": "#/components/schemas/Labels" },
                "keys": { "$ref": "#/components/schemas/Keys" },
                "child": { "$ref": "#/components/schemas/Child" },
            },
            "discriminator": { "propertyName": "kind" },
        },
        "Labels": {
            "type": "object",
            "required": ["en"],
            "properties": { "all": { "type": "boolean" } },
            "additionalProperties": text,
        },
        "Keys": { "type": "object", "required": ["any"] },
        "Parent": { "type": "object", "properties": { "name": text } },
        "Child": {
            "allOf": [
                { "$ref": "#/components/schemas/Parent" },
                { "required": ["name", "names"] },
            ],
        },
    });
    let hook = file(&schemas, "hook.rs");
    // Another spelling of a property means that.
    assert!(hook.contains("pub owner_id: String,"), "{hook}");
    assert!(hook.contains("pub id: String,"), "{hook}");
    assert!(hook.contains("pub sizes: String,"), "{hook}");
    // Of others nothing is known; a tag is there.
    assert!(hook.contains("pub display_title: Option<Value>,"), "{hook}");
    assert!(hook.contains("pub min_size: Option<Value>,"), "{hook}");
    assert!(hook.contains("pub max_size: Option<String>,"), "{hook}");
    assert!(hook.contains("pub kind: Value,"), "{hook}");
    // All members that are not named have this type, and the keys of a map are no members.
    assert!(file(&schemas, "labels.rs").contains("pub en: String,"));
    assert!(hook.contains("pub keys: Option<Keys>,"), "{hook}");
    let keys = file(&schemas, "keys.rs");
    assert!(keys.contains("pub type Keys = BTreeMap<String, Value>;"), "{keys}");
    let child = file(&schemas, "child.rs");
    assert!(child.contains("pub name: String,"), "{child}");
    assert!(child.contains("pub names: Option<Value>,"), "{child}");
}

/// What a branch describes is no slip in another one.
#[test]
fn names_in_required_that_a_branch_describes() {
    let text = json!({ "type": "string" });
    let branch =
        |member: &str| json!({ "type": "object", "properties": { member: text } });
    let hook = |other: &str| {
        let hook = json!({
            "type": "object",
            "required": ["title"],
            "properties": { "titles": text },
            "oneOf": [branch("other"), branch(other)],
        });
        let schemas = json!({ "Hook": hook });
        types(&schemas).into_iter().map(|(_, text)| text).collect::<String>()
    };
    // Nowhere described, it is the one that is nearly called so.
    assert!(hook("more").contains("pub titles: String,"));
    let code = hook("title");
    assert!(!code.contains("pub titles: String,"), "{code}");
    assert!(code.contains("pub title: String,"), "{code}");
}

/// A slip that many descriptions have: a keyword among the members, a level too deep.
#[test]
fn keywords_among_properties_are_those_of_the_object() {
    let schemas = json!({
        "Connection": { "type": "object", "properties": {
            "id": { "type": "string" },
            "required": ["id"],
            "nullable": true,
            "additionalProperties": true,
            "title": { "type": "string" },
        } },
    });
    let code = file(&schemas, "connection.rs");
    assert!(code.contains("pub id: String,"), "{code}");
    assert!(code.contains("pub title: Option<String>,"), "{code}");
    assert!(
        code.contains("pub additional_properties: BTreeMap<String, Value>,"),
        "{code}"
    );
    assert!(!code.contains("pub nullable"), "{code}");
    // What the object has itself counts.
    let schemas = json!({
        "Connection": { "type": "object", "required": ["name"], "properties": {
            "id": { "type": "string" },
            "name": { "type": "string" },
            "required": ["id"],
        } },
    });
    let code = file(&schemas, "connection.rs");
    assert!(code.contains("pub id: Option<String>,"), "{code}");
    assert!(code.contains("pub name: String,"), "{code}");
    assert!(!code.contains("required:"), "{code}");
    // As JSON Schema has it, a member can be anything.
    let schemas = json!({
        "Flags": { "type": "object", "properties": { "nullable": true, "small": true } },
    });
    let (_, code) = types_of("3.1.0", &schemas).remove(0);
    assert!(code.contains("pub nullable: Option<Value>,"), "{code}");
}

#[test]
fn members_that_are_named_by_uuids_are_an_example_of_a_map() {
    let size = |name: &str| json!({ "type": "object", "properties": { name: { "type": "integer" } } });
    let (one, other) =
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6", "e9c0b0a4-0f7f-4b9e-8f6f-0c2d0e5b7a11");
    let schemas = json!({
        "Report": { "type": "object", "properties": {
            "by_id": { "type": "object", "required": [one], "properties": {
                one: size("width"), other: size("width"),
            } },
            "mixed": { "type": "object", "properties": {
                one: size("width"), other: size("height"),
            } },
            "referred": { "type": "object", "properties": {
                one: { "$ref": "#/components/schemas/Text" },
                other: { "$ref": "#/components/schemas/Size" },
            } },
            "deep": { "type": "object", "properties": {
                one: { "type": "array", "items": size("width") },
                other: { "type": "array", "items": size("height") },
            } },
            "plain": { "type": "object", "properties": { one: size("a"), "b": size("c") } },
        } },
        "Text": { "type": "string" },
        "Size": size("length"),
    });
    let code = file(&schemas, "report.rs");
    let members = [
        "by_id: Option<BTreeMap<String, ReportByIdItem>>,",
        "mixed: Option<BTreeMap<String, Value>>,",
        "referred: Option<BTreeMap<String, Value>>,",
        "deep: Option<BTreeMap<String, Value>>,",
        "plain: Option<ReportPlain>,",
    ];
    for member in members {
        assert!(code.contains(&format!("pub {member}")), "{member}\n{code}");
    }
}

/// What must be there and can be null is no argument: `new(None, None)` says nothing.
#[test]
fn required_members_that_can_be_null_are_null_until_they_are_set() {
    let schemas = json!({
        "Transport": {
            "type": "object",
            "required": ["name", "from", "kind"],
            "properties": {
                "name": { "type": "string" },
                "from": { "type": "string", "nullable": true },
                "kind": { "type": "string", "enum": ["sms", "mail"], "nullable": true },
            },
        },
    });
    let code = file(&schemas, "transport.rs");
    for text in [
        "pub fn new(name: impl Into<String>) -> Self {",
        "Self { name: name.into(), from: None, kind: None }",
        "/// Sets `from`; else it is null.",
        "pub fn from(mut self, from: impl Into<String>) -> Self {",
        "pub fn kind(mut self, kind: TransportKind) -> Self {",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
}

/// Null for what nobody set erases what was there.
#[test]
fn constructors_say_what_is_sent_as_null() {
    let file_of = |names: &[&str]| {
        let nullable = json!({ "type": "string", "nullable": true });
        let members = names.iter().map(|name| ((*name).to_owned(), nullable.clone()));
        let mut user = json!({ "type": "object", "required": names, "properties": {} });
        user["properties"] = members.collect();
        user["properties"]["note"] = nullable.clone();
        file(&json!({ "User": user }), "user.rs")
    };
    let one = file_of(&["email"]);
    assert!(
        one.contains("/// Nothing is set. Until `email` is set, it is sent as null."),
        "{one}"
    );
    let two = file_of(&["email", "name"]);
    assert!(
        two.contains("Until `email` and `name` are set, they are sent as null."),
        "{two}"
    );
    let many = file_of(&["a", "b", "c", "d", "e"]);
    let many: String = many.replace("\n    ///", "");
    let told = "What must be there and can be null is sent as null until it is set.";
    assert!(many.contains(told), "{many}");
    assert!(!file_of(&[]).contains("as null"));
}
