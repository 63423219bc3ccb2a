//! Limits on what a process may take, and what it took.

use std::process::ExitStatus;

use crate::record::Status;

/// What a process took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    /// Milliseconds of CPU in user mode.
    pub(crate) user_ms: u64,
    /// The most kibibytes of memory that were its own at a time.
    pub(crate) peak_kib: u64,
}

/// Limits this process; 0 is no limit.
#[cfg(unix)]
pub(crate) fn limit(seconds: u64, mebibytes: u64) {
    use nix::sys::resource::{Resource, setrlimit};
    let set = |resource, value: u64| {
        // Where a limit cannot be set the run is only less safe.
        if value > 0 {
            let _ = setrlimit(resource, value, value.saturating_add(1));
        }
    };
    set(Resource::RLIMIT_CPU, seconds);
    set(Resource::RLIMIT_AS, mebibytes.saturating_mul(1 << 20));
    let _ = setrlimit(Resource::RLIMIT_CORE, 0, 0);
}

/// Limits this process; not on this system.
#[cfg(not(unix))]
pub(crate) fn limit(_seconds: u64, _mebibytes: u64) {}

/// What this process took so far.
#[cfg(unix)]
pub(crate) fn own_usage() -> Usage {
    usage(nix::sys::resource::UsageWho::RUSAGE_SELF)
}

/// What the children of this process took, of those that ended; the peak is of one of them.
#[cfg(unix)]
pub(crate) fn children_usage() -> Usage {
    usage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN)
}

/// What the children of this process took; not known on this system.
#[cfg(not(unix))]
pub(crate) fn children_usage() -> Usage {
    Usage::default()
}

#[cfg(unix)]
fn usage(who: nix::sys::resource::UsageWho) -> Usage {
    use nix::sys::time::TimeValLike;
    let Ok(usage) = nix::sys::resource::getrusage(who) else { return Usage::default() };
    let number = |value: i64| u64::try_from(value).unwrap_or_default();
    let unit = if cfg!(target_os = "macos") { 1024 } else { 1 };
    Usage {
        user_ms: number(usage.user_time().num_milliseconds()),
        peak_kib: number(usage.max_rss()) / unit,
    }
}

/// What this process took so far; not known on this system.
#[cfg(not(unix))]
pub(crate) fn own_usage() -> Usage {
    Usage::default()
}

/// Why a process ended without a result.
pub(crate) fn death(status: ExitStatus, complaint: &str) -> Status {
    if complaint.contains("has overflowed its stack") {
        Status::StackOverflow
    } else if complaint.contains("memory allocation of") {
        Status::OutOfMemory
    } else if complaint.contains("panicked at") {
        Status::Panicked
    } else if out_of_time(status) {
        Status::TimedOut
    } else {
        Status::Crashed
    }
}

#[cfg(unix)]
fn out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(nix::sys::signal::Signal::SIGXCPU as i32)
}

#[cfg(not(unix))]
fn out_of_time(_status: ExitStatus) -> bool {
    false
}
