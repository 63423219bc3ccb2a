//! Names: of calls, packages and crates, and versions.

use super::rust::KEYWORDS;
use crate::words::words;

/// Keywords of Rust that packages are not to be called like, and names that cargo keeps.
const PACKAGES: [&str; 9] =
    ["alloc", "core", "crate", "proc_macro", "self", "std", "super", "test", "use"];

pub(super) fn name(text: &str) -> Result<String, String> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let begins =
        text.trim_start_matches('_').starts_with(|c: char| c.is_ascii_alphabetic());
    match begins && text.chars().all(part) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a name: write letters (a to z), digits and `_`, a letter first"
        )),
    }
}

pub(super) fn call_name(text: &str) -> Result<String, String> {
    match text.split('.').all(|part| name(part).is_ok()) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "`{text}` is not a call: write names with dots between, such as `pets.toys.list`"
        )),
    }
}

pub(super) fn package_name(text: &str) -> Result<String, String> {
    let plain = text.replace('-', "_");
    if !is_crate_name(text) {
        return Err(format!(
            "`{text}` is not the name of a package: write letters, digits, `-` and `_`, a letter \
             first"
        ));
    }
    if text.contains(|c: char| c.is_ascii_uppercase()) {
        let lower = words(text).join("-");
        return Err(format!(
            "`{text}` is not the name of a package: they are in lower case; write `{lower}`"
        ));
    }
    if PACKAGES.contains(&&*plain) || KEYWORDS.contains(&&*plain) {
        return Err(format!("no package can be named `{text}`: Rust keeps that name"));
    }
    Ok(text.to_owned())
}

fn is_crate_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

pub(super) fn crate_name(text: &str) -> Result<String, String> {
    match is_crate_name(text) {
        true => Ok(text.to_owned()),
        false => Err(format!("`{text}` is not the name of a crate")),
    }
}

pub(super) fn version(text: &str) -> Result<String, String> {
    let is_number = |part: &str| {
        part.parse::<u64>().is_ok() && (part.len() == 1 || !part.starts_with(['0', '+']))
    };
    let is_word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let (rest, build) = match text.split_once('+') {
        Some((rest, build)) => (rest, build.split('.').all(is_word)),
        None => (text, true),
    };
    // What is a number is one without zeros before it (Semantic Versioning 2.0.0 §9).
    let is_before = |part: &str| {
        let is_plain = part.len() == 1 || !part.starts_with('0');
        is_word(part) && (is_plain || part.contains(|c: char| !c.is_ascii_digit()))
    };
    let (numbers, before) = match rest.split_once('-') {
        Some((numbers, before)) => (numbers, before.split('.').all(is_before)),
        None => (rest, true),
    };
    let plain = numbers.split('.').count() == 3 && numbers.split('.').all(is_number);
    match plain && before && build {
        true => Ok(text.to_owned()),
        false => Err(format!("`{text}` is not a version: write it like `1.2.3`")),
    }
}
