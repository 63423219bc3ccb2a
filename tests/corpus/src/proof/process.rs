//! A program that answers each line with a line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::error::{Result, fail};

/// A running program. It is started again when it dies.
pub(crate) struct Process {
    program: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    running: Option<Running>,
}

struct Running {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Process {
    /// A program that is started with the first line.
    pub(crate) fn new(program: &Path, arguments: &[String]) -> Self {
        Self {
            program: program.to_owned(),
            arguments: arguments.to_vec(),
            environment: Vec::new(),
            running: None,
        }
    }

    /// The same with these variables in its environment.
    pub(crate) fn with_environment(
        mut self,
        environment: Vec<(String, String)>,
    ) -> Self {
        self.environment = environment;
        self
    }

    /// What it answers to a line; what it said last, when that was its death.
    pub(crate) fn ask(
        &mut self,
        line: &str,
    ) -> Result<std::result::Result<String, String>> {
        let running = match &mut self.running {
            Some(running) => running,
            none => {
                none.insert(start(&self.program, &self.arguments, &self.environment)?)
            }
        };
        let mut answer = String::new();
        let asked =
            writeln!(running.input, "{line}").and_then(|()| running.input.flush());
        let read = asked.and_then(|()| running.output.read_line(&mut answer));
        if matches!(read, Ok(length) if length > 0) {
            return Ok(Ok(answer.trim_end_matches('\n').to_owned()));
        }
        let Some(running) = self.running.take() else { return fail("no program") };
        drop(running.input);
        let output = running.child.wait_with_output()?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        let last = complaint.lines().next_back().unwrap_or_default();
        Ok(Err(format!("the program died ({}): {last}", output.status)))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            drop(running.input);
            let _ = running.child.wait_with_output();
        }
    }
}

fn start(
    program: &Path,
    arguments: &[String],
    environment: &[(String, String)],
) -> Result<Running> {
    let mut child = Command::new(program)
        .args(arguments)
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    match (child.stdin.take(), child.stdout.take()) {
        (Some(input), Some(output)) => {
            Ok(Running { child, input, output: BufReader::new(output) })
        }
        _ => fail("the program has neither input nor output"),
    }
}
