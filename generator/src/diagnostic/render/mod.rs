//! Diagnostics as text: for people, for programs, for GitHub.

mod github;
mod human;
mod json;
mod spot;

use std::io::IsTerminal;
use std::str::FromStr;

use super::Diagnostics;
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
    /// Whether people see notes too; programs always do.
    pub notes: bool,
    /// Whether people see colours.
    pub colour: bool,
    /// How many columns people's terminals have.
    pub width: usize,
    /// How many diagnostics of each code people see.
    pub limit: usize,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self { format: Format::Human, notes: false, colour: false, width: 120, limit: 5 }
    }
}

impl RenderOptions {
    /// What suits the terminal that standard error is, if it is one: colours unless
    /// `NO_COLOR` is set or `TERM` is `dumb`, and the width that `COLUMNS` says.
    pub fn for_stderr(format: Format) -> Self {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let colour = match (variable("NO_COLOR"), variable("CLICOLOR_FORCE")) {
            (Some(_), _) => false,
            (None, Some(force)) if force != "0" => true,
            _ => {
                std::io::stderr().is_terminal()
                    && variable("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let width = variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let default = Self::default();
        let width = width.unwrap_or(default.width).clamp(40, 400);
        Self { format, colour, width, ..default }
    }
}

/// Writes all diagnostics, each with its place found in the text; for people, a summary
/// follows. Empty when there is nothing to say.
pub fn render(
    diagnostics: &Diagnostics,
    sources: &SourceSet,
    options: &RenderOptions,
) -> String {
    let found = diagnostics.iter().map(|diagnostic| Found::new(diagnostic, sources));
    match options.format {
        Format::Human => human::render(diagnostics, sources, options),
        Format::Json => found.map(|found| json::render(&found)).collect(),
        Format::Github => found.map(|found| github::render(&found)).collect(),
    }
}

#[cfg(test)]
mod tests;
