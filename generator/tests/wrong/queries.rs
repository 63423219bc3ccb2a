//! Queries that paths name, and queries as a whole.

use serde_json::{Value, json};

use specwright::config::Config;

use super::{description, generate, noted, told};

#[track_caller]
fn has(description: &Value, text: &str) {
    super::code::has(&super::code::code(description), text);
}

#[test]
fn query_parameters_that_the_end_of_a_path_names() {
    let path = |path: &str, parameters: Value| {
        let operation = json!({ "operationId": "a", "parameters": parameters, "responses": { "204": {} } });
        description(&json!({ "paths": { path: { "get": operation } } }))
    };
    let ids = json!({ "type": "array", "items": { "type": "string" } });
    let in_query = |name: &str, required: bool, schema: &Value| json!({ "name": name, "in": "query", "required": required, "schema": schema });
    let whole = path(
        "/all/{id}{?ids*,q}",
        json!([
            { "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } },
            in_query("ids", false, &ids),
            in_query("q", true, &json!({ "type": "string" })),
        ]),
    );
    assert_eq!(told(&whole), Vec::<String>::new());
    let note = "`{?ids*,q}` at the end of the path was read as query parameters ()";
    assert!(noted(&whole).contains(&note.to_owned()));
    has(&whole, "Method::GET, \"/all/{id}\")");
    has(&whole, ".query(\"ids\", &params.ids)");
    has(&whole, ".query(\"q\", &params.q)");
    // What is not declared can be left out, and so can what says that it is in the path.
    let less = path(
        "/all{?page}{&size}",
        json!([
            { "name": "size", "in": "path", "required": true, "schema": { "type": "integer" } },
        ]),
    );
    assert_eq!(
        told(&less),
        [
            "`size` in the path was read as being in the query (what stands for the query can be left out)",
            "the query parameter `page` of `GET /all` is not declared (it became an optional string)",
        ]
    );
    has(&less, "pub page: Option<String>");
    has(&less, "pub size: Option<i64>");
    has(&less, ".query(\"page\", &params.page)");
    // How a list is written is said there.
    let ids = json!([{ "name": "ids", "in": "path", "required": true, "schema": ids }]);
    has(&path("/all{?ids*}", ids.clone()), ".query(\"ids\", &params.ids)");
    let commas = path("/all{?ids}", ids);
    let wrong = ".query(\"ids\", &params.ids)";
    let (generated, _) = generate("wrong.json", commas.to_string(), &Config::default());
    let files = generated.expect("it is valid").files;
    assert!(files.iter().all(|(_, code)| !code.contains(wrong)));
}

/// What the end of a path names is one parameter, however and wherever else it is declared.
#[test]
fn what_the_end_of_a_path_names_is_sent_once() {
    let path = |path: &str, parameters: Value| {
        let operation = json!({ "operationId": "a", "parameters": parameters, "responses": { "204": {} } });
        description(&json!({ "paths": { path: { "get": operation } } }))
    };
    let one = |name: &str, place: &str| json!({ "name": name, "in": place, "required": place == "path", "schema": { "type": "string" } });
    let sent = |description: &Value| {
        let (generated, _) =
            generate("wrong.json", description.to_string(), &Config::default());
        let parameters =
            generated.expect("it is valid").api.operations[0].parameters.clone();
        let names = parameters.into_iter().map(|one| one.name);
        names.collect::<Vec<String>>()
    };
    let both = path("/all{?id}", json!([one("id", "path"), one("id", "query")]));
    assert_eq!(sent(&both), ["id"]);
    assert_eq!(
        told(&both),
        ["the parameter `id` is declared twice (the one in the query counts)"]
    );
    let other_case = path("/all{?page_size}", json!([one("pageSize", "query")]));
    assert_eq!(sent(&other_case), ["pageSize"]);
    assert_eq!(
        told(&other_case),
        [
            "`page_size` at the end of the path was read as the parameter `pageSize` in the query \
          (it is sent in the query, as `pageSize`)"
        ]
    );
    let in_path = path("/all{?page_size}", json!([one("pageSize", "path")]));
    assert_eq!(sent(&in_path), ["page_size"]);
    // One that the path says twice, in two ways, is two.
    let two = path("/all{?id,ID}", json!([one("id", "query")]));
    assert_eq!(sent(&two), ["id", "ID"]);
    // It can be left out, so nothing says that it cannot.
    let mut optional = one("size", "path");
    optional["required"] = json!(false);
    let optional = path("/all{?size}", json!([optional]));
    assert_eq!(
        told(&optional),
        [
            "`size` in the path was read as being in the query (what stands for the query can be left out)"
        ]
    );
}

#[test]
fn what_the_end_of_a_path_names_can_be_in_the_form() {
    let operation = json!({
        "operationId": "a",
        "consumes": ["application/x-www-form-urlencoded"],
        "parameters": [{ "name": "name", "in": "formData", "type": "string" }],
        "responses": { "204": { "description": "Done." } },
    });
    let description = json!({
        "swagger": "2.0",
        "info": { "title": "Wrong", "version": "1" },
        "paths": { "/all{?name}": { "post": operation } },
    });
    let (generated, diagnostics) =
        generate("wrong.json", description.to_string(), &Config::default());
    let operation = &generated.expect("it is valid").api.operations[0];
    assert!(operation.parameters.is_empty(), "{:?}", operation.parameters);
    let message =
        "`name` at the end of the path was read as the parameter `name` of the form";
    assert!(diagnostics.iter().any(|one| one.message == message));
}

#[test]
fn a_query_is_described_as_a_whole_once() {
    let whole = |name: &str| {
        json!({ "name": name, "in": "querystring", "content": {
        "application/json": { "schema": { "type": "object" } } } })
    };
    let operation = json!({
        "operationId": "a",
        "parameters": [whole("first"), whole("second")],
        "responses": { "204": { "description": "Done." } },
    });
    let mut two = description(&json!({ "paths": { "/all": { "get": operation } } }));
    two["openapi"] = json!("3.2.0");
    assert_eq!(
        told(&two),
        ["the parameter `second` was left out: another one is the whole query \
          (the first one `in: querystring` is it)"]
    );
    has(&two, "first");
}
