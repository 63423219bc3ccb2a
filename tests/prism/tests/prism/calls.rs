//! Every operation, called with all that is not deprecated.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use cloudflare_ai_gateway::resources::ai_gateway::logs::{
    LogDeleteError, LogDeleteOrderBy, LogDeleteParams, LogEditError,
    LogEditMetadataItem, LogEditParams, LogGetError, LogGetParams, LogListError,
    LogListOrderBy, LogListParams, LogRequestError, LogRequestParams, LogResponseError,
    LogResponseParams,
};
use cloudflare_ai_gateway::resources::ai_gateway::{
    AiGatewayCreateError, AiGatewayCreateParams, AiGatewayDeleteError,
    AiGatewayDeleteParams, AiGatewayGetError, AiGatewayGetParams, AiGatewayListError,
    AiGatewayListParams, AiGatewayUpdateError, AiGatewayUpdateParams,
};
use cloudflare_ai_gateway::types::{
    ErrorAnswer, GatewaySettings, LogFilter, LogFilterKey, LogFilterOperator,
    LogFilterValueItem, LogManagementStrategy, RateLimitingTechnique, RetryBackoff,
    SortDirection, WorkersAiBillingMode,
};
use cloudflare_ai_gateway::{Client, Error, Nullable, Result};

/// A call on its way.
pub(crate) type Calling = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// The variant of an operation's error, and what it has.
pub(crate) type Decoded = (&'static str, ErrorAnswer);

/// An operation.
pub(crate) struct Operation {
    /// Its call.
    pub(crate) name: &'static str,
    /// Makes the call; the text is what the mock server shall do (its header `Prefer`).
    pub(crate) call: fn(&Client, &str) -> Calling,
    /// Reads an error as the operation's own.
    pub(crate) decode: fn(&Error) -> Option<Result<Decoded>>,
}

/// Sends a request as the mock server shall answer it.
macro_rules! send {
    ($request:expr, $prefer:expr) => {{
        let request = $request.header("prefer", $prefer).max_retries(0);
        Box::pin(async move { request.await.map(drop) })
    }};
}

/// Tells the variants of an operation's error apart.
macro_rules! decode {
    ($errors:ident) => {
        |error| {
            let decoded = error.decode::<$errors>()?;
            Some(decoded.map(|decoded| match decoded {
                $errors::BadRequest(answer) => ("BadRequest", answer),
                $errors::Unauthorized(answer) => ("Unauthorized", answer),
                $errors::Forbidden(answer) => ("Forbidden", answer),
                $errors::NotFound(answer) => ("NotFound", answer),
                $errors::TooManyRequests(answer) => ("TooManyRequests", answer),
                other => {
                    panic!("a variant that the description does not have: {other:?}")
                }
            }))
        }
    };
}

const ACCOUNT: &str = "0d37909e38d3e99c29fa2cd343ac421a";
const GATEWAY: &str = "my-gateway";
const LOG: &str = "01JCP3XKZ4T6S2Q9M8V7B5N1D0";

/// Every operation of the description.
pub(crate) const OPERATIONS: [Operation; 11] = [
    Operation {
        name: "ai_gateway().create",
        call: |client, prefer| send!(client.ai_gateway().create(create()), prefer),
        decode: decode!(AiGatewayCreateError),
    },
    Operation {
        name: "ai_gateway().update",
        call: |client, prefer| {
            let params = AiGatewayUpdateParams::new(ACCOUNT);
            send!(client.ai_gateway().update(GATEWAY, &settings(), params), prefer)
        },
        decode: decode!(AiGatewayUpdateError),
    },
    Operation {
        name: "ai_gateway().list",
        call: |client, prefer| {
            let params =
                AiGatewayListParams::new(ACCOUNT).search("my").page(2).per_page(5);
            send!(client.ai_gateway().list(params), prefer)
        },
        decode: decode!(AiGatewayListError),
    },
    Operation {
        name: "ai_gateway().delete",
        call: |client, prefer| {
            let params = AiGatewayDeleteParams::new(ACCOUNT);
            send!(client.ai_gateway().delete(GATEWAY, params), prefer)
        },
        decode: decode!(AiGatewayDeleteError),
    },
    Operation {
        name: "ai_gateway().get",
        call: |client, prefer| {
            let params = AiGatewayGetParams::new(ACCOUNT);
            send!(client.ai_gateway().get("my gateway/é", params), prefer)
        },
        decode: decode!(AiGatewayGetError),
    },
    Operation {
        name: "ai_gateway().logs().list",
        call: |client, prefer| {
            send!(client.ai_gateway().logs().list(GATEWAY, list()), prefer)
        },
        decode: decode!(LogListError),
    },
    Operation {
        name: "ai_gateway().logs().delete",
        call: |client, prefer| {
            let params = LogDeleteParams::new(ACCOUNT)
                .filters(filters())
                .limit(10)
                .order_by(LogDeleteOrderBy::Feedback)
                .order_by_direction(SortDirection::Desc);
            send!(client.ai_gateway().logs().delete(GATEWAY, params), prefer)
        },
        decode: decode!(LogDeleteError),
    },
    Operation {
        name: "ai_gateway().logs().edit",
        call: |client, prefer| {
            let metadata = BTreeMap::from([
                ("user".to_owned(), LogEditMetadataItem::String("42".to_owned())),
                ("count".to_owned(), LogEditMetadataItem::Number(3.0)),
                ("trial".to_owned(), LogEditMetadataItem::Boolean(true)),
            ]);
            let params = LogEditParams::new(ACCOUNT)
                .feedback(1.0)
                .metadata(metadata)
                .score(Nullable::Null);
            send!(client.ai_gateway().logs().edit(GATEWAY, LOG, params), prefer)
        },
        decode: decode!(LogEditError),
    },
    Operation {
        name: "ai_gateway().logs().get",
        call: |client, prefer| {
            let params = LogGetParams::new(ACCOUNT);
            send!(client.ai_gateway().logs().get(GATEWAY, LOG, params), prefer)
        },
        decode: decode!(LogGetError),
    },
    Operation {
        name: "ai_gateway().logs().request",
        call: |client, prefer| {
            let params = LogRequestParams::new(ACCOUNT);
            send!(client.ai_gateway().logs().request(GATEWAY, LOG, params), prefer)
        },
        decode: decode!(LogRequestError),
    },
    Operation {
        name: "ai_gateway().logs().response",
        call: |client, prefer| {
            let params = LogResponseParams::new(ACCOUNT);
            send!(client.ai_gateway().logs().response(GATEWAY, LOG, params), prefer)
        },
        decode: decode!(LogResponseError),
    },
];

fn create() -> AiGatewayCreateParams {
    AiGatewayCreateParams::new(ACCOUNT, GATEWAY, true, true)
        .cache_ttl(300)
        .rate_limiting_interval(60)
        .rate_limiting_limit(50)
        .rate_limiting_technique(RateLimitingTechnique::Fixed)
        .authentication(true)
        .log_management(100_000)
        .log_management_strategy(LogManagementStrategy::StopInserting)
        .logpush(true)
        .logpush_public_key("key".to_owned())
        .retry_backoff(RetryBackoff::Linear)
        .retry_delay(5000)
        .retry_max_attempts(5)
        .workers_ai_billing_mode(WorkersAiBillingMode::Postpaid)
        .zdr(false)
}

fn settings() -> GatewaySettings {
    GatewaySettings::new(false, false)
        .rate_limiting_technique(Nullable::Null)
        .log_management(Nullable::Null)
        .log_management_strategy(Nullable::Null)
        .logpush_public_key(Nullable::Null)
        .retry_backoff(Nullable::Null)
        .retry_delay(Nullable::Null)
        .retry_max_attempts(Nullable::Null)
        .workers_ai_billing_mode(WorkersAiBillingMode::Unified)
}

fn list() -> LogListParams {
    LogListParams::new(ACCOUNT)
        .filters(filters())
        .search("invoice 42")
        .meta_info(true)
        .order_by(LogListOrderBy::CreatedAt)
        .order_by_direction(SortDirection::Asc)
        .page(2)
        .per_page(50)
}

fn filters() -> Vec<LogFilter> {
    let cost = vec![Some(LogFilterValueItem::Number(0.5)), None];
    vec![LogFilter::new(LogFilterKey::Cost, LogFilterOperator::Gt, cost)]
}
