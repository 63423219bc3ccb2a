//! Whole numbers and points in time, as servers write them.

use std::collections::BTreeMap;

use serde_json::json;
use specwright_runtime_tests::runtime::by_status::decode_integers;
use specwright_runtime_tests::runtime::datetime::{Date, DateTime};
use specwright_runtime_tests::runtime::{Call, Integers};
use specwright_runtime_tests::sdk::Animal;

use super::super::support::Answer;
use super::call;

/// The whole numbers of an answer, under `at`.
async fn integers<T: Integers>(answer: fn() -> Answer) -> Result<T, String> {
    let value =
        call(answer, |call| call.json_integers::<T>("application/json", &["at"])).await;
    value.map_err(|error| error.to_string().replace("GET /x: cannot decode ", ""))
}

#[tokio::test]
async fn whole_numbers_come_as_text() {
    let text = || Answer::new(200, r#"{"at": "9007199254740993"}"#);
    assert_eq!(integers::<i64>(text).await, Ok(9_007_199_254_740_993));
    let largest = || Answer::new(200, r#"{"at": ["18446744073709551615", "2.0", 3]}"#);
    assert_eq!(integers::<Vec<u64>>(largest).await, Ok(vec![u64::MAX, 2, 3]));
    let negative = || Answer::new(200, r#"{"at": "-5"}"#);
    assert_eq!(integers::<Option<i32>>(negative).await, Ok(Some(-5)));
    let message = integers::<u32>(negative).await.unwrap_err();
    assert!(message.contains("invalid value: integer `-5`, expected u32"), "{message}");
    for wrong in [
        || Answer::new(200, r#"{"at": ""}"#),
        || Answer::new(200, r#"{"at": "1.5"}"#),
        || Answer::new(200, r#"{"at": "5 km"}"#),
        || Answer::new(200, r#"{"at": "1e30"}"#),
    ] {
        assert!(integers::<i64>(wrong).await.is_err());
    }
}

#[tokio::test]
async fn whole_numbers_may_have_a_fraction_of_nothing_or_an_exponent() {
    let answer = || Answer::new(200, r#"{"at": 5.0}"#);
    assert_eq!(integers::<i32>(answer).await, Ok(5));
    assert_eq!(integers::<u32>(answer).await, Ok(5));
    assert_eq!(integers::<u64>(answer).await, Ok(5));
    assert_eq!(
        integers::<i64>(|| Answer::new(200, r#"{"at": -1.5E3}"#)).await,
        Ok(-1500)
    );
    let large =
        || Answer::new(200, r#"{"at": [1125899906842623.0, 18446744073709551615]}"#);
    let expected = vec![1_125_899_906_842_623, u64::MAX];
    assert_eq!(integers::<Vec<u64>>(large).await, Ok(expected));
    let nested = || Answer::new(200, r#"{"at": {"a": [1e3, null], "b": null}}"#);
    let nested = integers::<BTreeMap<String, Option<Vec<Option<i64>>>>>(nested).await;
    assert_eq!(nested.unwrap()["a"], Some(vec![Some(1000), None]));
    assert_eq!(integers::<Option<i64>>(|| Answer::new(200, "{}")).await, Ok(None));
    assert_eq!(decode_integers::<Vec<i64>>(b"[2.0]").unwrap(), [2]);
    let animals = || Answer::json(&json!([{ "id": "a", "age": 7.0 }]));
    let animals = call(animals, Call::json::<Vec<Animal>>).await.unwrap();
    assert_eq!(animals[0].age, Some(7));
}

#[tokio::test]
async fn other_numbers_are_not_taken_for_whole_ones() {
    let answer = || Answer::new(200, r#"{"at": [1, 2.5]}"#);
    let message =
        "`at[1]` of the answer: invalid type: floating point `2.5`, expected i64";
    assert_eq!(integers::<Vec<i64>>(answer).await.unwrap_err(), message);
    // From here on, a float may be another number than the one that was written.
    let answer = || Answer::new(200, r#"{"at": 4503599627370496.0}"#);
    let message = "`at` of the answer: invalid type: floating point `4503599627370496.0`, expected i64";
    assert_eq!(integers::<i64>(answer).await.unwrap_err(), message);
    let answer = || Answer::new(200, r#"{"at": -1.0}"#);
    let message =
        "`at` of the answer: invalid type: floating point `-1.0`, expected u32";
    assert_eq!(integers::<u32>(answer).await.unwrap_err(), message);
    let answer = || Answer::new(200, r#"{"at": 4294967296}"#);
    let message =
        "`at` of the answer: invalid value: integer `4294967296`, expected i32";
    assert_eq!(integers::<i32>(answer).await.unwrap_err(), message);
    let answer = || Answer::new(200, r#"{"at": "one"}"#);
    let message = "`at` of the answer: invalid type: string \"one\", expected i64";
    assert_eq!(integers::<i64>(answer).await.unwrap_err(), message);
    let answer = || Answer::new(200, r#"{"at": 1.0} 2"#);
    assert!(integers::<i64>(answer).await.is_err());
}

#[test]
fn points_in_time() {
    let cases = [
        ("2019-12-27T18:11:19.117Z", "2019-12-27T18:11:19.117Z"),
        ("2024-01-02T03:04:05+02:00", "2024-01-02T03:04:05+02:00"),
        ("2024-01-02t03:04:05z", "2024-01-02T03:04:05Z"),
        ("2024-01-02 03:04:05", "2024-01-02T03:04:05"),
        ("2024-01-02T03:04:05.123456789", "2024-01-02T03:04:05.123456789"),
        (
            "2024-01-02T03:04:05.12345678909999+02:00",
            "2024-01-02T03:04:05.123456789+02:00",
        ),
        ("2024-01-02T03:04:05.9999999999Z", "2024-01-02T03:04:05.999999999Z"),
        ("2024-01-02 03:04:05 +00:00", "2024-01-02T03:04:05+00:00"),
        ("2024-01-02 03:04:05 UTC", "2024-01-02T03:04:05Z"),
        ("2024-01-02T03:04:05-0730", "2024-01-02T03:04:05-07:30"),
        ("2024-01-02T03:04", "2024-01-02T03:04:00"),
        ("2024-01-02", "2024-01-02T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ];
    for (text, written) in cases {
        let value: DateTime = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(serde_json::to_value(value).unwrap(), written, "{text}");
        assert_eq!(serde_json::from_value::<DateTime>(json!(written)).unwrap(), value);
    }
    for text in ["", "soon", "2024-13-01T00:00:00Z", "12:00:00Z", "1704164645"] {
        assert!(serde_json::from_value::<DateTime>(json!(text)).is_err(), "{text}");
    }
}

#[test]
fn points_in_time_are_equal_whatever_their_offset() {
    let one: DateTime = "2024-01-02T03:04:05+02:00".parse().unwrap();
    let other: DateTime = "2024-01-02T01:04:05Z".parse().unwrap();
    assert_eq!(one, other);
    assert_eq!(one.timestamp(), other.timestamp());
    assert!(one < "2024-01-02T03:04:05+01:00".parse().unwrap());
    assert_eq!(one.offset().seconds(), 7200);
    let date: Date = serde_json::from_value(json!("2024-02-29")).unwrap();
    assert_eq!(serde_json::to_value(date).unwrap(), "2024-02-29");
}
