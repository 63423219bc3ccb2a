//! `oneOf`, `anyOf` and several types.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;

use super::MOST_PARTS;
use super::branch_names::branch_names;
use super::json_types::type_name;
use super::place;
use super::shape::{Group, Part, Shape, constrains_beside_ref};
use crate::build::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, intersection, known_type};
use crate::model::{Docs, Evidence, JsonType, TypeKind, Union, Variant};

/// A branch and what it is by itself.
#[derive(Clone)]
pub(super) struct Branch<'t> {
    pub(super) node: Node<'t>,
    pub(super) shape: Rc<Shape<'t>>,
    /// The name that the description has for it.
    pub(super) name: Option<String>,
    /// What it is a list of, where that has no name.
    pub(super) item: Option<Rc<Shape<'t>>>,
}

impl<'t> Branch<'t> {
    /// What has the members by which it is known: the branch, or what it is a list of.
    pub(super) fn members(&self) -> &Shape<'t> {
        self.item.as_ref().unwrap_or(&self.shape)
    }
}

impl<'t> Builder<'t, '_> {
    /// What a shape with `oneOf` or `anyOf` is.
    pub(super) fn union(&mut self, shape: &Shape<'t>) -> Option<TypeKind> {
        if shape.groups.is_empty() {
            return None;
        }
        if let Some(bare) = self.without_repeated_tag(shape) {
            return self.union(&bare);
        }
        if let Some(listed) = self.listed_beside_unions(shape) {
            return Some(listed);
        }
        if let Some(settled) = self.settle_types(shape) {
            return Some(self.kind(&settled));
        }
        if let ([group], false) = (shape.groups.as_slice(), shape.has_base())
            && let [only] = distinct(group.branches.clone()).as_slice()
            && group.branches.len() > 1
        {
            return Some(TypeKind::Alias(self.type_of(only)));
        }
        let mut parts = base_parts(shape);
        let mut groups = Vec::new();
        let mut settled = false;
        for group in &shape.groups {
            let branches = self.possible(shape, group);
            match branches.as_slice() {
                // What stands beside the group decides: `result` is any JSON in an envelope and
                // an array in the answer that extends it.
                [] => settled = true,
                [only] => {
                    settled = true;
                    parts.push(Part::whole(only.clone()));
                }
                _ => groups.push(Group { node: group.node.clone(), branches }),
            }
        }
        if settled && parts.len() <= MOST_PARTS {
            let mut merged = self.shape(&parts);
            merged.alias = None;
            merged.groups.extend(groups);
            return Some(self.kind(&merged));
        }
        match groups.as_slice() {
            [group] => Some(self.group(shape, group)),
            groups => Some(self.several_groups(shape, groups)),
        }
    }

    /// Groups that only name types, beside something that says more: an envelope's `result` is an
    /// object or text, and a struct in the answer that extends it. Those groups are the shape's
    /// types then; `None` where there are none.
    fn settle_types(&mut self, shape: &Shape<'t>) -> Option<Shape<'t>> {
        if shape.groups.len() < 2 && !shape.has_base() {
            return None;
        }
        let (bare, groups): (Vec<_>, Vec<_>) =
            shape.groups.iter().cloned().partition(|group| bare_types(group).is_some());
        if bare.is_empty() {
            return None;
        }
        let mut settled = shape.clone();
        settled.groups = groups;
        for group in &bare {
            let types = bare_types(group)?;
            let both = match &settled.types {
                None => types,
                Some(before) => intersection(before, &types),
            };
            if both.is_empty() {
                let message = "no type is allowed by all parts of an `allOf`; the first one counts";
                self.report(
                    Diagnostic::new(Code::ConflictingAllOf, &group.node.at, message)
                        .help("let all parts be of one type"),
                );
            } else {
                settled.types = Some(both);
            }
        }
        // What has members is an object, although its author named no type again; unless the types
        // are named beside the members.
        let says_both = |group: &Group<'t>| {
            let words = [
                "properties",
                "items",
                "additionalProperties",
                "patternProperties",
                "prefixItems",
            ];
            words.iter().any(|word| group.node.has(word))
        };
        if shape.types.is_none()
            && !bare.iter().any(says_both)
            && let Some(implied) = settled.implied_type()
            && settled.types.as_ref().is_some_and(|types| types.contains(&implied))
        {
            settled.types = Some(BTreeSet::from([implied]));
        }
        Some(settled)
    }

    /// The branches that what stands beside the group allows.
    fn possible(&mut self, shape: &Shape<'t>, group: &Group<'t>) -> Vec<Node<'t>> {
        let branches = distinct(group.branches.clone());
        let Some(types) = &shape.types else { return branches };
        let mut possible = Vec::new();
        for branch in &branches {
            let Some(target) = self.peek(branch) else {
                possible.push(branch.clone());
                continue;
            };
            let own = self.shape_of(target);
            let own = own.types.as_ref();
            if own.is_none_or(|own| !intersection(types, own).is_empty()) {
                possible.push(branch.clone());
            }
        }
        possible
    }

    /// The shape of a branch, which many unions can have.
    pub(super) fn shape_of(&mut self, branch: Node<'t>) -> Rc<Shape<'t>> {
        let key = place(&branch);
        if let Some(known) = self.shapes.get(&key) {
            return Rc::clone(known);
        }
        let shape = Rc::new(self.shape(&[Part::whole(branch)]));
        self.shapes.insert(key, Rc::clone(&shape));
        shape
    }

    fn group(&mut self, shape: &Shape<'t>, group: &Group<'t>) -> TypeKind {
        if let Some(kind) = self.same_union(shape, group) {
            return kind;
        }
        let base = base_parts(shape);
        let branches = self.branches(shape, group);
        if branches.is_empty() {
            return self.untyped(&group.node, "no schema of a branch is there");
        }
        if !shape.has_base()
            && let Some(kind) = self.scalars(&branches)
        {
            return kind;
        }
        let mut variants = Vec::new();
        let mut scalars_done = BTreeSet::new();
        let mut places = Vec::new();
        for (branch, name) in branches.iter().zip(branch_names(&branches)) {
            let variant = if shape.has_base() {
                self.merged_variant(&base, branch, name)
            } else {
                match self.scalar_variant(&branches, branch, &mut scalars_done) {
                    Some(None) => continue,
                    Some(Some(variant)) => variant,
                    None => self.variant(branch, name),
                }
            };
            places.push(branch.node.clone());
            variants.push(variant);
        }
        let discriminator = self.discriminator(&group.node, &places);
        TypeKind::Union(Union { variants, evidence: Evidence::Unknown, discriminator })
    }

    /// The branches of a group, each with what it is by itself.
    pub(super) fn branches(
        &mut self,
        shape: &Shape<'t>,
        group: &Group<'t>,
    ) -> Vec<Branch<'t>> {
        let mut branches = Vec::new();
        for node in self.unfolded(group) {
            let Some(target) = self.follow(&node) else { continue };
            let own = of_the_type_around(self.shape_of(target), shape);
            let name = self.name_referred_to(&node);
            let item = match own.items.as_slice() {
                [item] if item.reference().is_none() => {
                    Some(self.shape_of(item.clone()))
                }
                _ => None,
            };
            branches.push(Branch { node, shape: own, name, item });
        }
        branches
    }

    fn variant(&mut self, branch: &Branch<'t>, name: String) -> Variant {
        let docs = docs::schema_docs(&branch.node);
        Variant { name, schema: self.type_of(&branch.node), docs }
    }

    fn merged_variant(
        &mut self,
        base: &[Part<'t>],
        branch: &Branch<'t>,
        name: String,
    ) -> Variant {
        let has =
            |part: &Part<'t>| branch.shape.parts.iter().any(|own| same_place(own, part));
        let schema = if base.iter().all(has) {
            // The branch extends what it is a branch of.
            self.type_of(&branch.node)
        } else {
            let mut parts = base.to_vec();
            parts.push(Part::whole(branch.node.clone()));
            self.type_of_parts(&parts)
        };
        let docs = docs::schema_docs(&branch.node);
        Variant { name, schema, docs }
    }

    /// `type: [string, integer]`.
    pub(super) fn union_of_types(
        &mut self,
        shape: &Shape<'t>,
        types: &[JsonType],
    ) -> TypeKind {
        if types.len() >= 5 {
            return TypeKind::Any(None);
        }
        let mut types = types.to_vec();
        if let Some(place) = types.iter().position(|json| *json == JsonType::Number)
            && shape.types.as_ref().is_some_and(|said| said.contains(&JsonType::Integer))
        {
            types.insert(place, JsonType::Integer);
        }
        let variants = types
            .iter()
            .map(|json| {
                let kind = self.kind_of_type(shape, *json);
                let schema = self.anonymous(kind, &shape.node.at);
                let name = type_name(*json).to_owned();
                Variant { name, schema, docs: Docs::default() }
            })
            .collect();
        TypeKind::Union(Union {
            variants,
            evidence: Evidence::Unknown,
            discriminator: None,
        })
    }

    /// Several groups hold at once: their branches' members are optional members of one object.
    fn several_groups(&mut self, shape: &Shape<'t>, groups: &[Group<'t>]) -> TypeKind {
        let base = base_parts(shape);
        let mut merged = self.shape(&base);
        merged.alias = None;
        for branch in groups.iter().flat_map(|group| &group.branches) {
            let Some(target) = self.follow(branch) else { continue };
            let branch = self.shape_of(target);
            let object = branch.json_types() == [JsonType::Object]
                || branch.implied_type() == Some(JsonType::Object)
                || branch.types.is_none();
            if !object || !branch.groups.is_empty() {
                return self.untyped(
                    &shape.node,
                    "several `oneOf` or `anyOf` that hold at once",
                );
            }
            for (&name, parts) in &branch.properties {
                let known = merged.properties.entry(name).or_default();
                if known.is_empty() {
                    known.clone_from(parts);
                } else if !says_the_same(known, parts) {
                    merged.unsettled.insert(name);
                }
            }
        }
        self.kind(&merged)
    }
}

/// What a branch is where it names no type and the schema around it does: `type: string` beside
/// `anyOf: [{ format: date }, { format: date-time }]`.
fn of_the_type_around<'t>(branch: Rc<Shape<'t>>, around: &Shape<'t>) -> Rc<Shape<'t>> {
    let is_scalar = |json: &JsonType| {
        matches!(json, JsonType::String | JsonType::Integer | JsonType::Number)
    };
    let Some(mut types) = around.types.clone() else { return branch };
    // Whether null is a value is the use's affair.
    types.remove(&JsonType::Null);
    let says_nothing = branch.types.is_none() && branch.groups.is_empty();
    if !says_nothing || types.is_empty() || !types.iter().all(is_scalar) {
        return branch;
    }
    let mut typed = (*branch).clone();
    typed.types = Some(types);
    Rc::new(typed)
}

/// Branches without those that refer to what one before them refers to, in the same words.
fn distinct(branches: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let mut distinct: Vec<Node<'_>> = Vec::with_capacity(branches.len());
    for branch in branches {
        let is_same = |other: &Node<'_>| {
            other.at.file() == branch.at.file() && other.value == branch.value
        };
        if branch.reference().is_none() || !distinct.iter().any(is_same) {
            distinct.push(branch);
        }
    }
    distinct
}

/// Whether the parts of a member allow the same, wherever they stand and whatever is noted there.
fn says_the_same(some: &[Part<'_>], others: &[Part<'_>]) -> bool {
    let same = |(one, other): (&Part<'_>, &Part<'_>)| {
        one.node.at.file() == other.node.at.file()
            && allows_the_same(one.node.value, other.node.value)
    };
    some.len() == others.len() && some.iter().zip(others).all(same)
}

fn allows_the_same(one: &Value, other: &Value) -> bool {
    let (Value::Object(one), Value::Object(other)) = (one, other) else {
        return one == other;
    };
    let counts = |key: &&String| *key == "$ref" || constrains_beside_ref(key);
    let mut keys = one.keys().chain(other.keys()).filter(counts);
    keys.all(|key| match (one.get(key), other.get(key)) {
        // The keys of these are names of members.
        (Some(Value::Object(one)), Some(Value::Object(other)))
            if matches!(key.as_str(), "properties" | "patternProperties") =>
        {
            let member = |(name, schema): (&String, &Value)| {
                other.get(name).is_some_and(|other| allows_the_same(schema, other))
            };
            one.len() == other.len() && one.iter().all(member)
        }
        (Some(one), Some(other)) => allows_the_same(one, other),
        _ => false,
    })
}

fn same_place(one: &Part<'_>, other: &Part<'_>) -> bool {
    place(&one.node) == place(&other.node)
}

/// The types that a group's branches name, when they say nothing else.
fn bare_types(group: &Group<'_>) -> Option<BTreeSet<JsonType>> {
    let mut types = BTreeSet::new();
    for branch in &group.branches {
        let says_more = |(key, node): (&str, Node<'_>)| {
            let empty = node.object().is_some_and(serde_json::Map::is_empty);
            key != "type"
                && !(key == "items" && empty)
                && (key == "$ref" || constrains_beside_ref(key))
        };
        let name = branch.str("type")?;
        if branch.entries().any(says_more) {
            return None;
        }
        types.insert(known_type(name)?);
    }
    Some(types)
}

/// The parts of a shape without their groups.
fn base_parts<'t>(shape: &Shape<'t>) -> Vec<Part<'t>> {
    let mut seen = BTreeSet::new();
    shape
        .parts
        .iter()
        .filter(|part| {
            !says_only_reference(&part.node) && seen.insert(place(&part.node))
        })
        .map(|part| Part::base(part.node.clone()))
        .collect()
}

/// Whether a schema says nothing but what it refers to and the groups beside that.
fn says_only_reference(node: &Node<'_>) -> bool {
    let says_more = |key: &str| {
        key == "required"
            || constrains_beside_ref(key) && !["oneOf", "anyOf"].contains(&key)
    };
    node.reference().is_some() && !node.entries().any(|(key, _)| says_more(key))
}
