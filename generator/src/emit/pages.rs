//! How lists go on → tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::literals::{integer, texts};
use super::scope::{Scope, word};
use crate::rust::{Next, Pages};

/// The constant of a method that says how its list goes on.
pub(super) fn pages_constant(scope: &Scope<'_>, item: &Pages) -> TokenStream {
    let pages = scope.runtime_at("pages", "Pages");
    let items = texts(&item.items);
    let next = next(scope, &item.next);
    let media_type = item.media_type.as_ref().map(|name| quote!(media_type: #name,));
    let per_page = item.per_page.as_ref().map(|name| quote!(per_page: #name,));
    let member = |field: &str, path: &Option<Vec<String>>| {
        let (field, path) = (word(field), texts(path.as_ref()?));
        Some(quote!(#field: #path,))
    };
    let next_number = member("next_number", &item.next_number);
    let page_size = member("page_size", &item.page_size);
    let total_items = member("total_items", &item.total_items);
    let header = |field: &str, name: &Option<String>| {
        let (field, name) = (word(field), name.as_ref()?);
        Some(quote!(#field: #name,))
    };
    let items_header = header("total_items_header", &item.total_items_header);
    let pages_header = header("total_pages_header", &item.total_pages_header);
    let has_more = member("has_more", &item.has_more);
    let done = member("done", &item.done);
    let in_body = item.in_body.as_ref().map(|one| {
        let in_body = scope.runtime_at("pages", "InBody");
        let (at, number) = (texts(&one.at), one.number);
        quote!(in_body: Some(#in_body { at: #at, number: #number }),)
    });
    let told = quote! {
        #next_number #page_size #total_items #items_header #pages_header #has_more #done
    };
    let rest = quote!(#media_type #per_page #in_body #told ..#pages::EMPTY);
    quote! {
        const PAGES: #pages = #pages { items: #items, next: #next, #rest };
    }
}

fn next(scope: &Scope<'_>, item: &Next) -> TokenStream {
    let next = scope.runtime_at("pages", "Next");
    let keys = |path: &Option<Vec<String>>| texts(path.as_deref().unwrap_or_default());
    match item {
        Next::PageNumber { parameter, first, current, total_pages } => {
            let first = integer(*first);
            let (current, pages) = (keys(current), keys(total_pages));
            quote! {
                #next::Page {
                    parameter: #parameter,
                    first: #first,
                    current: #current,
                    total_pages: #pages,
                }
            }
        }
        Next::Offset { parameter, first, current } => {
            let (first, current) = (integer(*first), keys(current));
            quote! {
                #next::Offset { parameter: #parameter, first: #first, current: #current }
            }
        }
        Next::Cursor { parameter, cursor } => {
            let cursor = texts(cursor);
            quote!(#next::Cursor { parameter: #parameter, cursor: #cursor })
        }
        Next::Header { parameter, header } => {
            quote!(#next::Header { parameter: #parameter, header: #header })
        }
        Next::LastItem { parameter, member } => {
            let member = texts(member);
            quote!(#next::LastItem { parameter: #parameter, member: #member })
        }
        Next::NextUrl { url } => {
            let url = texts(url);
            quote!(#next::Url { url: #url })
        }
        Next::NextLink { links } => {
            let links = texts(links);
            quote!(#next::Link { links: #links })
        }
        Next::LinkHeader => quote!(#next::LinkHeader),
        Next::Single => quote!(#next::Single),
    }
}
