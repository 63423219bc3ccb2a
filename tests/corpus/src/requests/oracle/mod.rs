//! Reads a request as the OpenAPI specification says and compares it with what was given. Nothing
//! here knows how the SDK writes it.

mod body;
mod multipart;
mod parameters;
mod path;
mod security;
mod text;

#[cfg(test)]
mod tests;

use specwright_test_server::Recorded;

use super::given::Given;
use super::operation::Operation;
use crate::proof::Outcome;

/// What was found out about a request.
#[derive(Debug, Default)]
struct Findings {
    /// What is wrong.
    wrong: Vec<String>,
    /// What the specification leaves open.
    open: Vec<&'static str>,
}

impl Findings {
    fn wrong(&mut self, what: impl Into<String>) {
        self.wrong.push(what.into());
    }

    /// Notes what a comparison came to.
    fn note(&mut self, what: &str, verdict: Verdict) {
        match verdict {
            Verdict::Same => {}
            Verdict::Open(reason) => self.open.push(reason),
            Verdict::Other(how) => self.wrong.push(format!("{what}: {how}")),
        }
    }
}

/// How what was sent compares with what was given.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    /// It is the same.
    Same,
    /// The specification does not say how it is written.
    Open(&'static str),
    /// It is something else.
    Other(String),
}

/// Judges a request.
pub(super) fn judge(
    request: &Recorded,
    method: &str,
    template: &str,
    operation: &Operation,
    given: &Given<'_>,
) -> Outcome {
    let mut findings = Findings::default();
    if request.method != method {
        findings.wrong(format!("is a {}", request.method));
    }
    path::judge(request, template, given, &mut findings);
    let mut query = parameters::Query::of(request, &mut findings);
    query.skip_literals(template, &mut findings);
    parameters::judge(&mut query, request, given, &mut findings);
    security::judge_keys(&query, request, given, &mut findings);
    security::judge(&mut query, request, operation, &mut findings);
    query.finish(&mut findings);
    body::judge(request, operation, given, &mut findings);
    if !findings.wrong.is_empty() {
        return Outcome::Wrong(format!(
            "{method} {template}: {} (sent {})",
            findings.wrong.join("; "),
            request.line()
        ));
    }
    findings.open.sort_unstable();
    findings.open.dedup();
    match findings.open.is_empty() {
        true => Outcome::Right,
        false => Outcome::Explained(findings.open),
    }
}
