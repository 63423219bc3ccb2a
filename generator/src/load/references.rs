//! Finds the `$ref`s that lead out of a file, the files that they mean, and what a file and its
//! schemas call themselves.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::reader::normalize;
use crate::percent;
use crate::source::{OwnName, OwnNameKind, Pointer};

/// A `$ref` with a file part.
#[derive(Debug)]
pub(super) struct FileRef {
    /// The place of the `$ref`'s value.
    pub(super) at: Pointer,
    /// What stands before the `#`.
    pub(super) target: String,
    /// Whether it need not be one: a value of a discriminator's `mapping` can be a name too, and
    /// what stands in an extension is the affair of who reads that. A file that is not there, or is
    /// no tree, is no mistake of it.
    pub(super) is_optional: bool,
}

/// Members whose value is data of the API rather than part of the description.
const DATA: &[&str] = &["example", "default", "const", "enum", "value"];

/// Members whose own members have names that the author chose.
const NAMED: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securityDefinitions",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Extensions that hold parts of a description, which are read.
const PARTS: &[&str] =
    &["x-fern-streaming", "x-ms-paths", "x-patternProperties", "x-webhooks"];

/// What a walk through a tree finds, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// All `$ref`s with a file part.
    pub(super) refs: Vec<FileRef>,
    /// What the file and the schemas in it call themselves.
    pub(super) names: Vec<OwnName>,
    /// Whether the walk is inside of an extension.
    in_extension: bool,
}

/// Walks through a tree.
pub(super) fn walk(tree: &Value, root: &Pointer) -> Found {
    let mut found = Found::default();
    collect(tree, &Step::Root(root), false, &mut found);
    found
}

/// Where the walk stands; pointers are only made for what is found.
enum Step<'a> {
    Root(&'a Pointer),
    Key(&'a Step<'a>, &'a str),
    Index(&'a Step<'a>, usize),
}

impl Step<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root(root) => (*root).clone(),
            Self::Key(parent, key) => parent.pointer().child(key),
            Self::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}

/// Walks a value. `named` says that its members have names that the author chose.
fn collect(value: &Value, at: &Step<'_>, named: bool, found: &mut Found) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let step = Step::Key(at, key);
                match value {
                    // Where names are the author's, a string is no definition either.
                    Value::String(text) if !named || key == "$ref" => {
                        add(key, text, at, found);
                    }
                    Value::String(_) => {}
                    Value::Object(_) if !named && key == "discriminator" => {
                        collect_mapping(value, &step, found);
                    }
                    // Values are a list, so that an object leads to one.
                    Value::Object(_) if !named && key == "enum" => {
                        collect(value, &step, false, found);
                    }
                    _ if !named && DATA.contains(&key.as_str()) => {}
                    // A schema's examples are a list of data.
                    Value::Array(_) if !named && key == "examples" => {}
                    _ if !named && key.starts_with("x-") => {
                        let outside = found.in_extension;
                        found.in_extension |= !PARTS.contains(&key.as_str());
                        collect(value, &step, PARTS.contains(&key.as_str()), found);
                        found.in_extension = outside;
                    }
                    _ => {
                        let names = !named && NAMED.contains(&key.as_str());
                        collect(value, &step, names, found);
                    }
                }
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                collect(value, &Step::Index(at, index), false, found);
            }
        }
        _ => {}
    }
}

/// Adds what a member of the object at `at` says, if it is one of those that matter.
fn add(key: &str, text: &str, at: &Step<'_>, found: &mut Found) {
    if key == "$ref" {
        let target = file_part(text);
        let is_optional = found.in_extension;
        if !target.is_empty() && (!is_optional || is_tree(target)) {
            let at = at.pointer().child(key);
            let target = target.to_owned();
            found.refs.push(FileRef { at, target, is_optional });
        }
    } else if let Some(kind) = OwnNameKind::of_key(key) {
        // Only a file has a `$self`.
        if key != "$self" || matches!(at, Step::Root(_)) {
            found.names.push(OwnName {
                at: at.pointer(),
                kind,
                text: text.trim().to_owned(),
            });
        }
    }
}

/// The files that a discriminator's `mapping` names (OpenAPI 3.0 §4.7.25).
fn collect_mapping(discriminator: &Value, at: &Step<'_>, found: &mut Found) {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    for (tag, target) in mapping.into_iter().flatten() {
        let reference = target.get("$ref");
        let text = reference.unwrap_or(target).as_str();
        let target = text.map(file_part).unwrap_or_default();
        if is_tree(target) {
            let at = Step::Key(&Step::Key(at, "mapping"), tag).pointer();
            let at = reference.map_or_else(|| at.clone(), |_| at.child("$ref"));
            let target = target.to_owned();
            found.refs.push(FileRef { at, target, is_optional: true });
        }
    }
}

/// Whether a file part is called like a file that is a tree, or is a URL, for which one may stand.
fn is_tree(target: &str) -> bool {
    let ends = [".yaml", ".yml", ".json"];
    is_url(target) || ends.iter().any(|end| target.ends_with(end))
}

/// What stands before the `#` of a reference.
pub(crate) fn file_part(reference: &str) -> &str {
    reference.split_once('#').map_or(reference, |(file, _)| file).trim()
}

/// Whether a reference's file part is a URL that would have to be fetched.
pub(crate) fn is_url(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else {
        return target.starts_with("//");
    };
    // One letter is a drive.
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !scheme.eq_ignore_ascii_case("file")
}

/// The path that a file part means when it stands in the file at `base`.
pub(crate) fn target_path(base: &Path, target: &str) -> PathBuf {
    let target = target.split_once('?').map_or(target, |(path, _)| path);
    let target = target.strip_prefix("file://").unwrap_or(target);
    let folder = base.parent().unwrap_or(Path::new(""));
    normalize(&folder.join(&*percent::decode(target)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::source::FileId;

    #[test]
    fn only_refs_with_a_file_part_are_found_and_data_is_left_alone() {
        let tree = json!({
            "paths": {"/a": {"$ref": "paths/a.yaml"}},
            "components": {"schemas": {
                "example": {"$ref": "schemas.json#/Example"},
                "B": {
                    "properties": {"$ref": {"type": "string"}, "default": {"$ref": "b.yaml"}},
                    "discriminator": {
                        "propertyName": "kind",
                        "mapping": {"c": "c.yaml#/C", "d": "D", "e": "#/components/schemas/E"},
                    },
                    "example": {"$ref": "not-a-file.yaml"},
                    "examples": [{"$ref": "not-a-file.yaml"}],
                    "items": {"$ref": "#/components/schemas/example"},
                },
            }},
        });
        let refs = walk(&tree, &Pointer::root(FileId::ROOT)).refs;
        let refs: Vec<_> =
            refs.iter().map(|found| (found.at.to_string(), &*found.target)).collect();
        assert_eq!(
            refs,
            [
                ("#/paths/~1a/$ref".to_owned(), "paths/a.yaml"),
                ("#/components/schemas/example/$ref".to_owned(), "schemas.json"),
                ("#/components/schemas/B/properties/default/$ref".to_owned(), "b.yaml"),
                ("#/components/schemas/B/discriminator/mapping/c".to_owned(), "c.yaml"),
            ]
        );
    }

    #[track_caller]
    fn check_target(base: &str, target: &str, expected: &str) {
        assert_eq!(target_path(Path::new(base), target), Path::new(expected));
    }

    #[test]
    fn targets_are_relative_to_the_file_that_names_them() {
        check_target("api/openapi.yaml", "./schemas/pet.yaml", "api/schemas/pet.yaml");
        check_target("api/openapi.yaml", "../common.yaml", "common.yaml");
        check_target("openapi.yaml", "my%20types.json", "my types.json");
        check_target("openapi.yaml", "100%.json", "100%.json");
        check_target("openapi.yaml", "file:///srv/a.json", "/srv/a.json");
        check_target("a/openapi.yaml", "pet.yaml?raw=true", "a/pet.yaml");
    }

    #[test]
    fn urls_are_not_paths() {
        assert!(is_url("https://example.com/a.yaml"));
        assert!(is_url("urn:example:a"));
        assert!(is_url("//example.com/a.yaml"));
        assert!(!is_url("C:/a.yaml"));
        assert!(!is_url("a/b.yaml"));
        assert!(!is_url("file:///a.yaml"));
    }
}
