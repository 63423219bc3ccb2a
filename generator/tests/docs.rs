//! What the docs of a call say of its answers.

mod support;

use serde_json::{Value, json};
use specwright::config::Config;
use support::generate;

/// The code of the call of an operation that answers so with this status.
fn call(method: &str, status: &str, answer: &Value) -> String {
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Answers", "version": "1" },
        "paths": { "/reports": { method: { "responses": { status: answer } } } },
    });
    let (generated, _) =
        generate("answers.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let found = files.iter().find(|(path, _)| *path == "src/resources/reports.rs");
    found.expect("a resource").1.to_owned()
}

#[test]
fn other_media_types_can_be_asked_for() {
    let text = json!({ "schema": { "type": "string" } });
    let several = json!({ "description": "Text.", "content": { "text/csv": text, "text/plain": text } });
    let code = call("get", "200", &several);
    assert!(
        code.contains("The API gives `text/plain` as well: ask for it by"),
        "{code}"
    );
    assert!(code.contains("`.header(\"accept\", \"text/plain\")`"), "{code}");
    let one = json!({ "description": "Text.", "content": { "text/csv": text } });
    assert!(!call("get", "200", &one).contains("as well"));
}

#[test]
fn an_answer_of_which_nothing_is_said_can_be_had_all_the_same() {
    let nothing = json!({ "description": "Fine." });
    let says_so =
        |method, status| call(method, status, &nothing).contains("nothing of a body");
    assert!(says_so("get", "200"));
    assert!(!says_so("get", "204"));
    assert!(!says_so("post", "200"));
}
