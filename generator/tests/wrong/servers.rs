//! What is wrong with servers.

use serde_json::{Value, json};
use specwright::config::Config;

use crate::support::generate;
use crate::{description, told};

#[test]
fn servers() {
    let table = [
        (
            json!([{ "url": "https://{r}.example", "variables": { "r": { "enum": ["a", "b"] } } }]),
            "the variable `r` of a server has no `default` (`a`, the first of `enum`, was taken)",
            "https://a.example",
        ),
        (
            json!([{ "url": "https://{r}.example/v1" }]),
            "`{r}` of the server `https://{r}.example/v1` is not declared (where calls go \
             there, the client has to be given it)",
            "https://{r}.example/v1",
        ),
        (
            json!([{ "url": "https://{r}.example", "variables": { "r": { "enum": ["a"], "default": "b" } } }]),
            "`b`, the default of `r`, is none of its values (it counts all the same)",
            "https://b.example",
        ),
        (
            json!([{ "url": "https://a.example/v1?q=1" }]),
            "the server `https://a.example/v1?q=1` has a query or a fragment (it was read as \
             `https://a.example/v1`, which paths can stand behind)",
            "https://a.example/v1",
        ),
        (
            json!([{ "url": "wss://a.example" }, { "url": "https://b.example" }]),
            "the server `wss://a.example` is not called by HTTP and is left out (calls go to the \
             other servers, or else to the client's base URL)",
            "https://b.example",
        ),
    ];
    table.into_iter().for_each(check);
}

/// Compares what is told of servers, and the base URL, with what is expected.
fn check((servers, expected, url): (Value, &str, &str)) {
    let wrong = description(&json!({ "servers": servers }));
    assert_eq!(told(&wrong), [expected], "{servers}");
    assert_eq!(base_url(&wrong), url, "{servers}");
}

#[test]
fn servers_that_are_written_carelessly() {
    let table = [
        (
            json!([{ "url": "api.example.com/v1" }]),
            "the server `api.example.com/v1` was read as `https://api.example.com/v1` ()",
            "https://api.example.com/v1",
        ),
        (
            json!([{ "url": "https:/a.example" }]),
            "the server `https:/a.example` was read as `https://a.example` ()",
            "https://a.example",
        ),
        (
            json!([{ "url": "https://a.example/{{v}}", "variables": { "v": { "default": "1" } } }]),
            "the server `https://a.example/{{v}}` was read as `https://a.example/{v}` ()",
            "https://a.example/1",
        ),
        (
            json!([{ "description": "Production" }, { "url": "https://b.example" }]),
            "a server without `url` was left out ()",
            "https://b.example",
        ),
        (
            json!([{ "url": "<your server>" }]),
            "the server `<your server>` is no URL and was left out (where calls go there, the \
             client has to be given its base URL)",
            "",
        ),
    ];
    table.into_iter().for_each(check);
}

#[test]
fn hosts_of_swagger() {
    let swagger = |host: &Value, schemes: &Value| {
        json!({
            "swagger": "2.0",
            "info": { "title": "Wrong", "version": "1" },
            "host": host,
            "schemes": schemes,
            "paths": { "/a": { "get": { "operationId": "a", "responses": { "204": {} } } } },
        })
    };
    let with_scheme = swagger(&json!("http://a.example"), &json!([]));
    assert_eq!(
        told(&with_scheme),
        ["`host` has the scheme `http` (it was read as `a.example`)"]
    );
    assert_eq!(base_url(&with_scheme), "http://a.example");
    let with_both = swagger(&json!("https://a.example"), &json!(["HTTP"]));
    assert_eq!(
        told(&with_both),
        ["`host` has the scheme `https` (it was read as `a.example`)"]
    );
    assert_eq!(base_url(&with_both), "https://a.example");
    let in_capitals = swagger(&json!("a.example"), &json!(["HTTP"]));
    assert!(told(&in_capitals).is_empty());
    assert_eq!(base_url(&in_capitals), "http://a.example");
    let of_sockets = swagger(&json!("a.example"), &json!(["wss"]));
    assert_eq!(
        told(&of_sockets),
        ["none of the schemes is `https` or `http` (calls go by `https`)"]
    );
}

/// Where the client of a description's SDK calls.
fn base_url(description: &Value) -> String {
    let (generated, _) =
        generate("wrong.json", description.to_string(), &Config::default());
    let files = generated.expect("valid").files;
    let client = files.iter().find(|(path, _)| *path == "src/client.rs").unwrap().1;
    let (_, rest) = client.split_once("base_url: \"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn servers_of_swagger_in_openapi_3() {
    let mut wrong = description(&json!({ "host": "a.example/", "basePath": "/v1" }));
    wrong.as_object_mut().expect("an object").remove("servers");
    let read = |key| format!("`{key}` is of Swagger 2.0, and was read as there ()");
    assert_eq!(told(&wrong), [read("host"), read("basePath")]);
    assert_eq!(base_url(&wrong), "https://a.example/v1");
    let both =
        json!({ "host": "a.example", "servers": [{ "url": "https://b.example" }] });
    let expected = "`host` is of Swagger 2.0, and was ignored: there is `servers` ()";
    assert_eq!(told(&description(&both)), [expected]);
    assert_eq!(base_url(&description(&both)), "https://b.example");
}

#[test]
fn a_base_path_that_is_a_url() {
    let mut wrong = json!({
        "swagger": "2.0",
        "info": { "title": "Wrong", "version": "1" },
        "host": "a.example",
        "basePath": "http://a.example/v1/",
        "paths": { "/a": { "get": { "operationId": "a", "responses": { "204": {} } } } },
    });
    let expected = "`basePath` has the scheme `http` (it was read as `/v1`)";
    assert_eq!(told(&wrong), [expected]);
    assert_eq!(base_url(&wrong), "http://a.example/v1");
    wrong.as_object_mut().expect("an object").remove("host");
    assert_eq!(base_url(&wrong), "http://a.example/v1");
}
