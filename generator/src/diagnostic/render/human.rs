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
        let mut of_code: BTreeMap<Code, usize> = BTreeMap::new();
        let mut alike: BTreeMap<Sentence, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in all() {
            *of_code.entry(diagnostic.code).or_default() += 1;
            alike.entry(sentence(diagnostic)).or_default().push(diagnostic);
        }
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        let mut said: BTreeMap<Sentence, usize> = BTreeMap::new();
        for diagnostic in all() {
            let code = diagnostic.code;
            let number = next(&mut seen, code);
            let sentence = sentence(diagnostic);
            let all_alike = &alike[&sentence];
            let same = next(&mut said, sentence.clone());
            // One more is shown as soon as told.
            let is_shown = same < options.alike || all_alike.len() - 1 == options.alike;
            if number < options.limit && is_shown {
                text.push_str(&render_one(&Found::new(diagnostic, sources), &renderer));
                text.push_str("\n\n");
            } else if number < options.limit && same == options.alike {
                text.push_str(&more_alike(&all_alike[same..], sources));
            } else if number == options.limit {
                let more = of_code[&code] - options.limit;
                let _ = write!(
                    text,
                    "… and {more} more `{code}`; `--format json` shows all\n\n"
                );
            }
        }
    }
    text
}

/// How many of something there were before this one.
fn next<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K) -> usize {
    let count = counts.entry(key).or_default();
    *count += 1;
    *count - 1
}

/// What a diagnostic says, whatever the names in it are.
type Sentence = (Code, String);

fn sentence(diagnostic: &Diagnostic) -> Sentence {
    let parts: Vec<&str> = diagnostic.message.split('`').step_by(2).collect();
    (diagnostic.code, parts.join("`"))
}

/// How many places of those that are alike are named.
const PLACES: usize = 5;

/// What stands in the place of diagnostics that say the same as those before them. The path of a
/// file is written once.
fn more_alike(others: &[&Diagnostic], sources: &SourceSet) -> String {
    let mut places: Vec<String> = Vec::new();
    let mut last = None;
    for diagnostic in others.iter().take(PLACES) {
        let found = Found::new(diagnostic, sources);
        let Some(path) = found.path.map(|path| path.display().to_string()) else {
            continue;
        };
        let spot = found.primary.as_ref().map(|spot| spot.start);
        let spot = spot.map(|start| format!("{}:{}", start.line, start.column));
        places.push(match spot {
            Some(spot) if last.as_ref() == Some(&path) => spot,
            Some(spot) => format!("{path}:{spot}"),
            None => path.clone(),
        });
        last = Some(path);
    }
    if others.len() > places.len() {
        places.push("…".to_owned());
    }
    let (number, places) = (others.len(), visible(&places.join(", ")).into_owned());
    format!("… and {number} more of this kind, at {places}; `-vv` shows them\n\n")
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
