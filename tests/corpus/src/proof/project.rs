//! An SDK and the program that uses it, as packages of one workspace.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::Input;
use specwright::config::Config;
use specwright::diagnostic::{Diagnostics, Severity};
use specwright::probe::{self, Surface};
use specwright::source::SourceSet;

use super::Subject;
use crate::compile::package_name;
use crate::error::{Result, fail};
use crate::one;

/// What a program does with an SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// Decodes and encodes values.
    Values,
    /// Sends requests.
    Requests,
}

impl Program {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Requests => "requests",
        }
    }
}

/// An SDK and what it has.
pub(crate) struct Project {
    /// The name of the SDK's package.
    package: String,
    /// The folder of the workspace.
    folder: PathBuf,
    /// What the SDK has.
    pub(crate) surface: Surface,
}

/// Where the workspace is: `target/corpus/proofs`, unless it is said.
pub(crate) fn folder(given: Option<&Path>) -> Result<PathBuf> {
    let folder = match given {
        Some(given) => given.to_owned(),
        None => crate::scratch()?.join("proofs"),
    };
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

impl Project {
    /// Generates the SDK; why it cannot be, otherwise.
    pub(crate) fn generate(
        subject: &Subject,
        folder: &Path,
    ) -> Result<std::result::Result<Self, String>> {
        let package = package_name(&subject.name);
        let paths: Vec<String> =
            subject.paths.iter().map(|path| format!("{path:?}")).collect();
        let text = format!(
            "package.name = \"{package}\"\ninclude.paths = [{}]\n",
            paths.join(", ")
        );
        let config = match Config::parse(Path::new("proof.toml"), text) {
            Ok(config) => config,
            Err(diagnostic) => return fail(diagnostic.message),
        };
        let mut sources = SourceSet::default();
        let mut diagnostics = Diagnostics::default();
        let input = Input::File(subject.path.clone());
        let made = probe::generate(input, &config, &mut sources, &mut diagnostics);
        let Ok((generated, surface)) = made else {
            let error = diagnostics.iter().find(|one| one.severity == Severity::Error);
            return Ok(Err(error.map(|one| one.message.clone()).unwrap_or_default()));
        };
        one::write(&folder.join(&package), &generated, &mut diagnostics)?;
        Ok(Ok(Self { package, folder: folder.to_owned(), surface }))
    }

    /// Writes the program's package.
    pub(crate) fn write(&self, program: Program, source: &str) -> Result<()> {
        let name = self.program(program);
        let folder = self.folder.join(&name);
        std::fs::create_dir_all(folder.join("src"))?;
        let mut manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{} = {{ path = \"../{}\" }}\n",
            self.package, self.package
        );
        manifest.push_str(match program {
            Program::Values => "serde = \"1\"\nserde_json = \"1\"\n",
            Program::Requests => {
                "serde = \"1\"\nserde_json = \"1\"\ntokio = { version = \"1\", features = [\"rt\"] }\n"
            }
        });
        for crate_name in ["jiff", "uuid", "bytes"] {
            if source.contains(&format!("{crate_name}::")) {
                writeln!(manifest, "{crate_name} = \"1\"")?;
            }
        }
        write_changed(&folder.join("Cargo.toml"), &manifest)?;
        write_changed(&folder.join("src/main.rs"), source)
    }

    /// The package of a program.
    pub(crate) fn program(&self, program: Program) -> String {
        format!("{}-{}", self.package, program.name())
    }

    /// The packages that a program needs in the workspace.
    pub(crate) fn members(&self, program: Program) -> [String; 2] {
        [self.package.clone(), self.program(program)]
    }

    /// Compiles the program; what the compiler says, where it fails.
    pub(crate) fn build(
        &self,
        program: Program,
    ) -> Result<std::result::Result<PathBuf, String>> {
        let name = self.program(program);
        let target = self.folder.join("target");
        let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
            .args(["build", "--quiet", "--package", &name])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_INCREMENTAL", "0")
            // A lint of a generated crate is not what is looked for here.
            .env("RUSTFLAGS", "--cap-lints=warn")
            .output()?;
        if output.status.success() {
            return Ok(Ok(self.built(program)));
        }
        Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()))
    }

    /// Where a program is once it is compiled.
    pub(crate) fn built(&self, program: Program) -> PathBuf {
        let name = self.program(program) + std::env::consts::EXE_SUFFIX;
        self.folder.join("target/debug").join(name)
    }

    /// The package of the SDK.
    pub(crate) fn package(&self) -> &str {
        &self.package
    }
}

/// Writes the workspace, with the versions that this repository has where it has any.
pub(crate) fn write_workspace(folder: &Path, members: &[String]) -> Result<()> {
    let mut text = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for member in members {
        writeln!(text, "    \"{member}\",")?;
    }
    text.push_str("]\n\n[profile.dev]\ndebug = false\n");
    write_changed(&folder.join("Cargo.toml"), &text)?;
    let (own, lock) = (crate::workspace().join("Cargo.lock"), folder.join("Cargo.lock"));
    if own.exists() && !lock.exists() {
        std::fs::copy(own, lock)?;
    }
    Ok(())
}

/// What did not change is not compiled again.
fn write_changed(path: &Path, text: &str) -> Result<()> {
    if !std::fs::read_to_string(path).is_ok_and(|is| is == text) {
        std::fs::write(path, text)?;
    }
    Ok(())
}
