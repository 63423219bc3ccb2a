//! Takes values out of envelopes.
//!
//! An envelope is an object whose member `result` (or `data`) is what was asked for, beside a flag
//! `success`. Whether the API has one follows from the answers; the configuration can say
//! otherwise.

use crate::config::{Envelope, MemberPath, Spanned};
use crate::model::{
    AnswerBody, Api, Failure, StatusAnswer, Success, TypeKind, TypeRef, Types,
};
use crate::passes::walk;

/// What every envelope of the API has.
struct Members {
    /// The members that lead to the value; empty where the answer stays whole.
    result: Vec<String>,
    flag: Vec<String>,
}

pub(super) fn unwrap(api: &mut Api, rules: &Envelope) {
    let types = &api.types;
    let mut seen: Option<Members> = None;
    for operation in &mut api.operations {
        if rules.except.iter().any(|selector| selector.get_ref().matches(operation)) {
            continue;
        }
        match &mut operation.success {
            Success::Json { schema, envelope, .. } => {
                let Some(members) = members(types, *schema, rules) else { continue };
                if !members.result.is_empty()
                    && let Some(inner) = walk::member(types, *schema, &members.result)
                {
                    *schema = inner;
                    envelope.clone_from(&members.result);
                }
                seen = Some(members);
            }
            Success::ByStatus { answers, envelope, .. } => {
                let common = common(types, answers, rules);
                if let Some((members, inside)) = common {
                    for (answer, inner) in answers.iter_mut().zip(inside) {
                        answer.body = inner.map_or(AnswerBody::Empty, AnswerBody::Json);
                    }
                    envelope.clone_from(&members.result);
                    seen = Some(members);
                }
            }
            _ => {}
        }
    }
    let said = |path: &Option<Spanned<MemberPath>>| {
        path.as_ref().map(|path| path.get_ref().0.clone())
    };
    let name = |said: &Option<Spanned<String>>, usual: &str| {
        said.as_ref().map_or_else(|| usual.to_owned(), |name| name.get_ref().clone())
    };
    let flag = said(&rules.success).or(seen.map(|members| members.flag));
    api.failure = flag.map(|flag| Failure {
        flag,
        errors: said(&rules.errors).unwrap_or_else(|| vec!["errors".to_owned()]),
        code: name(&rules.error_code, "code"),
        message: name(&rules.error_message, "message"),
    });
}

/// The members of an envelope that all answers with a body have, and what is inside of each.
fn common(
    types: &Types,
    answers: &[StatusAnswer],
    rules: &Envelope,
) -> Option<(Members, Vec<Option<TypeRef>>)> {
    let mut found: Option<Members> = None;
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
        let members =
            members(types, schema, rules).filter(|one| !one.result.is_empty())?;
        if found.as_ref().is_some_and(|found| found.result != members.result) {
            return None;
        }
        inside.push(Some(walk::member(types, schema, &members.result)?));
        found = Some(members);
    }
    Some((found?, inside))
}

/// The members of an envelope, when a type is one. An object with the flag and nothing inside is
/// one too; its answer stays whole.
fn members(types: &Types, schema: TypeRef, rules: &Envelope) -> Option<Members> {
    let TypeKind::Struct(object) = &walk::definition(types, schema).kind else {
        return None;
    };
    let flag = match &rules.success {
        Some(path) => path.get_ref().0.clone(),
        None => vec!["success".to_owned()],
    };
    let has_flag = walk::member(types, schema, &flag).is_some_and(|flag| {
        let kind = &walk::definition(types, flag).kind;
        matches!(kind, TypeKind::Boolean | TypeKind::Enum(_))
    });
    if let Some(path) = &rules.result {
        let result = path.get_ref().0.clone();
        let there = walk::member(types, schema, &result).is_some();
        return there.then_some(Members { result, flag });
    }
    if !has_flag {
        return None;
    }
    let has = |name: &str| object.fields.iter().any(|field| field.name == name);
    let values = ["result", "data"].into_iter().filter(|name| has(name));
    let companions =
        ["errors", "messages", "message", "error", "result_info", "meta", "code"];
    let known = object.fields.iter().all(|field| {
        let name = field.name.as_str();
        flag.first().is_some_and(|first| first == name)
            || values.clone().any(|value| value == name)
            || companions.contains(&name)
    });
    let values: Vec<&str> = values.collect();
    let is_one = has("errors") || known && !values.is_empty();
    let result = match values[..] {
        [name] if known || name == "result" => vec![name.to_owned()],
        // Of two the caller wants both.
        _ => Vec::new(),
    };
    is_one.then_some(Members { result, flag })
}
