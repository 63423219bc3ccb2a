//! Structs → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::literals::{index, literal};
use super::scope::{Scope, blank, ident, word};
use super::types::ty;
use crate::rust::{
    Docs, Field, Ident, Initial, Input, InputValue, Member, MemberKind, ObjectEncoding,
    Presence, Struct, Type, Wrap,
};
use serde_json::Value;

/// A struct with everything that belongs to it.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a Struct) -> TokenStream {
    let mut tokens = definition(scope, item);
    tokens.extend(methods(scope, item));
    if item.debug {
        tokens.extend(debug(scope, &item.name));
    } else if item.has_secrets() {
        tokens.extend(debug_without_secrets(scope, item));
    }
    if let Some(encoding) = &item.encoding {
        tokens.extend(object(scope, item, encoding));
        tokens.extend(serde(scope, item, encoding.decode));
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
        let new = new(scope, item, &constructor.docs);
        quote!(#many #new)
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

fn new<'a>(scope: &Scope<'a>, item: &'a Struct, docs: &'a Docs) -> TokenStream {
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
    let Input::Setter { name, docs, value, wrap } = &field.input else { return None };
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

/// `Debug` by the table of members.
fn debug(scope: &Scope<'_>, name: &Ident) -> TokenStream {
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
fn debug_without_secrets(scope: &Scope<'_>, item: &Struct) -> TokenStream {
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

/// The keys of the members that `Debug` does not show.
fn secrets(item: &Struct, encoding: &ObjectEncoding) -> Option<TokenStream> {
    if !item.debug || !item.has_secrets() {
        return None;
    }
    let is_secret = |name: &Ident| {
        item.fields.iter().any(|field| field.secret && field.name == *name)
    };
    let keys = encoding.members.iter().filter_map(|member| match &member.kind {
        MemberKind::Field { field, .. } => is_secret(field).then_some(&member.key),
        MemberKind::Constant(_) => None,
    });
    Some(quote!(
        const SECRETS: &'static [&'static str] = &[#(#keys),*];
    ))
}

/// The table of members, and how each is read and written.
fn object(scope: &Scope<'_>, item: &Struct, encoding: &ObjectEncoding) -> TokenStream {
    let name = ident(&item.name);
    let blank = blank();
    let allow = allow_deprecated(item.has_deprecated_fields());
    let empty_trait = scope.runtime("Empty");
    let object = scope.runtime("Object");
    let field = scope.runtime("Field");
    let fields = item.fields.iter().map(|field| {
        let (name, empty) = (ident(&field.name), empty_value(scope, &field.ty));
        quote!(#name: #empty)
    });
    let table = encoding.members.iter().map(|member| table_entry(scope, member));
    let rest = encoding.rest.is_some().then(|| {
        quote!(
            const REST: bool = true;
        )
    });
    let secrets = secrets(item, encoding);
    let read = encoding.decode.then(|| read(scope, encoding));
    let write = write(scope, encoding);
    let rest_methods = encoding.rest.as_ref().map(|(field, integers)| {
        let read = encoding.decode.then(|| read_rest(scope, field, *integers));
        let write = write_rest(scope, field);
        quote!(#read #write)
    });
    quote! {
        #blank
        #allow
        impl #empty_trait for #name {
            #[inline]
            fn empty() -> Self {
                Self { #(#fields),* }
            }
        }
        #blank
        #allow
        impl #object for #name {
            const FIELDS: &'static [#field] = &[#(#table),*];
            #rest
            #secrets
            #read
            #write
            #rest_methods
        }
    }
}

fn table_entry(scope: &Scope<'_>, member: &Member) -> TokenStream {
    let table = scope.runtime("Field");
    let key = &member.key;
    match &member.kind {
        MemberKind::Constant(value) => {
            let value = literal(scope, value);
            match &member.also_read {
                None => quote!(#table::Constant(#key, #value)),
                Some(other) => {
                    let other = literal(scope, other);
                    quote!(#table::ConstantOr(#key, #value, #other))
                }
            }
        }
        MemberKind::Field { presence: Presence::Required, .. } => {
            quote!(#table::Required(#key))
        }
        MemberKind::Field { presence: Presence::Nullable, .. } => {
            quote!(#table::Nullable(#key))
        }
        MemberKind::Field { .. } => quote!(#table::Optional(#key)),
    }
}

fn read(scope: &Scope<'_>, encoding: &ObjectEncoding) -> TokenStream {
    let member = scope.runtime("Member");
    let blank = blank();
    let members = encoding.members.iter().enumerate();
    let mut reads: Vec<(usize, TokenStream)> = members
        .filter_map(|(place, member)| match &member.kind {
            MemberKind::Field { field, presence, integers } => {
                let field = ident(field);
                let method = word(match presence {
                    Presence::OptionalJson => "read_some",
                    _ if *integers => "read_integers",
                    _ => "read",
                });
                Some((place, quote!(member.#method(&mut self.#field))))
            }
            MemberKind::Constant(_) => None,
        })
        .collect();
    // Never called with another index, so the last member needs no number.
    let Some((_, last)) = reads.pop() else { return TokenStream::new() };
    let body = if reads.is_empty() {
        quote! {
            let _ = index;
            #last;
        }
    } else {
        let arms = reads.into_iter().map(|(place, read)| {
            let place = index(place);
            quote!(#place => #read,)
        });
        quote! {
            match index {
                #(#arms)*
                _ => #last,
            }
        }
    };
    quote! {
        #blank
        #[inline]
        fn read<M: #member>(&mut self, index: usize, member: &mut M) {
            #body
        }
    }
}

fn write(scope: &Scope<'_>, encoding: &ObjectEncoding) -> TokenStream {
    if encoding.is_constant() {
        return TokenStream::new();
    }
    let members = scope.runtime("Members");
    let blank = blank();
    let written = encoding.members.iter().filter_map(|member| {
        let MemberKind::Field { field, presence, .. } = &member.kind else {
            return None;
        };
        let field = ident(field);
        let method = match presence {
            Presence::Required | Presence::Nullable => word("write"),
            Presence::Optional | Presence::OptionalJson | Presence::ThreeStates => {
                word("write_optional")
            }
        };
        Some(quote!(members.#method(&self.#field);))
    });
    quote! {
        #blank
        #[inline]
        fn write<M: #members>(&self, members: &mut M) {
            #(#written)*
        }
    }
}

fn read_rest(scope: &Scope<'_>, field: &Ident, integers: bool) -> TokenStream {
    let (member, blank, field) = (scope.runtime("Member"), blank(), ident(field));
    let read = word(if integers { "read_integers_entry" } else { "read_entry" });
    quote! {
        #blank
        fn read_rest<M: #member>(&mut self, key: String, member: &mut M) {
            member.#read(key, &mut self.#field);
        }
    }
}

fn write_rest(scope: &Scope<'_>, field: &Ident) -> TokenStream {
    let (members, blank, field) = (scope.runtime("Members"), blank(), ident(field));
    quote! {
        #blank
        fn write_rest<M: #members>(&self, members: &mut M) {
            members.write_entries(&self.#field);
        }
    }
}

fn serde(scope: &Scope<'_>, item: &Struct, decode: bool) -> TokenStream {
    let deserialize =
        decode.then(|| deserialize(scope, &item.name, "object", "deserialize"));
    let serialize = serialize(scope, &item.name, "object", "serialize");
    quote!(#deserialize #serialize)
}

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
