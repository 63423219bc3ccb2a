//! Lists that go on after the id of the last item, where the answer says nothing of it.

use super::answer::Answer;
use super::names::{PER_PAGE, STARTING_AFTER};
use crate::model::{NextPage, Parameter, TypeKind, TypeRef};
use crate::passes::walk;
use crate::words::{snake, words};

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
    (is_one_kind && takes_an_id(answer, parameter))
        .then_some(NextPage::LastItem { parameter: name, member })
}

fn kind<'a>(answer: &Answer<'a>, schema: TypeRef) -> &'a TypeKind {
    &walk::definition(answer.types, schema).kind
}

/// Whether a parameter says that it takes the id of the last item. Beside `before`, `after` can ask
/// for what is newer than something, and the newest comes first then.
fn takes_an_id(answer: &Answer<'_>, parameter: &Parameter) -> bool {
    let is_of_pages = snake(&parameter.name) == STARTING_AFTER[0];
    let has_before = answer.parameters().any(|(name, _)| name.starts_with("before"));
    let schema = &answer.types[parameter.schema.id].docs;
    let texts = parameter.docs.texts().chain(schema.texts());
    let words: Vec<String> = texts.flat_map(words).collect();
    let says = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    (is_of_pages || !has_before)
        && says(&["id", "ids", "uuid", "identifier", "snowflake"])
        && !says(&["time", "timestamp", "date", "datetime", "when"])
}
