//! What is reported of servers and references, and what an SDK is made of all the same.

mod support;

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::{Code, Severity};
use support::generate;

/// The base URL of an SDK, and the warnings and notes about its servers.
fn served(description: &mut Value) -> (String, Vec<(Severity, String)>) {
    description["info"] = json!({ "title": "Shop", "version": "1" });
    let (generated, diagnostics) =
        generate("shop.json", description.to_string(), &Config::default());
    let generated = generated.expect("the description is valid");
    let told = diagnostics.iter().filter(|one| one.code != Code::MissingOperationId);
    let told = told
        .map(|one| (one.severity, format!("{} {}", one.message, one.notes.join(" "))));
    (generated.api.client.base_url.clone(), told.collect())
}

fn pets(operation: &Value) -> Value {
    let mut operation = operation.clone();
    operation["responses"] = json!({ "204": { "description": "Fine." } });
    json!({ "/pets": { "get": operation } })
}

#[test]
fn the_note_on_a_server_without_a_host_names_the_one_that_is_called() {
    let urls = ["/v1", "http://b.example", "https://b.example"];
    let servers = urls.map(|url| json!({ "url": url }));
    let paths = pets(&json!({}));
    let (url, told) =
        served(&mut json!({ "openapi": "3.0.3", "servers": servers, "paths": paths }));
    assert_eq!(url, "https://b.example");
    let [(Severity::Note, text)] = &told[..] else { panic!("{told:?}") };
    assert!(text.contains("calls go to `https://b.example`"), "{text}");
}

#[test]
fn variables_stand_for_whole_urls_and_for_numbers() {
    let server = |url: &str, variable: Value| json!({ "url": url, "variables": { "v": variable } });
    let table = [
        (server("{v}", json!({ "default": "https://a.test" })), "https://a.test", 0),
        (
            server(
                "https://a.example:{v}",
                json!({ "enum": [443, 8443], "default": "443" }),
            ),
            "https://a.example:443",
            0,
        ),
        (
            server("https://a.example:{v}", json!({ "enum": [8443] })),
            "https://a.example:8443",
            1,
        ),
    ];
    for (server, expected, count) in table {
        let paths = pets(&json!({}));
        let (url, told) = served(
            &mut json!({ "openapi": "3.0.3", "servers": [server], "paths": paths }),
        );
        assert_eq!((url.as_str(), told.len()), (expected, count), "{told:?}");
    }
}

#[test]
fn servers_that_are_not_called_by_http_are_told() {
    let paths = pets(&json!({ "servers": [{ "url": "ftp://files.example" }] }));
    let servers = json!([{ "url": "wss://a.example" }, { "url": "https://b.example" }]);
    let (url, told) =
        served(&mut json!({ "openapi": "3.0.3", "servers": servers, "paths": paths }));
    assert_eq!(url, "https://b.example");
    let texts: Vec<&str> = told.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(told.len(), 2, "{texts:?}");
    assert!(told.iter().all(|(severity, _)| *severity == Severity::Warning));
    assert!(
        texts.iter().any(|text| text.contains("`ftp://files.example` is not called"))
    );
    assert!(texts.iter().any(|text| text.contains("`wss://a.example` is not called")));
}

#[test]
fn schemes_that_are_not_http_are_told() {
    for (schemes, severity, about) in [
        (json!(["wss"]), Severity::Warning, "none of the schemes"),
        (json!(["https", "wss"]), Severity::Note, "`wss`"),
    ] {
        let (url, told) = served(&mut json!({
            "swagger": "2.0", "host": "a.example", "schemes": schemes,
            "paths": pets(&json!({})),
        }));
        assert_eq!(url, "https://a.example");
        let [(told, text)] = &told[..] else { panic!("{told:?}") };
        assert_eq!(*told, severity);
        assert!(text.contains(about), "{text}");
    }
}

/// An operation of Swagger 2.0 that is called by another scheme than the others are.
#[test]
fn schemes_of_operations() {
    let table = [
        (json!(["http"]), vec!["http://a.example/v1"], 0),
        (json!(["http", "wss"]), vec!["http://a.example/v1"], 0),
        (json!(["HTTP", "https"]), vec![], 0),
        (json!([]), vec![], 0),
        (json!(["wss"]), vec![], 1),
    ];
    for (schemes, expected, count) in table {
        let description = json!({
            "swagger": "2.0",
            "info": { "title": "Shop", "version": "1" },
            "host": "a.example",
            "basePath": "/v1",
            "schemes": ["http", "https"],
            "paths": pets(&json!({ "operationId": "a", "schemes": schemes })),
        });
        let (generated, diagnostics) =
            generate("shop.json", description.to_string(), &Config::default());
        let api = generated.expect("the description is valid").api;
        let urls = api.operations[0].servers.iter().map(|one| one.url.as_str());
        assert_eq!(urls.collect::<Vec<_>>(), expected, "{schemes}");
        assert_eq!(diagnostics.number_of(Code::Repaired), count, "{schemes}");
    }
}

#[test]
fn a_long_chain_of_references_is_no_cycle() {
    let name = |number: usize| format!("A{number}");
    let to = |number: usize| json!({ "$ref": format!("#/components/schemas/{}", name(number)) });
    let codes = |count: usize, last: Value| {
        let mut schemas: serde_json::Map<String, Value> =
            (0..count).map(|number| (name(number), to(number + 1))).collect();
        schemas.insert(name(count), last);
        let content = json!({ "application/json": { "schema": to(0) } });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Shop", "version": "1" },
            "paths": { "/pets": { "get": { "responses": { "200": {
                "description": "Fine.", "content": content,
            } } } } },
            "components": { "schemas": schemas },
        });
        let (_, diagnostics) =
            generate("shop.json", description.to_string(), &Config::default());
        let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let mut codes: Vec<Code> = errors.map(|one| one.code).collect();
        codes.dedup();
        codes
    };
    let text = || json!({ "type": "string" });
    assert_eq!(codes(50, text()), []);
    assert_eq!(codes(150, text()), [Code::TooDeep]);
    assert_eq!(codes(50, to(0)), [Code::RefCycle]);
}
