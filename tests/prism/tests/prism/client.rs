//! The generated client and the mock server agree.

use cloudflare_ai_gateway::resources::ai_gateway::AiGatewayListParams;
use cloudflare_ai_gateway::resources::ai_gateway::logs::{
    LogGetParams, LogListOrderBy, LogListParams,
};
use cloudflare_ai_gateway::{Client, ClientBuilder};

use crate::calls::OPERATIONS;
use crate::prism::Prism;

/// How many answers made up by the mock server each operation has to decode.
const MADE_UP: usize = 10;

/// All of it against one server: starting one takes longer than all calls.
#[tokio::test]
async fn the_client_and_the_mock_server_agree() {
    let Some(prism) = Prism::start() else { return };
    let server = Client::builder().base_url(&prism.url);
    let client = server.api_token("token").build().expect("a client");
    examples_decode(&client).await;
    made_up_answers_decode(&client).await;
    errors_are_those_of_the_operation(&client).await;
    wrong_requests_are_refused(&client).await;
    credentials_are_looked_at(&prism).await;
}

/// Every request is valid, and the example of every answer decodes.
async fn examples_decode(client: &Client) {
    for operation in &OPERATIONS {
        let result = (operation.call)(client, "code=200").await;
        result.unwrap_or_else(|error| panic!("{}: {error:?}", operation.name));
    }
}

/// What the description allows decodes, however odd. An answer that says `success: false` is an
/// error, but not one of decoding.
async fn made_up_answers_decode(client: &Client) {
    for operation in &OPERATIONS {
        for _ in 0..MADE_UP {
            if let Err(error) = (operation.call)(client, "dynamic=true").await {
                assert!(error.is_failure(), "{}: {error:?}", operation.name);
            }
        }
    }
}

/// Every error that the description has for an operation is one of its error type.
async fn errors_are_those_of_the_operation(client: &Client) {
    let errors = [
        ("code=400", "BadRequest", "7001"),
        ("code=401", "Unauthorized", "10000"),
        ("code=403", "Forbidden", "9109"),
        ("code=404", "NotFound", "7002"),
        ("code=429", "TooManyRequests", "971"),
    ];
    for operation in &OPERATIONS {
        for (prefer, variant, code) in errors {
            let name = operation.name;
            let result = (operation.call)(client, prefer).await;
            let Err(error) = result else { panic!("{name}: {prefer} is no error") };
            let decoded = (operation.decode)(&error);
            let decoded =
                decoded.unwrap_or_else(|| panic!("{name}: {prefer} has no type"));
            let (decoded, answer) =
                decoded.unwrap_or_else(|error| panic!("{name}: {prefer}: {error:?}"));
            assert_eq!(decoded, variant, "{name}");
            assert_eq!(answer.errors[0].code.to_string(), code, "{name}");
            assert_eq!(error.api_errors()[0].code(), code, "{name}");
        }
    }
}

/// The judge judges: what the description does not allow is answered with 400.
async fn wrong_requests_are_refused(client: &Client) {
    let list = LogListParams::new("account").page(0);
    let error = client.ai_gateway().logs().list("my-gateway", list).await;
    assert!(error.expect_err("page 0").is_bad_request());

    let list = LogListParams::new("account")
        .order_by(LogListOrderBy::Unknown("size".to_owned()));
    let error = client.ai_gateway().logs().list("my-gateway", list).await;
    assert!(error.expect_err("an order that there is not").is_bad_request());

    let long = "a".repeat(65);
    let get = LogGetParams::new("account");
    let error = client.ai_gateway().logs().get(&long, "id", get).await;
    assert!(error.expect_err("an id that is too long").is_bad_request());
}

/// Either credentials are enough, half of a pair is not.
async fn credentials_are_looked_at(prism: &Prism) {
    let list = async |builder: ClientBuilder| {
        let client = builder.base_url(&prism.url).build().expect("a client");
        client.ai_gateway().list(AiGatewayListParams::new("account")).await.map(drop)
    };
    let email = || Client::builder().api_email("me@example.com");
    list(Client::builder().api_token("token")).await.expect("a token is enough");
    list(email().api_key("key")).await.expect("email and key are enough");
    assert!(list(email()).await.expect_err("half of a pair").is_credentials());
}
