//! Parameters that paths name and nothing declares, and those that the end of a path names for the
//! query: `/search{?q,page}` (RFC 6570 §3.2.8).

use super::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document;
use crate::model::{Constraints, Docs, Location, Parameter, Placement, Style};

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
        let message = format!(
            "the query parameter `{name}` of `{}` is not declared",
            http_line(operation)
        );
        let undeclared =
            Diagnostic::new(Code::Repaired, &operation.node.at, message).at_key();
        let undeclared = undeclared.note("it became an optional string");
        let help =
            format!("add `{{ name: {name}, in: query, {}: … }}`", self.schema_key());
        self.report(undeclared.help(help));
        self.text_parameter(operation, name, Location::Query)
    }

    /// A parameter that only the path names.
    pub(super) fn undeclared_in_path(
        &mut self,
        operation: &document::Operation<'t>,
        name: &str,
    ) -> Parameter {
        let line = http_line(operation);
        let message =
            format!("the path of `{line}` has `{{{name}}}`, which is not declared");
        let at = &operation.node.at;
        let undeclared =
            Diagnostic::new(Code::UndeclaredPathParameter, at, message).at_key();
        let undeclared = undeclared.note("it became a required string");
        let key = self.schema_key();
        let help =
            format!("add `{{ name: {name}, in: path, required: true, {key}: … }}`");
        self.report(undeclared.help(help));
        self.text_parameter(operation, name, Location::Path)
    }

    /// What says of a parameter what its values are.
    fn schema_key(&self) -> &'static str {
        if self.document.is_swagger() { "type" } else { "schema" }
    }

    /// A parameter of which nothing but the name is said.
    fn text_parameter(
        &mut self,
        operation: &document::Operation<'t>,
        name: &str,
        location: Location,
    ) -> Parameter {
        let origin = operation.node.at.clone();
        let is_in_path = location == Location::Path;
        Parameter {
            name: name.to_owned(),
            rename: None,
            location,
            required: is_in_path,
            deprecated: false,
            is_reserved: false,
            of_client: None,
            schema: self.plain_string(&origin),
            style: if is_in_path { Style::Simple } else { Style::Form },
            explode: !is_in_path,
            allow_reserved: false,
            encoding: Vec::new(),
            placement: Placement::Params,
            constant: None,
            constraints: Constraints::default(),
            docs: Docs::default(),
            origin,
        }
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

/// `GET /pets/{id}`.
fn http_line(operation: &document::Operation<'_>) -> String {
    format!("{} {}", operation.method, operation.path)
}
