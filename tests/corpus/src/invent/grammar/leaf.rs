//! Schemas of what has no members: text, numbers, truth values, enums.

use serde_json::{Map, Value, json};

use super::{Grammar, Version};

/// Formats of text, and a value of each.
const TEXT: [(&str, &str); 16] = [
    ("date-time", "2024-02-29T12:00:00Z"),
    ("date", "2024-02-29"),
    ("time", "12:00:00Z"),
    ("uuid", "00000000-0000-4000-a000-000000000000"),
    ("byte", "YQ=="),
    ("email", "a@example.com"),
    ("uri", "https://example.com/"),
    ("ipv4", "192.0.2.1"),
    ("ipv6", "::1"),
    ("duration", "PT1S"),
    ("int64", "1"),
    ("uint64", "1"),
    ("decimal", "1.25"),
    ("password", "secret"),
    ("hostname", "example.com"),
    ("made-up", "x"),
];

impl Grammar {
    /// Text, a number, a truth value or an enum, at times with a default.
    pub(super) fn leaf(&mut self) -> Value {
        let (mut schema, default) = match self.below(10) {
            0..=2 => self.text(),
            3 | 4 => self.formatted(),
            5 | 6 => self.number(),
            7 => (json!({ "type": "boolean" }), Value::from(self.one_in(2))),
            8 => self.enumeration(),
            _ => self.constant(),
        };
        if self.one_in(6) {
            schema["default"] = default;
        }
        schema
    }

    fn text(&mut self) -> (Value, Value) {
        let text = match self.below(4) {
            0 => json!({ "type": "string", "minLength": 1, "maxLength": 20 }),
            1 => json!({ "type": "string", "pattern": "^[a-z]{2,4}$" }),
            _ => json!({ "type": "string" }),
        };
        (text, json!("abc"))
    }

    fn formatted(&mut self) -> (Value, Value) {
        let (format, value) = self.pick(&TEXT);
        (json!({ "type": "string", "format": format }), json!(value))
    }

    fn number(&mut self) -> (Value, Value) {
        let format = self.pick(&["int32", "int64", "uint8", "", "", "float", "double"]);
        let kind = match format {
            "float" | "double" => "number",
            "" => self.pick(&["number", "integer"]),
            _ => "integer",
        };
        let mut schema = json!({ "type": kind });
        if !format.is_empty() {
            schema["format"] = json!(format);
        }
        match self.below(4) {
            0 => schema["minimum"] = json!(0),
            1 => (schema["minimum"], schema["maximum"]) = (json!(1), json!(100)),
            _ => {}
        }
        (schema, json!(7))
    }

    /// An enum of text, of numbers, or of either.
    pub(super) fn enumeration(&mut self) -> (Value, Value) {
        let (kind, mut values) = match self.below(8) {
            0 => ("integer", vec![json!(0), json!(1), json!(-1), json!(404)]),
            1 => ("number", vec![json!(0.5), json!(1.5), json!(2.25)]),
            2 if self.version >= Version::V31 => {
                ("", vec![json!("a"), json!(1), json!(true)])
            }
            _ => ("string", self.values().into_iter().map(Value::from).collect()),
        };
        let default = values[self.below(values.len())].clone();
        let mut schema = Map::new();
        if !kind.is_empty() {
            schema.insert("type".to_owned(), json!(kind));
        }
        if self.version >= Version::V31 && self.one_in(6) {
            values.push(Value::Null);
            if !kind.is_empty() {
                schema.insert("type".to_owned(), json!([kind, "null"]));
            }
        }
        schema.insert("enum".to_owned(), Value::Array(values));
        (Value::Object(schema), default)
    }

    /// What has one value only.
    fn constant(&mut self) -> (Value, Value) {
        let value = match self.below(5) {
            0 => json!(1),
            1 => json!(true),
            _ => json!(self.values()[0]),
        };
        let kind = match value {
            Value::Number(_) => "integer",
            Value::Bool(_) => "boolean",
            _ => "string",
        };
        let schema = match self.version >= Version::V31 {
            true if self.one_in(2) => json!({ "const": value }),
            true => json!({ "type": kind, "const": value }),
            false => json!({ "type": kind, "enum": [value] }),
        };
        (schema, value)
    }

    /// The same, or null.
    pub(super) fn nullable(&mut self, mut schema: Value) -> Value {
        let is_plain = schema.get("type").is_some_and(Value::is_string)
            && schema.get("enum").is_none()
            && schema.get("const").is_none();
        let version = self.version;
        match version {
            Version::V20 if is_plain => schema["x-nullable"] = json!(true),
            Version::V30 if is_plain => schema["nullable"] = json!(true),
            Version::V20 => {}
            Version::V30 => {
                let nothing =
                    json!({ "type": "string", "enum": [null], "nullable": true });
                schema = json!({ "oneOf": [schema, nothing] });
            }
            _ if is_plain && self.one_in(2) => {
                schema["type"] = json!([schema["type"], "null"]);
            }
            _ => {
                let word = self.pick(&["oneOf", "anyOf"]);
                schema = json!({ word: [schema, { "type": "null" }] });
            }
        }
        schema
    }
}
