//! `$dynamicRef` (JSON Schema 2020-12 §8.2.3.2), as far as it can be known before there is a value.

use serde_json::Value;

use super::nulls::says_nullable;
use super::shape::{Part, Shape, constrains_beside_ref};
use crate::build::Builder;
use crate::document::{Node, resolve};
use crate::model::{List, TypeKind, TypeRef};

/// Why nothing is known of a reference that others fill in.
const OPEN: &str =
    "what its `$dynamicRef` means depends on the schema that extends this one";

impl<'t> Builder<'t, '_> {
    /// The type of a schema that is a `$dynamicRef` and says nothing else.
    pub(super) fn dynamic_type(&mut self, node: &Node<'t>) -> Option<TypeRef> {
        node.str("$dynamicRef")?;
        let says_more = |key: &str| key != "$dynamicRef" && constrains_beside_ref(key);
        if node.entries().any(|(key, _)| says_more(key)) {
            return None;
        }
        let schema = match self.dynamic_target(node) {
            Ok(target) if target.reference().is_some() => self.type_of(&target),
            Ok(target) => self.type_at(&target, true),
            Err(reason) => {
                let kind = self.untyped(node, reason);
                self.anonymous(kind, &node.at)
            }
        };
        Some(TypeRef { nullable: schema.nullable || says_nullable(node), ..schema })
    }

    /// The schema that a `$dynamicRef` leads to whatever extends it, or why there is none.
    pub(super) fn dynamic_target(
        &self,
        node: &Node<'t>,
    ) -> Result<Node<'t>, &'static str> {
        let sources = self.document.sources;
        let reference = node.str("$dynamicRef").unwrap_or_default();
        if let Some(name) = reference.strip_prefix('#').filter(|name| !name.is_empty()) {
            if let Some(around) = self.around(node, name) {
                return Ok(around);
            }
            if sources.dynamic_anchors(node.at.file(), name) > 1 {
                return Err(OPEN);
            }
        }
        match resolve::step(sources, node, reference) {
            Ok(target) if is_placeholder(&target.node) => Err(OPEN),
            Ok(target) => Ok(target.node),
            Err(_) => Err("its `$dynamicRef` points at nothing"),
        }
    }

    /// The nearest schema around a node that has a `$dynamicAnchor`.
    fn around(&self, node: &Node<'t>, name: &str) -> Option<Node<'t>> {
        let mut at = node.at.clone();
        loop {
            let value = self.document.sources.value(&at)?;
            if value.get("$dynamicAnchor").is_some_and(|anchor| anchor == name) {
                return Some(Node { value, at });
            }
            at = at.parent()?;
        }
    }

    /// The type of a member that is what the schemas of the shape bind an anchor to, or a list of
    /// that.
    pub(super) fn bound_type(
        &mut self,
        shape: &Shape<'t>,
        parts: &[Part<'t>],
    ) -> Option<TypeRef> {
        let [Part { node, .. }] = parts else { return None };
        if shape.bindings.is_empty() {
            return None;
        }
        if let Some(target) = bound(shape, node) {
            return Some(self.type_of(&target));
        }
        let target = bound(shape, &node.get("items")?)?;
        if node.value.get("type").is_some_and(|json| json != "array") {
            return None;
        }
        let item = self.type_of(&target);
        let list = List { item };
        Some(self.anonymous(TypeKind::List(list), &node.at))
    }
}

/// Adds the anchors that a schema binds: in its `$defs`, and itself where it is a document of its
/// own (`$id`). Those of the schema that extends another one
/// come later, and count.
pub(super) fn bind<'t>(shape: &mut Shape<'t>, node: &Node<'t>) {
    if let Some(name) = own_anchor(node) {
        shape.bindings.insert(name, node.clone());
    }
    for (_, schema) in node.entries_of("$defs") {
        if let Some(name) = schema.str("$dynamicAnchor") {
            shape.bindings.insert(name, schema);
        }
    }
}

/// Whether a schema binds an anchor, so that what it refers to is something else through it.
pub(super) fn binds(node: &Node<'_>) -> bool {
    let schemas = node.value.get("$defs").and_then(Value::as_object);
    let in_defs = schemas
        .is_some_and(|all| all.values().any(|one| one.get("$dynamicAnchor").is_some()));
    in_defs || own_anchor(node).is_some()
}

/// The anchor at the root of a schema that is a document of its own.
fn own_anchor<'t>(node: &Node<'t>) -> Option<&'t str> {
    node.str("$dynamicAnchor").filter(|_| node.has("$id"))
}

/// The schema that a `$dynamicRef` is bound to.
pub(super) fn bound<'t>(shape: &Shape<'t>, node: &Node<'t>) -> Option<Node<'t>> {
    let name = node.str("$dynamicRef")?.strip_prefix('#')?;
    shape.bindings.get(name).filter(|target| !is_placeholder(target)).cloned()
}

/// Whether a schema has no value at all: it only stands for what others put in its place.
fn is_placeholder(node: &Node<'_>) -> bool {
    match node.value.get("not") {
        Some(Value::Bool(all)) => *all,
        Some(Value::Object(keys)) => keys.is_empty(),
        _ => false,
    }
}
