//! One JSON object a line. Members are never renamed or removed, new ones may be added:
//!
//! | member | |
//! |---|---|
//! | `code` | the code, as `specwright explain` takes it |
//! | `severity` | `error`, `warning` or `note` |
//! | `message` | one line |
//! | `file` | the path; null when the diagnostic belongs to no file |
//! | `line`, `column`, `end_line`, `end_column` | where the mark begins and where it ends (exclusive), counted from one, columns in characters; null when no place in the file is known |
//! | `pointer` | the JSON pointer as a URI fragment, such as `#/paths/~1pets`; null outside of descriptions |
//! | `label` | what stands beside the mark; may be empty |
//! | `secondary` | further places: objects with `file`, `line`, `column`, `end_line`, `end_column`, `pointer`, `label` |
//! | `notes` | further facts: a list of texts |
//! | `help` | what to write instead; may be null |

use std::path::Path;

use serde::Serialize;

use super::spot::{Found, Spot};

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: PlaceMembers<'a>,
    secondary: Vec<PlaceMembers<'a>>,
    notes: &'a [std::borrow::Cow<'a, str>],
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct PlaceMembers<'a> {
    file: Option<std::borrow::Cow<'a, str>>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    pointer: Option<&'a str>,
    label: &'a str,
}

impl<'a> PlaceMembers<'a> {
    fn new(path: Option<&'a Path>, spot: Option<&'a Spot<'a>>) -> Self {
        Self {
            file: path.map(Path::to_string_lossy),
            line: spot.map(|spot| spot.start.line),
            column: spot.map(|spot| spot.start.column),
            end_line: spot.map(|spot| spot.end.line),
            end_column: spot.map(|spot| spot.end.column),
            pointer: spot.and_then(|spot| spot.pointer.as_deref()),
            label: spot.map_or("", |spot| spot.label),
        }
    }
}

/// The line of a diagnostic, with its line break.
pub(super) fn render(found: &Found<'_>) -> String {
    let diagnostic = found.diagnostic;
    let line = Line {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity.as_str(),
        message: &diagnostic.message,
        place: PlaceMembers::new(found.path, found.primary.as_ref()),
        secondary: found
            .secondary
            .iter()
            .map(|spot| PlaceMembers::new(Some(spot.path), Some(spot)))
            .collect(),
        notes: &found.notes,
        help: diagnostic.help.as_deref(),
    };
    // Only texts and numbers are in there: nothing that JSON could refuse.
    let mut text = serde_json::to_string(&line).unwrap_or_default();
    text.push('\n');
    text
}
