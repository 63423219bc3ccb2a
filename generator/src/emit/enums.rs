//! Enums of values → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::literals::{index, integer, literal};
use super::scope::{Scope, blank, ident, word};
use super::serde::{deserialize, serialize, serialize_by};
use super::structs::{attributes, derive};
use crate::rust::{Enum, EnumKind, Ident};

/// An enum with everything that belongs to it.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a Enum) -> TokenStream {
    let mut tokens = definition(scope, item);
    let name = &item.name;
    if item.secret {
        let object = scope.runtime("object");
        tokens.extend(debug(scope, name, &quote!(&#object::REDACTED)));
    }
    match item.kind {
        EnumKind::String => {
            tokens.extend(string(scope, item));
            tokens.extend(deserialize(scope, name, "string_enum", "deserialize"));
            tokens.extend(serialize_plain(scope, name, "serialize_str", "as_str"));
        }
        EnumKind::Integer => {
            tokens.extend(integers(scope, item));
            tokens.extend(deserialize(scope, name, "value_enum", "deserialize_integer"));
            tokens.extend(serialize_plain(scope, name, "serialize_i64", "as_i64"));
        }
        EnumKind::Mixed => {
            tokens.extend(mixed(scope, item));
            tokens.extend(deserialize(scope, name, "value_enum", "deserialize"));
            tokens.extend(serialize(scope, name, "value_enum", "serialize"));
        }
    }
    tokens
}

fn definition<'a>(scope: &Scope<'a>, item: &'a Enum) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let derives = derive(&item.derives);
    let attributes = attributes(&item.attributes);
    let name = ident(&item.name);
    let variants = item.variants.iter().map(|variant| {
        let docs = scope.doc(&variant.docs);
        let name = ident(&variant.name);
        quote!(#docs #name)
    });
    let unknown_docs = scope.note("A value that the description does not know.");
    let unknown = unknown_type(scope, item.kind);
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        #(#attributes)*
        pub enum #name {
            #(#variants,)*
            #unknown_docs
            Unknown(#unknown),
        }
    }
}

fn unknown_type(scope: &Scope<'_>, kind: EnumKind) -> TokenStream {
    match kind {
        EnumKind::String => quote!(String),
        EnumKind::Integer => quote!(i64),
        EnumKind::Mixed => scope.external("serde_json::Value"),
    }
}

/// The body of `known`. The last arm is for what the table does not have, and so for the last
/// value.
fn known_arms(item: &Enum) -> TokenStream {
    if let [only] = item.variants.as_slice() {
        let name = ident(&only.name);
        return quote! {
            let _ = index;
            Self::#name
        };
    }
    let last = item.variants.len().saturating_sub(1);
    let arms = item.variants.iter().enumerate().map(|(place, variant)| {
        let name = ident(&variant.name);
        if place == last {
            return quote!(_ => Self::#name,);
        }
        let place = index(place);
        quote!(#place => Self::#name,)
    });
    quote!(match index { #(#arms)* })
}

fn string(scope: &Scope<'_>, item: &Enum) -> TokenStream {
    let name = ident(&item.name);
    let blank = blank();
    let string_enum = scope.runtime("StringEnum");
    let as_str_docs = scope.note("The value as it is sent.");
    let variants: Vec<(proc_macro2::Ident, &str)> = item
        .variants
        .iter()
        .filter_map(|variant| Some((ident(&variant.name), variant.value.as_str()?)))
        .collect();
    let table = variants.iter().map(|(name, text)| quote!((#text, Self::#name)));
    let arms = variants.iter().map(|(name, text)| quote!(Self::#name => #text,));
    let conversions = string_conversions(scope, &name);
    let debug = (!item.secret).then(|| debug(scope, &item.name, &quote!(self.as_str())));
    let comparisons = string_comparisons(scope, &name);
    let open = item.open.then(|| from_text(scope, &name));
    quote! {
        #blank
        impl #name {
            #as_str_docs
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => value,
                }
            }
        }
        #blank
        impl #string_enum for #name {
            const VALUES: &'static [(&'static str, Self)] = &[#(#table),*];

            #blank
            #[inline]
            fn unknown(value: String) -> Self {
                Self::Unknown(value)
            }
        }
        #debug
        #comparisons
        #conversions
        #open
    }
}

/// `Debug` as that of another value.
fn debug(scope: &Scope<'_>, name: &Ident, shown: &TokenStream) -> TokenStream {
    let (blank, name) = (blank(), ident(name));
    let fmt = scope.external("std::fmt");
    quote! {
        #blank
        impl #fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #fmt::Debug::fmt(#shown, f)
            }
        }
    }
}

/// What any text becomes by itself.
fn from_text(scope: &Scope<'_>, name: &proc_macro2::Ident) -> TokenStream {
    let blank = blank();
    let module = scope.runtime("string_enum");
    quote! {
        #blank
        impl From<&str> for #name {
            #[inline]
            fn from(value: &str) -> Self {
                #module::from_str(value)
            }
        }
        #blank
        impl From<String> for #name {
            #[inline]
            fn from(value: String) -> Self {
                #module::from_str(&value)
            }
        }
    }
}

/// What is derived elsewhere, by the text: for an enum of many values, derived code costs rustc
/// several times as much.
fn string_comparisons(scope: &Scope<'_>, name: &proc_macro2::Ident) -> TokenStream {
    let blank = blank();
    let hash = scope.external("std::hash::Hash");
    let hasher = scope.external("std::hash::Hasher");
    quote! {
        #blank
        impl PartialEq for #name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }
        #blank
        impl Eq for #name {}
        #blank
        impl #hash for #name {
            #[inline]
            fn hash<H: #hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }
    }
}

fn string_conversions(scope: &Scope<'_>, name: &proc_macro2::Ident) -> TokenStream {
    let blank = blank();
    let module = scope.runtime("string_enum");
    let fmt = scope.external("std::fmt");
    let from_str = scope.external("std::str::FromStr");
    let infallible = scope.external("std::convert::Infallible");
    quote! {
        #blank
        impl #fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.write_str(self.as_str())
            }
        }
        #blank
        impl #from_str for #name {
            type Err = #infallible;

            #blank
            #[inline]
            fn from_str(value: &str) -> Result<Self, #infallible> {
                Ok(#module::from_str(value))
            }
        }
    }
}

/// `Serialize` as what a method of the enum gives.
fn serialize_plain(
    scope: &Scope<'_>,
    name: &Ident,
    serialized: &str,
    method: &str,
) -> TokenStream {
    let (serialized, method) = (word(serialized), word(method));
    serialize_by(scope, name, quote!(serializer.#serialized(self.#method())))
}

fn integers(scope: &Scope<'_>, item: &Enum) -> TokenStream {
    let name = ident(&item.name);
    let blank = blank();
    let integer_enum = scope.runtime_at("value_enum", "IntegerEnum");
    let empty = scope.runtime("Empty");
    let as_i64_docs = scope.note("The value as it is sent.");
    let variants: Vec<(proc_macro2::Ident, TokenStream)> = item
        .variants
        .iter()
        .filter_map(|one| Some((ident(&one.name), integer(one.value.as_i64()?))))
        .collect();
    let table = variants.iter().map(|(name, number)| quote!((#number, Self::#name)));
    let arms = variants.iter().map(|(name, number)| quote!(Self::#name => #number,));
    let conversions = integer_conversions(scope, &name);
    quote! {
        #blank
        impl #name {
            #as_i64_docs
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => *value,
                }
            }
        }
        #blank
        impl #integer_enum for #name {
            const VALUES: &'static [(i64, Self)] = &[#(#table),*];

            #blank
            #[inline]
            fn unknown(value: i64) -> Self {
                Self::Unknown(value)
            }
        }
        #blank
        impl #empty for #name {
            #[inline]
            fn empty() -> Self {
                Self::Unknown(0)
            }
        }
        #conversions
    }
}

fn integer_conversions(scope: &Scope<'_>, name: &proc_macro2::Ident) -> TokenStream {
    let blank = blank();
    let module = scope.runtime("value_enum");
    let fmt = scope.external("std::fmt");
    quote! {
        #blank
        impl #fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #fmt::Display::fmt(&self.as_i64(), f)
            }
        }
        #blank
        impl From<i64> for #name {
            #[inline]
            fn from(value: i64) -> Self {
                #module::from_integer(value)
            }
        }
    }
}

fn mixed(scope: &Scope<'_>, item: &Enum) -> TokenStream {
    let name = ident(&item.name);
    let blank = blank();
    let value_enum = scope.runtime_at("value_enum", "ValueEnum");
    let literal_type = scope.runtime("Literal");
    let empty = scope.runtime("Empty");
    let value = scope.external("serde_json::Value");
    let literals = item.variants.iter().map(|variant| literal(scope, &variant.value));
    let known = known_arms(item);
    let arms = item.variants.iter().enumerate().map(|(place, variant)| {
        let (place, name) = (index(place), ident(&variant.name));
        quote!(Self::#name => Ok(#place),)
    });
    quote! {
        #blank
        impl #value_enum for #name {
            const VALUES: &'static [#literal_type] = &[#(#literals),*];

            #blank
            #[inline]
            fn known(index: usize) -> Self {
                #known
            }

            #blank
            #[inline]
            fn unknown(value: #value) -> Self {
                Self::Unknown(value)
            }

            #blank
            #[inline]
            fn place(&self) -> Result<usize, &#value> {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => Err(value),
                }
            }
        }
        #blank
        impl #empty for #name {
            #[inline]
            fn empty() -> Self {
                Self::Unknown(#value::Null)
            }
        }
    }
}
