//! Carrying out a plan: all or nothing, as far as a file system allows.
//!
//! New texts are written to a scratch folder inside the SDK's folder (the same file system, and
//! proof that it can be written), then renamed into place one by one. What they replace is kept
//! until the end, so that a failure on the way puts everything back. The manifest lists new files
//! before they appear: a run that is killed leaves nothing that the next one takes for a file of
//! the user's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{self, MANIFEST};
use super::scratch::{self, Scratch};
use super::{Action, Change, Plan, unwritable};
use crate::diagnostic::{Diagnostic, Diagnostics, Failed};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were created or updated.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files that are no longer generated.
    pub deleted: usize,
}

impl Plan {
    /// Carries the plan out.
    ///
    /// # Errors
    ///
    /// [`Failed`] when something cannot be written, or files that were changed by hand may not be
    /// overwritten; `diagnostics` says what. The folder is then as it was before.
    pub fn write(&self, diagnostics: &mut Diagnostics) -> Result<Summary, Failed> {
        if let Some(edits) = self.edits() {
            diagnostics.report(edits);
            diagnostics.propagate()?;
        }
        if !self.is_up_to_date() {
            self.apply().map_err(|diagnostic| {
                diagnostics.report(*diagnostic);
                Failed
            })?;
        }
        scratch::remove_left(&self.root);
        Ok(Summary {
            written: self.count(Action::Create) + self.count(Action::Update),
            unchanged: self.count(Action::Keep),
            deleted: self.count(Action::Delete),
        })
    }

    fn apply(&self) -> Result<(), Box<Diagnostic>> {
        let mut transaction = Transaction::begin(&self.root)?;
        match self.steps(&mut transaction) {
            Ok(()) => {
                self.remove_empty_folders();
                Ok(())
            }
            Err(diagnostic) => Err(Box::new(transaction.roll_back(*diagnostic))),
        }
    }

    fn steps(&self, transaction: &mut Transaction) -> Result<(), Box<Diagnostic>> {
        let staged = self
            .changes
            .iter()
            .map(|change| transaction.stage(change.new.as_deref()))
            .collect::<Result<Vec<_>, _>>()?;
        let announced = self.announcement();
        if self.manifest.as_deref() != Some(&announced) {
            let staged = transaction.stage(Some(&announced))?;
            transaction.replace(MANIFEST, &staged)?;
        }
        // Deletions first: a folder can come where a file was.
        for change in self.with(&[Action::Delete]) {
            transaction.delete(&change.path)?;
        }
        for (change, staged) in self.changes.iter().zip(&staged) {
            let written = matches!(change.action, Action::Create | Action::Update);
            if written && change.path != MANIFEST {
                transaction.replace(&change.path, staged)?;
            }
        }
        match (self.changes.last(), staged.last()) {
            (Some(manifest), Some(staged)) => {
                transaction.replace(&manifest.path, staged)
            }
            _ => Ok(()),
        }
    }

    fn with<'a>(&'a self, actions: &'a [Action]) -> impl Iterator<Item = &'a Change> {
        self.changes.iter().filter(|change| actions.contains(&change.action))
    }

    /// The manifest while files are replaced: it lists the old ones and the new ones. Those that
    /// are replaced have either text.
    pub(super) fn announcement(&self) -> String {
        let mut listed =
            self.manifest.as_deref().map(manifest::listed).unwrap_or_default();
        for change in &self.changes {
            if change.action != Action::Keep && change.path != MANIFEST {
                listed.insert(change.path.clone(), None);
            }
        }
        manifest::text(&listed)
    }

    /// Folders that have nothing left in them after deletions.
    fn remove_empty_folders(&self) {
        for change in self.with(&[Action::Delete]) {
            let mut folder = Path::new(&change.path).parent();
            while let Some(path) = folder.filter(|path| !path.as_os_str().is_empty()) {
                // The system refuses to remove a folder that has something in it.
                if fs::remove_dir(self.root.join(path)).is_err() {
                    break;
                }
                folder = path.parent();
            }
        }
    }
}

/// Changes that can be taken back.
struct Transaction<'a> {
    root: &'a Path,
    /// New texts, and what they replace.
    scratch: Scratch,
    count: usize,
    undo: Vec<Undo>,
}

/// How a step is taken back.
enum Undo {
    /// The folder was not there.
    RemoveFolder(PathBuf),
    /// The file was not there.
    RemoveFile(PathBuf),
    /// The file's old text is in the scratch folder.
    Restore { kept: PathBuf, path: PathBuf },
}

impl<'a> Transaction<'a> {
    fn begin(root: &'a Path) -> Result<Self, Box<Diagnostic>> {
        let mut undo = Vec::new();
        let scratch =
            create_folders(root, &mut undo).and_then(|()| Scratch::create(root));
        match scratch {
            Ok(scratch) => Ok(Self { root, scratch, count: 0, undo }),
            Err(error) => {
                let mut diagnostic = unwritable(root, "write to", &error);
                diagnostic.notes.extend(take_back(undo));
                Err(Box::new(diagnostic))
            }
        }
    }

    /// A path in the scratch folder that is not used yet.
    fn fresh(&mut self) -> PathBuf {
        self.count += 1;
        self.scratch.path().join(self.count.to_string())
    }

    /// Writes a text to the scratch folder.
    fn stage(&mut self, text: Option<&str>) -> Result<PathBuf, Box<Diagnostic>> {
        let path = self.fresh();
        if let Some(text) = text {
            fs::write(&path, text)
                .map_err(|error| Box::new(unwritable(self.root, "write to", &error)))?;
        }
        Ok(path)
    }

    /// Puts a staged file into its place.
    fn replace(&mut self, path: &str, staged: &Path) -> Result<(), Box<Diagnostic>> {
        let full = self.root.join(path);
        let kept = self.fresh();
        self.put(staged, &full, kept)
            .map_err(|error| Box::new(unwritable(&full, "write", &error)))
    }

    /// Renames a staged file to its place; `kept` is where the old file stays until the end.
    fn put(&mut self, staged: &Path, place: &Path, kept: PathBuf) -> io::Result<()> {
        if let Some(folder) = place.parent() {
            create_folders(folder, &mut self.undo)?;
        }
        let path = place.to_owned();
        if place.is_file() {
            fs::set_permissions(staged, fs::metadata(place)?.permissions())?;
            keep(place, &kept)?;
            fs::rename(staged, place)?;
            self.undo.push(Undo::Restore { kept, path });
        } else {
            fs::rename(staged, place)?;
            self.undo.push(Undo::RemoveFile(path));
        }
        Ok(())
    }

    /// Takes a file away.
    fn delete(&mut self, path: &str) -> Result<(), Box<Diagnostic>> {
        let full = self.root.join(path);
        let kept = self.fresh();
        fs::rename(&full, &kept)
            .map_err(|error| Box::new(unwritable(&full, "delete", &error)))?;
        self.undo.push(Undo::Restore { kept, path: full });
        Ok(())
    }

    /// Takes all steps back, and says so where that fails.
    fn roll_back(self, mut diagnostic: Diagnostic) -> Diagnostic {
        let Self { scratch, undo, .. } = self;
        let is_folder = |step: &Undo| matches!(step, Undo::RemoveFolder(_));
        let (folders, files): (Vec<_>, Vec<_>) = undo.into_iter().partition(is_folder);
        let failures = take_back(files);
        if failures.is_empty() {
            // Before the folders: one of them may be the scratch folder's own.
            drop(scratch);
        } else {
            scratch.keep();
        }
        diagnostic.notes.extend(failures);
        diagnostic.notes.extend(take_back(folders));
        diagnostic
    }
}

/// Takes steps back, the last one first, and returns what could not be.
fn take_back(steps: Vec<Undo>) -> Vec<String> {
    steps.into_iter().rev().filter_map(|step| step.take_back().err()).collect()
}

impl Undo {
    fn take_back(self) -> Result<(), String> {
        match self {
            Self::RemoveFolder(path) => fs::remove_dir(&path).map_err(|error| {
                format!("the new folder `{}` is left: {error}", path.display())
            }),
            Self::RemoveFile(path) => fs::remove_file(&path).map_err(|error| {
                format!("the new file `{}` is left: {error}", path.display())
            }),
            Self::Restore { kept, path } => fs::rename(&kept, &path).map_err(|error| {
                let (path, kept) = (path.display(), kept.display());
                format!("`{path}` is not put back: {error}; its text is in `{kept}`")
            }),
        }
    }
}

/// Creates a folder and those above it, and remembers which were not there.
fn create_folders(folder: &Path, undo: &mut Vec<Undo>) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        create_folders(parent, undo)?;
    }
    fs::create_dir(folder)?;
    undo.push(Undo::RemoveFolder(folder.to_owned()));
    Ok(())
}

/// Keeps a file's text under another name too, while the file stays in its place.
fn keep(path: &Path, kept: &Path) -> io::Result<()> {
    fs::hard_link(path, kept).or_else(|_| fs::copy(path, kept).map(|_| ()))
}

/// Writes a file unless it has this text already, at once for whoever reads it. Returns whether
/// it was written.
///
/// # Errors
///
/// The system's error; the file is then as it was.
pub fn write_file(path: &Path, text: &str) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    scratch::remove_left(folder);
    let scratch = Scratch::create(folder)?;
    let staged = scratch.path().join("new");
    fs::write(&staged, text)?;
    fs::rename(&staged, path)?;
    Ok(true)
}
