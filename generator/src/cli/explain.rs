//! `explain`: what a diagnostic means.

use specwright::diagnostic::Code;

use super::{Outcome, report, terminal};

/// Prints the page on a code, or the catalogue.
pub(super) fn explain(code: Option<Code>) -> Outcome {
    match code {
        Some(code) => terminal::print(code.page()),
        None => terminal::print(&catalogue()),
    }
}

fn catalogue() -> String {
    let row = |code: &Code| {
        let severity = code.severity().as_str().to_owned();
        vec![code.to_string(), severity, code.summary().to_owned()]
    };
    report::table(&Code::ALL.iter().map(row).collect::<Vec<_>>())
}
