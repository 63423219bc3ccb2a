//! Requests of every operation, read by an oracle that knows the specification only.

mod emit;
mod given;
mod of_client;
mod operation;
mod oracle;

use std::path::Path;

use serde_json::Value;
use specwright::probe::Call;
use specwright_test_server::{Answer, Server};

use crate::args::Proof;
use crate::error::Result;
use crate::one::generic;
use crate::proof::{
    Outcome, Process, Program, Project, Subject, Tally, choose, finish, folder,
    write_workspace,
};
use crate::schema::{Document, Mode};
pub(crate) use emit::program;
use given::{Checks, Given};
use of_client::OfClient;
use operation::Operation;

/// What a call is given.
const MODES: [Mode; 4] = [Mode::Required, Mode::All(0), Mode::All(1), Mode::All(2)];

/// Makes the calls of all operations; false when a request was not what it should have been.
pub(crate) fn requests(proof: &Proof) -> Result<bool> {
    let folder = folder(proof.folder.as_deref())?;
    let mut tallies = Vec::new();
    let mut projects = Vec::new();
    for subject in choose(proof)? {
        let mut tally = Tally::of(&subject.name);
        match Project::generate(&subject, &folder)? {
            Ok(project) => {
                project.write(Program::Requests, &program(&project.surface))?;
                projects.push((subject, project, tally));
            }
            Err(reason) => {
                tally.refused = reason;
                tallies.push(tally);
            }
        }
    }
    let members = projects.iter().flat_map(|(_, one, _)| one.members(Program::Requests));
    write_workspace(&folder, &members.collect::<Vec<_>>())?;
    for (subject, project, mut tally) in projects {
        match project.build(Program::Requests)? {
            Ok(program) => prove(&subject, &project, &program, &mut tally)?,
            Err(complaint) => tally.refused = complaint,
        }
        eprintln!("{}: {} right, {} wrong", tally.name, tally.right, tally.wrong);
        tallies.push(tally);
    }
    finish(&tallies, "operations", &crate::scratch()?.join("requests.jsonl"))
}

/// Makes the calls of one description with the program that is built.
pub(crate) fn prove(
    subject: &Subject,
    project: &Project,
    program: &Path,
    tally: &mut Tally,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    // An empty object is no answer of most operations, but the request was made then.
    let server =
        runtime.block_on(Server::start(|_: usize, _: &_| Answer::json(200, "{}")));
    let document = Document::read(&subject.path);
    let of_client = OfClient::new(&document, &project.surface);
    let process = &mut Process::new(program, &[server.url()])
        .with_environment(of_client.environment.clone());
    tally.subjects = project.surface.calls.len();
    for (index, call) in project.surface.calls.iter().enumerate() {
        let Some(operation) = Operation::find(&document, &call.origin) else {
            tally.skip("the operation stands in another file");
            continue;
        };
        let checks = Checks::of(&document, &operation);
        let mut told = Vec::new();
        for mode in MODES {
            let made =
                Given::make(&document, &operation, call, mode, &checks, &of_client);
            let Some(given) = made else { continue };
            if told.contains(&given.told) {
                continue;
            }
            tally.note(attempt(index, call, &operation, &given, process, &server)?);
            told.push(given.told);
        }
        if told.is_empty() {
            tally.skip("no values could be made");
        }
    }
    Ok(())
}

/// Has the program make a call, and judges what came over the wire.
fn attempt(
    index: usize,
    call: &Call,
    operation: &Operation,
    given: &Given<'_>,
    process: &mut Process,
    server: &Server,
) -> Result<Outcome> {
    let line = format!("{} {}", call.http_method, call.path);
    if let Some(lack) = &given.lacks {
        return Ok(Outcome::Wrong(format!("{line}: the method {lack}")));
    }
    let before = server.requests().len();
    let told = Value::Object(given.told.clone());
    let answer = process.ask(&format!("{index}\t{told}"))?;
    let answer = answer.unwrap_or_else(|death| death);
    let requests = server.requests();
    match &requests[before..] {
        [request] => {
            Ok(oracle::judge(request, &call.http_method, &call.path, operation, given))
        }
        [] => Ok(match reason(&answer, given) {
            Some(reason) => Outcome::Explained(vec![reason]),
            None => {
                Outcome::Wrong(format!("{line}: nothing is sent: {answer} ({told})"))
            }
        }),
        more => Ok(Outcome::Wrong(format!("{line}: {} requests", more.len()))),
    }
}

/// Why nothing is sent, where that is meant.
fn reason(answer: &str, given: &Given<'_>) -> Option<&'static str> {
    if answer.contains("invalid type: floating point") && is_of_pages(given) {
        return Some("pages are counted in whole numbers");
    }
    let message = generic(answer);
    message.contains("must not be").then_some("a path has no segment `.` or `..`")
}

/// Whether all fractions that are given are of parameters which count pages and items.
fn is_of_pages(given: &Given<'_>) -> bool {
    const COUNTS: [&str; 4] = ["page", "per_page", "limit", "offset"];
    let mut fractions = given.parameters.iter().filter(|(_, value)| value.is_f64());
    fractions.all(|(one, _)| one.place == "query" && COUNTS.contains(&&*one.name))
}
