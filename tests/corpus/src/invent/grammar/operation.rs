//! Operations.

use serde_json::{Value, json};

use super::{Grammar, Version};

/// Methods, and how often each is taken.
const METHODS: [&str; 11] = [
    "get", "get", "get", "get", "post", "post", "post", "put", "patch", "delete", "head",
];

impl Grammar {
    /// A method of HTTP.
    pub(super) fn method(&mut self) -> &'static str {
        match self.version == Version::V32 && self.one_in(10) {
            true => "query",
            false => self.pick(&METHODS),
        }
    }

    /// An operation on a path that has these parameters already.
    pub(super) fn operation(&mut self, method: &str, taken: &[Value]) -> Value {
        let mut operation = json!({});
        self.names(&mut operation);
        let mut parameters = self.parameters(taken);
        let mut responses = self.responses();
        if method == "get" && self.one_in(4) {
            let (more, answer) = self.pages();
            let names: Vec<Value> = more.iter().map(|one| one["name"].clone()).collect();
            parameters.retain(|one| !names.contains(&one["name"]));
            parameters.extend(more);
            responses = answer;
        }
        if method == "head" {
            responses.values_mut().filter_map(Value::as_object_mut).for_each(|one| {
                one.remove("content");
            });
        }
        if !parameters.is_empty() {
            operation["parameters"] = Value::Array(parameters);
        }
        if matches!(method, "post" | "put" | "patch" | "query") && !self.one_in(5) {
            operation["requestBody"] = self.request_body();
        }
        operation["responses"] = Value::Object(responses);
        if self.one_in(10) {
            operation["deprecated"] = json!(true);
        }
        if self.one_in(5) {
            operation["security"] = self.requirements();
        }
        if self.one_in(16) && method == "post" {
            operation["callbacks"] = self.callbacks();
        }
        operation
    }

    /// Operation id, tags, summary.
    fn names(&mut self, operation: &mut Value) {
        if self.one_in(2) {
            let (what, of) = (self.action(), self.collection());
            let mut id = match self.below(6) {
                0 => format!("{what}_{of}"),
                1 => format!("{of}.{what}"),
                2 => format!("{of}-{what}"),
                3 => self.member(),
                _ => format!("{what}{}{}", of[..1].to_uppercase(), &of[1..]),
            };
            while self.ids.contains(&id) {
                id.push_str("_again");
            }
            operation["operationId"] = json!(id);
            self.ids.push(id);
        }
        if self.one_in(2) {
            operation["tags"] = json!([self.pick(&[
                "pets",
                "Orders",
                "client",
                "Users & Teams",
                "2FA"
            ])]);
        }
        if self.one_in(2) {
            operation["summary"] = json!("Does what it says");
        }
    }

    /// What is required to be sent: one of these, each with all of its schemes.
    pub(super) fn requirements(&mut self) -> Value {
        let mut requirements = Vec::new();
        for _ in 0..self.below(3) {
            let mut all = serde_json::Map::new();
            for _ in 0..=usize::from(self.one_in(3)) {
                if self.schemes.is_empty() {
                    continue;
                }
                let index = self.below(self.schemes.len());
                all.insert(self.schemes[index].clone(), json!([]));
            }
            requirements.push(Value::Object(all));
        }
        if self.one_in(4) {
            requirements.push(json!({}));
        }
        Value::Array(requirements)
    }

    fn callbacks(&mut self) -> Value {
        let body = self.json_content();
        json!({ "onEvent": { "{$request.query.url}": { "post": {
            "requestBody": { "required": true, "content": { "application/json": body } },
            "responses": { "200": { "description": "Heard." } },
        } } } })
    }

    /// What the API sends.
    pub(super) fn webhooks(&mut self) -> Value {
        let mut webhooks = serde_json::Map::new();
        for _ in 0..=self.below(2) {
            let name = self.member();
            let body = self.json_content();
            webhooks.insert(
                name,
                json!({ "post": {
                "requestBody": { "content": { "application/json": body } },
                "responses": { "200": { "description": "Heard." } },
            } }),
            );
        }
        Value::Object(webhooks)
    }
}
