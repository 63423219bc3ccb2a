//! Which named schema an inline type stands in: it is named after that, whoever refers to it first.

use std::collections::{BTreeMap, BTreeSet};

use super::needs_name;
use crate::model::{Operation, TypeDef, TypeId, TypeKind, TypeName, Types};
use crate::passes::walk;
use crate::source::{FileId, Pointer};
use crate::words::{camel, snake};

/// The place of a named schema: its file, the section, and the name.
type Named = (FileId, String, String);

/// The named schemas by their places.
pub(super) struct Standing {
    places: BTreeMap<Named, TypeId>,
    /// What operations refer to inside of a schema that is no type of the SDK, as what an envelope
    /// holds: it is named after the operation.
    taken_out: BTreeSet<TypeId>,
}

impl Standing {
    /// Those that are types of the SDK, and those whose parts others took over.
    pub(super) fn new(types: &Types, operations: &[Operation]) -> Self {
        let named = |(id, def): (TypeId, &TypeDef)| {
            let is_schema = matches!(def.name, TypeName::Schema(_));
            let counts = def.reachable
                || matches!(
                    def.kind,
                    TypeKind::Struct(_) | TypeKind::List(_) | TypeKind::Map(_)
                );
            let tokens = def.origin.tokens();
            let (place, rest) = place(&def.origin, &tokens)?;
            (is_schema && counts && rest.is_empty()).then_some((place, id))
        };
        let places = types.iter().filter_map(named).collect();
        let mut standing = Self { places, taken_out: BTreeSet::new() };
        for operation in operations {
            let received = walk::received(operation, types);
            for root in received.into_iter().chain(walk::sent(operation)) {
                standing.take_out(types, root.id);
            }
        }
        standing
    }

    /// Leaves a type to the operation that refers to it, and what it is a list of.
    fn take_out(&mut self, types: &Types, mut id: TypeId) {
        loop {
            let def = &types[id];
            let home = self.home(def);
            let is_inside = home.is_some_and(|home| !types[home].reachable);
            if def.name != TypeName::None || !is_inside || !self.taken_out.insert(id) {
                return;
            }
            id = match &def.kind {
                TypeKind::List(list) => list.item.id,
                TypeKind::Map(value) | TypeKind::Alias(value) => value.id,
                _ => return,
            };
        }
    }

    /// Whether an operation names a type.
    pub(super) fn is_taken_out(&self, id: TypeId) -> bool {
        self.taken_out.contains(&id)
    }

    /// The named schema that a type stands in.
    pub(super) fn home(&self, def: &TypeDef) -> Option<TypeId> {
        self.home_at(&def.origin)
    }

    fn home_at(&self, origin: &Pointer) -> Option<TypeId> {
        let tokens = origin.tokens();
        let (place, rest) = place(origin, &tokens)?;
        self.places.get(&place).copied().filter(|_| !rest.is_empty())
    }

    /// Whether a type is combined of what stands in this schema and elsewhere: what a schema says
    /// of a member that it takes over is its own, and others that take it over say something else.
    pub(super) fn is_combined_in(&self, def: &TypeDef, schema: TypeId) -> bool {
        def.beside.iter().any(|one| self.home_at(&one.origin) == Some(schema))
    }

    /// The named schemas that are types of the SDK, or that one stands in that needs a name.
    pub(super) fn owners(&self, types: &Types) -> Vec<TypeId> {
        let reachable = || types.iter().filter(|(_, def)| def.reachable);
        let nameless = reachable()
            .filter(|(_, def)| def.name == TypeName::None && needs_name(&def.kind))
            .filter(|(id, _)| !self.is_taken_out(*id));
        let homes = nameless.flat_map(|(_, def)| {
            let combining =
                def.beside.iter().filter_map(|one| self.home_at(&one.origin));
            self.home(def).into_iter().chain(combining)
        });
        let named = reachable()
            .filter(|(_, def)| matches!(def.name, TypeName::Schema(_)))
            .map(|(id, _)| id);
        homes.chain(named).collect::<BTreeSet<TypeId>>().into_iter().collect()
    }

    /// What a type is called that no member of its schema leads to: by the key that it has there.
    pub(super) fn name_by_key(def: &TypeDef) -> String {
        let tokens = def.origin.tokens();
        let is_word = |at: &usize| {
            // Behind `properties` stand names of members, whatever they are.
            let is_member = *at > 0 && tokens[*at - 1] == "properties";
            is_member
                || !KEYWORDS.contains(&tokens[*at])
                    && tokens[*at].parse::<usize>().is_err()
        };
        let key = (0..tokens.len()).rev().find(is_word).map_or("", |at| tokens[at]);
        camel(&snake(key))
    }
}

/// Keys of a schema that say nothing about what stands there.
const KEYWORDS: [&str; 8] =
    ["items", "allOf", "anyOf", "oneOf", "not", "schema", "properties", "definitions"];

/// The place of the named schema that something stands in, and what leads on from there.
fn place<'t>(origin: &Pointer, tokens: &'t [&'t str]) -> Option<(Named, &'t [&'t str])> {
    let (section, name, rest) = match tokens {
        ["components", "schemas", name, rest @ ..] => ("components", name, rest),
        ["definitions", name, rest @ ..] => ("definitions", name, rest),
        _ => return None,
    };
    Some(((origin.file(), section.to_owned(), (*name).to_owned()), rest))
}
