//! Which branches of unions can still be made from what they hold, once equal definitions are one.

use std::collections::BTreeMap;

use crate::rust::{Ident, Item, Symbol, SymbolId, Symbols, Type};
use crate::words::counts;

/// What stands behind names: another definition, or what an alias is for.
pub(super) struct Behind<'a> {
    symbols: &'a Symbols,
    /// The definition that stands for each.
    stands_for: &'a dyn Fn(SymbolId) -> SymbolId,
    /// The types of aliases, by their paths.
    aliases: BTreeMap<(Vec<Ident>, Ident), Type>,
}

impl<'a> Behind<'a> {
    pub(super) fn new(
        items: &[(Vec<Ident>, &mut Item)],
        symbols: &'a Symbols,
        stands_for: &'a dyn Fn(SymbolId) -> SymbolId,
    ) -> Self {
        let alias = |(path, item): &(Vec<Ident>, &mut Item)| match &**item {
            Item::Alias(alias) if !alias.newtype => {
                Some(((path.clone(), alias.name.clone()), alias.ty.clone()))
            }
            _ => None,
        };
        Self { symbols, stands_for, aliases: items.iter().filter_map(alias).collect() }
    }

    /// The type as the compiler sees it.
    fn of(&self, ty: &Type) -> Type {
        let inner = |ty: &Type| Box::new(self.of(ty));
        match ty {
            Type::Named(name) => {
                let name = (self.stands_for)(*name);
                let Symbol { module, name: own } = &self.symbols[name];
                match self.aliases.get(&(module.clone(), own.clone())) {
                    // No alias of Rust leads to itself.
                    Some(ty) => self.of(ty),
                    None => Type::Named(name),
                }
            }
            Type::Vec(item) => Type::Vec(inner(item)),
            Type::Map(item) => Type::Map(inner(item)),
            Type::Option(item) => Type::Option(inner(item)),
            Type::Nullable(item) => Type::Nullable(inner(item)),
            Type::Box(item) => Type::Box(inner(item)),
            Type::Tuple(items) => {
                Type::Tuple(items.iter().map(|item| self.of(item)).collect())
            }
            Type::Builtin(_) | Type::External(_) | Type::Runtime(_) | Type::User(_) => {
                ty.clone()
            }
        }
    }

    /// Branches that have become one type cannot each be made from it.
    pub(super) fn tell_conversions_apart(&self, item: &mut Item) {
        let Item::Union(union) = item else { return };
        let types: Vec<Type> =
            union.variants.iter().map(|variant| self.of(&variant.ty)).collect();
        let counts = counts(types.iter());
        for (variant, ty) in union.variants.iter_mut().zip(&types) {
            variant.from &= counts.get(ty) == Some(&1);
            variant.from_text = variant.from_text.filter(|_| variant.from);
        }
    }
}
