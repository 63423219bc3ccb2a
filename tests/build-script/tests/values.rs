//! Values that are decoded and encoded again.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, json, to_string};
use specwright_build_script::values::types::{
    Exact, Figure, Part, Patch, Price, Shape, Texts,
};

/// Decodes a value, and proves that encoding gives the same.
#[track_caller]
fn kept<T: DeserializeOwned + Serialize>(json: &str) -> T {
    let value: T = from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    let written: Value = from_str(&to_string(&value).unwrap()).unwrap();
    assert_eq!(written, from_str::<Value>(json).unwrap());
    value
}

#[test]
fn a_tag_counts_beside_branches_that_have_none() {
    assert!(matches!(kept(r#""hi""#), Part::String(_)));
    assert!(matches!(kept(r#"{"type":"text","text":"x"}"#), Part::Text(_)));
    assert!(matches!(kept(r#"{"type":"image","data":"x"}"#), Part::Image(_)));
    let with_more = r#"{"text":"alt","data":"x","type":"image"}"#;
    assert!(matches!(from_str(with_more), Ok(Part::Image(_))));
    assert!(matches!(kept(r#"{"url":"x"}"#), Part::Object(_)));
    for unknown in [
        r#"{"type":"audio","data":{"id":1}}"#,
        r#"{"type":"audio","text":"x"}"#,
        "{}",
        "[1]",
    ] {
        assert!(matches!(kept(unknown), Part::Unknown(_)), "{unknown}");
    }
}

#[test]
fn a_branch_that_gets_its_tag_is_written_as_it_is() {
    let text = r#"{"price":1.1,"more":[1],"is":"exact"}"#;
    let price: Price = from_str(text).unwrap();
    assert_eq!(to_string(&price).unwrap(), r#"{"price":1.1,"is":"exact","more":[1]}"#);
    let price = Price::from(Exact::new(1.1));
    assert_eq!(to_string(&price).unwrap(), r#"{"price":1.1,"is":"exact"}"#);
}

#[test]
fn null_is_a_value_of_what_may_be_anything() {
    let patch: Patch = kept(r#"{"op":"test","value":null}"#);
    assert_eq!((patch.value, patch.was), (Some(Value::Null), None));
    let patch: Patch = kept(r#"{"op":"test","was":[null]}"#);
    assert_eq!((patch.value, patch.was), (None, Some(json!([null]))));
}

#[test]
fn what_a_branch_does_not_know_is_of_another() {
    assert!(matches!(kept(r#"{"caption":"x"}"#), Figure::Caption(_)));
    assert!(matches!(from_str(r#"{"caption":"x","more":1}"#), Ok(Figure::Caption(_))));
    assert!(matches!(
        kept(r#"{"type":"circle","r":1.5}"#),
        Figure::Shape(Shape::Circle(_))
    ));
    let unknown = r#"{"type":"hexagon","a":1}"#;
    assert!(matches!(kept(unknown), Figure::Shape(Shape::Unknown(_))));
}

#[test]
fn nulls_at_the_beginning_of_a_list_tell_nothing() {
    let Texts::List(texts) = kept(r#"[null,"a"]"#) else { panic!("another list") };
    assert_eq!(texts, [None, Some("a".to_owned())]);
    let Texts::List2(numbers) = kept("[null,null,1]") else { panic!("another list") };
    assert_eq!(numbers, [None, None, Some(1)]);
    for either in ["[null]", "[]"] {
        assert!(matches!(kept(either), Texts::List(_)), "{either}");
    }
}
