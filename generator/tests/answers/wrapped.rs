//! Answers that are all in one member.

use serde_json::{Value, json};
use specwright::config::Config;

use crate::code::code;
use crate::support::generate;

/// The calls of an API with some things, whose answers are these.
fn wrapped(answer: impl Fn(usize) -> Value) -> String {
    wrapped_all(6, answer)
}

fn wrapped_all(number: usize, answer: impl Fn(usize) -> Value) -> String {
    let responses = |index| {
        let content = json!({ "application/json": { "schema": answer(index) } });
        json!({ "200": { "description": "Found.", "content": content } })
    };
    code(&json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "paths": many(number, responses),
    }))
}

/// Paths with operations that are answered so.
fn many(
    number: usize,
    responses: impl Fn(usize) -> Value,
) -> serde_json::Map<String, Value> {
    let paths = (0..number).map(|index| {
        let id = format!("getThing{index}");
        let get = json!({ "operationId": id, "responses": responses(index) });
        (format!("/things{index}/main"), json!({ "get": get }))
    });
    paths.collect()
}

fn object(members: &[(&str, Value)]) -> Value {
    let members = members.iter().map(|(name, of)| ((*name).to_owned(), of.clone()));
    let properties: serde_json::Map<String, Value> = members.collect();
    json!({ "type": "object", "properties": properties })
}

#[test]
fn what_all_answers_are_in_is_taken_off() {
    let text = || json!({ "type": "string" });
    let thing = |index: usize| object(&[(&format!("size_{index}"), text())]);
    let in_data = |index| object(&[("data", thing(index))]);
    let count = |code: &str| code.matches(".json_at(&[\"data\"])").count();
    assert_eq!(count(&wrapped(in_data)), 6);
    // Beside something else it is no mere wrapping, but the others are.
    let some_have_more = |index| match index {
        0 => object(&[("data", thing(0)), ("meta", text())]),
        _ => in_data(index),
    };
    assert_eq!(count(&wrapped(some_have_more)), 5);
    // Most have more, some have something else, and what may have more.
    let most_have_more = |index| match index {
        0..7 => object(&[("data", thing(index)), ("meta", text())]),
        _ => in_data(index),
    };
    assert_eq!(count(&wrapped_all(12, most_have_more)), 0);
    // By status too.
    let by_status = code(&json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "paths": many(6, |index| {
            let with = |thing: Value| json!({
                "description": "Found.",
                "content": { "application/json": { "schema": object(&[("data", thing)]) } },
            });
            let mut responses = json!({ "200": with(thing(index)) });
            if index == 0 {
                responses["202"] = with(thing(9));
            }
            responses
        }),
    }));
    assert_eq!(by_status.matches("[\"data\"]").count(), 6, "{by_status}");
    let one_is_other = |index| match index {
        0 => thing(0),
        _ => in_data(index),
    };
    assert_eq!(count(&wrapped(one_is_other)), 0);
    let open = |index| {
        let mut answer = in_data(index);
        answer["additionalProperties"] = text();
        answer
    };
    assert_eq!(count(&wrapped(open)), 0);
    // An answer that is a text in an object says what that is.
    let message = wrapped(|_| object(&[("message", text())]));
    assert!(!message.contains("json_at"), "{message}");
}

/// A flag beside what was asked for says whether there is anything.
#[test]
fn ok_is_a_flag_beside_a_result() {
    let flag = || json!({ "type": "boolean" });
    let text = || json!({ "type": "string" });
    let thing = || object(&[("size", text()), ("colour", text())]);
    let answered = |members: &[(&str, Value)]| wrapped_all(1, |_| object(members));
    let count = |code: &str| code.matches(".json_at(&[").count();
    let telegram =
        answered(&[("ok", flag()), ("result", thing()), ("description", text())]);
    assert!(telegram.contains(".json_at(&[\"result\"])"), "{telegram}");
    let in_data = answered(&[("ok", flag()), ("data", thing())]);
    assert!(in_data.contains(".json_at(&[\"data\"])"), "{in_data}");
    // What else there is would be lost.
    let with_more =
        answered(&[("ok", flag()), ("result", thing()), ("has_next", flag())]);
    assert_eq!(count(&with_more), 0, "{with_more}");
    assert_eq!(count(&answered(&[("ok", flag()), ("id", text())])), 0);
    // Where other answers have the usual flag, that is the API's.
    let flag_of = |names: &[&str]| {
        let answer =
            |index: usize| object(&[(names[index], flag()), ("result", thing())]);
        let responses = |index| {
            let content = json!({ "application/json": { "schema": answer(index) } });
            json!({ "200": { "description": "Found.", "content": content } })
        };
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Things", "version": "1" },
            "paths": many(names.len(), responses),
        });
        let (generated, _) =
            generate("things.json", description.to_string(), &Config::default());
        generated.expect("it is valid").api.failure.expect("a flag").flag
    };
    assert_eq!(flag_of(&["ok"]), ["ok"]);
    // In answers that are no envelopes it says what it likes.
    let beside = wrapped_all(2, |index| match index {
        0 => object(&[("ok", flag()), ("result", thing())]),
        _ => object(&[("ok", flag()), ("missing", text())]),
    });
    assert_eq!(count(&beside), 1, "{beside}");
    assert_eq!(beside.matches(".no_envelope()").count(), 1, "{beside}");
    let listed = json!({ "type": "string", "enum": ["yes", "no"] });
    assert_eq!(count(&answered(&[("ok", listed), ("result", thing())])), 0);
    assert_eq!(flag_of(&["ok", "success"]), ["success"]);
}
