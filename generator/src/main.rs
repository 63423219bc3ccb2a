//! The command `specwright`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
