//! Structures, enums and unions.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, from_str, from_value, json, to_string, to_value};
use specwright_runtime_tests::runtime::union::{self, Branches, JsonType, Rule, Union};
use specwright_runtime_tests::runtime::{
    Empty, Field, Literal, Member, Members, Nullable, Object, StringEnum, object,
};
use specwright_runtime_tests::sdk::{
    Animal, AnimalEditParams, Filter, Food, Limit, Mark, Pet, Sleep,
};

fn animal(json: &str) -> Result<Animal, String> {
    from_str(json).map_err(|error| error.to_string())
}

#[test]
fn members_come_in_any_order() {
    let one = animal(r#"{"id":"a","age":1,"weight":2.5,"sleeps":"day"}"#).unwrap();
    let other = animal(r#"{"sleeps":"day","weight":2.5,"age":1,"id":"a"}"#).unwrap();
    assert_eq!(one, other);
    assert_eq!((one.id.as_str(), one.age, one.weight), ("a", Some(1), Some(2.5)));
    assert_eq!(one.sleeps, Some(Sleep::Day));
}

#[test]
fn text_is_a_nullable_text() {
    assert_eq!(Nullable::<String>::from("x"), Nullable::Value("x".to_owned()));
}

#[test]
fn a_required_member_that_is_missing_is_named() {
    let error = animal(r#"{"age":1}"#).unwrap_err();
    assert!(error.starts_with("missing field `id`"), "{error}");
    let error = animal(r#"{"id":null}"#).unwrap_err();
    assert!(error.starts_with("invalid type: null, expected a string"), "{error}");
}

#[test]
fn a_nullable_member_that_is_missing_is_null() {
    assert_eq!(animal(r#"{"id":"a"}"#), animal(r#"{"id":"a","age":null}"#));
}

#[test]
fn an_optional_member_can_be_null() {
    assert_eq!(animal(r#"{"id":"a","weight":null}"#).unwrap().weight, None);
}

#[test]
fn the_last_of_equal_keys_counts() {
    assert_eq!(animal(r#"{"id":"a","id":"b"}"#).unwrap().id, "b");
}

#[test]
fn keys_can_be_escaped() {
    assert_eq!(animal(r#"{"\u0069d":"a"}"#).unwrap().id, "a");
}

#[test]
fn what_is_not_known_is_kept_where_there_is_room() {
    let text = r#"{"id":"a","age":null,"kind":"animal","new":{"x":[1]}}"#;
    let animal = animal(text).unwrap();
    assert_eq!(animal.additional_properties["new"], json!({ "x": [1] }));
    assert_eq!(to_string(&animal).unwrap(), text);
    let filter: Filter = from_str(r#"{"key":"k","new":1,"value":[]}"#).unwrap();
    assert_eq!(to_string(&filter).unwrap(), r#"{"key":"k","value":[]}"#);
}

/// A job of which everything but the time is known.
#[derive(Debug, PartialEq)]
struct Sweep {
    at: Option<i64>,
}

impl Empty for Sweep {
    fn empty() -> Self {
        Self { at: None }
    }
}

impl Object for Sweep {
    const FIELDS: &'static [Field] = &[
        Field::Constant("kind", Literal::Text("sweep")),
        Field::Optional("at"),
        Field::Constant("version", Literal::Integer(2)),
        Field::Constant("dry", Literal::Boolean(false)),
        Field::Constant("share", Literal::Number(0.5)),
    ];

    fn read<M: Member>(&mut self, _: usize, member: &mut M) {
        member.read(&mut self.at);
    }

    fn write<M: Members>(&self, members: &mut M) {
        members.write_optional(&self.at);
    }
}

impl Serialize for Sweep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Sweep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

#[test]
fn constants_are_written_and_not_asked_for() {
    let text = r#"{"kind":"sweep","at":7,"version":2,"dry":false,"share":0.5}"#;
    assert_eq!(to_string(&Sweep { at: Some(7) }).unwrap(), text);
    assert_eq!(from_str::<Sweep>(text).unwrap(), Sweep { at: Some(7) });
    let whole = text.replace("2", "2.0");
    assert_eq!(from_str::<Sweep>(&whole).unwrap(), Sweep { at: Some(7) });
}

#[test]
fn constants_have_no_other_value() {
    let text = r#"{"kind":"sweep","version":2,"dry":false,"share":0.5}"#;
    for (from, to, message) in [
        ("\"sweep\"", "\"wipe\"", r#"invalid value: string "wipe", expected "sweep""#),
        ("\"sweep\"", "5", r#"invalid type: integer `5`, expected "sweep""#),
        ("\"sweep\"", "null", r#"invalid type: null, expected "sweep""#),
        (":2,", ":3,", "invalid value: integer `3`, expected `2`"),
        ("false", "true", "invalid value: boolean `true`, expected `false`"),
        ("0.5", "0.25", "invalid value: floating point `0.25`, expected `0.5`"),
        (r#""version":2,"#, "", "missing field `version`"),
    ] {
        let error = from_str::<Sweep>(&text.replace(from, to)).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn debug_shows_what_is_there_by_its_key() {
    let sweep = format!("{:?}", Shown(&Sweep { at: None }));
    assert!(sweep.starts_with(r#"Sweep { kind: "sweep", version: 2, "#), "{sweep}");
    let animal = animal(r#"{"id":"a","weight":2.5,"new":{"x":[]}}"#).unwrap();
    let shown = format!("{:?}", Shown(&animal));
    assert!(shown.starts_with(r#"Animal { id: "a", age: None, "#), "{shown}");
    assert!(shown.contains("weight: Some(2.5)"), "{shown}");
    assert!(shown.contains("new: Object {"), "{shown}");
    assert!(!shown.contains("sleeps"), "{shown}");
}

/// `Debug` as generated code has it.
struct Shown<'a, T>(&'a T);

impl<T: Object> std::fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        object::debug(self.0, f)
    }
}

#[test]
fn null_and_left_out_are_told_apart_when_sending() {
    let text = |params: &AnimalEditParams| to_string(params).unwrap();
    let params = AnimalEditParams::default();
    assert_eq!(text(&params), "{}");
    assert_eq!(text(&params.clone().weight(Nullable::Null)), r#"{"weight":null}"#);
    assert_eq!(text(&params.clone().weight(None)), r#"{"weight":null}"#);
    assert_eq!(
        text(&params.clone().weight(1.5).name("x")),
        r#"{"name":"x","weight":1.5}"#
    );
    let read: AnimalEditParams = from_str(r#"{"weight":null}"#).unwrap();
    assert_eq!(read.weight, Nullable::Null);
    assert_eq!(from_str::<AnimalEditParams>("{}").unwrap().weight, Nullable::Absent);
}

#[test]
fn structures_can_contain_themselves() {
    let text = r#"{"id":"a","age":null,"mother":{"id":"b","age":9}}"#;
    let animal = animal(text).unwrap();
    assert_eq!(animal.mother.as_ref().unwrap().age, Some(9));
    assert_eq!(to_string(&animal).unwrap(), text);
}

#[test]
fn something_else_than_an_object_is_refused() {
    for json in ["null", "1", "[]", "\"x\""] {
        let error = animal(json).unwrap_err();
        assert!(error.contains("expected an object (Animal)"), "{error}");
    }
}

#[test]
fn string_enums_are_open() {
    let sleep: Sleep = from_str("\"day\"").unwrap();
    assert_eq!(sleep, Sleep::Day);
    let sleep: Sleep = from_str("\"by \\\"week\\\"\"").unwrap();
    assert_eq!(sleep, Sleep::Unknown("by \"week\"".to_owned()));
    assert_eq!(to_string(&sleep).unwrap(), "\"by \\\"week\\\"\"");
    assert_eq!("night".parse(), Ok(Sleep::Night));
    assert_eq!("other".parse::<Sleep>().unwrap().as_str(), "other");
    assert_eq!(Sleep::Day.to_string(), "day");
    assert_eq!(Sleep::VALUES, [("day", Sleep::Day), ("night", Sleep::Night)]);
    assert!(from_str::<Sleep>("1").is_err());
}

#[test]
fn integer_enums_are_open() {
    let marks: Vec<Mark> = from_str("[0,1.0,7e0]").unwrap();
    assert_eq!(marks, [Mark::Bad, Mark::Good, Mark::Unknown(7)]);
    assert_eq!(to_string(&marks).unwrap(), "[0,1,7]");
    assert_eq!(Mark::from(1), Mark::Good);
    assert!(from_str::<Mark>("\"1\"").is_err());
}

#[test]
fn enums_of_several_types_are_open() {
    let text = r#"[10,"unlimited",10.5,null]"#;
    let limits: Vec<Limit> = from_str(text).unwrap();
    assert_eq!(limits[..2], [Limit::Ten, Limit::Unlimited]);
    assert_eq!(limits[2], Limit::Unknown(json!(10.5)));
    assert_eq!(to_string(&limits).unwrap(), text);
    assert_eq!(from_str::<Limit>("10.0").unwrap(), Limit::Ten);
    assert_eq!(Limit::from(json!("unlimited")), Limit::Unlimited);
}

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
fn what_has_no_telling_member_is_of_a_branch_that_keeps_all_of_it() {
    let change = |value: &Value| union::deserialize::<Change, _>(value.clone()).unwrap();
    let told = json!({ "weight": 1.5, "new": true });
    assert!(matches!(change(&told), Change::Edit(edit) if edit.name.is_none()));
    let kept = json!({ "name": "Rex" });
    assert!(matches!(change(&kept), Change::Edit(edit) if edit.name.is_some()));
    let newer = json!({ "name": "Rex", "new": true });
    assert_eq!(change(&newer), Change::Unknown(newer));
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
