//! What the code of one module can name: paths are imported as they are written, and written out
//! where two would have one name.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::print::{Imports, MARK};
use crate::rust::{Crate, Docs, Form, Ident, SymbolId};

/// From this number of its names on, a module imports the runtime's prelude instead of them.
const PRELUDE_FROM: usize = 4;

/// What the prelude has of the runtime itself.
const PRELUDE: [&str; 15] = [
    "Call",
    "Client",
    "Empty",
    "Field",
    "Literal",
    "Member",
    "Members",
    "Object",
    "Request",
    "StringEnum",
    "TypedError",
    "decode",
    "empty",
    "object",
    "string_enum",
];

/// What the prelude has of other crates.
const PRELUDE_OF_OTHERS: [&str; 11] = [
    "http::Method",
    "serde::Deserialize",
    "serde::Deserializer",
    "serde::Serialize",
    "serde::Serializer",
    "serde_json::Value",
    "std::convert::Infallible",
    "std::fmt",
    "std::hash::Hash",
    "std::hash::Hasher",
    "std::str::FromStr",
];

/// A module that is being written.
pub(super) struct Scope<'a> {
    /// The SDK.
    pub krate: &'a Crate,
    /// The path of the module from the SDK's root.
    module: &'a [Ident],
    /// The path under which users find what it defines.
    shown: &'a [Ident],
    /// Names that are taken, and the full path that each stands for; `None` for the module's own.
    names: RefCell<BTreeMap<String, Option<String>>>,
    docs: RefCell<Vec<&'a str>>,
}

impl<'a> Scope<'a> {
    /// The scope of a module that defines these names itself, which users find under the path
    /// `shown`.
    pub(super) fn new(
        krate: &'a Crate,
        module: &'a [Ident],
        shown: &'a [Ident],
        own: impl Iterator<Item = &'a Ident>,
    ) -> Self {
        let names = own.map(|name| (name.as_str().to_owned(), None)).collect();
        let (names, docs) = (RefCell::new(names), RefCell::default());
        Self { krate, module, shown, names, docs }
    }

    /// A name of the embedded runtime, such as `Call` or `object`.
    pub(super) fn runtime(&self, name: &'static str) -> TokenStream {
        self.path(&self.rooted(&["runtime"]), name)
    }

    /// A name of a module of the embedded runtime, such as `Pages` of `pages`.
    pub(super) fn runtime_at(
        &self,
        module: &'static str,
        name: &'static str,
    ) -> TokenStream {
        self.path(&self.rooted(&["runtime", module]), name)
    }

    /// A name of another crate, by its full path.
    pub(super) fn external(&self, path: &'static str) -> TokenStream {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        self.path(&[module], name)
    }

    /// A type of the SDK.
    pub(super) fn symbol(&self, id: SymbolId) -> TokenStream {
        let symbol = &self.krate.symbols[id];
        self.item(&symbol.module, &symbol.name)
    }

    /// What users find beside what this module defines.
    pub(super) fn shown(&self, name: &Ident) -> TokenStream {
        self.item(self.shown, name)
    }

    fn item(&self, module: &[Ident], name: &Ident) -> TokenStream {
        if module == self.module || module == self.shown && self.defines(name) {
            return ident(name).into_token_stream();
        }
        let module: Vec<&str> = module.iter().map(Ident::as_str).collect();
        self.path(&self.rooted(&module), name.as_str())
    }

    /// The path of a module of the SDK: from the crate's root, or, where that is the root of the
    /// user's crate, from here.
    fn rooted<'p>(&self, module: &[&'p str]) -> Vec<&'p str> {
        let root = match self.krate.form {
            Form::Package => vec!["crate"],
            Form::SingleFile => vec!["super"; self.module.len()],
        };
        root.into_iter().chain(module.iter().copied()).collect()
    }

    /// Whether a name is the module's own.
    fn defines(&self, name: &Ident) -> bool {
        matches!(self.names.borrow().get(name.as_str()), Some(None))
    }

    fn path(&self, module: &[&str], name: &str) -> TokenStream {
        let full = || format!("{}::{name}", module.join("::"));
        let mut names = self.names.borrow_mut();
        match names.get(name) {
            Some(Some(taken)) if is_path(taken, module, name) => {}
            None => {
                names.insert(name.to_owned(), Some(full()));
            }
            Some(_) => return parse_path(&full()),
        }
        word(name).into_token_stream()
    }

    /// A doc comment.
    pub(super) fn doc(&self, docs: &'a Docs) -> TokenStream {
        self.doc_mark("", docs)
    }

    /// A blank line and a doc comment.
    pub(super) fn spaced_doc(&self, docs: &'a Docs) -> TokenStream {
        self.doc_mark("b", docs)
    }

    /// A doc comment of one line that is the same in every SDK.
    pub(super) fn note(&self, text: &'static str) -> TokenStream {
        self.mark("", text)
    }

    /// A blank line and a doc comment of one line that is the same in every SDK.
    pub(super) fn spaced_note(&self, text: &'static str) -> TokenStream {
        self.mark("b", text)
    }

    fn doc_mark(&self, blank: &str, docs: &'a Docs) -> TokenStream {
        self.mark(blank, &docs.0)
    }

    fn mark(&self, blank: &str, text: &'a str) -> TokenStream {
        let mut docs = self.docs.borrow_mut();
        docs.push(text);
        let mark = Literal::string(&format!("{MARK}{blank}{}", docs.len() - 1));
        quote!(#[doc = #mark])
    }

    /// What was imported, and the doc comments.
    pub(super) fn finish(self) -> (Imports, Vec<&'a str>) {
        let runtime = self.rooted(&["runtime"]).join("::");
        let names = self.names.into_inner();
        let in_prelude = |path: &&String| is_in_prelude(path, &runtime);
        let paths = || names.values().flatten();
        let by_prelude = paths().filter(in_prelude).count() >= PRELUDE_FROM;
        let mut imports = Imports::default();
        if by_prelude {
            imports.add(&format!("{runtime}::prelude::*"));
        }
        for path in paths().filter(|path| !(by_prelude && in_prelude(path))) {
            imports.add(path);
        }
        (imports, self.docs.into_inner())
    }
}

/// Whether a name is one of the runtime's prelude.
fn is_in_prelude(path: &str, runtime: &str) -> bool {
    let own = path.strip_prefix(runtime).and_then(|rest| rest.strip_prefix("::"));
    own.is_some_and(|name| PRELUDE.contains(&name)) || PRELUDE_OF_OTHERS.contains(&path)
}

/// Whether a path leads through these modules to this name.
fn is_path(path: &str, module: &[&str], name: &str) -> bool {
    let rest = module
        .iter()
        .try_fold(path, |rest, part| rest.strip_prefix(part)?.strip_prefix("::"));
    rest == Some(name)
}

/// A blank line before the item that follows.
pub(super) fn blank() -> TokenStream {
    let mark = Literal::string(&format!("{MARK}b"));
    quote!(#[doc = #mark])
}

/// A name as a token.
pub(super) fn ident(name: &Ident) -> proc_macro2::Ident {
    word(name.as_str())
}

/// A word as a token.
pub(super) fn word(name: &str) -> proc_macro2::Ident {
    match name.strip_prefix("r#") {
        Some(name) => proc_macro2::Ident::new_raw(name, Span::call_site()),
        None => proc_macro2::Ident::new(name, Span::call_site()),
    }
}

/// A path as tokens.
pub(super) fn parse_path(path: &str) -> TokenStream {
    let words = path.split("::").map(word);
    quote!(#(#words)::*)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The prelude's own text, and the lists that stand for it here, name the same.
    #[test]
    fn the_prelude_has_what_is_left_out_for_it() {
        let text = include_str!("../../runtime/prelude.rs");
        let exported = text.split("pub use ").skip(1).flat_map(|line| {
            let line: String =
                line.split(';').next().unwrap().split_whitespace().collect();
            let (module, names) = line.rsplit_once("::").unwrap();
            let (module, names) = (module.to_owned(), names.trim_matches(['{', '}']));
            let names: Vec<String> = names
                .split(',')
                .filter(|name| !name.is_empty())
                .map(|name| format!("{module}::{name}"))
                .collect();
            names
        });
        let mut exported: Vec<String> = exported.collect();
        exported.sort();
        let own = PRELUDE.iter().map(|name| format!("super::{name}"));
        let others = PRELUDE_OF_OTHERS.iter().map(|&path| path.to_owned());
        let mut listed: Vec<String> = own.chain(others).collect();
        listed.sort();
        assert_eq!(exported, listed);
    }
}
