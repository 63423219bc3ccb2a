//! Turns an OpenAPI description into a Rust SDK.

#![warn(clippy::unwrap_used)]

mod builder;
pub mod config;
pub mod diagnostic;
pub mod interface;
pub mod load;
pub mod model;
pub mod output;
#[doc(hidden)]
pub mod probe;
pub mod source;
pub mod suggest;

mod build;
mod cycles;
mod document;
mod emit;
mod known;
mod lower;
mod numbers;
mod options;
mod passes;
mod percent;
mod print;
mod runtime;
mod rust;
mod upgrade;
mod words;

pub use builder::{BuildError, Builder};
pub use load::Input;

use std::collections::{BTreeMap, BTreeSet};

use config::Config;
use diagnostic::{Diagnostic, Diagnostics, Failed, Place, Severity};
use interface::Interface;
use model::Api;
use output::Files;
use rust::Crate;
use source::{FileId, SourceSet};

/// What was made of a description.
#[derive(Debug)]
pub struct Generated {
    /// The files of the SDK.
    pub files: Files,
    /// The API as it was understood.
    pub api: Api,
    /// How each operation is called, by its HTTP line: `client.pets().get(pet_id)` for
    /// `GET /pets/{pet_id}`. One that takes or gives several kinds of bodies has several methods.
    pub calls: BTreeMap<String, Vec<String>>,
}

/// Makes an SDK of a description.
///
/// `sources` holds every file that was read afterwards, also when it fails: diagnostics are shown
/// with it.
///
/// # Errors
///
/// [`Failed`] when `diagnostics` has errors.
pub fn generate(
    input: Input,
    config: &Config,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Result<Generated, Failed> {
    let (krate, api) = decide(input, config, sources, diagnostics)?;
    Ok(write(&krate, api))
}

/// What the users of an SDK of a description can name in their code. Nothing is written.
///
/// # Errors
///
/// [`Failed`] when `diagnostics` has errors.
pub fn interface(
    input: Input,
    config: &Config,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Result<Interface, Failed> {
    let (krate, api) = decide(input, config, sources, diagnostics)?;
    Ok(Interface::of(&krate, &api, sources))
}

/// Decides everything about the SDK of a description.
fn decide(
    input: Input,
    config: &Config,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Result<(Crate, Api), Failed> {
    let change = |loader: &mut load::Loader<'_>| upgrade::change(config, loader);
    *sources = load::load_with(input, &mut load::Disk, diagnostics, change);
    diagnostics.propagate()?;
    document::check(sources, diagnostics);
    if diagnostics.has_errors() {
        report_others(sources, diagnostics);
        return Err(Failed);
    }
    let document = upgrade::upgrade(sources, diagnostics);
    let mut api = build::build(&document, diagnostics);
    let known = passes::run(&mut api, config, diagnostics);
    config.report_unused_files(sources, diagnostics);
    diagnostics.propagate()?;
    let options = options::options(&api, config, &known, sources, diagnostics);
    let krate = lower::lower(&api, &options, diagnostics);
    options::report_changed_calls(config, &api, &krate.guide.calls(), diagnostics);
    diagnostics.propagate()?;
    Ok((krate, api))
}

/// Reports what else is wrong where all that is wrong so far is inside of paths: what others refer to is
/// there. What is told of the same paths may only follow from that.
fn report_others(sources: &SourceSet, diagnostics: &mut Diagnostics) {
    let path = |found: &Diagnostic| match &found.primary {
        Place::Node(label) if label.at.file() == FileId::ROOT => {
            match label.at.tokens()[..] {
                ["paths", path, ..] => Some(path.to_owned()),
                _ => None,
            }
        }
        _ => None,
    };
    // What was made an error only by the configuration is read all the same.
    let errors =
        diagnostics.iter().filter(|found| found.code.severity() == Severity::Error);
    let paths: Option<BTreeSet<String>> = errors.map(path).collect();
    let Some(paths) = paths else { return };
    let first = diagnostics.iter().count();
    let document = upgrade::upgrade(sources, diagnostics);
    build::build(&document, diagnostics);
    diagnostics
        .take_back(first, |found| path(found).is_some_and(|path| paths.contains(&path)));
}

/// Writes an SDK down.
fn write(krate: &Crate, api: Api) -> Generated {
    let mut files = Files::new();
    for (path, text) in emit::emit(krate) {
        files.insert(path, text);
    }
    Generated { files, api, calls: krate.guide.calls() }
}
