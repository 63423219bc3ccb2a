//! Compares examples with types: what the runtime could not read is a mismatch.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::values::{
    has_type, is_in_range, is_mixed, is_stand_in, is_whole, keys, shortened,
};
use super::{Example, formats};
use crate::model::{
    IntegerFormat, Mismatch, MismatchKind, Outcome, StringFormat, Struct, TypeId,
    TypeKind, TypeRef, Types, Union,
};
use crate::source::Pointer;

/// How often a member of an object is looked for, in all examples together. Those of real descriptions
/// need a small part of it; behind that, nothing more is compared.
const MOST: usize = 20_000_000;

/// How deeply values are looked at.
const DEEPEST: usize = 100;

/// What was found so far.
pub(super) struct Comparison<'a> {
    types: &'a Types,
    /// By the type, the index of its member, and what is wrong: one is enough to be told.
    found: IndexMap<(TypeId, Option<usize>, MismatchKind), Mismatch>,
    /// How often a member may still be looked for.
    left: usize,
    /// How many texts were read as each type with a format.
    read: BTreeMap<TypeId, usize>,
}

/// The way to a value in an example.
#[derive(Clone, Copy)]
struct Way<'w> {
    example: &'w Pointer,
    is_of_answer: bool,
    above: Option<&'w Self>,
    step: Step<'w>,
}

#[derive(Clone, Copy)]
enum Step<'w> {
    Start,
    Member(&'w str),
    Element(usize),
}

impl<'a> Comparison<'a> {
    pub(super) fn new(types: &'a Types) -> Self {
        Self { types, found: IndexMap::new(), left: MOST, read: BTreeMap::new() }
    }

    /// Compares a value of an example with the type that it is an example of.
    pub(super) fn compare(&mut self, example: &Example<'_>, value: &Value) {
        let way = Way {
            example: &example.node.at,
            is_of_answer: example.is_of_answer,
            above: None,
            step: Step::Start,
        };
        self.reads(example.schema, value, &way, DEEPEST);
    }

    pub(super) fn finish(self) -> Vec<Mismatch> {
        let Self { mut found, read, .. } = self;
        for ((id, ..), mismatch) in &mut found {
            mismatch.read = read.get(id).copied().unwrap_or_default();
        }
        found.into_values().collect()
    }

    /// Whether a value can be read as a type; takes down where not. Whatever holds the value says
    /// whether it can be null.
    fn reads(
        &mut self,
        schema: TypeRef,
        value: &Value,
        way: &Way<'_>,
        depth: usize,
    ) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return true };
        let types = self.types;
        let id = types.behind(schema).id;
        match (&types[id].kind, value) {
            (TypeKind::Any(_), _) | (_, Value::Null) => true,
            (TypeKind::Union(union), _) => self.reads_branch(union, value, way, depth),
            (TypeKind::Struct(object), Value::Object(members)) => {
                self.reads_object(id, object, members, way, depth)
            }
            (TypeKind::Map(item), Value::Object(members)) => {
                let parts = members.iter();
                let parts = parts.map(|(key, value)| (Step::Member(key), *item, value));
                self.reads_parts(id, parts, way, depth)
            }
            (TypeKind::List(list), Value::Array(items)) => {
                let parts = items.iter().enumerate();
                let parts = parts.map(|(at, item)| (Step::Element(at), list.item, item));
                self.reads_parts(id, parts, way, depth)
            }
            (TypeKind::Tuple(tuple), Value::Array(items)) => {
                let parts = tuple.items.iter().zip(items).enumerate();
                let parts =
                    parts.map(|(at, (schema, item))| (Step::Element(at), *schema, item));
                self.reads_parts(id, parts, way, depth)
            }
            (TypeKind::String(format), Value::String(text)) => {
                self.reads_text(id, *format, text, value, way)
            }
            (TypeKind::Integer(format), Value::Number(_)) if is_whole(value) => {
                let kind = match is_in_range(IntegerFormat::Int64, value) {
                    true => MismatchKind::Format,
                    false => MismatchKind::TooLarge,
                };
                is_in_range(*format, value) || self.report(id, kind, value, way)
            }
            (kind, value) if has_type(kind, value) || is_stand_in(value) => true,
            (
                TypeKind::String(_) | TypeKind::Enum(_),
                Value::Number(_) | Value::Bool(_),
            ) => self.report(id, MismatchKind::Unquoted, value, way),
            _ => self.report(id, MismatchKind::Type, value, way),
        }
    }

    fn reads_text(
        &mut self,
        id: TypeId,
        format: StringFormat,
        text: &str,
        value: &Value,
        way: &Way<'_>,
    ) -> bool {
        if format == StringFormat::Plain || formats::is_no_value(format, text) {
            return true;
        }
        let reads = formats::reads(format, text);
        if reads {
            *self.read.entry(id).or_default() += 1;
        }
        reads || self.report(id, MismatchKind::Format, value, way)
    }

    /// Whether all parts of a value can be read; each of them is looked at.
    fn reads_parts<'v>(
        &mut self,
        of: TypeId,
        parts: impl Iterator<Item = (Step<'v>, TypeRef, &'v Value)>,
        way: &Way<'_>,
        depth: usize,
    ) -> bool {
        let mut all = true;
        for (step, schema, value) in parts {
            let way = &Way { above: Some(way), step, ..*way };
            all &= self.reads(schema, value, way, depth);
            if value.is_null() && !self.can_be_null(schema) {
                all &= self.report(of, MismatchKind::Null, value, way);
            }
        }
        all
    }

    fn reads_object(
        &mut self,
        id: TypeId,
        object: &Struct,
        members: &Map<String, Value>,
        way: &Way<'_>,
        depth: usize,
    ) -> bool {
        // One without members shows nothing, and one that only refers is none.
        if members.is_empty() || members.contains_key("$ref") {
            return true;
        }
        // With other members, each of these is looked for among the fields.
        let others = if object.rest.is_some() { members.len() } else { 0 };
        let cost = object.fields.len().saturating_mul(others + 1);
        let Some(left) = self.left.checked_sub(cost) else { return true };
        self.left = left;
        let mut fields = object.fields.iter();
        let has_any = fields.any(|field| members.contains_key(&field.name));
        if !has_any && object.fields.iter().any(|field| field.required) {
            let written = || keys(members);
            return self.add((id, None, MismatchKind::Object), None, written, way);
        }
        let mut all = true;
        for (index, field) in object.fields.iter().enumerate() {
            let member = (Some(index), Some(field.name.as_str()));
            let Some(value) = members.get(&field.name) else {
                let is_nullable = self.types.behind(field.schema).nullable;
                if field.required && !field.write_only && !is_nullable {
                    let key = (id, member.0, MismatchKind::Missing);
                    all &= self.add(key, member.1, || keys(members), way);
                }
                continue;
            };
            let way = &Way { above: Some(way), step: Step::Member(&field.name), ..*way };
            if value.is_null() && field.required && !self.can_be_null(field.schema) {
                let key = (id, member.0, MismatchKind::Null);
                all &= self.add(key, member.1, || shortened(value), way);
            }
            all &= self.reads(field.schema, value, way, depth);
        }
        let Some(rest) = object.rest else { return all };
        let is_other = |key: &str| object.fields.iter().all(|field| field.name != key);
        let others = members.iter().filter(|(key, _)| is_other(key));
        let parts = others.map(|(key, value)| (Step::Member(key), rest, value));
        all & self.reads_parts(id, parts, way, depth)
    }

    /// Whether null can be read where a value of this type is.
    fn can_be_null(&self, schema: TypeRef) -> bool {
        let schema = self.types.behind(schema);
        schema.nullable
            || match &self.types[schema.id].kind {
                // What no branch is meant for is kept as it is.
                TypeKind::Any(_) | TypeKind::Null | TypeKind::Union(_) => true,
                TypeKind::Enum(listed) => is_mixed(listed),
                _ => false,
            }
    }

    /// Whether a value can be read as one of some branches, which is that of its tag where it has
    /// one; what is of no branch is kept as it is.
    fn reads_branch(
        &mut self,
        union: &Union,
        value: &Value,
        way: &Way<'_>,
        depth: usize,
    ) -> bool {
        match tagged(union, value) {
            Some(schema) => self.reads(schema, value, way, depth),
            None => true,
        }
    }

    /// Takes a mismatch of a type down. Always false.
    fn report(
        &mut self,
        of: TypeId,
        kind: MismatchKind,
        value: &Value,
        way: &Way<'_>,
    ) -> bool {
        self.add((of, None, kind), None, || shortened(value), way)
    }

    fn add(
        &mut self,
        key: (TypeId, Option<usize>, MismatchKind),
        member: Option<&str>,
        written: impl FnOnce() -> String,
        way: &Way<'_>,
    ) -> bool {
        // A schema's own example stands in it; what stands in an answer's is of who uses it.
        let origin = &self.types[key.0].origin;
        if let Some(known) = self.found.get_mut(&key) {
            known.others += 1;
            known.is_own = known.is_own || way.example.is_in(origin);
            return false;
        }
        let mismatch = Mismatch {
            is_own: way.example.is_in(origin),
            of: key.0,
            member: member.map(str::to_owned),
            kind: key.2,
            example: way.place(),
            written: written(),
            is_of_answer: way.is_of_answer,
            others: 0,
            read: 0,
            outcome: Outcome::Unreadable,
        };
        self.found.insert(key, mismatch);
        false
    }
}

/// The branch that the tag of a value names.
fn tagged(union: &Union, value: &Value) -> Option<TypeRef> {
    let discriminator = union.discriminator.as_ref()?;
    let tag = value.get(&discriminator.property)?.as_str()?;
    let mut tags = discriminator.tags.iter().chain(&discriminator.names);
    let (_, index) = tags.find(|(one, _)| one == tag)?;
    Some(union.variants.get(*index)?.schema)
}

impl Way<'_> {
    /// The place that it leads to.
    fn place(&self) -> Pointer {
        let above = self.above.map_or_else(|| self.example.clone(), Way::place);
        match self.step {
            Step::Start => above,
            Step::Member(key) => above.child(key),
            Step::Element(index) => above.index(index),
        }
    }
}
