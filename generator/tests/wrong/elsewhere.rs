//! What stands in the manner of another version, or behind a reference in the place of a list.

use serde_json::{Value, json};

use specwright::config::Config;

use super::{description, generate, noted, told};

#[track_caller]
fn has(description: &Value, text: &str) {
    super::code::has(&super::code::code(description), text);
}

fn post(parameters: &Value, rest: &Value) -> Value {
    let mut operation = json!({ "parameters": parameters, "responses": { "204": {} } });
    let rest = rest.as_object().expect("an object").clone();
    operation.as_object_mut().expect("an object").extend(rest);
    description(&json!({ "paths": { "/users": { "post": operation } } }))
}

#[test]
fn bodies_that_are_parameters_of_openapi_3() {
    let user =
        json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let body = json!([{ "in": "body", "required": true, "schema": user }]);
    let of_swagger = |place: &str| {
        format!("`in: {place}` is of Swagger 2.0, and was read as there ()")
    };
    let bare = post(&body, &json!({}));
    assert_eq!(told(&bare), [of_swagger("body")]);
    has(&bare, ".json_body(&params)");
    let fields = json!([
        { "in": "formData", "name": "file", "required": true, "type": "file" },
        { "in": "formData", "name": "note", "schema": { "type": "string" } },
    ]);
    let form = post(&fields, &json!({}));
    assert_eq!(told(&form), [of_swagger("formData")]);
    has(&form, ".files(\"file\", [&params.file])");
    has(&form, ".value(\"note\", &params.note)");
    let schema = json!({ "type": "string", "format": "binary" });
    let field = json!([{ "in": "formData", "name": "file", "required": true, "schema": schema }]);
    has(&post(&field, &json!({})), ".files(\"file\", [&params.file])");
    let content = json!({ "text/plain": { "schema": { "type": "string" } } });
    let body =
        json!([{ "in": "body", "name": "x", "required": true, "content": content }]);
    has(&post(&body, &json!({})), ".text_body(");
    // A body of its own counts.
    let text =
        json!({ "content": { "text/plain": { "schema": { "type": "string" } } } });
    let both =
        post(&json!([{ "in": "body", "name": "x" }]), &json!({ "requestBody": text }));
    let beside =
        "the parameter `x` in `body` was left out: `requestBody` is the body ()";
    assert_eq!(told(&both), [beside]);
    has(&both, ".text_body(");
}

/// As frameworks write what their views take of files and of fields.
#[test]
fn fields_beside_a_form_are_of_the_form() {
    let file = json!({ "type": "string", "format": "binary" });
    let file =
        json!({ "in": "formData", "name": "file", "required": true, "schema": file });
    let note =
        json!({ "in": "formData", "name": "note", "schema": { "type": "string" } });
    let text = json!({ "type": "string" });
    let form = json!({ "type": "object", "required": ["title"], "properties": { "title": text, "note": text } });
    let body = |media_type: &str, schema: &Value| json!({ "requestBody": { "content": { media_type: { "schema": schema } } } });
    let of_form = |name: &str, media_type: &str| {
        format!(
            "`in: formData` is of Swagger 2.0: `{name}` was read as a field of the form in \
             `requestBody` (the form is sent as `{media_type}`)"
        )
    };
    let urlencoded = "application/x-www-form-urlencoded";
    for media_type in [urlencoded, "multipart/form-data"] {
        let merged = post(&json!([file]), &body(media_type, &form));
        assert_eq!(told(&merged), [of_form("file", "multipart/form-data")]);
        has(&merged, ".files(\"file\", [&params.file])");
        has(&merged, ".value(\"title\", &params.title)");
        has(&merged, ".value(\"note\", &params.note)");
        has(&merged, "Sends `multipart/form-data`.");
    }
    let plain = post(&json!([note]), &body(urlencoded, &form));
    assert_eq!(told(&plain), [of_form("note", urlencoded)]);
    has(&plain, ".form_body(");
    // What has no form has no fields.
    let json = post(&json!([note]), &body("application/json", &form));
    let beside =
        "the parameter `note` in `formData` was left out: `requestBody` is the body ()";
    assert_eq!(told(&json), [beside]);
}

#[test]
fn several_parameters_in_the_body_are_members() {
    let member = |name: &str, schema: Value| json!({ "in": "body", "name": name, "schema": schema });
    let text = || json!({ "type": "string" });
    let members = json!([member("title", text()), member("content", text())]);
    let called = |parameters: &Value| {
        json!({
            "swagger": "2.0",
            "info": { "title": "Wrong", "version": "1" },
            "host": "a.example",
            "paths": { "/users": { "post": {
                "parameters": parameters,
                "responses": { "204": { "description": "Done." } },
            } } },
        })
    };
    let object = called(&members);
    let message =
        "several parameters in `body` were read as the members of one object ()";
    assert_eq!(told(&object), [message]);
    has(&object, "pub fn content(mut self, content: impl Into<String>)");
    // An object is the body itself.
    let members =
        json!([member("user", json!({ "type": "object" })), member("note", text())]);
    let first = called(&members);
    let message = "the parameter `note` in `body` was left out: a request has one body (the first \
                   parameter in `body` is it)";
    assert_eq!(told(&first), [message]);
}

#[test]
fn lists_behind_references() {
    let list = json!([{ "name": "x", "in": "query", "schema": { "type": "string" } }]);
    let operation = json!({
        "parameters": { "$ref": "#/x-parameters" },
        "responses": { "204": {} },
    });
    let referred = description(&json!({
        "paths": { "/a": { "get": operation } },
        "x-parameters": list,
    }));
    assert_eq!(told(&referred), ["a `$ref` to a list was read as that list ()"]);
    has(&referred, ".query(\"x\", &params.x)");
    // A list behind it can have more of them.
    let nested = description(&json!({
        "paths": { "/a": { "get": operation } },
        "x-parameters": [{ "name": "x", "in": "query", "schema": {
            "type": "string",
            "enum": { "$ref": "#/x-values" },
        } }],
        "x-values": ["one", "two"],
    }));
    has(&nested, "pub enum AGetX");
    // One that leads back to itself is none.
    let endless = description(&json!({
        "tags": { "$ref": "#/x-tags" },
        "x-tags": [{ "name": "a", "x-a": 1 }],
        "x-b": { "$ref": "#/x-b" },
    }));
    assert_eq!(told(&endless), ["a `$ref` to a list was read as that list ()"]);
}

/// Each copy of a list has the references of the list. Copies that were made of copies would be too
/// many for any memory.
#[test]
fn lists_that_lead_back_to_themselves_do_not_grow() {
    let own = json!({ "oneOf": { "$ref": "#/components/schemas/A/oneOf" } });
    let list = json!([
        { "type": "string" },
        { "type": "array", "items": own },
        { "type": "object", "additionalProperties": own },
    ]);
    let schemas = json!({ "A": { "oneOf": list } });
    let growing = description(&json!({ "components": { "schemas": schemas } }));
    let (generated, diagnostics) =
        generate("a.json", growing.to_string(), &Config::default());
    assert!(generated.is_none());
    assert!(diagnostics.iter().count() < 2_000);
}

#[test]
fn faults_of_lists_behind_references_are_told_once() {
    let parameters = json!({ "$ref": "#/x-parameters" });
    let operation = json!({ "parameters": parameters, "responses": { "204": {} } });
    let referred = |schema: Value| {
        description(&json!({
            "paths": { "/a": { "get": operation, "put": operation } },
            "x-parameters": [{
                "name": "x", "in": "query", "description": 5, "unknown": 1, "schema": schema,
            }],
            "components": { "schemas": { "Text": { "type": "string" } } },
        }))
    };
    let read = "a `$ref` to a list was read as that list ()";
    let fault = "`description` is a number instead of a string (it was read as `5`)";
    let text = referred(json!({ "type": "string" }));
    assert_eq!(told(&text), [read, read, fault]);
    let about = |one: &&String| one.contains("no field `unknown`");
    assert_eq!(noted(&text).iter().filter(about).count(), 1);
    // What has references is checked again, and was put right.
    let reference = referred(json!({ "$ref": "#/components/schemas/Text" }));
    assert_eq!(told(&reference), [read, read, fault]);
}

#[test]
fn only_so_much_is_copied_from_behind_references() {
    let values: Vec<usize> = (0..60_000).collect();
    let schema = json!({ "type": "integer", "enum": { "$ref": "#/x-values" } });
    let referred = description(&json!({
        "components": { "schemas": { "One": schema, "Other": schema } },
        "x-values": values,
    }));
    let (generated, diagnostics) =
        generate("wrong.json", referred.to_string(), &Config::default());
    assert!(generated.is_none());
    let told: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        told,
        ["a `$ref` to a list was read as that list", "`enum` is an object"]
    );
}

#[test]
fn path_parameters_that_the_path_calls_otherwise() {
    let parameter = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "integer" } });
    let called = |path: &str, names: &[&str]| {
        let parameters: Vec<Value> = names.iter().map(|name| parameter(name)).collect();
        let operation = json!({ "parameters": parameters, "responses": { "204": {} } });
        description(&json!({ "paths": { path: { "get": operation } } }))
    };
    let read_as = |name: &str, meant: &str| {
        format!(
            "the path parameter `{name}` was read as `{meant}`, which is what the path has ()"
        )
    };
    let spelled = called("/orgs/{orgId}/users/{id}", &["id", "ORG_ID"]);
    assert_eq!(told(&spelled), [read_as("ORG_ID", "orgId")]);
    has(&spelled, "(&self, org_id: i64, id: i64)");
    let only = called("/orgs/{org}/users/{id}", &["org", "userId"]);
    assert_eq!(told(&only), [read_as("userId", "id")]);
    // What is called by no word of it is something else.
    let other = called("/orgs/{org}/users/{id}", &["org", "verbose"]);
    assert_eq!(told(&other).len(), 2);
    // Nothing tells which of two is meant.
    let two = called("/orgs/{org}/users/{id}", &["userId"]);
    assert_eq!(told(&two).len(), 3);
    let two = called("/orgs/{org}", &["a", "b"]);
    assert_eq!(told(&two).len(), 3);
}

#[test]
fn texts_behind_references() {
    let referred = description(&json!({
        "info": { "title": "Wrong", "version": "1", "description": { "$ref": "#/x-about" } },
        "x-about": "Of many things.",
    }));
    assert_eq!(told(&referred), ["a `$ref` to a text was read as that text ()"]);
    let (generated, _) =
        generate("wrong.json", referred.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let docs = files.iter().find(|(path, _)| *path == "src/lib.rs").expect("a crate").1;
    assert!(docs.contains("//! Of many things."), "{docs}");
    // What is no text is none.
    let other = description(&json!({
        "info": { "title": "Wrong", "version": "1", "description": { "$ref": "#/info/title/x" } },
    }));
    assert!(told(&other)[0].starts_with("`description` is an object"), "{other}");
}

#[test]
fn schemas_in_the_place_of_their_types() {
    let answer = |member: Value| {
        let schema = json!({ "type": "object", "properties": { "one": member } });
        let content = json!({ "application/json": { "schema": schema } });
        description(&json!({
            "paths": { "/a": { "get": { "responses": { "200": { "content": content } } } } },
        }))
    };
    let message = "a schema in the place of `type` was read as the schema itself ()";
    let text = answer(json!({ "description": "A.", "type": { "type": "string" } }));
    assert_eq!(told(&text), [message]);
    has(&text, "pub one: Option<String>");
    let inner = json!({ "type": "array", "items": { "type": { "type": "integer" } } });
    let nested = answer(json!({ "type": inner }));
    assert_eq!(told(&nested), [message, message]);
    has(&nested, "pub one: Option<Vec<i64>>");
    // Members without `properties` are no schema.
    for wrong in [
        json!({ "type": { "type": "string" }, "name": { "type": "string" } }),
        json!({ "type": { "type": "string" }, "id": { "type": "string" } }),
        json!({ "type": { "type": "string" }, "enum": ["a"], "title": { "type": "string" } }),
        json!({ "type": { "enum": ["a"] }, "enum": ["b"] }),
        json!({ "type": { "size": 1 } }),
    ] {
        let text = answer(wrong.clone()).to_string();
        let (generated, _) = generate("wrong.json", text, &Config::default());
        assert!(generated.is_none(), "{wrong}");
    }
}

#[test]
fn a_list_of_one_reference_is_that_reference() {
    let message = "a list of one `$ref` was read as that `$ref` ()";
    let text = json!({ "type": "string" });
    let one =
        |schema: &str| json!([{ "$ref": format!("#/components/schemas/{schema}") }]);
    let answer = |schema: Value| json!({ "200": { "description": "One.", "content": { "application/json": { "schema": schema } } } });
    let office =
        json!({ "type": "object", "properties": { "id": text, "more": one("Text") } });
    let schemas = json!({ "Office": office, "Named": one("Office"), "Text": text });
    let whole = description(&json!({
        "paths": { "/a": {
            "get": { "operationId": "a", "responses": answer(json!({ "$ref": "#/components/schemas/Named" })) },
            "put": { "responses": { "200": [{ "$ref": "#/components/responses/Done" }] } },
        } },
        "components": {
            "schemas": schemas,
            "responses": { "Done": answer(one("Office"))["200"] },
        },
    }));
    assert_eq!(told(&whole), [message; 4]);
    has(&whole, "-> Request<Named>");
    has(&whole, "-> Request<Office>");
    // Of two, nothing tells which is meant; what has none is no reference, and in the place of a map
    // it would be a name.
    let named = json!({ "type": "object", "properties": one("Text") });
    for wrong in
        [json!([one("Text")[0], one("Text")[0]]), json!([{ "type": "string" }]), named]
    {
        let operation = json!({ "get": { "responses": answer(wrong.clone()) } });
        let text = description(&json!({ "paths": { "/a": operation } })).to_string();
        assert!(generate("wrong.json", text, &Config::default()).0.is_none(), "{wrong}");
    }
}
