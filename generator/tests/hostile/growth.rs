//! Very many of one thing, that cost what they should: so many that they would take minutes if what
//! is done for each took longer the more there are.

use std::fs;

use serde_json::{Map, Value, json};

use crate::process::list_with;

/// Seconds of CPU that each may take, without optimization. They take a third of it at most.
const SECONDS: u32 = 30;

/// It becomes an SDK.
fn accept(description: &Value) {
    let (code, said) = list(&["--spec", "-"], description);
    assert_eq!(code, 0, "{said}");
}

fn list(arguments: &[&str], description: &Value) -> (i32, String) {
    list_with(arguments, SECONDS, description.to_string().as_bytes())
}

/// A description of these paths and schemas.
fn description(
    paths: impl IntoIterator<Item = (String, Value)>,
    schemas: impl IntoIterator<Item = (String, Value)>,
) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Much", "version": "1" },
        "paths": Map::from_iter(paths),
        "components": { "schemas": Map::from_iter(schemas) },
    })
}

/// A description of one operation that sends the first of these schemas.
fn one(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    let schemas = Vec::from_iter(schemas);
    let body = content("application/json", &reference(&schemas[0].0));
    let post = json!({ "requestBody": { "content": body }, "responses": done() });
    description([("/things".to_owned(), json!({ "post": post }))], schemas)
}

/// A description of one operation that sends this schema.
fn single(schema: Value) -> Value {
    one([("Thing".to_owned(), schema)])
}

fn done() -> Value {
    json!({ "204": { "description": "Done." } })
}

fn content(media_type: &str, schema: &Value) -> Value {
    json!({ media_type: { "schema": schema } })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn object(member: &str) -> Value {
    json!({ "type": "object", "properties": { member: { "type": "string" } } })
}

/// Schemas `T0`, `T1`, …
fn numbered(
    count: usize,
    schema: impl Fn(usize) -> Value,
) -> impl Iterator<Item = (String, Value)> {
    (0..count).map(move |index| (format!("T{index}"), schema(index)))
}

#[test]
fn servers_of_one_name() {
    let mut all = single(object("a"));
    let server = |index| json!({ "url": format!("https://{index}.example.com"), "description": "Live" });
    all["servers"] = (0..5000).map(server).collect();
    accept(&all);
}

#[test]
fn unions_that_have_the_next_as_branch() {
    let next = |index| json!({ "oneOf": [reference(&format!("T{index}")), object(&format!("m{index}"))] });
    let ring = numbered(1500, |index| next((index + 1) % 1500));
    accept(&one(ring));
    let chain = numbered(4000, |index| match index {
        3999 => object("m"),
        _ => next(index + 1),
    });
    accept(&one(chain));
}

#[test]
fn unions_that_have_all_others_as_branches() {
    for (count, beside) in [(300, json!({})), (100, json!({ "type": "object" }))] {
        let union = |own| {
            let others = (0..count).filter(|other| *other != own);
            let others = others.map(|other| reference(&format!("T{other}")));
            let mut union = beside.clone();
            union["oneOf"] = others.chain([object(&format!("m{own}"))]).collect();
            union
        };
        accept(&one(numbered(count, union)));
    }
}

#[test]
fn branches_without_names() {
    let branch =
        |_| json!({ "type": "object", "properties": { "a": {}, "b": {}, "c": {} } });
    accept(&single(json!({ "anyOf": Vec::from_iter((0..12_000).map(branch)) })));
    let list =
        |index| json!({ "type": "array", "items": reference(&format!("T{index}")) });
    let union = json!({ "oneOf": Vec::from_iter((0..8000).map(list)) });
    let items = numbered(8000, |_| object("a"));
    accept(&one([("Union".to_owned(), union)].into_iter().chain(items)));
}

/// Branches of which nothing tells one from the others but what is inside of a member, of which there
/// is as much as there can be.
#[test]
fn branches_with_much_inside() {
    for (branches, members, values) in [(40, 900, 5000), (200, 500, 3), (45, 190, 3)] {
        let listed = |of: usize| {
            let value = |index| json!(format!("v{of}-{index}"));
            json!({ "type": "string", "enum": Vec::from_iter((0..values).map(value)) })
        };
        let branch = |index: usize| {
            let kind = reference(&format!("Listed{}", index % 2));
            let member = |member| (format!("m{member}"), kind.clone());
            let inner = Map::from_iter((0..members).map(member));
            json!({ "type": "object", "required": ["inner"],
                "properties": { "inner": { "type": "object", "properties": inner } } })
        };
        let union = json!({ "oneOf":
            Vec::from_iter((0..branches).map(|index| reference(&format!("T{index}")))) });
        let lists = [0, 1].map(|index| (format!("Listed{index}"), listed(index)));
        let inner = numbered(2, branch);
        let all = numbered(branches, |index| reference(&format!("Inner{}", index % 2)));
        let inner = inner.map(|(name, schema)| (name.replace('T', "Inner"), schema));
        let union = [("Union".to_owned(), union)];
        accept(&one(union.into_iter().chain(all).chain(inner).chain(lists)));
    }
}

#[test]
fn traits_of_types_that_contain_each_other() {
    let count = 6000;
    let next = |index| {
        let next = reference(&format!("T{}", (index + 1) % count));
        json!({ "type": "object", "properties": { "next": next } })
    };
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("much.toml");
    let text = "spec = \"much.json\"\noutput = \"sdk\"\n[types]\n\
                derive_all = [\"PartialEq\", \"Eq\", \"Hash\", \"PartialOrd\"]\n";
    fs::write(&config, text).expect("it is written");
    let all = one(numbered(count, next)).to_string();
    fs::write(folder.path().join("much.json"), all).expect("it is written");
    let config = config.to_str().expect("text");
    let (code, said) = list(&["--config", config], &Value::Null);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn media_types_of_one_body() {
    let schemas: Map<String, Value> = (0..4000)
        .map(|index| {
            let schema = object(&format!("m{index}"));
            (format!("application/x{index}+json"), json!({ "schema": schema }))
        })
        .collect();
    let answer = json!({ "200": { "description": "One.", "content": schemas } });
    let get = json!({ "get": { "responses": answer } });
    let body = json!({ "content": schemas });
    let post = json!({ "post": { "requestBody": body, "responses": done() } });
    accept(&description([("/a".to_owned(), get)], []));
    accept(&description([("/a".to_owned(), post)], []));
}

#[test]
fn links_to_places() {
    let path = |index| {
        let target = format!("#/paths/~1a{}/get", (index + 1) % 7000);
        let links = json!({ "next": { "operationRef": target } });
        let answer = json!({ "200": { "description": "One.", "links": links } });
        (format!("/a{index}"), json!({ "get": { "responses": answer } }))
    };
    accept(&description((0..7000).map(path), []));
}

#[test]
fn parts_that_have_one_member() {
    let part = |index: usize| {
        let member = object(&format!("m{index}"));
        json!({ "type": "object", "properties": { "a": member } })
    };
    accept(&single(json!({ "allOf": Vec::from_iter((0..12_000).map(part)) })));
}

#[test]
fn variables_of_one_path() {
    let names: Vec<String> = (0..30_000).map(|index| format!("p{index}")).collect();
    let parameter = |name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    let get = json!({
        "parameters": names.iter().map(parameter).collect::<Vec<_>>(),
        "responses": done(),
    });
    let path: String = names.iter().map(|name| format!("/{{{name}}}")).collect();
    accept(&description([(path, json!({ "get": get }))], []));
}

#[test]
fn parts_of_one_path() {
    let path: String = (0..50_000).map(|index| format!("/p{index}")).collect();
    let get = json!({ "get": { "responses": done() } });
    let below = ["a", "b"].map(|end| (format!("{path}/{end}"), get.clone()));
    accept(&description(below, []));
}

#[test]
fn dotted_names_below_each_other() {
    let post = json!({ "post": { "responses": done() } });
    let names = (1..1200).map(|count| format!("/a{}", ".get".repeat(count)));
    accept(&description(names.map(|name| (name, post.clone())), []));
}

#[test]
fn versions_inside_of_one_path() {
    let get = json!({ "get": { "responses": done() } });
    let inside = "/api/v1".repeat(1000);
    let paths = (0..30).map(|index| format!("/x{inside}/y{index}"));
    accept(&description(paths.map(|path| (path, get.clone())), []));
}

#[test]
fn references_to_anchors_and_to_nothing() {
    let refer = |prefix: &str| -> Value {
        let member = |index| {
            (format!("m{index}"), json!({ "$ref": format!("#{prefix}{index}") }))
        };
        json!({ "type": "object", "properties": Map::from_iter((0..4000).map(member)) })
    };
    let anchored = numbered(4000, |index| {
        let mut schema = object("a");
        schema["$anchor"] = format!("x{index}").into();
        schema
    });
    let all = [("All".to_owned(), refer("x"))].into_iter().chain(anchored);
    accept(&one(all));
    let all = [("All".to_owned(), refer("/components/schemas/Z"))];
    let all = one(all.into_iter().chain(numbered(4000, |_| object("a"))));
    let (code, said) = list(&["--spec", "-"], &all);
    assert!(code == 1 && said.contains("there is nothing at that place"), "{said}");
}

#[test]
fn things_below_a_verb() {
    let post = json!({ "post": { "responses": done() } });
    let below = (0..10_000).map(|index| (format!("/login/x{index}"), post.clone()));
    let all = std::iter::once(("/login".to_owned(), post.clone())).chain(below);
    accept(&description(all.collect::<Vec<_>>(), []));
}

#[test]
fn examples_that_lack_what_is_required() {
    let members: Vec<String> = (0..10_000).map(|index| format!("m{index}")).collect();
    let number = || json!({ "type": "integer" });
    let properties = members.iter().map(|name| (name.clone(), number()));
    let thing = json!({
        "type": "object",
        "properties": Map::from_iter(properties),
        "required": members,
        "additionalProperties": number(),
    });
    let example = vec![json!({ "m0": 1, "other": 1 }); 10_000];
    accept(&single(json!({ "type": "array", "items": thing, "example": example })));
}
