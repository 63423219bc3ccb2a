//! The arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Runs Specwright over every public description it can find.
#[derive(Debug, Parser)]
#[command(name = "specwright-corpus")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generates from every description, and fails when that got worse.
    Corpus(Corpus),
    /// Compiles the SDKs of a sample, and fails when one has an error or a warning.
    Compile(Compile),
    /// Compares the inferred calls of Cloudflare's API with those of its official SDK.
    Agreement(Agreement),
    /// Measures the whole release process beside another generator's, and how it grows.
    Bench(Bench),
    /// Runs a command and prints a line of JSON with what it took.
    #[command(hide = true)]
    Measure(Measure),
    /// Decodes and encodes values of every schema, and fails when one comes back as another.
    Values(Proof),
    /// Sends requests of every operation, and fails when one is not what was asked for.
    Requests(Proof),
    /// Invents descriptions, compiles their SDKs, and tries values and requests of them.
    Invent(Invent),
    /// Measures how names move when descriptions change a little.
    Stability(Stability),
    /// Generates from one description and prints a line of JSON about it.
    #[command(hide = true)]
    CorpusOne(One),
}

/// Which descriptions.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// The folder in which the npm packages are installed, the one with `node_modules`;
    /// installed below `target` when nothing is said.
    #[arg(long, value_name = "DIR")]
    pub(crate) npm: Option<PathBuf>,
    /// A further folder with descriptions; those of `SPECWRIGHT_CORPUS` (separated as in `PATH`)
    /// count too.
    #[arg(long, value_name = "DIR")]
    pub(crate) extra: Vec<PathBuf>,
    /// Only descriptions whose name contains this.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
}

/// A run over all descriptions.
#[derive(Debug, Args)]
pub(crate) struct Corpus {
    #[command(flatten)]
    pub(crate) which: Which,
    /// How many run at the same time.
    #[arg(long, default_value_t = 1)]
    pub(crate) jobs: usize,
    /// Seconds of CPU that one description may take.
    #[arg(long, default_value_t = 120)]
    pub(crate) seconds: u64,
    /// Mebibytes of address space that one description may take.
    #[arg(long, default_value_t = 6144)]
    pub(crate) mebibytes: u64,
    /// Writes the figures of this run as those that no later run may fall below.
    #[arg(long, conflicts_with = "filter")]
    pub(crate) update: bool,
    /// Writes the summary with date and versions to this file too.
    #[arg(long, value_name = "FILE", conflicts_with = "filter")]
    pub(crate) report: Option<PathBuf>,
}

/// A run over one description.
#[derive(Debug, Args)]
pub(crate) struct One {
    /// The description.
    pub(crate) file: PathBuf,
    /// Seconds of CPU; 0 for no limit.
    #[arg(long, default_value_t = 0)]
    pub(crate) seconds: u64,
    /// Mebibytes of address space; 0 for no limit.
    #[arg(long, default_value_t = 0)]
    pub(crate) mebibytes: u64,
    /// The folder to which the SDK is written; it is not written when nothing is said.
    #[arg(long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// The name of the package.
    #[arg(long, default_value = "sdk")]
    pub(crate) package: String,
    /// Only operations of these paths.
    #[arg(long)]
    pub(crate) path: Vec<String>,
    /// A cargo feature for each resource.
    #[arg(long)]
    pub(crate) features: bool,
}

/// A run of the compiler over a sample.
#[derive(Debug, Args)]
pub(crate) struct Compile {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Descriptions and slices to compile instead of the sample.
    pub(crate) names: Vec<String>,
    /// How many of those that were drawn.
    #[arg(long, default_value_t = 150)]
    pub(crate) sample: usize,
    /// Without those that are always compiled because they are large or important.
    #[arg(long)]
    pub(crate) drawn_only: bool,
    /// The small sample of CI.
    #[arg(long)]
    pub(crate) ci: bool,
    /// Clippy looks at every N-th; at none when it is 0.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) clippy: usize,
    /// Rustdoc looks at every N-th; at none when it is 0.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) doc: usize,
    /// SDKs with a cargo feature for each resource.
    #[arg(long)]
    pub(crate) features: bool,
    /// How many features of each SDK that has them are checked alone, without the others.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) alone: usize,
    /// How many compilers run at the same time for dependencies.
    #[arg(long, default_value_t = 1)]
    pub(crate) jobs: usize,
    /// Seconds of CPU that the compiler may take for one SDK.
    #[arg(long, default_value_t = 600)]
    pub(crate) seconds: u64,
    /// Mebibytes of address space that the compiler may take for one SDK.
    #[arg(long, default_value_t = 12288)]
    pub(crate) mebibytes: u64,
    /// Draws a new sample of that many from the results of `corpus`, and compiles nothing.
    #[arg(long, value_name = "N")]
    pub(crate) draw: Option<usize>,
}

/// A comparison with an official SDK.
#[derive(Debug, Args)]
pub(crate) struct Agreement {
    /// A folder with the official SDK's api.md files; that of the npm package `cloudflare` when
    /// nothing is said.
    #[arg(long, value_name = "DIR")]
    pub(crate) api_md: Option<PathBuf>,
    /// The folder in which the npm packages are installed.
    #[arg(long, value_name = "DIR")]
    pub(crate) npm: Option<PathBuf>,
    /// The description of Cloudflare's API; `cloudflare/2024-08-06.json` in a folder of
    /// `SPECWRIGHT_CORPUS` when nothing is said.
    #[arg(long, value_name = "FILE")]
    pub(crate) description: Option<PathBuf>,
    /// Lists every call that differs.
    #[arg(long)]
    pub(crate) list: bool,
}

/// A measurement of speed.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// The folder in which the npm packages are installed.
    #[arg(long, value_name = "DIR")]
    pub(crate) npm: Option<PathBuf>,
    /// The description of Cloudflare's API; `cloudflare/2024-08-06.json` in a folder of
    /// `SPECWRIGHT_CORPUS` when nothing is said, and left out when it is not there.
    #[arg(long, value_name = "FILE")]
    pub(crate) cloudflare: Option<PathBuf>,
    /// The other generator's command; installed below `target` when nothing is said.
    #[arg(long, value_name = "FILE")]
    pub(crate) ploidy: Option<PathBuf>,
    /// Measures without the other generator.
    #[arg(long, conflicts_with = "ploidy")]
    pub(crate) alone: bool,
    /// Measures only how cost grows with what a description has much of, and of that only what
    /// has this text in its name.
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "")]
    pub(crate) axes: Option<String>,
    /// How often each is run; the best run counts.
    #[arg(long, default_value_t = 3)]
    pub(crate) runs: usize,
}

/// A command to measure.
#[derive(Debug, Args)]
pub(crate) struct Measure {
    /// The program and its arguments.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    pub(crate) command: Vec<std::ffi::OsString>,
}

/// A run over a sample that is compiled and used.
#[derive(Debug, Args)]
pub(crate) struct Proof {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Descriptions and cases instead of those of `proofs.toml`; with `--filter` all that it finds.
    pub(crate) names: Vec<String>,
    /// The test cases of this repository.
    #[arg(long)]
    pub(crate) cases: bool,
    /// Where SDKs and programs are written and compiled.
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// A run over descriptions that nobody wrote.
#[derive(Debug, Args)]
pub(crate) struct Invent {
    /// The seed of the first; each is the same in every run.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many, with the seeds that follow.
    #[arg(long, default_value_t = 50)]
    pub(crate) count: u64,
    /// Leaves only this path of each, and the schemas that it needs: to make a counterexample small.
    #[arg(long, value_name = "PATH")]
    pub(crate) only: Option<String>,
    /// Compiles nothing.
    #[arg(long)]
    pub(crate) generate_only: bool,
    /// Clippy and rustdoc look at every N-th; at none when it is 0.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) tools: usize,
    /// Where descriptions, SDKs and programs are written and compiled.
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// A measurement of how names move.
#[derive(Debug, Args)]
pub(crate) struct Stability {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Descriptions instead of those that were drawn for `compile`; with `--filter` all that it finds.
    pub(crate) names: Vec<String>,
    /// How many edits of each kind each description gets.
    #[arg(long, default_value_t = 1)]
    pub(crate) rounds: usize,
    /// A folder with the descriptions of one API, in the order of their names, to be compared one
    /// with the next instead.
    #[arg(long, value_name = "DIR")]
    pub(crate) succession: Vec<PathBuf>,
}
