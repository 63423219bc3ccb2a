//! The calls that docs, README and the example show.

mod support;

use serde_json::{Value, json};
use specwright::Generated;
use specwright::config::Config;
use support::generate;

/// What comes of one operation with these parameters, which are all required.
fn sdk(parameters: &Value, answers: &Value) -> Generated {
    let path: String = parameters.as_array().into_iter().flatten().fold(
        "/things".to_owned(),
        |path, one| match one["in"].as_str() {
            Some("path") => format!("{path}/{{{}}}", one["name"].as_str().unwrap_or("")),
            _ => path,
        },
    );
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "servers": [{ "url": "https://things.example" }],
        "paths": { path: { "get": {
            "operationId": "getThings",
            "parameters": parameters,
            "responses": answers,
        } } },
    });
    let (generated, _) =
        generate("things.json", description.to_string(), &Config::default());
    generated.expect("the description is valid")
}

fn file(generated: &Generated, path: &str) -> String {
    let found = generated.files.iter().find(|(found, _)| *found == path);
    found.unwrap_or_else(|| panic!("no {path}")).1.to_owned()
}

fn parameter(place: &str, name: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": place, "required": true, "schema": schema })
}

/// The quickstart of an operation that requires a value of this schema in its query.
fn quickstart(schema: &Value) -> String {
    let answers = json!({ "204": { "description": "Nothing." } });
    let generated = sdk(&json!([parameter("query", "one", schema)]), &answers);
    file(&generated, "examples/quickstart.rs")
}

#[test]
fn values_are_those_of_the_description() {
    for (schema, value) in [
        (json!({ "type": "integer", "example": 2017 }), "2017"),
        (json!({ "type": "number", "example": 100 }), "100.0"),
        (json!({ "type": "boolean", "example": false }), "false"),
        (json!({ "type": "string", "example": 7 }), "\"7\""),
        (json!({ "type": "string", "enum": ["a", "b"], "example": "b" }), "One::B"),
        (
            json!({ "type": "array", "items": { "type": "string", "example": "x" } }),
            "vec![\"x\".to_owned()]",
        ),
        (
            json!({ "type": "array", "items": { "type": "string", "enum": ["a"] } }),
            "vec![ThingListOneItem::A]",
        ),
        (
            json!({ "type": "string", "format": "date", "example": "2020-02-29" }),
            "\"2020-02-29\".parse()?",
        ),
        (
            json!({ "type": "string", "format": "date-time" }),
            "\"2024-05-01T12:00:00Z\".parse()?",
        ),
        (
            json!({ "type": "string", "format": "uuid", "example": "none" }),
            "\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\".parse()?",
        ),
    ] {
        let code = quickstart(&schema);
        assert!(code.contains(value), "{value} is not in\n{code}");
    }
}

#[test]
fn what_is_parsed_in_docs_has_errors_of_its_own() {
    let answers = json!({ "204": { "description": "Nothing." } });
    let day = json!({ "type": "string", "format": "date" });
    let generated = sdk(&json!([parameter("path", "day", &day)]), &answers);
    let code = file(&generated, "src/resources/things.rs");
    assert!(code.contains(".parse()?"), "{code}");
    assert!(code.contains("-> Result<(), Box<dyn std::error::Error>> {"), "{code}");
    let text =
        sdk(&json!([parameter("path", "id", &json!({ "type": "string" }))]), &answers);
    let code = file(&text, "src/resources/things.rs");
    assert!(code.contains("-> things::Result<()> {"), "{code}");
}

/// The docs of the call.
fn docs(parameters: &Value, answers: &Value) -> String {
    let code = file(&sdk(parameters, answers), "src/resources/things.rs");
    let lines = code.lines().map(str::trim).filter_map(|line| line.strip_prefix("///"));
    lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

#[test]
fn arguments_have_all_that_is_said_of_them() {
    let mut id = parameter("path", "id", &json!({ "type": "string", "minLength": 2 }));
    id["description"] = json!("Which one.\n\n* One of yours.\n* Or `all`.");
    let answers = json!({ "204": { "description": "Nothing." } });
    let docs = docs(&json!([id]), &answers);
    let expected = "# Arguments\n\n- `id`: Which one.\n\n  - One of yours.\n  - Or `all`.\n\n  At \
                    least 2 characters.\n";
    assert!(docs.contains(expected), "{docs}");
}

#[test]
fn errors_and_headers_have_all_that_is_said_of_them() {
    let said =
        "Too many calls. Wait a while.\n\n| plan | calls |\n|---|---|\n| free | 5 |";
    let body = json!({ "application/json": { "schema": {
        "type": "object", "properties": { "code": { "type": "integer" } },
    } } });
    let answers = json!({
        "200": {
            "description": "Things.",
            "headers": { "X-Left": { "description": "How many are left. Never less than 0." } },
        },
        "404": { "description": "There is none. It may have been there.", "content": body },
        "409": { "description": "| a | b |\n|---|---|\n| c | d |", "content": body },
        "429": { "description": said, "headers": {
            "Retry-After": { "description": "Seconds." },
            "X-Left": { "description": "None." },
        } },
    });
    let docs = docs(&json!([]), &answers);
    for part in [
        "- `X-Left`: How many are left. Never less than 0.\n",
        // The variants of the error have all of it.
        "- 404: There is none.\n- 409\n",
        "- 429: Too many calls. Wait a while.\n\n  | plan | calls |\n  | --- | --- |\n  | free | 5 |\n\n  \
         Has the header `Retry-After`.\n",
    ] {
        assert!(docs.contains(part), "{part}\nis not in\n{docs}");
    }
}

#[test]
fn answers_without_a_type_are_shown() {
    let answers = |content: Value| {
        let content = json!({ "application/json": content });
        docs(
            &json!([]),
            &json!({ "200": { "description": "Things.", "content": content } }),
        )
    };
    let shown = "An answer as the description shows it:\n\n```json\n{\n  \"name\": \"Rex\"\n}\n```\n";
    let example = json!({ "name": "Rex" });
    let several = json!({ "one": { "value": "{\"name\": \"Rex\"}" } });
    for content in [
        json!({ "example": example }),
        json!({ "examples": several }),
        json!({ "schema": {}, "example": example }),
    ] {
        let docs = answers(content);
        assert!(docs.contains(shown), "{docs}");
    }
    let schema =
        json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let typed = answers(json!({ "schema": schema, "example": example }));
    assert!(!typed.contains("shows it"), "{typed}");
    let long: Vec<u32> = (0..100).collect();
    let long = answers(json!({ "example": long }));
    assert!(long.contains("  37,\n  38,\n…\n```\n"), "{long}");
}

/// The first call of an SDK whose paths give text.
fn first_call(paths: &[&str]) -> String {
    let mut items = serde_json::Map::new();
    for path in paths {
        let (method, path) = path.split_once(' ').expect("a method and a path");
        let keys = path.split('{').skip(1).filter_map(|part| part.split('}').next());
        let keys: Vec<Value> = keys
            .map(|key| parameter("path", key, &json!({ "type": "string" })))
            .collect();
        let text = json!({ "text/plain": { "schema": { "type": "string" } } });
        let answers = json!({ "200": { "description": "Text.", "content": text } });
        let operation = json!({ "parameters": keys, "responses": answers });
        items.insert(path.to_owned(), json!({ method.to_lowercase(): operation }));
    }
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "servers": [{ "url": "https://things.example" }],
        "paths": items,
    });
    let (generated, _) =
        generate("things.json", description.to_string(), &Config::default());
    let readme = file(&generated.expect("the description is valid"), "README.md");
    let call = readme.lines().find_map(|line| line.split_once("let answer = "));
    call.expect("there is a call").1.to_owned()
}

#[test]
fn the_first_call_is_one_for_which_little_has_to_be_known() {
    let call =
        first_call(&["GET /a/{x}/b/{y}", "GET /pets/{pet}", "GET /users/me/card"]);
    assert_eq!(call, "client.users().me().card().get().await?;");
    let call = first_call(&["GET /a/{x}/b/{y}", "GET /pets/{pet}", "POST /pets"]);
    assert_eq!(call, "client.pets().get(\"pet\").await?;");
}

/// Who has the credentials that nearly all calls need can try it.
#[test]
fn the_first_call_needs_the_credentials_that_most_need() {
    let list = |security: Value| {
        let texts = json!({ "type": "array", "items": { "type": "string" } });
        let content = json!({ "application/json": { "schema": texts } });
        let mut operation = json!({
            "responses": { "200": { "description": "All.", "content": content } },
        });
        if !security.is_null() {
            operation["security"] = security;
        }
        json!({ "get": operation })
    };
    let readme = |of_admins: Value| {
        let bearer = json!({ "type": "http", "scheme": "bearer" });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Keys", "version": "1" },
            "servers": [{ "url": "https://keys.example" }],
            "security": [{ "key": [] }],
            "paths": {
                "/admins": list(of_admins),
                "/chats": list(Value::Null),
                "/models": list(Value::Null),
            },
            "components": { "securitySchemes": { "key": bearer, "admin": bearer } },
        });
        let (generated, _) =
            generate("keys.json", description.to_string(), &Config::default());
        file(&generated.expect("the description is valid"), "README.md")
    };
    let shows = |of_admins: Value, call: &str| {
        let readme = readme(of_admins);
        assert!(
            readme.contains(&format!("let answer = client.{call}().list()")),
            "{readme}"
        );
    };
    shows(json!([{ "admin": [] }]), "chats");
    shows(json!([{ "admin": [] }, { "key": [] }]), "admins");
    shows(json!([]), "admins");
}

#[test]
fn examples_that_are_encoded_already_are_shown_as_callers_give_them() {
    let mut query = parameter("query", "filter", &json!({ "type": "string" }));
    query["example"] = json!("name%3D%22a%20b%22");
    let path =
        parameter("path", "id", &json!({ "type": "string", "example": "prod%2Faws" }));
    let answers = json!({ "204": { "description": "Done." } });
    let generated = sdk(&json!([path, query]), &answers);
    let text = file(&generated, "src/resources/things.rs");
    assert!(
        text.contains(r#""name=\"a b\"""#) && text.contains(r#""prod/aws""#),
        "{text}"
    );
    assert!(!text.contains('%'), "{text}");
}
