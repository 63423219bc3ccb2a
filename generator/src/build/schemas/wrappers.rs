//! Schemas that say no more than what they refer to: `allOf: [{ $ref: … }]` with a description,
//! with null beside it, or with bounds, which change no type.

use std::collections::BTreeSet;

use serde_json::Value;

use super::nulls::{has_only_null, is_null};
use super::{ANNOTATIONS, Part, place};
use crate::build::Builder;
use crate::build::docs::is_bound;
use crate::document::{Node, resolve, told_types, types_said};
use crate::model::{JsonType, TypeRef};

impl<'t> Builder<'t, '_> {
    /// Finds the schemas that are branches beside others.
    pub(in crate::build) fn find_branches(&mut self) {
        let sources = self.document.sources;
        for (file, _) in sources.iter() {
            let root = resolve::root(sources, file);
            let mut references = BTreeSet::new();
            let mut open = vec![root.value];
            while let Some(value) = open.pop() {
                match value {
                    Value::Object(members) => {
                        open.extend(members.values());
                        for key in ["oneOf", "anyOf"] {
                            references.extend(
                                members.get(key).iter().flat_map(|one| beside(one)),
                            );
                        }
                    }
                    Value::Array(items) => open.extend(items),
                    _ => {}
                }
            }
            let targets = references.into_iter().filter_map(|reference| {
                Some(place(&resolve::step(sources, &root, reference).ok()?.node))
            });
            self.branches.extend(targets);
        }
    }

    /// The type of a schema without a name that is nothing but something around a reference.
    pub(super) fn wrapped(&mut self, node: &Node<'t>) -> Option<TypeRef> {
        if self.name_of(node).is_some() {
            return None; // A named schema is another name for it.
        }
        let inner = self.inner(node)?;
        Some(self.type_around(node, &inner))
    }

    /// The type that a named schema is another name for, where it is nothing but something around a
    /// reference. What extends a parent with a discriminator is a type of its own, and so is what
    /// stands beside others in a union: two branches of one type could not be told apart.
    pub(super) fn renamed(&mut self, parts: &[Part<'t>]) -> Option<TypeRef> {
        let [part] = parts else { return None };
        if part.without_unions || part.without_discriminator {
            return None;
        }
        if self.peek(&part.node).is_some_and(|one| self.branches.contains(&place(&one)))
        {
            return None;
        }
        let inner = self.inner(&part.node)?;
        if !self.discriminated_ancestors(&part.node).is_empty() {
            return None;
        }
        Some(self.type_around(&part.node, &inner))
    }

    fn type_around(&mut self, node: &Node<'t>, inner: &Node<'t>) -> TypeRef {
        let nullable = self.admits_null(node);
        let schema = self.type_of(inner);
        TypeRef { nullable: schema.nullable || nullable, ..schema }
    }

    /// A schema and, where it is nothing but something around a reference, its parts down to that:
    /// what they say counts for the use and changes no type.
    pub(super) fn layers(&self, node: &Node<'t>) -> Vec<Node<'t>> {
        let mut found = vec![node.clone()];
        if self.inner(node).is_none() {
            return found;
        }
        let mut next = 0;
        while let Some(node) = found.get(next).cloned() {
            next += 1;
            if node.reference().is_none() {
                found.extend(self.parts_around(&node));
            }
        }
        found
    }

    /// The parts of a wrapper: those of its `allOf`, or the only branch that is more than null.
    fn parts_around(&self, node: &Node<'t>) -> Vec<Node<'t>> {
        match wrapping_key(node) {
            Some("allOf") => node.items_of("allOf").collect(),
            Some(key) => self.only_branch(node, key).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The reference that a schema is nothing but something around, unless that leads back to it.
    fn inner(&self, node: &Node<'t>) -> Option<Node<'t>> {
        let inner = self.inner_once(node)?;
        let mut at = inner.clone();
        for _ in 0..resolve::LONGEST_CHAIN {
            let target = self.peek(&at)?;
            if place(&target) == place(node) {
                return None;
            }
            match self.inner_once(&target) {
                Some(next) => at = next,
                None => return Some(inner),
            }
        }
        None
    }

    fn inner_once(&self, node: &Node<'t>) -> Option<Node<'t>> {
        let key = wrapping_key(node)?;
        let parts = self.parts_around(node);
        let inner = match (key, &parts[..]) {
            ("allOf", parts) => self.telling(parts)?,
            (_, [branch]) if branch.reference().is_some() => branch.clone(),
            (_, [branch]) => self.inner_once(branch)?,
            _ => return None,
        };
        let target = self.peek(&inner)?;
        let plain = |(name, value): (&str, Node<'t>)| {
            name == key
                || (name == "type" && value.value == "object")
                || self.says_no_more(name, value.value, &target)
        };
        node.entries().all(plain).then_some(inner)
    }

    /// The only branch of a union that is more than null.
    fn only_branch(&self, node: &Node<'t>, key: &str) -> Option<Node<'t>> {
        let mut branches = self.not_null(node, key).into_iter();
        let first = branches.next()?;
        branches.next().is_none().then_some(first)
    }

    /// Of schemas that all hold, the reference that says all that the others say. It may be there
    /// several times.
    fn telling(&self, parts: &[Node<'t>]) -> Option<Node<'t>> {
        let first = parts.iter().find(|part| part.reference().is_some())?;
        let target = self.peek(first)?;
        let says_no_more = |part: &Node<'t>| {
            let is_same =
                || self.peek(part).is_some_and(|one| place(&one) == place(&target));
            part.object().is_some()
                && (part.reference().is_none() || is_same())
                && part
                    .entries()
                    .all(|(key, value)| self.says_no_more(key, value.value, &target))
        };
        parts.iter().all(says_no_more).then(|| first.clone())
    }

    /// Whether a schema, or what it refers to, has no value but null.
    pub(super) fn is_null(&self, node: &Node<'t>) -> bool {
        is_null(node) || self.peek(node).is_some_and(|target| has_only_null(&target))
    }

    /// Whether a keyword beside a reference leaves the type as it is.
    pub(super) fn says_no_more(
        &self,
        key: &str,
        value: &Value,
        target: &Node<'t>,
    ) -> bool {
        let own = |key: &str| target.value.get(key);
        match key {
            "type" => {
                let said = types_said(value);
                let own = told_types(self.document.sources, target);
                own.zip(said).is_some_and(|(own, said)| all_among(&own, &said))
            }
            "required" => {
                let known: BTreeSet<&str> = target.strings("required").collect();
                let mut names = value.as_array().into_iter().flatten();
                names.all(|name| name.as_str().is_some_and(|one| known.contains(one)))
            }
            "enum" => own("enum").is_some_and(|own| lists_all(value, own)),
            "format" => own("enum").is_some() || own("format") == Some(value),
            "properties" => value.as_object().is_some_and(serde_json::Map::is_empty),
            "additionalProperties" => {
                *value == Value::Bool(false)
                    && own("properties").is_some()
                    && own("additionalProperties").is_none()
            }
            key => is_bound(key) || ANNOTATIONS.contains(&key) || key.starts_with("x-"),
        }
    }

    /// Of schemas that all hold, the reference that says all that the others say.
    pub(super) fn telling_part(&self, parts: &[Part<'t>]) -> Option<Node<'t>> {
        let is_whole =
            |part: &Part<'t>| !part.without_unions && !part.without_discriminator;
        let nodes: Vec<Node<'t>> = parts.iter().map(|part| part.node.clone()).collect();
        self.telling(&nodes).filter(|_| parts.iter().all(is_whole))
    }
}

/// The keyword by which a schema can be something around others.
fn wrapping_key(node: &Node<'_>) -> Option<&'static str> {
    ["allOf", "anyOf", "oneOf"].into_iter().find(|key| node.has(key))
}

/// The references of branches, where they are several.
fn beside(branches: &Value) -> Vec<&str> {
    let branches = branches.as_array().into_iter().flatten();
    let references: Vec<&str> =
        branches.filter_map(|branch| branch.get("$ref")?.as_str()).collect();
    if references.len() > 1 { references } else { Vec::new() }
}

/// Whether a list of values has all of another one, null aside.
fn lists_all(values: &Value, others: &Value) -> bool {
    let (Value::Array(values), Value::Array(others)) = (values, others) else {
        return false;
    };
    let mut others = others.iter().filter(|value| !value.is_null());
    others.all(|value| values.contains(value))
}

/// Whether all types of one set, but for null, are in the other.
fn all_among(some: &BTreeSet<JsonType>, others: &BTreeSet<JsonType>) -> bool {
    some.iter().all(|json| {
        *json == JsonType::Null
            || others.contains(json)
            || (*json == JsonType::Integer && others.contains(&JsonType::Number))
    })
}
