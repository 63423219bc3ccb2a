//! What the files around the code say, whatever a description is called.

mod support;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use specwright::config::Config;
use support::generate;

/// The description of an API.
fn description(title: &str, server: &str, path: &str) -> String {
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": title, "version": "1" },
        "servers": [{ "url": server }],
        "paths": { path: { "get": { "responses": { "204": { "description": "Done." } } } } },
    });
    description.to_string()
}

/// The files of the SDK of a description in a file of that name.
fn files_of(
    file: &str,
    description: String,
    config: &Config,
) -> BTreeMap<String, String> {
    let (generated, _) = generate(file, description, config);
    let files = generated.expect("the description is valid").files;
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// The files of an SDK.
fn files(title: &str, server: &str, path: &str) -> BTreeMap<String, String> {
    files_of("api.json", description(title, server, path), &Config::default())
}

#[track_caller]
fn check(title: &str, name: &str, description: &str) {
    let manifest = &files(title, "/", "/a")["Cargo.toml"];
    for line in [format!("name = {name:?}"), format!("description = {description:?}")] {
        assert!(manifest.lines().any(|one| one == line), "{line}\n{manifest}");
    }
}

#[test]
fn a_package_is_not_called_like_what_it_depends_on() {
    check("HTTP", "http-client", "Client for the HTTP API.");
    check("Serde JSON API", "serde-json-api", "Client for the Serde JSON API.");
    check("Serde JSON", "serde-json-client", "Client for the Serde JSON API.");
    check("core", "core-client", "Client for the core API.");
    check("Type", "type-client", "Client for the Type API.");
    check("Pets", "pets", "Client for the Pets API.");
    check("The Pets", "the-pets", "Client for the Pets API.");
    check("Pets API v2", "pets-api-v2", "Client for the Pets API v2.");
    check("Pets apis", "pets-apis", "Client for the Pets apis.");
    check("API", "api", "Client for an HTTP API.");
}

/// Cargo refuses zeros before numbers, and a whole workspace with them.
#[test]
fn a_package_has_a_version_that_cargo_takes() {
    let check = |version: &str, expected: &str, is_told: bool| {
        let description = description("T", "/", "/a")
            .replace(r#""version":"1""#, &format!("\"version\":{version:?}"));
        let files = files_of("api.json", description, &Config::default());
        let line = format!("version = \"{expected}\"");
        assert!(files["Cargo.toml"].lines().any(|one| one == line), "{version}");
        let told = format!("//! Version of the API: `{version}`.");
        assert_eq!(files["src/lib.rs"].contains(&told), is_told, "{version}");
    };
    check("1.2.3-rc.1", "1.2.3-rc.1", false);
    check("1.181.0-01", "1.181.0-1", true);
    check("2024-01-09", "0.1.0", true);
}

#[test]
fn the_description_of_a_package_is_plain_text() {
    check(
        "snake_case *pets*",
        "snake-case-pets",
        "Client for the snake_case *pets* API.",
    );
    check("a\u{202e}b\n c", "ab-c", "Client for the ab c API.");
}

#[test]
fn the_url_of_a_server_is_text_in_examples() {
    let files = files("T", "/a\";panic!(\"x\");\"", "/a");
    let line = r#"let server = "https://example.com/a\";panic!(\"x\");\"";"#;
    for file in ["README.md", "examples/quickstart.rs", "src/lib.rs"] {
        let text = &files[file];
        assert!(text.contains(line), "{file}\n{text}");
        assert!(!text.contains("a\";panic"), "{file}\n{text}");
    }
}

#[test]
fn nothing_in_a_list_of_calls_is_hidden() {
    let list = &files("T", "/", "/a\u{1b}[31m\u{202e}b`c")["api.md"];
    assert!(list.contains(r"``GET /a\u{1b}[31m\u{202e}b`c``"), "{list}");
}

/// The client and the README of an SDK whose calls take one of some alternatives.
fn authenticated(title: &str, security: Value, schemes: Value) -> (String, String) {
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": title, "version": "1" },
        "security": security,
        "paths": { "/me": { "get": { "responses": { "204": { "description": "Done." } } } } },
        "components": { "securitySchemes": schemes },
    });
    let (generated, _) =
        generate("mail.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let text = |name: &str| {
        let file = files.iter().find(|(path, _)| *path == name);
        file.map(|(_, text)| text.to_owned()).expect("a file of the package")
    };
    (text("src/client.rs"), text("README.md"))
}

/// The variables and the methods of credentials in a README.
fn credentials(readme: &str) -> Vec<&str> {
    let rows = readme.lines().filter(|line| line.starts_with('|'));
    rows.filter(|line| line.contains("ClientBuilder::")).collect()
}

/// Two schemes for one header, as descriptions of Google's have them for each scope.
#[test]
fn one_token_is_enough_for_two_schemes_of_one_header() {
    let alternative = |scope: &str| json!({ "Oauth2": [scope], "Oauth2c": [scope] });
    let scheme = json!({ "type": "oauth2", "flows": {} });
    let (client, readme) = authenticated(
        "Mail",
        json!([alternative("a"), alternative("b")]),
        json!({ "Oauth2": scheme, "Oauth2c": scheme }),
    );
    assert!(client.contains("security: &[&[0], &[1]],"));
    assert_eq!(
        credentials(&readme),
        [
            "| `MAIL_ACCESS_TOKEN` | `ClientBuilder::access_token` |",
            "| `MAIL_OAUTH2C` | `ClientBuilder::oauth2c` |",
        ]
    );
}

#[test]
fn credentials_have_the_names_that_one_would_give_them() {
    let bearer = json!({ "type": "http", "scheme": "bearer" });
    let key = json!({ "type": "apiKey", "in": "header", "name": "X-Key" });
    let table = [
        ("Tok", "bearerAuth", &bearer, "`TOK_TOKEN` | `ClientBuilder::token`"),
        (
            "Tok",
            "TokApiTokenAuth",
            &bearer,
            "`TOK_API_TOKEN` | `ClientBuilder::api_token`",
        ),
        ("Tok", "ApiKeyAuth", &key, "`TOK_API_KEY` | `ClientBuilder::api_key`"),
        ("Tok", "session", &key, "`TOK_SESSION` | `ClientBuilder::session`"),
        // Neither without the name of the API, nor the variable of its URL.
        ("Tok", "tokens of", &key, "`TOK_TOKENS_OF` | `ClientBuilder::tokens_of`"),
        ("Tok", "base_url", &key, "`TOK_BASE_URL_KEY` | `ClientBuilder::with_base_url`"),
    ];
    for (title, name, scheme, expected) in table {
        let mut security = Map::new();
        security.insert(name.to_owned(), json!([]));
        let mut schemes = Map::new();
        schemes.insert(name.to_owned(), scheme.clone());
        let (_, readme) = authenticated(title, json!([security]), schemes.into());
        let [row] = credentials(&readme)[..] else { panic!("{name}\n{readme}") };
        assert!(row.contains(expected), "{name}: {row}");
    }
}

#[test]
fn the_readme_says_how_to_send_credentials_that_are_not_described() {
    let (_, readme) = authenticated("Mail", json!([]), json!({}));
    assert!(readme.contains("## Authentication"), "{readme}");
    assert!(readme.contains("default_header(\"authorization\", \"…\")"), "{readme}");
}

#[test]
fn the_readme_says_that_calls_make_idempotency_keys() {
    let readme = |header: &str| {
        let key =
            json!({ "name": header, "in": "header", "schema": { "type": "string" } });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Shop", "version": "1" },
            "paths": { "/orders": { "post": {
                "parameters": [key],
                "responses": { "204": { "description": "Done." } },
            } } },
        });
        let (generated, _) =
            generate("shop.json", description.to_string(), &Config::default());
        let files = generated.expect("the description is valid").files;
        let file = files.iter().find(|(path, _)| *path == "README.md");
        file.map(|(_, text)| text.to_owned()).expect("a README")
    };
    assert!(readme("Idempotency-Key").contains("\n## Idempotency keys\n"));
    assert!(!readme("X-Request-Id").contains("\n## Idempotency keys\n"));
}

#[test]
fn what_the_readme_says_of_the_sdk_is_clean() {
    let line = |files: &BTreeMap<String, String>| {
        files["README.md"].lines().nth(2).unwrap_or_default().to_owned()
    };
    let named = files("Pets <script>alert(1)</script> [x API", "/", "/a");
    assert_eq!(
        line(&named),
        r"Client for the Pets \<script>alert(1)\</script> \[x API."
    );
    let mut config = Config::default();
    config.package.description =
        Some("Pets <b>of\u{202e}</b> all kinds. \n\n <i>".into());
    let described = files_of("api.json", description("Pets", "/", "/a"), &config);
    assert_eq!(line(&described), "Pets **of** all kinds.");
    // A manifest has it as it is.
    assert!(described["Cargo.toml"].contains("Pets <b>of"));
}

#[test]
fn the_name_of_a_file_is_one_line() {
    let text = description("T", "/", "/a");
    let files = files_of("a\nfn evil() {}.json", text, &Config::default());
    let manifest = &files["Cargo.toml"];
    assert!(manifest.starts_with("# @generated by specwright"), "{manifest}");
    for (path, text) in files {
        assert!(!text.contains("\nfn evil"), "{path}\n{text}");
    }
}

#[test]
fn modules_are_not_called_like_crates_that_the_code_names() {
    let one = |name: &str| {
        let answer = json!({ "application/json": { "schema": { "type": "object", "properties": {
            "at": { "type": "string", "format": "date-time" },
            "id": { "type": "string", "format": "uuid" },
        } } } });
        let answers = json!({ "200": { "description": "One.", "content": answer } });
        (
            format!("/{name}"),
            json!({ "get": { "operationId": name, "responses": answers } }),
        )
    };
    let paths: Map<String, Value> =
        ["jiff", "uuid", "std", "search"].into_iter().map(one).collect();
    let description = json!({
        "openapi": "3.0.3", "info": { "title": "T", "version": "1" }, "paths": paths,
    });
    let files = files_of("api.json", description.to_string(), &Config::default());
    for name in ["jiff", "uuid", "std"] {
        assert!(
            files.contains_key(&format!("src/resources/{name}_module.rs")),
            "{files:#?}"
        );
    }
    assert!(files["src/resources/mod.rs"].contains("pub fn jiff(&self)"));
}

/// The call that the README of an SDK shows first.
fn first_call(operations: &[(&str, &str, Value)]) -> String {
    let mut paths = Map::new();
    for (method, path, operation) in operations {
        let mut operation = operation.clone();
        operation["responses"] = json!({ "204": { "description": "Done." } });
        let item = paths.entry(*path).or_insert_with(|| json!({}));
        item[*method] = operation;
    }
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Doors", "version": "1" },
        "servers": [{ "url": "https://example.com" }],
        "paths": paths,
    });
    let (generated, _) =
        generate("doors.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let readme =
        files.iter().find(|(path, _)| *path == "README.md").expect("a README").1;
    let call = readme.lines().find(|line| line.contains("    client."));
    call.map(|line| line.trim().to_owned()).unwrap_or_default()
}

#[test]
fn a_readme_begins_with_a_call_wherever_there_is_one() {
    let plain = json!({});
    let old = json!({ "deprecated": true });
    let [delete, create] = [("delete", "/doors", &plain), ("post", "/doors", &plain)];
    let [find, list] = [("post", "/keys/list", &plain), ("get", "/keys", &plain)];
    let outdated = ("get", "/locks", &old);
    let table: [(&[_], &str); 6] = [
        (&[], ""),
        (&[outdated], "client.locks().list().await?;"),
        (&[outdated, delete], "client.doors().delete().await?;"),
        (&[outdated, delete, create], "client.doors().create().await?;"),
        (&[outdated, delete, create, find], "client.keys().list().await?;"),
        (&[find, delete, create, list], "client.keys().list().await?;"),
    ];
    for (operations, call) in table {
        let operations = operations
            .iter()
            .map(|(method, path, one)| (*method, *path, (*one).clone()));
        assert_eq!(first_call(&operations.collect::<Vec<_>>()), call);
    }
}

#[test]
fn the_readme_has_all_that_is_said_of_credentials() {
    let about =
        "A key. Make one at https://keys.example.\n\n- It begins with `k`.\n- It ends.";
    let scheme = json!({ "type": "apiKey", "in": "header", "name": "X-Key", "description": about });
    let (_, readme) =
        authenticated("Keys", json!([{ "key": [] }]), json!({ "key": scheme }));
    let told = "- `ClientBuilder::api_key`: A key. Make one at <https://keys.example>.\n\n  - It begins \
                with `k`.\n  - It ends.\n";
    assert!(readme.contains(told), "{readme}");
}

/// Who gives the token alone where the whole header is meant is refused.
#[test]
fn the_readme_says_where_all_of_authorization_is_meant() {
    let readme = |scheme: Value| {
        let mut description: Value =
            serde_json::from_str(&description("T", "/", "/a")).expect("JSON");
        description["components"] = json!({ "securitySchemes": { "Token": scheme } });
        description["security"] = json!([{ "Token": [] }]);
        let files = files_of("api.json", description.to_string(), &Config::default());
        assert_eq!(
            files["README.md"].contains("It is the whole value of `Authorization`"),
            files["src/lib.rs"].contains("It is the whole value of `Authorization`"),
        );
        files["README.md"].clone()
    };
    let key = |name: &str| json!({ "type": "apiKey", "in": "header", "name": name });
    let whole = "- `ClientBuilder::token`: It is the whole value of `Authorization`, with the \
                 word before the token where there is one, as in `Bearer …`.";
    for name in ["Authorization", "authorization"] {
        let readme = readme(key(name));
        assert!(readme.contains(whole), "{readme}");
    }
    let digest = readme(json!({ "type": "http", "scheme": "digest" }));
    assert!(digest.contains("which begins with `digest`"), "{digest}");
    assert!(!readme(key("X-Token")).contains("whole value"));
}
