//! Reads a description: bytes to trees, and every file that a `$ref` names.

mod decode;
mod kind;
mod parse;
mod reader;
mod references;
mod report;
mod surrogates;
mod syntax;
mod tabs;
mod tree;

pub use kind::Version;
pub(crate) use reader::normalize;
pub use reader::{Disk, FileReader, Memory};
pub(crate) use references::{file_part, is_url, target_path};

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostic::Diagnostics;
use crate::percent;
use crate::source::{FileId, Format, Pointer, SourceFile, SourceSet};
use crate::suggest::closest;
use parse::Parsed;
use references::{FileRef, Found};

/// Where a description comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input; `$ref`s are relative to the current folder.
    StandardInput,
    /// A text at hand; `$ref`s are relative to the folder of its path, which need not exist.
    Text {
        /// The path under which diagnostics show it.
        path: PathBuf,
        /// The text.
        text: String,
    },
}

impl Input {
    /// Reads a command line argument: a path, or `-` for standard input.
    pub fn from_argument(argument: impl Into<PathBuf>) -> Self {
        let path = argument.into();
        if path == Path::new("-") { Self::StandardInput } else { Self::File(path) }
    }
}

/// Reads a description and all files that its `$ref`s name, each once.
///
/// What cannot be read is reported; the set then has the files that could be, and is empty
/// when the description itself is unreadable. So call [`Diagnostics::propagate`] before
/// using the root. A `$ref` whose file is not in the set was reported here.
pub fn load(
    input: Input,
    reader: &mut dyn FileReader,
    diagnostics: &mut Diagnostics,
) -> SourceSet {
    load_with(input, reader, diagnostics, |_| {})
}

/// Reads a description as [`load`] does, with a chance to change its tree before the `$ref`s
/// are followed, so that only files that are still named then have to exist.
pub(crate) fn load_with(
    input: Input,
    reader: &mut dyn FileReader,
    diagnostics: &mut Diagnostics,
    change: impl FnOnce(&mut Loader<'_>),
) -> SourceSet {
    let mut loader = Loader { reader, diagnostics, sources: SourceSet::default() };
    if let Some(root) = loader.load_root(input) {
        let text = std::mem::take(&mut loader.sources.file_mut(root).text);
        let tree = loader.sources.tree_mut(root);
        kind::check_kind(tree, &text, loader.diagnostics);
        loader.sources.file_mut(root).text = text;
        change(&mut loader);
        loader.follow(root);
    }
    loader.sources
}

/// Reads a description of one file from a text; for tests.
pub fn load_text(
    path: impl Into<PathBuf>,
    text: impl Into<String>,
) -> (SourceSet, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let input = Input::Text { path: path.into(), text: text.into() };
    let sources = load(input, &mut Memory::default(), &mut diagnostics);
    (sources, diagnostics)
}

/// The name under which standard input appears.
const STANDARD_INPUT: &str = "<stdin>";

/// A description that is being read.
pub(crate) struct Loader<'a> {
    reader: &'a mut dyn FileReader,
    /// Where to say what is wrong.
    pub(crate) diagnostics: &'a mut Diagnostics,
    /// The files that were read so far.
    pub(crate) sources: SourceSet,
}

impl Loader<'_> {
    /// Reads a further file, such as an overlay. When that fails, it is reported.
    pub(crate) fn load_file(&mut self, path: &Path) -> Option<FileId> {
        if let Some(id) = self.sources.find(path) {
            return Some(id);
        }
        self.load_root(Input::File(path.to_owned()))
    }

    fn load_root(&mut self, input: Input) -> Option<FileId> {
        let (path, bytes) = match input {
            Input::Text { path, text } => (path, Ok(text.into_bytes())),
            Input::StandardInput => {
                (PathBuf::from(STANDARD_INPUT), self.reader.standard_input())
            }
            Input::File(path) => {
                let bytes = self.reader.read_input(&path);
                (path, bytes)
            }
        };
        match bytes {
            Ok(bytes) => self.add(path, bytes, None),
            Err(error) => {
                self.report_unreadable(path, &error);
                None
            }
        }
    }

    /// The file of the same folder whose name is most like this one.
    fn suggest(&mut self, path: &Path) -> Option<PathBuf> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let name = path.file_name()?.to_str()?;
        let names = self.reader.names(folder);
        let stem = |name: &str| Path::new(name).file_stem().map(ToOwned::to_owned);
        let is_description = |name: &&str| {
            let extension = Path::new(name).extension().and_then(|text| text.to_str());
            extension.is_some_and(|e| ["json", "yaml", "yml"].contains(&e))
        };
        let mut others = names.iter().map(String::as_str).filter(is_description);
        let same_stem = others.clone().find(|other| stem(other) == stem(name));
        let similar = same_stem
            .or_else(|| closest(name, &mut others))
            .filter(|other| *other != name)?;
        Some(folder.join(similar))
    }

    /// Parses the bytes of a file and adds it to the set. `named_by` is the `$ref` that
    /// led here.
    fn add(
        &mut self,
        path: PathBuf,
        bytes: Vec<u8>,
        named_by: Option<&Pointer>,
    ) -> Option<FileId> {
        let text = match decode::decode(bytes) {
            Ok(text) => text,
            Err(fault) => {
                self.report_not_text(path, fault, named_by);
                return None;
            }
        };
        let id = self.sources.next_id();
        let json_name = path.extension().is_some_and(|extension| extension == "json");
        if named_by.is_some() && is_prose(&path) {
            let tree = Value::String(text.clone());
            let format = Format::Plain;
            return Some(self.sources.add(SourceFile { path, text, format, tree }));
        }
        match parse::parse(id, &text, json_name) {
            Ok(Parsed { tree, format, duplicates, second_document }) => {
                self.report_duplicates(&duplicates);
                if let Some(span) = second_document {
                    self.report_second_document(&path, &text, span);
                }
                Some(self.sources.add(SourceFile { path, text, format, tree }))
            }
            Err(fault) => {
                self.report_fault(path, text, fault, named_by);
                None
            }
        }
    }

    /// Loads what the `$ref`s of a file name, and what those files name in turn.
    fn follow(&mut self, root: FileId) {
        let mut queue = VecDeque::from([root]);
        let mut failed: BTreeMap<PathBuf, Option<io::Error>> = BTreeMap::new();
        let mut unread: Vec<(FileRef, Option<PathBuf>)> = Vec::new();
        while let Some(file) = queue.pop_front() {
            let source = self.sources.file(file);
            let Found { refs, names, .. } =
                references::walk(&source.tree, &Pointer::root(file));
            self.sources.identify(file, names);
            for found in refs {
                let (path, url) = self.file_of(file, &found);
                if self.answers(&found) {
                    continue;
                }
                let Some(path) = path else {
                    if !found.is_optional {
                        unread.push((found, None));
                    }
                    continue;
                };
                if let Some(known) = self.sources.find(&path) {
                    url.into_iter().for_each(|url| self.sources.stands_for(known, url));
                    continue;
                }
                if self.names_schema(file, &found.target) {
                    continue;
                }
                if !failed.contains_key(&path) {
                    match self.reader.read(&path) {
                        Ok(bytes) if found.is_optional && !is_tree(&bytes) => continue,
                        Ok(bytes) => {
                            match self.add(path.clone(), bytes, Some(&found.at)) {
                                Some(id) => {
                                    url.into_iter().for_each(|url| {
                                        self.sources.stands_for(id, url);
                                    });
                                    queue.push_back(id);
                                    continue;
                                }
                                None => _ = failed.insert(path.clone(), None),
                            }
                        }
                        Err(_) if found.is_optional => continue,
                        Err(error) => _ = failed.insert(path.clone(), Some(error)),
                    }
                }
                if !found.is_optional {
                    unread.push((found, Some(path)));
                }
            }
        }
        self.report_unread(unread, failed);
    }

    /// The file that a `$ref` in another one means, and the URL that it stands for, if it does. None
    /// where the `$ref` is a URL for which no file stands.
    fn file_of(
        &mut self,
        file: FileId,
        found: &FileRef,
    ) -> (Option<PathBuf>, Option<String>) {
        let is_url = is_url(&found.target);
        let url = self.sources.absolute(file, &found.target);
        let mapped = self.sources.file_of_url(&url).filter(|path| {
            // A relative one can also mean a file beside that which stands for a URL.
            is_url || self.sources.find(path).is_some() || self.reader.read(path).is_ok()
        });
        match mapped {
            Some(path) => {
                self.sources.take_url(&url);
                (Some(path), Some(url))
            }
            None if is_url => (None, None),
            None => {
                let base = &self.sources.file(file).path;
                (Some(target_path(base, &found.target)), None)
            }
        }
    }

    /// Reports what no file and no `$id` answers, also of the files that were read later.
    fn report_unread(
        &mut self,
        unread: Vec<(FileRef, Option<PathBuf>)>,
        mut failed: BTreeMap<PathBuf, Option<io::Error>>,
    ) {
        let mut urls: IndexMap<String, Vec<FileRef>> = IndexMap::new();
        for (found, path) in unread {
            if self.answers(&found) {
                continue;
            }
            match path {
                None => urls.entry(found.target.clone()).or_default().push(found),
                // Each file once; one that is no tree has been reported.
                Some(path) => {
                    if let Some(Some(error)) = failed.remove(&path) {
                        self.report_missing(&path, &error, &found);
                    }
                }
            }
        }
        urls.iter().for_each(|(url, refs)| self.report_url(url, refs));
    }

    /// Whether a file that was read, or a schema in one, calls itself by the target of a `$ref`.
    fn answers(&self, found: &FileRef) -> bool {
        self.sources.identified(&found.at, &found.target).is_some()
    }

    /// Whether a file part is no file, but the bare name of a schema, as in `$ref: Pet`, or a
    /// pointer into the file, as in `$ref: /definitions/Pet` and `$ref: components/schemas/Pet`.
    fn names_schema(&self, file: FileId, name: &str) -> bool {
        let tree = &self.sources.file(file).tree;
        let name = &*percent::decode(name);
        if name.starts_with('/') && tree.pointer(name).is_some() {
            return true;
        }
        let pointer = format!("/{}", name.replace('\\', "/"));
        if pointer.starts_with("/components/") && tree.pointer(&pointer).is_some() {
            return true;
        }
        let mut schemas = ["/components/schemas", "/definitions"].into_iter();
        schemas
            .any(|place| tree.pointer(place).is_some_and(|all| all.get(name).is_some()))
    }
}

/// Whether a file can be read as a tree. What is told of one that cannot be is left out.
fn is_tree(bytes: &[u8]) -> bool {
    decode::decode(bytes.to_vec())
        .is_ok_and(|text| parse::parse(FileId::ROOT, &text, false).is_ok())
}

/// Whether a file is text to be included, not a tree.
fn is_prose(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| ["md", "markdown", "txt"].contains(&extension))
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
