//! The command `specwright`.

mod cli;

/// Making an SDK is making very many small strings: this takes a quarter off the time.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
