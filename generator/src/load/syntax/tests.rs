use crate::diagnostic::{Code, Place};
use crate::load::load_text;

#[track_caller]
fn check_syntax(text: &str, message: &str, mark: &str, help: &str) {
    let name = if text.starts_with('{') { "a.json" } else { "a.yaml" };
    let (_, diagnostics) = load_text(name, text);
    let [diagnostic] = &diagnostics.iter().collect::<Vec<_>>()[..] else {
        panic!("{diagnostics:?}")
    };
    assert_eq!(diagnostic.code, Code::Syntax);
    assert_eq!(diagnostic.message, message);
    let Place::Text { text, span, .. } = &diagnostic.primary else { panic!() };
    assert_eq!(&text[span.clone()], mark);
    let actual = diagnostic.help.as_deref().unwrap_or_default();
    assert!(actual.contains(help), "{actual}");
}

#[test]
fn syntax_errors_of_json_are_explained() {
    check_syntax("{\"a\": [1, 2}", "expected `,` or `]`", "}", "");
    check_syntax(
        "{\"a\": {\"b\": 1",
        "the file ends while parsing an object",
        "1",
        "cut off",
    );
    check_syntax(
        "{\"a\": \"x\u{1}y\"}",
        "a string contains a line break or another control character",
        "\u{1}",
        "\\n",
    );
    let comment = "a comment, which JSON does not have";
    check_syntax("{\n// a\n\"b\": 1}", comment, "/", "YAML");
    check_syntax("{\"b\": 1 /* a */}", comment, "/", "YAML");
    let more = "something follows the end of the document";
    check_syntax("{\"a\": 1},\n\"b\": 2}", more, ",", "one description");
    check_syntax("{\"a\": 1}\n{\"b\": 2}", more, "{", "one description");
}

#[test]
fn half_a_character_is_marked() {
    for (text, message, mark) in [
        ("{\"a\": \"\\uDE00\"}", "`\\uDE00` is half a character", "\\uDE00"),
        ("{\"a\": \"\\ud83d x\"}", "`\\ud83d` is half a character", "\\ud83d"),
        ("{\"a\": \"\\ud83d\\n\"}", "`\\ud83d` is half a character", "\\ud83d"),
        ("{\"a\": \"\\uD83D\\u0041\"}", "`\\uD83D` is half a character", "\\uD83D"),
        ("a: \"\\uDE00\"", "`\\uDE00` is half a character", "\\uDE00"),
        ("a: \"\\uD83D\\u0041\"", "`\\uD83D` is half a character", "\\uD83D"),
        // What was joined before does not move the place.
        (
            "a: \"\\uD83D\\uDE00\"\nb: [\"\\uD83D\\uDE00\", \"\\uDBFF\"]",
            "`\\uDBFF` is half a character",
            "\\uDBFF",
        ),
    ] {
        check_syntax(text, message, mark, "both halves");
    }
}

#[test]
fn syntax_errors_of_yaml_are_explained() {
    check_syntax("a:\n\tb: 1\n", "a tab indents a line", "\t", "spaces");
    check_syntax(
        "a: \"x\nb: 1\n",
        "a text that begins with `\"` never ends",
        "\"",
        "close it",
    );
    check_syntax("a: b: c\n", "a `:` where no key can stand", ":", "quotes");
    check_syntax("a: @x\n", "a value cannot begin with `@`", "@", "`'@x'`");
    check_syntax(
        "a:\n  */*:\n    b: 1\n",
        "`*` begins no valid alias or anchor",
        "*/",
        "`'*/*'`",
    );
    check_syntax("a: *x\n", "`*x` names an anchor that does not exist", "*x", "&x");
    check_syntax("a: 'it's'\n", "something follows the closing `'`", "s", "''");
    check_syntax("a: 1\nb\nc: 2\n", "a line without `: ` after its key", "b", "space");
    check_syntax("a: 1\n  b: 2\n", "a `:` where no key can stand", ":", "indent");
    check_syntax("? [a]\n: 1\n", "a key is neither text nor a number", "[", "quotes");
    check_syntax("a: \"\\d\"\n", "a backslash begins no known escape", "\\", "twice");
    check_syntax("a: [1,\n", "a `[` is never closed", "[", "close it");
    check_syntax("a: {b: 1]\n", "a `{` is closed by a `]`", "]", "");
    check_syntax(
        "a: [1\nb: 3\n",
        "a list or mapping in brackets does not go on like this",
        ":",
        "comma",
    );
    check_syntax("a: 1\nb: 'x\0y'\n", "control character U+0000", "\0", "remove");
    check_syntax("a: {{ b }}\n", "a key is neither text nor a number", "{", "template");
}
