//! The whole description: what it says of itself, servers, security, paths.

use serde_json::{Map, Value, json};

use super::path::bare;
use super::{Grammar, Version, swagger};

impl Grammar {
    /// The description.
    pub(super) fn root(&mut self) -> Value {
        let number = match self.version {
            Version::V20 | Version::V30 => "3.0.3",
            Version::V31 => "3.1.0",
            Version::V32 => "3.2.0",
        };
        let mut root = json!({
            "openapi": number,
            "info": { "title": "Invented API", "version": "1.0.0" },
            "servers": self.servers(),
        });
        let schemes = self.security_schemes();
        self.schemes = schemes.keys().cloned().collect();
        self.named_schemas();
        root["paths"] = Value::Object(self.paths());
        root["components"] = json!({ "schemas": self.made });
        if !schemes.is_empty() {
            root["components"]["securitySchemes"] = Value::Object(schemes);
            if self.one_in(2) {
                root["security"] = self.requirements();
            }
        }
        if self.version >= Version::V31 && self.one_in(5) {
            root["webhooks"] = self.webhooks();
        }
        self.refer_elsewhere(&mut root);
        match self.version {
            Version::V20 => swagger::of(root),
            _ => root,
        }
    }

    fn servers(&mut self) -> Value {
        match self.below(4) {
            0 => {
                json!([{ "url": "https://api.example.com/v1/" }, { "url": "https://sandbox.example.com", "description": "Sandbox" }])
            }
            1 => json!([{
                "url": "https://{region}.example.com/{version}",
                "variables": {
                    "region": { "default": "eu", "enum": ["eu", "us"] },
                    "version": { "default": "v1" },
                },
            }]),
            2 => json!([{ "url": "/api" }]),
            _ => json!([{ "url": "https://api.example.com" }]),
        }
    }

    fn security_schemes(&mut self) -> Map<String, Value> {
        let mut schemes = Map::new();
        for _ in 0..self.below(4) {
            let name = self.pick(&[
                "token", "api_key", "apiKey", "basic", "OAuth2", "client", "type",
            ]);
            let place = self.pick(&["header", "query", "cookie"]);
            let oauth = json!({ "clientCredentials": { "tokenUrl": "https://example.com/token", "scopes": {} } });
            let scheme = match self.below(6) {
                0 | 1 => {
                    json!({ "type": "apiKey", "in": place, "name": format!("X-{name}") })
                }
                2 => json!({ "type": "http", "scheme": "basic" }),
                3 => json!({ "type": "oauth2", "flows": oauth }),
                4 if self.version != Version::V20 => {
                    json!({ "type": "openIdConnect", "openIdConnectUrl": "https://example.com/openid" })
                }
                4 => json!({ "type": "http", "scheme": "basic" }),
                _ if self.version == Version::V20 => {
                    json!({ "type": "apiKey", "in": "header", "name": "Authorization" })
                }
                _ => json!({ "type": "http", "scheme": "bearer" }),
            };
            schemes.insert(name.to_owned(), scheme);
        }
        schemes
    }

    fn paths(&mut self) -> Map<String, Value> {
        let mut paths = Map::new();
        for _ in 0..3 + self.below(4) {
            let (path, parameters) = self.path();
            if paths.keys().any(|other: &String| bare(other) == bare(&path)) {
                continue;
            }
            let is_shared = self.one_in(2);
            let mut item = Map::new();
            for _ in 0..=self.below(2) {
                let method = self.method();
                let mut operation = self.operation(method, &parameters);
                if !is_shared && !parameters.is_empty() {
                    let own =
                        operation["parameters"].as_array().cloned().unwrap_or_default();
                    operation["parameters"] =
                        parameters.iter().cloned().chain(own).collect();
                }
                item.insert(method.to_owned(), operation);
            }
            if is_shared && !parameters.is_empty() {
                item.insert("parameters".to_owned(), Value::Array(parameters));
            }
            paths.insert(path, Value::Object(item));
        }
        paths
    }

    /// Moves a parameter, an answer or a body to the components, or has an answer refer to a
    /// member of a schema.
    fn refer_elsewhere(&mut self, root: &mut Value) {
        let folder = if self.version == Version::V20 { "" } else { "components/" };
        let mut moved: Vec<(&str, Value)> = Vec::new();
        let version = self.version;
        let Some(paths) = root["paths"].as_object_mut() else { return };
        for operation in
            paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut)
        {
            let lists = [("parameters", "parameters"), ("requestBody", "requestBodies")];
            for (key, kind) in lists {
                let place = match operation.get_mut(key) {
                    Some(Value::Array(list)) => list.last_mut(),
                    Some(one) if version != Version::V20 => Some(one),
                    _ => None,
                };
                if let Some(place) = place
                    && self.random.one_in(8)
                {
                    let name = format!("Shared{}", moved.len());
                    let whole = std::mem::replace(
                        place,
                        json!({ "$ref": format!("#/{folder}{kind}/{name}") }),
                    );
                    moved.push((kind, whole));
                }
            }
        }
        for (index, (kind, whole)) in moved.into_iter().enumerate() {
            root["components"][kind][format!("Shared{index}")] = whole;
        }
    }
}
