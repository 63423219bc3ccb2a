//! Names in `required` that no property describes: misspelt ones, and members of which nothing
//! else is known.

use indexmap::IndexMap;

use super::Builder;
use super::shape::{Additional, Shape};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Field, TypeKind};
use crate::source::Pointer;
use crate::suggest::is_typing_error;
use crate::words::words;

impl<'t> Builder<'t, '_> {
    /// The shape with the names in `required` that were meant, where one of them is that of a
    /// property in another spelling.
    pub(super) fn with_meant_names(&mut self, shape: &Shape<'t>) -> Option<Shape<'t>> {
        let undescribed =
            shape.required.iter().filter(|name| !shape.properties.contains_key(*name));
        let slips = undescribed.filter(|name| !self.is_of_a_branch(shape, name));
        let near = slips.filter_map(|name| Some((*name, meant(shape, name)?)));
        let near: IndexMap<&'t str, &'t str> = near.collect();
        if near.is_empty() {
            return None;
        }
        for (name, property) in &near {
            let message = format!(
                "`required` has `{name}`, which no property describes; it was taken for `{property}`"
            );
            let at = place_of(shape, name);
            self.report(
                Diagnostic::new(Code::Repaired, &at, message)
                    .help(format!("write `{property}`")),
            );
        }
        let mut shape = shape.clone();
        let required = shape.required.iter();
        shape.required = required.map(|name| *near.get(name).unwrap_or(name)).collect();
        Some(shape)
    }

    /// Whether a branch of a union that the object is one of describes a member: where another one
    /// does not, its name is no slip.
    fn is_of_a_branch(&self, shape: &Shape<'t>, name: &str) -> bool {
        let branches = shape.parts.iter().flat_map(|part| {
            let node = &part.node;
            node.items_of("oneOf").chain(node.items_of("anyOf"))
        });
        let mut described = branches.filter_map(|branch| self.peek(&branch));
        described
            .any(|branch| branch.entries_of("properties").any(|(key, _)| key == name))
    }

    /// Whether what an object requires are members of it, where no property describes any: they are
    /// keys of a map where its members can be of any kind.
    pub(super) fn names_members(&mut self, shape: &Shape<'t>) -> bool {
        let is_open = matches!(shape.additional, Additional::Unsaid | Additional::Any);
        let is_map = is_open && !shape.required.iter().any(|name| is_tag(shape, name));
        if is_map {
            for part in &shape.parts {
                if part.node.strings("required").next().is_some() {
                    self.unshown(&part.node, "required");
                }
            }
        }
        !is_map && !shape.required.is_empty()
    }

    /// A member that is required and that no property describes. What is said of all members that
    /// have no name describes it too, as does a discriminator. Of any other nothing is known, and
    /// an answer may well come without it.
    pub(super) fn undescribed_field(&mut self, shape: &Shape<'t>, name: &str) -> Field {
        let reason = "it is required and not described".to_owned();
        let (schema, is_described) = match &shape.additional {
            Additional::Schema(schema) => (self.type_of(schema), true),
            _ => {
                let kind = TypeKind::Any(Some(reason));
                (self.anonymous(kind, &shape.node.at), is_tag(shape, name))
            }
        };
        if !is_described {
            let message = format!(
                "`required` has `{name}`, which no property describes; it was taken to be optional"
            );
            let at = place_of(shape, name);
            self.report(
                Diagnostic::new(Code::Repaired, &at, message)
                    .help("describe it in `properties`, or take it out of `required`"),
            );
        }
        let field = Field::new(name.to_owned(), schema, shape.node.at.clone());
        Field { required: is_described, ..field }
    }
}

/// The one property that is not required by its own name and that this name is another spelling of.
fn meant<'t>(shape: &Shape<'t>, name: &str) -> Option<&'t str> {
    let free = || {
        let names = shape.properties.keys().copied();
        names.filter(|property| !shape.required.contains(property))
    };
    let only = |mut found: Box<dyn Iterator<Item = &'t str> + '_>| {
        found.next().filter(|_| found.next().is_none())
    };
    let letters = words(name).concat();
    let count = letters.chars().count();
    let alike = free().filter(|property| {
        // Counting costs less than finding words, and most differ in that.
        property.chars().filter(|c| c.is_alphanumeric()).count() == count
            && count > 0
            && words(property).concat() == letters
    });
    only(Box::new(alike)).or_else(|| {
        only(Box::new(free().filter(|property| is_typing_error(name, property))))
    })
}

/// Whether a discriminator has its tag in the member with this name.
fn is_tag(shape: &Shape<'_>, name: &str) -> bool {
    shape.parts.iter().any(|part| {
        let said = part.node.get("discriminator");
        said.is_some_and(|said| {
            said.str("propertyName") == Some(name) || said.value.as_str() == Some(name)
        })
    })
}

/// The place where a name is required.
fn place_of(shape: &Shape<'_>, name: &str) -> Pointer {
    let mut places = shape.parts.iter().rev().filter_map(|part| {
        let entries = part.node.value.get("required")?.as_array()?;
        let index = entries.iter().position(|entry| entry.as_str() == Some(name))?;
        Some(part.node.at.child("required").child(&index.to_string()))
    });
    places.next().unwrap_or_else(|| shape.node.at.clone())
}
