//! The cookies of a request (RFC 6265 §4).

use http::HeaderMap;
use http::header::{COOKIE, HeaderValue};

use super::call::join;
use super::{Error, Result, builder};

/// Adds cookies to those that are in the header already.
pub(super) fn add(headers: &mut HeaderMap, cookies: &[(String, String)]) -> Result<()> {
    if cookies.is_empty() {
        return Ok(());
    }
    let (name, more) = builder::header(COOKIE.as_str(), &join(cookies, "; "))?;
    let given = headers.get_all(COOKIE).into_iter().map(HeaderValue::as_bytes);
    let all: Vec<&[u8]> =
        given.chain([more.as_bytes()]).filter(|one| !one.is_empty()).collect();
    let mut value = HeaderValue::from_bytes(&all.join(&b"; "[..])).map_err(|error| {
        Error::request("the cookies cannot be sent").with_source(error)
    })?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}

/// Whether the header has a cookie of this name.
pub(super) fn has(headers: &HeaderMap, name: &str) -> bool {
    let values = headers.get_all(COOKIE).into_iter().map(HeaderValue::as_bytes);
    values.flat_map(|value| value.split(|byte| *byte == b';')).any(|pair| {
        let key = pair.split(|byte| *byte == b'=').next().unwrap_or(pair);
        key.len() < pair.len() && key.trim_ascii() == name.as_bytes()
    })
}

/// A cookie whose value is sent as it is, not percent-encoded. The error does not show the value:
/// it may be secret.
pub(super) fn as_it_is(name: &str, value: &str) -> Result<(String, String)> {
    let unquoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if unquoted.unwrap_or(value).bytes().all(is_octet) {
        return Ok((name.to_owned(), value.to_owned()));
    }
    Err(not_sendable(name))
}

/// Cookies of a parameter that are sent as they are. Elements can be separated by commas.
pub(super) fn checked(pairs: Vec<(String, String)>) -> Result<Vec<(String, String)>> {
    let is_sendable = |byte: u8| is_octet(byte) || byte == b',';
    match pairs.iter().find(|(_, value)| !value.bytes().all(is_sendable)) {
        Some((name, _)) => Err(not_sendable(name)),
        None => Ok(pairs),
    }
}

fn not_sendable(name: &str) -> Error {
    let message =
        format!("the cookie `{name}` has characters that a cookie cannot have");
    Error::request(message)
}

/// `cookie-octet` (RFC 6265 §4.1.1).
fn is_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)
}
