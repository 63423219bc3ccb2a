//! References in the place of lists and of texts, and schemas in the place of their types, which the
//! specification does not know.

use serde_json::{Map, Value};

use super::check::{Checker, Step};
use super::grammar::{Kind, Object};
use super::repairs::Repair;
use super::wrong::fits;
use super::{Node, resolve};
use crate::diagnostic::{Code, Diagnostic};

/// How many values are copied at most: many references to a long list would be very many.
pub(super) const MOST_COPIES: usize = 100_000;

impl<'t> Checker<'t, '_> {
    /// The list that a reference in the place of one leads to, and whether there are references in
    /// it. One in another file has to stand for itself: references in it start from there.
    pub(super) fn referred_list(
        &mut self,
        members: &Map<String, Value>,
        at: &Step<'_>,
    ) -> Option<(Node<'t>, bool)> {
        let reference = members.get("$ref")?.as_str()?;
        let from = Node { value: &Value::Null, at: at.pointer() };
        let found = resolve::step(self.sources, &from, reference).ok()?.node;
        let mut has_reference = false;
        let is_list = found.value.is_array()
            && take_copies(&mut self.copies, found.value, &mut has_reference);
        let stands_alone = found.at.file() == at.file() || !has_reference;
        (is_list && stands_alone).then_some((found, has_reference))
    }

    /// Has the reference stand for a list that has nothing else, in the place of an object:
    /// `[{ "$ref": … }]`. Whether it does.
    pub(super) fn put_reference(
        &mut self,
        value: &Value,
        kind: &'static Kind,
        at: &Step<'_>,
    ) -> bool {
        // The keys of a map are names, and `$ref` would be one.
        let takes_object = kind
            .object()
            .is_some_and(|object| object.fields.iter().any(|(key, _)| *key == "$ref"));
        let Some([only]) = value.as_array().map(Vec::as_slice) else { return false };
        if !takes_object || !only.get("$ref").is_some_and(Value::is_string) {
            return false;
        }
        let at = at.pointer();
        let message = "a list of one `$ref` was read as that `$ref`";
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &at, message)
                .help("write the `$ref` without the list around it"),
        );
        self.repairs.push((at, Repair::Value(only.clone())));
        self.again = true;
        true
    }

    /// Has a reference to one thing stand for the list of that thing: `allOf: { $ref: … }`. Whether it
    /// does.
    pub(super) fn put_in_list(
        &mut self,
        value: &Value,
        kind: &'static Kind,
        at: &Step<'_>,
    ) -> bool {
        let reference = value.get("$ref").and_then(Value::as_str);
        let (Kind::List(inner), Some(reference)) = (kind, reference) else {
            return false;
        };
        let from = Node { value: &Value::Null, at: at.pointer() };
        let found = resolve::step(self.sources, &from, reference);
        let is_one = found.is_ok_and(|found| found.node.value.is_object());
        if !is_one || inner.object().is_none() {
            return false;
        }
        let name = at.name();
        let message = format!("{name} is a `$ref` and was read as a list of that");
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &at.pointer(), message)
                .help(format!("write `[{{ $ref: '{reference}' }}]`")),
        );
        self.repairs.push((at.pointer(), Repair::Value(serde_json::json!([value]))));
        self.again = true;
        true
    }

    /// The text that a reference in the place of one leads to, such as a file of Markdown.
    pub(super) fn referred_text(
        &mut self,
        members: &Map<String, Value>,
        at: &Step<'_>,
    ) -> Option<&'t str> {
        const BYTES_OF_ONE: usize = 100;
        let reference = members.get("$ref")?.as_str()?;
        let from = Node { value: &Value::Null, at: at.pointer() };
        let text =
            resolve::step(self.sources, &from, reference).ok()?.node.value.as_str()?;
        self.copies = self.copies.checked_sub(1 + text.len() / BYTES_OF_ONE)?;
        Some(text)
    }

    /// Has a text stand where a reference leads to it.
    pub(super) fn put_text(&mut self, text: &str, at: &Step<'_>) {
        let at = at.pointer();
        let message = "a `$ref` to a text was read as that text";
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &at.child("$ref"), message)
                .help("write the text here"),
        );
        self.repairs.push((at, Repair::Value(text.into())));
    }

    /// Has a schema that is written in the place of its type stand for the whole: `type: { type:
    /// string }`. Whether it does: what is no keyword beside it may be members without `properties`.
    pub(super) fn put_schema(
        &mut self,
        members: &Map<String, Value>,
        schema: &Object,
        at: &Step<'_>,
    ) -> bool {
        let Some(Value::Object(inner)) = members.get("type") else { return false };
        let is_keyword = |(key, value): (&String, &Value)| {
            let field = schema.fields.iter().find(|(name, _)| name == key);
            let fitting = |(_, kind): &(&str, Kind)| {
                fits(kind, value) && !(matches!(kind, Kind::Any) && value.is_object())
            };
            key == "type" || key.starts_with("x-") || field.is_some_and(fitting)
        };
        let says_type = ["type", "$ref", "oneOf", "anyOf", "allOf", "enum"];
        let is_schema = says_type.iter().any(|key| inner.contains_key(*key))
            && inner.iter().all(is_keyword)
            && members.iter().all(is_keyword);
        let mut whole = members.clone();
        whole.remove("type");
        let is_note = |key: &str| matches!(key, "title" | "description");
        if !is_schema || whole.keys().any(|key| inner.contains_key(key) && !is_note(key))
        {
            return false;
        }
        for (key, value) in inner {
            whole.entry(key.clone()).or_insert_with(|| value.clone());
        }
        let message = "a schema in the place of `type` was read as the schema itself";
        let at = at.pointer();
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &at.child("type"), message)
                .help("write what is in it without the `type` around it"),
        );
        self.repairs.push((at, Repair::Value(Value::Object(whole))));
        self.again = true;
        true
    }

    /// Has a list stand where a reference leads to it.
    pub(super) fn put_list(
        &mut self,
        list: Node<'t>,
        kind: &'static Kind,
        at: &Step<'_>,
    ) {
        let at = at.pointer();
        let message = "a `$ref` to a list was read as that list";
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &at.child("$ref"), message)
                .help("write the list here, or a `$ref` for each element of it"),
        );
        self.repairs.push((at, Repair::CopyOf(list.at.clone())));
        let seen =
            (std::ptr::from_ref(list.value).addr(), std::ptr::from_ref(kind).addr());
        if self.seen.insert(seen) {
            self.open.push((list, kind));
        }
    }
}

/// Takes a value from how many may still be copied, and sees whether there is a reference in it.
/// Whether there were enough.
pub(super) fn take_copies(
    left: &mut usize,
    value: &Value,
    has_reference: &mut bool,
) -> bool {
    let Some(fewer) = left.checked_sub(1) else { return false };
    *left = fewer;
    match value {
        Value::Array(values) => {
            values.iter().all(|value| take_copies(left, value, has_reference))
        }
        Value::Object(members) => {
            *has_reference |= members.contains_key("$ref");
            members.values().all(|value| take_copies(left, value, has_reference))
        }
        _ => true,
    }
}
