//! What differs between two SDKs, and whether code that uses the old one would still compile.

use std::collections::{BTreeMap, BTreeSet};

use super::names::without_names;
use super::{Interface, Kind, Name, Shape};

/// A difference between two SDKs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added(Name),
    /// It is gone.
    Removed(Name),
    /// The same thing of the description has another name.
    Renamed(Name, Name),
    /// Something else is behind the same name.
    Altered(Name, Name),
    /// It should no longer be used, which was not said before.
    Deprecated(Name),
}

impl Change {
    /// Whether code that names what has changed may not compile with the new SDK, or mean something
    /// else. What is new breaks nothing, since nobody names it and types can grow.
    pub fn is_breaking(&self) -> bool {
        match self {
            Self::Added(_) | Self::Deprecated(_) => false,
            Self::Removed(_) | Self::Renamed(..) => true,
            Self::Altered(old, new) => !is_compatible(&old.shape, &new.shape),
        }
    }

    /// What the change is of: as it is in the new SDK, if it is.
    pub fn name(&self) -> &Name {
        match self {
            Self::Added(name)
            | Self::Removed(name)
            | Self::Renamed(_, name)
            | Self::Altered(_, name)
            | Self::Deprecated(name) => name,
        }
    }
}

/// Whether only the names of arguments differ, and none has the name of another one.
fn is_compatible(old: &Shape, new: &Shape) -> bool {
    let (Some(before), Some(after)) = (&old.takes, &new.takes) else { return false };
    let same_types = before.iter().map(|(_, ty)| ty).eq(after.iter().map(|(_, ty)| ty));
    let known: BTreeSet<&String> = before.iter().map(|(name, _)| name).collect();
    let moved = before
        .iter()
        .zip(after)
        .any(|((old, _), (new, _))| old != new && known.contains(new));
    old.gives == new.gives && same_types && !moved
}

/// What differs between two SDKs: what breaks first, then in the order of kinds and of the SDK.
///
/// What belongs to something that is new or gone goes without saying.
pub fn compare(old: &Interface, new: &Interface) -> Vec<Change> {
    let mut comparison = Comparison::new(old, new);
    comparison.pair(|name| name.owner.is_empty());
    comparison.learn_renames();
    comparison.pair(|name| !name.owner.is_empty());
    let mut changes = comparison.changes();
    one_for_all_features(&mut changes, old, new);
    changes.sort_by_key(|change| (!change.is_breaking(), change.name().kind));
    changes
}

pub(super) struct Comparison<'a> {
    pub(super) old: &'a Interface,
    pub(super) new: &'a Interface,
    by_path: BTreeMap<(Kind, &'a str), usize>,
    by_origin: BTreeMap<(Kind, &'a str), usize>,
    /// The new name of each old one, by their places.
    pub(super) pairs: BTreeMap<usize, usize>,
    /// The new names that have an old one.
    paired: BTreeSet<usize>,
    /// The new paths of types that have another one.
    renames: BTreeMap<&'a str, &'a str>,
    /// The types that were others of the same one, where only these are left, by those that are
    /// gone.
    left: BTreeMap<&'a str, &'a str>,
    /// The new path of every type that is in both, by the old one.
    owners: BTreeMap<&'a str, &'a str>,
}

impl<'a> Comparison<'a> {
    fn new(old: &'a Interface, new: &'a Interface) -> Self {
        let names = || new.names.iter().enumerate();
        Self {
            old,
            new,
            by_path: names().map(|(at, one)| ((one.kind, &*one.path), at)).collect(),
            by_origin: names().map(|(at, one)| ((one.kind, &*one.origin), at)).collect(),
            pairs: BTreeMap::new(),
            paired: BTreeSet::new(),
            renames: BTreeMap::new(),
            left: BTreeMap::new(),
            owners: BTreeMap::new(),
        }
    }

    /// Finds the new name of each of some old ones: the same name, or else what stands for the
    /// same. A call is what it calls, whatever its name.
    fn pair(&mut self, wanted: impl Fn(&Name) -> bool) {
        let wanted: Vec<(usize, &'a Name)> =
            self.old.names.iter().enumerate().filter(|(_, name)| wanted(name)).collect();
        let ways: [fn(&Self, &'a Name) -> Option<usize>; 3] = [
            |all, name| all.same_origin(name).filter(|_| name.kind == Kind::Call),
            |all, name| all.same_path(name),
            |all, name| all.same_origin(name),
        ];
        for find in ways {
            for (at, name) in &wanted {
                if self.pairs.contains_key(at) || !self.has_owner(name) {
                    continue;
                }
                if let Some(found) = find(self, name)
                    && self.paired.insert(found)
                {
                    self.pairs.insert(*at, found);
                }
            }
        }
    }

    fn has_owner(&self, name: &Name) -> bool {
        name.owner.is_empty() || self.owners.contains_key(&*name.owner)
    }

    fn same_path(&self, name: &Name) -> Option<usize> {
        let path = self.new_path(name);
        self.by_path.get(&(name.kind, &*path)).copied()
    }

    fn same_origin(&self, name: &Name) -> Option<usize> {
        let found = *self.by_origin.get(&(name.kind, &*name.origin))?;
        let owner = self.owners.get(&*name.owner).copied().unwrap_or_default();
        (self.new.names[found].owner == owner).then_some(found)
    }

    /// The path that an old name would have in the new SDK.
    fn new_path(&self, name: &Name) -> String {
        match name.owner.is_empty() {
            true => name.path.clone(),
            false => {
                let owner = self.owners.get(&*name.owner).copied().unwrap_or_default();
                format!("{owner}{}", self.renamed(&name.path[name.owner.len()..]))
            }
        }
    }

    /// Takes down which types have another path. What belongs to a type that has become something
    /// else is no more to be compared.
    fn learn_renames(&mut self) {
        for (old, new) in &self.pairs {
            let (old, new) = (&self.old.names[*old], &self.new.names[*new]);
            if old.kind == Kind::Type {
                if old.path != new.path {
                    self.renames.insert(&old.path, &new.path);
                }
                if old.shape == new.shape {
                    self.owners.insert(&old.path, &new.path);
                }
            }
        }
        self.left = self.what_is_left();
    }

    /// A text in which types have their new paths.
    pub(super) fn renamed(&self, text: &str) -> String {
        each_path(text, |path| {
            let path = self.left.get(path).copied().unwrap_or(path);
            self.renames.get(path).copied().unwrap_or(path)
        })
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut known = BTreeSet::new();
        for (at, old) in self.old.names.iter().enumerate() {
            match self.pairs.get(&at).map(|at| &self.new.names[*at]) {
                Some(new) => changes.extend(self.change(old, new)),
                None if self.has_owner(old) => {
                    changes.push(Change::Removed(old.clone()));
                }
                None => {}
            }
        }
        let owners: BTreeSet<&str> = self.owners.values().copied().collect();
        for (at, new) in self.new.names.iter().enumerate() {
            let says_much = new.owner.is_empty() || owners.contains(&*new.owner);
            if says_much && !self.paired.contains(&at) {
                changes.push(Change::Added(new.clone()));
            }
        }
        // A setter changes with its field.
        known.extend(changes.iter().filter_map(|change| match change.name() {
            Name { kind: Kind::Field, origin, .. } => Some(origin.clone()),
            _ => None,
        }));
        changes.retain(|change| {
            let name = change.name();
            name.kind != Kind::Setter || !known.contains(&name.origin)
        });
        changes.extend(self.redefined());
        for (old, new) in self.both() {
            changes.extend(self.other_operation(old, new));
            let is_new = new.deprecated && !old.deprecated;
            changes.extend(is_new.then(|| Change::Deprecated(new.clone())));
        }
        changes
    }

    fn change(&self, old: &Name, new: &Name) -> Option<Change> {
        let old = Name { shape: old.shape.map(|ty| self.renamed(ty)), ..old.clone() };
        if self.new_path(&old) != new.path {
            Some(Change::Renamed(old, new.clone()))
        } else {
            let is_same = old.shape == new.shape
                || self.behind(&old.shape) == self.behind(&new.shape);
            (!is_same).then(|| Change::Altered(old, new.clone()))
        }
    }

    /// Everything that has a name in both.
    pub(super) fn both(&self) -> impl Iterator<Item = (&'a Name, &'a Name)> {
        self.pairs
            .iter()
            .map(|(old, new)| (&self.old.names[*old], &self.new.names[*new]))
    }

    /// A call that sends something else: what variables of paths are called makes no difference.
    fn other_operation(&self, old: &Name, new: &Name) -> Option<Change> {
        let of = |name: &Name| Name { shape: Shape::of(&*name.line), ..name.clone() };
        let is_other = without_names(&old.line) != without_names(&new.line);
        is_other.then(|| Change::Altered(of(old), of(new)))
    }

    /// A shape in which every other name of the new SDK is the one of the definition.
    fn behind(&self, shape: &Shape) -> Shape {
        shape.map(|ty| {
            each_path(ty, |path| self.new.aliases.get(path).map_or(path, String::as_str))
        })
    }
}

/// Tells in one line that the SDK has features now, or none any more: who has it without its
/// default ones has nothing of it, or names what there no longer is.
fn one_for_all_features(changes: &mut Vec<Change>, old: &Interface, new: &Interface) {
    let features = |of: &Interface| {
        of.names.iter().filter(|name| name.kind == Kind::Feature).count()
    };
    let (before, after) = (features(old), features(new));
    if (before == 0) == (after == 0) {
        return;
    }
    changes.retain(|change| change.name().kind != Kind::Feature);
    let default = |count: usize| Name {
        kind: Kind::Feature,
        path: "default".to_owned(),
        owner: String::new(),
        shape: Shape::of(match count {
            0 => "everything".to_owned(),
            1 => "1 feature".to_owned(),
            _ => format!("{count} features"),
        }),
        origin: "default".to_owned(),
        selector: String::new(),
        line: String::new(),
        deprecated: false,
    };
    changes.push(Change::Altered(default(before), default(after)));
}

/// A text in which paths are replaced.
fn each_path<'t>(text: &'t str, replace: impl Fn(&'t str) -> &'t str) -> String {
    let is_path = |c: char| c.is_alphanumeric() || "_:#".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
        out.push_str(replace(&rest[..end]));
        let next = rest[end..].find(is_path).map_or(rest.len(), |at| end + at);
        out.push_str(&rest[end..next]);
        rest = &rest[next..];
    }
    out
}
