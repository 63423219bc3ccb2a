//! `x-fern-streaming`: answers that come piece by piece although the description has them as JSON,
//! and the two answers of operations whose caller chooses.

use serde_json::Value;

use super::content_kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Content, ContentSchema, Node, Response};
use crate::model::ContentKind;
use crate::source::Pointer;

/// Gives the answers of an operation what it says of streams. What does not fit is returned.
pub(super) fn apply<'t>(
    operation: &Node<'t>,
    responses: &mut [Response<'t>],
) -> Vec<Diagnostic> {
    let Some(stated) = operation.get("x-fern-streaming") else { return Vec::new() };
    match stated.value {
        Value::Bool(false) => return Vec::new(),
        Value::Bool(true) | Value::Object(_) => {}
        _ => {
            let message = "`x-fern-streaming` is neither a flag nor an object";
            let help = "write `true`, or an object with `format`";
            return vec![unfit(&stated.at, message).help(help)];
        }
    }
    let is_events = stated.str("format") == Some("sse");
    let response = responses.iter_mut().find(|one| one.status.is_success());
    let is_streamed =
        response.is_some_and(|response| match stated.has("stream-condition") {
            true => add(&stated, response, is_events).is_some(),
            false => replace(&stated, response, is_events),
        });
    match is_streamed {
        true => unread(&stated),
        false => vec![no_stream(&stated)],
    }
}

/// Makes the JSON of an answer the stream that it is. Gives whether it is one.
fn replace<'t>(stated: &Node<'t>, response: &mut Response<'t>, is_events: bool) -> bool {
    let schema = stated.get("response-stream").or_else(|| stated.get("response"));
    let is_one = response.contents.iter().any(|one| is_json(one) || is_stream(one));
    for content in response.contents.iter_mut().filter(|one| is_json(one)) {
        (content.kind, content.media_type) = stream(is_events, &content.media_type);
        if let Some(schema) = &schema {
            content.schema = ContentSchema::Schema(schema.clone());
        }
    }
    is_one
}

/// Adds the stream that a caller can choose, unless there is one, and takes for the other answer what
/// the extension says that it is.
fn add<'t>(
    stated: &Node<'t>,
    response: &mut Response<'t>,
    is_events: bool,
) -> Option<()> {
    let contents = &mut response.contents;
    if !stated.has("response-stream") && !contents.iter().any(is_stream) {
        return None;
    }
    let json = contents.iter_mut().find(|one| is_json(one))?;
    if let Some(schema) = stated.get("response") {
        json.schema = ContentSchema::Schema(schema);
    }
    let (kind, mut media_type) = stream(is_events, &json.media_type);
    if !is_events {
        // It may be called JSON too; what asks for both tells it from the other answer.
        media_type = format!("application/x-ndjson, {media_type}");
    }
    let Some(schema) = stated.get("response-stream") else { return Some(()) };
    let schema = ContentSchema::Schema(schema);
    match contents.iter_mut().find(|one| is_stream(one)) {
        Some(there) => there.schema = schema,
        None => {
            contents.push(Content { media_type, kind, schema, node: stated.clone() });
        }
    }
    Some(())
}

/// What says of streams what no answer can be.
fn no_stream(stated: &Node<'_>) -> Diagnostic {
    let message = "no answer can be the stream that `x-fern-streaming` says";
    unfit(&stated.at, message).note("it says nothing then").help(
        "give a JSON answer, and beside `stream-condition` the schema `response-stream`",
    )
}

/// What is said of a stream and is nothing that the SDK does.
fn unread(stated: &Node<'_>) -> Vec<Diagnostic> {
    let mut unread = Vec::new();
    let format =
        stated.str("format").filter(|format| !matches!(*format, "sse" | "json"));
    if let Some(format) = format {
        let message = format!(
            "`{format}` is no format of a stream: it was read as JSON, line by line"
        );
        let at = stated.at.child("format");
        unread.push(unfit(&at, message).help("write `sse` or `json`"));
    }
    if let Some(end) = stated.str("terminator") {
        unread.extend(unknown_end(&stated.at.child("terminator"), end));
    }
    if stated.is_true("resumable") {
        let message = "no stream is resumed: one that breaks off is an error";
        let help = "let the program ask again, from the last event on";
        unread.push(unfit(&stated.at.child("resumable"), message).help(help));
    }
    if stated.has("stream-description") {
        let message =
            "`stream-description` is not in the docs, which are those of the operation";
        let help = "say in the `description` of the operation what the stream gives";
        unread.push(unfit(&stated.at.child("stream-description"), message).help(help));
    }
    let both = ["response", "response-stream"].iter().all(|key| stated.has(key));
    if both && !stated.has("stream-condition") {
        let message = "`response` was ignored: without `stream-condition` there is the stream alone";
        let help = "name what asks for the stream as `stream-condition`";
        unread.push(unfit(&stated.at.child("response"), message).help(help));
    }
    unread
}

/// What is said to end a stream, where the SDK does not know it.
pub(crate) fn unknown_end(at: &Pointer, end: &str) -> Option<Diagnostic> {
    let message = format!("`{end}` ends no stream: it is read as what comes on it");
    (end != "[DONE]").then(|| {
        unfit(at, message)
            .note("only `[DONE]` ends a stream, and its end does")
            .help("let the program stop there")
    })
}

fn unfit(at: &Pointer, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::UnfitExtension, at, message).at_key()
}

fn is_stream(content: &Content<'_>) -> bool {
    matches!(content.kind, ContentKind::EventStream | ContentKind::JsonLines)
}

fn is_json(content: &Content<'_>) -> bool {
    content_kind(&content.media_type) == ContentKind::Json
}

/// What a stream is, and how it is asked for.
fn stream(is_events: bool, json: &str) -> (ContentKind, String) {
    match is_events {
        true => (ContentKind::EventStream, "text/event-stream".to_owned()),
        false => (ContentKind::JsonLines, json.to_owned()),
    }
}
