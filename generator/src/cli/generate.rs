//! `generate` and `check`.

use std::path::Path;

use specwright::Generated;
use specwright::diagnostic::{Code, Diagnostic, Failed, Place};
use specwright::model::Api;
use specwright::output::Plan;

use super::args::{Global, OutputProject};
use super::session::Session;
use super::{Outcome, report, terminal};

/// Writes the SDK.
pub(super) fn generate(project: &OutputProject, global: &Global) -> Outcome {
    run(project, global, |session| {
        let (generated, plan) = plan(session)?;
        let summary = plan.write(&mut session.diagnostics)?;
        let done = format!(
            "wrote {}, unchanged {}, deleted {} files in {}; {}",
            summary.written,
            summary.unchanged,
            summary.deleted,
            report::path(plan.root()),
            report::count(generated.api.described_operations(), "operation"),
        );
        Ok(Closing { done, further: by_size(session, &generated.api) })
    })
}

/// Says what the SDK of a large API is for its size alone: one more operation changes it.
fn by_size(session: &Session<'_>, api: &Api) -> Option<String> {
    let left = session.config.left_to_size();
    if !api.is_large() || left.is_empty() {
        return None;
    }
    let settings: Vec<String> = left
        .into_iter()
        .map(|name| match name {
            "features" => "`features = \"resources\"`".to_owned(),
            "types.comparable" => "`types.comparable = false`".to_owned(),
            name => format!("`{name} = true`"),
        })
        .collect();
    Some(format!(
        "more than {} operations are a large API, which the SDK is made for: {}; the configuration \
         can say otherwise, or say so whatever the size",
        Api::LARGE,
        settings.join(", "),
    ))
}

/// Shows what `generate` would change.
pub(super) fn check(project: &OutputProject, global: &Global) -> Outcome {
    run(project, global, |session| {
        let (generated, plan) = plan(session)?;
        let root = report::path(plan.root());
        if plan.is_up_to_date() {
            let operations = generated.api.described_operations();
            let operations = report::count(operations, "operation");
            let done = format!("{root} is up to date; {operations}");
            return Ok(Closing { done, further: None });
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

/// What a command says at its end.
struct Closing {
    done: String,
    /// What is worth another line.
    further: Option<String>,
}

/// Runs a command and reports what came of it.
fn run(
    project: &OutputProject,
    global: &Global,
    command: impl FnOnce(&mut Session<'_>) -> Result<Closing, Failed>,
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
        Ok(Closing { done, further }) => {
            match counts.is_empty() {
                true => session.say(&done),
                false => session.say(&format!("{done}; {counts}")),
            }
            further.iter().for_each(|line| session.say(line));
            Outcome::Done
        }
        Err(Failed) => {
            session.say(&format!("nothing was written; {counts}"));
            session.say_what_can_be_allowed();
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
    add("config", project.config());
    add("spec", project.spec());
    add("name", project.name.as_deref().map(Path::new));
    add("output", output.as_ref().map(|_| root));
    command
}
