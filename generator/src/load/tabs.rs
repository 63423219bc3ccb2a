//! Tabs in lines that say nothing. YAML has them before comments and in blank lines (YAML 1.2.2
//! §6.6), but the parser that makes the tree takes them for indentation.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

/// The text with a comment from their first byte on in lines that have tabs and nothing but white
/// space or a comment; `None` where there are none. Spaces would make them a part of a text above.
/// Places stay, since a tab and a `#` are a byte each.
pub(super) fn without_tabs(text: &str) -> Option<String> {
    let empty = |line: &str| {
        let rest = line.trim_start_matches([' ', '\t']);
        rest.trim_end().is_empty() || rest.starts_with('#')
    };
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let white = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[..white].contains('\t') && empty(line) {
            lines.push(start..start + white);
        }
        start += line.len();
    }
    if lines.is_empty() {
        return None;
    }
    let mut commented = text.to_owned();
    let (scalars, end) = scalars(text);
    let mut changed = false;
    // Where the text is no YAML any more, nothing tells what is content.
    for line in lines.into_iter().filter(|line| line.start < end) {
        let at = scalars.partition_point(|scalar| scalar.span.end <= line.start);
        let is_content =
            |scalar: &Scalar| scalar.has_line(&text[line.clone()], line.start);
        if !scalars.get(at).is_some_and(is_content) {
            commented.replace_range(line.clone(), &"#".repeat(line.len()));
            changed = true;
        }
    }
    changed.then_some(commented)
}

/// A scalar of several lines.
struct Scalar {
    span: Range<usize>,
    /// How many spaces lines of a block begin with.
    indentation: usize,
}

impl Scalar {
    /// Whether the line that begins with this white space is part of it.
    fn has_line(&self, white: &str, start: usize) -> bool {
        let spaces = white.len() - white.trim_start_matches(' ').len();
        self.span.start < start && start < self.span.end && spaces >= self.indentation
    }
}

/// The scalars of several lines in their order, and where the text ends or is no YAML any more.
fn scalars(text: &str) -> (Vec<Scalar>, usize) {
    let options = granit_parser::options! { emit_unresolved_aliases: true };
    let mut found = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                return (found, error.marker().byte_offset().unwrap_or_default());
            }
        };
        let Event::Scalar(_, style, ..) = event else { continue };
        let Some(span) = span.byte_range() else { continue };
        if text.get(span.clone()).is_none_or(|written| !written.contains('\n')) {
            continue;
        }
        let indentation = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => indentation(text, span.start),
            _ => 0,
        };
        found.push(Scalar { span, indentation });
    }
    (found, text.len())
}

/// How many spaces the first line of a block begins with; the block begins here, or its header.
fn indentation(text: &str, start: usize) -> usize {
    let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let begins_with_header = text[start..].starts_with(['|', '>', '\r', '\n']);
    let lines = text[line..].lines().skip(usize::from(begins_with_header));
    let mut content = lines.filter(|line| !line.trim().is_empty());
    content.next().map_or(0, |line| line.len() - line.trim_start_matches(' ').len())
}
