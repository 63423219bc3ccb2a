//! Unions that have each other as branches: they are one union, since decoding would never find
//! out which of them a value is.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::nulls::is_null;
use super::shape::{Group, Shape, constrains_beside_ref};
use super::{Place, place};
use crate::build::Builder;
use crate::cycles::Cycles;
use crate::document::Node;
use crate::model::TypeKind;

/// How a schema with `oneOf` or `anyOf` leads back to itself.
#[derive(Clone, Debug)]
pub(in crate::build) struct Circle<'t> {
    /// The first of the unions that have each other as branches, if it is one of those. All of
    /// them have the same values.
    union: Option<Node<'t>>,
    /// The first of the schemas that lead to each other, also where one of them says more than
    /// its branches do.
    schema: Option<Place>,
}

impl Circle<'_> {
    fn first(&self) -> Option<Place> {
        self.union.as_ref().map(place)
    }
}

impl<'t> Builder<'t, '_> {
    /// Finds the circles of the named schemas, so that it is the first of the description that
    /// stands for the others.
    pub(in crate::build) fn find_circles(&mut self) {
        let named = self.document.schemas.iter();
        let starts = named.map(|(_, node)| node.clone()).filter(has_branches).collect();
        self.find_circles_from(starts);
    }

    /// Finds the circles of schemas and of all that they lead to. What was looked at before leads
    /// to none of these, or they would have been found then.
    fn find_circles_from(&mut self, starts: Vec<Node<'t>>) {
        let mut schemas: IndexMap<Place, Node<'t>> =
            starts.into_iter().map(|node| (place(&node), node)).collect();
        let (mut all, mut of_unions) = (Vec::new(), Vec::new());
        while let Some((_, node)) = schemas.get_index(all.len()) {
            let is_pure = is_union(node);
            let (mut leads_to, mut unions) = (Vec::new(), Vec::new());
            for branch in branches(&node.clone()) {
                let Some(target) = self.peek(&branch).filter(has_branches) else {
                    continue;
                };
                if self.circles.contains_key(&place(&target)) {
                    continue;
                }
                let is_union = is_union(&target);
                let entry = schemas.entry(place(&target));
                let index = entry.index();
                entry.or_insert(target);
                leads_to.push(index);
                unions.extend((is_pure && is_union).then_some(index));
            }
            all.push(leads_to);
            of_unions.push(unions);
        }
        let (all, of_unions) = (Cycles::find(&all), Cycles::find(&of_unions));
        let (mut first_schemas, mut first_unions) = (BTreeMap::new(), BTreeMap::new());
        for (index, (place, node)) in schemas.into_iter().enumerate() {
            let schema =
                all.of(index).map(|one| *first_schemas.entry(one).or_insert(place));
            let union = of_unions.of(index);
            let union = union.map(|one| first_unions.entry(one).or_insert(node).clone());
            self.circles.insert(place, Circle { union, schema });
        }
    }

    fn circle(&mut self, node: &Node<'t>) -> Circle<'t> {
        if !self.circles.contains_key(&place(node)) {
            self.find_circles_from(vec![node.clone()]);
        }
        self.circles[&place(node)].clone()
    }

    /// Unions that have each other as branches are other names for the first of them.
    pub(super) fn same_union(
        &mut self,
        shape: &Shape<'t>,
        group: &Group<'t>,
    ) -> Option<TypeKind> {
        let [part] = shape.parts.as_slice() else { return None };
        let is_whole = place(&part.node) == place(&group.node) && !shape.has_base();
        if !is_whole || shape.groups.len() > 1 || !is_union(&group.node) {
            return None;
        }
        let first = self.circle(&group.node).union?;
        if place(&first) == place(&group.node) {
            return None;
        }
        Some(TypeKind::Alias(self.type_at(&first, true)))
    }

    /// The branches of a group, with those of the unions that have it as a branch in turn.
    pub(super) fn unfolded(&mut self, group: &Group<'t>) -> Vec<Node<'t>> {
        let own = self.circle(&group.node);
        if own.schema.is_none() {
            return group.branches.clone();
        }
        let mut unfolded = Vec::new();
        let mut seen = BTreeSet::from([place(&group.node)]);
        let mut left: Vec<Node<'t>> = group.branches.iter().rev().cloned().collect();
        while let Some(branch) = left.pop() {
            let target = self.peek(&branch);
            match target.filter(|target| self.is_of_circle(&own, &group.node, target)) {
                None => unfolded.push(branch),
                Some(union) if seen.insert(place(&union)) => {
                    self.report_unfolded(&union);
                    left.extend(branches(&union).collect::<Vec<_>>().into_iter().rev());
                }
                Some(_) => {}
            }
        }
        unfolded
    }

    /// Whether a branch is the schema itself, or a union that has it as a branch in turn.
    fn is_of_circle(
        &self,
        own: &Circle<'t>,
        node: &Node<'t>,
        branch: &Node<'t>,
    ) -> bool {
        if place(branch) == place(node) {
            return true;
        }
        let Some(circle) = self.circles.get(&place(branch)) else { return false };
        match is_union(node) {
            true => own.union.is_some() && circle.first() == own.first(),
            false => is_union(branch) && circle.schema == own.schema,
        }
    }

    /// Reports what a union says beside its branches when only those are taken.
    fn report_unfolded(&mut self, union: &Node<'t>) {
        for (key, value) in union.entries() {
            let counts = match key {
                "oneOf" | "anyOf" | "definitions" => false,
                // Beside a type it says that a member must be there; true says it of itself.
                "required" => value.value.is_array(),
                key => constrains_beside_ref(key) && !key.starts_with('$'),
            };
            if counts {
                self.unshown(union, key);
            }
        }
    }
}

fn has_branches(node: &Node<'_>) -> bool {
    node.has("oneOf") || node.has("anyOf")
}

/// Whether a schema has no values but those of its branches, and all of them.
fn is_union(node: &Node<'_>) -> bool {
    const SAY_MORE: [&str; 9] = [
        "$ref",
        "type",
        "allOf",
        "properties",
        "patternProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
    ];
    let has_rest =
        node.get("additionalProperties").is_some_and(|said| said.value != false);
    // Where there are both, both hold.
    node.has("oneOf") != node.has("anyOf")
        && !has_rest
        && !SAY_MORE.iter().any(|key| node.has(key))
}

/// The branches of a union that are more than null.
fn branches<'t>(union: &Node<'t>) -> impl Iterator<Item = Node<'t>> + use<'t> {
    let union = union.clone();
    ["oneOf", "anyOf"]
        .into_iter()
        .flat_map(move |key| union.items_of(key).collect::<Vec<_>>())
        .filter(|branch| !is_null(branch))
}
