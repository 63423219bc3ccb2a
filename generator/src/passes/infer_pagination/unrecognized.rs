//! Notes the operations that can be asked for pages, and whose answers are not recognized as such.

use super::answer::Answer;
use super::names::position;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Notes an operation that has a parameter which asks for a page: its pages have to be asked for
/// one by one.
pub(super) fn note(answer: &Answer<'_>, diagnostics: &mut Diagnostics) {
    let operation = answer.operation;
    if operation.method != "GET" {
        return;
    }
    let Some(name) = position(answer) else { return };
    let mut parameters = operation.parameters.iter();
    let Some(parameter) = parameters.find(|parameter| parameter.name == name) else {
        return;
    };
    let why = match answer.items() {
        None => "its answer has no list that stands out",
        Some(_) => "nothing in its answer leads to the next page",
    };
    let line = operation.http_line();
    let message = format!(
        "`{line}` has the parameter `{name}`, but its answer is not recognized as a page"
    );
    let help = format!(
        "say how it goes on: `[pagination.NAME]` with `operations = [\"{line}\"]` in the \
         configuration"
    );
    let code = Code::UnrecognizedPages;
    diagnostics
        .report(Diagnostic::new(code, &parameter.origin, message).note(why).help(help));
}
