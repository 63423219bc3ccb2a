//! An answer that was read to its end, and the value inside.

use std::any::TypeId;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::error::{Answer, text_of};
use super::lenient::Null;
use super::request::Decode;
use super::{Api, Call, Error, Result, api_error, charset, json, send};

/// An answer that was read to its end.
pub(super) struct Received {
    pub(super) answer: Answer,
    pub(super) at: &'static [&'static str],
    api: &'static Api,
    call: String,
    /// The members at the top, with their text; `None` when the answer is no object or nobody
    /// needs to know.
    members: Option<Vec<(String, Bytes)>>,
    envelope: bool,
}

impl Received {
    /// Sends a call and reads the answer.
    pub(super) async fn receive(
        call: Call,
        at: &'static [&'static str],
    ) -> Result<Self> {
        let parts = &call.parts;
        let (head, body) = send::exchange(parts, true).await?.into_parts();
        let body = body.into_bytes().await.map_err(Error::broken_off)?;
        let api = parts.client.inner().api;
        let members = match (at, api.failure) {
            ([], None) => None,
            _ => members(&body),
        };
        let answer = Answer { status: head.status, headers: head.headers, body };
        let received = Self {
            answer,
            at,
            api,
            call: parts.name(),
            envelope: parts.envelope,
            members,
        };
        received.check()?;
        Ok(received)
    }

    /// The text of the body.
    pub(super) fn text(&self) -> Result<&str> {
        let Answer { headers, body, .. } = &self.answer;
        charset::utf8(headers, body).map_err(|error| self.complete(error))
    }

    /// The text of the value in the body; that of null when there is none.
    pub(super) fn json(&self) -> Result<&str> {
        if self.at.is_empty() || self.answer.body.trim_ascii().is_empty() {
            let text = self.text()?;
            return Ok(if text.trim_ascii().is_empty() { "null" } else { text });
        }
        match self.members {
            Some(_) => Ok(self.value(self.at).unwrap_or("null")),
            None => {
                // What is no object may be no JSON at all, which is the better thing to say.
                let parsed = serde_json::from_str::<IgnoredAny>(self.text()?);
                parsed.map_err(|error| {
                    self.no_value(Error::decode_error(&[], "", error))
                })?;
                let wrong =
                    format!("the answer is no object with `{}`", self.at.join("."));
                Err(self.complete(Error::undecodable(wrong)))
            }
        }
    }

    /// What a null is read as that the server sent in the place of a list or a map, with no errors
    /// beside it.
    pub(super) fn of_null<T>(
        &self,
        read: impl FnOnce(Null) -> serde_json::Result<T>,
    ) -> Option<T> {
        let sent = match self.at {
            [] => self.text().ok(),
            at => self.value(at),
        };
        let is_null = sent.is_some_and(|sent| sent.trim() == "null")
            && api_error::list(&self.answer.body, self.api.failure).is_empty();
        is_null.then(|| read(Null).ok()).flatten()
    }

    /// The text of the value that a path of keys leads to.
    pub(super) fn value(&self, path: &[&str]) -> Option<&str> {
        let (first, rest) = path.split_first()?;
        let mut members = self.members.iter().flatten().rev();
        let (_, value) = members.find(|(name, _)| name == first)?;
        json::at(std::str::from_utf8(value).ok()?, rest)
    }

    /// A status of success can still mean a failure, where the API says so.
    fn check(&self) -> Result<()> {
        let Some(failure) = self.api.failure.filter(|_| self.envelope) else {
            return Ok(());
        };
        if self.value(failure.flag).is_none_or(|flag| flag != "false") {
            return Ok(());
        }
        let errors = api_error::list(&self.answer.body, Some(failure));
        Err(Error::failure(self.answer.clone(), errors).with_call(&self.call))
    }

    /// What was read with the error.
    pub(super) fn complete(&self, error: Error) -> Error {
        error.with_answer(self.answer.clone()).with_call(&self.call)
    }

    /// The value in the body is not of its type, or the API's errors stand in its place.
    pub(super) fn decode_error(&self, json: &str, error: serde_json::Error) -> Error {
        // Nothing was tried as null, which the server did not send.
        let error = match self.answer.body.trim_ascii() {
            [] => Error::empty_body().with_source(error),
            _ => Error::decode_error(self.at, json, error),
        };
        self.no_value(error)
    }

    /// The same with an error that says where. What is no JSON, and is not said to be, is something
    /// else: a page of a proxy, a file, a stream of events.
    pub(super) fn no_value(&self, error: Error) -> Error {
        let error = match self.foreign() {
            Some(what) => Error::undecodable(format!(
                "the answer should be JSON, and it is {what}; `raw()` gives it as it is"
            ))
            .with_source(error),
            None => error,
        };
        error.in_answer(self.answer.clone()).with_call(&self.call)
    }

    /// What an answer is that is no JSON.
    fn foreign(&self) -> Option<&str> {
        let text = self.text().ok()?.trim_ascii();
        if text.is_empty() || serde_json::from_str::<IgnoredAny>(text).is_ok() {
            return None;
        }
        let said = self.media_type().and_then(|said| said.split(';').next());
        let said = said.map(str::trim).filter(|said| !said.is_empty());
        match said.filter(|said| !said.to_ascii_lowercase().contains("json")) {
            None if text.starts_with('<') => Some("markup"),
            said => said,
        }
    }

    /// The body as a value that is a string, where the answer says that it is something else than
    /// JSON: text or a file. A page for people is none.
    ///
    /// Types that hold strings among other things do not count: they would take any error for a
    /// value.
    pub(super) fn string<T: DeserializeOwned + 'static>(&self) -> Option<T> {
        let strings = [TypeId::of::<String>(), TypeId::of::<Option<String>>()];
        if !strings.contains(&TypeId::of::<T>()) {
            return None;
        }
        serde_json::from_str(&self.quoted()?).ok()
    }

    /// The text of the body as JSON, where it is no JSON itself.
    fn quoted(&self) -> Option<String> {
        let media_type = self.media_type()?.to_ascii_lowercase();
        let is_text = ["json", "html"].iter().all(|one| !media_type.contains(one));
        let text = self.text().ok().filter(|_| is_text && self.at.is_empty())?;
        serde_json::to_string(text).ok()
    }

    fn media_type(&self) -> Option<&str> {
        self.answer.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The text of the body. Where the answer says that it is JSON and is one string, that: some
    /// descriptions call text what the server's framework encodes.
    pub(super) fn to_text(&self) -> Result<String> {
        let Answer { headers, body, .. } = &self.answer;
        let says_json = self.media_type().is_some_and(|said| {
            said.to_ascii_lowercase().starts_with("application/json")
        });
        let json = Some(body).filter(|_| says_json);
        if let Some(text) = json.and_then(|json| serde_json::from_slice(json).ok()) {
            return Ok(text);
        }
        let text = charset::text(headers, body).map_err(|error| self.complete(error))?;
        Ok(text.into_owned())
    }

    pub(super) fn to_bytes(&self) -> Result<Bytes> {
        Ok(self.answer.body.clone())
    }

    /// What is read from the body, where there is one.
    pub(super) fn or_none<T>(&self, read: Decode<T>) -> Result<Option<T>> {
        if self.answer.body.is_empty() { Ok(None) } else { read(self).map(Some) }
    }

    pub(super) fn to_nothing(&self) -> Result<()> {
        Ok(())
    }
}

/// The members at the top of an answer.
fn members(body: &Bytes) -> Option<Vec<(String, Bytes)>> {
    let members = json::members(text_of(body).ok()?)?;
    let slice = |text: &str| body.slice_ref(text.as_bytes());
    Some(members.into_iter().map(|(name, value)| (name, slice(value.get()))).collect())
}
