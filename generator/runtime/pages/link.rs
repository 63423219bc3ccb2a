//! URLs of next pages.

use std::borrow::Cow;

use http::header::LINK;
use reqwest::Url;

use super::super::parts::Parts;
use super::super::received::Received;
use super::super::{Error, Result, json};

/// The target of `rel="next"` in the `Link` headers (RFC 8288 §3).
pub(super) fn link(received: &Received) -> Option<String> {
    let values = received.answer.headers.get_all(LINK).into_iter();
    let mut texts = values.filter_map(|value| value.to_str().ok());
    texts.find_map(next).map(str::to_owned)
}

/// The `href` of the link with `rel: next` in a list of links, or the `url` of that with
/// `relation: next`. One that is to be sent by another method than `GET` is no URL of a page alone.
pub(super) fn listed_link(links: &str) -> Option<String> {
    json::elements(links)?.into_iter().find_map(|link| {
        let text = |name: &str| json::scalar(json::at(link.get(), &[name])?);
        let is_other =
            text("method").is_some_and(|one| !one.eq_ignore_ascii_case("get"));
        let [rel, href] = match text("rel") {
            None => ["relation", "url"].map(text),
            rel => [rel, text("href")],
        };
        let is_next = rel.is_some_and(|rel| rel.eq_ignore_ascii_case("next"));
        let href = href.filter(|href| is_next && !is_other && !href.is_empty());
        href.map(Cow::into_owned)
    })
}

/// The target of `rel="next"` in one header.
fn next(mut text: &str) -> Option<&str> {
    loop {
        let (target, after) = text.split_once('<')?.1.split_once('>')?;
        let (parameters, rest) = split(after, ',');
        if is_next(parameters) {
            return Some(target);
        }
        text = rest;
    }
}

/// Whether the parameters of a link say that it leads to what is next. The first `rel` counts.
fn is_next(mut parameters: &str) -> bool {
    while !parameters.is_empty() {
        let (parameter, rest) = split(parameters, ';');
        let (name, value) = parameter.split_once('=').unwrap_or_default();
        if name.trim().eq_ignore_ascii_case("rel") {
            let mut values = value.trim().trim_matches('"').split_ascii_whitespace();
            return values.any(|value| value.eq_ignore_ascii_case("next"));
        }
        parameters = rest;
    }
    false
}

/// What is before and after a character, leaving out those in quotes.
fn split(text: &str, at: char) -> (&str, &str) {
    let (mut quoted, mut escaped) = (false, false);
    let place = text.find(|c: char| {
        let is_escaped = std::mem::take(&mut escaped);
        escaped = quoted && c == '\\' && !is_escaped;
        quoted ^= c == '"' && !is_escaped;
        c == at && !quoted
    });
    place.map_or((text, ""), |place| (&text[..place], &text[place + at.len_utf8()..]))
}

/// The URL of the next page, at the server that the list is from: the credentials are for no
/// other. Servers behind a gateway or a proxy give URLs by a name of their own; where one has the
/// path of the call at its end, only what it asks for there counts.
pub(super) fn next_url(parts: &Parts, text: &str) -> Result<String> {
    let wrong = || Error::request(format!("`{text}` is not the URL of a next page"));
    let base = match &parts.url {
        Some(url) => url.clone(),
        None => parts.base_url()? + parts.checked_path()?,
    };
    let base = Url::parse(&base).map_err(|error| wrong().with_source(error))?;
    let next = base.join(text).map_err(|error| wrong().with_source(error))?;
    let mut url = base;
    if next.host_str() == url.host_str() {
        url.set_path(next.path());
    } else if !next.path().ends_with(parts.checked_path()?) {
        let message = format!("the next page `{next}` is at another server");
        return Err(Error::request(message));
    }
    url.set_query(next.query());
    Ok(url.into())
}
