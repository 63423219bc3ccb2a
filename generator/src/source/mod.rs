//! Files, the trees read from them, and places in them.

mod pointer;

pub use pointer::{FileId, Pointer};

use std::path::{Path, PathBuf};

use serde_json::Value;

/// One file of a description: its text, kept for diagnostics, and the tree read from it.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as the user wrote it, or as it follows from a `$ref`; `<stdin>` for standard input.
    pub path: PathBuf,
    /// The text.
    pub text: String,
    /// The tree. Mapping order is the file's.
    pub tree: Value,
}

/// All files that a description consists of; the first is the one that generation starts from.
#[derive(Debug, Default)]
pub struct SourceSet {
    files: Vec<SourceFile>,
}

impl SourceSet {
    /// Adds a file and returns its id. The first file added becomes [`FileId::ROOT`].
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() - 1)
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0]
    }

    /// The tree of a file, to change: overlays and fix-ups.
    pub fn tree_mut(&mut self, id: FileId) -> &mut Value {
        &mut self.files[id.0].tree
    }

    /// The file that was read from this path.
    pub fn find(&self, path: &Path) -> Option<FileId> {
        self.files.iter().position(|file| file.path == path).map(FileId)
    }

    /// All files with their ids, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(id, file)| (FileId(id), file))
    }
}
