//! Chooses what a successful call gives, and takes values out of envelopes.

mod by_status;
mod envelopes;
mod events;
mod results;
mod sole_members;
mod stale;
mod undescribed;

pub(super) use by_status::or_nothing;
use undescribed::Described;

use super::{filter, walk};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Content, ContentKind, EventShape, Operation, Response, StatusPattern, Success,
    TypeKind, TypeName, TypeRef, Types, essence, is_json,
};
use crate::source::Pointer;
use crate::words::{singular, words};

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    events::type_data(api, diagnostics);
    let described = Described::new(&api.operations);
    for operation in &mut api.operations {
        (operation.success, operation.chosen_answer) =
            success(&api.types, &described, operation, diagnostics);
    }
    let Some(rules) = config.envelope.on() else { return };
    for selector in &rules.except {
        let named = |operation: &Operation| selector.get_ref().matches(operation);
        if !api.operations.iter().any(named) {
            diagnostics.report(filter::missing(api, config, selector));
        }
    }
    envelopes::unwrap(api, rules);
    stale::report(api, rules, config, diagnostics);
    if let Some(path) = &rules.result {
        let used = |operation: &Operation| match &operation.success {
            Success::Json { envelope, .. } | Success::ByStatus { envelope, .. } => {
                *envelope == path.get_ref().0
            }
            _ => false,
        };
        if !api.operations.iter().any(used) {
            let message = format!("no answer has the member `{}`", path.get_ref());
            diagnostics.report(config.unused(path, message));
        }
    }
}

/// What a successful call gives: of the responses for success the body that can be modelled best,
/// or one for each status where they differ; and the place of the body.
fn success(
    types: &Types,
    described: &Described,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) -> (Success, Option<Pointer>) {
    let responses = successes(types, operation);
    let is_head = operation.method == "HEAD";
    if !is_head && is_elsewhere(operation, &responses) {
        return (binary("*/*".to_owned()), None);
    }
    if responses.is_empty() {
        diagnostics.report(no_success(operation, described.lacks(operation, &[])));
    }
    let answers: Vec<Answer<'_>> = responses
        .into_iter()
        .map(|response| Answer::new(types, response, diagnostics))
        .collect();
    // RFC 9110 §9.3.2: what is described is what `GET` would give.
    if is_head {
        return (Success::Empty, None);
    }
    if described.lacks(operation, &answers) {
        if !answers.is_empty() {
            diagnostics.report(undescribed::told(operation, &answers));
        }
        return (binary("*/*".to_owned()), None);
    }
    by_status::choose(types, operation, &answers, diagnostics)
}

/// The responses for success, by their statuses. `default` is one where it is alone, and no error.
fn successes<'a>(types: &Types, operation: &'a Operation) -> Vec<&'a Response> {
    let mut responses: Vec<_> = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success())
        .collect();
    let is_default = |one: &Response| one.status == StatusPattern::Default;
    if operation.responses.iter().all(is_default) {
        let others = operation.responses.iter();
        responses.extend(others.filter(|one| !is_said_to_fail(types, operation, one)));
    }
    responses.sort_by_key(|response| response.status);
    responses
}

/// Whether the only answer that is declared is an error, by its media type or the name of its
/// schema. Where the path asks for errors, it is what was asked for.
fn is_said_to_fail(types: &Types, operation: &Operation, response: &Response) -> bool {
    const FAULTS: [&str; 4] = ["error", "exception", "fault", "problem"];
    let is_fault = |word: &String| FAULTS.contains(&singular(word).as_str());
    // `ErrorResponse` is an error, and a `ProblemSheet` is none.
    let names_fault = |name: &str| {
        let words = words(name);
        let around =
            ["response", "details", "detail", "model", "dto", "body", "message"];
        words
            .iter()
            .rev()
            .find(|word| !around.contains(&word.as_str()))
            .is_some_and(is_fault)
    };
    let says_fault = |content: &Content| {
        let name = content.schema.map(|schema| &types[schema.id].name);
        essence(&content.media_type).contains("problem+")
            || matches!(name, Some(TypeName::Schema(name)) if names_fault(name))
    };
    !response.contents.is_empty()
        && response.contents.iter().all(says_fault)
        && !words(&operation.path).iter().any(is_fault)
}

/// Whether what a call gives is where a redirect leads to: the description says what no success
/// looks like. Where it declares one without a body, only who reads expects more.
fn is_elsewhere(operation: &Operation, successes: &[&Response]) -> bool {
    let is_empty =
        |response: &&Response| response.contents.is_empty() || response.has_no_body();
    let can_be = match operation.method.as_str() {
        "GET" => successes.iter().all(is_empty),
        _ => successes.is_empty(),
    };
    can_be && operation.responses.iter().any(|response| response.status.is_redirect())
}

fn no_success(operation: &Operation, gives_bytes: bool) -> Diagnostic {
    let message = format!("`{}` declares no answer for success", operation.http_line());
    let gives = match gives_bytes {
        true => "the call gives the bytes that come, whatever they are",
        false => "the call gives nothing back; `raw()` has the answer",
    };
    Diagnostic::new(Code::NoSuccessResponse, &operation.origin, message)
        .at_key()
        .note(gives)
        .help("declare what the server answers with a status from 200 to 299")
}

/// A response for success, and its content that can be modelled best.
struct Answer<'r> {
    response: &'r Response,
    content: Option<&'r Content>,
}

impl<'r> Answer<'r> {
    fn new(
        types: &Types,
        response: &'r Response,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let best = preferred(types, response);
        let Some(content) = best.filter(|_| response.has_no_body()) else {
            return Self { response, content: best };
        };
        let message =
            "an answer with this status has no body, so its content is left out";
        diagnostics.report(
            Diagnostic::new(Code::UnsupportedKeyword, &content.origin, message)
                .at_key()
                .note("RFC 9110 says that of 204 and 205")
                .help(
                    "put it below the status that the server sends it with, mostly 200",
                ),
        );
        Self { response, content: None }
    }
}

/// The representation of an answer that can be modelled best; of JSON of several kinds, JSON itself.
pub(super) fn preferred<'r>(
    types: &Types,
    response: &'r Response,
) -> Option<&'r Content> {
    let key = |content: &&Content| (rank(types, content), !content.is_plain_json());
    response.contents.iter().min_by_key(key)
}

/// Which representation is preferred; lower is better.
fn rank(types: &Types, content: &Content) -> u8 {
    match content.kind {
        ContentKind::Json if content.schema.is_some() => 0,
        ContentKind::JsonLines if content.schema.is_some() => 1,
        ContentKind::Binary if content.schema.is_some_and(|s| is_binary(types, s)) => 2,
        ContentKind::EventStream => 3,
        ContentKind::Text => 4,
        ContentKind::Binary => 5,
        ContentKind::Json | ContentKind::JsonLines => 6,
        ContentKind::Form | ContentKind::Multipart => 7,
    }
}

fn is_binary(types: &Types, schema: TypeRef) -> bool {
    matches!(walk::definition(types, schema).kind, TypeKind::String(_))
}

/// What an answer is in Rust.
pub(super) fn represent(types: &Types, content: &Content) -> Success {
    let media_type = content.media_type.clone();
    match (content.kind, content.schema) {
        (ContentKind::Json, Some(schema)) => {
            if matches!(
                walk::definition(types, schema).kind,
                TypeKind::String(crate::model::StringFormat::Binary)
            ) {
                return binary(media_type);
            }
            if let Some(result) = results::of_stream(types, schema) {
                let schema = Some(result);
                return Success::JsonLines { schema, in_results: true, media_type };
            }
            Success::Json { schema, envelope: Vec::new(), optional: false, media_type }
        }
        (ContentKind::JsonLines, Some(schema)) => {
            // Text is how all of the lines are described, and not what each of them has.
            let described = Some(schema).filter(|schema| !is_text(types, *schema));
            let schema = described.map(|schema| item(types, schema));
            Success::JsonLines { schema, in_results: false, media_type }
        }
        (ContentKind::EventStream, schema) => {
            let schema = schema.map(|schema| item(types, schema));
            let schema = schema.filter(|schema| !is_text(types, *schema));
            let shape = schema.map_or(EventShape::Data, |one| events::shape(types, one));
            Success::EventStream { schema, shape, media_type }
        }
        (ContentKind::Text, _) => Success::Text { optional: false, media_type },
        (_, _) => binary(media_type),
    }
}

/// Bytes. They are no JSON where they are said to be, so every media type is fine there.
fn binary(media_type: String) -> Success {
    let media_type = if is_json(&media_type) { "*/*".to_owned() } else { media_type };
    Success::Binary { optional: false, media_type }
}

/// What a stream is a stream of: OpenAPI 3.2 says it by `itemSchema`, which is read as an array;
/// before, some describe the stream and others what comes on it.
fn item(types: &Types, schema: TypeRef) -> TypeRef {
    match &walk::definition(types, schema).kind {
        TypeKind::List(list) => list.item,
        _ => schema,
    }
}

fn is_text(types: &Types, schema: TypeRef) -> bool {
    matches!(walk::definition(types, schema).kind, TypeKind::String(_))
}
