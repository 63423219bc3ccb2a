//! What the API sends to you: webhooks and callbacks.

use serde::de::DeserializeOwned;

use super::error::text_of;
use super::{Error, Result};

/// Reads the body of a webhook or a callback. `name` is what the description calls it.
///
/// # Errors
///
/// The body is not JSON, or not of this type; the error says which webhook it was, and names the
/// place that is wrong.
pub fn parse<T: DeserializeOwned>(name: &str, body: &[u8]) -> Result<T> {
    let read = || {
        let text = text_of(body)?;
        serde_json::from_str(text)
            .map_err(|error| Error::decode_error_in("the body", &[], text, error))
    };
    read().map_err(|error| error.with_call(&format!("webhook `{name}`")))
}
