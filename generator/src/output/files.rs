//! The files of an SDK, in memory.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The files of an SDK: paths relative to its folder, with `/` between names, and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    texts: BTreeMap<String, String>,
    clashes: Vec<String>,
}

impl Files {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. Two files with one path are a fault of the generator, reported by
    /// [`Plan::new`](super::Plan::new).
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        match self.texts.entry(path.into()) {
            Entry::Vacant(place) => {
                place.insert(text.into());
            }
            Entry::Occupied(place) => self.clashes.push(place.key().clone()),
        }
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Paths that were added more than once.
    pub(super) fn clashes(&self) -> &[String] {
        &self.clashes
    }
}

impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Self {
        let mut all = Self::new();
        for (path, text) in files {
            all.insert(path, text);
        }
        all
    }
}

/// Whether a path stays inside the folder that it leads from, on every system.
pub(super) fn stays_inside(path: &str) -> bool {
    let inside = |name: &str| {
        !matches!(name, "" | "." | "..")
            && !name.contains(['\\', ':'])
            && !name.chars().any(char::is_control)
    };
    path.split('/').all(inside)
}

#[cfg(test)]
mod tests {
    use super::stays_inside;

    #[test]
    fn paths_stay_inside() {
        for path in ["a", "src/lib.rs", ".specwright", "a/..b", "é/ü"] {
            assert!(stays_inside(path), "{path}");
        }
        let outside = [
            "",
            "/",
            "/etc/passwd",
            "..",
            "a/../b",
            "./a",
            "a//b",
            "a/",
            "C:x",
            "a\\b",
            "a\0",
        ];
        for path in outside {
            assert!(!stays_inside(path), "{path:?}");
        }
    }
}
