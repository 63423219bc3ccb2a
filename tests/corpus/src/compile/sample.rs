//! Which SDKs are compiled: `sample.toml`.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::described;
use crate::args::Compile;
use crate::error::Result;
use crate::sources::Description;

/// `sample.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sample {
    /// What the sample was drawn with.
    pub(super) seed: u64,
    /// Large and important descriptions, always compiled.
    pub(super) named: Vec<String>,
    /// Parts of descriptions that nobody compiles as a whole.
    pub(super) slices: Vec<Slice>,
    /// What a run in CI compiles.
    pub(super) ci: Vec<String>,
    /// The descriptions that were drawn.
    pub(super) drawn: Vec<String>,
}

/// A part of a description.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slice {
    /// What it is called.
    pub(super) name: String,
    /// The description.
    pub(super) of: String,
    /// The paths, as the configuration's `include` has them.
    pub(super) paths: Vec<String>,
}

/// An SDK to compile.
pub(super) struct Chosen<'a> {
    /// What it is called.
    pub(super) name: String,
    /// The description.
    pub(super) description: &'a Description,
    /// The paths; empty for all.
    pub(super) paths: Vec<String>,
}

/// The file.
pub(super) fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample.toml")
}

/// Reads the file.
pub(super) fn read() -> Result<Sample> {
    Ok(toml::from_str(&std::fs::read_to_string(path())?)?)
}

/// What a run compiles: the names given to it, or what the file says.
pub(super) fn choose<'a>(
    compile: &Compile,
    descriptions: &'a [Description],
) -> Result<Vec<Chosen<'a>>> {
    let sample = read()?;
    let mut names = compile.names.clone();
    if names.is_empty() && compile.ci {
        names.clone_from(&sample.ci);
    } else if names.is_empty() {
        // The small ones first: they show in minutes what is wrong everywhere.
        names.extend(sample.drawn.iter().take(compile.sample).cloned());
        if !compile.drawn_only {
            names.extend(sample.named.iter().cloned());
            names.extend(sample.slices.iter().map(|slice| slice.name.clone()));
        }
    }
    let mut chosen = Vec::new();
    for name in names {
        let slice = sample.slices.iter().find(|slice| slice.name == name);
        let of = slice.map_or(&name, |slice| &slice.of);
        match described(descriptions, of) {
            Ok(description) => chosen.push(Chosen {
                description,
                paths: slice.map(|slice| slice.paths.clone()).unwrap_or_default(),
                name,
            }),
            // Further folders need not be there.
            Err(_) if of.starts_with("extra/") => eprintln!("without {name}"),
            Err(error) => return Err(error),
        }
    }
    Ok(chosen)
}
