//! What a diagnostic says to write instead fits the file that it is about.

mod support;

use specwright::config::Config;
use specwright::diagnostic::{Code, Diagnostic};
use support::generate;

/// The first diagnostic of a code about a description.
fn found(code: Code, text: &str) -> Diagnostic {
    let (_, diagnostics) = generate("api.yaml", text, &Config::default());
    let mut all = diagnostics.iter();
    all.find(|one| one.code == code).expect("it is reported").clone()
}

#[test]
fn swagger_is_helped_in_its_own_words() {
    let rest = "info: { title: T, version: '1' }\npaths:\n  /x/{id}:\n    get:\n      \
                security: [ { nope: [] } ]\n      responses: { '204': { description: ok } }\n";
    let help =
        |version: &str, code| found(code, &format!("{version}\n{rest}")).help.unwrap();
    let security = |version| help(version, Code::UnresolvedSecurity);
    assert_eq!(security("swagger: '2.0'"), "declare it under `securityDefinitions`");
    assert_eq!(
        security("openapi: 3.0.3"),
        "declare it under `components/securitySchemes`"
    );
    let parameter = |version| help(version, Code::UndeclaredPathParameter);
    assert!(parameter("swagger: '2.0'").contains("type: …"));
    assert!(parameter("openapi: 3.0.3").contains("schema: …"));
}

#[test]
fn an_anchor_that_is_not_there_is_named() {
    let found = found(
        Code::UnresolvedRef,
        "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a:\n    get:\n      \
         responses:\n        '200':\n          description: ok\n          content: { \
         application/json: { schema: { $ref: '#foo' } } }\n",
    );
    assert_eq!(found.notes, ["no schema there has `$anchor: foo`"]);
}

#[test]
fn a_value_of_an_enum_that_no_number_can_hold_is_left_out() {
    let found = found(
        Code::EnumValueMismatch,
        "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths:\n  /a:\n    get:\n      \
         parameters:\n        - { name: n, in: query, schema: { type: integer, enum: [1, \
         184467440737095516150] } }\n      responses: { '204': { description: ok } }\n",
    );
    assert!(found.message.contains("is not of the schema's type"), "{}", found.message);
}

/// A description whose answer is this schema.
fn answer(version: &str, schema: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      \
         responses:\n        '200':\n          description: ok\n          content: {{ \
         application/json: {{ schema: {schema} }} }}\ncomponents:\n  schemas:\n    \
         B: {{ type: object, properties: {{ x: {{ type: integer }} }} }}\n"
    )
}

#[test]
fn what_stands_beside_a_reference_is_noted_where_it_does_not_count() {
    let schema = "{ $ref: '#/components/schemas/B', required: [x] }";
    let noted = found(Code::UnsupportedKeyword, &answer("3.0.3", schema));
    assert!(noted.message.starts_with("`required` does not show"), "{}", noted.message);
    let (_, diagnostics) =
        generate("api.yaml", answer("3.1.0", schema), &Config::default());
    assert!(diagnostics.iter().all(|one| one.code != Code::UnsupportedKeyword));
}

#[test]
fn a_dynamic_reference_that_leads_nowhere_is_noted() {
    let schema = "{ $dynamicRef: '#item' }";
    let noted = found(Code::UntypedSchema, &answer("3.1.0", schema));
    assert!(
        noted.message.contains("`$dynamicRef` points at nothing"),
        "{}",
        noted.message
    );
}

#[test]
fn whole_numbers_beyond_64_bits_are_noted() {
    let schema = "{ type: integer, minimum: 0, maximum: 340282366920938463463374607431768211455 }";
    let noted = found(Code::UnsupportedKeyword, &answer("3.1.0", schema));
    assert!(noted.message.contains("which a `u64` cannot hold"), "{}", noted.message);
}
