//! The API's own name in paths, which is no resource: `/discovery/v2/events`.

use std::collections::{BTreeMap, BTreeSet};

use super::MOST;
use super::scopes::{PREFIX_CHILDREN, is_version_part, without_version};
use super::segments::Segment;
use super::verbs::is_verb;
use crate::words::{each_singular, is_plural, singulars, words};

/// Takes the name out of the paths that begin with it, before or after a version, where nearly all
/// do and it says nothing.
pub(super) fn drop_own_name(paths: &mut [Vec<Segment>], title: &str) {
    let mut below: BTreeMap<&str, Below<'_>> = BTreeMap::new();
    for path in &*paths {
        if let [Segment::Static(name), rest @ ..] = without_version(path) {
            below.entry(name).or_default().add(rest);
        }
    }
    let is_own = |name: &str, here: &Below<'_>| {
        let is_beside = here.children.keys().any(|child| below.contains_key(child));
        here.count > 1
            && here.count as f64 >= MOST * paths.len() as f64
            && !here.is_thing
            && !(is_beside && below.len() > 1)
            && here.says_nothing(name, title, paths.len())
    };
    let own = below.iter().find(|(name, here)| is_own(name, here));
    let Some(own) = own.map(|(name, _)| (*name).to_owned()) else { return };
    for path in paths {
        let before = path.len() - without_version(path).len();
        if matches!(path.get(before), Some(Segment::Static(name)) if *name == own) {
            path.remove(before);
        }
    }
}

/// What is below the first name of paths.
#[derive(Default)]
struct Below<'p> {
    /// How many operations are.
    count: usize,
    /// How many of them have a version in between.
    versioned: usize,
    /// Whether the name stands for a thing or a collection itself.
    is_thing: bool,
    /// The names below, with what they are followed by.
    children: BTreeMap<&'p str, BTreeSet<Option<&'p Segment>>>,
}

impl<'p> Below<'p> {
    fn add(&mut self, rest: &'p [Segment]) {
        let after = without_version(rest);
        self.count += 1;
        self.versioned += usize::from(after.len() < rest.len());
        match after {
            [Segment::Static(name), rest @ ..] if !is_version_part(&after[0]) => {
                let next = rest.first().map(Segment::anonymous);
                self.children.entry(name).or_default().insert(next);
            }
            _ => self.is_thing = true,
        }
    }

    /// Whether all that is below are collections of things with keys, and several of them.
    fn has_collections(&self) -> bool {
        let is_collection = |(name, next): &(&&str, &BTreeSet<Option<&Segment>>)| {
            let has_key =
                next.iter().any(|one| matches!(one, Some(Segment::Variable(_))));
            has_key && !is_verb(name) && name.rsplit('_').next().is_some_and(is_plural)
        };
        let collections = self.children.iter().filter(is_collection).count();
        collections > 1 && collections == self.children.len()
    }

    /// Whether the name is that of the API: a version follows, its title has it, or all that there is
    /// is below, and is many different things or collections. What only has `daily` and `weekly`
    /// below says what they are.
    fn says_nothing(&self, name: &str, title: &str, all: usize) -> bool {
        // That it is an API goes without saying, in the middle too: `Catalog API - Portal`.
        let said = |words: Vec<String>| -> Vec<String> {
            words.into_iter().filter(|word| word != "api").collect()
        };
        let (named, title) = (said(singulars(name)), said(each_singular(&words(title))));
        let is_title =
            !named.is_empty() && title.windows(named.len()).any(|words| words == named);
        let half = |is: fn(&Option<&Segment>) -> bool| {
            let some = self.children.values().filter(|next| next.iter().any(is));
            some.count() * 2 >= self.children.len()
        };
        let have_keys = half(|next| matches!(next, Some(Segment::Variable(_))));
        self.versioned == self.count && half(|next| next.is_some())
            || is_title && self.children.len() > 1 && have_keys
            || self.count == all
                && (self.children.len() >= PREFIX_CHILDREN || self.has_collections())
    }
}
