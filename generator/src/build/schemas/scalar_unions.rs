//! Branches of a union that are text, numbers or truth values: nothing tells them apart, so one
//! type holds them.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexSet;
use serde_json::Value;

use super::json_types::type_name;
use super::shape::Shape;
use super::unions::Branch;
use crate::build::{Builder, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Docs, Enum, EnumValue, IntegerFormat, JsonType, NumberFormat, StringFormat,
    TypeKind, Variant,
};

impl<'t> Builder<'t, '_> {
    /// An `enum` beside unions: its values are all that there are. The unions can leave fewer of
    /// them, and have names for them.
    pub(super) fn listed_beside_unions(
        &mut self,
        shape: &Shape<'t>,
    ) -> Option<TypeKind> {
        if shape.values.is_none() || shape.has_parts() {
            return None;
        }
        let mut listed = match self.enumeration(shape)? {
            TypeKind::Enum(listed) => listed,
            other => return Some(other),
        };
        for group in &shape.groups {
            let branches = self.branches(shape, group);
            let Some(TypeKind::Enum(known)) = self.scalars(&branches) else { continue };
            let all_listed = branches.iter().all(|branch| branch.shape.values.is_some());
            let left = listed.values.iter().filter_map(|value| {
                let same = known.values.iter().find(|one| one.value == value.value);
                match same {
                    Some(same) if value.name.is_none() => Some(same.clone()),
                    None if all_listed => None,
                    _ => Some(value.clone()),
                }
            });
            let left: Vec<EnumValue> = left.collect();
            if left.is_empty() {
                let message = "no value is in the `enum` and in the union beside it; the `enum` counts";
                self.report(
                    Diagnostic::new(Code::ConflictingAllOf, &group.node.at, message)
                        .help("let the branches have values of the `enum`"),
                );
                continue;
            }
            listed.values = left;
        }
        Some(TypeKind::Enum(listed))
    }

    /// All branches are text, or all are numbers: one type that holds every value.
    pub(super) fn scalars(&mut self, branches: &[Branch<'t>]) -> Option<TypeKind> {
        let class = scalar_class(&branches.first()?.shape)?;
        branches
            .iter()
            .all(|branch| scalar_class(&branch.shape) == Some(class))
            .then(|| self.one_scalar(branches, class))
    }

    /// In a union of several kinds, the branches that are text become one variant, and those that
    /// are numbers: nothing tells them apart. `Some(None)`: the branch is in an earlier variant.
    pub(super) fn scalar_variant(
        &mut self,
        branches: &[Branch<'t>],
        branch: &Branch<'t>,
        done: &mut BTreeSet<JsonType>,
    ) -> Option<Option<Variant>> {
        let class = variant_class(&branch.shape)?;
        let of_class = |other: &&Branch<'t>| variant_class(&other.shape) == Some(class);
        if done.contains(&class) {
            return Some(None);
        }
        if branches.iter().filter(of_class).count() < 2 {
            return None;
        }
        done.insert(class);
        let alike: Vec<Branch<'t>> = branches.iter().filter(of_class).cloned().collect();
        let kind = self.one_scalar(&alike, class);
        let schema = self.anonymous(kind, &branch.node.at);
        let name = type_name(class).to_owned();
        Some(Some(Variant { name, schema, docs: Docs::default() }))
    }

    /// Whether the branches are any text and, by itself, the text without characters: that is text,
    /// and no list of values.
    fn may_be_empty(branches: &[Branch<'t>]) -> bool {
        let is_empty = |values: &[&Value]| values.iter().all(|one| *one == "");
        let mut listed =
            branches.iter().filter_map(|branch| branch.shape.values.as_deref());
        let all_listed = branches.iter().all(|branch| branch.shape.values.is_some());
        !all_listed && listed.next().is_some_and(is_empty) && listed.all(is_empty)
    }

    fn one_scalar(&mut self, branches: &[Branch<'t>], class: JsonType) -> TypeKind {
        if class == JsonType::Boolean {
            return TypeKind::Boolean;
        }
        let mut values = Vec::new();
        let mut plain = Vec::new();
        if Self::may_be_empty(branches) {
            return TypeKind::String(StringFormat::Plain);
        }
        for branch in branches {
            match self.enumeration(&branch.shape) {
                Some(TypeKind::Enum(mut listed)) => {
                    if let [only] = listed.values.as_mut_slice() {
                        // `oneOf: [{const: a, title: A}]`: how JSON Schema describes values.
                        only.docs = docs::schema_docs(&branch.node);
                        only.name = branch.node.text("title");
                        only.deprecated = branch.node.is_true("deprecated");
                    }
                    values.append(&mut listed.values);
                }
                _ => plain.push(&branch.shape),
            }
        }
        // An enum of whole numbers takes other whole numbers too, but no fractions.
        let fractions = class == JsonType::Number
            && plain.iter().any(|shape| shape.json_types() != [JsonType::Integer]);
        if !values.is_empty() && !fractions {
            let mut seen = IndexSet::new();
            values.retain(|value| seen.insert(value.value.clone()));
            self.report_formats(&plain, class);
            let open = class == JsonType::String && !plain.is_empty();
            return TypeKind::Enum(Enum { values, open });
        }
        let kinds: Vec<TypeKind> = plain
            .iter()
            .map(|shape| match class {
                JsonType::String => super::scalars::string(shape),
                _ if shape.json_types() == [JsonType::Integer] => self.integer(shape),
                _ => self.number(shape),
            })
            .collect();
        let kind = one_kind(kinds, class);
        if matches!(kind, TypeKind::Number(_)) {
            self.report_rounded(branches);
        }
        kind
    }

    /// Reports the formats of text that becomes an enum, which takes any text.
    fn report_formats(&mut self, plain: &[&Rc<Shape<'t>>], class: JsonType) {
        for shape in plain.iter().filter(|_| class == JsonType::String) {
            if !matches!(
                super::scalars::string(shape),
                TypeKind::String(StringFormat::Plain)
            ) {
                self.unshown(&shape.node, "format");
            }
        }
    }

    /// Reports whole numbers that are of one type with fractions, which may not hold them exactly.
    fn report_rounded(&mut self, branches: &[Branch<'t>]) {
        let is_large = |branch: &&Branch<'t>| {
            branch.shape.json_types() == [JsonType::Integer]
                && !matches!(branch.shape.format, Some("int32" | "uint32"))
        };
        let Some(whole) = branches.iter().find(is_large) else { return };
        let message =
            "whole numbers are read as an `f64` here, since fractions are allowed too";
        self.report(
            Diagnostic::new(Code::UnsupportedKeyword, &whole.node.at, message)
                .note("above 9007199254740992 not every whole number is one")
                .help("take large numbers as text, or write `format: int32`"),
        );
    }
}

/// String, number or truth value, when a shape is nothing else.
fn scalar_class(shape: &Shape<'_>) -> Option<JsonType> {
    if !shape.groups.is_empty() || shape.discriminated {
        return None;
    }
    let types = shape.json_types();
    let json = match types.as_slice() {
        [one] => *one,
        [] if shape.values.is_some() => {
            let values = shape.values.iter().flatten();
            let types: BTreeSet<_> = values.map(|value| JsonType::of(value)).collect();
            if types.len() != 1 {
                return None;
            }
            types.into_iter().next()?
        }
        // A format or a pattern without `type`.
        [] => shape.implied_type().filter(|json| *json == JsonType::String)?,
        _ => return None,
    };
    match json {
        JsonType::Boolean => Some(JsonType::Boolean),
        JsonType::String => Some(JsonType::String),
        JsonType::Integer | JsonType::Number => Some(JsonType::Number),
        _ => None,
    }
}

/// The same where each class is a variant: whole numbers and others are two, since large ones are
/// no floating-point numbers.
fn variant_class(shape: &Shape<'_>) -> Option<JsonType> {
    match scalar_class(shape)? {
        JsonType::Number if shape.json_types() == [JsonType::Integer] => {
            Some(JsonType::Integer)
        }
        class => Some(class),
    }
}

/// The kind that holds the values of all.
fn one_kind(kinds: Vec<TypeKind>, class: JsonType) -> TypeKind {
    let texts: Option<Vec<StringFormat>> = kinds
        .iter()
        .map(|kind| match kind {
            TypeKind::String(format) => Some(*format),
            _ => None,
        })
        .collect();
    let same =
        |formats: &[StringFormat]| formats.windows(2).all(|pair| pair[0] == pair[1]);
    match (class, texts) {
        (JsonType::String, Some(formats)) if same(&formats) && !formats.is_empty() => {
            TypeKind::String(formats[0])
        }
        (JsonType::String, _) => TypeKind::String(StringFormat::Plain),
        _ => {
            let whole: Option<Vec<IntegerFormat>> = kinds
                .iter()
                .map(|kind| match kind {
                    TypeKind::Integer(format) => Some(*format),
                    _ => None,
                })
                .collect();
            match whole {
                Some(formats) if !formats.is_empty() => {
                    TypeKind::Integer(widest(&formats))
                }
                _ => TypeKind::Number(NumberFormat::Double),
            }
        }
    }
}

/// The format that holds whole numbers of all of these.
fn widest(formats: &[IntegerFormat]) -> IntegerFormat {
    let unsigned = |format: &IntegerFormat| {
        matches!(format, IntegerFormat::UInt32 | IntegerFormat::UInt64)
    };
    match formats {
        [first, others @ ..] if others.iter().all(|other| other == first) => *first,
        formats if formats.iter().all(unsigned) => IntegerFormat::UInt64,
        _ => IntegerFormat::Int64,
    }
}
