mod files;

use serde_json::json;

use super::*;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// Loads a text and returns its tree and the codes that were reported.
#[track_caller]
fn tree(path: &str, text: &str) -> (Value, Vec<Code>) {
    let (sources, diagnostics) = load_text(path, text);
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (sources.file(FileId::ROOT).tree.clone(), codes)
}

/// The only diagnostic of a text that is not loaded.
#[track_caller]
fn fault(path: &str, text: &str) -> Diagnostic {
    let (sources, diagnostics) = load_text(path, text);
    assert!(sources.iter().next().is_none(), "the text was loaded");
    let [diagnostic] = &diagnostics.iter().collect::<Vec<_>>()[..] else {
        panic!("{diagnostics:?}")
    };
    (*diagnostic).clone()
}

/// What a diagnostic marks.
fn marked(diagnostic: &Diagnostic) -> &str {
    match &diagnostic.primary {
        Place::Text { text, span, .. } => &text[span.clone()],
        other => panic!("{other:?}"),
    }
}

#[test]
fn json_and_yaml_give_the_same_tree() {
    let expected = json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "x": [1, -2, 1.5, true, null, "a\nb"],
    });
    let as_json = serde_json::to_string(&expected).unwrap();
    let as_yaml = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n\
                   x:\n- 1\n- -2\n- 1.5\n- true\n- ~\n- |-\n  a\n  b\n";
    for text in [as_json.as_str(), as_yaml, &as_yaml.replace('\n', "\r\n")] {
        assert_eq!(tree("openapi", text), (expected.clone(), vec![]));
    }
}

#[test]
fn tabs_in_lines_that_say_nothing_are_no_indentation() {
    let text = "a:\n\t# one\n  b: 1\n  \t\n \t # two\n  c: |\n    x\n    \t\n    \t# y\n\t# three\n\
                d: 'p\n\t# q'\n";
    let expected = json!({
        "a": { "b": 1, "c": "x\n\t\n\t# y\n" },
        "d": "p # q",
    });
    assert_eq!(tree("a.yaml", &format!("openapi: 3.0.0\n{text}")).0["a"], expected["a"]);
    assert_eq!(tree("a.yaml", &format!("openapi: 3.0.0\n{text}")).0["d"], expected["d"]);
    // A comment behind a text is none of it, however far to the right.
    for comment in ["\t\t\t# y", " \t\t\t", "\t\t\t\t\t\t"] {
        let text = format!("openapi: 3.0.0\na: |\n  x\n{comment}\nb: 1\n");
        assert_eq!(tree("a.yaml", &text).0["a"], json!("x\n"), "{comment:?}");
    }
    // What is indented by a tab is told where it stands.
    let wrong = fault("a.yaml", "openapi: 3.0.0\n\t# one\na:\n\tb: 1\n");
    assert_eq!((&*wrong.message, marked(&wrong)), ("a tab indents a line", "\t"));
}

#[test]
fn a_bracket_behind_a_colon_ends_a_plain_key() {
    let text = "openapi: 3.0.0\na: { b:[ ], c:{d: 1}, e:, f:[g:[1]],\n  h :{}, i:}\nj: k:[l]\n\
                m: {n: o:p, 'q':[]}\n";
    let expected = json!({
        "openapi": "3.0.0",
        "a": { "b": [], "c": { "d": 1 }, "e": null, "f": [{ "g": [1] }], "h": {}, "i": null },
        "j": "k:[l]",
        "m": { "n": "o:p", "q": [] },
    });
    assert_eq!(tree("a.yaml", text), (expected, vec![]));
    // Together with tabs, and with two escapes for a character.
    let text = "openapi: 3.0.0\n\t# one\na: {b:[\"\\uD83D\\uDE00\"]}\n";
    assert_eq!(tree("a.yaml", text).0["a"], json!({ "b": ["\u{1f600}"] }));
    // Places behind them are those of the text.
    let wrong = fault("a.yaml", "openapi: 3.0.0\na: {b:[], c:[], d:[]}\ne: 'f\n");
    assert_eq!(marked(&wrong), "'");
    let text = "openapi: 3.0.0\na: {b:[], c:[]}\nd: 1\nd: 2\n---\ne: 1\n";
    let (sources, diagnostics) = load_text("a.yaml", text);
    let second =
        diagnostics.iter().find(|one| matches!(one.primary, Place::Text { .. }));
    assert_eq!(marked(second.expect("a second document")), "---");
    let place = |pointer: &str| {
        let at = Pointer::parse(FileId::ROOT, pointer).expect("a pointer");
        let found = sources.locate(&at).expect("a place");
        (&text[found.key.expect("a key")], &text[found.value])
    };
    assert_eq!(place("/a/c"), ("c", "[]"));
    assert_eq!(place("/d"), ("d", "2"));
    // What is no YAML stays none.
    fault("a.yaml", "openapi: 3.0.0\na: {b:[], c: [}\n");
}

#[test]
fn many_brackets_behind_colons_are_read_at_once() {
    let many: String =
        (0..20_000).map(|n| format!("  - {{a{n}:[], b: [1]}}\n")).collect();
    let started = std::time::Instant::now();
    let (tree, _) = tree("a.yaml", &format!("openapi: 3.0.0\nlist:\n{many}"));
    assert_eq!(tree["list"][19_999], json!({ "a19999": [], "b": [1] }));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn numbers_of_any_size_are_read() {
    let (tree, _) = tree(
        "a.yaml",
        "openapi: 3.0.0\n\
         a: -9223372036854776000\n\
         b: 18446744073709551616\n\
         c: 99999999999999999999999999999999999999999999999999\n\
         d: .inf\n",
    );
    assert_eq!(tree["a"], json!(-9223372036854776000.0));
    assert_eq!(tree["b"], json!(18446744073709551616.0));
    assert_eq!(tree["c"], json!(1e50));
    assert_eq!(tree["d"], json!(".inf"));
}

#[test]
fn two_escapes_make_one_character() {
    let text = "openapi: 3.0.0\n\
                # \"\\uD83D\\uDE00\"\n\
                \"\\ud83d\\ude00 k\": {a: \"x\\uD83D\\uDE00\\\\uD83D\\uDBFF\\uDFFF\", b: 1}\n\
                plain: \\uD83D\\uDE00\n\
                single: '\\uD83D\\uDE00'\n\
                block: |-\n  \"\\uD83D\\uDE00\"\n";
    let (sources, diagnostics) = load_text("a.yaml", text);
    assert!(diagnostics.iter().next().is_none(), "{diagnostics:?}");
    let file = sources.file(FileId::ROOT);
    let expected = json!({
        "openapi": "3.0.0",
        "😀 k": {"a": "x😀\\uD83D\u{10ffff}", "b": 1},
        "plain": "\\uD83D\\uDE00",
        "single": "\\uD83D\\uDE00",
        "block": "\"\\uD83D\\uDE00\"",
    });
    assert_eq!(file.tree, expected);
    let at = Pointer::root(FileId::ROOT).child("😀 k").child("b");
    let location = sources.locate(&at).unwrap();
    assert!(location.exact);
    assert_eq!(&file.text[location.value], "1");
}

#[test]
fn faults_after_two_escapes_keep_their_place() {
    let more = fault("a.yaml", "a: [\"\\uD83D\\uDE00\", \"\\uD83D\\uDE00\", @x]\n");
    assert_eq!(marked(&more), "@");
    let open = fault("a.yaml", "a: [\"\\uD83D\\uDE00\", {b: 1]\n");
    assert_eq!(marked(&open), "]");
    let text = "openapi: 3.0.0\na: \"\\uD83D\\uDE00\"\n---\nb: 1\n";
    let (_, diagnostics) = load_text("a.yaml", text);
    assert_eq!(marked(diagnostics.iter().next().unwrap()), "---");
}

#[test]
fn keys_are_text_as_they_are_written() {
    let (tree, _) =
        tree("a.yaml", "openapi: 3.0.0\n200: a\ntrue: b\nnull: c\n1.10: d\n0x1F: e\n");
    let keys: Vec<_> = tree.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["openapi", "200", "true", "null", "1.10", "0x1F"]);
}

#[test]
fn the_last_of_equal_keys_counts_and_is_reported() {
    let texts = [
        "openapi: 3.0.0\ninfo:\n  a: 1\n  b: 2\n  a: 3\n",
        r#"{"openapi": "3.0.0", "info": {"a": 1, "b": 2, "a": 3}}"#,
    ];
    for text in texts {
        let (sources, diagnostics) = load_text("a", text);
        assert_eq!(
            sources.file(FileId::ROOT).tree["info"],
            json!({"a": 3, "b": 2}),
            "{text}"
        );
        let [diagnostic] = &diagnostics.iter().collect::<Vec<_>>()[..] else { panic!() };
        assert_eq!(diagnostic.code, Code::DuplicateKey);
        let Place::Node(label) = &diagnostic.primary else { panic!() };
        assert_eq!(label.at.to_string(), "#/info/a");
    }
}

#[test]
fn merge_keys_are_applied_and_own_keys_win() {
    let (tree, codes) = tree(
        "a.yaml",
        "openapi: 3.0.0\n\
         base: &base {a: 1, b: 2}\n\
         more: &more {b: 3, c: 4}\n\
         one: {<<: *base, b: 9}\n\
         two: {a: 0, <<: [*base, *more]}\n\
         odd: {<<: text}\n",
    );
    assert_eq!(tree["one"], json!({"a": 1, "b": 9}));
    assert_eq!(tree["two"], json!({"a": 0, "b": 2, "c": 4}));
    assert_eq!(tree["odd"], json!({"<<": "text"}));
    assert_eq!(codes, []);
}

#[test]
fn json_has_no_merge_keys() {
    let (tree, _) = tree("a.json", r#"{"openapi": "3.0.0", "<<": {"a": 1}}"#);
    assert_eq!(tree["<<"], json!({"a": 1}));
}

#[test]
fn tags_are_left_out() {
    let (tree, _) = tree(
        "a.yaml",
        "openapi: !!str 3.0\na: !include b.yaml\nc: !set {d: 1}\ne: !list [1]\n\
         f: !!int '5'\ng: !empty\nh: !a\n  - !b 1\n",
    );
    assert_eq!(
        tree,
        json!({"openapi": "3.0", "a": "b.yaml", "c": {"d": 1}, "e": [1], "f": 5,
               "g": null, "h": [1]})
    );
}

#[test]
fn what_is_almost_json_is_read_as_yaml() {
    let (tree, _) = tree("a.json", "{\"openapi\": \"3.0.0\", # comment\n  a: [1, 2,],}");
    assert_eq!(tree["a"], json!([1, 2]));
}

#[test]
fn only_the_first_document_counts() {
    let (sources, diagnostics) =
        load_text("a.yaml", "# c\n---\nopenapi: 3.0.0\n---\nother: 1\n");
    assert_eq!(sources.file(FileId::ROOT).tree, json!({"openapi": "3.0.0"}));
    let [diagnostic] = &diagnostics.iter().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!(diagnostic.code, Code::Repaired);
    let Place::Text { span, .. } = &diagnostic.primary else { panic!() };
    assert_eq!(*span, 23..26);
}

#[test]
fn nothing_is_an_empty_file() {
    for text in ["", " \n\t\n", "# only a comment\n", "---\n...\n", "\u{feff}"] {
        assert_eq!(fault("a.yaml", text).code, Code::EmptyFile, "{text:?}");
    }
}

#[test]
fn deep_nesting_is_refused_without_recursion() {
    let texts = [
        "[".repeat(10_000_000),
        "{\"a\":".repeat(1_000_000),
        format!("openapi: {}", "[".repeat(10_000_000)),
        format!("openapi: {}", "{a: ".repeat(1_000_000)),
        "- ".repeat(1_000_000),
        "? ".repeat(1_000_000),
        (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
        "a: &a [*a]".to_owned(),
    ];
    for text in texts {
        let diagnostic = fault("a.yaml", &text);
        assert_eq!(diagnostic.code, Code::TooDeep, "{text:.20}");
    }
}

#[test]
fn hidden_nesting_is_refused_too() {
    let text = format!("a: {}", "['[', \"]\", ']', # ]\n".repeat(100_000));
    assert_eq!(fault("a.yaml", &text).code, Code::TooDeep);
}

#[test]
fn nesting_up_to_the_limit_is_fine_in_both_formats() {
    let depth = tree::MAX_DEPTH - 1;
    let list = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for text in [
        format!("{{\"openapi\": \"3.0.0\", \"a\": {list}}}"),
        format!("openapi: 3.0.0\na: {list}\n"),
    ] {
        assert_eq!(tree("a", &text).1, [], "{text}");
        let text = text.replace("[[", "[[[");
        assert_eq!(fault("a", &text).code, Code::TooDeep, "{text}");
    }
}

#[test]
fn an_alias_inside_of_its_anchor_is_called_so() {
    let text = "openapi: 3.0.3\na: &a { b: [1, *a] }\nc: &c\n  d: 1\ne: *c\n";
    let (_, diagnostics) = load_text("openapi.yaml", text);
    let [found] = &diagnostics.iter().collect::<Vec<_>>()[..] else { panic!() };
    let Place::Text { span, .. } = &found.primary else { panic!("no place") };
    assert_eq!((found.code, &text[span.clone()]), (Code::TooDeep, "*a"));
    assert_eq!(found.message, "the alias `*a` stands inside of `&a`: it has no end");
}

#[test]
fn aliases_do_not_explode() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{},", level - 1).repeat(9);
        text += &format!("a{level}: &a{level} [{alias}]\n");
    }
    assert_eq!(fault("a.yaml", &text).code, Code::TooDeep);
    let text =
        format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(100_000), "*a,".repeat(50_000));
    assert_eq!(fault("a.yaml", &text).code, Code::TooDeep);
}

#[track_caller]
fn check_kind(text: &str, code: Code, message: &str) {
    let (_, diagnostics) = load_text("a", text);
    let [diagnostic] = &diagnostics.iter().collect::<Vec<_>>()[..] else {
        panic!("{diagnostics:?}")
    };
    assert_eq!((diagnostic.code, &*diagnostic.message), (code, message));
    assert!(diagnostic.help.is_some());
}

#[test]
fn other_formats_are_recognized() {
    let like =
        |what: &str| format!("this looks like {what}, not like an OpenAPI description");
    let table = [
        (r#"{"info": {"_postman_id": "1"}, "item": []}"#, like("a Postman collection")),
        ("asyncapi: 3.0.0\ninfo: {}\n", like("an AsyncAPI description")),
        (r#"{"$schema": "http://json-schema.org/x", "a": 1}"#, like("a JSON Schema")),
        ("type: object\nproperties: {}\n", like("a JSON Schema")),
        ("overlay: 1.0.0\nactions: []\n", like("an OpenAPI overlay")),
        (r#"{"message": "Not Found"}"#, like("the answer of a web server")),
        ("<!DOCTYPE html>\n<html><body a='1'>\n</body></html>", like("a web page")),
        ("just some words", "the file is one long text, not a mapping".to_owned()),
        ("[1, 2]", "the file is a list, not a mapping".to_owned()),
        ("OpenApi: 3.0.0\n", "`OpenApi` is neither `openapi` nor `swagger`".to_owned()),
        ("opneapi: 3.0.0\n", "`opneapi` is neither `openapi` nor `swagger`".to_owned()),
        (
            "paths: {}\n",
            "the file does not say which version of OpenAPI it is written in".to_owned(),
        ),
    ];
    for (text, message) in table {
        check_kind(text, Code::NotOpenapi, &message);
    }
}

#[test]
fn unknown_versions_are_refused_and_numbers_repaired() {
    let unknown = Code::UnsupportedVersion;
    check_kind("openapi: 4.0.0\n", unknown, "`openapi` version `4.0.0` is not known");
    check_kind("swagger: '1.2'\n", unknown, "`swagger` version `1.2` is not known");
    check_kind("swaggerVersion: '1.2'\n", unknown, "Swagger 1.x is not read");
    check_kind("openapi: {}\n", unknown, "`openapi` is not a version");
    let repaired = "`swagger` is a number; read as `\"2.0\"`";
    check_kind("swagger: 2.0\n", Code::Repaired, repaired);
    check_kind("swagger: 2\n", Code::Repaired, repaired);
    let (sources, _) = load_text("a", "openapi: 3.1\n");
    let version = Version::of(&sources.file(FileId::ROOT).tree);
    assert_eq!(version, Some(Version::OpenApi31));
}

#[test]
fn what_is_written_decides_where_key_and_version_say_two_things() {
    let table = [
        (
            "openapi: '2.0'\nhost: a\n",
            "`openapi` has no version `2.0`",
            Version::Swagger2,
        ),
        (
            "openapi: '2.0'\nservers: []\n",
            "`openapi` has no version `2.0`",
            Version::OpenApi30,
        ),
        (
            "swagger: 3.0.0\nhost: a\n",
            "`swagger` has no version `3.0.0`",
            Version::Swagger2,
        ),
        ("swagger: 3.1.0\n", "`swagger` has no version `3.1.0`", Version::OpenApi31),
        (
            "swagger: '2.0'\nopenapi: 3.0.0\n",
            "the description has both `openapi` and `swagger`",
            Version::OpenApi30,
        ),
    ];
    for (text, message, version) in table {
        check_kind(text, Code::Repaired, message);
        let (sources, _) = load_text("a", text);
        assert_eq!(Version::of(&sources.file(FileId::ROOT).tree), Some(version));
    }
}
