//! What of a discriminator leads nowhere: tags of its mapping, and the member that it names.

use std::collections::BTreeSet;

use super::discriminators::mapping;
use super::shape::Additional;
use super::{Place, place};
use crate::build::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;

/// How deep unions are looked into for a member.
const DEEPEST: usize = 30;

impl<'t> Builder<'t, '_> {
    /// Reports the tags of the mapping that lead nowhere.
    pub(super) fn report_unmapped(&mut self, base: &Node<'t>) {
        let mut misled = mapping(base);
        misled.retain(|(_, target)| self.mapping_target(base, target).is_none());
        let (why, what) = ("where there is no schema", "name a schema");
        self.report_misled(base, &misled, (why, what));
    }

    /// Reports tags that lead to no schema that they could: each at its own place, and all of a
    /// mapping at once.
    pub(super) fn report_misled(
        &mut self,
        node: &Node<'t>,
        misled: &[(String, String)],
        (why, what): (&str, &str),
    ) {
        let at = node.at.child("discriminator").child("mapping");
        let help = format!("let every value of `mapping` {what}");
        if misled.len() > 1 && misled.len() == mapping(node).len() {
            let (tag, target) = &misled[0];
            let message = "no tag of the `mapping` leads to a schema that is meant";
            let note =
                format!("`{tag}` leads to `{target}`, {why}, and so do the others");
            let misled = Diagnostic::new(Code::InvalidDiscriminator, &at, message);
            return self.report(misled.note(note).help(help));
        }
        for (tag, target) in misled {
            let message = format!("the tag `{tag}` leads to `{target}`, {why}");
            let at = at.child(tag);
            let misled = Diagnostic::new(Code::InvalidDiscriminator, &at, message);
            self.report(misled.help(help.as_str()));
        }
    }

    /// Reports that no branch has the member that a discriminator names.
    pub(super) fn report_undeclared(
        &mut self,
        node: &Node<'t>,
        property: &str,
        branches: &[Node<'t>],
    ) {
        let whole = self.shape_of(node.clone());
        let mut seen = BTreeSet::new();
        if whole.properties.contains_key(property)
            || branches.iter().any(|one| self.may_have(one, property, &mut seen, 0))
        {
            return;
        }
        let at = node.at.child("discriminator");
        // In Swagger 2.0 it is the name itself.
        let is_object =
            node.get("discriminator").is_some_and(|it| it.object().is_some());
        let at = if is_object { at.child("propertyName") } else { at };
        let message = format!(
            "no branch has the member `{property}`, which the discriminator names"
        );
        self.report(
            Diagnostic::new(Code::InvalidDiscriminator, &at, message)
                .note("it is read and sent all the same")
                .help("describe it in the branches, or name the member that tells them apart"),
        );
    }

    /// Whether a schema has a member, or can have it by what it says of others.
    fn may_have(
        &mut self,
        node: &Node<'t>,
        name: &str,
        seen: &mut BTreeSet<Place>,
        depth: usize,
    ) -> bool {
        let Some(target) = self.peek(node).filter(|_| depth < DEEPEST) else {
            return true;
        };
        if !seen.insert(place(&target)) {
            return false;
        }
        let shape = self.shape_of(target);
        shape.properties.contains_key(name)
            || shape.required.contains(name)
            || !shape.patterns.is_empty()
            || matches!(shape.additional, Additional::Schema(_))
            || shape
                .groups
                .iter()
                .flat_map(|group| &group.branches)
                .any(|branch| self.may_have(branch, name, seen, depth + 1))
    }
}
