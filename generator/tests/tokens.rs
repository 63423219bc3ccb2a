//! Tokens that do not last: which SDKs get them by themselves, and what that takes.

mod support;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use specwright::config::Config;
use support::generate;

/// The files of an API with one operation that each of these schemes is for.
fn files(schemes: &Value) -> BTreeMap<String, String> {
    let names = schemes.as_object().expect("schemes").keys();
    let security: Vec<Value> = names.map(|name| json!({ name: [] })).collect();
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Locks", "version": "1" },
        "security": security,
        "paths": { "/locks": { "get": {
            "operationId": "listLocks",
            "responses": { "204": { "description": "Nothing." } },
        } } },
        "components": { "securitySchemes": schemes },
    });
    let text = description.to_string();
    let (generated, _) = generate("locks.json", text, &Config::default());
    let files = generated.expect("the description is valid").files;
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn oauth(flow: &str, url: &str) -> Value {
    let flow = (flow, json!({ "tokenUrl": url, "scopes": {} }));
    json!({ "type": "oauth2", "flows": { flow.0: flow.1 } })
}

/// The methods of the builder.
fn methods(client: &str) -> Vec<&str> {
    let (_, builder) = client.split_once("impl ClientBuilder {").expect("a builder");
    let names = builder.split("    pub fn ").skip(1);
    names.filter_map(|rest| rest.split('(').next()).collect()
}

#[test]
fn a_client_gets_its_tokens_where_the_description_says_where() {
    let schemes =
        json!({ "oauth": oauth("clientCredentials", " https://locks.example/token ") });
    let files = files(&schemes);
    let client = &files["src/client.rs"];
    assert_eq!(
        methods(client),
        ["access_token", "client_credentials", "access_token_from"]
    );
    assert!(client.contains("token_url: \"https://locks.example/token\""), "{client}");
    assert!(
        client.contains("&[\"LOCKS_CLIENT_ID\", \"LOCKS_CLIENT_SECRET\"]"),
        "{client}"
    );
    assert!(files.contains_key("src/runtime/oauth2.rs"));
    assert!(files["src/lib.rs"].contains("oauth2::ClientCredentials"));
    assert!(
        files["Cargo.toml"]
            .contains("tokio = { version = \"1\", features = [\"sync\", \"time\"] }")
    );
    let readme = &files["README.md"];
    let row = "| `LOCKS_CLIENT_ID`, `LOCKS_CLIENT_SECRET` | `ClientBuilder::client_credentials` |";
    assert!(readme.contains(row), "{readme}");
}

#[test]
fn other_tokens_come_from_the_user() {
    for scheme in [
        json!({ "type": "http", "scheme": "bearer" }),
        json!({ "type": "openIdConnect", "openIdConnectUrl": "https://locks.example/oidc" }),
        oauth("authorizationCode", "https://locks.example/token"),
        oauth("clientCredentials", "https://{tenant}.locks.example/token"),
        oauth("clientCredentials", ""),
    ] {
        let files = files(&json!({ "thing": scheme }));
        assert_eq!(
            methods(&files["src/client.rs"]),
            ["thing", "thing_from"],
            "{scheme}"
        );
        assert!(!files.contains_key("src/runtime/oauth2.rs"));
        assert!(!files["src/lib.rs"].contains("ClientCredentials"));
        assert!(!files["Cargo.toml"].contains("sync"));
    }
    let key = json!({ "type": "apiKey", "in": "header", "name": "X-Key" });
    let files = files(&json!({ "thing": key }));
    assert_eq!(methods(&files["src/client.rs"]), ["thing"]);
    assert!(!files["src/lib.rs"].contains("TokenSource"));
}

#[test]
fn two_applications_have_a_name_each() {
    let schemes = json!({
        "buyer": oauth("clientCredentials", "/buyers/token"),
        "seller": oauth("clientCredentials", "/sellers/token"),
    });
    let files = files(&schemes);
    let client = &files["src/client.rs"];
    let expected = [
        "buyer",
        "seller",
        "client_credentials",
        "buyer_from",
        "seller_client_credentials",
        "seller_from",
    ];
    assert_eq!(methods(client), expected);
    for variables in [
        "&[\"LOCKS_CLIENT_ID\", \"LOCKS_CLIENT_SECRET\"]",
        "&[\"LOCKS_SELLER_CLIENT_ID\", \"LOCKS_SELLER_CLIENT_SECRET\"]",
    ] {
        let lines: String = client.split_whitespace().collect();
        let variables: String = variables.split_whitespace().collect();
        assert!(lines.contains(&variables), "{variables}: {client}");
    }
}
