//! Properties of reading, of places and of rendering, over arbitrary input.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::diagnostic::{Code, Diagnostic, Format, RenderOptions, Severity, render};

/// Texts that are hard to write in JSON, in YAML, or on a terminal.
fn text() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "",
        " ",
        "a b",
        "~",
        "null",
        "true",
        "1",
        "1.0",
        "0x1f",
        "-",
        "- a",
        "a: b",
        "a #b",
        "'",
        "\"",
        "''",
        "\\",
        "{",
        "[",
        "*a",
        "&a",
        "!a",
        "@",
        "`",
        "%",
        "|",
        ">",
        "\n",
        "a\nb\n",
        "\ta",
        "é",
        "🐈",
        "\u{feff}",
        "\u{85}",
        "\u{2028}",
        "\u{7f}",
        "\u{0}",
        "\u{202e}",
        "/",
        "~1",
        "200",
        "=",
        "y",
        ".inf",
        "2020-01-01",
        "1e400",
        "...",
        "---",
    ]);
    prop_oneof![3 => hard.prop_map(str::to_owned), 1 => any::<String>()]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e12..1e12_f64).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            members(inner).prop_map(Value::from),
        ]
    })
}

fn members(
    value: impl Strategy<Value = Value>,
) -> impl Strategy<Value = Map<String, Value>> {
    // A merge key is none, and of these line breaks YAML 1.1 and 1.2 think differently.
    let plain =
        |key: &String| key != "<<" && !key.contains(['\u{85}', '\u{2028}', '\u{2029}']);
    prop::collection::vec((text().prop_filter("plain", plain), value), 0..6)
        .prop_map(Map::from_iter)
}

/// A tree whose root is a mapping, as that of every description.
fn tree() -> impl Strategy<Value = Value> {
    prop::collection::vec(value(), 1..4).prop_map(|values| {
        let root = Map::from_iter([("x".to_owned(), Value::from(values))]);
        Value::Object(root)
    })
}

/// Texts of the signs that mean something in JSON and YAML.
fn soup() -> impl Strategy<Value = String> {
    let signs = vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        ",",
        "\"",
        "'",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "? ",
        "&a ",
        "*a ",
        "<<: ",
        "!t ",
        "| ",
        "> ",
        "# ",
        "---\n",
        "...\n",
        "%",
        "\t",
        "\\",
        "\\uD83D",
        "\\uDE00",
        "a",
        "b",
        "1",
        "null",
        "openapi: 3.0.0\n",
        "$ref: ",
        "\r",
        "\u{feff}",
        "é",
        "\u{0}",
    ];
    prop::collection::vec(prop::sample::select(signs), 0..60)
        .prop_map(|signs| signs.concat())
}

/// Renders whatever was reported, and one diagnostic more at a place, in every format.
fn render_all(sources: &SourceSet, mut diagnostics: Diagnostics, at: Option<&str>) {
    let at = at.and_then(|pointer| Pointer::parse(FileId::ROOT, pointer));
    if let Some(at) = at.filter(|_| sources.paths().count() > 0) {
        let diagnostic = Diagnostic::new(Code::WrongType, &at, "a message");
        diagnostics.report(diagnostic.label("a label").and_at(&at, "again").at_key());
    }
    for format in [Format::Human, Format::Json, Format::Github] {
        let options =
            RenderOptions { format, least: Severity::Note, ..RenderOptions::default() };
        let text = render(&diagnostics, sources, &options);
        assert_eq!(text.is_empty(), diagnostics.iter().next().is_none());
        if format == Format::Json {
            for line in text.lines() {
                assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
            }
        }
    }
}

/// Checks that every value of a tree is found at its place.
fn check_places(sources: &SourceSet, value: &Value, at: &Pointer) {
    let location = sources.locate(at).unwrap();
    let file = sources.file(FileId::ROOT);
    assert!(location.exact, "{at} in {:?}", file.text);
    let text = &file.text[location.value];
    if file.format == crate::source::Format::Json {
        assert_eq!(
            serde_json::from_str::<Value>(text).ok().as_ref(),
            Some(value),
            "{at}"
        );
    } else if !value.is_object()
        && !value.is_array()
        && !value.as_str().is_some_and(|text| text.contains('\n'))
    {
        // Of escapes in pairs, JSON knows more than that parser.
        let read = serde_yaml::from_str::<Value>(text).ok();
        let read = read.or_else(|| serde_json::from_str(text).ok());
        assert_eq!(read.as_ref(), Some(value), "{at}");
    }
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                check_places(sources, value, &at.child(key));
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                check_places(sources, value, &at.index(index));
            }
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn json_is_read_as_it_was_written(tree in tree(), pretty: bool) {
        let text = if pretty {
            serde_json::to_string_pretty(&tree)
        } else {
            serde_json::to_string(&tree)
        };
        let (sources, _) = load_text("a.json", text.unwrap());
        prop_assert_eq!(&sources.file(FileId::ROOT).tree, &tree);
        check_places(&sources, &tree, &Pointer::root(FileId::ROOT));
    }

    #[test]
    fn yaml_is_read_as_it_was_written(tree in tree()) {
        let text = serde_yaml::to_string(&tree).unwrap();
        let (sources, diagnostics) = load_text("a.yaml", text);
        prop_assert!(sources.paths().count() == 1, "{:?}", diagnostics);
        prop_assert_eq!(&sources.file(FileId::ROOT).tree, &tree);
        check_places(&sources, &tree, &Pointer::root(FileId::ROOT));
    }

    #[test]
    fn json_and_yaml_of_a_tree_are_the_same(tree in tree()) {
        // A JSON text with a comment is YAML.
        let json = serde_json::to_string(&tree).unwrap();
        // YAML does not allow these unless they are escaped.
        if json.contains(|c: char| c.is_control() || "\u{2028}\u{2029}\u{feff}".contains(c)) {
            return Ok(());
        }
        let (sources, diagnostics) = load_text("a.yaml", format!("{json} # a comment"));
        prop_assert!(sources.paths().count() == 1, "{:?}", diagnostics);
        prop_assert_eq!(&sources.file(FileId::ROOT).tree, &tree);
    }

    #[test]
    fn json_in_ascii_is_yaml_too(tree in tree()) {
        let json = serde_json::to_string(&tree).unwrap();
        // YAML does not allow this one unless it is escaped, and JSON has no escape for it.
        if json.contains('\u{7f}') {
            return Ok(());
        }
        let mut text = String::new();
        for char in json.chars() {
            if char.is_ascii() {
                text.push(char);
                continue;
            }
            for unit in char.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
        let (sources, diagnostics) = load_text("a.yaml", format!("{text} # a comment"));
        prop_assert!(sources.paths().count() == 1, "{:?}", diagnostics);
        prop_assert_eq!(&sources.file(FileId::ROOT).tree, &tree);
        check_places(&sources, &tree, &Pointer::root(FileId::ROOT));
    }

    #[test]
    fn no_bytes_cause_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut files = Memory::default().with("a", bytes);
        let mut diagnostics = Diagnostics::default();
        let sources = load(Input::File("a".into()), &mut files, &mut diagnostics);
        render_all(&sources, diagnostics, None);
    }

    #[test]
    fn no_text_causes_a_panic(text in soup(), pointer in "(/[a-z0-9<~]{0,2}){0,4}") {
        for name in ["a.yaml", "a.json"] {
            let (sources, diagnostics) = load_text(name, text.clone());
            render_all(&sources, diagnostics, Some(&pointer));
        }
    }
}

/// Marks of byte order inside of a text are none: they are characters like others.
#[test]
fn marks_of_byte_order_inside_of_texts() {
    for text in [
        "\\é\n\u{feff}<<: \r\n{",
        "a: é\n\u{feff}b: \n{",
        "\u{feff}a: 1\n\u{feff}: [\n",
        "é: {\n\u{feff}\"",
    ] {
        for name in ["a.yaml", "a.json"] {
            let (sources, diagnostics) = load_text(name, text.to_owned());
            render_all(&sources, diagnostics, Some("/a"));
        }
    }
}
