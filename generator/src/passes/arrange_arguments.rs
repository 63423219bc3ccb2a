//! Decides where a caller gives each value: as an argument of the method or as a field of the
//! operation's parameters.
//!
//! Path parameters are arguments, unless the configuration says otherwise; query parameters,
//! headers and cookies are fields; what has to be there and has one value is filled in, and what
//! has to be there and the client has is with that. The members of a form, and of JSON whose type
//! has no name, are fields as well where nothing else is called so; any other body is an argument.

use std::collections::BTreeSet;

use super::{configure_parameters, walk};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Content, ContentKind, Field, Location, Operation, Placement, StringFormat,
    TypeKind, TypeName, TypeRef, Types,
};
use crate::words::snake;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let in_params: Vec<&str> =
        config.parameters.in_params.iter().map(|name| name.get_ref().as_str()).collect();
    for name in &config.parameters.in_params {
        let is_it = |parameter: &crate::model::Parameter| {
            parameter.location == Location::Path && parameter.name == *name.get_ref()
        };
        if !api.operations.iter().flat_map(|operation| &operation.parameters).any(is_it)
        {
            let message = format!("no path has the parameter `{}`", name.get_ref());
            diagnostics.report(config.unused(name, message));
        }
    }
    configure_parameters::report_scoped(api, config, diagnostics);
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            let is_argument = parameter.location == Location::Path
                && !in_params.contains(&parameter.name.as_str());
            let is_of_client =
                || api.client_parameters.iter().any(|one| one.is(parameter));
            parameter.placement = if parameter.is_filled_in() {
                Placement::Fixed
            } else if parameter.required && is_of_client() {
                Placement::Client
            } else if is_argument {
                Placement::Argument
            } else {
                Placement::Params
            };
        }
        drop_empty_body(&api.types, operation, diagnostics);
        let was_required = operation.body.as_ref().is_some_and(|body| body.required);
        arrange_body(&api.types, operation);
        if let Some(body) = operation.body.as_ref().filter(|body| body.required)
            && !was_required
        {
            let message = format!(
                "the body of `{}` was taken to be required, because members of it are",
                operation.http_line()
            );
            diagnostics.report(
                Diagnostic::new(Code::Repaired, &body.origin, message).as_note().help(
                    "write `required: true` beside its `content`, or `required: false`",
                ),
            );
        }
    }
}

/// A body that may be left out and has no members has nothing to say: an argument for it would
/// only be in the way.
fn drop_empty_body(
    types: &Types,
    operation: &mut Operation,
    diagnostics: &mut Diagnostics,
) {
    let Some(body) = operation.body.as_ref().filter(|body| !body.required) else {
        return;
    };
    let is_empty = |content: &Content| {
        content.schema.is_some_and(|schema| match &types[schema.id].kind {
            TypeKind::Struct(object) => {
                object.fields.is_empty() && object.rest.is_none()
            }
            _ => false,
        })
    };
    if body.contents.is_empty() || !body.contents.iter().all(is_empty) {
        return;
    }
    let message = format!(
        "the body of `{}` is optional and has no members: it is never sent",
        operation.http_line()
    );
    diagnostics.report(
        Diagnostic::new(Code::UnsupportedKeyword, &body.origin, message)
            .help("nothing has to change: a request without a body says the same"),
    );
    operation.body = None;
}

/// Chooses the representation of the body (of several kinds of JSON, JSON itself) and whether its
/// members are parameters.
pub(super) fn arrange_body(types: &Types, operation: &mut Operation) {
    let Some(body) = &operation.body else { return };
    let ranked = body.contents.iter().enumerate();
    let key =
        |(_, content): &(usize, &Content)| (rank(content), !content.is_plain_json());
    let chosen = ranked.min_by_key(key).map_or(0, |(index, _)| index);
    let content = body.contents.get(chosen);
    let placement =
        match content.is_some_and(|one| members_are_fields(types, operation, one)) {
            true => Placement::Params,
            false => Placement::Argument,
        };
    // Of a body of which nothing is said members are required: it is meant to be there.
    let is_meant = !body.required_is_said
        && placement == Placement::Argument
        && content.is_some_and(|content| {
            content.kind == ContentKind::Json && requires_members(types, content)
        });
    if let Some(body) = &mut operation.body {
        body.chosen = chosen;
        body.placement = placement;
        body.required |= is_meant;
        if let Some(content) = body.contents.get_mut(chosen)
            && content.kind == ContentKind::Multipart
            && placement == Placement::Argument
        {
            // The caller makes the form part by part: no type has all of them.
            content.schema = None;
        }
    }
}

/// Whether a body is an object with members that the sender has to give, or one of several such.
fn requires_members(types: &Types, content: &Content) -> bool {
    /// How deep unions may stand inside of each other: one can lead back to itself.
    const DEEPEST: u8 = 5;
    content.schema.is_some_and(|schema| requires(types, schema, DEEPEST, false))
}

/// What is filled in counts among branches: an empty object is of none of them.
fn requires(types: &Types, schema: TypeRef, depth: u8, is_branch: bool) -> bool {
    let is_given = |field: &Field| {
        field.required && !field.read_only && (is_branch || field.constant.is_none())
    };
    match &walk::definition(types, schema).kind {
        _ if schema.nullable => false,
        TypeKind::Struct(object) => object.fields.iter().any(is_given),
        TypeKind::Union(union) if depth > 0 => {
            union.variants.iter().all(|one| requires(types, one.schema, depth - 1, true))
        }
        _ => false,
    }
}

/// Which representation is sent; lower is better.
fn rank(content: &Content) -> u8 {
    match (content.kind, content.schema.is_some()) {
        (ContentKind::Json, true) => 0,
        (ContentKind::Multipart, true) => 1,
        (ContentKind::Form, true) => 2,
        (ContentKind::Binary, _) => 3,
        (ContentKind::JsonLines, true) => 4,
        (ContentKind::Text, _) => 5,
        (ContentKind::Json, false) => 6,
        (_, _) => 7,
    }
}

/// Whether the body is a form, or JSON whose type has no name, with members that can stand for it:
/// none is called like a parameter, and all of it can be given by them.
fn members_are_fields(types: &Types, operation: &Operation, content: &Content) -> bool {
    let fields = matches!(
        content.kind,
        ContentKind::Json | ContentKind::Form | ContentKind::Multipart
    );
    let Some(schema) = content.schema.filter(|_| fields) else { return false };
    let def = &types[schema.id];
    // A form is sent member by member, so its type has no life of its own.
    let is_form = content.kind != ContentKind::Json;
    if schema.nullable || (matches!(def.name, TypeName::Schema(_)) && !is_form) {
        return false;
    }
    let body = operation.body.as_ref();
    let required = body.is_some_and(|body| body.required);
    let is_said = body.is_some_and(|body| body.required_is_said);
    let TypeKind::Struct(object) = &def.kind else { return false };
    // What may be left out as a whole has no members that must be given: nothing is sent where none
    // is. Where members are required and of the body nothing is said, it is meant to be there.
    let is_multipart = content.kind == ContentKind::Multipart;
    let must_be_given = object.fields.iter().any(|field| field.required);
    let decidable = required || is_multipart || !must_be_given || !is_said;
    // Further parts are text; files are for the caller to name.
    let is_text = |rest: TypeRef| match &walk::definition(types, rest).kind {
        TypeKind::String(format) => *format != StringFormat::Binary,
        kind => matches!(
            kind,
            TypeKind::Boolean | TypeKind::Integer(_) | TypeKind::Number(_)
        ),
    };
    let has_rest = object.rest.is_some_and(|rest| !is_multipart || !is_text(rest));
    if has_rest || object.fields.is_empty() || !decidable {
        return false;
    }
    // Parts have no type that they could be members of instead.
    let collides = !is_multipart;
    let named = operation.parameters.iter();
    let named = named.filter(|parameter| parameter.placement.is_of_call());
    let taken: BTreeSet<String> =
        named.map(|parameter| snake(parameter.called())).collect();
    !object.fields.iter().any(|field| collides && taken.contains(&snake(&field.name)))
        && !walk::closure(
            types,
            &object.fields.iter().map(|f| f.schema).collect::<Vec<_>>(),
        )
        .contains(&schema.id)
}
