//! A schema with its `allOf` merged and its references followed.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::dynamic::bind;
use super::{Place, place};
use crate::build::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::{Docs, JsonType};

/// One of the schemas that a type is made of.
#[derive(Clone, Debug)]
pub(in crate::build) struct Part<'t> {
    /// The schema.
    pub(super) node: Node<'t>,
    /// Leaves `oneOf`, `anyOf`, `allOf` and `$ref` out: what they have is in parts of its own.
    pub(super) without_unions: bool,
    /// Takes a schema with a discriminator as itself, not as the union of its children.
    pub(super) without_discriminator: bool,
}

/// The identity of a part.
pub(in crate::build) type PartKey = (Place, bool, bool);

impl<'t> Part<'t> {
    pub(super) fn whole(node: Node<'t>) -> Self {
        Self { node, without_unions: false, without_discriminator: false }
    }

    pub(super) fn base(node: Node<'t>) -> Self {
        Self { node, without_unions: true, without_discriminator: true }
    }

    pub(super) fn key(&self) -> PartKey {
        (place(&self.node), self.without_unions, self.without_discriminator)
    }
}

/// What a schema says about members that it does not name.
#[derive(Clone, Debug, Default)]
pub(super) enum Additional<'t> {
    /// Nothing: there may be some, and they are ignored.
    #[default]
    Unsaid,
    /// There are none.
    Forbidden,
    /// There may be some of any kind.
    Any,
    /// They are of this type.
    Schema(Node<'t>),
}

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct Group<'t> {
    /// The schema that has it.
    pub(super) node: Node<'t>,
    /// The branches that are more than null.
    pub(super) branches: Vec<Node<'t>>,
}

/// A flattened schema.
#[derive(Clone, Debug)]
pub(in crate::build) struct Shape<'t> {
    /// The schema itself, for places.
    pub(super) node: Node<'t>,
    /// Set when the schema is nothing but a reference.
    pub(super) alias: Option<Node<'t>>,
    /// What the schema was made of, in order, itself first.
    pub(super) parts: Vec<Part<'t>>,
    /// The parts that were merged: one that is there twice says nothing new, and references that
    /// double at each step would take for ever.
    absorbed: BTreeSet<PartKey>,
    /// The JSON types that all parts allow; `None` when none says.
    pub(super) types: Option<BTreeSet<JsonType>>,
    pub(super) format: Option<&'t str>,
    pub(super) content_encoding: Option<&'t str>,
    pub(super) content_media_type: Option<&'t str>,
    pub(super) properties: IndexMap<&'t str, Vec<Part<'t>>>,
    pub(super) required: IndexSet<&'t str>,
    /// The schemas that are bound to an anchor for `$dynamicRef`.
    pub(super) bindings: IndexMap<&'t str, Node<'t>>,
    /// Members that are of one type or another, and nothing says when of which.
    pub(super) unsettled: IndexSet<&'t str>,
    pub(super) additional: Additional<'t>,
    pub(super) patterns: Vec<Node<'t>>,
    pub(super) items: Vec<Node<'t>>,
    pub(super) prefix_items: Vec<Node<'t>>,
    pub(super) items_forbidden: bool,
    /// `enum` and `const`: those that all parts allow, without null.
    pub(super) values: Option<Vec<&'t Value>>,
    /// What the `enum` of an array lists where that is elements.
    pub(super) item_values: Option<Vec<&'t Value>>,
    /// Whether the only value was given by `const`.
    pub(super) is_const: bool,
    /// The schema that has the `enum`, for names of its values.
    pub(super) values_at: Option<Node<'t>>,
    pub(super) groups: Vec<Group<'t>>,
    pub(super) docs: Docs,
    /// Whether it is one of the schemas whose discriminator leads to children.
    pub(super) discriminated: bool,
    /// Why nothing is known, if nothing is.
    pub(super) untyped: Option<String>,
    /// The bounds that hint at a type.
    pub(super) hint: Option<JsonType>,
}

impl<'t> Shape<'t> {
    pub(super) fn new(node: Node<'t>) -> Self {
        Self {
            docs: docs::schema_docs(&node),
            node,
            alias: None,
            parts: Vec::new(),
            absorbed: BTreeSet::new(),
            types: None,
            format: None,
            content_encoding: None,
            content_media_type: None,
            properties: IndexMap::new(),
            required: IndexSet::new(),
            bindings: IndexMap::new(),
            unsettled: IndexSet::new(),
            additional: Additional::Unsaid,
            patterns: Vec::new(),
            items: Vec::new(),
            prefix_items: Vec::new(),
            items_forbidden: false,
            values: None,
            item_values: None,
            is_const: false,
            values_at: None,
            groups: Vec::new(),
            discriminated: false,
            untyped: None,
            hint: None,
        }
    }

    /// The JSON types without null, integer not beside number.
    pub(super) fn json_types(&self) -> Vec<JsonType> {
        let Some(types) = &self.types else { return Vec::new() };
        let mut types: Vec<JsonType> =
            types.iter().copied().filter(|json| *json != JsonType::Null).collect();
        if types.is_empty() {
            return vec![JsonType::Null];
        }
        if types.contains(&JsonType::Number) {
            types.retain(|json| *json != JsonType::Integer);
        }
        types
    }

    /// The type that the other keywords imply where `type` is missing.
    pub(super) fn implied_type(&self) -> Option<JsonType> {
        if self.describes_members() {
            return Some(JsonType::Object);
        }
        if !self.items.is_empty() || !self.prefix_items.is_empty() {
            return Some(JsonType::Array);
        }
        match self.format {
            Some("int32" | "int64" | "integer") => Some(JsonType::Integer),
            Some("float" | "double") => Some(JsonType::Number),
            Some(_) => Some(JsonType::String),
            None if self.content_encoding.is_some() => Some(JsonType::String),
            None => self.hint,
        }
    }

    /// Whether something is said of the members that an object has or can have.
    pub(super) fn describes_members(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || !self.patterns.is_empty()
            || !matches!(self.additional, Additional::Unsaid)
    }

    /// Whether nothing but types is known so far.
    pub(super) fn says_only_types(&self) -> bool {
        !self.has_base()
            && self.required.is_empty()
            && self.prefix_items.is_empty()
            && self.groups.is_empty()
            && self.format.is_none()
    }

    /// Whether the schema says more than its groups do.
    pub(super) fn has_base(&self) -> bool {
        self.has_parts() || self.values.is_some()
    }

    /// Whether the schema describes members or elements.
    pub(super) fn has_parts(&self) -> bool {
        !self.properties.is_empty()
            || !self.items.is_empty()
            || !self.patterns.is_empty()
            || matches!(self.additional, Additional::Any | Additional::Schema(_))
    }
}

impl<'t> Builder<'t, '_> {
    /// Flattens schemas that all hold.
    pub(super) fn shape(&mut self, parts: &[Part<'t>]) -> Shape<'t> {
        let node = parts
            .last()
            .map_or_else(|| self.document.root.clone(), |part| part.node.clone());
        let mut shape = Shape::new(node);
        if let [part] = parts
            && part.node.reference().is_some()
            && !self.extends_reference(&part.node)
        {
            shape.alias = Some(part.node.clone());
            return shape;
        }
        let mut open = Vec::new();
        for part in parts {
            self.absorb(&mut shape, part, &mut open);
        }
        self.drop_fulfilled(&mut shape);
        shape.give_values_to_items();
        shape
    }

    /// Merges a schema into the shape.
    fn absorb(&mut self, shape: &mut Shape<'t>, part: &Part<'t>, open: &mut Vec<Place>) {
        let node = &part.node;
        let key = place(node);
        if open.contains(&key) {
            let message = "an `allOf` leads back to this schema, which says nothing new";
            self.report(
                Diagnostic::new(Code::Repaired, &node.at, message)
                    .help("take the schema out of its own `allOf`"),
            );
            return;
        }
        if !shape.absorbed.insert(part.key()) {
            return;
        }
        if open.len() > DEEPEST {
            let message =
                format!("an `allOf` leads through more than {DEEPEST} schemas");
            self.report(
                Diagnostic::new(Code::TooDeep, &node.at, message)
                    .help("let schemas extend each other less deeply"),
            );
            return;
        }
        open.push(key);
        // The parts of a base are flattened already: what it refers to is beside it.
        let flat = part.without_unions;
        if !flat
            && node.reference().is_some()
            && let Some(target) = self.follow(node)
        {
            let target = Part { node: target, ..part.clone() };
            self.absorb(shape, &target, open);
        }
        if !flat && node.reference().is_none() && node.has("$dynamicRef") {
            match self.dynamic_target(node) {
                Ok(target) => self.absorb(shape, &Part::whole(target), open),
                Err(_) => self.unshown(node, "$dynamicRef"),
            }
        }
        for branch in node.items_of("allOf").filter(|_| !flat) {
            // What is extended is the base itself, not the union of what extends it.
            let branch = Part { without_discriminator: true, ..Part::whole(branch) };
            self.absorb(shape, &branch, open);
        }
        shape.parts.push(part.clone());
        bind(shape, node);
        self.absorb_type(shape, node);
        self.absorb_values(shape, node);
        self.absorb_object(shape, node);
        self.absorb_array(shape, node);
        self.report_unshown(node);
        if !part.without_unions {
            self.absorb_groups(shape, node);
        }
        if !part.without_discriminator && self.children.contains_key(&place(node)) {
            shape.discriminated = true;
        }
        if shape.docs.description.is_none() {
            shape.docs.description = docs::schema_docs(node).description;
        }
        open.pop();
    }

    fn absorb_values(&mut self, shape: &mut Shape<'t>, node: &Node<'t>) {
        let listed = node.value.get("enum").and_then(Value::as_array);
        let constant = node.value_of("const");
        let mut values: Vec<&'t Value> = match (listed, constant) {
            (_, Some(value)) => vec![value],
            (Some(values), None) if !values.is_empty() => values.iter().collect(),
            _ => return,
        };
        values.retain(|value| !value.is_null());
        if values.is_empty() {
            shape.types.get_or_insert_default().insert(JsonType::Null);
            return;
        }
        if let Some(before) = &shape.values {
            let here: IndexSet<&Value> = values.iter().copied().collect();
            let both: Vec<&'t Value> =
                before.iter().copied().filter(|value| here.contains(value)).collect();
            if both.is_empty() {
                self.report(
                    Diagnostic::new(
                        Code::ConflictingAllOf,
                        &node.at,
                        "no value is in the `enum`s of all parts of an `allOf`; the first one counts",
                    )
                    .help("let the `enum`s have values in common"),
                );
                return;
            }
            values = both;
        }
        shape.is_const |= constant.is_some();
        shape.values_at = Some(node.clone());
        shape.values = Some(values);
    }

    /// `items` and its kin (JSON Schema 2020-12 §10.3.1, and the array form before it).
    fn absorb_array(&mut self, shape: &mut Shape<'t>, node: &Node<'t>) {
        shape.prefix_items.extend(node.items_of("prefixItems"));
        match node.value.get("items") {
            Some(Value::Array(_)) => {
                shape.prefix_items.extend(node.items_of("items"));
                if node.value.get("additionalItems") == Some(&Value::Bool(false)) {
                    shape.items_forbidden = true;
                } else {
                    shape.items.extend(
                        node.get("additionalItems").filter(|n| n.object().is_some()),
                    );
                }
            }
            Some(Value::Bool(true)) if shape.prefix_items.is_empty() => {
                shape.items.extend(node.get("items"));
            }
            Some(Value::Bool(allowed)) => shape.items_forbidden |= !allowed,
            Some(Value::Object(_)) => shape.items.extend(node.get("items")),
            _ => self.absorb_unevaluated_items(shape, node),
        }
    }

    /// `unevaluatedItems` where nothing else has looked at them is the same as `items`.
    fn absorb_unevaluated_items(&mut self, shape: &mut Shape<'t>, node: &Node<'t>) {
        let Some(rest) = node.get("unevaluatedItems") else { return };
        match rest.value {
            Value::Bool(true) => {}
            _ if combines(node) => self.unshown(node, "unevaluatedItems"),
            Value::Bool(false) => shape.items_forbidden = true,
            Value::Object(_) => shape.items.push(rest),
            _ => {}
        }
    }

    fn absorb_groups(&mut self, shape: &mut Shape<'t>, node: &Node<'t>) {
        for key in ["oneOf", "anyOf"] {
            let branches = self.not_null(node, key);
            if branches.is_empty() {
                continue;
            }
            if branches.iter().all(|branch| only_constrains(node, branch)) {
                self.unshown(node, key);
                continue;
            }
            shape.groups.push(Group { node: node.clone(), branches });
        }
    }

    /// Leaves out what is fulfilled already. A branch that is the union itself says nothing; and
    /// where one is among the schemas that the shape is made of, the group says nothing: a
    /// parent's `oneOf` names the children that extend the parent.
    fn drop_fulfilled(&self, shape: &mut Shape<'t>) {
        if shape.groups.is_empty() {
            return;
        }
        let merged: BTreeSet<Place> =
            shape.parts.iter().map(|part| place(&part.node)).collect();
        shape.groups.retain_mut(|group| {
            let own = place(&group.node);
            let target = |branch: &Node<'t>| self.peek(branch).map(|node| place(&node));
            group.branches.retain(|branch| target(branch) != Some(own));
            let fulfilled = |branch: &Node<'t>| {
                target(branch).is_some_and(|target| merged.contains(&target))
            };
            !group.branches.is_empty() && !group.branches.iter().any(fulfilled)
        });
    }
}

/// How many schemas may extend each other, or refer to each other, one after the other. Each holds
/// what all of them have, so that more would be very much.
const DEEPEST: usize = 200;

/// Whether a key says what a value can be.
pub(super) fn constrains_beside_ref(key: &str) -> bool {
    !super::ANNOTATIONS.contains(&key) && !key.starts_with("x-")
}

/// Whether other schemas, too, say what the values of a schema are.
fn combines(node: &Node<'_>) -> bool {
    ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if"]
        .iter()
        .any(|key| node.has(key))
}

/// Whether a branch only bounds what the schema beside it says. The type may be said again.
fn only_constrains(node: &Node<'_>, branch: &Node<'_>) -> bool {
    const NOTES: [&str; 5] = ["required", "not", "title", "description", "deprecated"];
    // Of an object, whose type goes without saying.
    const SIZES: [&str; 4] =
        ["minProperties", "maxProperties", "minLength", "maxLength"];
    let own = node.value.get("type").cloned();
    let is_typed = own.is_some();
    let own = own.unwrap_or_else(|| "object".into());
    let is_said = |key: &str| {
        key == "type"
            && branch.value.get(key) == Some(&own)
            && (is_typed || node.value.get("properties").is_some())
    };
    let says_nothing = |key: &String| {
        NOTES.contains(&key.as_str())
            || SIZES.contains(&key.as_str())
            || is_typed && docs::is_bound(key)
            || is_said(key)
    };
    branch
        .object()
        .is_some_and(|object| !object.is_empty() && object.keys().all(says_nothing))
}
