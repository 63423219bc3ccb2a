//! The proofs on a few of the own cases: `values` and `requests` find nothing wrong. All cases and
//! more descriptions are proved by `cargo run -p specwright-corpus -- values --cases` and the like.

use std::path::Path;
use std::process::Command;

/// Runs a command on cases, and gives what it prints.
fn prove(command: &str, cases: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("proofs");
    let output = Command::new(env!("CARGO_BIN_EXE_specwright-corpus"))
        .args([command, "--cases", "--folder"])
        .arg(&folder)
        .args(cases)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{complaint}");
    text
}

/// The column of the table's last row, which is about all cases.
fn total(table: &str, column: usize) -> usize {
    let row = table.lines().find(|line| line.starts_with("| **all** |")).unwrap();
    row.split('|').nth(column).unwrap().trim().parse().unwrap()
}

/// One after the other: both compile in the same folder.
#[test]
fn own_cases_hold() {
    let values =
        prove("values", &["cases/nullable-and-optional", "cases/union-by-evidence"]);
    assert!(total(&values, 4) > 80, "too little was right:\n{values}");
    let requests = prove("requests", &["cases/bodies", "cases/parameters"]);
    assert!(total(&requests, 4) > 20, "too little was right:\n{requests}");
}

/// Invented descriptions are generated without an error and without loss, and are the same in every
/// run. That their SDKs hold too, `cargo run -p specwright-corpus -- invent` proves.
#[test]
fn invented_descriptions_are_generated() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("invented");
    let invent = |folder: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_specwright-corpus"))
            .args(["invent", "--count", "30", "--generate-only", "--folder"])
            .arg(folder)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{text}\n{complaint}");
        std::fs::read_to_string(folder.join("30.json")).unwrap()
    };
    assert_eq!(invent(&folder.join("one")), invent(&folder.join("other")));
}
