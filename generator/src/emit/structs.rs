//! Structs → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, blank, ident};
use super::types::ty;
use super::{debug, objects};
use crate::rust::{Docs, Field, Ident, Initial, Input, InputValue, Struct, Type, Wrap};
use serde_json::Value;

/// A struct with everything that belongs to it.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a Struct) -> TokenStream {
    let mut tokens = definition(scope, item);
    tokens.extend(methods(scope, item));
    tokens.extend(debug::structure(scope, item));
    if let Some(encoding) = &item.encoding {
        tokens.extend(objects::object(scope, item, encoding));
        tokens.extend(objects::serde(scope, item, encoding.decode));
    }
    tokens
}

fn definition<'a>(scope: &Scope<'a>, item: &'a Struct) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let derives = derive(&item.derives);
    let attributes = attributes(&item.attributes);
    let must_use = item.must_use.then(|| quote!(#[must_use]));
    let name = ident(&item.name);
    let fields = item.fields.iter().map(|field| {
        let docs = scope.doc(&field.docs);
        let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
        let name = ident(&field.name);
        let ty = ty(scope, &field.ty);
        quote!(#docs #deprecated pub #name: #ty)
    });
    quote! {
        #docs
        #derives
        #must_use
        #[non_exhaustive]
        #(#attributes)*
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// `#[derive(…)]`.
pub(super) fn derive(derives: &[String]) -> TokenStream {
    let derives = derives.iter().map(|path| super::scope::parse_path(path));
    quote!(#[derive(#(#derives),*)])
}

/// Attributes of the configuration.
pub(super) fn attributes(attributes: &[String]) -> Vec<TokenStream> {
    let parsed = attributes.iter().filter_map(|text| text.parse::<TokenStream>().ok());
    parsed.map(|text| quote!(#[#text])).collect()
}

/// An attribute for code that names something deprecated of its own item.
pub(super) fn allow_deprecated(deprecated: bool) -> Option<TokenStream> {
    let reason = "deprecated members are still sent and received";
    deprecated.then(|| quote!(#[allow(deprecated, reason = #reason)]))
}

/// An attribute for what is called `New` and has a function `new`.
pub(super) fn allow_own_name(name: &Ident) -> Option<TokenStream> {
    let reason = "the API calls it so";
    name.is_new()
        .then(|| quote!(#[allow(clippy::self_named_constructors, reason = #reason)]))
}

/// `new` and the setters.
fn methods<'a>(scope: &Scope<'a>, item: &'a Struct) -> TokenStream {
    let Some(constructor) = &item.constructor else { return TokenStream::new() };
    let name = ident(&item.name);
    let blank = blank();
    let allow = allow_deprecated(item.has_deprecated_fields());
    let allow_name = allow_own_name(&item.name);
    let new = if constructor.default && !constructor.initial {
        default_new(scope, &constructor.docs)
    } else {
        let many = constructor.many_arguments.then(super::methods::allow_many_arguments);
        new(scope, item, &constructor.docs, many)
    };
    let setters = item.fields.iter().filter_map(|field| setter(scope, item, field));
    let default = (constructor.default && constructor.initial).then(|| {
        quote! {
            #blank
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        #blank
        #allow
        #allow_name
        impl #name {
            #new
            #(#setters)*
        }
        #default
    }
}

fn default_new<'a>(scope: &Scope<'a>, docs: &'a Docs) -> TokenStream {
    let docs = scope.doc(docs);
    quote! {
        #docs
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }
    }
}

fn new<'a>(
    scope: &Scope<'a>,
    item: &'a Struct,
    docs: &'a Docs,
    many: Option<TokenStream>,
) -> TokenStream {
    let docs = scope.doc(docs);
    let arguments = item.fields.iter().filter_map(|field| match &field.input {
        Input::Argument { name, value, .. } => {
            let name = ident(name);
            let ty = input_type(scope, value);
            Some(quote!(#name: #ty))
        }
        Input::Initial(_) | Input::Setter { .. } | Input::None => None,
    });
    let fields = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        match &field.input {
            Input::Argument { value: InputValue::Plain(_), .. } => quote!(#name),
            Input::Argument { value: InputValue::Into(_), .. } => {
                quote!(#name: #name.into())
            }
            Input::Argument { value: InputValue::Boxed(_), .. } => {
                quote!(#name: Box::new(#name))
            }
            Input::Initial(value) => {
                let value = initial(scope, &field.ty, value);
                quote!(#name: #value)
            }
            Input::Setter { .. } | Input::None => {
                let empty = empty_value(scope, &field.ty);
                quote!(#name: #empty)
            }
        }
    });
    quote! {
        #docs
        #many
        #[inline]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields),* }
        }
    }
}

/// What a field begins with.
fn initial(scope: &Scope<'_>, of: &Type, value: &Initial) -> TokenStream {
    if let Type::Option(inner) = of {
        let value = initial(scope, inner, value);
        return quote!(Some(#value));
    }
    match value {
        Initial::Variant(variant) => {
            let (ty, variant) = (ty(scope, of), ident(variant));
            quote!(#ty::#variant)
        }
        Initial::Literal(Value::String(text)) => quote!(#text.to_owned()),
        Initial::Literal(Value::Bool(value)) => quote!(#value),
        Initial::Literal(value) => {
            let number =
                proc_macro2::Literal::i64_unsuffixed(value.as_i64().unwrap_or_default());
            quote!(#number)
        }
    }
}

/// The empty value of a type, spelled out where it is one of std's: that is compiled faster than a
/// call. A box has none of its own: `Empty` is implemented for all string enums at once, and one
/// of a box could be one, as far as rustc knows.
///
/// A type of the user's own has nothing of the runtime: its default is its empty value.
pub(super) fn empty_value(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    match ty {
        Type::User(_) => quote!(Default::default()),
        Type::Tuple(items) if ty.has_user_type() => {
            let items = items.iter().map(|item| empty_value(scope, item));
            quote!((#(#items,)*))
        }
        Type::Box(inner) if ty.has_user_type() => {
            let inner = empty_value(scope, inner);
            quote!(Box::new(#inner))
        }
        Type::Option(_) => quote!(None),
        Type::Vec(_) => quote!(Vec::new()),
        Type::Builtin("String") => quote!(String::new()),
        Type::Builtin("bool") => quote!(false),
        Type::Builtin("f32" | "f64") => quote!(0.0),
        Type::Builtin(name) if name.starts_with(['i', 'u']) => quote!(0),
        Type::Box(_) => {
            let empty = scope.runtime("empty");
            quote!(Box::new(#empty()))
        }
        _ => {
            let empty = scope.runtime("empty");
            quote!(#empty())
        }
    }
}

fn input_type(scope: &Scope<'_>, value: &InputValue) -> TokenStream {
    match value {
        InputValue::Plain(item) | InputValue::Boxed(item) => ty(scope, item),
        InputValue::Into(item) => {
            let ty = ty(scope, item);
            quote!(impl Into<#ty>)
        }
    }
}

fn setter<'a>(
    scope: &Scope<'a>,
    item: &Struct,
    field: &'a Field,
) -> Option<TokenStream> {
    let Input::Setter { name, docs, value, wrap, .. } = &field.input else {
        return None;
    };
    let docs = scope.spaced_doc(docs);
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let must_use = (!item.must_use).then(|| quote!(#[must_use]));
    let method = ident(name);
    let name = ident(&field.name);
    let ty = input_type(scope, value);
    let given = match value {
        InputValue::Plain(_) => quote!(#name),
        InputValue::Into(_) => quote!(#name.into()),
        InputValue::Boxed(_) => quote!(Box::new(#name)),
    };
    let given = match wrap {
        Wrap::No => given,
        Wrap::Some => quote!(Some(#given)),
    };
    Some(quote! {
        #docs
        #deprecated
        #must_use
        #[inline]
        pub fn #method(mut self, #name: #ty) -> Self {
            self.#name = #given;
            self
        }
    })
}
