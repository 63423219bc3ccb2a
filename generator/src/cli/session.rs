//! One run over a description: configuration, pipeline, diagnostics.

use std::collections::BTreeSet;
use std::path::Path;

use specwright::config::Config;
use specwright::diagnostic::{Code, Diagnostic, Diagnostics, Failed, Place, Severity};
use specwright::interface::Interface;
use specwright::source::SourceSet;
use specwright::{Generated, Input};

use super::args::{Global, Project};
use super::report;

/// One run over a description.
pub(super) struct Session<'a> {
    global: &'a Global,
    pub(super) config: Config,
    pub(super) sources: SourceSet,
    pub(super) diagnostics: Diagnostics,
}

impl<'a> Session<'a> {
    /// Reads the configuration and puts on top of it what the command line says. What is wrong
    /// with it has then been reported.
    pub(super) fn start(project: &Project, global: &'a Global) -> Result<Self, Failed> {
        let diagnostics =
            Diagnostics::with_levels(global.deny.clone(), global.allow.clone());
        let mut session = Self {
            global,
            config: Config::default(),
            sources: SourceSet::default(),
            diagnostics,
        };
        if let Some(path) = project.config() {
            match Config::load(path, &mut session.diagnostics) {
                Ok(config) => session.config = config,
                Err(Failed) => return session.fail(),
            }
        }
        session.apply(project);
        Ok(session)
    }

    fn apply(&mut self, project: &Project) {
        let config = &mut self.config;
        if let Some(spec) = project.spec() {
            config.spec = Some(spec.to_owned());
        }
        if let Some(name) = &project.name {
            let name = specwright::config::Spanned::new(0..0, name.clone());
            config.package.name = Some(name);
        }
        let global = self.global;
        let mut denied = global.deny.clone();
        let mut allowed = global.allow.clone();
        let overruled =
            |code: &Code| global.deny.contains(code) || global.allow.contains(code);
        let levels = &config.diagnostics;
        denied.extend(levels.deny.iter().filter(|code| !overruled(code)));
        allowed.extend(levels.allow.iter().filter(|code| !overruled(code)));
        self.diagnostics = Diagnostics::with_levels(denied, allowed);
    }

    /// Runs the pipeline.
    pub(super) fn generate(&mut self) -> Result<Generated, Failed> {
        let input = self.input()?;
        let Self { config, sources, diagnostics, .. } = self;
        specwright::generate(input, config, sources, diagnostics)
    }

    /// Finds out what the users of the SDK can name.
    pub(super) fn interface(&mut self) -> Result<Interface, Failed> {
        let input = self.input()?;
        let Self { config, sources, diagnostics, .. } = self;
        specwright::interface(input, config, sources, diagnostics)
    }

    fn input(&mut self) -> Result<Input, Failed> {
        match self.config.spec.clone() {
            Some(spec) => Ok(Input::from_argument(spec)),
            None => self.missing("spec", "the description"),
        }
    }

    /// Reports that the configuration does not say something that the command needs.
    pub(super) fn missing<T>(&mut self, key: &str, what: &str) -> Result<T, Failed> {
        let path = self.config.path().map(Path::to_owned);
        let place = path.map_or(Place::Nowhere, Place::File);
        let message = format!("the configuration does not say where {what} is");
        let diagnostic = Diagnostic::somewhere(Code::ConfigSyntax, place, message)
            .help(format!("write `{key} = \"…\"` into it, or give `--{key}`"));
        self.diagnostics.report(diagnostic);
        Err(Failed)
    }

    /// Writes the diagnostics.
    pub(super) fn report(&self) {
        report::diagnostics(&self.diagnostics, &self.sources, self.global);
    }

    /// Writes a line about what was done.
    pub(super) fn say(&self, line: &str) {
        report::line(line, self.global);
    }

    /// Says how to go on where all that is wrong can be done without.
    pub(super) fn say_what_can_be_allowed(&self) {
        let errors = self.diagnostics.iter();
        let errors = errors.filter(|found| found.severity == Severity::Error);
        let codes: BTreeSet<Code> = errors.map(|error| error.code).collect();
        let can_be_allowed = |code: &Code| {
            code.severity() == Severity::Error
                && code.can_be_allowed()
                && !self.global.deny.contains(code)
        };
        if !codes.is_empty() && codes.iter().all(can_be_allowed) {
            let options = codes.iter().map(|code| format!("--allow {code}"));
            let options = options.collect::<Vec<_>>().join(" ");
            self.say(&format!("`{options}` makes an SDK without what is missing"));
        }
    }

    fn fail<T>(self) -> Result<T, Failed> {
        self.report();
        Err(Failed)
    }
}
