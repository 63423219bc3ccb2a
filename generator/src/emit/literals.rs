//! Values → tokens.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Number, Value};

use super::scope::Scope;

/// A scalar as a `Literal` of the runtime.
pub(super) fn literal(scope: &Scope<'_>, value: &Value) -> TokenStream {
    let runtime = scope.runtime("Literal");
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => quote!(#runtime::Null),
        Value::Bool(value) => quote!(#runtime::Boolean(#value)),
        Value::String(text) => quote!(#runtime::Text(#text)),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => {
                let number = integer(number);
                quote!(#runtime::Integer(#number))
            }
            (None, Some(number)) => {
                let number = Literal::u64_unsuffixed(number);
                quote!(#runtime::Unsigned(#number))
            }
            (None, None) => {
                let number = float(number);
                quote!(#runtime::Number(#number))
            }
        },
    }
}

/// A reference to a scalar, as Rust writes it; null and what is no scalar is `()`.
pub(super) fn scalar(value: &Value) -> TokenStream {
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => quote!(&()),
        Value::Bool(value) => quote!(&#value),
        Value::String(text) => quote!(#text),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) if i32::try_from(number).is_ok() => {
                let number = integer(number);
                quote!(&#number)
            }
            // Nothing else says that it is no `i32`.
            (Some(number), _) => {
                let number = Literal::i64_suffixed(number);
                quote!(&#number)
            }
            (None, Some(number)) => {
                let number = Literal::u64_suffixed(number);
                quote!(&#number)
            }
            (None, None) => {
                let number = float(number);
                quote!(&#number)
            }
        },
    }
}

fn float(number: &Number) -> Literal {
    Literal::f64_unsuffixed(number.as_f64().unwrap_or(0.0))
}

/// A whole number.
pub(super) fn integer(number: i64) -> TokenStream {
    let literal = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 { quote!(-#literal) } else { quote!(#literal) }
}

/// An index.
pub(super) fn index(index: usize) -> Literal {
    Literal::usize_unsuffixed(index)
}

/// `&["a", "b"]`.
pub(super) fn texts(items: &[String]) -> TokenStream {
    quote!(&[#(#items),*])
}
