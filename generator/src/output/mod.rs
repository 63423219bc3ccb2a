//! Writing: everything is in memory first, then only what changed is written, all or nothing.
//!
//! The folder of an SDK is shared with its user: `Cargo.lock`, `target/`, `.git/`, tests and code
//! of their own. A manifest ([`MANIFEST`]) lists the files that were generated. What it lists is
//! ours to replace and to delete; anything else is never touched, and a generated file that would
//! replace a file of the user's is an error.

mod diff;
mod edits;
mod files;
mod manifest;
mod plan;
mod scratch;
mod write;

pub use files::Files;
pub use manifest::MANIFEST;
pub use plan::{Action, Change, Plan};
pub use write::{Summary, write_file};

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};

/// The diagnostic for something that cannot be read or written at `path`.
fn unwritable(path: &Path, what: &str, error: &dyn std::fmt::Display) -> Diagnostic {
    let place = Place::File(path.to_owned());
    let message = format!("cannot {what} `{}`", path.display());
    Diagnostic::somewhere(Code::OutputUnwritable, place, message)
        .note(error.to_string())
        .help("see that the folder can be written, or choose another one")
}

#[cfg(test)]
mod tests;
