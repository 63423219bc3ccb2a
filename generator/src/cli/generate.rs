//! `generate` and `check`.

use std::path::Path;

use specwright::Generated;
use specwright::diagnostic::{Code, Diagnostic, Failed, Place};
use specwright::output::Plan;

use super::args::{Global, OutputProject};
use super::session::Session;
use super::{Outcome, report, terminal};

/// Writes the SDK.
pub(super) fn generate(project: &OutputProject, global: &Global) -> Outcome {
    run(project, global, |session| {
        let (generated, plan) = plan(session)?;
        let summary = plan.write(&mut session.diagnostics)?;
        Ok(format!(
            "wrote {}, unchanged {}, deleted {} files in {}; {}",
            summary.written,
            summary.unchanged,
            summary.deleted,
            report::path(plan.root()),
            report::count(generated.api.described_operations(), "operation"),
        ))
    })
}

/// Shows what `generate` would change.
pub(super) fn check(project: &OutputProject, global: &Global) -> Outcome {
    run(project, global, |session| {
        let (generated, plan) = plan(session)?;
        let root = report::path(plan.root());
        if plan.is_up_to_date() {
            let operations = generated.api.described_operations();
            let operations = report::count(operations, "operation");
            return Ok(format!("{root} is up to date; {operations}"));
        }
        let message = if plan.is_first() {
            format!("nothing has been generated in `{root}` yet")
        } else {
            terminal::print(&plan.diff());
            format!("`{root}` is not what the description gives")
        };
        let command = command(project, plan.root());
        let place = Place::File(plan.root().to_owned());
        session.diagnostics.report(
            Diagnostic::somewhere(Code::OutputOutdated, place, message)
                .help(format!("run `{command}`")),
        );
        Err(Failed)
    })
}

/// Runs a command and reports what came of it.
fn run(
    project: &OutputProject,
    global: &Global,
    command: impl FnOnce(&mut Session<'_>) -> Result<String, Failed>,
) -> Outcome {
    let Ok(mut session) = Session::start(&project.project, global) else {
        return Outcome::Wrong;
    };
    if let Some(output) = &project.output {
        session.config.output = Some(output.clone());
    }
    let closing = command(&mut session);
    session.report();
    let counts = report::counts(&session.diagnostics, global);
    let outcome = match closing {
        Ok(closing) if counts.is_empty() => {
            session.say(&closing);
            Outcome::Done
        }
        Ok(closing) => {
            session.say(&format!("{closing}; {counts}"));
            Outcome::Done
        }
        Err(Failed) => {
            session.say(&format!("nothing was written; {counts}"));
            Outcome::Wrong
        }
    };
    // The process ends: its memory is given back as a whole, not value by value.
    std::mem::forget(session);
    outcome
}

/// The pipeline, and what it would change.
fn plan(session: &mut Session<'_>) -> Result<(Generated, Plan), Failed> {
    let Some(output) = session.config.output.clone() else {
        return session.missing("output", "the SDK's folder");
    };
    let generated = session.generate()?;
    let plan = Plan::new(&output, &generated.files, &mut session.diagnostics)?;
    Ok((generated, plan))
}

/// The command that brings the output up to date.
fn command(project: &OutputProject, root: &Path) -> String {
    let OutputProject { project, output } = project;
    let mut command = "specwright generate".to_owned();
    let mut add = |option: &str, value: Option<&Path>| {
        if let Some(value) = value {
            command.push_str(&format!(" --{option} {}", report::quoted(value)));
        }
    };
    add("config", project.config.as_deref());
    add("spec", project.spec.as_deref());
    add("name", project.name.as_deref().map(Path::new));
    add("output", output.as_ref().map(|_| root));
    command
}
