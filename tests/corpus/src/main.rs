//! Runs Specwright over every public description it can find, and proves what comes out:
//! everything is generated, nothing is lost in silence, and the output compiles.

mod agreement;
mod args;
mod bench;
mod compile;
mod error;
mod limits;
mod one;
mod parts;
mod ratchet;
mod raw;
mod record;
mod run;
mod sources;
mod summary;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use error::Result;

fn main() -> ExitCode {
    if compile::is_compiler() {
        return compile::run_compiler().unwrap_or_else(|error| {
            eprintln!("error: {error}");
            ExitCode::from(101)
        });
    }
    let done = match Arguments::parse().command {
        Command::Corpus(corpus) => run::corpus(&corpus),
        Command::Compile(compile) => compile::compile(&compile),
        Command::Agreement(agreement) => agreement::agreement(&agreement),
        Command::Bench(bench) => bench::bench(&bench),
        Command::Measure(measure) => bench::measure::measure(&measure),
        Command::CorpusOne(one) => one::one(&one),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Where results and installed packages go: `target/corpus` of the workspace.
fn scratch() -> Result<std::path::PathBuf> {
    let folder = workspace().join("target/corpus");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The root of the workspace.
fn workspace() -> std::path::PathBuf {
    let manifest = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest).to_owned()
}
