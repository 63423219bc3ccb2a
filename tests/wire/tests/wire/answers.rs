//! Answers that both clients can decode.

use serde_json::{Value, json};
use specwright_test_server::{Answer, Recorded};

/// Where the API begins at the server, as it does at Cloudflare.
pub(crate) const BASE: &str = "/client/v4";

/// Answers a call of the AI Gateway resources.
pub(crate) fn answer(request: &Recorded) -> Answer {
    let path = request.path.strip_prefix(BASE).expect("the base of the API");
    let segments = path.split('/').skip(1).count();
    match (request.method.as_str(), segments) {
        ("GET", 4) => list(request, &gateway()),
        ("GET", 6) => list(request, &log()),
        ("POST", 4) | ("GET" | "PUT" | "DELETE", 5) => enveloped(&gateway()),
        ("DELETE", 6) => Answer::value(200, &json!({ "success": true })),
        ("GET", 7) => enveloped(&log()),
        ("PATCH", 7) => enveloped(&json!({})),
        ("GET", 8) => Answer::value(200, &json!({ "messages": [] })),
        _ => Answer::empty(404),
    }
}

fn enveloped(result: &Value) -> Answer {
    Answer::value(200, &json!({ "result": result, "success": true }))
}

/// The page that was asked for, of a hundred.
fn list(request: &Recorded, item: &Value) -> Answer {
    let parameters = request.parameters();
    let page = parameters.iter().find(|(name, _)| name == "page");
    let page = page.map_or(1, |(_, page)| page.parse().expect("a number of a page"));
    let info = json!({ "page": page, "per_page": 1, "count": 1, "total_count": 100 });
    let body = json!({ "result": [item], "result_info": info, "success": true });
    Answer::value(200, &body)
}

fn gateway() -> Value {
    json!({
        "id": "my-gateway",
        "cache_invalidate_on_update": true,
        "cache_ttl": null,
        "collect_logs": true,
        "rate_limiting_interval": 60,
        "rate_limiting_limit": null,
        "created_at": "2024-05-14T09:30:00Z",
        "modified_at": "2024-05-14T09:30:00Z",
    })
}

fn log() -> Value {
    json!({
        "id": "id",
        "cached": true,
        "created_at": "2019-12-27T18:11:19.117Z",
        "duration": 0,
        "model": "model",
        "path": "path",
        "provider": "provider",
        "success": true,
        "tokens_in": 0,
        "tokens_out": null,
    })
}
