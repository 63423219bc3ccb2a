//! Styles that say nothing about values of some types (OpenAPI 3.0 §4.7.12.3): what is sent then.

use super::bodies::behind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Location, Operation, Parameter, Style, TypeKind, TypeRef, Types};

/// Reports parameters of which the specification does not say how they are sent.
pub(super) fn report(
    types: &Types,
    operations: &[Operation],
    diagnostics: &mut Diagnostics,
) {
    for parameter in operations.iter().flat_map(|operation| &operation.parameters) {
        let Some((message, note, is_usual)) = undefined(types, parameter) else {
            continue;
        };
        let diagnostic =
            Diagnostic::new(Code::UnsupportedParameter, &parameter.origin, message)
                .note(note)
                .help("write a `style` that has values of this type, or `content`");
        diagnostics.report(if is_usual { diagnostic.as_note() } else { diagnostic });
    }
}

/// What is not defined, what is sent, and whether servers usually understand that.
fn undefined(types: &Types, parameter: &Parameter) -> Option<(String, String, bool)> {
    let name = &parameter.name;
    let is_pairs = matches!(parameter.location, Location::Query | Location::Cookie);
    let kind = kind(types, parameter.schema);
    match (&parameter.style, kind) {
        (Style::DeepObject, kind) if is_scalar(kind) => Some((
            format!("`deepObject` says nothing about `{name}`, which is no object"),
            format!("it is sent as `{name}=…`"),
            false,
        )),
        (Style::DeepObject, TypeKind::List(_)) => Some((
            format!("`deepObject` says nothing about `{name}`, which is an array"),
            format!("its elements are sent as `{name}[0]=…`, `{name}[1]=…`"),
            true,
        )),
        (Style::SpaceDelimited | Style::PipeDelimited, kind)
            if parameter.explode && is_object(kind) =>
        {
            Some((
                format!(
                    "the style of `{name}` says nothing about objects that are exploded"
                ),
                "its members are parameters of their own, as by `form`".to_owned(),
                false,
            ))
        }
        (Style::Form, kind) if is_pairs && has_objects_inside(types, kind) => Some((
            format!("`form` says nothing about the objects inside of `{name}`"),
            "they are sent as JSON".to_owned(),
            matches!(kind, TypeKind::List(_)),
        )),
        _ => None,
    }
}

fn kind(types: &Types, schema: TypeRef) -> &TypeKind {
    &types[behind(types, schema).id].kind
}

fn is_scalar(kind: &TypeKind) -> bool {
    matches!(
        kind,
        TypeKind::String(_)
            | TypeKind::Enum(_)
            | TypeKind::Boolean
            | TypeKind::Integer(_)
            | TypeKind::Number(_)
    )
}

fn is_object(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Struct(_) | TypeKind::Map(_))
}

fn has_objects_inside(types: &Types, value: &TypeKind) -> bool {
    let is_nested = |schema: TypeRef| is_object(kind(types, schema));
    match value {
        TypeKind::Struct(object) => {
            object.fields.iter().any(|one| is_nested(one.schema))
        }
        TypeKind::Map(item) => is_nested(*item),
        TypeKind::List(list) => is_nested(list.item),
        _ => false,
    }
}
