//! `Serialize` and `Deserialize` by functions of the runtime → tokens.

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
    let (blank, name) = (blank(), ident(name));
    let (module, function) = (scope.runtime(module), word(function));
    let deserialize = scope.external("serde::Deserialize");
    let deserializer = scope.external("serde::Deserializer");
    quote! {
        #blank
        impl<'de> #deserialize<'de> for #name {
            #[inline]
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #module::#function(deserializer)
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
    let (blank, name) = (blank(), ident(name));
    let (module, function) = (scope.runtime(module), word(function));
    let serialize = scope.external("serde::Serialize");
    let serializer = scope.external("serde::Serializer");
    quote! {
        #blank
        impl #serialize for #name {
            #[inline]
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #module::#function(self, serializer)
            }
        }
    }
}
