//! Lists of which the answer says how many things there are.

use super::answer::Answer;
use super::items::{FAULTS, Items, SAYINGS};
use super::told::TOTAL;
use crate::model::TypeKind;
use crate::passes::walk;
use crate::words::{each_singular, snake, words};

/// Lists of what the things are sorted by.
const KINDS: [&str; 4] = ["aggregations", "categories", "filters", "tags"];

impl Answer<'_> {
    /// The list inside of an object of its name that also says how many there are: `hits.hits`
    /// beside `hits.total`. A list beside it is one of something else.
    pub(super) fn counted_of_its_name(&self, start: &[String]) -> Option<Items> {
        let is_total = |path: &[String]| {
            path.last().is_some_and(|name| TOTAL.contains(&&*snake(name)))
        };
        // What is counted at the top is a list there.
        if self.members_at(start).iter().any(|(path, _)| is_total(path)) {
            return None;
        }
        let (path, item) = self.items_of_its_name(start)?;
        let beside = self.members_at(&path[..path.len() - 1]);
        beside.iter().any(|(path, _)| is_total(path)).then_some((path, item))
    }

    /// The only one of several lists whose things a member beside them counts: `messages` and
    /// `messages_count`, beside `tags`.
    pub(super) fn only_counted(
        &self,
        start: &[String],
        lists: &[Items],
    ) -> Option<Items> {
        if lists.len() < 2 {
            return None;
        }
        // How many warnings or kinds of things there are is counted too.
        let is_aside = |name: &str| {
            let name = snake(name);
            [&FAULTS[..], &SAYINGS, &KINDS].iter().any(|all| all.contains(&&*name))
        };
        let is_counted = |(path, _): &&Items| {
            path.last().is_some_and(|name| !is_aside(name) && self.counts(start, name))
        };
        let mut of_things = lists.iter().filter(is_counted);
        of_things.next().filter(|_| of_things.next().is_none()).cloned()
    }

    /// Whether an object has a number of things of this name.
    fn counts(&self, at: &[String], name: &str) -> bool {
        let things = each_singular(&words(name));
        self.members_at(at).iter().any(|(path, schema)| {
            let kind = &walk::definition(self.types, *schema).kind;
            matches!(kind, TypeKind::Integer(_) | TypeKind::Number(_))
                && path
                    .last()
                    .and_then(|name| counted(name))
                    .is_some_and(|of| of == things)
        })
    }
}

/// What a name is the number of: posts of `num_posts`, `total_posts` and `posts_count`.
pub(super) fn counted(name: &str) -> Option<Vec<String>> {
    let words = words(name);
    let (first, after) = words.split_first()?;
    let (last, before) = words.split_last()?;
    if matches!(first.as_str(), "num" | "number" | "no" | "nb" | "total") {
        return Some(each_singular(after));
    }
    (last == "count" && !before.is_empty()).then(|| each_singular(before))
}
