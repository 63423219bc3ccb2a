//! Unions → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::by_status::allow_uneven;
use super::debug::{self, Holds};
use super::literals::{index, literal, texts};
use super::scope::{Scope, blank, ident, word};
use super::serde::{deserialize, serialize_by};
use super::structs::{attributes, derive};
use super::types::ty;
use crate::model::JsonType;
use crate::rust::{Evidence, FromText, Ident, Reading, Rule, Type, Union, UnionVariant};

/// A union with everything that belongs to it.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a Union) -> TokenStream {
    let definition = definition(scope, item);
    let union = union_impl(scope, item);
    let froms =
        item.variants.iter().filter(|one| one.from).map(|one| from(scope, item, one));
    let deserialize = deserialize(scope, &item.name, "union", "deserialize");
    let serialize = serialize_impl(scope, item);
    let debug = item.secret.then(|| debug(scope, item));
    quote!(#definition #debug #union #(#froms)* #deserialize #serialize)
}

fn definition<'a>(scope: &Scope<'a>, item: &'a Union) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let derives = derive(&item.derives);
    let attributes = attributes(&item.attributes);
    let allow = item.uneven.then(allow_uneven);
    let name = ident(&item.name);
    let variants = item.variants.iter().map(|variant| {
        let docs = scope.doc(&variant.docs);
        let name = ident(&variant.name);
        let ty = ty(scope, &variant.ty);
        quote!(#docs #name(#ty))
    });
    let unknown_docs =
        scope.note("A value of a branch that the description does not know.");
    let value = scope.external("serde_json::Value");
    quote! {
        #docs
        #allow
        #derives
        #[non_exhaustive]
        #(#attributes)*
        pub enum #name {
            #(#variants,)*
            #unknown_docs
            Unknown(#value),
        }
    }
}

fn debug(scope: &Scope<'_>, item: &Union) -> TokenStream {
    let variants = item.variants.iter().map(|variant| debug::Variant {
        name: &variant.name,
        holds: Holds::value(variant.secret),
    });
    let unknown = Ident::new("Unknown");
    let other = debug::Variant { name: &unknown, holds: Holds::Secret };
    debug::enumeration(scope, &item.name, variants.chain([other]))
}

fn union_impl(scope: &Scope<'_>, item: &Union) -> TokenStream {
    let name = ident(&item.name);
    let blank = blank();
    let union = scope.runtime_at("union", "Union");
    let module = scope.runtime("union");
    let branches = scope.runtime_at("union", "Branches");
    let empty = scope.runtime("Empty");
    let value = scope.external("serde_json::Value");
    let deserializer = scope.external("serde::Deserializer");
    let table = evidence(scope, &item.evidence);
    let arms = item.variants.iter().enumerate().map(|(place, variant)| {
        let (place, name) = (index(place), ident(&variant.name));
        let read = word(match variant.reading {
            Reading::Plain => "read",
            Reading::Integers => "read_integers",
            Reading::Nested => "read_nested",
        });
        quote!(#place => #module::#read(value).map(Self::#name),)
    });
    let knows = knows(scope, item);
    quote! {
        #blank
        impl #empty for #name {
            #[inline]
            fn empty() -> Self {
                Self::Unknown(#value::Null)
            }
        }
        #blank
        impl #union for #name {
            const BRANCHES: #branches = #table;

            #blank
            #[inline]
            fn read<'de, D: #deserializer<'de>>(index: usize, value: D) -> Result<Self, D::Error> {
                match index {
                    #(#arms)*
                    _ => #module::read(value).map(Self::Unknown),
                }
            }

            #blank
            #[inline]
            fn unknown(value: #value) -> Self {
                Self::Unknown(value)
            }
            #knows
        }
    }
}

/// Branches that are unions say whether they know a value.
fn knows(scope: &Scope<'_>, item: &Union) -> Option<TokenStream> {
    let module = scope.runtime("union");
    let asked = item.variants.iter().enumerate().filter(|(_, variant)| variant.asked);
    let arms: Vec<TokenStream> = asked
        .map(|(place, variant)| {
            let (place, ty) = (index(place), ty(scope, bare(&variant.ty)));
            quote!(#place => #module::knows::<#ty>(value),)
        })
        .collect();
    let (blank, value) = (blank(), scope.external("serde_json::Value"));
    (!arms.is_empty()).then(|| {
        quote! {
            #blank
            #[inline]
            fn knows(index: usize, value: &#value) -> bool {
                match index {
                    #(#arms)*
                    _ => true,
                }
            }
        }
    })
}

/// A type without what it is wrapped in.
fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Box(inner) | Type::Option(inner) => bare(inner),
        ty => ty,
    }
}

fn evidence(scope: &Scope<'_>, evidence: &Evidence) -> TokenStream {
    let branches = scope.runtime_at("union", "Branches");
    match evidence {
        Evidence::Tag { property, values, default, rules } => {
            let values = values.iter().map(|(value, variant)| {
                let (value, variant) = (literal(scope, value), index(*variant));
                quote!((#value, #variant))
            });
            let values = quote!(property: #property, values: &[#(#values),*]);
            match default {
                None if rules.is_empty() => quote!(#branches::Tag { #values }),
                None => {
                    let rules = self::rules(scope, rules);
                    quote!(#branches::TagOrRules { #values, rules: #rules })
                }
                Some(default) => {
                    let default = index(*default);
                    quote!(#branches::TagOr { #values, default: #default })
                }
            }
        }
        Evidence::Rules(rules) => {
            let rules = self::rules(scope, rules);
            quote!(#branches::Rules(#rules))
        }
    }
}

fn rules(scope: &Scope<'_>, rules: &[(Rule, usize)]) -> TokenStream {
    let rules = rules.iter().map(|(rule, variant)| {
        let (rule, variant) = (self::rule(scope, rule), index(*variant));
        quote!((#rule, #variant))
    });
    quote!(&[#(#rules),*])
}

fn rule(scope: &Scope<'_>, item: &Rule) -> TokenStream {
    let rule = scope.runtime_at("union", "Rule");
    if *item == Rule::default() {
        return quote!(#rule::ANY);
    }
    let mut members: Vec<TokenStream> = Vec::new();
    if !item.types.is_empty() {
        let types = json_types(scope, &item.types);
        members.push(quote!(types: #types));
    }
    for (name, keys) in [("required", &item.required), ("any_of", &item.any_of)] {
        if !keys.is_empty() {
            let (name, keys) = (word(name), texts(keys));
            members.push(quote!(#name: #keys));
        }
    }
    if !item.members.is_empty() {
        let typed = item.members.iter().map(|(key, types)| {
            let types = json_types(scope, types);
            quote!((#key, #types))
        });
        members.push(quote!(members: &[#(#typed),*]));
    }
    if !item.values.is_empty() {
        let values = item.values.iter().map(|(key, values)| {
            let values = values.iter().map(|value| literal(scope, value));
            quote!((#key, &[#(#values),*]))
        });
        members.push(quote!(values: &[#(#values),*]));
    }
    if !item.nested.is_empty() {
        let nested = item.nested.iter().map(|(key, nested)| {
            let nested = self::rule(scope, nested);
            quote!((#key, #nested))
        });
        members.push(quote!(nested: &[#(#nested),*]));
    }
    if let Some(item) = &item.item {
        let item = self::rule(scope, item);
        members.push(quote!(item: Some(&#item)));
    }
    quote!(#rule { #(#members,)* ..#rule::ANY })
}

fn json_types(scope: &Scope<'_>, types: &[JsonType]) -> TokenStream {
    let json_type = scope.runtime_at("union", "JsonType");
    let types = types.iter().map(|one| word(type_name(*one)));
    quote!(&[#(#json_type::#types),*])
}

fn type_name(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Null => "Null",
        JsonType::Boolean => "Boolean",
        JsonType::Integer => "Integer",
        JsonType::Number => "Number",
        JsonType::String => "String",
        JsonType::Array => "Array",
        JsonType::Object => "Object",
    }
}

fn from(scope: &Scope<'_>, item: &Union, variant: &UnionVariant) -> TokenStream {
    let blank = blank();
    let (name, branch) = (ident(&item.name), ident(&variant.name));
    let ty = ty(scope, &variant.ty);
    let from_str = variant.from_text.map(|text| {
        let made = word(match text {
            FromText::Owned => "to_owned",
            FromText::Converted => "into",
        });
        quote! {
            #blank
            impl From<&str> for #name {
                #[inline]
                fn from(value: &str) -> Self {
                    Self::#branch(value.#made())
                }
            }
        }
    });
    let from_string = (variant.from_text == Some(FromText::Converted)).then(|| {
        quote! {
            #blank
            impl From<String> for #name {
                #[inline]
                fn from(value: String) -> Self {
                    Self::#branch(value.into())
                }
            }
        }
    });
    quote! {
        #blank
        impl From<#ty> for #name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self::#branch(value)
            }
        }
        #from_str
        #from_string
    }
}

fn serialize_impl(scope: &Scope<'_>, item: &Union) -> TokenStream {
    if let Evidence::Tag { property, .. } = &item.evidence
        && item.variants.iter().any(|variant| variant.tag.is_some())
    {
        return tagged(scope, item, property);
    }
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        quote!(Self::#name(value) => value.serialize(serializer),)
    });
    serialize_arms(scope, item, quote!(#(#arms)*))
}

/// Branches whose types do not have the tag get it when they are written.
fn tagged(scope: &Scope<'_>, item: &Union, property: &str) -> TokenStream {
    let module = scope.runtime("union");
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        match &variant.tag {
            None => quote!(Self::#name(value) => value.serialize(serializer),),
            Some(tag) => {
                let tag = literal(scope, tag);
                quote! {
                    Self::#name(value) => {
                        #module::serialize_tagged(#property, #tag, value, serializer)
                    }
                }
            }
        }
    });
    serialize_arms(scope, item, quote!(#(#arms)*))
}

fn serialize_arms(scope: &Scope<'_>, item: &Union, arms: TokenStream) -> TokenStream {
    let value = quote! {
        match self {
            #arms
            Self::Unknown(value) => value.serialize(serializer),
        }
    };
    serialize_by(scope, &item.name, value)
}
