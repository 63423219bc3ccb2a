//! Unions, and what tells their branches apart.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Docs, JsonType, TypeRef};

/// One of some types.
#[derive(Clone, Debug)]
pub struct Union {
    /// The branches, in the description's order.
    pub variants: Vec<Variant>,
    /// What tells them apart. Found by `passes::tell_unions_apart`.
    pub evidence: Evidence,
    /// The `discriminator` as the description has it.
    pub discriminator: Option<Box<Discriminator>>,
}

/// A branch of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// A name in upper camel case. Chosen by `passes::name_inline_types`.
    pub name: String,
    /// What it holds.
    pub schema: TypeRef,
    /// For people.
    pub docs: Docs,
}

/// A `discriminator` (OpenAPI 3.0 §4.7.25).
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// The member that has the tag.
    pub property: String,
    /// Tag to index of the variant, in the description's order; also the tags that follow from
    /// schema names.
    pub tags: Vec<(String, usize)>,
    /// The variants whose tags `mapping` itself has.
    pub mapped: BTreeSet<usize>,
    /// Schema names that lead to a variant beside the tags that `mapping` has for it: they stay
    /// valid for whatever `mapping` does not have (OpenAPI 3.1.1 §4.8.25.4).
    pub names: Vec<(String, usize)>,
    /// The variant of values without a tag, or with one that is not known: `defaultMapping`
    /// (OpenAPI 3.2 §4.25).
    pub default: Option<usize>,
}

/// What tells the branches of a union apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Evidence {
    /// Not found out yet.
    #[default]
    Unknown,
    /// The value of a member: value to index of the variant.
    Tag {
        /// The member.
        property: String,
        /// Value to index of the variant. Several values may lead to one variant.
        values: Vec<(Value, usize)>,
        /// Further values that are read and not written: names of schemas that have other tags.
        names: Vec<(Value, usize)>,
        /// The variant of what has none of these values.
        default: Option<usize>,
        /// The variants of what has none of these values, where rules tell them: text beside
        /// objects, objects without the member.
        rules: Vec<(Rule, usize)>,
    },
    /// Rules tried for each variant; the first whose rule holds is it. Rules exclude each other
    /// wherever the description lets them.
    Rules(Vec<(Rule, usize)>),
}

/// What must hold for a value to be of a branch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The JSON types it can have; empty when that does not matter.
    pub types: Vec<JsonType>,
    /// For objects: members that must be there.
    pub required: Vec<String>,
    /// For objects: members of which at least one must be there, unless it is empty.
    pub any_of: Vec<String>,
    /// For objects: members that must be of one of these JSON types, or null, when they are there.
    pub members: Vec<(String, Vec<JsonType>)>,
    /// For objects: members that must have one of these values when they are there.
    pub values: Vec<(String, Vec<Value>)>,
    /// For objects: members of which a rule must hold when they are there.
    pub nested: Vec<(String, Self)>,
    /// For arrays: what the first element must be like, if there is one; the first that is not
    /// null, where null is among the types.
    pub item: Option<Box<Rule>>,
}
