//! What vendor extensions say of calls: the group, the method's name, or both.

use std::collections::BTreeMap;

use serde_json::Value;

use super::entries::Entry;
use super::said::id_words;
use super::verbs::is_verb;
use super::{Call, by_method, without_resource};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Operation;
use crate::words::{singulars, snake};

/// Extensions that name a group.
const GROUP_KEYS: [&str; 5] = [
    "x-fern-sdk-group-name",
    "x-speakeasy-group",
    "x-resource-name",
    "x-sdk-group",
    "x-stainless-resource",
];
/// Extensions that name a method.
const NAME_KEYS: [&str; 4] = [
    "x-fern-sdk-method-name",
    "x-speakeasy-name-override",
    "x-sdk-method",
    "x-method-name",
];

/// Notes extensions that should name a group or a method, and have no name.
pub(super) fn report_unusable(operations: &[Operation], diagnostics: &mut Diagnostics) {
    for operation in operations {
        for (key, value) in &operation.extensions {
            let is_name = GROUP_KEYS.iter().chain(&NAME_KEYS).any(|known| known == key);
            if is_name && !(value.is_string() || value.is_array() || value.is_null()) {
                let message = format!("the value of `{key}` is no name and was ignored");
                let at = operation.origin.child(key);
                let unusable = Diagnostic::new(Code::UnsupportedKeyword, &at, message);
                diagnostics.report(unusable.help("write the name as text"));
            }
        }
    }
}

/// Puts the operations where their extensions say. Where those name a group alone, and not all of it is
/// about one resource, the method says what it is about: `organizations().delete_credentials(…)`.
pub(super) fn apply(
    calls: &mut [Call],
    entries: &[Entry<'_>],
    operations: &[Operation],
) {
    let said: Vec<Said> = operations.iter().map(Said::new).collect();
    let own = own_resources(calls, &said);
    for ((call, operation), said) in calls.iter_mut().zip(entries).zip(&said) {
        if let Some(name) = &said.name {
            call.name.clone_from(name);
        } else if let Some(group) = &said.group
            && let Some(object) = call.resource.get(own[&**group]..)
            && let Some(name) = of_object(call, object, group, operation)
        {
            call.name = name;
        }
        if let Some(group) = &said.group {
            call.resource.clone_from(group);
        }
    }
}

/// What the extensions of one operation say.
struct Said {
    group: Option<Vec<String>>,
    name: Option<String>,
}

impl Said {
    fn new(operation: &Operation) -> Self {
        let text = |keys: &[&str]| -> Option<Vec<String>> {
            let mut all = operation.extensions.iter();
            let (_, value) = all.find(|(key, _)| keys.contains(&key.as_str()))?;
            match value {
                Value::String(text) => Some(text.split('.').map(snake).collect()),
                Value::Array(items) => {
                    Some(items.iter().filter_map(Value::as_str).map(snake).collect())
                }
                _ => None,
            }
        };
        let known = |parts: &Vec<String>| parts.iter().all(|part| !part.is_empty());
        let name = text(&NAME_KEYS).and_then(|mut name| name.pop());
        Self {
            group: text(&GROUP_KEYS).filter(known),
            name: name.filter(|name| !name.is_empty()),
        }
    }
}

/// How many resources, from the root down, all operations of a group are in that have no name of their
/// own.
fn own_resources<'s>(calls: &[Call], said: &'s [Said]) -> BTreeMap<&'s [String], usize> {
    let mut shared: BTreeMap<&[String], &[String]> = BTreeMap::new();
    for (call, said) in calls.iter().zip(said) {
        let (Some(group), None) = (&said.group, &said.name) else { continue };
        let own = shared.entry(group).or_insert(&call.resource);
        let pairs = own.iter().zip(&call.resource);
        *own = &own[..pairs.take_while(|(one, other)| one == other).count()];
    }
    shared.into_iter().map(|(group, own)| (group, own.len())).collect()
}

/// The method's name with what it is about, unless the group says that: as the id has it, where that
/// begins with what is done.
fn of_object(
    call: &Call,
    object: &[String],
    group: &[String],
    operation: &Entry<'_>,
) -> Option<String> {
    let is_said =
        |word: &String| group.iter().any(|part| singulars(part).contains(word));
    let object = object.last().filter(|last| !singulars(last).iter().all(is_said))?;
    let id = id_words(operation);
    if id.first().is_some_and(|first| is_verb(first)) {
        let id = by_method(id.to_vec(), &operation.method);
        return Some(without_resource(&id, group).join("_"));
    }
    Some(format!("{}_{object}", call.name))
}
