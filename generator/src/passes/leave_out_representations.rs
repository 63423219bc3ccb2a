//! Parameters of the query that say how the answer is written, and not what is in it, are left out:
//! another format, a script around the JSON (JSONP) or white space in it are nothing that an SDK
//! could read, or that anybody would see.
//!
//! Only what may be left out is: what is required is filled in, see `fill_in_formats`.

use indexmap::IndexSet;

use super::fill_in_formats::{is_asked_for, read_as};
use super::walk;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Location, Operation, Parameter, StringFormat, Success, TypeKind, Types,
};
use crate::words::words;

pub(super) fn run(api: &mut Api, _config: &Config, diagnostics: &mut Diagnostics) {
    let Api { operations, types, taken_over, .. } = api;
    let mut told = IndexSet::new();
    for operation in operations {
        let kept: Vec<bool> = operation
            .parameters
            .iter()
            .map(|parameter| {
                let why = match is_free(parameter) {
                    true => why_left_out(types, operation, parameter),
                    false => None,
                };
                if let Some(why) = &why
                    && told.insert(parameter.origin.clone())
                {
                    diagnostics.report(left_out(parameter, why));
                }
                why.is_none()
            })
            .collect();
        let mut kept = kept.into_iter();
        operation.parameters.retain(|parameter| {
            let stays = kept.next().unwrap_or(true);
            if !stays {
                taken_over.push(parameter.schema);
            }
            stays
        });
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
    let default = is_read_without(types, operation, parameter, &words)?;
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
    words: &[&str],
) -> Option<String> {
    // Elsewhere a format can be that of what is made. `alt` is what else an answer could be.
    let is_alternative = words == ["alt"];
    if !is_asked_for(&words.join(" ")) || operation.method != "GET" && !is_alternative {
        return None;
    }
    let read_as = match read_as(&operation.success) {
        Some(read_as) => read_as,
        None if is_alternative => vec!["json".to_owned()],
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
            && says(parameter, &["jsonp", "json-p", "json with padding"])
}

/// Whether a parameter lays out the answer for people.
fn is_white_space(words: &[&str], parameter: &Parameter) -> bool {
    let is_so_called =
        matches!(words, ["pretty"] | ["pretty", "print" | "printed"] | ["prettyprint"]);
    is_so_called
        && says(parameter, &["indent", "line break", "pretty print", "pretty-print"])
}

/// Whether a parameter says how files are sent.
fn is_upload(words: &[&str], parameter: &Parameter) -> bool {
    matches!(words, ["upload", "protocol" | "type"])
        && says(parameter, &["upload protocol for media"])
}

/// Whether all that is said of a parameter is that it is about the form of errors.
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

fn says(parameter: &Parameter, any: &[&str]) -> bool {
    let docs = &parameter.docs;
    let texts = [&docs.summary, &docs.description].into_iter().flatten();
    texts
        .map(|text| text.to_lowercase())
        .any(|text| any.iter().any(|one| text.contains(one)))
}

fn left_out(parameter: &Parameter, why: &str) -> Diagnostic {
    let name = &parameter.name;
    let message = format!("the parameter `{name}` {why}: no call has it");
    Diagnostic::new(Code::EquivalentMediaType, &parameter.origin, message).help(format!(
        "nothing has to change; `{name:?} = {name:?}` in `[parameters.rename]` of the \
         configuration makes it an argument"
    ))
}
