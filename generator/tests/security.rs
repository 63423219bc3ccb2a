//! Which credentials calls send, by what the description says of it.

mod support;

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Diagnostic;
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
    let mut depth = 1;
    let end = rest.find(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth == 0
    });
    rest[..end.expect("its end")]
        .split_whitespace()
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

/// Of many schemes there would be very many ways to send some together.
#[test]
fn of_many_schemes_one_is_sent_at_a_time() {
    let key = |index: usize| json!({ "type": "apiKey", "in": "header", "name": format!("X-{index}") });
    let schemes = |count: usize| -> Value {
        (0..count).map(|index| (format!("k{index:02}"), key(index))).collect()
    };
    let (code, _) = client("3.0.3", &json!(null), &schemes(6));
    assert_eq!(alternatives(&code).matches('&').count(), 20 + 15 + 6 + 1);
    let (code, _) = client("3.0.3", &json!(null), &schemes(60));
    let each: Vec<String> = (0..60).map(|index| format!("&[{index}],")).collect();
    assert_eq!(alternatives(&code), format!("{}&[]", each.concat()));
    let noted = |count: usize| {
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Locks", "version": "1" },
            "paths": {},
            "components": { "securitySchemes": schemes(count) },
        });
        let (_, diagnostics) =
            generate("locks.json", description.to_string(), &Config::default());
        let is_it = |one: &&Diagnostic| one.message.contains("one is sent at a time");
        diagnostics.iter().filter(is_it).count()
    };
    assert_eq!((noted(6), noted(60)), (0, 1));
}

/// What only a webhook or a callback requires is not sent by calls.
#[test]
fn calls_do_not_send_what_is_required_of_hooks() {
    let answers = json!({ "204": { "description": "Nothing." } });
    let called = json!({ "post": { "security": [{ "a": [] }], "responses": answers } });
    let required = |place: &str| {
        let mut description = json!({
            "openapi": "3.1.0",
            "info": { "title": "Locks", "version": "1" },
            "paths": { "/locks": { "get": { "operationId": "a", "responses": answers } } },
            "components": { "securitySchemes": {
                "a": { "type": "apiKey", "in": "header", "name": "X-Signature" },
                "b": { "type": "http", "scheme": "bearer" },
            } },
        });
        match place {
            "webhooks" => description["webhooks"] = json!({ "w": called }),
            "callbacks" => {
                description["paths"]["/locks"]["get"]["callbacks"] =
                    json!({ "c": { "{$request.body#/url}": called } });
            }
            _ => {}
        }
        let (generated, _) =
            generate("locks.json", description.to_string(), &Config::default());
        let alternatives = generated.expect("valid").api.operations[0].security.clone();
        let indexes = alternatives.iter().map(|one| one.indexes().collect());
        indexes.collect::<Vec<Vec<usize>>>()
    };
    assert_eq!(required(""), [vec![0, 1], vec![0], vec![1], vec![]]);
    assert_eq!(required("webhooks"), [vec![1], vec![]]);
    assert_eq!(required("callbacks"), [vec![1], vec![]]);
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
    assert_eq!(alternatives(&code), "&[0],&[]");
    let name = "./other.json#/components/securitySchemes/one";
    assert_eq!(wrong, [undeclared(name, "the credentials that are set are sent")]);
}

fn undeclared(name: &str, meaning: &str) -> String {
    format!("the security scheme `{name}` is not declared; {meaning}")
}

/// What a name means that no scheme has.
#[test]
fn names_of_schemes_that_are_not_declared_mean_something() {
    let key = json!({ "type": "apiKey", "in": "header", "name": "X-Key" });
    let bearer = json!({ "type": "http", "scheme": "bearer" });
    let schemes = json!({ "app_key": key, "jwt": bearer });
    let (code, wrong) = client("3.0.3", &json!([{ "AppKey": [] }]), &schemes);
    assert_eq!(alternatives(&code), "&[0]");
    assert_eq!(wrong, [undeclared("AppKey", "`app_key` was taken for it")]);
    let (code, wrong) = client("3.0.3", &json!([{ "bearerAuth": [] }]), &schemes);
    assert_eq!(alternatives(&code), "&[1]");
    assert_eq!(wrong, [undeclared("bearerAuth", "`jwt` was taken for it")]);
    let (code, wrong) = client("3.0.3", &json!([{ "basicAuth": [] }]), &schemes);
    assert_eq!(alternatives(&code), "&[2]");
    assert!(code.contains("kind: SchemeKind::Basic,"), "{code}");
    let meaning = "by its name it was read as `type: http, scheme: basic`";
    assert_eq!(wrong, [undeclared("basicAuth", meaning)]);
    // Where nothing is meant, calls take what is set, but where another alternative is.
    for (security, expected, meaning) in [
        (
            json!([{ "other": [] }]),
            "&[0,1],&[0],&[1],&[]",
            "the credentials that are set are sent",
        ),
        (
            json!([{}, { "other": [] }]),
            "&[0,1],&[0],&[1],&[]",
            "the credentials that are set are sent",
        ),
        (
            json!([{ "jwt": [] }, { "other": [] }]),
            "&[1]",
            "the alternative was left out",
        ),
    ] {
        let (code, wrong) = client("3.0.3", &security, &schemes);
        assert_eq!(alternatives(&code), expected, "{security}");
        assert_eq!(wrong, [undeclared("other", meaning)]);
    }
    // What was declared cannot be sent.
    let unsendable =
        json!({ "one": { "type": "apiKey", "in": "header", "name": "X Key" } });
    let (_, wrong) = client("3.0.3", &json!([{ "other": [] }]), &unsendable);
    assert!(wrong.contains(&undeclared("other", "nothing is sent")), "{wrong:?}");
}

#[test]
fn where_nothing_is_declared_the_caller_gives_the_whole_header() {
    let meaning = "the whole value of `Authorization` was taken for it, and is sent where it is set";
    for security in [
        json!([{ "oauth": [] }]),
        json!([{ "oauth": [] }, {}]),
        json!([{}, { "oauth": [] }]),
    ] {
        let (code, wrong) = client("3.0.3", &security, &json!({}));
        assert_eq!(wrong, [undeclared("oauth", meaning)], "{security}");
        assert_eq!(alternatives(&code), "&[0],&[]");
        assert!(code.contains("kind: SchemeKind::Authorization,"), "{code}");
        assert!(code.contains("pub fn oauth("), "{code}");
    }
    // Several names are one credential.
    let (code, wrong) =
        client("3.0.3", &json!([{ "one": [], "other": [] }]), &json!({}));
    assert_eq!(wrong, [undeclared("one", meaning), undeclared("other", meaning)]);
    assert_eq!(alternatives(&code), "&[0],&[]");
    // What says its kind is declared by that, and the only one.
    let both = json!([{ "oauth": [] }, { "bearerAuth": [] }]);
    let (code, wrong) = client("3.0.3", &both, &json!({}));
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert_eq!(alternatives(&code), "&[0]");
    assert!(code.contains("kind: SchemeKind::Bearer,"), "{code}");
}

#[test]
fn nothing_is_guessed_beside_keys_and_for_nothing() {
    // What the API takes as a key is that, by whatever name.
    let key = json!({ "name": "X-Api-Key", "in": "header", "required": true, "schema": { "type": "string" } });
    let operation = json!({
        "parameters": [key],
        "security": [{ "api_key": [] }],
        "responses": { "204": { "description": "Nothing." } },
    });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Keys", "version": "1" },
        "paths": { "/a": { "get": operation, "post": operation, "put": operation } },
    });
    let (generated, _) =
        generate("keys.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let code: String = files.iter().map(|(_, text)| text).collect();
    assert!(!code.contains("kind: SchemeKind::Authorization,"), "{code}");
    assert!(code.contains("SchemeKind::Header(\"X-Api-Key\")"), "{code}");
    for none in ["none", "NoAuth", "anonymous"] {
        let (code, _) = client("3.0.3", &json!([{ none: [] }]), &json!({}));
        assert!(!code.contains("kind: SchemeKind::"), "{none}: {code}");
    }
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

/// All code of an API whose three operations take this parameter, and require this.
fn keyed(parameter: &Value, security: &Value) -> String {
    let operation = |id: &str| {
        json!({
            "operationId": id,
            "parameters": [parameter],
            "security": security,
            "responses": { "204": { "description": "Nothing." } },
        })
    };
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Shows", "version": "1" },
        "paths": {
            "/shows": { "get": operation("listShows"), "post": operation("addShow") },
            "/people": { "get": operation("listPeople") },
        },
        "components": { "securitySchemes": {
            "bearer": { "type": "http", "scheme": "bearer" },
        } },
    });
    let (generated, _) =
        generate("shows.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let sources = files.iter().filter(|(path, _)| path.starts_with("src/"));
    sources.map(|(_, text)| text).collect()
}

#[test]
fn keys_that_most_operations_may_take_are_credentials() {
    let parameter = |name: &str, place: &str| json!({ "name": name, "in": place, "schema": { "type": "string" } });
    for place in ["header", "query"] {
        let key = parameter("shows-api-key", place);
        let code = keyed(&key, &json!([]));
        assert!(code.contains("pub fn list(&self) -> "), "{code}");
        assert!(code.contains("SHOWS_API_KEY"), "{code}");
        assert_eq!(alternatives(&code), "&[1],&[]");
        // With what is required it is sent too, if it is set, and alone where nothing else is.
        let code = keyed(&key, &json!([{ "bearer": [] }]));
        assert_eq!(alternatives(&code), "&[0,1],&[0],&[1]");
    }
    // A token can be of what is asked about, and a cookie is there or not.
    for parameter in
        [parameter("session_token", "query"), parameter("api_key", "cookie")]
    {
        let code = keyed(&parameter, &json!([{ "bearer": [] }]));
        assert!(code.contains("ListParams"), "{parameter}");
        assert_eq!(alternatives(&code), "&[0]");
    }
}

/// RFC 6750 has three ways to send a token, and one is enough.
#[test]
fn tokens_in_the_query_are_another_way_to_send_those_of_the_header() {
    let parameter = |name: &str, required: bool| json!({ "name": name, "in": "query", "required": required, "schema": { "type": "string" } });
    let bearer = json!([{ "bearer": [] }]);
    for name in ["access_token", "oauth_token"] {
        let code = keyed(&parameter(name, false), &bearer);
        assert!(!code.contains("ListParams"), "{code}");
        assert_eq!(alternatives(&code), "&[0]");
        // Nothing else would send it.
        assert!(keyed(&parameter(name, false), &json!([])).contains(name));
    }
    assert!(
        keyed(&parameter("page_access_token", false), &bearer).contains("ListParams")
    );
}

/// How one comes by a token says nothing of what it is.
#[test]
fn what_oauth_and_openid_give_is_an_access_token() {
    let oauth = json!({ "type": "oauth2", "flows": {} });
    let openid =
        json!({ "type": "openIdConnect", "openIdConnectUrl": "https://a.example" });
    for (name, scheme) in [
        ("openIdConnect", &openid),
        ("openId", &openid),
        ("oidc", &openid),
        ("OAuth2PasswordBearer", &oauth),
        ("oAuth2ClientCredentials", &oauth),
        ("oauth2_authorization_code", &oauth),
        ("implicit", &oauth),
    ] {
        let (code, _) =
            client("3.0.3", &json!([{ name: [] }]), &json!({ name: scheme }));
        assert!(code.contains("pub fn access_token("), "{name}");
        assert!(code.contains("LOCKS_ACCESS_TOKEN"), "{name}");
    }
    // Whose it is, or which of two.
    let (code, _) =
        client("3.0.3", &json!([{ "google": [] }]), &json!({ "google": oauth }));
    assert!(code.contains("pub fn google("), "{code}");
    let both = json!({ "openIdConnect": openid, "OAuth2PasswordBearer": oauth });
    let any = json!([{ "openIdConnect": [] }, { "OAuth2PasswordBearer": [] }]);
    let (code, _) = client("3.0.3", &any, &both);
    assert!(!code.contains("pub fn access_token("), "{code}");
}
