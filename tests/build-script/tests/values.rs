//! Values that are decoded and encoded again.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, json, to_string, to_value};
use specwright_build_script::values::Client;
use specwright_build_script::values::types::{
    Dog, Event, Everything, Exact, Figure, Job, OrderEvent, OtherPet, Page, Part, Patch,
    Pet, Price, Shape, Texts, ToolChoice,
};
use specwright_test_server::{Answer, Server};

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
fn a_value_that_is_listed_alone_may_get_company() {
    let page: Page = kept(r#"{"object":"results","version":2,"live":false,"n":1}"#);
    assert_eq!(page.object.as_str(), "results");
    assert_eq!(
        to_value(Page::new(3)).unwrap(),
        json!({ "object": "list", "version": 1, "live": true, "n": 3 })
    );
    let error = from_str::<Page>(r#"{"object":5,"version":1,"live":true,"n":1}"#);
    assert!(error.unwrap_err().to_string().contains("integer `5`, expected a string"));
    let error = from_str::<Page>(r#"{"version":1,"live":true,"n":1}"#).unwrap_err();
    assert!(error.to_string().contains("missing field `object`"), "{error}");
}

#[test]
fn a_constant_is_no_other_value() {
    assert_eq!(to_value(Job::new()).unwrap(), json!({ "kind": "sweep" }));
    let _: Job = kept(r#"{"kind":"sweep","at":1}"#);
    for (other, message) in [
        (r#"{"kind":"paint"}"#, r#"invalid value: string "paint", expected "sweep""#),
        (r#"{"kind":5}"#, r#"invalid type: integer `5`, expected "sweep""#),
        (r#"{"kind":[]}"#, r#"invalid type: sequence, expected "sweep""#),
        (r#"{"at":1}"#, "missing field `kind`"),
    ] {
        let error = from_str::<Job>(other).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn another_constant_is_another_branch() {
    let known = r#"{"type":"function","name":"x"}"#;
    assert!(matches!(kept(known), ToolChoice::Function(_)));
    assert!(matches!(kept(r#""auto""#), ToolChoice::String(_)));
    for unknown in [r#"{"type":"mcp","name":"x"}"#, r#"{"name":"x"}"#] {
        assert!(matches!(kept(unknown), ToolChoice::Unknown(_)), "{unknown}");
    }
}

#[test]
fn each_of_several_tags_of_a_branch_survives() {
    for tag in ["order.created", "order.deleted"] {
        let event = kept(&format!(r#"{{"order":"1","type":"{tag}"}}"#));
        let Event::OrderEvent(event) = event else { panic!("{event:?}") };
        assert_eq!(event.r#type.as_str(), tag);
        assert_eq!(OrderEvent::new(event.r#type.clone(), "1"), event);
    }
    assert!(matches!(kept(r#"{"type":"ping","n":1}"#), Event::Ping(_)));
}

#[test]
fn the_tag_of_the_default_branch_survives() {
    for other in
        [r#"{"kind":"hyena","note":"x"}"#, r#"{"kind":"other"}"#, r#"{"note":"x"}"#]
    {
        assert!(matches!(kept(other), Pet::OtherPet(_)), "{other}");
    }
    assert!(matches!(kept(r#"{"kind":"dog"}"#), Pet::Dog(Dog { .. })));
    assert_eq!(
        to_value(Pet::from(OtherPet::new().note("x"))).unwrap(),
        json!({ "note": "x" })
    );
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

#[tokio::test]
async fn errors_name_the_place_wherever_it_is() {
    for (item, place) in [
        (r#"{"day":"x"}"#, "items[1].day"),
        (r#"{"at":"x","day":"2020-01-01"}"#, "items[1].at"),
        (r#"{"raw":"*"}"#, "items[1].raw"),
        (
            r#"{"contact":{"email":"a","meta":{"n":"x"}},"day":null}"#,
            "items[1].contact.meta.n",
        ),
        (r#"{"contact":{"phone":"a","lines":[1,"x"]}}"#, "items[1].contact.lines[1]"),
        (r#"{"contact":{"phone":1}}"#, "items[1].contact.phone"),
        (r#"{"shape":{"type":"circle","r":"x"}}"#, "items[1].shape.r"),
        (r#"{"shape":{"r":"x","type":"circle","x":1}}"#, "items[1].shape.r"),
        (r#"{"shape":{"type":"circle"}}"#, "items[1].shape"),
    ] {
        let answer = format!(r#"{{"items":[{{}},{item}]}}"#);
        let server = Server::answering([Answer::json(200, &answer)]).await;
        let client = Client::builder().base_url(server.url()).build().unwrap();
        let error = client.values().create(&Everything::new()).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains(&format!("cannot decode `{place}` of")), "{item}: {text}");
    }
    let error = from_str::<Figure>(r#"{"caption":5}"#).unwrap_err();
    assert!(error.to_string().starts_with("`caption`: invalid type"), "{error}");
    let _: Everything = kept("{}");
}
