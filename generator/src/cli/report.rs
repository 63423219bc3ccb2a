//! Writing diagnostics and lines about what was done.

use std::path::Path;

use specwright::diagnostic::{self, Diagnostics, Format, RenderOptions, Severity};
use specwright::source::SourceSet;

use super::args::{self, Global};
use super::terminal;

/// Writes diagnostics to standard error.
pub(super) fn diagnostics(all: &Diagnostics, sources: &SourceSet, global: &Global) {
    let default = RenderOptions::default().width_of_terminal();
    let options = RenderOptions {
        format: match global.format {
            args::Format::Human => Format::Human,
            args::Format::Json => Format::Json,
            args::Format::Github => Format::Github,
        },
        least: least(global),
        limit: if global.verbose > 0 { usize::MAX } else { default.limit },
        alike: if global.verbose == 1 { 3 } else { default.alike },
        colour: terminal::colors(global.color),
        ..default
    };
    let text = diagnostic::render(all, sources, &options);
    if !text.is_empty() {
        terminal::complain(text.strip_suffix('\n').unwrap_or(&text));
    }
}

/// How many diagnostics there are of which code; empty when there are none.
pub(super) fn counts(all: &Diagnostics, global: &Global) -> String {
    diagnostic::summary(all, least(global))
}

fn least(global: &Global) -> Severity {
    if global.quiet {
        Severity::Error
    } else if global.verbose > 0 || global.format != args::Format::Human {
        Severity::Note
    } else {
        Severity::Warning
    }
}

/// Writes a line about what was done, where people read.
pub(super) fn line(line: &str, global: &Global) {
    if !global.quiet && global.format != args::Format::Json {
        terminal::complain(line);
    }
}

/// `1 error`, `2 errors`.
pub(super) fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A path as people write it: without `.` and without a folder followed by `..`.
pub(super) fn path(path: &Path) -> String {
    use std::path::Component;
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let path: std::path::PathBuf = parts.iter().collect();
    if parts.is_empty() { ".".to_owned() } else { path.display().to_string() }
}

/// A path as a shell takes it.
pub(super) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "-_./:@+=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// How wide a column is at most: what is longer juts out.
const WIDEST: usize = 120;

/// Columns with two blanks between them.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |text: &String| text.chars().count();
    let widths: Vec<usize> = (0..columns)
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(width);
            cells.filter(|width| *width <= WIDEST).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths);
        let line: Vec<String> =
            cells.map(|(cell, &width)| format!("{cell:width$}")).collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_people_write_them() {
        let cases = [
            ("spec/../generated-client", "generated-client"),
            ("./a/./b", "a/b"),
            ("../a", "../a"),
            ("a/..", "."),
            ("/a/../b", "/b"),
            ("../../a", "../../a"),
        ];
        for (written, expected) in cases {
            assert_eq!(path(Path::new(written)), expected);
        }
    }

    #[test]
    fn paths_as_a_shell_takes_them() {
        assert_eq!(quoted(Path::new("spec/a.toml")), "spec/a.toml");
        assert_eq!(quoted(Path::new("it's here")), r"'it'\''s here'");
    }

    #[test]
    fn columns_line_up() {
        let rows = [vec!["a".into(), "b".into()], vec!["éé".into(), String::new()]];
        assert_eq!(table(&rows), "a   b\néé\n");
        assert_eq!(table(&[]), "");
        // More than what the width of a format can be.
        let long = "x".repeat(1 << 16);
        let rows = [vec![long.clone(), "a".into()], vec!["b".into(), "c".into()]];
        assert_eq!(table(&rows), format!("{long}  a\nb  c\n"));
    }
}
