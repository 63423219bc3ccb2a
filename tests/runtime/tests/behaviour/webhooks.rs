//! What the API sends: the body inside, and what is wrong with it.

use serde_json::json;
use specwright_runtime_tests::runtime::webhook;
use std::collections::BTreeMap;

#[test]
fn the_body_is_read() {
    let body = "\u{feff}{\"left\": 3}".as_bytes();
    let stock: BTreeMap<String, i64> = webhook::parse("stock", body).unwrap();
    assert_eq!(stock["left"], 3);
}

#[test]
fn errors_name_the_webhook_and_the_place() {
    let body = json!({ "stock": { "left": "three" } }).to_string();
    let error = webhook::parse::<BTreeMap<String, BTreeMap<String, i64>>>(
        "stock",
        body.as_bytes(),
    )
    .unwrap_err();
    assert!(error.is_decode());
    assert_eq!(
        error.to_string(),
        "webhook `stock`: cannot decode `stock.left` of the body: invalid type: string \"three\", \
         expected i64"
    );
    for (body, expected) in [
        (&b"\xff"[..], "webhook `stock`: the body is not UTF-8 text"),
        (b"", "webhook `stock`: cannot decode the body: EOF while parsing a value"),
    ] {
        let error = webhook::parse::<bool>("stock", body).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}
