//! URLs of next pages.

use http::header::LINK;
use reqwest::Url;

use super::super::call::Parts;
use super::super::received::Received;
use super::super::{Error, Result};

/// The target of `rel="next"` in the `Link` headers (RFC 8288).
pub(super) fn link(received: &Received) -> Option<String> {
    let values = received.answer.headers.get_all(LINK).into_iter();
    let mut texts = values.filter_map(|value| value.to_str().ok());
    texts.find_map(|text| {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once('<') {
            let (target, after) = after.split_once('>')?;
            let parameters = after.split('<').next().unwrap_or(after);
            if is_next(parameters) {
                return Some(target.to_owned());
            }
            rest = after;
        }
        None
    })
}

fn is_next(parameters: &str) -> bool {
    parameters.split([';', ',']).filter_map(|parameter| parameter.split_once('=')).any(
        |(name, value)| {
            let mut values = value.trim().trim_matches('"').split(' ');
            name.trim().eq_ignore_ascii_case("rel")
                && values.any(|value| value.eq_ignore_ascii_case("next"))
        },
    )
}

/// The URL of the next page, at the server that the list is from: the credentials are for no
/// other.
pub(super) fn next_url(parts: &Parts, text: &str) -> Result<String> {
    let wrong = || Error::request(format!("`{text}` is not the URL of a next page"));
    let base = match &parts.url {
        Some(url) => url.clone(),
        None => parts.base_url()? + parts.checked_path()?,
    };
    let base = Url::parse(&base).map_err(|error| wrong().with_source(error))?;
    let next = base.join(text).map_err(|error| wrong().with_source(error))?;
    if next.host_str() != base.host_str() {
        let message = format!("the next page `{next}` is at another server");
        return Err(Error::request(message));
    }
    let mut url = base;
    url.set_path(next.path());
    url.set_query(next.query());
    Ok(url.into())
}
