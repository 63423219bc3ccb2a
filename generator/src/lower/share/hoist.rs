//! Definitions that several top-level resources share: they move to `types`.

use super::tell_conversions_apart;
use crate::lower::layout::name as name_of;
use crate::lower::names::{Case, Scope};
use crate::rust::{Docs, Ident, Item, Module, Symbol, SymbolId, Symbols, Visibility};
use crate::words::words;

/// Words that say too little to be a name of their own.
const GENERIC: [&str; 8] =
    ["answer", "body", "error", "failure", "item", "params", "response", "value"];

/// The definitions that move.
pub(super) struct Hoist {
    /// The module that they move to.
    module: Ident,
    names: Scope,
    moved: Vec<(Ident, Item)>,
}

impl Hoist {
    /// Nothing has moved yet.
    pub(super) fn new(symbols: &Symbols) -> Self {
        let module = Ident::new("types");
        let taken: Vec<&str> = symbols
            .iter()
            .filter(|(_, symbol)| symbol.module == [module.clone()])
            .map(|(_, symbol)| symbol.name.as_str())
            .collect();
        Self { names: Scope::new(Case::Type).reserve(&taken), module, moved: Vec::new() }
    }

    /// The member of a group where its definition can stay: one in `types`, or the first if all
    /// are of one top-level resource.
    pub(super) fn home(
        &self,
        symbols: &Symbols,
        members: &[SymbolId],
    ) -> Option<SymbolId> {
        let is_type =
            |symbol: &&SymbolId| symbols[**symbol].module.first() == Some(&self.module);
        let first = members.first()?;
        let top = |symbol| super::top(symbols, symbol);
        let together = members.iter().all(|one| top(*one) == top(*first));
        let stays = members.iter().find(is_type);
        stays.or(together.then_some(first)).copied()
    }

    /// A symbol for the definition of a group: called by the words that its names end with.
    pub(super) fn symbol(
        &mut self,
        symbols: &mut Symbols,
        members: &[SymbolId],
    ) -> SymbolId {
        let names: Vec<Vec<String>> =
            members.iter().map(|symbol| words(symbols[*symbol].name.plain())).collect();
        let common = common_end(&names);
        let name = match common {
            [] => symbols[members[0]].name.plain().to_owned(),
            [only] if GENERIC.contains(&only.as_str()) => {
                symbols[members[0]].name.plain().to_owned()
            }
            words => words.join("_"),
        };
        let name = self.names.claim(&name).ident;
        symbols.add(Symbol { module: vec![self.module.clone()], name })
    }

    /// Takes the definition of a symbol.
    pub(super) fn define(&mut self, name: &Ident, mut item: Item) {
        if let Some((own, docs)) = item.head_mut() {
            *own = name.clone();
            *docs = Docs::line("What several calls have in common.");
        }
        self.moved.push((name.clone(), item));
    }

    /// Adds a file for each definition to `types`.
    pub(super) fn finish(
        self,
        types: &mut Module,
        stands_for: &dyn Fn(SymbolId) -> SymbolId,
    ) {
        let taken: Vec<&str> = types
            .children
            .iter()
            .filter_map(|child| child.path.last())
            .map(Ident::as_str)
            .collect();
        let mut files = Scope::new(Case::Module).reserve(&["types"]).reserve(&taken);
        if !self.moved.is_empty() {
            let text = "The types that the API's description names, and what its resources have \
                        in common.";
            types.docs = Docs::line(text);
        }
        for (name, mut item) in self.moved {
            tell_conversions_apart(&mut item, stands_for);
            let file = files.claim(name.plain()).ident;
            types.children.push(Module {
                path: vec![self.module.clone(), file],
                docs: Docs::default(),
                features: Vec::new(),
                children_are: Visibility::Reexported,
                items: vec![item],
                children: Vec::new(),
            });
        }
        types.children.sort_by(|a, b| name_of(a).cmp(name_of(b)));
    }
}

/// The last words that all names have.
fn common_end(names: &[Vec<String>]) -> &[String] {
    let Some((first, others)) = names.split_first() else { return &[] };
    let common = |length: usize| {
        let end = &first[first.len() - length..];
        others.iter().all(|name| name.ends_with(end))
    };
    let length = (1..=first.len()).take_while(|length| common(*length)).last();
    &first[first.len() - length.unwrap_or(0)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_definition_is_called_by_what_its_names_end_with() {
        let names =
            |texts: &[&str]| texts.iter().map(|text| words(text)).collect::<Vec<_>>();
        let lists = names(&["PodListParams", "NodeListParams"]);
        assert_eq!(common_end(&lists), ["list", "params"]);
        assert_eq!(common_end(&names(&["PodListParams", "NodeError"])), [""; 0]);
        assert_eq!(common_end(&names(&["Params", "NodeParams"])), ["params"]);
    }
}
