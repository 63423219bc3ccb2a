//! Bodies of URL-encoded forms.

use serde::Serialize;

use super::call::{join, json};
use super::{Call, Encoding, Error};

impl Call {
    /// Sends the members of an object as an URL-encoded form. Members are encoded as
    /// [`Encoding::FORM`] does it, objects in them as JSON; `encodings` names those that are
    /// encoded in another way.
    pub fn form_body<T>(mut self, value: &T, encodings: &[(&str, Encoding)]) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json("body", value).map(|text| pairs(&text, encodings)) {
            Ok(Some(pairs)) => {
                let body = join(&pairs, "&").into();
                self.parts.set_body("application/x-www-form-urlencoded", body);
            }
            Ok(None) => {
                self.parts.fail(&Error::request("the body of a form is an object"));
            }
            Err(error) => self.parts.fail(&error),
        }
        self
    }
}

fn pairs(text: &str, encodings: &[(&str, Encoding)]) -> Option<Vec<(String, String)>> {
    if text == "null" {
        return Some(Vec::new());
    }
    let mut pairs = Vec::new();
    for (name, value) in super::json::members(text)? {
        let value = value.get();
        let special = encodings.iter().find(|(member, _)| *member == name);
        let encoding = match special {
            Some((_, encoding)) => *encoding,
            None if value.starts_with('{') => Encoding::JSON,
            None => Encoding::FORM,
        };
        pairs.extend(encoding.pairs(&name, value));
    }
    Some(pairs)
}
