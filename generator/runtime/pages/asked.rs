//! The parameters that ask for pages: those of the query, or members of the JSON body.

use std::borrow::Cow;

use serde_json::Number;

use super::super::json;
use super::super::parts::Parts;
use super::Pages;

/// Parameters that are members of the JSON body.
#[derive(Clone, Copy, Debug)]
pub struct InBody {
    /// The keys that lead to the object that has them; none when that is the body itself.
    pub at: &'static [&'static str],
    /// Whether the one that asks for the next page is a number.
    pub number: bool,
}

impl InBody {
    fn path(self, name: &'static str) -> Vec<&'static str> {
        [self.at, &[name]].concat()
    }
}

impl Pages {
    /// What a request asks for by a parameter.
    pub(super) fn asked<'p>(
        &self,
        parts: &'p Parts,
        name: &'static str,
    ) -> Option<Cow<'p, str>> {
        let Some(in_body) = self.in_body else {
            return parts.query_value(name).map(Cow::Borrowed);
        };
        let text = std::str::from_utf8(parts.body.as_ref()?.as_bytes()?).ok()?;
        json::scalar(json::at(text, &in_body.path(name))?)
    }

    /// Makes a request ask for something by a parameter.
    pub(super) fn ask(&self, parts: &mut Parts, name: &'static str, value: &str) {
        let Some(in_body) = self.in_body else { return parts.set_query(name, value) };
        let is_number = in_body.number && serde_json::from_str::<Number>(value).is_ok();
        let json = match is_number {
            true => value.to_owned(),
            false => serde_json::Value::from(value).to_string(),
        };
        parts.set_body_member(&in_body.path(name), &json);
    }
}
