//! What the branches of a union are called.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::json_types::type_name;
use super::shape::Shape;
use super::unions::Branch;
use crate::model::JsonType;
use crate::words::{camel, counts};

/// The names of all branches: those that have none of their own are called after their type, and
/// where that says too little, after what they alone have.
pub(super) fn branch_names(branches: &[Branch<'_>]) -> Vec<String> {
    let own: Vec<Option<String>> = branches.iter().map(own_name).collect();
    let types: Vec<String> = branches.iter().map(type_label).collect();
    let unnamed = types.iter().zip(&own).filter(|(_, own)| own.is_none());
    let alike = counts(unnamed.map(|(label, _)| label.as_str()));
    // A key is once in an object, so that this is how many branches have it.
    let keys =
        branches.iter().flat_map(|branch| branch.shape.properties.keys().copied());
    let having = counts(keys);
    let mut by_size: Vec<&Branch<'_>> = branches.iter().collect();
    by_size.sort_by_key(|branch| branch.shape.properties.len());
    let name = |(index, branch): (usize, &Branch<'_>)| match &own[index] {
        Some(name) => name.clone(),
        None if alike[types[index].as_str()] < 2 => types[index].clone(),
        None => own_member(branch, &having)
            .or_else(|| item_label(branch))
            .or_else(|| further_member(&by_size, branch))
            .unwrap_or_else(|| types[index].clone()),
    };
    let mut names: Vec<String> = branches.iter().enumerate().map(name).collect();
    let has_own: Vec<bool> = own.iter().map(Option::is_some).collect();
    tell_apart(branches, &has_own, &mut names);
    names
}

/// Tells branches apart that would have one name, as those of one tag's value have: by what each has
/// that the others of the name have not. One that has nothing of its own keeps the name.
fn tell_apart(branches: &[Branch<'_>], has_own: &[bool], names: &mut [String]) {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        groups.entry(camel(name)).or_default().push(index);
    }
    let mut taken: BTreeSet<String> = groups.keys().cloned().collect();
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let shapes: Vec<&Shape<'_>> =
            group.iter().map(|index| branches[*index].members()).collect();
        let having =
            counts(shapes.iter().flat_map(|one| one.properties.keys()).copied());
        let requiring = counts(shapes.iter().flat_map(|one| &one.required).copied());
        for (index, shape) in group.iter().zip(&shapes) {
            let branch = &branches[*index];
            let required = || shape.required.iter().find(|key| requiring[**key] == 1);
            let own = own_key(shape, &having)
                .or_else(|| required().map(|key| (*key).to_owned()))
                .or_else(|| both_keys(shape, &having, shapes.len()));
            // Schemas are called as they are.
            let Some(own) = own.filter(|_| branch.name.is_none()) else { continue };
            let longer = match (has_own[*index], branch.item.is_some()) {
                (true, _) => format!("{} {own}", names[*index]),
                (false, true) => format!("{own} list"),
                (false, false) => own,
            };
            if taken.insert(camel(&longer)) {
                names[*index] = longer;
            }
        }
    }
}

/// The one or two members that a shape must have and not all others have.
fn both_keys(
    shape: &Shape<'_>,
    having: &IndexMap<&str, usize>,
    all: usize,
) -> Option<String> {
    let keys = shape.properties.keys().filter(|key| shape.required.contains(**key));
    let keys: Vec<&str> = keys.copied().filter(|key| having[key] < all).collect();
    (1..=2).contains(&keys.len()).then(|| keys.join(" and "))
}

/// The name of a branch that has one: its schema's, its title, its only value, its tag.
fn own_name(branch: &Branch<'_>) -> Option<String> {
    let node = &branch.shape.node;
    if let Some(name) = &branch.name {
        return Some(name.clone());
    }
    if let Some(title) = branch.node.text("title").filter(|title| title.len() <= 40) {
        return Some(title);
    }
    if let Some([only]) = branch.shape.values.as_deref() {
        return Some(match only {
            Value::String(text) if text.is_empty() => "empty".to_owned(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
    }
    if branch.node.reference().is_some()
        && let Some(last) = node.at.last()
        && last.parse::<usize>().is_err()
    {
        return Some(last.to_owned());
    }
    // A member that can only have one value says which branch it is.
    branch.shape.properties.iter().find_map(|(key, parts)| {
        parts.iter().find_map(|part| tag_name(key, part.node.object()?))
    })
}

/// What a member with only one value calls its branch.
fn tag_name(key: &str, schema: &serde_json::Map<String, Value>) -> Option<String> {
    let listed = || match schema.get("enum")?.as_array()?.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    match schema.get("const").or_else(listed)? {
        Value::String(text) => Some(text.clone()),
        Value::Bool(true) => Some(key.to_owned()),
        Value::Bool(false) => Some(format!("not {key}")),
        Value::Number(number) => Some(format!("{key} {number}")),
        _ => None,
    }
}

/// A branch after its type.
fn type_label(branch: &Branch<'_>) -> String {
    match branch.shape.json_types().as_slice() {
        [JsonType::Array] => "list".to_owned(),
        [one] => type_name(*one).to_owned(),
        _ => branch.shape.implied_type().map_or("other", type_name).to_owned(),
    }
}

/// The first member that no other branch has, best a required one.
fn own_member(branch: &Branch<'_>, having: &IndexMap<&str, usize>) -> Option<String> {
    own_key(&branch.shape, having)
}

/// The first member of a shape that is counted once, best a required one.
fn own_key(shape: &Shape<'_>, having: &IndexMap<&str, usize>) -> Option<String> {
    let is_own = |key: &&&str| having.get(**key) == Some(&1);
    let required = |key: &&&str| shape.required.contains(**key);
    let own = || shape.properties.keys().filter(is_own);
    own().find(required).or_else(|| own().next()).map(|key| (*key).to_owned())
}

/// The first member that a branch adds to others that have less, best a required one. The branches
/// with the fewest members come first.
fn further_member(by_size: &[&Branch<'_>], branch: &Branch<'_>) -> Option<String> {
    let members = &branch.shape.properties;
    let is_smaller = |other: &&&Branch<'_>| other.shape.properties.len() < members.len();
    let has_less = |other: &&&Branch<'_>| {
        let others = &other.shape.properties;
        !others.is_empty() && others.keys().all(|key| members.contains_key(key))
    };
    let smaller = by_size.iter().take_while(is_smaller);
    let less: Vec<_> = smaller.filter(has_less).collect();
    if less.is_empty() {
        return None;
    }
    let is_further = |key: &&&str| {
        !less.iter().any(|other| other.shape.properties.contains_key(**key))
    };
    let required = |key: &&&str| branch.shape.required.contains(**key);
    let further = || members.keys().filter(is_further);
    further().find(required).or_else(|| further().next()).map(|key| (*key).to_owned())
}

/// A list after what is in it.
fn item_label(branch: &Branch<'_>) -> Option<String> {
    let [item] = branch.shape.items.as_slice() else { return None };
    let reference = item.reference().and_then(|target| target.rsplit('/').next());
    let name = reference.or_else(|| item.str("type"))?;
    Some(format!("{name} list"))
}
