//! The arguments.

use std::path::{Path, PathBuf};

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use specwright::diagnostic::Code;
use specwright::suggest;

/// Turns an OpenAPI description into a Rust SDK.
#[derive(Debug, Parser)]
#[command(name = "specwright", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes the SDK; touches only what changed.
    Generate(OutputProject),
    /// Shows what `generate` would change; exits with 1 when that is anything.
    Check(OutputProject),
    /// Shows the call of every operation.
    List(List),
    /// Shows what of the SDK changes for its users between two descriptions, and whether it breaks
    /// their code.
    Diff(Diff),
    /// Writes a configuration beside a description, with every setting as a comment.
    Init {
        /// The description, or the configuration to write (`.toml`).
        file: PathBuf,
    },
    /// Explains a diagnostic; without a code, names them all.
    Explain {
        /// Such as `unresolved-ref`.
        #[arg(value_parser = code)]
        code: Option<Code>,
    },
}

/// The description and where its SDK goes.
#[derive(Debug, Args)]
pub(crate) struct OutputProject {
    #[command(flatten)]
    pub(crate) project: Project,
    /// The folder of the SDK; that of the configuration when nothing is said.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

impl OutputProject {
    /// Whether neither the command line nor a configuration can say where the SDK goes.
    pub(crate) fn is_without_output(&self) -> bool {
        self.output.is_none() && self.project.config().is_none()
    }
}

/// The description and what is said beyond it.
#[derive(Debug, Args)]
pub(crate) struct Project {
    /// The OpenAPI description, or the configuration (`.toml`).
    #[arg(conflicts_with_all = ["config", "spec"], required_unless_present_any = ["config", "spec"])]
    file: Option<PathBuf>,
    /// The configuration; `specwright init` writes one.
    #[arg(short, long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The OpenAPI description; `-` is standard input.
    #[arg(short, long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// The name of the SDK's package.
    #[arg(short, long)]
    pub(crate) name: Option<specwright::config::PackageName>,
}

impl Project {
    /// A description, or its configuration (`.toml`), with the configuration of what is given
    /// without one.
    pub(crate) fn of(file: Option<&Path>, config: Option<&Path>) -> Self {
        let owned = |path: &Path| path.to_owned();
        let given = Self { file: file.map(owned), config: None, spec: None, name: None };
        Self {
            config: given.config().or(config).map(owned),
            spec: given.spec().map(owned),
            file: None,
            name: None,
        }
    }

    /// The configuration.
    pub(crate) fn config(&self) -> Option<&Path> {
        self.file(true).or(self.config.as_deref())
    }

    /// The description.
    pub(crate) fn spec(&self) -> Option<&Path> {
        self.file(false).or(self.spec.as_deref())
    }

    /// The file without an option before it, if it is a configuration, or if it is none.
    fn file(&self, is_config: bool) -> Option<&Path> {
        let file = self.file.as_deref()?;
        let is_toml = file.extension().is_some_and(|extension| extension == "toml");
        (is_toml == is_config).then_some(file)
    }
}

/// What `list` shows.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) project: Project,
    /// Shows the schemas that are untyped JSON in the SDK, and why.
    #[arg(long)]
    pub(crate) untyped: bool,
}

/// Two descriptions.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The old description, or its configuration (`.toml`).
    pub(crate) old: PathBuf,
    /// The new one; that of the configuration when nothing is said.
    #[arg(required_unless_present = "config")]
    pub(crate) new: Option<PathBuf>,
    /// The configuration of descriptions that are given without one; what names something in only
    /// one of the two is passed over in the other.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Exits with 1 when something breaks.
    #[arg(long)]
    pub(crate) deny_breaking: bool,
}

/// What goes with every command.
#[derive(Clone, Debug, Args)]
pub(crate) struct Global {
    /// How diagnostics are written, to standard error; `list` and `diff` write
    /// JSON too.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Makes diagnostics with this code errors.
    #[arg(long, global = true, value_name = "CODE", value_parser = code)]
    pub(crate) deny: Vec<Code>,
    /// Makes warnings with this code notes; with `unresolved-ref`, goes on without what a `$ref`
    /// misses.
    #[arg(long, global = true, value_name = "CODE", value_parser = code)]
    pub(crate) allow: Vec<Code>,
    /// Shows errors only.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Shows notes too, and warnings of all kinds; -vv every single one.
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(crate) color: Color,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// As rustc does.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// As commands that GitHub Actions shows beside the code.
    Github,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Parses a diagnostic code.
fn code(text: &str) -> Result<Code, String> {
    text.parse().map_err(|error| {
        let codes = Code::ALL.iter().map(|code| code.as_str());
        match suggest::closest(text, codes) {
            Some(close) => format!("{error}; did you mean `{close}`?"),
            None => format!("{error}; `specwright explain` names them all"),
        }
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_description_or_a_configuration_is_needed() {
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        assert!(parse("specwright generate").is_err());
        assert!(parse("specwright generate --spec a.yaml --output b").is_ok());
        assert!(parse("specwright generate --config a.toml").is_ok());
        assert!(parse("specwright generate a.yaml --output b").is_ok());
        assert!(parse("specwright generate a.yaml --spec a.yaml --output b").is_err());
        assert!(parse("specwright list --spec -").is_ok());
        assert!(parse("specwright list").is_err());
        assert!(parse("specwright diff a.yaml").is_err());
        assert!(parse("specwright diff a.yaml b.yaml").is_ok());
        assert!(parse("specwright diff a.yaml --config b.toml").is_ok());
    }

    #[test]
    fn wrong_codes_are_corrected() {
        assert_eq!(code("unresolved-ref"), Ok(Code::UnresolvedRef));
        let error = code("unresolved_reff").unwrap_err();
        assert!(error.ends_with("did you mean `unresolved-ref`?"), "{error}");
    }
}
