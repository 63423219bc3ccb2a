//! `discriminator`: on a union, and on a schema that others extend through `allOf`
//! (OpenAPI 3.0 §4.7.25, Swagger 2.0 Schema Object).

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::shape::{Part, Shape};
use super::{Place, place};
use crate::build::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, resolve};
use crate::model::{Discriminator, Evidence, TypeKind, Union, Variant};
use crate::source::FileId;

/// How deep schemas may extend each other.
const DEEPEST: usize = 30;

impl<'t> Builder<'t, '_> {
    /// Finds the schemas that extend one with a discriminator.
    pub(in crate::build) fn find_discriminated_children(&mut self) {
        let named = self.document.schemas.iter();
        let mut schemas: Vec<Node<'t>> =
            named.filter_map(|(_, node)| self.peek(node)).collect();
        schemas.extend(self.extending_elsewhere());
        let mut seen = BTreeSet::new();
        for node in schemas.iter().filter(|node| seen.insert(place(node))) {
            for ancestor in self.discriminated_ancestors(node) {
                let children = self.children.entry(place(&ancestor)).or_default();
                // One that extends it in two ways is found twice in a row.
                if children.last().is_none_or(|last| place(last) != place(node)) {
                    children.push(node.clone());
                }
            }
        }
    }

    /// The schemas of the other files that extend something: whole files, and those that stand
    /// where such files have named schemas.
    fn extending_elsewhere(&self) -> Vec<Node<'t>> {
        let sources = self.document.sources;
        let others =
            sources.iter().map(|(file, _)| file).filter(|file| *file != FileId::ROOT);
        let mut found = Vec::new();
        for root in others.map(|file| resolve::root(sources, file)) {
            found.push(root.clone());
            found.extend(root.entries().map(|(_, node)| node));
            let components = root.get("components");
            for place in components.iter().chain([&root]) {
                for key in ["schemas", "definitions", "$defs", "models", "types"] {
                    found.extend(place.entries_of(key).map(|(_, node)| node));
                }
            }
        }
        found.retain(|node| node.has("allOf"));
        found
    }

    /// The schemas with a discriminator that a schema extends.
    pub(super) fn discriminated_ancestors(&self, node: &Node<'t>) -> Vec<Node<'t>> {
        let mut ancestors = Vec::new();
        self.ancestors(node, &mut ancestors, &mut BTreeSet::new(), 0);
        ancestors
    }

    /// The schemas with a discriminator that a schema is, or extends.
    fn discriminated_line(&self, node: &Node<'t>) -> Vec<Node<'t>> {
        let own = has_discriminator(node).then(|| node.clone());
        own.into_iter().chain(self.discriminated_ancestors(node)).collect()
    }

    fn ancestors(
        &self,
        node: &Node<'t>,
        found: &mut Vec<Node<'t>>,
        seen: &mut BTreeSet<Place>,
        depth: usize,
    ) {
        // One that is extended twice is looked at once, or doubling references take for ever.
        if depth > DEEPEST || !seen.insert(place(node)) {
            return;
        }
        for part in node.items_of("allOf") {
            let is_reference = part.reference().is_some();
            let Some(target) = self.peek(&part) else { continue };
            if is_reference && has_discriminator(&target) {
                found.push(target.clone());
            }
            self.ancestors(&target, found, seen, depth + 1);
        }
    }

    /// The union of the schemas that extend this one, where it has a discriminator.
    pub(super) fn children_union(&mut self, shape: &Shape<'t>) -> Option<TypeKind> {
        if !shape.discriminated || !shape.groups.is_empty() {
            return None;
        }
        let base = shape.node.clone();
        let children = self.children.get(&place(&base))?.clone();
        let property = property(&base)?.to_owned();
        self.report_unmapped(&base);
        let mapped = self.mapped(&base);
        let base_tag = self.tags_of(&base, &mapped);
        self.report_unlisted(shape, &property);
        if !shape.properties.contains_key(property.as_str()) {
            self.report_undeclared(&base, &property, &children);
        }
        let (mut tags, mut names) = (Vec::new(), Vec::new());
        let mut in_mapping = BTreeSet::new();
        let mut variants = Vec::new();
        for child in &children {
            let schema = self.type_of(child);
            let index = variants.len();
            in_mapping.extend(mapped.contains_key(&place(child)).then_some(index));
            let name = self.name_of(child).unwrap_or_default();
            variants.push(Variant { name, schema, docs: docs::schema_docs(child) });
            for tag in self.tags_of(child, &mapped) {
                tags.push((tag, index));
            }
            names.extend(self.names_beside(child, &mapped).map(|name| (name, index)));
        }
        let taken: BTreeSet<&str> = tags.iter().map(|(tag, _)| tag.as_str()).collect();
        let mut base_tags: Vec<String> =
            base_tag.into_iter().filter(|tag| !taken.contains(tag.as_str())).collect();
        if !mapped.contains_key(&place(&base)) {
            // The tag that goes without saying is one only where the member can have it.
            base_tags.retain(|tag| self.can_be_tag(shape, &property, tag));
        }
        if !base_tags.is_empty() {
            let part = Part { without_discriminator: true, ..Part::whole(base.clone()) };
            let schema = self.type_of_parts(&[part]);
            let index = variants.len();
            variants.push(Variant {
                name: "base".to_owned(),
                schema,
                docs: docs::schema_docs(&base),
            });
            tags.extend(base_tags.into_iter().map(|tag| (tag, index)));
        }
        let default = self.default_branch(&base, |target| {
            children.iter().position(|child| place(child) == place(target))
        });
        let discriminator =
            Some(discriminator(property, (tags, in_mapping), names, default));
        Some(TypeKind::Union(Union {
            variants,
            evidence: Evidence::Unknown,
            discriminator,
        }))
    }

    /// Whether a member of a shape can have a text: what is listed for it does not leave it out.
    fn can_be_tag(&self, shape: &Shape<'t>, property: &str, tag: &str) -> bool {
        let parts = shape.properties.get(property);
        parts.into_iter().flatten().all(|part| {
            let Some(node) = self.peek(&part.node) else { return true };
            let listed = node.value.get("enum").and_then(Value::as_array);
            listed.is_none_or(|values| values.iter().any(|value| value == tag))
                && node.value.get("const").is_none_or(|value| value == tag)
        })
    }

    /// The tags of the mapping that lead to each schema.
    fn mapped(&self, base: &Node<'t>) -> IndexMap<Place, Vec<String>> {
        let mut mapped: IndexMap<Place, Vec<String>> = IndexMap::new();
        for (tag, target) in mapping(base) {
            if let Some(found) = self.mapping_target(base, &target) {
                mapped.entry(place(&found)).or_default().push(tag);
            }
        }
        mapped
    }

    /// Reports the tags of the mapping that the member cannot have.
    fn report_unlisted(&mut self, shape: &Shape<'t>, property: &str) {
        for (tag, _) in mapping(&shape.node) {
            let unlisted = self.unlisted((&shape.node, &tag), shape, property);
            let read = "what has this tag is read as the schema that it leads to";
            unlisted.into_iter().for_each(|one| self.report(one.note(read)));
        }
    }

    /// What is wrong with a tag of a mapping that the member of a shape cannot have, if it cannot: one
    /// of the two is a slip.
    fn unlisted(
        &self,
        (node, tag): (&Node<'t>, &str),
        shape: &Shape<'t>,
        property: &str,
    ) -> Option<Diagnostic> {
        if self.can_be_tag(shape, property, tag) {
            return None;
        }
        let message = format!(
            "the tag `{tag}` is none of the values that are listed for `{property}`"
        );
        let at = node.at.child("discriminator").child("mapping").child(tag);
        let unlisted = Diagnostic::new(Code::InvalidDiscriminator, &at, message);
        Some(unlisted.help("list the tag, or let a listed value lead to the schema"))
    }

    /// What a value of `mapping` names: a schema by its name, or a reference; whatever that leads
    /// to in turn.
    pub(super) fn mapping_target(
        &self,
        base: &Node<'t>,
        target: &str,
    ) -> Option<Node<'t>> {
        let sources = self.document.sources;
        let token = target.replace('~', "~0").replace('/', "~1");
        let named = |from: &Node<'t>| {
            let reference = format!("#/components/schemas/{token}");
            resolve::step(sources, from, &reference).ok()
        };
        let is_file = |end: &&str| target.ends_with(*end);
        let is_reference = target.contains(['#', '/'])
            || [".yaml", ".yml", ".json"].iter().any(is_file);
        let by_name = |from: &Node<'t>| (!is_reference).then(|| named(from)).flatten();
        let step = by_name(base)
            .or_else(|| by_name(&self.document.root))
            .or_else(|| resolve::step(sources, base, target).ok())?;
        self.peek(&step.node)
    }

    /// The tags that lead to a schema: those of the mapping, else what the schema says of itself,
    /// else its name.
    fn tags_of(
        &self,
        schema: &Node<'t>,
        mapped: &IndexMap<Place, Vec<String>>,
    ) -> Vec<String> {
        if let Some(tags) = mapped.get(&place(schema)) {
            return tags.clone();
        }
        own_tag(schema).or_else(|| self.name_of(schema)).into_iter().collect()
    }

    /// What else a schema is called that the mapping, or the schema itself, has another tag for.
    fn names_beside(
        &self,
        schema: &Node<'t>,
        mapped: &IndexMap<Place, Vec<String>>,
    ) -> impl Iterator<Item = String> + use<'t> {
        let is_mapped = mapped.contains_key(&place(schema));
        let tag = is_mapped.then(|| self.tags_of(schema, &IndexMap::new()).pop());
        let name = says_class(schema).then(|| self.name_of(schema));
        tag.flatten().into_iter().chain(name.flatten())
    }

    /// The branch that `defaultMapping` leads to.
    fn default_branch(
        &mut self,
        node: &Node<'t>,
        position: impl Fn(&Node<'t>) -> Option<usize>,
    ) -> Option<usize> {
        let target = node.get("discriminator")?.text("defaultMapping")?;
        let found = self.mapping_target(node, &target).and_then(|node| position(&node));
        if found.is_none() {
            let message = format!(
                "values without a tag lead to `{target}`, which is not a branch"
            );
            self.report(
                Diagnostic::new(
                    Code::InvalidDiscriminator,
                    &node.at.child("discriminator").child("defaultMapping"),
                    message,
                )
                .help("let `defaultMapping` be one of the branches"),
            );
        }
        found
    }

    /// The discriminator of a union.
    pub(super) fn discriminator(
        &mut self,
        node: &Node<'t>,
        branches: &[Node<'t>],
    ) -> Option<Box<Discriminator>> {
        let targets: Vec<_> = branches.iter().map(|branch| self.peek(branch)).collect();
        let Some(property) = property(node).map(str::to_owned) else {
            return self.inherited_discriminator(branches, &targets);
        };
        let mut indexes = IndexMap::new();
        for (index, target) in targets.iter().enumerate() {
            target
                .iter()
                .for_each(|node| _ = indexes.entry(place(node)).or_insert(index));
        }
        let mut tags = Vec::new();
        let (mut mapped, mut misled) = (BTreeSet::new(), Vec::new());
        for (tag, target) in mapping(node) {
            let target_node = self.mapping_target(node, &target);
            let branch = target_node.and_then(|target| {
                let index = *indexes.get(&place(&target))?;
                Some((index, target))
            });
            match branch {
                Some((index, branch)) => {
                    let shape = self.shape_of(branch);
                    let unlisted = self.unlisted((node, &tag), &shape, &property);
                    unlisted.into_iter().for_each(|one| self.report(one));
                    mapped.insert(index);
                    tags.push((tag, index));
                }
                None => misled.push((tag, target)),
            }
        }
        let told = ("which is not a branch", "be one of the branches");
        self.report_misled(node, &misled, told);
        self.report_undeclared(node, &property, branches);
        let mut names = Vec::new();
        for (index, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            let name = self.name_referred_to(&branches[index]);
            let name_too = name.clone().filter(|_| says_class(target));
            if let Some(tag) = own_tag(target).or(name) {
                let known = mapped.contains(&index);
                if known { &mut names } else { &mut tags }.push((tag, index));
            }
            names.extend(name_too.map(|name| (name, index)));
        }
        let default =
            self.default_branch(node, |target| indexes.get(&place(target)).copied());
        Some(discriminator(property, (tags, mapped), names, default))
    }
}

impl<'t> Builder<'t, '_> {
    /// The discriminator of a union that has none itself: that of a schema which all branches
    /// extend, or are.
    fn inherited_discriminator(
        &self,
        branches: &[Node<'t>],
        targets: &[Option<Node<'t>>],
    ) -> Option<Box<Discriminator>> {
        let targets: Option<Vec<&Node<'t>>> =
            targets.iter().map(Option::as_ref).collect();
        let targets = targets.filter(|targets| targets.len() > 1)?;
        let lines: Vec<Vec<Node<'t>>> =
            targets.iter().map(|target| self.discriminated_line(target)).collect();
        let is_in =
            |line: &Vec<Node<'t>>, base| line.iter().any(|one| place(one) == base);
        let is_common = |base: &&Node<'t>| {
            lines.iter().all(|line| is_in(line, place(base)))
                && targets.iter().any(|target| place(target) != place(base))
        };
        let base = lines.first()?.iter().find(is_common)?;
        let mapped = self.mapped(base);
        let (mut tags, mut names) = (Vec::new(), Vec::new());
        let mut in_mapping = BTreeSet::new();
        for (index, target) in targets.iter().enumerate() {
            in_mapping.extend(mapped.contains_key(&place(target)).then_some(index));
            let mut own = self.tags_of(target, &mapped);
            if own.is_empty() {
                own.extend(self.name_referred_to(&branches[index]));
            }
            tags.extend(own.into_iter().map(|tag| (tag, index)));
            names.extend(self.names_beside(target, &mapped).map(|name| (name, index)));
        }
        let property = property(base)?.to_owned();
        Some(discriminator(property, (tags, in_mapping), names, None))
    }
}

/// A discriminator. A name that is a tag, of whatever branch, is that alone.
fn discriminator(
    property: String,
    (tags, mapped): (Vec<(String, usize)>, BTreeSet<usize>),
    mut names: Vec<(String, usize)>,
    default: Option<usize>,
) -> Box<Discriminator> {
    let known: BTreeSet<&str> = tags.iter().map(|(tag, _)| tag.as_str()).collect();
    names.retain(|(name, _)| !known.contains(name.as_str()));
    Box::new(Discriminator { property, tags, mapped, names, default })
}

/// Whether a schema has a discriminator that leads to what extends it.
fn has_discriminator(node: &Node<'_>) -> bool {
    !node.has("oneOf") && !node.has("anyOf") && property(node).is_some()
}

/// Whether a schema says of itself what class it is: servers that go-swagger's descriptions are of
/// send that or the schema's name.
fn says_class(schema: &Node<'_>) -> bool {
    schema.text("x-class").is_some()
}

/// The tag that a schema says of itself, by the extensions of Azure's and go-swagger's descriptions.
fn own_tag(schema: &Node<'_>) -> Option<String> {
    const NAMES: [&str; 3] =
        ["x-ms-discriminator-value", "x-discriminator-value", "x-class"];
    NAMES.iter().find_map(|name| schema.text(name))
}

/// The member that a discriminator names: `propertyName`, or the string of Swagger 2.0.
fn property<'t>(node: &Node<'t>) -> Option<&'t str> {
    match node.value.get("discriminator")? {
        Value::String(name) => Some(name),
        Value::Object(object) => object.get("propertyName")?.as_str(),
        _ => None,
    }
}

pub(super) fn mapping(node: &Node<'_>) -> Vec<(String, String)> {
    let Some(discriminator) = node.get("discriminator") else { return Vec::new() };
    let text = |(tag, target): (&str, Node<'_>)| {
        Some((tag.to_owned(), target.value.as_str()?.to_owned()))
    };
    discriminator.entries_of("mapping").filter_map(text).collect()
}
