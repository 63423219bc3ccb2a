//! Operations → methods.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::literals::{index, scalar, texts};
use super::pages::pages_constant;
use super::scope::{Scope, ident, word};
use super::structs::allow_deprecated;
use super::types::ty;
use crate::rust::{
    Answer, Argument, ArgumentType, Encoding, Framing, Method, MultipartForm, Part,
    PartKind, PartValue, Place, Source, Step,
};

/// A method of a resource; `client` is how its body names the client.
pub(super) fn tokens<'a>(
    scope: &Scope<'a>,
    item: &'a Method,
    client: &TokenStream,
) -> TokenStream {
    let docs = scope.spaced_doc(&item.docs);
    let deprecated = item.deprecated.then(|| quote!(#[deprecated]));
    let allow = allow_deprecated(item.uses_deprecated);
    let many = item.many_arguments.then(allow_many_arguments);
    let name = ident(&item.name);
    let arguments = item.arguments.iter().map(|one| argument(scope, one));
    let result = result(scope, &item.answer);
    let pages = match &item.answer {
        Answer::Pages { pages, .. } => Some(pages_constant(scope, pages)),
        _ => None,
    };
    let call = call(scope, item, client);
    quote! {
        #docs
        #deprecated
        #allow
        #many
        #[inline]
        pub fn #name(&self, #(#arguments),*) -> #result {
            #pages
            #call
        }
    }
}

/// For functions that take much because the API requires much.
pub(super) fn allow_many_arguments() -> TokenStream {
    let reason = "the API requires all of them";
    quote!(#[allow(clippy::too_many_arguments, reason = #reason)])
}

fn argument(scope: &Scope<'_>, item: &Argument) -> TokenStream {
    let name = ident(&item.name);
    let ty = match &item.ty {
        ArgumentType::Str => quote!(&str),
        ArgumentType::OptionalStr => quote!(Option<&str>),
        ArgumentType::Slice(item) => {
            let item = ty(scope, item);
            quote!(&[#item])
        }
        ArgumentType::OptionalSlice(item) => {
            let item = ty(scope, item);
            quote!(Option<&[#item]>)
        }
        ArgumentType::Reference(item) => {
            let ty = ty(scope, item);
            quote!(&#ty)
        }
        ArgumentType::OptionalReference(item) => {
            let ty = ty(scope, item);
            quote!(Option<&#ty>)
        }
        ArgumentType::Value(item) => ty(scope, item),
        ArgumentType::OptionalValue(item) => {
            let ty = ty(scope, item);
            quote!(Option<#ty>)
        }
    };
    quote!(#name: #ty)
}

fn result(scope: &Scope<'_>, answer: &Answer) -> TokenStream {
    let (request, data) = match answer {
        Answer::Empty => (scope.runtime("Request"), quote!(())),
        Answer::Json { ty: item, .. } | Answer::ByStatus { ty: item, .. } => {
            (scope.runtime("Request"), ty(scope, item))
        }
        Answer::Text { optional, .. } => {
            (scope.runtime("Request"), or_none(*optional, quote!(String)))
        }
        Answer::Bytes { optional, .. } => {
            let bytes = scope.external("bytes::Bytes");
            (scope.runtime("Request"), or_none(*optional, bytes))
        }
        Answer::Stream { item, framing } => {
            let item = ty(scope, item);
            let item = match framing.wraps() {
                true => {
                    let event = scope.runtime_at("streams", "Event");
                    quote!(#event<#item>)
                }
                false => item,
            };
            (scope.runtime_at("streams", "StreamRequest"), item)
        }
        Answer::Pages { item, .. } => {
            (scope.runtime_at("pages", "PageRequest"), ty(scope, item))
        }
    };
    quote!(#request<#data>)
}

fn or_none(optional: bool, item: TokenStream) -> TokenStream {
    if optional { quote!(Option<#item>) } else { item }
}

fn call(scope: &Scope<'_>, item: &Method, client: &TokenStream) -> TokenStream {
    let call = scope.runtime("Call");
    let path = &item.template;
    let begin = if item.is_standard {
        let method = scope.external("http::Method");
        let http_method = word(&item.http_method);
        quote!(#call::new(#client, #method::#http_method, #path))
    } else {
        let http_method = &item.http_method;
        quote!(#call::extension(#client, #http_method, #path))
    };
    let steps = item.steps.iter().map(|one| step(scope, one));
    let finish = finish(&item.answer);
    quote!(#begin #(#steps)* #finish)
}

fn client_parameter(place: Place, name: &str, optional: bool) -> TokenStream {
    let method = word(match (place, optional) {
        (Place::Header, false) => "client_header",
        (Place::Header, true) => "optional_client_header",
        (_, false) => "client_query",
        (_, true) => "optional_client_query",
    });
    quote!(.#method(#name))
}

/// `.body_flag("member", value)`.
fn body_flag(name: &str, value: &Value) -> TokenStream {
    match value.as_str() {
        Some(text) => quote!(.body_flag(#name, #text)),
        None => {
            let is_true = value.as_bool().unwrap_or_default();
            quote!(.body_flag(#name, #is_true))
        }
    }
}

fn step(scope: &Scope<'_>, item: &Step) -> TokenStream {
    match item {
        Step::Parameter { place, name, value, encoding } => {
            parameter(scope, *place, name, value, encoding.as_ref())
        }
        Step::ClientParameter { place, name, optional } => {
            client_parameter(*place, name, *optional)
        }
        Step::QueryString { value, members, .. } if !members.is_empty() => {
            let (value, encodings) = (borrowed(value), member_encodings(scope, members));
            quote!(.query_form(#value, #encodings))
        }
        Step::QueryString { value, encoding, .. } => {
            let value = borrowed(value);
            match encoding {
                None => quote!(.query_string(#value)),
                Some(encoding) => {
                    let encoding = self::encoding(scope, encoding);
                    quote!(.query_string_with(#value, #encoding))
                }
            }
        }
        Step::JsonBody { media_type, value, optional } => {
            json_body(media_type.as_deref(), value, *optional)
        }
        Step::JsonMembers { media_type, value } => {
            let value = borrowed(value);
            quote!(.json_members(#media_type, #value))
        }
        Step::BodyFlag { name, value } => body_flag(name, value),
        Step::FormBody { value, encodings } => {
            let (value, encodings) =
                (borrowed(value), member_encodings(scope, encodings));
            quote!(.form_body(#value, #encodings))
        }
        Step::MultipartBody { media_type, form } => {
            let form = multipart_form(scope, form);
            match media_type {
                None => quote!(.multipart_body(#form)),
                Some(media_type) => quote!(.multipart_body_as(#media_type, #form)),
            }
        }
        Step::TextBody { media_type, value } => {
            let value = owned(value);
            quote!(.text_body(#media_type, #value))
        }
        Step::BytesBody { media_type, value } => {
            let value = owned(value);
            quote!(.bytes_body(#media_type, #value))
        }
        Step::IdempotencyKey { header, is_made: true } => {
            quote!(.idempotency_key(#header))
        }
        Step::IdempotencyKey { header, .. } => quote!(.idempotent_with(#header)),
        Step::Security(alternatives) => security(alternatives),
        Step::Server(url) => quote!(.server(#url)),
        Step::NoEnvelope => quote!(.no_envelope()),
    }
}

fn json_body(media_type: Option<&str>, value: &Source, optional: bool) -> TokenStream {
    let given = if optional { owned(value) } else { borrowed(value) };
    match (media_type, optional) {
        (None, false) => quote!(.json_body(#given)),
        (None, true) => quote!(.optional_json_body(#given)),
        (Some(media_type), false) => quote!(.json_body_as(#media_type, #given)),
        (Some(media_type), true) => quote!(.optional_json_body_as(#media_type, #given)),
    }
}

fn multipart_form(scope: &Scope<'_>, item: &MultipartForm) -> TokenStream {
    match item {
        MultipartForm::Parts(parts) => {
            let form = scope.runtime_at("multipart", "Multipart");
            let parts = parts.iter().map(|one| part(scope, one));
            quote!(#form::new() #(#parts)*)
        }
        MultipartForm::Given(value) => owned(value),
    }
}

/// A part of a multipart body.
fn part(scope: &Scope<'_>, item: &Part) -> TokenStream {
    let name = &item.name;
    let (given, optional) = match &item.value {
        PartValue::Constant(text) => (quote!(#text), false),
        PartValue::Field(field, optional) => {
            let field = ident(field);
            (quote!(params.#field), *optional)
        }
    };
    let borrowed = match &item.value {
        PartValue::Constant(_) => given.clone(),
        PartValue::Field(..) => quote!(&#given),
    };
    match &item.kind {
        PartKind::Value => quote!(.value(#name, #borrowed)),
        PartKind::ValueAs(media_type) => {
            quote!(.value_as(#name, #borrowed, #media_type))
        }
        PartKind::Joined(separator) => quote!(.joined(#name, #borrowed, #separator)),
        PartKind::Json(media_type) => quote!(.json(#name, #borrowed, #media_type)),
        PartKind::Entries => quote!(.entries(#borrowed)),
        PartKind::Styled(style) => {
            let encoding = encoding(scope, style);
            quote!(.styled(#name, #borrowed, #encoding))
        }
        PartKind::File(media_type) | PartKind::Files(media_type) => {
            let files = match (&item.kind, optional) {
                (PartKind::File(_), false) => quote!([#borrowed]),
                (PartKind::Files(_), true) => quote!(#given.iter().flatten()),
                _ => borrowed,
            };
            match media_type {
                Some(media_type) => quote!(.files_as(#name, #files, #media_type)),
                None => quote!(.files(#name, #files)),
            }
        }
    }
}

fn security(alternatives: &[Vec<usize>]) -> TokenStream {
    if alternatives.is_empty() {
        return quote!(.no_security());
    }
    let alternatives = self::alternatives(alternatives);
    quote!(.security(#alternatives))
}

/// `&[&[0], &[1, 2]]`.
pub(super) fn alternatives(alternatives: &[Vec<usize>]) -> TokenStream {
    let alternatives = alternatives.iter().map(|schemes| {
        let schemes = schemes.iter().map(|one| index(*one));
        quote!(&[#(#schemes),*])
    });
    quote!(&[#(#alternatives),*])
}

fn parameter(
    scope: &Scope<'_>,
    place: Place,
    name: &str,
    value: &Source,
    encoding: Option<&Encoding>,
) -> TokenStream {
    let value = borrowed(value);
    let (plain, with) = match place {
        Place::Path => ("path", "path_with"),
        Place::Query => ("query", "query_with"),
        Place::Header => ("header", "header_with"),
        Place::Cookie => ("cookie", "cookie_with"),
    };
    match encoding {
        None => {
            let method = word(plain);
            quote!(.#method(#name, #value))
        }
        Some(encoding) => {
            let method = word(with);
            let encoding = self::encoding(scope, encoding);
            quote!(.#method(#name, #value, #encoding))
        }
    }
}

fn encoding(scope: &Scope<'_>, item: &Encoding) -> TokenStream {
    let encoding = scope.runtime("Encoding");
    let style = word(item.style);
    let explode = match item.explode {
        None => TokenStream::new(),
        Some(true) => quote!(.exploded()),
        Some(false) => quote!(.joined()),
    };
    let reserved = item.reserved.then(|| quote!(.reserved()));
    quote!(#encoding::#style #explode #reserved)
}

/// `&[("member", encoding)]`.
fn member_encodings(scope: &Scope<'_>, encodings: &[(String, Encoding)]) -> TokenStream {
    let encodings = encodings.iter().map(|(name, encoding)| {
        let encoding = self::encoding(scope, encoding);
        quote!((#name, #encoding))
    });
    quote!(&[#(#encodings),*])
}

/// A value by reference.
fn borrowed(value: &Source) -> TokenStream {
    match value {
        Source::Argument { name, reference } => {
            let name = ident(name);
            if *reference { quote!(#name) } else { quote!(&#name) }
        }
        Source::Field(field) => {
            let field = ident(field);
            quote!(&params.#field)
        }
        Source::Params => quote!(&params),
        Source::Constant(value) => scalar(value),
    }
}

/// A value itself.
fn owned(value: &Source) -> TokenStream {
    match value {
        Source::Argument { name, .. } => {
            let name = ident(name);
            quote!(#name)
        }
        Source::Field(field) => {
            let field = ident(field);
            quote!(params.#field)
        }
        Source::Params => quote!(params),
        Source::Constant(value) => scalar(value),
    }
}

fn finish(answer: &Answer) -> TokenStream {
    match answer {
        Answer::Empty => quote!(.empty()),
        Answer::Json { integers: true, at, media_type, .. } => {
            let media_type = media_type.as_deref().unwrap_or("application/json");
            let at = texts(at);
            quote!(.json_integers(#media_type, #at))
        }
        Answer::Json { at, media_type: None, .. } if at.is_empty() => quote!(.json()),
        Answer::Json { at, media_type: None, .. } => {
            let at = texts(at);
            quote!(.json_at(#at))
        }
        Answer::Json { at, media_type: Some(media_type), .. } => {
            let at = texts(at);
            quote!(.json_as(#media_type, #at))
        }
        Answer::ByStatus { at, media_type, .. } => {
            let at = texts(at);
            quote!(.by_status(#media_type, #at))
        }
        Answer::Text { optional: false, media_type } => quote!(.text(#media_type)),
        Answer::Text { media_type, .. } => quote!(.optional_text(#media_type)),
        Answer::Bytes { optional: false, media_type } => quote!(.bytes(#media_type)),
        Answer::Bytes { media_type, .. } => quote!(.optional_bytes(#media_type)),
        Answer::Stream { framing, .. } => match framing {
            Framing::Events => quote!(.events()),
            Framing::TextEvents => quote!(.text_events()),
            Framing::WholeEvents => quote!(.whole_events()),
            Framing::WholeJsonEvents => quote!(.whole_json_events()),
            Framing::Lines(media_type) => quote!(.json_lines(#media_type)),
            Framing::Sequence(media_type) => quote!(.json_sequence(#media_type)),
            Framing::Results(media_type) => quote!(.json_results(#media_type)),
        },
        Answer::Pages { integers: true, .. } => quote!(.pages_of_integers(PAGES)),
        Answer::Pages { .. } => quote!(.pages(PAGES)),
    }
}
