//! Types → tokens.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::scope::{Scope, parse_path, word};
use crate::rust::Type;

/// A type as it is spelled in a module.
pub(super) fn ty(scope: &Scope<'_>, item: &Type) -> TokenStream {
    match item {
        Type::Builtin("()") => quote!(()),
        Type::Builtin(name) => word(name).into_token_stream(),
        Type::External(path) => scope.external(path),
        Type::Runtime(path) => match path.split_once("::") {
            Some((module, name)) => scope.runtime_at(module, name),
            None => scope.runtime(path),
        },
        Type::Named(id) => scope.symbol(*id),
        Type::User(path) => path.parse().unwrap_or_else(|_| parse_path(path)),
        Type::Vec(item) => generic(quote!(Vec), ty(scope, item)),
        Type::Map(item) => {
            let map = scope.external("std::collections::BTreeMap");
            let item = ty(scope, item);
            quote!(#map<String, #item>)
        }
        Type::Tuple(items) => {
            let items = items.iter().map(|item| ty(scope, item));
            quote!((#(#items,)*))
        }
        Type::Option(item) => generic(quote!(Option), ty(scope, item)),
        Type::Nullable(item) => generic(scope.runtime("Nullable"), ty(scope, item)),
        Type::Box(item) => generic(quote!(Box), ty(scope, item)),
    }
}

fn generic(outer: TokenStream, inner: TokenStream) -> TokenStream {
    quote!(#outer<#inner>)
}
