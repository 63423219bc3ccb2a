//! What several tests need.

use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::source::SourceSet;
use specwright::{Generated, Input};

/// What comes of a description that is in memory, if anything does, and what is reported.
pub(crate) fn generate(
    path: &str,
    text: impl Into<String>,
    config: &Config,
) -> (Option<Generated>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let input = Input::Text { path: path.into(), text: text.into() };
    let mut sources = SourceSet::default();
    let generated = specwright::generate(input, config, &mut sources, &mut diagnostics);
    (generated.ok(), diagnostics)
}
