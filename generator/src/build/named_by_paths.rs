//! Parameters that paths name and nothing declares, and those that the end of a path names for the
//! query: `/search{?q,page}` (RFC 6570 §3.2.8).

use std::collections::{BTreeMap, BTreeSet};

use super::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, ContentSchema};
use crate::model::{Constraints, Docs, Location, Parameter, Placement, Style};
use crate::source::Pointer;
use crate::words::words;

impl<'t> Builder<'t, '_> {
    /// Adds those that are not declared.
    pub(super) fn add_queried(
        &mut self,
        operation: &document::Operation<'t>,
        parameters: &mut Vec<Parameter>,
    ) {
        let (mut names, mut by_words) = (BTreeSet::new(), BTreeMap::new());
        for one in parameters.iter().filter(|one| one.location == Location::Query) {
            names.insert(one.name.clone());
            // A name that the path has as well is meant by that.
            if !operation.queried.contains_key(&one.name) {
                let place = (one.name.clone(), one.origin.clone());
                by_words.entry(spelling(&one.name)).or_insert(place);
            }
        }
        by_words.remove("");
        for name in operation.queried.keys().filter(|name| !names.contains(*name)) {
            if let Some((of, origin)) = by_words.get(&spelling(name)) {
                self.report_declared_as(name, of, "in the query", origin);
            } else if let Some(field) = field_of_form(operation, name) {
                let of = &field.name;
                self.report_declared_as(name, of, "of the form", &field.node.at);
            } else {
                parameters.push(self.undeclared_in_query(operation, name));
            }
        }
    }

    /// Reports a name at the end of a path that is declared in other letters or elsewhere.
    fn report_declared_as(&mut self, name: &str, of: &str, place: &str, at: &Pointer) {
        let message = format!(
            "`{name}` at the end of the path was read as the parameter `{of}` {place}"
        );
        self.report(
            Diagnostic::new(Code::Repaired, at, message)
                .note(format!("it is sent {place}, as `{of}`"))
                .help("write it `in: query`, by the name that the path has"),
        );
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

    /// A parameter that says it is in the path, and whose name stands for the query there; nothing
    /// where one in the query is declared by that name, too.
    pub(super) fn read_in_query(
        &mut self,
        operation: &document::Operation<'t>,
        parameter: &document::Parameter<'t>,
        (name, explode): (&str, bool),
    ) -> Option<Parameter> {
        let is_it = |one: &document::Parameter<'_>| {
            one.location == Location::Query && one.name == name
        };
        if operation.parameters.iter().any(is_it) {
            let message = format!("the parameter `{name}` is declared twice");
            let twice = Diagnostic::new(Code::Repaired, &parameter.node.at, message);
            let twice = twice.note("the one in the query counts");
            self.report(twice.help("remove the one in the path"));
            return None;
        }
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
        Some(Parameter {
            name: name.to_owned(),
            location: Location::Query,
            required: false,
            explode: explode || parameter.explode,
            style,
            ..parameter
        })
    }
}

/// Whether two names have the same words.
pub(super) fn is_alike(name: &str, other: &str) -> bool {
    let spelling = spelling(name);
    !spelling.is_empty() && spelling == self::spelling(other)
}

/// The words of a name, whatever stands between them.
fn spelling(name: &str) -> String {
    words(name).concat()
}

/// What the end of a path names by the name of a parameter, and whether it is exploded.
pub(super) fn queried<'q>(
    operation: &'q document::Operation<'_>,
    name: &str,
) -> Option<(&'q str, bool)> {
    let all = || operation.queried.iter();
    let found = all().find(|(other, _)| *other == name);
    let found = found.or_else(|| all().find(|(other, _)| is_alike(other, name)));
    found.map(|(name, explode)| (name.as_str(), *explode))
}

/// The parameter in `formData` of this name, as far as its words go.
fn field_of_form<'o, 't>(
    operation: &'o document::Operation<'t>,
    name: &str,
) -> Option<&'o document::Parameter<'t>> {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let mut fields = contents.filter_map(|content| match &content.schema {
        ContentSchema::Fields(fields) => Some(fields),
        _ => None,
    });
    fields.find_map(|fields| fields.iter().find(|field| is_alike(&field.name, name)))
}

/// `GET /pets/{id}`.
fn http_line(operation: &document::Operation<'_>) -> String {
    format!("{} {}", operation.method, operation.path)
}
