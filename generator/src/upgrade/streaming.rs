//! `x-fern-streaming`: answers that come piece by piece although the description has them as JSON,
//! and the two answers of operations whose caller chooses.

use super::content_kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Content, ContentSchema, Node, Response};
use crate::model::ContentKind;

/// Gives the answers of an operation what it says of streams, or gives the statement where no answer
/// can be what it says.
pub(super) fn apply<'t>(
    operation: &Node<'t>,
    responses: &mut [Response<'t>],
) -> Option<Node<'t>> {
    let stated = operation.get("x-fern-streaming")?;
    let is_true = stated.value.as_bool() == Some(true);
    if !is_true && stated.object().is_none() {
        return None;
    }
    let is_events = stated.str("format") == Some("sse");
    let mut responses = responses.iter_mut();
    let Some(response) = responses.find(|one| one.status.is_success()) else {
        return Some(stated);
    };
    let is_streamed = match stated.has("stream-condition") {
        true => add(&stated, response, is_events).is_some(),
        false => {
            let schema =
                stated.get("response-stream").or_else(|| stated.get("response"));
            let is_one =
                response.contents.iter().any(|one| is_json(one) || is_stream(one));
            for content in response.contents.iter_mut().filter(|one| is_json(one)) {
                (content.kind, content.media_type) =
                    stream(is_events, &content.media_type);
                if let Some(schema) = &schema {
                    content.schema = ContentSchema::Schema(schema.clone());
                }
            }
            is_one
        }
    };
    (!is_streamed).then_some(stated)
}

/// Adds the stream that a caller can choose, unless there is one, and takes for the other answer what
/// the extension says that it is.
fn add<'t>(
    stated: &Node<'t>,
    response: &mut Response<'t>,
    is_events: bool,
) -> Option<()> {
    let contents = &mut response.contents;
    let has_stream = contents.iter().any(is_stream);
    let json = contents.iter_mut().find(|one| is_json(one))?;
    if let Some(schema) = stated.get("response") {
        json.schema = ContentSchema::Schema(schema);
    }
    let (kind, mut media_type) = stream(is_events, &json.media_type);
    if !is_events {
        // It may be called JSON too; what asks for both tells it from the other answer.
        media_type = format!("application/x-ndjson, {media_type}");
    }
    let Some(schema) = stated.get("response-stream") else {
        return has_stream.then_some(());
    };
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
pub(super) fn unfit(stated: &Node<'_>) -> Diagnostic {
    let message = "no answer can be the stream that `x-fern-streaming` says";
    Diagnostic::new(Code::UnfitExtension, &stated.at, message)
        .at_key()
        .note("it says nothing then")
        .help("give a JSON answer, and beside `stream-condition` the schema `response-stream`")
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
