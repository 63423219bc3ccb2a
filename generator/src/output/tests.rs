use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::diagnostic::Diagnostics;

type Tree = BTreeMap<String, String>;

fn tree<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Tree {
    files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn files(tree: &Tree) -> Files {
    tree.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

fn put(root: &Path, tree: &Tree) {
    for (path, text) in tree {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Every file below a folder; an empty folder is an entry too.
fn read(root: &Path) -> Tree {
    let mut all = Tree::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries: Vec<_> = fs::read_dir(&folder).unwrap().flatten().collect();
        if entries.is_empty() && folder != root {
            all.insert(format!("{}/", name(root, &folder)), String::new());
        }
        for entry in entries {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.insert(name(root, &path), fs::read_to_string(&path).unwrap());
            }
        }
    }
    all
}

fn name(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/")
}

#[track_caller]
fn plan(root: &Path, tree: &Tree) -> Plan {
    let mut diagnostics = Diagnostics::default();
    let plan = Plan::new(root, &files(tree), &mut diagnostics);
    plan.unwrap_or_else(|_| panic!("{:?}", diagnostics.iter().collect::<Vec<_>>()))
}

/// Writes and returns (written, unchanged, deleted).
#[track_caller]
fn write(root: &Path, tree: &Tree) -> (usize, usize, usize) {
    let mut diagnostics = Diagnostics::default();
    let summary = plan(root, tree).write(&mut diagnostics);
    let summary = summary
        .unwrap_or_else(|_| panic!("{:?}", diagnostics.iter().collect::<Vec<_>>()));
    (summary.written, summary.unchanged, summary.deleted)
}

/// The code and message of the only diagnostic.
#[track_caller]
fn only(diagnostics: &Diagnostics) -> (Code, String) {
    let all: Vec<_> = diagnostics.iter().collect();
    assert_eq!(all.len(), 1, "{all:?}");
    (all[0].code, all[0].message.clone())
}

#[test]
fn only_what_changed_is_written() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("new/sdk");
    let mut wanted =
        tree([("Cargo.toml", "a"), ("src/lib.rs", "b"), ("src/x/y.rs", "c")]);
    assert_eq!(write(&root, &wanted), (4, 0, 0));
    let written = fs::metadata(root.join("src/lib.rs")).unwrap().modified().unwrap();
    assert_eq!(write(&root, &wanted), (0, 4, 0));
    wanted.remove("src/x/y.rs");
    wanted.insert("Cargo.toml".into(), "A".into());
    assert_eq!(write(&root, &wanted), (2, 1, 1));
    assert_eq!(
        fs::metadata(root.join("src/lib.rs")).unwrap().modified().unwrap(),
        written
    );
    let left: Vec<_> = read(&root).into_keys().collect();
    assert_eq!(left, [".specwright", "Cargo.toml", "src/lib.rs"]);
}

#[test]
fn files_of_the_user_stay() {
    let folder = TempDir::new().unwrap();
    let mine = tree([("Cargo.lock", "l"), ("src/mine.rs", "m"), ("target/x", "t")]);
    put(folder.path(), &mine);
    write(folder.path(), &tree([("src/lib.rs", "a")]));
    write(folder.path(), &tree([]));
    let mut left = read(folder.path());
    left.remove(MANIFEST);
    assert_eq!(left, mine);
}

#[test]
fn a_file_of_the_user_is_not_replaced() {
    let folder = TempDir::new().unwrap();
    let mine = tree([("src/lib.rs", "mine"), ("types", "mine")]);
    put(folder.path(), &mine);
    let wanted = tree([("src/lib.rs", "ours"), ("src/new.rs", ""), ("types/a.rs", "")]);
    let mut diagnostics = Diagnostics::default();
    assert!(Plan::new(folder.path(), &files(&wanted), &mut diagnostics).is_err());
    let codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::ForeignFile, Code::ForeignFile]);
    assert_eq!(read(folder.path()), mine);
}

#[test]
fn a_file_that_is_as_it_should_be_is_taken_over() {
    let folder = TempDir::new().unwrap();
    put(folder.path(), &tree([("src/lib.rs", "same")]));
    assert_eq!(write(folder.path(), &tree([("src/lib.rs", "same")])), (1, 1, 0));
    assert_eq!(write(folder.path(), &tree([("src/lib.rs", "new")])), (2, 0, 0));
}

#[test]
fn what_was_changed_by_hand_is_not_overwritten_without_a_word() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let first =
        tree([("a", "1\n"), ("b", "1\n"), ("c", "1\n"), ("d", "1\n"), ("e", "1\n")]);
    write(root, &first);
    // `a` is as it was, `b` as it will be, `c` as a checkout on Windows has it.
    put(root, &tree([("b", "2\n"), ("c", "1\r\n"), ("d", "mine\n"), ("e", "mine\n")]));
    let wanted = tree([("a", "2\n"), ("b", "2\n"), ("c", "1\n"), ("d", "2\n")]);
    let mut diagnostics = Diagnostics::default();
    let plan = plan(root, &wanted);
    assert_eq!((plan.count(Action::Keep), plan.count(Action::Delete)), (2, 1));
    plan.write(&mut diagnostics).unwrap();
    let (code, message) = only(&diagnostics);
    assert_eq!(code, Code::EditedFile);
    let place = root.join("d");
    let expected = format!(
        "`{}` and 1 other file changed since specwright wrote it, and that is overwritten",
        place.display()
    );
    assert_eq!(message, expected);
    assert_eq!(diagnostics.iter().next().unwrap().notes, ["`e` too"]);
    assert_eq!(write(root, &wanted), (0, 5, 0));
}

#[test]
fn a_checkout_on_windows_is_up_to_date() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let wanted = tree([("a", "1\n2\n"), ("b/c", "\n")]);
    write(root, &wanted);
    for (path, text) in read(root) {
        fs::write(root.join(path), text.replace('\n', "\r\n")).unwrap();
    }
    assert!(plan(root, &wanted).is_up_to_date());
    let wanted = tree([("a", "1\n3\n"), ("b/c", "\n")]);
    let diff = plan(root, &wanted).diff();
    assert_eq!(diff, "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n");
}

#[test]
fn a_generated_file_can_become_a_folder() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &tree([("a", "file")]));
    assert_eq!(write(folder.path(), &tree([("a/b", "in a folder")])), (2, 0, 1));
    assert_eq!(read(folder.path())["a/b"], "in a folder");
}

#[test]
fn a_manifest_cannot_lead_out_of_the_folder() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("sdk");
    put(folder.path(), &tree([("precious", "x"), ("sdk/.specwright", "../precious\n")]));
    write(&root, &tree([("a", "")]));
    assert!(folder.path().join("precious").exists());
}

#[cfg(unix)]
#[test]
fn links_inside_the_folder_are_not_followed() {
    let folder = TempDir::new().unwrap();
    let (root, outside) = (folder.path().join("sdk"), folder.path().join("outside"));
    put(
        folder.path(),
        &tree([("sdk/.specwright", "src/lib.rs\n"), ("outside/lib.rs", "")]),
    );
    std::os::unix::fs::symlink(&outside, root.join("src")).unwrap();
    let mut diagnostics = Diagnostics::default();
    let wanted = files(&tree([("src/lib.rs", "ours")]));
    assert!(Plan::new(&root, &wanted, &mut diagnostics).is_err());
    assert_eq!(only(&diagnostics).0, Code::ForeignFile);
    write(&root, &tree([]));
    assert!(outside.join("lib.rs").exists());
}

#[test]
fn paths_of_the_generator_cannot_lead_out_of_the_folder() {
    let folder = TempDir::new().unwrap();
    for path in ["../x", "/x", "a/../../x", "", ".specwright"] {
        let mut diagnostics = Diagnostics::default();
        let files: Files = [(path, "")].into_iter().collect();
        assert!(Plan::new(folder.path(), &files, &mut diagnostics).is_err());
        assert_eq!(only(&diagnostics).0, Code::Internal, "{path}");
    }
    let mut diagnostics = Diagnostics::default();
    let twice: Files = [("a", "1"), ("a", "2")].into_iter().collect();
    assert!(Plan::new(folder.path(), &twice, &mut diagnostics).is_err());
}

#[test]
fn a_file_in_place_of_the_output_folder() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("sdk");
    fs::write(&root, "a file").unwrap();
    let mut diagnostics = Diagnostics::default();
    assert!(Plan::new(&root, &files(&tree([("a", "")])), &mut diagnostics).is_err());
    let (code, message) = only(&diagnostics);
    assert_eq!(code, Code::OutputUnwritable);
    assert_eq!(message, format!("cannot write to `{}`", root.display()));
}

#[test]
fn a_file_above_the_output_folder() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let plan = plan(&folder.path().join("file/sdk"), &tree([("a", "")]));
    let mut diagnostics = Diagnostics::default();
    assert!(plan.write(&mut diagnostics).is_err());
    assert_eq!(only(&diagnostics).0, Code::OutputUnwritable);
    assert_eq!(read(folder.path()), tree([("file", "")]));
}

/// Something gets in the way between the plan and the writing, as a full disk would.
#[test]
fn a_failure_on_the_way_puts_everything_back() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(root, &tree([("a", "old"), ("gone", "old"), ("m", "old")]));
    let before = read(root);
    let wanted = tree([("a", "new"), ("b/c", "new"), ("m", "new"), ("z/y", "new")]);
    let plan = plan(root, &wanted);
    fs::write(root.join("z"), "in the way").unwrap();
    let mut diagnostics = Diagnostics::default();
    assert!(plan.write(&mut diagnostics).is_err());
    let (code, message) = only(&diagnostics);
    assert_eq!(code, Code::OutputUnwritable);
    assert_eq!(message, format!("cannot write `{}`", root.join("z/y").display()));
    fs::remove_file(root.join("z")).unwrap();
    assert_eq!(read(root), before);
}

#[test]
fn a_failure_on_the_way_removes_a_new_folder() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("new/sdk");
    let plan = plan(&root, &tree([("a", ""), ("b", ""), ("b/c", "")]));
    let mut diagnostics = Diagnostics::default();
    assert!(plan.write(&mut diagnostics).is_err());
    assert_eq!(only(&diagnostics).0, Code::OutputUnwritable);
    assert!(!folder.path().join("new").exists());
}

/// A run that is killed has announced its files: the next one may replace and delete them.
#[test]
fn new_files_are_announced_before_they_appear() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(root, &tree([("a", "1")]));
    let announced = plan(root, &tree([("b", "1"), ("c", "1")])).announcement();
    put(root, &tree([(MANIFEST, &*announced), ("b", "half"), ("c", "1")]));
    assert_eq!(write(root, &tree([("b", "2")])), (2, 0, 2));
}

#[test]
fn the_diff_is_unified() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &tree([("a", "1\n2\n3\n"), ("b", "gone\n"), ("c", "")]));
    let wanted = tree([("a", "1\nzwei\n3\n"), ("c", ""), ("d", "new\n")]);
    let plan = plan(folder.path(), &wanted);
    assert!(!plan.is_up_to_date());
    let diff = plan.diff();
    let expected = "--- a/a\n+++ b/a\n@@ -1,3 +1,3 @@\n 1\n-2\n+zwei\n 3\n\
                    --- /dev/null\n+++ b/d\n@@ -0,0 +1 @@\n+new\n\
                    --- a/b\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n";
    assert_eq!(diff, expected);
    plan.write(&mut Diagnostics::default()).unwrap();
    assert_eq!(self::plan(folder.path(), &wanted).diff(), "");
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    write(folder.path(), &tree([("a", "1")]));
    let path = folder.path().join("a");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    write(folder.path(), &tree([("a", "2")]));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o444);
}

#[test]
fn one_file_is_written_when_it_differs() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("new/api.rs");
    assert!(write_file(&path, "1").unwrap());
    assert!(!write_file(&path, "1").unwrap());
    assert!(write_file(&path, "2").unwrap());
    assert_eq!(read(folder.path()), tree([("new/api.rs", "2")]));
    assert!(write_file(&folder.path().join("new/api.rs/x"), "").is_err());
}

fn any_tree() -> impl Strategy<Value = Tree> {
    let path = prop::sample::select(vec!["a", "b", "d/a", "d/b", "d/e/a", "f/a"]);
    prop::collection::btree_map(path.prop_map(str::to_owned), "[xy]", 0..6)
}

proptest! {
    /// Whatever was generated before and whatever else is there: the folder then has the new
    /// files and the user's, and no more.
    #[test]
    fn any_tree_replaces_any_other(old in any_tree(), new in any_tree(), mine in any_tree()) {
        let folder = TempDir::new().unwrap();
        let root = folder.path();
        write(root, &old);
        let mine: Tree = mine.into_iter().map(|(path, text)| (format!("{path}.mine"), text)).collect();
        put(root, &mine);
        write(root, &new);
        prop_assert!(plan(root, &new).is_up_to_date());
        let mut left = read(root);
        left.remove(MANIFEST);
        let mut expected = new;
        expected.extend(mine);
        prop_assert_eq!(left, expected);
    }

    /// Wherever it fails, the folder is as it was.
    #[test]
    fn any_failure_changes_nothing(old in any_tree(), new in any_tree(), at in 0usize..6) {
        let folder = TempDir::new().unwrap();
        let root = folder.path();
        write(root, &old);
        let plan = plan(root, &new);
        let created: Vec<_> = plan.changes().iter().filter(|c| c.action == Action::Create).collect();
        prop_assume!(!created.is_empty());
        // A folder with something in it stands where a new file should be.
        let path = &created[at % created.len()].path;
        put(root, &tree([(&*format!("{path}/in/the/way"), "")]));
        let before = read(root);
        prop_assert!(plan.write(&mut Diagnostics::default()).is_err());
        prop_assert_eq!(read(root), before);
    }
}
