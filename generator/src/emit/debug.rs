//! How `Debug` shows what is not derived: structs, and what some of nobody should read → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, blank, ident};
use super::structs::allow_deprecated;
use crate::rust::{Ident, Shown, Struct, Type};

/// How `Debug` shows a struct.
pub(super) fn structure(scope: &Scope<'_>, item: &Struct) -> TokenStream {
    match item.shown {
        Shown::Derived => TokenStream::new(),
        Shown::Members => debug_by_members(scope, &item.name),
        Shown::Fields => debug_by_fields(scope, item),
    }
}

/// `Debug` by the table of members.
fn debug_by_members(scope: &Scope<'_>, name: &Ident) -> TokenStream {
    let (blank, name) = (blank(), ident(name));
    let fmt = scope.external("std::fmt");
    let object = scope.runtime("object");
    quote! {
        #blank
        impl #fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #object::debug(self, f)
            }
        }
    }
}

/// `Debug` by fields, where not all are shown.
fn debug_by_fields(scope: &Scope<'_>, item: &Struct) -> TokenStream {
    let (blank, name) = (blank(), ident(&item.name));
    let allow = allow_deprecated(item.has_deprecated_fields());
    let fmt = scope.external("std::fmt");
    let object = scope.runtime("object");
    let text = item.name.plain();
    let fields = item.fields.iter().map(|field| {
        let (key, name) = (field.name.plain(), ident(&field.name));
        match (field.secret, &field.ty) {
            (false, _) => quote!(shown.field(#key, &self.#name);),
            (true, Type::Option(_)) => {
                quote!(shown.field(#key, &self.#name.as_ref().and(Some(#object::REDACTED)));)
            }
            (true, _) => quote!(shown.field(#key, &#object::REDACTED);),
        }
    });
    quote! {
        #blank
        #allow
        impl #fmt::Debug for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                let mut shown = f.debug_struct(#text);
                #(#fields)*
                shown.finish()
            }
        }
    }
}

/// A variant of an enum, as `Debug` shows it.
pub(super) struct Variant<'a> {
    pub name: &'a Ident,
    pub holds: Holds,
}

/// What a variant holds.
pub(super) enum Holds {
    Nothing,
    Value,
    /// What nobody should read.
    Secret,
}

impl Holds {
    pub(super) fn value(is_secret: bool) -> Self {
        if is_secret { Self::Secret } else { Self::Value }
    }
}

/// `Debug` of an enum, where not all that it holds is shown.
pub(super) fn enumeration<'a>(
    scope: &Scope<'_>,
    name: &Ident,
    variants: impl Iterator<Item = Variant<'a>>,
) -> TokenStream {
    let (blank, name) = (blank(), ident(name));
    let fmt = scope.external("std::fmt");
    let object = scope.runtime("object");
    let arms = variants.map(|variant| {
        let (name, text) = (ident(variant.name), variant.name.plain());
        match variant.holds {
            Holds::Nothing => quote!(Self::#name => f.write_str(#text),),
            Holds::Value => {
                quote!(Self::#name(value) => #object::debug_variant(#text, value, f),)
            }
            Holds::Secret => {
                quote!(Self::#name(_) => #object::debug_variant(#text, &#object::REDACTED, f),)
            }
        }
    });
    quote! {
        #blank
        impl #fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}
