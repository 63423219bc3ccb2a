//! One thing where a list of such is due, a list where an object is due, and names as keys where they
//! are members.

use serde_json::{Map, Value, json};

use super::super::check::Step;
use super::super::grammar::{Kind, Object};
use super::super::kinds::{an, written};
use super::super::wrong::{described, expected, fits};
use super::Walk;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Pointer;

/// What is made of a value: what stands there then, and where parts of it stood.
struct Shape {
    value: Value,
    /// From and to, below the value.
    moves: Vec<(Vec<String>, Vec<String>)>,
}

impl Shape {
    fn of(value: Value) -> Self {
        Self { value, moves: Vec::new() }
    }
}

impl Walk<'_> {
    /// Makes of a value what is due, where that is plain.
    pub(super) fn put_shape(
        &mut self,
        value: &mut Value,
        kind: &'static Kind,
        at: &Step<'_>,
    ) {
        let Some(Shape { value: right, moves }) = shape(value, kind) else { return };
        let here = at.pointer();
        let message = format!(
            "{} is {} and was read as {}",
            at.name(),
            described(value),
            read_as(&right, kind),
        );
        let repaired = Diagnostic::new(Code::Repaired, &here, message);
        self.diagnostics
            .report(repaired.help(format!("write `{}`", example(&right, at))));
        let below = |tokens: Vec<String>| -> Pointer {
            tokens.iter().fold(here.clone(), |place, token| place.child(token))
        };
        self.moves.extend(moves.into_iter().map(|(from, to)| (below(from), below(to))));
        *value = right;
    }
}

/// Whether a value can be read as what is due.
pub(super) fn can_be(value: &Value, kind: &'static Kind) -> bool {
    shape(value, kind).is_some()
}

fn shape(value: &Value, kind: &'static Kind) -> Option<Shape> {
    match kind {
        Kind::List(inner) => list(value, inner),
        Kind::Map(inner) => map(value, inner),
        Kind::Object(object) | Kind::Aside(object) => {
            of_text(value, object).map(Shape::of)
        }
        Kind::Either(kinds) => kinds.iter().find_map(|kind| shape(value, kind)),
        _ => None,
    }
}

/// A list of one thing, or of what an object has under the names of its elements.
fn list(value: &Value, inner: &'static Kind) -> Option<Shape> {
    let object = inner.object();
    if let (Value::String(_), Some(object)) = (value, object) {
        return Some(Shape::of(json!([of_text(value, object)?])));
    }
    if let (Value::String(_), Kind::Either(kinds)) = (value, inner)
        && kinds.iter().any(|kind| matches!(kind, Kind::Text))
    {
        return Some(Shape::of(json!([value])));
    }
    // What a reference leads to may be the list: it is followed where that is checked.
    let is_whole = |members: &&Map<String, Value>| {
        !members.is_empty() && !members.contains_key("$ref")
    };
    let members = value.as_object().filter(is_whole)?;
    let object = object?;
    if object.name == "Schema Object" && members.contains_key("type")
        || is_object(members, object)
    {
        let moves = vec![(Vec::new(), vec!["0".to_owned()])];
        return Some(Shape { value: json!([value]), moves });
    }
    let takes_name = object.fields.iter().any(|(key, _)| *key == "name");
    let named = |(index, (key, member)): (usize, (&String, &Value))| {
        let refers = member.get("$ref").is_some();
        let mut element = Map::new();
        if takes_name && !refers {
            element.insert("name".to_owned(), key.as_str().into());
        }
        match member {
            Value::Object(own) => element.extend(own.clone()),
            Value::String(text) if object.name == "Tag Object" => {
                element.insert("description".to_owned(), text.as_str().into());
            }
            _ => return None,
        }
        let moved = (vec![key.clone()], vec![index.to_string()]);
        let fits = takes_name || is_object(&element, object);
        fits.then_some((Value::Object(element), moved))
    };
    let elements: Option<Vec<_>> = members.iter().enumerate().map(named).collect();
    let (elements, moves): (Vec<Value>, Vec<_>) = elements?.into_iter().unzip();
    Some(Shape { value: Value::Array(elements), moves })
}

/// An object of what a list has: objects of one member, or such that have their names.
fn map(value: &Value, inner: &'static Kind) -> Option<Shape> {
    let elements = value.as_array().filter(|elements| !elements.is_empty())?;
    let is_schema = inner.object().is_some_and(|object| object.name == "Schema Object");
    // Several requirements in one can hold together or stand for one another.
    if matches!(inner, Kind::List(_)) && elements.len() > 1 {
        return None;
    }
    let mut members = Map::new();
    let mut moves = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        let element = element.as_object()?;
        match element.get("name").and_then(Value::as_str) {
            Some(name) if is_schema && element.len() > 1 => {
                let mut rest = element.clone();
                rest.shift_remove("name");
                moves.push((vec![index.to_string()], vec![name.to_owned()]));
                let twice = members.insert(name.to_owned(), Value::Object(rest));
                if twice.is_some() {
                    return None;
                }
            }
            _ => {
                for (key, member) in element {
                    let from = vec![index.to_string(), key.clone()];
                    moves.push((from, vec![key.clone()]));
                    let twice = members.insert(key.clone(), member.clone());
                    if twice.is_some() || !fits(inner, member) {
                        return None;
                    }
                }
            }
        }
    }
    Some(Shape { value: Value::Object(members), moves })
}

/// The object that a text in its place says one member of.
fn of_text(value: &Value, object: &'static Object) -> Option<Value> {
    let text = value.as_str().map(str::trim).filter(|text| !text.is_empty())?;
    let key = match object.name {
        "Server Object" if text.contains('/') || text.contains('.') => "url",
        "Server Variable Object" => "default",
        "Info Object" => "title",
        _ => return None,
    };
    Some(json!({ key: text }))
}

/// Whether an object has what every object of its kind has, and nothing of names.
fn is_object(members: &Map<String, Value>, object: &'static Object) -> bool {
    let needs: &[&str] = match object.name {
        "Server Object" => &["url"],
        "Parameter Object" => &["in"],
        "Tag Object" => &["name"],
        "Schema Object" => {
            &["type", "properties", "items", "allOf", "anyOf", "oneOf", "enum"]
        }
        _ => &[],
    };
    needs.iter().any(|key| members.get(*key).is_some_and(|value| !value.is_object()))
        || object.name == "Schema Object"
            && needs.iter().any(|key| members.contains_key(*key))
}

fn read_as(right: &Value, kind: &'static Kind) -> String {
    match (right, kind) {
        (Value::Array(elements), _) if elements.len() == 1 => "a list of one".to_owned(),
        (Value::Array(_), _) => "a list".to_owned(),
        (_, Kind::Object(object) | Kind::Aside(object)) => an(object.name),
        _ => expected(kind),
    }
}

/// What to write, without what is in it.
fn example(right: &Value, at: &Step<'_>) -> String {
    let key = match at {
        Step::Key(_, key) => format!("{key}: "),
        _ => String::new(),
    };
    let inside = |value: &Value| match value {
        Value::Object(members) => {
            let first = members.iter().next();
            first.map_or_else(String::new, |(key, value)| match value {
                Value::String(text) if text.len() < 60 => {
                    format!("{{ {key}: {} }}", written(value))
                }
                _ => format!("{{ {key}: … }}"),
            })
        }
        _ => "…".to_owned(),
    };
    match right {
        Value::Array(elements) => {
            let first = elements.first().map(inside).unwrap_or_default();
            let more = if elements.len() > 1 { ", …" } else { "" };
            format!("{key}[{first}{more}]")
        }
        other => format!("{key}{}", inside(other)),
    }
}
