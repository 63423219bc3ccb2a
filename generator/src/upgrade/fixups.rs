//! Fix-ups: small, named changes that the configuration asks for.
//!
//! A fix-up exists because the description is wrong. One that changes nothing is an error, so
//! that it goes when the description is right.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::edit::{Editor, Origin};
use super::paths::{Beginning, through_reference};
use crate::config::{Config, FixUp};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Loader;
use crate::source::{FileId, Pointer, SourceSet};

/// Applies the fix-ups of the configuration to the first file, one after the other.
pub(super) fn apply(config: &Config, loader: &mut Loader<'_>) {
    for fix in &config.fixes {
        if let Err(diagnostic) = apply_one(fix, config, &mut loader.sources) {
            loader.diagnostics.report(*diagnostic);
        }
    }
}

/// What a fix-up does.
enum Action<'a> {
    Add(&'a Value),
    Set(&'a Value),
    Merge(&'a Value),
    Remove,
    Rename(&'a str),
}

impl<'a> Action<'a> {
    /// The one thing that a fix-up asks for.
    fn of(fix: &'a FixUp) -> Option<Self> {
        let FixUp { name: _, target: _, add, set, merge, remove, rename, reason: _ } =
            fix;
        let actions = [
            add.as_ref().map(Self::Add),
            set.as_ref().map(Self::Set),
            merge.as_ref().map(Self::Merge),
            remove.then_some(Self::Remove),
            rename.as_deref().map(Self::Rename),
        ];
        let mut actions = actions.into_iter().flatten();
        actions.next().filter(|_| actions.next().is_none())
    }
}

fn apply_one(
    fix: &FixUp,
    config: &Config,
    sources: &mut SourceSet,
) -> Result<(), Box<Diagnostic>> {
    let name = fix.name.get_ref();
    let Some(action) = Action::of(fix) else {
        let message = format!("the fix-up `{name}` does not have exactly one action");
        let diagnostic = config.diagnostic(Code::ConfigSyntax, fix.name.span(), message);
        let help = "give it one of `add`, `set`, `merge`, `remove` and `rename`";
        return Err(Box::new(diagnostic.help(help)));
    };
    let mut editor = Editor::new(sources, Pointer::root(FileId::ROOT));
    let targets = targets(fix, config, &editor, &action)?;
    let through = match targets.is_empty() {
        true => through_reference(&editor, fix.target.get_ref().trim()),
        false => None,
    };
    let mut changed = 0;
    let origin = Origin::FixUp(name.clone());
    // The last ones first, so that removing one leaves the places of the others alone.
    for target in targets.iter().rev() {
        changed += usize::from(match &action {
            Action::Add(_) if editor.value(target).is_some() => false,
            Action::Add(value) | Action::Set(value) => {
                editor.set(target, (*value).clone(), origin.clone())
            }
            Action::Merge(patch) => editor.merge(target, patch, &origin),
            Action::Remove => editor.remove(target),
            Action::Rename(key) => editor.rename(target, key),
        });
    }
    // No two members can have one key, so that what is renamed is all or a mistake.
    let all = matches!(action, Action::Rename(_));
    if changed > 0 && (!all || changed == targets.len()) {
        return Ok(());
    }
    let mut diagnostic = unused(fix, config, &targets, &action);
    diagnostic.notes.extend(through);
    Err(Box::new(diagnostic))
}

/// The diagnostic for a fix-up that changed nothing.
fn unused(
    fix: &FixUp,
    config: &Config,
    targets: &[Pointer],
    action: &Action<'_>,
) -> Diagnostic {
    let name = fix.name.get_ref();
    let target = fix.target.get_ref();
    let several = targets.len() > 1;
    let (message, span) = match action {
        Action::Add(_) if !targets.is_empty() => (
            format!(
                "the fix-up `{name}` no longer applies: `{target}` is there already"
            ),
            fix.target.span(),
        ),
        _ if targets.is_empty() => (
            format!("the fix-up `{name}` no longer applies: `{target}` is not there"),
            fix.target.span(),
        ),
        Action::Rename(key) if several => (
            format!(
                "the fix-up `{name}` cannot rename all {} members of `{target}` to `{key}`",
                targets.len()
            ),
            fix.name.span(),
        ),
        Action::Rename(key) => (
            format!("the fix-up `{name}` cannot rename `{target}` to `{key}`"),
            fix.name.span(),
        ),
        _ => (
            format!("the fix-up `{name}` changes nothing: `{target}` is already so"),
            fix.name.span(),
        ),
    };
    let mut diagnostic = config
        .diagnostic(Code::FixUpUnused, span, message)
        .help(match action {
            Action::Set(_) | Action::Merge(_) if targets.is_empty() => {
                "remove the fix-up, or correct its target; what is new is written with `add`"
            }
            _ => "remove the fix-up, or correct its target",
        });
    for at in targets.iter().take(1) {
        diagnostic = diagnostic.and_at(at, "this is its target");
    }
    if let Some(reason) = &fix.reason {
        diagnostic = diagnostic.note(format!("it was made because: {reason}"));
    }
    diagnostic
}

/// The places that a fix-up's target means. Only what is added can be at a place that is not
/// there yet, so that a fix-up for what is gone is an error.
fn targets(
    fix: &FixUp,
    config: &Config,
    editor: &Editor<'_>,
    action: &Action<'_>,
) -> Result<Vec<Pointer>, Box<Diagnostic>> {
    let text = fix.target.get_ref().trim();
    let pointer = text.strip_prefix('#').unwrap_or(text);
    let path = || Some(Beginning::of(text)?).filter(|path| path.whole);
    let single = Pointer::parse(FileId::ROOT, pointer).or_else(|| Some(path()?.at));
    let Some(at) = single else {
        return match JsonPath::parse(text) {
            Ok(path) => Ok(editor.select(&path)),
            Err(error) => {
                let message =
                    format!("`{text}` is neither a JSON pointer nor a JSONPath");
                let (position, problem) = (error.position() + 1, error.message());
                let diagnostic =
                    config.diagnostic(Code::ConfigSyntax, fix.target.span(), message);
                let note = format!("at character {position}: {problem}");
                let help = "write `/paths/~1pets/get` or `$.paths['/pets'].get`";
                Err(Box::new(diagnostic.note(note).help(help)))
            }
        };
    };
    let parent = at.parent().and_then(|parent| editor.value(&parent));
    let can_be_written = match (parent, at.last()) {
        (Some(Value::Object(_)), Some(_)) => true,
        (Some(Value::Array(values)), Some(index)) => index.parse() == Ok(values.len()),
        _ => false,
    };
    let adds = matches!(action, Action::Add(_));
    let counts = editor.value(&at).is_some() || adds && can_be_written;
    Ok(if counts { vec![at] } else { Vec::new() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::load::{Input, Memory, load_with};

    fn run(tree: &Value, config: &str) -> (Value, Vec<(Code, String)>) {
        let mut tree = tree.clone();
        tree.as_object_mut().unwrap().insert("openapi".to_owned(), "3.1.0".into());
        let config = Config::parse("a.toml".as_ref(), config.to_owned()).unwrap();
        let mut diagnostics = Diagnostics::default();
        let input = Input::Text { path: "openapi.json".into(), text: tree.to_string() };
        let sources =
            load_with(input, &mut Memory::default(), &mut diagnostics, |loader| {
                apply(&config, loader);
            });
        let found = diagnostics.iter();
        let found = found.map(|found| (found.code, found.message.clone())).collect();
        let mut tree = sources.file(FileId::ROOT).tree.clone();
        tree.as_object_mut().unwrap().shift_remove("openapi");
        (tree, found)
    }

    #[track_caller]
    fn check(tree: &Value, action: &str, expected: &Value) {
        let config = format!("[[fix]]\nname = 'f'\n{action}\n");
        assert_eq!(run(tree, &config), (expected.clone(), vec![]));
    }

    #[test]
    fn a_value_is_set_where_it_is_and_added_where_it_is_not() {
        let a = || json!({"a": {"b": 1, "c-d": [1]}});
        check(&a(), "target = '/a/b'\nset = 2", &json!({"a": {"b": 2, "c-d": [1]}}));
        check(
            &a(),
            "target = '$.a.e'\nadd = 2",
            &json!({"a": {"b": 1, "c-d": [1], "e": 2}}),
        );
        check(
            &a(),
            "target = \"$.a['c-d'][1]\"\nadd = 2",
            &json!({"a": {"b": 1, "c-d": [1, 2]}}),
        );
        check(&a(), "target = '#/a'\nset = 'x'", &json!({"a": "x"}));
    }

    #[test]
    fn objects_are_merged() {
        check(
            &json!({"a": {"b": {"x": 1, "y": 2}}}),
            "target = '$.a'\nmerge = { b = { x = 3 }, c = [1] }",
            &json!({"a": {"b": {"x": 3, "y": 2}, "c": [1]}}),
        );
    }

    #[test]
    fn values_are_removed() {
        let tree = || json!({"a": [1, 2, 1], "b": {"c": 1, "d": 2}});
        check(
            &tree(),
            "target = '$.a[?@ == 1]'\nremove = true",
            &json!({"a": [2], "b": {"c": 1, "d": 2}}),
        );
        check(
            &tree(),
            "target = '/b/c'\nremove = true",
            &json!({"a": [1, 2, 1], "b": {"d": 2}}),
        );
    }

    #[test]
    fn a_renamed_member_stays_where_it_stands() {
        let (tree, found) = run(
            &json!({"paths": {"pets": 1, "/owners": 2}}),
            "[[fix]]\nname = 'slash'\ntarget = '/paths/pets'\nrename = '/pets'\n",
        );
        assert_eq!(found, []);
        let keys: Vec<_> = tree["paths"].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["/pets", "/owners"]);
    }

    #[track_caller]
    fn check_refused(action: &str, code: Code, message: &str) {
        let tree = json!({"a": {"b": 1}});
        let config = format!("[[fix]]\nname = 'f'\n{action}\n");
        let (after, found) = run(&tree, &config);
        assert_eq!((after, &found[..]), (tree, &[(code, message.to_owned())][..]));
    }

    #[test]
    fn fix_ups_that_change_nothing_are_refused() {
        let unused = Code::FixUpUnused;
        check_refused(
            "target = '/a/c'\nremove = true",
            unused,
            "the fix-up `f` no longer applies: `/a/c` is not there",
        );
        check_refused(
            "target = '$.a[?@ == 7]'\nset = 1",
            unused,
            "the fix-up `f` no longer applies: `$.a[?@ == 7]` is not there",
        );
        for action in ["set = 1", "merge = { x = 1 }"] {
            check_refused(
                &format!("target = '/a/c'\n{action}"),
                unused,
                "the fix-up `f` no longer applies: `/a/c` is not there",
            );
        }
        check_refused(
            "target = '/a/b'\nadd = 2",
            unused,
            "the fix-up `f` no longer applies: `/a/b` is there already",
        );
        check_refused(
            "target = '/a/b'\nset = 1",
            unused,
            "the fix-up `f` changes nothing: `/a/b` is already so",
        );
        check_refused(
            "target = '/a'\nmerge = { b = 1 }",
            unused,
            "the fix-up `f` changes nothing: `/a` is already so",
        );
        check_refused(
            "target = '/a/b'\nrename = 'b'",
            unused,
            "the fix-up `f` cannot rename `/a/b` to `b`",
        );
    }

    #[test]
    fn members_of_several_objects_are_renamed_or_none() {
        let tree = || json!({"a": {"typ": 1}, "b": {"typ": 2, "x": 3}});
        let renamed = json!({"a": {"type": 1}, "b": {"type": 2, "x": 3}});
        check(&tree(), "target = '$.*.typ'\nrename = 'type'", &renamed);
        let config = "[[fix]]\nname = 'f'\ntarget = '$.b.*'\nrename = 'type'\n";
        let message = "the fix-up `f` cannot rename all 2 members of `$.b.*` to `type`";
        let (_, found) = run(&tree(), config);
        assert_eq!(found, [(Code::FixUpUnused, message.to_owned())]);
    }

    #[test]
    fn dates_are_text() {
        check(
            &json!({"a": {}}),
            "target = '/a'\nmerge = { at = 2024-10-01T00:00:00Z, on = [2024-10-01] }",
            &json!({"a": {"at": "2024-10-01T00:00:00Z", "on": ["2024-10-01"]}}),
        );
        check(
            &json!({"a": 1}),
            "target = '/a'\nset = 07:32:00",
            &json!({"a": "07:32:00"}),
        );
    }

    #[test]
    fn a_path_through_a_reference_is_said_to_be_one() {
        let tree = json!({"a": {"$ref": "b.json#/x"}, "l": {"$ref": "#/a"}});
        let notes = |target: &str| {
            let config = format!("[[fix]]\nname = 'f'\ntarget = '{target}'\nset = 1\n");
            let config = Config::parse("a.toml".as_ref(), config).unwrap();
            let mut sources = SourceSet::default();
            sources.add(crate::source::SourceFile {
                path: "a.json".into(),
                text: tree.to_string(),
                format: crate::source::Format::Json,
                tree: tree.clone(),
            });
            apply_one(&config.fixes[0], &config, &mut sources).unwrap_err().notes
        };
        let other = "the path goes through `#/a`, which is a `$ref` to `b.json#/x`: what other \
                     files than the first say cannot be changed";
        for target in ["/a/y", "$.a.y", "#/a/y/z", "$.a.*.z", "$.a[?@.z == 1]"] {
            assert_eq!(notes(target), [other], "{target}");
        }
        let same = "the path goes through `#/l`, which is a `$ref` to `#/a`: write the path of \
                    what is there";
        assert_eq!(notes("/l/y"), [same]);
        assert!(notes("/b").is_empty());
    }

    #[test]
    fn fix_ups_that_make_no_sense_are_refused() {
        let syntax = Code::ConfigSyntax;
        let message = "the fix-up `f` does not have exactly one action";
        check_refused("target = '/a'", syntax, message);
        check_refused("target = '/a'\nset = 1\nremove = true", syntax, message);
        check_refused(
            "target = 'a.b'\nset = 1",
            syntax,
            "`a.b` is neither a JSON pointer nor a JSONPath",
        );
    }
}
