//! Schemas → types.
//!
//! A schema is first flattened into a [`Shape`](shape::Shape): references of `allOf` followed,
//! its parts merged. What the shape is decides the kind of type.

mod branch_names;
mod circles;
mod contradictions;
mod discriminators;
mod dynamic;
mod enums;
mod ids;
mod iris;
mod json_types;
mod misled_tags;
mod nulls;
mod objects;
mod repeated_tags;
mod scalar_unions;
mod scalars;
mod schema_names;
mod shape;
mod undescribed;
mod unions;
mod unshown;
mod wrappers;

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Builder, docs};
use crate::build::extensions;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, resolve};
use crate::model::{
    Beside, Constraints, Direction, JsonType, TypeDef, TypeId, TypeKind, TypeName,
    TypeRef,
};
pub(in crate::build) use circles::Circle;
use nulls::names_null;
use schema_names::schema_name;
pub(in crate::build) use schema_names::{given_names, names_of_files};
pub(in crate::build) use shape::{Part, PartKey, Shape};

/// How many schemas a type may be combined of.
const MOST_PARTS: usize = 60;

/// How many schemas are looked at to find out whether one admits null.
const MOST_LOOKS: usize = 200;

/// Keys beside a `$ref` that say nothing about what a value can be.
const ANNOTATIONS: [&str; 23] = [
    "$ref",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "title",
    "description",
    "summary",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "x-nullable",
    "externalDocs",
    "xml",
    "$comment",
    "required",
    "name",
    "in",
];

impl<'t> Builder<'t, '_> {
    /// The type of a schema. Each place is built once; its uses share the type.
    pub(in crate::build) fn type_of(&mut self, node: &Node<'t>) -> TypeRef {
        if node.reference().is_none() {
            let dynamic = self.dynamic_type(node);
            return dynamic.unwrap_or_else(|| self.type_at(node, false));
        }
        // Nobody names null beside a reference for nothing, whatever version ignores it there.
        let nullable = names_null(node);
        let Some(target) = self.follow(node) else {
            let reason = "its `$ref` points at nothing".to_owned();
            return self.anonymous(TypeKind::Any(Some(reason)), &node.at);
        };
        if self.extends_reference(node) {
            // JSON Schema since 2019-09: what stands beside `$ref` counts like an `allOf`.
            return self.type_at(node, false);
        }
        if self.requires_more(node) {
            self.unshown(node, "required"); // Before OpenAPI 3.1.
        }
        let target = self.type_on_the_way(node).unwrap_or(target);
        let schema = self.type_at(&target, true);
        TypeRef { nullable: schema.nullable || nullable, ..schema }
    }

    /// The type of a schema that the description names.
    pub(in crate::build) fn named_type(&mut self, node: &Node<'t>) {
        match self.is_another_name(node) && self.peek(node).is_some() {
            true => self.type_at(node, true),
            false => self.type_of(node),
        };
    }

    /// The first schema on the way to what a reference leads to that is a type of its own.
    fn type_on_the_way(&self, node: &Node<'t>) -> Option<Node<'t>> {
        let mut at = node.clone();
        for _ in 0..resolve::LONGEST_CHAIN {
            let step = resolve::step(self.document.sources, &at, at.reference()?);
            at = step.ok()?.node;
            at.reference()?;
            if self.is_another_name(&at) || self.extends_reference(&at) {
                return Some(at);
            }
        }
        None
    }

    /// Whether a named schema is nothing but another name for a named schema of its file.
    fn is_another_name(&self, node: &Node<'t>) -> bool {
        if schema_name(self.document.sources, node).is_none() {
            return false;
        }
        let Some(reference) = node.reference() else { return false };
        let target = resolve::step(self.document.sources, node, reference);
        target.is_ok_and(|target| {
            target.node.at.file() == node.at.file()
                && schema_name(self.document.sources, &target.node).is_some()
        })
    }

    /// Whether a schema with a reference says more of its values than what it refers to.
    pub(super) fn extends_reference(&self, node: &Node<'t>) -> bool {
        let target = self.peek(node);
        let says_more = |(key, value): (&str, Node<'t>)| {
            let is_said = |target| self.says_no_more(key, value.value, target);
            shape::constrains_beside_ref(key) && !target.as_ref().is_some_and(is_said)
        };
        node.entries().any(says_more)
            || dynamic::binds(node)
            || self.document.has_ref_siblings() && self.requires_more(node)
    }

    /// Whether a schema requires members beside a reference that it would not require without it.
    fn requires_more(&self, node: &Node<'t>) -> bool {
        if node.strings("required").next().is_none() {
            return false;
        }
        let Some(target) = self.peek(node) else { return false };
        let is_object = match target.value.get("type") {
            None => true,
            Some(Value::Array(types)) => types.iter().any(|json| json == "object"),
            Some(json) => json == "object",
        };
        let required: BTreeSet<&str> = target.strings("required").collect();
        is_object && node.strings("required").any(|name| !required.contains(name))
    }

    /// The type of the schema at a place, its own references not followed.
    fn type_at(&mut self, node: &Node<'t>, later: bool) -> TypeRef {
        let key = place(node);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        if let Some(same) = self.wrapped(node) {
            return same;
        }
        let name = self.name_of(node);
        let parts = vec![Part::whole(node.clone())];
        let (schema, id) = self.declare(node, &parts, name);
        self.known.insert(key, schema);
        if later {
            self.pending.push_back((id, parts));
        } else {
            self.define(id, &parts);
        }
        schema
    }

    /// Defines the types that were only declared so far. References are followed here and not
    /// where they stand, so that no chain of them is too long for the stack.
    pub(in crate::build) fn define_pending(&mut self) {
        while let Some((id, parts)) = self.pending.pop_front() {
            self.define(id, &parts);
        }
    }

    /// The type of several schemas that all hold.
    fn type_of_parts(&mut self, parts: &[Part<'t>]) -> TypeRef {
        if let [part] = parts
            && !part.without_unions
            && !part.without_discriminator
        {
            return self.type_of(&part.node);
        }
        if let Some(part) = self.telling_part(parts) {
            return self.type_of(&part);
        }
        let key: Vec<PartKey> = parts.iter().map(Part::key).collect();
        if let Some(known) = self.combined.get(&key) {
            return *known;
        }
        let Some(first) = parts.last() else {
            unreachable!("bug: a type is made of at least one schema")
        };
        let node = first.node.clone();
        let (schema, id) = self.declare(&node, parts, None);
        self.combined.insert(key, schema);
        if parts.len() > MOST_PARTS {
            self.types[id].kind =
                self.untyped(&node, "it is combined of too many schemas");
        } else {
            self.pending.push_back((id, parts.to_vec()));
        }
        schema
    }

    /// Adds a type before it is defined, so that recursion finds it.
    fn declare(
        &mut self,
        node: &Node<'t>,
        parts: &[Part<'t>],
        name: Option<String>,
    ) -> (TypeRef, TypeId) {
        let name = name.map_or(TypeName::None, TypeName::Schema);
        let id = self.types.add(TypeDef {
            name,
            rename: extensions::type_name(node),
            kind: TypeKind::Any(None),
            docs: docs::schema_docs(node),
            deprecated: node.is_true("deprecated"),
            constraints: docs::constraints(node),
            direction: Direction::default(),
            reachable: false,
            origin: node.at.clone(),
            beside: parts.split_last().map_or_else(Vec::new, |(_, others)| {
                let beside = |part: &Part<'t>| Beside {
                    origin: part.node.at.clone(),
                    alone: part.without_unions,
                };
                others.iter().map(beside).collect()
            }),
        });
        let nullable = parts.iter().all(|part| self.admits_null(&part.node));
        let schema = TypeRef { id, nullable };
        // Of several schemas each shows a part.
        if let [part] = parts
            && !part.without_unions
        {
            self.examples_of_schema(schema, &part.node);
        }
        (schema, id)
    }

    /// Works out what a declared type is.
    fn define(&mut self, id: TypeId, parts: &[Part<'t>]) {
        let shape = self.shape(parts);
        let renamed = self.renamed(parts).map(TypeKind::Alias);
        if let (Some(_), [part]) = (&renamed, parts) {
            self.tell_around(id, &part.node);
        }
        self.complete_docs(id, &shape);
        for part in parts {
            self.report_misfit(&part.node);
        }
        let mut kind = renamed.unwrap_or_else(|| self.kind(&shape));
        if let TypeKind::Union(union) = &mut kind
            && parts.iter().all(|part| self.admits_null(&part.node))
        {
            // It is a value of the whole, so that no branch has to have it as well.
            for variant in &mut union.variants {
                variant.schema.nullable = false;
            }
        }
        if !matches!(kind, TypeKind::Enum(_)) {
            let values = shape.values.iter().flatten().copied();
            self.types[id].constraints.values = values.cloned().collect();
        }
        self.types[id].kind = kind;
    }

    /// Takes what the parts around a reference say for another name of what it refers to.
    fn tell_around(&mut self, id: TypeId, node: &Node<'t>) {
        let layers = self.layers(node);
        let def = &mut self.types[id];
        let mut descriptions = layers.iter().map(|part| part.text("description"));
        let described = def.docs.description.take();
        def.docs.description = described.or_else(|| descriptions.find_map(|one| one));
        def.deprecated |= layers.iter().any(|part| part.is_true("deprecated"));
        let own = layers.iter().map(docs::constraints);
        def.constraints = own.fold(Constraints::default(), Constraints::or);
    }

    /// Reports a default that is no value of its schema.
    fn report_misfit(&mut self, node: &Node<'t>) {
        if let Some(default) = node.get("default").filter(|_| docs::is_misfit(node)) {
            let message =
                format!("the default `{}` is not of the schema's type", default.value);
            self.report(
                Diagnostic::new(Code::Repaired, &default.at, message)
                    .note("the docs leave it out")
                    .help("write a value of the schema's own `type`"),
            );
        }
    }

    /// Takes the documentation of the only part where the schema itself has none.
    fn complete_docs(&mut self, id: TypeId, shape: &Shape<'t>) {
        let def = &mut self.types[id];
        if def.docs.description.is_none() && def.docs.summary.is_none() {
            def.docs = shape.docs.clone();
        }
        // What is encoded otherwise than by Base64 stays text: the docs say how.
        let encoding = shape.content_encoding.filter(|encoding| *encoding != "base64");
        if let Some(format) = shape.format.or(encoding) {
            def.constraints.format = Some(format.to_owned());
        }
        def.constraints.media_type = shape.content_media_type.map(str::to_owned);
    }

    /// What a shape is.
    fn kind(&mut self, shape: &Shape<'t>) -> TypeKind {
        if let Some(kind) = self.alias(shape) {
            return kind;
        }
        if let Some(kind) = self.children_union(shape) {
            return kind;
        }
        if let Some(kind) = self.union(shape) {
            return kind;
        }
        if let Some(kind) = self.enumeration(shape) {
            return kind;
        }
        let types: Vec<JsonType> = shape.json_types();
        match types.as_slice() {
            [] => self.untold(shape),
            [one] => self.kind_of_type(shape, *one),
            several => self.union_of_types(shape, several),
        }
    }

    /// A named schema that is nothing but a reference is another name for its target.
    fn alias(&mut self, shape: &Shape<'t>) -> Option<TypeKind> {
        let target = shape.alias.clone()?;
        Some(TypeKind::Alias(self.type_of(&target)))
    }

    fn kind_of_type(&mut self, shape: &Shape<'t>, json: JsonType) -> TypeKind {
        match json {
            JsonType::Null => TypeKind::Null,
            JsonType::Boolean => TypeKind::Boolean,
            JsonType::Integer => self.integer(shape),
            JsonType::Number => self.number(shape),
            JsonType::String => scalars::string(shape),
            JsonType::Array => self.array(shape),
            JsonType::Object => {
                self.contradicted(shape).unwrap_or_else(|| self.object(shape))
            }
        }
    }

    /// No type is given: the other keywords tell it, or it is any JSON.
    fn untold(&mut self, shape: &Shape<'t>) -> TypeKind {
        match shape.implied_type() {
            Some(json) => self.kind_of_type(shape, json),
            None => TypeKind::Any(shape.untyped.clone()),
        }
    }

    fn untyped(&mut self, node: &Node<'t>, reason: &str) -> TypeKind {
        self.report(
            Diagnostic::new(
                Code::UntypedSchema,
                &node.at,
                format!("untyped JSON: {reason}"),
            )
            .help("describe the value more closely, or give it a type by configuration"),
        );
        TypeKind::Any(Some(reason.to_owned()))
    }
}

/// The identity of a node: where its value is in memory, since the tree does not change any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::build) struct Place(usize);

pub(in crate::build) fn place(node: &Node<'_>) -> Place {
    Place(std::ptr::from_ref(node.value).addr())
}
