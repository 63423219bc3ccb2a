//! The member of a request that asks for a stream.

use std::fmt::Write;

use super::super::{Body, Call, json};

impl Call {
    /// Sets a member of the JSON body that says whether the answer is a stream, whatever it was.
    pub fn body_flag(mut self, name: &str, value: bool) -> Self {
        let given = self.parts.body.as_ref().map_or(Some(&b"{}"[..]), |body| {
            body.as_bytes().map(|bytes| bytes.as_ref())
        });
        let text = given.and_then(|bytes| std::str::from_utf8(bytes).ok());
        if let Some(text) = text.and_then(|text| with_member(text, name, value)) {
            self.parts.set_body("application/json", Body::from(text));
        }
        self
    }
}

/// A JSON object with a member set; `None` when the text is something else.
fn with_member(json: &str, name: &str, value: bool) -> Option<String> {
    let mut members = json::members(json)?;
    members.retain(|(key, _)| key != name);
    let mut object = String::from("{");
    for (key, value) in members {
        let key = serde_json::to_string(&key).ok()?;
        // Writing to a string does not fail.
        let _ = write!(object, "{key}:{},", value.get());
    }
    let _ = write!(object, "{}:{value}}}", serde_json::to_string(name).ok()?);
    Some(object)
}
