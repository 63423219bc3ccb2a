//! What a call gives, by what the description says of its answers.

#[path = "../support/code.rs"]
mod code;
#[path = "../support/mod.rs"]
mod support;
mod undescribed;
mod wrapped;

use code::{code, has};
use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Code;
use support::generate;

#[test]
fn head_has_no_body_whatever_is_described() {
    let pet =
        json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let content = json!({ "application/json": { "schema": pet } });
    let code = code(&json!({
        "openapi": "3.0.3",
        "info": { "title": "Heads", "version": "1" },
        "paths": { "/pets/{id}": {
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "head": {
                "operationId": "checkPet",
                "responses": { "200": { "description": "There.", "content": content } },
            },
        } },
    }));
    has(&code, "(&self, id: &str) -> Request<()>");
}

/// An operation of Swagger 2.0 that answers so.
fn swagger(produces: &[&str], responses: &Value) -> String {
    code(&json!({
        "swagger": "2.0",
        "info": { "title": "Logs", "version": "1" },
        "produces": ["application/json"],
        "paths": { "/logs": { "get": {
            "operationId": "readLogs",
            "produces": produces,
            "responses": responses,
        } } },
        "definitions": { "Problem": {
            "type": "object",
            "properties": { "code": { "type": "integer" } },
        } },
    }))
}

#[test]
fn objects_are_json_even_as_plain_text() {
    let problem =
        json!({ "description": "No.", "schema": { "$ref": "#/definitions/Problem" } });
    let text = json!({ "description": "The log.", "schema": { "type": "string" } });
    let code = swagger(&["text/plain"], &json!({ "200": text, "404": problem }));
    has(&code, "-> Request<String>");
    has(&code, "NotFound(Problem)");
    has(&code, ".text(\"text/plain, */*;q=0.1\")");
    // Nothing reads JSON where all errors are text.
    let code = swagger(&["text/plain"], &json!({ "200": text, "404": text }));
    has(&code, "NotFound(String)");
    assert!(!code.contains("decode,"), "{code}");
}

#[test]
fn operations_that_produce_files_answer_with_one() {
    let bare = json!({ "200": { "description": "The file." } });
    has(&swagger(&["application/x-tar"], &bare), "-> Request<Bytes>");
    has(
        &swagger(&["application/x-tar"], &bare),
        ".bytes(\"application/x-tar, */*;q=0.1\")",
    );
    has(&swagger(&["application/x-tar", "application/json"], &bare), ".bytes(\"*/*\")");
}

#[test]
fn servers_of_operations_count_where_the_api_has_none() {
    let operation = |id: &str, url: &str| {
        json!({ "get": {
            "operationId": id,
            "servers": [{ "url": url }],
            "responses": { "204": { "description": "Done." } },
        } })
    };
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Places", "version": "1" },
        "paths": {
            "/a": operation("readA", "https://a.example/v1"),
            "/b": operation("readB", "https://b.example"),
            "/c": operation("readC", "https://b.example"),
        },
    });
    let (generated, _) =
        generate("places.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let all: String = files.iter().map(|(_, text)| text).collect();
    has(&all, "base_url: \"https://b.example\"");
    has(&all, ".server(\"https://a.example/v1\")");
    assert!(!all.contains(".server(\"https://b.example\")"));
}

/// The calls of an operation of OpenAPI 3.2 that answers with this.
fn streams(content: &Value) -> String {
    code(&json!({
        "openapi": "3.2.0",
        "info": { "title": "Streams", "version": "1" },
        "paths": { "/logs": { "get": {
            "operationId": "readLogs",
            "responses": { "200": { "description": "Logs.", "content": content } },
        } } },
    }))
}

fn line(member: &str) -> Value {
    json!({ "type": "object", "properties": { member: { "type": "string" } } })
}

#[test]
fn what_comes_on_a_stream_counts_beside_its_whole() {
    let code = streams(&json!({ "application/jsonl": {
        "schema": { "type": "array", "maxItems": 5 },
        "itemSchema": line("text"),
    } }));
    has(&code, "pub text: Option<String>");
}

#[test]
fn lines_that_are_described_as_text_have_any_json() {
    let text = json!({ "type": "string" });
    let found = streams(&json!({ "application/x-ndjson": { "schema": text } }));
    has(&found, "StreamRequest<Value>");
    let bytes = json!({ "type": "string", "format": "binary" });
    let found = streams(&json!({ "application/x-ndjson": { "schema": bytes } }));
    has(&found, "StreamRequest<Value>");
    // What comes on the stream can be texts.
    let found = streams(&json!({ "application/x-ndjson": { "itemSchema": text } }));
    has(&found, "StreamRequest<String>");
}

#[test]
fn what_a_gateway_makes_of_a_stream_is_one() {
    let described = |title: &str, members: &Value| {
        let schema = json!({ "title": title, "type": "object", "properties": members });
        streams(&json!({ "application/json": { "schema": schema } }))
    };
    let members = json!({ "result": line("text"), "error": line("message") });
    let found = described("Stream result of Log", &members);
    has(&found, ".json_results(\"application/json\")");
    has(&found, "StreamRequest<LogListItem>");
    // One of the two marks is not enough.
    assert!(!described("The result of a log", &members).contains("StreamRequest"));
    let more =
        json!({ "result": line("text"), "error": line("message"), "id": line("x") });
    assert!(!described("Stream result of Log", &more).contains("StreamRequest"));
}

#[test]
fn each_stream_has_a_method() {
    let code = streams(&json!({
        "text/event-stream": { "itemSchema": line("data") },
        "application/jsonl": { "itemSchema": line("text") },
        "application/x-ndjson": { "itemSchema": line("text") },
        "application/json-seq": { "itemSchema": line("title") },
    }));
    has(&code, "\"application/jsonl\"");
    has(
        &code,
        "pub fn list_event_stream(&self) -> StreamRequest<LogListEventStreamEvent>",
    );
    has(&code, ".whole_events()");
    has(&code, "\"application/json-seq\"");
    // That would say the same.
    assert!(!code.contains("\"application/x-ndjson\""), "{code}");
}

#[test]
fn events_are_described_as_such_or_by_their_data() {
    let chunk =
        json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let text = json!({ "type": "string" });
    for (members, expected) in [
        (json!({ "data": chunk }), ".whole_json_events()"),
        (json!({ "data": chunk, "event": text }), ".whole_json_events()"),
        (json!({ "data": text, "id": text }), ".whole_events()"),
        (json!({ "data": chunk, "id": text }), ".events()"),
        (json!({ "data": chunk, "object": text }), ".events()"),
    ] {
        let event = json!({ "type": "object", "properties": members });
        let code = streams(&json!({ "text/event-stream": { "itemSchema": event } }));
        has(&code, expected);
    }
}

#[test]
fn failures_by_a_flag_are_told_by_answers_that_differ_with_their_status_too() {
    let error =
        json!({ "type": "object", "properties": { "code": { "type": "integer" } } });
    let answer = |result: &str| {
        let schema = json!({ "type": "object", "properties": {
            "success": { "type": "boolean" },
            "result": { "type": result },
            "data": { "type": "string" },
            "errors": { "type": "array", "items": error },
        } });
        let content = json!({ "application/json": { "schema": schema } });
        json!({ "description": "Some.", "content": content })
    };
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Flags", "version": "1" },
        "paths": { "/flags": { "get": {
            "operationId": "getFlag",
            "responses": { "200": answer("string"), "201": answer("integer") },
        } } },
    });
    let (generated, _) =
        generate("answers.json", description.to_string(), &Config::default());
    let api = generated.expect("the description is valid").api;
    assert_eq!(api.failure.expect("a flag").flag, ["success"]);
}

/// The calls of an operation that answers with these media types.
fn answered(contents: &Value) -> String {
    code(&json!({
        "openapi": "3.0.3",
        "info": { "title": "Papers", "version": "1" },
        "paths": { "/papers/{id}": {
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "get": {
                "operationId": "readPaper",
                "responses": { "200": { "description": "It.", "content": contents } },
            },
        } },
    }))
}

#[test]
fn text_and_bytes_have_a_method_each() {
    let file = json!({ "schema": { "type": "string", "format": "binary" } });
    let text = json!({ "schema": { "type": "string" } });
    // Which one has the plain name follows from what is said of it; the other one is there too.
    let found = answered(&json!({ "application/pdf": {}, "application/xml": text }));
    has(&found, "pub fn get(&self, id: &str) -> Request<String>");
    has(&found, "pub fn get_pdf(&self, id: &str) -> Request<Bytes>");
    let found = answered(&json!({ "application/pdf": file, "application/xml": text }));
    has(&found, "pub fn get(&self, id: &str) -> Request<Bytes>");
    has(&found, "pub fn get_xml(&self, id: &str) -> Request<String>");
    // Of one kind the header chooses.
    let found = answered(&json!({
        "application/pdf": file, "image/png": file, "text/csv": text, "text/html": text,
    }));
    has(&found, "Answers with `application/pdf` or `image/png`.");
    has(&found, "pub fn get_csv");
    has(&found, "pub fn get_html");
    assert!(!found.contains("get_bytes"), "{found}");
}

/// A header lists media types, and nothing else.
#[test]
fn bytes_are_asked_for_as_what_is_a_media_type() {
    let file = json!({ "schema": { "type": "string", "format": "binary" } });
    let contents = json!({ "application/pdf": file, "image/png": file, "zip": file });
    let answer = json!({ "200": { "description": "A file.", "content": contents } });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Files", "version": "1" },
        "paths": { "/file": { "get": { "responses": answer } } },
    });
    has(&code(&description), ".bytes(\"application/pdf, image/png\")");
    let (_, diagnostics) =
        generate("files.json", description.to_string(), &Config::default());
    let told = diagnostics.iter().any(|one| {
        one.code == Code::UnsupportedMediaType
            && one.message == "the answer is not asked for as `zip`"
    });
    assert!(told, "{diagnostics:?}");
}

#[test]
fn json_itself_has_the_plain_name() {
    let hal = json!({ "schema": line("_links") });
    let plain = json!({ "schema": line("title") });
    for contents in [
        json!({ "application/hal+json": hal, "application/json": plain }),
        json!({ "application/json; charset=utf-8": plain, "application/hal+json": hal }),
    ] {
        let found = answered(&contents);
        has(&found, "pub fn get(&self, id: &str) -> Request<PaperGetResponse>");
        has(&found, "pub fn get_hal(&self, id: &str)");
        assert!(!found.contains("fn get_json"), "{found}");
    }
}

/// An operation with a `format` in its path, and with these media types of its answer.
fn formatted(path: &str, format: &Value, contents: &Value) -> String {
    code(&json!({
        "openapi": "3.0.3",
        "info": { "title": "Teams", "version": "1" },
        "paths": { path: { "get": {
            "operationId": "listTeams",
            "parameters": [{ "name": "format", "in": "path", "required": true, "schema": format }],
            "responses": { "200": { "description": "Teams.", "content": contents } },
        } } },
    }))
}

/// What is asked for another reason is the caller's to say.
#[test]
fn formats_of_something_else_are_arguments() {
    let format = json!({ "type": "string", "enum": ["json", "csv"] });
    let schema =
        json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let called = |method: &str, name: &str| {
        code(&json!({
            "openapi": "3.0.3",
            "info": { "title": "Teams", "version": "1" },
            "paths": { "/teams": { method: {
                "parameters": [{ "name": name, "in": "query", "required": true, "schema": format }],
                "responses": { "200": {
                    "description": "Teams.",
                    "content": { "application/json": { "schema": schema } },
                } },
            } } },
        }))
    };
    has(&called("get", "format"), ".query(\"format\", \"json\")");
    has(&called("get", "from"), ".query(\"from\", &params.from)");
    has(&called("post", "format"), ".query(\"format\", &params.format)");
}

#[test]
fn a_format_is_asked_for_that_the_answer_is_read_as() {
    let schema =
        json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let text = json!({ "type": "string" });
    let json = json!({ "application/json": { "schema": schema } });
    let formats = json!({ "type": "string", "enum": ["XML", "JSON"] });
    let code = formatted("/{format}/teams", &formats, &json);
    has(&code, ".path(\"format\", \"JSON\")");
    assert!(!code.contains("Xml"), "{code}");
    // Each of two methods asks for its own.
    let both = json!({
        "application/json": { "schema": schema },
        "text/csv": { "schema": text },
    });
    let formats = json!({ "type": "string", "enum": ["csv", "json"] });
    let code = formatted("/teams.{format}", &formats, &both);
    has(&code, ".path(\"format\", \"json\")");
    has(&code, ".path(\"format\", \"csv\")");
    // Any text behind the last dot.
    has(&formatted("/teams.{format}", &text, &json), ".path(\"format\", \"json\")");
    // What is no serialization, or is not read, is asked for.
    let other = json!({ "type": "string", "enum": ["json", "short"] });
    has(&formatted("/{format}/teams", &other, &json), "format: &");
    let xml = json!({ "type": "string", "enum": ["xml", "rss"] });
    has(&formatted("/{format}/teams", &xml, &json), "format: &");
    has(&formatted("/{format}/teams", &text, &json), "format: &str");
}

/// The code of an operation with these answers.
fn failing(responses: &Value) -> String {
    code(&json!({
        "openapi": "3.0.3",
        "info": { "title": "Hotels", "version": "1" },
        "paths": { "/hotels": { "get": { "responses": responses } } },
    }))
}

#[test]
fn a_body_of_several_errors_is_named_after_none_of_them() {
    let error = |member: &str| {
        let schema =
            json!({ "type": "object", "properties": { member: { "type": "string" } } });
        json!({ "description": "No.", "content": { "application/json": { "schema": schema } } })
    };
    let one = json!({ "204": { "description": "Done." }, "400": error("a"), "500": error("a") });
    let code = failing(&one);
    has(&code, "BadRequest(HotelListErrorBody)");
    has(&code, "InternalServerError(HotelListErrorBody)");
    // Each its own: nothing is wrong with the names of statuses.
    let each = json!({ "204": { "description": "Done." }, "400": error("a"), "500": error("b") });
    has(&failing(&each), "BadRequest(HotelListBadRequest)");
    let pairs = json!({
        "204": { "description": "Done." },
        "400": error("a"), "404": error("a"), "500": error("b"), "503": error("b"),
    });
    has(&failing(&pairs), "NotFound(HotelListBadRequest)");
    has(&failing(&pairs), "ServiceUnavailable(HotelListInternalServerError)");
}

#[test]
fn errors_with_one_body_give_it_whatever_the_status() {
    let error = |schema: &Value| json!({ "description": "Wrong.", "content": { "application/json": { "schema": schema } } });
    let problem = json!({ "$ref": "#/components/schemas/Problem" });
    let errors = |others: &[(&str, &Value)]| {
        let mut responses = json!({ "204": { "description": "Done." } });
        for (status, schema) in others {
            responses[*status] = error(schema);
        }
        code(&json!({
            "openapi": "3.0.3",
            "info": { "title": "Places", "version": "1" },
            "paths": { "/places": { "post": { "operationId": "addPlace", "responses": responses } } },
            "components": { "schemas": { "Problem": {
                "type": "object",
                "properties": { "code": { "type": "integer" } },
            } } },
        }))
    };
    let text = json!({ "type": "string" });
    has(
        &errors(&[("404", &problem), ("409", &problem)]),
        "pub fn into_body(self) -> Problem {",
    );
    for others in [&[("404", &problem)][..], &[("404", &problem), ("409", &text)]] {
        assert!(!errors(others).contains("into_body"));
    }
}

/// The code of a call that sends and gives the same.
fn created(contents: &Value) -> String {
    code(&json!({
        "openapi": "3.0.3",
        "info": { "title": "Books", "version": "1" },
        "paths": { "/books": { "post": {
            "operationId": "createBook",
            "requestBody": { "required": true, "content": contents },
            "responses": { "201": { "description": "Created.", "content": contents } },
        } } },
    }))
}

/// Who sends JSON-LD reads JSON-LD: one method for a media type, and not one for each side.
#[test]
fn what_is_sent_in_a_media_type_is_answered_in_it() {
    let object = |member: &str| {
        json!({ "schema": { "type": "object", "required": [member], "properties": {
            member: { "type": "string" },
        } } })
    };
    let contents = json!({
        "application/ld+json": object("@id"),
        "application/json": object("id"),
    });
    let code = created(&contents);
    has(
        &code,
        "pub fn create(&self, params: BookCreateParams) -> Request<BookCreateResponse>",
    );
    has(&code, "pub fn create_ld(");
    has(&code, ".json_as(\"application/ld+json\", &[])");
    assert_eq!(code.matches("    pub fn create").count(), 2, "{code}");
}

/// Other media types do not go together: JSON that is sent can be answered as CSV.
#[test]
fn what_is_sent_as_json_can_be_answered_as_something_else() {
    let schema = json!({ "schema": { "type": "object", "properties": {
        "id": { "type": "string" },
    } } });
    let contents = json!({
        "application/json": schema,
        "text/csv": { "schema": { "type": "string" } },
    });
    let code = created(&contents);
    assert_eq!(code.matches("    pub fn create").count(), 3, "{code}");
}
