//! Parameters that are no arguments, and why.

use super::Builder;
use super::parameters::{HEADER_NAMES, quoted};
use crate::diagnostic::{Code, Diagnostic};
use crate::document;

impl<'t> Builder<'t, '_> {
    /// One query string is all that a URL has.
    pub(super) fn further_query_string(&mut self, parameter: &document::Parameter<'t>) {
        let message = format!(
            "the parameter {} was left out: another one is the whole query",
            quoted(&parameter.name)
        );
        self.report(
            Diagnostic::new(Code::UnsupportedParameter, &parameter.node.at, message)
                .note("the first one `in: querystring` is it")
                .help("describe the query by one of them, or by parameters `in: query`"),
        );
    }

    pub(super) fn reserved(&mut self, parameter: &document::Parameter<'t>) {
        let message = format!(
            "the header `{}` follows from media types: it is no argument",
            parameter.name
        );
        let help = "nothing has to change; `.header(…)` of a call sets another value";
        let code = Code::UnsupportedKeyword;
        self.report(Diagnostic::new(code, &parameter.node.at, message).help(help));
    }

    pub(super) fn clients_own(&mut self, parameter: &document::Parameter<'t>) {
        let message = format!(
            "the header `{}` is set by the HTTP client: it is no argument",
            parameter.name
        );
        self.report(
            Diagnostic::new(Code::UnsupportedKeyword, &parameter.node.at, message)
                .help("nothing has to change: it is sent wherever HTTP wants it"),
        );
    }

    pub(super) fn unsendable(&mut self, parameter: &document::Parameter<'t>) {
        let what = if parameter.required { "required header" } else { "header" };
        let message = format!("the {what} {} was left out", quoted(&parameter.name));
        self.report(
            Diagnostic::new(Code::UnsupportedParameter, &parameter.node.at, message)
                .note(HEADER_NAMES)
                .help("write the name that the server reads, or `in: query`"),
        );
    }

    pub(super) fn nameless(&mut self, parameter: &document::Parameter<'t>) {
        let message = "a parameter whose name is empty was left out";
        self.report(
            Diagnostic::new(Code::UnsupportedParameter, &parameter.node.at, message)
                .help("write the name that the server reads"),
        );
    }

    pub(super) fn unused(
        &mut self,
        operation: &document::Operation<'t>,
        parameter: &document::Parameter<'t>,
    ) {
        let message = format!(
            "the path parameter `{}` does not occur in `{}` and was left out",
            parameter.name, operation.path
        );
        self.report(
            Diagnostic::new(Code::UnusedPathParameter, &parameter.node.at, message)
                .help("write `in: query`, or add it to the path"),
        );
    }
}
