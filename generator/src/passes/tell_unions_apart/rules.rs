//! Rules: what must hold for a value to be of a branch, where no tag says it.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::member_types::telling_types;
use super::nested::add_nested_values;
use super::tags::{Tags, said_tags};
use super::{can_be_object, listed, object};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Evidence, Field, JsonType, Rule, Struct, TypeKind, TypeRef, Types, Union, Variant,
};
use crate::passes::json_types::JsonTypes;
use crate::passes::walk;
use crate::source::Pointer;

/// The member that the discriminator names, where some branches have no value of it: they are
/// text, lists or objects without a name. Rules lead to those.
pub(super) fn tag_of_some(
    types: &Types,
    json_types: &JsonTypes,
    union: &Union,
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Evidence> {
    let Tags { property, values, names, default, others, .. } =
        said_tags(types, json_types, union, 0)?;
    let mut rules = rules_of(types, json_types, union, &others, origin, diagnostics);
    let object = Rule { types: vec![JsonType::Object], ..Rule::default() };
    rules.extend(default.map(|index| (object, index)));
    // The discriminator of a branch may be for objects only, too.
    for index in values.iter().map(|(_, index)| *index).collect::<BTreeSet<_>>() {
        let mut rule = rule(types, json_types, union.variants[index].schema, 0);
        if rule.types.len() > 1 {
            rule.types.retain(|json| *json != JsonType::Object);
            rules.push((rule, index));
        }
    }
    Some(Evidence::Tag { property, values, names, default: None, rules })
}

/// A rule for each branch, the most particular first.
pub(super) fn rules(
    types: &Types,
    json_types: &JsonTypes,
    union: &Union,
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Evidence {
    if union.discriminator.as_ref().is_some_and(|said| said.default.is_some()) {
        let message = "`defaultMapping` cannot be used: the discriminator does not tell the \
                       branches apart";
        diagnostics.report(
            Diagnostic::new(Code::InvalidDiscriminator, origin, message)
                .at_key()
                .note("the members of a value tell them apart instead")
                .help("give every branch a value of the discriminator's property"),
        );
    }
    let all: Vec<usize> = (0..union.variants.len()).collect();
    Evidence::Rules(rules_of(types, json_types, union, &all, origin, diagnostics))
}

/// A rule for each of some branches.
fn rules_of(
    types: &Types,
    json_types: &JsonTypes,
    union: &Union,
    branches: &[usize],
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Vec<(Rule, usize)> {
    let rule = |index: &usize| {
        (rule(types, json_types, union.variants[*index].schema, 0), *index)
    };
    let mut rules: Vec<(Rule, usize)> = branches.iter().map(rule).collect();
    leave_only_list_alone(types, union, &mut rules);
    keep_telling_values(types, union, &mut rules);
    let objects: Vec<Option<&Struct>> =
        union.variants.iter().map(|variant| object(types, variant.schema)).collect();
    add_nested_values(types, &objects, &mut rules);
    add_own_members(types, json_types, union, &objects, &mut rules);
    rules.sort_by_key(|(rule, index)| (std::cmp::Reverse(weight(rule)), *index));
    let mut first: IndexMap<Rule, usize> = IndexMap::new();
    for (rule, index) in &rules {
        let other = *first.entry(when_required(rule)).or_insert(*index);
        if other != *index {
            let name = |index: usize| &union.variants[index].name;
            let message = format!(
                "no required member tells `{}` and `{}` apart; the one that keeps more of a \
                 value is taken",
                name(other),
                name(*index),
            );
            diagnostics.report(
                Diagnostic::new(Code::AmbiguousUnion, origin, message).at_key().help(
                    "add a `discriminator`, or a required member with a `const` of its own to each branch",
                ),
            );
        }
    }
    rules
}

/// Asks nothing of the elements of the only list but their types, where they are of a union: the tag of
/// one of them can be new.
fn leave_only_list_alone(types: &Types, union: &Union, rules: &mut [(Rule, usize)]) {
    let list =
        |index: usize| match &walk::definition(types, union.variants[index].schema).kind
        {
            TypeKind::List(list) => Some(&walk::definition(types, list.item).kind),
            _ => None,
        };
    let lists = rules.iter().filter(|(_, index)| list(*index).is_some()).count();
    for (rule, index) in rules.iter_mut() {
        if let Some(TypeKind::Union(_)) = list(*index)
            && lists == 1
            && let Some(item) = &mut rule.item
        {
            let types = std::mem::take(&mut item.types);
            **item = Rule { types, ..Rule::default() };
        }
    }
}

/// A rule without the types of members that need not be there.
fn when_required(rule: &Rule) -> Rule {
    let mut rule = rule.clone();
    let Rule { members, required, any_of, .. } = &mut rule;
    members.retain(|(name, _)| required.contains(name) || any_of.contains(name));
    rule
}

/// How particular a rule is: what asks for more comes first.
fn weight(rule: &Rule) -> (bool, usize, bool, bool) {
    (
        !rule.types.is_empty(),
        (rule.values.len() + rule.nested.len()) * 4
            + rule.required.len() * 2
            + usize::from(!rule.any_of.is_empty()),
        rule.item.is_some(),
        rule.types == [JsonType::Integer],
    )
}

/// What must hold for a value to be of a type.
fn rule(types: &Types, json_types: &JsonTypes, schema: TypeRef, depth: usize) -> Rule {
    let plain = Rule { types: json_types.of(schema.id), ..Rule::default() };
    match &walk::definition(types, schema).kind {
        TypeKind::List(list) => {
            let item =
                (depth < 3).then(|| rule(types, json_types, list.item, depth + 1));
            let nullable = types.behind(list.item).nullable;
            let item = item.filter(|rule| *rule != Rule::default()).map(|mut rule| {
                // A rule without types holds for null as it is.
                if nullable && !rule.types.is_empty() {
                    rule.types.push(JsonType::Null);
                }
                Box::new(rule)
            });
            Rule { item, ..plain }
        }
        TypeKind::Struct(object) => object_rule(types, object),
        // What the elements of a list can be.
        TypeKind::Union(union) if depth > 0 && union.variants.len() <= MOST_IN_LIST => {
            let branches = union.variants.iter().map(|one| one.schema);
            let mut rules =
                branches.map(|branch| rule(types, json_types, branch, depth + 1));
            let first = rules.next().unwrap_or_default();
            Rule { types: plain.types, ..rules.fold(first, either) }
        }
        _ => plain,
    }
}

/// Of how many branches the elements of a list can be for what they have in common to be looked for.
const MOST_IN_LIST: usize = 16;

/// What holds for values of one rule and for those of another.
fn either(one: Rule, other: Rule) -> Rule {
    if !can_be_object(&one.types) {
        return other;
    }
    if !can_be_object(&other.types) {
        return one;
    }
    let required = one.required.into_iter().filter(|name| other.required.contains(name));
    let values = one.values.into_iter().filter_map(|(name, mut values)| {
        let (_, others) = other.values.iter().find(|(other, _)| *other == name)?;
        let new = others.iter().filter(|value| !values.contains(value)).cloned();
        values.extend(new.collect::<Vec<_>>());
        Some((name, values))
    });
    Rule { required: required.collect(), values: values.collect(), ..Rule::default() }
}

fn object_rule(types: &Types, object: &Struct) -> Rule {
    let there = |field: &&Field| field.required && !field.read_only && !field.write_only;
    let required = object.fields.iter().filter(there);
    let values = object.fields.iter().filter_map(|field| {
        let number = listed(types, field).len();
        (1..=MOST_VALUES)
            .contains(&number)
            .then(|| (field.name.clone(), possible(types, field)))
    });
    Rule {
        types: vec![JsonType::Object],
        required: required.map(|field| field.name.clone()).collect(),
        values: values.collect(),
        ..Rule::default()
    }
}

pub(super) fn same_values(some: &[Value], others: &[Value]) -> bool {
    some.len() == others.len() && some.iter().all(|value| others.contains(value))
}

/// Takes away the values that tell nothing: those of a member that no other branch has, or that can
/// have the same ones there. What a server answers may be newer than the list.
fn keep_telling_values(types: &Types, union: &Union, rules: &mut [(Rule, usize)]) {
    let fields = |index: usize, name: &str| {
        let object = object(types, union.variants[index].schema)?;
        object.fields.iter().find(|field| field.name == name)
    };
    // What a union inside has of a member is not looked for.
    let has_union = union.variants.iter().any(|variant| {
        matches!(walk::definition(types, variant.schema).kind, TypeKind::Union(_))
    });
    for (rule, index) in rules.iter_mut() {
        let Rule { values, required, .. } = rule;
        values.retain(|(name, listed)| {
            let others = (0..union.variants.len()).filter(|other| other != index);
            let mut others = others.filter_map(|other| fields(other, name)).peekable();
            let is_own_tag =
                others.peek().is_none() && listed.len() == 1 && required.contains(name);
            is_own_tag
                || has_union
                || others.any(|other| !same_values(&possible(types, other), listed))
        });
    }
}

/// Objects that require nothing particular are told by the members that not all have.
fn add_own_members(
    types: &Types,
    json_types: &JsonTypes,
    union: &Union,
    objects: &[Option<&Struct>],
    rules: &mut [(Rule, usize)],
) {
    let can_be = |one: &&Variant| can_be_object(&json_types.of(one.schema.id));
    let only = union.variants.iter().filter(can_be).count() == 1;
    // How many objects have a member of each name.
    let mut having: IndexMap<&str, usize> = IndexMap::new();
    for object in objects.iter().flatten() {
        let names: IndexSet<&str> =
            object.fields.iter().map(|field| field.name.as_str()).collect();
        names.into_iter().for_each(|name| *having.entry(name).or_default() += 1);
    }
    let is_own = |name: &str| having.get(name) == Some(&1);
    // A map has the members of none.
    let is_map = |variant: &&Variant| {
        matches!(walk::definition(types, variant.schema).kind, TypeKind::Map(_))
    };
    let maps = union.variants.iter().filter(is_map).count();
    let number = objects.iter().flatten().count() + maps;
    let is_common = |name: &str| having.get(name) == Some(&number);
    for (rule, index) in rules.iter_mut() {
        let Some(own) = objects[*index] else { continue };
        if only {
            // That it is an object says enough, unless a constant says that it is another.
            let Rule { required, values, .. } = rule;
            values.retain(|(name, values)| values.len() == 1 && required.contains(name));
            required.retain(|name| values.iter().any(|(constant, _)| constant == name));
            continue;
        }
        // Where values tell the branch already, one of another type in it is an error.
        let typed = match rule.values.is_empty() {
            true => telling_types(json_types, objects, *index),
            false => Vec::new(),
        };
        let is_alone =
            |name: &str| typed.iter().any(|one| one.is_alone && one.name == name);
        let names = || own.fields.iter().map(|field| &field.name);
        // One that requires something is told by that: what is its own is optional, and both
        // together would refuse values that have neither.
        if rule.required.is_empty() && names().any(|name| is_own(name) || is_alone(name))
        {
            // What some share leads to all that do, and the one that keeps most is taken.
            let tells = |name: &&String| !is_common(name) || is_alone(name);
            rule.any_of = names().filter(tells).cloned().collect();
        }
        rule.members = typed.into_iter().map(|one| (one.name, one.types)).collect();
    }
}

/// How many values a member can have for a rule to ask for them, null aside.
pub(super) const MOST_VALUES: usize = 3;

/// The values that a member can have, null among them, where they are listed.
pub(super) fn possible(types: &Types, field: &Field) -> Vec<Value> {
    let mut values = listed(types, field);
    let nullable = types.behind(field.schema).nullable;
    if nullable && !values.is_empty() && !values.contains(&Value::Null) {
        values.push(Value::Null);
    }
    values
}
