//! Runs the command in a process of its own that has the usual stack, little memory and little time.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// Seconds of CPU that one may take, without optimization.
const SECONDS: u32 = 60;

/// Kibibytes of address space that one may have.
const KIBIBYTES: u32 = 6 << 20;

/// What the command says to a description on its standard input: its exit code, and what it
/// reports.
fn list(text: &[u8]) -> (i32, String) {
    list_with(&["--spec", "-"], SECONDS, text)
}

/// The same with these arguments and seconds.
pub(crate) fn list_with(arguments: &[&str], seconds: u32, text: &[u8]) -> (i32, String) {
    let script = format!(
        "ulimit -s 8192 && ulimit -t {seconds} && ulimit -v {KIBIBYTES} && exec \"$0\" \"$@\""
    );
    let mut child = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_specwright"), "list"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let mut input = child.stdin.take().expect("it has an input");
    // It may have said no before it has read all.
    let _ = input.write_all(text);
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let code =
        output.status.code().unwrap_or_else(|| panic!("{}: {said}", output.status));
    (code, said)
}

/// It is refused with a diagnostic.
pub(crate) fn refuse(text: impl AsRef<[u8]>) -> String {
    let (code, said) = list(text.as_ref());
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("error"), "{said}");
    said
}

/// It is refused with a diagnostic, or it becomes an SDK.
pub(crate) fn survive(text: impl AsRef<[u8]>) {
    let (code, said) = list(text.as_ref());
    assert!(code == 0 || (code == 1 && said.contains("error")), "{code}: {said}");
}
