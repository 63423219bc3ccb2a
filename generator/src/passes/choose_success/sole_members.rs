//! The one member that all answers of an API are in: `{"data": …}`.

use crate::model::{Operation, Success, TypeKind, TypeRef, Types};
use crate::passes::walk;
use crate::words::counts;

/// How many answers make a habit.
const FEWEST: usize = 5;

/// The member that at least nine in ten answers are in, and at least half of them in nothing else:
/// beside a list there is how it goes on.
pub(super) fn usual(types: &Types, operations: &[Operation]) -> Option<String> {
    let answers = operations.iter().filter_map(|operation| match operation.success {
        Success::Json { schema, .. } => Some(schema),
        _ => None,
    });
    let answers: Vec<TypeRef> = answers.collect();
    // `{"message": "ok"}` is an answer of its own.
    let is_around = |answer: &&TypeRef, name: &str| {
        let inside = walk::member(types, **answer, &[name.to_owned()]);
        inside.is_some_and(|inside| !walk::definition(types, inside).kind.is_scalar())
    };
    let alone = answers.iter().filter_map(|answer| {
        sole(types, *answer).filter(|name| is_around(&answer, name))
    });
    let alone = counts(alone);
    let (name, count) = alone.into_iter().max_by_key(|(_, count)| *count)?;
    let path = [name.to_owned()];
    let has = |answer: &&TypeRef| walk::member(types, **answer, &path).is_some();
    let with = answers.iter().filter(has).count();
    let is_usual =
        count >= FEWEST && count * 2 >= with && with * 10 >= answers.len() * 9;
    is_usual.then(|| name.to_owned())
}

/// The members that lead into an answer that has nothing but the usual one.
pub(super) fn path(
    types: &Types,
    answer: TypeRef,
    usual: Option<&str>,
) -> Option<Vec<String>> {
    let sole = sole(types, answer).filter(|sole| Some(*sole) == usual)?;
    Some(vec![sole.to_owned()])
}

/// The only member that an answer is described with. One that may have others is more than that.
fn sole(types: &Types, answer: TypeRef) -> Option<&str> {
    let TypeKind::Struct(object) = &walk::definition(types, answer).kind else {
        return None;
    };
    match object.fields.as_slice() {
        [field] if object.rest.is_none() && !field.write_only => Some(&field.name),
        _ => None,
    }
}
