//! What examples of answers and of schemas say against the types that were built. It is told, or
//! acted on, where it is known what is part of the SDK: `passes::widen_by_examples`,
//! `passes::report_mismatches`.

mod compare;
mod formats;
mod values;

use std::collections::BTreeSet;

use serde_json::Value;

use super::Builder;
use super::schemas::place;
use crate::document::{self, Node};
use crate::model::{ContentKind, Mismatch, TypeKind, TypeRef};
use crate::upgrade::content_kind;
use compare::Comparison;

/// An example, and the type of what it is an example of.
pub(super) struct Example<'t> {
    schema: TypeRef,
    node: Node<'t>,
    /// Whether it is that of an answer, and not of a schema.
    is_of_answer: bool,
}

impl<'t> Builder<'t, '_> {
    /// Remembers the examples that stand in a schema.
    pub(super) fn examples_of_schema(&mut self, schema: TypeRef, node: &Node<'t>) {
        if !node.has("example") && !node.has("examples") {
            return;
        }
        let all = node.get("example").into_iter().chain(node.items_of("examples"));
        // Most examples are texts of which any would do.
        let is_text = node.str("type") == Some("string") && !node.has("format");
        let all =
            all.filter(|one| !is_text || one.value.is_object() || one.value.is_array());
        let example = |node| Example { schema, node, is_of_answer: false };
        self.examples.extend(all.map(example));
    }

    /// Remembers the examples of an answer.
    pub(super) fn examples_of_answer(
        &mut self,
        content: &document::Content<'t>,
        schema: Option<TypeRef>,
    ) {
        let Some(schema) = schema.filter(|_| content.kind == ContentKind::Json) else {
            return;
        };
        let node = &content.node;
        let mut all: Vec<Node<'t>> = node.get("example").into_iter().collect();
        for (key, example) in node.entries_of("examples") {
            if self.document.is_swagger() && node.has("schema") && key.contains('/') {
                let is_json = content_kind(key) == ContentKind::Json;
                all.extend(is_json.then_some(example));
            } else if let Some(example) = self.peek(&example) {
                all.extend(example.get("value").or_else(|| example.get("dataValue")));
            }
        }
        let example = |node| Example { schema, node, is_of_answer: true };
        self.examples.extend(all.into_iter().map(example));
    }

    /// Compares all examples with their types, each once, and those of answers first: they show
    /// what the API sends.
    pub(super) fn compare_examples(&mut self) -> Vec<Mismatch> {
        let mut examples = std::mem::take(&mut self.examples);
        examples.sort_by_key(|example| !example.is_of_answer);
        let mut seen = BTreeSet::new();
        let mut comparison = Comparison::new(&self.types);
        for example in &examples {
            let Example { schema, node, is_of_answer } = example;
            if !seen.insert((place(node), schema.id)) {
                continue;
            }
            let kind = &self.types[self.types.behind(*schema).id].kind;
            let is_text = matches!(kind, TypeKind::String(_) | TypeKind::Enum(_));
            match node.value {
                // JSON as text: it may be the value as it is written.
                Value::String(text) if !is_text => {
                    match serde_json::from_str::<Value>(text) {
                        Ok(value) => comparison.compare(example, &value),
                        Err(_) if *is_of_answer => {}
                        Err(_) => comparison.compare(example, node.value),
                    }
                }
                // Text that YAML takes for a number or a truth value.
                Value::Number(_) | Value::Bool(_) if is_text => {}
                value => comparison.compare(example, value),
            }
        }
        comparison.finish()
    }
}
