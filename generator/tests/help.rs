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
