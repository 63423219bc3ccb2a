//! Members of bodies that say whether an answer is a stream.

use serde_json::Value;

use super::answers::stream_media_type;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{ContentKind, Field, Operation, Success, TypeKind, Types};
use crate::passes::walk;
use crate::words::words;

/// A member that says whether the answer is a stream.
struct Flag {
    name: String,
    /// What asks for a stream.
    stream: Value,
    /// What asks for the other answer, where there is but one.
    other: Option<Value>,
    /// Whether a stream is what is given when nothing is said.
    is_default: bool,
}

/// Where a member of the body says whether the answer is a stream, the method for streams sets it,
/// and so does that for values: it could not read a stream, whoever asked for one. A body that may be
/// left out has it only where a stream is what is given when nothing is said.
pub(super) fn set_flags(
    types: &Types,
    operation: &mut Operation,
    others: &mut [Operation],
    diagnostics: &mut Diagnostics,
) {
    if stream_media_type(operation).is_some() {
        if others.is_empty() {
            ask_for_the_stream(types, operation, diagnostics);
        }
        return;
    }
    let is_stream = |one: &Operation| stream_media_type(one).is_some();
    if !others.iter().any(is_stream) {
        return;
    }
    let Some(flag) = flag(types, operation, diagnostics) else { return };
    for other in others.iter_mut().filter(|other| is_stream(other)) {
        if let Some(body) = &mut other.body {
            body.flag = Some((flag.name.clone(), flag.stream.clone()));
        }
    }
    let body = operation.body.as_mut().filter(|body| flag.is_default || body.required);
    if let (Some(body), Some(other)) = (body, flag.other) {
        body.flag = Some((flag.name, other));
    }
}

/// What gives a stream and nothing else asks for it where it can be asked for: whatever the default
/// is, another method may be called at the same path without it. Lines can be of anything, and a
/// `stream` beside them too, unless it has one value.
fn ask_for_the_stream(
    types: &Types,
    operation: &mut Operation,
    diagnostics: &mut Diagnostics,
) {
    let usual = fields(types, operation).iter().find(|field| field.name == "stream");
    let asked = match (stated(operation), usual) {
        (Some(_), _) => flag(types, operation, diagnostics),
        (None, Some(field)) => match field.constant {
            // One that need not be given is not sent for being the only value.
            Some(Value::Bool(true)) => Some(Flag {
                name: field.name.clone(),
                stream: true.into(),
                other: None,
                is_default: false,
            }),
            _ if matches!(operation.success, Success::EventStream { .. }) => {
                read(types, field)
            }
            _ => None,
        },
        (None, None) => None,
    };
    if let (Some(flag), Some(body)) = (asked, &mut operation.body) {
        body.flag = Some((flag.name, flag.stream));
    }
}

/// The member that an extension names, or else that of the usual name, or a list of values of which
/// one is a stream, with a name that says what it is about (`response_mode`).
fn flag(
    types: &Types,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) -> Option<Flag> {
    let fields = fields(types, operation);
    let named = |name: &str| fields.iter().find(|field| field.name == name);
    if let Some((key, name)) = stated(operation) {
        match named(name).and_then(|field| read(types, field)) {
            Some(flag) => return Some(flag),
            None => diagnostics.report(no_flag(operation, key, name)),
        }
    }
    let usual = named("stream").and_then(|field| read(types, field));
    usual.or_else(|| {
        let is_list = |field: &&Field| {
            let is_of_answer = |word: &String| {
                matches!(word.as_str(), "mode" | "stream" | "streaming" | "response")
            };
            matches!(walk::definition(types, field.schema).kind, TypeKind::Enum(_))
                && words(&field.name).iter().any(is_of_answer)
        };
        fields.iter().filter(is_list).find_map(|field| read(types, field))
    })
}

/// The member that an extension names, and the extension.
fn stated(operation: &Operation) -> Option<(&str, &str)> {
    operation.extensions.iter().find_map(|(key, value)| {
        let name = match key.as_str() {
            "x-fern-streaming" => value.get("stream-condition")?.as_str()?,
            "x-speakeasy-stream-request-field" => value.as_str()?,
            _ => return None,
        };
        Some((key.as_str(), name.strip_prefix("$request.").unwrap_or(name)))
    })
}

fn no_flag(operation: &Operation, key: &str, name: &str) -> Diagnostic {
    let line = operation.http_line();
    let message = format!(
        "the body of `{line}` has no member `{name}` that can say whether the answer is a stream, \
         which `{key}` names"
    );
    Diagnostic::new(Code::UnfitExtension, &operation.origin.child(key), message)
        .at_key()
        .help("name a member of the body that is a flag, or has the value `stream` or `streaming`")
}

/// The members of JSON, or of a multipart body.
fn fields<'t>(types: &'t Types, operation: &Operation) -> &'t [Field] {
    let content =
        operation.body.as_ref().and_then(|body| body.contents.get(body.chosen));
    let Some((content, schema)) = content.and_then(|one| Some((one, one.schema?)))
    else {
        return &[];
    };
    let def = match content.kind {
        // Its members are parts where it is the object itself.
        ContentKind::Multipart if !schema.nullable => &types[schema.id],
        ContentKind::Json => walk::definition(types, schema),
        _ => return &[],
    };
    match &def.kind {
        TypeKind::Struct(object) => &object.fields,
        _ => &[],
    }
}

/// What a member says: a flag, or the way of the answer.
fn read(types: &Types, field: &Field) -> Option<Flag> {
    if field.constant.is_some() {
        return None;
    }
    let default = types[field.schema.id].constraints.default.as_ref();
    let flag = |stream: Value, other| Flag {
        name: field.name.clone(),
        is_default: default == Some(&stream),
        stream,
        other,
    };
    match &walk::definition(types, field.schema).kind {
        TypeKind::Boolean => Some(flag(true.into(), Some(false.into()))),
        TypeKind::Enum(values) => {
            let is_stream =
                |value: &Value| matches!(value.as_str(), Some("stream" | "streaming"));
            let values = values.values.iter().map(|one| &one.value);
            let (streams, others): (Vec<&Value>, Vec<&Value>) =
                values.partition(|value| is_stream(value));
            let [stream] = streams[..] else { return None };
            let other = match others[..] {
                [other] => Some(other.clone()),
                _ => None,
            };
            Some(flag(stream.clone(), other))
        }
        _ => None,
    }
}
