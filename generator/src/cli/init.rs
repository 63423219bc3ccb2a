//! `init`: writes a configuration beside a description.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use specwright::Input;
use specwright::config;
use specwright::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use specwright::source::SourceSet;

use super::args::Global;
use super::{Outcome, report};

/// Writes a configuration beside a description. It never replaces one.
pub(super) fn init(file: &Path, global: &Global) -> Outcome {
    match write(file) {
        Ok(path) => {
            let path = report::path(&path);
            let line =
                format!("wrote {path}; now `specwright generate --config {path}`");
            report::line(&line, global);
            Outcome::Done
        }
        Err(diagnostic) => {
            let mut diagnostics = Diagnostics::default();
            diagnostics.report(*diagnostic);
            report::diagnostics(&diagnostics, &SourceSet::default(), global);
            Outcome::Wrong
        }
    }
}

fn write(file: &Path) -> Result<PathBuf, Box<Diagnostic>> {
    let (config, spec) = if file.extension() == Some(OsStr::new("toml")) {
        (file.to_owned(), sibling(file))
    } else {
        let help = "give the path of the description";
        let error = |error| failed(Code::FileUnreadable, file, "read", &error, help);
        std::fs::metadata(file).map_err(error)?;
        (file.with_extension("toml"), file.to_owned())
    };
    let name = spec.file_name().unwrap_or_default().to_string_lossy();
    let (is_large, wrong) = read(&spec);
    if let Some(wrong) = wrong.filter(|_| spec == file) {
        return Err(wrong);
    }
    let text = config::template(&name, &output(&config), is_large);
    let create = || -> std::io::Result<()> {
        let mut file = std::fs::File::create_new(&config)?;
        file.write_all(text.as_bytes())
    };
    create().map_err(|error| {
        let help = "one that is there is never replaced: edit it, or move it away";
        failed(Code::OutputUnwritable, &config, "create", &error, help)
    })?;
    Ok(config)
}

/// A folder for the SDK that no other configuration beside this one has.
fn output(config: &Path) -> String {
    let folder = config.parent().unwrap_or(Path::new(""));
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let files = std::fs::read_dir(here).into_iter().flatten().flatten();
    let taken: Vec<String> = files
        .map(|file| folder.join(file.file_name()))
        .filter(|path| path.extension() == Some(OsStr::new("toml")))
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).ok()?;
            let other = config::Config::parse(&path, text).ok()?;
            Some(report::path(&other.output?))
        })
        .collect();
    let stem = config.file_stem().unwrap_or_default().to_string_lossy();
    let numbered = (2..).map(|number| format!("{stem}-sdk-{number}"));
    let names = ["sdk".to_owned(), format!("{stem}-sdk")].into_iter().chain(numbered);
    let is_free = |name: &String| !taken.contains(&report::path(&folder.join(name)));
    names.into_iter().find(is_free).unwrap_or_default()
}

/// Whether a description is of a large API; `None` where it is not right yet. And what says that it
/// is none at all, such as a web page.
fn read(spec: &Path) -> (Option<bool>, Option<Box<Diagnostic>>) {
    let input = Input::File(spec.to_owned());
    let (mut sources, mut found) = (SourceSet::default(), Diagnostics::default());
    let config = config::Config::default();
    let generated = specwright::generate(input, &config, &mut sources, &mut found);
    let is_large = generated.ok().map(|generated| generated.api.is_large());
    let is_none =
        |one: &&Diagnostic| matches!(one.code, Code::NotOpenapi | Code::EmptyFile);
    let wrong = found.iter().find(is_none).cloned().map(|wrong| {
        // The text of the file is not shown: it is another kind of file.
        Box::new(Diagnostic { primary: Place::File(spec.to_owned()), ..wrong })
    });
    (is_large, wrong)
}

/// The description that a configuration is likely to be for.
fn sibling(config: &Path) -> PathBuf {
    ["yaml", "yml", "json"]
        .iter()
        .map(|extension| config.with_extension(extension))
        .find(|path| path.is_file())
        .unwrap_or_else(|| config.with_file_name("openapi.yaml"))
}

fn failed(
    code: Code,
    path: &Path,
    verb: &str,
    error: &std::io::Error,
    help: &str,
) -> Box<Diagnostic> {
    let message = format!("cannot {verb} `{}`", path.display());
    let place = Place::File(path.to_owned());
    let diagnostic = Diagnostic::somewhere(code, place, message);
    Box::new(diagnostic.note(error.to_string()).help(help))
}
