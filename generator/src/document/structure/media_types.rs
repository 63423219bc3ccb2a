//! Media types that are misspelt: a letter that is wrong, quotes, a list in one text, no slash.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::check::Step;
use super::super::lists::take_copies;
use super::{Walk, shown};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{essence, is_token};
use crate::source::Pointer;
use crate::suggest::one_letter_apart;

/// What most bodies are: a type that is a letter away from one of these is that.
const USUAL: [&str; 8] = [
    "application/json",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "application/xml",
    "multipart/form-data",
    "text/event-stream",
    "text/html",
    "text/plain",
];

/// What is written without its slash, or with another letter in its place.
const FURTHER: [&str; 9] = [
    "application/hal+json",
    "application/pdf",
    "application/problem+json",
    "application/x-ndjson",
    "application/zip",
    "image/jpeg",
    "image/png",
    "text/csv",
    "text/xml",
];

/// Types of their own that are a letter away from a usual one.
const OWN: [&str; 12] = [
    "application/bson",
    "application/cson",
    "application/ejson",
    "application/hjson",
    "application/json5",
    "application/jsonc",
    "application/jsond",
    "application/jsonl",
    "application/jsonp",
    "application/jsont",
    "application/xaml",
    "text/xhtml",
];

/// What is said in the place of a type.
const OTHERWISE: [(&str, &str); 14] = [
    ("*", "*/*"),
    ("application/form-data", "multipart/form-data"),
    ("application/multipart-form-data", "multipart/form-data"),
    ("application/www-form-urlencoded", "application/x-www-form-urlencoded"),
    ("csv", "text/csv"),
    ("default", "*/*"),
    ("form-data", "multipart/form-data"),
    ("html", "text/html"),
    ("octet-stream", "application/octet-stream"),
    ("plain", "text/plain"),
    ("text", "text/plain"),
    ("txt", "text/plain"),
    ("x-www-form-urlencoded", "application/x-www-form-urlencoded"),
    ("xml", "application/xml"),
];

/// What types begin with (RFC 6838 §4.2).
const TOP_LEVEL: [&str; 9] = [
    "application",
    "audio",
    "font",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
];

/// What a text says as a media type.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// What is written.
    Right,
    /// Other types.
    Meant(Vec<String>),
    /// Nothing.
    Nothing,
}

pub(super) fn read(written: &str) -> Reading {
    let mut text = unquoted(written);
    if let Some((header, rest)) = text.split_once(':')
        && header.trim().eq_ignore_ascii_case("content-type")
    {
        text = unquoted(rest);
    }
    let text = text.trim_end_matches([',', ';']);
    // Values of parameters may have anything in them: only names are looked into.
    let (names, parameters) = text.split_at(text.find(';').unwrap_or(text.len()));
    let names = names.replace('\\', "/");
    let text = match names.split_once(',') {
        // A parameter stands behind a semicolon.
        Some((name, rest)) if !rest.contains(['/', ',']) && rest.contains('=') => {
            format!("{};{rest}{parameters}", name.trim())
        }
        _ => format!("{names}{parameters}"),
    };
    let (names, parameters) = text.split_at(text.find(';').unwrap_or(text.len()));
    let mut parts: Vec<String> = match names.contains(" or ") {
        true => names.split(" or ").map(|part| unquoted(part).to_owned()).collect(),
        false => names.split([',', '|']).map(|part| unquoted(part).to_owned()).collect(),
    };
    let is_list = parts.len() > 1 && parts.iter().all(|part| part.contains('/'));
    match parts.last_mut() {
        Some(last) if is_list => last.push_str(parameters),
        _ => parts = vec![text.clone()],
    }
    let meant: Option<Vec<String>> = parts.iter().map(|part| single(part)).collect();
    match meant {
        None => Reading::Nothing,
        Some(meant) if meant.len() == 1 && meant[0] == written.trim() => Reading::Right,
        Some(meant) => Reading::Meant(meant),
    }
}

/// A text without the quotes around the whole of it: what ends in one may be a parameter.
fn unquoted(text: &str) -> &str {
    let is_quote = |c: char| "\"'`“”‘’".contains(c);
    let text = text.trim();
    let inner = text.strip_prefix(is_quote).and_then(|rest| rest.strip_suffix(is_quote));
    inner.map_or(text, str::trim)
}

/// One media type with its parameters.
fn single(text: &str) -> Option<String> {
    let text = text.trim();
    let name = essence(text);
    let right = corrected(&name)?;
    if right == name {
        return Some(text.to_owned());
    }
    let rest = text.split_once(';').map(|(_, rest)| format!("; {}", rest.trim()));
    Some(format!("{right}{}", rest.unwrap_or_default()))
}

/// A media type without parameters, in lower case, as it is meant.
fn corrected(name: &str) -> Option<String> {
    // What frameworks write for any JSON.
    if matches!(name, "" | "json" | "undefined" | "string" | "*/*") {
        return Some(name.to_owned());
    }
    if let Some((_, right)) = OTHERWISE.iter().find(|(other, _)| *other == name) {
        return Some((*right).to_owned());
    }
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '+';
    let letters = |text: &str| text.replace(|c| !is_letter(c), "");
    let plain = letters(name);
    let same = || USUAL.iter().chain(&FURTHER).find(|usual| letters(usual) == plain);
    let near = || {
        let is_near = |usual: &&&str| {
            can_be_guessed(usual) && one_letter_apart(&plain, &letters(usual))
        };
        USUAL.iter().find(is_near)
    };
    let parts = name.split_once('/').map(|(top, sub)| (top.trim(), sub.trim()));
    let Some((top, sub)) = parts.filter(|(top, sub)| is_token(top) && is_token(sub))
    else {
        return same().or_else(near).map(|right| (*right).to_owned());
    };
    let tidy = format!("{top}/{sub}");
    if TOP_LEVEL.contains(&top) {
        let is_own = OWN.contains(&&*tidy) || !can_be_guessed(&tidy);
        let usual = USUAL.iter().find(|usual| {
            usual.starts_with(top)
                && can_be_guessed(usual)
                && one_letter_apart(&tidy, usual)
        });
        return Some(
            usual.filter(|_| !is_own).map_or(tidy, |usual| (*usual).to_owned()),
        );
    }
    if let Some(right) = same() {
        return Some((*right).to_owned());
    }
    // `text` is short, and other words are a letter away from it.
    let of_text = ["csv", "event-stream", "html", "plain", "xml"];
    let meant = TOP_LEVEL.iter().find(|right| {
        one_letter_apart(top, right) && (right.len() > 4 || of_text.contains(&sub))
    });
    Some(meant.map_or(tidy, |right| format!("{right}/{sub}")))
}

/// Whether a type is long enough to be known with a wrong letter: `application/yml`, `kml` and `gml`
/// are all types, and a letter away from `application/xml`.
fn can_be_guessed(name: &str) -> bool {
    const SHORTEST: usize = 4;
    name.split_once('/').is_none_or(|(_, sub)| sub.len() >= SHORTEST)
}

/// Whether what was written is a media type, too, so that another one is no more than a guess.
fn is_guess(written: &str, meant: &str) -> bool {
    let (written, meant) = (essence(written), essence(meant));
    let is_type = written.split_once('/').is_some_and(|(top, sub)| {
        TOP_LEVEL.contains(&top) && is_token(top) && is_token(sub)
    });
    is_type && written != meant
}

impl Walk<'_> {
    /// Gives the members of `content` the media types that they are.
    pub(super) fn content(&mut self, members: &mut Map<String, Value>, at: &Step<'_>) {
        let is_right = |key: &String| read(key) == Reading::Right;
        if members.keys().all(is_right) {
            return;
        }
        let around = at.pointer();
        let mut put: Map<String, Value> = Map::new();
        let written = std::mem::take(members);
        let all: BTreeSet<String> = written.keys().cloned().collect();
        for (key, value) in written {
            let place = around.child(&key);
            let is_taken = |one: &String| put.contains_key(one) || all.contains(one);
            let meant = self.meant_by(&key, &value, &place, is_taken);
            let mut free = meant.into_iter();
            let is_free = |put: &Map<String, Value>, one: &str| {
                one == key || !put.contains_key(one) && !all.contains(one)
            };
            let mut read_as = Vec::new();
            let mut value = Some(value);
            while let Some(one) = free.next() {
                if !is_free(&put, &one) {
                    continue;
                }
                let Some(whole) = value.take() else { break };
                if free.len() > 0 && take_copies(&mut self.copies, &whole, &mut false) {
                    value = Some(whole.clone());
                }
                if one != key {
                    self.moves.push((place.clone(), around.child(&one)));
                }
                read_as.push(format!("`{one}`"));
                put.insert(one, whole);
            }
            match read_as.is_empty() {
                true => self.twice(&key, &place),
                false if read_as != [format!("`{key}`")] => {
                    let types = read_as.join(" and ");
                    let message =
                        format!("the media type `{}` was read as {types}", shown(&key));
                    self.tell(&place, message, format!("write {types}"));
                }
                false => {}
            }
        }
        *members = put;
    }

    /// The media types that a key of `content` means.
    fn meant_by(
        &mut self,
        key: &str,
        value: &Value,
        place: &Pointer,
        is_taken: impl Fn(&String) -> bool,
    ) -> Vec<String> {
        match read(key) {
            // Two types that are a letter apart are two types.
            Reading::Meant(meant)
                if !(is_guess(key, &meant[0]) && is_taken(&meant[0])) =>
            {
                return meant;
            }
            // What has no schema says nothing of a body that could be lost.
            Reading::Nothing
                if value.get("schema").is_some() && !key.starts_with("x-") =>
            {
                self.no_media_type(key, place);
            }
            _ => {}
        }
        vec![key.to_owned()]
    }

    /// Puts the media types of a list of Swagger 2.0 right.
    pub(super) fn media_types(&mut self, list: &mut Value, at: &Step<'_>) {
        let Value::Array(types) = list else { return };
        let all = types.clone();
        for (index, one) in types.iter_mut().enumerate() {
            let Value::String(written) = one else { continue };
            let place = at.pointer().index(index);
            match read(written) {
                // Two types that are a letter apart are two types.
                Reading::Meant(meant)
                    if is_guess(written, &meant[0])
                        && all.contains(&meant[0].as_str().into()) => {}
                Reading::Meant(meant) if meant.len() == 1 => {
                    let right = &meant[0];
                    let message = format!(
                        "the media type `{}` was read as `{right}`",
                        shown(written)
                    );
                    let repaired = Diagnostic::new(Code::Repaired, &place, message);
                    self.diagnostics.report(repaired.help(format!("write `{right}`")));
                    *one = right.as_str().into();
                }
                Reading::Nothing => self.no_media_type(written, &place),
                Reading::Right | Reading::Meant(_) => {}
            }
        }
    }

    fn no_media_type(&mut self, written: &str, at: &Pointer) {
        let message = format!("`{}` is no media type", shown(written));
        self.diagnostics.report(
            Diagnostic::new(Code::UnsupportedMediaType, at, message)
                .at_key()
                .note("what is sent or answered so is bytes")
                .help("write a type such as `application/json`"),
        );
    }

    /// What means a media type that is there.
    fn twice(&mut self, written: &str, at: &Pointer) {
        let message = format!("`{}` is a media type that is there", shown(written));
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, at, message)
                .at_key()
                .note("it was left out: the other one counts")
                .help("remove one of them"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings() {
        let right = [
            "application/json",
            "application/json; charset=utf-8",
            "Application/JSON ",
            "application/json5",
            "application/vnd.api+json;v=1",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/json; charset=\"utf-8\"",
            "multipart/related; type=\"application/json\"",
            "multipart/related; type=\"application/json, text/xml|a/b or c/d\"",
            "application/json; a=\"b, c=d\"",
            "application/json; a=\"\\\\\"",
            "text/css",
            "image/jpg",
            "chemical/x-pdb",
            "application/yml",
            "application/kml",
            "application/gml",
            "*/*",
            "application/*",
            "json",
            "",
        ];
        for text in right {
            assert_eq!(read(text), Reading::Right, "{text}");
        }
        let meant = [
            ("aplication/json", "application/json"),
            ("aplication/json; charset=utf-8", "application/json; charset=utf-8"),
            ("application-json", "application/json"),
            ("applicationjson", "application/json"),
            ("applicatio/njson", "application/json"),
            ("application/josn", "application/json"),
            ("application/ json", "application/json"),
            ("\"application/json\"", "application/json"),
            ("application\\json", "application/json"),
            ("Content-Type: application/json", "application/json"),
            ("multipart/formdata", "multipart/form-data"),
            ("test/plain", "text/plain"),
            ("text", "text/plain"),
            ("*", "*/*"),
            ("text-csv", "text/csv"),
            ("application/json, charset=utf-8", "application/json; charset=utf-8"),
            (
                "aplication/json; profile=\"https://a.example/b, c\"",
                "application/json; profile=\"https://a.example/b, c\"",
            ),
        ];
        for (text, right) in meant {
            assert_eq!(read(text), Reading::Meant(vec![right.to_owned()]), "{text}");
        }
        let both = vec!["application/json".to_owned(), "application/xml".to_owned()];
        assert_eq!(read("application/json, application/xml"), Reading::Meant(both));
        assert_eq!(read("properties"), Reading::Nothing);
        assert_eq!(read("a/b/c"), Reading::Nothing);
    }
}
