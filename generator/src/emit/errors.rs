//! The errors that operations declare → tokens.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::{Scope, blank, ident};
use super::types::ty;
use crate::rust::{ErrorVariant, Statuses, TypedError};

/// The errors of an operation.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a TypedError) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let blank = blank();
    let allow = item.uneven.then(allow_uneven);
    let name = ident(&item.name);
    let variants = item.variants.iter().map(|variant| {
        let docs = scope.doc(&variant.docs);
        let name = ident(&variant.name);
        let ty = ty(scope, &variant.ty);
        quote!(#docs #name(#ty))
    });
    let typed_error = scope.runtime("TypedError");
    let result = scope.runtime("Result");
    let arms: Vec<_> = item.variants.iter().map(|variant| arm(scope, variant)).collect();
    let others = !item.variants.iter().any(|variant| variant.statuses == Statuses::Any);
    let otherwise = others.then(|| quote!(_ => None,));
    let body = match item.variants.as_slice() {
        // One variant for all statuses: there is nothing to choose.
        [only] if only.statuses == Statuses::Any => {
            let (decode, name) = (scope.runtime("decode"), ident(&only.name));
            quote! {
                let _ = status;
                Some(#decode(body).map(Self::#name))
            }
        }
        _ => quote! {
            match status {
                #(#arms)*
                #otherwise
            }
        },
    };
    quote! {
        #docs
        #allow
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        #blank
        impl #typed_error for #name {
            #[inline]
            fn decode(status: u16, body: &[u8]) -> Option<#result<Self>> {
                #body
            }
        }
    }
}

fn arm(scope: &Scope<'_>, variant: &ErrorVariant) -> TokenStream {
    let name = ident(&variant.name);
    let decode = scope.runtime("decode");
    let pattern = match variant.statuses {
        Statuses::Exact(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        Statuses::Range(first, last) => {
            let (first, last) =
                (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
            quote!(#first..=#last)
        }
        Statuses::Any => quote!(_),
    };
    quote!(#pattern => Some(#decode(body).map(Self::#name)),)
}

/// For enums whose variants differ in size: what is in them is read once and passed on rarely.
pub(super) fn allow_uneven() -> TokenStream {
    let reason = "a box would be in the way of everyone who matches on it";
    quote!(#[allow(clippy::large_enum_variant, reason = #reason)])
}
