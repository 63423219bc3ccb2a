//! Definitions that several top-level resources share: they move to `types`.

use indexmap::IndexSet;

use super::conversions::Behind;
use crate::lower::layout::name as name_of;
use crate::lower::names::{Case, Scope};
use crate::lower::text::Text;
use crate::rust::{Docs, Ident, Item, Module, Symbol, SymbolId, Symbols, Visibility};
use crate::words::{camel, singular_name, words};

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

    /// A symbol for the definition of a group: called by the words that its names end with, by its
    /// members where those say too little, or like the first of it.
    pub(super) fn symbol(
        &mut self,
        symbols: &mut Symbols,
        members: &[SymbolId],
        item: &Item,
    ) -> SymbolId {
        let names: Vec<Vec<String>> =
            members.iter().map(|symbol| words(symbols[*symbol].name.plain())).collect();
        let best = match common_end(&names) {
            [] => None,
            [only] if GENERIC.contains(&only.as_str()) => {
                members_of(item).map(|all| format!("{all}_{only}"))
            }
            words => Some(words.join("_")),
        };
        // Where that is the name of something else, the first of its own says more than a number,
        // and so does what it is of.
        let texts: Vec<String> =
            best.into_iter().chain(with_resources(&symbols[members[0]])).collect();
        let name = self.names.claim_first(&texts).ident;
        symbols.add(Symbol { module: vec![self.module.clone()], name })
    }

    /// Takes the definition of a symbol, and what is said of all that have it.
    pub(super) fn define(&mut self, name: &Ident, mut item: Item, said: Docs) {
        if let Some((own, docs)) = item.head_mut() {
            *own = name.clone();
            *docs = said;
        }
        self.moved.push((name.clone(), item));
    }

    /// Adds a file for each definition to `types`.
    pub(super) fn finish(self, types: &mut Module, behind: &Behind<'_>) {
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
            behind.tell_conversions_apart(&mut item);
            let file = files.claim(name.plain()).ident;
            types.children.push(Module {
                path: vec![self.module.clone(), file],
                docs: Docs::default(),
                features: Vec::new(),
                children_are: Visibility::Reexported,
                items: vec![item],
                files: Vec::new(),
                children: Vec::new(),
            });
        }
        types.children.sort_by(|a, b| name_of(a).cmp(name_of(b)));
    }
}

/// What is said of a definition that several names have: what each of them says, or whose it is.
pub(super) fn said_of_all(names: &[(&str, &Docs)]) -> Docs {
    if let [(_, first), others @ ..] = names
        && others.iter().all(|(_, docs)| docs == first)
    {
        return (*first).clone();
    }
    let call = |docs: &Docs| {
        let call = docs.0.strip_prefix("Parameters of ")?.strip_suffix('.')?;
        (!call.contains('\n')).then(|| call.to_owned())
    };
    let calls: Option<Vec<String>> = names.iter().map(|(_, docs)| call(docs)).collect();
    let mut text = Text::default();
    text.paragraph(&match calls {
        Some(calls) => format!("Parameters of {}.", first_of(&calls, "other calls")),
        None => {
            let names: IndexSet<String> =
                names.iter().map(|(name, _)| format!("`{name}`")).collect();
            let names: Vec<String> = names.into_iter().collect();
            match names.as_slice() {
                [only] => format!("What each {only} is."),
                names => format!("One type for {}.", first_of(names, "others")),
            }
        }
    });
    text.into_docs()
}

/// The first of several, and how many there are beside them.
fn first_of(all: &[String], others: &str) -> String {
    const MOST: usize = 3;
    match all {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if all.len() <= MOST => {
            format!("{} and {last}", first.join(", "))
        }
        [first, second, rest @ ..] => {
            format!("{first}, {second} and {} {others}", rest.len())
        }
    }
}

/// The name of a type, and the same with more and more of the resources that it is of.
fn with_resources(symbol: &Symbol) -> Vec<String> {
    let mut name = symbol.name.plain().to_owned();
    let mut names = vec![name.clone()];
    let resources: Vec<&str> = symbol.module.iter().skip(1).map(Ident::plain).collect();
    for resource in resources.iter().rev() {
        let resource = camel(&singular_name(resource));
        if !name.starts_with(&resource) {
            name = format!("{resource}{name}");
            names.push(name.clone());
        }
    }
    names
}

/// What a structure has, where that is little.
fn members_of(item: &Item) -> Option<String> {
    let Item::Struct(item) = item else { return None };
    let names: Vec<&str> = item.fields.iter().map(|field| field.name.plain()).collect();
    (1..=2).contains(&names.len()).then(|| names.join("_and_"))
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
    use crate::rust::{Alias, Type};

    #[test]
    fn a_second_definition_is_called_like_the_first_of_its_names() {
        let mut symbols = Symbols::default();
        let mut add = |names: [&str; 2]| {
            names.map(|name| {
                symbols.add(Symbol { module: Vec::new(), name: Ident::new(name) })
            })
        };
        let pods = add(["PodListParams", "NodeListParams"]);
        let jobs = add(["JobListParams", "TaskListParams"]);
        let mut hoist = Hoist::new(&symbols);
        let item = Item::Alias(Alias {
            name: Ident::new("Any"),
            docs: Docs::default(),
            ty: Type::Builtin("String"),
            newtype: false,
            derives: Vec::new(),
        });
        let named =
            [pods, jobs].map(|members| hoist.symbol(&mut symbols, &members, &item));
        let names = named.map(|symbol| symbols[symbol].name.as_str());
        assert_eq!(names, ["ListParams", "JobListParams"]);
    }

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
