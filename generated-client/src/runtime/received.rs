//! An answer that was read to its end, and the value inside.

use bytes::Bytes;

use super::error::{Answer, text_of};
use super::{Api, Call, Error, Result, api_error, json, send};

/// An answer that was read to its end.
pub(super) struct Received {
    pub(super) answer: Answer,
    pub(super) at: &'static [&'static str],
    api: &'static Api,
    call: String,
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
        let answer = Answer { status: head.status, headers: head.headers, body };
        let received =
            Self { answer, at, api: parts.client.inner().api, call: parts.name() };
        received.check()?;
        Ok(received)
    }

    /// The text of the body.
    pub(super) fn text(&self) -> Result<&str> {
        text_of(&self.answer.body).map_err(|error| self.complete(error))
    }

    /// The text of the value in the body; that of null when there is none.
    pub(super) fn json(&self) -> Result<&str> {
        let text = self.text()?;
        if text.trim_ascii().is_empty() {
            return Ok("null");
        }
        if self.at.is_empty() {
            return Ok(text);
        }
        match json::members(text) {
            Some(_) => Ok(json::at(text, self.at).unwrap_or("null")),
            None => {
                let wrong =
                    format!("the answer is no object with `{}`", self.at.join("."));
                Err(self.complete(Error::undecodable(wrong)))
            }
        }
    }

    /// A status of success can still mean a failure, where the API says so.
    fn check(&self) -> Result<()> {
        let Some(failure) = self.api.failure else {
            return Ok(());
        };
        let members = text_of(&self.answer.body).ok().and_then(json::members);
        let flag = members.and_then(|members| json::member(&members, failure.flag));
        if flag.is_none_or(|flag| flag.trim_ascii() != "false") {
            return Ok(());
        }
        let errors = api_error::list(&self.answer.body, Some(failure.errors));
        Err(Error::failure(self.answer.clone(), errors).with_call(&self.call))
    }

    /// What was read with the error.
    fn complete(&self, error: Error) -> Error {
        error.with_answer(self.answer.clone()).with_call(&self.call)
    }

    /// The value in the body is not of its type.
    pub(super) fn decode_error(&self, json: &str, error: serde_json::Error) -> Error {
        self.complete(Error::decode_error(self.at, json, error))
    }

    pub(super) fn to_text(&self) -> Result<String> {
        self.text().map(str::to_owned)
    }

    pub(super) fn to_bytes(&self) -> Result<Bytes> {
        Ok(self.answer.body.clone())
    }

    pub(super) fn to_nothing(&self) -> Result<()> {
        Ok(())
    }
}
