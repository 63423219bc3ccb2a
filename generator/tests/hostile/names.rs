//! Strings of a description that would like to be code, a path or a command of the terminal.

use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};

use crate::{generate, on_main_stack};

/// What would call something if it got out of a string or a comment: no name of ours is made of
/// this word alone, because every text has another word beside it.
const CALLED: &str = "escaped_from_the_string";

/// Texts around a call.
fn texts() -> Vec<String> {
    let frames = [
        ("x\"; ", " //"),
        ("x\"#; ", " r#\""),
        ("*/ ", " /*"),
        ("x\n", "\n"),
        ("x\r", "\r"),
        ("x\r\n}\n", "\n"),
        ("x\n/// ```\n", "\n/// ```"),
        ("{{", "}}"),
        ("{", "}"),
        ("x')] ", " #[doc('"),
        ("x\\", "\\"),
        ("x\\u{22}; ", ""),
        ("x\0", "\0"),
        ("x\u{202e}", "\u{2066}"),
        ("x\u{2028}", "\u{2029}"),
        ("../../../", "/../x"),
        ("C:\\", "\\x"),
        ("x\u{1}b0", "\u{1}"),
        ("\u{1}", "\u{1}0"),
        ("</summary><script>", "</script>"),
        ("x]]]\nevil = ", "\n[dependencies]\nx = \"1\""),
        ("$(", ")"),
        ("\u{1b}]0;", "\u{7}"),
        ("", ""),
    ];
    let texts = frames
        .iter()
        .map(|(before, after)| format!("{before}{CALLED}!(); {CALLED}();{after}"));
    texts.collect()
}

/// A description that has a text wherever a description can have one.
fn description(text: &str) -> Value {
    let schema = json!({
        "type": "object",
        "title": text,
        "description": text,
        "externalDocs": { "url": text, "description": text },
        "required": [text],
        "properties": {
            text: { "type": "string", "description": text, "default": text, "example": text,
                    "pattern": text, "format": text, "deprecated": true },
            "kind": { "type": "string", "enum": [text, "other"], "x-enum-varnames": [text] },
            "constant": { "type": "string", "enum": [text] },
            "list": { "type": "array", "items": { "enum": [1, text, null] } },
        },
        "additionalProperties": { "type": "integer", "description": text },
    });
    let named = |number: usize| format!("{text}{number}");
    let pointer = format!("#/components/schemas/{}", escaped(&named(1)));
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": text, "version": text, "description": text, "termsOfService": text,
            "contact": { "name": text, "url": text, "email": text },
            "license": { "name": text, "url": text },
        },
        "servers": [{ "url": text, "description": text,
                      "variables": { text: { "default": text, "enum": [text], "description": text } } }],
        "tags": [{ "name": text, "description": text, "externalDocs": { "url": text } }],
        "security": [{ text: [text] }, {}],
        "paths": paths(text, &schema, &pointer),
        "components": {
            "schemas": { named(1): schema, named(2): { "oneOf": [{ "$ref": pointer }],
                "discriminator": { "propertyName": text, "mapping": { text: pointer } } },
                text: { "type": "string", "enum": [text, "a"] } },
            "securitySchemes": { text: { "type": "apiKey", "in": "header", "name": text,
                                         "description": text },
                                 named(1): { "type": "oauth2", "description": text, "flows": {
                                     "clientCredentials": { "tokenUrl": text, "scopes": { text: text } } } },
                                 named(2): { "type": "http", "scheme": text } },
        },
    })
}

/// Paths with a text wherever paths can have one.
fn paths(text: &str, schema: &Value, pointer: &str) -> Value {
    json!({
        format!("/{}/{{{}}}", text.replace(['{', '}'], ""), text.replace(['{', '}', '/'], "")): {
            "summary": text, "description": text,
            "servers": [{ "url": text }],
            "post": {
                "operationId": text, "summary": text, "description": text, "tags": [text],
                "externalDocs": { "url": text, "description": text },
                "x-fern-sdk-group-name": text, "x-fern-sdk-method-name": text,
                "parameters": [
                    { "name": text.replace(['{', '}', '/'], ""), "in": "path", "required": true,
                      "description": text, "schema": { "type": "string" }, "example": text },
                    { "name": text, "in": "query", "description": text,
                      "schema": { "type": "string", "enum": [text, "b"], "default": text } },
                    { "name": text, "in": "header", "schema": { "type": "string" } },
                    { "name": text, "in": "cookie", "schema": { "type": "string" } },
                ],
                "requestBody": { "description": text, "content": {
                    "application/json": { "schema": { "$ref": pointer }, "example": text },
                    "multipart/form-data": { "schema": schema,
                        "encoding": { text: { "contentType": text } } },
                    text: { "schema": { "type": "string" } },
                } },
                "responses": {
                    "200": { "description": text,
                             "headers": { text: { "schema": { "type": "string" } } },
                             "links": { text: { "operationId": text, "description": text } },
                             "content": { "application/json": { "schema": { "oneOf": [
                                 { "$ref": pointer }, { "type": "string" } ] } } } },
                    "4XX": { "description": text, "content": { text: { "schema": schema },
                             "application/json": { "schema": { "$ref": pointer } } } },
                    text: { "description": text },
                },
                "callbacks": { text: { text: { "post": { "responses": {} } } } },
            },
        },
    })
}

/// A key as a token of a pointer in a reference.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1").replace('%', "%25")
}

/// The description with one text at a time where the whole may be refused.
fn parts(text: &str) -> Vec<Value> {
    let whole = description(text);
    let plain = description("plain text");
    let mut parts = vec![whole.clone()];
    for key in ["info", "servers", "tags", "security", "paths", "components"] {
        let mut part = plain.clone();
        part[key] = whole[key].clone();
        parts.push(part);
    }
    let mut with_docs = plain.clone();
    put_docs(&mut with_docs, text);
    parts.push(with_docs);
    parts
}

/// Puts a text where only people read it.
fn put_docs(value: &mut Value, text: &str) {
    match value {
        Value::Object(members) => {
            for (key, value) in members.iter_mut() {
                if matches!(
                    &**key,
                    "description" | "summary" | "title" | "default" | "example"
                ) && value.is_string()
                {
                    *value = json!(text);
                } else {
                    put_docs(value, text);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put_docs(item, text)),
        _ => {}
    }
}

#[test]
fn text_stays_text() {
    let made = on_main_stack(|| {
        let mut made = 0;
        for text in texts() {
            for part in parts(&text) {
                made += usize::from(check(&part.to_string(), &text));
            }
        }
        made
    });
    // Most are valid, or this proves nothing.
    assert!(made > texts().len() * 4, "{made}");
}

/// Looks at all files of the SDK; false when there is none.
fn check(description: &str, text: &str) -> bool {
    let Some(generated) = generate(description.to_owned()).0 else { return false };
    for (path, content) in generated.files.iter() {
        assert!(is_inside(path), "{path:?} of {text:?}");
        if path.ends_with(".rs") {
            let tokens: TokenStream = content
                .parse()
                .unwrap_or_else(|error| panic!("{path} of {text:?}: {error}"));
            assert!(!calls(tokens), "{path} of {text:?} has it as code:\n{content}");
            if let Err(error) = syn::parse_file(content) {
                panic!("{path} of {text:?}: {error}\n{content}");
            }
            let bad = |c: char| (c < ' ' && c != '\n') || is_bidi(c);
            let line = content.lines().find(|line| line.contains(bad));
            assert_eq!(line, None, "{path} of {text:?}");
        }
        if path.ends_with(".toml") {
            let table: toml::Table = content.parse().expect("a manifest is TOML");
            assert!(!table.contains_key("evil"), "{path} of {text:?}");
        }
    }
    true
}

/// Characters that change the direction of the text around them.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a path is below the folder and of letters that every system takes.
fn is_inside(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    path.split('/').all(|part| {
        !part.is_empty() && part != "." && part != ".." && part.chars().all(plain)
    })
}

/// Whether the word stands among the tokens, and not inside of a literal.
fn calls(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == CALLED,
        TokenTree::Group(group) => calls(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
