//! Choices: with a discriminator, told apart by evidence, of scalars.

use serde_json::{Map, Value, json};

use super::{Grammar, Shape, Version};

impl Grammar {
    /// A choice. Swagger 2.0 has none.
    pub(super) fn union(&mut self, end: usize, depth: usize) -> Value {
        if self.version == Version::V20 {
            return self.object(end, depth);
        }
        match self.below(6) {
            0 | 1 => self.tagged(end, depth),
            2 => self.by_constant(end, depth),
            3 => self.by_type(end, depth),
            4 => self.by_member(end, depth),
            _ => self.mixed(end, depth),
        }
    }

    /// Named objects with a discriminator, with and without a mapping.
    fn tagged(&mut self, end: usize, depth: usize) -> Value {
        let mut branches = Vec::new();
        for _ in 0..=self.below(3) {
            let object = self.some(end, |shape| shape == Shape::Object);
            if let Some(index) = object.filter(|index| !branches.contains(index)) {
                branches.push(index);
            }
        }
        if branches.len() < 2 {
            return self.by_constant(end, depth);
        }
        let mut mapping = Map::new();
        for index in &branches {
            let target = self.reference(*index)["$ref"].clone();
            let name = &self.schemas[*index].name;
            let own = self.made[name].pointer("/properties/kind_of/enum/0");
            let own = own.and_then(Value::as_str).unwrap_or("any");
            let tag = if own == "any" { format!("tag-{index}") } else { own.to_owned() };
            // Where the tag is the name, nothing has to say so.
            if tag != *name {
                mapping.insert(tag, target);
            }
        }
        let branches: Vec<Value> =
            branches.into_iter().map(|index| self.reference(index)).collect();
        let mut discriminator = json!({ "propertyName": "kind_of" });
        if !mapping.is_empty() {
            discriminator["mapping"] = Value::Object(mapping);
        }
        let word = self.pick(&["oneOf", "oneOf", "anyOf"]);
        json!({ word: branches, "discriminator": discriminator })
    }

    /// Inline objects that a constant tells apart.
    fn by_constant(&mut self, end: usize, depth: usize) -> Value {
        let tag = self.member();
        let count = 2 + self.below(2);
        let branches: Vec<Value> = (0..count)
            .map(|place| {
                let mut object = self.object(end, depth.min(1));
                object["properties"][&tag] = match self.version {
                    Version::V30 => {
                        json!({ "type": "string", "enum": [format!("v{place}")] })
                    }
                    _ => json!({ "const": format!("v{place}") }),
                };
                require(&mut object, &tag);
                object
            })
            .collect();
        json!({ self.pick(&["oneOf", "anyOf"]): branches })
    }

    /// Branches of different JSON types.
    fn by_type(&mut self, end: usize, depth: usize) -> Value {
        let mut branches =
            vec![json!({ "type": "string" }), json!({ "type": "integer" })];
        if self.one_in(2) {
            branches.push(json!({ "type": "boolean" }));
        }
        if self.one_in(2) {
            branches.push(self.object(end, depth.min(1)));
        }
        if self.one_in(3) {
            let items = self.schema(end, 0);
            branches.push(json!({ "type": "array", "items": items }));
        }
        if self.one_in(3) && self.version >= Version::V31 {
            branches.push(json!({ "type": "null" }));
        }
        let first = self.below(branches.len());
        branches.rotate_left(first);
        json!({ self.pick(&["oneOf", "anyOf"]): branches })
    }

    /// Objects that a required member tells apart.
    fn by_member(&mut self, end: usize, depth: usize) -> Value {
        let branches: Vec<Value> = (0..2 + self.below(2))
            .map(|place| {
                let mut object = self.object(end, depth.min(1));
                let name = format!("only_{place}");
                object["properties"][&name] = self.leaf();
                require(&mut object, &name);
                if self.one_in(4) {
                    object["title"] = json!(format!("Branch {place}"));
                }
                object
            })
            .collect();
        json!({ self.pick(&["oneOf", "anyOf"]): branches })
    }

    /// Text or a named schema, or a list of it.
    fn mixed(&mut self, end: usize, depth: usize) -> Value {
        let Some(index) = self.some(end, |shape| shape == Shape::Object) else {
            return self.by_type(end, depth);
        };
        let one = self.reference(index);
        let branches = match self.below(3) {
            0 => json!([one, { "type": "array", "items": one }]),
            1 => json!([{ "type": "string" }, one]),
            _ => {
                json!([one, { "oneOf": [{ "type": "string" }, { "type": "integer" }] }])
            }
        };
        json!({ self.pick(&["oneOf", "anyOf"]): branches })
    }

    /// An object that others extend, which a discriminator tells apart.
    pub(super) fn base(&mut self, end: usize) -> Value {
        let mut object = self.object(end, 1);
        if let Some(object) = object.as_object_mut() {
            object.remove("additionalProperties");
        }
        object["properties"]["base_kind"] = json!({ "type": "string" });
        require(&mut object, "base_kind");
        object["discriminator"] = match self.version {
            Version::V20 => json!("base_kind"),
            _ => json!({ "propertyName": "base_kind" }),
        };
        object
    }
}

/// Requires a member.
pub(super) fn require(object: &mut Value, name: &str) {
    match object.get_mut("required").and_then(Value::as_array_mut) {
        Some(names) if names.iter().any(|one| one == name) => {}
        Some(names) => names.push(json!(name)),
        None => object["required"] = json!([name]),
    }
}
