//! What every operation sends, to the byte.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use cloudflare_ai_gateway::resources::ai_gateway::logs::{
    LogDeleteOrderBy, LogDeleteParams, LogEditMetadataItem, LogEditParams, LogGetParams,
    LogListFeedback, LogListOrderBy, LogListParams, LogRequestParams, LogResponseParams,
};
use cloudflare_ai_gateway::resources::ai_gateway::{
    AiGatewayCreateParams, AiGatewayDeleteParams, AiGatewayGetParams,
    AiGatewayListParams, AiGatewayUpdateParams,
};
use cloudflare_ai_gateway::types::{
    GatewaySettings, LogFilter, LogFilterKey, LogFilterOperator, LogFilterValueItem,
    RateLimitingTechnique, RetryBackoff, SortDirection,
};
use cloudflare_ai_gateway::{Client, Nullable, Result};
use serde_json::json;
use specwright_test_server::{Answer, Recorded, Server};

use crate::support::{ACCOUNT, GATEWAY, client, envelope, gateway, log};

type Calling = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// A call, what it sends, and the body if there is one.
type Case = (fn(&Client) -> Calling, &'static str, Option<&'static str>);

macro_rules! call {
    ($request:expr) => {{
        let request = $request;
        Box::pin(async move { request.await.map(drop) })
    }};
}

/// Sends each request and compares it with what is expected.
async fn check(cases: &[Case]) {
    for (call, line, body) in cases {
        let server = Server::start(|_, request| answer(request)).await;
        let client = client(&server);
        call(&client).await.unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let request = server.request();
        assert_eq!(request.line(), *line);
        assert_eq!(
            String::from_utf8_lossy(&request.body),
            body.unwrap_or_default(),
            "{line}"
        );
        check_headers(&request, body.is_some());
    }
}

/// The headers are these and no others.
fn check_headers(request: &Recorded, has_body: bool) {
    let line = request.line();
    let mut expected = BTreeMap::from([
        ("accept", "application/json"),
        ("accept-encoding", "gzip"),
        ("authorization", "Bearer token"),
        ("user-agent", concat!("cloudflare-ai-gateway/", "0.1.0")),
    ]);
    if has_body {
        expected.insert("content-type", "application/json");
    }
    let connection = ["host", "content-length"];
    let sent: BTreeMap<&str, &str> = request
        .headers
        .keys()
        .map(|name| name.as_str())
        .filter(|name| !connection.contains(name))
        .map(|name| (name, request.header(name).unwrap_or_default()))
        .collect();
    assert_eq!(sent, expected, "{line}");
}

fn answer(request: &Recorded) -> Answer {
    let segments = request.segments();
    let one = segments.get(5).is_some() && segments.get(6).is_none();
    let body = match (request.method.as_str(), segments.len()) {
        ("GET", 5) => envelope(&json!([gateway()])),
        ("GET", 7) => envelope(&json!([log("id")])),
        ("GET", 8) => envelope(&log("id")),
        ("DELETE", 7) => json!({ "success": true }),
        ("PATCH", 8) => envelope(&json!({})),
        ("GET", 9) => json!({ "model": "gpt-4o-mini" }),
        _ if one || segments.len() == 5 => envelope(&gateway()),
        _ => return Answer::empty(404),
    };
    Answer::value(200, &body)
}

/// Every state that a field can have: left out, null, a value, one that is not known yet.
fn settings() -> GatewaySettings {
    GatewaySettings::new(false, true)
        .cache_ttl(300)
        .rate_limiting_technique(RateLimitingTechnique::Sliding)
        .authentication(false)
        .logpush_public_key(Nullable::Null)
        .retry_backoff(RetryBackoff::Unknown("fibonacci \"é\"".to_owned()))
        .retry_delay(None)
        .retry_max_attempts(Some(5))
}

#[tokio::test]
async fn gateways() {
    check(&[
        (
            |client| {
                let params =
                    AiGatewayCreateParams::new(ACCOUNT, GATEWAY, true, false)
                        .rate_limiting_interval(60)
                        .rate_limiting_limit(0);
                call!(client.ai_gateway().create(params))
            },
            "POST /v4/accounts/0d37909e38d3e99c29fa2cd343ac421a/ai-gateway/gateways",
            Some(
                r#"{"id":"my-gateway","cache_invalidate_on_update":true,"cache_ttl":null,"collect_logs":false,"rate_limiting_interval":60,"rate_limiting_limit":0}"#,
            ),
        ),
        (
            |client| {
                let params = AiGatewayUpdateParams::new(ACCOUNT);
                call!(client.ai_gateway().update(GATEWAY, &settings(), params))
            },
            "PUT /v4/accounts/0d37909e38d3e99c29fa2cd343ac421a/ai-gateway/gateways/my-gateway",
            Some(
                r#"{"cache_invalidate_on_update":false,"cache_ttl":300,"collect_logs":true,"rate_limiting_interval":null,"rate_limiting_limit":null,"rate_limiting_technique":"sliding","authentication":false,"logpush_public_key":null,"retry_backoff":"fibonacci \"é\"","retry_delay":null,"retry_max_attempts":5}"#,
            ),
        ),
        (
            |client| call!(client.ai_gateway().list(AiGatewayListParams::new(ACCOUNT))),
            "GET /v4/accounts/0d37909e38d3e99c29fa2cd343ac421a/ai-gateway/gateways",
            None,
        ),
        (
            |client| {
                let params =
                    AiGatewayListParams::new(ACCOUNT).search("a b&é").page(2).per_page(50);
                call!(client.ai_gateway().list(params))
            },
            "GET /v4/accounts/0d37909e38d3e99c29fa2cd343ac421a/ai-gateway/gateways?search=a%20b%26%C3%A9&page=2&per_page=50",
            None,
        ),
        (
            |client| {
                let params = AiGatewayDeleteParams::new(ACCOUNT);
                call!(client.ai_gateway().delete(GATEWAY, params))
            },
            "DELETE /v4/accounts/0d37909e38d3e99c29fa2cd343ac421a/ai-gateway/gateways/my-gateway",
            None,
        ),
        (
            |client| {
                let params = AiGatewayGetParams::new("a/b");
                call!(client.ai_gateway().get("my gateway/é?#%", params))
            },
            "GET /v4/accounts/a%2Fb/ai-gateway/gateways/my%20gateway%2F%C3%A9%3F%23%25",
            None,
        ),
    ])
    .await;
}

#[tokio::test]
async fn lists_of_logs() {
    check(&[
        (
            |client| {
                let params = LogListParams::new("a");
                call!(client.ai_gateway().logs().list(GATEWAY, params))
            },
            "GET /v4/accounts/a/ai-gateway/gateways/my-gateway/logs",
            None,
        ),
        (
            |client| {
                let params = LogListParams::new("a")
                    .filters(filters())
                    .search("x+y")
                    .meta_info(false)
                    .order_by(LogListOrderBy::CreatedAt)
                    .order_by_direction(SortDirection::Desc)
                    .page(1)
                    .per_page(20);
                call!(client.ai_gateway().logs().list(GATEWAY, params))
            },
            "GET /v4/accounts/a/ai-gateway/gateways/my-gateway/logs?filters.key=metadata.key&filters.operator=eq&filters.value=a%26b&filters.value=&filters.key=cost&filters.operator=gt&filters.value=0.5&filters.value=2&filters.value=true&search=x%2By&meta_info=false&order_by=created_at&order_by_direction=desc&page=1&per_page=20",
            None,
        ),
        (
            |client| call!(client.ai_gateway().logs().list(GATEWAY, deprecated())),
            "GET /v4/accounts/a/ai-gateway/gateways/my-gateway/logs?direction=asc&start_date=2024-01-01T00%3A00%3A00Z&cached=true&feedback=1&min_cost=0.000001&max_cost=1&max_tokens_in=10000000",
            None,
        ),
        (
            |client| {
                let params = LogDeleteParams::new("a");
                call!(client.ai_gateway().logs().delete(GATEWAY, params))
            },
            "DELETE /v4/accounts/a/ai-gateway/gateways/my-gateway/logs",
            None,
        ),
        (
            |client| {
                let params = LogDeleteParams::new("a")
                    .filters(filters())
                    .limit(10)
                    .order_by(LogDeleteOrderBy::TokensIn)
                    .order_by_direction(SortDirection::Asc);
                call!(client.ai_gateway().logs().delete(GATEWAY, params))
            },
            "DELETE /v4/accounts/a/ai-gateway/gateways/my-gateway/logs?filters.key=metadata.key&filters.operator=eq&filters.value=a%26b&filters.value=&filters.key=cost&filters.operator=gt&filters.value=0.5&filters.value=2&filters.value=true&limit=10&order_by=tokens_in&order_by_direction=asc",
            None,
        ),
    ])
    .await;
}

#[tokio::test]
async fn one_log() {
    check(&[
        (
            |client| {
                let params = LogGetParams::new("a");
                call!(client.ai_gateway().logs().get(GATEWAY, "id:1", params))
            },
            "GET /v4/accounts/a/ai-gateway/gateways/my-gateway/logs/id%3A1",
            None,
        ),
        (
            |client| {
                let params = LogRequestParams::new("a");
                call!(client.ai_gateway().logs().request(GATEWAY, "id", params))
            },
            "GET /v4/accounts/a/ai-gateway/gateways/my-gateway/logs/id/request",
            None,
        ),
        (
            |client| {
                let params = LogResponseParams::new("a");
                call!(client.ai_gateway().logs().response(GATEWAY, "...", params))
            },
            "GET /v4/accounts/a/ai-gateway/gateways/my-gateway/logs/.../response",
            None,
        ),
    ])
    .await;
}

/// Left out, null and a value are three different things.
#[tokio::test]
async fn edit_has_three_states() {
    check(&[
        (|client| edit(client, LogEditParams::new("a")), EDIT, Some("{}")),
        (
            |client| edit(client, LogEditParams::new("a").feedback(Nullable::Null)),
            EDIT,
            Some(r#"{"feedback":null}"#),
        ),
        (
            |client| {
                edit(client, LogEditParams::new("a").feedback(None).score(Some(0.5)))
            },
            EDIT,
            Some(r#"{"feedback":null,"score":0.5}"#),
        ),
        (
            |client| {
                let metadata = BTreeMap::from([
                    ("a\"b".to_owned(), LogEditMetadataItem::String("é\n".to_owned())),
                    ("b".to_owned(), LogEditMetadataItem::Boolean(false)),
                ]);
                let params =
                    LogEditParams::new("a").metadata(metadata).score(Nullable::Null);
                edit(client, params)
            },
            EDIT,
            Some(r#"{"metadata":{"a\"b":"é\n","b":false},"score":null}"#),
        ),
        (
            |client| edit(client, LogEditParams::new("a").metadata(Nullable::Null)),
            EDIT,
            Some(r#"{"metadata":null}"#),
        ),
    ])
    .await;
}

const EDIT: &str = "PATCH /v4/accounts/a/ai-gateway/gateways/my-gateway/logs/id";

fn edit(client: &Client, params: LogEditParams) -> Calling {
    call!(client.ai_gateway().logs().edit(GATEWAY, "id", params))
}

/// A value that would lead to another path is refused before anything is sent.
#[tokio::test]
async fn path_values_that_lead_elsewhere() {
    let server = Server::answering([Answer::empty(404)]).await;
    let client = client(&server);
    for id in ["", ".", ".."] {
        let request =
            client.ai_gateway().logs().get(GATEWAY, id, LogGetParams::new("a"));
        let error = request.await.expect_err("no path");
        assert!(error.is_request(), "{error:?}");
        assert!(error.to_string().contains("`id`"), "{error}");
        let request = client.ai_gateway().get(GATEWAY, AiGatewayGetParams::new(id));
        assert!(request.await.expect_err("no path").is_request());
    }
    assert!(server.requests().is_empty());
}

fn filters() -> Vec<LogFilter> {
    let key = vec![Some(LogFilterValueItem::String("a&b".to_owned())), None];
    let cost = vec![Some(0.5.into()), Some(2.0.into()), Some(true.into())];
    vec![
        LogFilter::new(LogFilterKey::MetadataKey, LogFilterOperator::Eq, key),
        LogFilter::new(LogFilterKey::Cost, LogFilterOperator::Gt, cost),
    ]
}

#[expect(deprecated, reason = "what is deprecated is still sent right")]
fn deprecated() -> LogListParams {
    LogListParams::new("a")
        .direction(SortDirection::Asc)
        .start_date("2024-01-01T00:00:00Z".parse().expect("a date"))
        .cached(true)
        .feedback(LogListFeedback::V1)
        .min_cost(0.000_001)
        .max_cost(1.0)
        .max_tokens_in(10_000_000.0)
}
