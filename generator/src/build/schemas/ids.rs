//! Objects whose members are named by UUIDs: these are keys of a map, of which an example was
//! written out.

use std::collections::BTreeMap;

use super::shape::{Additional, Shape};
use crate::build::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::JsonType;

impl<'t> Builder<'t, '_> {
    /// A map where the name of every member is a UUID.
    pub(super) fn keyed_by_ids(&mut self, shape: &Shape<'t>) -> Option<Shape<'t>> {
        let is_empty = shape.properties.is_empty();
        if is_empty || !shape.properties.keys().all(|name| is_uuid(name)) {
            return None;
        }
        let values: Vec<Node<'t>> = shape
            .properties
            .values()
            .filter_map(|parts| parts.last())
            .map(|part| part.node.clone())
            .collect();
        let first = values.first()?.clone();
        let mut left = MOST;
        let mut outline = |node| self.outline(node, DEEPEST, &mut left);
        let expected = outline(&first);
        let are_alike =
            expected.is_some() && values.iter().all(|node| outline(node) == expected);
        let message = "members whose names are UUIDs are an example of a map";
        self.report(
            Diagnostic::new(Code::Repaired, &shape.node.at.child("properties"), message)
                .at_key()
                .help("write `additionalProperties` with the schema of one of them"),
        );
        let mut map = shape.clone();
        map.properties.clear();
        map.required.retain(|name| !is_uuid(name));
        map.additional = match are_alike {
            true => Additional::Schema(first),
            false => Additional::Any,
        };
        Some(map)
    }

    /// Which types of JSON a schema allows, and its members do; `None` where too much is left.
    fn outline(
        &mut self,
        node: &Node<'t>,
        depth: usize,
        left: &mut usize,
    ) -> Option<Outline<'t>> {
        *left = left.checked_sub(1)?;
        let node = self.peek(node)?;
        let shape = self.shape_of(node);
        let types = shape.json_types();
        let Some(depth) = depth.checked_sub(1) else {
            return Some(Outline { types, members: BTreeMap::new(), items: Vec::new() });
        };
        let mut members = BTreeMap::new();
        for (name, parts) in &shape.properties {
            let part = parts.last()?;
            members.insert(*name, self.outline(&part.node, depth, left)?);
        }
        let items = shape.items.iter().map(|node| self.outline(node, depth, left));
        let items = items.collect::<Option<Vec<_>>>()?;
        Some(Outline { types, members, items })
    }
}

/// How deep schemas are compared: they were written out of an example, which is no deeper.
const DEEPEST: usize = 4;

/// How many schemas are compared at most, for one map: each can have many members.
const MOST: usize = 10_000;

/// What values of a schema look like.
#[derive(PartialEq)]
struct Outline<'t> {
    types: Vec<JsonType>,
    members: BTreeMap<&'t str, Self>,
    items: Vec<Self>,
}

/// Whether a name is a UUID as it is usually written.
fn is_uuid(name: &str) -> bool {
    let mut groups = name.split('-');
    let is_hex = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    let fits = |length: usize| {
        groups.next().is_some_and(|one| one.len() == length && is_hex(one))
    };
    [8, 4, 4, 4, 12].into_iter().all(fits) && groups.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_uuids() {
        assert!(is_uuid("3fa85f64-5717-4562-b3fc-2c963f66afa6"));
        for name in [
            "",
            "3fa85f64",
            "3fa85f64-5717-4562-b3fc-2c963f66afa6-1",
            "zfa85f64-5717-4562-b3fc-2c963f66afa6",
        ] {
            assert!(!is_uuid(name), "{name}");
        }
    }
}
