//! Notes the operations that can be asked for pages, and whose answers are not recognized as such.

use super::answer::Answer;
use super::in_body;
use super::names::{position, why_not};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Pointer;

/// Notes an operation that has a parameter which asks for a page: its pages have to be asked for
/// one by one.
pub(super) fn note(answer: &Answer<'_>, diagnostics: &mut Diagnostics) {
    let operation = answer.operation;
    let asked = match operation.method.as_str() {
        "GET" => by_parameter(answer),
        "POST" | "QUERY" => by_body(answer),
        _ => None,
    };
    let Some((what, origin)) = asked else { return };
    let why = match answer.items() {
        None => "its answer has no list that stands out",
        Some((_, item)) => why_not(answer, item),
    };
    let line = operation.http_line();
    let message =
        format!("`{line}` has the {what}, but its answer is not recognized as a page");
    let help = format!(
        "say how it goes on: `[pagination.NAME]` with `operations = [\"{line}\"]` in the \
         configuration"
    );
    let code = Code::UnrecognizedPages;
    diagnostics.report(Diagnostic::new(code, origin, message).note(why).help(help));
}

/// The parameter that asks for a page.
fn by_parameter<'a>(answer: &Answer<'a>) -> Option<(String, &'a Pointer)> {
    let name = position(answer)?;
    let origin = answer.parameter_at(&name)?;
    Some((format!("parameter `{name}`"), origin))
}

/// The member of the JSON body that asks for a page.
fn by_body<'b>(answer: &'b Answer<'_>) -> Option<(String, &'b Pointer)> {
    let (at, name) = in_body::position(answer)?;
    let field = answer.sent_fields(&at).iter().find(|field| field.name == name)?;
    Some((format!("member `{name}` in its JSON body"), &field.origin))
}
