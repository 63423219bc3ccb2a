//! References in the place of lists, which the specification does not know.

use serde_json::{Map, Value};

use super::check::{Checker, Step};
use super::grammar::Kind;
use super::{Node, resolve};
use crate::diagnostic::{Code, Diagnostic};

/// How many values are copied at most: many references to a long list would be very many.
pub(super) const MOST_COPIES: usize = 100_000;

impl<'t> Checker<'t, '_> {
    /// The list that a reference in the place of one leads to. One in another file has to stand for
    /// itself: references in it start from there.
    pub(super) fn referred_list(
        &mut self,
        members: &Map<String, Value>,
        at: &Step<'_>,
    ) -> Option<Node<'t>> {
        let reference = members.get("$ref")?.as_str()?;
        let from = Node { value: &Value::Null, at: at.pointer() };
        let found = resolve::step(self.sources, &from, reference).ok()?.node;
        let mut has_reference = false;
        let is_list = found.value.is_array()
            && self.can_be_copied(found.value, &mut has_reference);
        let stands_alone = found.at.file() == at.file() || !has_reference;
        (is_list && stands_alone).then_some(found)
    }

    /// Takes a value from what may be copied, and sees whether there is a reference in it.
    fn can_be_copied(&mut self, value: &Value, has_reference: &mut bool) -> bool {
        let Some(left) = self.copies.checked_sub(1) else { return false };
        self.copies = left;
        match value {
            Value::Array(values) => {
                values.iter().all(|value| self.can_be_copied(value, has_reference))
            }
            Value::Object(members) => {
                *has_reference |= members.contains_key("$ref");
                members.values().all(|value| self.can_be_copied(value, has_reference))
            }
            _ => true,
        }
    }

    /// Has a list stand where a reference leads to it.
    pub(super) fn put_list(
        &mut self,
        list: Node<'t>,
        kind: &'static Kind,
        at: &Step<'_>,
    ) {
        let at = at.pointer();
        let message = "a `$ref` to a list was read as that list";
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &at.child("$ref"), message)
                .help("write the list here, or a `$ref` for each element of it"),
        );
        self.repairs.push((at, list.value.clone()));
        self.has_lists = true;
        let seen =
            (std::ptr::from_ref(list.value).addr(), std::ptr::from_ref(kind).addr());
        if self.seen.insert(seen) {
            self.open.push((list, kind));
        }
    }
}
