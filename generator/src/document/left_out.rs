//! Keys that no object has, and what is lost by them: operations without a method, and fields whose
//! names are near.

use serde_json::{Map, Value};

use super::check::{Checker, Step};
use super::grammar::{OPERATION, Object};
use super::structure::{distance, shown};
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_, '_> {
    /// Warns of an operation that is left out since its key is no method, or since it has none.
    /// Whether the key is told of.
    pub(super) fn warn_of_operation(
        &mut self,
        key: &str,
        members: &Map<String, Value>,
        object: &'static Object,
        at: &Step<'_>,
    ) -> bool {
        if object.name != "Path Item Object" {
            return false;
        }
        let is_whole = members.get("responses").is_some_and(Value::is_object);
        if is_whole && OPERATION.fields.iter().any(|(field, _)| *field == key) {
            if key == "responses" {
                let message = "an operation without a method was left out";
                let unknown =
                    Diagnostic::new(Code::UnknownField, &at.pointer(), message);
                self.diagnostics.report(unknown.as_warning().at_key().help(
                    "write what the operation has below its method: `get: { responses: … }`",
                ));
            }
            return true;
        }
        let has = |field: &str| members[key].get(field).is_some();
        if !["responses", "operationId", "requestBody"].into_iter().any(has) {
            return false;
        }
        let message =
            format!("`{}` is no method: the operation in it was left out", shown(key));
        let unknown = Diagnostic::new(Code::UnknownField, &at.pointer(), message);
        self.diagnostics.report(unknown.as_warning().at_key().help(
            "write the method that is called, such as `get`, `post`, `put`, `patch` or `delete`",
        ));
        true
    }

    /// Warns of a key that is near to the name of a field that is missing, but has another kind of
    /// value. Whether it is.
    pub(super) fn warn_of_name(
        &mut self,
        key: &str,
        members: &Map<String, Value>,
        object: &'static Object,
        at: &Step<'_>,
    ) -> bool {
        let missing = object.fields.iter().map(|(name, _)| *name);
        let missing = missing.filter(|name| !members.contains_key(*name));
        let near = missing.filter_map(|name| Some((distance(key, name, object)?, name)));
        let Some((_, name)) = near.min_by_key(|(distance, _)| *distance) else {
            return false;
        };
        let unknown = unknown_field(key, object, at).as_warning();
        self.diagnostics.report(unknown.help(format!("did you mean `{name}`?")));
        true
    }
}

/// The diagnostic for a key that no object of its kind has.
pub(super) fn unknown_field(
    key: &str,
    object: &'static Object,
    at: &Step<'_>,
) -> Diagnostic {
    let message =
        format!("the {} has no field `{}`; it was ignored", object.name, shown(key));
    Diagnostic::new(Code::UnknownField, &at.pointer(), message).at_key()
}
