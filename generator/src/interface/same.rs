//! Types that are other names for one, and those that are so in one of two SDKs only.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Change, Comparison};
use super::{Interface, Kind, Name, Shape};

/// The type that a path stands for.
fn definition<'a>(interface: &'a Interface, path: &'a str) -> &'a str {
    interface.aliases.get(path).map_or(path, String::as_str)
}

impl<'a> Comparison<'a> {
    /// Types that were one and are two now, or the other way round: code that gives one for the other
    /// no longer compiles, or implements a trait for the same type twice. Which of them has the
    /// definition makes no difference.
    pub(super) fn redefined(&self) -> Vec<Change> {
        let types: Vec<(&Name, &Name)> =
            self.both().filter(|(old, _)| old.kind == Kind::Type).collect();
        // What each definition has become, and what it has been: that of the type itself counts.
        let (mut became, mut been) = (BTreeMap::new(), BTreeMap::new());
        for of_itself in [true, false] {
            for (old, new) in &types {
                let before = definition(self.old, &old.path);
                let after = definition(self.new, &new.path);
                if (before == old.path) == of_itself {
                    became.entry(before).or_insert(after);
                }
                if (after == new.path) == of_itself {
                    been.entry(after).or_insert(before);
                }
            }
        }
        let is_other = |old: &Name, new: &Name| {
            let before = definition(self.old, &old.path);
            let after = definition(self.new, &new.path);
            became.get(before) != Some(&after) || been.get(after) != Some(&before)
        };
        let others = types
            .iter()
            .filter(|(old, new)| old.shape == new.shape && is_other(old, new));
        let shown =
            |interface: &Interface, name: &Name| match interface.aliases.get(&name.path)
            {
                Some(target) => Shape::of(&**target),
                None => name.shape.clone(),
            };
        let change = |(old, new): &(&Name, &Name)| {
            let shape = shown(self.old, old).map(|ty| self.renamed(ty));
            let was = Name { shape, path: new.path.clone(), ..(*old).clone() };
            Change::Altered(was, Name { shape: shown(self.new, new), ..(*new).clone() })
        };
        others.map(change).collect()
    }

    /// What code has instead of a type that is gone: one that was the same.
    pub(super) fn what_is_left(&self) -> BTreeMap<&'a str, &'a str> {
        let types = self.both().filter(|(old, _)| old.kind == Kind::Type);
        let paired: BTreeSet<&str> = types.map(|(old, _)| &*old.path).collect();
        let mut left = BTreeMap::new();
        for (alias, target) in &self.old.aliases {
            match (paired.contains(&**alias), paired.contains(&**target)) {
                (false, true) => left.insert(&**alias, &**target),
                (true, false) => Some(*left.entry(&**target).or_insert(&**alias)),
                _ => None,
            };
        }
        left
    }
}
