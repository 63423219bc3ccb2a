//! Recursion: which types contain themselves, and where that takes a box.

use crate::cycles::Cycles;
use crate::model::{Api, TypeDef, TypeId, TypeKind};

/// Which types contain themselves.
pub(super) struct Recursion {
    /// For each type, the cycle of types that it is in when values contain values.
    by_value: Cycles,
    /// For each type, the cycle that it is in when only its name is another name for itself.
    by_name: Cycles,
    /// For each type, the cycle that it is in when every value must contain the next.
    by_need: Cycles,
}

impl Recursion {
    /// Finds all cycles.
    pub(super) fn find(api: &Api) -> Self {
        let by_value = cycles(api, contained);
        let by_name = cycles(api, spelled);
        let by_need = cycles(api, needed);
        Self { by_value, by_name, by_need }
    }

    /// Whether a value of `part` inside a value of `whole` needs a box.
    pub(super) fn needs_box(&self, whole: TypeId, part: TypeId) -> bool {
        self.by_value.joins(whole.0, part.0)
    }

    /// Whether `whole` needs a `part` that needs a `whole` in turn: no value could be complete.
    pub(super) fn never_ends(&self, whole: TypeId, part: TypeId) -> bool {
        self.by_need.joins(whole.0, part.0)
    }

    /// Whether a type would be spelled with itself, such as a list of such lists.
    pub(super) fn spells_itself(&self, id: TypeId) -> bool {
        self.by_name.joins(id.0, id.0)
    }
}

/// The types whose values stand in a value of this type; lists and maps have theirs elsewhere.
fn contained(def: &TypeDef, found: &mut Vec<usize>) {
    match &def.kind {
        TypeKind::Alias(target) => found.push(target.id.0),
        TypeKind::Tuple(tuple) => found.extend(tuple.items.iter().map(|item| item.id.0)),
        TypeKind::Struct(structure) => {
            found.extend(structure.fields.iter().map(|field| field.schema.id.0));
        }
        TypeKind::Union(union) => {
            found.extend(union.variants.iter().map(|variant| variant.schema.id.0));
        }
        _ => {}
    }
}

/// The types of which every value of this type has one.
fn needed(def: &TypeDef, found: &mut Vec<usize>) {
    match &def.kind {
        TypeKind::Struct(structure) => {
            let needed = structure.fields.iter().filter(|field| {
                field.required && !field.schema.nullable && field.constant.is_none()
            });
            found.extend(needed.map(|field| field.schema.id.0));
        }
        TypeKind::Alias(target) if target.nullable => {}
        TypeKind::Alias(_) | TypeKind::Tuple(_) => contained(def, found),
        _ => {}
    }
}

/// The types that this type is spelled with when it has no name of its own.
fn spelled(def: &TypeDef, found: &mut Vec<usize>) {
    match &def.kind {
        TypeKind::Alias(target) | TypeKind::Map(target) => found.push(target.id.0),
        TypeKind::List(list) => found.push(list.item.id.0),
        TypeKind::Tuple(tuple) => {
            found.extend(tuple.items.iter().chain(&tuple.rest).map(|item| item.id.0));
        }
        _ => {}
    }
}

/// The cycles of the types where these lead from each to others.
fn cycles(api: &Api, edges: fn(&TypeDef, &mut Vec<usize>)) -> Cycles {
    let graph = api.types.iter().map(|(_, def)| {
        let mut found = Vec::new();
        edges(def, &mut found);
        found
    });
    Cycles::find(&graph.collect::<Vec<_>>())
}
