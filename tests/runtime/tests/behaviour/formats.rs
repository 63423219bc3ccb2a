//! Types have serde's traits, so they work with other formats than JSON too.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use specwright_runtime_tests::runtime::Nullable;
use specwright_runtime_tests::runtime::base64::Base64Bytes;
use specwright_runtime_tests::runtime::datetime::DateTime;
use specwright_runtime_tests::sdk::{
    Animal, AnimalEditParams, Filter, Food, Limit, Mark, Pet,
};

/// What is left of a value that is written and read again: as a tree, as YAML, as CBOR.
fn round<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let tree = serde_json::to_value(value).unwrap();
    assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value);
    let text = serde_json::to_vec(value).unwrap();
    assert_eq!(&serde_json::from_reader::<_, T>(text.as_slice()).unwrap(), value);
    let yaml = yaml_serde::to_string(value).unwrap();
    assert_eq!(&yaml_serde::from_str::<T>(&yaml).unwrap(), value, "{yaml}");
    let mut cbor = Vec::new();
    ciborium::into_writer(value, &mut cbor).unwrap();
    assert_eq!(&ciborium::from_reader::<T, _>(cbor.as_slice()).unwrap(), value);
}

#[test]
fn structures_enums_and_unions() {
    let animal: Animal = serde_json::from_value(json!({
        "id": "a", "kind": "animal", "age": null, "weight": 1.5, "sleeps": "by week",
        "mother": { "id": "b", "age": 3 }, "more": { "x": [1, "y"] },
    }))
    .unwrap();
    round(&animal);
    round(&vec![Pet::Dog(animal.clone()), Pet::Cat(Filter::new("k", vec![json!(1)]))]);
    round(&Pet::Unknown(json!({ "kind": "bird" })));
    round(&vec![Food::Name("hay".to_owned()), Food::Price(0.5)]);
    round(&vec![Mark::Good, Mark::Unknown(9)]);
    round(&vec![Limit::Ten, Limit::Unlimited, Limit::Unknown(json!(false))]);
}

#[test]
fn three_states() {
    for weight in [Nullable::Absent, Nullable::Null, Nullable::Value(1.0)] {
        round(&AnimalEditParams::default().weight(weight));
    }
}

#[test]
fn bytes_and_times() {
    round(&Base64Bytes(b"hi??".to_vec()));
    let moment = "2024-01-02T03:04:05.678+02:00".parse::<DateTime>().unwrap();
    round(&moment);
    assert_eq!(format!("{moment:?}"), "2024-01-02T03:04:05.678+02:00");
}

#[test]
fn every_date_that_can_be_written_is_kept() {
    for text in [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999-08:00",
        "0001-01-01T00:00:00Z",
        "-009999-01-01T00:00:00+05:30",
        "2024-01-02T03:04:05.678+02:00",
    ] {
        let moment: DateTime = text.parse().unwrap();
        assert_eq!(moment.to_string(), text);
        round(&moment);
    }
}

#[test]
fn what_has_no_offset_is_written_without_one() {
    for text in ["2024-01-02T03:04:05", "2024-01-02T03:04:05.678"] {
        let moment: DateTime = text.parse().unwrap();
        assert_eq!(moment.to_string(), text);
        assert_eq!(moment.civil().to_string(), text);
        assert!(!moment.has_offset());
        assert_eq!(moment, format!("{text}Z").parse().unwrap());
        assert_eq!(DateTime::from(moment.civil()).to_string(), text);
        round(&moment);
    }
}

#[test]
fn points_in_time_that_are_written_otherwise() {
    for (text, written) in [
        ("2024-01-02 03:04:05 Z", "2024-01-02T03:04:05Z"),
        ("2024-01-02T03:04:05+0100", "2024-01-02T03:04:05+01:00"),
        ("2024-01-02T03:04:05+01:00[Europe/Paris]", "2024-01-02T03:04:05+01:00"),
        ("2024-01-02T03:04:05Z[UTC]", "2024-01-02T03:04:05Z"),
        ("2024-01-02T03:04:05[Europe/Paris]", "2024-01-02T03:04:05"),
        ("2024-01-02T03:04:05.0000000", "2024-01-02T03:04:05"),
    ] {
        let moment: DateTime = text.parse().unwrap();
        assert_eq!(moment.to_string(), written, "{text}");
        round(&moment);
    }
}

#[test]
fn points_in_time_are_compared_whatever_their_offsets_are() {
    let moment = |text: &str| text.parse::<DateTime>().unwrap();
    assert_eq!(moment("2024-01-02T03:04:05+02:00"), moment("2024-01-02T01:04:05Z"));
    assert_eq!(
        moment("2024-01-02T03:04:05+02:00").at_offset(jiff::tz::Offset::UTC).to_string(),
        "2024-01-02T01:04:05+00:00"
    );
    // Beyond what a timestamp holds.
    let (end, before) = (moment("9999-12-31T23:59:59Z"), moment("9999-12-31T23:59:58Z"));
    assert_eq!(end.timestamp(), jiff::Timestamp::MAX);
    assert!(before < end);
    assert!(end < moment("9999-12-31T23:59:58-01:00"));
    assert!(moment("9999-12-31T23:59:58-01:00") < moment("9999-12-31T23:59:59-01:00"));
    assert_eq!(DateTime::default(), moment("1970-01-01T00:00:00Z"));
    assert!(moment("2024-01-02T03:04:05Z") < before);
}
