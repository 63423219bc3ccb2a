//! `oneOf`, `anyOf` and several types.

use std::collections::BTreeSet;

use super::MOST_PARTS;
use super::json_types::{intersection, known_type, type_name};
use super::shape::{Group, Part, Shape, constrains_beside_ref};
use super::{place, schema_name};
use crate::build::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::{
    Docs, Enum, Evidence, JsonType, NumberFormat, StringFormat, TypeKind, Union, Variant,
};

/// A branch and what it is by itself.
struct Branch<'t> {
    node: Node<'t>,
    shape: Shape<'t>,
}

impl<'t> Builder<'t, '_> {
    /// What a shape with `oneOf` or `anyOf` is.
    pub(super) fn union(&mut self, shape: &Shape<'t>) -> Option<TypeKind> {
        if shape.groups.is_empty() {
            return None;
        }
        if let Some(settled) = self.settle_types(shape) {
            return Some(self.kind(&settled));
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
        // What has members is an object, although its author named no type again.
        if shape.types.is_none()
            && let Some(implied) = settled.implied_type()
            && settled.types.as_ref().is_some_and(|types| types.contains(&implied))
        {
            settled.types = Some(BTreeSet::from([implied]));
        }
        Some(settled)
    }

    /// The branches that what stands beside the group allows.
    fn possible(&mut self, shape: &Shape<'t>, group: &Group<'t>) -> Vec<Node<'t>> {
        let Some(types) = &shape.types else { return group.branches.clone() };
        let mut possible = Vec::new();
        for branch in &group.branches {
            let Some(target) = self.peek(branch) else {
                possible.push(branch.clone());
                continue;
            };
            let own = self.shape(&[Part::whole(target)]).types;
            if own.is_none_or(|own| !intersection(types, &own).is_empty()) {
                possible.push(branch.clone());
            }
        }
        possible
    }

    fn group(&mut self, shape: &Shape<'t>, group: &Group<'t>) -> TypeKind {
        let base = base_parts(shape);
        let mut branches = Vec::new();
        for node in &group.branches {
            let Some(target) = self.follow(node) else { continue };
            let shape = self.shape(&[Part::whole(target)]);
            branches.push(Branch { node: node.clone(), shape });
        }
        if !shape.has_base()
            && let Some(kind) = self.scalars(&branches)
        {
            return kind;
        }
        let mut variants = Vec::new();
        let mut scalars_done = BTreeSet::new();
        let mut places = Vec::new();
        for branch in &branches {
            let variant = if shape.has_base() {
                self.merged_variant(&base, branch)
            } else {
                match self.scalar_variant(&branches, branch, &mut scalars_done) {
                    Some(None) => continue,
                    Some(Some(variant)) => variant,
                    None => self.variant(branch),
                }
            };
            places.push(branch.node.clone());
            variants.push(variant);
        }
        let discriminator = self.discriminator(&group.node, &places);
        TypeKind::Union(Union { variants, evidence: Evidence::Unknown, discriminator })
    }

    fn variant(&mut self, branch: &Branch<'t>) -> Variant {
        let name = variant_name(branch);
        let docs = docs::schema_docs(&branch.node);
        Variant { name, schema: self.type_of(&branch.node), docs }
    }

    fn merged_variant(&mut self, base: &[Part<'t>], branch: &Branch<'t>) -> Variant {
        let mut parts = base.to_vec();
        parts.push(Part::whole(branch.node.clone()));
        let schema = self.type_of_parts(&parts);
        let docs = docs::schema_docs(&branch.node);
        Variant { name: variant_name(branch), schema, docs }
    }

    /// All branches are text, or all are numbers: one type that holds every value.
    fn scalars(&mut self, branches: &[Branch<'t>]) -> Option<TypeKind> {
        let class = scalar_class(&branches.first()?.shape)?;
        branches
            .iter()
            .all(|branch| scalar_class(&branch.shape) == Some(class))
            .then(|| self.one_scalar(branches, class))
    }

    /// In a union of several kinds, the branches that are text become one variant, and those that
    /// are numbers: nothing tells them apart. `Some(None)`: the branch is in an earlier variant.
    fn scalar_variant(
        &mut self,
        branches: &[Branch<'t>],
        branch: &Branch<'t>,
        done: &mut BTreeSet<JsonType>,
    ) -> Option<Option<Variant>> {
        let class = scalar_class(&branch.shape)?;
        let of_class = |other: &&Branch<'t>| scalar_class(&other.shape) == Some(class);
        if branches.iter().filter(of_class).count() < 2 {
            return None;
        }
        if !done.insert(class) {
            return Some(None);
        }
        let alike: Vec<Branch<'t>> = branches
            .iter()
            .filter(of_class)
            .map(|other| Branch { node: other.node.clone(), shape: other.shape.clone() })
            .collect();
        let kind = self.one_scalar(&alike, class);
        let schema = self.anonymous(kind, &branch.node.at);
        let name = type_name(class).to_owned();
        Some(Some(Variant { name, schema, docs: Docs::default() }))
    }

    fn one_scalar(&mut self, branches: &[Branch<'t>], class: JsonType) -> TypeKind {
        let mut values = Vec::new();
        let mut plain = Vec::new();
        for branch in branches {
            match self.enumeration(&branch.shape) {
                Some(TypeKind::Enum(mut listed)) => {
                    if let [only] = listed.values.as_mut_slice() {
                        // `oneOf: [{const: a, title: A}]`: how JSON Schema describes values.
                        only.docs = docs::schema_docs(&branch.node);
                        only.name = branch.node.text("title");
                    }
                    values.append(&mut listed.values);
                }
                _ => plain.push(&branch.shape),
            }
        }
        if !values.is_empty() {
            let mut seen = Vec::new();
            values.retain(|value| {
                let new = !seen.contains(&value.value);
                seen.push(value.value.clone());
                new
            });
            return TypeKind::Enum(Enum { values });
        }
        let kinds: Vec<TypeKind> = plain
            .iter()
            .map(|shape| match class {
                JsonType::String => super::scalars::string(shape),
                _ if shape.json_types() == [JsonType::Integer] => self.integer(shape),
                _ => super::scalars::number(shape),
            })
            .collect();
        one_kind(kinds, class)
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
            let branch = self.shape(&[Part::whole(target)]);
            let object = branch.json_types() == [JsonType::Object]
                || branch.implied_type() == Some(JsonType::Object)
                || branch.types.is_none();
            if !object || !branch.groups.is_empty() {
                return self.untyped(
                    &shape.node,
                    "several `oneOf` or `anyOf` that hold at once",
                );
            }
            for (name, parts) in branch.properties {
                let known = merged.properties.entry(name).or_default();
                if known.is_empty() {
                    *known = parts;
                }
            }
        }
        self.kind(&merged)
    }
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
        .filter(|part| part.node.reference().is_none() && seen.insert(place(&part.node)))
        .map(|part| Part::base(part.node.clone()))
        .collect()
}

/// String or number, when a shape is nothing else.
fn scalar_class(shape: &Shape<'_>) -> Option<JsonType> {
    if !shape.groups.is_empty() || shape.discriminated {
        return None;
    }
    let types = shape.json_types();
    let json = match types.as_slice() {
        [one] => *one,
        [] if shape.values.is_some() => {
            let values = shape.values.iter().flatten();
            let types: BTreeSet<_> = values.map(|value| JsonType::of(value)).collect();
            if types.len() != 1 {
                return None;
            }
            types.into_iter().next()?
        }
        _ => return None,
    };
    match json {
        JsonType::String => Some(JsonType::String),
        JsonType::Integer | JsonType::Number => Some(JsonType::Number),
        _ => None,
    }
}

/// The kind that holds the values of all.
fn one_kind(kinds: Vec<TypeKind>, class: JsonType) -> TypeKind {
    let texts: Option<Vec<StringFormat>> = kinds
        .iter()
        .map(|kind| match kind {
            TypeKind::String(format) => Some(*format),
            _ => None,
        })
        .collect();
    let same =
        |formats: &[StringFormat]| formats.windows(2).all(|pair| pair[0] == pair[1]);
    match (class, texts) {
        (JsonType::String, Some(formats)) if same(&formats) && !formats.is_empty() => {
            TypeKind::String(formats[0])
        }
        (JsonType::String, _) => TypeKind::String(StringFormat::Plain),
        _ => {
            let whole = kinds.iter().all(|kind| matches!(kind, TypeKind::Integer(_)));
            let first = kinds.into_iter().next();
            match first {
                Some(kind) if whole => kind,
                _ => TypeKind::Number(NumberFormat::Double),
            }
        }
    }
}

/// What a branch is called: after its schema, its title, or what it is.
fn variant_name(branch: &Branch<'_>) -> String {
    let node = &branch.shape.node;
    if let Some(name) = schema_name(node) {
        return name;
    }
    if let Some(title) = branch.node.text("title").filter(|title| title.len() <= 40) {
        return title;
    }
    if let Some([only]) = branch.shape.values.as_deref() {
        return only.as_str().map_or_else(|| only.to_string(), str::to_owned);
    }
    if branch.node.reference().is_some()
        && let Some(last) = node.at.last()
        && last.parse::<usize>().is_err()
    {
        return last.to_owned();
    }
    // A member that can only have one value says which branch it is.
    let tag = branch.shape.properties.values().flatten().find_map(|part| {
        let object = part.node.object()?;
        let listed = || match object.get("enum")?.as_array()?.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        object.get("const").or_else(listed)?.as_str()
    });
    if let Some(tag) = tag {
        return tag.to_owned();
    }
    match branch.shape.json_types().as_slice() {
        [JsonType::Array] => "list".to_owned(),
        [one] => type_name(*one).to_owned(),
        _ => branch.shape.implied_type().map_or("other", type_name).to_owned(),
    }
}
