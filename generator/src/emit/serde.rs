//! `Serialize` and `Deserialize` → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, blank, ident, word};
use crate::rust::Ident;

/// `Deserialize` by a function of the runtime.
pub(super) fn deserialize(
    scope: &Scope<'_>,
    name: &Ident,
    module: &'static str,
    function: &str,
) -> TokenStream {
    let (module, function) = (scope.runtime(module), word(function));
    deserialize_by(scope, name, quote!(#module::#function(deserializer)))
}

/// `Deserialize` by an expression that reads from `deserializer`.
pub(super) fn deserialize_by(
    scope: &Scope<'_>,
    name: &Ident,
    value: TokenStream,
) -> TokenStream {
    let (blank, name) = (blank(), ident(name));
    let deserialize = scope.external("serde::Deserialize");
    let deserializer = scope.external("serde::Deserializer");
    quote! {
        #blank
        impl<'de> #deserialize<'de> for #name {
            #[inline]
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #value
            }
        }
    }
}

/// `Serialize` by a function of the runtime.
pub(super) fn serialize(
    scope: &Scope<'_>,
    name: &Ident,
    module: &'static str,
    function: &str,
) -> TokenStream {
    let (module, function) = (scope.runtime(module), word(function));
    serialize_by(scope, name, quote!(#module::#function(self, serializer)))
}

/// `Serialize` by an expression that writes `self` to `serializer`.
pub(super) fn serialize_by(
    scope: &Scope<'_>,
    name: &Ident,
    value: TokenStream,
) -> TokenStream {
    let (blank, name) = (blank(), ident(name));
    let serialize = scope.external("serde::Serialize");
    let serializer = scope.external("serde::Serializer");
    quote! {
        #blank
        impl #serialize for #name {
            #[inline]
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #value
            }
        }
    }
}
