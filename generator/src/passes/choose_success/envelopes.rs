//! Takes values out of envelopes.
//!
//! An envelope is an object whose member `result` (or `data`) is what was asked for, beside a flag
//! `success` or `ok`, or the only one of an object, as in all other answers. Whether the API has one
//! follows from the answers; the configuration can say otherwise.

use super::sole_members;
use crate::config::{Envelope, MemberPath, Spanned};
use crate::model::{
    AnswerBody, Api, Failure, Operation, StatusAnswer, Success, TypeKind, TypeRef, Types,
};
use crate::passes::walk;

pub(super) fn unwrap(api: &mut Api, rules: &Envelope) {
    let types = &api.types;
    let usual = match rules.result {
        Some(_) => None,
        None => sole_members::usual(types, &api.operations),
    };
    let sole = |schema| sole_members::path(types, schema, usual.as_deref());
    let flag = match &rules.success {
        Some(path) => path.get_ref().0.clone(),
        None => vec![usual_flag(types, &api.operations, rules).to_owned()],
    };
    let result = |schema| result(types, schema, rules, &flag);
    let mut seen = false;
    for operation in &mut api.operations {
        if rules.except.iter().any(|selector| selector.get_ref().matches(operation)) {
            continue;
        }
        match &mut operation.success {
            Success::Json { schema, envelope, .. } => {
                let flagged = result(*schema);
                seen |= flagged.is_some();
                let path = flagged.or_else(|| sole(*schema)).unwrap_or_default();
                if !path.is_empty()
                    && let Some(inner) = walk::member(types, *schema, &path)
                {
                    *schema = inner;
                    *envelope = path;
                }
            }
            Success::ByStatus { answers, envelope, .. } => {
                let is_one = |answer: &StatusAnswer| match answer.body {
                    AnswerBody::Json(schema) => result(schema).is_some(),
                    AnswerBody::Empty | AnswerBody::Text => false,
                };
                seen |= answers.iter().any(is_one);
                let path = |schema| result(schema).or_else(|| sole(schema));
                if let Some((path, inside)) = common(types, answers, path) {
                    for (answer, inner) in answers.iter_mut().zip(inside) {
                        answer.body = inner.map_or(AnswerBody::Empty, AnswerBody::Json);
                    }
                    *envelope = path;
                }
            }
            _ => {}
        }
    }
    let name = |said: &Option<Spanned<String>>, usual: &str| {
        said.as_ref().map_or_else(|| usual.to_owned(), |name| name.get_ref().clone())
    };
    let is_guess = rules.success.is_none() && is_ok(&flag);
    let code = if is_guess { "error_code" } else { "code" };
    api.failure = (seen || rules.success.is_some()).then(|| Failure {
        flag,
        errors: said(&rules.errors, "errors"),
        code: name(&rules.error_code, code),
        message: name(&rules.error_message, "message"),
        of_envelopes_alone: is_guess,
    });
}

/// The member that the configuration names, or the usual one.
fn said(path: &Option<Spanned<MemberPath>>, usual: &str) -> Vec<String> {
    path.as_ref().map_or_else(|| vec![usual.to_owned()], |path| path.get_ref().0.clone())
}

/// What the flag is called: `success`, unless answers are in envelopes by `ok` alone.
fn usual_flag(
    types: &Types,
    operations: &[Operation],
    rules: &Envelope,
) -> &'static str {
    let is_by = |flag: &str| {
        let flag = [flag.to_owned()];
        let mut all = operations.iter();
        all.any(|operation| match &operation.success {
            Success::Json { schema, .. } => {
                result(types, *schema, rules, &flag).is_some_and(|path| !path.is_empty())
            }
            _ => false,
        })
    };
    if is_by(OK) && !is_by("success") { OK } else { "success" }
}

/// The flag of Telegram's answers. Many answers have it beside nothing but what they are called
/// for, so that it counts only beside what an envelope has.
const OK: &str = "ok";

fn is_ok(flag: &[String]) -> bool {
    flag.first().is_some_and(|first| first == OK)
}

/// The members that lead to the value in all answers with a body, and what is inside of each.
fn common(
    types: &Types,
    answers: &[StatusAnswer],
    path: impl Fn(TypeRef) -> Option<Vec<String>>,
) -> Option<(Vec<String>, Vec<Option<TypeRef>>)> {
    let mut found: Option<Vec<String>> = None;
    let mut inside = Vec::with_capacity(answers.len());
    for answer in answers {
        let schema = match answer.body {
            AnswerBody::Empty => {
                inside.push(None);
                continue;
            }
            AnswerBody::Text => return None,
            AnswerBody::Json(schema) => schema,
        };
        let result = path(schema).filter(|one| !one.is_empty())?;
        if found.as_ref().is_some_and(|found| *found != result) {
            return None;
        }
        inside.push(Some(walk::member(types, schema, &result)?));
        found = Some(result);
    }
    Some((found?, inside))
}

/// The members that lead to the value in an envelope, when a type is one. An object with the flag
/// and nothing inside is one too: no members lead anywhere, and its answer stays whole.
fn result(
    types: &Types,
    schema: TypeRef,
    rules: &Envelope,
    flag: &[String],
) -> Option<Vec<String>> {
    let TypeKind::Struct(object) = &walk::definition(types, schema).kind else {
        return None;
    };
    // Who says so means it, whatever else there is.
    let is_by_ok = rules.success.is_none() && is_ok(flag);
    let has_flag = walk::member(types, schema, flag).is_some_and(|flag| {
        let kind = &walk::definition(types, flag).kind;
        matches!(kind, TypeKind::Boolean)
            || !is_by_ok && matches!(kind, TypeKind::Enum(_))
    });
    if let Some(path) = &rules.result {
        let result = path.get_ref().0.clone();
        let there = walk::member(types, schema, &result).is_some();
        return there.then_some(result);
    }
    if !has_flag {
        return None;
    }
    let has = |name: &str| object.fields.iter().any(|field| field.name == name);
    let values = ["result", "data"].into_iter().filter(|name| has(name));
    let companions =
        ["errors", "messages", "message", "error", "result_info", "meta", "code"];
    let beside_ok = ["description", "error_code", "parameters"];
    let known = object.fields.iter().all(|field| {
        let name = field.name.as_str();
        flag.first().is_some_and(|first| first == name)
            || values.clone().any(|value| value == name)
            || companions.contains(&name)
            || is_by_ok && beside_ok.contains(&name)
    });
    let values: Vec<&str> = values.collect();
    let is_one = has("errors") && !is_by_ok || known && !values.is_empty();
    let result = match values[..] {
        [name] if known || name == "result" && !is_by_ok => vec![name.to_owned()],
        // Of two the caller wants both.
        _ => Vec::new(),
    };
    is_one.then_some(result)
}
