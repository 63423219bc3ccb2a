//! Enums that the API may extend.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use cloudflare_ai_gateway::resources::ai_gateway::logs::LogListFeedback;
use cloudflare_ai_gateway::resources::ai_gateway::{
    AiGatewayGetParams, AiGatewayUpdateParams,
};
use cloudflare_ai_gateway::types::{
    GatewaySettings, LogFilterKey, LogManagementStrategy, RateLimitingTechnique,
    RetryBackoff,
};
use serde_json::json;
use specwright_test_server::{Answer, Server};

use crate::support::{ACCOUNT, GATEWAY, client, envelope, gateway, with};

/// A value that is not known is kept, told, and can be sent back.
#[tokio::test]
async fn a_value_that_is_not_known() {
    let new =
        json!({ "rate_limiting_technique": "leaky-bucket", "retry_backoff": "linear" });
    let answer = Answer::value(200, &envelope(&with(gateway(), &new)));
    let server = Server::answering([answer]).await;
    let gateways = client(&server).ai_gateway();
    let gateway = gateways.get(GATEWAY, AiGatewayGetParams::new(ACCOUNT)).await;
    let gateway = gateway.expect("a gateway");
    let technique = gateway.rate_limiting_technique.expect("a technique");
    assert_eq!(technique, RateLimitingTechnique::Unknown("leaky-bucket".to_owned()));
    assert_eq!(technique.as_str(), "leaky-bucket");
    assert_eq!(technique.to_string(), "leaky-bucket");
    assert_eq!(gateway.retry_backoff, Some(RetryBackoff::Linear));

    let settings = GatewaySettings::new(true, true).rate_limiting_technique(technique);
    let params = AiGatewayUpdateParams::new(ACCOUNT);
    gateways.update(GATEWAY, &settings, params).await.expect("a gateway");
    let sent = server.requests()[1].json();
    assert_eq!(sent["rate_limiting_technique"], json!("leaky-bucket"));
}

#[test]
fn text_and_back() {
    let known = LogManagementStrategy::DeleteOldest;
    assert_eq!(known.as_str(), "DELETE_OLDEST");
    assert_eq!(known.to_string(), "DELETE_OLDEST");
    assert_eq!("DELETE_OLDEST".parse(), Ok(known));
    assert_eq!("metadata.key".parse(), Ok(LogFilterKey::MetadataKey));
    assert_eq!(LogFilterKey::CompatibilityMode.as_str(), "compatibilityMode");
    // Case matters to the server.
    let Ok(other) = "delete_oldest".parse::<LogManagementStrategy>();
    assert_eq!(other, LogManagementStrategy::Unknown("delete_oldest".to_owned()));
}

#[test]
fn whole_numbers_and_back() {
    for (number, value) in [
        (0, LogListFeedback::V0),
        (1, LogListFeedback::V1),
        (7, LogListFeedback::Unknown(7)),
    ] {
        assert_eq!(serde_json::to_value(&value).expect("JSON"), json!(number));
        let decoded: LogListFeedback =
            serde_json::from_value(json!(number)).expect("a value");
        assert_eq!(decoded, value);
    }
}

#[test]
fn values_are_compared_and_shown_by_their_text() {
    let known: RetryBackoff = "linear".parse().unwrap();
    assert_eq!(known, RetryBackoff::Linear);
    assert_eq!(known, RetryBackoff::Unknown("linear".to_owned()));
    assert_ne!(known, RetryBackoff::Unknown("Linear".to_owned()));
    assert_eq!(format!("{known:?}"), "\"linear\"");
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let unknown = RetryBackoff::Unknown("linear".to_owned());
    assert_eq!(hasher.hash_one(&known), hasher.hash_one(&unknown));
}
