//! Paths that end with `all`: what is read there are the things that come before.

use super::actions::names;
use super::answers;
use super::collections::is_facts;
use super::entries::Entry;
use super::methods::has;
use super::paths::Paths;
use super::segments::Segment;
use super::tree::Place;
use super::verbs::is_verb;

impl Paths<'_> {
    /// The resource and the method of a path that ends with `all`: `users.list` for `/users/all`, and
    /// `users.list_all` where `/users` can be read too. What is searched or counted stays what it is.
    pub(super) fn all_of(
        &self,
        operation: &Entry<'_>,
        rest: &[Segment],
        full: &[Segment],
    ) -> Option<(Vec<String>, Option<String>)> {
        let (Segment::Static(last), above) = rest.split_last()? else { return None };
        let is_read = has(self.tree.find(&full[..full.len() - 1]), "GET");
        let are_things = match above.last()? {
            Segment::Static(name) => !is_verb(name) && !is_facts(name),
            // All of one thing are no things.
            Segment::Variable(_) => !is_read,
        };
        let above = names(above);
        if last != "all"
            || operation.method != "GET"
            || !are_things
            || above.is_empty()
            || answers::has_no_list(self.types, operation)
            || !self.tree.find(full).is_some_and(Place::is_alone)
        {
            return None;
        }
        let name = if is_read { "list_all" } else { "list" };
        Some((above, Some(name.to_owned())))
    }
}
