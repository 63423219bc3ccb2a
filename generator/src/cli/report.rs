//! Writing diagnostics and lines about what was done.

use std::collections::BTreeMap;
use std::path::Path;

use specwright::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use specwright::source::SourceSet;

use super::args::{Format, Global};
use super::terminal;

/// How many diagnostics of one code are shown unless all are asked for.
const SHOWN: usize = 10;

/// Writes diagnostics to standard error.
pub(super) fn diagnostics(all: &Diagnostics, sources: &SourceSet, global: &Global) {
    let (shown, hidden) = select(all, global);
    let _ = (sources, terminal::colors(global.color));
    for diagnostic in shown {
        terminal::complain(&format!(
            "{:?}[{}]: {}",
            diagnostic.severity, diagnostic.code, diagnostic.message
        ));
    }
    if global.format == Format::Human && !global.quiet {
        for line in hidden {
            terminal::complain(&line);
        }
    }
}

/// The diagnostics to show, and lines about those that are not.
fn select<'a>(
    all: &'a Diagnostics,
    global: &Global,
) -> (Vec<&'a Diagnostic>, Vec<String>) {
    let everything = global.verbose || global.format != Format::Human;
    let wanted = |diagnostic: &&Diagnostic| match diagnostic.severity {
        Severity::Error => true,
        Severity::Warning => !global.quiet,
        Severity::Note => everything && !global.quiet,
    };
    let mut counts = BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in all.iter().filter(wanted) {
        let kind = (diagnostic.severity, diagnostic.code);
        let count = counts.entry(kind).or_insert(0_usize);
        *count += 1;
        if everything || *count <= SHOWN {
            shown.push(diagnostic);
        }
    }
    let hidden = counts.iter().filter(|(_, count)| !everything && **count > SHOWN);
    let line = |((_, code), count): (&(Severity, Code), &usize)| {
        format!("… and {} more `{code}` (-v shows all)", count - SHOWN)
    };
    (shown, hidden.map(line).collect())
}

/// `2 errors, 1 warning`; empty when there is nothing.
pub(super) fn counts(diagnostics: &Diagnostics) -> String {
    let nouns = [
        (Severity::Error, "error", ""),
        (Severity::Warning, "warning", ""),
        (Severity::Note, "note", " (-v shows them)"),
    ];
    let counts = nouns
        .iter()
        .map(|&(severity, noun, hint)| (diagnostics.count(severity), noun, hint));
    let texts: Vec<String> = counts
        .filter(|(number, ..)| *number > 0)
        .map(|(number, noun, hint)| format!("{}{hint}", count(number, noun)))
        .collect();
    texts.join(", ")
}

/// Writes a line about what was done, where people read.
pub(super) fn line(line: &str, global: &Global) {
    if !global.quiet && global.format != Format::Json {
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

/// Columns with two blanks between them.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |text: &String| text.chars().count();
    let widths: Vec<usize> = (0..columns)
        .map(|at| {
            rows.iter().filter_map(|row| row.get(at)).map(width).max().unwrap_or(0)
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
    }
}
