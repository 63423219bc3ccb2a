//! Bodies whose description stands a level too high: schemas in the place of a media type, media types
//! in the place of `content`, and a `content` that is a media type itself.

use serde_json::{Map, Value, json};

use super::super::check::Step;
use super::super::grammar::{Kind, Object, SCHEMA_KIND};
use super::super::wrong::fits;
use super::media_types::{Reading, read};
use super::{Walk, shown};
use crate::source::Pointer;

/// What a media type object has beside its schema.
const OF_MEDIA_TYPES: [&str; 7] = [
    "schema",
    "itemSchema",
    "example",
    "examples",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

/// What a schema says of its values' shape.
const OF_SCHEMAS: [&str; 7] =
    ["type", "properties", "items", "allOf", "anyOf", "oneOf", "enum"];

impl Walk<'_> {
    /// Puts what describes a body where it belongs.
    pub(super) fn put_bodies(
        &mut self,
        members: &mut Map<String, Value>,
        object: &'static Object,
        at: &Step<'_>,
    ) {
        let is_around =
            ["Response Object", "Request Body Object"].contains(&object.name);
        if is_around {
            self.put_content(members, at);
            self.put_media_types(members, at);
        }
        if is_around || object.name == "Media Type Object" {
            self.put_schema(members, is_around, at);
        }
    }

    /// `content: { schema: … }`, where the media type is missing, or `content: { type: object }`, where
    /// the schema is missing, too.
    fn put_content(&mut self, members: &mut Map<String, Value>, at: &Step<'_>) {
        let Some(Value::Object(content)) = members.get("content") else { return };
        let is_schema = is_schema(content);
        let refers = content.get("$ref").and_then(Value::as_str).is_some_and(|to| {
            to.contains("#/components/schemas/") || to.contains("#/definitions/")
        });
        let named = ["type", "mediaType", "contentType"].iter().find_map(|key| {
            let text = content.get(*key)?.as_str()?;
            (text.contains('/') && read(text) == Reading::Right).then_some((*key, text))
        });
        let is_media_type = !is_schema
            && content.get("schema").is_some_and(is_schema_itself)
            && content.keys().all(|key| {
                let is_name = named.is_some_and(|(name, _)| name == key);
                is_name || OF_MEDIA_TYPES.contains(&&**key) || key.starts_with("x-")
            });
        if !(is_media_type || is_schema || refers) {
            return;
        }
        let media_type = named.map_or("application/json", |(_, text)| text).to_owned();
        let from = at.pointer().child("content");
        let mut inner = content.clone();
        if let Some((key, _)) = named {
            inner.shift_remove(key);
        }
        let to = from.child(&media_type);
        let to = if is_media_type { to } else { to.child("schema") };
        self.move_members(inner.keys(), &from, &to);
        let inner = match is_media_type {
            true => Value::Object(inner),
            false => json!({ "schema": inner }),
        };
        let message = match is_media_type {
            true => format!("`content` without a media type was read as `{media_type}`"),
            false => {
                format!("the schema in `content` was read as that of `{media_type}`")
            }
        };
        let help = format!("write `content: {{ {media_type}: {{ schema: … }} }}`");
        self.tell(&from, message, help);
        members.insert("content".to_owned(), json!({ media_type: inner }));
    }

    /// Media types beside `description`, where `content` around them is missing.
    fn put_media_types(&mut self, members: &mut Map<String, Value>, at: &Step<'_>) {
        let is_media_type = |(key, value): (&String, &Value)| {
            let fields = value.as_object();
            let says = |fields: &Map<String, Value>| {
                fields.is_empty()
                    || fields.contains_key("$ref")
                    || OF_MEDIA_TYPES.iter().any(|key| fields.contains_key(*key))
                    || is_schema(fields)
            };
            let is_type = key.contains('/') && read(key) != Reading::Nothing;
            (is_type && fields.is_some_and(says)).then(|| key.clone())
        };
        let found: Vec<String> = members.iter().filter_map(is_media_type).collect();
        let content = members.get("content").filter(|content| !content.is_null());
        if found.is_empty() || content.is_some_and(|content| !content.is_object()) {
            return;
        }
        let around = at.pointer();
        let mut content: Map<String, Value> =
            content.and_then(Value::as_object).cloned().unwrap_or_default();
        for key in found {
            if content.contains_key(&key) {
                continue;
            }
            let Some(value) = members.shift_remove(&key) else { continue };
            let message =
                format!("`{}` was read as a media type of `content`", shown(&key));
            let help = format!("write `content: {{ {key}: … }}`");
            self.tell(&around.child(&key), message, help);
            let to = around.child("content").child(&key);
            self.moves.push((around.child(&key), to));
            content.insert(key, value);
        }
        members.insert("content".to_owned(), Value::Object(content));
    }

    /// Keywords of a schema in the place of the object that has it.
    fn put_schema(
        &mut self,
        members: &mut Map<String, Value>,
        is_around: bool,
        at: &Step<'_>,
    ) {
        let has_own = ["schema", "itemSchema", "content", "$ref"];
        if has_own.iter().any(|key| members.contains_key(*key)) || !is_schema(members) {
            return;
        }
        let is_keyword = |key: &str| {
            let fields = SCHEMA_KIND.object().map_or(&[][..], |object| object.fields);
            let is_own = OF_MEDIA_TYPES.contains(&key)
                || is_around && matches!(key, "description" | "summary" | "headers" | "links")
                // `required` of a body is a truth value, and that of a schema a list.
                || is_around && key == "required" && members[key].is_boolean();
            !is_own && fields.iter().any(|(name, _)| *name == key)
        };
        let keys: Vec<String> =
            members.keys().filter(|key| is_keyword(key)).cloned().collect();
        let around = at.pointer();
        let wraps = is_around && !self.is_swagger;
        let to = match wraps {
            true => around.child("content").child("application/json").child("schema"),
            false => around.child("schema"),
        };
        let keywords = keys.join("`, `");
        let were = if keys.len() == 1 { "was" } else { "were" };
        let (message, help) = match wraps {
            true => (
                format!("`{keywords}` {were} read as the schema of `application/json`"),
                "write `content: { application/json: { schema: … } }`",
            ),
            false => (
                format!("`{keywords}` {were} read as what a `schema` says"),
                "write `schema: { … }` around them",
            ),
        };
        self.move_members(keys.iter(), &around, &to);
        if let Some(first) = keys.first() {
            self.tell(&around.child(first), message, help);
        }
        let inside = |key: String| Some((key.clone(), members.shift_remove(&key)?));
        let schema: Map<String, Value> = keys.into_iter().filter_map(inside).collect();
        let schema = json!({ "schema": schema });
        match wraps {
            true => {
                let content = json!({ "application/json": schema });
                members.insert("content".to_owned(), content);
            }
            false => members.extend(schema.as_object().cloned().unwrap_or_default()),
        }
    }

    fn move_members<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k String>,
        from: &Pointer,
        to: &Pointer,
    ) {
        self.moves.extend(keys.map(|key| (from.child(key), to.child(key))));
    }
}

/// Whether what stands at `schema` is one, and no media type that is called so.
fn is_schema_itself(value: &Value) -> bool {
    value.as_object().is_some_and(|members| !members.contains_key("schema"))
}

/// Whether what a reference leads to is a schema, where something else is due. Parameters, headers
/// and bodies may have keywords of their own, but say where they are, or have a schema.
pub(super) fn is_schema_for(value: &Value, kind: &Kind) -> bool {
    let Some(members) = value.as_object() else { return false };
    let of_others = ["in", "schema", "content"];
    match kind {
        Kind::Object(object) | Kind::Aside(object) => {
            object.name != "Schema Object"
                && is_schema(members)
                && !of_others.iter().any(|key| members.contains_key(*key))
        }
        // The keys of a map are names, and `items` can be one: its members are no texts.
        Kind::Map(_) => {
            is_schema(members) && members.get("type").is_some_and(Value::is_string)
        }
        _ => false,
    }
}

/// Whether an object has what says the shape of values, and as schemas have it.
fn is_schema(members: &Map<String, Value>) -> bool {
    let fields = SCHEMA_KIND.object().map_or(&[][..], |object| object.fields);
    OF_SCHEMAS.iter().any(|key| {
        let kind = fields.iter().find(|(name, _)| name == key);
        let types =
            ["string", "integer", "number", "boolean", "object", "array", "file"];
        members.get(*key).zip(kind).is_some_and(|(value, (_, kind))| {
            let is_type = value.as_str().is_none_or(|text| types.contains(&text));
            !value.is_null() && fits(kind, value) && is_type
        })
    })
}
