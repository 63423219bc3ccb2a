//! Redirects, followed so that credentials stay with the server that they are for.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, LOCATION,
    RANGE, USER_AGENT,
};
use http::{HeaderMap, Method, Response, StatusCode};
use reqwest::Url;

use super::Body;
use super::send::Outgoing;

/// How many redirects are followed at most.
pub(super) const MAX: usize = 10;

/// The request that a redirect leads to; `None` when the answer is none, or one that cannot be
/// followed.
pub(super) fn follow(request: &Outgoing, answer: &Response<Body>) -> Option<Outgoing> {
    let status = answer.status();
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = answer.headers().get(LOCATION)?.to_str().ok()?;
    let mut url = request.url.join(location).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    if url.fragment().is_none() {
        url.set_fragment(request.url.fragment());
    }
    let mut next = request.clone();
    if turns_into_get(status, &request.method) {
        next.method = Method::GET;
        next.body = None;
        next.headers.remove(CONTENT_TYPE);
        next.headers.remove(CONTENT_LENGTH);
    }
    let same_server = is_same_server(&request.url, &url);
    if next.body.as_ref().is_some_and(|body| !same_server || !body.is_repeatable()) {
        return None;
    }
    if !same_server {
        next.headers = harmless(&next.headers);
    }
    next.url = url;
    Some(next)
}

/// What browsers do.
fn turns_into_get(status: StatusCode, method: &Method) -> bool {
    match status.as_u16() {
        303 => *method != Method::HEAD,
        301 | 302 => *method == Method::POST,
        _ => false,
    }
}

fn is_same_server(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// The headers that any server may see.
fn harmless(headers: &HeaderMap) -> HeaderMap {
    let names = [ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, RANGE, USER_AGENT];
    let kept = names.into_iter().filter_map(|name| {
        let value = headers.get(&name)?.clone();
        Some((name, value))
    });
    kept.collect()
}
