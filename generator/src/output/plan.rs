//! What has to change in the folder of an SDK.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::files::stays_inside;
use super::manifest::{self, Listed, MANIFEST};
use super::{Files, unwritable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Failed, Place};

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is not there yet.
    Create,
    /// It is there and differs.
    Update,
    /// It is there as it should be.
    Keep,
    /// It was generated and no longer is.
    Delete,
}

/// A file and what happens to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it is, from the folder of the SDK, with `/` between names.
    pub path: String,
    /// What happens.
    pub action: Action,
    /// What it has now; `None` when it is not there.
    pub old: Option<Vec<u8>>,
    /// What it will have; `None` when it is deleted.
    pub new: Option<String>,
}

/// What has to change in the folder of an SDK so that it has the generated files.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) root: PathBuf,
    pub(super) changes: Vec<Change>,
    /// The manifest as it is; `None` when there is none.
    pub(super) manifest: Option<String>,
}

impl Plan {
    /// Compares the folder with the files. The manifest is added to them.
    ///
    /// # Errors
    ///
    /// [`Failed`] when the folder cannot be read, a path leads out of it, or a file of the user's
    /// would be replaced; `diagnostics` says which.
    pub fn new(
        root: &Path,
        files: &Files,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Failed> {
        refuse_faults(files, diagnostics)?;
        let folder = Folder::open(root).map_err(|diagnostic| {
            diagnostics.report(*diagnostic);
            Failed
        })?;
        let mut changes = Vec::new();
        for (path, text) in files.iter() {
            match folder.change(path, text) {
                Ok(change) => changes.push(change),
                Err(diagnostic) => diagnostics.report(*diagnostic),
            }
        }
        changes.extend(folder.stale(files));
        changes.push(folder.manifest_change(files));
        diagnostics.propagate()?;
        Ok(Self { root: root.to_owned(), changes, manifest: folder.manifest })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All files, by path; the manifest comes last.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether nothing has to change.
    pub fn is_up_to_date(&self) -> bool {
        self.changes.iter().all(|change| change.action == Action::Keep)
    }

    /// Whether nothing was generated here before.
    pub fn is_first(&self) -> bool {
        self.manifest.is_none()
    }

    /// How many files an action is for.
    pub fn count(&self, action: Action) -> usize {
        self.changes.iter().filter(|change| change.action == action).count()
    }
}

/// Paths that no generator should have made.
fn refuse_faults(files: &Files, diagnostics: &mut Diagnostics) -> Result<(), Failed> {
    let mut report = |message: String| {
        diagnostics.report(Diagnostic::somewhere(
            Code::Internal,
            Place::Nowhere,
            message,
        ));
    };
    for path in files.clashes() {
        report(format!("two generated files have the path `{path}`"));
    }
    for (path, _) in files.iter() {
        if !stays_inside(path) || path == MANIFEST {
            report(format!("`{}` is no path of a generated file", path.escape_debug()));
        }
    }
    diagnostics.propagate()
}

/// The folder of an SDK as it is.
struct Folder<'a> {
    root: &'a Path,
    /// The manifest's text.
    manifest: Option<String>,
    /// The files that were generated before.
    generated: Listed,
}

impl<'a> Folder<'a> {
    fn open(root: &'a Path) -> Result<Self, Box<Diagnostic>> {
        if root.exists() && !root.is_dir() {
            let error = "there is a file where the folder should be";
            return Err(Box::new(unwritable(root, "write to", &error)));
        }
        let path = root.join(MANIFEST);
        let manifest = match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if is_absent(&error) => None,
            Err(error) => return Err(Box::new(unwritable(&path, "read", &error))),
        };
        let generated = manifest.as_deref().map(manifest::listed).unwrap_or_default();
        Ok(Self { root, manifest, generated })
    }

    /// What happens to a file that is generated.
    fn change(&self, path: &str, text: &str) -> Result<Change, Box<Diagnostic>> {
        self.refuse_link(path)?;
        let full = self.root.join(path);
        let old = match std::fs::read(&full) {
            Ok(old) => Some(old),
            Err(error) if is_absent(&error) => {
                self.refuse_file_as_folder(path)?;
                None
            }
            Err(error) => return Err(Box::new(unwritable(&full, "replace", &error))),
        };
        let action = match &old {
            None => Action::Create,
            Some(old) if *manifest::with_plain_ends(old) == *text.as_bytes() => {
                Action::Keep
            }
            Some(_) if self.generated.contains_key(path) => Action::Update,
            Some(_) => return Err(Box::new(foreign(&full))),
        };
        Ok(Change { path: path.to_owned(), action, old, new: Some(text.to_owned()) })
    }

    /// Files that were generated before, are there, and no longer are among the files. What has
    /// become something else, such as a link, is not ours to delete.
    fn stale<'f>(&'f self, files: &'f Files) -> impl Iterator<Item = Change> + 'f {
        let gone = |path: &&String| {
            files.get(path).is_none()
                && self.refuse_link(path).is_ok()
                && self.root.join(path).is_file()
        };
        self.generated.keys().filter(gone).map(|path| {
            let old = std::fs::read(self.root.join(path)).unwrap_or_default();
            let action = Action::Delete;
            Change { path: path.clone(), action, old: Some(old), new: None }
        })
    }

    fn manifest_change(&self, files: &Files) -> Change {
        let listed = |(path, text): (&str, &str)| {
            (path.to_owned(), Some(manifest::checksum(text.as_bytes())))
        };
        let new = manifest::text(&files.iter().map(listed).collect());
        let is_same =
            |old: &String| *manifest::with_plain_ends(old.as_bytes()) == *new.as_bytes();
        let action = match &self.manifest {
            None => Action::Create,
            Some(old) if is_same(old) => Action::Keep,
            Some(_) => Action::Update,
        };
        Change {
            path: MANIFEST.to_owned(),
            action,
            old: self.manifest.clone().map(String::into_bytes),
            new: Some(new),
        }
    }

    /// A symbolic link inside the folder could lead out of it.
    fn refuse_link(&self, path: &str) -> Result<(), Box<Diagnostic>> {
        let mut full = self.root.to_owned();
        for name in path.split('/') {
            full.push(name);
            if full.is_symlink() {
                let message = format!(
                    "`{}` is a symbolic link, not a generated file",
                    full.display()
                );
                let place = Place::File(full);
                let diagnostic =
                    Diagnostic::somewhere(Code::ForeignFile, place, message)
                        .help("move it away, or choose another output folder");
                return Err(Box::new(diagnostic));
            }
        }
        Ok(())
    }

    /// A file that is not ours can stand where a folder is needed.
    fn refuse_file_as_folder(&self, path: &str) -> Result<(), Box<Diagnostic>> {
        for (at, _) in path.match_indices('/') {
            let folder = &path[..at];
            let full = self.root.join(folder);
            if full.is_file() && !self.generated.contains_key(folder) {
                return Err(Box::new(foreign(&full)));
            }
        }
        Ok(())
    }
}

/// Whether the error says that there is no such file.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The diagnostic for a file of the user's that a generated file would replace.
fn foreign(path: &Path) -> Diagnostic {
    let message =
        format!("`{}` was not generated and would be replaced", path.display());
    let place = Place::File(path.to_owned());
    Diagnostic::somewhere(Code::ForeignFile, place, message)
        .note("the generated files of a folder are listed in its `.specwright`")
        .help("move it away, or choose another output folder")
}
