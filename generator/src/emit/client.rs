//! The client → `client.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use super::literals::texts;
use super::methods::alternatives;
use super::scope::{Scope, blank, ident};
use crate::print;
use crate::rust::{
    Client, ClientParameter, Crate, CredentialSetter, Ident, Place, Scheme, SchemeKind,
    TokenEndpoint, TokenSetter,
};

/// The text of `client.rs`.
pub(super) fn file(krate: &Crate) -> String {
    let path = [Ident::new("client")];
    let scope = Scope::new(krate, &path, &path, std::iter::empty());
    let tokens = tokens(&scope, &krate.client);
    let (imports, docs) = scope.finish();
    print::file(print::Source {
        provenance: &krate.provenance,
        docs: "The client: where the API is, and how requests are authenticated.",
        head: "",
        imports: &imports,
        tokens,
        doc_texts: &docs,
    })
}

/// The client.
pub(super) fn tokens<'a>(scope: &Scope<'a>, item: &'a Client) -> TokenStream {
    let api = api(scope, item);
    let client = client(scope, item);
    let builder = builder(scope, item);
    quote!(#api #client #builder)
}

fn api(scope: &Scope<'_>, item: &Client) -> TokenStream {
    let api = scope.runtime("Api");
    let docs = scope.spaced_note("What the description says about the API as a whole.");
    let Client { title, base_url, base_url_variable, .. } = item;
    let user_agent = match &item.user_agent {
        Some(text) => quote!(#text),
        None => {
            quote!(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        }
    };
    let schemes = item.schemes.iter().map(|one| scheme(scope, one));
    let security = alternatives(&item.security);
    let failure = match &item.failure {
        None => quote!(None),
        Some(crate::rust::Failure { flag, errors, code, message }) => {
            let failure = scope.runtime("Failure");
            quote!(Some(#failure {
                flag: &[#(#flag),*],
                errors: &[#(#errors),*],
                code: #code,
                message: #message,
            }))
        }
    };
    let headers = item.headers.iter().map(|(name, value)| quote!((#name, #value)));
    let parameters = item.parameters.iter().map(|one| parameter(scope, one));
    quote! {
        #docs
        static API: #api = #api {
            title: #title,
            user_agent: #user_agent,
            base_url: #base_url,
            base_url_variable: #base_url_variable,
            schemes: &[#(#schemes),*],
            security: #security,
            parameters: &[#(#parameters),*],
            failure: #failure,
            headers: &[#(#headers),*],
        };
    }
}

fn parameter(scope: &Scope<'_>, item: &ClientParameter) -> TokenStream {
    let parameter = scope.runtime("ClientParameter");
    let ClientParameter { name, setter, variable, .. } = item;
    let places = scope.runtime("ParameterPlace");
    let place = match item.place {
        Place::Header => quote!(#places::Header),
        Place::Path => quote!(#places::Server),
        _ => quote!(#places::Query),
    };
    let setter = setter.plain();
    let default = match &item.default {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    quote! {
        #parameter {
            name: #name,
            place: #place,
            setter: #setter,
            variable: #variable,
            default: #default,
        }
    }
}

fn scheme(scope: &Scope<'_>, item: &Scheme) -> TokenStream {
    let scheme = scope.runtime("Scheme");
    let kind_type = scope.runtime("SchemeKind");
    let kind = match &item.kind {
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::Tokens(endpoint) => {
            let flow = scope.runtime_at("oauth2", "ClientCredentialsFlow");
            let TokenEndpoint { url, setter, variables } = endpoint;
            let (setter, variables) = (setter.plain(), texts(variables));
            quote!(Tokens(&#flow { token_url: #url, setter: #setter, variables: #variables }))
        }
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Token(scheme) => quote!(Token(#scheme)),
        SchemeKind::Authorization => quote!(Authorization),
        SchemeKind::Header(name) => quote!(Header(#name)),
        SchemeKind::Query(name) => quote!(Query(#name)),
        SchemeKind::Cookie(name) => quote!(Cookie(#name)),
        SchemeKind::Transport => quote!(Transport),
    };
    let name = &item.name;
    let variables = texts(&item.variables);
    quote!(#scheme { name: #name, kind: #kind_type::#kind, variables: #variables })
}

fn client<'a>(scope: &Scope<'a>, item: &'a Client) -> TokenStream {
    let (client, builder) = (scope.runtime("Client"), scope.runtime("ClientBuilder"));
    let result = scope.runtime("Result");
    let blank = blank();
    let from_env = scope.spaced_note(item.docs_of_from_env());
    let new = scope.spaced_note("Configures a client.");
    let servers = item.servers.iter().map(|server| {
        let docs = scope.spaced_doc(&server.docs);
        let (name, url) = (ident(&server.constant), &server.url);
        quote! {
            #docs
            pub const #name: &'static str = #url;
        }
    });
    quote! {
        #blank
        impl #client {
            #(#servers)*
            #from_env
            pub fn from_env() -> #result<Self> {
                Self::builder().env().build()
            }

            #new
            pub fn builder() -> #builder {
                #builder::new(&API)
            }
        }
    }
}

fn builder<'a>(scope: &Scope<'a>, item: &'a Client) -> TokenStream {
    if item.setters.is_empty() && item.parameters.is_empty() {
        return TokenStream::new();
    }
    let blank = blank();
    let builder = scope.runtime("ClientBuilder");
    let setters = item.setters.iter().map(|one| setter(scope, one));
    let token_setters = item.token_setters.iter().map(|one| token_setter(scope, one));
    let parameters = item.parameters.iter().enumerate();
    let parameters = parameters.map(|(at, one)| parameter_setter(scope, at, one));
    quote! {
        #blank
        impl #builder {
            #(#setters)*
            #(#token_setters)*
            #(#parameters)*
        }
    }
}

fn parameter_setter<'a>(
    scope: &Scope<'a>,
    at: usize,
    item: &'a ClientParameter,
) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let name = ident(&item.setter);
    let at = super::literals::index(at);
    let deprecated = item.deprecated.then(|| quote!(#[deprecated]));
    let (ty, set) = match &item.ty {
        Some(ty) => (super::types::ty(scope, ty), quote!(typed_parameter(#at, &#name))),
        None => (quote!(impl Into<String>), quote!(parameter(#at, #name))),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(self, #name: #ty) -> Self {
            self.#set
        }
    }
}

fn token_setter<'a>(scope: &Scope<'a>, item: &'a TokenSetter) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let name = ident(&item.name);
    let scheme = super::literals::index(item.scheme);
    match &item.token_url {
        Some(url) => {
            let credentials = scope.runtime_at("oauth2", "ClientCredentials");
            quote! {
                #docs
                pub fn #name(
                    self,
                    client_id: impl Into<String>,
                    client_secret: impl Into<String>,
                ) -> Self {
                    let credentials = #credentials::new(#url, client_id, client_secret);
                    self.credential_source(#scheme, credentials)
                }
            }
        }
        None => {
            let source = scope.runtime("TokenSource");
            quote! {
                #docs
                pub fn #name(self, source: impl #source) -> Self {
                    self.credential_source(#scheme, source)
                }
            }
        }
    }
}

fn setter<'a>(scope: &Scope<'a>, item: &'a CredentialSetter) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let name = ident(&item.name);
    let scheme = super::literals::index(item.scheme);
    let arguments: Vec<_> = item.arguments.iter().map(ident).collect();
    let method = match arguments.len() {
        1 => quote!(credential),
        _ => quote!(credential_pair),
    };
    quote! {
        #docs
        pub fn #name(self, #(#arguments: impl Into<String>),*) -> Self {
            self.#method(#scheme, #(#arguments),*)
        }
    }
}
