//! The calls of `official.mjs`, made with the generated client.

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
use cloudflare_ai_gateway::runtime::pages::PageRequest;
use cloudflare_ai_gateway::types::{
    GatewaySettings, LogFilter, LogFilterKey, LogFilterOperator, LogFilterValueItem,
    LogManagementStrategy, RateLimitingTechnique, RetryBackoff, SortDirection,
    WorkersAiBillingMode,
};
use cloudflare_ai_gateway::{Client, Nullable, Request, Result};

use crate::wire::CASE;

const ACCOUNT: &str = "0d37909e38d3e99c29fa2cd343ac421a";
const GATEWAY: &str = "my-gateway";
const LOG: &str = "id";
const ODD: &str = "my gateway/é?#%&=+:@!$'()*,;~";
const PUBLIC_KEY: &str = "-----BEGIN PUBLIC KEY-----\nAé\"\\\n";

/// A call on its way.
pub(crate) type Calling = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// Makes the call of a case.
pub(crate) type Call = fn(Clients, &'static str) -> Calling;

/// A client for each way to authenticate.
#[derive(Clone)]
pub(crate) struct Clients {
    pub(crate) by_token: Client,
    pub(crate) by_key: Client,
}

/// A call that gives one thing.
fn one<T: Send + 'static>(request: Request<T>, case: &'static str) -> Calling {
    Box::pin(async move { request.header(CASE, case).await.map(drop) })
}

/// A call that gives a page.
fn page<T: Send + 'static>(request: PageRequest<T>, case: &'static str) -> Calling {
    Box::pin(async move { request.header(CASE, case).await.map(drop) })
}

/// A call that gives a page, and one that gives the next.
fn two_pages<T: Send + 'static>(request: PageRequest<T>, case: &'static str) -> Calling {
    Box::pin(async move {
        let page = request.header(CASE, case).await?;
        let next = page.next_page().expect("a next page");
        next.await.map(drop)
    })
}

/// The calls about gateways.
pub(crate) const GATEWAYS: &[(&str, Call)] = &[
    ("gateways create: what is required", |clients, case| {
        one(clients.by_token.ai_gateway().create(create()), case)
    }),
    ("gateways create: everything", |clients, case| {
        let params = create()
            .rate_limiting_technique(RateLimitingTechnique::Sliding)
            .authentication(true)
            .log_management(100_000)
            .log_management_strategy(LogManagementStrategy::DeleteOldest)
            .logpush(false)
            .logpush_public_key(PUBLIC_KEY.to_owned())
            .retry_backoff(RetryBackoff::Exponential)
            .retry_delay(5000)
            .retry_max_attempts(5)
            .workers_ai_billing_mode(WorkersAiBillingMode::Unified)
            .zdr(true);
        one(clients.by_token.ai_gateway().create(params), case)
    }),
    ("gateways update: what is required", |clients, case| {
        update(&clients, GATEWAY, &settings(), case)
    }),
    ("gateways update: everything", |clients, case| {
        let settings = settings()
            .rate_limiting_technique(RateLimitingTechnique::Sliding)
            .authentication(true)
            .log_management(100_000)
            .log_management_strategy(LogManagementStrategy::DeleteOldest)
            .logpush(false)
            .logpush_public_key(PUBLIC_KEY.to_owned())
            .retry_backoff(RetryBackoff::Exponential)
            .retry_delay(5000)
            .retry_max_attempts(5)
            .workers_ai_billing_mode(WorkersAiBillingMode::Unified)
            .zdr(true);
        update(&clients, ODD, &settings, case)
    }),
    ("gateways update: null wherever it may be", |clients, case| {
        let settings = GatewaySettings::new(true, false)
            .rate_limiting_technique(Nullable::Null)
            .log_management(Nullable::Null)
            .log_management_strategy(Nullable::Null)
            .logpush_public_key(Nullable::Null)
            .retry_backoff(Nullable::Null)
            .retry_delay(Nullable::Null)
            .retry_max_attempts(Nullable::Null);
        update(&clients, GATEWAY, &settings, case)
    }),
    ("gateways list: nothing", |clients, case| {
        page(clients.by_token.ai_gateway().list(AiGatewayListParams::new(ACCOUNT)), case)
    }),
    ("gateways list: everything", |clients, case| {
        let params = AiGatewayListParams::new(ACCOUNT)
            .search("a b&c=d+e/é%\"'")
            .page(3)
            .per_page(50);
        page(clients.by_token.ai_gateway().list(params), case)
    }),
    ("gateways list: the second page", |clients, case| {
        let params = AiGatewayListParams::new(ACCOUNT).search("a").per_page(1);
        two_pages(clients.by_token.ai_gateway().list(params), case)
    }),
    ("gateways delete", |clients, case| {
        let params = AiGatewayDeleteParams::new(ACCOUNT);
        one(clients.by_token.ai_gateway().delete(GATEWAY, params), case)
    }),
    ("gateways get", |clients, case| {
        let params = AiGatewayGetParams::new(ACCOUNT);
        one(clients.by_token.ai_gateway().get(GATEWAY, params), case)
    }),
    ("gateways get: odd characters", |clients, case| {
        let params = AiGatewayGetParams::new("account/ü 1");
        one(clients.by_token.ai_gateway().get(ODD, params), case)
    }),
    ("gateways get: dots", |clients, case| {
        let params = AiGatewayGetParams::new("..a");
        one(clients.by_token.ai_gateway().get("a.b", params), case)
    }),
];

/// The calls about lists of logs.
pub(crate) const LOGS: &[(&str, Call)] = &[
    ("logs list: nothing", |clients, case| list(&clients, logs(), case)),
    ("logs list: two filters", |clients, case| {
        list(&clients, logs().filters(filters()), case)
    }),
    ("logs list: every kind of value", |clients, case| {
        let values = vec![
            text(""),
            text("a b"),
            text("x=1&y"),
            None,
            Some(LogFilterValueItem::Number(7.0)),
            Some(LogFilterValueItem::Number(0.00001)),
            Some(LogFilterValueItem::Boolean(true)),
            Some(LogFilterValueItem::Boolean(false)),
        ];
        let params = logs().filters(vec![
            LogFilter::new(LogFilterKey::MetadataValue, LogFilterOperator::Neq, values),
            LogFilter::new(
                LogFilterKey::Success,
                LogFilterOperator::Eq,
                vec![Some(LogFilterValueItem::Boolean(true))],
            ),
            LogFilter::new(
                LogFilterKey::CompatibilityMode,
                LogFilterOperator::Contains,
                vec![None],
            ),
        ]);
        list(&clients, params, case)
    }),
    ("logs list: a filter without values", |clients, case| {
        let none =
            LogFilter::new(LogFilterKey::Model, LogFilterOperator::Eq, Vec::new());
        list(&clients, logs().filters(vec![none]), case)
    }),
    ("logs list: everything that is not deprecated", |clients, case| {
        let params = logs()
            .filters(filters())
            .search("invoice 42")
            .meta_info(true)
            .order_by(LogListOrderBy::ModelType)
            .order_by_direction(SortDirection::Desc)
            .page(2)
            .per_page(50);
        list(&clients, params, case)
    }),
    ("logs list: everything that is deprecated", |clients, case| {
        list(&clients, deprecated(), case)
    }),
    ("logs list: the second page", |clients, case| {
        let params = logs().filters(filters()).per_page(1);
        two_pages(clients.by_token.ai_gateway().logs().list(GATEWAY, params), case)
    }),
    ("logs list: the page after the third", |clients, case| {
        let params = logs().page(3).per_page(1);
        two_pages(clients.by_token.ai_gateway().logs().list(GATEWAY, params), case)
    }),
    ("logs delete: nothing", |clients, case| {
        let params = LogDeleteParams::new(ACCOUNT);
        one(clients.by_token.ai_gateway().logs().delete(GATEWAY, params), case)
    }),
    ("logs delete: everything", |clients, case| {
        let params = LogDeleteParams::new(ACCOUNT)
            .filters(filters())
            .limit(100)
            .order_by(LogDeleteOrderBy::TokensOut)
            .order_by_direction(SortDirection::Asc);
        one(clients.by_token.ai_gateway().logs().delete(ODD, params), case)
    }),
];

/// The calls about one log.
pub(crate) const LOG_CALLS: &[(&str, Call)] = &[
    ("logs edit: nothing", |clients, case| {
        edit(&clients, LOG, LogEditParams::new(ACCOUNT), case)
    }),
    ("logs edit: values", |clients, case| {
        let metadata = [
            ("user", LogEditMetadataItem::String("é\"\n".to_owned())),
            ("count", LogEditMetadataItem::Number(3.0)),
            ("ratio", LogEditMetadataItem::Number(0.25)),
            ("trial", LogEditMetadataItem::Boolean(true)),
        ];
        let metadata = metadata.map(|(name, value)| (name.to_owned(), value));
        let params = LogEditParams::new(ACCOUNT)
            .feedback(1.0)
            .metadata(std::collections::BTreeMap::from(metadata))
            .score(87.5);
        edit(&clients, LOG, params, case)
    }),
    ("logs edit: null", |clients, case| {
        let params = LogEditParams::new(ACCOUNT)
            .feedback(Nullable::Null)
            .metadata(Nullable::Null)
            .score(Nullable::Null);
        edit(&clients, LOG, params, case)
    }),
    ("logs edit: a value, null and nothing", |clients, case| {
        let params = LogEditParams::new(ACCOUNT).feedback(-1.0).score(Nullable::Null);
        edit(&clients, ODD, params, case)
    }),
    ("logs edit: empty metadata", |clients, case| {
        let params =
            LogEditParams::new(ACCOUNT).metadata(std::collections::BTreeMap::new());
        edit(&clients, LOG, params, case)
    }),
    ("logs get", |clients, case| {
        let params = LogGetParams::new(ACCOUNT);
        one(clients.by_token.ai_gateway().logs().get(GATEWAY, LOG, params), case)
    }),
    ("logs get: odd characters", |clients, case| {
        let params = LogGetParams::new(ACCOUNT);
        one(clients.by_token.ai_gateway().logs().get(ODD, ODD, params), case)
    }),
    ("logs get: by email and key", |clients, case| {
        let params = LogGetParams::new(ACCOUNT);
        one(clients.by_key.ai_gateway().logs().get(GATEWAY, LOG, params), case)
    }),
    ("logs request", |clients, case| {
        let params = LogRequestParams::new(ACCOUNT);
        one(clients.by_token.ai_gateway().logs().request(GATEWAY, LOG, params), case)
    }),
    ("logs response", |clients, case| {
        let params = LogResponseParams::new(ACCOUNT);
        one(clients.by_token.ai_gateway().logs().response(GATEWAY, ODD, params), case)
    }),
];

fn create() -> AiGatewayCreateParams {
    AiGatewayCreateParams::new(ACCOUNT, GATEWAY, true, false)
        .rate_limiting_interval(60)
        .rate_limiting_limit(0)
}

fn settings() -> GatewaySettings {
    GatewaySettings::new(true, false).rate_limiting_interval(60).rate_limiting_limit(0)
}

fn update(
    clients: &Clients,
    id: &str,
    settings: &GatewaySettings,
    case: &'static str,
) -> Calling {
    let params = AiGatewayUpdateParams::new(ACCOUNT);
    one(clients.by_token.ai_gateway().update(id, settings, params), case)
}

fn logs() -> LogListParams {
    LogListParams::new(ACCOUNT)
}

fn list(clients: &Clients, params: LogListParams, case: &'static str) -> Calling {
    page(clients.by_token.ai_gateway().logs().list(GATEWAY, params), case)
}

fn edit(
    clients: &Clients,
    log: &str,
    params: LogEditParams,
    case: &'static str,
) -> Calling {
    one(clients.by_token.ai_gateway().logs().edit(GATEWAY, log, params), case)
}

fn text(text: &str) -> Option<LogFilterValueItem> {
    Some(LogFilterValueItem::String(text.to_owned()))
}

fn filters() -> Vec<LogFilter> {
    let cost = vec![Some(LogFilterValueItem::Number(0.5))];
    vec![
        LogFilter::new(
            LogFilterKey::Id,
            LogFilterOperator::Eq,
            vec![text("a"), text("b")],
        ),
        LogFilter::new(LogFilterKey::Cost, LogFilterOperator::Gt, cost),
    ]
}

#[expect(deprecated, reason = "what is deprecated is still sent right")]
fn deprecated() -> LogListParams {
    logs()
        .direction(SortDirection::Asc)
        .start_date("2024-01-01T00:00:00Z".parse().expect("a date"))
        .end_date("2024-11-14T18:11:19.117Z".parse().expect("a date"))
        .cached(false)
        .success(true)
        .feedback(LogListFeedback::V0)
        .model("gpt-4o mini")
        .model_type("llm")
        .provider("openai")
        .request_content_type("application/json; charset=utf-8")
        .response_content_type("text/event-stream")
        .min_cost(0.00001)
        .max_cost(1.25)
        .min_duration(0.0)
        .max_duration(60_000.0)
        .min_tokens_in(1.0)
        .max_tokens_in(100.5)
        .min_tokens_out(2.0)
        .max_tokens_out(1_000_000.0)
        .min_total_tokens(3.0)
        .max_total_tokens(123_456_789.0)
}
