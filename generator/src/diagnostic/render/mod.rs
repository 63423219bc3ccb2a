//! Diagnostics as text: for people, for programs, for GitHub.

mod github;
mod human;
mod json;
mod spot;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::str::FromStr;

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::SourceSet;
use spot::Found;

/// For whom diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal: snippets of the text with marks.
    #[default]
    Human,
    /// For programs: one JSON object a line.
    Json,
    /// For GitHub Actions: workflow commands, which GitHub shows beside the changed lines.
    Github,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "human" => Ok(Self::Human),
            "json" => Ok(Self::Json),
            "github" => Ok(Self::Github),
            _ => Err(format!("`{text}` is none of `human`, `json` and `github`")),
        }
    }
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderOptions {
    /// For whom.
    pub format: Format,
    /// What is less bad than this is left out.
    pub least: Severity,
    /// How many diagnostics of each code people see; programs see all.
    pub limit: usize,
    /// How many people see of those that say the same of different things: of the others, they see
    /// how many there are and where the first of them stand.
    pub alike: usize,
    /// Whether people see colours.
    pub colour: bool,
    /// How many columns people's terminals have.
    pub width: usize,
}

impl Default for RenderOptions {
    /// Warnings and errors, up to ten of each code, for people, without colours.
    fn default() -> Self {
        Self {
            format: Format::Human,
            least: Severity::Warning,
            limit: 10,
            alike: usize::MAX,
            colour: false,
            width: 120,
        }
    }
}

impl RenderOptions {
    /// With the width that the variable `COLUMNS` says, if it does.
    #[must_use]
    pub fn width_of_terminal(mut self) -> Self {
        let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
        self.width = columns.unwrap_or(self.width).clamp(40, 400);
        self
    }
}

/// Writes diagnostics, each with its place found in the text. Empty when there are none.
///
/// People see the worst last, where the eye is, and of many with one code only the first;
/// programs see them in the order in which they were found.
pub fn render(
    diagnostics: &Diagnostics,
    sources: &SourceSet,
    options: &RenderOptions,
) -> String {
    let wanted = |diagnostic: &&Diagnostic| diagnostic.severity >= options.least;
    let found = diagnostics
        .iter()
        .filter(wanted)
        .map(|diagnostic| Found::new(diagnostic, sources));
    match options.format {
        Format::Human => human::render(diagnostics, sources, options),
        Format::Json => found.map(|found| json::render(&found)).collect(),
        Format::Github => found.map(|found| github::render(&found)).collect(),
    }
}

/// Where a diagnostic belongs, in one word: `types.yaml:3:12`, or the file alone.
pub(crate) fn place(diagnostic: &Diagnostic, sources: &SourceSet) -> Option<String> {
    let found = Found::new(diagnostic, sources);
    let path = found.path?.display();
    Some(match &found.primary {
        Some(spot) => format!("{path}:{}:{}", spot.start.line, spot.start.column),
        None => path.to_string(),
    })
}

/// One line that says how many diagnostics there are of which code, and where to read more;
/// empty when there are none. `least` is what [`render`] got.
pub fn summary(diagnostics: &Diagnostics, least: Severity) -> String {
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_severity =
            || diagnostics.iter().filter(|found| found.severity == severity);
        let number = of_severity().count();
        if number == 0 {
            continue;
        }
        let plural = if number == 1 { "" } else { "s" };
        let name = severity.as_str();
        if severity < least {
            parts.push(format!("{number} {name}{plural} not shown"));
            continue;
        }
        let mut codes: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in of_severity() {
            *codes.entry(diagnostic.code).or_default() += 1;
        }
        let codes: Vec<_> =
            codes.iter().map(|(code, number)| format!("{number} {code}")).collect();
        parts.push(format!("{number} {name}{plural} ({})", codes.join(", ")));
    }
    let worst = diagnostics
        .iter()
        .filter(|found| found.severity >= least)
        .max_by_key(|found| (found.severity, Reverse(found.code)));
    let parts = parts.join(", ");
    match worst {
        Some(worst) => format!("{parts}; `specwright explain {}` says more", worst.code),
        None => parts,
    }
}

#[cfg(test)]
mod tests;
