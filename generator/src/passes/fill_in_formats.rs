//! Parameters that ask for a serialization (`/reports.{format}` with `xml` and `json`) are filled in
//! with the one that the answer is read as: any other could not be read. In the query that holds
//! for those that may be left out too, since nothing says what the server gives then. One at the end
//! of the path says so of what is sent as well, whatever the method: where JSON is sent or answered,
//! and nothing else, `format` is `json`.

use serde_json::Value;

use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    AnswerBody, Api, ContentKind, Location, Operation, Parameter, Placement,
    StringFormat, Success, TypeKind, Types,
};
use crate::words::words;

/// What serializations are called where one is asked for.
const SERIALIZATIONS: [&str; 28] = [
    "atom", "avro", "bson", "csv", "geojson", "gpx", "html", "js", "json", "json5",
    "jsonl", "jsonp", "kml", "media", "msgpack", "ndjson", "netcdf", "pdf", "proto",
    "protobuf", "rdf", "rss", "text", "tsv", "txt", "xls", "xlsx", "xml",
];

/// What a parameter is called that asks for the serialization of the answer. Others ask for that of
/// something else: `from=json` and `to=csv`.
const NAMES: [&str; 10] = [
    "alt",
    "content type",
    "ext",
    "extension",
    "file extension",
    "format",
    "output",
    "output format",
    "response format",
    "response type",
];

/// The one of these that is about answers whatever is sent; the others can name the format of what
/// another method than `GET` is sent.
pub(super) const OF_ANSWERS_ALONE: &str = "alt";

pub(super) fn run(api: &mut Api, _config: &Config, diagnostics: &mut Diagnostics) {
    let types = &api.types;
    for operation in &mut api.operations {
        for index in 0..operation.parameters.len() {
            let parameter = &operation.parameters[index];
            let is_asked = matches!(
                (parameter.location, &parameter.placement),
                (
                    Location::Path | Location::Query,
                    Placement::Argument | Placement::Params
                )
            );
            let Some(read_as) = named(operation, parameter) else { continue };
            let is_free = !parameter.required && parameter.location != Location::Query;
            if !is_asked || is_free || parameter.rename.is_some() {
                continue;
            }
            let value = listed(types, parameter, &read_as).or_else(|| {
                let value = unlisted(types, operation, parameter, &read_as);
                value.filter(|_| parameter.required)
            });
            let Some(value) = value else { continue };
            diagnostics.report(filled_in(operation, parameter, &value));
            let parameter = &mut operation.parameters[index];
            parameter.constant = Some(Value::String(value));
            parameter.placement = Placement::Fixed;
        }
    }
}

/// The words of the serialization that a parameter asks for, by its name and place.
fn named(operation: &Operation, parameter: &Parameter) -> Option<Vec<String>> {
    if asks_for_format(operation, parameter)
        && let Some(read_as) = read_as(&operation.success)
    {
        return Some(read_as);
    }
    let is_format = words(&parameter.name).join(" ") == "format";
    (is_format && ends_path(operation, parameter) && has_only_json(operation))
        .then(|| vec!["json".to_owned()])
}

/// Whether a call sends JSON or is answered so, and nothing else.
fn has_only_json(operation: &Operation) -> bool {
    let sent = operation.body.as_ref().and_then(|body| body.contents.get(body.chosen));
    let is_json = match &operation.success {
        Success::Empty | Success::Json { .. } => true,
        Success::ByStatus { answers, .. } => {
            answers.iter().all(|one| one.body != AnswerBody::Text)
        }
        _ => false,
    };
    let is_told = sent.is_some() || !matches!(operation.success, Success::Empty);
    is_told && is_json && sent.is_none_or(|content| content.kind == ContentKind::Json)
}

/// Whether a parameter is what is behind the last dot of a path.
fn ends_path(operation: &Operation, parameter: &Parameter) -> bool {
    parameter.location == Location::Path
        && operation.path.ends_with(&format!(".{{{}}}", parameter.name))
}

fn is_named(parameter: &Parameter) -> bool {
    NAMES.contains(&words(&parameter.name).join(" ").as_str())
}

/// Whether a parameter asks for the serialization of the answer, by its name.
pub(super) fn asks_for_format(operation: &Operation, parameter: &Parameter) -> bool {
    is_named(parameter)
        && (operation.method == "GET"
            || words(&parameter.name).join(" ") == OF_ANSWERS_ALONE)
}

/// The words of the media type that an answer is read as, if it is read as one.
pub(super) fn read_as(success: &Success) -> Option<Vec<String>> {
    match success {
        Success::Json { .. } => Some(vec!["json".to_owned()]),
        Success::Text { media_type, .. } | Success::Binary { media_type, .. } => {
            let (_, subtype) = media_type.split_once('/')?;
            let essence = subtype.split([';', ',']).next().unwrap_or_default();
            Some(words(essence))
        }
        _ => None,
    }
}

/// The listed value that names the serialization, where all values are such names.
fn listed(types: &Types, parameter: &Parameter, read_as: &[String]) -> Option<String> {
    let TypeKind::Enum(listed) = &walk::definition(types, parameter.schema).kind else {
        return None;
    };
    let texts = || listed.values.iter().filter_map(|one| one.value.as_str());
    let is_name = |text: &str| SERIALIZATIONS.contains(&&*text.to_ascii_lowercase());
    if texts().count() < listed.values.len() || !texts().all(is_name) {
        return None;
    }
    let is_it = |text: &&str| read_as.contains(&text.to_ascii_lowercase());
    let mut found = texts().filter(is_it);
    let value = found.next()?.to_owned();
    found.next().is_none().then_some(value)
}

/// `json` for any text behind the last dot of a path.
fn unlisted(
    types: &Types,
    operation: &Operation,
    parameter: &Parameter,
    read_as: &[String],
) -> Option<String> {
    let kind = &walk::definition(types, parameter.schema).kind;
    let is_text = matches!(kind, TypeKind::String(StringFormat::Plain));
    let default = &walk::definition(types, parameter.schema).constraints.default;
    if default.as_ref().is_some_and(|default| default != "json") {
        return None;
    }
    (is_text && ends_path(operation, parameter) && read_as == ["json"])
        .then(|| "json".to_owned())
}

fn filled_in(operation: &Operation, parameter: &Parameter, value: &str) -> Diagnostic {
    let is_read = operation.method == "GET" || operation.body.is_none();
    let why = match is_read && read_as(&operation.success).is_some() {
        true => "the answer is read as that",
        false => "what is sent and answered is read and written as that",
    };
    let message = format!(
        "`{}` of `{}` is always `{value}`: {why}",
        parameter.name,
        operation.http_line()
    );
    Diagnostic::new(Code::EquivalentMediaType, &parameter.origin, message).help(format!(
        "nothing has to change; `{name:?} = {name:?}` in `[parameters.rename]` of the \
             configuration makes it an argument again",
        name = parameter.name
    ))
}
