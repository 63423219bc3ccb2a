//! Unions.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, from_str, from_value, json, to_value};
use specwright_runtime_tests::runtime::union::{self, Branches, JsonType, Rule, Union};
use specwright_runtime_tests::runtime::{Literal, Nullable};
use specwright_runtime_tests::sdk::{AnimalEditParams, Filter, Food, Pet};

#[test]
fn unions_are_told_apart_by_their_tag() {
    let cat = json!({ "kind": "cat", "key": "k", "value": [] });
    let pet: Pet = from_value(cat.clone()).unwrap();
    assert_eq!(pet, Pet::Cat(Filter::new("k", vec![])));
    assert_eq!(to_value(&pet).unwrap(), cat);
    let dog: Pet = from_value(json!({ "kind": "dog", "id": "d" })).unwrap();
    assert!(matches!(&dog, Pet::Dog(animal) if animal.id == "d"), "{dog:?}");
}

#[test]
fn unions_are_open() {
    for value in [json!({ "kind": "bird" }), json!({}), json!({ "kind": 1 }), json!(7)] {
        let pet: Pet = from_value(value.clone()).unwrap();
        assert_eq!(pet, Pet::Unknown(value.clone()));
        assert_eq!(to_value(&pet).unwrap(), value);
    }
}

#[test]
fn the_error_of_a_union_is_that_of_its_branch() {
    let error = from_str::<Pet>(r#"{"kind":"cat","value":[]}"#).unwrap_err().to_string();
    assert!(error.starts_with("missing field `key`"), "{error}");
}

#[test]
fn unions_are_told_apart_by_rules() {
    let foods: Vec<Food> =
        from_value(json!(["hay", 1.5, 2, { "key": "k", "value": [1] }, true, {}]))
            .unwrap();
    assert_eq!(foods[0], Food::Name("hay".to_owned()));
    assert_eq!(foods[1], Food::Price(1.5));
    assert_eq!(foods[2], Food::Price(2.0));
    assert_eq!(foods[3], Food::Filter(Filter::new("k", vec![json!(1)])));
    assert_eq!(foods[4], Food::Unknown(Value::Bool(true)));
    assert_eq!(foods[5], Food::Unknown(json!({})));
}

#[test]
fn a_branch_has_all_members_wherever_its_tag_stands() {
    for text in [
        r#"{"kind":"cat","key":"k","value":[1,{"a":null}]}"#,
        r#"{"key":"k","kind":"cat","value":[1,{"a":null}]}"#,
        r#"{"key":"k","value":[1,{"a":null}],"kind":"cat"}"#,
    ] {
        let pet: Pet = from_str(text).unwrap();
        assert_eq!(
            pet,
            Pet::Cat(Filter::new("k", vec![json!(1), json!({ "a": null })]))
        );
    }
    let text = r#"{"key":"k","kind":"bird","value":[]}"#;
    let unknown = json!({ "key": "k", "kind": "bird", "value": [] });
    assert_eq!(from_str::<Pet>(text).unwrap(), Pet::Unknown(unknown));
}

#[test]
fn an_error_before_the_tag_names_its_member() {
    let error = from_str::<Pet>(r#"{"key":1,"kind":"cat","value":[]}"#).unwrap_err();
    assert!(
        error.to_string().starts_with("`key`: invalid type: integer `1`"),
        "{error}"
    );
    let error = from_str::<Pet>(r#"{"kind":"cat","key":1,"value":[]}"#).unwrap_err();
    assert!(error.to_string().starts_with("invalid type: integer `1`"), "{error}");
}

/// With serde_json's `arbitrary_precision`, which some other crate may switch on, a number comes as
/// a map with this key.
#[test]
fn a_number_of_any_precision_is_a_number() {
    let text = r#"{"$serde_json::private::Number":"1.5"}"#;
    assert_eq!(from_str::<Pet>(text).unwrap(), Pet::Unknown(json!(1.5)));
}

/// A union whose branch requires nothing, and is told by a member of its own.
#[derive(Debug, PartialEq)]
enum Change {
    Edit(AnimalEditParams),
    Unknown(Value),
}

impl Union for Change {
    const BRANCHES: Branches = Branches::Rules(&[(
        Rule { types: &[JsonType::Object], any_of: &["weight"], ..Rule::ANY },
        0,
    )]);

    fn read<'de, D: Deserializer<'de>>(_: usize, value: D) -> Result<Self, D::Error> {
        union::read(value).map(Self::Edit)
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Edit(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

#[test]
fn what_has_no_telling_member_is_of_the_branch_that_keeps_most_of_it() {
    let change = |value: &Value| union::deserialize::<Change, _>(value.clone()).unwrap();
    let told = json!({ "weight": 1.5, "new": true });
    assert!(matches!(change(&told), Change::Edit(edit) if edit.name.is_none()));
    let kept = json!({ "name": "Rex" });
    assert!(matches!(change(&kept), Change::Edit(edit) if edit.name.is_some()));
    let newer = json!({ "name": "Rex", "new": true });
    assert!(matches!(change(&newer), Change::Edit(edit) if edit.name.is_some()));
    let new = json!({ "name": "Rex", "new": true, "newer": {} });
    assert_eq!(change(&new), Change::Unknown(new));
    let new = json!({ "new": true });
    assert_eq!(change(&new), Change::Unknown(new));
}

/// A union of two branches that members tell apart.
#[derive(Debug, PartialEq)]
enum Marked {
    Edit(AnimalEditParams),
    Labels(BTreeMap<String, String>),
    Unknown(Value),
}

impl Union for Marked {
    const BRANCHES: Branches = Branches::Rules(&[
        (Rule { types: &[JsonType::Object], any_of: &["weight"], ..Rule::ANY }, 0),
        (Rule { types: &[JsonType::Object], any_of: &["label"], ..Rule::ANY }, 1),
    ]);

    fn read<'de, D: Deserializer<'de>>(
        index: usize,
        value: D,
    ) -> Result<Self, D::Error> {
        match index {
            0 => union::read(value).map(Self::Edit),
            _ => union::read(value).map(Self::Labels),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl Serialize for Marked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Edit(value) => value.serialize(serializer),
            Self::Labels(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

#[test]
fn what_the_branch_with_the_evidence_cannot_decode_is_of_one_that_keeps_all_of_it() {
    let marked = |value: Value| union::deserialize::<Marked, _>(value);
    let edit = marked(json!({ "weight": 1.5 })).unwrap();
    assert!(matches!(edit, Marked::Edit(edit) if edit.weight == Nullable::Value(1.5)));
    let labels = marked(json!({ "weight": "heavy" })).unwrap();
    assert!(matches!(labels, Marked::Labels(labels) if labels["weight"] == "heavy"));
    let error = marked(json!({ "weight": true })).unwrap_err().to_string();
    assert!(error.starts_with("`weight`: invalid type: boolean"), "{error}");
    let both = marked(json!({ "weight": "heavy", "label": "a" })).unwrap();
    assert!(matches!(both, Marked::Labels(labels) if labels.len() == 2));
}

#[test]
fn the_type_of_a_member_tells_branches_apart() {
    let rule = |types| Rule {
        types: &[JsonType::Object],
        any_of: &["data"],
        members: types,
        ..Rule::ANY
    };
    let one = rule(&[("data", &[JsonType::Object])]);
    let many = rule(&[("data", &[JsonType::Array, JsonType::Integer])]);
    let of = |value: Value| (one.holds(&value), many.holds(&value));
    assert_eq!(of(json!({ "data": { "id": "1" } })), (true, false));
    assert_eq!(of(json!({ "data": [], "links": {} })), (false, true));
    assert_eq!(of(json!({ "data": 1.0 })), (false, true));
    assert_eq!(of(json!({ "data": "1" })), (false, false));
    assert_eq!(of(json!({ "data": null })), (true, true));
    assert_eq!(of(json!({ "links": {} })), (false, false));
}

/// A union of whole numbers and others.
#[derive(Debug, PartialEq)]
enum Amount {
    Whole(i64),
    Other(f64),
    Unknown(Value),
}

impl Union for Amount {
    const BRANCHES: Branches = Branches::Rules(&[
        (Rule { types: &[JsonType::Integer], ..Rule::ANY }, 0),
        (Rule { types: &[JsonType::Number], ..Rule::ANY }, 1),
    ]);

    fn read<'de, D: Deserializer<'de>>(
        index: usize,
        value: D,
    ) -> Result<Self, D::Error> {
        match index {
            0 => union::read_integers(value).map(Self::Whole),
            _ => union::read(value).map(Self::Other),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(value) => value.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

#[test]
fn a_number_is_of_the_first_branch_that_holds_it() {
    let amount = |value: Value| union::deserialize::<Amount, _>(value).unwrap();
    let large = 9_007_199_254_740_993_i64;
    assert_eq!(amount(json!(large)), Amount::Whole(large));
    assert_eq!(amount(json!(1.5)), Amount::Other(1.5));
    assert_eq!(amount(json!(u64::MAX)), Amount::Other(18_446_744_073_709_551_615.0));
    assert_eq!(amount(json!("1")), Amount::Unknown(json!("1")));
}

/// A union of lists of itself.
#[derive(Debug, PartialEq)]
enum Nest {
    And(Vec<Self>),
    Or(Vec<Self>),
    Unknown(Value),
}

impl Union for Nest {
    const BRANCHES: Branches = Branches::Rules(&[
        (Rule { types: &[JsonType::Object], any_of: &["and"], ..Rule::ANY }, 0),
        (Rule { types: &[JsonType::Object], any_of: &["or"], ..Rule::ANY }, 1),
    ]);

    fn read<'de, D: Deserializer<'de>>(
        index: usize,
        value: D,
    ) -> Result<Self, D::Error> {
        let mut value = Value::deserialize(value)?;
        let items = value[["and", "or"][index]].take();
        let items = from_value(items).map_err(serde::de::Error::custom)?;
        Ok(if index == 0 { Self::And(items) } else { Self::Or(items) })
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl<'de> Deserialize<'de> for Nest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union::deserialize(deserializer)
    }
}

impl Serialize for Nest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::And(items) => json!({ "and": items }).serialize(serializer),
            Self::Or(items) => json!({ "or": items }).serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

/// A branch that fails is not read again: at each level, that would take twice as long.
#[test]
fn what_is_wrong_deep_inside_of_a_union_is_found_at_once() {
    let mut value = json!({ "and": 1 });
    for _ in 0..50 {
        value = json!({ "and": [value] });
    }
    assert!(from_value::<Nest>(value).is_err());
}

/// A union whose branch is a union, as two that are branches of each other.
#[derive(Debug, PartialEq)]
enum Owned {
    Pet(Box<Pet>),
    Again(Box<Self>),
    Unknown(Value),
}

impl Union for Owned {
    const BRANCHES: Branches = Branches::Tag {
        property: "owner",
        values: &[(Literal::Text("one"), 0), (Literal::Text("other"), 1)],
    };

    fn read<'de, D: Deserializer<'de>>(
        index: usize,
        value: D,
    ) -> Result<Self, D::Error> {
        match index {
            0 => union::read_nested(value).map(Self::Pet),
            _ => union::read_nested(value).map(Self::Again),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl<'de> Deserialize<'de> for Owned {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union::deserialize(deserializer)
    }
}

impl Serialize for Owned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Pet(value) => value.serialize(serializer),
            Self::Again(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

#[test]
fn a_branch_can_be_a_union() {
    let text = r#"{"owner":"one","kind":"cat","key":"k","value":[]}"#;
    let pet = Pet::Cat(Filter::new("k", vec![]));
    assert_eq!(from_str::<Owned>(text).unwrap(), Owned::Pet(Box::new(pet)));
    assert_eq!(
        from_str::<Owned>("[1,2.5,null,true]").unwrap(),
        Owned::Unknown(json!([1, 2.5, null, true]))
    );
}

#[test]
fn what_is_inside_of_a_member_tells_branches_apart() {
    static RULES: [(Rule, usize); 2] = [
        (
            Rule {
                nested: &[("error", Rule { values: CODE_A, ..Rule::ANY })],
                ..Rule::ANY
            },
            0,
        ),
        (
            Rule {
                required: &["hint"],
                nested: &[("error", Rule { values: CODE_B, ..Rule::ANY })],
                ..Rule::ANY
            },
            1,
        ),
    ];
    const CODE_A: &[(&str, &[Literal])] = &[("code", &[Literal::Text("a")])];
    const CODE_B: &[(&str, &[Literal])] = &[("code", &[Literal::Text("b")])];
    let find = |value: Value| Branches::Rules(&RULES).find(&value);
    assert_eq!(find(json!({ "error": { "code": "a" }, "hint": 1 })), Some(0));
    assert_eq!(find(json!({ "error": { "code": "b" }, "hint": 1 })), Some(1));
    assert_eq!(find(json!({ "error": null })), Some(0));
    assert_eq!(find(json!({})), Some(0));
    // A code that is new: it is of the only branch that it can be of, or of none.
    assert_eq!(find(json!({ "error": { "code": "c" } })), Some(0));
    assert_eq!(find(json!({ "error": { "code": "c" }, "hint": 1 })), None);
}
