//! Bodies that are no UTF-8 text, by what their headers say.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName};

use super::error::text_of;
use super::{Body, Error, Result};

/// The text of a body that has to be UTF-8, as JSON has (RFC 8259 §8.1).
pub(super) fn utf8<'a>(headers: &HeaderMap, body: &'a [u8]) -> Result<&'a str> {
    let text = match text_of(body) {
        Ok(_) if is_wide(headers, body) => Err(Error::undecodable("it is no UTF-8")),
        text => text,
    };
    text.map_err(|error| match reason(headers) {
        Some(reason) => Error::undecodable(format!(
            "the body is {reason}, not UTF-8 text; `raw()` gives its bytes"
        ))
        .with_source(error),
        None => error,
    })
}

/// Whether a body is in an encoding of two or four bytes for each character. It looks like UTF-8
/// where all are of ASCII, but for the zeros.
fn is_wide(headers: &HeaderMap, body: &[u8]) -> bool {
    let says_so = charset(headers).is_some_and(|charset| {
        let charset = charset.to_ascii_lowercase();
        ["utf-16", "utf-32", "ucs-"].iter().any(|wide| charset.starts_with(wide))
    });
    says_so && body.contains(&0)
}

/// The text of a body, from Latin-1 where it is said to be that.
pub(super) fn text<'a>(headers: &HeaderMap, body: &'a [u8]) -> Result<Cow<'a, str>> {
    match utf8(headers, body) {
        Err(_) if !is_compressed(headers) && is_latin(headers) => {
            Ok(body.iter().copied().map(latin).collect())
        }
        text => text.map(Cow::Borrowed),
    }
}

/// A text in the encoding that its media type names: Latin-1 where that has all characters. What
/// cannot be written so is UTF-8, and says so.
pub(super) fn written(
    media_type: &'static str,
    text: &str,
) -> (Cow<'static, str>, Body) {
    let plain = || (Cow::Borrowed(media_type), Body::from(text.to_owned()));
    let Some(charset) = charset_of(media_type) else { return plain() };
    let is_utf8 = ["utf-8", "utf8"].iter().any(|one| charset.eq_ignore_ascii_case(one));
    if is_utf8 || text.is_ascii() && names_latin(charset) {
        return plain();
    }
    let byte = |letter: char| u8::try_from(u32::from(letter)).ok();
    let is_same = |byte: &u8| !(0x80..=0x9f).contains(byte);
    let bytes = text.chars().map(|letter| byte(letter).filter(is_same));
    match bytes.collect::<Option<Vec<u8>>>() {
        Some(bytes)
            if names_latin(charset) && !charset.eq_ignore_ascii_case("us-ascii") =>
        {
            (Cow::Borrowed(media_type), Body::from(bytes))
        }
        _ => {
            let media_type = media_type.replace(charset, "utf-8");
            (Cow::Owned(media_type), Body::from(text.to_owned()))
        }
    }
}

/// What a body is that is no UTF-8.
fn reason(headers: &HeaderMap) -> Option<String> {
    if is_compressed(headers) {
        let encoding = value(headers, &CONTENT_ENCODING)?;
        return Some(format!("compressed (`{encoding}`)"));
    }
    charset(headers).map(|charset| format!("in `{charset}`"))
}

fn is_compressed(headers: &HeaderMap) -> bool {
    value(headers, &CONTENT_ENCODING)
        .is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity"))
}

fn is_latin(headers: &HeaderMap) -> bool {
    charset(headers).is_some_and(names_latin)
}

fn names_latin(charset: &str) -> bool {
    let latin = ["iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii"];
    latin.iter().any(|one| charset.eq_ignore_ascii_case(one))
}

fn charset(headers: &HeaderMap) -> Option<&str> {
    charset_of(value(headers, &CONTENT_TYPE)?)
}

fn charset_of(media_type: &str) -> Option<&str> {
    let mut parameters = media_type.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"'))
    })
}

fn value<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|value| !value.is_empty())
}

/// A character of windows-1252, which is what Latin-1 means on the web (Encoding standard §4.2).
fn latin(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}',
        '\u{2021}', '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}',
        '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}',
        '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}',
        '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
