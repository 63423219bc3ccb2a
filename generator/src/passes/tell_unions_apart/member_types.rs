//! Members that several branches have with values of different JSON types: what is there says which
//! of the branches it can be.

use crate::model::{JsonType, Struct};
use crate::passes::json_types::JsonTypes;

/// A member that is of another JSON type in other branches.
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) types: Vec<JsonType>,
    /// Whether no other branch can have such a value there.
    pub(super) is_alone: bool,
}

/// Those of a branch, unless other members tell it apart that it and the others require. `objects`
/// are all branches that are objects.
pub(super) fn telling_types(
    json_types: &JsonTypes,
    objects: &[Option<&Struct>],
    index: usize,
) -> Vec<Typed> {
    let Some(Some(own)) = objects.get(index) else { return Vec::new() };
    let others = objects.iter().enumerate().filter(|(other, _)| *other != index);
    let others = others.filter_map(|(_, object)| *object);
    let typed = own.fields.iter().filter_map(|field| {
        let of = |object: &Struct| member_types(json_types, object, &field.name);
        let own_types = of(own)?;
        let differs = |other: &&Struct| {
            of(other).is_some_and(|types| !have_common(&own_types, &types))
        };
        let is_needed = |other: &Struct| !requirements_tell(own, other);
        let is_telling = others.clone().filter(differs).any(is_needed);
        let mut having = others.clone().filter(|other| has(other, &field.name));
        let is_alone = having.all(|other| differs(&other));
        let (name, types) = (field.name.clone(), own_types);
        is_telling.then_some(Typed { name, types, is_alone })
    });
    typed.collect()
}

/// The JSON types of a member, null aside, where an object has it and does not allow all.
fn member_types(
    json_types: &JsonTypes,
    object: &Struct,
    name: &str,
) -> Option<Vec<JsonType>> {
    let field = object.fields.iter().find(|field| field.name == name)?;
    let mut types = json_types.of(field.schema.id);
    types.retain(|json| *json != JsonType::Null);
    (!types.is_empty()).then_some(types)
}

fn has(object: &Struct, name: &str) -> bool {
    object.fields.iter().any(|field| field.name == name)
}

/// Whether both require a member that the other one does not have.
pub(super) fn requirements_tell(one: &Struct, other: &Struct) -> bool {
    let requires_own = |one: &Struct, other: &Struct| {
        one.fields.iter().any(|field| field.required && !has(other, &field.name))
    };
    requires_own(one, other) && requires_own(other, one)
}

/// Whether a value can be of types of both.
fn have_common(some: &[JsonType], others: &[JsonType]) -> bool {
    let is_number =
        |json: &JsonType| matches!(json, JsonType::Integer | JsonType::Number);
    some.iter().any(|json| others.contains(json))
        || some.iter().any(is_number) && others.iter().any(is_number)
}
