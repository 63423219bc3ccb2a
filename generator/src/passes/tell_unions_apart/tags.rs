//! Tags: a member whose value tells the branches apart.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::{can_be_object, listed, object};
use crate::model::{Discriminator, Evidence, TypeKind, TypeRef, Types, Union, Variant};
use crate::passes::json_types::JsonTypes;
use crate::passes::walk;

/// A member whose value tells all branches apart: the one that the discriminator names, else one
/// whose values are listed and differ.
pub(super) fn tag(
    types: &Types,
    json_types: &JsonTypes,
    union: &Union,
) -> Option<Evidence> {
    if let Some(said) =
        said_tags(types, json_types, union, 0).filter(|said| said.others.is_empty())
    {
        let Tags { property, values, names, default, .. } = said;
        return Some(Evidence::Tag {
            property,
            values,
            names,
            default,
            rules: Vec::new(),
        });
    }
    let first = object(types, union.variants.first()?.schema)?;
    let mut names = first.fields.iter().filter(|field| field.required);
    names.find_map(|field| tagged_by(types, union, &field.name))
}

/// How many unions inside of each other are looked into for tags.
const MAX_DEPTH: usize = 3;

/// What a discriminator says about the branches.
pub(super) struct Tags {
    pub(super) property: String,
    /// Different values, and the branch that each leads to.
    pub(super) values: Vec<(Value, usize)>,
    /// Names of schemas that have other values.
    pub(super) names: Vec<(Value, usize)>,
    pub(super) default: Option<usize>,
    /// The branches that no value leads to, or none alone.
    pub(super) others: Vec<usize>,
    /// Values of several branches.
    shared: Vec<Value>,
}

/// What the discriminator says, if it tells branches apart.
pub(super) fn said_tags(
    types: &Types,
    json_types: &JsonTypes,
    union: &Union,
    depth: usize,
) -> Option<Tags> {
    let discriminator = union.discriminator.as_ref()?;
    let property = &discriminator.property;
    let mut mapped: Vec<Vec<&str>> = vec![Vec::new(); union.variants.len()];
    for (tag, index) in &discriminator.tags {
        mapped.get_mut(*index).into_iter().for_each(|tags| tags.push(tag));
    }
    let mut values: IndexSet<(Value, usize)> = IndexSet::new();
    let mut listed_itself: IndexSet<Value> = IndexSet::new();
    let is_union = |index: usize| {
        let schema = union.variants[index].schema;
        matches!(walk::definition(types, schema).kind, TypeKind::Union(_))
    };
    let own_of = |variant: &Variant| {
        can_be_object(&json_types.of(variant.schema.id))
            .then(|| own_tags(types, json_types, variant.schema, property, depth))
    };
    let own_of: Vec<Option<Vec<Value>>> = union.variants.iter().map(own_of).collect();
    let from_parent = lists_of_parents(&own_of, &discriminator.mapped);
    for (index, own) in own_of.iter().enumerate() {
        let Some(own) = own else { continue };
        let mapped = &mapped[index];
        let is_own = |tag: &&str| own.iter().any(|value| value == *tag);
        // What a parent lists for all its children says nothing of one, and its mapping does.
        let is_meant = from_parent.contains(&index);
        let implied = own.is_empty() || is_meant || mapped.iter().any(is_own);
        if !is_union(index) && discriminator.default.is_none() {
            listed_itself.extend(own.iter().cloned());
        }
        // Listed values count where they say which branch it is: a name that is none of them
        // cannot be the tag. What a parent lists for its children is not its own.
        let counts = |value: &&Value| {
            own.len() == 1 && !is_meant
                || is_meant && mapped.iter().any(|tag| is_spelt_otherwise(value, tag))
                || !implied
                    && !leads_elsewhere(&discriminator.tags, &own_of, value, index)
        };
        let counting = own.iter().filter(counts);
        values.extend(counting.map(|value| (value.clone(), index)));
        let mapped = mapped.iter().filter(|_| implied);
        values.extend(mapped.map(|tag| (Value::from(*tag), index)));
    }
    let (shared, sharing) = take_shared(&mut values, &listed_itself, &is_union);
    let different: IndexSet<&Value> = values.iter().map(|(value, _)| value).collect();
    if values.is_empty() || different.len() != values.len() {
        return None;
    }
    let tagged: BTreeSet<usize> = values.iter().map(|(_, index)| *index).collect();
    let is_other = |index: &usize| !tagged.contains(index) || sharing.contains(index);
    let others = (0..union.variants.len()).filter(is_other).collect();
    let names = names(discriminator, &values, &shared, &own_of);
    let (property, default) = (property.clone(), discriminator.default);
    let values = values.into_iter().collect();
    Some(Tags { property, values, names, default, others, shared })
}

/// The branches that list the same values as others, where the mapping leads to each of these.
fn lists_of_parents(
    own_of: &[Option<Vec<Value>>],
    mapped: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, own) in own_of.iter().enumerate() {
        if let Some(own) = own.as_ref().filter(|own| !own.is_empty()) {
            alike.entry(format!("{own:?}")).or_default().push(index);
        }
    }
    let of_parents = alike
        .into_values()
        .filter(|all| all.len() > 1 && all.iter().all(|index| mapped.contains(index)));
    of_parents.flatten().collect()
}

/// Whether a listed value is a tag of the mapping in other letters: `CAT` of `cat`.
fn is_spelt_otherwise(value: &Value, tag: &str) -> bool {
    value.as_str().is_some_and(|value| value != tag && value.eq_ignore_ascii_case(tag))
}

/// The names of schemas that a value can have beside the tags of their branches: no branch has
/// them as a tag, and the member lists no values at all.
fn names(
    discriminator: &Discriminator,
    values: &IndexSet<(Value, usize)>,
    shared: &[Value],
    own_of: &[Option<Vec<Value>>],
) -> Vec<(Value, usize)> {
    let mut names: IndexMap<Value, usize> = IndexMap::new();
    for (name, index) in &discriminator.names {
        let name = Value::from(name.as_str());
        let own = own_of.get(*index).and_then(Option::as_ref);
        let can_be = own.is_some_and(Vec::is_empty);
        let is_taken = values.iter().any(|(value, _)| *value == name)
            || shared.contains(&name)
            || own_of.iter().flatten().any(|own| own.contains(&name));
        if can_be && !is_taken && values.iter().any(|(_, branch)| branch == index) {
            names.entry(name).or_insert(*index);
        }
    }
    names.into_iter().collect()
}

/// Whether the discriminator leads a value to another branch, which can have it.
fn leads_elsewhere(
    tags: &[(String, usize)],
    own_of: &[Option<Vec<Value>>],
    value: &Value,
    index: usize,
) -> bool {
    tags.iter().any(|(tag, other)| {
        let own = own_of.get(*other).and_then(Option::as_ref);
        *other != index
            && value == tag
            && own.is_some_and(|own| own.is_empty() || own.contains(value))
    })
}

/// Takes out the tags that a structure lists and a union has inside too, and gives them with the
/// branches that they lead to: rules say to which. A tag that a structure does not list is
/// meant for it, whatever other unions have inside.
fn take_shared(
    values: &mut IndexSet<(Value, usize)>,
    listed_itself: &IndexSet<Value>,
    is_union: &dyn Fn(usize) -> bool,
) -> (Vec<Value>, BTreeSet<usize>) {
    let of = |of_unions: bool| -> IndexSet<Value> {
        let of_kind = values.iter().filter(|one| is_union(one.1) == of_unions);
        of_kind.map(|one| one.0.clone()).collect()
    };
    let (direct, inside) = (of(false), of(true));
    let is_shared = |value: &Value| {
        direct.contains(value) && inside.contains(value) && listed_itself.contains(value)
    };
    let of_several = values.iter().filter(|(value, _)| is_shared(value));
    let sharing = of_several.map(|(_, index)| *index).collect();
    let shared = direct.iter().filter(|value| is_shared(value)).cloned().collect();
    values.retain(|(value, index)| {
        !is_shared(value) && (!is_union(*index) || !direct.contains(value))
    });
    (shared, sharing)
}

/// The tags that a branch itself lists: those of the structure, or of all that are inside of a
/// union.
fn own_tags(
    types: &Types,
    json_types: &JsonTypes,
    schema: TypeRef,
    property: &str,
    depth: usize,
) -> Vec<Value> {
    match &walk::definition(types, schema).kind {
        TypeKind::Struct(object) => {
            let field = object.fields.iter().find(|field| field.name == property);
            field.map(|field| listed(types, field)).unwrap_or_default()
        }
        TypeKind::Union(inner) if depth < MAX_DEPTH => {
            let is_same =
                inner.discriminator.as_ref().is_some_and(|one| one.property == property);
            let said = is_same
                .then(|| said_tags(types, json_types, inner, depth + 1))
                .flatten();
            match said {
                Some(said) => {
                    let values = said.values.into_iter().map(|(value, _)| value);
                    values.chain(said.shared).collect()
                }
                None => inner
                    .variants
                    .iter()
                    .flat_map(|one| {
                        own_tags(types, json_types, one.schema, property, depth + 1)
                    })
                    .collect(),
            }
        }
        _ => Vec::new(),
    }
}

/// The member, if it is required in all branches and has different listed values in each.
fn tagged_by(types: &Types, union: &Union, property: &str) -> Option<Evidence> {
    let mut values: IndexMap<Value, usize> = IndexMap::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let object = object(types, variant.schema)?;
        let field = object
            .fields
            .iter()
            .find(|field| field.name == property && field.required)?;
        let own = listed(types, field);
        if own.is_empty() || own.iter().any(|value| values.contains_key(value)) {
            return None;
        }
        values.extend(own.into_iter().map(|value| (value, index)));
    }
    let values = values.into_iter().collect();
    let said = union.discriminator.as_ref().filter(|said| said.property == property);
    let default = said.and_then(|said| said.default);
    let (property, names) = (property.to_owned(), Vec::new());
    Some(Evidence::Tag { property, values, names, default, rules: Vec::new() })
}
