//! Gives inline types their names, and with them their parts.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::needs_name;
use super::standing::Standing;
use super::twins::{Claimed, Free};
use crate::model::{Operation, TypeDef, TypeId, TypeKind, TypeName, TypeRef, Types};
use crate::source::FileId;
use crate::words::{camel, camel_singular, words};

/// What an inline type lives beside.
#[derive(Clone)]
pub(super) enum Owner {
    Type(TypeId),
    Resource(Vec<String>),
    /// Nothing: it is named like a schema.
    Component,
}

pub(super) struct Namer<'a> {
    types: &'a mut Types,
    owner: Owner,
    /// How many words the name has that all others begin with: that of the named type or operation.
    kept: usize,
    /// The names that were given.
    given: BTreeSet<String>,
    /// The lists, maps and the like that were seen: they need no name, unless they are their own
    /// parts.
    seen: BTreeSet<TypeId>,
    /// Where operations are, and the one that is at hand: what stands in another one is named after
    /// that.
    homes: Option<(&'a Homes, usize)>,
    /// Where named schemas are, and the one that is at hand: what stands in another one is named
    /// after that, too.
    schemas: Option<(&'a Standing, TypeId)>,
    /// What others are called, and the names that do without a repetition.
    said_once: &'a mut SaidOnce,
    /// What was met of other operations or schemas.
    pub(super) foreign: Vec<(TypeRef, String)>,
    /// What is still to be named, the next last: not by recursion, since types can lead to each
    /// other in chains of any length.
    open: Vec<(TypeRef, String)>,
}

impl<'a> Namer<'a> {
    /// Names what belongs to something that is called `root`.
    pub(super) fn new(
        types: &'a mut Types,
        said_once: &'a mut SaidOnce,
        owner: Owner,
        root: &str,
    ) -> Self {
        Self {
            types,
            said_once,
            owner,
            kept: words(root).len(),
            given: BTreeSet::new(),
            seen: BTreeSet::new(),
            homes: None,
            schemas: None,
            foreign: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Leaves what stands in other operations to them.
    pub(super) fn within(self, homes: &'a Homes, operation: usize) -> Self {
        Self { homes: Some((homes, operation)), ..self }
    }

    /// Leaves what stands in other named schemas to them.
    pub(super) fn of_schema(self, schemas: &'a Standing, schema: TypeId) -> Self {
        Self { schemas: Some((schemas, schema)), ..self }
    }

    /// Whether something stands in another operation or named schema than the one at hand.
    fn is_away(&self, def: &TypeDef) -> bool {
        let of_operation = self.homes.is_some_and(|(homes, at)| homes.is_away(def, at));
        let of_schema = self.schemas.is_some_and(|(schemas, at)| {
            schemas.home(def).is_some_and(|home| home != at)
                && !schemas.is_combined_in(def, at)
        });
        of_operation || of_schema
    }

    /// Names a type and its parts; a type that has a name keeps it.
    pub(super) fn name(&mut self, schema: TypeRef, name: &str) {
        self.open.push((schema, name.to_owned()));
        self.name_open();
    }

    /// Names the parts of a type.
    pub(super) fn parts(&mut self, id: TypeId, prefix: &str) {
        self.open_parts(id, prefix);
        self.name_open();
    }

    fn name_open(&mut self) {
        while let Some((schema, name)) = self.open.pop() {
            let id = schema.id;
            if self.types[id].name != TypeName::None {
                continue;
            }
            if self.schemas.is_some_and(|(schemas, _)| schemas.is_taken_out(id)) {
                continue;
            }
            if self.is_away(&self.types[id]) {
                self.foreign.push((schema, name));
                continue;
            }
            if needs_name(&self.types[id].kind) {
                let given = self.types[id].rename.as_ref().map(|name| camel(name));
                let name = given.unwrap_or_else(|| self.shortened(&name));
                if let Some(name) = self.give(id, name) {
                    self.open_parts(id, &name);
                }
            } else if self.seen.insert(id) {
                match &self.types[id].kind {
                    TypeKind::List(list) => {
                        self.open.push((list.item, item_name(&name)));
                    }
                    TypeKind::Map(value) => self.open.push((*value, item_name(&name))),
                    TypeKind::Alias(_) | TypeKind::Tuple(_) => {
                        self.open_parts(id, &name);
                    }
                    _ => {}
                }
            } else if self.is_part_of_itself(id) {
                self.give(id, self.shortened(&name));
            }
        }
    }

    /// A name that is not too long, and so short that it is still one type's.
    fn shortened(&self, name: &str) -> String {
        const LAST: usize = 5;
        const MOST: usize = 9;
        let mut names = (LAST..=MOST).map(|last| shortened(name, self.kept, last));
        let free = names.find(|name| !self.given.contains(name));
        free.unwrap_or_else(|| shortened(name, self.kept, LAST))
    }

    /// Gives a type a name, or another one where something else is called so; `None` where it is
    /// that.
    fn give(&mut self, id: TypeId, name: String) -> Option<String> {
        let place = match &self.owner {
            Owner::Type(_) | Owner::Component => None,
            Owner::Resource(resource) => Some(resource.clone()),
        };
        let name = match &mut self.said_once.claimed {
            None => name,
            Some(claimed) => match claimed.claim(self.types, (id, name), place) {
                Free::Name(name) => name,
                Free::Same(other) => {
                    let target = TypeRef { id: other, nullable: false };
                    self.types[id].kind = TypeKind::Alias(target);
                    return None;
                }
            },
        };
        self.given.insert(name.clone());
        let given = name.clone();
        self.types[id].name = match &self.owner {
            Owner::Type(parent) => TypeName::Beside { parent: *parent, name },
            Owner::Resource(resource) => {
                TypeName::InResource { resource: resource.clone(), name }
            }
            Owner::Component => TypeName::Schema(name),
        };
        Some(given)
    }

    /// Whether a type without a name leads back to itself through types without a name.
    fn is_part_of_itself(&self, id: TypeId) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let parts: Vec<TypeRef> = match &self.types[next].kind {
                TypeKind::List(list) => vec![list.item],
                TypeKind::Map(target) | TypeKind::Alias(target) => vec![*target],
                TypeKind::Tuple(tuple) => {
                    tuple.items.iter().copied().chain(tuple.rest).collect()
                }
                _ => Vec::new(),
            };
            for part in parts.iter().map(|part| part.id) {
                if part == id {
                    return true;
                }
                if self.types[part].name == TypeName::None && seen.insert(part) {
                    open.push(part);
                }
            }
        }
        false
    }

    /// Puts the parts of a type before everything else that is to be named.
    fn open_parts(&mut self, id: TypeId, prefix: &str) {
        let mut parts: Vec<(TypeRef, String)> = Vec::new();
        match &self.types[id].kind {
            TypeKind::Struct(object) => {
                let fields = object.fields.iter().map(|field| {
                    (field.schema, field.rename.as_ref().unwrap_or(&field.name).as_str())
                });
                for (schema, name) in apart(self.types, &fields.collect::<Vec<_>>()) {
                    let several = matches!(
                        self.types[schema.id].kind,
                        TypeKind::List(_) | TypeKind::Map(_)
                    );
                    let name = self.said_once.joined(prefix, &name, several);
                    parts.push((schema, name));
                }
                parts.extend(object.rest.map(|rest| (rest, format!("{prefix}Value"))));
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    parts.push((variant.schema, joined(prefix, &camel(&variant.name))));
                }
            }
            TypeKind::List(list) => parts.push((list.item, item_name(prefix))),
            TypeKind::Map(value) => parts.push((*value, format!("{prefix}Value"))),
            TypeKind::Alias(target) => parts.push((*target, prefix.to_owned())),
            TypeKind::Tuple(tuple) => {
                for (position, item) in tuple.items.iter().enumerate() {
                    parts.push((*item, format!("{prefix}Item{}", position + 1)));
                }
                parts.extend(tuple.rest.map(|rest| (rest, format!("{prefix}Rest"))));
            }
            _ => {}
        }
        self.open.extend(parts.into_iter().rev());
    }
}

/// Names in which nothing is said twice: what a `BankAccount` has as `account_type` is a
/// `BankAccountType`, unless something else is.
#[derive(Default)]
pub(super) struct SaidOnce {
    /// What other types are called.
    pub(super) taken: BTreeSet<String>,
    /// The names that were made so.
    pub(super) made: BTreeSet<String>,
    /// The names that are taken, once all others are settled.
    pub(super) claimed: Option<Claimed>,
}

impl SaidOnce {
    /// A prefix and a name without the words that both have in the middle, where something is
    /// left; of one of several things, that is at least what it is one of.
    fn joined(&mut self, prefix: &str, name: &str, several: bool) -> String {
        let (before, after) = (words(prefix), words(name));
        let plain = joined_words((prefix, &before), (name, &after));
        let most = before.len().saturating_sub(1).min(after.len());
        let both = (1..=most).rev().find(|count| before.ends_with(&after[..*count]));
        let Some(both) = both.filter(|_| plain.len() == prefix.len() + name.len())
        else {
            return plain;
        };
        let short = match after.len() - both {
            0 if several => prefix.to_owned(),
            0 => return plain,
            _ => format!("{prefix}{}", camel(&after[both..].join("_"))),
        };
        let given = if several { item_name(&short) } else { short.clone() };
        if self.taken.contains(&given) {
            return plain;
        }
        self.made.insert(given);
        short
    }
}

/// The name of one thing of a list: the singular, or the list's name and `Item`.
fn item_name(name: &str) -> String {
    let one = camel_singular(name);
    if one == camel(name) && !name.ends_with("Item") {
        format!("{name}Item")
    } else {
        one
    }
}

/// A prefix and a name; a name that begins with the prefix has it already.
pub(super) fn joined(prefix: &str, name: &str) -> String {
    joined_words((prefix, &words(prefix)), (name, &words(name)))
}

/// The same of names whose words are known.
fn joined_words(
    (prefix, before): (&str, &[String]),
    (name, after): (&str, &[String]),
) -> String {
    if after.len() > before.len() && after.starts_with(before) {
        return name.to_owned();
    }
    [prefix, name].concat()
}

/// Names of the parts that have none such that one thing of a list is not called like another part:
/// of `tag` and `tags`, the second are `TagItem`s.
pub(super) fn apart(types: &Types, parts: &[(TypeRef, &str)]) -> Vec<(TypeRef, String)> {
    let all: OnceCell<BTreeSet<String>> = OnceCell::new();
    let named = |(schema, name): &(TypeRef, &str)| {
        let name = camel(name);
        if !matches!(types[schema.id].kind, TypeKind::List(_) | TypeKind::Map(_)) {
            return (*schema, name);
        }
        let one = item_name(&name);
        let all =
            all.get_or_init(|| parts.iter().map(|(_, name)| camel(name)).collect());
        // The item of what is no plural has `Item` in its name.
        (*schema, if all.contains(&one) { one } else { name })
    };
    parts.iter().filter(|(schema, _)| is_open(&types[schema.id])).map(named).collect()
}

/// Whether a type can need a name, or what it is made of.
fn is_open(def: &TypeDef) -> bool {
    let is_made = matches!(
        def.kind,
        TypeKind::List(_) | TypeKind::Map(_) | TypeKind::Alias(_) | TypeKind::Tuple(_)
    );
    def.name == TypeName::None && (is_made || needs_name(&def.kind))
}

/// Names of deeply nested types keep what they begin with, which is at least what they are parts
/// of, and the last words.
fn shortened(name: &str, kept: usize, last: usize) -> String {
    const FIRST: usize = 4;
    let words = words(name);
    let first = kept.max(FIRST);
    if words.len() <= first + last {
        return name.to_owned();
    }
    let (first, last) = (&words[..first], &words[words.len() - last..]);
    camel(&[first, last].concat().join("_"))
}

/// The operations by their place in the description.
pub(super) struct Homes {
    /// By file, path and method.
    places: BTreeMap<(FileId, String, String), usize>,
    /// The first operation at the place of each.
    first: Vec<usize>,
}

impl Homes {
    pub(super) fn new(operations: &[Operation]) -> Self {
        let mut homes = Self { places: BTreeMap::new(), first: Vec::new() };
        for (index, operation) in operations.iter().enumerate() {
            let place = place(operation.origin.file(), &operation.origin.tokens());
            let first = place.map(|place| *homes.places.entry(place).or_insert(index));
            homes.first.push(first.unwrap_or(index));
        }
        homes
    }

    /// The first operation at the place that a type stands in.
    pub(super) fn of(&self, def: &TypeDef) -> Option<usize> {
        let place = place(def.origin.file(), &def.origin.tokens())?;
        self.places.get(&place).copied()
    }

    /// The first operation at the place of one.
    pub(super) fn first_at(&self, operation: usize) -> usize {
        self.first[operation]
    }

    /// Whether a type stands in another operation.
    fn is_away(&self, def: &TypeDef, operation: usize) -> bool {
        self.of(def).is_some_and(|home| home != self.first_at(operation))
    }
}

/// The place of the operation that something stands in.
fn place(file: FileId, tokens: &[&str]) -> Option<(FileId, String, String)> {
    match tokens {
        ["paths", path, method, ..] => {
            Some((file, (*path).to_owned(), (*method).to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts() {
        assert_eq!(joined("Gateway", "Rate"), "GatewayRate");
        assert_eq!(joined("Gateway", "GatewayRate"), "GatewayRate");
        assert_eq!(item_name("Filters"), "Filter");
        assert_eq!(item_name("Data"), "DataItem");
    }

    #[test]
    fn nothing_is_said_twice_where_something_is_left() {
        let table = [
            ("BankAccount", "AccountType", false, "BankAccountType"),
            ("BankAccount", "BankAccountType", false, "BankAccountType"),
            ("MailingAddress", "AddressType", false, "MailingAddressAddressType"),
            ("Flux", "Flux", false, "FluxFlux"),
            ("Flux", "FluxItem", false, "FluxItem"),
            ("GitTree", "Tree", false, "GitTreeTree"),
            ("GitTree", "Tree", true, "GitTree"),
            ("Pet", "Type", false, "PetType"),
        ];
        let taken = BTreeSet::from(["MailingAddressType".to_owned()]);
        let mut said_once = SaidOnce { taken, ..SaidOnce::default() };
        for (prefix, name, several, expected) in table {
            assert_eq!(said_once.joined(prefix, name, several), expected);
        }
        assert!(said_once.made.contains("GitTreeItem"));
    }

    #[test]
    fn long_names_keep_both_ends() {
        let name = "OneTwoThreeFourFiveSixSevenEightNineTen";
        assert_eq!(shortened(name, 1, 5), "OneTwoThreeFourSixSevenEightNineTen");
        assert_eq!(shortened(name, 1, 6), name);
        assert_eq!(shortened(name, 5, 4), "OneTwoThreeFourFiveSevenEightNineTen");
    }

    #[test]
    fn names_are_as_long_as_they_have_to_be() {
        let (mut types, mut said_once) = (Types::default(), SaidOnce::default());
        let owner = Owner::Component;
        let mut namer = Namer::new(&mut types, &mut said_once, owner, "One");
        let name = "OneTwoThreeFourFiveSixSevenEightNineTen";
        namer.given.insert(namer.shortened(name));
        assert_eq!(namer.shortened(name), name);
    }
}
