//! SDKs made by build scripts: one file in `OUT_DIR`.

use std::fmt;
use std::io::Write;
use std::path::PathBuf;

use crate::config::{Config, Layout};
use crate::diagnostic::{
    self, Code, Diagnostic, Diagnostics, Failed, Place, RenderOptions, Severity,
};
use crate::source::SourceSet;
use crate::{Generated, Input, output};

/// How many warnings of a build are shown.
const SHOWN: usize = 20;

/// Makes an SDK in a build script: one file in `OUT_DIR`, which the crate includes.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), specwright::BuildError> {
///     specwright::Builder::new("openapi.yaml").generate()
/// }
/// ```
///
/// ```text
/// // src/lib.rs
/// pub mod api {
///     include!(concat!(env!("OUT_DIR"), "/openapi.rs"));
/// }
/// ```
///
/// Paths lead from the folder of the package. The script runs again when the description, a file
/// that it refers to, an overlay or the configuration changes. Warnings are shown as warnings of
/// the build; an error fails it, and says what is wrong and where.
#[derive(Clone, Debug)]
pub struct Builder {
    spec: PathBuf,
    config: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    out_file: Option<PathBuf>,
}

impl Builder {
    /// Makes an SDK of the description in this file.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self { spec: spec.into(), config: None, out_dir: None, out_file: None }
    }

    /// The configuration. Its `spec` and `output` do not count.
    #[must_use]
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config = Some(path.into());
        self
    }

    /// The folder of the file; `OUT_DIR` when nothing is said.
    #[must_use]
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(path.into());
        self
    }

    /// The name of the file; the description's with the extension `rs` when nothing is said.
    #[must_use]
    pub fn out_file(mut self, name: impl Into<PathBuf>) -> Self {
        self.out_file = Some(name.into());
        self
    }

    /// Writes the file, unless it is there as it should be.
    ///
    /// # Errors
    ///
    /// What is wrong with the description, the configuration or the output.
    pub fn generate(&self) -> Result<(), BuildError> {
        self.run(&mut std::io::stdout())
    }

    /// [`Self::generate`] with instructions to cargo going to `cargo`.
    fn run(&self, cargo: &mut dyn Write) -> Result<(), BuildError> {
        let mut sources = SourceSet::default();
        let mut diagnostics = Diagnostics::default();
        let mut read = vec![self.spec.clone()];
        read.extend(self.config.clone());
        let result = self.build(&mut read, &mut sources, &mut diagnostics);
        read.extend(sources.iter().map(|(_, file)| file.path.clone()));
        tell(cargo, &read, &diagnostics, &sources);
        result.map_err(|Failed| BuildError { text: render(&diagnostics, &sources) })
    }

    /// The pipeline with both ends. Files that are read beyond the description's are added to
    /// `read`.
    fn build(
        &self,
        read: &mut Vec<PathBuf>,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Failed> {
        let mut config = match &self.config {
            Some(path) => Config::load(path, diagnostics)?,
            None => Config::default(),
        };
        config.layout = Layout::File;
        let overlays = config.overlays.iter().map(|overlay| overlay.get_ref().clone());
        read.extend(overlays);
        let levels = config.diagnostics.clone();
        *diagnostics = Diagnostics::with_levels(levels.deny, levels.allow);
        let place = self.place(diagnostics)?;
        let input = Input::File(self.spec.clone());
        let generated = crate::generate(input, &config, sources, diagnostics)?;
        let text = only_file(&generated, diagnostics)?;
        output::write_file(&place, text).map(|_| ()).map_err(|error| {
            let message = format!("cannot write `{}`", place.display());
            let at = Place::File(place);
            diagnostics.report(
                Diagnostic::somewhere(Code::OutputUnwritable, at, message)
                    .note(error.to_string())
                    .help("see that the folder can be written, or call `out_dir`"),
            );
            Failed
        })
    }

    /// Where the file goes.
    fn place(&self, diagnostics: &mut Diagnostics) -> Result<PathBuf, Failed> {
        let folder = self.out_dir.clone();
        let Some(folder) =
            folder.or_else(|| std::env::var_os("OUT_DIR").map(Into::into))
        else {
            let message = "the environment variable `OUT_DIR` is not set";
            diagnostics.report(
                Diagnostic::somewhere(Code::OutputUnwritable, Place::Nowhere, message)
                    .help("cargo sets it for build scripts; elsewhere call `out_dir`"),
            );
            return Err(Failed);
        };
        let name = self.out_file.clone().unwrap_or_else(|| {
            let stem = self.spec.file_stem().unwrap_or("api".as_ref());
            format!("{}.rs", stem.display()).into()
        });
        Ok(folder.join(name))
    }
}

/// The only file of an SDK that is one file.
fn only_file<'a>(
    generated: &'a Generated,
    diagnostics: &mut Diagnostics,
) -> Result<&'a str, Failed> {
    let mut files = generated.files.iter();
    match (files.next(), files.next()) {
        (Some((_, text)), None) => Ok(text),
        _ => {
            let message = format!("{} files were made, not one", generated.files.len());
            diagnostics.report(Diagnostic::somewhere(
                Code::Internal,
                Place::Nowhere,
                message,
            ));
            Err(Failed)
        }
    }
}

/// Tells cargo when to run the script again, and what to warn of.
fn tell(
    cargo: &mut dyn Write,
    read: &[PathBuf],
    diagnostics: &Diagnostics,
    sources: &SourceSet,
) {
    let mut lines = Vec::new();
    for (at, path) in read.iter().enumerate() {
        if !read[..at].contains(path) {
            lines.push(format!("cargo::rerun-if-changed={}", path.display()));
        }
    }
    let warnings = diagnostics.iter().filter(|one| one.severity == Severity::Warning);
    lines.extend(warnings.clone().take(SHOWN).map(|warning| {
        let message = warning.message.replace('\n', " ");
        let place = diagnostic::place(warning, sources);
        let place = place.map(|place| format!(" at {place}")).unwrap_or_default();
        format!("cargo::warning={message}{place} [{}]", warning.code)
    }));
    let more = warnings.count().saturating_sub(SHOWN);
    if more > 0 {
        lines.push(format!(
            "cargo::warning=and {more} more; `specwright` shows them all"
        ));
    }
    for line in lines {
        // Without standard output there is no cargo to tell.
        let _ = writeln!(cargo, "{line}");
    }
}

/// Errors as people read them.
fn render(diagnostics: &Diagnostics, sources: &SourceSet) -> String {
    let options = RenderOptions { least: Severity::Error, ..RenderOptions::default() };
    diagnostic::render(diagnostics, sources, &options)
}

/// Why a build script made no SDK.
///
/// Its `Debug` is what people should read, since that is what cargo shows when a build script's
/// `main` returns it, or when `unwrap` meets it.
pub struct BuildError {
    text: String,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no SDK was made\n\n{}", self.text)
    }
}

impl std::error::Error for BuildError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(builder: &Builder) -> (String, Result<(), BuildError>) {
        let mut cargo = Vec::new();
        let result = builder.run(&mut cargo);
        (String::from_utf8(cargo).unwrap(), result)
    }

    #[test]
    fn the_file_is_named_after_the_description() {
        let place =
            |builder: Builder| builder.place(&mut Diagnostics::default()).unwrap();
        let builder = Builder::new("api/openapi.v1.yaml").out_dir("out");
        assert_eq!(place(builder.clone()), PathBuf::from("out/openapi.v1.rs"));
        assert_eq!(place(builder.out_file("api.rs")), PathBuf::from("out/api.rs"));
    }

    #[test]
    fn a_missing_configuration_is_said_and_waited_for() {
        let builder = Builder::new("no.yaml").config("no.toml").out_dir("out");
        let (cargo, result) = run(&builder);
        let lines = "cargo::rerun-if-changed=no.yaml\ncargo::rerun-if-changed=no.toml\n";
        assert_eq!(cargo, lines);
        let error = result.unwrap_err();
        assert!(error.to_string().contains("cannot read the configuration `no.toml`"));
        assert!(format!("{error:?}").starts_with("no SDK was made\n\nerror["));
    }

    const PETS: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  \
        /pets:\n    get:\n      responses:\n        '200':\n          \
        description: Pets.\n          content:\n            application/json:\n              \
        schema: {$ref: 'types.yaml#/Pet'}\n";

    /// A folder with a description in two files, an overlay and a configuration.
    fn project() -> tempfile::TempDir {
        let folder = tempfile::TempDir::new().unwrap();
        let overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  \
            - target: $.info\n    update: {title: Animals}\n";
        let files = [
            ("pets.yaml", PETS),
            ("types.yaml", "Pet: {type: object, properties: {name: {type: string}}}\n"),
            ("o.yaml", overlay),
            ("pets.toml", "spec = 'other.yaml'\noverlays = ['o.yaml']\n"),
        ];
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn builder(folder: &tempfile::TempDir) -> Builder {
        let path = |name: &str| folder.path().join(name);
        Builder::new(path("pets.yaml")).config(path("pets.toml")).out_dir(path("out"))
    }

    #[test]
    fn one_file_is_made_and_every_file_that_was_read_is_named() {
        let folder = project();
        let (cargo, result) = run(&builder(&folder));
        result.unwrap();
        for name in ["pets.yaml", "types.yaml", "o.yaml", "pets.toml"] {
            let path = folder.path().join(name);
            let line = format!("cargo::rerun-if-changed={}\n", path.display());
            assert_eq!(cargo.matches(&line).count(), 1, "{name}: {cargo}");
        }
        let made = std::fs::read_to_string(folder.path().join("out/pets.rs")).unwrap();
        assert!(made.contains("title: \"Animals\""));
        syn::parse_file(&made).unwrap();
    }

    #[test]
    fn a_warning_says_in_which_line_of_which_file() {
        let folder = project();
        let types = folder.path().join("types.yaml");
        let text = "Pet:\n  type: object\n  properties: {name: {type: objekt}}\n";
        std::fs::write(&types, text).unwrap();
        let (cargo, result) = run(&builder(&folder));
        result.unwrap();
        let line = cargo.lines().find(|line| line.starts_with("cargo::warning="));
        let place = format!(" at {}:3:29 [", types.display());
        assert!(line.is_some_and(|line| line.contains(&place)), "{cargo}");
    }

    #[test]
    fn an_error_says_where_and_leaves_the_old_file() {
        let folder = project();
        run(&builder(&folder)).1.unwrap();
        let made = folder.path().join("out/pets.rs");
        let before = std::fs::read_to_string(&made).unwrap();
        let wrong = PETS.replace("types.yaml#/Pet", "types.yaml#/Pat");
        std::fs::write(folder.path().join("pets.yaml"), wrong).unwrap();
        let (cargo, result) = run(&builder(&folder));
        let error = result.unwrap_err().to_string();
        assert!(error.contains("error[unresolved-ref]"), "{error}");
        assert!(error.contains("pets.yaml:11:"), "{error}");
        assert!(cargo.contains("types.yaml"));
        assert_eq!(std::fs::read_to_string(&made).unwrap(), before);
    }
}
