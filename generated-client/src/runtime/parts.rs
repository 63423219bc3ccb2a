//! What a request is made of.

use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};

use super::builder::{self, header};
use super::call::join;
use super::client_parameters::{self, FromClient};
use super::{Body, Client, Encoding, Error, Result, cookies};

/// What a request is made of.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) client: Client,
    pub(super) method: Method,
    /// The path as the description has it.
    pub(super) template: &'static str,
    /// The path with what is filled in so far.
    pub(super) path: String,
    /// Encoded names and values.
    pub(super) query: Vec<(String, String)>,
    /// The whole query; used instead of the pairs.
    pub(super) query_string: Option<String>,
    pub(super) headers: HeaderMap,
    /// Encoded names and values.
    pub(super) cookies: Vec<(String, String)>,
    /// What the client has for the call.
    pub(super) from_client: Vec<FromClient>,
    pub(super) body: Option<Body>,
    pub(super) security: &'static [&'static [usize]],
    pub(super) server: Option<&'static str>,
    pub(super) timeouts: Timeouts,
    pub(super) max_retries: Option<u32>,
    pub(super) idempotent: bool,
    /// The header by which the server recognizes a repeated request, and whether it is made where
    /// the call has none.
    pub(super) idempotency_key: Option<(&'static str, bool)>,
    /// Whether the answer is one of the API's envelopes, which can say that the call failed.
    pub(super) envelope: bool,
    /// A whole URL, used instead of the path and the query.
    pub(super) url: Option<String>,
    /// The first error, as text.
    pub(super) error: Option<String>,
}

/// How long a call, one attempt of it, and the server's silence can take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timeouts {
    pub(super) total: Option<Duration>,
    pub(super) attempt: Option<Duration>,
    pub(super) read: Duration,
}

impl Timeouts {
    /// How long the answer is waited for while nothing is sent, unless the whole attempt has a
    /// limit, which can be longer.
    pub(super) fn answer(&self) -> Option<Duration> {
        self.attempt.is_none().then_some(self.read)
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { total: None, attempt: None, read: Duration::from_secs(60) }
    }
}

impl Parts {
    pub(super) fn fail(&mut self, error: &Error) {
        if self.error.is_none() {
            self.error = Some(error.to_string());
        }
    }

    pub(super) fn fill_in(&mut self, name: &str, json: &str, encoding: Encoding) {
        let value = encoding.path(name, json);
        let parameter = format!("{{{name}}}");
        if value.is_empty() {
            self.fail(&Error::request(format!("the path parameter `{name}` is empty")));
        } else if !self.path.contains(&parameter) {
            let message =
                format!("the path `{}` has no parameter `{name}`", self.template);
            self.fail(&Error::request(message));
        } else {
            self.path = self.path.replace(&parameter, &value);
            if has_dot_segment(&self.path) {
                let message =
                    format!("the path parameter `{name}` must not be `{value}`");
                self.fail(&Error::request(message));
            }
        }
    }

    pub(super) fn set_query_string(&mut self, json: &str) {
        self.query_string = match super::json::scalar(json) {
            Some(text) => Some(text.into_owned()),
            None => Some(join(&Encoding::FORM.pairs("", json), "&")),
        };
    }

    pub(super) fn add_cookies(
        &mut self,
        pairs: Vec<(String, String)>,
        encoding: Encoding,
    ) {
        match if encoding.is_encoded() { Ok(pairs) } else { cookies::checked(pairs) } {
            Ok(pairs) => self.cookies.extend(pairs),
            Err(error) => self.fail(&error),
        }
    }

    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => drop(self.headers.insert(name, value)),
            Err(error) => self.fail(&error),
        }
    }

    pub(super) fn set_body(&mut self, media_type: &str, body: Body) {
        self.body = Some(body);
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.set_header(CONTENT_TYPE.as_str(), media_type);
        }
    }

    /// What is called, for error messages.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, self.template)
    }

    /// The URL that the path is appended to: that of the call's own server, unless the client was
    /// given one that is not the API's. A server without a host is where the client's is.
    pub(super) fn base_url(&self) -> Result<String> {
        let inner = self.client.inner();
        match self.server {
            Some(path) if path.starts_with('/') => {
                // What has no value has none in the URL that the client was given either.
                let api = self.filled(inner.api.base_url);
                let api = api.unwrap_or_else(|_| inner.api.base_url.to_owned());
                Ok(beside(&inner.base_url, &api, path))
            }
            Some(server) if inner.is_described_base_url => {
                builder::base_url(&self.filled(server)?)
            }
            _ => Ok(inner.base_url.clone()),
        }
    }

    /// The URL of a server with the values that the client has of its variables.
    fn filled(&self, url: &str) -> Result<String> {
        let inner = self.client.inner();
        client_parameters::server(inner.api, url, &inner.parameters)
    }

    /// The path with all parameters filled in.
    pub(super) fn checked_path(&self) -> Result<&str> {
        if let Some(message) = &self.error {
            return Err(Error::request(message.as_str()));
        }
        if let Some((_, rest)) = self.path.split_once('{') {
            let name = rest.split('}').next().unwrap_or(rest);
            return Err(Error::request(format!(
                "the path parameter `{name}` has no value"
            )));
        }
        if has_dot_segment(&self.path) {
            let message =
                format!("the path `{}` has the segment `.` or `..`", self.path);
            return Err(Error::request(message.as_str()));
        }
        Ok(&self.path)
    }

    /// The value of a query parameter, encoded.
    pub(super) fn query_value(&self, name: &str) -> Option<&str> {
        let name = super::percent::encode(name);
        self.query.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// Sets a query parameter to one value.
    pub(super) fn set_query(&mut self, name: &str, value: &str) {
        let name = super::percent::encode(name);
        let value = super::percent::encode(value);
        match self.query.iter_mut().find(|(key, _)| *key == name) {
            Some(pair) => pair.1 = value,
            None => self.query.push((name, value)),
        }
    }
}

/// Whether a path leads to a place above or to where it is.
fn has_dot_segment(path: &str) -> bool {
    // An encoded dot is one for those who read URLs (URL standard §4.4, "double-dot").
    let plain = |segment: &str| segment.replace("%2e", ".").replace("%2E", ".");
    path.split('/').any(|segment| matches!(plain(segment).as_str(), "." | ".."))
}

/// Another path at the host of a base URL, below what that has before the path of the API. Where it
/// does not end in that, as a server for tests, all calls go there.
fn beside(base_url: &str, api: &str, path: &str) -> String {
    let own = match api.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => api,
    };
    match base_url.strip_suffix(own.trim_end_matches('/')) {
        Some(before) => {
            format!("{}{}", before.trim_end_matches('/'), path.trim_end_matches('/'))
        }
        None => base_url.to_owned(),
    }
}
