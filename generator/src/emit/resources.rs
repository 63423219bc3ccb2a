//! Resources → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::methods;
use super::scope::{Scope, blank, ident};
use super::structs::allow_own_name;
use crate::rust::{Accessor, Ident, Method, Resource};

/// A resource with these of its methods; for the root, the methods of the client itself.
pub(super) fn tokens<'a>(
    scope: &Scope<'a>,
    item: &'a Resource,
    methods: &'a [Method],
) -> TokenStream {
    match &item.name {
        Some(name) => resource(scope, item, name, methods),
        None => root(scope, item, methods),
    }
}

/// Methods of a resource, in another file than the resource.
pub(super) fn methods<'a>(
    scope: &Scope<'a>,
    item: &Resource,
    methods: impl Iterator<Item = &'a Method>,
) -> TokenStream {
    let (ty, client) = match &item.name {
        Some(name) => (scope.shown(name), quote!(&self.client)),
        None => (scope.runtime("Client"), quote!(self)),
    };
    let methods = methods.map(|method| methods::tokens(scope, method, &client));
    let blank = blank();
    quote! {
        #blank
        impl #ty {
            #(#methods)*
        }
    }
}

fn resource<'a>(
    scope: &Scope<'a>,
    item: &'a Resource,
    name: &Ident,
    methods: &'a [Method],
) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let blank = blank();
    let client = scope.runtime("Client");
    let allow = allow_own_name(name);
    let name = ident(name);
    let field = quote!(&self.client);
    let children = item.children.iter().map(|child| accessor(scope, child, &field));
    let methods = methods.iter().map(|method| methods::tokens(scope, method, &field));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            client: #client,
        }

        #blank
        #allow
        impl #name {
            #[inline]
            pub(crate) fn new(client: &#client) -> Self {
                Self { client: client.clone() }
            }
            #(#children)*
            #(#methods)*
        }
    }
}

fn root<'a>(
    scope: &Scope<'a>,
    item: &'a Resource,
    methods: &'a [Method],
) -> TokenStream {
    if item.children.is_empty() && methods.is_empty() {
        return TokenStream::new();
    }
    let blank = blank();
    let client = scope.runtime("Client");
    let this = quote!(self);
    let children = item.children.iter().map(|child| accessor(scope, child, &this));
    let methods = methods.iter().map(|method| methods::tokens(scope, method, &this));
    quote! {
        #blank
        impl #client {
            #(#children)*
            #(#methods)*
        }
    }
}

/// A method that gives a resource.
fn accessor<'a>(
    scope: &Scope<'a>,
    item: &'a Accessor,
    client: &TokenStream,
) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let name = ident(&item.name);
    let (condition, resource) = match (&item.feature, item.module.last()) {
        // Not imported: what is not there cannot be.
        (Some(feature), Some(module)) => {
            let (module, name) =
                (ident(module), &scope.krate.symbols[item.resource].name);
            let name = ident(name);
            (Some(quote!(#[cfg(feature = #feature)])), quote!(#module::#name))
        }
        _ => (None, scope.symbol(item.resource)),
    };
    quote! {
        #docs
        #condition
        #[inline]
        pub fn #name(&self) -> #resource {
            #resource::new(#client)
        }
    }
}
