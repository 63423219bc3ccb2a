//! What stands in one operation and others refer to there is nobody's own: tools that put several
//! files into one leave a thing where they met it first. It is called after the member that has
//! it, wherever that is.

use std::collections::{BTreeMap, BTreeSet};

use super::namer::Homes;
use crate::model::{Api, TypeDef, TypeId, TypeKind, TypeName, Types};
use crate::passes::walk;
use crate::source::FileId;
use crate::words::{camel, camel_singular, words};

/// Names of members that say of any thing that it is there.
const GENERIC: [&str; 28] = [
    "array",
    "attributes",
    "body",
    "collection",
    "content",
    "data",
    "details",
    "element",
    "embedded",
    "entity",
    "entry",
    "error",
    "errors",
    "info",
    "item",
    "items",
    "list",
    "object",
    "param",
    "payload",
    "properties",
    "record",
    "request",
    "response",
    "result",
    "results",
    "value",
    "values",
];

/// Names what several operations refer to, where its member says what it is and nothing else is
/// called so. What stands in another of them is named after that, as in any schema with a name.
pub(super) fn name(api: &mut Api) {
    let types = &api.types;
    let mut places: BTreeMap<Place, (TypeId, Option<String>)> = BTreeMap::new();
    for id in shared(api) {
        let place = place(&types[id]);
        // A whole answer says nothing of what is in it.
        if place.1.last().is_some_and(|last| last != "schema") {
            places.insert(place, (id, name_by_member(&types[id])));
        }
    }
    let is_inside = |(file, tokens): &Place| {
        (1..tokens.len())
            .any(|end| places.contains_key(&(*file, tokens[..end].to_vec())))
    };
    let outer = places.iter().filter(|(place, _)| !is_inside(place));
    let outer = outer.filter_map(|(_, (id, name))| Some((*id, name.clone()?)));
    let outer: Vec<(TypeId, String)> = outer.collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, def) in types.iter().filter(|(_, def)| def.reachable) {
        if let TypeName::Schema(name) = &def.name {
            *counts.entry(camel(def.rename.as_ref().unwrap_or(name))).or_default() += 1;
        }
    }
    for (_, name) in &outer {
        *counts.entry(name.clone()).or_default() += 1;
    }
    for (id, name) in outer {
        if counts.get(&name) == Some(&1) {
            api.types[id].name = TypeName::Schema(name);
        }
    }
}

/// A file, and the keys that lead to something there.
type Place = (FileId, Vec<String>);

fn place(def: &TypeDef) -> Place {
    let tokens = def.origin.tokens().into_iter().map(str::to_owned);
    (def.origin.file(), tokens.collect())
}

/// The types without a name that stand in an operation and that something in another one has as a
/// part, in the order of the description.
fn shared(api: &Api) -> BTreeSet<TypeId> {
    let homes = Homes::new(&api.operations);
    let mut found = BTreeSet::new();
    let mut seen: BTreeSet<TypeId> = BTreeSet::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let mut roots = walk::sent(operation);
        roots.extend(walk::received(operation, &api.types));
        let mut open: Vec<(TypeId, usize)> =
            roots.iter().map(|root| (root.id, index)).collect();
        while let Some((id, at)) = open.pop() {
            let def = &api.types[id];
            if def.name != TypeName::None {
                continue;
            }
            let home = homes.of(def).unwrap_or(at);
            if home != homes.first_at(at) {
                found.insert(id);
            }
            if seen.insert(id) {
                open.extend(walk::parts(def).iter().map(|part| (part.id, home)));
            }
        }
    }
    found.retain(|id| is_thing(&api.types, *id));
    found
}

/// Whether a type is something that a name can stand for.
fn is_thing(types: &Types, id: TypeId) -> bool {
    let def = &types[id];
    let is_item =
        matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Enum(_));
    is_item && def.reachable && def.rename.is_none()
}

/// What a type is called that stands at a member, or is what a member has several of. Of what
/// lists its values, one word says too little: every other thing has a `type` or a `status`.
fn name_by_member(def: &TypeDef) -> Option<String> {
    let tokens = def.origin.tokens();
    let (member, several) = match tokens.as_slice() {
        [.., "properties", member, "items" | "additionalProperties"] => (*member, true),
        [.., "properties", member] => (*member, false),
        _ => return None,
    };
    let name = if several { camel_singular(member) } else { camel(member) };
    let found = words(&name);
    let is_listed = matches!(def.kind, TypeKind::Enum(_));
    let says_little = match found.as_slice() {
        [] => true,
        [only] => is_listed || only.len() < 3 || GENERIC.contains(&only.as_str()),
        _ => false,
    };
    // Of what has no singular, one is not told from all.
    let is_all = several && name == camel(member);
    (!says_little && !is_all).then_some(name)
}
