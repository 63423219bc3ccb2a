//! What files and schemas call themselves: `$self`, `$id`, `$anchor` and `$dynamicAnchor`
//! (OpenAPI 3.2 §4.1.2.2, JSON Schema 2020-12 §8.2).

use indexmap::IndexMap;

use super::{FileId, Pointer};
use crate::load::file_part;

/// A name that an object of the tree gives itself.
#[derive(Debug)]
pub(crate) struct OwnName {
    /// The object.
    pub(crate) at: Pointer,
    /// Which kind of name it is.
    pub(crate) kind: OwnNameKind,
    /// The name as it is written.
    pub(crate) text: String,
}

/// A kind of name that objects give themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnNameKind {
    /// `$id`, and `$self` of a file.
    Uri,
    /// `$anchor`.
    Anchor,
    /// `$dynamicAnchor`.
    DynamicAnchor,
}

impl OwnNameKind {
    /// The kind of name that a key gives.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        match key {
            "$id" | "$self" => Some(Self::Uri),
            "$anchor" => Some(Self::Anchor),
            "$dynamicAnchor" => Some(Self::DynamicAnchor),
            _ => None,
        }
    }
}

/// The names of all files that were read.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    by_uri: IndexMap<String, Pointer>,
    files: IndexMap<FileId, Names>,
}

/// The names of one file.
#[derive(Debug, Default)]
struct Names {
    /// What relative URIs of the file start from.
    base: String,
    /// The URI of every place that has one.
    resources: IndexMap<Pointer, String>,
    /// The anchors of each resource. The first of equal ones counts.
    anchors: IndexMap<Pointer, IndexMap<String, Pointer>>,
    /// The first of all anchors of the file with this name.
    any_anchor: IndexMap<String, Pointer>,
    /// How many schemas of the file have a `$dynamicAnchor`.
    dynamic: IndexMap<String, usize>,
}

impl Names {
    /// The resource that a place belongs to: the nearest one around it, or the file.
    fn resource(&self, at: &Pointer) -> (Pointer, &str) {
        let mut next = (!self.resources.is_empty()).then(|| at.clone());
        while let Some(place) = next {
            if let Some(uri) = self.resources.get(&place) {
                return (place, uri);
            }
            next = place.parent();
        }
        (Pointer::root(at.file()), &self.base)
    }

    fn add_anchor(&mut self, at: &Pointer, name: &str) {
        let (resource, _) = self.resource(at);
        let anchors = self.anchors.entry(resource).or_default();
        anchors.entry(name.to_owned()).or_insert_with(|| at.clone());
        self.any_anchor.entry(name.to_owned()).or_insert_with(|| at.clone());
    }
}

impl Identifiers {
    /// Adds the names of a file that was read from `path`.
    pub(super) fn add(&mut self, file: FileId, path: &str, mut found: Vec<OwnName>) {
        let mut names = Names { base: path.to_owned(), ..Names::default() };
        // What is outside comes first: it is the base of what is inside. So do named schemas,
        // where a copy of one stands somewhere inside of a path.
        found.sort_by_cached_key(|name| name.at.tokens().len());
        let is_uri = |name: &OwnName| {
            name.kind == OwnNameKind::Uri && !name.text.starts_with('#')
        };
        for name in found.iter().filter(|name| is_uri(name)) {
            let (_, base) = names.resource(&name.at);
            let uri = join(base, file_part(&name.text));
            self.by_uri.entry(uri.clone()).or_insert_with(|| name.at.clone());
            names.resources.insert(name.at.clone(), uri);
        }
        for name in found.iter().filter(|name| !is_uri(name)) {
            if name.kind == OwnNameKind::DynamicAnchor {
                *names.dynamic.entry(name.text.clone()).or_default() += 1;
            }
            // `$id: '#name'` was an anchor before 2019-09.
            names.add_anchor(&name.at, name.text.trim_start_matches('#'));
        }
        self.files.insert(file, names);
    }

    /// What calls itself by the URI that stands before the `#` of a reference at `from`.
    pub(super) fn find(&self, from: &Pointer, uri: &str) -> Option<&Pointer> {
        if self.by_uri.is_empty() {
            return None;
        }
        let (_, base) = self.files.get(&from.file())?.resource(from);
        self.by_uri.get(&join(base, uri))
    }

    /// The resource that a place belongs to.
    pub(super) fn resource(&self, at: &Pointer) -> Pointer {
        let names = self.files.get(&at.file());
        names.map_or_else(|| Pointer::root(at.file()), |names| names.resource(at).0)
    }

    /// The schema of a resource with this anchor.
    pub(super) fn anchor(&self, resource: &Pointer, name: &str) -> Option<&Pointer> {
        self.files.get(&resource.file())?.anchors.get(resource)?.get(name)
    }

    /// The schema of a file with this anchor, whichever resource it belongs to.
    pub(super) fn any_anchor(&self, file: FileId, name: &str) -> Option<&Pointer> {
        self.files.get(&file)?.any_anchor.get(name)
    }

    /// How many schemas of a file have this `$dynamicAnchor`.
    pub(super) fn dynamic_anchors(&self, file: FileId, name: &str) -> usize {
        let names = self.files.get(&file);
        names.and_then(|names| names.dynamic.get(name)).copied().unwrap_or_default()
    }
}

/// The parts of a URI without a fragment. The path of a file is one too.
struct Parts<'a> {
    /// With its colon.
    scheme: &'a str,
    /// With the slashes before it.
    authority: &'a str,
    /// The path and the query.
    path: &'a str,
}

fn parts(uri: &str) -> Parts<'_> {
    let is_scheme = |text: &str| {
        // One letter is a drive.
        text.len() > 1
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    let scheme = match uri.split_once(':') {
        Some((scheme, _)) if is_scheme(scheme) => &uri[..=scheme.len()],
        _ => "",
    };
    let rest = &uri[scheme.len()..];
    let authority = match rest.strip_prefix("//") {
        Some(after) => &rest[..2 + after.find(['/', '?']).unwrap_or(after.len())],
        None => "",
    };
    Parts { scheme, authority, path: &rest[authority.len()..] }
}

/// Resolves a reference without a fragment (RFC 3986 §5.2).
pub(super) fn join(base: &str, reference: &str) -> String {
    let (base, reference) = (parts(base), parts(reference));
    if !reference.scheme.is_empty() {
        return format!(
            "{}{}{}",
            reference.scheme,
            reference.authority,
            plain(reference.path)
        );
    }
    if !reference.authority.is_empty() {
        return format!(
            "{}{}{}",
            base.scheme,
            reference.authority,
            plain(reference.path)
        );
    }
    let path = match reference.path {
        "" => base.path.to_owned(),
        path if path.starts_with('/') => plain(path),
        path => {
            let before = base.path.split_once('?').map_or(base.path, |(path, _)| path);
            let folder = match before.rfind('/') {
                Some(slash) => &before[..=slash],
                None if base.authority.is_empty() => "",
                None => "/",
            };
            plain(&format!("{folder}{path}"))
        }
    };
    format!("{}{}{path}", base.scheme, base.authority)
}

/// A path without `.` and `..`.
fn plain(path: &str) -> String {
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." if segments.last().is_some_and(|last| !matches!(*last, "" | "..")) => {
                segments.pop();
            }
            // Nothing is above the root.
            ".." if segments == [""] => {}
            segment => segments.push(segment),
        }
    }
    segments.join("/") + query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, reference: &str, expected: &str) {
        assert_eq!(join(base, reference), expected);
    }

    #[test]
    fn references_are_relative_to_their_base() {
        check("https://x.example/a/b", "c", "https://x.example/a/c");
        check("https://x.example/a/b?q=/1", "../c?d", "https://x.example/c?d");
        check("https://x.example/a/b", "../../../c", "https://x.example/c");
        check("https://x.example/a/b", "/c/./d", "https://x.example/c/d");
        check("https://x.example/a/b", "//y.example/c", "https://y.example/c");
        check("https://x.example/a/b", "", "https://x.example/a/b");
        check("https://x.example", "c", "https://x.example/c");
        check("https://x.example/a", "urn:example:c", "urn:example:c");
    }

    #[test]
    fn the_path_of_a_file_is_a_base() {
        check("api/openapi.yaml", "pet", "api/pet");
        check("openapi.yaml", "./pet", "pet");
        check("../api/openapi.yaml", "../pet", "../pet");
        check("C:/api/openapi.yaml", "pet", "C:/api/pet");
    }
}
