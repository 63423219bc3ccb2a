//! Files that stand for URLs: nothing is fetched, so the configuration says where a copy is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::FileId;
use super::identifiers::join;
use crate::load;
use crate::percent;

/// Which files stand for which URLs.
#[derive(Debug, Default)]
pub(super) struct Urls {
    /// A URL and its file; of one with a slash at its end, all that begins with it is in a folder.
    files: Vec<(String, PathBuf)>,
    /// The indexes of those that a `$ref` has asked for.
    used: BTreeSet<usize>,
    /// The URL of each file that was read for one: what references in it are relative to.
    of_files: BTreeMap<FileId, String>,
}

impl Urls {
    pub(super) fn set(&mut self, files: Vec<(String, PathBuf)>) {
        *self = Self { files, ..Self::default() };
    }

    /// Remembers the URL that a file stands for.
    pub(super) fn stands_for(&mut self, file: FileId, url: String) {
        self.of_files.entry(file).or_insert(url);
    }

    /// What a reference in a file means: relative ones of a file that stands for a URL are relative
    /// to that.
    pub(super) fn absolute<'u>(&self, from: FileId, target: &'u str) -> Cow<'u, str> {
        match self.of_files.get(&from).filter(|_| !load::is_url(target)) {
            Some(base) => Cow::Owned(join(base, target)),
            None => Cow::Borrowed(target),
        }
    }

    /// The file that stands for a URL. Of several, the one that says most of it.
    pub(super) fn file(&self, url: &str) -> Option<PathBuf> {
        self.find(url).map(|(_, path)| path)
    }

    /// Remembers that a `$ref` has asked for the file that stands for a URL.
    pub(super) fn take(&mut self, url: &str) {
        if let Some((index, _)) = self.find(url) {
            self.used.insert(index);
        }
    }

    /// The indexes of those that no `$ref` has asked for.
    pub(super) fn unused(&self) -> impl Iterator<Item = usize> {
        (0..self.files.len()).filter(|index| !self.used.contains(index))
    }

    fn find(&self, url: &str) -> Option<(usize, PathBuf)> {
        let below = |(index, (start, path)): (usize, &(String, PathBuf))| {
            let rest = url.strip_prefix(start.as_str())?;
            let found = match rest {
                "" => path.clone(),
                // What a server is asked beside the path is no other file.
                _ if rest.starts_with('?') && !start.contains('?') => path.clone(),
                _ if start.ends_with('/') => in_folder(path, rest)?,
                _ => return None,
            };
            Some((start.len(), index, found))
        };
        let found = self.files.iter().enumerate().filter_map(below);
        found.max_by_key(|(length, ..)| *length).map(|(_, index, path)| (index, path))
    }
}

/// The file of a folder that the rest of a URL names; `None` where that leads out of it.
fn in_folder(folder: &Path, rest: &str) -> Option<PathBuf> {
    let rest = rest.split_once('?').map_or(rest, |(path, _)| path);
    let rest = percent::decode(rest);
    let parts = || Path::new(&*rest).components();
    let stays =
        parts().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    stays.then(|| load::normalize(&folder.join(&*rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_most_of_a_url_is_its_file() {
        let mut urls = Urls::default();
        let files = [
            ("https://a.test/", "copies"),
            ("https://a.test/types.yaml", "own.yaml"),
            ("https://b.test/domains/Common/1.0", "common.yaml"),
        ];
        urls.set(files.map(|(url, path)| (url.to_owned(), path.into())).into());
        let file = |url: &str| urls.file(url);
        assert_eq!(file("https://a.test/types.yaml"), Some("own.yaml".into()));
        assert_eq!(
            file("https://a.test/x%20y/z.yaml?v=1"),
            Some("copies/x y/z.yaml".into())
        );
        assert_eq!(
            file("https://b.test/domains/Common/1.0"),
            Some("common.yaml".into())
        );
        let asked = "https://b.test/domains/Common/1.0?format=yaml";
        assert_eq!(file(asked), Some("common.yaml".into()));
        assert_eq!(file("https://b.test/domains/Common/1.0.1"), None);
        assert_eq!(file("https://c.test/"), None);
        assert_eq!(file("https://a.test//etc/hostname"), None);
        assert_eq!(file("https://a.test/%2e%2e/x.yaml"), None);
        assert_eq!(urls.unused().count(), 3);
        urls.take("https://a.test/types.yaml");
        assert_eq!(urls.unused().collect::<Vec<_>>(), [0, 2]);
    }
}
