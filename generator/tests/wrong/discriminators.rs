//! Discriminators that cannot tell anything apart as they are written.

use serde_json::{Value, json};

use crate::schemas::sdk;

/// A description whose answer is a union of `A` and `B`, which both have the member `kind`.
fn union(discriminator: &Value) -> Value {
    let branch = |own: &str| {
        json!({
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "type": "string" }, own: { "type": "string" } },
        })
    };
    let reference =
        |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let content = json!({ "application/json": { "schema": reference("P") } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Unions", "version": "1" },
        "servers": [{ "url": "https://a.example" }],
        "paths": { "/one": { "get": {
            "responses": { "200": { "description": "One.", "content": content } },
        } } },
        "components": { "schemas": {
            "P": { "oneOf": [reference("A"), reference("B")], "discriminator": discriminator },
            "A": branch("x"),
            "B": branch("y"),
        } },
    })
}

#[test]
fn a_member_that_is_nearly_that_of_all_branches_is_meant() {
    for name in ["Kind", "_kind", "KI ND"] {
        let (code, told) = sdk(&union(&json!({ "propertyName": name })));
        assert_eq!(
            told,
            [format!(
                "no branch has the member `{name}` of the discriminator, which was read as `kind` ()"
            )]
        );
        assert!(code.contains("\"kind\"") && !code.contains(name), "{code}");
    }
}

#[test]
fn a_member_that_no_branch_has_is_told() {
    for name in ["type", "@kind", "id", "knd", "kinds", "kid"] {
        let (_, told) = sdk(&union(&json!({ "propertyName": name })));
        assert_eq!(
            told,
            [format!(
                "no branch has the member `{name}`, which the discriminator names (it is read and \
                 sent all the same)"
            )]
        );
    }
    assert!(sdk(&union(&json!({ "propertyName": "kind" }))).1.is_empty());
}

#[test]
fn a_discriminator_without_a_member_is_told() {
    let expected = [
        "the discriminator has no `propertyName` (it was ignored: nothing says which member has \
         the tag)",
    ];
    for discriminator in [json!({}), json!({ "propertyName": null })] {
        let (_, told) = sdk(&union(&discriminator));
        assert!(told.contains(&expected[0].to_owned()), "{told:?}");
    }
    // Serializers write what is not set as null.
    let (_, told) = sdk(&union(&Value::Null));
    assert!(!told.iter().any(|one| one.contains("is null")), "{told:?}");
    let (_, told) = sdk(&union(&json!({ "PropertyName": "kind" })));
    assert_eq!(told, ["`PropertyName` was read as `propertyName` ()"]);
}

#[test]
fn references_in_a_mapping_are_what_they_lead_to() {
    let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let mapping = json!({ "first": to("A"), "second": to("B") });
    let (code, told) =
        sdk(&union(&json!({ "propertyName": "kind", "mapping": mapping })));
    assert!(code.contains("\"first\"") && code.contains("\"second\""), "{code}");
    assert_eq!(told.len(), 2);
    assert_eq!(
        told[0],
        "`first` is an object, and was read as `'#/components/schemas/A'` ()"
    );
}

#[test]
fn tags_that_lead_nowhere_are_told_at_once_where_all_do() {
    let all = json!({ "propertyName": "kind", "mapping": { "a": "X", "b": "Y" } });
    assert_eq!(
        sdk(&union(&all)).1,
        [
            "no tag of the `mapping` leads to a schema that is meant (`a` leads to `X`, which is not \
             a branch, and so do the others)"
        ]
    );
    let one = json!({ "propertyName": "kind", "mapping": { "a": "A", "b": "Y" } });
    assert_eq!(
        sdk(&union(&one)).1,
        ["the tag `b` leads to `Y`, which is not a branch ()"]
    );
}
