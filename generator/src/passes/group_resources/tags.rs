//! What tags say about the names that paths begin with: the product they belong to, what their
//! initials stand for, and which of two names in a row counts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::entries::Entry;
use super::segments::Segment;
use crate::words::{each_singular, singular, words};

/// Names to put in the place of those that a path begins with.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// For the first name.
    first: BTreeMap<String, Vec<String>>,
    /// For the first two.
    pair: BTreeMap<(String, String), String>,
}

impl Places {
    /// Puts the names that tags say in the place of those that a path has.
    pub(super) fn apply(&self, statics: Vec<String>) -> Vec<String> {
        if let [first, second, rest @ ..] = statics.as_slice()
            && let Some(joined) = self.pair.get(&(first.clone(), second.clone()))
        {
            return [joined].into_iter().chain(rest).cloned().collect();
        }
        match statics.split_first() {
            Some((first, rest)) => match self.first.get(first).map(Vec::as_slice) {
                // `workers_kv` and `storage/kv/namespaces`.
                Some([product, _]) if let Some(at) = said_again(product, rest) => {
                    [product].into_iter().chain(&rest[at + 1..]).cloned().collect()
                }
                Some(names) => names.iter().chain(rest).cloned().collect(),
                None => statics,
            },
            None => statics,
        }
    }
}

/// What is known of the paths that begin with one name.
#[derive(Default)]
struct Top {
    /// The words of each tag of their operations, in the singular, with the words as written.
    tags: BTreeMap<Vec<String>, Vec<String>>,
    /// Whether an operation has no tag or several.
    unclear: bool,
    /// What the name is followed by.
    next: BTreeSet<Option<Segment>>,
}

impl Top {
    /// The words that all tags begin with.
    fn shared(&self) -> &[String] {
        if self.unclear { &[] } else { shared(self.tags.keys()) }
    }

    /// Some of the words that all tags begin with, as they are written.
    fn written(&self, which: Range<usize>) -> String {
        let tag = self.tags.values().next().map_or(&[][..], Vec::as_slice);
        tag.get(which).unwrap_or_default().join("_")
    }

    /// The only name that it is followed by.
    fn only_next(&self) -> Option<&String> {
        match (self.next.first(), self.next.len()) {
            (Some(Some(Segment::Static(next))), 1) => Some(next),
            _ => None,
        }
    }
}

/// The words that all tags begin with.
fn shared<'t>(mut tags: impl Iterator<Item = &'t Vec<String>>) -> &'t [String] {
    let Some(first) = tags.next() else { return &[] };
    let length = |shared: usize, tag: &Vec<String>| {
        let same =
            first[..shared].iter().zip(tag).take_while(|(one, other)| one == other);
        same.count()
    };
    let length = tags.fold(first.len(), length);
    &first[..length]
}

/// How many different tags make the words that all of them begin with a product's name.
const TAGS_OF_PRODUCT: usize = 3;

/// How many different tags tell which of two names in a row counts.
const TAGS_OF_PAIR: usize = 2;

/// Finds the names. `rests` are the paths without what the API puts before everything.
pub(super) fn places(operations: &[Entry<'_>], rests: &[&[Segment]]) -> Places {
    let mut tops: BTreeMap<&String, Top> = BTreeMap::new();
    for (operation, rest) in operations.iter().zip(rests) {
        let [Segment::Static(name), after @ ..] = *rest else { continue };
        let top = tops.entry(name).or_default();
        top.next.insert(after.first().cloned());
        match operation.tags.as_slice() {
            [tag] => {
                top.tags.insert(said_singulars(tag), written(tag));
            }
            _ => top.unclear = true,
        }
    }
    let mut places = Places::default();
    let mut products = BTreeSet::new();
    // `ProxyV1Service`, `ProxyV1Session`: what all tags begin with tells nothing apart.
    let unsaid = match tops.values().any(|top| top.unclear) {
        true => 0,
        false => shared(tops.values().flat_map(|top| top.tags.keys())).len(),
    };
    for (name, top) in &tops {
        let joined = top
            .only_next()
            .and_then(|next| Some((next.clone(), one_of_two(name, next, top)?)));
        if let Some((next, joined)) = joined
            && !tops.contains_key(&joined)
        {
            places.pair.insert(((*name).clone(), next), joined);
        } else if let Some(product) = product(name, top, unsaid) {
            // `workflowscheme` is no part of the `workflow_schemes`, but those.
            let is_product = singular(name) == said_singulars(&product).concat();
            let own = (!is_product).then(|| (*name).clone());
            let names = [product.clone()].into_iter().chain(own).collect();
            places.first.insert((*name).clone(), names);
            products.insert(product);
        } else if let Some(words) = spelt_out(name, top) {
            places.first.insert((*name).clone(), vec![words]);
        }
    }
    for name in tops.keys() {
        let names = places.first.get(*name).cloned();
        let names = names.unwrap_or_else(|| vec![(*name).clone()]);
        if let [only] = names.as_slice()
            && let Some(below) = below_product(only, &products)
        {
            places.first.insert((*name).clone(), below);
        }
    }
    places
}

/// Which name says again what a product's name ends with.
fn said_again(product: &str, names: &[String]) -> Option<usize> {
    let product = said_singulars(product);
    names.iter().position(|name| product.ends_with(&said_singulars(name)))
}

/// The pairs of a scope and a name below it that tags say to be of the scope: all operations have
/// the tag `Account Members`, and nothing else has members.
pub(super) fn of_scope<'a>(
    operations: impl Iterator<Item = (&'a Entry<'a>, (Option<&'a str>, &'a [Segment]))>,
) -> BTreeSet<(String, String)> {
    let mut scopes: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
    let mut said = BTreeSet::new();
    let mut unsaid = BTreeSet::new();
    for (operation, (scope, rest)) in operations {
        let Some(Segment::Static(name)) = rest.first() else { continue };
        scopes.entry(name).or_default().insert(scope);
        let Some(scope) = scope else { continue };
        let expected: Vec<String> =
            [singular(scope)].into_iter().chain(said_singulars(name)).collect();
        let is_said =
            matches!(&*operation.tags, [tag] if said_singulars(tag) == expected);
        let pair = (scope.to_owned(), name.clone());
        if is_said {
            said.insert(pair)
        } else {
            unsaid.insert(pair)
        };
    }
    let only = |pair: &&(String, String)| {
        scopes.get(&*pair.1).is_some_and(|scopes| scopes.len() == 1)
    };
    said.difference(&unsaid).filter(only).cloned().collect()
}

/// The product that all tags of a name say before they say the name or anything else: `gateway`
/// with the tags `Zero Trust Gateway rules`, `Zero Trust lists`, … is of `zero_trust`. The words that
/// all tags of the API begin with are no product.
fn product(name: &str, top: &Top, unsaid: usize) -> Option<String> {
    let own = said_singulars(name);
    let shared = top.shared();
    let before = shared.iter().take_while(|word| !own.contains(word)).count();
    // `workflowscheme` are the `Workflow schemes`.
    let is_spelling = singular(name) == shared[..before].concat();
    let unsaid = if is_spelling { 0 } else { unsaid };
    (top.tags.len() >= TAGS_OF_PRODUCT && before >= unsaid + 2)
        .then(|| top.written(unsaid..before))
}

/// The words whose initials a name has: `mnm` where all tags begin with `Magic Network Monitoring`.
fn spelt_out(name: &str, top: &Top) -> Option<String> {
    let shared = top.shared();
    // Initials have no plural.
    let initials = name.split('_').next()?;
    let rest: Vec<String> = said_singulars(name).into_iter().skip(1).collect();
    let count = initials.chars().count();
    let (expanded, after) = shared.split_at_checked(count)?;
    let same =
        expanded.iter().zip(initials.chars()).all(|(word, c)| word.starts_with(c));
    let enough = count >= 3 || (count == 2 && !rest.is_empty());
    let named = name.split('_').skip(1).map(str::to_owned);
    (enough && same && after.starts_with(&rest))
        .then(|| expanded.iter().cloned().chain(named).collect::<Vec<_>>().join("_"))
}

/// The name for two that only occur together: `email/routing` where all tags begin with `Email
/// Routing`, `kv` for `storage/kv` where all tags say `KV` and none says `storage`.
fn one_of_two(first: &str, second: &str, top: &Top) -> Option<String> {
    let (one, two) = (said_singulars(first), said_singulars(second));
    let both: Vec<String> = one.iter().chain(&two).cloned().collect();
    if top.unclear || top.tags.len() < TAGS_OF_PAIR || two.is_empty() {
        return None;
    }
    if top.shared().starts_with(&both) {
        return Some(format!("{first}_{second}"));
    }
    let says = |tag: &[String]| tag.windows(two.len()).any(|words| words == two);
    let second_only =
        |tag: &Vec<String>| says(tag) && !one.iter().any(|word| tag.contains(word));
    top.tags.keys().all(second_only).then(|| second.to_owned())
}

/// The place of a name that begins with a product's.
fn below_product(name: &str, products: &BTreeSet<String>) -> Option<Vec<String>> {
    products.iter().find_map(|product| {
        if name == product.replace('_', "") {
            return Some(vec![product.clone()]);
        }
        let rest = name.strip_prefix(product.as_str())?.strip_prefix('_')?;
        Some(vec![product.clone(), rest.to_owned()])
    })
}

/// The words of a name or a tag, each in the singular.
fn said_singulars(text: &str) -> Vec<String> {
    each_singular(&written(text))
}

/// The words of a name or a tag, without what stands in parentheses.
fn written(text: &str) -> Vec<String> {
    words(text.split('(').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn top(tags: &[&str]) -> Top {
        let words = |tag: &&str| (said_singulars(tag), written(tag));
        Top { tags: tags.iter().map(words).collect(), ..Top::default() }
    }

    #[test]
    fn a_product_needs_several_tags_and_words() {
        let tags = ["Big Store shelves", "Big Store Aisle goods", "Big Store doors"];
        assert_eq!(product("aisle", &top(&tags), 0).as_deref(), Some("big_store"));
        assert_eq!(product("aisle", &top(&tags), 2), None);
        assert_eq!(product("aisle", &top(&tags[..2]), 0), None);
        assert_eq!(product("store", &top(&tags), 0), None);
    }

    #[test]
    fn initials_are_spelt_out() {
        let shared = top(&["Fresh Fish Index Entries"]);
        assert_eq!(spelt_out("ffi", &shared).as_deref(), Some("fresh_fish_index"));
        assert_eq!(
            spelt_out("ff_indexes", &shared).as_deref(),
            Some("fresh_fish_indexes")
        );
        assert_eq!(spelt_out("ff", &shared), None);
        assert_eq!(spelt_out("fish", &shared), None);
    }

    #[test]
    fn of_two_names_in_a_row_tags_choose() {
        let tags = top(&["Pet Food rules", "Pet Food prices"]);
        assert_eq!(one_of_two("pets", "food", &tags).as_deref(), Some("pets_food"));
        let tags = top(&["The Food rules", "Good Food"]);
        assert_eq!(one_of_two("pets", "food", &tags).as_deref(), Some("food"));
        let tags = top(&["The Food rules", "Pets"]);
        assert_eq!(one_of_two("pets", "food", &tags), None);
    }
}
