//! Null where something is named, as YAML has it for a key without a value. What it was taken for is
//! told.

use serde_json::json;

use super::check::{Checker, Step};
use super::grammar::Kind;
use super::repairs::Repair;
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_, '_> {
    /// A null under a name of the author's choice.
    pub(super) fn null_member(&mut self, kind: &'static Kind, at: &Step<'_>) {
        let Some(object) = kind.object() else { return };
        let (note, help) = match object.name {
            "Schema Object" => {
                ("it was read as any JSON", "write a schema, such as `{ type: string }`")
            }
            "Media Type Object" => (
                "it was read as a body of which nothing is said",
                "write `schema` below the media type",
            ),
            "Header Object" => (
                "it was read as a header of which nothing is said",
                "write `schema` below the header",
            ),
            // A response needs nothing but its status.
            "Response Object" => (
                "it was read as an answer without a body",
                "write `description: …` below the status",
            ),
            _ => ("it was ignored", "write what it is, or leave the name out"),
        };
        if note != "it was ignored" {
            self.repairs.push((at.pointer(), Repair::Value(json!({}))));
        }
        self.null(at, note, help);
    }

    /// A null in a list.
    pub(super) fn null_element(&mut self, kind: &'static Kind, at: &Step<'_>) {
        let Step::Index(Step::Key(_, list), _) = at else { return };
        let is_schema =
            kind.object().is_some_and(|object| object.name == "Schema Object");
        let (meant, note, help) = match *list {
            "type" => {
                (json!("null"), "it was read as the type `'null'`", "write `'null'`")
            }
            "oneOf" | "anyOf" => (
                json!({ "type": "null" }),
                "it was read as `{ type: 'null' }`",
                "write `{ type: 'null' }`, or `nullable: true` before OpenAPI 3.1",
            ),
            _ if is_schema => {
                (json!({}), "it was read as any JSON", "write a schema, or leave it out")
            }
            _ if kind.object().is_some() => {
                let (note, help) =
                    ("it was ignored", "write what it is, or leave it out");
                return self.null(at, note, help);
            }
            _ => return,
        };
        self.repairs.push((at.pointer(), Repair::Value(meant)));
        self.null(at, note, help);
    }

    /// A null in the place of something that shapes a call. In other fields, and where a list or a map
    /// of things would be, null says as much as leaving them out.
    pub(super) fn null_field(&mut self, key: &str, kind: &'static Kind, at: &Step<'_>) {
        const OF_ONE: [&str; 5] = [
            "Discriminator Object",
            "Media Type Object",
            "Request Body Object",
            "Response Object",
            "Schema Object",
        ];
        let of_one = kind.object().is_some_and(|object| OF_ONE.contains(&object.name));
        if !of_one && !matches!(key, "content" | "$ref") {
            return;
        }
        // Serializers write all fields of schemas, and these two, where they are not set. The schema of
        // a body, or the body itself, is something to say.
        let is_written = match kind.object().map(|object| object.name) {
            Some("Schema Object") => !matches!(key, "schema" | "itemSchema"),
            Some("Discriminator Object") => true,
            _ => matches!(key, "content" | "$ref"),
        };
        let help = format!("write what it is, or leave `{key}` out");
        let told = null(at, "it was read as if it were not there", &help);
        self.diagnostics.report(if is_written { told.as_note() } else { told });
    }

    fn null(&mut self, at: &Step<'_>, note: &str, help: &str) {
        self.diagnostics.report(null(at, note, help));
    }
}

fn null(at: &Step<'_>, note: &str, help: &str) -> Diagnostic {
    let message = format!("{} is null", at.name());
    let told = Diagnostic::new(Code::Repaired, &at.pointer(), message);
    told.at_key().note(note).help(help)
}
