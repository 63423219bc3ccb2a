//! What the description says and what the docs of an SDK say.

mod support;

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Code;
use support::generate;

/// The code of the call of an operation that answers so with this status.
fn call(method: &str, status: &str, answer: &Value) -> String {
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Answers", "version": "1" },
        "paths": { "/reports": { method: { "responses": { status: answer } } } },
    });
    let (generated, _) =
        generate("answers.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let found = files.iter().find(|(path, _)| *path == "src/resources/reports.rs");
    found.expect("a resource").1.to_owned()
}

#[test]
fn other_media_types_can_be_asked_for() {
    let text = json!({ "schema": { "type": "string" } });
    let several = json!({ "description": "Text.", "content": { "text/csv": text, "text/plain": text } });
    let code = call("get", "200", &several);
    assert!(
        code.contains("The API gives `text/plain` as well: ask for it by"),
        "{code}"
    );
    assert!(code.contains("`.header(\"accept\", \"text/plain\")`"), "{code}");
    let one = json!({ "description": "Text.", "content": { "text/csv": text } });
    assert!(!call("get", "200", &one).contains("as well"));
}

/// What was stored has one media type: who asks for another gets nothing.
#[test]
fn bytes_are_asked_for_as_all_that_they_can_be() {
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    let several = json!({ "description": "A file.", "content": {
        "application/pdf": bytes, "image/*": bytes,
    } });
    let code = call("get", "200", &several);
    has(
        &code,
        &[
            ".bytes(\"application/pdf, image/*\")",
            "Answers with `application/pdf` or `image/*`.",
            "`.header(\"accept\", \"image/*\")` asks for one of them.",
        ],
    );
}

/// Servers that choose among what they can render refuse what is not among it, and send it without
/// being asked.
#[test]
fn anything_will_do_where_one_method_has_the_answer() {
    let text = json!({ "schema": { "type": "string" } });
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    let answer = |contents: Value| {
        call("get", "200", &json!({ "description": "It.", "content": contents }))
    };
    let csv = answer(json!({ "text/csv": text }));
    has(&csv, &[".text(\"text/csv, */*;q=0.1\")", "Answers with `text/csv`."]);
    let pdf = answer(json!({ "application/pdf": bytes }));
    has(
        &pdf,
        &[".bytes(\"application/pdf, */*;q=0.1\")", "Answers with `application/pdf`."],
    );
    has(&answer(json!({ "image/png": bytes })), &[".bytes(\"image/png\")"]);
    has(&answer(json!({ "*/*": bytes })), &[".bytes(\"*/*\")"]);
    let object = json!({ "schema": { "type": "object", "properties": { "a": { "type": "string" } } } });
    let both = answer(json!({ "application/json": object, "text/csv": text }));
    has(&both, &[".text(\"text/csv\")", ".json()"]);
}

#[test]
fn only_what_a_header_can_list_is_asked_for() {
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    let several = json!({ "description": "A file.", "content": {
        "application/pdf": bytes, "image/png": bytes, "IMAGE/PNG": bytes, "binary": bytes,
        "*/*": bytes,
    } });
    has(&call("get", "200", &several), &[".bytes(\"application/pdf, image/png\")"]);
}

/// A header cannot have it, and a call that wants it would only panic.
#[test]
fn a_media_type_that_no_header_can_have_is_the_plainest_of_its_kind() {
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    for (written, read) in
        [("\u{e9}t\u{e9}/x", "application/octet-stream"), ("image/jpeg\n", "image/jpeg")]
    {
        let answer = json!({ "description": "A file.", "content": { written: bytes } });
        has(&call("get", "200", &answer), &[&format!(".bytes(\"{read}")]);
    }
}

#[test]
fn sentences_end_as_their_language_has_it() {
    for (said, ends) in [
        ("ファイルのダウンロード", "ファイルのダウンロード。"),
        ("下载文件", "下载文件。"),
        ("Das Gerät", "Das Gerät."),
    ] {
        let code = call("get", "204", &json!({ "description": said }));
        has(&code, &[ends]);
    }
}

/// Such an answer has JSON among its parts, and is none.
#[test]
fn an_answer_in_parts_beside_json_has_a_method() {
    let object =
        json!({ "type": "object", "properties": { "x": { "type": "string" } } });
    let parts = json!({ "type": "object", "properties": { "json": object } });
    let code = call(
        "get",
        "200",
        &json!({ "description": "Fine.", "content": {
            "application/json": { "schema": object },
            "multipart/related": { "schema": parts },
        } }),
    );
    has(&code, &["pub fn list_multipart", ".bytes(\"multipart/related\")"]);
}

#[test]
fn an_answer_of_which_nothing_is_said_can_be_had_all_the_same() {
    let nothing = json!({ "description": "Fine." });
    let says_so =
        |method, status| call(method, status, &nothing).contains("nothing of a body");
    assert!(says_so("get", "200"));
    assert!(!says_so("get", "204"));
    assert!(!says_so("post", "200"));
}

/// Headers have no types: what their schemas say is said of them.
#[test]
fn what_is_said_of_the_values_of_headers_is_there() {
    let schema = json!({ "type": "string", "enum": ["a", "b"], "default": "a" });
    let part = json!({ "type": "integer", "maximum": 3, "description": "How many." });
    let headers = json!({
        "X-One": { "schema": schema },
        "X-Other": { "content": { "text/plain": { "schema": part } } },
    });
    let code =
        call("get", "204", &json!({ "description": "Fine.", "headers": headers }));
    has(
        &code,
        &["`X-One`: One of `a`, `b`. Default: `a`.", "`X-Other`: How many. At most 3."],
    );
}

/// What is wrong in the schemas of headers is told.
#[test]
fn references_in_headers_that_lead_nowhere_are_told() {
    let nowhere = json!({ "$ref": "#/components/schemas/Gone" });
    let list = json!({ "type": "array", "items": nowhere });
    for header in [
        json!({ "schema": list }),
        json!({ "content": { "application/json": { "schema": list } } }),
    ] {
        let answer =
            json!({ "204": { "description": "Fine.", "headers": { "X": header } } });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Answers", "version": "1" },
            "paths": { "/reports": { "get": { "responses": answer } } },
        });
        let (_, diagnostics) =
            generate("answers.json", description.to_string(), &Config::default());
        assert_eq!(diagnostics.number_of(Code::UnresolvedRef), 1, "{header}");
    }
}

/// Texts wherever a description can have them.
const ZOO: &str = r#"openapi: 3.2.0
info:
  title: Zoo
  version: 1.0.0
  description: All animals.
  contact: { name: The keepers, url: 'https://zoo.example/contact', email: keepers@zoo.example }
  license: { name: Apache 2.0, identifier: Apache-2.0 }
  termsOfService: https://zoo.example/terms
externalDocs: { url: 'https://zoo.example/docs' }
servers:
  - { url: 'https://zoo.example/v1', name: Production }
  - { url: 'https://try.zoo.example/v1', name: Sandbox, description: This one begins anew every night and forgets all of its animals. }
security: [{ cert: [] }]
tags:
  - name: pets
    summary: Pets.
    description: |
      They live here. All of them have names.

      Most of them are cats.
    externalDocs: { url: 'https://zoo.example/pets' }
  # Nothing but its name.
  - { name: keepers, description: Keepers }
  # What is called otherwise: it has what the resource `night-watch` has.
  - { name: Guards, description: Who is there at night. }
  # What several resources have some of, and what nothing has.
  - { name: public, description: Who buys a ticket may do this. }
  - { name: fish, description: They come next year. }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets, public]
      parameters:
        - { $ref: '#/components/parameters/Color', description: What color their fur has. }
        - { name: size, in: query, example: 7, schema: { type: integer, example: 8 } }
        - { name: name, in: query, examples: { one: { value: Felix } }, schema: { type: string } }
      responses:
        '200':
          description: All that are awake.
          headers:
            X-Total: { description: How many there are., schema: { type: integer } }
            X-Old: { deprecated: true, schema: { type: string, description: The same as before. } }
            X-Cage: { $ref: '#/components/headers/Cage', description: Where they sleep. }
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
        '404': { $ref: '#/components/responses/Gone', description: All sleep. }
    post:
      operationId: createPet
      tags: [pets]
      requestBody:
        description: The pet as it looks when it moves in.
        content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
      responses: { '204': { description: It moved in. } }
  /pets/{id}/photo:
    parameters: [{ name: id, in: path, required: true, description: Which pet., schema: { type: string } }]
    put:
      operationId: setPhoto
      tags: [pets]
      servers: [{ url: 'https://upload.zoo.example', description: For large files. }]
      requestBody: { $ref: '#/components/requestBodies/Photo', description: A picture of the whole animal. }
      responses: { '204': { description: OK } }
  /keepers:
    get: { operationId: listKeepers, tags: [keepers, public], responses: { '204': { description: Successful response } } }
  /night-watch:
    get: { operationId: listGuards, tags: [Guards], responses: { '204': { description: Done. } } }
    delete: { operationId: dismissGuards, tags: [Guards], responses: { '204': { description: Done. } } }
components:
  parameters:
    Color: { name: color, in: query, description: A color., schema: { type: string } }
  headers:
    Cage: { description: A cage., schema: { type: string } }
  responses:
    Gone: { description: Not there. }
  requestBodies:
    Photo:
      description: A picture.
      required: true
      content:
        multipart/form-data:
          schema: { type: object, required: [photo], properties: { photo: { type: string, format: binary } } }
  schemas:
    Pet: { type: object, deprecated: true, required: [name], properties: { name: { type: string } } }
  securitySchemes:
    cert: { type: mutualTLS, description: Keepers have one. }
"#;

/// The files of the SDK of that.
fn zoo() -> impl Fn(&str) -> String {
    let (generated, _) = generate("zoo.yaml", ZOO, &Config::default());
    let generated = generated.expect("the description is valid");
    move |path: &str| {
        let found = generated.files.iter().find(|(known, _)| *known == path);
        found.unwrap_or_else(|| panic!("no {path}")).1.to_owned()
    }
}

/// Asserts that a text has these parts.
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
}

#[test]
fn texts_of_tags_that_stand_for_nothing_are_noted() {
    let (_, diagnostics) = generate("zoo.yaml", ZOO, &Config::default());
    let notes: Vec<(&str, &str)> = diagnostics
        .iter()
        .filter(|one| one.message.contains("tag"))
        .map(|one| (one.message.as_str(), one.notes[0].as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            ("what is said of the tag `fish` is in no docs", "no operation has it"),
            (
                "what is said of the tag `public` is in no docs",
                "no resource is what has it"
            ),
        ]
    );
}

#[test]
fn tags_are_the_docs_of_what_they_stand_for() {
    let file = zoo();
    let whole = "Pets.\n//!\n//! They live here. All of them have names.\n//!\n//! Most of them are \
                 cats.\n//!\n//! See <https://zoo.example/pets>";
    let pets = file("src/resources/pets/mod.rs");
    has(&pets, &[whole, &whole.replace("//!", "///"), "/// The `pets.photo` resource."]);
    let root = file("src/resources/mod.rs");
    has(&root, &["/// Pets.\n    #[inline]\n    pub fn pets"]);
    // A tag that is no more than the name says nothing.
    has(&root, &["/// The `keepers` resource.\n", "/// Who is there at night.\n"]);
    has(&file("src/resources/night_watch.rs"), &["//! Who is there at night.\n"]);
}

#[test]
fn calls_say_what_they_send_and_give() {
    let file = zoo();
    has(
        &file("src/resources/pets/mod.rs"),
        &[
            "/// Status 200: All that are awake.",
            "/// - `X-Total`: How many there are.\n",
            "/// - `X-Old`: The same as before. Deprecated.\n",
            "/// - `X-Cage`: Where they sleep.\n",
            "/// - 404: All sleep.\n",
            "/// - `pet`: The pet as it looks when it moves in.\n",
            "/// What color their fur has.\n",
            "/// Example: `7`.\n",
            "/// Example: `Felix`.\n",
            // A body with required members is one that calls have in earnest.
            "/// client.pets().create(&Pet::new(\"name\")).await?;\n",
        ],
    );
    has(
        &file("src/resources/pets/photo.rs"),
        &[
            "/// Goes to `https://upload.zoo.example`, unless",
            "For large files.\n",
            "/// What is sent: A picture of the whole animal.\n",
            "PhotoUpdateParams::new(FilePart::new(\"content\"))",
        ],
    );
    assert!(!file("src/resources/keepers.rs").contains("Status"));
    let pet = file("src/types/pet.rs");
    has(&pet, &["/// The API's description says that this should no longer be used.\n"]);
}

#[test]
fn the_crate_says_who_offers_the_api() {
    let file = zoo();
    has(
        &file("src/lib.rs"),
        &[
            "//! See <https://zoo.example/docs>\n",
            "//! Contact: The keepers, <https://zoo.example/contact>, keepers@zoo.example\n",
            "//! License of the API: Apache 2.0, Apache-2.0\n",
            "//! Terms of service: <https://zoo.example/terms>\n",
            "`reqwest::ClientBuilder::identity`",
            // The types of the root have pages there.
            "#[doc(inline)]\npub use self::runtime::{\n",
        ],
    );
    has(&file("src/client.rs"), &["const SERVER_PRODUCTION", "const SERVER_SANDBOX"]);
}

/// The README and the root have what the SDK has.
#[test]
fn nothing_is_said_of_what_is_not_there() {
    let file = zoo();
    let (readme, root) = (file("README.md"), file("src/lib.rs"));
    has(&readme, &["\n## Files\n", "FilePart::file("]);
    assert!(!readme.contains("## Lists") && !readme.contains("Nullable"), "{readme}");
    assert!(!root.contains("PageRequest") && !root.contains("Nullable"), "{root}");
    assert!(root.contains("multipart::FilePart"), "{root}");
}

/// Behind it nothing but code would follow.
#[test]
fn what_ends_with_code_has_no_full_stop() {
    let text = "Pass the key:\n\n```bash\ncurl -H 'Authorization: Bearer x'\n```";
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Keys", "version": "1" },
        "servers": [{ "url": "https://keys.example" }],
        "security": [{ "bearer": [] }],
        "paths": { "/a": { "get": { "responses": { "204": { "description": "Done." } } } } },
        "components": { "securitySchemes": {
            "bearer": { "type": "http", "scheme": "bearer", "description": text },
        } },
    });
    let (generated, _) =
        generate("keys.json", description.to_string(), &Config::default());
    let files = generated.expect("a valid description").files;
    let readme = files.iter().find(|(path, _)| *path == "README.md").expect("a file").1;
    assert!(readme.contains("\n  ```\n"), "{readme}");
    assert!(!readme.contains("```."), "{readme}");
}

#[test]
fn all_that_comes_with_a_webhook_is_said() {
    let body =
        json!({ "content": { "application/json": { "schema": { "type": "string" } } } });
    let fine = json!({ "description": "Fine.", "content": body["content"] });
    let hook = |rest: Value| {
        let mut hook = json!({ "requestBody": body, "responses": { "200": fine } });
        for (key, value) in rest.as_object().into_iter().flatten() {
            hook[key] = value.clone();
        }
        json!({ "post": hook })
    };
    let parameter = |name: &str, place: &str| json!({ "name": name, "in": place, "required": place == "path", "description": "Some." });
    let paid = hook(json!({
        "parameters": [parameter("X-Sign", "header"), parameter("try", "query")],
        "security": [{ "sign": [] }, {}],
        "callbacks": { "refunded": { "{$request.body#/x}": hook(json!({})) } },
    }));
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Hooks", "version": "1" },
        "paths": { "/pay": { "post": {
            "responses": { "204": { "description": "Done." } },
            "callbacks": { "paid": { "{$request.body#/x}": paid } },
        } } },
        "components": { "securitySchemes": {
            "sign": { "type": "apiKey", "in": "header", "name": "X-Sign" },
        } },
    });
    let (generated, diagnostics) =
        generate("hooks.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let code =
        files.iter().find(|(path, _)| *path == "src/webhooks.rs").expect("some").1;
    for text in [
        "/// It comes with these headers:\n///\n/// - `X-Sign`: Some.",
        "/// It comes with these parameters in its query:\n///\n/// - `try`: Some.",
        "/// It is authenticated by `sign`.",
        "/// - 200 with `application/json`: Fine.",
        "pub fn paid(",
        "pub fn refunded(",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
    let untyped = |text: &str| diagnostics.iter().any(|one| one.message.contains(text));
    assert!(untyped("`paid` is answered with `application/json`"));
}

#[test]
fn links_have_the_host_of_documentation_that_is_the_apis_own() {
    let linked = |documentation: &str| {
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Pets", "version": "1" },
            "externalDocs": { "url": documentation },
            "paths": { "/pets": { "get": {
                "description": "As [told](/there).",
                "responses": { "204": { "description": "Done." } },
            } } },
        });
        let (generated, _) =
            generate("pets.json", description.to_string(), &Config::default());
        let operations = generated.expect("it is valid").api.operations;
        operations[0].docs.description.clone().expect("it is described")
    };
    assert_eq!(linked("https://pets.test/docs"), "As [told](https://pets.test/there).");
    // Examples have these, and nobody's documentation is there.
    for copied in ["https://swagger.io/docs", "http://example.com"] {
        assert_eq!(linked(copied), "As [told](/there).");
    }
}
