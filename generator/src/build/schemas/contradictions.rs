//! Schemas whose `type` is contradicted by what stands beside it: objects with `items`, objects
//! whose examples are none, arrays whose `enum` lists elements.

use serde_json::Value;

use super::shape::{Part, Shape};
use crate::build::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::{JsonType, TypeKind, TypeRef};

const ITEMS_HELP: &str = "write `type: array`, the `$ref` alone where there is one such thing, \
                          or `additionalProperties` where members are such things";

impl<'t> Builder<'t, '_> {
    /// What an object is if nothing but its `type` says that it is one, and something else
    /// that it is not.
    ///
    /// Published descriptions mean one thing, several, or a map of things by `items` of an object,
    /// so that only any JSON takes them all; unless an example or a bound is that of an array.
    pub(super) fn contradicted(&mut self, shape: &Shape<'t>) -> Option<TypeKind> {
        if shape.json_types() != [JsonType::Object] {
            return None;
        }
        let items = shape.items.first().or(shape.prefix_items.first()).cloned();
        let examples = self.examples(shape);
        let of_others = examples.iter().find(|example| is_other(example.value));
        let is_object = shape.is_object_by_more_than_type()
            || examples.iter().any(|example| example.value.is_object());
        match (items, of_others) {
            (Some(items), _) if is_object => {
                let message =
                    "`items` of an object was ignored: only arrays have elements";
                self.report_items(&items, message);
                self.leave_out(&items);
                None
            }
            (Some(items), of_others)
                if shape.bounds_array()
                    || of_others.is_some_and(|example| example.value.is_array()) =>
            {
                self.report_items(&items, "the type `object` was read as `array`");
                Some(self.array(shape))
            }
            (Some(items), _) => {
                self.report_items(&items, "an object has no `items`; any JSON is taken");
                self.leave_out(&items);
                Some(any("its type is `object`, and its `items` are those of an array"))
            }
            (None, Some(example)) if !is_object => {
                let message =
                    "the type is `object`, and this is none; any JSON is taken";
                self.report(
                    Diagnostic::new(Code::Repaired, &example.at, message)
                        .help("write the `type` that values have, or an example of it"),
                );
                Some(any("its type is `object`, and an example is none"))
            }
            _ => None,
        }
    }

    /// Keeps a schema that the SDK has no type for by this from being called unused.
    fn leave_out(&mut self, items: &Node<'t>) {
        let schema = self.type_of(items);
        self.taken_over.push(schema);
    }

    fn report_items(&mut self, items: &Node<'t>, message: &str) {
        let diagnostic = Diagnostic::new(Code::Repaired, &items.at, message);
        self.report(diagnostic.at_key().help(ITEMS_HELP));
    }

    /// The examples and defaults of a schema, also those of what has the schema. What is text there
    /// may be the value as it is written: it is no example of a type.
    fn examples(&self, shape: &Shape<'t>) -> Vec<Node<'t>> {
        let mut examples = Vec::new();
        for Part { node, .. } in &shape.parts {
            examples
                .extend(["default", "example"].iter().filter_map(|key| node.get(key)));
            examples.extend(node.items_of("examples"));
            examples.extend(
                self.examples_around(node)
                    .into_iter()
                    .filter(|example| !example.value.is_string()),
            );
        }
        examples
    }

    /// The examples of the media type, parameter or response whose schema this is.
    fn examples_around(&self, schema: &Node<'t>) -> Vec<Node<'t>> {
        let above = match schema.at.last() {
            Some("schema") => schema.at.parent(),
            _ => None,
        };
        let Some(at) = above else { return Vec::new() };
        let Some(value) = self.document.sources.value(&at) else { return Vec::new() };
        let above = Node { value, at };
        let several = above.entries_of("examples").filter_map(|(_, example)| match self
            .document
            .is_swagger()
        {
            true => Some(example),
            false => self.peek(&example)?.get("value"),
        });
        above.get("example").into_iter().chain(several).collect()
    }

    /// The type of the elements of an array whose own `enum` lists them.
    pub(super) fn listed_item(&mut self, shape: &Shape<'t>) -> Option<TypeRef> {
        let values = shape.item_values.clone()?;
        let at = shape.values_at.clone()?;
        let mut item = match shape.items.as_slice() {
            [] => Shape::new(at.clone()),
            [only] => {
                let target = self.follow(only)?;
                (*self.shape_of(target)).clone()
            }
            several => {
                let parts: Vec<_> = several.iter().cloned().map(Part::whole).collect();
                self.shape(&parts)
            }
        };
        let place = at.at.child("enum");
        let help = "write `enum` inside of `items`";
        if item.values.is_some() {
            let message =
                "the `enum` of an array was ignored: its `items` have one of their own";
            self.report(Diagnostic::new(Code::Repaired, &place, message).help(help));
            return None;
        }
        (item.values, item.values_at) = (Some(values), Some(at));
        let kind = self.enumeration(&item)?;
        let message =
            "the values of an array's `enum` were read as those of its elements";
        self.report(Diagnostic::new(Code::Repaired, &place, message).help(help));
        let origin = shape.items.first().map_or(&place, |items| &items.at);
        let listed = self.anonymous(kind, origin);
        self.types[listed.id].docs = item.docs;
        let nullable = shape.items.iter().any(|items| self.admits_null(items));
        Some(TypeRef { nullable, ..listed })
    }
}

/// Keywords of objects that are none of their shape's.
const OF_OBJECTS: [&str; 7] = [
    "minProperties",
    "maxProperties",
    "propertyNames",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "discriminator",
];

impl Shape<'_> {
    fn is_object_by_more_than_type(&self) -> bool {
        self.describes_members() || self.values.is_some() || self.has_key_of(&OF_OBJECTS)
    }

    /// Whether a bound is that of an array.
    fn bounds_array(&self) -> bool {
        self.has_key_of(&["minItems", "maxItems", "uniqueItems"])
    }

    fn has_key_of(&self, keys: &[&str]) -> bool {
        self.parts.iter().any(|part| keys.iter().any(|key| part.node.has(key)))
    }

    /// Takes the values of an array's `enum` for those of its elements where they are no arrays.
    pub(super) fn give_values_to_items(&mut self) {
        let of_array = |values: &Vec<&Value>| {
            values.iter().any(|value| value.is_array() || value.is_object())
        };
        if self.json_types() == [JsonType::Array]
            && !self.is_const
            && self.prefix_items.is_empty()
            && !self.values.as_ref().is_some_and(of_array)
        {
            self.item_values = self.values.take();
        }
    }
}

/// Whether a schema is an array, so that scalars in its `enum` are none of its values.
pub(super) fn is_array(node: &Node<'_>) -> bool {
    match node.value.get("type") {
        Some(Value::Array(types)) => {
            let others = types.iter().filter(|json| *json != "null");
            others.clone().count() > 0 && others.clone().all(|json| json == "array")
        }
        json => json.is_some_and(|json| json == "array"),
    }
}

fn any(reason: &str) -> TypeKind {
    TypeKind::Any(Some(reason.to_owned()))
}

/// Whether a value is no object, and no text that has one.
fn is_other(value: &Value) -> bool {
    match value {
        Value::Null | Value::Object(_) => false,
        Value::String(text) => !text.trim_start().starts_with('{'),
        _ => true,
    }
}
