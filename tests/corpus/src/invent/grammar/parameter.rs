//! Parameters: every place with every style, explode and type.

use serde_json::{Value, json};

use super::{Grammar, Version};

impl Grammar {
    /// Parameters of an operation beside those of its path.
    pub(super) fn parameters(&mut self, taken: &[Value]) -> Vec<Value> {
        let mut parameters: Vec<Value> = Vec::new();
        for _ in 0..self.below(5) {
            let place = self.pick(&["query", "query", "query", "header", "cookie"]);
            let name = self.parameter_name(place);
            let same = |other: &Value| {
                let text = |key: &str| other[key].as_str().unwrap_or_default();
                text("in") == place && text("name").eq_ignore_ascii_case(&name)
            };
            if taken.iter().chain(&parameters).any(same) {
                continue;
            }
            let required = self.one_in(3);
            parameters.push(self.parameter(place, &name, required));
        }
        parameters
    }

    /// A parameter.
    pub(super) fn parameter(
        &mut self,
        place: &str,
        name: &str,
        required: bool,
    ) -> Value {
        let mut parameter = json!({ "name": name, "in": place });
        if required {
            parameter["required"] = json!(true);
        }
        if self.one_in(4) {
            parameter["description"] = json!("Which ones.");
        }
        if self.one_in(12) && place != "path" {
            parameter["deprecated"] = json!(true);
        }
        // JSON has quotes and commas, which cookies cannot have, and letters that headers cannot.
        if place == "query" && self.one_in(8) {
            let schema = self.schema(self.schemas.len(), 1);
            parameter["content"] = json!({ "application/json": { "schema": schema } });
            return parameter;
        }
        match self.below(8) {
            0 | 1 => self.list_parameter(&mut parameter, place),
            2 => self.object_parameter(&mut parameter, place),
            3 => {
                parameter["schema"] = self.named_leaf();
                self.scalar_style(&mut parameter, place);
            }
            _ => {
                parameter["schema"] = self.leaf();
                self.scalar_style(&mut parameter, place);
            }
        }
        // Of text like a URL it is not said whether `%20` is encoded already.
        let is_plain = ["format", "properties", "$ref"]
            .iter()
            .all(|word| parameter["schema"].get(word).is_none());
        if place == "query" && is_plain && self.one_in(8) {
            parameter["allowReserved"] = json!(true);
        }
        parameter
    }

    /// A named schema without members, or another.
    fn named_leaf(&mut self) -> Value {
        match self.some(self.schemas.len(), |shape| shape == super::Shape::Leaf) {
            Some(index) => self.reference(index),
            None => self.leaf(),
        }
    }

    fn scalar_style(&mut self, parameter: &mut Value, place: &str) {
        if place == "cookie" && self.version == Version::V32 && self.one_in(3) {
            parameter["style"] = json!("cookie");
            // Nothing is encoded then, so text with a semicolon cannot be sent.
            parameter["schema"] = json!({ "type": "integer" });
        }
        if place == "path" && self.one_in(5) {
            parameter["style"] = json!(self.pick(&["label", "matrix", "simple"]));
        }
        self.explode(parameter);
    }

    fn explode(&mut self, parameter: &mut Value) {
        if self.one_in(3) {
            parameter["explode"] = json!(self.one_in(2));
        }
    }

    fn list_parameter(&mut self, parameter: &mut Value, place: &str) {
        let items = match self.one_in(4) {
            true => self.named_leaf(),
            false => self.leaf(),
        };
        parameter["schema"] = json!({ "type": "array", "items": items });
        if place == "path" {
            parameter["schema"]["minItems"] = json!(1);
        }
        let styles: &[&str] = match place {
            "path" => &["simple", "label", "matrix"],
            "query" => &["form", "form", "spaceDelimited", "pipeDelimited"],
            "header" => &["simple"],
            _ => &["form"],
        };
        let style = self.pick(styles);
        match style {
            // Those are defined without it only.
            "spaceDelimited" | "pipeDelimited" => {
                parameter["style"] = json!(style);
                parameter["explode"] = json!(false);
            }
            style => {
                if self.one_in(2) {
                    parameter["style"] = json!(style);
                }
                self.explode(parameter);
            }
        }
    }

    fn object_parameter(&mut self, parameter: &mut Value, place: &str) {
        let mut properties = serde_json::Map::new();
        for name in ["first", "type", "x-y"].into_iter().take(1 + self.below(3)) {
            let leaf = self.leaf();
            properties.insert(name.to_owned(), leaf);
        }
        let mut object = json!({ "type": "object", "properties": properties });
        if place == "path" || self.one_in(3) {
            object["required"] = json!(["first"]);
        }
        parameter["schema"] = object;
        match place {
            "path" => {
                parameter["style"] = json!(self.pick(&["simple", "label", "matrix"]));
            }
            "query" if self.one_in(2) => {
                parameter["style"] = json!("deepObject");
                parameter["explode"] = json!(true);
                return;
            }
            _ => {}
        }
        self.explode(parameter);
    }
}
