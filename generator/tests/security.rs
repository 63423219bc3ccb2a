//! Which credentials calls send, by what the description says of it.

mod support;

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::{Code, Severity};
use support::generate;

/// `client.rs` of an API with one operation, and the messages of what was wrong.
fn client(openapi: &str, security: &Value, schemes: &Value) -> (String, Vec<String>) {
    let mut description = json!({
        "openapi": openapi,
        "info": { "title": "Locks", "version": "1" },
        "paths": { "/locks": { "get": {
            "operationId": "listLocks",
            "responses": { "204": { "description": "Nothing." } },
        } } },
        "components": { "securitySchemes": schemes },
    });
    if !security.is_null() {
        description["security"] = security.clone();
    }
    let (generated, diagnostics) =
        generate("locks.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let client = files.iter().find(|(path, _)| *path == "src/client.rs");
    let wrong = diagnostics.iter().filter(|one| one.severity != Severity::Note);
    let messages = wrong.map(|one| one.message.clone()).collect();
    (client.expect("a client").1.to_owned(), messages)
}

/// The alternatives that calls have, as they are emitted.
fn alternatives(client: &str) -> String {
    let (_, rest) = client.split_once("security: &[").expect("alternatives");
    let (list, _) = rest.split_once("],\n").expect("its end");
    list.split_whitespace()
        .collect::<String>()
        .replace(",]", "]")
        .trim_end_matches(',')
        .to_owned()
}

#[test]
fn what_is_set_is_sent_where_nothing_says_what_takes_it() {
    let key = |name: &str| json!({ "type": "apiKey", "in": "header", "name": name });
    let basic = json!({ "type": "http", "scheme": "basic" });
    let bearer = json!({ "type": "http", "scheme": "bearer" });
    for none in [json!(null), json!([]), json!([{}])] {
        let schemes = json!({ "a": basic, "b": bearer });
        let (code, _) = client("3.0.3", &none, &schemes);
        assert_eq!(alternatives(&code), "&[0],&[1],&[]", "{none}");
        // What has a place of its own goes beside the others.
        let schemes = json!({ "a": key("x-id"), "b": key("X-Key"), "c": key("x-ID") });
        let (code, _) = client("3.0.3", &none, &schemes);
        assert_eq!(alternatives(&code), "&[0,1],&[1,2],&[0],&[1],&[2],&[]", "{none}");
    }
    // Where something is said, that holds.
    let schemes = json!({ "a": basic, "b": bearer });
    let (code, _) = client("3.0.3", &json!([{ "b": [] }]), &schemes);
    assert_eq!(alternatives(&code), "&[1]");
}

#[test]
fn the_scheme_counts_and_the_format_of_tokens_is_a_hint() {
    for (scheme, kind) in [
        ("basic", "SchemeKind::Basic"),
        ("Bearer", "SchemeKind::Bearer"),
        ("DPoP", "SchemeKind::Token(\"DPoP\")"),
        ("digest", "SchemeKind::Authorization"),
        // No scheme that anyone has registered.
        ("JWT", "SchemeKind::Bearer"),
    ] {
        let one = json!({ "type": "http", "scheme": scheme, "bearerFormat": "JWT" });
        let (code, _) = client("3.1.0", &json!([{ "one": [] }]), &json!({ "one": one }));
        assert!(code.contains(&format!("kind: {kind},")), "{scheme}: {code}");
    }
}

#[test]
fn a_uri_names_a_scheme_of_this_document_or_none() {
    let schemes = json!({ "one": { "type": "http", "scheme": "bearer" } });
    let of = |name: &str| client("3.2.0", &json!([{ name: [] }]), &schemes);
    let (code, wrong) = of("#/components/securitySchemes/one");
    assert_eq!(alternatives(&code), "&[0]");
    assert!(wrong.is_empty(), "{wrong:?}");
    let (code, wrong) = of("./other.json#/components/securitySchemes/one");
    assert_eq!(alternatives(&code), "");
    let name = "./other.json#/components/securitySchemes/one";
    let message = format!(
        "the security scheme `{name}` is not declared; the alternative was left out"
    );
    assert_eq!(wrong, [message]);
}

#[test]
fn schemas_of_what_the_client_has_are_used() {
    let reference =
        |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let header = |name: &str, schema: &str| json!({ "name": name, "in": "header", "required": true, "schema": reference(schema) });
    let call = json!({ "get": {
        "parameters": [header("X-Api-Key", "Key"), header("X-Language", "Language")],
        "responses": { "204": { "description": "Nothing." } },
    } });
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Locks", "version": "1" },
        "paths": { "/locks": call, "/doors": call, "/keys": call },
        "components": { "schemas": {
            "Key": { "type": "string" },
            "Language": { "type": "string", "enum": ["en", "de"] },
            "Other": { "type": "string" },
        } },
    });
    let (_, diagnostics) =
        generate("locks.json", description.to_string(), &Config::default());
    let unused = diagnostics.iter().filter(|one| one.code == Code::UnusedSchema);
    let messages: Vec<&str> = unused.map(|one| one.message.as_str()).collect();
    assert_eq!(messages, ["no operation uses the schema `Other`; it is not in the SDK"]);
}
