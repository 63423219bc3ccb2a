//! What was asked.

use bytes::Bytes;
use http::HeaderMap;
use http::request::Parts;
use serde_json::Value;

/// A request as it came over the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The path, encoded as it was sent.
    pub path: String,
    /// What stands after the question mark, encoded as it was sent; `None` without one.
    pub query: Option<String>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty when there was none.
    pub body: Bytes,
}

impl Recorded {
    /// Keeps a request.
    pub(crate) fn new(head: &Parts, body: Bytes) -> Self {
        Self {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().map(ToOwned::to_owned),
            headers: head.headers.clone(),
            body,
        }
    }

    /// `GET /path?query`, as it was sent.
    pub fn line(&self) -> String {
        match &self.query {
            Some(query) => format!("{} {}?{query}", self.method, self.path),
            None => format!("{} {}", self.method, self.path),
        }
    }

    /// The value of a header.
    ///
    /// # Panics
    ///
    /// When it was sent more than once, or is not text.
    #[track_caller]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?;
        assert!(values.next().is_none(), "the header `{name}` was sent more than once");
        Some(value.to_str().expect("a header that is text"))
    }

    /// The parameters of the query, decoded, in the order in which they were sent.
    pub fn parameters(&self) -> Vec<(String, String)> {
        parameters(self.query.as_deref().unwrap_or_default())
    }

    /// The segments of the path, decoded.
    pub fn segments(&self) -> Vec<String> {
        segments(&self.path)
    }

    /// The body, read as JSON.
    ///
    /// # Panics
    ///
    /// When it is not JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }
}

/// The parameters of a query, decoded, in their order.
pub fn parameters(query: &str) -> Vec<(String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

/// The segments of a path, decoded.
pub fn segments(path: &str) -> Vec<String> {
    path.split('/').skip(1).map(decode).collect()
}

/// A parameter of the query, decoded as forms are: a plus sign is a space.
fn pair(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (decode(&name.replace('+', " ")), decode(&value.replace('+', " ")))
}

/// Percent-decodes.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let encoded = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = encoded.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn decodes_what_is_encoded() {
        assert_eq!(decode("my%20gateway%2F%C3%A9"), "my gateway/é");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
    }
}
