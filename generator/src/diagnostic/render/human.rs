//! Snippets with marks, as rustc writes them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::RenderOptions;
use super::spot::{Found, Spot, boundary};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::SourceSet;

/// A line with more bytes than this is shown only around its mark.
const LONG_LINE: usize = 300;

/// How many bytes before and after a mark are shown of a long line.
const AROUND: usize = 60;

/// Marks at most this many lines apart share a snippet.
const NEAR: usize = 6;

/// Writes notes, warnings and errors, in this order, so that the worst stands where the eye
/// is.
pub(super) fn render(
    diagnostics: &Diagnostics,
    sources: &SourceSet,
    options: &RenderOptions,
) -> String {
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width).decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for severity in [Severity::Note, Severity::Warning, Severity::Error] {
        if severity < options.least {
            continue;
        }
        let all = || diagnostics.iter().filter(|found| found.severity == severity);
        let mut count: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in all() {
            *count.entry(diagnostic.code).or_default() += 1;
        }
        let mut shown: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in all() {
            let code = diagnostic.code;
            let number = shown.entry(code).or_default();
            *number += 1;
            if *number <= options.limit {
                text.push_str(&render_one(&Found::new(diagnostic, sources), &renderer));
                text.push_str("\n\n");
            }
            if *number == options.limit.saturating_add(1) {
                let more = count[&code] - options.limit;
                let _ = write!(
                    text,
                    "… and {more} more `{code}`; `--format json` shows all\n\n"
                );
            }
        }
    }
    text
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn render_one(found: &Found<'_>, renderer: &Renderer) -> String {
    let Diagnostic { code, severity, message, help, .. } = found.diagnostic;
    let title = level(*severity).primary_title(message.as_str()).id(code.as_str());
    let mut group = Group::with_title(title);
    match (&found.primary, found.path) {
        (Some(spot), _) => group = with_snippets(group, spot, &found.secondary),
        (None, path) => {
            if let Some(path) = path {
                group = group.element(Origin::path(
                    visible(&path.to_string_lossy()).into_owned(),
                ));
            }
            group = with_secondary(group, &found.secondary.iter().collect::<Vec<_>>());
        }
    }
    if let Some(pointer) = found.primary.as_ref().and_then(|spot| spot.pointer.as_ref())
    {
        group = group.element(Level::NOTE.with_name("at").message(visible(pointer)));
    }
    for note in &found.notes {
        group = group.element(Level::NOTE.message(visible(note)));
    }
    if let Some(help) = help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    without_empty_origins(&renderer.render(&[group]))
}

/// Text in which characters that would steer the terminal are spelt out. Much of what is
/// shown comes from the description, which may be anybody's.
fn visible(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        if steers(char) {
            shown.extend(char.escape_unicode());
        } else {
            shown.push(char);
        }
    }
    Cow::Owned(shown)
}

/// Takes out the `:::` lines that name no file. The renderer sets one above a snippet whose
/// origin it does not know; origins are given apart from the snippets here, since the
/// columns of a cut line are not those of the file.
fn without_empty_origins(text: &str) -> String {
    let is_empty = |line: &str| {
        let mut rest = line;
        let mut visible = String::new();
        while let Some((before, escape)) = rest.split_once('\u{1b}') {
            visible.push_str(before);
            rest = escape.split_once('m').map_or("", |(_, after)| after);
        }
        visible.push_str(rest);
        visible.trim() == ":::"
    };
    let lines: Vec<_> = text.lines().filter(|line| !is_empty(line)).collect();
    lines.join("\n")
}

fn with_snippets<'a>(
    mut group: Group<'a>,
    primary: &'a Spot<'a>,
    secondary: &'a [Spot<'a>],
) -> Group<'a> {
    group = group.element(origin(primary));
    let (near, far): (Vec<_>, Vec<_>) =
        secondary.iter().partition(|spot| share_snippet(primary, spot));
    let mut spots = vec![(primary, AnnotationKind::Primary)];
    spots.extend(near.into_iter().map(|spot| (spot, AnnotationKind::Context)));
    with_secondary(group.element(snippet(&spots)), &far)
}

fn with_secondary<'a>(mut group: Group<'a>, spots: &[&'a Spot<'a>]) -> Group<'a> {
    for spot in spots {
        group = group.element(origin(spot));
        group = group.element(snippet(&[(spot, AnnotationKind::Context)]));
    }
    group
}

fn origin<'a>(spot: &'a Spot<'a>) -> Origin<'a> {
    Origin::path(visible(&spot.path.to_string_lossy()).into_owned())
        .line(spot.start.line)
        .char_column(spot.start.column)
}

fn share_snippet(a: &Spot<'_>, b: &Spot<'_>) -> bool {
    a.path == b.path
        && a.text.len() == b.text.len()
        && a.start.line.abs_diff(b.start.line) <= NEAR
        && a.line.len() <= LONG_LINE
        && b.line.len() <= LONG_LINE
}

/// The lines of some marks that are near each other. Only these lines are handed on, since
/// the renderer would look through the whole text.
fn snippet<'a>(
    spots: &[(&'a Spot<'a>, AnnotationKind)],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let Range { start, end } = match spots {
        [(spot, _)] if spot.line.len() > LONG_LINE => {
            let start = boundary(spot.text, spot.span.start.saturating_sub(AROUND));
            let end = boundary(spot.text, spot.span.end + AROUND);
            start.max(spot.line.start)..end.min(spot.line.end)
        }
        _ => {
            let lines = || spots.iter().map(|(spot, _)| &spot.line);
            let start = lines().map(|line| line.start).min().unwrap_or_default();
            start..lines().map(|line| line.end).max().unwrap_or(start)
        }
    };
    let first_line = spots.iter().map(|(spot, _)| spot.start.line).min().unwrap_or(1);
    let text = spots.first().map_or("", |(spot, _)| &spot.text[start..end]);
    let annotations = spots.iter().map(|(spot, kind)| {
        let span = spot.span.start - start..spot.span.end.min(end) - start;
        let annotation = kind.span(span);
        if spot.label.is_empty() {
            annotation
        } else {
            annotation.label(visible(spot.label))
        }
    });
    Snippet::source(text).line_start(first_line).annotations(annotations)
}
