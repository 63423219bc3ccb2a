//! Successful answers that differ with their status.

use std::ops::Deref;

use serde::de::DeserializeOwned;

use super::error::text_of;
use super::received::Received;
use super::{Call, Error, Integers, Request, Result, decode, integers};

/// What an operation answers, told apart by the status.
pub trait ByStatus: Sized {
    /// Reads the body of an answer with this status.
    ///
    /// # Errors
    ///
    /// The body is not what is declared for the status.
    fn decode(status: u16, body: &Content<'_>) -> Result<Self>;
}

/// The body of an answer, or the part of it that is the value.
pub struct Content<'a> {
    bytes: &'a [u8],
    received: &'a Received,
}

impl Content<'_> {
    /// Reads text.
    ///
    /// # Errors
    ///
    /// The body is neither UTF-8 nor the Latin-1 that it says to be.
    pub fn text(&self) -> Result<String> {
        self.received.to_text()
    }
}

impl Deref for Content<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes
    }
}

/// Reads JSON; null where there is none.
///
/// # Errors
///
/// The body is not JSON, or not of this type.
pub fn decode_json<T: DeserializeOwned + 'static>(body: &Content<'_>) -> Result<T> {
    if body.trim_ascii().is_empty() {
        return serde_json::from_str("null")
            .map_err(|error| Error::empty_body().with_source(error));
    }
    decode(body).or_else(|error| body.received.string().ok_or(error))
}

/// Reads JSON of whole numbers, however they are written; null where there is none.
///
/// # Errors
///
/// The body is not JSON, or not of this type.
pub fn decode_integers<T: Integers>(body: &[u8]) -> Result<T> {
    if body.trim_ascii().is_empty() {
        return integers::from_json("null")
            .map_err(|error| Error::empty_body().with_source(error));
    }
    let text = text_of(body)?;
    integers::from_json(text).map_err(|error| Error::decode_error(&[], text, error))
}

/// Reads the text of an error, which is UTF-8 here whatever was sent.
///
/// # Errors
///
/// The body is no text.
pub fn decode_text(body: &[u8]) -> Result<String> {
    text_of(body).map(str::to_owned)
}

impl Call {
    /// What the answer is depends on its status. The value is where these keys lead to; a missing
    /// value is null.
    pub fn by_status<T: ByStatus>(
        self,
        accept: &'static str,
        at: &'static [&'static str],
    ) -> Request<T> {
        Request { call: self.accept(accept), at, decode: decode_by_status }
    }
}

fn decode_by_status<T: ByStatus>(received: &Received) -> Result<T> {
    let answer = &received.answer;
    let body = match received.at {
        [] => &answer.body[..],
        _ if answer.body.trim_ascii().is_empty() => &[],
        _ => received.json()?.as_bytes(),
    };
    let body = Content { bytes: body, received };
    T::decode(answer.status.as_u16(), &body).map_err(|error| received.no_value(error))
}
