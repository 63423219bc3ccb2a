//! Collects names, each with what it stands for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::{Kind, Name, Shape};
use crate::load::normalize;
use crate::model::{Api, Parameter};
use crate::numbers::Numbers;
use crate::rust::{Crate, Index, SymbolId, Type, TypePath, joined};
use crate::source::{FileId, Pointer, SourceSet};

/// The names that were found so far.
pub(super) struct Collected<'k> {
    pub(super) krate: &'k Crate,
    pub(super) index: Index<'k>,
    /// What each type of the SDK stands for, by its path.
    pub(super) origins: BTreeMap<String, String>,
    pub(super) names: Vec<Name>,
    /// The type that each other name for one stands for.
    pub(super) aliases: BTreeMap<String, String>,
    /// The types that should no longer be used.
    deprecated: BTreeSet<String>,
    /// The origins that were given.
    pub(super) given: Given,
}

/// The origins that names have, each only one of its kind.
#[derive(Default)]
pub(super) struct Given {
    all: BTreeSet<(Kind, String)>,
    again: BTreeMap<Kind, Numbers>,
}

impl Given {
    pub(super) fn contains(&self, kind: Kind, origin: &str) -> bool {
        self.all.contains(&(kind, origin.to_owned()))
    }

    /// Gives an origin to a name; one that another name has is numbered.
    fn give(&mut self, kind: Kind, origin: &str) -> String {
        let is_taken = |origin: &str| self.all.contains(&(kind, origin.to_owned()));
        let origin = match is_taken(origin) {
            true => {
                self.again.entry(kind).or_default().name(origin, " again ", is_taken)
            }
            false => origin.to_owned(),
        };
        self.all.insert((kind, origin.clone()));
        origin
    }
}

impl<'k> Collected<'k> {
    /// Everything that users can name.
    pub(super) fn of(krate: &'k Crate, api: &Api, sources: &SourceSet) -> Self {
        let mut all = Self {
            krate,
            index: Index::new(krate),
            origins: BTreeMap::new(),
            names: Vec::new(),
            aliases: BTreeMap::new(),
            deprecated: BTreeSet::new(),
            given: Given::default(),
        };
        let mut places = Given::default();
        let places_of = Places { sources, parameters: BTreeMap::new() }.with(api);
        for (symbol, id) in &krate.origins {
            // A union has a type for what its branches have in common, too.
            let origin = places_of.text(&api.types[*id].origin);
            let origin = places.give(Kind::Type, &origin);
            let path = all.path(*symbol);
            if api.types[*id].deprecated {
                all.deprecated.insert(path.clone());
            }
            all.origins.insert(path, origin);
        }
        all.package();
        all.calls();
        all.items();
        all
    }

    /// Adds something that stands alone.
    pub(super) fn add(&mut self, kind: Kind, path: String, shape: Shape, origin: &str) {
        self.add_to("", kind, path, shape, origin);
    }

    /// Adds something that belongs to `owner`.
    pub(super) fn add_to(
        &mut self,
        owner: &str,
        kind: Kind,
        path: String,
        shape: Shape,
        origin: &str,
    ) {
        let origin = self.given.give(kind, origin);
        let owner = owner.to_owned();
        let deprecated = kind == Kind::Type && self.deprecated.contains(&path);
        self.names.push(Name {
            kind,
            path,
            owner,
            shape,
            origin,
            selector: String::new(),
            line: String::new(),
            deprecated,
        });
    }

    /// The path of a type.
    pub(super) fn path(&self, symbol: SymbolId) -> String {
        let symbol = &self.krate.symbols[symbol];
        joined(&symbol.module, &symbol.name)
    }

    /// A type as users write it, with paths from the root of the SDK.
    pub(super) fn spelled(&self, ty: &Type) -> String {
        ty.spelled(&|named| match named {
            // The maps that everybody means.
            TypePath::Outside(path) => path.replace("std::collections::", ""),
            TypePath::Runtime(path) => path.to_owned(),
            TypePath::Own(symbol) => self.path(symbol),
        })
    }
}

/// What places of the description are called.
struct Places<'a> {
    sources: &'a SourceSet,
    /// What tells a parameter from others wherever it stands in their list, by its place.
    parameters: BTreeMap<String, String>,
}

impl Places<'_> {
    fn with(mut self, api: &Api) -> Self {
        let all = api.operations.iter().flat_map(|operation| &operation.parameters);
        // Those of components have a name there.
        let in_list = |parameter: &&Parameter| {
            parameter.origin.last().is_some_and(|last| last.parse::<usize>().is_ok())
        };
        let known = |parameter: &Parameter| {
            let file = self.file(parameter.origin.file());
            let place = format!("{file}{}", parameter.origin);
            (place, format!("{:?} {}", parameter.location, parameter.name))
        };
        self.parameters = all.filter(in_list).map(known).collect();
        self
    }

    /// A place in the description; what variables of paths are called makes no difference, and
    /// neither does the order of parameters.
    fn text(&self, origin: &Pointer) -> String {
        let tokens = origin.tokens();
        let mut text = format!("{}#", self.file(origin.file()));
        let mut exact = text.clone();
        for (at, token) in tokens.into_iter().enumerate() {
            let escaped = token.replace('~', "~0").replace('/', "~1");
            exact.push('/');
            exact.push_str(&escaped);
            text.push('/');
            match (at, self.parameters.get(&exact)) {
                (_, Some(parameter)) => text.push_str(parameter),
                (1, None) => text.push_str(&without_names(&escaped)),
                _ => text.push_str(&escaped),
            }
        }
        text
    }

    /// A file as the description's folder leads to it, so that two checkouts have the same ones;
    /// empty for the description itself.
    fn file(&self, id: FileId) -> String {
        if id == FileId::ROOT {
            return String::new();
        }
        let path = |id| normalize(&self.sources.file(id).path);
        let (root, file) = (path(FileId::ROOT), path(id));
        let folder = root.parent().unwrap_or(Path::new(""));
        let from: Vec<Component<'_>> = folder.components().collect();
        let to: Vec<Component<'_>> = file.components().collect();
        let common = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
        let up = from[common..].iter().map(|_| Component::ParentDir);
        let path: PathBuf = up.chain(to[common..].iter().copied()).collect();
        path.to_string_lossy().replace('\\', "/")
    }
}

/// A path template without the names of its variables.
pub(super) fn without_names(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        inside &= c != '}';
        if !inside {
            text.push(c);
        }
        inside |= c == '{';
    }
    text
}
