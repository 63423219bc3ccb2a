//! One run of a command, in a process of its own: only so is the peak of memory the command's.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::args::Measure;
use crate::error::{Result, fail};
use crate::limits;

/// What a run took.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Taken {
    /// Milliseconds of CPU in user mode.
    pub(crate) user_ms: u64,
    /// Kibibytes of memory at most at a time.
    pub(crate) peak_kib: u64,
    /// Milliseconds that passed.
    pub(crate) wall_ms: u128,
}

/// Runs a command and prints what it took.
pub(crate) fn measure(measure: &Measure) -> Result<bool> {
    let Some((program, arguments)) = measure.command.split_first() else {
        return fail("no command is named");
    };
    let begin = Instant::now();
    let output = Command::new(program).args(arguments).stdout(Stdio::null()).output()?;
    let wall_ms = begin.elapsed().as_millis();
    if !output.status.success() {
        return fail(String::from_utf8_lossy(&output.stderr));
    }
    let usage = limits::children_usage();
    let taken = Taken { user_ms: usage.user_ms, peak_kib: usage.peak_kib, wall_ms };
    println!("{}", serde_json::to_string(&taken)?);
    Ok(true)
}

/// The run of a command that took the least CPU; `before` is done before each.
pub(super) fn best(
    runs: usize,
    command: &[&OsStr],
    before: impl Fn() -> Result<()>,
) -> Result<Taken> {
    let mut best: Option<Taken> = None;
    for _ in 0..runs.max(1) {
        before()?;
        let output = Command::new(std::env::current_exe()?)
            .args(["measure", "--"])
            .args(command)
            .output()?;
        if !output.status.success() {
            return fail(String::from_utf8_lossy(&output.stderr));
        }
        let taken: Taken = serde_json::from_slice(&output.stdout)?;
        if best.is_none_or(|best| taken.user_ms < best.user_ms) {
            best = Some(taken);
        }
    }
    best.ok_or_else(|| "nothing was run".into())
}
