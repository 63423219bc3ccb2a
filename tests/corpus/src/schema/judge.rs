//! What the crate `jsonschema` says about a value: the description's schemas as plain JSON Schema.

use std::collections::BTreeMap;

use jsonschema::{Registry, Validator};
use serde_json::{Map, Value, json};

use super::document::reference;
use super::{Dialect, Document};

/// Where the schemas stand for the validator.
const PLACE: &str = "https://specwright.invalid/schemas";

/// Whether a value satisfies something.
type Holds = fn(&Value) -> bool;

/// Words whose value is a schema.
const ONE: [&str; 12] = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "additionalProperties",
    "additionalItems",
    "unevaluatedProperties",
    "unevaluatedItems",
    "items",
    "contentSchema",
];
/// Words whose value is a list of schemas.
const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Words whose value is a map of schemas.
const MAP: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];
/// Words that are copied, and the kind of value that they must have.
const PLAIN: [(&str, Holds); 18] = [
    ("type", |value| value.is_string() || value.is_array()),
    ("enum", Value::is_array),
    ("const", |_| true),
    ("format", Value::is_string),
    ("required", is_names),
    ("minimum", Value::is_number),
    ("maximum", Value::is_number),
    ("exclusiveMinimum", |_| true),
    ("exclusiveMaximum", |_| true),
    ("multipleOf", |value| value.as_f64().is_some_and(|number| number > 0.0)),
    ("minLength", Value::is_u64),
    ("maxLength", Value::is_u64),
    ("minItems", Value::is_u64),
    ("maxItems", Value::is_u64),
    ("minProperties", Value::is_u64),
    ("maxProperties", Value::is_u64),
    ("uniqueItems", Value::is_boolean),
    ("pattern", |value| value.as_str().is_some_and(is_pattern)),
];

/// Validates values.
pub(crate) struct Judge {
    registry: Registry<'static>,
    /// Each place and its name among the definitions.
    names: BTreeMap<String, usize>,
}

impl Judge {
    /// Knows the schemas at these places and all that they refer to; what is wrong with the
    /// description when it does not.
    pub(crate) fn new(document: &Document, places: &[String]) -> Result<Self, String> {
        let mut closure = Closure::new(document, false);
        for place in places {
            closure.name(place);
        }
        Self::of(closure, Map::new())
    }

    /// Knows the schemas of what is sent, under names of the caller's choice: what only the server
    /// sets is not required there.
    pub(crate) fn for_requests(
        document: &Document,
        schemas: &[(String, &Value)],
    ) -> Result<Self, String> {
        let mut closure = Closure::new(document, true);
        let mut definitions = Map::new();
        for (name, schema) in schemas {
            let number = closure.names.len();
            closure.names.insert(name.clone(), number);
            definitions.insert(number.to_string(), closure.schema(schema));
        }
        Self::of(closure, definitions)
    }

    fn of(
        mut closure: Closure<'_>,
        mut definitions: Map<String, Value>,
    ) -> Result<Self, String> {
        let document = closure.document;
        while let Some((place, name)) = closure.waiting.pop() {
            let schema = document.at(&place).map(|schema| closure.schema(schema));
            // Nothing is of a schema that does not exist.
            let schema = schema.unwrap_or_else(|| json!({ "not": {} }));
            definitions.insert(name.to_string(), schema);
        }
        let version = match document.dialect {
            Dialect::V31 => "https://json-schema.org/draft/2020-12/schema",
            _ => "http://json-schema.org/draft-04/schema#",
        };
        let root = json!({ "$schema": version, "definitions": definitions });
        let registry =
            Registry::new().add(PLACE, root).map_err(|one| one.to_string())?;
        let registry = registry.prepare().map_err(|one| one.to_string())?;
        Ok(Self { registry, names: closure.names })
    }

    /// What validates values of the schema at a place.
    pub(crate) fn validator(&self, place: &str) -> Result<Validator, String> {
        let Some(name) = self.names.get(place) else {
            return Err(format!("no schema at {place}"));
        };
        let schema = json!({ "$ref": format!("{PLACE}#/definitions/{name}") });
        jsonschema::options()
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .with_format("uuid", is_uuid)
            .with_format("date", |text| text.parse::<jiff::civil::Date>().is_ok())
            .with_format("date-time", is_date_time)
            .with_format("dateTime", is_date_time)
            .with_format("datetime", is_date_time)
            .with_format("byte", is_base64)
            .with_format("ipv4", |text| text.parse::<std::net::Ipv4Addr>().is_ok())
            .with_format("ipv6", |text| text.parse::<std::net::Ipv6Addr>().is_ok())
            .build(&schema)
            .map_err(|one| one.to_string())
    }
}

fn is_names(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|names| !names.is_empty() && names.iter().all(Value::is_string))
}

fn is_pattern(text: &str) -> bool {
    jsonschema::options().build(&json!({ "pattern": text })).is_ok()
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12]
        && text.chars().all(|one| one == '-' || one.is_ascii_hexdigit())
}

fn is_date_time(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok()
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let letter = |one: char| one.is_ascii_alphanumeric() || "+/".contains(one);
    text.len().is_multiple_of(4)
        && text.len() - body.len() < 3
        && body.chars().all(letter)
}

/// Schemas and what they refer to.
struct Closure<'d> {
    document: &'d Document,
    names: BTreeMap<String, usize>,
    waiting: Vec<(String, usize)>,
    /// Whether the values are sent.
    sent: bool,
}

impl<'d> Closure<'d> {
    fn new(document: &'d Document, sent: bool) -> Self {
        Self { document, names: BTreeMap::new(), waiting: Vec::new(), sent }
    }

    fn name(&mut self, place: &str) -> usize {
        if let Some(name) = self.names.get(place) {
            return *name;
        }
        let name = self.names.len();
        self.names.insert(place.to_owned(), name);
        self.waiting.push((place.to_owned(), name));
        name
    }

    /// The same in plain JSON Schema.
    fn schema(&mut self, schema: &Value) -> Value {
        let Value::Object(members) = schema else {
            return if schema.is_boolean() { schema.clone() } else { json!({}) };
        };
        let mut made = Map::new();
        if let Some(target) = reference(schema) {
            let name = self.name(target);
            made.insert("$ref".to_owned(), json!(format!("#/definitions/{name}")));
            if self.document.dialect != Dialect::V31 {
                return Value::Object(made);
            }
        }
        for (word, value) in members {
            if let Some(value) = self.word(word, value) {
                made.insert(word.clone(), value);
            }
        }
        if self.sent {
            self.leave_out_read_only(members, &mut made);
        }
        self.adapt(members, &mut made);
        several_fit(&mut made);
        Value::Object(made)
    }

    /// What only the server sets is not required of a caller.
    fn leave_out_read_only(
        &self,
        members: &Map<String, Value>,
        made: &mut Map<String, Value>,
    ) {
        let says = |node: &Value| node.get("readOnly") == Some(&Value::Bool(true));
        let is_read_only = |name: &Value| {
            let properties = members.get("properties");
            let own = properties.and_then(|all| all.get(name.as_str()?));
            let followed = own.and_then(|own| self.document.follow(own));
            own.is_some_and(says) || followed.is_some_and(|(node, _)| says(node))
        };
        if let Some(Value::Array(names)) = made.get_mut("required") {
            names.retain(|name| !is_read_only(name));
            if names.is_empty() {
                made.remove("required");
            }
        }
    }

    fn word(&mut self, word: &str, value: &Value) -> Option<Value> {
        if ONE.contains(&word) {
            return match value {
                Value::Array(list) => {
                    Some(list.iter().map(|one| self.schema(one)).collect())
                }
                Value::Object(_) | Value::Bool(_) => Some(self.schema(value)),
                _ => None,
            };
        }
        if LIST.contains(&word) {
            let list = value.as_array().filter(|list| !list.is_empty())?;
            return Some(list.iter().map(|one| self.schema(one)).collect());
        }
        if MAP.contains(&word) {
            let map = value.as_object()?.iter();
            let map = map.map(|(key, one)| (key.clone(), self.schema(one)));
            return Some(Value::Object(map.collect()));
        }
        let (_, fits) = PLAIN.iter().find(|(plain, _)| *plain == word)?;
        fits(value).then(|| value.clone())
    }

    /// What OpenAPI says in its own words.
    fn adapt(&self, members: &Map<String, Value>, made: &mut Map<String, Value>) {
        if members.get("contentEncoding").is_some_and(|name| name == "base64") {
            made.insert("format".to_owned(), json!("byte"));
        }
        if made.get("type").is_some_and(|name| name == "file") {
            made.insert("type".to_owned(), json!("string"));
        }
        let nullable = |word: &str| members.get(word) == Some(&Value::Bool(true));
        let nullable = match self.document.dialect {
            Dialect::Swagger => nullable("x-nullable"),
            Dialect::V30 => nullable("nullable"),
            Dialect::V31 => false,
        };
        if let Some(Value::String(name)) = made.get("type").filter(|_| nullable) {
            let both = json!([name, "null"]);
            made.insert("type".to_owned(), both);
        }
        // Only 3.1 has numbers here.
        for word in ["exclusiveMinimum", "exclusiveMaximum"] {
            let numbers = self.document.dialect == Dialect::V31;
            made.retain(|key, value| key != word || value.is_number() == numbers);
        }
        if self.document.dialect != Dialect::V31 {
            // Draft 4 wants the bound that is exclusive.
            for (word, bound) in
                [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")]
            {
                if !made.contains_key(bound) {
                    made.remove(word);
                }
            }
        }
        bound(members, made);
    }
}

/// A value may fit several branches of a `oneOf`. JSON Schema takes that for a mistake, but APIs
/// mean one of them all the same: a discriminator says which, or it does not matter. Such values
/// are the hardest to read, so they count.
fn several_fit(made: &mut Map<String, Value>) {
    let Some(one) = made.remove("oneOf") else { return };
    if !made.contains_key("anyOf") {
        made.insert("anyOf".to_owned(), one);
        return;
    }
    let all = made.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(all) = all {
        all.push(json!({ "anyOf": one }));
    }
}

/// What a format says about the size of a number.
fn bound(members: &Map<String, Value>, made: &mut Map<String, Value>) {
    let (least, most) = match members.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint64") => (json!(0), json!(u64::MAX)),
        _ if members.get("type").is_some_and(|one| one == "integer") => {
            (json!(i64::MIN), json!(i64::MAX))
        }
        _ => return,
    };
    made.entry("minimum").or_insert(least);
    made.entry("maximum").or_insert(most);
}
