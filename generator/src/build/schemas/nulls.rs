//! Which schemas have null among their values.

use serde_json::Value;

use super::{ANNOTATIONS, MOST_LOOKS, Place, place};
use crate::build::{Builder, docs};
use crate::document::Node;
use crate::words::words;

impl<'t> Builder<'t, '_> {
    /// Whether null is among the values of a schema.
    pub(super) fn admits_null(&self, node: &Node<'t>) -> bool {
        self.has_null(node, &mut { MOST_LOOKS }, &mut Vec::new())
    }

    /// The same; looks at no more schemas than `looks`, since references can double at each step.
    /// One that is looked at already, on the `way` to this one, says nothing more.
    fn has_null(
        &self,
        node: &Node<'t>,
        looks: &mut usize,
        way: &mut Vec<Place>,
    ) -> bool {
        let Some(left) = looks.checked_sub(1).filter(|_| !way.contains(&place(node)))
        else {
            return false;
        };
        *looks = left;
        way.push(place(node));
        let found = self.has_null_itself(node, looks, way);
        way.pop();
        found
    }

    fn has_null_itself(
        &self,
        node: &Node<'t>,
        looks: &mut usize,
        way: &mut Vec<Place>,
    ) -> bool {
        if names_null(node) {
            return true;
        }
        if node.value.get("type").is_some_and(|said| said.is_string() || said.is_array())
        {
            return false;
        }
        if node.reference().is_some() {
            let target = self.peek(node);
            return target.is_some_and(|target| self.has_null(&target, looks, way));
        }
        let mut any = |key: &str| {
            node.items_of(key).any(|branch| self.has_null(&branch, looks, way))
        };
        if any("oneOf") || any("anyOf") {
            return true;
        }
        let parts: Vec<Node<'t>> = node.items_of("allOf").collect();
        let has_reference = parts.iter().any(|part| part.reference().is_some());
        let is_meant = |part: &Node<'t>| {
            // It describes nothing by itself, so that null can only be meant for the others.
            names_null(part)
                && (says_only_notes(part) || has_reference && says_only_types(part))
        };
        if parts.iter().any(is_meant) {
            return true;
        }
        let mut parts = parts.iter().filter(|part| !says_only_notes(part)).peekable();
        parts.peek().is_some() && parts.all(|part| self.has_null(part, looks, way))
    }
}

impl<'t> Builder<'t, '_> {
    /// The branches of a union that are more than null. Any object at all that can be null stands
    /// for null alone beside the one object that is described: apispec writes
    /// `anyOf: [{ type: object, nullable: true }, { $ref: … }]`.
    pub(super) fn not_null(&self, node: &Node<'t>, key: &str) -> Vec<Node<'t>> {
        let branches = node.items_of(key).filter(|branch| !self.is_null(branch));
        let mut branches: Vec<Node<'t>> = branches.collect();
        if key == "anyOf"
            && let [one, other] = branches.as_slice()
        {
            let stands_for_null = |any: &Node<'t>, object: &Node<'t>| {
                is_any_object_or_null(any) && self.is_described_object(object)
            };
            if stands_for_null(one, other) {
                branches.remove(0);
            } else if stands_for_null(other, one) {
                branches.pop();
            }
        }
        branches
    }

    fn is_described_object(&self, node: &Node<'t>) -> bool {
        self.peek(node)
            .is_some_and(|target| target.has("properties") || target.has("allOf"))
    }
}

/// Whether a schema takes null and every object, and says no more.
fn is_any_object_or_null(node: &Node<'_>) -> bool {
    node.str("type") == Some("object")
        && says_nullable(node)
        && node.entries().all(|(key, _)| key == "type" || key != "title" && is_note(key))
}

/// Whether a schema says nothing about what a value can be, but for null.
fn says_only_notes(node: &Node<'_>) -> bool {
    node.reference().is_none() && node.entries().all(|(key, _)| is_note(key))
}

fn is_note(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

/// Whether a schema says nothing about what a value can be, but for its type, its values and
/// bounds.
fn says_only_types(node: &Node<'_>) -> bool {
    let says_little = |key: &str| {
        matches!(key, "type" | "enum") || docs::is_bound(key) || is_note(key)
    };
    node.reference().is_none() && node.entries().all(|(key, _)| says_little(key))
}

/// Whether a schema has null among its own keywords, wherever nobody writes it for nothing: an
/// `enum` also beside a `type` that leaves it out.
pub(super) fn names_null(node: &Node<'_>) -> bool {
    let is_type = |one: &Value| one == "null";
    let has = |key: &str, is_null: fn(&Value) -> bool| match node.value.get(key) {
        Some(Value::Array(values)) => values.iter().any(is_null),
        _ => false,
    };
    says_nullable(node)
        || node.value.get("const").is_some_and(Value::is_null)
        || node.value.get("type").is_some_and(is_type)
        || has("type", is_type)
        || has("enum", Value::is_null)
}

/// Whether a schema says by itself that null is a value (OpenAPI 3.0, and vendors before it).
pub(super) fn says_nullable(node: &Node<'_>) -> bool {
    node.is_true("nullable")
        || node.is_true("x-nullable")
        || node.is_true("x-isnullable")
}

/// Whether a branch of a union is null alone. One that says `nullable: true` and no more is, or no
/// more but for a type, where its title calls it null: OpenAPI 3.0 has no `nullable` without one. A
/// reference to such a schema is not: any value is called so.
pub(super) fn is_null(branch: &Node<'_>) -> bool {
    let is_called_null = || is_null_name(branch.str("title").unwrap_or_default());
    let says_bare_type = |(key, _): (&str, Node<'_>)| key == "type" || is_note(key);
    let says_no_more = || {
        says_nullable(branch)
            && (says_only_notes(branch)
                || is_called_null() && branch.entries().all(says_bare_type))
    };
    has_only_null(branch) || branch.reference().is_none() && says_no_more()
}

/// Whether a title says null and nothing else, as `OpenAPI 3.0 null schema type` does.
fn is_null_name(title: &str) -> bool {
    let words = words(title);
    let says_nothing = |word: &String| {
        let known = ["api", "null", "open", "openapi", "schema", "type", "value"];
        known.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    words.iter().any(|word| word == "null") && words.iter().all(says_nothing)
}

/// Whether a schema has no value but null.
pub(super) fn has_only_null(node: &Node<'_>) -> bool {
    let is_null_name = |value: &Value| value == "null";
    let only =
        |values: &Vec<Value>| !values.is_empty() && values.iter().all(Value::is_null);
    match node.value.get("type") {
        Some(Value::Array(types)) if !types.is_empty() => types.iter().all(is_null_name),
        Some(value) if is_null_name(value) => true,
        _ => {
            node.value.get("const").is_some_and(Value::is_null)
                || node.value.get("enum").and_then(Value::as_array).is_some_and(only)
        }
    }
}
