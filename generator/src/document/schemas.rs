//! What is looked at in every schema beyond the types of its fields.

use serde_json::{Map, Value};

use super::check::{Checker, Step};
use super::grammar::Object;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Pointer;

impl Checker<'_, '_> {
    /// Whether something else has to stand for a schema, which is checked when it does.
    pub(super) fn put_schema_right(
        &mut self,
        members: &Map<String, Value>,
        schema: &'static Object,
        at: &Step<'_>,
    ) -> bool {
        self.put_schema(members, schema, at)
            || self.put_type_right(members, at)
            || self.extend_by_properties(members, at)
            || self.put_below_properties(members, schema, at)
            || self.leave_out_type(members, at)
    }

    /// Looks at a schema that stands as it is.
    pub(super) fn schema(&mut self, members: &Map<String, Value>, at: &Step<'_>) {
        if let Some(Value::String(name)) = members.get("$anchor") {
            self.anchor(name, at);
        }
        if let Some(Value::Bool(required)) = members.get("required") {
            self.required_flag(*required, at);
        }
        if let Some(Value::Object(properties)) = members.get("properties") {
            self.misplaced_flags(properties, at);
        }
        self.tell_contradictions(members, at);
        self.discriminator(members, at);
    }

    /// An anchor that another schema of the same resource has (JSON Schema 2020-12 §8.2.2).
    fn anchor(&mut self, name: &str, schema: &Step<'_>) {
        let here = schema.pointer();
        let resource = self.sources.resource(&here);
        let Some(first) = self.sources.anchor(&resource, name.trim()) else { return };
        let text = |schema: &Pointer| {
            Some(self.sources.locate(&schema.child("$anchor"))?.value)
        };
        // An alias of YAML is the same schema again.
        if *first == here || text(first) == text(&here) {
            return;
        }
        let message = format!("the anchor `{name}` is there twice");
        let twice = Diagnostic::new(Code::Repaired, &here.child("$anchor"), message);
        self.diagnostics.report(
            twice
                .and_at(&first.child("$anchor"), "this one counts")
                .help("give every schema an anchor of its own"),
        );
    }

    /// `required` as a property had it before JSON Schema had a list.
    fn required_flag(&mut self, required: bool, schema: &Step<'_>) {
        let at = Step::Key(schema, "required");
        let in_property = matches!(schema, Step::Key(Step::Key(_, "properties"), _));
        let message = match (required, in_property) {
            (true, true) => {
                "`required: true` in a property was read as the property being required"
            }
            (false, true) => "`required: false` in a property says nothing",
            (true, false) => {
                "`required: true` in a schema that is no property was ignored"
            }
            (false, false) => "`required: false` in a schema says nothing",
        };
        let help = match in_property {
            true => "list the property in `required` of the schema that has it",
            false => "list the names of the properties that are required",
        };
        let repaired = Diagnostic::new(Code::Repaired, &at.pointer(), message);
        self.diagnostics.report(repaired.at_key().help(help));
    }
}
