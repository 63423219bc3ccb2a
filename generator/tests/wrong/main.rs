//! What the specification forbids, and what has one plain meaning all the same: what is told of it.

#[path = "../support/code.rs"]
mod code;
mod contradictions;
mod discriminators;
mod elsewhere;
mod examples;
mod left_as_it_is;
mod nulls;
mod paths;
mod queries;
mod references;
mod schemas;
mod security;
mod servers;
mod structure;
#[path = "../support/mod.rs"]
mod support;

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Severity;
use support::generate;

/// Messages with their notes.
fn told(description: &Value) -> Vec<String> {
    let (generated, diagnostics) =
        generate("wrong.json", description.to_string(), &Config::default());
    assert!(generated.is_some(), "{description}");
    let told = diagnostics.iter().filter(|one| one.severity == Severity::Warning);
    told.map(|one| format!("{} ({})", one.message, one.notes.join(" "))).collect()
}

/// Notes with theirs.
fn noted(description: &Value) -> Vec<String> {
    let (generated, diagnostics) =
        generate("wrong.json", description.to_string(), &Config::default());
    assert!(generated.is_some(), "{description}");
    let noted = diagnostics.iter().filter(|one| one.severity == Severity::Note);
    noted.map(|one| format!("{} ({})", one.message, one.notes.join(" "))).collect()
}

/// A description with these members.
fn description(members: &Value) -> Value {
    let mut description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Wrong", "version": "1" },
        "servers": [{ "url": "https://a.example" }],
        "paths": { "/a": { "get": { "operationId": "a", "responses": { "204": {} } } } },
    });
    let own = members.as_object().expect("an object").clone();
    description.as_object_mut().expect("an object").extend(own);
    description
}

/// A description whose one operation has this parameter.
fn parameter(parameter: &Value) -> Value {
    let operation = json!({
        "operationId": "a",
        "parameters": [parameter],
        "responses": { "204": {} },
    });
    let path = match parameter["in"].as_str() {
        Some("path") => "/a/{x}",
        _ => "/a",
    };
    description(&json!({ "paths": { path: { "get": operation } } }))
}

#[test]
fn parameters() {
    let object =
        json!({ "type": "object", "properties": { "y": { "type": "string" } } });
    let nested = json!({ "type": "object", "properties": { "o": object } });
    let text = json!({ "schema": { "type": "string" } });
    let query = |rest: &Value| {
        let mut all = json!({ "name": "x", "in": "query" });
        all.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        all
    };
    let table = [
        (query(&json!({})), "the parameter `x` has no `schema` (it was read as text)"),
        (
            query(
                &json!({ "schema": { "type": "integer" }, "content": { "text/plain": text } }),
            ),
            "the parameter `x` has `schema` beside `content` (`content` counts: it is sent as \
             `text/plain`)",
        ),
        (
            query(&json!({ "content": { "text/plain": text, "text/csv": text } })),
            "the parameter `x` has several media types (it is sent as `text/plain`)",
        ),
        (
            json!({ "name": "x", "in": "path", "required": false, "schema": { "type": "string" } }),
            "the path parameter `x` cannot be left out (it was read as `required: true`)",
        ),
        (
            query(&json!({ "style": "deepObject", "schema": { "type": "string" } })),
            "`deepObject` says nothing about `x`, which is no object (it is sent as `x=…`)",
        ),
        (
            query(
                &json!({ "style": "spaceDelimited", "explode": true, "schema": object }),
            ),
            "the style of `x` says nothing about objects that are exploded (its members are \
             parameters of their own, as by `form`)",
        ),
        (
            query(&json!({ "schema": nested })),
            "`form` says nothing about the objects inside of `x` (they are sent as JSON)",
        ),
        (
            json!({ "name": "x", "in": "header", "schema": { "type": "array", "items": object } }),
            "`simple` says nothing about the objects inside of `x` (they are sent as JSON)",
        ),
        (
            query(
                &json!({ "style": "deepObject", "schema": { "oneOf": [{ "type": "string" }, object] } }),
            ),
            "`deepObject` says nothing about `x`, which can be no object (it is sent as `x=…`)",
        ),
    ];
    for (wrong, expected) in table {
        assert_eq!(told(&parameter(&wrong)), [expected], "{wrong}");
    }
}

/// What is sent where the specification does not say it, and servers usually understand.
#[test]
fn notes_on_styles() {
    let text = json!({ "type": "string" });
    let list = |item: &Value| json!({ "type": "array", "items": item });
    let object =
        |member: &Value| json!({ "type": "object", "properties": { "y": member } });
    let tuple = json!({ "type": "array", "prefixItems": [text, text], "items": false });
    let as_json = "they are sent as JSON";
    let table = [
        ("pipeDelimited", list(&object(&text)), "the objects inside of `x`", as_json),
        ("spaceDelimited", list(&list(&text)), "the arrays inside of `x`", as_json),
        (
            "spaceDelimited",
            text.clone(),
            "`x`, which is no array",
            "it is sent as `x=…`",
        ),
        (
            "deepObject",
            object(&object(&text)),
            "the objects inside of `x`",
            "their members are sent as `x[…][…]=…`",
        ),
        (
            "deepObject",
            object(&list(&text)),
            "the arrays inside of `x`",
            "their elements are sent as `x[…][0]=…`",
        ),
        (
            "deepObject",
            tuple,
            "`x`, which is an array",
            "its elements are sent as `x[0]=…`, `x[1]=…`",
        ),
        (
            "form",
            object(&list(&text)),
            "the arrays inside of `x`",
            "each of their elements is sent by the name of its member",
        ),
        (
            "form",
            list(&json!({ "oneOf": [object(&text), list(&text)] })),
            "the objects and arrays inside of `x`",
            as_json,
        ),
    ];
    for (style, schema, about, sent) in table {
        let one =
            json!({ "name": "x", "in": "query", "style": style, "schema": schema });
        let expected = format!("`{style}` says nothing about {about} ({sent})");
        assert_eq!(noted(&parameter(&one)), [expected]);
    }
    // What can be anything is sent as it is given.
    let any = json!({ "name": "x", "in": "query", "schema": list(&json!({})) });
    assert!(noted(&parameter(&any)).is_empty());
}

#[test]
fn collections_of_collections() {
    let list = json!({ "type": "array", "items": { "type": "string" }, "collectionFormat": "pipes" });
    let one = json!({ "name": "x", "in": "Query", "type": "array", "items": list });
    let operation =
        json!({ "operationId": "a", "parameters": [one], "responses": { "204": {} } });
    let wrong = json!({
        "swagger": "2.0",
        "info": { "title": "Wrong", "version": "1" },
        "paths": { "/a": { "get": operation } },
    });
    assert_eq!(
        told(&wrong),
        [
            "the arrays inside of `x` are not sent as their own `collectionFormat` says (they are \
             sent as JSON)"
        ]
    );
}

/// A style that a place does not have is the place's own, with what goes with that.
#[test]
fn misplaced_styles_leave_nothing_behind() {
    let code = |style: Option<&str>| {
        let mut one =
            json!({ "name": "x", "in": "header", "schema": { "type": "object" } });
        if let Some(style) = style {
            one["style"] = style.into();
        }
        let text = parameter(&one).to_string();
        let (generated, _) = generate("wrong.json", text, &Config::default());
        let files = generated.expect("valid").files;
        files
            .iter()
            .find(|(path, _)| *path == "src/resources/a.rs")
            .unwrap()
            .1
            .to_owned()
    };
    assert_eq!(code(Some("form")), code(None));
}

#[test]
fn headers_and_anchors() {
    let header = json!({ "schema": { "type": "string" }, "deprecated": "maybe" });
    let paths = json!({ "/a": { "get": {
        "operationId": "a",
        "responses": { "204": { "headers": { "X": header } } },
    } } });
    assert_eq!(
        told(&description(&json!({ "paths": paths }))),
        ["`deprecated` is a string instead of `true` or `false` (it was ignored)"]
    );
    let anchored = |name| json!({ "$anchor": name, "type": "string" });
    let schemas =
        json!({ "A": anchored("same"), "B": anchored("same"), "C": anchored("other") });
    assert_eq!(
        told(&description(&json!({ "components": { "schemas": schemas } }))),
        ["the anchor `same` is there twice ()"]
    );
    let aliased = "\
openapi: 3.1.0
info: { title: Wrong, version: '1' }
paths: { /a: { get: { operationId: a, responses: { '204': {} } } } }
components: { schemas: { A: &a { $anchor: same, type: string }, B: *a, C: *a } }
";
    let (generated, diagnostics) =
        generate("wrong.yaml", aliased.to_owned(), &Config::default());
    assert!(generated.is_some());
    assert!(!diagnostics.iter().any(|one| one.message.contains("anchor")));
}

#[test]
fn names_that_no_header_can_have() {
    const WHY: &str = "(names of headers have letters, digits and some signs of ASCII (RFC 9110 §5.6.2))";
    let header = |name: &str, required: bool| json!({ "name": name, "in": "header", "required": required, "schema": { "type": "string" } });
    for (parameter, expected) in [
        (header("X Id", false), "the header `X Id` was left out"),
        (header("", true), "the required header without a name was left out"),
    ] {
        assert_eq!(told(&self::parameter(&parameter)), [format!("{expected} {WHY}")]);
    }
    let answer =
        json!({ "204": { "headers": { "X Id": { "schema": { "type": "string" } } } } });
    let paths = json!({ "/a": { "get": { "operationId": "a", "responses": answer } } });
    assert_eq!(
        told(&description(&json!({ "paths": paths }))),
        [format!("the header `X Id` of an answer was left out {WHY}")]
    );
    let scheme = json!({ "type": "apiKey", "in": "header", "name": "Ключ" });
    let wrong = json!({ "components": { "securitySchemes": { "k": scheme } } });
    let left_out =
        "the security scheme `k` was left out: there is no header of its name";
    assert_eq!(told(&description(&wrong)), [format!("{left_out} {WHY}")]);
}

/// What shapes no call ends nothing.
#[test]
fn beside_the_calls() {
    let schema =
        json!({ "type": "object", "properties": { "f": { "type": "string" } } });
    let with = |headers: &Value| {
        let form =
            json!({ "schema": schema, "encoding": { "f": { "headers": headers } } });
        description(&json!({ "paths": { "/a": { "post": {
            "operationId": "a",
            "requestBody": { "content": { "multipart/form-data": form } },
            "responses": { "204": {} },
        } } } }))
    };
    let table = [
        (
            with(&json!({ "X": "text" })),
            "`X` is a string instead of a Header Object (it was ignored)",
        ),
        (
            with(&json!({ "X": { "schema": { "properties": ["a"] } } })),
            "`properties` is an array instead of an object (it was ignored)",
        ),
        (
            with(&json!("text")),
            "`headers` is a string instead of an object (it was ignored)",
        ),
        (
            description(&json!({ "webhooks": { "w": "text" } })),
            "`w` is a string instead of a Path Item Object (it was ignored)",
        ),
        (
            description(&json!({ "webhooks": { "w": { "post": {
                "requestBody": { "content": { "application/json": { "schema": {} } } },
                "security": [{ "gone": [] }],
                "responses": { "204": {} },
            } } } })),
            "the security scheme `gone` is not declared; the alternative was left out ()",
        ),
    ];
    for (wrong, expected) in table {
        assert_eq!(told(&wrong), [expected], "{wrong}");
    }
}

#[test]
fn items_that_nothing_else_looked_at() {
    let of = |schema: &Value| {
        let content = json!({ "application/json": { "schema": schema } });
        let operation = json!({ "operationId": "a", "responses": { "200": { "content": content } } });
        let text = description(&json!({ "paths": { "/a": { "get": operation } } }));
        let (generated, diagnostics) =
            generate("wrong.json", text.to_string(), &Config::default());
        let files = generated.expect("valid").files;
        let call = files.iter().find(|(path, _)| path.contains("resources/")).unwrap().1;
        let (_, given) = call.split_once("-> Request<").expect("a call");
        let given = given.split_once("> {").unwrap().0.to_owned();
        (given, diagnostics.iter().map(|one| one.message.clone()).collect::<Vec<_>>())
    };
    let pair = json!([{ "type": "string" }, { "type": "boolean" }]);
    let closed =
        of(&json!({ "type": "array", "prefixItems": pair, "unevaluatedItems": false }));
    assert_eq!(closed, ("(String, bool)".to_owned(), Vec::new()));
    let text = json!({ "type": "string" });
    let (_, told) = of(
        &json!({ "type": "array", "allOf": [{ "minItems": 1 }], "unevaluatedItems": text }),
    );
    assert_eq!(told, ["`unevaluatedItems` does not show in the type of the schema"]);
}

/// Texts that say what is so.
#[test]
fn notes_on_media_types() {
    let notes = |operation: &Value| -> Vec<String> {
        let wrong = description(&json!({ "paths": { "/a": { "post": operation } } }));
        let (generated, diagnostics) =
            generate("wrong.json", wrong.to_string(), &Config::default());
        assert!(generated.is_some());
        diagnostics.iter().map(|one| one.message.clone()).collect()
    };
    let text = json!({ "schema": { "type": "string" } });
    let object =
        json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    // Rows are no lines of JSON: each has a method.
    let both = json!({ "text/csv": text, "application/jsonl": text });
    let operation = json!({ "operationId": "a", "requestBody": { "content": both }, "responses": { "204": {} } });
    assert!(notes(&operation).is_empty());
    // What says the media type of a part is no header that is left out.
    let form = json!({ "multipart/form-data": {
        "schema": object,
        "encoding": { "a": { "headers": { "Content-Type": { "schema": { "type": "string" } } } } },
    } });
    let operation = json!({ "operationId": "a", "requestBody": { "content": form }, "responses": { "204": {} } });
    assert!(notes(&operation).is_empty());
    let items =
        json!({ "application/json": { "schema": object, "itemSchema": object } });
    let operation =
        json!({ "operationId": "a", "responses": { "200": { "content": items } } });
    assert_eq!(
        notes(&operation),
        ["`itemSchema` of `application/json` is not shown beside `schema`"]
    );
    let pair = json!({ "oneOf": [object, { "type": "array", "items": object }] });
    let plain = json!({ "Text/Plain; charset=utf-8": { "schema": pair } });
    let operation =
        json!({ "operationId": "a", "responses": { "200": { "content": plain } } });
    assert_eq!(
        notes(&operation),
        ["`Text/Plain; charset=utf-8` whose schema is no text is read as JSON"]
    );
    for media_type in ["multipart/mixed", "application/x-www-form-urlencoded"] {
        let answer =
            json!({ "200": { "content": { media_type: { "schema": object } } } });
        let notes = notes(&json!({ "operationId": "a", "responses": answer }));
        assert_eq!(
            notes,
            [format!(
                "`POST /a` answers with `{media_type}`: the call gives bytes, and its schema has no \
                 type"
            )]
        );
    }
}
