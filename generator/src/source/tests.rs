use serde_json::json;

use super::*;
use crate::load::load_text;

/// What stands at a place: the key, the value, and whether it is the place itself.
#[track_caller]
fn place(text: &str, pointer: &str) -> (String, String, bool) {
    let (sources, _) = load_text("a", text);
    located(&sources, pointer)
}

#[track_caller]
fn located(sources: &SourceSet, pointer: &str) -> (String, String, bool) {
    let at = Pointer::parse(FileId::ROOT, pointer).unwrap();
    let location = sources.locate(&at).unwrap();
    let text = &sources.file(location.file).text;
    let key = location.key.map(|key| text[key].to_owned()).unwrap_or_default();
    (key, text[location.value].to_owned(), location.exact)
}

#[track_caller]
fn check(text: &str, pointer: &str, key: &str, value: &str) {
    assert_eq!(place(text, pointer), (key.to_owned(), value.to_owned(), true));
}

#[test]
fn places_are_found_in_json() {
    let text =
        "{\"openapi\": \"3.0.0\",\n\t\"a/b\": [1, {\"c\\u0041\\\"\": null}, \"é\\\"\"]}";
    check(text, "/openapi", "\"openapi\"", "\"3.0.0\"");
    check(text, "/a~1b/0", "", "1");
    check(text, "/a~1b/1/cA\"", "\"c\\u0041\\\"\"", "null");
    check(text, "/a~1b/1", "", "{\"c\\u0041\\\"\": null}");
    check(text, "/a~1b/2", "", "\"é\\\"\"");
    check(text, "", "", text);
}

#[test]
fn places_are_found_in_yaml() {
    let text = "openapi: 3.0.0 # comment\n\
                a:\n  - x\n  - b: 1\n    'it''s': {c: [1, two]}\n  - |\n    text\n    more\n\
                \"q\\\"\": ü\n200:\nlast: end\n";
    check(text, "/openapi", "openapi", "3.0.0");
    check(text, "/a/0", "", "x");
    check(text, "/a/1", "", "b: 1\n    'it''s': {c: [1, two]}");
    check(text, "/a/1/it's", "'it''s'", "{c: [1, two]}");
    check(text, "/a/1/it's/c/1", "", "two");
    check(text, "/q\"", "\"q\\\"\"", "ü");
    check(text, "/200", "200", "");
    check(text, "/last", "last", "end");
    assert!(place(text, "/a/2").1.ends_with("more\n"));
}

#[test]
fn aliases_and_merge_keys_lead_to_the_anchored_text() {
    let text = "openapi: 3.0.0\n\
                base: &base {a: 1, b: {x: 2}}\n\
                one: *base\n\
                two: {<<: *base, a: 3}\n\
                three: {<<: [{c: 4}, *base]}\n";
    check(text, "/one", "one", "*base");
    check(text, "/one/b/x", "x", "2");
    check(text, "/two/a", "a", "3");
    check(text, "/two/b/x", "x", "2");
    check(text, "/three/c", "c", "4");
    check(text, "/three/a", "a", "1");
}

#[test]
fn the_last_of_equal_keys_is_found() {
    for text in
        ["openapi: 3.0.0\na: 1\nb: 2\na: 3\n", r#"{"openapi": "3.0.0", "a": 1, "a": 3}"#]
    {
        assert_eq!(place(text, "/a").1, "3");
        let (sources, _) = load_text("a", text);
        let at = Pointer::parse(FileId::ROOT, "/a").unwrap();
        assert_eq!(sources.overridden(&at).len(), 1);
    }
}

#[test]
fn the_first_document_with_content_counts() {
    check("---\n---\nopenapi: 3.0.0\na: 1\n---\na: 2\n", "/a", "a", "1");
}

#[test]
fn what_the_text_does_not_have_falls_back_to_what_is_around_it() {
    let text = "openapi: 3.0.0\na: {b: [1]}\n";
    assert_eq!(place(text, "/a/b/5/c"), ("b".to_owned(), "[1]".to_owned(), false));
    assert_eq!(place(text, "/a/x"), ("a".to_owned(), "{b: [1]}".to_owned(), false));
    assert_eq!(place(text, "/x").1, text.trim_end());
    assert!(!place(text, "/x").2);
}

#[test]
fn changes_of_the_tree_are_undone() {
    let (mut sources, _) =
        load_text("a.yaml", "openapi: 3.0.0\nlist: [a, b, c]\nold: {x: 1}\n");
    let overlay = sources.add(SourceFile {
        path: "overlay.yaml".into(),
        text: "actions: [{update: {title: New}}]".to_owned(),
        format: Format::Yaml,
        tree: json!(null),
    });
    let root = Pointer::root(FileId::ROOT);
    let list = root.child("list");
    sources.record(Edit::Removed { list: list.clone(), index: 0 });
    sources.record(Edit::Removed { list, index: 1 });
    let (from, to) = ("old".to_owned(), "new".to_owned());
    sources.record(Edit::Renamed { parent: root.clone(), from, to });
    let by = Author::Overlay(Pointer::parse(overlay, "/actions/0/update").unwrap());
    sources.record(Edit::Written { at: root.child("info"), by });
    let by = Author::FixUp("id".to_owned());
    sources.record(Edit::Written { at: root.child("new").child("y"), by });
    sources.record(Edit::Copied { at: root.child("copy"), from: root.child("new") });

    assert_eq!(located(&sources, "/list/0").1, "b");
    assert_eq!(located(&sources, "/new/x").1, "1");
    assert_eq!(located(&sources, "/info/title").1, "New");
    assert_eq!(located(&sources, "/copy/x").1, "1");
    let fixed = sources.locate(&root.child("new").child("y")).unwrap();
    assert_eq!((fixed.exact, fixed.fix_up.as_deref()), (false, Some("id")));
}
