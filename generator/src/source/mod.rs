//! Files, the trees read from them, and places in them.

mod pointer;

pub use pointer::{FileId, Pointer};

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::load;

/// How the text of a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// Text that is no tree, such as Markdown that a description includes by a `$ref`.
    Plain,
}

/// One file of a description: its text, kept for diagnostics, and the tree read from it.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as the user wrote it, or as it follows from a `$ref`; `<stdin>` for standard input.
    pub path: PathBuf,
    /// The text.
    pub text: String,
    /// How the text is written.
    pub format: Format,
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
        let id = self.next_id();
        self.files.push(file);
        id
    }

    /// The id that the next file gets.
    pub(crate) fn next_id(&self) -> FileId {
        FileId(self.files.len())
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0]
    }

    /// The file with this id, to change.
    pub(crate) fn file_mut(&mut self, id: FileId) -> &mut SourceFile {
        &mut self.files[id.0]
    }

    /// The tree of a file, to change: overlays and fix-ups.
    pub fn tree_mut(&mut self, id: FileId) -> &mut Value {
        &mut self.files[id.0].tree
    }

    /// The file that was read from this path.
    pub fn find(&self, path: &Path) -> Option<FileId> {
        self.files.iter().position(|file| file.path == path).map(FileId)
    }

    /// The path under which a file is in the set, when it is there under another spelling
    /// of its path; else the path itself.
    pub(crate) fn same_file(&self, path: &Path) -> PathBuf {
        let root = self.files.first().map(|file| &file.path);
        match root {
            Some(root) if load::normalize(root) == path => root.clone(),
            _ => path.to_owned(),
        }
    }

    /// The file that calls itself by this URL: `$self` of OpenAPI 3.2, `$id` of a schema.
    pub(crate) fn find_self(&self, url: &str) -> Option<FileId> {
        let is_self = |file: &SourceFile| {
            let name = file.tree.get("$self").or_else(|| file.tree.get("$id"));
            name.and_then(Value::as_str).is_some_and(|name| load::file_part(name) == url)
        };
        self.files.iter().position(is_self).map(FileId)
    }

    /// The place that a reference in the file `from` names, whether or not there is
    /// something: `#/a/b`, `types.yaml#/a/b`, `../types.yaml`. `None` when its file was not
    /// read, which [`load`](crate::load::load) has reported, or when what follows the `#` is
    /// no JSON pointer.
    pub fn target(&self, from: FileId, reference: &str) -> Option<Pointer> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = match file.trim() {
            "" => from,
            url if load::is_url(url) => self.find_self(url)?,
            path => {
                let path = load::target_path(&self.file(from).path, path);
                self.find(&self.same_file(&path))?
            }
        };
        Pointer::parse(file, &load::percent_decode(fragment.trim()))
    }

    /// The value at a place.
    pub fn value(&self, at: &Pointer) -> Option<&Value> {
        let mut value = &self.files.get(at.file().0)?.tree;
        for token in at.tokens() {
            value = match value {
                Value::Object(members) => members.get(token)?,
                Value::Array(values) => values.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// All files with their ids, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(id, file)| (FileId(id), file))
    }

    /// The paths of all files, for `cargo::rerun-if-changed`.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }
}
