//! Parameters that a client has for all calls.

use http::Method;
use serde_json::Value;
use specwright_runtime_tests::runtime::pages::{Next, Pages};
use specwright_runtime_tests::runtime::{
    Api, Call, ClientBuilder, ClientParameter, Error, ParameterPlace,
};
use specwright_runtime_tests::sdk::NOTHING;

use super::support::{Answer, Seen, Server};

static API: Api = Api {
    parameters: &[
        ClientParameter {
            name: "X-Tenant",
            place: ParameterPlace::Header,
            setter: "x_tenant",
            variable: "TENANT",
            default: None,
        },
        ClientParameter {
            name: "api-version",
            place: ParameterPlace::Query,
            setter: "api_version",
            variable: "VERSION",
            default: Some("4"),
        },
        ClientParameter {
            name: "Api-Version",
            place: ParameterPlace::Header,
            setter: "header_api_version",
            variable: "HEADER_VERSION",
            default: Some("2"),
        },
    ],
    ..NOTHING
};

/// What the server sees of a call by such a client.
async fn seen(
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    call: impl FnOnce(Call) -> Call,
) -> Result<Seen, Error> {
    let server = Server::with([|| Answer::new(204, "")]).await;
    let builder = ClientBuilder::new(&API).base_url(&server.url);
    let client = configure(builder).build().unwrap();
    call(Call::new(&client, Method::GET, "/a")).empty().await?;
    Ok(server.only())
}

fn needed(call: Call) -> Call {
    call.client_header("X-Tenant").client_query("api-version")
}

#[tokio::test]
async fn the_client_has_them() {
    let set = |builder: ClientBuilder| builder.parameter(0, "one").parameter(1, "5 a");
    let seen = seen(set, needed).await.unwrap();
    assert_eq!(seen.header("x-tenant"), "one");
    assert_eq!(seen.target, "/a?api-version=5%20a");
}

#[tokio::test]
async fn the_environment_has_what_is_not_set() {
    let set = |builder: ClientBuilder| {
        let variable = |name: &str| (name == "TENANT").then(|| " two ".to_owned());
        builder.env_from(variable)
    };
    let from_environment = seen(set, needed).await.unwrap();
    assert_eq!(from_environment.header("x-tenant"), "two");
    assert_eq!(from_environment.target, "/a?api-version=4");
    let seen = seen(|builder| set(builder).parameter(0, "one"), needed).await.unwrap();
    assert_eq!(seen.header("x-tenant"), "one");
}

#[tokio::test]
async fn what_is_missing_is_told_before_anything_is_sent() {
    let error = seen(|builder| builder, needed).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /a: the header `X-Tenant` has no value: set it by `ClientBuilder::x_tenant` or by \
         `TENANT` in the environment, or for one call by `.header(\"X-Tenant\", …)`"
    );
}

#[tokio::test]
async fn those_of_a_call_go_before() {
    let own = |call: Call| {
        let call = call.header("X-Tenant", "own").query("api-version", "6");
        needed(call)
    };
    let with_own = seen(|builder| builder.parameter(0, "one"), own).await.unwrap();
    assert_eq!(with_own.header("x-tenant"), "own");
    assert_eq!(with_own.target, "/a?api-version=6");
}

#[tokio::test]
async fn some_can_be_left_out() {
    let optional = |call: Call| {
        let call = call.header("X-Tenant", &None::<String>);
        call.optional_client_header("X-Tenant").optional_client_query("api-version")
    };
    let without = seen(|builder| builder, optional).await.unwrap();
    assert_eq!(without.header("x-tenant"), "");
    assert_eq!(without.target, "/a");
    let with = seen(|builder| builder.parameter(0, "one"), optional).await.unwrap();
    assert_eq!(with.header("x-tenant"), "one");
}

#[tokio::test]
async fn a_header_and_a_query_parameter_of_one_name_are_two() {
    let both =
        |call: Call| call.client_header("Api-Version").client_query("api-version");
    let defaults = seen(|builder| builder, both).await.unwrap();
    assert_eq!(defaults.header("api-version"), "2");
    assert_eq!(defaults.target, "/a?api-version=4");
    let set = |builder: ClientBuilder| {
        builder.typed_parameter(2, &7).typed_parameter(1, &true)
    };
    let set = seen(set, both).await.unwrap();
    assert_eq!(set.header("api-version"), "7");
    assert_eq!(set.target, "/a?api-version=true");
}

#[tokio::test]
async fn headers_of_all_calls_go_before_defaults_and_the_environment() {
    let needed = |call: Call| call.client_header("Api-Version");
    let own = |builder: ClientBuilder| {
        let variable = |name: &str| (name == "HEADER_VERSION").then(|| "5".to_owned());
        builder.default_header("api-version", "own").env_from(variable)
    };
    assert_eq!(seen(own, needed).await.unwrap().header("api-version"), "own");
    let set = seen(|builder| own(builder).parameter(2, "6"), needed).await.unwrap();
    assert_eq!(set.header("api-version"), "6");
}

#[tokio::test]
async fn what_is_no_text_is_told() {
    let error =
        ClientBuilder::new(&API).typed_parameter(0, &[1, 2]).build().unwrap_err();
    assert_eq!(error.to_string(), "the value of `X-Tenant` cannot be sent");
}

#[tokio::test]
async fn the_url_of_a_next_page_keeps_its_own() {
    static PAGES: Pages =
        Pages { items: &["items"], next: Next::Url { url: &["next"] }, ..Pages::EMPTY };
    let server = Server::with([
        || {
            Answer::json(
                &serde_json::json!({ "items": [1], "next": "/a?api-version=5&p=2" }),
            )
        },
        || Answer::json(&serde_json::json!({ "items": [2], "next": "/a?p=3" })),
        || Answer::json(&serde_json::json!({ "items": [3] })),
    ])
    .await;
    let client = ClientBuilder::new(&API).base_url(&server.url).build().unwrap();
    let call = Call::new(&client, Method::GET, "/a").client_query("api-version");
    let mut items = call.pages::<Value>(PAGES).items();
    while items.try_next().await.unwrap().is_some() {}
    let targets: Vec<String> =
        server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(
        targets,
        ["/a?api-version=4", "/a?api-version=5&p=2", "/a?p=3&api-version=4"]
    );
}

static TEMPLATE: Api = Api {
    base_url: "{scheme}://{host}/v1",
    parameters: &[
        ClientParameter {
            name: "host",
            place: ParameterPlace::Server,
            setter: "host",
            variable: "HOST",
            default: None,
        },
        ClientParameter {
            name: "scheme",
            place: ParameterPlace::Server,
            setter: "scheme",
            variable: "SCHEME",
            default: Some("http"),
        },
    ],
    ..NOTHING
};

#[tokio::test]
async fn the_url_of_the_server_has_the_values_of_its_variables() {
    let server = Server::with([|| Answer::new(204, "")]).await;
    let host = server.url.strip_prefix("http://").unwrap().to_owned();
    let client =
        ClientBuilder::new(&TEMPLATE).parameter(0, host.as_str()).build().unwrap();
    assert_eq!(client.base_url(), format!("http://{host}/v1"));
    // What is filled in can be a secret.
    let shown = format!("{client:?}");
    assert!(shown.contains("{scheme}://{host}/v1") && !shown.contains(&host), "{shown}");
    Call::new(&client, Method::GET, "/a").empty().await.unwrap();
    assert_eq!(server.seen().pop().unwrap().target, "/v1/a");
    // Servers of operations have them too.
    Call::new(&client, Method::GET, "/a").server("/v2").empty().await.unwrap();
    assert_eq!(server.seen().pop().unwrap().target, "/v2/a");
    let other = Call::new(&client, Method::GET, "/a").server("http://{host}/other");
    other.empty().await.unwrap();
    assert_eq!(server.seen().pop().unwrap().target, "/other/a");
    let other = client.to_builder().parameter(1, "https").build().unwrap();
    assert_eq!(other.base_url(), format!("https://{host}/v1"));
    let variable = move |name: &str| (name == "HOST").then(|| "a.example".to_owned());
    let client = ClientBuilder::new(&TEMPLATE).env_from(variable).build().unwrap();
    assert_eq!(client.base_url(), "http://a.example/v1");
}

#[test]
fn without_a_variable_of_its_url_there_is_no_client() {
    let error = ClientBuilder::new(&TEMPLATE).build().unwrap_err().to_string();
    for part in
        ["`{host}`", "`ClientBuilder::host`", "`HOST`", "ClientBuilder::base_url"]
    {
        assert!(error.contains(part), "{error}");
    }
    let whole = ClientBuilder::new(&TEMPLATE).base_url("https://proxy.example/v1");
    assert_eq!(whole.build().unwrap().base_url(), "https://proxy.example/v1");
}
