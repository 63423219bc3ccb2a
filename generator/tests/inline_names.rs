//! What inline types are called where something else has their name.

#[path = "support/schemas.rs"]
mod schemas;
mod support;

use schemas::file;
use serde_json::json;

/// What a type is tells it apart from the schema that is called so; a number would say nothing.
#[test]
fn a_type_beside_a_schema_of_its_name_says_what_it_is() {
    let text = json!({ "type": "string" });
    let object =
        |member: &str| json!({ "type": "object", "properties": { member: text } });
    let listed = |values: &[&str]| json!({ "type": "string", "enum": values });
    let reference =
        |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let schemas = json!({
        "Certificate": { "type": "object", "properties": {
            "type": listed(&["certificates"]),
            "state": listed(&["new", "old"]),
            "level": listed(&["high", "low"]),
            "meta": object("author"),
            "owners": { "type": "array", "items": object("id") },
            "key": { "oneOf": [text, object("path")] },
            "others": { "type": "object", "properties": {
                "a": reference("CertificateType"), "b": reference("CertificateState"),
                "c": reference("CertificateLevel"), "d": reference("CertificateMeta"),
                "e": reference("CertificateOwner"), "f": reference("CertificateKey"),
            } },
        } },
        "CertificateType": listed(&["ios", "mac"]),
        "CertificateState": listed(&["valid", "expired"]),
        "CertificateLevel": listed(&["high", "low"]),
        "CertificateMeta": object("version"),
        "CertificateOwner": object("name"),
        "CertificateKey": object("text"),
    });
    let code = file(&schemas, "certificate.rs");
    for member in [
        "r#type: Option<CertificateKind>,",
        "state: Option<CertificateStateValue>,",
        // The same values have one type.
        "level: Option<CertificateLevel>,",
        "meta: Option<CertificateMetaDetails>,",
        "owners: Option<Vec<CertificateOwnerItem>>,",
        "key: Option<CertificateKeyChoice>,",
    ] {
        assert!(code.contains(&format!("pub {member}")), "{member}\n{code}");
    }
    assert!(!code.contains("pub enum CertificateLevel"), "{code}");
    // Parts are called after what their whole is called.
    assert!(code.contains("pub struct CertificateKeyChoiceObject {"), "{code}");
}
