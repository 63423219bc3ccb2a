//! Bodies of requests: JSON, forms, files, text, several media types.

use serde_json::{Map, Value, json};

use super::{Grammar, Shape};

impl Grammar {
    /// A body.
    pub(super) fn request_body(&mut self) -> Value {
        let mut content = Map::new();
        let count = if self.one_in(5) { 2 } else { 1 };
        for _ in 0..count {
            let (media_type, inner) = match self.below(12) {
                0..=5 => ("application/json", self.json_content()),
                6 => ("application/x-www-form-urlencoded", self.form()),
                7 | 8 => ("multipart/form-data", self.multipart()),
                9 => ("application/octet-stream", self.binary()),
                10 => ("text/plain", json!({ "schema": { "type": "string" } })),
                _ => ("application/merge-patch+json", self.json_content()),
            };
            content.insert(media_type.to_owned(), inner);
        }
        let mut body = json!({ "content": content });
        if !self.one_in(4) {
            body["required"] = json!(true);
        }
        if self.one_in(5) {
            body["description"] = json!("What it shall be.");
        }
        body
    }

    /// JSON of a named or an inline schema.
    pub(super) fn json_content(&mut self) -> Value {
        let end = self.schemas.len();
        let schema = match self.below(6) {
            0 => self.object(end, 2),
            1 => self.list(end, 1),
            2 => self.schema(end, 2),
            3 => self.union(end, 1),
            _ => {
                let of = self.below(end);
                self.reference(of)
            }
        };
        json!({ "schema": schema })
    }

    /// An object whose members are easy to write into a form.
    fn flat(&mut self, with_files: bool) -> (Value, Vec<String>) {
        let count = 1 + self.below(4);
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut files = Vec::new();
        for name in self.members(count) {
            let schema = match self.below(8) {
                0 | 1 if with_files => {
                    files.push(name.clone());
                    match self.one_in(3) {
                        true => {
                            json!({ "type": "array", "items": { "type": "string", "format": "binary" } })
                        }
                        false => json!({ "type": "string", "format": "binary" }),
                    }
                }
                2 => {
                    let items = self.leaf();
                    json!({ "type": "array", "items": items })
                }
                3 => {
                    json!({ "type": "object", "properties": { "inner": self.leaf(), "type": self.leaf() } })
                }
                _ => self.leaf(),
            };
            if self.one_in(2) {
                required.push(json!(name));
            }
            properties.insert(name, schema);
        }
        let mut object = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            object["required"] = Value::Array(required);
        }
        (object, files)
    }

    fn form(&mut self) -> Value {
        if self.one_in(4)
            && let Some(index) =
                self.some(self.schemas.len(), |shape| shape == Shape::Object)
        {
            return json!({ "schema": self.reference(index) });
        }
        let (object, _) = self.flat(false);
        let mut encoding = Map::new();
        let names: Vec<String> = members(&object);
        for name in names {
            let kind = object["properties"][&name]["type"].clone();
            let how = match (kind.as_str(), self.below(3)) {
                (Some("array"), 0) => json!({ "style": "form", "explode": false }),
                (Some("array"), 1) => {
                    json!({ "style": "pipeDelimited", "explode": false })
                }
                (Some("object"), 0) => json!({ "style": "deepObject", "explode": true }),
                (Some("object"), 1) => json!({ "contentType": "application/json" }),
                (_, 0) if self.one_in(3) => json!({ "allowReserved": true }),
                _ => continue,
            };
            encoding.insert(name, how);
        }
        with_encoding(object, encoding)
    }

    fn multipart(&mut self) -> Value {
        let (object, files) = self.flat(true);
        let mut encoding = Map::new();
        for name in members(&object) {
            let how = match self.below(6) {
                0 if files.contains(&name) => {
                    json!({ "contentType": "image/png, image/jpeg" })
                }
                1 if files.contains(&name) => {
                    json!({ "contentType": "application/pdf" })
                }
                2 if !files.contains(&name) => {
                    json!({ "contentType": "application/json" })
                }
                _ => continue,
            };
            encoding.insert(name, how);
        }
        with_encoding(object, encoding)
    }

    /// The bytes of a file.
    pub(super) fn binary(&mut self) -> Value {
        match self.version >= super::Version::V31 && self.one_in(2) {
            true => json!({}),
            false => json!({ "schema": { "type": "string", "format": "binary" } }),
        }
    }
}

fn members(object: &Value) -> Vec<String> {
    object["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect()
}

fn with_encoding(object: Value, encoding: Map<String, Value>) -> Value {
    match encoding.is_empty() {
        true => json!({ "schema": object }),
        false => json!({ "schema": object, "encoding": encoding }),
    }
}
