//! The code that an SDK has for calls.

use serde_json::Value;
use specwright::config::Config;

use crate::support::generate;

/// All code of the calls of a description.
pub(crate) fn code(description: &Value) -> String {
    let (generated, _) =
        generate("calls.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let found = files.iter().filter(|(path, _)| path.starts_with("src/resources"));
    found.map(|(_, text)| text).collect()
}

#[track_caller]
pub(crate) fn has(code: &str, text: &str) {
    assert!(code.contains(text), "no {text} in\n{code}");
}
