//! Parameters that ask for a serialization (`/reports.{format}` with `xml` and `json`) are filled in
//! with the one that the answer is read as: any other could not be read. In the query that holds
//! for those that may be left out too, since nothing says what the server gives then.

use serde_json::Value;

use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Location, Operation, Parameter, Placement, StringFormat, Success, TypeKind,
    Types,
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
        let Some(read_as) = read_as(&operation.success) else { continue };
        for index in 0..operation.parameters.len() {
            let parameter = &operation.parameters[index];
            let is_asked = matches!(
                (parameter.location, &parameter.placement),
                (
                    Location::Path | Location::Query,
                    Placement::Argument | Placement::Params
                )
            );
            let is_named = asks_for_format(operation, parameter);
            let is_free = !parameter.required && parameter.location != Location::Query;
            if !is_asked || !is_named || is_free || parameter.rename.is_some() {
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

/// Whether a parameter asks for the serialization of the answer, by its name.
pub(super) fn asks_for_format(operation: &Operation, parameter: &Parameter) -> bool {
    let name = words(&parameter.name).join(" ");
    NAMES.contains(&name.as_str())
        && (operation.method == "GET" || name == OF_ANSWERS_ALONE)
}

/// The words of the media type that an answer is read as, if it is read as one.
pub(super) fn read_as(success: &Success) -> Option<Vec<String>> {
    match success {
        Success::Json { .. } => Some(vec!["json".to_owned()]),
        Success::Text { media_type, .. } | Success::Binary { media_type, .. } => {
            let (_, subtype) = media_type.split_once('/')?;
            let essence = subtype.split(';').next().unwrap_or_default();
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
    let ends = operation.path.ends_with(&format!(".{{{}}}", parameter.name));
    (is_text && ends && read_as == ["json"]).then(|| "json".to_owned())
}

fn filled_in(operation: &Operation, parameter: &Parameter, value: &str) -> Diagnostic {
    let message = format!(
        "`{}` of `{}` is always `{value}`: the answer is read as that",
        parameter.name,
        operation.http_line()
    );
    Diagnostic::new(Code::EquivalentMediaType, &parameter.origin, message).help(format!(
        "nothing has to change; `{name:?} = {name:?}` in `[parameters.rename]` of the \
             configuration makes it an argument again",
        name = parameter.name
    ))
}
