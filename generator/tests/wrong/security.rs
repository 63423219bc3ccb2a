//! What is wrong with security schemes.

use serde_json::{Value, json};

use crate::{description, told};

#[test]
fn security_schemes() {
    let table = [
        (
            json!({ "type": "apiKey", "in": "query" }),
            "the security scheme `k` has no `name` (it is sent by the name that the scheme \
             has)",
        ),
        (
            json!({ "type": "apiKey", "name": "key" }),
            "the security scheme `k` has no `in` (it is sent as a header)",
        ),
        (
            json!({ "type": "apiKey", "name": "key", "in": "body" }),
            "a key cannot be in `body` (it is sent as a header)",
        ),
        (
            json!({ "type": "http" }),
            "the security scheme `k` has no `scheme` (it was read as `bearer`)",
        ),
        (
            json!({ "type": "oauth2" }),
            "the security scheme `k` has no `flows` (callers give a token, wherever it is from)",
        ),
        (
            json!({ "type": "oauth2", "flows": { "pasword": { "tokenUrl": "https://a.example", "scopes": {} } } }),
            "OAuth 2 has no flow `pasword` (the docs name it as the description does)",
        ),
    ];
    for (scheme, expected) in table.into_iter().chain(incomplete_flows()) {
        let wrong = json!({
            "components": { "securitySchemes": { "k": scheme } },
            "security": [{ "k": [] }],
        });
        assert_eq!(told(&description(&wrong)), [expected], "{scheme}");
    }
}

/// What flows and OpenID Connect do not say, and a place in other letters, which is no mistake.
fn incomplete_flows() -> [(Value, &'static str); 3] {
    let flow =
        |name: &str, flow: &Value| json!({ "type": "oauth2", "flows": { name: flow } });
    [
        (
            json!({ "type": "openIdConnect" }),
            "the security scheme `k` has no `openIdConnectUrl` (callers give a token, wherever it is \
             from)",
        ),
        (
            flow("implicit", &json!({ "scopes": {} })),
            "the flow `implicit` of the security scheme `k` has no `authorizationUrl` (callers give \
             a token, wherever it is from)",
        ),
        (
            flow(
                "accessCode",
                &json!({ "authorizationUrl": "https://a.example", "tokenUrl": "https://a.example", "scopes": {} }),
            ),
            "the flow `accessCode` was read as `authorizationCode` ()",
        ),
    ]
}
