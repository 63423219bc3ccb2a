//! What is wrong with paths, and with what stands at them.

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::model::Style;

use crate::support::generate;
use crate::{code, description, noted, told};

#[test]
fn paths_and_methods() {
    let variable = |name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    let get = |id, name| json!({ "get": { "operationId": id, "parameters": [variable(name)], "responses": { "204": {} } } });
    let paths = json!({ "/p/{a}": get("one", "a"), "/p/{b}": get("other", "b") });
    assert_eq!(
        told(&description(&json!({ "paths": paths }))),
        ["`/p/{b}` is the same path as `/p/{a}` (the calls of both are in the SDK)"]
    );
    assert_eq!(
        told(&description(&json!({ "paths": { "/p/{a}/q/{a}": get("one", "a") } }))),
        ["`/p/{a}/q/{a}` has `{a}` twice (one argument stands in both places)"]
    );
    let operation = |id| json!({ "operationId": id, "responses": { "204": {} } });
    let item = json!({ "additionalOperations": { "POST": operation("a") }, "post": operation("b") });
    assert_eq!(
        told(&description(&json!({ "openapi": "3.2.0", "paths": { "/p": item } }))),
        [
            "`POST` is no additional method: it has the field `post` (it was left out: `post` is \
             there too)"
        ]
    );
}

fn undeclared(call: &str, name: &str) -> String {
    format!(
        "the path of `{call}` has `{{{name}}}`, which is not declared (it became a required string)"
    )
}

/// Other tools write `:id` for `{id}`.
#[test]
fn variables_that_are_written_with_a_colon() {
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    let operation = |parameters: Value| json!({ "parameters": parameters, "responses": { "204": {} } });
    let one = json!({ "get": operation(json!([id])), "delete": operation(json!([])) });
    let paths = json!({ "paths": { "/a/:id/b": one, "/b/{id}": { "get": operation(json!([id])) } } });
    let expected = [
        "the path `/a/:id/b` was read as `/a/{id}/b` ()".to_owned(),
        undeclared("DELETE /a/{id}/b", "id"),
    ];
    assert_eq!(told(&description(&paths)), expected);
    let paths = json!({ "paths": { "/a/:id/:b": one, "/b/{id}": { "get": operation(json!([id])) } } });
    assert!(told(&description(&paths))[0].contains("was read as `/a/{id}/{b}`"));
    // Whatever is declared and others have.
    let paths = json!({ "paths": {
        "/a/{id}/:x": { "get": { "parameters": [id], "responses": { "204": {} } } },
        "/b/{id}": { "get": operation(json!([id])) },
    } });
    let expected = [
        "the path `/a/{id}/:x` was read as `/a/{id}/{x}` ()".to_owned(),
        undeclared("GET /a/{id}/{x}", "x"),
    ];
    assert_eq!(told(&description(&paths)), expected);
    // What is done is no variable.
    let mut search = operation(json!([]));
    search["operationId"] = json!("searchUsers");
    let paths = json!({ "paths": { "/users/:search": { "post": search } } });
    assert_eq!(told(&description(&paths)), [""; 0]);
    // A verb behind what it is done to is none, and neither is a colon alone.
    let paths = json!({ "paths": {
        "/a:run": { "get": operation(json!([])) }, "/:/a": { "get": operation(json!([])) },
    } });
    assert_eq!(told(&description(&paths)), [""; 0]);
}

/// Tools of OpenAPI 3.0 know `x-webhooks` alone.
#[test]
fn webhooks_that_are_there_twice_are_one() {
    let hook = |text: &str| {
        json!({ "post": {
        "requestBody": { "content": { "application/json": { "schema": {
            "type": "object", "properties": { text: { "type": "string" } },
        } } } },
        "responses": { "200": { "description": "Thanks." } },
    } })
    };
    let mut api = description(&json!({ "paths": {} }));
    api["webhooks"] = json!({ "made": hook("id"), "gone": hook("id") });
    api["x-webhooks"] =
        json!({ "made": hook("id"), "gone": hook("other"), "old": hook("id") });
    let twice = |name: &str| {
        format!(
            "`webhooks` and `x-webhooks` have `{name}` (the one in `webhooks` counts)"
        )
    };
    assert_eq!(told(&api), [twice("gone")]);
    assert!(noted(&api).contains(&twice("made")));
    let (generated, _) = generate("wrong.json", api.to_string(), &Config::default());
    let generated = generated.expect("a repaired description");
    let text: String = generated.files.iter().map(|(_, text)| text).collect();
    assert!(text.contains("Old") && !text.contains("Made2") && !text.contains("Gone2"));
}

/// What gateways and servers write for variables of several segments.
#[test]
fn variables_of_several_segments() {
    let code = |path: &str, parameters: Value| {
        let operation = json!({ "parameters": parameters, "responses": { "204": {} } });
        let api = description(&json!({ "paths": { path: { "get": operation } } }));
        (told(&api), code::code(&api))
    };
    let parameter = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    let sent = ".path_with(\"path\", path, Encoding::SEGMENTS)";
    for name in ["path", "path+"] {
        let (told, code) = code("/files/{path+}", json!([parameter(name)]));
        let read_as = "the path `/files/{path+}` was read as `/files/{path=**}` (the variable \
                       keeps the slashes of its value)";
        assert_eq!(told, [read_as]);
        code::has(&code, sent);
    }
    let (told, found) = code("/files/**", json!([]));
    assert_eq!(told.len(), 2);
    code::has(&found, sent);
    let mut several = parameter("path");
    several["x-multi-segment"] = json!(true);
    let (told, found) = code("/files/{path}", json!([several]));
    assert_eq!(told, [""; 0]);
    code::has(&found, sent);
}

/// Routers write types and patterns beside the names.
#[test]
fn variables_with_types_and_in_other_brackets() {
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    let item = json!({ "get": { "operationId": "a", "parameters": [id], "responses": { "204": {} } } });
    let table = [
        ("/a/{id:[0-9]+}", "/a/{id}"),
        ("/a/{int:id}", "/a/{id}"),
        ("/a/{id:path}", "/a/{id=**}"),
        ("/a/${id}", "/a/{id}"),
        ("/a/<id>", "/a/{id}"),
        ("/a/[id]", "/a/{id}"),
    ];
    for (written, read) in table {
        let paths = json!({ "paths": { written: item } });
        let expected = format!("the path `{written}` was read as `{read}` ()");
        assert_eq!(told(&description(&paths)), [expected], "{written}");
    }
    let paths = json!({ "paths": { " /a/{id} ": item } });
    let expected = ["the path ` /a/{id} ` was read as `/a/{id}` ()"];
    assert_eq!(told(&description(&paths)), expected);
}

#[test]
fn parameters_that_are_nowhere() {
    let parameters = json!([
        { "name": "id", "in": "url", "schema": { "type": "string" } },
        { "name": "a", "in": "headers", "schema": { "type": "string" } },
        { "name": "b", "in": "qurey", "schema": { "type": "string" } },
        { "name": "c", "schema": { "type": "string" } },
        { "name": "d", "in": "somewhere", "schema": { "type": "string" } },
    ]);
    let get = json!({ "operationId": "a", "parameters": parameters, "responses": { "204": {} } });
    assert_eq!(
        told(&description(&json!({ "paths": { "/a/{id}": { "get": get } } }))),
        [
            "`in: url` was read as `in: path` (the path has its name)",
            "`in: headers` was read as `in: header` ()",
            "`in: qurey` was read as `in: query` ()",
            "the parameter `c` has no `in` and was left out ()",
            "the parameter `d` is in `somewhere` and was left out ()",
        ]
    );
    let earlier = json!([{ "name": "id", "in": "URI", "type": "string" }]);
    let get = json!({ "operationId": "a", "parameters": earlier, "responses": { "204": { "description": "" } } });
    let description = json!({ "swagger": "2.0", "info": { "title": "A", "version": "1" }, "host": "a.b",
        "paths": { "/a/{id}": { "get": get } } });
    let expected = ["`in: URI` was read as `in: path` (the path has its name)"];
    assert_eq!(told(&description), expected);
}

/// How arrays are sent, in the manner of Swagger 2.0.
#[test]
fn collection_formats_in_openapi_3() {
    let list = json!({ "type": "array", "items": { "type": "string" } });
    let parameters = json!([
        { "name": "a", "in": "query", "schema": list, "collectionFormat": "pipes" },
        { "name": "b", "in": "query", "schema": list, "collectionFormat": "odd" },
        { "name": "c", "in": "query", "schema": list, "collectionFormat": "csv", "style": "form" },
    ]);
    let get = json!({ "operationId": "a", "parameters": parameters, "responses": { "204": {} } });
    let description = description(&json!({ "paths": { "/a": { "get": get } } }));
    let read = "`collectionFormat` is of Swagger 2.0, and was read as there ()";
    let odd = "`odd` is no `collectionFormat`; it was read as `csv` ()";
    assert_eq!(told(&description), [read, odd, read]);
    let (generated, _) = generate("a.json", description.to_string(), &Config::default());
    let api = generated.expect("it is repaired").api;
    let sent: Vec<(Style, bool)> = api.operations[0]
        .parameters
        .iter()
        .map(|one| (one.style.clone(), one.explode))
        .collect();
    let expected =
        [(Style::PipeDelimited, false), (Style::Form, false), (Style::Form, true)];
    assert_eq!(sent, expected);
}
