//! The search for definitions that are equal but for their names.

use indexmap::{IndexMap, IndexSet};

use super::{each_name, each_type};
use crate::model::TypeId;
use crate::rust::{Docs, Ident, Input, Item, SymbolId};

/// Where definitions can be shared: a top-level module, and in `types` what one type has.
pub(super) type Within<'a> = (&'a [Ident], Option<TypeId>);

/// The search for equal definitions.
pub(super) struct Search<'a> {
    scopes: &'a dyn Fn(SymbolId) -> Within<'a>,
    places: &'a IndexMap<SymbolId, usize>,
    items: Vec<&'a Item>,
    /// The first symbol for each definition within a scope.
    known: IndexMap<(Within<'a>, Item), SymbolId>,
    same: IndexMap<SymbolId, SymbolId>,
    differing: IndexSet<SymbolId>,
}

/// What a search found.
pub(super) struct Found {
    /// The symbol whose definition each one has, which can be its own.
    pub same: IndexMap<SymbolId, SymbolId>,
    /// Answers by status that operations describe in different words.
    pub differing: IndexSet<SymbolId>,
}

impl<'a> Search<'a> {
    /// Searches among the symbols that have a place in `items`; only those of one scope are the
    /// same.
    pub(super) fn run(
        places: &'a IndexMap<SymbolId, usize>,
        items: Vec<&'a Item>,
        scopes: &'a dyn Fn(SymbolId) -> Within<'a>,
    ) -> Found {
        let mut search = Self {
            scopes,
            places,
            items,
            known: IndexMap::new(),
            same: IndexMap::new(),
            differing: IndexSet::new(),
        };
        for symbol in search.candidates() {
            search.visit(symbol);
        }
        Found { same: search.same, differing: search.differing }
    }

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
        if item.head_mut().is_none() {
            return symbol;
        }
        without_name(&mut item);
        speak_for_all(&mut item);
        each_type(&mut item, &mut |ty| {
            each_name(ty, &mut |name| *name = self.visit(*name));
        });
        let scope = (self.scopes)(symbol);
        let first = *self.known.entry((scope, item)).or_insert(symbol);
        self.same.insert(symbol, first);
        if !says_the_same(self.items[place], self.items[self.places[&first]]) {
            self.differing.insert(first);
        }
        first
    }
}

/// Takes away what is not part of the definition: its name, what is said about it, and samples,
/// which examples have used by now.
fn without_name(item: &mut Item) {
    if let Item::Struct(item) = item {
        for field in &mut item.fields {
            let (Input::Argument { sample, .. } | Input::Setter { sample, .. }) =
                &mut field.input
            else {
                continue;
            };
            *sample = None;
        }
    }
    if let Some((name, docs)) = item.head_mut() {
        *name = Ident::new("");
        *docs = Docs::default();
    }
}

/// Leaves to the docs of the operations what they say about answers.
pub(super) fn speak_for_all(item: &mut Item) {
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
