//! Small edits to descriptions, as their authors make them.

use serde_json::{Map, Value, json};

use super::tree::{METHODS, escape, named, operations, redirect, schemas};
use crate::random::Random;

/// A kind of edit.
pub(super) struct Edit {
    /// What it is called.
    pub(super) name: &'static str,
    /// Makes one; nothing where the description has no place for it.
    pub(super) apply: fn(&mut Value, &mut Random) -> Option<Touched>,
}

/// What an edit touched.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    /// Where.
    pub(super) at: String,
    /// What names begin with that it was meant to change, by what they stand for.
    pub(super) meant: Vec<String>,
    /// The place that a schema had and the one that it has.
    pub(super) renamed: Option<(String, String)>,
    /// Whether names were meant to go.
    pub(super) removes: bool,
}

impl Touched {
    fn at(at: impl Into<String>) -> Option<Self> {
        Some(Self { at: at.into(), ..Self::default() })
    }
}

/// All kinds.
pub(super) const EDITS: [Edit; 15] = [
    Edit { name: "a property is added", apply: add_property },
    Edit { name: "a property of an equal object is added", apply: add_copy },
    Edit { name: "a property of a new schema is added", apply: add_schema },
    Edit { name: "an operation is added to a path", apply: add_method },
    Edit { name: "a collection is added below a path", apply: add_collection },
    Edit { name: "an action is added below a path", apply: add_action },
    Edit { name: "an optional parameter is added", apply: add_parameter },
    Edit { name: "a value of an enum is added", apply: add_value },
    Edit { name: "a branch of a union is added", apply: add_branch },
    Edit { name: "a response of an error is added", apply: add_response },
    Edit { name: "a text is added", apply: describe },
    Edit { name: "a schema is renamed", apply: rename_schema },
    Edit { name: "an operation is removed", apply: remove_operation },
    Edit { name: "paths are reordered", apply: reorder_paths },
    Edit { name: "schemas are reordered", apply: reorder_schemas },
];

fn any<'a>(all: &'a [String], random: &mut Random) -> Option<&'a String> {
    all.get(random.below(all.len()))
}

fn has_properties(schema: &Map<String, Value>) -> bool {
    schema.get("properties").is_some_and(Value::is_object)
}

/// Adds a property to an object that has some.
fn property(tree: &mut Value, random: &mut Random, schema: Value) -> Option<Touched> {
    let all = schemas(tree, has_properties);
    let at = any(&all, random)?.clone();
    let properties = tree.pointer_mut(&at)?.get_mut("properties")?.as_object_mut()?;
    properties.insert("reviewer_note".to_owned(), schema);
    Touched::at(at)
}

fn add_property(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    property(tree, random, json!({ "type": "string" }))
}

fn add_copy(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let is_inline = |at: &&String| {
        at.rsplit('/').nth(1) == Some("properties") || at.ends_with("/items")
    };
    let all = schemas(tree, has_properties);
    let inline: Vec<String> = all.iter().filter(is_inline).cloned().collect();
    let copy = tree.pointer(any(&inline, random)?)?.clone();
    property(tree, random, copy)
}

fn add_schema(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let (prefix, _) = named(tree)?;
    let schemas = tree.pointer_mut(prefix.trim_end_matches('/').strip_prefix('#')?)?;
    let schema =
        json!({ "type": "object", "properties": { "text": { "type": "string" } } });
    schemas.as_object_mut()?.insert("ReviewerNote".to_owned(), schema);
    property(tree, random, json!({ "$ref": format!("{prefix}ReviewerNote") }))
}

/// An operation like one that is there, with another id and without a body.
fn operation(tree: &Value, like: &str, id: &str, path: &str) -> Option<Value> {
    let like = tree.pointer(like)?;
    let mut operation = Map::new();
    operation.insert("operationId".to_owned(), json!(in_the_same_way(like, id)));
    if let Some(tags) = like.get("tags") {
        operation.insert("tags".to_owned(), tags.clone());
    }
    let is_swagger = tree.get("swagger").is_some();
    let variables = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let parameters: Vec<Value> = variables
        .map(|name| match is_swagger {
            true => json!({ "name": name, "in": "path", "required": true, "type": "string" }),
            false => {
                json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
            }
        })
        .collect();
    operation.insert("parameters".to_owned(), Value::Array(parameters));
    operation
        .insert("responses".to_owned(), json!({ "204": { "description": "Done" } }));
    Some(Value::Object(operation))
}

/// An operation id as the author of another one writes them: `Pets_listNotes` beside `Pets_list`.
fn in_the_same_way(like: &Value, id: &str) -> String {
    let known = like.get("operationId").and_then(Value::as_str).unwrap_or_default();
    match known.rfind(['_', '.', '/']) {
        Some(end) => format!("{}{id}", &known[..=end]),
        None => id.to_owned(),
    }
}

/// A path of the description and one of its operations.
fn any_path(tree: &Value, random: &mut Random) -> Option<(String, String)> {
    let all = operations(tree);
    let at = any(&all, random)?.clone();
    let path = at.split('/').nth(2)?.replace("~1", "/").replace("~0", "~");
    Some((path, at))
}

fn add_method(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let (path, like) = any_path(tree, random)?;
    let item = tree.pointer(&format!("/paths/{}", escape(&path)))?;
    let missing = ["put", "delete", "post", "patch", "get"];
    let method = missing.into_iter().find(|method| item.get(*method).is_none())?;
    let mut operation =
        operation(tree, &like, &format!("{method}ReviewerThing"), &path)?;
    if item.get("parameters").is_some() {
        operation.as_object_mut()?.remove("parameters");
    }
    let item = tree.pointer_mut(&format!("/paths/{}", escape(&path)))?;
    item.as_object_mut()?.insert(method.to_owned(), operation);
    Touched::at(format!("{method} {path}"))
}

fn add_below(
    tree: &mut Value,
    random: &mut Random,
    tail: &str,
    method: &str,
    id: &str,
) -> Option<Touched> {
    let (path, like) = any_path(tree, random)?;
    let new = format!("{}/{tail}", path.trim_end_matches('/'));
    let operation = operation(tree, &like, id, &new)?;
    let paths = tree.get_mut("paths")?.as_object_mut()?;
    if paths.contains_key(&new) {
        return None;
    }
    paths.insert(new.clone(), json!({ method: operation }));
    Touched::at(format!("{method} {new}"))
}

fn add_collection(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    add_below(tree, random, "reviewer-notes", "get", "listReviewerNotes")
}

fn add_action(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    add_below(tree, random, "archive", "post", "archiveForReview")
}

fn add_parameter(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let all = operations(tree);
    let at = any(&all, random)?.clone();
    let is_swagger = tree.get("swagger").is_some();
    let parameter = match is_swagger {
        true => json!({ "name": "reviewer_note", "in": "query", "type": "string" }),
        false => {
            json!({ "name": "reviewer_note", "in": "query", "schema": { "type": "string" } })
        }
    };
    let operation = tree.pointer_mut(&at)?.as_object_mut()?;
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    parameters.as_array_mut()?.push(parameter);
    Touched::at(at)
}

fn add_value(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let is_enum = |schema: &Map<String, Value>| {
        let values = schema.get("enum").and_then(Value::as_array);
        values.is_some_and(|values| {
            values.len() > 1 && values.iter().all(Value::is_string)
        })
    };
    let all = schemas(tree, is_enum);
    let at = any(&all, random)?.clone();
    let values = tree.pointer_mut(&at)?.get_mut("enum")?.as_array_mut()?;
    values.push(json!("under_review"));
    Touched::at(at)
}

fn add_branch(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let branches = |schema: &Map<String, Value>| {
        let keys = ["oneOf", "anyOf"].into_iter();
        keys.filter(|key| {
            schema.get(*key).and_then(Value::as_array).is_some_and(|all| all.len() > 1)
        })
        .count()
            == 1
    };
    let all = schemas(tree, branches);
    let at = any(&all, random)?.clone();
    let union = tree.pointer_mut(&at)?.as_object_mut()?;
    if union.contains_key("discriminator") {
        return None;
    }
    let key = if union.contains_key("oneOf") { "oneOf" } else { "anyOf" };
    union.get_mut(key)?.as_array_mut()?.push(json!({
        "type": "object",
        "required": ["reviewer"],
        "properties": { "reviewer": { "type": "string" } },
    }));
    Touched::at(at)
}

fn add_response(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let all = operations(tree);
    let at = any(&all, random)?.clone();
    let schema =
        json!({ "type": "object", "properties": { "reviewer": { "type": "string" } } });
    let response = match tree.get("swagger").is_some() {
        true => json!({ "description": "Under review", "schema": schema }),
        false => json!({
            "description": "Under review",
            "content": { "application/json": { "schema": schema } },
        }),
    };
    let responses = tree.pointer_mut(&at)?.get_mut("responses")?.as_object_mut()?;
    if responses.contains_key("423") {
        return None;
    }
    responses.insert("423".to_owned(), response);
    Touched::at(at)
}

fn describe(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let mut all = schemas(tree, |schema| !schema.contains_key("$ref"));
    all.extend(operations(tree));
    let at = any(&all, random)?.clone();
    let node = tree.pointer_mut(&at)?.as_object_mut()?;
    node.insert("description".to_owned(), json!("What a reviewer has to know."));
    Touched::at(at)
}

fn rename_schema(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let (prefix, names) = named(tree)?;
    let name = any(&names, random)?;
    let (old, new) =
        (format!("{prefix}{}", escape(name)), format!("{prefix}ReviewedThing"));
    let schemas = tree.pointer_mut(prefix.trim_end_matches('/').strip_prefix('#')?)?;
    let members = schemas.as_object_mut()?;
    let renamed = std::mem::take(members).into_iter().map(|(key, value)| {
        (if key == *name { "ReviewedThing".to_owned() } else { key }, value)
    });
    *members = renamed.collect();
    redirect(tree, &old, &new);
    Some(Touched {
        at: old.clone(),
        meant: vec![new.clone()],
        renamed: Some((format!("{prefix}{}", name.replace('/', "~1")), new)),
        removes: false,
    })
}

fn remove_operation(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let (path, at) = any_path(tree, random)?;
    let method = at.rsplit('/').next()?.to_owned();
    let paths = tree.get_mut("paths")?.as_object_mut()?;
    let item = paths.get_mut(&path)?.as_object_mut()?;
    item.shift_remove(&method);
    if !METHODS.iter().any(|method| item.contains_key(*method)) {
        paths.shift_remove(&path);
    }
    Some(Touched { at, removes: true, ..Touched::default() })
}

fn reorder_paths(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    shuffle(tree.get_mut("paths")?.as_object_mut()?, random);
    Touched::at("/paths")
}

fn reorder_schemas(tree: &mut Value, random: &mut Random) -> Option<Touched> {
    let (prefix, _) = named(tree)?;
    let pointer = prefix.trim_end_matches('/').strip_prefix('#')?;
    shuffle(tree.pointer_mut(pointer)?.as_object_mut()?, random);
    Touched::at(pointer)
}

fn shuffle(members: &mut Map<String, Value>, random: &mut Random) {
    let mut all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
    for last in (1..all.len()).rev() {
        all.swap(last, random.below(last + 1));
    }
    *members = all.into_iter().collect();
}
