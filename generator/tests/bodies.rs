//! How the body of a call is given, by what the description says of it.

mod support;

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Code;
use support::generate;

/// The code of a call with this body.
fn call(body: &Value) -> String {
    call_of("3.0.3", body)
}

/// The same of a description in this version of OpenAPI.
fn call_of(version: &str, body: &Value) -> String {
    let description = json!({
        "openapi": version,
        "info": { "title": "Bodies", "version": "1" },
        "paths": { "/heaps": { "post": {
            "requestBody": body,
            "responses": { "204": { "description": "Done." } },
        } } },
    });
    let (generated, _) =
        generate("bodies.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let found = files.iter().find(|(path, _)| *path == "src/resources/heaps.rs");
    found.expect("a resource").1.to_owned()
}

fn object(required: &[&str], rest: &Value) -> Value {
    json!({
        "type": "object",
        "required": required,
        "properties": { "name": { "type": "string" } },
        "additionalProperties": rest,
    })
}

#[track_caller]
fn has(code: &str, text: &str) {
    assert!(code.contains(text), "no {text} in\n{code}");
}

/// A file of any media type, as of GitHub's release assets: quotes around it would be a part of it.
#[test]
fn texts_of_any_media_type_are_sent_as_they_are() {
    let sent = |schema: Value| {
        call(&json!({ "required": true, "content": { "*/*": { "schema": schema } } }))
    };
    for schema in
        [json!({ "type": "string" }), json!({ "type": "string", "format": "byte" })]
    {
        let found = sent(schema);
        has(&found, "body: Body)");
        has(&found, ".bytes_body(\"application/octet-stream\", body)");
    }
    has(&sent(object(&[], &json!(true))), ".json_body(");
    has(&sent(json!({ "type": "string", "enum": ["on", "off"] })), ".json_body(");
    let content = json!({ "application/*+json": { "schema": { "type": "string" } } });
    let of_json = call(&json!({ "required": true, "content": content }));
    has(&of_json, ".json_body(body)");
    let both = call(&json!({ "required": true, "content": {
        "*/*": { "schema": { "type": "string" } },
        "application/json": { "schema": { "type": "string" } },
    } }));
    has(&both, ".json_body(body)");
}

#[test]
fn bodies_with_required_members_are_meant_to_be_there() {
    let call = |required: Value, members: &[&str]| {
        let schema = json!({ "$ref": "#/components/schemas/Heap" });
        let mut body =
            json!({ "content": { "application/json": { "schema": schema } } });
        if !required.is_null() {
            body["required"] = required;
        }
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Bodies", "version": "1" },
            "paths": { "/heaps": { "post": {
                "requestBody": body,
                "responses": { "204": { "description": "Done." } },
            } } },
            "components": { "schemas": { "Heap": object(members, &json!(false)) } },
        });
        let (generated, _) =
            generate("bodies.json", description.to_string(), &Config::default());
        let files = generated.expect("the description is valid").files;
        let found = files.iter().find(|(path, _)| *path == "src/resources/heaps.rs");
        found.expect("a resource").1.to_owned()
    };
    has(&call(json!(null), &["name"]), "create(&self, heap: &Heap)");
    has(&call(json!(false), &["name"]), "create(&self, heap: Option<&Heap>)");
    has(&call(json!(null), &[]), "create(&self, heap: Option<&Heap>)");
    has(&call(json!(true), &[]), "create(&self, heap: &Heap)");
}

#[test]
fn a_body_that_is_one_of_several_with_required_members_is_meant_to_be_there() {
    let call = |branches: &[Value]| {
        call(
            &json!({ "content": { "application/json": { "schema": { "oneOf": branches } } } }),
        )
    };
    let a = object(&["name"], &json!(false));
    let tagged = json!({
        "type": "object",
        "required": ["kind"],
        "properties": { "kind": { "const": "b" }, "size": { "type": "integer" } },
    });
    let free = json!({
        "type": "object",
        "required": [],
        "properties": { "kind": { "const": "b" }, "size": { "type": "integer" } },
    });
    has(&call(&[a.clone(), tagged]), "create(&self, body: &HeapCreateBody)");
    has(&call(&[a.clone(), free]), "create(&self, body: Option<&HeapCreateBody>)");
    has(&call(&[a, json!({ "type": "string" })]), "body: Option<&HeapCreateBody>)");
}

#[test]
fn members_of_optional_bodies_are_parameters() {
    let json = |required: &[&str]| json!({ "application/json": { "schema": object(required, &json!(false)) } });
    for body in [
        json!({ "content": json(&[]) }),
        json!({ "required": false, "content": json(&[]) }),
    ] {
        let code = call(&body);
        has(&code, "create(&self, params: HeapCreateParams)");
        has(&code, ".json_members(\"application/json\", &params)");
    }
    // Always there, as its members say where nothing else is said.
    has(
        &call(&json!({ "required": true, "content": json(&[]) })),
        ".json_body(&params)",
    );
    let code = call(&json!({ "content": json(&["name"]) }));
    has(&code, "HeapCreateParams::new(\"name\")");
    // All or nothing.
    let code = call(&json!({ "required": false, "content": json(&["name"]) }));
    has(&code, "create(&self, body: Option<&HeapCreateBody>)");
}

#[test]
fn further_parts_are_text_or_for_the_caller_to_name() {
    let form = |rest: Value| {
        let schema = object(&["name"], &rest);
        call(
            &json!({ "required": true, "content": { "multipart/form-data": { "schema": schema } } }),
        )
    };
    has(&form(json!({ "type": "string" })), ".entries(&params.additional_properties)");
    for rest in [
        json!({ "type": "string", "format": "binary" }),
        json!({ "type": "array", "items": { "type": "string", "format": "binary" } }),
        json!(true),
    ] {
        has(&form(rest), "create(&self, body: Multipart)");
    }
}

#[test]
fn parts_without_a_type_are_files() {
    let schema = json!({ "type": "object", "properties": {
        "plain": {},
        "any": true,
        "image": { "contentMediaType": "image/png" },
        "said": {},
        "several": { "type": "array", "items": {} },
        "all": { "type": "array", "items": true },
        "data": {},
        "more": { "contentMediaType": "application/json" },
        "tags": { "type": "array" },
        "text": { "type": "string" },
    } });
    let encoding = json!({
        "said": { "contentType": "image/gif, image/jpeg" },
        "data": { "contentType": "application/json" },
    });
    let code = call_of(
        "3.1.0",
        &json!({ "content": { "multipart/form-data": { "schema": schema, "encoding": encoding } } }),
    );
    for (name, ty) in [
        ("plain", "FilePart"),
        ("any", "FilePart"),
        ("image", "FilePart"),
        ("said", "FilePart"),
        ("several", "Vec<FilePart>"),
        ("all", "Vec<FilePart>"),
        ("data", "Value"),
        ("more", "String"),
        ("tags", "Vec<Value>"),
        ("text", "String"),
    ] {
        has(&code, &format!("pub {name}: Option<{ty}>"));
    }
    has(&code, "\"image/png\"");
    has(&code, "\"image/gif\"");
}

#[test]
fn base64_is_bytes_as_a_part() {
    let of = |more: Value| {
        let mut schema = json!({ "type": "string", "contentEncoding": "base64" });
        schema
            .as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        schema
    };
    let schema = json!({ "type": "object", "properties": {
        "plain": of(json!({})),
        "image": of(json!({ "contentMediaType": "image/png" })),
        "said": of(json!({})),
        "byte": { "type": "string", "format": "byte" },
    } });
    let encoding = json!({ "said": { "contentType": "text/plain" } });
    let code = call_of(
        "3.1.0",
        &json!({ "content": { "multipart/form-data": { "schema": schema, "encoding": encoding } } }),
    );
    for text in ["\"application/octet-stream\"", "\"image/png\"", "\"text/plain\""] {
        assert_eq!(code.matches(text).count(), 1, "{text} in\n{code}");
    }
}

#[test]
fn passwords_are_not_shown_among_parameters() {
    let password = json!({ "type": "string", "format": "password" });
    let schema = json!({ "type": "object", "required": ["new"], "properties": {
        "user": { "type": "string" }, "new": password, "old": password,
    } });
    for media_type in ["multipart/form-data", "application/x-www-form-urlencoded"] {
        let code = call(&json!({ "content": { media_type: { "schema": schema } } }));
        has(&code, "shown.field(\"user\", &self.user);");
        has(&code, "shown.field(\"new\", &object::REDACTED);");
        has(
            &code,
            "shown.field(\"old\", &self.old.as_ref().and(Some(object::REDACTED)));",
        );
    }
}

/// Forms with members that have no type, and what of them stands elsewhere, too.
fn forms() -> Value {
    let reference =
        |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let of = |kind: &str, name: &str| json!({ kind: { "schema": reference(name) } });
    let object = |members: Value| json!({ "type": "object", "properties": members });
    let answer =
        json!({ "description": "Some.", "content": of("application/json", "Files") });
    let mut both = of("multipart/form-data", "Both");
    both["application/json"] = json!({ "schema": reference("Both") });
    let call = |content: Value| {
        json!({ "post": {
        "requestBody": { "required": true, "content": content },
        "responses": { "200": answer },
    } })
    };
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Forms", "version": "1" },
        "paths": {
            "/forms": call(of("multipart/form-data", "Form")),
            "/boths": call(both),
        },
        "components": { "schemas": {
            "Files": { "type": "array", "items": {} },
            "Form": object(json!({ "files": reference("Files") })),
            "Both": object(json!({ "file": {}, "name": { "type": "string" } })),
        } },
    })
}

#[test]
fn lists_of_files_do_not_take_the_name_of_a_list_that_stands_elsewhere() {
    let (generated, diagnostics) =
        generate("forms.json", forms().to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    assert!(!files.iter().any(|(_, text)| text.contains("Files2")));
    let is_collision = |code: Code| code == Code::NameCollision;
    assert!(!diagnostics.iter().any(|one| is_collision(one.code)));
}

#[test]
fn what_stays_json_because_of_another_use_is_said() {
    let (_, diagnostics) =
        generate("forms.json", forms().to_string(), &Config::default());
    let messages = diagnostics.iter().map(|one| one.message.as_str());
    let said: Vec<&str> = messages.filter(|one| one.contains("not as bytes")).collect();
    assert_eq!(
        said,
        [
            "`file` is sent as JSON and not as bytes, because its object also stands where it is \
          no form"
        ]
    );
}

#[test]
fn json_itself_is_what_the_plain_name_sends() {
    let hal = json!({ "schema": { "type": "object", "properties": { "a": { "type": "string" } } } });
    let plain = json!({ "schema": { "type": "object", "properties": { "b": { "type": "string" } } } });
    let call = call(&json!({ "required": true, "content": {
        "application/hal+json": hal,
        "application/json": plain,
    } }));
    has(&call, "pub fn create(&self");
    has(&call, "pub fn create_hal(&self");
    assert!(!call.contains("fn create_json"), "{call}");
}

/// FastAPI calls the objects that it makes of several bodies after the operation.
/// JSON has a text in quotes, and a message broker gives on what it gets.
#[test]
fn text_as_it_is_is_no_text_of_json() {
    let text = json!({ "schema": { "type": "string" } });
    let code = call(&json!({ "required": true, "content": {
        "application/json": text,
        "application/octet-stream": text,
        "text/plain": text,
        "application/xml": text,
    } }));
    has(&code, "pub fn create(&self, ");
    has(&code, "pub fn create_bytes(");
    has(&code, "pub fn create_text(");
    assert!(!code.contains("create_xml"), "{code}");
}

#[test]
fn bodies_that_are_called_after_the_operation_have_no_name_of_their_own() {
    let named = |name: &str, config: &str| {
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        let description = json!({
            "openapi": "3.1.0",
            "info": { "title": "Bodies", "version": "1" },
            "paths": { "/heaps": { "post": {
                "operationId": "add_heap_heaps_post",
                "requestBody": {
                    "required": true,
                    "content": { "application/json": { "schema": reference } },
                },
                "responses": { "204": { "description": "Done." } },
            } } },
            "components": { "schemas": { name: object(&["name"], &json!(false)) } },
        });
        let path = std::path::Path::new("bodies.toml");
        let config = Config::parse(path, config.to_owned()).expect("it is valid");
        let (generated, _) = generate("bodies.json", description.to_string(), &config);
        let files = generated.expect("the description is valid").files;
        let found = files.iter().find(|(path, _)| *path == "src/resources/heaps.rs");
        found.expect("a resource").1.to_owned()
    };
    has(&named("Body_add_heap_heaps_post", ""), "(&self, params: HeapCreateParams)");
    // Somebody has given the operation another id.
    has(&named("Body_Add_a_heap_heaps_post", ""), "(&self, params: HeapCreateParams)");
    has(&named("Body_heap", ""), "(&self, body_heap: &BodyHeap)");
    // What the user says something of keeps its name.
    let renamed = "[types.rename]\nBody_add_heap_heaps_post = \"NewHeap\"";
    has(&named("Body_add_heap_heaps_post", renamed), "(&self, new_heap: &NewHeap)");
}

/// A part can be a file as well as the id of one.
#[test]
fn a_part_that_is_a_file_or_text_is_a_file() {
    let schema = json!({ "type": "object", "required": ["photo"], "properties": {
        "photo": { "anyOf": [{}, { "type": "string" }] },
        "note": { "anyOf": [{ "type": "integer" }, { "type": "string" }] },
    } });
    let body = |media_type: &str| {
        call(
            &json!({ "required": true, "content": { media_type: { "schema": schema } } }),
        )
    };
    let code = body("multipart/form-data");
    has(&code, "pub photo: FilePart,");
    has(&code, "pub note: Option<HeapCreateNote>,");
    assert!(!body("application/json").contains("FilePart"));
}

/// OpenAPI 3.1 says by keywords of JSON Schema what `format: binary` says before it.
#[test]
fn parts_whose_content_is_bytes_are_files() {
    let part = |schema: Value| {
        let form = json!({ "type": "object", "properties": { "one": schema } });
        let body = json!({ "content": { "multipart/form-data": { "schema": form } } });
        call_of("3.1.0", &body)
    };
    for file in [
        json!({ "contentEncoding": "binary" }),
        json!({ "contentEncoding": "binary", "contentMediaType": "text/plain" }),
        json!({ "contentEncoding": "8bit", "contentMediaType": "image/png" }),
        json!({ "contentMediaType": "image/png" }),
    ] {
        for kind in [json!("string"), json!(["string", "null"])] {
            let mut file = file.clone();
            file["type"] = kind;
            has(&part(file), "pub one: Option<FilePart>");
        }
    }
    for text in [
        json!({ "type": "string", "contentEncoding": "7bit" }),
        json!({ "type": "string", "contentEncoding": "8bit", "contentMediaType": "text/plain" }),
        json!({ "type": "string", "contentMediaType": "application/xml" }),
    ] {
        has(&part(text), "pub one: Option<String>");
    }
}

/// Frameworks list every media type that they can parse.
#[test]
fn files_are_sent_as_parts_where_json_has_the_same_members() {
    let file = json!({ "type": "string", "format": "binary" });
    let with = |member: &Value| {
        json!({ "type": "object", "required": ["file"], "properties": {
            "file": member, "title": { "type": "string" },
        } })
    };
    let all = |json: &Value, parts: &Value| {
        call(&json!({ "required": true, "content": {
            "application/json": { "schema": json },
            "application/x-www-form-urlencoded": { "schema": json },
            "multipart/form-data": { "schema": parts },
        } }))
    };
    let same = all(&with(&file), &with(&file));
    has(&same, ".files(\"file\", [&params.file])");
    has(&same, "pub fn create(&self");
    assert!(!same.contains("create_") && !same.contains("json_body"), "{same}");
    // What says something else has a method of its own, and so has JSON without a file.
    let text = json!({ "type": "string" });
    let other = all(&with(&text), &with(&file));
    has(&other, "pub fn create(&self");
    has(&other, "pub fn create_multipart(&self");
    has(&other, ".json_body(");
    let without = all(&with(&text), &with(&text));
    has(&without, ".json_body(");
}
