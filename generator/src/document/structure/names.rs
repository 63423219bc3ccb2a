//! Keys that are no field of an object, but a letter, their case or their number away from one that
//! it has not, or what other formats call it.

use serde_json::{Map, Value};

use super::super::check::Step;
use super::super::grammar::{Kind, Object};
use super::super::wrong::fits;
use super::{Walk, shapes, shown};
use crate::suggest::one_letter_apart;

/// What other formats and frameworks call a field: object, key and field.
const OTHER_NAMES: [(&str, &str, &str); 7] = [
    ("Operation Object", "params", "parameters"),
    ("Operation Object", "body", "requestBody"),
    ("Operation Object", "responce", "responses"),
    ("Path Item Object", "params", "parameters"),
    ("Parameter Object", "location", "in"),
    ("Server Object", "uri", "url"),
    ("Server Object", "href", "url"),
];

/// What methods are called elsewhere.
const OTHER_METHODS: [(&str, &str); 3] =
    [("del", "delete"), ("remove", "delete"), ("fetch", "get")];

/// Words of their own that are a letter away from a method.
const WORDS: [&str; 26] = [
    "deleted", "gel", "gem", "geo", "got", "gut", "heal", "heap", "hear", "heat",
    "held", "herd", "optional", "past", "path", "pest", "pet", "pitch", "port", "pose",
    "pot", "pub", "queue", "track", "trade", "truce",
];

impl Walk<'_> {
    /// Gives the members of an object the names of the fields that they are.
    pub(super) fn put_names(
        &mut self,
        members: &mut Map<String, Value>,
        object: &'static Object,
        at: &Step<'_>,
    ) {
        let mut names: Vec<(String, &str)> = Vec::new();
        for (key, value) in &*members {
            let is_taken = |name: &str| names.iter().any(|(_, taken)| *taken == name);
            let Some(name) = meant(key, value, members, object) else { continue };
            if !is_taken(name) {
                names.push((key.clone(), name));
            }
        }
        for (key, name) in &names {
            let what = match is_method(name, object) {
                true => "the method ",
                false => "",
            };
            let message = format!("`{}` was read as {what}`{name}`", shown(key));
            self.tell(&at.pointer().child(key), message, format!("write `{name}`"));
        }
        self.rename(members, &names, at);
    }
}

/// Whether a field of an object is a method of a path.
fn is_method(name: &str, object: &'static Object) -> bool {
    let field = object.fields.iter().find(|(field, _)| *field == name);
    object.name == "Path Item Object"
        && field.is_some_and(|(_, kind)| matches!(kind, Kind::Object(_)))
}

/// The one field that an object has not and that a key can be read as.
fn meant(
    key: &str,
    value: &Value,
    members: &Map<String, Value>,
    object: &'static Object,
) -> Option<&'static str> {
    let is_field = |name: &str| object.fields.iter().any(|(field, _)| *field == name);
    if key.starts_with("x-") || value.is_null() || is_field(key) {
        return None;
    }
    let is_open = |name: &str| members.get(name).is_none_or(Value::is_null);
    let refers = value.get("$ref").is_some_and(Value::is_string);
    let takes =
        |kind: &'static Kind| fits(kind, value) || refers || shapes::can_be(value, kind);
    let near = object.fields.iter().filter_map(|(name, kind)| {
        let is_near = distance(key, name, object).filter(|_| is_open(name))?;
        let is_operation = is_method(name, object);
        let fits = takes(kind) && (!is_operation || looks_like_operation(value));
        fits.then_some((is_near, *name))
    });
    let mut near: Vec<(usize, &'static str)> = near.collect();
    near.sort_by_key(|(distance, _)| *distance);
    match near[..] {
        [(_, only)] => Some(only),
        [(nearest, name), (next, _), ..] => (nearest < next).then_some(name),
        // A description of webhooks need not have paths.
        [] if !is_open("webhooks") => None,
        [] => paths(value, object).filter(|name| is_open(name)),
    }
}

/// How far a key is from the name of a field, where it may be that: 0 where only case, separators or
/// what nobody sees differ, 1 for the plural, 2 for a letter, 3 for both, 4 for another name.
pub(in crate::document) fn distance(
    key: &str,
    name: &str,
    object: &'static Object,
) -> Option<usize> {
    const SHORTEST: usize = 5;
    let is_method = is_method(name, object);
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric() || *c == '$');
        letters.flat_map(char::to_lowercase).collect()
    };
    let (key, field) = (letters(key), letters(name));
    let single = |text: &str| text.strip_suffix('s').unwrap_or(text).to_owned();
    let is_long = is_method || field.len() >= SHORTEST && key.len() + 1 >= SHORTEST;
    let is_other = match is_method {
        true => OTHER_METHODS.contains(&(key.as_str(), name)),
        false => OTHER_NAMES.contains(&(object.name, key.as_str(), name)),
    };
    let singles = (single(&key), single(&field));
    // Methods are short: `set`, `read` and `host` are words, and a letter away from one.
    let can_be_typed = !is_method
        || key.chars().next() == field.chars().next() && !WORDS.contains(&key.as_str());
    match () {
        () if key == field => Some(0),
        () if singles.0 == singles.1 => Some(1),
        () if is_long && can_be_typed && one_letter_apart(&key, &field) => Some(2),
        () if is_long && !is_method && one_letter_apart(&singles.0, &singles.1) => {
            Some(3)
        }
        () if is_other => Some(4),
        () => None,
    }
}

/// Whether an object has what nothing but an operation has.
fn looks_like_operation(value: &Value) -> bool {
    ["responses", "operationId"].iter().any(|key| value.get(key).is_some())
}

/// All members are paths, whatever the key is.
fn paths(value: &Value, object: &'static Object) -> Option<&'static str> {
    let members = value.as_object().filter(|members| !members.is_empty())?;
    let are_paths = object.name == "OpenAPI Object"
        && members.iter().all(|(path, item)| path.starts_with('/') && item.is_object());
    are_paths.then_some("paths")
}
