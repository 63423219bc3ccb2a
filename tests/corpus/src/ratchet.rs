//! The figures that no later run may fall below.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::record::{Record, Status};

/// The figures of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Figures {
    /// Descriptions.
    pub(crate) descriptions: usize,
    /// Those from which an SDK was made.
    pub(crate) generated: usize,
    /// Those that failed otherwise than by located diagnostics.
    pub(crate) accidents: usize,
    /// Operations in the descriptions from which an SDK was made.
    pub(crate) described: usize,
    /// Operations in the SDKs.
    pub(crate) operations: usize,
    /// Operations left out with a diagnostic.
    pub(crate) skipped: usize,
    /// Operations left out without.
    pub(crate) lost: usize,
    /// Parameters, bodies and members left out without.
    pub(crate) lost_parts: usize,
    /// SDKs with a file that does not parse.
    pub(crate) unparsed: usize,
    /// Types that are used.
    pub(crate) types: usize,
    /// Those of them that are untyped with a reason.
    pub(crate) degraded: usize,
}

impl Figures {
    /// The figures of some descriptions.
    pub(crate) fn of<'a>(records: impl Iterator<Item = &'a Record>) -> Self {
        let mut figures = Self::default();
        for record in records {
            figures.descriptions += 1;
            match record.status {
                Status::Generated => {
                    figures.generated += 1;
                    figures.described += record.described;
                }
                Status::Refused => {}
                _ => figures.accidents += 1,
            }
            figures.operations += record.operations;
            figures.skipped += record.skipped;
            figures.lost += record.lost.len();
            figures.lost_parts += record.lost_parts_count;
            figures.unparsed += usize::from(!record.unparsed.is_empty());
            figures.types += record.types;
            figures.degraded += record.degraded;
        }
        figures
    }

    /// What of this is worse than the other.
    fn worse_than(&self, kept: &Self) -> Vec<String> {
        let mut worse = Vec::new();
        let mut at_least = |what: &str, is: usize, was: usize| {
            if is < was {
                worse.push(format!("{what}: {is}, and it was {was}"));
            }
        };
        at_least("descriptions", self.descriptions, kept.descriptions);
        at_least("generated", self.generated, kept.generated);
        at_least("operations", self.operations, kept.operations);
        at_least("types", self.types * 100, kept.types * 95);
        let mut at_most = |what: &str, is: usize, was: usize| {
            if is > was {
                worse.push(format!("{what}: {is}, and it was {was}"));
            }
        };
        at_most("accidents", self.accidents, kept.accidents);
        at_most("operations left out", self.skipped, kept.skipped);
        at_most("operations lost", self.lost, kept.lost);
        at_most("parts lost", self.lost_parts, kept.lost_parts);
        at_most("SDKs that do not parse", self.unparsed, kept.unparsed);
        at_most("untyped", self.degraded, kept.degraded);
        worse
    }
}

/// A share in per cent; of nothing, all.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { part as f64 * 100.0 / whole as f64 }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ratchet.toml")
}

const HEADER: &str = "\
# The figures of the last run over the pinned npm packages (package.json). A run that is worse fails.
# `cargo run --release -p specwright-corpus -- corpus --update` writes this file.

";

/// Compares with the figures that were kept, or keeps these; false when something got worse.
/// `extra` are the figures of folders that others need not have: nothing may crash there either.
pub(crate) fn check(figures: &Figures, extra: &Figures, update: bool) -> Result<bool> {
    let path = path();
    if update {
        std::fs::write(&path, format!("{HEADER}{}", toml::to_string(figures)?))?;
        println!("\nWrote {}", path.display());
        return Ok(true);
    }
    let kept: Figures = toml::from_str(&std::fs::read_to_string(&path)?)?;
    let mut worse = figures.worse_than(&kept);
    if extra.accidents + extra.lost + extra.unparsed > 0 {
        worse.push("accidents, lost operations or files that do not parse in the further folders".to_owned());
    }
    if worse.is_empty() {
        println!("\nNothing is worse than in {}", path.display());
        if *figures != kept {
            println!("The figures changed: keep them with `corpus --update`");
        }
        return Ok(true);
    }
    println!("\nWorse than in {}:", path.display());
    for line in &worse {
        println!("* {line}");
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worse_is_found_in_both_directions() {
        let kept = Figures { generated: 10, degraded: 5, ..Figures::default() };
        assert!(kept.worse_than(&kept).is_empty());
        let worse = Figures { generated: 9, degraded: 6, ..Figures::default() };
        assert_eq!(worse.worse_than(&kept).len(), 2);
        assert!(kept.worse_than(&worse).is_empty());
    }
}
