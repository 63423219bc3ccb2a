//! Functions that read what the API sends to the user → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, ident};
use super::types::ty;
use crate::rust::WebhookParser;

/// A function that reads the body of a webhook.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a WebhookParser) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let deprecated = item.deprecated.then(|| quote!(#[deprecated]));
    let name = ident(&item.name);
    let webhook = item.webhook.as_str();
    let ty = ty(scope, &item.ty);
    let result = scope.runtime("Result");
    let parse = scope.runtime_at("webhook", "parse");
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(body: &[u8]) -> #result<#ty> {
            #parse(#webhook, body)
        }
    }
}
