//! All paths as one tree, which answers what is below a path and what stands beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::gives_several;
use super::entries::Entry;
use super::said::{is_plain, names_several};
use super::segments::Segment;
use crate::model::Types;
use crate::words::singular_name;

/// How many paths that can only be read make their last parts methods.
const READINGS: usize = 2;

/// The paths of an API, in which variables are alike whatever they are called.
pub(super) struct Tree {
    /// Every path and every beginning of one; the empty path is the first.
    places: Vec<Place>,
}

/// A path or the beginning of one.
#[derive(Default)]
pub(super) struct Place {
    /// The methods of the path.
    pub(super) methods: BTreeSet<String>,
    /// What it goes on with, and where that is in the tree.
    below: BTreeMap<Segment, usize>,
    /// The first name below it for each that has the same singular.
    nouns: BTreeMap<String, String>,
    /// Whether an operation on it does what its HTTP method usually does.
    pub(super) is_plain: bool,
    /// Whether what it goes on with are ways to look at it.
    pub(super) is_read: bool,
    /// Whether it can only be posted to, and what goes on from it as well, so that a verb there is what
    /// is done: `login` and `login/mfa`, `create` and `create/{role}`.
    pub(super) is_done_to: bool,
    /// Whether reading it gives several things.
    pub(super) gives_several: bool,
    /// Whether the id of reading it names several things.
    pub(super) names_several: bool,
    /// Whether one thing is changed or deleted there, as far as ids say.
    pub(super) changes_one: bool,
}

impl Place {
    /// Whether no path goes on from here.
    pub(super) fn is_leaf(&self) -> bool {
        self.below.is_empty()
    }

    /// Whether there is one operation here, and nothing goes on.
    pub(super) fn is_alone(&self) -> bool {
        self.is_leaf() && self.methods.len() == 1
    }

    /// Whether all paths go on from here with the same part.
    pub(super) fn goes_one_way(&self) -> bool {
        self.below.len() == 1
    }

    /// Whether a variable follows.
    pub(super) fn has_variable_below(&self) -> bool {
        // Variables are sorted behind what is fixed.
        matches!(self.below.last_key_value(), Some((Segment::Variable(_), _)))
    }

    /// What follows and is a name with this singular.
    pub(super) fn noun(&self, name: &str) -> Option<&String> {
        self.nouns.get(&singular_name(name))
    }

    /// Whether it can be read, changed or deleted.
    pub(super) fn is_thing(&self) -> bool {
        self.methods.contains("GET") || self.is_changed()
    }

    /// Whether it can be changed or deleted.
    pub(super) fn is_changed(&self) -> bool {
        ["PUT", "PATCH", "DELETE"].iter().any(|method| self.methods.contains(*method))
    }

    /// Whether this is all that can be done there.
    pub(super) fn is_only(&self, method: &str) -> bool {
        self.methods.len() == 1 && self.methods.contains(method)
    }

    fn can_only_be_read(&self) -> bool {
        self.is_leaf() && self.is_only("GET")
    }
}

impl Tree {
    /// The tree of the paths of operations.
    pub(super) fn new(
        paths: &[Vec<Segment>],
        operations: &[Entry<'_>],
        types: &Types,
    ) -> Self {
        let mut tree = Self { places: vec![Place::default()] };
        for (path, operation) in paths.iter().zip(operations) {
            let mut at = 0;
            for segment in path {
                at = tree.enter(at, segment);
            }
            let place = &mut tree.places[at];
            place.methods.insert(operation.method.clone());
            place.is_plain |= is_plain(operation);
            if operation.method == "GET" {
                place.gives_several |= gives_several(types, operation);
                place.names_several |= names_several(operation);
            }
            place.changes_one |=
                matches!(&*operation.method, "PUT" | "PATCH" | "DELETE")
                    && !names_several(operation);
        }
        tree.find_readings();
        tree.find_done_to();
        tree
    }

    /// The place of what comes after another one.
    fn enter(&mut self, at: usize, segment: &Segment) -> usize {
        let next = self.places.len();
        let place = &mut self.places[at];
        if let Segment::Static(name) = segment
            && !place.below.contains_key(segment)
        {
            let noun = place.nouns.entry(singular_name(name));
            let first = noun.or_insert_with(|| name.clone());
            if name < first {
                first.clone_from(name);
            }
        }
        let segment = segment.anonymous();
        if let Some(found) = place.below.get(segment) {
            return *found;
        }
        place.below.insert(segment.clone(), next);
        self.places.push(Place::default());
        next
    }

    /// The place of a path.
    pub(super) fn find(&self, path: &[Segment]) -> Option<&Place> {
        let mut place = self.places.first()?;
        for segment in path {
            place = self.below(place, segment)?;
        }
        Some(place)
    }

    /// The places of all beginnings of a path, as far as they are in the tree; the empty one is the
    /// first.
    pub(super) fn way(&self, path: &[Segment]) -> Vec<&Place> {
        let mut way: Vec<&Place> = self.places.first().into_iter().collect();
        for segment in path {
            let below = way.last().and_then(|place| self.below(place, segment));
            let Some(below) = below else { break };
            way.push(below);
        }
        way
    }

    /// The place of what comes after another one.
    pub(super) fn below(&self, place: &Place, segment: &Segment) -> Option<&Place> {
        self.places.get(*place.below.get(segment.anonymous())?)
    }

    /// Whether what goes on from a place are single names with one operation each, perhaps with keys:
    /// `unmute` and `unmute/channel`.
    pub(super) fn has_objects(&self, place: &Place) -> bool {
        place.below.iter().all(|(segment, at)| {
            matches!(segment, Segment::Static(_)) && self.is_lonely(&self.places[*at])
        })
    }

    fn is_lonely(&self, place: &Place) -> bool {
        match place.below.first_key_value() {
            None => place.methods.len() == 1,
            Some((Segment::Variable(_), at)) => {
                place.methods.is_empty()
                    && place.goes_one_way()
                    && self.is_lonely(&self.places[*at])
            }
            Some((Segment::Static(_), _)) => false,
        }
    }

    /// Finds the places below which several paths can only be read: ways to look at one thing
    /// (`summary/bots`, `summary/devices`, …) are its methods.
    fn find_readings(&mut self) {
        let mut found = Vec::new();
        for outer in &self.places {
            let statics = outer
                .below
                .iter()
                .take_while(|(segment, _)| matches!(segment, Segment::Static(_)));
            for (_, &index) in statics {
                let place = &self.places[index];
                if self.is_read(place) && !has_same(outer, place) {
                    found.push(index);
                }
            }
        }
        for index in found {
            self.places[index].is_read = true;
        }
    }

    fn find_done_to(&mut self) {
        let is_posted = |at: &usize| {
            let place = &self.places[*at];
            place.is_leaf() && place.is_only("POST")
        };
        let is_done_to = |place: &Place| {
            !place.is_leaf()
                && place.is_only("POST")
                && place.below.values().all(is_posted)
        };
        let all: Vec<bool> = self.places.iter().map(is_done_to).collect();
        for (place, is_done_to) in self.places.iter_mut().zip(all) {
            place.is_done_to = is_done_to;
        }
    }

    fn is_read(&self, place: &Place) -> bool {
        let read =
            place.below.values().filter(|at| self.places[**at].can_only_be_read());
        !place.has_variable_below() && read.take(READINGS).count() == READINGS
    }
}

/// Whether what a place goes on with are resources: most are also beside it (`watch/pods`, and
/// `pods`).
fn has_same(outer: &Place, place: &Place) -> bool {
    let names = place.below.keys();
    names.filter(|name| outer.below.contains_key(name)).count() * 2 > place.below.len()
}
