//! How structs are read and written: their table of members → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::literals::{index, literal};
use super::scope::{Scope, blank, ident, word};
use super::serde::{deserialize, serialize};
use super::structs::{allow_deprecated, empty_value};
use crate::rust::{
    Ident, Member, MemberKind, MemberReading, ObjectEncoding, Presence, Struct,
};

/// The table of members, and how each is read and written.
pub(super) fn object(
    scope: &Scope<'_>,
    item: &Struct,
    encoding: &ObjectEncoding,
) -> TokenStream {
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
    let secrets = (!encoding.secrets.is_empty()).then(|| {
        let keys = &encoding.secrets;
        quote!(
            const SECRETS: &'static [&'static str] = &[#(#keys),*];
        )
    });
    let secret_rest = encoding.secret_rest.then(|| {
        quote!(
            const SECRET_REST: bool = true;
        )
    });
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
            #secret_rest
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
        MemberKind::Constant { value, also_read } => {
            let value = literal(scope, value);
            match also_read {
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
            MemberKind::Field { field, reading, .. } => {
                let field = ident(field);
                let method = word(match reading {
                    MemberReading::Plain => "read",
                    MemberReading::Json => "read_some",
                    MemberReading::Integers => "read_integers",
                    MemberReading::Lenient => "read_lenient",
                });
                Some((place, quote!(member.#method(&mut self.#field))))
            }
            MemberKind::Constant { .. } => None,
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

/// `Serialize`, and `Deserialize` where it is read too.
pub(super) fn serde(scope: &Scope<'_>, item: &Struct, decode: bool) -> TokenStream {
    let deserialize =
        decode.then(|| deserialize(scope, &item.name, "object", "deserialize"));
    let serialize = serialize(scope, &item.name, "object", "serialize");
    quote!(#deserialize #serialize)
}
