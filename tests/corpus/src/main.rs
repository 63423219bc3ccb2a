//! Runs Specwright over every public description it can find, and proves what comes out:
//! everything is generated, nothing is lost in silence, and the output compiles.

mod agreement;
mod args;
mod bench;
mod compile;
mod error;
mod invent;
mod limits;
mod one;
mod parts;
mod proof;
mod random;
mod ratchet;
mod raw;
mod record;
mod report;
mod requests;
mod run;
mod schema;
mod sources;
mod stability;
mod summary;
mod values;

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
        Command::Values(proof) => values::values(&proof),
        Command::Requests(proof) => requests::requests(&proof),
        Command::Invent(invent) => invent::invent(&invent),
        Command::Stability(one) => stability::stability(&one),
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

/// The folder of this package.
fn package() -> std::path::PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

/// The root of the workspace.
fn workspace() -> std::path::PathBuf {
    let package = package();
    package.ancestors().nth(2).unwrap_or(&package).to_owned()
}
