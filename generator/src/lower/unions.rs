//! Unions → enums of types.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::Lowering;
use super::names::{Case, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, TypeId, TypeKind, TypeRef};
use crate::rust::{Evidence, FromText, Ident, Reading, Type, Union, UnionVariant};
use crate::words::words;

/// From this difference on, clippy wants the larger variant of an enum in a box.
const UNEVEN: usize = 200;

/// How exact [`Lowering::size`] is.
const DOUBT: usize = 80;

impl Lowering<'_> {
    /// An enum for a union.
    pub(super) fn union(&mut self, id: TypeId, name: Ident) -> Union {
        let api = self.api;
        let def = &api.types[id];
        let TypeKind::Union(model) = &def.kind else {
            unreachable!("bug: only unions become unions")
        };
        let names = branch_names(name.plain(), model);
        let variants = self.union_variants(id, model, &names);
        let docs = self.type_docs(def, "value");
        let mut sizes: Vec<usize> =
            model.variants.iter().map(|one| self.part_size(id, one.schema, 0)).collect();
        let mut derives = self.derives(id, false);
        // It is written out where there is something that it does not show.
        let secret = self.holds_secret(id);
        derives.retain(|one| one != "Debug" || !secret);
        Union {
            name,
            docs,
            derives,
            attributes: self
                .type_options(id)
                .map_or_else(Vec::new, |one| one.attributes.clone()),
            variants,
            secret,
            evidence: self.evidence(id, model),
            uneven: is_uneven(&mut sizes),
        }
    }

    fn union_variants(
        &mut self,
        id: TypeId,
        model: &model::Union,
        names: &[String],
    ) -> Vec<UnionVariant> {
        let mut scope = Scope::new(Case::Variant).reserve(&["Unknown"]);
        let mut variants: Vec<UnionVariant> = Vec::with_capacity(model.variants.len());
        let behind: Vec<Type> =
            model.variants.iter().map(|one| self.behind(one.schema.id)).collect();
        let mut alike: IndexMap<&Type, usize> = IndexMap::new();
        behind.iter().for_each(|ty| *alike.entry(ty).or_default() += 1);
        let tags = tags(model);
        // Text that several branches hold does not tell which is meant.
        let holds_text = |one: &&model::Variant| {
            self.is_text(one.schema.id) || self.is_open_enum(one.schema.id)
        };
        let only_text = model.variants.iter().filter(holds_text).count() == 1;
        for (index, variant) in model.variants.iter().enumerate() {
            let from = alike.get(&behind[index]) == Some(&1);
            // Null has no tag.
            let ty = match self.is_tagged_object(model, index, variant.schema.id) {
                true => self.ty(variant.schema.id),
                false => self.value(variant.schema),
            };
            let ty = self.boxed(id, variant.schema.id, ty);
            let is_enum =
                matches!(ty, Type::Named(_)) && self.is_open_enum(variant.schema.id);
            let docs = self.branch_docs(model, index, &tags[index]);
            variants.push(UnionVariant {
                name: scope.claim(&names[index]).ident,
                docs,
                from_text: match ty == Type::STRING {
                    true => from.then_some(FromText::Owned),
                    false => {
                        (from && is_enum && only_text).then_some(FromText::Converted)
                    }
                },
                secret: self.is_secret(variant.schema.id),
                // A value of a type that several branches hold does not tell which is meant.
                from,
                reading: match self.kind(variant.schema.id) {
                    TypeKind::Union(_) => Reading::Nested,
                    _ if self.is_integers(variant.schema.id) => Reading::Integers,
                    _ => Reading::Plain,
                },
                asked: self.asked(model, variant.schema.id),
                tag: self.tag_to_write(model, index, &tags[index]),
                ty,
            });
        }
        variants
    }

    /// Whether a type is a union whose branches become it by themselves, or an enum that any text
    /// becomes, unless it is a type of the user's.
    pub(super) fn has_conversions(&self, id: TypeId) -> bool {
        let is_union = matches!(self.kind(id), TypeKind::Union(_))
            && self.names.replacement(id).is_none();
        self.replacement.is_none() && (is_union || self.is_open_enum(id))
    }

    /// Whether a type is an enum that any text becomes by itself, unless it is a type of the
    /// user's.
    fn is_open_enum(&self, id: TypeId) -> bool {
        self.names.replacement(id).is_none()
            && matches!(self.kind(id), TypeKind::Enum(listed) if listed.open)
    }

    /// Whether a branch is a union that is one of several which rules lead to: it is asked whether
    /// it knows a value.
    fn asked(&mut self, model: &model::Union, branch: TypeId) -> bool {
        let rules = match &model.evidence {
            model::Evidence::Rules(rules) | model::Evidence::Tag { rules, .. } => rules,
            model::Evidence::Unknown => return false,
        };
        rules.len() > 1
            && matches!(self.kind(branch), TypeKind::Union(_))
            && matches!(self.behind(branch), Type::Named(_))
    }

    /// The spelling of a type behind other names for it.
    fn behind(&mut self, id: TypeId) -> Type {
        let id = self.behind_names(id);
        match self.kind(id) {
            TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => self.ty(id),
            _ => self.spelled(id),
        }
    }

    /// Whether a branch is an object that nothing but tags lead to.
    fn is_tagged_object(&self, model: &model::Union, index: usize, id: TypeId) -> bool {
        let model::Evidence::Tag { values, default, rules, .. } = &model.evidence else {
            return false;
        };
        matches!(self.kind(id), TypeKind::Struct(_))
            && values.iter().any(|(_, branch)| *branch == index)
            && *default != Some(index)
            && !rules.iter().any(|(_, branch)| *branch == index)
    }

    /// The tag of a branch whose type has no member for it.
    fn tag_to_write(
        &self,
        model: &model::Union,
        index: usize,
        tags: &[&Value],
    ) -> Option<Value> {
        let model::Evidence::Tag { property, .. } = &model.evidence else {
            return None;
        };
        let TypeKind::Struct(branch) = self.kind(model.variants[index].schema.id) else {
            return None;
        };
        if branch.fields.iter().any(|field| field.name == *property) {
            return None;
        }
        tags.first().map(|&tag| tag.clone())
    }

    fn evidence(&mut self, id: TypeId, model: &model::Union) -> Evidence {
        match &model.evidence {
            model::Evidence::Tag { property, values, names, default, rules } => {
                Evidence::Tag {
                    property: property.clone(),
                    values: values.iter().chain(names).cloned().collect(),
                    default: *default,
                    rules: rules.clone(),
                }
            }
            model::Evidence::Rules(rules) => Evidence::Rules(rules.clone()),
            model::Evidence::Unknown => {
                let message = "nothing tells the branches of this union apart";
                let origin = &self.api.types[id].origin;
                self.diagnostics.report(
                    Diagnostic::new(Code::AmbiguousUnion, origin, message).help(
                        "add a `discriminator`, or a required member with a `const` of its own to each branch",
                    ),
                );
                Evidence::Rules(Vec::new())
            }
        }
    }

    /// About how many bytes a part of a type takes.
    pub(super) fn part_size(&self, whole: TypeId, part: TypeRef, depth: usize) -> usize {
        match self.recursion.needs_box(whole, part.id) {
            true => 8,
            false => self.size(part.id, depth),
        }
    }

    /// About how many bytes a value takes where it stands.
    pub(super) fn size(&self, id: TypeId, depth: usize) -> usize {
        if depth > 16 {
            return 0;
        }
        // Types that have two of the next, each, would take for ever without.
        if let Some(known) = self.sizes.borrow().get(&(id, depth)) {
            return *known;
        }
        let size = self.fresh_size(id, depth);
        self.sizes.borrow_mut().insert((id, depth), size);
        size
    }

    fn fresh_size(&self, id: TypeId, depth: usize) -> usize {
        match &self.api.types[id].kind {
            TypeKind::Null => 0,
            TypeKind::Boolean => 1,
            TypeKind::Integer(_) | TypeKind::Number(_) => 12,
            TypeKind::Any(_) => 32,
            TypeKind::String(_)
            | TypeKind::Enum(_)
            | TypeKind::List(_)
            | TypeKind::Map(_) => 24,
            TypeKind::Alias(target) => self.size(target.id, depth + 1),
            TypeKind::Tuple(tuple) => {
                tuple.items.iter().map(|item| self.part_size(id, *item, depth + 1)).sum()
            }
            TypeKind::Struct(structure) => {
                let fields =
                    structure.fields.iter().filter(|field| field.constant.is_none());
                let rest = if structure.rest.is_some() { 24 } else { 0 };
                rest + fields
                    .map(|field| self.part_size(id, field.schema, depth + 1))
                    .sum::<usize>()
            }
            TypeKind::Union(union) => {
                let sizes = union
                    .variants
                    .iter()
                    .map(|one| self.part_size(id, one.schema, depth + 1));
                sizes.max().unwrap_or(0).max(32) + 8
            }
        }
    }
}

/// The names of the branches, without the words at their ends, or else their beginnings, that all
/// share and that the name of the union has: `Rule` has a branch `Http` and none `HttpRule`.
fn branch_names(name: &str, model: &model::Union) -> Vec<String> {
    let names: Vec<&str> = model.variants.iter().map(|one| one.name.as_str()).collect();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let split: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    let (whole, most) = (words(name), split.iter().map(Vec::len).min().unwrap_or(0));
    let without = |count: usize, at_end: bool| {
        let shared = |words: &'_ [String]| match at_end {
            true => words[words.len() - count..].to_vec(),
            false => words[..count].to_vec(),
        };
        let said = shared(&split[0]);
        let is_said = whole.windows(count).any(|words| *words == *said)
            && split.iter().all(|words| shared(words) == said);
        let rest = |words: &Vec<String>| match at_end {
            true => words[..words.len() - count].join("_"),
            false => words[count..].join("_"),
        };
        let rests: Vec<String> = split.iter().map(rest).collect();
        let mut seen = BTreeSet::new();
        let are_names = rests.iter().all(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphabetic())
                && rest != "unknown"
                && seen.insert(rest)
        });
        (is_said && are_names).then_some(rests)
    };
    let short = || {
        (1..most)
            .rev()
            .find_map(|count| without(count, true).or_else(|| without(count, false)))
    };
    let can_be = names.len() > 1 && names.iter().all(|name| name.chars().all(is_word));
    let plain = || names.iter().map(|name| (*name).to_owned()).collect();
    can_be.then(short).flatten().unwrap_or_else(plain)
}

/// The values of the tag that lead to each branch.
fn tags(model: &model::Union) -> Vec<Vec<&Value>> {
    let mut tags = vec![Vec::new(); model.variants.len()];
    if let model::Evidence::Tag { values, .. } = &model.evidence {
        for (tag, branch) in values {
            tags[*branch].push(tag);
        }
    }
    tags
}

/// Whether clippy may find that one variant is much larger than the next. `Unknown(Value)` is
/// one of them.
pub(super) fn is_uneven(sizes: &mut Vec<usize>) -> bool {
    sizes.push(32);
    sizes.sort_unstable();
    match sizes[..] {
        [.., second, largest] => largest - second + DOUBT + largest / 3 >= UNEVEN,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::branch_names;
    use crate::model::{Docs, Evidence, TypeId, TypeRef, Union, Variant};

    #[test]
    fn branches_do_not_repeat_the_name_of_the_union() {
        let table: [(&str, &[&str], &[&str]); 6] = [
            ("RulePost", &["HttpRulePost", "AmqpRulePost"], &["http", "amqp"]),
            ("TemplateField", &["DateField", "TextField"], &["date", "text"]),
            ("Videogame", &["VideogameLoL", "VideogameDota"], &["lo_l", "dota"]),
            ("Pet", &["Cat", "DogPet"], &["Cat", "DogPet"]),
            ("Pet", &["Pet", "DogPet"], &["Pet", "DogPet"]),
            ("Version", &["Version1", "Version2"], &["Version1", "Version2"]),
        ];
        for (name, branches, expected) in table {
            let variant = |name: &&str| Variant {
                name: (*name).to_owned(),
                schema: TypeRef { id: TypeId(0), nullable: false },
                docs: Docs::default(),
            };
            let variants = branches.iter().map(variant).collect();
            let evidence = Evidence::Unknown;
            let union = Union { variants, evidence, discriminator: None };
            assert_eq!(branch_names(name, &union), expected);
        }
    }
}
