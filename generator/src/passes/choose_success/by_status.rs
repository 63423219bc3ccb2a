//! What a call gives whose successful answers differ with their status.

use super::{Answer, represent};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{AnswerBody, Content, Operation, StatusAnswer, Success, Types};
use crate::passes::share_inline_types::{are_equal, are_equal_if_any};
use crate::source::Pointer;

/// What a successful call gives, of answers sorted by status: the one body that they have, which
/// is optional if some have none; an enum of the bodies, if these are JSON or text; else the first
/// of them, with a note. Servers answer 200 where nothing else is meant, however little is said of
/// it.
pub(super) fn choose(
    types: &Types,
    operation: &Operation,
    answers: &[Answer<'_>],
    diagnostics: &mut Diagnostics,
) -> (Success, Option<Pointer>) {
    let Some(first_content) = answers.iter().find_map(|answer| answer.content) else {
        return (Success::Empty, None);
    };
    let chosen = represent(types, first_content);
    let bodies: Vec<Option<AnswerBody>> =
        answers.iter().map(|answer| body(types, answer)).collect();
    let first = bodies.iter().flatten().find(|body| **body != AnswerBody::Empty);
    let is_first = |body: &AnswerBody| {
        *body == AnswerBody::Empty
            || first.is_some_and(|first| is_same(types, *first, *body))
    };
    let success = match bodies.iter().copied().collect::<Option<Vec<_>>>() {
        Some(bodies) if !bodies.iter().all(is_first) => {
            let statuses = answers.iter().map(|answer| answer.response.status);
            let answer = |(status, body)| StatusAnswer { status, body };
            Success::ByStatus {
                answers: statuses.zip(bodies).map(answer).collect(),
                envelope: Vec::new(),
                media_type: accept(answers),
            }
        }
        _ => {
            report_others(types, operation, answers, &chosen, diagnostics);
            let chosen = asked_for_all(types, answers, chosen, diagnostics);
            or_nothing(chosen, bodies.contains(&Some(AnswerBody::Empty)))
        }
    };
    let place = match success {
        Success::ByStatus { .. } => {
            let mut bodies = answers.iter().zip(&bodies);
            let json =
                bodies.find(|(_, body)| matches!(body, Some(AnswerBody::Json(_))));
            json.and_then(|(answer, _)| answer.content)
        }
        _ => Some(first_content),
    };
    (success, place.map(|content| content.origin.clone()))
}

/// The same, where some answers have no body. Streams end at once then.
pub(in crate::passes) fn or_nothing(
    mut success: Success,
    some_are_empty: bool,
) -> Success {
    if let Success::Json { optional, .. }
    | Success::Text { optional, .. }
    | Success::Binary { optional, .. } = &mut success
    {
        *optional = some_are_empty;
    }
    success
}

/// The body of an answer; `None` where it is none that a variant of an enum could hold.
fn body(types: &Types, answer: &Answer<'_>) -> Option<AnswerBody> {
    let Some(content) = answer.content else { return Some(AnswerBody::Empty) };
    held(&represent(types, content))
}

fn held(success: &Success) -> Option<AnswerBody> {
    match success {
        Success::Json { schema, .. } => Some(AnswerBody::Json(*schema)),
        Success::Text { .. } => Some(AnswerBody::Text),
        _ => None,
    }
}

fn is_same(types: &Types, one: AnswerBody, other: AnswerBody) -> bool {
    match (one, other) {
        (AnswerBody::Json(one), AnswerBody::Json(other)) => are_equal(types, one, other),
        (one, other) => one == other,
    }
}

/// Bytes are asked for by all the media types that they can have: which one it is, is often a
/// matter of what was stored, and not of what is asked for.
fn asked_for_all(
    types: &Types,
    answers: &[Answer<'_>],
    mut chosen: Success,
    diagnostics: &mut Diagnostics,
) -> Success {
    let Success::Binary { media_type, .. } = &mut chosen else { return chosen };
    if media_type == "*/*" {
        return chosen;
    }
    let with_body = answers.iter().filter(|answer| answer.content.is_some());
    let contents = with_body.flat_map(|answer| &answer.response.contents);
    let are_bytes = |content: &&Content| {
        content.kind.is_bytes()
            && matches!(represent(types, content), Success::Binary { .. })
    };
    let (listed, others): (Vec<&Content>, Vec<&Content>) = contents
        .filter(are_bytes)
        .filter(|content| content.media_type != *media_type)
        .partition(|content| can_be_listed(&content.media_type));
    // That anything will do says nothing more.
    let others = others.into_iter().filter(|content| content.media_type != "*/*");
    others.for_each(|content| diagnostics.report(not_asked_for(content)));
    let listed = listed.iter().map(|content| content.media_type.as_str());
    *media_type = list(std::iter::once(media_type.as_str()).chain(listed));
    chosen
}

/// Whether a media type can stand in a list, and says more than that anything will do.
fn can_be_listed(media_type: &str) -> bool {
    media_type.contains('/') && !media_type.contains(',') && media_type != "*/*"
}

fn not_asked_for(content: &Content) -> Diagnostic {
    let message = format!("the answer is not asked for as `{}`", content.media_type);
    Diagnostic::new(Code::UnsupportedMediaType, &content.origin, message)
        .at_key()
        .as_note()
        .note("that is no media type")
        .help("write the media type that the server answers with")
}

/// The media types of all answers.
fn accept(answers: &[Answer<'_>]) -> String {
    let contents = answers.iter().filter_map(|answer| answer.content);
    list(contents.map(|content| content.media_type.as_str()))
}

/// Media types as the header `Accept` lists them (RFC 9110 §12.5.1), each once.
fn list<'m>(media_types: impl Iterator<Item = &'m str>) -> String {
    let mut listed: Vec<&str> = Vec::new();
    for media_type in media_types {
        if !listed.iter().any(|one| one.eq_ignore_ascii_case(media_type)) {
            listed.push(media_type);
        }
    }
    listed.join(", ")
}

/// Notes the answers that a call does not give, because they differ from the chosen one and one
/// type cannot hold both.
fn report_others(
    types: &Types,
    operation: &Operation,
    answers: &[Answer<'_>],
    chosen: &Success,
    diagnostics: &mut Diagnostics,
) {
    for answer in answers {
        let Some(content) = answer.content else { continue };
        if is_alike(types, &represent(types, content), chosen) {
            continue;
        }
        let line = operation.http_line();
        let message =
            format!("`{line}` answers differently with another status for success");
        diagnostics.report(
            Diagnostic::new(Code::UnsupportedKeyword, &answer.response.origin, message)
                .at_key()
                .note("the call gives the other one; with this status `raw()` has the body")
                .help("nothing has to change; `raw()` and `with_response()` tell the status"),
        );
    }
}

/// Whether two answers are read in the same way.
fn is_alike(types: &Types, one: &Success, other: &Success) -> bool {
    match (one, other) {
        (Success::Json { schema: one, .. }, Success::Json { schema: other, .. }) => {
            are_equal(types, *one, *other)
        }
        (
            Success::EventStream { schema: one, .. },
            Success::EventStream { schema: other, .. },
        )
        | (
            Success::JsonLines { schema: one, .. },
            Success::JsonLines { schema: other, .. },
        ) => are_equal_if_any(types, *one, *other),
        (Success::Text { .. }, Success::Text { .. })
        | (Success::Binary { .. }, Success::Binary { .. }) => true,
        _ => false,
    }
}
