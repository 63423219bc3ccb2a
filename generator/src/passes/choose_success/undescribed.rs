//! Answers of which the description says nothing, where something must come.

use super::Answer;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Operation, Response, StatusPattern};
use crate::words::words;

/// What ids begin with that ask for something, whatever the HTTP method.
const ASKS: [&str; 8] =
    ["fetch", "find", "get", "list", "lookup", "query", "retrieve", "search"];

/// How many answers without a body are more than those of pings.
const FEWEST: usize = 3;

/// What a description says of its answers as a whole.
pub(super) struct Described {
    /// Whether it says nothing of the bodies of most answers to `GET`: of what else is answered
    /// then, it says nothing either.
    none: bool,
}

impl Described {
    pub(super) fn new(operations: &[Operation]) -> Self {
        let (mut described, mut bare) = (0, 0);
        for operation in operations.iter().filter(|one| one.method == "GET") {
            let responses = &operation.responses;
            let mut successes = responses.iter().filter(|one| one.status.is_success());
            if successes.clone().any(|one| !one.contents.is_empty()) {
                described += 1;
            } else if successes.any(|one| !one.has_no_body()) {
                bare += 1;
            }
        }
        Self { none: bare > described && bare >= FEWEST }
    }

    /// Whether nothing is said of what a question is answered with, though its status can have a
    /// body: without one, nobody would ask.
    pub(super) fn lacks(&self, operation: &Operation, answers: &[Answer<'_>]) -> bool {
        answers.iter().all(|answer| answer.content.is_none())
            && match answers {
                // Where only failures are declared, there is something to fail.
                [] => {
                    operation.method == "GET"
                        && operation.responses.iter().any(|one| one.status.is_failure())
                }
                _ => {
                    let mut bare = answers.iter().map(|answer| answer.response);
                    match operation.method.as_str() {
                        "GET" => bare.any(|one| !one.has_no_body()),
                        "DELETE" | "OPTIONS" | "TRACE" => false,
                        _ => (self.none || asks(operation)) && bare.any(has_result),
                    }
                }
            }
    }
}

/// Whether a request asks for something, by its id or by the path of a login.
fn asks(operation: &Operation) -> bool {
    let id = operation.id.as_deref().map(words).unwrap_or_default();
    let path = words(operation.path.rsplit('/').next().unwrap_or_default());
    id.first().is_some_and(|verb| ASKS.contains(&verb.as_str()))
        || login(&id).is_some()
        || login(&path).is_some_and(<[String]>::is_empty)
}

/// What follows after `login` or `sign-in`.
fn login(words: &[String]) -> Option<&[String]> {
    match words {
        [one, rest @ ..]
            if matches!(one.as_str(), "authenticate" | "login" | "signin") =>
        {
            Some(rest)
        }
        [one, two, rest @ ..]
            if matches!(one.as_str(), "log" | "sign") && two == "in" =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// Whether its status says that something was done, which can be told in a body.
fn has_result(response: &Response) -> bool {
    let status = response.status;
    matches!(status, StatusPattern::Exact(200 | 201) | StatusPattern::Range(2))
}

pub(super) fn told(operation: &Operation, answers: &[Answer<'_>]) -> Diagnostic {
    let mut bare = answers.iter().filter(|one| !one.response.has_no_body());
    let place = bare.next().map_or(&operation.origin, |one| &one.response.origin);
    let line = operation.http_line();
    let message = format!("nothing is said of what `{line}` answers with");
    Diagnostic::new(Code::UndescribedAnswer, place, message)
        .at_key()
        .note("the call gives the bytes that come, whatever they are")
        .help("describe the answer by `content`; one without a body has the status 204")
}
