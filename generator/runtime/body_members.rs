//! Members of a JSON body that are set once it is encoded.

use std::fmt::Write;

use serde_json::Value;

use super::parts::Parts;
use super::{Body, Call, Error, json};

impl Call {
    /// Sets a member of the JSON body that says whether the answer is a stream, whatever it was.
    pub fn body_flag(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.parts.set_body_member(&[name], &value.into().to_string());
        self
    }
}

impl Parts {
    /// Sets a member of the JSON body, and the objects that lead to it where they are not there.
    pub(super) fn set_body_member(&mut self, path: &[&str], value: &str) {
        let given = self.body.as_ref().map_or(Some(&b"{}"[..]), |body| {
            body.as_bytes().map(|bytes| bytes.as_ref())
        });
        let text = given.and_then(|bytes| std::str::from_utf8(bytes).ok());
        match text.and_then(|text| with_member(text, path, value)) {
            Some(text) => self.set_body("application/json", Body::from(text)),
            None => {
                let name = path.join(".");
                let message = format!("the body cannot have the member `{name}`");
                self.fail(&Error::request(message));
            }
        }
    }
}

/// A JSON object with a member set, in its place or else behind the others; `None` when the text is
/// something else.
fn with_member(json: &str, path: &[&str], value: &str) -> Option<String> {
    let Some((name, rest)) = path.split_first() else { return Some(value.to_owned()) };
    let json = if json == "null" { "{}" } else { json };
    let mut members = json::members(json)?;
    let last = members.iter().rposition(|(key, _)| key == name);
    let before = last.map_or("{}", |index| members[index].1.get());
    let value = with_member(before, rest, value)?;
    let value: &serde_json::value::RawValue = serde_json::from_str(&value).ok()?;
    match last {
        Some(index) => members[index].1 = value,
        None => members.push(((*name).to_owned(), value)),
    }
    let mut object = String::from("{");
    for (index, (key, value)) in members.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let key = serde_json::to_string(key).ok()?;
        // Writing to a string does not fail.
        let _ = write!(object, "{comma}{key}:{}", value.get());
    }
    object.push('}');
    Some(object)
}
