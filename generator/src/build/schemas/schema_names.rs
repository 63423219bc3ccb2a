//! What schemas are called: by the description's own list, by the file that they are, by where they
//! stand.

use std::path::{Component, Path};

use indexmap::IndexMap;
use serde_json::Value;

use super::{ANNOTATIONS, Place, place};
use crate::build::Builder;
use crate::document::{Document, Node, resolve};
use crate::source::{FileId, SourceFile, SourceSet};
use crate::words::{counts, singular, singular_name, words};

impl<'t> Builder<'t, '_> {
    /// The name of a schema that has one: what the description's own names of schemas lead to has
    /// that name, and a whole file has its own.
    pub(super) fn name_of(&self, node: &Node<'t>) -> Option<String> {
        let file = node.at.file();
        if let Some(name) = self.given.get(&place(node)) {
            return Some(name.clone());
        }
        if file != FileId::ROOT && node.at.last().is_none() {
            let root = &self.document.sources.file(FileId::ROOT).path;
            return name_of_file(&self.document.sources.file(file).path, root, node);
        }
        schema_name(self.document.sources, node)
    }

    /// The name by which a schema is referred to: that of what its `$ref` leads to first, else of
    /// what that leads to in turn.
    pub(super) fn name_referred_to(&self, node: &Node<'t>) -> Option<String> {
        let first = node
            .reference()
            .and_then(|target| resolve::step(self.document.sources, node, target).ok());
        let first = first.and_then(|step| self.name_of(&step.node));
        first.or_else(|| self.name_of(&self.peek(node)?))
    }
}

/// What a schema is called that is a whole file: as the file, unless that only says what is in any
/// such file, or with which status it comes. Then by its title, or the folder.
fn name_of_file(path: &Path, root: &Path, node: &Node<'_>) -> Option<String> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let is_status = stem.len() == 3 && stem.parse::<u16>().is_ok();
    if !is_status && !says_nothing(&stem) {
        return Some(stem);
    }
    let is_short = |title: &String| title.len() <= MOST_OF_TITLE && !says_nothing(title);
    if let Some(title) = node.text("title").filter(is_short) {
        return Some(title);
    }
    let folders = folders(path, root);
    let Some(folder) = folders.iter().rev().find(|folder| !says_nothing(folder)) else {
        return Some(stem);
    };
    let one = match node.str("type") {
        Some("array") => folder.clone(),
        _ => singular_name(folder),
    };
    Some(match is_status {
        true if stem.starts_with('2') => format!("{one} response"),
        true => format!("{stem} {one}"),
        false if has_only(&stem, &PLACES) => one,
        false => format!("{one} {stem}"),
    })
}

/// What each file is called: by its folder where its own name says nothing, and with all folders
/// where another file is called so, too.
pub(in crate::build) fn names_of_files(sources: &SourceSet) -> Vec<String> {
    let root = &sources.file(FileId::ROOT).path;
    let name = |(_, file): (FileId, &SourceFile)| {
        let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
        let mut folders = folders(&file.path, root);
        folders.retain(|folder| !says_nothing(folder));
        let is_by_folder = says_nothing(&stem) && !folders.is_empty();
        if !is_by_folder {
            folders.push(stem.into_owned());
        }
        folders
    };
    let names: Vec<Vec<String>> = sources.iter().map(name).collect();
    let last = |name: &Vec<String>| name.last().cloned().unwrap_or_default();
    let lasts: Vec<String> = names.iter().map(last).collect();
    let counts = counts(lasts.iter().map(String::as_str));
    let full = |(name, last): (&Vec<String>, &String)| match counts[last.as_str()] {
        1 => last.clone(),
        _ => name.join(" "),
    };
    names.iter().zip(&lasts).map(full).collect()
}

/// How long a title may be that names a schema.
const MOST_OF_TITLE: usize = 40;

/// Words for what is in any file of schemas.
const PLACES: [&str; 7] =
    ["component", "definition", "index", "main", "model", "schema", "type"];

/// Words for what is sent, whatever it is about.
const MESSAGES: [&str; 5] = ["body", "param", "payload", "request", "response"];

/// Whether a name has no word that tells one schema from others.
fn says_nothing(name: &str) -> bool {
    has_only(name, &[&PLACES[..], &MESSAGES[..]].concat())
}

fn has_only(name: &str, few: &[&str]) -> bool {
    words(name).iter().all(|word| few.contains(&&*singular(word)))
}

/// The folders of a file below the one that it has in common with the description: where that is on
/// a machine says nothing.
fn folders(path: &Path, root: &Path) -> Vec<String> {
    if path.is_absolute() != root.is_absolute() {
        return Vec::new();
    }
    let root = root.parent().unwrap_or(Path::new(""));
    let mut before = root.components();
    let folder = path.parent().unwrap_or(Path::new(""));
    let below = folder.components().skip_while(|part| before.next() == Some(*part));
    let named = below.filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    named.collect()
}

/// The names in the description's own list of schemas that are nothing but a reference to a schema
/// of another file, by the place of that.
pub(in crate::build) fn given_names(document: &Document<'_>) -> IndexMap<Place, String> {
    let mut given = IndexMap::new();
    for (name, node) in document.schemas.iter().filter(|(_, one)| is_only_reference(one))
    {
        let Ok(resolved) = resolve::resolve(document.sources, node) else { continue };
        if resolved.node.at.file() != FileId::ROOT {
            given.entry(place(&resolved.node)).or_insert_with(|| (*name).to_owned());
        }
    }
    given
}

/// Whether a reference has nothing but notes beside it.
fn is_only_reference(node: &Node<'_>) -> bool {
    let is_note = |key: &str| ANNOTATIONS.contains(&key) || key.starts_with("x-");
    node.reference().is_some() && node.entries().all(|(key, _)| is_note(key))
}

/// The name of a schema that stands where named schemas stand: `components/schemas`,
/// `definitions`, or, in another file, at its root or one level below.
pub(super) fn schema_name(sources: &SourceSet, node: &Node<'_>) -> Option<String> {
    let tokens = node.at.tokens();
    // A parameter of Swagger 2.0 is a schema itself.
    if node.str("in").is_some() && node.str("name").is_some() {
        return None;
    }
    match tokens.as_slice() {
        ["components", "schemas", name] | ["definitions" | "$defs", name] => {
            Some((*name).to_owned())
        }
        [name] if node.at.file() != FileId::ROOT => {
            let file = &sources.file(node.at.file()).tree;
            (!is_part(file, name)).then(|| (*name).to_owned())
        }
        ["schemas" | "models" | "types", name] if node.at.file() != FileId::ROOT => {
            Some((*name).to_owned())
        }
        // The last token of responses, parameters and the like names their schema well enough
        // through the operation; a whole file is named after itself by `passes`.
        _ => None,
    }
}

/// Whether a member of a file is a part of the parameter, the header or the schema that the file is,
/// rather than one of the schemas that it lists.
fn is_part(file: &Value, name: &str) -> bool {
    const PARTS: [&str; 5] =
        ["additionalProperties", "contains", "items", "not", "schema"];
    let is_schema = |(key, value): (&String, &Value)| {
        value.is_object() || key.starts_with('$') || key.starts_with("x-")
    };
    let mut members = file.as_object().into_iter().flatten();
    PARTS.contains(&name) && (name == "schema" || !members.all(is_schema))
}
