//! URL-encoded forms.

use serde::Serialize;

use super::call::{join, json};
use super::json::members;
use super::{Call, Encoding, Error};

impl Call {
    /// Sends a URL-encoded form: the members of an object. A member that is an object itself is
    /// written as JSON, any other in exploded form, unless `encodings` has another one for it.
    pub fn form_body<T: Serialize + ?Sized>(
        mut self,
        value: &T,
        encodings: &[(&str, Encoding)],
    ) -> Self {
        let form = json("body", value).and_then(|json| encode(&json, encodings));
        match form {
            Ok(Some(form)) => {
                self.parts.set_body("application/x-www-form-urlencoded", form.into());
            }
            Ok(None) => {}
            Err(error) => self.parts.fail(&error),
        }
        self
    }

    /// Sets the whole query: a form as that of [`form_body`](Self::form_body).
    pub fn query_form<T: Serialize + ?Sized>(
        mut self,
        value: &T,
        encodings: &[(&str, Encoding)],
    ) -> Self {
        match json("query", value).and_then(|json| encode(&json, encodings)) {
            Ok(form) => self.parts.query_string = form,
            Err(error) => self.parts.fail(&error),
        }
        self
    }
}

/// The text of a form; `None` where there is no value.
fn encode(json: &str, encodings: &[(&str, Encoding)]) -> Result<Option<String>, Error> {
    if json == "null" {
        return Ok(None);
    }
    let members =
        members(json).ok_or_else(|| Error::request("a form must be an object"))?;
    let mut pairs = Vec::new();
    for (name, value) in members {
        let encoding = encodings.iter().find(|(member, _)| *member == name);
        let usual = || match value.get().starts_with('{') {
            true => Encoding::JSON,
            false => Encoding::FORM,
        };
        let encoding = encoding.map_or_else(usual, |(_, encoding)| *encoding);
        pairs.extend(encoding.pairs(&name, value.get()));
    }
    Ok(Some(join(&pairs, "&")))
}
