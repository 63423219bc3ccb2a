//! Keywords of a schema that were written among its `properties`, a level too deep: what is no
//! schema there, and has the type of the keyword, is that.

use serde_json::{Map, Value};

use super::check::{Checker, Step};
use super::grammar::{Kind, SCHEMA_KIND};
use super::repairs::Repair;
use super::wrong::fits;
use crate::diagnostic::{Code, Diagnostic};

/// What is said of a whole object, and can be no schema.
const KEYWORDS: [&str; 13] = [
    "additionalProperties",
    "deprecated",
    "description",
    "enum",
    "format",
    "maxProperties",
    "minProperties",
    "nullable",
    "readOnly",
    "required",
    "title",
    "type",
    "writeOnly",
];

impl Checker<'_, '_> {
    /// Whether a value that stands for a schema is a keyword of the schema around `properties`; it
    /// is told and put right.
    pub(super) fn is_misplaced(
        &mut self,
        value: &Value,
        kind: &'static Kind,
        at: &Step<'_>,
    ) -> bool {
        let Step::Key(Step::Key(schema, "properties"), key) = at else { return false };
        if !std::ptr::eq(kind, &SCHEMA_KIND)
            || !KEYWORDS.contains(key)
            || !fits(keyword(key), value)
        {
            return false;
        }
        self.move_up(key, value, at, schema);
        true
    }

    /// Finds truth values among properties that are keywords: where no other member has one for a
    /// schema, as JSON Schema allows it.
    pub(super) fn misplaced_flags(
        &mut self,
        properties: &Map<String, Value>,
        schema: &Step<'_>,
    ) {
        let is_keyword = |key: &str| KEYWORDS.contains(&key);
        let mut flags = properties.iter().filter(|(_, value)| value.is_boolean());
        if flags.clone().any(|(key, _)| !is_keyword(key)) {
            return;
        }
        let around = Step::Key(schema, "properties");
        let found = flags.by_ref().filter(|(key, value)| fits(keyword(key), value));
        for (key, value) in found {
            self.move_up(key, value, &Step::Key(&around, key), schema);
        }
    }

    fn move_up(&mut self, key: &str, value: &Value, at: &Step<'_>, schema: &Step<'_>) {
        let (from, to) = (at.pointer(), schema.pointer().child(key));
        let is_there = self.sources.value(&to).is_some();
        let message =
            format!("`{key}` is no schema of a member: it is written a level too deep");
        let note = match is_there {
            true => "it was ignored: the schema around has one",
            false => "it was read as that of the schema around",
        };
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &from, message)
                .at_key()
                .note(note)
                .help(format!("write `{key}` beside `properties`")),
        );
        if !is_there {
            self.repairs.push((to, Repair::Value(value.clone())));
        }
        self.repairs.push((from, Repair::Nothing));
    }
}

fn keyword(key: &str) -> &'static Kind {
    let fields = SCHEMA_KIND.object().map_or(&[][..], |object| object.fields);
    fields.iter().find(|(name, _)| *name == key).map_or(&SCHEMA_KIND, |(_, kind)| kind)
}
