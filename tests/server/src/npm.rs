//! Programs from npm that judge what we make, at the versions that the tests name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Set to anything, it makes a missing npm a failure rather than a reason to do without.
const REQUIRED: &str = "SPECWRIGHT_REQUIRE_NPM";

/// Installs packages such as `name@1.2.3` below `cache`, unless they are there already, and tells
/// the folder that has `node_modules`.
///
/// Without npm or without a way to its packages there is nothing to be had: `None`, and a word on
/// standard error.
///
/// # Panics
///
/// When the packages cannot be had although `SPECWRIGHT_REQUIRE_NPM` is set.
pub fn install(cache: &Path, packages: &[&str]) -> Option<PathBuf> {
    let name = packages.join("+").replace(['/', '@'], "-");
    let folder = cache.join("npm").join(name);
    match fetch(&folder, packages) {
        Ok(()) => Some(folder),
        Err(reason) => {
            let packages = packages.join(", ");
            assert!(
                std::env::var_os(REQUIRED).is_none(),
                "no {packages} from npm: {reason}"
            );
            eprintln!("skipped what needs {packages} from npm: {reason}");
            None
        }
    }
}

/// A program of an installed package.
pub fn program(folder: &Path, name: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(folder.join("node_modules/.bin").join(name));
    command
}

/// Installs into a folder beside, which then takes the place of `folder`: what is there is whole.
fn fetch(folder: &Path, packages: &[&str]) -> Result<(), String> {
    if folder.exists() {
        return run(Command::new("node").arg("--version"));
    }
    let beside = folder.with_extension(format!("{}.part", std::process::id()));
    fs::create_dir_all(&beside).map_err(|error| error.to_string())?;
    fs::write(beside.join("package.json"), r#"{"private":true}"#)
        .map_err(|error| error.to_string())?;
    let installed = run(Command::new("npm")
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
        ])
        .args(packages)
        .current_dir(&beside));
    let moved = installed
        .and_then(|()| fs::rename(&beside, folder).map_err(|error| error.to_string()));
    if moved.is_err() {
        fs::remove_dir_all(&beside).ok();
    }
    // Another process may have been faster.
    if folder.exists() { Ok(()) } else { moved }
}

/// Runs a command that only has to succeed.
fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let stderr = String::from_utf8_lossy(&output.stderr);
            Err(format!("`{program}` failed ({}): {stderr}", output.status))
        }
        Err(error) => Err(format!("`{program}` cannot be run: {error}")),
    }
}
