//! Which descriptions are proved.

use std::path::PathBuf;

use serde::Deserialize;

use crate::args::Proof;
use crate::error::{Result, fail};
use crate::sources;

/// A description to prove.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// What it is called.
    pub(crate) name: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// The paths; empty for all.
    pub(crate) paths: Vec<String>,
}

/// `proofs.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    /// The descriptions.
    descriptions: Vec<String>,
}

/// The own cases, the names that were given, or what `proofs.toml` says.
pub(crate) fn choose(proof: &Proof) -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    let wants_case = |name: &str| {
        let given = &proof.names;
        given.is_empty() && proof.cases || given.iter().any(|one| one == name)
    };
    for subject in cases()? {
        if wants_case(&subject.name) {
            subjects.push(subject);
        }
    }
    if proof.cases {
        return if subjects.is_empty() {
            fail("there is no such case")
        } else {
            Ok(subjects)
        };
    }
    let names = match proof.names.as_slice() {
        [] if proof.which.filter.is_none() => {
            let file = crate::package().join("proofs.toml");
            let sample: Sample = toml::from_str(&std::fs::read_to_string(file)?)?;
            sample.descriptions
        }
        names => names.to_vec(),
    };
    let found = sources::find(&proof.which)?;
    if names.is_empty() {
        subjects.extend(found.iter().map(subject));
        return Ok(subjects);
    }
    for name in names {
        if subjects.iter().any(|one| one.name == name) {
            continue;
        }
        match found.iter().find(|one| one.name == name) {
            Some(one) => subjects.push(subject(one)),
            None if proof.which.filter.is_some() => {}
            None => return fail(format!("there is no description `{name}`")),
        }
    }
    Ok(subjects)
}

fn subject(one: &sources::Description) -> Subject {
    Subject { name: one.name.clone(), path: one.path.clone(), paths: Vec::new() }
}

/// The test cases of this repository: `cases/enums`, `cases/versions/openapi-2.0`.
fn cases() -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    for entry in std::fs::read_dir(crate::workspace().join("tests/cases"))? {
        let folder = entry?.path();
        let case = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for file in std::fs::read_dir(&folder)? {
            let path = file?.path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let name = match stem.as_ref() {
                "openapi" => format!("cases/{case}"),
                stem if stem.starts_with("openapi-") => format!("cases/{case}/{stem}"),
                _ => continue,
            };
            subjects.push(Subject { name, path, paths: Vec::new() });
        }
    }
    subjects.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(subjects)
}
