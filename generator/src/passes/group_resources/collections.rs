//! Whether paths stand for one thing or for many.

use super::answers;
use super::entries::Entry;
use super::methods::{has, last_name};
use super::paths::Paths;
use super::said::{names_one, names_several, said, says_list};
use super::scopes::{is_named, is_version_part};
use super::segments::{ANY, Segment};
use super::tree::Place;
use crate::words::is_plural;

impl Paths<'_> {
    /// Whether reading a path gives many things. The answer says so before the name does, unless it
    /// is described as one of the things (`Order` for `/orders`).
    pub(super) fn is_list(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> bool {
        if self.is_on_one(rest, full) {
            return !self.is_own_key(rest, full)
                && answers::are_of_key(self.types, operation);
        }
        // What all paths are below is no collection of what they begin with.
        if full.is_empty() {
            return operation.pagination.is_some()
                || answers::is_list(self.types, operation) == Some(true);
        }
        let Some(Segment::Static(name)) = rest.last() else {
            return self.is_collection(operation, rest, full);
        };
        let place = self.tree.find(full);
        let has_keys = place.is_some_and(Place::has_variable_below);
        // What nothing can be added to is one thing where it is read as one: `/config/host` beside
        // `/config/host/{id}`.
        let can_be_one = !has_keys
            || !has(place, "POST")
                && !name.rsplit('_').next().is_some_and(is_plural)
                && said(operation, rest) != Some("list");
        let is_one = can_be_one && answers::is_one(self.types, operation, name);
        let several = answers::tells_of_several(operation)
            || names_several(operation) && answers::is_envelope(self.types, operation);
        several && !is_facts(name) && !names_one(operation)
            || !is_one && self.is_collection(operation, rest, full)
    }

    /// Whether a path ends with the key of one thing of a collection that can be read:
    /// `/orders/{order_id}` beside `/orders`.
    fn is_own_key(&self, rest: &[Segment], full: &[Segment]) -> bool {
        let [.., Segment::Static(name), Segment::Variable(key)] = rest else {
            return false;
        };
        has(self.tree.find(&full[..full.len() - 1]), "GET")
            && (key == "id" || is_named(key, name))
    }

    /// Whether a path stands for one thing: it ends with its key.
    pub(super) fn is_on_one(&self, rest: &[Segment], full: &[Segment]) -> bool {
        matches!(rest.last(), Some(Segment::Variable(_))) && !self.is_keyed(full)
    }

    /// Whether a path that ends with a variable stands for many things, whose own keys come after
    /// it: `/flags/{project}` beside `/flags/{project}/{flag}`. Reading it gives several, or it can
    /// only be read and added to, and there is nothing above it.
    pub(super) fn is_keyed(&self, full: &[Segment]) -> bool {
        let way = self.tree.way(full);
        let [.., above, place] = way.as_slice() else { return false };
        let Some(one) = self.tree.below(place, &ANY) else { return false };
        let only_adds = one.is_changed()
            && !place.is_changed()
            && above.methods.is_empty()
            && (place.names_several || !place.methods.contains("GET"));
        let gives_several = place.gives_several && !place.changes_one;
        way.len() > full.len() && one.is_thing() && (gives_several || only_adds)
    }

    /// Whether a path that ends with a name stands for many things: the answer says so, there are
    /// paths to one of them, or the name is a plural.
    pub(super) fn is_collection(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> bool {
        let said = said(operation, rest);
        if operation.pagination.is_some() || said == Some("list") {
            return true;
        }
        let has_keys = self.tree.find(full).is_some_and(Place::has_variable_below);
        if has_keys && says_list(operation) && answers::has_list(self.types, operation) {
            return true;
        }
        let last = || last_name(rest).rsplit('_').next().unwrap_or_default();
        if answers::is_file(operation) && (names_one(operation) || last() == "download")
        {
            return false;
        }
        match answers::is_list(self.types, operation) {
            Some(true) => return true,
            None if said == Some("get")
                && matches!(rest.last(), Some(Segment::Static(name)) if is_facts(name)) =>
            {
                return false;
            }
            Some(false)
                if matches!(rest.last(), Some(Segment::Static(name)) if is_facts(name))
                    && !answers::is_envelope(self.types, operation) =>
            {
                return false;
            }
            _ => {}
        }
        if has_keys {
            return true;
        }
        match rest.iter().rev().find(|segment| !is_version_part(segment)) {
            Some(Segment::Static(name)) => {
                name.rsplit('_').next().is_some_and(is_plural)
            }
            _ => false,
        }
    }
}

/// Whether a plural stands for one thing with many sides.
pub(super) fn is_facts(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or_default();
    [
        "settings",
        "stats",
        "statistics",
        "metrics",
        "preferences",
        "options",
        "credentials",
        "details",
        "insights",
        "limits",
        "permissions",
        "constants",
        "configs",
        "analytics",
        "capabilities",
        "properties",
        "features",
        "defaults",
        "totals",
        "counts",
        "credits",
    ]
    .contains(&last)
}
