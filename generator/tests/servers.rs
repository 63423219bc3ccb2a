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

/// A description with these servers and, of one operation, those.
fn with_servers(servers: &Value, own: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Shop", "version": "1" },
        "servers": servers,
        "paths": pets(&json!({ "operationId": "a", "servers": own })),
    })
}

/// The README of an SDK, its client, and the notes with theirs, places and help.
fn written(description: &Value) -> (String, String, Vec<String>) {
    let (generated, diagnostics) =
        generate("shop.json", description.to_string(), &Config::default());
    let generated = generated.expect("the description is valid");
    let file = |path: &str| {
        let found = generated.files.iter().find(|(known, _)| *known == path);
        found.expect("it is written").1.to_owned()
    };
    let notes = diagnostics.iter().map(|one| {
        let at = format!("{:?}", one.primary);
        format!("{} | {} | {:?} | {at}", one.message, one.notes.join(" "), one.help)
    });
    (file("README.md"), file("src/client.rs"), notes.collect())
}

#[test]
fn servers_that_only_the_user_knows_are_listed() {
    let tenant =
        json!({ "tenant": { "default": "your-tenant", "description": "Yours" } });
    let known = json!({ "url": "https://a.test" });
    let open = json!({
        "url": "https://{tenant}.eu.test", "description": "Europe", "variables": tenant
    });
    let other = json!({ "url": "https://{tenant}.test", "variables": tenant });
    let (readme, client, _) = written(&with_servers(&json!([known, open]), &json!([])));
    assert!(readme.contains("- `https://{tenant}.eu.test`: Europe.\n"), "{readme}");
    assert!(readme.contains("- `{tenant}` of `https://{tenant}.eu.test`: Yours\n"));
    assert!(!client.contains("{tenant}"), "{client}");
    let (readme, client, notes) =
        written(&with_servers(&json!([other, open]), &json!([])));
    assert!(readme.contains("- `https://{tenant}.eu.test`: Europe.\n"), "{readme}");
    assert!(client.contains("base_url: \"https://{tenant}.test\""), "{client}");
    assert!(client.contains("A variable of the server's URL has no value"), "{client}");
    let noted = notes.iter().filter(|one| {
        one.starts_with("`your-tenant`, the default of `tenant` of the server")
            && one.contains("/variables/tenant")
    });
    assert_eq!(noted.count(), 2, "{notes:?}");
}

#[test]
fn a_variable_that_is_the_whole_url_is_the_base_url() {
    let one = |default: &str| json!({ "baseUrl": { "default": default }, "version": { "default": "version" } });
    let table = [
        (json!([{ "url": "{baseUrl}", "variables": one("https://example.com") }]), ""),
        (
            json!([{ "url": "{baseUrl}/{version}/a", "variables": one("<url>") }]),
            "/version/a",
        ),
        (json!([{ "url": "{scheme}://{host}/v1" }]), "/v1"),
    ];
    for (servers, path) in table {
        let (readme, client, _) = written(&with_servers(&servers, &json!([])));
        assert!(
            client.contains(&format!("base_url: \"{path}\"")),
            "{servers}: {client}"
        );
        assert!(!client.contains("ParameterPlace::Server"), "{servers}: {client}");
        assert!(readme.contains("does not say where the API is"), "{servers}: {readme}");
    }
    let own = json!([{ "url": "{baseUrl}", "variables": one("https://example.com") }]);
    let known = json!([{ "url": "https://a.test" }]);
    let (generated, diagnostics) = generate(
        "shop.json",
        with_servers(&known, &own).to_string(),
        &Config::default(),
    );
    assert!(generated.expect("valid").api.operations[0].servers.is_empty());
    let told: Vec<String> = diagnostics
        .iter()
        .map(|one| format!("{}: {}", one.message, one.notes.join(" ")))
        .collect();
    assert_eq!(
        told,
        [
            "the server `{baseUrl}` of an operation begins with what only users know: calls go to \
          the base URL of the client instead"
        ]
    );
}

#[test]
fn collisions_of_variables_of_servers_are_told_where_they_are() {
    let server = json!({
        "url": "https://{base_url}/v1", "variables": { "base_url": { "default": "your-host" } }
    });
    let (_, _, notes) = written(&with_servers(&json!([server]), &json!([])));
    let taken: Vec<&String> = notes
        .iter()
        .filter(|one| one.contains("is taken") || one.contains("is that of"))
        .collect();
    assert_eq!(taken.len(), 2, "{notes:?}");
    for note in taken {
        assert!(note.contains("`[[fix]]`") && !note.contains("rename"), "{note}");
        assert!(note.contains("/servers/0/variables/base_url"), "{note}");
    }
}

#[test]
fn clients_have_what_servers_of_operations_ask_for() {
    let known = json!([{ "url": "https://a.test" }]);
    let own = json!([{ "url": "https://{zone}.test" }]);
    let (readme, client, _) = written(&with_servers(&known, &own));
    assert!(client.contains("pub fn zone(self, zone: impl Into<String>)"), "{client}");
    assert!(client.contains("Calls that go there fail without it"), "{client}");
    assert!(readme.contains("`{zone}` of `https://{zone}.test`, by"), "{readme}");
    // There is a client without it.
    assert!(readme.contains("Client::from_env()?"), "{readme}");
    assert!(!client.contains("variable of the server's URL has no value"), "{client}");
}

#[test]
fn a_path_is_one_of_the_host_that_the_client_has() {
    let tenant = json!({ "tenant": { "default": "your-tenant" } });
    let asked = json!([{ "url": "https://{tenant}.test/v1", "variables": tenant }]);
    let text = with_servers(&asked, &json!([{ "url": "/v2" }])).to_string();
    let (generated, _) = generate("shop.json", text, &Config::default());
    let files = generated.expect("the description is valid").files;
    let found = files.iter().find(|(path, _)| *path == "src/resources/pets.rs");
    let code = found.expect("a resource").1;
    assert!(code.contains(".server(\"/v2\")"), "{code}");
    assert!(code.contains("Goes to `/v2` of the API's host"), "{code}");
}

#[test]
fn regions_are_those_of_all_calls() {
    let region = json!({ "region": { "default": "us", "enum": ["us", "de"] } });
    let all = json!([{ "url": "https://{region}.test", "variables": region }]);
    // The same server, of which nothing is said at the operation.
    let same = with_servers(&all, &json!([{ "url": "https://{region}.test" }]));
    let (_, client, notes) = written(&same);
    assert!(
        client.contains("SERVER_DE: &'static str = \"https://de.test\""),
        "{client}"
    );
    assert!(!client.contains("fn region"), "{client}");
    let [note] = &notes[..] else { panic!("{notes:?}") };
    assert!(
        note.contains("it was read as the one that the API's own server has"),
        "{note}"
    );
    // Where these differ, nothing says which is meant.
    let one = |default: &str| {
        json!({ "url": format!("https://{default}.{{region}}.test"),
        "variables": { "region": { "default": default } } })
    };
    let differing = json!([one("us"), one("de")]);
    let own = json!([{ "url": "https://own.{region}.test" }]);
    let (_, client, notes) = written(&with_servers(&differing, &own));
    assert!(client.contains("pub fn region("), "{client}");
    // What they say themselves stays.
    assert!(client.contains("base_url: \"https://us.us.test\""), "{client}");
    let note = "the API's servers differ in it";
    assert!(notes.iter().any(|one| one.contains(note)), "{notes:?}");
    // One without any value is as if it were not declared.
    let empty =
        json!([{ "url": "https://{region}.test", "variables": { "region": {} } }]);
    let (_, _, notes) =
        written(&with_servers(&empty, &json!([{ "url": "https://b.{region}.test" }])));
    assert!(notes.iter().all(|one| !one.contains("the API's own server")), "{notes:?}");
    // Another one: what is chosen counts for both.
    let own = json!([{ "url": "https://svc.{region}.test", "variables": region }]);
    let description = with_servers(&all, &own);
    let (_, client, _) = written(&description);
    assert!(client.contains("base_url: \"https://{region}.test\""), "{client}");
    assert!(
        client.contains("pub fn region(self, region: impl Into<String>)"),
        "{client}"
    );
    assert!(client.contains("It is one of `us`, `de`."), "{client}");
    let (generated, _) =
        generate("shop.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let found = files.iter().find(|(path, _)| *path == "src/resources/pets.rs");
    let code = found.expect("a resource").1;
    assert!(code.contains(".server(\"https://svc.{region}.test\")"), "{code}");
}
