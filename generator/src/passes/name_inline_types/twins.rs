//! Names of inline types that something else in their place has: what a type is tells it apart, and
//! a number does only where that says nothing.

use std::collections::BTreeMap;

use crate::model::{Enum, TypeDef, TypeId, TypeKind, TypeName, Types};
use crate::words::camel;

/// Where a name is: the module of a resource, or `types`.
type Place = Option<Vec<String>>;

/// The names that are taken, each with the type that has it.
#[derive(Default)]
pub(super) struct Claimed(BTreeMap<(Place, String), TypeId>);

/// What a type is to be called.
pub(super) enum Free {
    /// So.
    Name(String),
    /// Not at all: it has the values of another one that has its name.
    Same(TypeId),
}

impl Claimed {
    /// Those of schemas.
    pub(super) fn of_schemas(types: &Types) -> Self {
        let named = types.iter().filter(|(_, def)| def.reachable);
        let names = named.filter_map(|(id, def)| match &def.name {
            TypeName::Schema(name) => {
                let name = camel(def.rename.as_ref().unwrap_or(name));
                Some(((None, name), id))
            }
            _ => None,
        });
        Self(names.collect())
    }

    /// Claims a name for a type, or another one that says what it is.
    pub(super) fn claim(
        &mut self,
        types: &Types,
        (id, name): (TypeId, String),
        place: Place,
    ) -> Free {
        let def = &types[id];
        if let Some(other) = self.0.get(&(place.clone(), camel(&name)))
            && is_same(def, &types[*other])
        {
            return Free::Same(*other);
        }
        let is_free =
            |name: &String| !self.0.contains_key(&(place.clone(), camel(name)));
        let free = [name.clone(), further(def, &name)].into_iter().find(is_free);
        let name = free.unwrap_or(name);
        self.0.entry((place, camel(&name))).or_insert(id);
        Free::Name(name)
    }
}

/// A name with what a type is.
fn further(def: &TypeDef, name: &str) -> String {
    let is_item = def.origin.tokens().last() == Some(&"items");
    match &def.kind {
        TypeKind::Enum(_) => match name.strip_suffix("Type") {
            Some(stem) if !stem.is_empty() => format!("{stem}Kind"),
            _ => format!("{name}Value"),
        },
        TypeKind::Union(_) => format!("{name}Choice"),
        _ if is_item => format!("{name}Item"),
        _ => format!("{name}Details"),
    }
}

/// Whether two types list the same, and say the same of it.
pub(super) fn is_same(one: &TypeDef, other: &TypeDef) -> bool {
    let (TypeKind::Enum(one), TypeKind::Enum(other)) = (&one.kind, &other.kind) else {
        return false;
    };
    let are_equal = |one: &Enum, other: &Enum| {
        one.open == other.open
            && one.values.len() == other.values.len()
            && one.values.iter().zip(&other.values).all(|(one, other)| {
                one.value == other.value
                    && one.name == other.name
                    && one.docs == other.docs
                    && one.deprecated == other.deprecated
            })
    };
    are_equal(one, other)
}
