//! The answers of operations that the status tells apart → tokens.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::debug::{self, Holds};
use super::scope::{Scope, blank, ident};
use super::structs::derive;
use super::types::ty;
use crate::rust::{ByStatus, Outcome, StatusBody, StatusVariant, Statuses, Type};

/// The answers of an operation by status.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a ByStatus) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let blank = blank();
    let allow = item.uneven.then(allow_uneven);
    let name = ident(&item.name);
    let variants = item.variants.iter().map(|variant| variant_tokens(scope, variant));
    let decoding = match item.outcome {
        Outcome::Success => decoding(scope, item),
        Outcome::Failure => decoding_error(scope, item),
    };
    let derives = derive(&item.derives);
    let debug = item.has_secrets().then(|| debug(scope, item));
    let into_body = item.only_body().map(|body| into_body(scope, item, body));
    quote! {
        #docs
        #allow
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
        #debug
        #into_body

        #blank
        #decoding
    }
}

/// What leads to the body of errors that all have the same.
fn into_body(scope: &Scope<'_>, item: &ByStatus, body: &Type) -> TokenStream {
    let (blank, name, ty) = (blank(), ident(&item.name), ty(scope, body));
    let variants = item.variants.iter().map(|variant| ident(&variant.name));
    let docs = scope.note("The body, which is the same for each of these statuses.");
    quote! {
        #blank
        impl #name {
            #docs
            #[inline]
            pub fn into_body(self) -> #ty {
                match self {
                    #(Self::#variants(body) => body,)*
                }
            }
        }
    }
}

fn debug(scope: &Scope<'_>, item: &ByStatus) -> TokenStream {
    let variants = item.variants.iter().map(|variant| debug::Variant {
        name: &variant.name,
        holds: match variant.body {
            StatusBody::Empty => Holds::Nothing,
            _ => Holds::value(variant.secret),
        },
    });
    debug::enumeration(scope, &item.name, variants)
}

fn variant_tokens<'a>(scope: &Scope<'a>, variant: &'a StatusVariant) -> TokenStream {
    let docs = scope.doc(&variant.docs);
    let name = ident(&variant.name);
    match &variant.body {
        StatusBody::Empty => quote!(#docs #name),
        StatusBody::Text => quote!(#docs #name(String)),
        StatusBody::Json(body) | StatusBody::Integers(body) => {
            let ty = ty(scope, body);
            quote!(#docs #name(#ty))
        }
    }
}

/// How a successful answer is read.
fn decoding(scope: &Scope<'_>, item: &ByStatus) -> TokenStream {
    let (by_status, result) =
        (scope.runtime_at("by_status", "ByStatus"), scope.runtime("Result"));
    let content = scope.runtime_at("by_status", "Content");
    let name = ident(&item.name);
    // A `match` ends with what holds for everything else.
    let is_other = |variant: &&StatusVariant| variant.statuses == Statuses::Any;
    let exact = item.variants.iter().filter(|variant| !is_other(variant));
    let arms = exact.chain(item.variants.iter().filter(is_other)).map(|variant| {
        let decode = || scope.runtime_at("by_status", "decode_json");
        let value = match variant.body {
            StatusBody::Text => {
                let name = ident(&variant.name);
                quote!(body.text().map(Self::#name))
            }
            _ => value(scope, variant, &decode),
        };
        let pattern = pattern(variant.statuses);
        quote!(#pattern => #value,)
    });
    quote! {
        impl #by_status for #name {
            #[inline]
            fn decode(status: u16, body: &#content<'_>) -> #result<Self> {
                match status {
                    #(#arms)*
                }
            }
        }
    }
}

/// How an error is read.
fn decoding_error(scope: &Scope<'_>, item: &ByStatus) -> TokenStream {
    let (typed_error, result) = (scope.runtime("TypedError"), scope.runtime("Result"));
    let name = ident(&item.name);
    let body = match item.variants.as_slice() {
        // One variant for all statuses: there is nothing to choose.
        [only] if only.statuses == Statuses::Any => {
            let value = value(scope, only, &|| scope.runtime("decode"));
            quote! {
                let _ = status;
                Some(#value)
            }
        }
        variants => {
            let arms = variants.iter().map(|variant| {
                let value = value(scope, variant, &|| scope.runtime("decode"));
                let pattern = pattern(variant.statuses);
                quote!(#pattern => Some(#value),)
            });
            let others =
                !variants.iter().any(|variant| variant.statuses == Statuses::Any);
            let otherwise = others.then(|| quote!(_ => None,));
            quote! {
                match status {
                    #(#arms)*
                    #otherwise
                }
            }
        }
    };
    quote! {
        impl #typed_error for #name {
            #[inline]
            fn decode(status: u16, body: &[u8]) -> Option<#result<Self>> {
                #body
            }
        }
    }
}

/// The variant with its body, as a `Result`; `decode` is what reads JSON, which is imported where
/// there is some.
fn value(
    scope: &Scope<'_>,
    variant: &StatusVariant,
    decode: &dyn Fn() -> TokenStream,
) -> TokenStream {
    let name = ident(&variant.name);
    match variant.body {
        StatusBody::Empty => quote!(Ok(Self::#name)),
        StatusBody::Text => {
            let decode = scope.runtime_at("by_status", "decode_text");
            quote!(#decode(body).map(Self::#name))
        }
        StatusBody::Json(_) => {
            let decode = decode();
            quote!(#decode(body).map(Self::#name))
        }
        StatusBody::Integers(_) => {
            let decode = scope.runtime_at("by_status", "decode_integers");
            quote!(#decode(body).map(Self::#name))
        }
    }
}

fn pattern(statuses: Statuses) -> TokenStream {
    match statuses {
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
    }
}

/// For enums whose variants differ in size: what is in them is read once and passed on rarely.
pub(super) fn allow_uneven() -> TokenStream {
    let reason = "a box would be in the way of everyone who matches on it";
    quote!(#[allow(clippy::large_enum_variant, reason = #reason)])
}
