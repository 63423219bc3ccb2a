//! Parameters that only say how the answer is written, or how files are sent: which calls have them.

mod support;

use std::path::Path;

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::{Code, Diagnostics};
use specwright::model::Success;
use support::generate;

/// What is told of parameters that are left out or filled in.
fn messages(diagnostics: &Diagnostics) -> Vec<String> {
    let told = diagnostics.iter().filter(|one| one.code == Code::EquivalentMediaType);
    told.map(|one| one.message.clone()).collect()
}

/// A parameter of the query.
fn query_parameter(name: &str, schema: &Value, docs: &str) -> Value {
    json!({ "name": name, "in": "query", "schema": schema, "description": docs })
}

/// What the one call of an API sends in its query, its code, and how many parameters it was told
/// that no call has.
fn asked(
    method: &str,
    parameters: &Value,
    config: &str,
) -> (Vec<String>, String, usize) {
    let done = json!({ "description": "Done.", "content": { "application/json": {
        "schema": { "type": "object", "properties": { "id": { "type": "string" } } },
    } } });
    let operation = json!({ "parameters": parameters, "responses": { "200": done } });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "1" },
        "paths": { "/tasks": { method: operation } },
    });
    let config =
        Config::parse(Path::new("t.toml"), config.to_owned()).expect("it is valid");
    let (generated, diagnostics) = generate("t.json", description.to_string(), &config);
    let files = generated.expect("it is valid").files;
    let found = files.iter().find(|(path, _)| *path == "src/resources/tasks.rs");
    let code = found.expect("a resource").1.to_owned();
    let lines = code.lines().filter_map(|line| line.trim().strip_prefix(".query("));
    let sent = lines
        .map(|line| line.split('"').nth(1).unwrap_or_default().to_owned())
        .collect();
    let told = messages(&diagnostics).len();
    (sent, code, told)
}

/// What only says how the answer is written is nothing that a call could have: the SDK would not read
/// it otherwise.
#[test]
fn no_call_has_what_says_how_the_answer_is_written() {
    let query = query_parameter;
    let text = json!({ "type": "string" });
    let listed = |values: &[&str]| json!({ "type": "string", "enum": values });
    let with_default =
        json!({ "type": "string", "enum": ["xml", "json"], "default": "json" });
    let parameters = json!([
        query("alt", &listed(&["json", "media", "proto"]), "Data format for response."),
        query("callback", &text, "JSONP"),
        query(
            "prettyPrint",
            &json!({ "type": "boolean" }),
            "Returns response with line breaks."
        ),
        query("$.xgafv", &listed(&["1", "2"]), "V1 error format."),
        query("uploadType", &text, "Legacy upload protocol for media."),
        query("format", &with_default, ""),
        query("fields", &text, "Which fields to include."),
        query("pretty", &text, "Only those that are pretty."),
    ]);
    let (sent, code, told) = asked("get", &parameters, "");
    assert_eq!(sent, ["alt", "fields", "pretty"]);
    assert!(code.contains(".query(\"alt\", \"json\")"), "{code}");
    assert_eq!(told, 6);
    let config = "[parameters.rename]\ncallback = 'callback'";
    let (sent, ..) = asked("get", &parameters, config);
    assert_eq!(sent, ["alt", "callback", "fields", "pretty"]);
}

#[test]
fn what_is_about_something_else_stays_with_the_call() {
    let query = query_parameter;
    let text = json!({ "type": "string" });
    // What is called back can be a URL.
    let (sent, ..) =
        asked("get", &json!([query("callback", &text, "The URL to call.")]), "");
    assert_eq!(sent, ["callback"]);
    let others = json!([
        query("upload_type", &text, "Only uploads of this type."),
        query("webhook_callback", &text, "A URL, not a JSONP callback."),
        query("errors", &text, "Each row can have the error format of the file."),
    ]);
    let (sent, _, told) = asked("get", &others, "");
    assert_eq!(sent, ["upload_type", "webhook_callback", "errors"]);
    assert_eq!(told, 0);
    // What is made can be of a format that its description is not.
    let with_default =
        json!({ "type": "string", "enum": ["xml", "json"], "default": "json" });
    let (sent, ..) = asked("post", &json!([query("format", &with_default, "")]), "");
    assert_eq!(sent, ["format"]);
}

/// The parameters that operations have in the SDK, and what is told of those that are left out. All
/// operations refer to the same ones.
fn kept(paths: &Value, parameters: &Value) -> (Vec<Vec<String>>, Vec<String>) {
    let mut paths = paths.clone();
    for operation in paths.as_object_mut().into_iter().flatten().flat_map(|(_, item)| {
        item.as_object_mut().into_iter().flatten().map(|(_, operation)| operation)
    }) {
        let names = parameters.as_object().into_iter().flatten().map(|(name, _)| name);
        let references = names
            .map(|name| json!({ "$ref": format!("#/components/parameters/{name}") }));
        operation["parameters"] = references.collect();
    }
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "1" },
        "paths": paths,
        "components": { "parameters": parameters },
    });
    let (generated, diagnostics) =
        generate("t.json", description.to_string(), &Config::default());
    let operations = generated.expect("it is valid").api.operations;
    let names = operations.iter().map(|operation| {
        operation.parameters.iter().map(|one| one.name.clone()).collect()
    });
    (names.collect(), messages(&diagnostics))
}

#[test]
fn calls_that_send_files_keep_what_says_how() {
    let text = json!({ "type": "string" });
    let upload =
        query_parameter("uploadType", &text, "Legacy upload protocol for media.");
    let file = json!({ "schema": { "type": "string", "format": "binary" } });
    let done = json!({ "204": { "description": "Done." } });
    let sent = json!({ "content": { "application/octet-stream": file } });
    let paths = json!({
        "/files": { "put": { "requestBody": sent, "responses": done } },
        "/tasks": { "put": { "responses": done } },
    });
    let (names, told) = kept(&paths, &json!({ "upload": upload }));
    assert_eq!(names, [vec!["uploadType"], vec![]]);
    assert_eq!(
        told,
        [
            "the parameter `uploadType` says how a file is sent, and the call sends none: some calls \
          do not have it"
        ]
    );
    let (_, told) =
        kept(&json!({ "/tasks": paths["/tasks"] }), &json!({ "upload": upload }));
    assert!(told[0].ends_with(": no call has it"), "{told:?}");
}

#[test]
fn where_nothing_is_read_there_is_no_other_format() {
    let listed =
        json!({ "type": "string", "enum": ["json", "media"], "default": "json" });
    let done = json!({ "204": { "description": "Done." } });
    let paths = json!({ "/tasks": { "delete": { "responses": done } } });
    let parameters = json!({
        "alt": query_parameter("alt", &listed, "Data format for response."),
        "format": query_parameter("format", &listed, "Data format for response."),
    });
    let (names, told) = kept(&paths, &parameters);
    assert_eq!(names, [["format"]]);
    assert_eq!(
        told,
        [
            "the parameter `alt` asks for another format than `json`, as which the answer is read: \
          no call has it"
        ]
    );
}

/// The format at the end of a path is that of what is sent, too.
#[test]
fn what_sends_or_gets_json_alone_has_no_format() {
    let listed = json!({ "type": "string", "enum": ["json", "xml"] });
    let text = json!({ "type": "string" });
    let schema = json!({ "type": "object", "properties": { "id": text } });
    let called = |path: &str,
                  method: &str,
                  sent: Option<&str>,
                  got: Option<&str>,
                  format: &Value| {
        let content = |media_type: &str| json!({ media_type: { "schema": schema } });
        let mut answer = json!({ "description": "Done." });
        if let Some(got) = got {
            answer["content"] = content(got);
        }
        let mut operation = json!({
            "parameters": [{ "name": "format", "in": "path", "required": true, "schema": format }],
            "responses": { "200": answer },
        });
        if let Some(sent) = sent {
            operation["requestBody"] = json!({ "content": content(sent) });
        }
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "T", "version": "1" },
            "paths": { path: { method: operation } },
        });
        let (generated, diagnostics) =
            generate("t.json", description.to_string(), &Config::default());
        let files = generated.expect("it is valid").files;
        let is_filled_in =
            files.iter().any(|(_, code)| code.contains(".path(\"format\", \"json\")"));
        assert_eq!(messages(&diagnostics).len(), usize::from(is_filled_in));
        is_filled_in
    };
    let json = Some("application/json");
    for format in [&listed, &text] {
        for (method, sent, got) in
            [("post", json, json), ("put", json, None), ("patch", None, json)]
        {
            assert!(called("/issues.{format}", method, sent, got, format), "{method}");
        }
    }
    // What else is sent or answered, and other places, say nothing of it; nor does nothing.
    assert!(!called("/issues.{format}", "delete", None, None, &listed));
    assert!(!called("/issues.{ext}", "post", json, json, &text));
    let xml = json!({ "type": "string", "default": "xml" });
    assert!(!called("/issues.{format}", "post", json, json, &xml));
    assert!(!called("/issues.{format}", "post", Some("application/xml"), json, &listed));
    assert!(!called("/issues.{format}", "post", json, Some("text/csv"), &listed));
    assert!(!called("/{format}/issues", "post", json, json, &listed));
    let other = json!({ "type": "string", "enum": ["json", "short"] });
    assert!(!called("/issues.{format}", "post", json, json, &other));
}

/// So it is where answers differ with their status, if all of them are JSON.
#[test]
fn answers_by_status_have_no_format_where_all_are_json() {
    let called = |second: &Value| {
        let schema =
            json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        let first = json!({ "application/json": { "schema": schema } });
        let parameter = json!({ "name": "format", "in": "path", "required": true,
            "schema": { "type": "string", "enum": ["json", "xml"] } });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "T", "version": "1" },
            "paths": { "/issues.{format}": { "post": {
                "parameters": [parameter],
                "responses": {
                    "200": { "description": "Done.", "content": first },
                    "202": { "description": "Later.", "content": second },
                },
            } } },
        });
        let (generated, _) =
            generate("t.json", description.to_string(), &Config::default());
        let generated = generated.expect("it is valid");
        let success = &generated.api.operations[0].success;
        assert!(matches!(success, Success::ByStatus { .. }), "{success:?}");
        let mut code = generated.files.iter().map(|(_, code)| code);
        code.any(|code| code.contains(".path(\"format\", \"json\")"))
    };
    let job = json!({ "type": "object", "properties": { "job": { "type": "string" } } });
    assert!(called(&json!({ "application/json": { "schema": job } })));
    let text = json!({ "type": "string" });
    assert!(!called(&json!({ "text/plain": { "schema": text } })));
}
