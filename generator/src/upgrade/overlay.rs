//! Overlays: OpenAPI Overlay Specification 1.0 and 1.1.

use std::path::Path;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::edit::{Editor, Mismatch, Origin};
use super::paths::through_reference;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::load::Loader;
use crate::source::{FileId, Pointer, SourceSet};

/// The members of an action.
const ACTION_MEMBERS: [&str; 5] = ["target", "description", "update", "copy", "remove"];

/// Reads an overlay and applies its actions to the first file, one after the other. What
/// cannot be applied is reported and left out.
pub(super) fn apply(path: &Path, loader: &mut Loader<'_>) {
    let Some(file) = loader.load_file(path) else { return };
    let overlay = loader.sources.file(file).tree.clone();
    let at = Pointer::root(file);
    if let Err(diagnostic) = check_version(&overlay, &at) {
        loader.diagnostics.report(*diagnostic);
        return;
    }
    let Some(Value::Array(actions)) = overlay.get("actions") else {
        loader.diagnostics.report(
            failed(&at, "the overlay has no list of `actions`")
                .help("write `actions:` and below it a list of `target` and `update`"),
        );
        return;
    };
    for (index, action) in actions.iter().enumerate() {
        let at = at.child("actions").index(index);
        let run = Run { action, at: &at, sources: &mut loader.sources };
        for diagnostic in run.run() {
            loader.diagnostics.report(diagnostic);
        }
        check_members(action, &at, loader.diagnostics);
    }
}

fn failed(at: &Pointer, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::OverlayFailed, at, message)
}

fn check_version(overlay: &Value, at: &Pointer) -> Result<(), Box<Diagnostic>> {
    let help = "write `overlay: 1.1.0` at its beginning";
    let version = match overlay.get("overlay") {
        Some(Value::String(version)) => version.clone(),
        Some(Value::Number(version)) => version.to_string(),
        _ => {
            let message = "the file is not an overlay: it does not say `overlay`";
            return Err(Box::new(failed(at, message).help(help)));
        }
    };
    match version.split('.').collect::<Vec<_>>()[..] {
        ["1", "0" | "1", ..] | ["1"] => Ok(()),
        _ => {
            let message = format!("overlay version `{version}` is not known");
            let help = "versions 1.0 and 1.1 are read";
            Err(Box::new(failed(&at.child("overlay"), message).help(help)))
        }
    }
}

fn check_members(action: &Value, at: &Pointer, diagnostics: &mut Diagnostics) {
    let Value::Object(members) = action else { return };
    for key in members.keys() {
        if ACTION_MEMBERS.contains(&key.as_str()) || key.starts_with("x-") {
            continue;
        }
        let message = format!("an action has no `{key}`");
        let unknown = Diagnostic::new(Code::UnknownField, &at.child(key), message);
        diagnostics.report(unknown.at_key().suggesting(key, ACTION_MEMBERS));
    }
}

/// One action.
struct Run<'a> {
    action: &'a Value,
    at: &'a Pointer,
    sources: &'a mut SourceSet,
}

impl Run<'_> {
    fn run(self) -> Vec<Diagnostic> {
        let Self { action, at, sources } = self;
        let mut editor = Editor::new(sources, Pointer::root(FileId::ROOT));
        let targets = match query(action, at, "target") {
            Ok(path) => editor.select(&path),
            Err(diagnostic) => return vec![*diagnostic],
        };
        if targets.is_empty() {
            let mut diagnostic =
                failed(&at.child("target"), "the target selects nothing");
            diagnostic.severity = Severity::Warning;
            let target = action.get("target").and_then(Value::as_str);
            let through = target.and_then(|text| through_reference(&editor, text));
            diagnostic.notes.extend(through);
            return vec![diagnostic.help("correct the target, or remove the action")];
        }
        match (action.get("remove"), action.get("update"), action.get("copy")) {
            (Some(Value::Bool(true)), ..) => remove(&mut editor, &targets, at),
            (_, _, Some(_)) => match copied(&editor, action, at) {
                Ok((value, from)) => {
                    let origin = Origin::Copy(from);
                    write(&mut editor, &targets, (&value, &origin), &at.child("copy"))
                }
                Err(diagnostic) => vec![*diagnostic],
            },
            (_, Some(update), None) => {
                let place = at.child("update");
                let origin = Origin::Overlay(place.clone());
                write(&mut editor, &targets, (update, &origin), &place)
            }
            (_, None, None) => {
                let message = "the action does nothing";
                vec![
                    failed(at, message)
                        .help("give it `update`, `copy` or `remove: true`"),
                ]
            }
        }
    }
}

/// The JSONPath of a member.
fn query(action: &Value, at: &Pointer, key: &str) -> Result<JsonPath, Box<Diagnostic>> {
    let Some(Value::String(text)) = action.get(key) else {
        let message = format!("the action has no JSONPath as its `{key}`");
        return Err(Box::new(
            failed(at, message).help(format!("write `{key}: $.info`")),
        ));
    };
    JsonPath::parse(text).map_err(|error| {
        let message = format!("`{text}` is not a JSONPath");
        let (position, problem) = (error.position() + 1, error.message());
        let diagnostic = failed(&at.child(key), message)
            .note(format!("at character {position}: {problem}"))
            .help(
                "names with other signs than letters stand in brackets: `$['x-name']`",
            );
        Box::new(diagnostic)
    })
}

/// The value that `copy` selects, and its place.
fn copied(
    editor: &Editor<'_>,
    action: &Value,
    at: &Pointer,
) -> Result<(Value, Pointer), Box<Diagnostic>> {
    let found = editor.select(&query(action, at, "copy")?);
    match &found[..] {
        [from] => Ok((editor.value(from).cloned().unwrap_or_default(), from.clone())),
        _ => {
            let number = found.len();
            let message = format!("`copy` selects {number} values instead of one");
            Err(Box::new(failed(&at.child("copy"), message)))
        }
    }
}

/// Removes the last ones first, so that the places of the others stay.
fn remove(
    editor: &mut Editor<'_>,
    targets: &[Pointer],
    at: &Pointer,
) -> Vec<Diagnostic> {
    if targets.iter().any(|target| target.parent().is_none()) {
        return vec![failed(&at.child("target"), "the whole description is removed")];
    }
    let mut targets = targets.to_vec();
    targets.sort_by_cached_key(|target| {
        let tokens = target.tokens().into_iter();
        tokens
            .map(|token| (token.parse::<usize>().ok(), token.to_owned()))
            .collect::<Vec<_>>()
    });
    for target in targets.iter().rev() {
        editor.remove(target);
    }
    Vec::new()
}

/// Merges a value into all targets.
fn write(
    editor: &mut Editor<'_>,
    targets: &[Pointer],
    (new, origin): (&Value, &Origin),
    at: &Pointer,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for target in targets {
        let is_list = editor.value(target).is_some_and(Value::is_array);
        if is_list && !new.is_array() {
            editor.append(target, new, origin);
        } else if let Err(Mismatch { at: place, old, new }) =
            editor.overlay(target, new, origin)
        {
            let message =
                format!("`{place}` is {old}, which {new} cannot be merged into");
            let diagnostic = failed(at, message)
                .and_at(&place, "this cannot be changed")
                .help("remove the old value by an action of its own, then write the new one");
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::load::{Input, Memory, load_with};

    /// Applies actions to a tree and returns what became of it, and the messages.
    #[track_caller]
    fn apply_to(tree: &Value, actions: &Value) -> (Value, Vec<String>) {
        let overlay = json!({"overlay": "1.1.0", "actions": actions});
        let (sources, diagnostics) = run(tree, &overlay.to_string());
        let messages = diagnostics.iter().map(|found| found.message.clone()).collect();
        let mut tree = sources.file(FileId::ROOT).tree.clone();
        tree.as_object_mut().unwrap().shift_remove("openapi");
        (tree, messages)
    }

    fn run(tree: &Value, overlay: &str) -> (SourceSet, Diagnostics) {
        let mut tree = tree.clone();
        tree.as_object_mut().unwrap().insert("openapi".to_owned(), "3.1.0".into());
        let mut files = Memory::default()
            .with("openapi.json", tree.to_string())
            .with("overlay.yaml", overlay);
        let mut diagnostics = Diagnostics::default();
        let input = Input::File("openapi.json".into());
        let sources = load_with(input, &mut files, &mut diagnostics, |loader| {
            apply(Path::new("overlay.yaml"), loader);
        });
        (sources, diagnostics)
    }

    #[track_caller]
    fn check(tree: &Value, actions: &Value, expected: &Value) {
        assert_eq!(apply_to(tree, actions), (expected.clone(), vec![]));
    }

    #[test]
    fn objects_are_merged_and_lists_go_on() {
        check(
            &json!({"info": {"title": "A", "tags": ["a"], "x": {"y": 1}}}),
            &json!([{"target": "$.info", "update":
                {"title": "B", "tags": ["b", "c"], "x": {"z": null}, "new": {}}}]),
            &json!({"info": {"title": "B", "tags": ["a", "b", "c"],
                "x": {"y": 1, "z": null}, "new": {}}}),
        );
    }

    #[test]
    fn a_list_takes_one_more_or_many_more() {
        check(
            &json!({"a": [1], "b": [1]}),
            &json!([{"target": "$.a", "update": {"x": 1}}, {"target": "$.b", "update": [2, 3]}]),
            &json!({"a": [1, {"x": 1}], "b": [1, 2, 3]}),
        );
    }

    #[test]
    fn primitives_are_replaced() {
        check(
            &json!({"a": {"b": "x"}}),
            &json!([{"target": "$.a.b", "update": 7}]),
            &json!({"a": {"b": 7}}),
        );
    }

    #[test]
    fn all_that_a_path_selects_is_removed() {
        check(
            &json!({"l": [1, 2, 1, 3, 1], "o": {"a": {"x": 1}, "b": {"x": 1}, "c": {}}}),
            &json!([{"target": "$.l[?@ == 1]", "remove": true},
                {"target": "$.o..x", "remove": true}]),
            &json!({"l": [2, 3], "o": {"a": {}, "b": {}, "c": {}}}),
        );
    }

    #[test]
    fn filters_and_wildcards_select() {
        check(
            &json!({"paths": {"/a": {"get": {"tags": ["x"]}}, "/b": {"get": {}}}}),
            &json!([{"target": "$.paths[?@.get.tags[?@ == 'x']].get", "update": {"z": 1}},
                {"target": "$.paths.*.get", "update": {"safe": true}}]),
            &json!({"paths": {"/a": {"get": {"tags": ["x"], "z": 1, "safe": true}},
                "/b": {"get": {"safe": true}}}}),
        );
    }

    #[test]
    fn a_value_is_copied_and_moved() {
        check(
            &json!({"paths": {"/a": {"get": {"x": 1}}, "/b": {"post": {}}}}),
            &json!([{"target": "$.paths['/b']", "copy": "$.paths['/a']"},
                {"target": "$.paths['/a']", "remove": true}]),
            &json!({"paths": {"/b": {"post": {}, "get": {"x": 1}}}}),
        );
    }

    #[test]
    fn what_cannot_be_applied_is_reported() {
        let table = [
            (
                json!({"target": "$.nothing", "remove": true}),
                "the target selects nothing",
            ),
            (
                json!({"target": "$.a.x-y", "remove": true}),
                "`$.a.x-y` is not a JSONPath",
            ),
            (json!({"target": "$.a"}), "the action does nothing"),
            (json!({"update": {}}), "the action has no JSONPath as its `target`"),
            (json!({"target": "$", "remove": true}), "the whole description is removed"),
            (
                json!({"target": "$.a", "copy": "$.a.*"}),
                "`copy` selects 2 values instead of one",
            ),
            (
                json!({"target": "$.a", "update": {"b": {"c": 1}}}),
                "`#/a/b` is a number, which an object cannot be merged into",
            ),
        ];
        for (action, message) in table {
            let tree = json!({"a": {"b": 1, "c": 2}});
            let (after, messages) = apply_to(&tree, &json!([action]));
            assert_eq!((after, &messages[..]), (tree, &[message.to_owned()][..]));
        }
    }

    #[test]
    fn a_path_through_a_reference_is_said_to_be_one() {
        let overlay = json!({"overlay": "1.0.0", "actions": [
            {"target": "$.a.b.*", "update": {"x": 1}}]});
        let tree = json!({"a": {"$ref": "#/c"}, "c": {"b": {}}});
        let (_, diagnostics) = run(&tree, &overlay.to_string());
        let [found] = &diagnostics.iter().collect::<Vec<_>>()[..] else { panic!() };
        let note = "the path goes through `#/a`, which is a `$ref` to `#/c`: write the path of \
                    what is there";
        assert_eq!(
            (&*found.message, &found.notes[..]),
            ("the target selects nothing", &[note.to_owned()][..])
        );
    }

    #[test]
    fn other_files_are_no_overlays() {
        for (overlay, message) in [
            ("a: 1\n", "the file is not an overlay: it does not say `overlay`"),
            ("overlay: 2.0.0\nactions: []\n", "overlay version `2.0.0` is not known"),
            ("overlay: 1.0.0\n", "the overlay has no list of `actions`"),
        ] {
            let (_, diagnostics) = run(&json!({}), overlay);
            let [found] = &diagnostics.iter().collect::<Vec<_>>()[..] else { panic!() };
            assert_eq!((found.code, &*found.message), (Code::OverlayFailed, message));
        }
    }

    #[test]
    fn misspelt_members_are_named() {
        let action = json!({"target": "$.a", "updaet": {}, "update": {}, "x-why": 1});
        let (_, messages) = apply_to(&json!({"a": {}}), &json!([action]));
        assert_eq!(messages, ["an action has no `updaet`"]);
    }

    #[test]
    fn places_lead_to_the_overlay_and_around_what_was_removed() {
        let overlay = "overlay: 1.0.0\nactions:\n\
                       - target: $.list[0]\n  remove: true\n\
                       - target: $.list\n  update: {new: 1}\n\
                       - target: $.info\n  update: {title: T}\n";
        let tree = json!({"list": ["a", "b"], "info": {"title": "S", "version": "1"}});
        let (sources, _) = run(&tree, overlay);
        let located = |pointer| {
            let at = Pointer::parse(FileId::ROOT, pointer).unwrap();
            let location = sources.locate(&at).unwrap();
            sources.file(location.file).text[location.value].to_owned()
        };
        assert_eq!(located("/list/0"), "\"b\"");
        assert_eq!(located("/list/1/new"), "1");
        assert_eq!(located("/info/title"), "T");
        assert_eq!(located("/info/version"), "\"1\"");
    }
}
