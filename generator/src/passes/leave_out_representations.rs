//! Parameters of the query that calls have no use for are left out: those that say how an answer in
//! JSON is written, and not what is in it, such as another format, a script around it (JSONP), white
//! space or the form of errors, none of which an SDK could read or anybody would see; and those that
//! say how a file is sent, where none is.
//!
//! Only what may be left out is: what is required is filled in, see `fill_in_formats`.

use indexmap::{IndexMap, IndexSet};

use super::fill_in_formats::{OF_ANSWERS_ALONE, asks_for_format, read_as};
use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Location, Operation, Parameter, StringFormat, Success, TypeKind, Types,
};
use crate::source::Pointer;
use crate::words::words;

pub(super) fn run(api: &mut Api, _config: &Config, diagnostics: &mut Diagnostics) {
    let Api { operations, types, taken_over, .. } = api;
    let mut unused = IndexMap::new();
    let mut used = IndexSet::new();
    for operation in operations {
        let why: Vec<Option<String>> = operation
            .parameters
            .iter()
            .map(|one| {
                is_free(one).then(|| why_left_out(types, operation, one)).flatten()
            })
            .collect();
        let mut why = why.into_iter();
        operation.parameters.retain(|parameter| {
            let place = &parameter.origin;
            let Some(why) = why.next().flatten() else {
                if is_free(parameter) {
                    used.insert(place.clone());
                }
                return true;
            };
            taken_over.push(parameter.schema);
            unused.entry(place.clone()).or_insert_with(|| (parameter.name.clone(), why));
            false
        });
    }
    for (place, (name, why)) in unused {
        diagnostics.report(left_out(&place, &name, &why, used.contains(&place)));
    }
}

/// Whether a parameter may be left out, and nobody says that it is to stay.
fn is_free(parameter: &Parameter) -> bool {
    parameter.location == Location::Query
        && !parameter.required
        && parameter.constant.is_none()
        && parameter.rename.is_none()
}

/// Why an operation has no use for a parameter, if it has none.
fn why_left_out(
    types: &Types,
    operation: &Operation,
    parameter: &Parameter,
) -> Option<String> {
    let words = words(&parameter.name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if is_upload(&words, parameter) && !sends_file(operation) {
        return Some("says how a file is sent, and the call sends none".to_owned());
    }
    if !matches!(operation.success, Success::Json { .. } | Success::Empty) {
        return None;
    }
    let kind = &walk::definition(types, parameter.schema).kind;
    let is_text = matches!(kind, TypeKind::String(StringFormat::Plain));
    let is_flag = is_text || matches!(kind, TypeKind::Boolean);
    if is_text && is_script(&words, parameter) {
        return Some("asks for a script around the JSON of the answer".to_owned());
    }
    if is_flag && is_white_space(&words, parameter) {
        return Some("asks for white space in the JSON of the answer".to_owned());
    }
    if names_error_format(parameter) {
        return Some("asks for errors in another form".to_owned());
    }
    let default = is_read_without(types, operation, parameter)?;
    Some(format!(
        "asks for another format than `{default}`, as which the answer is read"
    ))
}

/// The value that a parameter has without being set, where it names the format of the answer and
/// that is what the answer is read as.
fn is_read_without(
    types: &Types,
    operation: &Operation,
    parameter: &Parameter,
) -> Option<String> {
    if !asks_for_format(operation, parameter) {
        return None;
    }
    let read_as = match read_as(&operation.success) {
        Some(read_as) => read_as,
        // Where nothing is read, it is about what else an answer could be, such as an error.
        None if words(&parameter.name) == [OF_ANSWERS_ALONE] => vec!["json".to_owned()],
        None => return None,
    };
    let def = walk::definition(types, parameter.schema);
    let default = def.constraints.default.as_ref()?.as_str()?;
    let TypeKind::Enum(listed) = &def.kind else { return None };
    let is_it = |text: &str| read_as.contains(&text.to_ascii_lowercase());
    let texts = || listed.values.iter().filter_map(|one| one.value.as_str());
    (is_it(default) && texts().filter(|text| is_it(text)).count() == 1)
        .then(|| default.to_owned())
}

/// Whether a parameter names the function that the answer is handed to, as JSONP has it: what is to
/// be called back can be a URL as well.
fn is_script(words: &[&str], parameter: &Parameter) -> bool {
    matches!(words, ["jsonp"] | ["jsonp", "callback"])
        || *words == ["callback"]
            && parameter.docs.says(&["jsonp", "json-p", "json with padding"])
}

/// Whether a parameter lays out the answer for people.
fn is_white_space(words: &[&str], parameter: &Parameter) -> bool {
    let is_so_called =
        matches!(words, ["pretty"] | ["pretty", "print" | "printed"] | ["prettyprint"]);
    is_so_called
        && parameter.docs.says(&["indent", "line break", "pretty print", "pretty-print"])
}

/// Whether a parameter says how files are sent: all calls of Google's APIs are described with such.
fn is_upload(words: &[&str], parameter: &Parameter) -> bool {
    matches!(words, ["upload", "protocol" | "type"])
        && parameter.docs.says(&["upload protocol for media"])
}

/// Whether all that is said of a parameter is that it is about the form of errors, as it is of one
/// (`$.xgafv`) with which all calls of Google's APIs are described. Its name says nothing.
fn names_error_format(parameter: &Parameter) -> bool {
    let text = parameter.docs.description.as_deref().unwrap_or_default();
    let words = words(text);
    words.len() <= 3 && words.ends_with(&["error".to_owned(), "format".to_owned()])
}

/// Whether the body of an operation can be a file, or have one.
fn sends_file(operation: &Operation) -> bool {
    use crate::model::ContentKind::{Binary, Multipart};
    operation.body.as_ref().is_some_and(|body| {
        body.contents.iter().any(|one| matches!(one.kind, Binary | Multipart))
    })
}

fn left_out(place: &Pointer, name: &str, why: &str, is_used: bool) -> Diagnostic {
    let which = match is_used {
        true => "some calls do not have it",
        false => "no call has it",
    };
    let message = format!("the parameter `{name}` {why}: {which}");
    Diagnostic::new(Code::EquivalentMediaType, place, message).help(format!(
        "nothing has to change; `{name:?} = {name:?}` in `[parameters.rename]` of the \
         configuration makes it an argument"
    ))
}
