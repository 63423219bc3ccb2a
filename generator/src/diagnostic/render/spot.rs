//! Diagnostics with their places found in the text.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Label, Part, Place};
use crate::source::{Lines, Location, Position, SourceSet};

/// How many bytes of a value are worth marking.
const LONG: usize = 100;

/// A diagnostic whose places are found.
pub(super) struct Found<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    /// The file, when there is one, and the place in it, when that is known.
    pub(super) path: Option<&'a Path>,
    pub(super) primary: Option<Spot<'a>>,
    pub(super) secondary: Vec<Spot<'a>>,
    pub(super) notes: Vec<Cow<'a, str>>,
}

/// Marked text.
pub(super) struct Spot<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    pub(super) span: Range<usize>,
    pub(super) start: Position,
    pub(super) end: Position,
    /// The bytes of the line in which the mark begins.
    pub(super) line: Range<usize>,
    pub(super) pointer: Option<String>,
    pub(super) label: &'a str,
}

impl<'a> Found<'a> {
    /// Finds the places of a diagnostic.
    pub(super) fn new(diagnostic: &'a Diagnostic, sources: &'a SourceSet) -> Self {
        let mut notes = Vec::new();
        let mut path = None;
        let primary = match &diagnostic.primary {
            Place::Node(label) => {
                let location = sources.locate(&label.at);
                notes.extend(location.as_ref().and_then(|l| author(l, label, sources)));
                location.map(|location| node_spot(label, location, sources))
            }
            Place::Text { path, text, span, label } => {
                let lines = Lines::new(text);
                Some(Spot::new((path, text), span.clone(), &lines, label))
            }
            Place::File(file) => {
                path = Some(file.as_path());
                None
            }
            Place::Nowhere => None,
        };
        notes.extend(diagnostic.notes.iter().map(|note| Cow::Borrowed(note.as_str())));
        let mut secondary: Vec<_> = diagnostic
            .secondary
            .iter()
            .filter_map(|label| {
                Some(node_spot(label, sources.locate(&label.at)?, sources))
            })
            .collect();
        secondary.extend(overridden(diagnostic, sources));
        let path = path.or(primary.as_ref().map(|spot| spot.path));
        Self { diagnostic, path, primary, secondary, notes }
    }
}

/// Who wrote a value that is not in the text of its own file.
fn author<'a>(
    location: &Location,
    label: &Label,
    sources: &SourceSet,
) -> Option<Cow<'a, str>> {
    if let Some(name) = &location.fix_up {
        return Some(format!("the fix-up `{name}` wrote this value").into());
    }
    if location.file == label.at.file() {
        return None;
    }
    let file = sources.file(label.at.file()).path.display();
    Some(format!("the overlay writes this value into `{file}`").into())
}

/// The earlier ones of equal keys.
fn overridden<'a>(diagnostic: &Diagnostic, sources: &'a SourceSet) -> Vec<Spot<'a>> {
    match &diagnostic.primary {
        Place::Node(label) if diagnostic.code == Code::DuplicateKey => {
            let file = label.at.file();
            let source = sources.file(file);
            let spot = |key| {
                let file = (source.path.as_path(), source.text.as_str());
                Spot::new(file, key, sources.lines(label.at.file()), "not used")
            };
            sources.overridden(&label.at).into_iter().map(spot).collect()
        }
        _ => Vec::new(),
    }
}

fn node_spot<'a>(
    label: &'a Label,
    location: Location,
    sources: &'a SourceSet,
) -> Spot<'a> {
    let file = sources.file(location.file);
    let lines = sources.lines(location.file);
    let value = location.value;
    let text = file.text[value.clone()].trim_end();
    let key_instead = label.part == Part::Key
        || !location.exact
        || text.is_empty()
        || text.len() > LONG
        || text.contains('\n');
    let span = match location.key {
        Some(key) if key_instead => key,
        _ => value,
    };
    let mut spot = Spot::new((&file.path, &file.text), span, lines, &label.text);
    spot.pointer = Some(label.at.to_string());
    spot
}

impl<'a> Spot<'a> {
    /// Marks a span, or as much of it as stands on its first line and is worth marking.
    fn new(
        (path, text): (&'a Path, &'a str),
        span: Range<usize>,
        lines: &Lines,
        label: &'a str,
    ) -> Self {
        let start = boundary(text, span.start);
        let line = lines.around(text, start);
        let mut end = boundary(text, span.end).min(line.end).max(start);
        if end - start > LONG {
            end = boundary(text, start + LONG);
        }
        Self {
            path,
            text,
            start: lines.position(text, start),
            end: lines.position(text, end),
            span: start..end,
            line,
            pointer: None,
            label,
        }
    }
}

/// The beginning of the character that a byte belongs to.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
