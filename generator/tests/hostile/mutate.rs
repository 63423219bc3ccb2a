//! Changes a description at random places: what comes of it is close enough to a description to
//! get deep into the generator.

use serde_json::{Map, Value, json};

/// Where the decisions come from.
pub(crate) trait Choices {
    /// A number below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize;
}

/// Bytes as decisions, one after the other; 0 when there are no more.
#[derive(Debug)]
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Choices for Bytes<'_> {
    fn below(&mut self, limit: usize) -> usize {
        let mut number = 0;
        // Two bytes reach every node of a small description.
        for _ in 0..2 {
            if let [first, rest @ ..] = self.0 {
                number = number * 256 + usize::from(*first);
                self.0 = rest;
            }
        }
        number % limit
    }
}

/// Changes a description that many times.
pub(crate) fn mutate(description: &mut Value, times: usize, choices: &mut impl Choices) {
    for _ in 0..times {
        let copied = pick(description, choices).clone();
        let target = pick_mut(description, choices);
        change(target, copied, choices);
    }
}

fn change(target: &mut Value, copied: Value, choices: &mut impl Choices) {
    match (choices.below(8), target) {
        (0, target) => *target = copied,
        (1, Value::Object(members)) => {
            members.insert(key(choices), copied);
        }
        (2, Value::Object(members)) if !members.is_empty() => {
            let key = members.keys().nth(choices.below(members.len())).cloned();
            members.shift_remove(&key.unwrap_or_default());
        }
        (3, Value::Object(members)) if !members.is_empty() => rename(members, choices),
        (4, Value::Array(items)) => items.push(copied),
        (5, Value::Array(items)) => {
            items.pop();
        }
        (_, target) => *target = value(choices),
    }
}

fn rename(members: &mut Map<String, Value>, choices: &mut impl Choices) {
    let old = members.keys().nth(choices.below(members.len())).cloned();
    if let Some(value) = members.shift_remove(&old.unwrap_or_default()) {
        members.insert(key(choices), value);
    }
}

/// Keys that mean something somewhere, and some that never do.
const KEYS: [&str; 60] = [
    "$ref",
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "enum",
    "const",
    "required",
    "nullable",
    "additionalProperties",
    "discriminator",
    "mapping",
    "propertyName",
    "default",
    "format",
    "prefixItems",
    "patternProperties",
    "$defs",
    "$id",
    "$anchor",
    "readOnly",
    "writeOnly",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "headers",
    "examples",
    "links",
    "callbacks",
    "security",
    "servers",
    "tags",
    "in",
    "name",
    "style",
    "explode",
    "allowReserved",
    "encoding",
    "200",
    "default",
    "4XX",
    "get",
    "query",
    "components",
    "schemas",
    "application/json",
    "multipart/form-data",
    "text/event-stream",
    "/a/{b}",
    "x-enum-varnames",
    "x-ms-pageable",
    "",
    "type\n",
    "🙂",
    "self",
];

/// Strings that mean something somewhere, and some that never do.
const TEXTS: [&str; 30] = [
    "#/components/schemas/Pet",
    "#/components/schemas/Owner",
    "#/paths/~1pets/get",
    "#",
    "#/",
    "other.yaml#/a",
    "../../x.json",
    "http://x.example/y",
    "object",
    "array",
    "string",
    "integer",
    "number",
    "boolean",
    "null",
    "file",
    "binary",
    "date-time",
    "int64",
    "uuid",
    "query",
    "path",
    "header",
    "cookie",
    "deepObject",
    "form",
    "../x",
    "\"",
    "*/ {{ \u{0}",
    "\u{202e}",
];

fn key(choices: &mut impl Choices) -> String {
    KEYS[choices.below(KEYS.len())].to_owned()
}

fn value(choices: &mut impl Choices) -> Value {
    match choices.below(12) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(-1),
        4 => json!(1.5e300),
        5 => json!(u64::MAX),
        6 => json!([]),
        7 => json!({}),
        8 => json!({ "$ref": TEXTS[choices.below(4)] }),
        _ => json!(TEXTS[choices.below(TEXTS.len())]),
    }
}

/// A node of the tree: a walk down that ends at random.
fn pick<'v>(value: &'v Value, choices: &mut impl Choices) -> &'v Value {
    let mut at = value;
    loop {
        let next = match at {
            Value::Object(members) if !members.is_empty() => {
                members.values().nth(choices.below(members.len()))
            }
            Value::Array(items) if !items.is_empty() => {
                items.get(choices.below(items.len()))
            }
            _ => None,
        };
        match next {
            Some(next) if choices.below(8) > 0 => at = next,
            _ => return at,
        }
    }
}

fn pick_mut<'v>(value: &'v mut Value, choices: &mut impl Choices) -> &'v mut Value {
    let ends = match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => true,
    };
    if ends || choices.below(8) == 0 {
        return value;
    }
    match value {
        Value::Object(members) => {
            let place = choices.below(members.len());
            match members.values_mut().nth(place) {
                Some(next) => pick_mut(next, choices),
                None => unreachable!("the place is below the length"),
            }
        }
        Value::Array(items) => {
            let place = choices.below(items.len());
            pick_mut(&mut items[place], choices)
        }
        value => value,
    }
}

/// A description with something of everything.
pub(crate) const BASE: &str = include_str!("base.json");
