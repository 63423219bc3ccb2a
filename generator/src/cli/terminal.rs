//! Printing that does not fail: a reader that goes away is no fault of anyone's.

use std::io::{self, ErrorKind, IsTerminal, Write};

use super::Outcome;
use super::args::Color;

/// Writes to standard output.
pub(super) fn print(text: &str) -> Outcome {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => Outcome::Done,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Outcome::Done,
        Err(error) => {
            complain(&format!("error: cannot write to standard output: {error}"));
            Outcome::Wrong
        }
    }
}

/// Writes a line to standard error. When that fails there is nobody to tell.
pub(super) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether standard error gets colours.
pub(super) fn colors(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
            !refused && io::stderr().is_terminal()
        }
    }
}
