//! Unions whose schema has their tag as a property, which each branch has too.

use super::shape::{Additional, Part, Shape};
use crate::build::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;

impl<'t> Builder<'t, '_> {
    /// A union without the members beside its branches, where that is its tag alone and every branch
    /// has it: the branches then are what they are elsewhere, with their names.
    pub(super) fn without_repeated_tag(
        &mut self,
        shape: &Shape<'t>,
    ) -> Option<Shape<'t>> {
        let [group] = shape.groups.as_slice() else { return None };
        let mut names = shape.properties.keys().copied();
        let (Some(tag), None) = (names.next(), names.next()) else { return None };
        let says_more = !shape.patterns.is_empty()
            || !shape.items.is_empty()
            || shape.values.is_some()
            || !matches!(shape.additional, Additional::Unsaid)
            || shape.required.iter().any(|name| *name != tag);
        if says_more {
            return None;
        }
        let described = |parts: &[Part<'t>]| {
            parts.iter().find_map(|part| part.node.get("description"))
        };
        let said = shape.properties.get(tag).and_then(|parts| described(parts));
        let discriminator = group.node.get("discriminator");
        let is_said =
            discriminator.is_some_and(|node| node.str("propertyName") == Some(tag));
        let mut are_described = true;
        for branch in &group.branches {
            let target = self.follow(branch)?;
            let own = self.shape_of(target);
            let parts = own.properties.get(tag)?;
            if !is_said && !parts.iter().any(has_one_value) {
                return None;
            }
            are_described &= described(parts).is_some();
        }
        if let Some(node) = said.filter(|_| !are_described) {
            self.report(unshown(tag, &node));
        }
        let mut bare = shape.clone();
        bare.properties.clear();
        bare.required.clear();
        Some(bare)
    }
}

fn unshown(tag: &str, description: &Node<'_>) -> Diagnostic {
    let message =
        format!("what is said of `{tag}` beside the branches does not show in the SDK");
    Diagnostic::new(Code::UnsupportedKeyword, &description.at, message)
        .at_key()
        .help("say it in each branch, which has the member itself")
}

/// Whether a member has one value, which tells what the whole is.
fn has_one_value(part: &Part<'_>) -> bool {
    let is_one =
        |values: &Node<'_>| values.value.as_array().is_some_and(|all| all.len() == 1);
    part.node.has("const") || part.node.get("enum").is_some_and(|values| is_one(&values))
}
