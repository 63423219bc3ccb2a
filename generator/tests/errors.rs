//! Wrong input, a folder of `tests/errors` for each diagnostic code: what the command says about it, how it
//! ends, and that what was generated before stays as it was.
//!
//! `openapi.yaml` is the smallest description that is wrong in this way, `openapi.toml` its configuration if
//! it has one, `sdk` what is in the place of the SDK if that is not one, `arguments` another command than
//! `generate`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::diagnostic::{Code, Severity};
use tempfile::TempDir;

/// The SDK that was there before.
const BEFORE: &str = "\
openapi: 3.1.0
info: { title: Before, version: 1.0.0 }
paths: { /before: { get: { responses: { '204': { description: Fine. } } } } }
";

/// Codes that are about whole files: nothing inside of them can be shown.
const OF_FILES: [Code; 6] = [
    Code::FileUnreadable,
    Code::EmptyFile,
    Code::OutputUnwritable,
    Code::OutputOutdated,
    Code::ForeignFile,
    Code::EditedFile,
];

/// Codes that are about texts that are not, or not yet, trees: they have no pointer.
const OF_TEXTS: [Code; 5] = [
    Code::Syntax,
    Code::TooDeep,
    Code::ConfigSyntax,
    Code::ConfigUnused,
    Code::FixUpUnused,
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/errors")
}

/// What a run ended with and what it wrote to standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(arguments)
        .args(["--color", "never"])
        .current_dir(folder)
        .output()
        .expect("the command runs");
    let stderr = String::from_utf8(output.stderr).expect("text");
    (output.status.code().expect("an exit code"), stderr)
}

/// Every file below a folder with its text; of a file itself, its own.
fn files(root: &Path) -> BTreeMap<PathBuf, String> {
    if !root.is_dir() {
        return BTreeMap::from([(root.to_owned(), fs::read_to_string(root).unwrap())]);
    }
    let entries = fs::read_dir(root).unwrap();
    entries.flat_map(|entry| files(&entry.unwrap().path())).collect()
}

/// A copy of a case with an SDK in it that was generated before.
fn prepare(case: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files(case) {
        let copy = folder.path().join(path.strip_prefix(case).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, text).unwrap();
    }
    if !folder.path().join("sdk").exists() {
        fs::write(folder.path().join("before.yaml"), BEFORE).unwrap();
        let generate = ["generate", "--spec", "before.yaml", "--output", "sdk"];
        assert_eq!(run(folder.path(), &generate).0, 0);
    }
    folder
}

/// The command that the case is about.
fn arguments(case: &Path) -> Vec<String> {
    let line = fs::read_to_string(case.join("arguments")).unwrap_or_else(|_| match case
        .join("openapi.toml")
        .exists()
    {
        true => "generate --config openapi.toml".to_owned(),
        false => "generate --spec openapi.yaml --output sdk".to_owned(),
    });
    line.split_whitespace().map(str::to_owned).collect()
}

/// What the report of an error lacks.
fn lacks(code: Code, report: &str) -> Option<&'static str> {
    let (_, report) = report.split_once(&format!("error[{code}]: "))?;
    let report = report.split("\n\n").next()?;
    let place = report.lines().find_map(|line| line.trim().strip_prefix("--> "))?;
    let numbers = place.rsplit(':').take(2).filter(|part| part.parse::<u32>().is_ok());
    let of_tree = !OF_FILES.contains(&code) && !OF_TEXTS.contains(&code);
    if (numbers.count() == 2) == OF_FILES.contains(&code) {
        Some("line and column")
    } else if report.contains(" = at: #") != of_tree {
        Some("the pointer")
    } else if !report.contains(" = help: ") {
        Some("a help")
    } else {
        None
    }
}

/// Runs a case as it is; what is not an error by itself is then made one. Returns what is wrong.
fn check(code: Code, case: &Path) -> Option<String> {
    let arguments = arguments(case);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let folder = prepare(case);
    let sdk = folder.path().join("sdk");
    let before = files(&sdk);
    let is_error = code.severity() == Severity::Error;
    let denied = [&arguments[..], &["--deny", code.as_str()]].concat();
    let (exit, report) = run(folder.path(), &denied);
    if exit != 1 {
        return Some(format!("{code} ends with {exit}:\n{report}"));
    }
    if let Some(what) = lacks(code, &report) {
        return Some(format!("the report on {code} lacks {what}:\n{report}"));
    }
    if files(&sdk) != before {
        return Some(format!("{code}: what was there is not as it was"));
    }
    let (exit, report) = run(folder.path(), &[&arguments[..], &["-vv"]].concat());
    if exit != i32::from(is_error) || !report.contains(&format!("[{code}]")) {
        return Some(format!("{code} ends with {exit}:\n{report}"));
    }
    // How many files an SDK has is none of our business here.
    let report = report.lines().filter(|line| !line.starts_with("wrote "));
    let report = report.collect::<Vec<_>>().join("\n");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("reported", report));
    None
}

#[test]
fn every_code_is_reported_and_leaves_what_was_there() {
    // Of a fault of the generator nothing is known that brings it about.
    let codes = Code::ALL.iter().filter(|code| **code != Code::Internal);
    let wrong = codes.filter_map(|code| {
        let case = folder().join(code.as_str());
        match case.is_dir() {
            true => check(*code, &case),
            false => Some(format!("{code} has no case in tests/errors")),
        }
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_case_is_of_a_code() {
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.parse::<Code>().is_ok(), "tests/errors/{name}");
    }
}
