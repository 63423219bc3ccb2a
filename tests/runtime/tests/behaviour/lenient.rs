//! What stands for nothing, though it is of another type.

use std::collections::BTreeMap;

use http::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::datetime::{Date, DateTime};
use specwright_runtime_tests::runtime::{
    Call, Empty, Field, Lenient, Member, Members, Nullable, Object, object,
};
use uuid::Uuid;

use super::support::{Answer, Server};

/// A structure with one member.
#[derive(Debug, PartialEq)]
struct One<T>(T);

impl<T: Empty> Empty for One<T> {
    fn empty() -> Self {
        Self(T::empty())
    }
}

impl<T: Empty + Lenient> Object for One<T> {
    const FIELDS: &'static [Field] = &[Field::Optional("member")];

    fn read<M: Member>(&mut self, _: usize, member: &mut M) {
        member.read_lenient(&mut self.0);
    }

    fn write<M: Members>(&self, members: &mut M) {
        members.skip();
    }
}

impl<'de, T: Empty + Lenient> Deserialize<'de> for One<T> {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

fn read<T: Empty + Lenient>(member: &Value) -> Result<T, String> {
    let text = json!({ "member": member }).to_string();
    let one: Result<One<T>, _> = serde_json::from_str(&text);
    one.map(|one| one.0).map_err(|error| error.to_string())
}

#[test]
fn null_is_an_empty_list() {
    assert_eq!(read::<Vec<String>>(&json!(null)), Ok(Vec::new()));
    assert_eq!(read::<Vec<String>>(&json!(["a"])), Ok(vec!["a".to_owned()]));
    let error = read::<Vec<String>>(&json!("a")).unwrap_err();
    assert!(error.contains("expected a sequence"), "{error}");
}

#[test]
fn null_and_an_empty_list_are_an_empty_map() {
    type Map = BTreeMap<String, bool>;
    assert_eq!(read::<Map>(&json!(null)), Ok(Map::new()));
    assert_eq!(read::<Map>(&json!([])), Ok(Map::new()));
    let full = Map::from([("a".to_owned(), true)]);
    assert_eq!(read::<Map>(&json!({ "a": true })), Ok(full.clone()));
    assert_eq!(read::<Option<Map>>(&json!({ "a": true })), Ok(Some(full)));
    assert_eq!(read::<Option<Map>>(&json!(null)), Ok(None));
    assert_eq!(read::<Option<Map>>(&json!([])), Ok(Some(Map::new())));
    for wrong in [json!([true]), json!("a"), json!({ "a": 1 })] {
        assert!(read::<Map>(&wrong).is_err(), "{wrong}");
        assert!(read::<Option<Map>>(&wrong).is_err(), "{wrong}");
    }
    let error = read::<Map>(&json!([true])).unwrap_err();
    assert!(error.contains("invalid type: sequence, expected a map"), "{error}");
}

#[test]
fn an_empty_list_is_an_object_where_nothing_is_required() {
    let one = |text: &str| serde_json::from_str::<One<Vec<String>>>(text);
    assert_eq!(one("[]").unwrap(), One(Vec::new()));
    let error = one("[1]").unwrap_err().to_string();
    assert!(error.contains("invalid type: sequence, expected an object"), "{error}");
    assert!(one("null").is_err());
    let animal =
        serde_json::from_str::<specwright_runtime_tests::sdk::Animal>("[]").unwrap_err();
    assert!(animal.to_string().contains("expected an object (Animal)"), "{animal}");
}

#[test]
fn an_empty_text_is_no_date() {
    let date: Date = "2024-01-02".parse().unwrap();
    let moment: DateTime = "2024-01-02T03:04:05Z".parse().unwrap();
    for nothing in [json!(""), json!(null)] {
        assert_eq!(read::<Option<Date>>(&nothing), Ok(None));
        assert_eq!(read::<Option<DateTime>>(&nothing), Ok(None));
        assert_eq!(read::<Option<Uuid>>(&nothing), Ok(None));
    }
    let text = json!("2024-01-02T03:04:05Z");
    assert_eq!(read::<Option<DateTime>>(&text), Ok(Some(moment)));
    assert_eq!(read::<Option<Uuid>>(&json!(Uuid::max())), Ok(Some(Uuid::max())));
    // A date with a time is the date, whether or not it is required.
    for text in [&text, &json!("2024-01-02"), &json!("2024-01-02 00:00:00")] {
        assert_eq!(read::<Option<Date>>(text), Ok(Some(date)), "{text}");
        assert_eq!(read::<Date>(text), Ok(date), "{text}");
    }
    for wrong in [json!("soon"), json!(1), json!(" ")] {
        assert!(read::<Option<Date>>(&wrong).is_err(), "{wrong}");
        assert!(read::<Option<DateTime>>(&wrong).is_err(), "{wrong}");
        assert!(read::<Option<Uuid>>(&wrong).is_err(), "{wrong}");
        assert!(read::<Date>(&wrong).is_err(), "{wrong}");
    }
    assert!(read::<Date>(&json!("")).is_err());
}

/// What is left out is told apart from null, but an empty text and an empty list are neither.
#[test]
fn what_stands_for_nothing_in_three_states() {
    type Map = BTreeMap<String, bool>;
    let date: Date = "2024-01-02".parse().unwrap();
    for nothing in [json!(""), json!(null)] {
        assert_eq!(read::<Nullable<Date>>(&nothing), Ok(Nullable::Null));
        assert_eq!(read::<Nullable<DateTime>>(&nothing), Ok(Nullable::Null));
        assert_eq!(read::<Nullable<Uuid>>(&nothing), Ok(Nullable::Null));
    }
    assert_eq!(read::<Nullable<Date>>(&json!("2024-01-02")), Ok(Nullable::Value(date)));
    assert_eq!(read::<Nullable<Map>>(&json!([])), Ok(Nullable::Value(Map::new())));
    assert_eq!(read::<Nullable<Map>>(&json!(null)), Ok(Nullable::Null));
    assert!(read::<Nullable<Map>>(&json!([true])).is_err());
    assert!(read::<Nullable<Date>>(&json!("soon")).is_err());
    let absent: One<Nullable<Date>> = serde_json::from_str("{}").unwrap();
    assert_eq!(absent.0, Nullable::Absent);
}

#[test]
fn lists_and_maps_of_whole_numbers_are_read_so_too() {
    let read = |text: &str| {
        let text = format!(r#"{{"member":{text}}}"#);
        serde_json::from_str::<Numbers>(&text).map_err(|error| error.to_string())
    };
    assert_eq!(read("null"), Ok(Numbers(Vec::new())));
    let full = BTreeMap::from([("a".to_owned(), 1)]);
    assert_eq!(read(r#"[{"a":1.0}]"#), Ok(Numbers(vec![full])));
    assert_eq!(read("[[], null]"), Ok(Numbers(vec![BTreeMap::new(); 2])));
    assert!(read("[[1]]").is_err());
    assert!(read("{}").is_err());
}

/// Whole numbers in maps in a list.
#[derive(Debug, PartialEq)]
struct Numbers(Vec<BTreeMap<String, i64>>);

impl Empty for Numbers {
    fn empty() -> Self {
        Self(Vec::new())
    }
}

impl Object for Numbers {
    const FIELDS: &'static [Field] = &[Field::Required("member")];

    fn read<M: Member>(&mut self, _: usize, member: &mut M) {
        member.read_integers(&mut self.0);
    }
}

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

/// What a call with this answer gives.
async fn answered<T: DeserializeOwned + 'static>(
    body: &'static str,
    at: &'static [&'static str],
) -> Result<T, String> {
    let server = Server::start(move |_, _| {
        Answer::new(200, body).header("content-type", "application/json")
    })
    .await;
    let call = Call::new(&server.client(), Method::GET, "/x");
    call.json_at::<T>(at).await.map_err(|error| error.to_string())
}

#[tokio::test]
async fn an_answer_that_is_null_is_an_empty_list_or_map() {
    type Map = BTreeMap<String, String>;
    assert_eq!(answered::<Vec<String>>("null", &[]).await, Ok(Vec::new()));
    assert_eq!(answered::<Map>("null", &[]).await, Ok(Map::new()));
    let data = r#"{"data":null}"#;
    assert_eq!(answered::<Vec<String>>(data, &["data"]).await, Ok(Vec::new()));
    assert_eq!(answered::<Option<Vec<String>>>("null", &[]).await, Ok(None));
    // Nothing else is null, and what is not there is not null.
    assert!(answered::<String>("null", &[]).await.is_err());
    assert!(answered::<One<Vec<String>>>("null", &[]).await.is_err());
    assert!(answered::<One<Vec<String>>>(data, &["data"]).await.is_err());
    for missing in ["", "  ", "{}", r#"{"error":{"message":"no"}}"#] {
        let list = answered::<Vec<String>>(missing, &["data"]).await;
        assert!(list.is_err(), "{missing}: {list:?}");
    }
    assert!(answered::<Vec<String>>("", &[]).await.is_err());
    let failed = r#"{"errors":[{"message":"no"}],"data":null}"#;
    let error = answered::<Vec<String>>(failed, &["data"]).await.unwrap_err();
    assert!(error.contains("no"), "{error}");
}

#[tokio::test]
async fn the_same_holds_for_lists_of_whole_numbers() {
    let numbers = |body: &'static str| async move {
        let server = Server::start(move |_, _| {
            Answer::new(200, body).header("content-type", "application/json")
        })
        .await;
        let call = Call::new(&server.client(), Method::GET, "/x");
        call.json_integers::<Vec<i64>>("application/json", &[]).await
    };
    assert_eq!(numbers("null").await.unwrap(), Vec::<i64>::new());
    assert_eq!(numbers("[1.0]").await.unwrap(), [1]);
    assert!(numbers("").await.is_err());
    assert!(numbers("{}").await.is_err());
}

#[test]
fn numbers_come_as_text() {
    assert_eq!(read::<f64>(&json!("1.50")), Ok(1.5));
    assert_eq!(read::<f64>(&json!(1.5)), Ok(1.5));
    assert_eq!(read::<f64>(&json!(-2)), Ok(-2.0));
    assert_eq!(read::<f32>(&json!("0.1")), Ok(0.1));
    assert_eq!(read::<Option<f64>>(&json!("7")), Ok(Some(7.0)));
    assert_eq!(read::<Option<f64>>(&json!(null)), Ok(None));
    assert_eq!(read::<Nullable<f32>>(&json!("-1e3")), Ok(Nullable::Value(-1000.0)));
    assert_eq!(read::<Nullable<f32>>(&json!(null)), Ok(Nullable::Null));
    for wrong in ["", "1,50", "NaN", "inf", "1e999", "0x10", "1.50 EUR", "true"] {
        let error = read::<f64>(&json!(wrong)).unwrap_err();
        let expected = format!("invalid type: string \"{wrong}\", expected f64");
        assert!(error.contains(&expected), "{error}");
    }
    for wrong in [json!(true), json!(null), json!([1.5]), json!({ "a": 1.5 })] {
        assert!(read::<f64>(&wrong).is_err(), "{wrong}");
    }
}
