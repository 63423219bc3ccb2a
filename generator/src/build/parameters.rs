//! Parameters of operations.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::named_by_paths::{is_alike, queried};
use super::{Builder, docs};
use crate::build::extensions;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, Node};
use crate::model::{
    Constraints, ContentKind, Location, Parameter, Placement, Style, TypeRef, in_braces,
    is_token,
};
use crate::upgrade::content_kind;
use crate::words::words;

/// Headers that are ignored as parameters (OpenAPI 3.0 §4.7.12.1): the client sets them from media
/// types. The third one, `Authorization`, is a matter of `passes::find_credentials`.
const RESERVED_HEADERS: [&str; 2] = ["accept", "content-type"];

/// What names of headers are.
pub(super) const HEADER_NAMES: &str =
    "names of headers have letters, digits and some signs of ASCII (RFC 9110 §5.6.2)";

/// Headers that nobody but the HTTP client knows.
const CLIENT_HEADERS: [&str; 4] =
    ["content-length", "transfer-encoding", "connection", "host"];

impl<'t> Builder<'t, '_> {
    /// Path parameters in the order of the path, also those that are not declared; then the rest.
    pub(super) fn parameters(
        &mut self,
        operation: &document::Operation<'t>,
    ) -> Vec<Parameter> {
        let mut declared: Vec<Option<_>> =
            operation.parameters.iter().map(Some).collect();
        let mut in_path: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            if parameter.location == Location::Path {
                in_path.entry(name_in_path(parameter)).or_insert(index);
            }
        }
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, pattern) in path_variables(&operation.path) {
            if !seen.insert(name) {
                continue;
            }
            match in_path.get(name).and_then(|index| declared[*index].take()) {
                Some(parameter) => {
                    let mut parameter = self.parameter_in_path(parameter);
                    parameter.name = name.to_owned();
                    parameters.push(parameter);
                }
                None => {
                    parameters.push(self.not_declared(operation, name, &mut declared));
                }
            }
            if let (Some(_), Some(last)) = (pattern, parameters.last_mut()) {
                last.style = Style::Segments;
            }
        }
        for parameter in declared.into_iter().flatten() {
            parameters.extend(self.outside_of_path(operation, parameter, &parameters));
        }
        self.add_queried(operation, &mut parameters);
        parameters
    }

    /// A parameter that the path does not have, unless it is no argument, or one of others.
    fn outside_of_path(
        &mut self,
        operation: &document::Operation<'t>,
        parameter: &document::Parameter<'t>,
        others: &[Parameter],
    ) -> Option<Parameter> {
        let name = parameter.name.to_ascii_lowercase();
        let is_whole = |one: &Parameter| one.location == Location::QueryString;
        match parameter.location {
            Location::Query | Location::Cookie if name.trim().is_empty() => {
                self.nameless(parameter);
            }
            Location::Path => match queried(operation, &parameter.name) {
                Some(as_what) => {
                    return self.read_in_query(operation, parameter, as_what);
                }
                None => self.unused(operation, parameter),
            },
            Location::Header if RESERVED_HEADERS.contains(&&*name) => {
                self.reserved(parameter);
            }
            Location::Header if CLIENT_HEADERS.contains(&&*name) => {
                self.clients_own(parameter);
            }
            Location::Header if !is_token(&name) => self.unsendable(parameter),
            Location::QueryString if others.iter().any(is_whole) => {
                self.further_query_string(parameter);
            }
            _ => return Some(self.parameter(parameter)),
        }
        None
    }

    /// A parameter that the path has: it is always there.
    fn parameter_in_path(&mut self, parameter: &document::Parameter<'t>) -> Parameter {
        if parameter.node.bool("required") == Some(false) {
            let name = &parameter.name;
            let message = format!("the path parameter `{name}` cannot be left out");
            let at = parameter.node.at.child("required");
            let repaired = Diagnostic::new(Code::Repaired, &at, message);
            let repaired = repaired.note("it was read as `required: true`");
            self.report(repaired.help("write `required: true`"));
        }
        self.parameter(parameter)
    }

    pub(super) fn parameter(
        &mut self,
        parameter: &document::Parameter<'t>,
    ) -> Parameter {
        let node = &parameter.node;
        let schema = match &parameter.schema {
            Some(schema) => self.type_of(schema),
            None => self.plain_string(&node.at),
        };
        self.report_foreign_content(parameter, schema);
        let mut text = docs::referred(node, &parameter.beside);
        if let (None, Some(schema)) = (&text.description, &parameter.schema) {
            text.description = self.description_of_use(schema);
        }
        let content = matches!(parameter.style, Style::Content(_));
        let encoding = match (&parameter.content, &parameter.style) {
            (Some(node), Style::Content(media_type)) => {
                self.encodings(node, content_kind(media_type), media_type)
            }
            _ => Vec::new(),
        };
        Parameter {
            name: parameter.name.clone(),
            rename: extensions::parameter_name(node),
            location: parameter.location,
            required: parameter.required,
            deprecated: node.is_true("deprecated"),
            // Swagger 2.0 reserves no names.
            is_reserved: parameter.location == Location::Header
                && parameter.name.eq_ignore_ascii_case("authorization")
                && !self.document.is_swagger(),
            of_client: extensions::of_client(node),
            schema,
            style: match (&parameter.style, extensions::has_segments(node)) {
                (Style::Simple, true) => Style::Segments,
                (style, _) => style.clone(),
            },
            explode: parameter.explode && !content,
            allow_reserved: node.is_true("allowReserved"),
            encoding,
            placement: Placement::Params,
            constant: self.constant_of(parameter),
            constraints: self.value_constraints(node, parameter.schema.as_ref()),
            docs: text,
            origin: node.at.clone(),
        }
    }

    /// The one value that a parameter can have. One of the path is never empty.
    fn constant_of(&mut self, parameter: &document::Parameter<'t>) -> Option<Value> {
        let schema = parameter.schema.as_ref()?;
        let constant = self.constant(schema)?;
        if parameter.location != Location::Path || constant != "" {
            return Some(constant);
        }
        let message = format!(
            "the only value of the path parameter `{}` is empty, which would be no part of a path",
            parameter.name
        );
        self.report(
            Diagnostic::new(Code::UnsupportedParameter, &schema.at, message)
                .note("callers give its value")
                .help("list the values that it can have, or none"),
        );
        None
    }

    /// What bounds the value of a parameter or header; its own `example` and `examples` count
    /// before those of its schema.
    pub(super) fn value_constraints(
        &self,
        node: &Node<'t>,
        schema: Option<&Node<'t>>,
    ) -> Constraints {
        let one = node.get("example").map(|node| node.value);
        let many = node.entries_of("examples").filter_map(|(_, node)| self.peek(&node));
        let many = many.filter_map(|node| node.get("value").or(node.get("dataValue")));
        let examples =
            docs::short_examples(one.into_iter().chain(many.map(|node| node.value)));
        let own = Constraints { examples, ..Constraints::default() };
        own.or(schema.map(|schema| self.constraints_of_use(schema)).unwrap_or_default())
    }

    /// Reports a parameter with members of a media type that the SDK does not write.
    fn report_foreign_content(
        &mut self,
        parameter: &document::Parameter<'t>,
        schema: TypeRef,
    ) {
        let Style::Content(media_type) = &parameter.style else { return };
        let is_known =
            matches!(content_kind(media_type), ContentKind::Json | ContentKind::Form);
        let has_members = !self.types[schema.id].kind.is_scalar();
        if is_known || !has_members {
            return;
        }
        let message = format!(
            "the parameter `{}` is `{media_type}`, which the SDK does not write: it is sent as JSON",
            parameter.name
        );
        self.report(
            Diagnostic::new(Code::UnsupportedMediaType, &parameter.node.at, message)
                .help("write `schema: { type: string }` to give the text yourself"),
        );
    }

    /// A parameter of the path that is not declared as such.
    fn not_declared(
        &mut self,
        operation: &document::Operation<'t>,
        name: &str,
        declared: &mut [Option<&document::Parameter<'t>>],
    ) -> Parameter {
        let is_it = |other: &str| is_alike(other, name);
        if let Some(parameter) = in_path(declared, &operation.path, is_it) {
            return self.called_otherwise(parameter, name);
        }
        if let Some(parameter) = in_query(declared, name) {
            return self.read_in_path(parameter);
        }
        // The only one that is left is meant by the only name that is, if they share a word.
        let is_declared = |variable: &str| {
            let mut all = operation.parameters.iter();
            all.any(|one| {
                one.location == Location::Path && name_in_path(one) == variable
            })
        };
        let unknown: BTreeSet<&str> =
            path_variables(&operation.path).map(|(variable, _)| variable).collect();
        let unknown = unknown.into_iter().filter(|variable| !is_declared(variable));
        let is_only = unknown.count() == 1;
        let shares_word = |other: &str| {
            let others = words(other);
            // `**` is no name that another one could be meant by.
            let is_named = !others.is_empty();
            is_only
                && (!is_named || words(name).iter().any(|word| others.contains(word)))
        };
        match in_path(declared, &operation.path, shares_word) {
            Some(parameter) => self.called_otherwise(parameter, name),
            None => self.undeclared_in_path(operation, name),
        }
    }

    /// A parameter that the path calls otherwise.
    fn called_otherwise(
        &mut self,
        parameter: &document::Parameter<'t>,
        name: &str,
    ) -> Parameter {
        let message = format!(
            "the path parameter `{}` was read as `{name}`, which is what the path has",
            parameter.name
        );
        let at = parameter.node.at.child("name");
        let repaired = Diagnostic::new(Code::UnusedPathParameter, &at, message);
        self.report(repaired.help(format!("write `name: {name}`")));
        Parameter { name: name.to_owned(), ..self.parameter_in_path(parameter) }
    }

    /// A parameter that says it is in the query, and that the path has.
    fn read_in_path(&mut self, parameter: &document::Parameter<'t>) -> Parameter {
        let name = &parameter.name;
        let at = parameter.node.at.child("in");
        let message = format!("`{name}` in the query was read as being in the path");
        self.report(
            Diagnostic::new(Code::Repaired, &at, message)
                .note(format!("the path has `{{{name}}}`"))
                .help("write `in: path`"),
        );
        let parameter = self.parameter(parameter);
        let style = match parameter.style {
            Style::Content(media_type) => Style::Content(media_type),
            _ => Style::Simple,
        };
        Parameter {
            location: Location::Path,
            required: true,
            style,
            explode: false,
            allow_reserved: false,
            ..parameter
        }
    }
}

/// A name as a message has it.
pub(super) fn quoted(name: &str) -> String {
    if name.is_empty() { "without a name".to_owned() } else { format!("`{name}`") }
}

/// The name that a parameter has in the path: `{path+}` may be declared so.
fn name_in_path<'t>(parameter: &'t document::Parameter<'_>) -> &'t str {
    parameter.name.trim().trim_end_matches('+')
}

/// Takes the only parameter of the path whose name the path does not have and this holds for.
fn in_path<'d, 't>(
    declared: &mut [Option<&'d document::Parameter<'t>>],
    path: &str,
    is_it: impl Fn(&str) -> bool,
) -> Option<&'d document::Parameter<'t>> {
    let has = |name: &str| path_variables(path).any(|(variable, _)| variable == name);
    let mut found = declared.iter_mut().filter(|one| {
        one.is_some_and(|one| {
            let name = name_in_path(one);
            one.location == Location::Path && !has(name) && is_it(name)
        })
    });
    let (first, second) = (found.next(), found.next());
    first.filter(|_| second.is_none())?.take()
}

/// Takes the parameter that says it is in the query, if there is one of that name.
fn in_query<'d, 't>(
    declared: &mut [Option<&'d document::Parameter<'t>>],
    name: &str,
) -> Option<&'d document::Parameter<'t>> {
    let is_it = |one: &document::Parameter<'t>| {
        one.location == Location::Query && one.name.trim() == name
    };
    declared.iter_mut().find(|one| one.is_some_and(is_it))?.take()
}

/// The names in braces of a path template, in order, with the pattern of those that have one:
/// `{name=projects/*}`.
pub(super) fn path_variables(path: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    in_braces(path).map(|variable| match variable.split_once('=') {
        Some((name, pattern)) => (name, Some(pattern)),
        None => (variable, None),
    })
}
