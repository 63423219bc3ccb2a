//! Workflow commands of GitHub Actions.

use std::fmt::Write;

use super::spot::Found;
use crate::diagnostic::Severity;

/// The line of a diagnostic, with its line break.
pub(super) fn render(found: &Found<'_>) -> String {
    let diagnostic = found.diagnostic;
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(path) = found.path {
        properties.push(format!("file={}", property(&path.to_string_lossy())));
    }
    if let Some(spot) = &found.primary {
        properties.push(format!("line={},col={}", spot.start.line, spot.start.column));
        properties
            .push(format!("endLine={},endColumn={}", spot.end.line, spot.end.column));
    }
    properties.push(format!("title={}", property(diagnostic.code.as_str())));
    let properties = properties.join(",");
    format!("::{command} {properties}::{}\n", data(&body(found)))
}

fn body(found: &Found<'_>) -> String {
    let mut body = found.diagnostic.message.clone();
    if let Some(spot) = &found.primary {
        if !spot.label.is_empty() {
            let _ = write!(body, ": {}", spot.label);
        }
        if let Some(pointer) = &spot.pointer {
            let _ = write!(body, "\nat: {pointer}");
        }
    }
    for spot in &found.secondary {
        let (path, start) = (spot.path.display(), spot.start);
        let _ = write!(body, "\n{path}:{}:{}: {}", start.line, start.column, spot.label);
    }
    for note in &found.notes {
        let _ = write!(body, "\nnote: {note}");
    }
    if let Some(help) = &found.diagnostic.help {
        let _ = write!(body, "\nhelp: {help}");
    }
    body
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
