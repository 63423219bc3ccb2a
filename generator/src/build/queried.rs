//! Query parameters that the end of a path names: `/search{?q,page}` (RFC 6570 §3.2.8).

use super::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document;
use crate::model::{Location, Parameter, Style};

impl<'t> Builder<'t, '_> {
    /// Adds those that are not declared.
    pub(super) fn add_queried(
        &mut self,
        operation: &document::Operation<'t>,
        parameters: &mut Vec<Parameter>,
    ) {
        for name in operation.queried.keys() {
            let is_it =
                |one: &Parameter| one.location == Location::Query && one.name == *name;
            if !parameters.iter().any(is_it) {
                parameters.push(self.undeclared_in_query(operation, name));
            }
        }
    }

    /// A query parameter that only the end of the path names.
    fn undeclared_in_query(
        &mut self,
        operation: &document::Operation<'t>,
        name: &str,
    ) -> Parameter {
        let http = format!("{} {}", operation.method, operation.path);
        let kind = if self.document.is_swagger() { "type" } else { "schema" };
        let message =
            format!("the query parameter `{name}` of `{http}` is not declared");
        self.report(
            Diagnostic::new(Code::Repaired, &operation.node.at, message)
                .at_key()
                .note("it became an optional string")
                .help(format!("add `{{ name: {name}, in: query, {kind}: … }}`")),
        );
        self.text_parameter(operation, name, Location::Query)
    }

    /// A parameter that says it is in the path, and whose name stands for the query there.
    pub(super) fn read_in_query(
        &mut self,
        parameter: &document::Parameter<'t>,
        explode: bool,
    ) -> Parameter {
        let message =
            format!("`{}` in the path was read as being in the query", parameter.name);
        let at = parameter.node.at.child("in");
        self.report(
            Diagnostic::new(Code::Repaired, &at, message)
                .note("what stands for the query can be left out")
                .help("write `in: query`"),
        );
        let parameter = self.parameter(parameter);
        let style = match parameter.style {
            Style::Simple | Style::Label | Style::Matrix => Style::Form,
            style => style,
        };
        Parameter {
            location: Location::Query,
            required: false,
            explode: explode || parameter.explode,
            style,
            ..parameter
        }
    }
}
