//! A description and the places in it.

use std::path::Path;

use serde_json::Value;

use crate::raw;

/// What the words of a schema mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Swagger 2.0.
    Swagger,
    /// OpenAPI 3.0: JSON Schema draft 5 and `nullable`.
    V30,
    /// OpenAPI 3.1 and later: JSON Schema 2020-12.
    V31,
}

/// A description.
#[derive(Debug)]
pub(crate) struct Document {
    /// All of it.
    pub(crate) tree: Value,
    /// What the words of its schemas mean.
    pub(crate) dialect: Dialect,
}

impl Document {
    /// Reads a description.
    pub(crate) fn read(path: &Path) -> Self {
        let raw = raw::read(path);
        Self::new(raw.tree)
    }

    /// The description of a tree.
    pub(crate) fn new(tree: Value) -> Self {
        let dialect = match tree.get("openapi").and_then(Value::as_str) {
            Some(version) if version.starts_with("3.0") => Dialect::V30,
            Some(_) => Dialect::V31,
            None => Dialect::Swagger,
        };
        Self { tree, dialect }
    }

    /// What stands at a place such as `#/components/schemas/Pet`.
    pub(crate) fn at(&self, place: &str) -> Option<&Value> {
        let pointer = place.strip_prefix('#')?;
        self.tree.pointer(pointer).or_else(|| self.tree.pointer(&decoded(pointer)))
    }

    /// What a node stands for: the end of its references, and the last place on the way.
    pub(crate) fn follow<'d>(&'d self, node: &'d Value) -> Option<(&'d Value, &'d str)> {
        let (mut node, mut place) = (node, "");
        for _ in 0..50 {
            match reference(node) {
                Some(target) => {
                    place = target;
                    node = self.at(target)?;
                }
                None => return Some((node, place)),
            }
        }
        None
    }

    /// Every named schema: its name and its place.
    pub(crate) fn schemas(&self) -> Vec<(&str, String)> {
        let (parent, schemas) = match self.dialect {
            Dialect::Swagger => ("#/definitions", self.tree.get("definitions")),
            _ => ("#/components/schemas", self.tree.pointer("/components/schemas")),
        };
        let names = schemas.and_then(Value::as_object).into_iter().flatten();
        names
            .map(|(name, _)| {
                let token = name.replace('~', "~0").replace('/', "~1");
                (name.as_str(), format!("{parent}/{token}"))
            })
            .collect()
    }
}

/// The target of a reference.
pub(crate) fn reference(node: &Value) -> Option<&str> {
    node.get("$ref").and_then(Value::as_str)
}

/// Percent-decodes the fragment of a URI.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        (bytes, rest) = match byte.filter(|_| first == b'%') {
            Some(byte) => ([bytes, vec![byte]].concat(), &after[2..]),
            None => ([bytes, vec![first]].concat(), after),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
