//! Objects and arrays.

use serde_json::Value;

use super::contradictions::is_array;
use super::dynamic::bound;
use super::iris::call_by_last_segments;
use super::nulls::says_nullable;
use super::shape::{Additional, Part, Shape};
use super::{ANNOTATIONS, place};
use crate::build::extensions;
use crate::build::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, resolve};
use crate::model::{
    Constraints, Field, List, Struct, Tuple, TypeKind, TypeRef, is_json,
};

impl<'t> Builder<'t, '_> {
    /// Merges what a schema says about members.
    pub(super) fn absorb_object(&mut self, shape: &mut Shape<'t>, node: &Node<'t>) {
        let sources = self.document.sources;
        let properties =
            resolve::entries_of(sources, node, "properties", self.diagnostics);
        for (name, property) in properties {
            if property.object().is_some() || property.value.is_boolean() {
                merge_property(shape, name, property);
            }
        }
        shape.required.extend(node.strings("required"));
        // The branches of a condition may each be there: their members are optional.
        let branches = ["then", "else"].into_iter().filter_map(|key| node.get(key));
        let dependent = ["dependentSchemas", "dependencies"].into_iter();
        let dependent = dependent.flat_map(|key| node.entries_of(key));
        for branch in branches.chain(dependent.map(|(_, branch)| branch)) {
            let branch = self.peek(&branch);
            for (name, property) in
                branch.iter().flat_map(|node| node.entries_of("properties"))
            {
                if property.object().is_some() && !shape.properties.contains_key(name) {
                    merge_property(shape, name, property);
                }
            }
        }
        for key in ["patternProperties", "x-patternProperties"] {
            shape.patterns.extend(node.entries_of(key).map(|(_, schema)| schema));
        }
        for key in ["additionalProperties", "unevaluatedProperties"] {
            let Some(said) = node.get(key) else { continue };
            let said = match said.value {
                Value::Bool(true) => Additional::Any,
                Value::Bool(false) => Additional::Forbidden,
                Value::Object(keys) if keys.is_empty() => Additional::Any,
                Value::Object(_) => Additional::Schema(said),
                _ => Additional::Unsaid,
            };
            // What says more counts; `false` in one part does not bind the others' members.
            let rank = |additional: &Additional<'_>| match additional {
                Additional::Unsaid => 0,
                Additional::Forbidden => 1,
                Additional::Any => 2,
                Additional::Schema(_) => 3,
            };
            if rank(&said) > rank(&shape.additional) {
                shape.additional = said;
            }
        }
    }

    pub(super) fn object(&mut self, shape: &Shape<'t>) -> TypeKind {
        let repaired = self.keyed_by_ids(shape).or_else(|| self.with_meant_names(shape));
        let shape = repaired.as_ref().unwrap_or(shape);
        let rest = self.rest(shape);
        if shape.properties.is_empty() && !self.names_members(shape) {
            return self.without_members(shape, rest);
        }
        let mut fields = Vec::new();
        for (name, parts) in &shape.properties {
            fields.push(self.field(shape, name, parts));
        }
        for name in &shape.required {
            if !shape.properties.contains_key(name) {
                fields.push(self.undescribed_field(shape, name));
            }
        }
        call_by_last_segments(&mut fields);
        TypeKind::Struct(Struct { fields, rest })
    }

    /// An object that names no members: a map, or an object without any.
    fn without_members(&mut self, shape: &Shape<'t>, rest: Option<TypeRef>) -> TypeKind {
        match rest {
            Some(rest) => TypeKind::Map(rest),
            None if matches!(shape.additional, Additional::Forbidden) => {
                TypeKind::Struct(Struct::default())
            }
            None => TypeKind::Map(self.anonymous(TypeKind::Any(None), &shape.node.at)),
        }
    }

    /// The type of members that are not named.
    fn rest(&mut self, shape: &Shape<'t>) -> Option<TypeRef> {
        let any =
            |builder: &mut Self| builder.anonymous(TypeKind::Any(None), &shape.node.at);
        match (&shape.additional, shape.patterns.as_slice()) {
            (Additional::Schema(schema), []) => Some(self.type_of(schema)),
            (Additional::Any, []) => Some(any(self)),
            (Additional::Unsaid | Additional::Forbidden, []) => None,
            // What a server adds to an object need not be of the type that the pattern has. One
            // without members that have names is a map, whose keys are all described.
            (Additional::Unsaid, [only])
                if (!shape.properties.is_empty()
                    || !shape.required.is_empty()
                    || is_of_extensions(only))
                    && !is_for_every_key(only)
                    && only.object().is_some_and(|keys| !keys.is_empty()) =>
            {
                let reason =
                    "members that no `patternProperties` describes can be there too";
                let kind = self.untyped(&shape.node, reason);
                Some(self.anonymous(kind, &shape.node.at))
            }
            (Additional::Unsaid | Additional::Forbidden, [only]) => {
                Some(self.type_of(only))
            }
            // Several kinds of keys: what they have in common is that they are JSON.
            (_, _) => {
                let kind = self.untyped(&shape.node, "several `patternProperties`");
                Some(self.anonymous(kind, &shape.node.at))
            }
        }
    }

    fn field(&mut self, shape: &Shape<'t>, name: &str, parts: &[Part<'t>]) -> Field {
        let bound = self.bound_type(shape, parts);
        let schema = match (bound, shape.unsettled.contains(name)) {
            (Some(bound), _) => bound,
            (None, false) => self.type_of_parts(parts),
            (None, true) => {
                let node = &parts[parts.len() - 1].node;
                let reason = "it is of several types in branches that hold at once";
                let kind = self.untyped(node, reason);
                self.anonymous(kind, &node.at)
            }
        };
        // The part that came last is the one nearest to the schema.
        let node = &parts[parts.len() - 1].node;
        let layers = parts.iter().rev().flat_map(|part| self.layers(&part.node));
        let said_by: Vec<Node<'t>> = layers.collect();
        let said = |key: &str| said_by.iter().any(|node| self.flag(node, key));
        let (mut read_only, mut write_only) = (said("readOnly"), said("writeOnly"));
        let deprecated = said("deprecated");
        if read_only && write_only {
            self.report_one_sided(node);
            (read_only, write_only) = (false, false);
        }
        let mut text = docs::schema_docs(node);
        text.description = text
            .description
            .or_else(|| said_by.iter().find_map(|node| node.text("description")));
        let nullable =
            schema.nullable || parts.iter().any(|part| says_nullable(&part.node));
        if parts.len() == 1 {
            // A reference, or what stands around one, has no type of its own.
            let is_around = |node: &&Node<'t>| !self.known.contains_key(&place(node));
            let around: Vec<&Node<'t>> = said_by.iter().filter(is_around).collect();
            around.into_iter().for_each(|node| self.examples_of_schema(schema, node));
        }
        let own_required = node.is_true("required") && node.object().is_some();
        Field {
            name: name.to_owned(),
            rename: said_by.iter().find_map(extensions::field_name),
            schema: TypeRef { nullable, ..schema },
            required: shape.required.contains(name) || own_required,
            read_only,
            write_only,
            deprecated,
            docs: text,
            constraints: self.constraints_of_use(node),
            constant: self.constant(node),
            also_read: None,
            initial: None,
            content: (name == "data").then(|| self.json_content(node)).flatten(),
            origin: node.at.clone(),
        }
    }

    /// A member that is only received and only sent: nobody writes what is never there.
    fn report_one_sided(&mut self, node: &Node<'t>) {
        let message = "a member cannot be both `readOnly` and `writeOnly`";
        self.report(
            Diagnostic::new(Code::Repaired, &node.at, message)
                .at_key()
                .note("it was read as neither: it is sent and received")
                .help("write the one of the two that is meant"),
        );
    }

    /// The bounds of a use: its own, those around a reference, and what a referenced scalar says
    /// beside its bounds.
    pub(in crate::build) fn constraints_of_use(&self, node: &Node<'t>) -> Constraints {
        let layers = self.layers(node);
        let own = layers.iter().map(docs::constraints);
        let mut constraints = own.fold(Constraints::default(), Constraints::or);
        let reference = layers.iter().find(|part| part.reference().is_some());
        if let Some(target) = reference.and_then(|reference| self.peek(reference)) {
            let inherited = docs::constraints(&target);
            constraints.default = constraints.default.or(inherited.default);
            constraints.secret |= inherited.secret;
            if constraints.examples.is_empty() {
                constraints.examples = inherited.examples;
            }
        }
        constraints
    }

    /// What is said of a use: by itself, or around a reference.
    pub(in crate::build) fn description_of_use(
        &self,
        node: &Node<'t>,
    ) -> Option<String> {
        self.layers(node).iter().find_map(|node| node.text("description"))
    }

    /// A flag of a property: its own, or of what it refers to.
    fn flag(&self, node: &Node<'t>, key: &str) -> bool {
        node.is_true(key)
            || (key != "deprecated"
                && node.reference().is_some()
                && self.peek(node).is_some_and(|target| target.is_true(key)))
    }

    /// The value of `const` or of an `enum` with one value.
    pub(in crate::build) fn constant(&self, node: &Node<'t>) -> Option<Value> {
        let node = self.peek(node)?;
        let value = match (node.value_of("const"), node.value_of("enum")) {
            (Some(value), _) => value,
            (None, Some(Value::Array(values)))
                if values.len() == 1 && !is_array(&node) =>
            {
                &values[0]
            }
            _ => return None,
        };
        let scalar = value.is_string() || value.is_boolean() || value.is_i64();
        scalar.then(|| value.clone())
    }

    /// The type of the JSON that a text holds.
    fn json_content(&mut self, node: &Node<'t>) -> Option<TypeRef> {
        let text = self.peek(node)?;
        has_json_content(&text)
            .then(|| text.get("contentSchema"))?
            .map(|schema| self.type_of(&schema))
    }

    pub(super) fn array(&mut self, shape: &Shape<'t>) -> TypeKind {
        let listed = self.listed_item(shape);
        let rest = match shape.items.as_slice() {
            _ if listed.is_some() => listed,
            [] => None,
            [only] => {
                let only = bound(shape, only).unwrap_or_else(|| only.clone());
                Some(self.type_of(&only))
            }
            several => {
                let parts: Vec<_> = several.iter().cloned().map(Part::whole).collect();
                Some(self.type_of_parts(&parts))
            }
        };
        if shape.prefix_items.is_empty() {
            let item = rest.unwrap_or_else(|| {
                // Before OpenAPI 3.1 every array has to have them.
                let kind = match self.document.has_ref_siblings() {
                    true => TypeKind::Any(None),
                    false => self.untyped(&shape.node, "the array has no `items`"),
                };
                self.anonymous(kind, &shape.node.at)
            });
            return TypeKind::List(List { item });
        }
        let items = shape.prefix_items.iter().map(|item| self.type_of(item)).collect();
        TypeKind::Tuple(Tuple { items, rest })
    }
}

/// Whether a schema is text that holds JSON of a known kind (JSON Schema 2020-12 validation §8.5).
pub(super) fn has_json_content(node: &Node<'_>) -> bool {
    node.has("contentSchema") && node.str("contentMediaType").is_some_and(is_json)
}

/// Whether the pattern of a schema in `patternProperties` is that of extensions (`^x-`), which stand
/// beside something else.
fn is_of_extensions(schema: &Node<'_>) -> bool {
    schema.at.last().is_some_and(|pattern| pattern.starts_with("^x-"))
}

/// Whether the pattern of a schema in `patternProperties` takes every key.
fn is_for_every_key(schema: &Node<'_>) -> bool {
    let pattern = schema.at.last().unwrap_or_default();
    let pattern = pattern.trim_start_matches('^').trim_end_matches('$');
    ["", ".", ".*", ".+", "(.*)", "(.+)"].contains(&pattern)
}

/// Adds a part to a member; a part that says nothing does not count beside one that does.
fn merge_property<'t>(shape: &mut Shape<'t>, name: &'t str, property: Node<'t>) {
    let says_more = |node: &Node<'_>| {
        node.reference().is_some()
            || node
                .entries()
                .any(|(key, _)| !ANNOTATIONS.contains(&key) && !key.starts_with("x-"))
    };
    let parts = shape.properties.entry(name).or_default();
    let reference = property.reference();
    let same_target = |part: &Part<'t>| {
        place(&part.node) == place(&property)
            || (reference.is_some()
                && part.node.reference() == reference
                && part.node.at.file() == property.at.file())
    };
    if parts.iter().any(same_target) || (!parts.is_empty() && !says_more(&property)) {
        return;
    }
    // No other one says nothing: it would not be beside one that does.
    if let [only] = parts.as_slice()
        && !says_more(&only.node)
    {
        parts.clear();
    }
    parts.push(Part::whole(property));
}
