//! What the compiler takes for one crate: cargo starts this program in its place.

use std::io::Write;
use std::process::{Command, ExitCode};

use serde::{Deserialize, Serialize};

use crate::error::{Result, fail};
use crate::limits::{self, Usage};

/// The variable that has the file to which the figures go.
pub(super) const FILE: &str = "SPECWRIGHT_CORPUS_MEASURE";
/// The variable that has the name of the crate to measure.
pub(super) const CRATE: &str = "SPECWRIGHT_CORPUS_CRATE";
/// The variable that has the seconds of CPU that it may take.
pub(super) const SECONDS: &str = "SPECWRIGHT_CORPUS_SECONDS";
/// The variable that has the mebibytes of memory that it may take.
pub(super) const MEBIBYTES: &str = "SPECWRIGHT_CORPUS_MEBIBYTES";

/// Figures of one run of the compiler.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Measured {
    pub(super) user_ms: u64,
    pub(super) peak_kib: u64,
}

/// Whether this program was started in place of the compiler.
pub(crate) fn is_compiler() -> bool {
    std::env::var_os(FILE).is_some()
}

/// Runs the compiler that the arguments name, and notes what it took when it is the crate's.
pub(crate) fn run_compiler() -> Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let Some(compiler) = arguments.next() else { return fail("no compiler is named") };
    let arguments: Vec<_> = arguments.collect();
    let variable = |name| std::env::var(name).unwrap_or_default();
    let name = variable(CRATE);
    let is_it = arguments
        .windows(2)
        .any(|pair| pair[0] == "--crate-name" && pair[1].to_str() == Some(&*name));
    if is_it {
        let number = |name| variable(name).parse().unwrap_or_default();
        limits::limit(number(SECONDS), number(MEBIBYTES));
    }
    let status = Command::new(compiler).args(&arguments).status()?;
    if is_it {
        let Usage { user_ms, peak_kib } = limits::children_usage();
        let measured = Measured { user_ms, peak_kib };
        let mut file = std::fs::File::create(variable(FILE))?;
        writeln!(file, "{}", serde_json::to_string(&measured)?)?;
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(101)))
}
