//! What requests have: URLs, headers, and the variables of the environment that say so.

use crate::load::is_url;
use crate::model::is_token;

pub(super) fn base_url(text: &str) -> Result<String, String> {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_host = |host: &str| {
        !host.is_empty()
            && host.chars().all(|c| c.is_alphanumeric() || "-._~:[]@%".contains(c))
    };
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    match host.is_some_and(is_host) && plain && !text.contains(['?', '#', '{', '}']) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a URL that requests can go to: write it like \
             `https://api.example.com/v1`"
        )),
    }
}

pub(super) fn file_url(text: &str) -> Result<String, String> {
    match is_url(text) && !text.contains('#') {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a URL: write what stands before the `#` of a `$ref`, or how it \
             begins, up to a slash"
        )),
    }
}

pub(super) fn header_name(text: &str) -> Result<String, String> {
    match is_token(text) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not the name of a header: letters, digits and `-`, without blanks"
        )),
    }
}

pub(super) fn header_value(text: &str) -> Result<String, String> {
    match text.chars().any(|c| c.is_control() && c != '\t') {
        false => Ok(text.to_owned()),
        true => {
            Err("no header can have a control character, such as a line break"
                .to_owned())
        }
    }
}

pub(super) fn variable(text: &str) -> Result<String, String> {
    match text.is_empty() || text.contains(['=', '\0']) {
        false => Ok(text.to_owned()),
        true => Err(format!("`{text}` is not the name of an environment variable")),
    }
}
