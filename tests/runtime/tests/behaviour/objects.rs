//! Structures and enums.

use std::collections::BTreeMap;

use serde::de::DeserializeSeed;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, from_str, json, to_string};
use specwright_runtime_tests::runtime::value_enum::IntegerEnum;
use specwright_runtime_tests::runtime::{
    Empty, Field, Literal, Member, Members, Nullable, Object, StringEnum, object,
};
use specwright_runtime_tests::sdk::{
    Animal, AnimalEditParams, Filter, Limit, Mark, Sleep,
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
    let text = "x".to_owned();
    assert_eq!(Nullable::<String>::from(&text), Nullable::Value(text));
    assert_eq!(Nullable::<String>::from(None), Nullable::Null);
}

#[test]
fn three_states_become_others() {
    let text = Nullable::Value("x".to_owned());
    assert_eq!(text.as_deref(), Nullable::Value("x"));
    assert_eq!(text.as_deref().map(str::len).into_value(), Some(1));
    assert_eq!(Option::from(text), Some("x".to_owned()));
    assert_eq!(Nullable::<u8>::Null.map(u16::from), Nullable::Null);
    assert_eq!(Option::<u8>::from(Nullable::Absent), None);
}

/// A structure whose constant is read by another value, too.
#[derive(Debug)]
struct Cat;

impl Empty for Cat {
    fn empty() -> Self {
        Self
    }
}

impl Object for Cat {
    const FIELDS: &'static [Field] =
        &[Field::ConstantOr("kind", Literal::Text("feline"), Literal::Text("Cat"))];
}

#[test]
fn a_constant_can_be_read_by_another_value() {
    let read = |text: &str| {
        object::deserialize::<Cat, _>(&mut serde_json::Deserializer::from_str(text))
            .map(|cat| format!("{}", serde_json::to_value(Written(&cat)).unwrap()))
            .map_err(|error| error.to_string())
    };
    for kind in ["feline", "Cat"] {
        let text = json!({ "kind": kind }).to_string();
        assert_eq!(read(&text).unwrap(), r#"{"kind":"feline"}"#);
    }
    let error = read(r#"{"kind":"Dog"}"#).unwrap_err();
    assert!(error.contains("expected \"feline\""), "{error}");
    let error = read("{}").unwrap_err();
    assert!(error.contains("missing field `kind`"), "{error}");
}

/// What a structure is written as.
struct Written<'a>(&'a Cat);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::serialize(self.0, serializer)
    }
}

/// A structure with a member that is not shown.
struct Login {
    user: String,
    password: Option<String>,
}

impl Empty for Login {
    fn empty() -> Self {
        Self { user: String::new(), password: None }
    }
}

impl Object for Login {
    const FIELDS: &'static [Field] =
        &[Field::Required("user"), Field::Optional("password")];
    const SECRETS: &'static [&'static str] = &["password"];

    fn write<M: Members>(&self, members: &mut M) {
        members.write(&self.user);
        members.write_optional(&self.password);
    }
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        object::debug(self, f)
    }
}

#[test]
fn secrets_are_not_shown() {
    let mut login = Login { user: "u".to_owned(), password: Some("hunter2".to_owned()) };
    let shown = r#"Login { user: "u", password: "[redacted]" }"#;
    assert_eq!(format!("{login:?}"), shown);
    login.password = None;
    assert_eq!(format!("{login:?}"), r#"Login { user: "u" }"#);
}

/// Secrets that are always there, some of them null, and members that nobody names.
#[derive(Default)]
struct Vault {
    pin: Option<String>,
    rest: BTreeMap<String, String>,
}

impl Empty for Vault {
    fn empty() -> Self {
        Self::default()
    }
}

impl Object for Vault {
    const FIELDS: &'static [Field] = &[Field::Nullable("pin")];
    const REST: bool = true;
    const SECRETS: &'static [&'static str] = &["pin"];
    const SECRET_REST: bool = true;

    fn write<M: Members>(&self, members: &mut M) {
        members.write(&self.pin);
    }

    fn write_rest<M: Members>(&self, members: &mut M) {
        members.write_entries(&self.rest);
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        object::debug(self, f)
    }
}

#[test]
fn that_there_is_no_secret_is_shown() {
    let mut vault = Vault::default();
    assert_eq!(format!("{vault:?}"), "Vault { pin: None }");
    vault.pin = Some("None".to_owned());
    vault.rest.insert("other".to_owned(), "1234".to_owned());
    let shown = r#"Vault { pin: "[redacted]", other: "[redacted]" }"#;
    assert_eq!(format!("{vault:?}"), shown);
    assert_eq!(format!("{vault:#?}").matches("[redacted]").count(), 2);
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
    assert_eq!(Mark::VALUES, [(0, Mark::Bad), (1, Mark::Good)]);
    assert_eq!(from_str::<Mark>("\"1\"").unwrap(), Mark::Good);
    assert!(from_str::<Mark>("\"one\"").is_err());
}

#[test]
fn large_whole_numbers_keep_their_digits() {
    let literal = Literal::Unsigned(u64::MAX);
    let [same, other] = [json!(u64::MAX), json!(u64::MAX - 1)];
    assert!(literal.is(&same) && !literal.is(&other));
    assert_eq!(to_string(&literal).unwrap(), "18446744073709551615");
    assert_eq!(Value::from(literal), same);
    assert!((&literal).deserialize(&same).is_ok());
    assert!((&literal).deserialize(&other).is_err());
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
