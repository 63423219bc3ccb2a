//! Works out what tells the branches of a union apart, so that decoding never depends on what
//! happens to parse first.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::json_types::JsonTypes;
use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Evidence, Field, JsonType, Rule, Struct, TypeId, TypeKind, TypeRef, Types,
    Union,
};

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let json_types = JsonTypes::find(&api.types);
    let ids: Vec<TypeId> = api.types.ids().collect();
    for id in ids {
        let def = &api.types[id];
        let TypeKind::Union(union) = &def.kind else { continue };
        if !def.reachable {
            continue;
        }
        let evidence = match tag(&api.types, union) {
            Some(tag) => tag,
            None => rules(&api.types, &json_types, union, &def.origin, diagnostics),
        };
        if let TypeKind::Union(union) = &mut api.types[id].kind {
            union.evidence = evidence;
        }
    }
}

/// The object that a branch is, if it is one.
fn object(types: &Types, schema: TypeRef) -> Option<&Struct> {
    match &walk::definition(types, schema).kind {
        TypeKind::Struct(object) => Some(object),
        _ => None,
    }
}

/// The values that a member can have, where they are listed.
fn listed(types: &Types, field: &Field) -> Vec<Value> {
    if let Some(value) = &field.constant {
        return vec![value.clone()];
    }
    let def = walk::definition(types, field.schema);
    match &def.kind {
        TypeKind::Enum(listed) => {
            listed.values.iter().map(|value| value.value.clone()).collect()
        }
        // Of a type that holds other values too, so that they say what to expect only there.
        TypeKind::Boolean => def.constraints.values.clone(),
        _ => Vec::new(),
    }
}

/// A member whose value tells all branches apart: the one that the discriminator names, else one
/// whose values are listed and differ.
fn tag(types: &Types, union: &Union) -> Option<Evidence> {
    if let Some(discriminator) = &union.discriminator {
        let property = &discriminator.property;
        let mut mapped: Vec<Vec<&str>> = vec![Vec::new(); union.variants.len()];
        for (tag, index) in &discriminator.tags {
            mapped.get_mut(*index).into_iter().for_each(|tags| tags.push(tag));
        }
        let mut values: IndexSet<(Value, usize)> = IndexSet::new();
        for (index, variant) in union.variants.iter().enumerate() {
            let own = object(types, variant.schema)
                .and_then(|object| {
                    object.fields.iter().find(|field| field.name == *property)
                })
                .map(|field| listed(types, field))
                .unwrap_or_default();
            let mapped = &mapped[index];
            let is_own = |tag: &&str| own.iter().any(|value| value == *tag);
            let implied = own.is_empty() || mapped.iter().any(is_own);
            // Listed values count where they say which branch it is: a name that is none of them
            // cannot be the tag.
            let own_counts = own.len() == 1 || !implied;
            values.extend(
                own.into_iter().filter(|_| own_counts).map(|value| (value, index)),
            );
            let mapped = mapped.iter().filter(|_| implied);
            values.extend(mapped.map(|tag| (Value::from(*tag), index)));
        }
        let covered: BTreeSet<usize> = values.iter().map(|(_, index)| *index).collect();
        let different: IndexSet<&Value> =
            values.iter().map(|(value, _)| value).collect();
        let distinct = different.len() == values.len();
        if covered.len() == union.variants.len() && distinct {
            let values = values.into_iter().collect();
            let (property, default) = (property.clone(), discriminator.default);
            return Some(Evidence::Tag { property, values, default });
        }
    }
    let first = object(types, union.variants.first()?.schema)?;
    let mut names = first.fields.iter().filter(|field| field.required);
    names.find_map(|field| tagged_by(types, union, &field.name))
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
    Some(Evidence::Tag { property: property.to_owned(), values, default })
}

/// A rule for each branch, the most particular first.
fn rules(
    types: &Types,
    json_types: &JsonTypes,
    union: &Union,
    origin: &crate::source::Pointer,
    diagnostics: &mut Diagnostics,
) -> Evidence {
    let mut rules: Vec<(Rule, usize)> = union
        .variants
        .iter()
        .enumerate()
        .map(|(index, variant)| (rule(types, json_types, variant.schema, 0), index))
        .collect();
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
    add_own_members(types, union, &mut rules);
    rules.sort_by_key(|(rule, index)| (std::cmp::Reverse(weight(rule)), *index));
    let mut first: IndexMap<&Rule, usize> = IndexMap::new();
    for (rule, index) in &rules {
        let other = *first.entry(rule).or_insert(*index);
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
    Evidence::Rules(rules)
}

/// How particular a rule is: what asks for more comes first.
fn weight(rule: &Rule) -> (bool, usize, usize, bool, bool) {
    (
        !rule.types.is_empty(),
        rule.values.len() * 4
            + rule.required.len() * 2
            + usize::from(!rule.any_of.is_empty()),
        usize::from(!rule.scalars.is_empty()) + usize::from(rule.format.is_some()),
        rule.item.is_some(),
        rule.types == [JsonType::Integer],
    )
}

/// What must hold for a value to be of a type.
fn rule(types: &Types, json_types: &JsonTypes, schema: TypeRef, depth: usize) -> Rule {
    let plain = Rule { types: json_types.of(schema.id), ..Rule::default() };
    match &walk::definition(types, schema).kind {
        TypeKind::List(list) => {
            let item = (depth < 3)
                .then(|| Box::new(rule(types, json_types, list.item, depth + 1)));
            Rule { item: item.filter(|rule| **rule != Rule::default()), ..plain }
        }
        TypeKind::Struct(object) => object_rule(types, object),
        _ => plain,
    }
}

fn object_rule(types: &Types, object: &Struct) -> Rule {
    let there = |field: &&Field| field.required && !field.read_only && !field.write_only;
    let required = object.fields.iter().filter(there);
    let values = object.fields.iter().filter_map(|field| {
        let listed = listed(types, field);
        (!listed.is_empty() && listed.len() <= 3).then(|| (field.name.clone(), listed))
    });
    Rule {
        types: vec![JsonType::Object],
        required: required.map(|field| field.name.clone()).collect(),
        values: values.collect(),
        ..Rule::default()
    }
}

/// Objects that require nothing particular are told by the members that only they have.
fn add_own_members(types: &Types, union: &Union, rules: &mut [(Rule, usize)]) {
    let objects: Vec<Option<&Struct>> =
        union.variants.iter().map(|variant| object(types, variant.schema)).collect();
    let only = objects.iter().flatten().count() == 1;
    // How many objects have a member of each name.
    let mut having: IndexMap<&str, usize> = IndexMap::new();
    for object in objects.iter().flatten() {
        let names: IndexSet<&str> =
            object.fields.iter().map(|field| field.name.as_str()).collect();
        names.into_iter().for_each(|name| *having.entry(name).or_default() += 1);
    }
    let is_own = |name: &str| having.get(name) == Some(&1);
    for (rule, index) in rules.iter_mut() {
        let Some(own) = objects[*index] else { continue };
        if only {
            // That it is an object says enough.
            rule.required.clear();
            rule.values.clear();
            continue;
        }
        if rule.required.iter().any(|name| is_own(name)) {
            continue;
        }
        let names = own.fields.iter().map(|field| &field.name);
        rule.any_of = names.filter(|name| is_own(name)).cloned().collect();
        if !rule.any_of.is_empty() && !rule.required.is_empty() {
            // What it requires is required elsewhere too and tells nothing; what is its own is
            // optional. Both together would refuse values that have neither.
            rule.any_of.clear();
        }
    }
}
