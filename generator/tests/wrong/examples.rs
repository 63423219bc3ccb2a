//! Examples that say something else than their schemas: what is read then, and what is told.

use std::path::Path;

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::{Code, Severity};

use crate::support::generate;

/// The members of the type `Seen`, and what is told of examples, of a description that answers
/// with one that has these properties and this example.
fn seen(
    properties: &Value,
    required: &[&str],
    example: &Value,
    config: &Config,
) -> (Vec<String>, Vec<(Severity, String)>) {
    let schemas = json!({
        "Seen": { "type": "object", "required": required, "properties": properties },
        "Id": { "type": "string", "format": "uuid" },
        "Own": { "type": "string", "format": "uuid", "example": "CON-1" },
        "Count": { "type": "integer", "format": "int32" },
    });
    read(&description(&schemas, example), config)
}

fn description(schemas: &Value, example: &Value) -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Seen" });
    let content =
        json!({ "application/json": { "schema": schema, "example": example } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Seen", "version": "1" },
        "paths": { "/seen": { "get": {
            "operationId": "getSeen",
            "responses": { "200": { "description": "Who.", "content": content } },
        } } },
        "components": { "schemas": schemas },
    })
}

fn read(description: &Value, config: &Config) -> (Vec<String>, Vec<(Severity, String)>) {
    let (generated, diagnostics) =
        generate("seen.json", description.to_string(), config);
    let files = generated.expect("it is valid").files;
    let found = files.iter().find(|(path, _)| path.ends_with("types/seen.rs"));
    let code = found.map(|(_, text)| text).expect("a file");
    let members = code.lines().filter_map(|line| line.strip_prefix("    pub "));
    let members = members.filter(|line| !line.contains("fn "));
    let members = members.map(|line| line.trim_end_matches(',').to_owned()).collect();
    let told = diagnostics
        .iter()
        .filter(|one| [Code::Repaired, Code::ExampleMismatch].contains(&one.code));
    (members, told.map(|one| (one.severity, one.message.clone())).collect())
}

#[test]
fn formats_that_examples_are_not_of_are_wider() {
    let properties = json!({
        "by": { "type": "string", "format": "uuid" },
        "day": { "type": "string", "format": "date", "example": "02.01.2024" },
        "last": { "type": "string", "format": "date-time" },
        "until": { "type": "string", "format": "date" },
        "id": { "$ref": "#/components/schemas/Id" },
        "own": { "$ref": "#/components/schemas/Own" },
        "never": { "type": "string", "format": "date" },
        "ids": { "type": "array", "items": { "type": "string", "format": "uuid" } },
        "key": { "type": "string", "format": "byte" },
    });
    let example = json!({
        "by": "some@email.com",
        "last": "2024-01-02 03:04",
        "until": "2024-01-02T00:00:00.000Z",
        "id": "a 1",
        "own": "CON-1",
        "never": "2024-02-30",
        "ids": ["67e55044-10b1-426f-9247-bb680e5fe0c8", "b 2"],
        "key": "c-3!",
    });
    let (members, told) = seen(&properties, &[], &example, &Config::default());
    let expected = [
        "by: Option<String>",
        "day: Option<String>",
        "last: Option<DateTime>",
        "until: Option<Date>",
        "id: Option<Id>",
        "own: Option<Own>",
        "never: Option<Date>",
        "ids: Option<Vec<Uuid>>",
        "key: Option<Base64Bytes>",
    ];
    assert_eq!(members, expected);
    let told: Vec<_> = told.iter().map(|(how, what)| (*how, what.as_str())).collect();
    let (note, warning) = (Severity::Note, Severity::Warning);
    let expected = [
        (warning, "the example `\"some@email.com\"` is not of the format; read as text"),
        (note, "the example `\"a 1\"` is not of `format: uuid`"),
        (warning, "the example `\"CON-1\"` is not of the format; read as text"),
        (note, "the example `\"b 2\"` is not of `format: uuid`"),
        (note, "the example `\"c-3!\"` is not of `format: byte`"),
        (warning, "the example `\"02.01.2024\"` is not of the format; read as text"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn numbers_that_do_not_fit_have_64_bits_as_far_as_that_goes() {
    let number = json!({ "type": "integer", "format": "int32" });
    let properties = json!({
        "at": number,
        "count": { "$ref": "#/components/schemas/Count" },
        "large": number,
        "both": { "type": "array", "items": number },
        "written": number,
    });
    let example = json!({
        "at": 1_418_556_452_651_u64,
        "count": 3_000_000_000_u64,
        "large": 1e30,
        "both": [3_000_000_000_u64, 1e30],
        "written": 3e9,
    });
    let (members, told) = seen(&properties, &[], &example, &Config::default());
    let expected = [
        "at: Option<i64>",
        "count: Option<Count>",
        "large: Option<i32>",
        "both: Option<Vec<i64>>",
        "written: Option<i64>",
    ];
    assert_eq!(members, expected);
    let told: Vec<&str> = told.iter().map(|(_, what)| what.as_str()).collect();
    let expected = [
        "the example `1418556452651` does not fit the format; read as `int64`",
        "the example `3000000000` is not of `format: int32`",
        "the example `1e+30` is too large a number",
        "the example `3000000000` does not fit the format; read as `int64`",
        "the example `1e+30` is too large a number",
        "the example `3000000000.0` does not fit the format; read as `int64`",
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_an_answer_shows_as_null_can_be_null_unless_it_is_sent() {
    let properties = json!({ "by": { "type": "string" }, "at": { "type": "string" } });
    let example = json!({ "by": null, "at": "a" });
    let required = ["by", "at"];
    let (members, told) = seen(&properties, &required, &example, &Config::default());
    assert_eq!(members, ["by: Option<String>", "at: String"]);
    let null = "`by` is null in an example; it was read as nullable".to_owned();
    assert_eq!(told, [(Severity::Warning, null)]);

    let schemas = json!({
        "Seen": { "type": "object", "required": required, "properties": properties },
    });
    let mut both = description(&schemas, &example);
    let schema = json!({ "$ref": "#/components/schemas/Seen" });
    both["paths"]["/seen"]["put"] = json!({
        "operationId": "putSeen",
        "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
        "responses": { "204": { "description": "Done." } },
    });
    let (members, told) = read(&both, &Config::default());
    assert_eq!(members, ["by: String", "at: String"]);
    let null = "`by` is null in an example, and cannot be null".to_owned();
    assert_eq!(told, [(Severity::Warning, null)]);
}

#[test]
fn what_the_configuration_says_is_no_mismatch() {
    let properties = json!({
        "by": { "type": "string" },
        "at": { "type": "string", "format": "date-time", "example": "at 12:30" },
    });
    let example = json!({ "at": "12:30" });
    let (_, told) = seen(&properties, &["by"], &example, &Config::default());
    let missing = "`by` is required, and not there in an example".to_owned();
    let text = "the example `\"12:30\"` is not of the format; read as text".to_owned();
    assert_eq!(told, [(Severity::Warning, text), (Severity::Note, missing)]);
    let config = "[types]\ndate_time = \"string\"\nfields = { \"Seen.by\" = { required = false } }";
    let config = Config::parse(Path::new("seen.toml"), config.to_owned()).unwrap();
    let (members, told) = seen(&properties, &["by"], &example, &config);
    assert_eq!(members, ["by: Option<String>", "at: Option<String>"]);
    assert_eq!(told, []);
}

#[test]
fn the_branch_that_a_tag_names_counts() {
    let link = json!({ "$ref": "#/components/schemas/Link" });
    let branch = |kind: &str| {
        let size = json!({ "type": "integer" });
        json!({
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "type": "string" }, kind: size, "next": link },
        })
    };
    let schemas = json!({
        "Seen": { "type": "object", "properties": { "first": link } },
        "Link": {
            "oneOf": [
                { "$ref": "#/components/schemas/A" },
                { "$ref": "#/components/schemas/B" },
                { "$ref": "#/components/schemas/C" },
            ],
            "discriminator": { "propertyName": "kind" },
        },
        "A": branch("a"),
        "B": branch("b"),
        "C": branch("c"),
    });
    let told = |sizes: &Value, depth: usize| {
        let mut first = sizes.clone();
        for _ in 0..depth {
            first = json!({ "kind": "A", "next": first });
        }
        let description = description(&schemas, &json!({ "first": first }));
        let (_, told) = read(&description, &Config::default());
        told.into_iter().map(|(_, message)| message).collect::<Vec<_>>()
    };
    let message = "an example has `\"one\"`, and the schema says a whole number";
    // Another branch would have it, but it is not read as that.
    let wrong = json!({ "kind": "A", "a": "one", "b": 1, "c": 1 });
    assert_eq!(told(&wrong, 2), [message]);
    assert_eq!(told(&wrong, 30), [message]);
    // Of no branch, it is kept as it is.
    let other = json!({ "kind": "D", "a": "one", "b": "two", "c": "three" });
    assert_eq!(told(&other, 2), [""; 0]);
}

/// What a list is in is no type of the SDK, and yet nothing is found in it where it is otherwise.
#[test]
fn what_is_around_the_items_of_a_page_is_compared() {
    let pet = json!({ "type": "object", "properties": { "id": { "type": "integer" } } });
    let list = json!({ "type": "array", "items": pet });
    let object = json!({ "type": "object", "required": ["items"], "properties": {
        "items": list, "total": { "type": "integer" },
    } });
    let told = |schema: &Value, example: Value| {
        let query = ["page", "per_page"]
            .map(|name| json!({ "name": name, "in": "query", "schema": { "type": "integer" } }));
        let content =
            json!({ "application/json": { "schema": schema, "example": example } });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Pets", "version": "1" },
            "paths": { "/pets": { "get": {
                "operationId": "listPets",
                "parameters": query,
                "responses": { "200": { "description": "Some.", "content": content } },
            } } },
        });
        let (generated, diagnostics) =
            generate("pets.json", description.to_string(), &Config::default());
        let operation = &generated.expect("it is valid").api.operations[0];
        assert!(operation.pagination.is_some());
        let told = diagnostics.iter().filter(|one| one.code == Code::ExampleMismatch);
        told.map(|one| (one.severity, one.message.clone())).collect::<Vec<_>>()
    };
    let warning = |text: &str| vec![(Severity::Warning, text.to_owned())];
    assert_eq!(
        told(&object, json!([{ "id": 1 }])),
        warning("an example has an array, and the schema says an object")
    );
    assert_eq!(
        told(&object, json!({ "items": { "id": 1 } })),
        warning("an example has an object, and the schema says an array")
    );
    assert_eq!(
        told(&list, json!({ "items": [] })),
        warning("an example has an object, and the schema says an array")
    );
    let [(Severity::Note, other)] = &told(&object, json!({ "data": [] }))[..] else {
        panic!("it has none of the members")
    };
    assert!(other.contains("none of the members"), "{other}");
    assert_eq!(told(&object, json!({ "items": [{ "id": 1 }], "total": 1 })), []);
}
