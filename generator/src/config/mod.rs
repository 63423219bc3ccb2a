//! Configuration: what a user says beyond the description, as plain data.
//!
//! Everything has a default, and nothing here acts: `upgrade` reads overlays and fix-ups, `passes`
//! what is about the API, `options` for `lower` what is about Rust. What names a thing of the
//! description keeps its place in the file ([`Spanned`]), so that an entry that names nothing is
//! reported where it stands ([`Config::unused`]).

mod auth;
mod error;
mod operations;
mod package;
mod rules;
mod selector;
mod template;
mod types;
mod values;
mod written;

pub use auth::{Auth, ClientDefaults, OfClient, Together, Variables};
pub use operations::{FixUp, ParameterStyle, Parameters, Resources};
pub use package::{Dependency, Features, Package};
pub use rules::{Envelope, Named, PageRule};
pub use selector::{Filter, Glob, Selector};
pub use template::template;
pub use toml::Spanned;
pub use types::{DateTime, FieldOverride, Types};
pub use values::{MemberPath, PagePlace, Switch};
pub use written::{
    Attribute, BaseUrl, CallName, CrateName, FileUrl, HeaderName, HeaderValue, Name,
    PackageName, RustPath, RustType, Variable, Version,
};

use std::ops::Range;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Failed, Place};
use crate::source::SourceSet;

/// Everything that a configuration file can say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The OpenAPI description.
    pub spec: Option<PathBuf>,
    /// The folder of the SDK.
    pub output: Option<PathBuf>,
    /// Overlays (OpenAPI Overlay 1.0 and 1.1), applied in this order.
    pub overlays: Vec<Spanned<PathBuf>>,
    /// The files that stand for the URLs of `$ref`s, which are not fetched: of a URL with a slash at
    /// its end, all that begins with it is in a folder.
    pub files: IndexMap<Spanned<FileUrl>, PathBuf>,
    /// Whether the SDK has a cargo feature for each resource. When nothing is said, that of a
    /// large API does: one with more than a hundred operations.
    pub features: Option<Features>,
    /// What stands in the SDK's `Cargo.toml`.
    pub package: Package,
    /// Crates that the SDK depends on because the configuration names them.
    pub dependencies: IndexMap<CrateName, Spanned<Dependency>>,
    /// Changes to the description, after the overlays.
    #[serde(rename = "fix")]
    pub fixes: Vec<FixUp>,
    /// What is part of the SDK; everything when it is empty.
    pub include: Filter,
    /// What is not part of the SDK.
    pub exclude: Filter,
    /// The calls of operations.
    pub resources: Resources,
    /// Parameters of operations.
    pub parameters: Parameters,
    /// What answers are wrapped in.
    pub envelope: Switch<Envelope>,
    /// Rules by which lists go on, by name, tried in this order.
    pub pagination: Switch<IndexMap<Spanned<String>, PageRule>>,
    /// Credentials.
    pub auth: Auth,
    /// What a client begins with.
    pub client: ClientDefaults,
    /// Types.
    pub types: Types,
    /// How bad diagnostics are.
    pub diagnostics: Levels,
    /// Where the code goes; not of the file.
    #[serde(skip)]
    pub layout: Layout,
    #[serde(skip)]
    origin: Option<Origin>,
}

/// How bad diagnostics are, by code.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "LevelTable")]
pub struct Levels {
    /// Codes that count as errors.
    pub deny: Vec<Code>,
    /// Codes whose warnings count as notes, and [`Code::UnresolvedRef`], which then is a warning:
    /// what the reference stands for is any JSON, or left out.
    pub allow: Vec<Code>,
}

/// Levels as they are written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LevelTable {
    #[serde(deserialize_with = "values::codes")]
    deny: Vec<Code>,
    #[serde(deserialize_with = "values::codes")]
    allow: Vec<Code>,
}

impl TryFrom<LevelTable> for Levels {
    type Error = String;

    fn try_from(LevelTable { deny, allow }: LevelTable) -> Result<Self, String> {
        let levels = Self { deny, allow };
        match levels.fault() {
            Some(fault) => Err(fault),
            None => Ok(levels),
        }
    }
}

impl Levels {
    /// What is wrong with them.
    pub fn fault(&self) -> Option<String> {
        let both = self.deny.iter().find(|code| self.allow.contains(code));
        let needed = self.allow.iter().find(|code| !code.can_be_allowed());
        let both = both.map(|code| format!("`{code}` is denied and allowed"));
        both.or_else(|| {
            needed.map(|code| format!("`{code}` cannot be allowed: no SDK comes of it"))
        })
    }
}

/// Where the code of an SDK goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A crate of its own: a folder with `Cargo.toml` and `src/`.
    #[default]
    Crate,
    /// One file, included by a build script's crate.
    File,
}

/// The file that a configuration came from.
#[derive(Clone, Debug)]
struct Origin {
    path: PathBuf,
    text: String,
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    ///
    /// [`Failed`] when the file cannot be read or is not a configuration; `diagnostics` says why.
    pub fn load(path: &Path, diagnostics: &mut Diagnostics) -> Result<Self, Failed> {
        let config = match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(path, text),
            Err(error) => Err(Box::new(unreadable(path, &error))),
        };
        config.map_err(|diagnostic| {
            diagnostics.report(*diagnostic);
            Failed
        })
    }

    /// Reads a configuration from the text of the file at `path`. Relative paths in it lead from
    /// that file's folder.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(path: &Path, text: String) -> Result<Self, Box<Diagnostic>> {
        let mut config: Self = match toml::from_str(&text) {
            Ok(config) => config,
            Err(error) => return Err(Box::new(error::diagnostic(&error, path, text))),
        };
        config.rebase(path.parent().unwrap_or(Path::new("")));
        config.origin = Some(Origin { path: path.to_owned(), text });
        Ok(config)
    }

    /// The settings that it leaves to the size of the API, as they are written.
    pub fn left_to_size(&self) -> Vec<&'static str> {
        let settings = [
            ("features", self.features.is_none()),
            ("types.comparable", self.types.comparable.is_none()),
            ("types.share", self.types.share.is_none()),
        ];
        settings.into_iter().filter(|(_, left)| *left).map(|(name, _)| name).collect()
    }

    /// The file that it was read from.
    pub fn path(&self) -> Option<&Path> {
        self.origin.as_ref().map(|origin| &*origin.path)
    }

    /// A diagnostic at a place of the configuration: the span of a [`Spanned`].
    pub fn diagnostic(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::somewhere(code, self.place(span), message)
    }

    /// A place of the configuration: the span of a [`Spanned`].
    pub fn place(&self, span: Range<usize>) -> Place {
        match &self.origin {
            Some(Origin { path, text }) => Place::Text {
                path: path.clone(),
                text: text.clone(),
                span,
                label: String::new(),
            },
            None => Place::Nowhere,
        }
    }

    /// The line of the file that a [`Spanned`] begins in; the first is 1.
    pub fn line(&self, span: Range<usize>) -> usize {
        let text = self.origin.as_ref().map_or("", |origin| &*origin.text);
        text.get(..span.start).unwrap_or(text).matches('\n').count() + 1
    }

    /// The diagnostic for an entry that names nothing in the description.
    pub fn unused<T>(
        &self,
        entry: &Spanned<T>,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.diagnostic(Code::ConfigUnused, entry.span(), message)
    }

    /// Reports the URLs that files stand for and that no `$ref` names.
    pub(crate) fn report_unused_files(
        &self,
        sources: &SourceSet,
        diagnostics: &mut Diagnostics,
    ) {
        for index in sources.unused_urls() {
            let Some((url, _)) = self.files.get_index(index) else { continue };
            let message = format!("no `$ref` leads to `{}`", url.get_ref());
            diagnostics.report(self.unused(url, message));
        }
    }

    /// Makes relative paths lead from `folder`.
    fn rebase(&mut self, folder: &Path) {
        let paths = self.spec.iter_mut().chain(&mut self.output);
        for path in paths.chain(self.files.values_mut()) {
            *path = folder.join(&*path);
        }
        for overlay in &mut self.overlays {
            let path = folder.join(overlay.get_ref());
            *overlay.get_mut() = path;
        }
    }
}

/// The diagnostic for a file that cannot be read.
fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let place = Place::File(path.to_owned());
    let message = format!("cannot read the configuration `{}`", path.display());
    let diagnostic = Diagnostic::somewhere(Code::FileUnreadable, place, message)
        .note(error.to_string());
    if error.kind() == std::io::ErrorKind::NotFound {
        return diagnostic.help("write one with `specwright init DESCRIPTION`");
    }
    diagnostic
}

#[cfg(test)]
mod tests;
