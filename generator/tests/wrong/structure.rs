//! What stands under a misspelt key, a level too high or too deep, or as one thing where several are
//! due.

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Severity;

use super::description;
use super::support::generate;

/// The calls and what is told, without notes.
fn read(description: &Value) -> (Vec<String>, Vec<String>) {
    let (generated, diagnostics) =
        generate("wrong.json", description.to_string(), &Config::default());
    let calls = generated.map(|one| one.calls).unwrap_or_default();
    let calls =
        calls.into_iter().map(|(line, calls)| format!("{line}: {}", calls.join(", ")));
    let told = diagnostics.iter().filter(|one| one.severity != Severity::Note);
    (calls.collect(), told.map(|one| one.message.clone()).collect())
}

/// What the one call gives, and what is told.
fn answer(description: &Value) -> (String, Vec<String>) {
    let (generated, diagnostics) =
        generate("wrong.json", description.to_string(), &Config::default());
    let files = generated.expect("valid").files;
    let call = files.iter().find(|(path, _)| path.contains("resources/")).unwrap().1;
    let (_, given) = call.split_once("-> Request<").expect("a call");
    let given = given.split_once("> {").unwrap().0.to_owned();
    let told = diagnostics.iter().filter(|one| one.severity != Severity::Note);
    (given, told.map(|one| one.message.clone()).collect())
}

/// A description whose one operation is this.
fn operation(members: &Value) -> Value {
    let mut operation = json!({ "operationId": "a", "responses": { "204": {} } });
    let own = members.as_object().unwrap().clone();
    operation.as_object_mut().unwrap().extend(own);
    description(&json!({ "paths": { "/a": { "get": operation } } }))
}

fn text() -> Value {
    json!({ "schema": { "type": "string" } })
}

#[test]
fn media_types() {
    for (written, right) in [
        ("aplication/json", "application/json"),
        ("application-json", "application/json"),
        ("\"application/json\"", "application/json"),
        ("application\\json", "application/json"),
        ("text", "text/plain"),
    ] {
        let message = format!("the media type `{written}` was read as `{right}`");
        let content = json!({ written: text() });
        let success =
            operation(&json!({ "responses": { "200": { "content": content } } }));
        assert_eq!(answer(&success), ("String".to_owned(), vec![message.clone()]));
        let error = operation(&json!({ "responses": {
            "204": {},
            "400": { "content": content },
        } }));
        assert_eq!(read(&error).1, std::slice::from_ref(&message));
        let body = operation(&json!({ "requestBody": { "content": content } }));
        assert_eq!(read(&body).1, [message]);
    }
    let both = json!({ "application/json, application/xml": text() });
    let both = operation(&json!({ "responses": { "200": { "content": both } } }));
    let (given, told) = answer(&both);
    assert_eq!(given, "String");
    assert_eq!(
        told[0],
        "the media type `application/json, application/xml` was read as `application/json` and \
         `application/xml`"
    );
    let none = json!({ "foo": text() });
    let none = operation(&json!({ "responses": { "400": { "content": none } } }));
    assert_eq!(read(&none).1, ["`foo` is no media type"]);
}

#[test]
fn methods() {
    let one = |id: &str| json!({ "operationId": id, "responses": { "204": {} } });
    let paths = json!({ "/a": {
        "gets": one("readA"),
        "post ": one("writeA"),
        "del": one("dropA"),
        "update": one("changeA"),
    }, "/b": one("b") });
    let (calls, told) = read(&description(&json!({ "paths": paths })));
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert_eq!(
        told,
        [
            "`gets` was read as the method `get`",
            "`post ` was read as the method `post`",
            "`del` was read as the method `delete`",
            "`update` is no method: the operation in it was left out",
            "an operation without a method was left out",
        ]
    );
    // Which one of two is meant is open.
    let paths = json!({ "/a": { "pst": one("a"), "get": one("b") } });
    let (calls, told) = read(&description(&json!({ "paths": paths })));
    assert_eq!((calls.len(), told.len()), (1, 1));
}

#[test]
fn bodies() {
    let object =
        json!({ "type": "object", "properties": { "x": { "type": "string" } } });
    let schema = json!({ "schema": object });
    let with =
        |response: &Value| operation(&json!({ "responses": { "200": response } }));
    let of_json = "the schema of `application/json`";
    for (response, message) in [
        (
            json!({ "content": { "application/json": object } }),
            "`type`, `properties` were read as what a `schema` says".to_owned(),
        ),
        (
            json!({ "application/json": schema }),
            "`application/json` was read as a media type of `content`".to_owned(),
        ),
        (
            json!({ "content": schema }),
            "`content` without a media type was read as `application/json`".to_owned(),
        ),
        (
            json!({ "content": { "type": "application/json", "schema": object } }),
            "`content` without a media type was read as `application/json`".to_owned(),
        ),
        (
            json!({ "content": object }),
            "the schema in `content` was read as that of `application/json`".to_owned(),
        ),
        (object.clone(), format!("`type`, `properties` were read as {of_json}")),
    ] {
        let (given, told) = answer(&with(&response));
        assert_ne!(given, "()", "{response}");
        assert_ne!(given, "Bytes", "{response}");
        assert_eq!(told, [message], "{response}");
    }
    let mut referred = with(&json!({ "content": { "$ref": "#/components/schemas/P" } }));
    referred["components"] = json!({ "schemas": { "P": object } });
    assert_eq!(
        answer(&referred),
        (
            "P".to_owned(),
            vec![
                "the schema in `content` was read as that of `application/json`"
                    .to_owned()
            ]
        )
    );
    let body = operation(
        &json!({ "requestBody": { "required": true, "application/json": schema } }),
    );
    assert_eq!(
        read(&body).1,
        ["`application/json` was read as a media type of `content`"]
    );
}

#[test]
fn fields() {
    let response = json!({ "200": { "content": { "application/json": text() } } });
    for (key, right) in [
        ("responce", "responses"),
        ("Responses", "responses"),
        ("response", "responses"),
    ] {
        let paths = json!({ "/a": { "get": { "operationId": "a", key: response } } });
        let (given, told) = answer(&description(&json!({ "paths": paths })));
        assert_eq!(given, "String");
        assert_eq!(told, [format!("`{key}` was read as `{right}`")]);
    }
    let query =
        json!([{ "name": "q", "location": "query", "schema": { "type": "string" } }]);
    let body = json!({ "content": { "application/json": text() } });
    let operation = operation(&json!({ "params": query, "body": body }));
    assert_eq!(
        read(&operation).1,
        [
            "`params` was read as `parameters`",
            "`body` was read as `requestBody`",
            "`location` was read as `in`",
        ]
    );
    // What has the wrong kind of value is told with what is near.
    let wrong = self::operation(&json!({ "parametrs": 1 }));
    assert_eq!(
        read(&wrong).1,
        ["the Operation Object has no field `parametrs`; it was ignored"]
    );
    let mut server = description(&json!({ "server": [{ "URL": "https://b.example" }] }));
    // The name of a list that is there is not taken.
    assert!(read(&server).1.is_empty());
    server.as_object_mut().unwrap().shift_remove("servers");
    assert_eq!(
        read(&server).1,
        ["`server` was read as `servers`", "`URL` was read as `url`"]
    );
}

#[test]
fn statuses() {
    for key in ["200 OK", "HTTP 200", "'200'", "200.0", "OK"] {
        let response = json!({ key: { "content": { "application/json": text() } } });
        let (given, told) = answer(&operation(&json!({ "responses": response })));
        assert_eq!(given, "String", "{key}");
        assert_eq!(told, [format!("the status `{key}` was read as `200`")]);
    }
    let told =
        |key: &str| read(&operation(&json!({ "responses": { "204": {}, key: {} } }))).1;
    assert_eq!(told("defualt"), ["the status `defualt` was read as `default`"]);
    assert_eq!(
        told("204 No Content"),
        ["`204 No Content` means the status `204`, which is there"]
    );
    assert_eq!(told("600"), ["`600` is beyond the statuses of HTTP, which end at 599"]);
    assert_eq!(
        told("200, 201"),
        ["`200, 201` is not a status; the response was left out"]
    );
}

#[test]
fn containers() {
    let reference = json!({ "schema": { "$ref": "#/components/schemas/P" } });
    let answers = json!({ "200": { "content": { "application/json": reference } } });
    let whole = operation(&json!({ "responses": answers }));
    let schemas = json!({ "P": { "type": "object", "properties": { "x": { "type": "string" } } } });
    for (key, inner) in [("Components", "schemas"), ("components", "schema")] {
        let mut wrong = whole.clone();
        wrong[key] = json!({ inner: schemas });
        let (given, told) = answer(&wrong);
        assert_eq!(given, "P");
        assert_eq!(told.len(), 1, "{told:?}");
    }
    // What refers to the misspelt place is right.
    let mut wrong = whole.clone();
    wrong["components"] = json!({ "schema": schemas });
    let text = wrong.to_string().replace("components/schemas/P", "components/schema/P");
    let (given, told) = answer(&serde_json::from_str(&text).unwrap());
    assert_eq!(
        (&*given, &*told),
        ("P", &["`schema` was read as `schemas`".to_owned()][..])
    );
    for (key, shown) in [
        ("path", "path"),
        ("Paths", "Paths"),
        ("paths\u{a0}", "paths\\u{a0}"),
        ("\u{200b}paths", "\\u{200b}paths"),
        ("routes", "routes"),
    ] {
        let mut wrong = whole.clone();
        wrong["components"] = json!({ "schemas": schemas });
        let paths = wrong.as_object_mut().unwrap().shift_remove("paths").unwrap();
        wrong[key] = paths;
        let (given, told) = answer(&wrong);
        assert_eq!(given, "P");
        assert_eq!(told, [format!("`{shown}` was read as `paths`")]);
    }
}

/// A description whose one answer is of this schema.
fn of_schema(schema: &Value) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    operation(&json!({ "responses": { "200": { "content": content } } }))
}

#[test]
fn references_and_names_in_the_place_of_lists() {
    let mut referred =
        of_schema(&json!({ "allOf": { "$ref": "#/components/schemas/P" } }));
    let object =
        json!({ "type": "object", "properties": { "x": { "type": "string" } } });
    referred["components"] = json!({ "schemas": { "P": object } });
    let (_, told) = read(&referred);
    assert_eq!(told, ["`allOf` is a `$ref` and was read as a list of that"]);
    let mut secured = description(&json!({ "security": "key" }));
    let key = json!({ "type": "apiKey", "in": "header", "name": "X-Key" });
    secured["components"] = json!({ "securitySchemes": { "key": key } });
    let (_, told) = read(&secured);
    assert_eq!(told[0], "`security` is a string and was read as a list of one");
}

#[test]
fn lists_and_objects() {
    let limit =
        json!({ "name": "limit", "in": "query", "schema": { "type": "string" } });
    let unnamed = json!({ "in": "query", "schema": { "type": "string" } });
    let server = "https://b.example";
    let none = json!({ "responses": { "204": {} } });
    let table = [
        (
            operation(&json!({ "parameters": limit })),
            "`parameters` is an object and was read as a list of one",
        ),
        (
            operation(&json!({ "parameters": { "limit": unnamed } })),
            "`parameters` is an object and was read as a list of one",
        ),
        (
            operation(&json!({ "responses": [{ "204": {} }] })),
            "`responses` is an array and was read as an object",
        ),
        (
            description(&json!({ "paths": [{ "/a": { "get": none } }] })),
            "`paths` is an array and was read as an object",
        ),
        (
            description(&json!({ "servers": server })),
            "`servers` is a string and was read as a list of one",
        ),
        (
            description(&json!({ "servers": { "url": server } })),
            "`servers` is an object and was read as a list of one",
        ),
        (
            description(&json!({ "servers": [server] })),
            "element 0 of `servers` is a string and was read as a Server Object",
        ),
        (
            description(&json!({ "info": "My API" })),
            "`info` is a string and was read as an Info Object",
        ),
        (
            description(&json!({ "tags": { "x": "about" } })),
            "`tags` is an object and was read as a list of one",
        ),
        (
            of_schema(&json!({ "properties": [{ "name": "id", "type": "string" }] })),
            "`properties` is an array and was read as an object",
        ),
        (
            of_schema(&json!({ "properties": [{ "id": { "type": "string" } }] })),
            "`properties` is an array and was read as an object",
        ),
        (
            of_schema(&json!({ "oneOf": { "type": "string" } })),
            "`oneOf` is an object and was read as a list of one",
        ),
    ];
    for (wrong, message) in table {
        let (calls, told) = read(&wrong);
        assert_eq!(told, [message], "{wrong}");
        assert_eq!(calls.len(), 1, "{wrong}");
    }
}

#[test]
fn one_wrong_value_hides_nothing_else() {
    let nope = json!({ "schema": { "$ref": "#/components/schemas/Nope" } });
    let nope = json!({ "200": { "content": { "application/json": nope } } });
    let paths = json!({
        "/a": { "get": { "operationId": "a", "parameters": ["limit"], "responses": { "204": {} } } },
        "/b": { "get": { "operationId": "b", "responses": nope } },
        "/c/{id}": { "get": { "operationId": "c", "responses": { "20": {} } } },
    });
    let (_, told) = read(&description(&json!({ "paths": paths })));
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[0], "element 0 of `parameters` is a string");
}

#[test]
fn right_media_types_stay() {
    for right in [
        "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
        "application/json; charset=\"utf-8\"",
        "multipart/related; type=\"application/json\"",
        "application/json; profile=\"a/b, c/d|e/f\"",
        "application/yml",
        "application/kml",
    ] {
        let content = json!({ right: text() });
        let one = operation(&json!({ "responses": { "200": { "content": content } } }));
        let (_, told) = read(&one);
        let repaired = told.iter().any(|one| one.contains("was read as"));
        assert!(!repaired, "{told:?}");
    }
    // A letter away, but the one that could be meant is there.
    let two = json!({ "application/json": text(), "application/jsom": text() });
    let two = operation(&json!({ "responses": { "200": { "content": two } } }));
    let (_, told) = read(&two);
    let lost = |one: &String| one.contains("was read as") || one.contains("is there");
    assert!(!told.iter().any(lost), "{told:?}");
}

#[test]
fn words_are_no_methods() {
    let one = |id: &str| json!({ "operationId": id, "responses": { "204": {} } });
    for word in ["set", "read", "path", "host", "heat", "past", "track"] {
        let paths = json!({ "/a": { word: one("a") }, "/b": { "get": one("b") } });
        let (calls, told) = read(&description(&json!({ "paths": paths })));
        assert_eq!(calls.len(), 1, "{word}: {calls:?}");
        let method = told.iter().any(|one| one.contains("read as the method"));
        assert!(!method, "{told:?}");
    }
    // What has no answers and no name is no operation.
    let paths = json!({ "/a": { "pots": { "summary": "x" }, "get": one("a") } });
    let (_, told) = read(&description(&json!({ "paths": paths })));
    assert!(!told.iter().any(|one| one.contains("was read as")), "{told:?}");
}

#[test]
fn webhooks_need_no_paths() {
    let hooks = json!({ "onX": { "post": { "responses": { "204": {} } } } });
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "T", "version": "1" },
        "servers": [{ "url": "https://x.example.com" }],
        "routes": { "/old": { "note": { "a": 1 } } },
        "webhooks": hooks,
    });
    let (_, told) = read(&description);
    assert!(!told.iter().any(|one| one.contains("was read as")), "{told:?}");
}

#[test]
fn references_in_maps_stay() {
    let server = json!({
        "url": "https://{host}.example.com",
        "variables": { "$ref": "#/components/x-vars" },
    });
    let vars = json!({ "x-vars": { "host": { "default": "a" } } });
    let one = description(&json!({ "servers": [server], "components": vars }));
    let (_, told) = read(&one);
    let read_as = "was read as a Server Variable Object";
    assert!(!told.iter().any(|one| one.contains(read_as)), "{told:?}");
}

/// A schema stays one where a response refers to it, for all that refer to it rightly.
#[test]
fn what_is_referred_to_stays() {
    let pet = json!({ "type": "object", "properties": { "id": { "type": "integer" } } });
    let reference = json!({ "$ref": "Pet.json" });
    let content = json!({ "application/json": { "schema": reference } });
    let right = json!({ "200": { "description": "ok", "content": content } });
    for wrong in [
        json!({ "responses": { "200": reference } }),
        json!({ "requestBody": reference, "responses": { "204": {} } }),
    ] {
        let folder = tempfile::TempDir::new().expect("a folder");
        let root = description(&json!({ "paths": {
            "/a": { "post": wrong },
            "/b": { "get": { "operationId": "b", "responses": right } },
        } }));
        for (name, value) in [("root.json", &root), ("Pet.json", &pet)] {
            std::fs::write(folder.path().join(name), value.to_string())
                .expect("written");
        }
        let input = specwright::Input::File(folder.path().join("root.json"));
        let mut sources = specwright::source::SourceSet::default();
        let mut told = specwright::diagnostic::Diagnostics::default();
        let config = Config::default();
        let made = specwright::generate(input, &config, &mut sources, &mut told);
        let files = made.expect("valid").files;
        let gives_pet = files.iter().any(|(path, text)| {
            let given = text.split("-> Request<").skip(1);
            path.ends_with("resources/b.rs")
                && given
                    .filter_map(|rest| rest.lines().next())
                    .any(|line| line.contains("Pet"))
        });
        assert!(gives_pet, "{told:?}");
        assert!(!told.iter().any(|one| one.message.contains("read as the schema")));
    }
}
