//! A method for each kind of answer.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::is_of_its_own;
use super::equivalent;
use super::media_types::{all_words, is_document, is_exact, subtype_words, suffix};
use super::separated::Separated;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Content, ContentKind, Operation, Response, Success, Types};
use crate::passes::choose_success;
use crate::passes::share_inline_types::{are_equal_if_any, written};

/// The successful answers, and the kind of text or bytes that is given where one has no JSON that
/// is.
fn answers(operation: &Operation) -> Vec<(&Response, Option<ContentKind>)> {
    let given = |one: &Response| match operation.success {
        Success::Text { .. } => Some(ContentKind::Text),
        Success::Binary { .. } => Some(ContentKind::Binary),
        // An enum of answers by status has the text of those that are nothing else.
        Success::ByStatus { .. } if !one.contents.iter().any(is_json) => {
            Some(ContentKind::Text)
        }
        _ => None,
    };
    operation.successes().map(|one| (one, given(one))).collect()
}

/// The operation with each answer that is not of the chosen kind: streams beside values, text and
/// bytes beside JSON and each other, JSON of another type.
pub(super) fn other_answers(
    types: &Types,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let chosen_stream = stream_media_type(operation);
    let is_bytes = matches!(operation.success, Success::Binary { .. });
    let success = answers(operation);
    if success.iter().flat_map(|(response, _)| &response.contents).count() < 2 {
        return Vec::new();
    }
    let json = operation.chosen_content();
    let json = json.filter(|content| is_json(content) && !is_bytes);
    let separated = Separated::new(operation);
    let mut others: Vec<Operation> = Vec::new();
    let mut names: BTreeMap<String, &Content> = BTreeMap::new();
    let mut asked: BTreeSet<&str> = chosen_stream.into_iter().collect();
    for (response, given) in success {
        let mut before = written_first(types, response);
        for content in &response.contents {
            let further = !is_bytes && is_further_json(types, content, &mut before);
            let is_stream = is_stream(content);
            let is_raw = raw_kind(content).is_some_and(|kind| given != Some(kind));
            let same = match chosen_stream {
                Some(chosen) => same_stream(types, response, chosen, content),
                None => json.filter(|json| is_raw && is_same(types, json, content)),
            };
            // What a caller asks for is the media type, whatever the status is.
            if !(is_stream || further || is_raw)
                || !asked.insert(content.media_type.as_str())
            {
                continue;
            }
            let short = format!("{}_{}", operation.name, suffix(content));
            // `text/xml` beside `application/xml`.
            let twin = || {
                let other = names.get(&short).copied().filter(|_| is_raw)?;
                is_twin(types, other, content).then_some(other)
            };
            if let Some(same) = same.or_else(twin) {
                diagnostics.report(same_answer(&same.media_type, content));
                continue;
            }
            if !is_exact(&content.media_type) {
                diagnostics.report(not_asked_for(content));
                continue;
            }
            let is_longer = further || is_stream && chosen_stream.is_some();
            let name = free_name(operation, content, &names, (short, is_longer));
            names.entry(name.clone()).or_insert(content);
            let success = choose_success::represent(types, content);
            let success =
                choose_success::or_nothing(success, operation.has_empty_success());
            others.push(separated.giving(success, name, content));
        }
    }
    others
}

/// The media type of the stream that an operation gives, if it does.
pub(super) fn stream_media_type(operation: &Operation) -> Option<&str> {
    match &operation.success {
        Success::EventStream { media_type, .. }
        | Success::JsonLines { media_type, .. } => Some(media_type),
        _ => None,
    }
}

/// The chosen stream of an answer, where another one says the same of what comes on it.
fn same_stream<'o>(
    types: &Types,
    response: &'o Response,
    chosen: &str,
    content: &Content,
) -> Option<&'o Content> {
    let chosen = response.contents.iter().find(|one| one.media_type == chosen)?;
    let is_same = chosen.kind == content.kind
        && are_equal_if_any(types, chosen.schema, content.schema);
    is_same.then_some(chosen)
}

fn is_stream(content: &Content) -> bool {
    matches!(content.kind, ContentKind::EventStream | ContentKind::JsonLines)
}

/// What an answer is given as that is no value and no stream: forms are for who reads the bytes.
fn raw_kind(content: &Content) -> Option<ContentKind> {
    match content.kind {
        ContentKind::Text => Some(ContentKind::Text),
        kind if kind.is_bytes() => Some(ContentKind::Binary),
        _ => None,
    }
}

/// Whether an answer says no more than JSON does.
fn is_same(types: &Types, json: &Content, content: &Content) -> bool {
    !is_document(content) && !is_of_its_own(types, json, content)
}

/// What a method is called: the short name, unless a longer one is wanted or another method has it.
fn free_name(
    operation: &Operation,
    content: &Content,
    names: &BTreeMap<String, &Content>,
    (short, is_longer): (String, bool),
) -> String {
    match is_longer || names.contains_key(&short) {
        false => short,
        true => longer_name(operation, content, names),
    }
}

/// What a method is called where the kind of its answer is not enough.
fn longer_name(
    operation: &Operation,
    content: &Content,
    names: &BTreeMap<String, &Content>,
) -> String {
    let [longer, longest] = [subtype_words(content), all_words(content)]
        .map(|words| format!("{}_{words}", operation.name));
    if names.contains_key(&longer) { longest } else { longer }
}

fn is_json(content: &Content) -> bool {
    content.kind == ContentKind::Json
}

/// The schema of the JSON that is preferred of an answer.
fn written_first(types: &Types, response: &Response) -> BTreeSet<String> {
    let first = choose_success::preferred(types, response);
    let schema = first.filter(|one| is_json(one)).and_then(|one| one.schema);
    schema.map(|schema| written(types, schema)).into_iter().collect()
}

/// Whether an answer is JSON of another schema than the preferred one of this status, and than all
/// JSON before it.
fn is_further_json(
    types: &Types,
    content: &Content,
    before: &mut BTreeSet<String>,
) -> bool {
    let schema = content.schema.filter(|_| is_json(content));
    schema.is_some_and(|schema| before.insert(written(types, schema)))
}

/// Whether two contents are one format under two names, and of one schema.
fn is_twin(types: &Types, one: &Content, other: &Content) -> bool {
    are_equal_if_any(types, one.schema, other.schema)
        && subtype_words(one) == subtype_words(other)
}

fn same_answer(chosen: &str, content: &Content) -> Diagnostic {
    let message = format!(
        "the answer is asked for as `{chosen}`; `{}` would say the same",
        content.media_type
    );
    equivalent(content, message)
}

fn not_asked_for(content: &Content) -> Diagnostic {
    let message = format!(
        "no method asks for `{}`, which is no media type but a range of them",
        content.media_type
    );
    Diagnostic::new(Code::UnsupportedMediaType, &content.origin, message)
        .at_key()
        .as_note()
        .help("name the media types that the API answers with")
}
