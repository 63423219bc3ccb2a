//! One workspace of generated SDKs, and cargo in it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Member, measure};
use crate::args::Compile;
use crate::error::Result;
use crate::one::generic;

/// What looks at an SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Tool {
    /// `cargo check`.
    Check,
    /// `cargo check` with one feature alone.
    Feature,
    /// `cargo clippy`, with its tests and examples.
    Clippy,
    /// `cargo doc`.
    Doc,
    /// `cargo fmt --check`.
    Format,
}

impl Tool {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Feature => "one feature",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Format => "fmt",
        }
    }

    /// What cargo is told; `feature` for [`Tool::Feature`].
    fn arguments(self, package: &str, feature: &str, jobs: usize) -> Vec<String> {
        let jobs = jobs.to_string();
        let alone = ["check", "--lib", "--no-default-features", "--features", feature];
        let compiler = ["--quiet", "--message-format=json", "--jobs", &jobs];
        let (command, more): (&[&str], &[&str]) = match self {
            Self::Check => (&["check"], &compiler),
            Self::Feature => (&alone, &compiler),
            Self::Clippy => (&["clippy", "--all-targets"], &compiler),
            Self::Doc => (&["doc", "--no-deps"], &compiler),
            Self::Format => (&["fmt", "--check"], &[]),
        };
        [command, more, &["--package", package]]
            .concat()
            .iter()
            .map(ToString::to_string)
            .collect()
    }
}

/// What a tool said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Look {
    /// The tool.
    pub(crate) tool: Tool,
    /// The feature, where one was looked at alone.
    #[serde(default)]
    pub(crate) feature: String,
    /// Whether it failed: an error, or a limit was reached.
    pub(crate) failed: bool,
    /// Errors and warnings by what they say, without names: how many, and the first in full.
    pub(crate) messages: BTreeMap<String, (usize, String)>,
    /// Milliseconds of CPU in user mode of the crate's own compiler.
    pub(crate) user_ms: u64,
    /// The most kibibytes of memory that it had at a time.
    pub(crate) peak_kib: u64,
}

impl Look {
    /// Whether there is neither an error nor a warning.
    pub(crate) fn is_clean(&self) -> bool {
        !self.failed && self.messages.is_empty()
    }
}

/// Writes the workspace of all SDKs that were generated.
pub(super) fn write_workspace(folder: &Path, members: &[Member]) -> Result<()> {
    let mut text = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for member in members.iter().filter(|one| one.verdict.refused.is_empty()) {
        writeln!(text, "    \"{}\",", member.package)?;
    }
    text.push_str("]\n\n[profile.dev]\ndebug = false\n");
    let path = folder.join("Cargo.toml");
    if std::fs::read_to_string(&path).is_ok_and(|is| is == text) {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(path, text)?;
    Ok(())
}

/// Some features of an SDK for resources, evenly spread; none where it has none.
pub(super) fn some_features(
    folder: &Path,
    package: &str,
    number: usize,
) -> Result<Vec<String>> {
    let manifest = std::fs::read_to_string(folder.join(package).join("Cargo.toml"))?;
    let manifest: toml::Table = toml::from_str(&manifest)?;
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let names = features.into_iter().flat_map(toml::Table::keys);
    let names: Vec<&String> =
        names.filter(|name| !["default", "full"].contains(&name.as_str())).collect();
    let step = names.len().div_ceil(number.max(1)).max(1);
    let some = names.into_iter().step_by(step).take(number);
    Ok(some.cloned().collect())
}

/// Has a tool look at one SDK; with `feature` alone where the tool is [`Tool::Feature`].
pub(super) fn look(
    folder: &Path,
    package: &str,
    (tool, feature): (Tool, &str),
    compile: &Compile,
) -> Result<Look> {
    let figures = folder.join("measured.json");
    let _ = std::fs::remove_file(&figures);
    touch(&folder.join(package).join("src/lib.rs"))?;
    let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(tool.arguments(package, feature, compile.jobs))
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_WRAPPER", std::env::current_exe()?)
        .env(measure::FILE, &figures)
        .env(measure::CRATE, package.replace('-', "_"))
        .env(measure::SECONDS, compile.seconds.to_string())
        .env(measure::MEBIBYTES, compile.mebibytes.to_string())
        .env_remove("RUSTFLAGS")
        .output()?;
    let measured: measure::Measured = std::fs::read_to_string(&figures)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let mut look = Look {
        tool,
        feature: feature.to_owned(),
        failed: !output.status.success(),
        messages: BTreeMap::new(),
        user_ms: measured.user_ms,
        peak_kib: measured.peak_kib,
    };
    let said = String::from_utf8_lossy(&output.stdout);
    for line in said.lines() {
        note(&mut look, line);
    }
    if look.failed && look.messages.is_empty() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let first = complaint.lines().find(|line| line.contains("error"));
        let (first, whole) = match (tool, first) {
            (Tool::Format, None) => ("not in rustfmt's form", &said),
            (_, first) => (first.unwrap_or_default(), &complaint),
        };
        look.messages.insert(generic(first), (1, whole.clone().into_owned()));
    }
    Ok(look)
}

/// Notes a message of the compiler, if a line is one.
fn note(look: &mut Look, line: &str) {
    let Ok(line) = serde_json::from_str::<Value>(line) else { return };
    let message = &line["message"];
    let (Some(level), Some(text)) =
        (message["level"].as_str(), message["message"].as_str())
    else {
        return;
    };
    let says_how_many =
        text.contains("warning emitted") || text.contains("warnings emitted");
    let counts = text.starts_with("aborting due to") || says_how_many;
    if !["error", "warning"].contains(&level) || counts {
        return;
    }
    let code = message["code"]["code"].as_str().unwrap_or("-");
    let key = format!("{level} {code}: {}", generic(text));
    let rendered = message["rendered"].as_str().unwrap_or_default().to_owned();
    look.messages.entry(key).or_insert((0, rendered)).0 += 1;
}

/// Makes a file newer than what was compiled from it.
fn touch(path: &Path) -> Result<()> {
    let file = std::fs::File::options().write(true).open(path)?;
    file.set_modified(std::time::SystemTime::now())?;
    Ok(())
}
