//! Styles that say nothing about values of some types (OpenAPI 3.0 §4.7.12.3): what is sent then.

use super::values::Values;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Location, Operation, Parameter, Style, Types};
use crate::source::Pointer;

/// What is not defined of a parameter.
struct Undefined {
    message: String,
    /// What is sent.
    sent: String,
    /// Whether servers usually understand that.
    is_usual: bool,
}

/// Reports parameters of which the specification does not say how they are sent.
pub(super) fn report(
    types: &Types,
    operations: &[Operation],
    is_swagger: bool,
    diagnostics: &mut Diagnostics,
) {
    for parameter in operations.iter().flat_map(|operation| &operation.parameters) {
        if parameter.style == Style::DeepObject && !parameter.explode {
            diagnostics.report(not_exploded(&parameter.origin, &parameter.name));
        }
        let of_collection = || of_collection(types, parameter).filter(|_| is_swagger);
        let found = of_collection().or_else(|| of_style(types, parameter));
        let Some(Undefined { message, sent, is_usual }) = found else { continue };
        let help = match is_swagger {
            true => "describe the parameter as text that callers join themselves",
            false => "write a `style` that has values of this type, or `content`",
        };
        let diagnostic =
            Diagnostic::new(Code::UnsupportedParameter, &parameter.origin, message)
                .note(sent)
                .help(help);
        diagnostics.report(if is_usual { diagnostic.as_note() } else { diagnostic });
    }
}

/// `deepObject` that says it is not exploded (OpenAPI 3.1 §4.8.12.4: only the other is defined).
pub(super) fn not_exploded(at: &Pointer, name: &str) -> Diagnostic {
    let message =
        format!("`deepObject` says nothing about `explode: false`, which `{name}` has");
    Diagnostic::new(Code::UnsupportedParameter, &at.child("explode"), message)
        .as_note()
        .note(format!("its members are sent as `{name}[…]=…`"))
        .help("write `explode: true`, or another `style`")
}

/// The arrays inside of a parameter of Swagger 2.0, which can have a `collectionFormat`.
fn of_collection(types: &Types, parameter: &Parameter) -> Option<Undefined> {
    let name = &parameter.name;
    let values = Values::of(types, [parameter.schema]);
    let inside = Values::of(types, values.inside);
    inside.arrays.then(|| Undefined {
        message: format!("the arrays inside of `{name}` are not sent as their own `collectionFormat` says"),
        sent: "they are sent as JSON".to_owned(),
        is_usual: false,
    })
}

fn of_style(types: &Types, parameter: &Parameter) -> Option<Undefined> {
    let values = Values::of(types, [parameter.schema]);
    match parameter.style {
        Style::DeepObject => deep_object(types, parameter, values),
        Style::SpaceDelimited | Style::PipeDelimited
            if !values.arrays
                && values.scalars
                && !(parameter.explode && values.objects) =>
        {
            let (name, style) = (&parameter.name, style_name(&parameter.style)?);
            Some(Undefined {
                message: format!(
                    "`{style}` says nothing about `{name}`, which is no array"
                ),
                sent: format!("it is sent as `{name}=…`"),
                is_usual: true,
            })
        }
        Style::SpaceDelimited | Style::PipeDelimited
            if parameter.explode && values.objects =>
        {
            let name = &parameter.name;
            Some(Undefined {
                message: format!(
                    "the style of `{name}` says nothing about objects that are exploded"
                ),
                sent: "its members are parameters of their own, as by `form`".to_owned(),
                is_usual: false,
            })
        }
        _ => inside(types, parameter, &values),
    }
}

fn deep_object(
    types: &Types,
    parameter: &Parameter,
    values: Values,
) -> Option<Undefined> {
    let name = &parameter.name;
    let can = if values.objects { "can be" } else { "is" };
    if values.scalars {
        return Some(Undefined {
            message: format!(
                "`deepObject` says nothing about `{name}`, which {can} no object"
            ),
            sent: format!("it is sent as `{name}=…`"),
            is_usual: false,
        });
    }
    if values.arrays {
        return Some(Undefined {
            message: format!(
                "`deepObject` says nothing about `{name}`, which {can} an array"
            ),
            sent: format!("its elements are sent as `{name}[0]=…`, `{name}[1]=…`"),
            is_usual: true,
        });
    }
    let inside = Values::of(types, values.inside);
    let parted = parts(&inside)?;
    let sent = match inside.objects {
        true => format!("their members are sent as `{name}[…][…]=…`"),
        false => format!("their elements are sent as `{name}[…][0]=…`"),
    };
    let message =
        format!("`deepObject` says nothing about the {parted} inside of `{name}`");
    Some(Undefined { message, sent, is_usual: true })
}

/// What elements and members are that have elements or members themselves.
fn inside(types: &Types, parameter: &Parameter, values: &Values) -> Option<Undefined> {
    let (name, style) = (&parameter.name, style_name(&parameter.style)?);
    let inside = Values::of(types, values.inside.iter().copied());
    let parted = parts(&inside)?;
    let is_pairs = matches!(parameter.location, Location::Query | Location::Cookie);
    let is_spread = is_pairs && parameter.explode && !values.arrays && !inside.objects;
    let sent = match is_spread {
        true => "each of their elements is sent by the name of its member",
        false => "they are sent as JSON",
    };
    Some(Undefined {
        message: format!("`{style}` says nothing about the {parted} inside of `{name}`"),
        sent: sent.to_owned(),
        is_usual: is_spread || is_pairs && !values.objects,
    })
}

fn parts(inside: &Values) -> Option<&'static str> {
    match (inside.objects, inside.arrays) {
        (true, true) => Some("objects and arrays"),
        (true, false) => Some("objects"),
        (false, true) => Some("arrays"),
        (false, false) => None,
    }
}

/// The name of a style that says how flat values are sent.
fn style_name(style: &Style) -> Option<&'static str> {
    match style {
        Style::Form => Some("form"),
        Style::Cookie => Some("cookie"),
        Style::Simple => Some("simple"),
        Style::Label => Some("label"),
        Style::Matrix => Some("matrix"),
        Style::SpaceDelimited => Some("spaceDelimited"),
        Style::PipeDelimited => Some("pipeDelimited"),
        _ => None,
    }
}
