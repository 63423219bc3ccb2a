//! What is wrong with a configuration file, as a diagnostic.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::suggest::did_you_mean;

/// The diagnostic for text that is not a configuration.
pub(super) fn diagnostic(
    error: &toml::de::Error,
    path: &Path,
    text: String,
) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let mut lines = error.message().lines();
    let written = lines.next().unwrap_or_default();
    let (message, expected) = reword(written);
    let first = first_of(written, &text, span.start);
    let place = Place::Text { path: path.to_owned(), text, span, label: String::new() };
    let mut diagnostic = Diagnostic::somewhere(Code::ConfigSyntax, place, message);
    diagnostic.notes.extend(lines.map(str::to_owned));
    match first.or_else(|| help(written, &expected)) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Takes serde's list of what it expected off a message.
fn reword(message: &str) -> (String, Vec<&str>) {
    let list = ["unknown field", "unknown variant"];
    match message.split_once(", expected ") {
        Some((what, expected)) if list.iter().any(|begin| what.starts_with(begin)) => {
            let what = what.replacen("unknown field", "unknown key", 1);
            (what.replacen("unknown variant", "unknown value", 1), quoted(expected))
        }
        Some((what, expected)) if what.starts_with("invalid type") => {
            (format!("{what}, expected {}", in_toml(expected)), Vec::new())
        }
        _ => (message.to_owned(), Vec::new()),
    }
}

/// What serde calls by its type in Rust, as TOML calls it.
fn in_toml(expected: &str) -> &str {
    match expected {
        "a map" => "a table",
        "a sequence" => "an array",
        "a boolean" => "`true` or `false`",
        "path string" => "a path",
        "i64" | "u64" | "u32" | "usize" => "a whole number",
        "f64" => "a number",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

/// What to write instead.
fn help(message: &str, expected: &[&str]) -> Option<String> {
    let wrong = *quoted(message).first()?;
    if expected.is_empty() {
        return None;
    }
    if let Some(close) = did_you_mean(wrong, expected.iter().copied()) {
        return Some(close);
    }
    // Nobody reads forty.
    if expected.len() == Code::ALL.len() {
        return Some("`specwright explain` names all codes".to_owned());
    }
    let list: Vec<String> = expected.iter().map(|key| format!("`{key}`")).collect();
    Some(format!("write one of {}", list.join(", ")))
}

/// Where a table or a key is that is written again.
fn first_of(message: &str, text: &str, again: usize) -> Option<String> {
    if !message.starts_with("duplicate key") {
        return None;
    }
    let start = text.get(..again)?.rfind('\n').map_or(0, |at| at + 1);
    let key = |line: &str| {
        let line = line.trim();
        let end = if line.starts_with('[') { line.find(']') } else { line.find('=') };
        end.map(|end| line[..end].trim_end().to_owned())
    };
    let wanted = key(text[start..].lines().next()?)?;
    let is_table = wanted.starts_with('[');
    let before: Vec<&str> = text[..start].lines().collect();
    // A key is written again within its table.
    let table = before.iter().rposition(|line| line.trim_start().starts_with('['));
    let from = if is_table { 0 } else { table.unwrap_or(0) };
    let is_first = |line: &&str| key(line).is_some_and(|key| key == wanted);
    let line = from + before[from..].iter().position(is_first)? + 1;
    Some(match is_table {
        true => format!("write the entries below line {line}, where the table begins"),
        false => format!("line {line} says it already"),
    })
}

/// The words in backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The error for a text that is no diagnostic code, as [`diagnostic`] understands it.
pub(super) fn unknown_code<E: serde::de::Error>(text: &str) -> E {
    let codes: Vec<String> =
        Code::ALL.iter().map(|code| format!("`{}`", code.as_str())).collect();
    let codes = codes.join(", ");
    E::custom(format_args!("unknown variant `{text}`, expected one of {codes}"))
}
