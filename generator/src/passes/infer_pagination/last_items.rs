//! Lists that go on after the id of the last item, where the answer says nothing of it.

use super::answer::Answer;
use super::names::{PER_PAGE, STARTING_AFTER};
use super::times::speaks_of_time;
use crate::model::{NextPage, TypeKind, TypeRef};
use crate::passes::walk;
use crate::words::snake;

/// The id of the last item, for a parameter whose name or docs say that it takes one, beside one for
/// the number of items. The two have to be of one kind: `after` can be a time, too.
pub(super) fn unmarked_last_item(
    answer: &Answer<'_>,
    item: TypeRef,
) -> Option<NextPage> {
    answer.parameter(&PER_PAGE)?;
    let name = answer.parameter(&STARTING_AFTER)?;
    let mut parameters = answer.operation.parameters.iter();
    let parameter = parameters.find(|one| one.name == name)?;
    let member = vec!["id".to_owned()];
    let id = walk::member(answer.types, item, &member)?;
    let is_one_kind = match (kind(answer, parameter.schema), kind(answer, id)) {
        (TypeKind::String(one), TypeKind::String(other)) => one == other,
        (TypeKind::Integer(_), TypeKind::Integer(_)) => true,
        _ => false,
    };
    (is_one_kind && takes_an_id(answer, &name))
        .then_some(NextPage::LastItem { parameter: name, member })
}

fn kind<'a>(answer: &Answer<'a>, schema: TypeRef) -> &'a TypeKind {
    &walk::definition(answer.types, schema).kind
}

/// Whether a parameter says that it takes the id of the last item. Beside `before`, `after` can ask
/// for what is newer than something, and the newest comes first then.
fn takes_an_id(answer: &Answer<'_>, name: &str) -> bool {
    let is_of_pages = snake(name) == STARTING_AFTER[0];
    let has_before = answer.parameters().any(|(name, _)| name.starts_with("before"));
    let is_id = |word: &String| {
        matches!(word.as_str(), "id" | "ids" | "uuid" | "identifier" | "snowflake")
    };
    (is_of_pages || !has_before)
        && answer.said_of(name).iter().any(is_id)
        && !speaks_of_time(answer, name)
}
