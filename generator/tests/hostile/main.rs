//! Descriptions that mean harm, or might: they are refused with a diagnostic or become an SDK in
//! which their text is text, and nothing overflows, takes all memory or leaves the output folder.

#[cfg(unix)]
mod bombs;
#[cfg(unix)]
mod growth;
mod mutate;
mod mutations;
mod names;
#[cfg(unix)]
mod process;
#[path = "../support/mod.rs"]
mod support;

use specwright::Generated;
use specwright::config::Config;
use specwright::diagnostic::Diagnostics;

/// What comes of a description, if anything does.
fn generate(text: String) -> (Option<Generated>, Diagnostics) {
    support::generate("hostile.json", text, &Config::default())
}

/// The stack of a main thread, which is what a user's process has.
const STACK: usize = 8 << 20;

/// Runs on a stack of that size.
fn on_main_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    thread.expect("a thread starts").join().expect("it does not panic")
}
