//! Other names for types → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, blank, ident};
use super::serde::{deserialize_by, serialize_by};
use super::structs::{derive, empty_value};
use super::types::ty;
use crate::rust::Alias;

/// Another name for a type, or a type of its own where that must be.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a Alias) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let name = ident(&item.name);
    let ty = ty(scope, &item.ty);
    if !item.newtype {
        return quote!(#docs pub type #name = #ty;);
    }
    let derives = derive(&item.derives);
    let impls = newtype_impls(scope, item);
    quote! {
        #docs
        #derives
        pub struct #name(pub #ty);
        #impls
    }
}

fn newtype_impls(scope: &Scope<'_>, item: &Alias) -> TokenStream {
    let blank = blank();
    let name = ident(&item.name);
    let (empty, inner) = (scope.runtime("Empty"), empty_value(scope, &item.ty));
    let reads = scope.external("serde::Deserialize");
    let deserialize = deserialize_by(
        scope,
        &item.name,
        quote!(Ok(Self(#reads::deserialize(deserializer)?))),
    );
    let serialize =
        serialize_by(scope, &item.name, quote!(self.0.serialize(serializer)));
    quote! {
        #blank
        impl #empty for #name {
            #[inline]
            fn empty() -> Self {
                Self(#inner)
            }
        }
        #deserialize
        #serialize
    }
}
