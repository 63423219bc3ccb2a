//! `x-fern-streaming`: answers that come piece by piece although the description has them as JSON,
//! and the two answers of operations whose caller chooses.

use super::content_kind;
use crate::document::{Content, ContentSchema, Node, Response};
use crate::model::ContentKind;

/// Gives the answers of an operation what it says of streams.
pub(super) fn apply<'t>(operation: &Node<'t>, responses: &mut [Response<'t>]) {
    let Some(stated) = operation.get("x-fern-streaming") else { return };
    let is_true = stated.value.as_bool() == Some(true);
    if !is_true && stated.object().is_none() {
        return;
    }
    let is_events = stated.str("format") == Some("sse");
    let Some(response) = responses.iter_mut().find(|one| one.status.is_success()) else {
        return;
    };
    match stated.has("stream-condition") {
        true => add(&stated, response, is_events),
        false => {
            let schema =
                stated.get("response-stream").or_else(|| stated.get("response"));
            for content in response.contents.iter_mut().filter(|one| is_json(one)) {
                (content.kind, content.media_type) =
                    stream(is_events, &content.media_type);
                if let Some(schema) = &schema {
                    content.schema = ContentSchema::Schema(schema.clone());
                }
            }
        }
    }
}

/// Adds the stream that a caller can choose, unless there is one, and takes for the other answer what
/// the extension says that it is.
fn add<'t>(stated: &Node<'t>, response: &mut Response<'t>, is_events: bool) {
    let contents = &mut response.contents;
    let Some(json) = contents.iter_mut().find(|one| is_json(one)) else { return };
    if let Some(schema) = stated.get("response") {
        json.schema = ContentSchema::Schema(schema);
    }
    let (kind, mut media_type) = stream(is_events, &json.media_type);
    if !is_events {
        // It may be called JSON too; what asks for both tells it from the other answer.
        media_type = format!("application/x-ndjson, {media_type}");
    }
    let is_stream = |one: &Content<'_>| {
        matches!(one.kind, ContentKind::EventStream | ContentKind::JsonLines)
    };
    let Some(schema) = stated.get("response-stream") else { return };
    let schema = ContentSchema::Schema(schema);
    match contents.iter_mut().find(|one| is_stream(one)) {
        Some(there) => there.schema = schema,
        None => {
            contents.push(Content { media_type, kind, schema, node: stated.clone() });
        }
    }
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
