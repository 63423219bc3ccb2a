//! Values inside of members: what an object within the branches lists tells those apart that nothing
//! of their own does (`{"error": {"code": "invalid_client"}}`).

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::member_types::requirements_tell;
use super::rules::{MOST_VALUES, possible};
use crate::model::{Field, Rule, Struct, TypeKind, TypeRef, Types};
use crate::passes::walk;

/// How many members inside of each other are looked into.
const MAX_DEPTH: usize = 3;

/// How many members of a branch are looked at: what has more is told by something else.
const MOST_MEMBERS: usize = 200;

/// How many branches are compared with each other: large unions have tags.
const MOST_BRANCHES: usize = 50;

/// How many places inside of its members a branch is told by.
const MOST_PLACES: usize = 4;

/// The way to a value from the branch: a member, or what a list has in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Step<'t> {
    Member(&'t str),
    Item,
}

type Path<'t> = Vec<Step<'t>>;

/// Adds what is listed inside of members to the rules of the branches that neither their own values
/// nor what they require tells apart. Values count where all of those others list a few at that place
/// and none of them: lists that have some in common may be of different age, and where one branch takes
/// anything, a value that is new would lead to that. `objects` are all branches that are objects.
pub(super) fn add_nested_values(
    types: &Types,
    objects: &[Option<&Struct>],
    rules: &mut [(Rule, usize)],
) {
    if rules.len() > MOST_BRANCHES {
        return;
    }
    let own: BTreeMap<usize, Vec<(String, Vec<Value>)>> =
        rules.iter().map(|(rule, index)| (*index, rule.values.clone())).collect();
    let mut by_path: IndexMap<Path<'_>, Vec<(usize, Vec<Value>)>> = IndexMap::new();
    for (index, object) in objects.iter().enumerate() {
        let Some(object) = object.filter(|_| own.contains_key(&index)) else { continue };
        let mut found = Found { types, left: MOST_MEMBERS, values: Vec::new() };
        found.object(object, &mut Vec::new());
        for (path, values) in found.values {
            by_path.entry(path).or_default().push((index, values));
        }
    }
    let mut known: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    let mut are_told = |one: usize, other: usize| {
        let pair = (one.min(other), one.max(other));
        *known.entry(pair).or_insert_with(|| {
            let (Some(one), Some(other)) = (objects[pair.0], objects[pair.1]) else {
                return true;
            };
            requirements_tell(one, other) || values_tell(&own[&pair.0], &own[&pair.1])
        })
    };
    let places: BTreeMap<usize, usize> =
        rules.iter().enumerate().map(|(place, (_, index))| (*index, place)).collect();
    let mut added: BTreeMap<usize, usize> = BTreeMap::new();
    for (path, having) in &by_path {
        for (index, listed) in having {
            let count = added.entry(*index).or_default();
            let others = own.keys().filter(|of| *of != index);
            let mut untold = others.filter(|of| !are_told(*index, **of)).peekable();
            let is_other = |of: &usize| {
                let other = having.iter().find(|(having, _)| having == of);
                other.is_some_and(|(_, other)| differ(other, listed))
            };
            if *count < MOST_PLACES && untold.peek().is_some() && untold.all(is_other) {
                *count += 1;
                add(&mut rules[places[index]].0, path, listed);
            }
        }
    }
}

/// Whether a member has other values in both.
fn values_tell(some: &[(String, Vec<Value>)], others: &[(String, Vec<Value>)]) -> bool {
    some.iter().any(|(name, values)| {
        let other = others.iter().find(|(other, _)| other == name);
        other.is_some_and(|(_, other)| differ(values, other))
    })
}

/// Whether both list values and have none in common, null aside.
fn differ(some: &[Value], others: &[Value]) -> bool {
    let is_own = |value: &Value| value.is_null() || !others.contains(value);
    !some.is_empty() && !others.is_empty() && some.iter().all(is_own)
}

/// Adds to a rule that there must be one of some values at the end of a path.
fn add(rule: &mut Rule, path: &[Step<'_>], values: &[Value]) {
    match path {
        [] => {}
        [Step::Member(name)] => rule.values.push(((*name).to_owned(), values.to_vec())),
        [Step::Item, rest @ ..] => add(rule.item.get_or_insert_default(), rest, values),
        [Step::Member(name), rest @ ..] => {
            let position = rule.nested.iter().position(|(other, _)| other == name);
            let position = position.unwrap_or_else(|| {
                rule.nested.push(((*name).to_owned(), Rule::default()));
                rule.nested.len() - 1
            });
            add(&mut rule.nested[position].1, rest, values);
        }
    }
}

/// Whether a few values of a member are listed. Long lists are not copied to find that out.
fn lists_few(types: &Types, field: &Field) -> bool {
    let is_few = match &walk::definition(types, field.schema).kind {
        TypeKind::Enum(listed) => listed.values.len() <= MOST_VALUES,
        _ => true,
    };
    is_few && !possible(types, field).is_empty()
}

/// What is found inside of the members of a branch.
struct Found<'t> {
    types: &'t Types,
    /// How many members may still be looked at.
    left: usize,
    /// The members of which a few values are listed, each with these.
    values: Vec<(Path<'t>, Vec<Value>)>,
}

impl<'t> Found<'t> {
    fn object(&mut self, object: &'t Struct, path: &mut Path<'t>) {
        for field in &object.fields {
            let Some(left) = self.left.checked_sub(1) else { return };
            self.left = left;
            path.push(Step::Member(&field.name));
            if path.len() > 1 && lists_few(self.types, field) {
                self.values.push((path.clone(), possible(self.types, field)));
            }
            self.inside(field.schema, path);
            path.pop();
        }
    }

    fn inside(&mut self, schema: TypeRef, path: &mut Path<'t>) {
        let depth = path.iter().filter(|step| matches!(step, Step::Member(_))).count();
        match &walk::definition(self.types, schema).kind {
            TypeKind::Struct(object) if depth < MAX_DEPTH => self.object(object, path),
            // A list of lists says nothing that one would look for.
            TypeKind::List(list) if path.last() != Some(&Step::Item) => {
                path.push(Step::Item);
                self.inside(list.item, path);
                path.pop();
            }
            _ => {}
        }
    }
}
