//! The difference between a folder and what it should have, as a unified diff.

use similar::TextDiff;

use super::manifest::with_plain_ends;
use super::{Action, Change, MANIFEST, Plan};

impl Plan {
    /// A unified diff from what is there to what should be; empty when nothing has to change.
    pub fn diff(&self) -> String {
        // The checksums of what is shown anyway.
        let only = self.changes.iter().filter(|c| c.action != Action::Keep).count() == 1;
        let is_shown = |change: &&Change| {
            change.action != Action::Keep && (only || change.path != MANIFEST)
        };
        self.changes.iter().filter(is_shown).map(file_diff).collect()
    }
}

fn file_diff(change: &Change) -> String {
    let old = change.old.as_deref().map(with_plain_ends);
    let old = old.as_deref().map(String::from_utf8_lossy);
    let side = |prefix: &str, there: bool| match there {
        true => format!("{prefix}/{}", change.path),
        false => "/dev/null".to_owned(),
    };
    TextDiff::from_lines(
        old.as_deref().unwrap_or_default(),
        change.new.as_deref().unwrap_or_default(),
    )
    .unified_diff()
    .header(&side("a", old.is_some()), &side("b", change.new.is_some()))
    .to_string()
}
