//! Generated files that somebody has changed by hand, which writing overwrites.

use super::{Action, Plan, manifest};
use crate::diagnostic::{Code, Diagnostic, Place};

/// How many files are named.
const NAMED: usize = 8;

impl Plan {
    /// What is lost of what somebody wrote into generated files.
    pub(super) fn edits(&self) -> Option<Diagnostic> {
        let listed = self.manifest.as_deref().map(manifest::listed).unwrap_or_default();
        let mut paths = Vec::new();
        for change in &self.changes {
            let before = listed.get(&change.path).copied().flatten();
            let found = change.old.as_deref().map(manifest::checksum);
            let is_lost = matches!(change.action, Action::Update | Action::Delete);
            if is_lost && before.is_some() && before != found {
                paths.push(change.path.as_str());
            }
        }
        let (first, others) = paths.split_first()?;
        let place = self.root.join(first);
        let and = match others.len() {
            0 => String::new(),
            1 => " and 1 other file".to_owned(),
            more => format!(" and {more} other files"),
        };
        let message = format!(
            "`{}`{and} changed since specwright wrote it, and that is overwritten",
            place.display()
        );
        let mut edited =
            Diagnostic::somewhere(Code::EditedFile, Place::File(place), message);
        for path in others.iter().take(NAMED) {
            edited = edited.note(format!("`{path}` too"));
        }
        if others.len() > NAMED {
            edited = edited.note(format!("and {} more", others.len() - NAMED));
        }
        Some(edited.help(
            "change the configuration or add an overlay, or put your code into files of its own; \
             `--deny edited-file` writes nothing then",
        ))
    }
}
