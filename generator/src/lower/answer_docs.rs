//! What the docs of a method say of its answers: bodies, headers, errors.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use serde_json::Value;

use super::Lowering;
use super::by_status::is_error;
use super::docs::{brief, code, ended, sentences, status};
use super::markdown::clean;
use super::operation_docs::{in_a_line, is_empty_talk};
use super::text::Text;
use crate::model::{
    ContentKind, Docs as Texts, Operation, Response, ResponseHeader, Success, TypeKind,
    Types, essence,
};
use crate::rust::{Form, Ident, Symbol};

/// What the description says of the answer. Where it differs with the status, the branches have
/// that.
pub(super) fn success_docs(operation: &Operation) -> String {
    if matches!(operation.success, Success::ByStatus { .. }) {
        return String::new();
    }
    let same = |docs: &Texts| ended(clean(&brief(docs)));
    let said = same(&operation.docs);
    let success = operation.responses.iter().filter(|one| one.status.is_success());
    let told =
        success.filter(|one| !is_empty_talk(&one.docs) && same(&one.docs) != said);
    let lines = told.map(|one| {
        format!("Status {}: {}", status(one.status), ended(in_a_line(&one.docs)))
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// How one of several media types of texts or bytes is asked for: text is asked for as the first
/// one, bytes as whatever they are. Of an answer that is not described, that.
pub(super) fn further_answers(operation: &Operation) -> String {
    if !matches!(operation.success, Success::Text { .. } | Success::Binary { .. }) {
        return String::new();
    }
    let Some(chosen) = operation.chosen_content() else {
        // Bytes that are elsewhere are told of with the redirect.
        let is_elsewhere =
            operation.responses.iter().any(|one| one.status.is_redirect());
        let undescribed = "The description says nothing of a body in the answer: the call gives \
                           the bytes that come.";
        return if is_elsewhere { String::new() } else { undescribed.to_owned() };
    };
    let mut seen = IndexSet::from([essence(&chosen.media_type)]);
    let are_bytes = matches!(operation.success, Success::Binary { .. });
    let contents = operation.successes().flat_map(|response| &response.contents);
    // JSON that is bytes is given as other bytes are.
    let others = contents.filter(|content| match are_bytes {
        true => content.kind.is_bytes(),
        false => content.kind == ContentKind::Text,
    });
    let others = others.map(|content| essence(&content.media_type));
    seen.extend(others.filter(|one| one.contains('/') && *one != "*/*"));
    let Some(first) = seen.get_index(1) else { return String::new() };
    let asks = code(&format!(".header(\"accept\", \"{first}\")"));
    match &operation.success {
        Success::Binary { media_type, .. } if media_type != "*/*" => {
            format!("{asks} asks for one of them.")
        }
        _ => {
            let others: Vec<String> = seen.iter().skip(1).map(|one| code(one)).collect();
            format!("The API gives {} as well: ask for it by {asks}.", others.join(", "))
        }
    }
}

/// When there is nothing to give, where an answer with another status has something.
pub(super) fn nothing_docs(operation: &Operation) -> String {
    let (Success::Json { optional: true, .. }
    | Success::Text { optional: true, .. }
    | Success::Binary { optional: true, .. }) = &operation.success
    else {
        return String::new();
    };
    let success = operation.responses.iter().filter(|one| one.status.is_success());
    let statuses: Vec<String> = success
        .filter(|response| response.contents.is_empty() || response.has_no_body())
        .map(|response| status(response.status))
        .collect();
    let nothing = match operation.pagination {
        Some(_) => "a page without items".to_owned(),
        None => code("None"),
    };
    format!("Gives {nothing} with status {}.", statuses.join(" or "))
}

impl Lowering<'_> {
    /// What an answer with a page is as a whole, and has beside the items.
    pub(super) fn whole_docs(&self, operation: &Operation) -> String {
        let Some(pagination) = &operation.pagination else { return String::new() };
        let names = pagination.beside.iter().map(|path| code(&path.join(".")));
        let mut names: Vec<String> = names.collect();
        if names.len() > MOST_MEMBERS {
            names.truncate(MOST_MEMBERS);
            names.push("more".to_owned());
        }
        let beside = match names.as_slice() {
            [] => String::new(),
            [first @ .., last] if !first.is_empty() => {
                format!("{} and {last}", first.join(", "))
            }
            only => only.concat(),
        };
        let whole = self.whole_answer(operation).map(|symbol| {
            let Symbol { module, name } = &self.symbols[symbol];
            let mut path: Vec<&str> = module.iter().map(Ident::as_str).collect();
            path.push(name.as_str());
            match self.options.form {
                Form::Package => {
                    // With its module: where the name alone is imported, rustdoc finds it twice.
                    let shown = path[path.len().saturating_sub(2)..].join("::");
                    format!("[`{shown}`](crate::{})", path.join("::"))
                }
                // Its root is another one in each crate that has it.
                Form::SingleFile => code(&path.join("::")),
            }
        });
        match (whole, beside.as_str()) {
            (None, "") => String::new(),
            (None, beside) => {
                format!(
                    "Beside the items, the answer has {beside}, which `Page::decode` reads."
                )
            }
            (Some(whole), "") => {
                format!("{whole} is the whole answer, which `Page::decode` reads.")
            }
            (Some(whole), beside) => format!(
                "{whole} is the whole answer, which `Page::decode` reads: beside the items, it has {beside}."
            ),
        }
    }
}

/// How many members beside the items are named.
const MOST_MEMBERS: usize = 8;

/// Where the answer leads to, which the client follows.
pub(super) fn redirect_docs(operation: &Operation) -> String {
    let redirects = || operation.responses.iter().filter(|one| one.status.is_redirect());
    let statuses: Vec<String> = redirects().map(|one| status(one.status)).collect();
    if statuses.is_empty() {
        return String::new();
    }
    let statuses = statuses.join(" or ");
    let mut said = match &operation.success {
        Success::Binary { media_type, .. } if media_type == "*/*" => {
            format!("Follows a redirect ({statuses}) and gives the bytes found there.")
        }
        _ => format!("Follows a redirect ({statuses})."),
    };
    for response in redirects() {
        let about = ended(clean(&brief(&response.docs)));
        if !about.is_empty() {
            said = format!("{said} {about}");
        }
    }
    said
}

/// An answer that has no type, as the description shows it.
pub(super) fn example_docs(types: &Types, operation: &Operation, text: &mut Text) {
    let content =
        operation.chosen_content().filter(|_| operation.success.json().is_some());
    let Some(content) = content else { return };
    let is_untyped = content
        .schema
        .is_none_or(|schema| matches!(types[schema.id].kind, TypeKind::Any(_)));
    let Some(example) = content.examples.first().filter(|_| is_untyped) else { return };
    let parsed = match example {
        Value::String(text) => serde_json::from_str(text).ok(),
        other => Some(other.clone()),
    };
    let structured =
        parsed.filter(|value: &Value| value.is_object() || value.is_array());
    let Some(json) = structured else { return };
    let pretty = format!("{json:#}");
    let mut lines: Vec<&str> = pretty.lines().take(MOST_LINES + 1).collect();
    if lines.len() > MOST_LINES {
        lines[MOST_LINES] = "…";
    }
    text.paragraph("An answer as the description shows it:");
    text.block(&clean(&format!("```json\n{}\n```", lines.join("\n"))));
}

/// The most lines that an example of an answer has.
const MOST_LINES: usize = 40;

/// The headers of a successful answer: a list where something is said of them.
pub(super) fn header_docs(operation: &Operation, text: &mut Text) {
    let answers = operation.responses.iter().filter(|one| one.status.is_success());
    let mut seen = BTreeSet::new();
    let headers: Vec<&ResponseHeader> = answers
        .flat_map(|response| &response.headers)
        .filter(|header| seen.insert(header.name.to_ascii_lowercase()))
        .collect();
    if headers.is_empty() {
        return;
    }
    let place = match (&operation.pagination, &operation.success) {
        (Some(_), _) => "`Page::headers` has",
        (_, Success::EventStream { .. } | Success::JsonLines { .. }) => {
            "`Streaming::headers` gives"
        }
        _ => "`with_response` gives",
    };
    let bounds = |header: &ResponseHeader| sentences(&header.constraints, None);
    let says_nothing = |header: &&ResponseHeader| {
        !header.deprecated && header.docs.is_empty() && bounds(header).is_empty()
    };
    if headers.len() > 1 && headers.iter().all(says_nothing) {
        let names: Vec<String> =
            headers.iter().map(|header| code(&header.name)).collect();
        text.paragraph(&format!(
            "Its answer has headers, which {place}: {}.",
            names.join(", ")
        ));
        return;
    }
    text.paragraph(&format!("Its answer has these headers, which {place}:"));
    for (index, header) in headers.iter().enumerate() {
        let bounds = bounds(header);
        let marked = if header.deprecated { "Deprecated." } else { "" };
        let mut further = vec![bounds.as_str(), marked];
        further.retain(|part| !part.is_empty());
        text.described(
            &code(&header.name),
            &header.docs,
            &further.join(" "),
            index == 0,
        );
    }
}

/// What the API declares for failures. Errors with bodies are described in full where those are.
pub(super) fn error_docs(operation: &Operation, error: Option<&Ident>, text: &mut Text) {
    let mut first = true;
    for response in operation.responses.iter().filter(|one| is_error(one)) {
        if first {
            text.block("# Errors");
            text.paragraph(
                "Besides what can go wrong with every call, the API declares:",
            );
        }
        let status = match response.status {
            crate::model::StatusPattern::Default => "Any other status".to_owned(),
            one => status(one),
        };
        let headers = headers_of_error(operation, response);
        let docs = without_status(&response.docs, &status);
        match error.is_some() && !response.contents.is_empty() {
            true => {
                let docs = Texts { summary: Some(brief(&docs)), ..Texts::default() };
                text.described(&status, &docs, &headers, first);
            }
            false => text.described(&status, &docs, &headers, first),
        }
        first = false;
    }
    if let Some(error) = error {
        text.paragraph(&format!("[{0}] has their bodies.", code(error.as_str())));
    }
}

/// What is said of an answer, without its status where that comes first: `404 Not Found`.
fn without_status(docs: &Texts, status: &str) -> Texts {
    let without = |text: &String| {
        let rest = text.trim_start().strip_prefix(status)?;
        let sign = |c: char| c.is_whitespace() || ":-–—.,".contains(c);
        (!rest.starts_with(|c: char| !sign(c)))
            .then(|| rest.trim_start_matches(sign).to_owned())
    };
    let without = |text: &Option<String>| {
        text.as_ref().map(|text| without(text).unwrap_or_else(|| text.clone()))
    };
    Texts {
        summary: without(&docs.summary),
        description: without(&docs.description),
        ..docs.clone()
    }
}

/// The headers that only this error has, and that what is said of it does not name.
fn headers_of_error(operation: &Operation, response: &Response) -> String {
    let said = |name: &str| response.docs.texts().any(|text| text.contains(name));
    let usual = || operation.successes().flat_map(|one| &one.headers);
    let is_usual = |name: &str| usual().any(|one| one.name.eq_ignore_ascii_case(name));
    let names = response.headers.iter().map(|header| header.name.as_str());
    let own = names.filter(|name| !is_usual(name) && !said(name));
    let own: Vec<String> = own.map(code).collect();
    match own.as_slice() {
        [] => String::new(),
        [one] => format!("Has the header {one}."),
        own => format!("Has the headers {}.", own.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Texts, without_status};

    #[test]
    fn statuses_are_said_once() {
        let docs = |text: &str| Texts {
            description: Some(text.to_owned()),
            ..Texts::default()
        };
        for (text, rest) in [
            ("404 Not Found", "Not Found"),
            ("404: Nobody", "Nobody"),
            ("404", ""),
            ("4040 of them", "4040 of them"),
            ("None", "None"),
        ] {
            assert_eq!(without_status(&docs(text), "404"), docs(rest));
        }
    }
}
