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
    Union, Variant,
};
use crate::source::Pointer;

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let json_types = JsonTypes::find(&api.types);
    let ids: Vec<TypeId> = api.types.ids().collect();
    for id in ids {
        let def = &api.types[id];
        let TypeKind::Union(union) = &def.kind else { continue };
        if !def.reachable {
            continue;
        }
        let origin = &def.origin;
        let evidence = tag(&api.types, &json_types, union)
            .or_else(|| tag_of_some(&api.types, &json_types, union, origin, diagnostics))
            .unwrap_or_else(|| {
                rules(&api.types, &json_types, union, origin, diagnostics)
            });
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
    if let Some(value) = field.constant.as_ref().or(field.initial.as_ref()) {
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

/// How many values a member can have for a rule to ask for them, null aside.
const MOST_VALUES: usize = 3;

/// The values that a member can have, null among them, where they are listed.
fn possible(types: &Types, field: &Field) -> Vec<Value> {
    let mut values = listed(types, field);
    let nullable = walk::target(types, field.schema).nullable;
    if nullable && !values.is_empty() && !values.contains(&Value::Null) {
        values.push(Value::Null);
    }
    values
}

/// A member whose value tells all branches apart: the one that the discriminator names, else one
/// whose values are listed and differ.
fn tag(types: &Types, json_types: &JsonTypes, union: &Union) -> Option<Evidence> {
    if let Some(said) =
        said_tags(types, json_types, union, 0).filter(|said| said.others.is_empty())
    {
        let Tags { property, values, default, .. } = said;
        return Some(Evidence::Tag { property, values, default, rules: Vec::new() });
    }
    let first = object(types, union.variants.first()?.schema)?;
    let mut names = first.fields.iter().filter(|field| field.required);
    names.find_map(|field| tagged_by(types, union, &field.name))
}

/// The member that the discriminator names, where some branches have no value of it: they are
/// text, lists or objects without a name. Rules lead to those.
fn tag_of_some(
    types: &Types,
    json_types: &JsonTypes,
    union: &Union,
    origin: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Evidence> {
    let Tags { property, values, default, others, .. } =
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
    Some(Evidence::Tag { property, values, default: None, rules })
}

/// How many unions inside of each other are looked into for tags.
const MAX_DEPTH: usize = 3;

/// What a discriminator says about the branches.
struct Tags {
    property: String,
    /// Different values, and the branch that each leads to.
    values: Vec<(Value, usize)>,
    default: Option<usize>,
    /// The branches that no value leads to, or none alone.
    others: Vec<usize>,
    /// Values of several branches.
    shared: Vec<Value>,
}

/// What the discriminator says, if it tells branches apart.
fn said_tags(
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
    for (index, variant) in union.variants.iter().enumerate() {
        if !can_be_object(&json_types.of(variant.schema.id)) {
            continue;
        }
        let own = own_tags(types, json_types, variant.schema, property, depth);
        let mapped = &mapped[index];
        let is_own = |tag: &&str| own.iter().any(|value| value == *tag);
        let implied = own.is_empty() || mapped.iter().any(is_own);
        if !is_union(index) && discriminator.default.is_none() {
            listed_itself.extend(own.iter().cloned());
        }
        // Listed values count where they say which branch it is: a name that is none of them
        // cannot be the tag.
        let own_counts = own.len() == 1 || !implied;
        values
            .extend(own.into_iter().filter(|_| own_counts).map(|value| (value, index)));
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
    let (property, default) = (property.clone(), discriminator.default);
    let values = values.into_iter().collect();
    Some(Tags { property, values, default, others, shared })
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

/// Whether an object can be of a branch with these types.
fn can_be_object(types: &[JsonType]) -> bool {
    types.is_empty() || types.contains(&JsonType::Object)
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
    let property = property.to_owned();
    Some(Evidence::Tag { property, values, default, rules: Vec::new() })
}

/// A rule for each branch, the most particular first.
fn rules(
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
    keep_telling_values(types, union, &mut rules);
    add_own_members(types, json_types, union, &mut rules);
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
    rules
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
            let item =
                (depth < 3).then(|| rule(types, json_types, list.item, depth + 1));
            let nullable = walk::target(types, list.item).nullable;
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
        _ => plain,
    }
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

fn same_values(some: &[Value], others: &[Value]) -> bool {
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
    rules: &mut [(Rule, usize)],
) {
    let objects: Vec<Option<&Struct>> =
        union.variants.iter().map(|variant| object(types, variant.schema)).collect();
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
    let number = objects.iter().flatten().count();
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
        let names = || own.fields.iter().map(|field| &field.name);
        // One that requires something is told by that: what is its own is optional, and both
        // together would refuse values that have neither.
        if rule.required.is_empty() && names().any(|name| is_own(name)) {
            // What some share leads to all that do, and the one that keeps most is taken.
            rule.any_of = names().filter(|name| !is_common(name)).cloned().collect();
        }
    }
}
