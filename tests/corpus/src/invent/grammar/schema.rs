//! Schemas: objects, lists, maps, what extends others, and named ones.

use serde_json::{Map, Value, json};

use super::{Grammar, Shape, Version, union};

/// How deep inline schemas nest.
const DEPTH: usize = 3;

impl Grammar {
    /// Chooses names and shapes of all named schemas, then makes each.
    pub(super) fn named_schemas(&mut self) {
        let count = 4 + self.below(9);
        for _ in 0..count {
            let name = self.schema_name();
            if self.schemas.iter().any(|one| one.name == name) {
                continue;
            }
            let shape = match self.below(12) {
                0 => Shape::Base,
                1 | 2 => Shape::Heir,
                3 | 4 => Shape::Union,
                5 => Shape::Leaf,
                6 => Shape::Other,
                _ => Shape::Object,
            };
            self.schemas.push(super::Named { name, shape });
        }
        for index in 0..self.schemas.len() {
            let shape = self.schemas[index].shape;
            let schema = match shape {
                Shape::Object => self.tellable(index),
                Shape::Base => self.base(index),
                Shape::Heir => self.heir(index),
                Shape::Union => self.union(index, DEPTH),
                Shape::Leaf if self.one_in(2) => self.enumeration().0,
                Shape::Leaf => self.leaf(),
                Shape::Other => self.other(index),
            };
            let schema = self.described(schema);
            self.made.insert(self.schemas[index].name.clone(), schema);
        }
        self.map_heirs();
    }

    /// An object, which often has the member that discriminators name.
    fn tellable(&mut self, index: usize) -> Value {
        let mut object = self.object(index, DEPTH);
        if self.one_in(2) {
            // What unions call it: the SDK writes that wherever the object is sent.
            let tag = match self.one_in(3) {
                true => self.schemas[index].name.clone(),
                false => format!("tag-{index}"),
            };
            object["properties"]["kind_of"] = json!({ "type": "string", "enum": [tag] });
            if !self.one_in(4) {
                union::require(&mut object, "kind_of");
            }
        }
        object
    }

    /// Has some discriminators name those that extend the object.
    fn map_heirs(&mut self) {
        let bases: Vec<usize> = (0..self.schemas.len())
            .filter(|index| self.schemas[*index].shape == Shape::Base)
            .collect();
        for base in bases {
            let target = self.reference(base);
            let extends = |schema: &Value| {
                schema["allOf"].as_array().is_some_and(|parts| parts.contains(&target))
            };
            let heirs = self.made.iter().filter(|(_, schema)| extends(schema));
            let heirs = heirs.enumerate().map(|(place, (name, _))| {
                (format!("heir-{place}"), json!(format!("#/components/schemas/{name}")))
            });
            let heirs: Map<String, Value> = heirs.collect();
            if self.version != Version::V20 && self.one_in(2) {
                let name = self.schemas[base].name.clone();
                self.made[&name]["discriminator"]["mapping"] = Value::Object(heirs);
            }
        }
    }

    /// A list, a map, or another name.
    fn other(&mut self, end: usize) -> Value {
        match self.below(4) {
            0 if end > 0 => {
                let of = self.below(end);
                self.reference(of)
            }
            1 => self.map(end, 1),
            2 => {
                let schema = self.object(end, 1);
                self.nullable(schema)
            }
            _ => self.list(end, 1),
        }
    }

    /// Any schema; it refers directly to those before `end` only.
    pub(super) fn schema(&mut self, end: usize, depth: usize) -> Value {
        let schema = match self.below(20) {
            0..=8 => self.leaf(),
            9..=11 if end > 0 => {
                let of = self.below(end);
                return self.used(of);
            }
            12 | 13 if depth > 0 => self.object(end, depth - 1),
            14 | 15 if depth > 0 => self.list(end, depth - 1),
            16 if depth > 0 => self.map(end, depth - 1),
            17 if depth > 0 => self.union(end, depth - 1),
            18 if depth > 0 => self.all_of(end, depth - 1),
            19 if self.one_in(3) => json!({}),
            _ => self.leaf(),
        };
        match self.one_in(6) {
            true => self.nullable(schema),
            false => schema,
        }
    }

    /// A reference, at times with more beside it.
    fn used(&mut self, of: usize) -> Value {
        let mut reference = self.reference(of);
        match self.below(8) {
            0 => self.nullable(reference),
            1 if self.version >= Version::V31 => {
                reference["description"] = json!("What it is here.");
                reference
            }
            2 if self.version >= Version::V31 => {
                reference["deprecated"] = json!(true);
                reference
            }
            3 => json!({ "allOf": [reference], "description": "What it is here." }),
            _ => reference,
        }
    }

    /// An object with members of its own.
    pub(super) fn object(&mut self, end: usize, depth: usize) -> Value {
        let count = self.below(6);
        let mut properties = Map::new();
        let mut required = Vec::new();
        for name in self.members(count) {
            let needs = self.one_in(2);
            let mut schema = match needs {
                true => self.schema(end, depth),
                false => self.optional(end, depth),
            };
            let has_siblings =
                schema.get("$ref").is_none() || self.version >= Version::V31;
            if has_siblings {
                self.mark(&mut schema);
            }
            if needs {
                required.push(Value::from(name.as_str()));
            }
            properties.insert(name, schema);
        }
        let mut object = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            object["required"] = Value::Array(required);
        }
        self.further_members(&mut object, end);
        object
    }

    /// What an object says of members that it does not name.
    fn further_members(&mut self, object: &mut Value, end: usize) {
        // A member that is never received would be one of them.
        let one_sided = object["properties"]
            .as_object()
            .is_some_and(|all| all.values().any(|one| one.get("writeOnly").is_some()));
        match self.below(12) {
            0 => object["additionalProperties"] = json!(false),
            1 => object["additionalProperties"] = json!(true),
            2 if !one_sided => object["additionalProperties"] = self.schema(end, 0),
            3 if self.version >= Version::V31 && !one_sided => {
                object["patternProperties"] = json!({ "^x-": self.leaf() });
            }
            4 => object["minProperties"] = json!(0),
            _ => {}
        }
    }

    /// A member that need not be there can refer to any schema.
    fn optional(&mut self, end: usize, depth: usize) -> Value {
        if self.one_in(5) {
            let of = self.below(self.schemas.len());
            return self.used(of);
        }
        if self.one_in(12)
            && let Some(place) = self.place_in_a_schema()
        {
            return json!({ "$ref": place });
        }
        self.schema(end, depth)
    }

    /// The place of a member of a named schema.
    fn place_in_a_schema(&mut self) -> Option<String> {
        let folder = self.folder();
        let with_members = self.made.iter().filter_map(|(name, schema)| {
            let names = schema.get("properties")?.as_object()?.keys();
            Some((name, names.collect::<Vec<_>>()))
        });
        let with_members: Vec<_> =
            with_members.filter(|(_, names)| !names.is_empty()).collect();
        let (name, members) = with_members.get(self.random.below(with_members.len()))?;
        let member = members[self.random.below(members.len())];
        let mut token = member.replace('~', "~0").replace('/', "~1");
        // A reference is a URI.
        for letter in ["%", " ", "<", ">", "[", "]"] {
            token = token.replace(letter, &format!("%{:02X}", letter.as_bytes()[0]));
        }
        token.is_ascii().then(|| format!("#/{folder}/{name}/properties/{token}"))
    }

    /// What is said of a member beside its type.
    fn mark(&mut self, schema: &mut Value) {
        match self.below(24) {
            0 => schema["readOnly"] = json!(true),
            1 if self.version != Version::V20 => schema["writeOnly"] = json!(true),
            2 if self.version != Version::V20 => schema["deprecated"] = json!(true),
            3 => schema["title"] = json!("A title"),
            4 => {
                schema["description"] = json!(
                    "What it is: `code`, <b>HTML</b> & [a link](https://example.com)."
                );
            }
            _ => {}
        }
    }

    fn described(&mut self, mut schema: Value) -> Value {
        if self.one_in(3) && schema.get("$ref").is_none() {
            schema["description"] = json!("What it is.\n\n* one\n* two");
        }
        schema
    }

    /// A list: of one type, or in 3.1 of one type for each place.
    pub(super) fn list(&mut self, end: usize, depth: usize) -> Value {
        if self.version >= Version::V31 && self.one_in(8) {
            let places = [self.leaf(), self.schema(end, 0)];
            let mut tuple =
                json!({ "type": "array", "prefixItems": places, "minItems": 2 });
            match self.one_in(2) {
                true => tuple["items"] = json!(false),
                false => tuple["maxItems"] = json!(2),
            }
            return tuple;
        }
        let items = self.inner(end, depth);
        let mut list = json!({ "type": "array", "items": items });
        match self.below(8) {
            0 => list["uniqueItems"] = json!(true),
            1 => list["maxItems"] = json!(3),
            2 => list["default"] = json!([]),
            _ => {}
        }
        list
    }

    /// A map.
    fn map(&mut self, end: usize, depth: usize) -> Value {
        match self.below(4) {
            0 => json!({ "type": "object", "additionalProperties": true }),
            1 if self.version >= Version::V31 => {
                json!({ "type": "object", "patternProperties": { "^[a-z]+$": self.inner(end, depth) } })
            }
            2 => json!({ "type": "object" }),
            _ => {
                json!({ "type": "object", "additionalProperties": self.inner(end, depth) })
            }
        }
    }

    /// What is in a list or a map: any schema, since those can be empty.
    fn inner(&mut self, end: usize, depth: usize) -> Value {
        if self.one_in(3) {
            let of = self.below(self.schemas.len());
            return self.used(of);
        }
        self.schema(end, depth)
    }

    /// An object that extends named ones.
    fn heir(&mut self, end: usize) -> Value {
        let is_object =
            |shape| matches!(shape, Shape::Object | Shape::Base | Shape::Heir);
        let Some(first) = self.some(end, is_object) else { return self.object(end, 2) };
        let mut parts = vec![self.reference(first)];
        if self.one_in(5)
            && let Some(second) = self.some(end, |shape| shape == Shape::Object)
            && second != first
            && self.have_nothing_in_common(first, second)
        {
            parts.push(self.reference(second));
        }
        parts.push(self.own_members(end));
        if self.one_in(6) {
            let object = parts.pop().unwrap_or_default();
            let mut beside = object;
            beside["allOf"] = Value::Array(parts);
            return beside;
        }
        json!({ "allOf": parts })
    }

    /// Whether no member of an object without bases is one of the other.
    fn have_nothing_in_common(&self, first: usize, second: usize) -> bool {
        let members = |index: usize| {
            let schema = &self.made[&self.schemas[index].name];
            (schema.get("allOf").is_none())
                .then(|| schema["properties"].as_object())
                .flatten()
        };
        match (members(first), members(second)) {
            (Some(some), Some(others)) => {
                !some.keys().any(|name| others.contains_key(name))
            }
            _ => false,
        }
    }

    /// Members that no other schema has: what two say of one member need not have a value.
    fn own_members(&mut self, end: usize) -> Value {
        let mut object = self.object(end, 1);
        let own = |name: &str| format!("own_{name}");
        if let Some(Value::Object(members)) =
            object.get_mut("properties").map(Value::take)
        {
            let members: Map<String, Value> =
                members.into_iter().map(|(name, schema)| (own(&name), schema)).collect();
            object["properties"] = Value::Object(members);
        }
        if let Some(names) = object.get_mut("required").and_then(Value::as_array_mut) {
            for name in names {
                *name = json!(own(name.as_str().unwrap_or_default()));
            }
        }
        if object.get("additionalProperties") == Some(&json!(false))
            && let Some(object) = object.as_object_mut()
        {
            object.remove("additionalProperties");
        }
        object
    }

    /// The same inline.
    fn all_of(&mut self, end: usize, depth: usize) -> Value {
        let is_object = |shape| matches!(shape, Shape::Object | Shape::Heir);
        match self.some(end, is_object) {
            Some(base) => {
                json!({ "allOf": [self.reference(base), self.own_members(end)] })
            }
            None => self.object(end, depth),
        }
    }
}
