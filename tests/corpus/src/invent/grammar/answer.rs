//! Answers: statuses, media types, headers, streams, files, lists with pages.

use serde_json::{Map, Value, json};

use super::{Grammar, Version};

impl Grammar {
    /// The answers of an operation.
    pub(super) fn responses(&mut self) -> Map<String, Value> {
        let mut responses = Map::new();
        let first =
            self.pick(&["200", "200", "200", "201", "202", "204", "2XX", "default"]);
        responses.insert(first.to_owned(), self.response(first));
        if self.one_in(4) {
            let second = self.pick(&["201", "202", "204", "206", "304"]);
            if second != first {
                responses.insert(second.to_owned(), self.response(second));
            }
        }
        for _ in 0..self.below(3) {
            let status =
                self.pick(&["400", "404", "409", "422", "4XX", "500", "5XX", "default"]);
            if !responses.contains_key(status) {
                let error = self.error();
                responses.insert(status.to_owned(), error);
            }
        }
        responses
    }

    fn response(&mut self, status: &str) -> Value {
        let mut response = json!({ "description": "What came of it." });
        if status != "204" && status != "304" && !self.one_in(8) {
            let mut content = Map::new();
            for _ in 0..=usize::from(self.one_in(6)) {
                let (media_type, inner) = self.content();
                content.insert(media_type.to_owned(), inner);
            }
            response["content"] = Value::Object(content);
        }
        if self.one_in(6) && self.version != Version::V20 {
            let name = self.parameter_name("header");
            response["headers"] = json!({ name: { "schema": self.leaf() } });
        }
        response
    }

    fn content(&mut self) -> (&'static str, Value) {
        match self.below(16) {
            0 => ("text/plain", json!({ "schema": { "type": "string" } })),
            1 => ("application/octet-stream", self.binary()),
            2 => ("image/png", self.binary()),
            3 => ("text/event-stream", self.json_content()),
            4 => ("application/x-ndjson", self.json_content()),
            5 => ("application/vnd.example.v1+json", self.json_content()),
            6 => ("*/*", self.json_content()),
            7 => ("application/xml", self.json_content()),
            8 => ("text/csv", json!({ "schema": { "type": "string" } })),
            _ => ("application/json", self.json_content()),
        }
    }

    fn error(&mut self) -> Value {
        let mut response = json!({ "description": "What went wrong." });
        if !self.one_in(3) {
            let media_type =
                self.pick(&["application/json", "application/problem+json"]);
            response["content"] = json!({ media_type: self.json_content() });
        }
        response
    }

    /// The parameters and the answer of a list that goes on.
    pub(super) fn pages(&mut self) -> (Vec<Value>, Map<String, Value>) {
        let of = self.below(self.schemas.len());
        let items = json!({ "type": "array", "items": self.reference(of) });
        let integer = || json!({ "type": "integer" });
        let query = |name: &str, schema: Value| json!({ "name": name, "in": "query", "schema": schema });
        let (parameters, answer) = match self.below(5) {
            0 => (vec![query("page", integer()), query("per_page", integer())], items),
            1 => (
                vec![query("offset", integer()), query("limit", integer())],
                json!({ "type": "object", "properties": { "items": items, "total": integer() } }),
            ),
            2 => (
                vec![query("cursor", json!({ "type": "string" }))],
                json!({
                    "type": "object", "required": ["data"],
                    "properties": { "data": items, "next_cursor": { "type": "string" }, "has_more": { "type": "boolean" } },
                }),
            ),
            3 => (
                vec![
                    query("pageToken", json!({ "type": "string" })),
                    query("pageSize", integer()),
                ],
                json!({ "type": "object", "properties": { "things": items, "nextPageToken": { "type": "string" } } }),
            ),
            _ => (
                vec![query("page", integer())],
                json!({ "type": "object", "properties": {
                    "results": items,
                    "next": { "type": "string", "format": "uri" },
                    "meta": { "type": "object", "properties": { "total_pages": integer(), "page": integer() } },
                } }),
            ),
        };
        let response = json!({
            "description": "Some of them.",
            "content": { "application/json": { "schema": answer } },
        });
        (parameters, Map::from_iter([("200".to_owned(), response)]))
    }
}
