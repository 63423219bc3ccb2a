//! What a media type is for us.

use crate::model::{ContentKind, essence};

/// What a media type is for us (RFC 6838; structured syntax suffixes, RFC 6839).
pub(crate) fn content_kind(media_type: &str) -> ContentKind {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => ContentKind::Form,
        "text/event-stream" => ContentKind::EventStream,
        "application/jsonl"
        | "application/json-lines"
        | "application/x-ndjson"
        | "application/ndjson"
        | "application/x-jsonlines"
        | "application/stream+json"
        | "application/x-json-stream"
        | "application/json-seq"
        | "application/geo+json-seq" => ContentKind::JsonLines,
        "application/json" | "text/json" | "application/x-json" | "*/*"
        | "application/*" | "" | "json" | "undefined" | "string" => ContentKind::Json,
        "application/xml"
        | "application/yaml"
        | "application/x-yaml"
        | "application/javascript"
        | "application/graphql"
        | "application/sql"
        | "application/x-sql"
        | "application/toml"
        | "application/x-pem-file"
        | "application/csv" => ContentKind::Text,
        _ if essence.ends_with("+json") => ContentKind::Json,
        _ if essence.ends_with("+xml") && !essence.starts_with("image/") => {
            ContentKind::Text
        }
        _ if essence.starts_with("multipart/") => ContentKind::Multipart,
        _ if essence.starts_with("text/") => ContentKind::Text,
        _ => ContentKind::Binary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let table = [
            ("application/json; charset=utf-8", ContentKind::Json),
            ("Application/Problem+JSON", ContentKind::Json),
            ("application/vnd.github.v3.diff", ContentKind::Binary),
            ("image/svg+xml", ContentKind::Binary),
            ("text/csv", ContentKind::Text),
            ("multipart/mixed", ContentKind::Multipart),
            ("application/x-ndjson", ContentKind::JsonLines),
            ("application/x-json-stream", ContentKind::JsonLines),
        ];
        for (media_type, kind) in table {
            assert_eq!(content_kind(media_type), kind, "{media_type}");
        }
    }
}
