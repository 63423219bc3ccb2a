//! Chooses what a successful call gives, and takes values out of envelopes.
//!
//! An envelope is an object whose member `result` (or `data`) is what was asked for, beside a flag
//! `success`. Whether the API has one follows from the answers; the configuration can say
//! otherwise.

use super::walk;
use crate::config::{Config, Envelope};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Content, ContentKind, EventShape, Failure, Operation, Response, StatusPattern,
    Success, TypeKind, TypeRef, Types,
};

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for operation in &mut api.operations {
        operation.success = success(&api.types, operation, diagnostics);
    }
    let Some(rules) = config.envelope.on() else { return };
    for selector in &rules.except {
        let named = |operation: &Operation| selector.get_ref().matches(operation);
        if !api.operations.iter().any(named) {
            let message = format!("there is no operation `{}`", selector.get_ref());
            diagnostics.report(config.unused(selector, message));
        }
    }
    unwrap_envelopes(api, rules);
    if let Some(path) = &rules.result {
        let used = |operation: &Operation| match &operation.success {
            Success::Json { envelope, .. } => *envelope == path.get_ref().0,
            _ => false,
        };
        if !api.operations.iter().any(used) {
            let message = format!("no answer has the member `{}`", path.get_ref());
            diagnostics.report(config.unused(path, message));
        }
    }
}

/// What a successful call gives: of the responses for success the first with a body that can be
/// modelled best.
fn success(
    types: &Types,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) -> Success {
    let mut responses: Vec<_> = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success())
        .collect();
    if responses.is_empty() {
        let default = |status| status == StatusPattern::Default;
        let only_default = operation.responses.iter().filter(|r| default(r.status));
        let declares_failures =
            operation.responses.iter().any(|response| !default(response.status));
        // `default` alone is the answer for success too; beside failures, too, if nothing else
        // is.
        responses.extend(only_default.filter(|_| !declares_failures));
        if responses.is_empty() {
            let line = operation.http_line();
            let message = format!("`{line}` declares no answer for success");
            diagnostics.report(
                Diagnostic::new(Code::NoSuccessResponse, &operation.origin, message)
                    .at_key()
                    .note("the call gives nothing back; `raw()` has the answer")
                    .help(
                        "declare what the server answers with a status from 200 to 299",
                    ),
            );
        }
    }
    responses.sort_by_key(|response| response.status);
    let contents = responses.iter().flat_map(|response| &response.contents);
    let best = contents.min_by_key(|content| rank(types, content));
    let Some(best) = best else { return Success::Empty };
    for response in other_answers(&responses, best) {
        let line = operation.http_line();
        let message =
            format!("`{line}` answers differently with another status for success");
        diagnostics.report(
            Diagnostic::new(Code::UnsupportedKeyword, &response.origin, message)
                .at_key()
                .note("the call gives the other one; with this status `raw()` has the body")
                .help("nothing has to change; `raw()` and `with_response()` tell the status"),
        );
    }
    represent(types, best)
}

/// The responses for success that do not have the body which the call gives.
fn other_answers<'r>(responses: &[&'r Response], chosen: &Content) -> Vec<&'r Response> {
    let schema = chosen.schema.map(|schema| schema.id);
    let is_same = |content: &Content| {
        content.kind == chosen.kind && content.schema.map(|one| one.id) == schema
    };
    let differs = |response: &&&Response| !response.contents.iter().any(is_same);
    responses.iter().filter(differs).copied().collect()
}

/// Which representation is preferred; lower is better.
fn rank(types: &Types, content: &Content) -> u8 {
    match content.kind {
        ContentKind::Json if content.schema.is_some() => 0,
        ContentKind::JsonLines if content.schema.is_some() => 1,
        ContentKind::EventStream => 2,
        ContentKind::Binary if content.schema.is_some_and(|s| is_binary(types, s)) => 3,
        ContentKind::Text => 4,
        ContentKind::Binary => 5,
        ContentKind::Json | ContentKind::JsonLines => 6,
        ContentKind::Form | ContentKind::Multipart => 7,
    }
}

fn is_binary(types: &Types, schema: TypeRef) -> bool {
    matches!(walk::definition(types, schema).kind, TypeKind::String(_))
}

/// What an answer is in Rust.
pub(super) fn represent(types: &Types, content: &Content) -> Success {
    let media_type = content.media_type.clone();
    match (content.kind, content.schema) {
        (ContentKind::Json, Some(schema)) => {
            if matches!(
                walk::definition(types, schema).kind,
                TypeKind::String(crate::model::StringFormat::Binary)
            ) {
                return Success::Binary { media_type };
            }
            Success::Json { schema, envelope: Vec::new(), media_type }
        }
        (ContentKind::Json, None) => Success::Text { media_type },
        (ContentKind::JsonLines, Some(schema)) => {
            Success::JsonLines { schema: item(types, schema), media_type }
        }
        (ContentKind::EventStream, schema) => {
            let schema = schema.map(|schema| item(types, schema));
            let schema = schema.filter(|schema| !is_text(types, *schema));
            let shape = schema.map_or(EventShape::Data, |one| event_shape(types, one));
            Success::EventStream { schema, shape, media_type }
        }
        (ContentKind::Text, _) => Success::Text { media_type },
        (_, _) => Success::Binary { media_type },
    }
}

/// What a stream is a stream of: OpenAPI 3.2 says it by `itemSchema`, which is read as an array;
/// before, some describe the stream and others what comes on it.
fn item(types: &Types, schema: TypeRef) -> TypeRef {
    match &walk::definition(types, schema).kind {
        TypeKind::List(list) => list.item,
        _ => schema,
    }
}

fn is_text(types: &Types, schema: TypeRef) -> bool {
    matches!(walk::definition(types, schema).kind, TypeKind::String(_))
}

/// Whether a type describes events or their data. It describes events when it has `data`, nothing
/// that events have not, and `data` is text or stands beside the event's name: an object such as
/// `{ id, data: { … } }` may as well be data.
fn event_shape(types: &Types, schema: TypeRef) -> EventShape {
    let branches: Vec<TypeRef> = match &walk::definition(types, schema).kind {
        TypeKind::Union(union) => {
            union.variants.iter().map(|variant| variant.schema).collect()
        }
        _ => vec![schema],
    };
    let mut shape = EventShape::Whole;
    for branch in branches {
        let TypeKind::Struct(object) = &walk::definition(types, branch).kind else {
            return EventShape::Data;
        };
        let names: Vec<&str> = object.fields.iter().map(|one| &*one.name).collect();
        let known = |name: &&str| ["data", "event", "id", "retry"].contains(name);
        let data = object.fields.iter().find(|field| field.name == "data");
        let Some(data) = data.filter(|_| names.iter().all(known)) else {
            return EventShape::Data;
        };
        let text = match &data.constant {
            Some(constant) => constant.is_string(),
            None => is_text(types, data.schema),
        };
        if !text && !names.contains(&"event") {
            return EventShape::Data;
        }
        if !text {
            shape = EventShape::WholeJson;
        }
    }
    shape
}

/// What every envelope of the API has.
struct Members {
    result: Vec<String>,
    flag: String,
}

fn unwrap_envelopes(api: &mut Api, rules: &Envelope) {
    let types = &api.types;
    let mut seen: Option<Members> = None;
    for operation in &mut api.operations {
        if rules.except.iter().any(|selector| selector.get_ref().matches(operation)) {
            continue;
        }
        let Success::Json { schema, envelope, .. } = &mut operation.success else {
            continue;
        };
        let Some(members) = members(types, *schema, rules) else { continue };
        let inner = walk::member(types, *schema, &members.result);
        if let Some(inner) = inner {
            *schema = TypeRef { nullable: inner.nullable, ..inner };
            envelope.clone_from(&members.result);
        }
        seen = Some(members);
    }
    let last = |path: &crate::config::MemberPath| path.0.join(".");
    let said = |path: &Option<crate::config::Spanned<crate::config::MemberPath>>| {
        path.as_ref().map(|path| last(path.get_ref()))
    };
    let flag = said(&rules.success).or(seen.map(|members| members.flag));
    api.failure = flag.map(|flag| Failure {
        flag,
        errors: said(&rules.errors).unwrap_or_else(|| "errors".to_owned()),
        code: rules.error_code.clone().unwrap_or_else(|| "code".to_owned()),
        message: rules.error_message.clone().unwrap_or_else(|| "message".to_owned()),
    });
}

/// The members of an envelope, when a type is one. An object with the flag and nothing inside is
/// one too; its answer stays whole.
fn members(types: &Types, schema: TypeRef, rules: &Envelope) -> Option<Members> {
    let TypeKind::Struct(object) = &walk::definition(types, schema).kind else {
        return None;
    };
    let flag = match &rules.success {
        Some(path) => path.get_ref().0.join("."),
        None => "success".to_owned(),
    };
    let has_flag = object.fields.iter().any(|field| {
        field.name == flag
            && matches!(
                walk::definition(types, field.schema).kind,
                TypeKind::Boolean | TypeKind::Enum(_)
            )
    });
    if let Some(path) = &rules.result {
        let result = path.get_ref().0.clone();
        let there = walk::member(types, schema, &result).is_some();
        return there.then_some(Members { result, flag });
    }
    if !has_flag {
        return None;
    }
    let has = |name: &str| object.fields.iter().any(|field| field.name == name);
    let name = ["result", "data"].into_iter().find(|name| has(name));
    let companions =
        ["errors", "messages", "message", "error", "result_info", "meta", "code"];
    let known = object.fields.iter().all(|field| {
        let name = field.name.as_str();
        name == flag || name == "result" || name == "data" || companions.contains(&name)
    });
    match name {
        Some(name) if known => Some(Members { result: vec![name.to_owned()], flag }),
        _ if has("errors") => Some(Members { result: vec!["result".to_owned()], flag }),
        _ => None,
    }
}
