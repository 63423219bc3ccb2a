//! The command line: arguments, exit codes, printing. What happens is the library's.

mod args;
mod diff;
mod explain;
mod generate;
mod init;
mod list;
mod report;
mod session;
mod terminal;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use specwright::config::Levels;

use self::args::{Arguments, Command, Global};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is as it should be.
    Done,
    /// The description, the configuration or the output is wrong; that has been reported.
    Wrong,
}

/// Runs the command that the process was started with.
///
/// The exit code is 0 when it is done, 1 when the description or the output is wrong, 2 when the
/// command line is.
pub(crate) fn run() -> ExitCode {
    report_faults();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too. There is nobody to tell that printing failed.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let error = contradiction(&arguments.global);
    if let Some(error) = error.or_else(|| without_output(&arguments.command)) {
        let _ = error.print();
        return ExitCode::from(2);
    }
    let outcome = match &arguments.command {
        Command::Generate(project) => generate::generate(project, &arguments.global),
        Command::Check(project) => generate::check(project, &arguments.global),
        Command::List(list) => list::list(list, &arguments.global),
        Command::Diff(diff) => diff::diff(diff, &arguments.global),
        Command::Init { file } => init::init(file, &arguments.global),
        Command::Explain { code } => explain::explain(*code),
    };
    match outcome {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Wrong => ExitCode::FAILURE,
    }
}

/// The error about codes that cannot be denied or allowed as they are.
fn contradiction(global: &Global) -> Option<clap::Error> {
    let levels = Levels { deny: global.deny.clone(), allow: global.allow.clone() };
    let fault = levels.fault()?;
    Some(Arguments::command().error(ErrorKind::ArgumentConflict, fault))
}

/// The error about a description without a configuration, of which nobody says where its SDK goes.
fn without_output(command: &Command) -> Option<clap::Error> {
    let (name, project) = match command {
        Command::Generate(project) => ("generate", project),
        Command::Check(project) => ("check", project),
        _ => return None,
    };
    if !project.is_without_output() {
        return None;
    }
    let message = "a description without a configuration needs `--output <DIR>`";
    let mut command = Arguments::command();
    command.build();
    let command = command.find_subcommand_mut(name)?;
    Some(command.error(ErrorKind::MissingRequiredArgument, message))
}

/// A panic is a fault of ours: it is reported as one, and the process still ends with 1.
fn report_faults() {
    std::panic::set_hook(Box::new(|panic| {
        terminal::complain(&format!(
            "error[internal]: a fault of specwright {}: {panic}\n  \
             = help: please report it, with the description if you can",
            env!("CARGO_PKG_VERSION"),
        ));
        std::process::exit(1);
    }));
}
