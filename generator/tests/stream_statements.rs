//! What extensions and members of the body say of streams.

#[path = "support/code.rs"]
mod code;
mod support;

use code::{code, has};
use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Code;
use support::generate;

/// The code of an operation that is sent these members, answers so, and has these statements.
fn calls(members: &Value, contents: &Value, statements: &Value) -> String {
    code(&chats(members, contents, statements))
}

/// A description of that operation alone.
fn chats(members: &Value, contents: &Value, statements: &Value) -> Value {
    let schema =
        json!({ "type": "object", "required": ["text"], "properties": members });
    let content = json!({ "application/json": { "schema": schema } });
    let mut operation = json!({
        "operationId": "chat",
        "requestBody": { "required": true, "content": content },
        "responses": { "200": { "description": "A reply.", "content": contents } },
    });
    for (key, value) in statements.as_object().into_iter().flatten() {
        operation[key] = value.clone();
    }
    let object = |member: &str| {
        json!({ "type": "object", "required": [member], "properties": {
            member: { "type": "string" },
        } })
    };
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Chats", "version": "1" },
        "paths": { "/chat": { "post": operation } },
        "components": { "schemas": {
            "Reply": object("text"), "Part": object("delta"), "Question": schema,
        } },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn json_of(name: &str) -> Value {
    json!({ "application/json": { "schema": reference(name) } })
}

fn both() -> Value {
    json!({
        "application/json": { "schema": reference("Reply") },
        "text/event-stream": { "schema": reference("Part") },
    })
}

fn text_and(name: &str, schema: &Value) -> Value {
    json!({ "text": { "type": "string" }, name: schema })
}

/// Both calls: one gives the reply and one its parts, and each sends what asks for it.
#[track_caller]
fn gives_both(code: &str, stream: &str, whole: &str, parts: &str) {
    has(code, "pub fn chat(&self, params: ChatParams) -> Request<Reply>");
    has(
        code,
        &format!("pub fn chat_stream(&self, params: ChatStreamParams) -> {stream}"),
    );
    has(code, whole);
    has(code, parts);
}

const EVENTS: &str = "StreamRequest<Event<Part>>";

#[test]
fn a_condition_adds_the_stream_that_a_caller_can_choose() {
    let flag = text_and("live", &json!({ "type": "boolean" }));
    let statement = json!({ "x-fern-streaming": {
        "format": "sse",
        "stream-condition": "$request.live",
        "response": reference("Reply"),
        "response-stream": reference("Part"),
    } });
    let whole = "Field::Constant(\"live\", Literal::Boolean(false))";
    let parts = "Field::Constant(\"live\", Literal::Boolean(true))";
    let found = calls(&flag, &json_of("Question"), &statement);
    gives_both(&found, EVENTS, whole, parts);
    // Without a format they are lines, which may be called JSON.
    let mut lines = statement;
    lines["x-fern-streaming"]["format"].take();
    let found = calls(&flag, &json_of("Question"), &lines);
    gives_both(&found, "StreamRequest<Part>", whole, parts);
    has(&found, ".json_lines(\"application/x-ndjson, application/json\")");
}

#[test]
fn what_is_a_stream_alone_has_one_call() {
    let text = json!({ "text": { "type": "string" } });
    let found = calls(&text, &json_of("Part"), &json!({ "x-fern-streaming": true }));
    has(&found, "(&self, params: ChatParams) -> StreamRequest<Part>");
    has(&found, ".json_lines(\"application/json\")");
    // It is no JSON text.
    has(&found, "    /// Answers with JSON, one value after the other.");
    let events = json!({ "x-fern-streaming": { "format": "sse" } });
    let found = calls(&text, &json_of("Part"), &events);
    has(&found, &format!("(&self, params: ChatParams) -> {EVENTS}"));
    assert!(!found.contains("chat_stream"), "{found}");
    let found = calls(&text, &json_of("Reply"), &json!({ "x-fern-streaming": false }));
    has(&found, "-> Request<Reply>");
}

/// Whatever the default is: without it the server may answer another operation of the same path.
#[test]
fn what_is_a_stream_alone_asks_for_it() {
    let events = json!({ "text/event-stream": { "schema": reference("Part") } });
    let sent = |flag: &Value| calls(&text_and("stream", flag), &events, &json!({}));
    let asks = "Field::Constant(\"stream\", Literal::Boolean(true))";
    for flag in [
        json!({ "type": "boolean", "enum": [true], "default": true }),
        json!({ "type": "boolean", "default": false }),
    ] {
        let found = sent(&flag);
        has(&found, asks);
        has(&found, "    /// Sends `stream: true`.");
    }
    for other in
        [json!({ "type": "boolean", "enum": [false] }), json!({ "type": "string" })]
    {
        let found = sent(&other);
        assert!(!found.contains(asks), "{found}");
    }
    let lines = json!({ "application/x-ndjson": { "schema": reference("Part") } });
    let table = text_and("stream", &json!({ "type": "boolean" }));
    let found = calls(&table, &lines, &json!({}));
    assert!(!found.contains(asks), "{found}");
    let live = text_and("live", &json!({ "type": "boolean" }));
    assert!(!calls(&live, &events, &json!({})).contains("Field::Constant"));
    let stated = json!({ "x-speakeasy-stream-request-field": "live" });
    has(
        &calls(&live, &events, &stated),
        "Field::Constant(\"live\", Literal::Boolean(true))",
    );
}

/// Operations of one path are told apart by what stands behind its `#`.
#[test]
fn a_stream_behind_a_fragment_is_called_so() {
    let mut api = chats(
        &text_and("stream", &json!({ "type": "boolean", "enum": [false] })),
        &json_of("Reply"),
        &json!({}),
    );
    let events = json!({ "text/event-stream": { "schema": reference("Part") } });
    let other = chats(
        &text_and("stream", &json!({ "type": "boolean", "enum": [true] })),
        &events,
        &json!({}),
    );
    let mut item = other["paths"]["/chat"].clone();
    item["post"]["operationId"] = json!("restart_chat_stream");
    api["paths"]["/chat"]["post"]["operationId"] = json!("restart_chat");
    api["paths"] = json!({ "/chat/{id}/restart": api["paths"]["/chat"], "/chat/{id}/restart#stream": item });
    let found = code(&api);
    has(&found, "pub fn restart(");
    has(&found, "pub fn restart_stream(");
}

#[test]
fn a_condition_without_a_stream_changes_nothing() {
    let flag = text_and("live", &json!({ "type": "boolean" }));
    let statement = json!({ "x-fern-streaming": {
        "format": "sse",
        "stream-condition": "$request.live",
        "response": reference("Question"),
    } });
    let found = calls(&flag, &json_of("Reply"), &statement);
    has(&found, "pub fn chat(&self, params: ChatParams) -> Request<Reply>");
    assert!(!found.contains("chat_stream"), "{found}");
    // Where the description has a stream, the other answer is what the extension says.
    let found = calls(&flag, &both(), &statement);
    has(&found, "pub fn chat(&self, params: ChatParams) -> Request<Question>");
    has(&found, EVENTS);
    // What the extension says of the stream goes before what the description has.
    let mut other = statement;
    other["x-fern-streaming"]["response-stream"] = reference("Question");
    let found = calls(&flag, &both(), &other);
    has(&found, "StreamRequest<Event<Question>>");
}

/// What is told of a statement on the stream of an operation.
fn told(contents: &Value, statement: &Value) -> Vec<String> {
    let text = json!({ "text": { "type": "string" } });
    let statements = json!({ "x-fern-streaming": statement });
    let description = chats(&text, contents, &statements).to_string();
    let (_, diagnostics) = generate("chats.json", description, &Config::default());
    let unfit = diagnostics.iter().filter(|one| one.code == Code::UnfitExtension);
    unfit.map(|one| one.message.clone()).collect()
}

#[test]
fn what_is_said_of_a_stream_and_does_not_fit_is_told() {
    let part = json_of("Part");
    assert_eq!(
        told(&part, &json!({ "format": "sse", "terminator": "[DONE]" })),
        [""; 0]
    );
    assert_eq!(
        told(&part, &json!({ "terminator": "END", "resumable": true })),
        [
            "`END` ends no stream: it is read as what comes on it",
            "no stream is resumed: one that breaks off is an error",
        ]
    );
    let whole = json!({
        "stream-description": "Parts.",
        "response": reference("Reply"),
        "response-stream": reference("Part"),
    });
    assert_eq!(
        told(&part, &whole),
        [
            "`stream-description` is not in the docs, which are those of the operation",
            "`response` was ignored: without `stream-condition` there is the stream alone",
        ]
    );
    assert_eq!(
        told(&part, &json!({ "format": "xml" })),
        ["`xml` is no format of a stream: it was read as JSON, line by line"]
    );
    let neither = "`x-fern-streaming` is neither a flag nor an object";
    assert_eq!(told(&part, &json!("yes")), [neither]);
    assert_eq!(told(&part, &json!(false)), [""; 0]);
    assert_eq!(
        told(&json!({ "text/plain": {} }), &json!(true)),
        ["no answer can be the stream that `x-fern-streaming` says"]
    );
}

#[test]
fn one_of_two_values_asks_for_a_stream() {
    let modes = json!({ "type": "string", "enum": ["streaming", "blocking"] });
    let found = calls(&text_and("response_mode", &modes), &both(), &json!({}));
    gives_both(
        &found,
        EVENTS,
        "Field::Constant(\"response_mode\", Literal::Text(\"blocking\"))",
        "Field::Constant(\"response_mode\", Literal::Text(\"streaming\"))",
    );
    // Others are about something else.
    let kinds = json!({ "type": "string", "enum": ["stream", "file"] });
    let found = calls(&text_and("kind", &kinds), &both(), &json!({}));
    assert!(!found.contains("Field::Constant"), "{found}");
}

#[test]
fn speakeasy_names_the_member_that_asks_for_a_stream() {
    let flag = text_and("live", &json!({ "type": "boolean", "default": true }));
    let statement = json!({ "x-speakeasy-stream-request-field": "live" });
    gives_both(
        &calls(&flag, &both(), &statement),
        EVENTS,
        "Field::Constant(\"live\", Literal::Boolean(false))",
        "Field::Constant(\"live\", Literal::Boolean(true))",
    );
    let found = calls(&flag, &both(), &json!({}));
    assert!(!found.contains("Field::Constant"), "{found}");
}

#[test]
fn every_kind_of_body_has_a_stream() {
    let flag = json!({ "type": "boolean" });
    let file = json!({ "type": "string", "format": "binary" });
    let form = json!({ "type": "object", "required": ["file"],
        "properties": { "file": file, "stream": flag } });
    let schema = json!({ "type": "object", "required": ["text"],
        "properties": text_and("stream", &flag) });
    let body = json!({ "required": true, "content": {
        "application/json": { "schema": schema },
        "multipart/form-data": { "schema": form },
    } });
    let found = calls(&json!({}), &both(), &json!({ "requestBody": body }));
    has(&found, "pub fn chat_stream(");
    has(&found, "pub fn chat_multipart(");
    has(&found, "pub fn chat_multipart_stream(");
    // Each sends what asks for it.
    for value in [true, false] {
        has(&found, &format!("Constant(\"stream\", Literal::Boolean({value}))"));
        has(&found, &format!(".value(\"stream\", \"{value}\")"));
    }
}

#[test]
fn a_member_with_one_value_does_not_choose() {
    let always = json!({ "type": "boolean", "enum": [true] });
    let found = calls(&text_and("stream", &always), &both(), &json!({}));
    assert!(
        !found.contains("Field::Constant(\"stream\", Literal::Boolean(false))"),
        "{found}"
    );
}
