//! SDKs and the programs that use them, compiled by one run of cargo.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::error::Result;
use crate::proof::{Program, Project, Subject, Tally, finish, write_workspace};
use crate::{requests, values};

/// What tries one SDK.
type Prove = fn(&Subject, &Project, &Path, &mut Tally) -> Result<()>;

/// SDKs of one workspace.
pub(super) struct Batch {
    folder: PathBuf,
    /// What is proved.
    pub(super) members: Vec<(Subject, Project)>,
}

impl Batch {
    /// Generates the SDKs and writes their programs.
    pub(super) fn new(folder: &Path, subjects: &[Subject]) -> Result<Self> {
        let mut members = Vec::new();
        let mut packages = Vec::new();
        for subject in subjects {
            if let Ok(project) = Project::generate(subject, folder)? {
                project.write(Program::Values, &values::program(&project.surface))?;
                project
                    .write(Program::Requests, &requests::program(&project.surface))?;
                packages.extend(project.members(Program::Values));
                packages.push(project.program(Program::Requests));
                members.push((subject.clone(), project));
            }
        }
        write_workspace(folder, &packages)?;
        Ok(Self { folder: folder.to_owned(), members })
    }

    /// Compiles everything; what the compiler, rustfmt, and of every `some`-th SDK clippy and
    /// rustdoc have to say.
    pub(super) fn compile(&self, some: usize) -> Result<Vec<String>> {
        let mut found = BTreeMap::new();
        self.cargo(&["build", "--keep-going"], false, &mut found)?;
        self.format(&mut found)?;
        let chosen = self.members.iter().step_by(some.max(1));
        let chosen: Vec<&str> = chosen.map(|(_, project)| project.package()).collect();
        if some > 0 && !chosen.is_empty() {
            for first in [["clippy", "--all-targets"], ["doc", "--no-deps"]] {
                let packages = chosen.iter().flat_map(|one| ["--package", one]);
                let arguments: Vec<&str> = first.into_iter().chain(packages).collect();
                self.cargo(&arguments, true, &mut found)?;
            }
        }
        let text = |((package, tool), message): ((String, String), String)| {
            format!("{package} {tool}: {message}")
        };
        Ok(found.into_iter().map(text).collect())
    }

    /// Runs a program of each SDK; false when something is wrong.
    pub(super) fn prove(&self, program: Program, prove: Prove) -> Result<bool> {
        let mut tallies = Vec::new();
        for (subject, project) in &self.members {
            let mut tally = Tally::of(&subject.name);
            let built = project.built(program);
            match built.exists() {
                true => prove(subject, project, &built, &mut tally)?,
                false => tally.refused = "it does not compile".to_owned(),
            }
            tallies.push(tally);
        }
        let (subjects, file) = match program {
            Program::Values => ("schemas", "values.jsonl"),
            Program::Requests => ("operations", "requests.jsonl"),
        };
        finish(&tallies, subjects, &self.folder.join(file))
    }

    fn command(&self) -> Command {
        let mut command =
            Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS");
        command
    }

    /// Runs a tool, and notes what it says of each SDK first.
    fn cargo(
        &self,
        arguments: &[&str],
        only_sdks: bool,
        found: &mut BTreeMap<(String, String), String>,
    ) -> Result<()> {
        let output = self
            .command()
            .args(arguments)
            .args(["--quiet", "--message-format=json"])
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let before = found.len();
        for line in text.lines() {
            let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
            let message = &line["message"];
            let Some(level @ ("error" | "warning")) = message["level"].as_str() else {
                continue;
            };
            let target = line["target"]["name"].as_str().unwrap_or_default();
            // A warning of a program is about the program.
            let is_program =
                target.ends_with("-values") || target.ends_with("-requests");
            if is_program && (level == "warning" || only_sdks) {
                continue;
            }
            let rendered = message["rendered"].as_str().unwrap_or_default();
            let key = (target.to_owned(), arguments[0].to_owned());
            found.entry(key).or_insert_with(|| rendered.to_owned());
        }
        if !output.status.success() && found.len() == before {
            let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
            found.insert((String::new(), arguments[0].to_owned()), complaint);
        }
        Ok(())
    }

    fn format(&self, found: &mut BTreeMap<(String, String), String>) -> Result<()> {
        let packages =
            self.members.iter().flat_map(|(_, one)| ["--package", one.package()]);
        let output = self.command().args(["fmt", "--check"]).args(packages).output()?;
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stdout);
            let first: Vec<&str> = text.lines().take(12).collect();
            found.insert((String::new(), "fmt".to_owned()), first.join("\n"));
        }
        Ok(())
    }
}
