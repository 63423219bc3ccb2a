//! What answers become.

use std::fs;

use cloudflare_ai_gateway::Client;
use cloudflare_ai_gateway::resources::ai_gateway::logs::{
    LogDeleteParams, LogEditParams, LogGetParams, LogListParams, LogRequestParams,
    LogResponseParams,
};
use cloudflare_ai_gateway::resources::ai_gateway::{
    AiGatewayCreateParams, AiGatewayDeleteParams, AiGatewayGetParams,
    AiGatewayListParams, AiGatewayUpdateParams,
};
use cloudflare_ai_gateway::types::GatewaySettings;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Number, Value, json};
use specwright_test_server::{Answer, Server};

use crate::support::{ACCOUNT, GATEWAY, client, envelope, gateway, log, with};

/// The answer that Cloudflare's reference shows for a log entry.
const DOCUMENTED: &str = r#"{"result": {"id":"id","cached":true,"created_at":"2019-12-27T18:11:19.117Z","duration":0,"model":"model","path":"path","provider":"provider","success":true,"tokens_in":0,"tokens_out":0,"cost":0,"custom_cost":true,"metadata":"metadata","model_type":"model_type","request_content_type":"request_content_type","request_head":"request_head","request_head_complete":true,"request_size":0,"request_type":"request_type","response_content_type":"response_content_type","response_head":"response_head","response_head_complete":true,"response_size":0,"status_code":0,"step":0},"success":true}"#;

#[tokio::test]
async fn the_documented_log_entry() {
    let server = Server::answering([Answer::json(200, DOCUMENTED)]).await;
    let client = client(&server);
    let params = LogGetParams::new(ACCOUNT);
    let log =
        client.ai_gateway().logs().get(GATEWAY, "id", params).await.expect("a log");

    // Every field, with its type: what is required is there, what is optional may not be.
    let texts: [&String; 4] = [&log.id, &log.model, &log.path, &log.provider];
    assert_eq!(texts, ["id", "model", "path", "provider"]);
    let flags: [bool; 2] = [log.cached, log.success];
    assert_eq!(flags, [true, true]);
    let created_at: Timestamp = log.created_at.timestamp();
    assert_eq!(created_at.to_string(), "2019-12-27T18:11:19.117Z");
    let duration: i64 = log.duration;
    assert_eq!(duration, 0);
    let nullable: [Option<i64>; 2] = [log.tokens_in, log.tokens_out];
    assert_eq!(nullable, [Some(0), Some(0)]);
    let cost: Option<f64> = log.cost;
    assert_eq!(cost, Some(0.0));
    let optional: [Option<bool>; 3] =
        [log.custom_cost, log.request_head_complete, log.response_head_complete];
    assert_eq!(optional, [Some(true); 3]);
    let optional: [&Option<String>; 7] = [
        &log.metadata,
        &log.model_type,
        &log.request_content_type,
        &log.request_head,
        &log.request_type,
        &log.response_content_type,
        &log.response_head,
    ];
    let names = [
        "metadata",
        "model_type",
        "request_content_type",
        "request_head",
        "request_type",
        "response_content_type",
        "response_head",
    ];
    assert_eq!(optional.map(Option::as_deref), names.map(Some));
    let optional: [Option<i64>; 4] =
        [log.request_size, log.response_size, log.status_code, log.step];
    assert_eq!(optional, [Some(0); 4]);
}

/// What is not there and what is null becomes nothing, and what the description does not know is
/// passed over.
#[tokio::test]
async fn a_log_entry_with_the_least() {
    let odd = json!({ "tokens_in": null, "new": { "thing": [1, 2] }, "step": 3 });
    let answer = Answer::value(200, &envelope(&with(log("id"), &odd)));
    let server = Server::answering([answer]).await;
    let params = LogGetParams::new(ACCOUNT);
    let request = client(&server).ai_gateway().logs().get(GATEWAY, "id", params);
    let log = request.await.expect("a log");
    assert_eq!((log.tokens_in, log.tokens_out), (None, None));
    assert_eq!((log.cost, log.metadata, log.request_size), (None, None, None));
    assert_eq!(log.step, Some(3));
}

/// To JSON, these are whole numbers too.
#[tokio::test]
async fn whole_numbers_with_a_fraction_of_nothing() {
    let odd = json!({ "tokens_in": 5.0, "duration": 1200.0 });
    let answer = Answer::value(200, &envelope(&with(log("id"), &odd)));
    let server = Server::answering([answer]).await;
    let params = LogGetParams::new(ACCOUNT);
    let request = client(&server).ai_gateway().logs().get(GATEWAY, "id", params);
    let log = request.await.expect("a log");
    assert_eq!((log.tokens_in, log.duration), (Some(5), 1200));
}

/// An optional member that is null although it should not be is taken for one that is not there.
#[tokio::test]
async fn null_where_nothing_is_meant() {
    let null =
        json!({ "cost": null, "metadata": null, "custom_cost": null, "step": null });
    let answer = Answer::value(200, &envelope(&with(log("id"), &null)));
    let server = Server::answering([answer]).await;
    let params = LogGetParams::new(ACCOUNT);
    let request = client(&server).ai_gateway().logs().get(GATEWAY, "id", params);
    let log = request.await.expect("a log");
    assert_eq!(
        (log.cost, log.metadata, log.custom_cost, log.step),
        (None, None, None, None)
    );
}

#[tokio::test]
async fn a_gateway_with_the_least() {
    let server = Server::answering([Answer::value(200, &envelope(&gateway()))]).await;
    let params = AiGatewayGetParams::new(ACCOUNT);
    let gateway =
        client(&server).ai_gateway().get(GATEWAY, params).await.expect("a gateway");
    assert_eq!(gateway.id, GATEWAY);
    assert_eq!((gateway.cache_ttl, gateway.rate_limiting_limit), (Some(300), None));
    assert!(gateway.retry_backoff.is_none() && gateway.is_default.is_none());
}

/// Any JSON is an answer of these three, also the one that has nothing in it.
#[tokio::test]
async fn any_json() {
    for value in [json!({"a": [1]}), json!([]), json!("text"), json!(1.5), json!(null)] {
        let bare = Server::answering([Answer::value(200, &value)]).await;
        let logs = client(&bare).ai_gateway().logs();
        let params = LogRequestParams::new(ACCOUNT);
        assert_eq!(logs.request(GATEWAY, "id", params).await.expect("a value"), value);
        let params = LogResponseParams::new(ACCOUNT);
        assert_eq!(logs.response(GATEWAY, "id", params).await.expect("a value"), value);

        let enveloped = Server::answering([Answer::value(200, &envelope(&value))]).await;
        let logs = client(&enveloped).ai_gateway().logs();
        let params = LogEditParams::new(ACCOUNT);
        assert_eq!(logs.edit(GATEWAY, "id", params).await.expect("a value"), value);
    }
}

/// What a log entry stored is data, whatever it says: a provider's answer that reports a failure
/// is not a failure of this API.
#[tokio::test]
async fn a_stored_failure_is_no_failure() {
    let stored = json!({
        "result": null,
        "success": false,
        "errors": [{ "code": 5006, "message": "bad input" }],
    });
    let server = Server::answering([Answer::value(200, &stored)]).await;
    let logs = client(&server).ai_gateway().logs();
    let answer = logs.response(GATEWAY, "id", LogResponseParams::new(ACCOUNT)).await;
    assert_eq!(answer.expect("what was stored"), stored);
    let answer = logs.request(GATEWAY, "id", LogRequestParams::new(ACCOUNT)).await;
    assert_eq!(answer.expect("what was stored"), stored);
}

/// Every example of an answer in the description decodes, and encodes to what it was.
#[tokio::test]
async fn the_examples_of_the_description() {
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/ai-gateway.yaml");
    let text = fs::read_to_string(text).expect("the description");
    let description: Value = serde_yaml::from_str(&text).expect("YAML");
    let paths = description["paths"].as_object().expect("paths");
    let mut seen = 0;
    for (path, item) in paths {
        for method in ["get", "post", "put", "patch", "delete"] {
            let answers = &item[method]["responses"];
            if answers.is_null() {
                continue;
            }
            let example = example(&description, &answers["200"]);
            let server = Server::answering([Answer::value(200, example)]).await;
            let decoded = call(&client(&server), &format!("{method} {path}")).await;
            let expected = example.get("result").unwrap_or(example);
            assert_eq!(alike(&decoded), alike(expected), "{method} {path}");
            seen += 1;
        }
    }
    assert_eq!(seen, 11, "operations");
}

/// The example of an answer, which may be defined elsewhere.
fn example<'a>(description: &'a Value, answer: &'a Value) -> &'a Value {
    let answer = match answer["$ref"].as_str() {
        Some(place) => {
            description.pointer(place.trim_start_matches('#')).expect("an answer")
        }
        None => answer,
    };
    &answer["content"]["application/json"]["example"]
}

/// Makes a call and gives what it gave, encoded again.
async fn call(client: &Client, operation: &str) -> Value {
    let gateways = client.ai_gateway();
    let logs = gateways.logs();
    let (place, log) =
        ("/accounts/{account_id}/ai-gateway/gateways", "/{gateway_id}/logs");
    let settings = GatewaySettings::new(true, true);
    match operation.replace(place, "").replace(log, " logs").trim() {
        "get" => {
            let request = gateways.list(AiGatewayListParams::new(ACCOUNT));
            json(&request.await.expect("a page").items)
        }
        "post" => {
            let params = AiGatewayCreateParams::new(ACCOUNT, GATEWAY, true, true);
            json(&gateways.create(params).await.expect("a gateway"))
        }
        "get /{id}" => {
            let request = gateways.get(GATEWAY, AiGatewayGetParams::new(ACCOUNT));
            json(&request.await.expect("a gateway"))
        }
        "put /{id}" => {
            let params = AiGatewayUpdateParams::new(ACCOUNT);
            json(&gateways.update(GATEWAY, &settings, params).await.expect("a gateway"))
        }
        "delete /{id}" => {
            let request = gateways.delete(GATEWAY, AiGatewayDeleteParams::new(ACCOUNT));
            json(&request.await.expect("a gateway"))
        }
        "get  logs" => {
            let request = logs.list(GATEWAY, LogListParams::new(ACCOUNT));
            json(&request.await.expect("a page").items)
        }
        "delete  logs" => {
            let request = logs.delete(GATEWAY, LogDeleteParams::new(ACCOUNT));
            json(&request.await.expect("an answer"))
        }
        "get  logs/{id}" => {
            let request = logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT));
            json(&request.await.expect("a log"))
        }
        "patch  logs/{id}" => {
            let request = logs.edit(GATEWAY, "id", LogEditParams::new(ACCOUNT));
            request.await.expect("a value")
        }
        "get  logs/{id}/request" => {
            let request = logs.request(GATEWAY, "id", LogRequestParams::new(ACCOUNT));
            request.await.expect("a value")
        }
        "get  logs/{id}/response" => {
            let request = logs.response(GATEWAY, "id", LogResponseParams::new(ACCOUNT));
            request.await.expect("a value")
        }
        other => panic!("no such operation: `{other}`"),
    }
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("JSON")
}

/// The same value with numbers and moments written in one way.
fn alike(value: &Value) -> Value {
    match value {
        Value::Number(number) => {
            let number = number.as_f64().and_then(Number::from_f64);
            number.map_or(Value::Null, Value::Number)
        }
        Value::String(text) => match text.parse::<Timestamp>() {
            Ok(moment) => Value::String(moment.to_string()),
            Err(_) => value.clone(),
        },
        Value::Array(items) => items.iter().map(alike).collect(),
        // In what is only received, null and absent are one thing where both are allowed.
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.clone(), alike(value)))
            .collect(),
        Value::Null | Value::Bool(_) => value.clone(),
    }
}
