//! What leads to the branches of a union.

#[path = "../support/schemas.rs"]
mod schemas;
#[path = "../support/mod.rs"]
mod support;
mod tags;

use schemas::file;
use serde_json::{Value, json};
use specwright::Input;
use specwright::config::Config;
use specwright::diagnostic::{Code, Diagnostics};
use specwright::source::SourceSet;
use support::generate;

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object with a tag and a member of its own.
fn branch(tag: Value, own: &str) -> Value {
    let members = json!({ "kind": tag, own: { "type": "boolean" } });
    json!({ "type": "object", "required": ["kind"], "properties": members })
}

/// What schemars writes for optional members.
#[test]
fn a_branch_that_says_no_more_than_nullable_is_null() {
    let owner = |branch: Value| {
        let pet = json!({ "type": "object", "properties": { "owner": {
            "anyOf": [reference("Person"), branch],
        } } });
        let person =
            json!({ "type": "object", "properties": { "name": { "type": "string" } } });
        let any = json!({ "nullable": true, "description": "Anything." });
        file(&json!({ "Pet": pet, "Person": person, "AnyValue": any }), "pet.rs")
    };
    let null = json!({ "nullable": true });
    assert!(owner(null).contains("pub owner: Nullable<Person>"));
    // OpenAPI 3.0 has no `nullable` without a type, so that a title says it.
    let titled =
        |title: &str| json!({ "title": title, "type": "object", "nullable": true });
    for null in ["OpenAPI 3.0 null schema type", "Null"] {
        assert!(owner(titled(null)).contains("pub owner: Nullable<Person>"), "{null}");
    }
    for other in ["Nullable thing", "Firm or null"] {
        assert!(owner(titled(other)).contains("pub enum PetOwner {"), "{other}");
    }
    assert!(owner(reference("AnyValue")).contains("pub enum PetOwner {"));
}

/// What an alias stands for, and what is written out, become one type where equal definitions are
/// one: Rust takes only one conversion from it.
#[test]
fn branches_that_become_one_type_are_not_made_from_it() {
    let map = json!({ "type": "object", "additionalProperties": { "anyOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" } },
    ] } });
    let content = json!({ "application/json": { "schema": reference("Trigger") } });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Unions", "version": "1" },
        "paths": { "/one": { "post": {
            "operationId": "one",
            "requestBody": { "required": true, "content": content },
            "responses": { "204": { "description": "Done." } },
        } } },
        "components": { "schemas": {
            "Trigger": { "type": "object", "properties": {
                "match": { "anyOf": [reference("Labels"), map] },
            } },
            "Labels": map,
        } },
    });
    let conversions = |config: &str| {
        let path = std::path::Path::new("unions.toml");
        let config = Config::parse(path, config.to_owned()).expect("it is valid");
        let text = description.to_string();
        let (generated, _) = generate("unions.json", text, &config);
        let files = generated.expect("the description is valid").files;
        let found = files.iter().find(|(path, _)| *path == "src/types/trigger.rs");
        let text = found.expect("a type").1;
        let is_one = |line: &&str| {
            line.starts_with("impl From<") && line.ends_with("> for TriggerMatch {")
        };
        text.lines().filter(is_one).count()
    };
    assert_eq!(conversions(""), 2);
    assert_eq!(conversions("[types]\nshare = true"), 0);
}

/// Where no branch is there, there is nothing to choose from.
#[test]
fn a_union_without_branches_is_json() {
    let of = |branches: Value| {
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "T", "version": "1" },
            "paths": { "/a": { "get": { "responses": { "200": {
                "description": "Fine.",
                "content": { "application/json": { "schema": { "oneOf": branches } } },
            } } } } },
        });
        let mut found = Diagnostics::with_levels(vec![], vec![Code::UnresolvedRef]);
        let input = Input::Text { path: "t.json".into(), text: description.to_string() };
        let (config, mut sources) = (Config::default(), SourceSet::default());
        let generated = specwright::generate(input, &config, &mut sources, &mut found);
        let files = generated.expect("it is allowed").files;
        let found = files.iter().find(|(path, _)| *path == "src/resources/a.rs");
        found.expect("a resource").1.to_owned()
    };
    let code = of(json!([reference("A"), reference("B")]));
    assert!(code.contains("Request<Value>"), "{code}");
    assert!(!code.contains("enum"), "{code}");
}

/// An object whose `error`, or what the list of it has, has this code.
fn failure(code: &Value, in_list: bool) -> Value {
    let error = json!({ "type": "object", "properties": { "code": code } });
    let error = if in_list { json!({ "type": "array", "items": error }) } else { error };
    json!({ "type": "object", "properties": { "error": error } })
}

/// Nothing but what is inside of a member tells them apart.
#[test]
fn values_inside_of_members_tell_branches_apart() {
    let listed = |values: &[&str]| json!({ "type": "string", "enum": values });
    let rules = |one: Value, other: Value, in_list: bool| {
        let schemas = json!({
            "Failure": { "oneOf": [reference("Client"), reference("Token")] },
            "Client": failure(&one, in_list),
            "Token": failure(&other, in_list),
        });
        file(&schemas, "failure.rs").split_whitespace().collect::<String>()
    };
    let told = rules(listed(&["client"]), listed(&["token", "grant"]), false);
    let client =
        r#"nested:&[("error",Rule{values:&[("code",&[Literal::Text("client")])]"#;
    assert!(told.contains(client), "{told}");
    assert!(
        told.contains(r#"&[Literal::Text("token"),Literal::Text("grant")]"#),
        "{told}"
    );
    let of_list = rules(listed(&["client"]), listed(&["token"]), true);
    let first = r#"nested:&[("error",Rule{item:Some(&Rule{values:&[("code",&[Literal::Text("client")])]"#;
    assert!(of_list.contains(first), "{of_list}");
    // Lists with something in common may be of different age.
    let alike = rules(listed(&["client"]), listed(&["client", "grant"]), false);
    assert!(!alike.contains("nested"), "{alike}");
    let free = rules(listed(&["client"]), json!({ "type": "string" }), false);
    assert!(!free.contains("nested"), "{free}");
    // A value that is new would lead to the branch that lists too many for a rule.
    let many = rules(listed(&["client"]), listed(&["a", "b", "c", "d", "e"]), false);
    assert!(!many.contains("nested"), "{many}");
}

/// The type of the member `a` of `Holder`, and the emitted code of its file.
fn held(member: &Value) -> (String, String) {
    let schemas = json!({
        "Holder": { "type": "object", "properties": { "a": member } },
        "Owner": { "type": "object", "properties": { "name": { "type": "string" } } },
    });
    let code = file(&schemas, "holder.rs");
    let line = code.lines().find(|line| line.trim_start().starts_with("pub a:"));
    (line.unwrap_or_default().trim().to_owned(), code)
}

/// What apispec writes for a nested object that can be null.
#[test]
fn any_object_or_null_beside_an_object_is_null() {
    let any = json!({ "type": "object", "nullable": true });
    for union in [json!([any, reference("Owner")]), json!([reference("Owner"), any])] {
        assert_eq!(held(&json!({ "anyOf": union })).0, "pub a: Nullable<Owner>,");
    }
    // Not beside something else, nor where it says more.
    let text = json!({ "anyOf": [any, { "type": "string" }] });
    assert!(held(&text).0.contains("<HolderA>"), "{text}");
    let mut named = any;
    named["additionalProperties"] = json!({ "type": "string" });
    let named = json!({ "anyOf": [named, reference("Owner")] });
    assert!(held(&named).0.contains("<HolderA>"), "{named}");
}

/// A map takes every object: what has a member of the object that is described is of that.
#[test]
fn a_described_object_comes_before_a_map() {
    let map = json!({ "type": "object" });
    let (_, code) = held(&json!({ "anyOf": [map, reference("Owner")] }));
    let code: String = code.split_whitespace().collect();
    let owner = r#"any_of:&["name"],..Rule::ANY},1),(Rule{types:&[JsonType::Object],..Rule::ANY},0),"#;
    assert!(code.contains(owner), "{code}");
}

/// The elements of a list can be of a union too.
#[test]
fn lists_of_unions_are_told_by_what_their_branches_share() {
    let branch = |kind: &str, member: &str| {
        json!({
            "type": "object", "required": ["kind", member],
            "properties": { "kind": { "type": "string", "enum": [kind] }, member: { "type": "string" } },
        })
    };
    let some = json!({ "anyOf": [branch("user", "name"), branch("group", "title")] });
    let lists = json!({ "oneOf": [
        { "type": "array", "items": some },
        { "type": "array", "items": branch("system", "name") },
    ] });
    let (_, code) = held(&lists);
    // Beside no other list, the tag of an element can be new.
    let alone =
        json!({ "oneOf": [{ "type": "array", "items": some }, { "type": "string" }] });
    assert!(!held(&alone).1.contains("required: &[\"kind\"]"));
    let code: String = code.split_whitespace().collect();
    let shared = r#"required:&["kind"],values:&[("kind",&[Literal::Text("user"),Literal::Text("group")],)],"#;
    assert!(code.contains(shared), "{code}");
}
