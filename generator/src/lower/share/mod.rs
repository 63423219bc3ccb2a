//! Gives equal inline types, parameters and answers one definition: the others become other names
//! for it.
//!
//! A type keeps its own path whatever else the description has, so that no path depends on who
//! else uses a type like it. But what is behind the path is compiled once, and that is half of
//! all types in large descriptions: envelopes of errors, metadata, pairs of dates, the parameters
//! of lists.
//!
//! Answers by status that differ in nothing but a sentence about a status are equal too. The docs
//! of each operation have the sentence, so the shared type says only the status.
//!
//! Parameters, and types of different top-level resources or named types, are one only in SDKs of
//! large APIs: in a small one it is worth more that everybody sees what a call takes, and that an
//! operation more makes no definition another name. What has many members is one there too, for all
//! named types.
//!
//! A name that no signature, member or example has, since what it is a part of has become another
//! name itself, is left out.
//!
//! The definition stands where the first of its names does, unless another top-level resource has
//! a name for it too: compiling one resource must not need another one. It stands in `types` then.

mod conversions;
mod hoist;
mod search;
mod unused;

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Lowering;
use super::symbols::OperationNames;
use crate::model::{self, TypeDef, TypeId, TypeKind, TypeName};
use crate::rust::{Alias, Docs, Ident, Item, Module, Symbol, SymbolId, Symbols, Type};
use conversions::Behind;
use hoist::Hoist;
use search::{Found, Search, speak_for_all};

impl Lowering<'_> {
    /// Lets equal definitions be one. Names for them that are left over go away, but for those
    /// with these paths: examples have them. Gives those that are gone.
    pub(super) fn share_definitions(
        &mut self,
        modules: &mut [Module],
        paths: &BTreeSet<String>,
    ) -> BTreeSet<SymbolId> {
        let others = self.share(modules);
        let operations = self.names.operations.iter();
        let of_operation =
            |names: &OperationNames| [names.params, names.error, names.answer];
        let mut kept: BTreeSet<SymbolId> =
            operations.flat_map(of_operation).flatten().collect();
        let has_path = |id: &SymbolId| {
            let Symbol { module, name } = &self.symbols[*id];
            let names: Vec<&str> =
                module.iter().chain([name]).map(Ident::as_str).collect();
            paths.contains(&names.join("::"))
        };
        kept.extend(others.iter().copied().filter(has_path));
        kept.extend(self.telling());
        unused::take_away(modules, &others, &kept, &self.symbols)
    }

    /// The names of inline types that something is said of which is said of no member.
    fn telling(&self) -> Vec<SymbolId> {
        let types = &self.api.types;
        let mut said: BTreeSet<&model::Docs> = BTreeSet::new();
        for (_, def) in types.iter() {
            if let TypeKind::Struct(object) = &def.kind {
                said.extend(object.fields.iter().map(|field| &field.docs));
            }
        }
        let telling = types.iter().filter(|(_, def)| {
            def.deprecated || !def.docs.is_empty() && !said.contains(&def.docs)
        });
        telling.filter_map(|(id, _)| self.names.of(id)).collect()
    }

    /// Lets equal definitions be one, and gives the names that became other names for one.
    fn share(&mut self, modules: &mut [Module]) -> BTreeSet<SymbolId> {
        let mut others = BTreeSet::new();
        let [resources, types, ..] = modules else { return others };
        let mut items = Vec::new();
        collect(resources, &mut items);
        collect(types, &mut items);
        let places = self.places(&items);
        let plain = items.iter().map(|(_, item)| &**item).collect();
        let widely = self.options.shares_widely;
        // What has many members is worth more once, whoever has it.
        let has_many = |symbol: &SymbolId| {
            places.get(symbol).is_some_and(|place| members(items[*place].1) >= MANY)
        };
        let mut owners = self.owners();
        owners.retain(|symbol, _| !has_many(symbol));
        let scopes = |symbol| match widely {
            true => (&[][..], None),
            false => (top(&self.symbols, symbol), owners.get(&symbol).copied()),
        };
        let Found { same, differing } = Search::run(&places, plain, &scopes);
        let groups = groups(&same);
        for shared in differing {
            speak_for_all(&mut *items[places[&shared]].1);
        }
        let mut hoist = Hoist::new(&self.symbols);
        let defining = self.defining(&groups, &places, &items, &mut hoist);
        let stands_for = |symbol: SymbolId| {
            let first = same.get(&symbol).copied().unwrap_or(symbol);
            defining.get(&first).copied().unwrap_or(first)
        };
        for (first, symbol) in &defining {
            if !places.contains_key(symbol) {
                let mut item = items[places[first]].1.clone();
                each_type(&mut item, &mut |ty| {
                    each_name(ty, &mut |name| *name = stands_for(*name));
                });
                let said = self.said_of_all(&groups[first], &places, &items);
                hoist.define(&self.symbols[*symbol].name, item, said);
            }
        }
        for (first, members) in &groups {
            let of = defining[first];
            for symbol in members.iter().filter(|symbol| **symbol != of) {
                become_other_name(items[places[symbol]].1, of);
                others.insert(*symbol);
            }
        }
        let behind = Behind::new(&items, &self.symbols, &stands_for);
        for (_, item) in items {
            behind.tell_conversions_apart(item);
        }
        hoist.finish(types, &behind);
        others
    }

    /// The symbol that has the definition of each group, by the group's first symbol.
    fn defining(
        &mut self,
        groups: &IndexMap<SymbolId, Vec<SymbolId>>,
        places: &IndexMap<SymbolId, usize>,
        items: &[(Vec<Ident>, &mut Item)],
        hoist: &mut Hoist,
    ) -> IndexMap<SymbolId, SymbolId> {
        let define = |(first, members): (&SymbolId, &Vec<SymbolId>)| {
            let home = hoist.home(&self.symbols, members).unwrap_or_else(|| {
                let item = &*items[places[first]].1;
                hoist.symbol(&mut self.symbols, members, item)
            });
            (*first, home)
        };
        groups.iter().map(define).collect()
    }

    /// What is said of the definition of some names.
    fn said_of_all(
        &self,
        members: &[SymbolId],
        places: &IndexMap<SymbolId, usize>,
        items: &[(Vec<Ident>, &mut Item)],
    ) -> Docs {
        let said = members.iter().filter_map(|symbol| {
            let docs = items[*places.get(symbol)?].1.docs()?;
            Some((self.symbols[*symbol].name.plain(), docs))
        });
        hoist::said_of_all(&said.collect::<Vec<_>>())
    }

    /// The named type that each inline type beside one is a part of. What is combined of several
    /// schemas was written nowhere: it is of nobody.
    fn owners(&self) -> IndexMap<SymbolId, TypeId> {
        let owner = |(id, def): (TypeId, &TypeDef)| match def.name {
            TypeName::Beside { parent, .. } if def.beside.is_empty() => {
                Some((self.names.of(id)?, parent))
            }
            _ => None,
        };
        self.api.types.iter().filter_map(owner).collect()
    }

    /// Where the definition of each inline type is, of the parameters of each operation, and of
    /// its answers by status.
    fn places(&self, items: &[(Vec<Ident>, &mut Item)]) -> IndexMap<SymbolId, usize> {
        let by_name: IndexMap<(&[Ident], &Ident), usize> = items
            .iter()
            .enumerate()
            .filter_map(|(place, (path, item))| Some(((&**path, item.name()?), place)))
            .collect();
        let inline = self.api.types.iter().filter_map(|(id, def)| {
            let inline = !matches!(def.name, TypeName::Schema(_));
            inline.then(|| self.names.of(id)).flatten()
        });
        let widely = self.options.shares_widely;
        let params = |names: &OperationNames| names.params.filter(|_| widely);
        let beside = |names: &OperationNames| [params(names), names.error, names.answer];
        let beside = self.names.operations.iter().flat_map(beside).flatten();
        let place = |symbol: SymbolId| {
            let Symbol { module, name } = &self.symbols[symbol];
            Some((symbol, *by_name.get(&(module.as_slice(), name))?))
        };
        inline.chain(beside).filter_map(place).collect()
    }
}

/// The symbols that have one definition, by the first of them.
fn groups(same: &IndexMap<SymbolId, SymbolId>) -> IndexMap<SymbolId, Vec<SymbolId>> {
    let mut groups: IndexMap<SymbolId, Vec<SymbolId>> = IndexMap::new();
    for (symbol, first) in same {
        groups.entry(*first).or_default().push(*symbol);
    }
    groups.retain(|_, members| members.len() > 1);
    groups
}

/// From this number of members on, an inline type is one for all named types that have an equal
/// one.
const MANY: usize = 10;

/// How many members or branches a definition has.
fn members(item: &Item) -> usize {
    match item {
        Item::Struct(item) => item.fields.len(),
        Item::Union(item) => item.variants.len(),
        _ => 0,
    }
}

/// The path of the top-level module that a symbol is in.
fn top(symbols: &Symbols, symbol: SymbolId) -> &[Ident] {
    let module = &symbols[symbol].module;
    &module[..module.len().min(2)]
}

/// All items with the path under which users find them.
fn collect<'m>(module: &'m mut Module, items: &mut Vec<(Vec<Ident>, &'m mut Item)>) {
    // What lives in the files of `types` is found in `types` itself.
    let depth = match module.path.first() {
        Some(first) if first.as_str() == "types" => 1,
        _ => module.path.len(),
    };
    let path = module.path[..depth].to_vec();
    items.extend(module.items.iter_mut().map(|item| (path.clone(), item)));
    for child in &mut module.children {
        collect(child, items);
    }
}

/// Makes a definition another name for a type, with the docs that it has.
fn become_other_name(item: &mut Item, of: SymbolId) {
    let Some((name, docs)) = item.head_mut() else { return };
    *item = Item::Alias(Alias {
        name: name.clone(),
        docs: std::mem::take(docs),
        ty: Type::Named(of),
        newtype: false,
        derives: Vec::new(),
    });
}

/// Calls a function for each type that a definition spells.
fn each_type(item: &mut Item, each: &mut dyn FnMut(&mut Type)) {
    match item {
        Item::Struct(item) => {
            for field in &mut item.fields {
                each(&mut field.ty);
                field.input.value_type().into_iter().for_each(&mut *each);
            }
        }
        Item::Union(item) => {
            item.variants.iter_mut().for_each(|variant| each(&mut variant.ty));
        }
        Item::ByStatus(item) => item.types_mut().for_each(each),
        Item::Enum(_) | Item::Alias(_) | Item::Resource(_) | Item::WebhookParser(_) => {}
    }
}

/// Calls a function for each type of the SDK that a type names.
fn each_name(ty: &mut Type, each: &mut dyn FnMut(&mut SymbolId)) {
    match ty {
        Type::Named(name) => each(name),
        Type::Vec(inner)
        | Type::Map(inner)
        | Type::Option(inner)
        | Type::Nullable(inner)
        | Type::Box(inner) => each_name(inner, each),
        Type::Tuple(items) => items.iter_mut().for_each(|item| each_name(item, each)),
        Type::Builtin(_) | Type::External(_) | Type::Runtime(_) | Type::User(_) => {}
    }
}
