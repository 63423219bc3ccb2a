//! Gives equal inline types one definition: the others become other names for it.
//!
//! A type keeps its own path whatever else the description has, so that no path depends on who
//! else uses a type like it. But what is behind the path is compiled once, and that is half of
//! all types in large descriptions: envelopes of errors, metadata, pairs of dates.
//!
//! Errors of operations that differ in nothing but a sentence about a status are equal too. The
//! docs of each operation have the sentence, so the shared type says only the status.
//!
//! Only types of the same top-level resource share, so that compiling one resource never needs
//! another one.

use indexmap::{IndexMap, IndexSet};

use super::Lowering;
use super::symbols::OperationNames;
use crate::model::TypeName;
use crate::rust::{
    Alias, Docs, Ident, Input, Item, Module, Symbol, SymbolId, Symbols, Type,
};

impl Lowering<'_> {
    /// Lets equal inline types share one definition.
    pub(super) fn share_definitions(&self, modules: &mut [Module]) {
        let mut items = Vec::new();
        modules.iter_mut().for_each(|module| collect(module, &mut items));
        let places = self.places(&items);
        let mut sharing = Sharing {
            symbols: &self.symbols,
            places,
            items: items.iter().map(|(_, item)| &**item).collect(),
            known: IndexMap::new(),
            same: IndexMap::new(),
            differing: IndexSet::new(),
        };
        for symbol in sharing.candidates() {
            sharing.visit(symbol);
        }
        let (same, places) = (sharing.same, sharing.places);
        for shared in sharing.differing {
            speak_for_all(&mut *items[places[&shared]].1);
        }
        for (symbol, first) in same.iter().filter(|(symbol, first)| symbol != first) {
            let item = &mut *items[places[symbol]].1;
            *item = other_name(item, *first);
        }
        items.into_iter().for_each(|(_, item)| tell_conversions_apart(item, &same));
    }

    /// Where the definition of each inline type is, and of each operation's answers by
    /// status.
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
        let by_status = |names: &OperationNames| [names.error, names.answer];
        let by_status = self.names.operations.iter().flat_map(by_status).flatten();
        let place = |symbol: SymbolId| {
            let Symbol { module, name } = &self.symbols[symbol];
            Some((symbol, *by_name.get(&(module.as_slice(), name))?))
        };
        inline.chain(by_status).filter_map(place).collect()
    }
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

/// The search for equal definitions.
struct Sharing<'a> {
    symbols: &'a Symbols,
    places: IndexMap<SymbolId, usize>,
    items: Vec<&'a Item>,
    /// The first symbol for each definition within a top-level module.
    known: IndexMap<(Vec<Ident>, Item), SymbolId>,
    /// The symbol whose definition each one shares, which can be its own.
    same: IndexMap<SymbolId, SymbolId>,
    /// Errors that are shared by operations that describe them in different words.
    differing: IndexSet<SymbolId>,
}

impl Sharing<'_> {
    /// The symbols with a definition that can be shared, in the order of the definitions.
    fn candidates(&self) -> Vec<SymbolId> {
        let mut symbols: Vec<SymbolId> = self.places.keys().copied().collect();
        symbols.sort_unstable_by_key(|symbol| self.places[symbol]);
        symbols
    }

    /// Finds the symbol whose definition this one shares, and that of all it refers to first.
    fn visit(&mut self, symbol: SymbolId) -> SymbolId {
        if let Some(same) = self.same.get(&symbol) {
            return *same;
        }
        let Some(&place) = self.places.get(&symbol) else { return symbol };
        // What refers to itself meets itself here, and so differs from all others.
        self.same.insert(symbol, symbol);
        let mut item = self.items[place].clone();
        if !is_shared(&item) {
            return symbol;
        }
        without_name(&mut item);
        speak_for_all(&mut item);
        each_type(&mut item, &mut |ty| {
            each_name(ty, &mut |name| *name = self.visit(*name));
        });
        let group = self.symbols[symbol].module.iter().take(2).cloned().collect();
        let first = *self.known.entry((group, item)).or_insert(symbol);
        self.same.insert(symbol, first);
        if !says_the_same(self.items[place], self.items[self.places[&first]]) {
            self.differing.insert(first);
        }
        first
    }
}

/// Whether a definition may be shared. Parameters may not: each operation's grow on their own,
/// and callers spell them all the time.
fn is_shared(item: &Item) -> bool {
    match item {
        Item::Struct(item) => !item.must_use,
        Item::Enum(_) | Item::Union(_) | Item::ByStatus(_) => true,
        Item::Alias(_) | Item::Resource(_) | Item::WebhookParser(_) => false,
    }
}

/// Takes away what is not part of the definition: its name, what is said about it, and samples,
/// which examples have used by now.
fn without_name(item: &mut Item) {
    if let Item::Struct(item) = item {
        for field in &mut item.fields {
            if let Input::Argument { sample, .. } = &mut field.input {
                *sample = None;
            }
        }
    }
    let (name, docs) = match item {
        Item::Struct(item) => (&mut item.name, &mut item.docs),
        Item::Enum(item) => (&mut item.name, &mut item.docs),
        Item::Union(item) => (&mut item.name, &mut item.docs),
        Item::ByStatus(item) => (&mut item.name, &mut item.docs),
        Item::Alias(_) | Item::Resource(_) | Item::WebhookParser(_) => return,
    };
    *name = Ident::new("");
    *docs = Docs::default();
}

/// Leaves to the docs of the operations what they say about errors.
fn speak_for_all(item: &mut Item) {
    let Item::ByStatus(answers) = item else { return };
    for variant in &mut answers.variants {
        if let Some(docs) = variant.plain_docs.take() {
            variant.docs = docs;
        }
    }
}

/// Whether the docs of the variants are equal, of errors that are otherwise.
fn says_the_same(one: &Item, other: &Item) -> bool {
    let (Item::ByStatus(one), Item::ByStatus(other)) = (one, other) else {
        return true;
    };
    let mut pairs = one.variants.iter().zip(&other.variants);
    pairs.all(|(one, other)| one.docs == other.docs)
}

/// Another name for a type, with the docs that the item has.
fn other_name(item: &Item, of: SymbolId) -> Item {
    let (name, docs) = match item {
        Item::Struct(item) => (&item.name, &item.docs),
        Item::Enum(item) => (&item.name, &item.docs),
        Item::Union(item) => (&item.name, &item.docs),
        Item::ByStatus(item) => (&item.name, &item.docs),
        Item::Alias(_) | Item::Resource(_) | Item::WebhookParser(_) => {
            return item.clone();
        }
    };
    Item::Alias(Alias {
        name: name.clone(),
        docs: docs.clone(),
        ty: Type::Named(of),
        newtype: false,
        derives: Vec::new(),
    })
}

/// Branches that have become one type cannot each be made from it.
fn tell_conversions_apart(item: &mut Item, same: &IndexMap<SymbolId, SymbolId>) {
    let Item::Union(union) = item else { return };
    let types: Vec<Type> = union
        .variants
        .iter()
        .map(|variant| {
            let mut ty = variant.ty.clone();
            each_name(&mut ty, &mut |name| *name = *same.get(name).unwrap_or(name));
            ty
        })
        .collect();
    for (variant, ty) in union.variants.iter_mut().zip(&types) {
        variant.from &= types.iter().filter(|other| *other == ty).count() == 1;
    }
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
