//! Files, the trees read from them, and places in them.

mod colons;
mod edits;
mod identifiers;
mod index;
mod lines;
mod moves;
mod pointer;
mod scan_json;
mod scan_yaml;
mod urls;

pub(crate) use colons::Spaced;
pub use edits::{Author, Edit};
pub(crate) use identifiers::{OwnName, OwnNameKind};
pub use lines::{Lines, Position};
pub(crate) use pointer::unescape;
pub use pointer::{FileId, Pointer};

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use crate::load;
use crate::percent;
use edits::Edits;
use identifiers::Identifiers;
use index::Index;
use moves::Moves;
use urls::Urls;

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
    by_path: BTreeMap<PathBuf, FileId>,
    indexes: Vec<OnceLock<Index>>,
    lines: Vec<OnceLock<Lines>>,
    edits: Edits,
    moves: Moves,
    identifiers: Identifiers,
    urls: Urls,
}

/// Where a place of the description stands in the text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file; an overlay's when it wrote the value.
    pub file: FileId,
    /// The key with its quotes; `None` for elements of lists and for the root.
    pub key: Option<Range<usize>>,
    /// The value; empty where a YAML key has none.
    pub value: Range<usize>,
    /// Whether this is the place itself, rather than the nearest one around it that the
    /// text has.
    pub exact: bool,
    /// The fix-up that wrote the value, which therefore is in no file.
    pub fix_up: Option<String>,
}

impl SourceSet {
    /// Adds a file and returns its id. The first file added becomes [`FileId::ROOT`].
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = self.next_id();
        self.by_path.entry(load::normalize(&file.path)).or_insert(id);
        self.files.push(file);
        self.indexes.push(OnceLock::new());
        self.lines.push(OnceLock::new());
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

    /// The file that was read from this path, however the path is spelt.
    pub fn find(&self, path: &Path) -> Option<FileId> {
        self.by_path.get(&load::normalize(path)).copied()
    }

    /// Says which files stand for URLs: of one with a slash at its end, all that begins with it is in
    /// a folder.
    pub(crate) fn map_urls(&mut self, files: Vec<(String, PathBuf)>) {
        self.urls.set(files);
    }

    /// The file that stands for a URL.
    pub(crate) fn file_of_url(&self, url: &str) -> Option<PathBuf> {
        self.urls.file(url)
    }

    /// Remembers that a `$ref` is followed to the file that stands for its URL.
    pub(crate) fn take_url(&mut self, url: &str) {
        self.urls.take(url);
    }

    /// The URL that the file part of a `$ref` in a file means, where it is one, or the file stands
    /// for one.
    pub(crate) fn absolute(&self, from: FileId, file_part: &str) -> String {
        self.urls.absolute(from, file_part).into_owned()
    }

    /// Remembers the URL that a file stands for: relative references in it are relative to that.
    pub(crate) fn stands_for(&mut self, file: FileId, url: String) {
        self.urls.stands_for(file, url);
    }

    /// Which of the files that stand for URLs no `$ref` has asked for, in the order in which they
    /// were said.
    pub(crate) fn unused_urls(&self) -> impl Iterator<Item = usize> {
        self.urls.unused()
    }

    /// The file that the file part of a `$ref` in the file `from` names, if it was read.
    pub(crate) fn named_file(&self, from: FileId, file_part: &str) -> Option<FileId> {
        let mapped = self.urls.file(&self.urls.absolute(from, file_part));
        let mapped = mapped.and_then(|path| self.find(&path));
        mapped.or_else(|| {
            let path = load::target_path(&self.file(from).path, file_part);
            (!load::is_url(file_part)).then(|| self.find(&path)).flatten()
        })
    }

    /// Remembers what a file and the schemas in it call themselves.
    pub(crate) fn identify(&mut self, file: FileId, names: Vec<OwnName>) {
        let path = load::normalize(&self.file(file).path);
        let path = path.to_string_lossy().replace('\\', "/");
        self.identifiers.add(file, &path, names);
    }

    /// What calls itself by the URI that a reference at `from` has before its `#`: `$self` of
    /// OpenAPI 3.2, `$id` of a schema.
    pub(crate) fn identified(&self, from: &Pointer, uri: &str) -> Option<&Pointer> {
        self.identifiers.find(from, uri)
    }

    /// The nearest schema with an `$id` around a place, or else the file: what `#` means there.
    pub(crate) fn resource(&self, at: &Pointer) -> Pointer {
        self.identifiers.resource(at)
    }

    /// The schema of a resource with this `$anchor` or `$dynamicAnchor`.
    pub(crate) fn anchor(&self, resource: &Pointer, name: &str) -> Option<&Pointer> {
        self.identifiers.anchor(resource, name)
    }

    /// A schema of a file with this anchor, whichever resource it belongs to.
    pub(crate) fn any_anchor(&self, file: FileId, name: &str) -> Option<&Pointer> {
        self.identifiers.any_anchor(file, name)
    }

    /// How many schemas of a file have this `$dynamicAnchor`.
    pub(crate) fn dynamic_anchors(&self, file: FileId, name: &str) -> usize {
        self.identifiers.dynamic_anchors(file, name)
    }

    /// The place that a reference in the file `from` names, whether or not there is
    /// something: `#/a/b`, `types.yaml#/a/b`, `../types.yaml`. `None` when its file was not
    /// read, which [`load`](crate::load::load) has reported, or when what follows the `#` is
    /// no JSON pointer.
    pub fn target(&self, from: FileId, reference: &str) -> Option<Pointer> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let root = Pointer::root(from);
        let start = match file.trim() {
            "" => root,
            uri => match self.identified(&root, uri) {
                Some(place) => place.clone(),
                None => Pointer::root(self.named_file(from, uri)?),
            },
        };
        let pointer = Pointer::parse(start.file(), &percent::decode(fragment.trim()))?;
        Some(pointer.tokens().into_iter().fold(start, |at, token| at.child(token)))
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

    /// The value at a place, to change.
    pub(crate) fn value_mut(&mut self, at: &Pointer) -> Option<&mut Value> {
        let mut value = &mut self.files.get_mut(at.file().0)?.tree;
        for token in at.tokens() {
            value = match value {
                Value::Object(members) => members.get_mut(token)?,
                Value::Array(values) => values.get_mut(token.parse::<usize>().ok()?)?,
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

    /// Remembers a change of a tree, so that places are found in the text nevertheless.
    pub fn record(&mut self, edit: Edit) {
        self.edits.record(edit);
    }

    /// Remembers that what is written at one place stands at another one, now that overlays and fix-ups
    /// are through.
    pub(crate) fn record_move(&mut self, from: Pointer, to: Pointer) {
        self.moves.record(from, to);
    }

    /// Where what is written at a place stands now, if it stands elsewhere.
    pub(crate) fn moved(&self, from: &Pointer) -> Option<&Pointer> {
        self.moves.target(from)
    }

    /// Where a place stands in the text; `None` only for a file that is not in the set.
    ///
    /// The first call for a file scans its text, every other one looks the place up.
    pub fn locate(&self, at: &Pointer) -> Option<Location> {
        let origin = self.edits.origin(&self.moves.origin(at));
        let file = origin.at.file();
        let text = &self.files.get(file.0)?.text;
        let tokens = origin.at.tokens();
        let (span, found) = self.index(file)?.find(text, &tokens).unwrap_or_default();
        Some(Location {
            file,
            key: span.key,
            value: span.value,
            exact: found == tokens.len() && origin.fix_up.is_none(),
            fix_up: origin.fix_up.map(str::to_owned),
        })
    }

    /// The lines of a file.
    pub fn lines(&self, file: FileId) -> &Lines {
        self.lines[file.0].get_or_init(|| Lines::new(&self.files[file.0].text))
    }

    /// The keys that a later, equal key of the same mapping overrides.
    pub(crate) fn overridden(&self, at: &Pointer) -> Vec<Range<usize>> {
        let Some(file) = self.files.get(at.file().0) else { return Vec::new() };
        self.index(at.file())
            .map(|index| index.overridden(&file.text, &at.tokens()))
            .unwrap_or_default()
    }

    fn index(&self, file: FileId) -> Option<&Index> {
        let SourceFile { text, format, .. } = self.files.get(file.0)?;
        Some(self.indexes[file.0].get_or_init(|| Index::new(text, *format)))
    }
}

#[cfg(test)]
mod tests;
