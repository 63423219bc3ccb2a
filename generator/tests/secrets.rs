//! What `Debug` does not show.

#[path = "support/schemas.rs"]
mod schemas;
mod support;

use schemas::file;
use serde_json::{Value, json};

#[test]
fn passwords_are_not_shown() {
    let password = json!({ "type": "string", "format": "password" });
    let schemas = json!({
        "Login": { "type": "object", "properties": {
            "user": { "type": "string" },
            "pass-word": password,
            "old": { "type": "array", "items": { "$ref": "#/components/schemas/Secret" } },
        } },
        "Secret": password,
        "Plain": { "type": "object", "properties": { "password": { "type": "string" } } },
    });
    let text = file(&schemas, "login.rs");
    let secrets = "const SECRETS: &'static [&'static str] = &[\"pass-word\", \"old\"];";
    assert!(text.contains(secrets), "{text}");
    assert!(!file(&schemas, "plain.rs").contains("SECRETS"));
}

#[test]
fn secret_enums_of_any_kind_are_not_shown() {
    for values in [json!(["a", "b"]), json!([1, 2]), json!(["a", 1])] {
        let pin = |secret: bool| json!({ "enum": values, "x-ms-secret": secret });
        let code = |secret: bool| {
            let vault = json!({ "type": "object", "properties": {
                "pin": { "$ref": "#/components/schemas/Pin" },
            } });
            file(&json!({ "Vault": vault, "Pin": pin(secret) }), "pin.rs")
        };
        let shown = "fmt::Debug::fmt(&object::REDACTED, f)";
        let secret = code(true);
        assert_eq!(secret.matches(shown).count(), 1, "{secret}");
        let derived =
            secret.lines().find(|line| line.starts_with("#[derive(")).unwrap_or("");
        assert!(!derived.contains("Debug"), "{derived}");
        assert!(!code(false).contains(shown));
    }
}

#[test]
fn what_no_branch_was_found_for_is_not_shown_where_a_branch_has_secrets() {
    let code = |password: bool| {
        let mut pin = json!({ "type": "string" });
        if password {
            pin["format"] = json!("password");
        }
        let with = |name: &str, schema: &Value| json!({ "type": "object", "required": [name], "properties": { name: schema } });
        let inside =
            with("inside", &json!({ "type": "array", "items": with("pin", &pin) }));
        let key = with("key", &json!({ "type": "integer" }));
        file(&json!({ "Method": { "oneOf": [inside, key] } }), "method.rs")
    };
    let hidden =
        "Self::Unknown(_) => object::debug_variant(\"Unknown\", &object::REDACTED, f)";
    let secret = code(true);
    assert!(secret.contains(hidden), "{secret}");
    assert!(secret.contains("=> object::debug_variant(\"Key\", value, f)"), "{secret}");
    assert!(!code(false).contains("debug_variant"));
}
