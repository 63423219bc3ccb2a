//! Types that are none of JSON's: names of schemas, several in one text, and slips.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::check::{Checker, Step};
use super::contradicted::SHAPES;
use super::json_types::{alias, intersection, known_type, told_types, types_said};
use super::kinds::written;
use super::repairs::Repair;
use super::{Node, resolve};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::JsonType;
use crate::source::Pointer;
use crate::suggest::is_misspelt;

const TYPES: [&str; 7] =
    ["string", "number", "integer", "boolean", "array", "object", "null"];

/// The keywords that have schemas for the same value.
const PARTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// How many schemas are looked at to see whether one leads back to another.
const MOST_LOOKS: usize = 200;

/// How deep arrays of arrays are read from one text.
const DEEPEST: usize = 4;

impl Checker<'_, '_> {
    /// Has what a `type` plainly means stand for it, where that is no type of JSON, and where a `$ref`
    /// beside it says what the elements of an array are. Whether it does.
    pub(super) fn put_type_right(
        &mut self,
        members: &Map<String, Value>,
        at: &Step<'_>,
    ) -> bool {
        if self.put_items(members, at) || self.put_only_item(members, at) {
            return true;
        }
        let Some(Value::String(text)) = members.get("type") else { return false };
        if known_type(text).is_some() || alias(&text.to_ascii_lowercase()).is_some() {
            return false;
        }
        let Some(mut meant) = self.meant_by(text, at, DEEPEST) else { return false };
        let refers = meant.contains_key("$ref");
        if refers && SHAPES.iter().any(|key| members.contains_key(*key))
            || ["$ref", "items"]
                .iter()
                .any(|key| members.contains_key(*key) && meant.contains_key(*key))
        {
            return false;
        }
        let read_as = match meant.get("type") {
            Some(json) if meant.len() == 1 => plain(json),
            _ => written(&Value::Object(meant.clone())),
        };
        let message = format!("the type `{text}` was read as `{read_as}`");
        let help = match meant.contains_key("type") && meant.len() == 1 {
            true => format!("write `type: {read_as}`"),
            false => format!("write `{read_as}`"),
        };
        let here = at.pointer();
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &here.child("type"), message).help(help),
        );
        let mut whole = members.clone();
        if refers {
            whole.shift_remove("type");
        }
        whole.append(&mut meant);
        self.repairs.push((here, Repair::Value(Value::Object(whole))));
        self.again = true;
        true
    }

    /// `{ type: array, $ref: … }` where that is no array: the elements are meant.
    fn put_items(&mut self, members: &Map<String, Value>, at: &Step<'_>) -> bool {
        let (Some(Value::String(reference)), Some(said)) =
            (members.get("$ref"), members.get("type"))
        else {
            return false;
        };
        let mut types = types_said(said).unwrap_or_default();
        types.remove(&JsonType::Null);
        if SHAPES.iter().any(|key| members.contains_key(*key))
            || !types.iter().eq([&JsonType::Array])
        {
            return false;
        }
        let from = Node { value: &Value::Null, at: at.pointer() };
        let target = resolve::step(self.sources, &from, reference).ok();
        let told = target.and_then(|target| told_types(self.sources, &target.node));
        if told.is_none_or(|told| !intersection(&told, &types).is_empty()) {
            return false;
        }
        let here = at.pointer();
        let message = "a `$ref` beside `type: array` leads to what is no array";
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &here.child("$ref"), message)
                .note("it was read as the schema of the elements")
                .help(format!("write `items: {{ $ref: '{reference}' }}`")),
        );
        let mut whole = members.clone();
        whole.shift_remove("$ref");
        whole.insert("items".to_owned(), json!({ "$ref": reference }));
        self.repairs.push((here, Repair::Value(Value::Object(whole))));
        self.again = true;
        true
    }

    /// `items: [X]`, which is a tuple of one to JSON Schema, and the schema of all elements to those who
    /// write it; but where something is said of further ones.
    fn put_only_item(&mut self, members: &Map<String, Value>, at: &Step<'_>) -> bool {
        let Some([only]) =
            members.get("items").and_then(Value::as_array).map(Vec::as_slice)
        else {
            return false;
        };
        let of_others = ["additionalItems", "prefixItems", "unevaluatedItems"];
        if !only.is_object() || of_others.iter().any(|key| members.contains_key(*key)) {
            return false;
        }
        let here = at.pointer().child("items");
        let message = "`items` is a list of one schema";
        self.diagnostics.report(
            Diagnostic::new(Code::Repaired, &here, message)
                .note("it was read as the schema of all elements")
                .help("write the schema without the list around it"),
        );
        let moves = vec![(here.index(0), here.clone())];
        self.repairs.push((here, Repair::Moved(only.clone(), moves)));
        self.again = true;
        true
    }

    /// The keywords that a text in the place of a type means.
    fn meant_by(
        &self,
        text: &str,
        at: &Step<'_>,
        depth: usize,
    ) -> Option<Map<String, Value>> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        let object = |value: Value| value.as_object().cloned();
        if let Some(name) = type_name(&lower) {
            return object(json!({ "type": name }));
        }
        if let Some(reference) = self.named_schema(text, at) {
            return object(json!({ "$ref": reference }));
        }
        if let Some(inner) = element(text) {
            let items = self.meant_by(inner, at, depth.checked_sub(1)?)?;
            return object(json!({ "type": "array", "items": items }));
        }
        let optional = lower.strip_suffix('?').map(|one| format!("{one}|null"));
        let several = optional.as_deref().unwrap_or(&lower).replace(" or ", "|");
        let names: Option<Vec<&str>> =
            several.split(['|', ',']).map(|one| type_name(one.trim())).collect();
        let names = names.filter(|names| names.len() > 1)?;
        object(json!({ "type": names }))
    }

    /// The reference to the schema that a text is the name of, or the reference that it is.
    pub(super) fn named_schema(&self, text: &str, at: &Step<'_>) -> Option<String> {
        let from = Node { value: &Value::Null, at: at.pointer() };
        let found = resolve::step(self.sources, &from, text).ok()?.node;
        let is_schema = found.value.is_object()
            && !self.leads_back(&found, &from.at)
            && super::kinds::kind_at(self.sources, &found.at).is_none_or(|kind| {
                kind.object().is_some_and(|object| object.name == "Schema Object")
            });
        is_schema.then(|| match found.at.file() == at.file() {
            true => found.at.to_string(),
            false => text.to_owned(),
        })
    }

    /// Whether a schema is the one at a place, or leads to it by what it refers to, names as its type,
    /// or has as a part: a reference to it would say nothing but itself.
    fn leads_back(&self, found: &Node<'_>, at: &Pointer) -> bool {
        let whole = outermost(at);
        let mut open = vec![found.clone()];
        let mut seen = BTreeSet::new();
        while let Some(node) = open.pop() {
            if outermost(&node.at) == whole || seen.len() > MOST_LOOKS {
                return true;
            }
            if !seen.insert(std::ptr::from_ref(node.value).addr()) {
                continue;
            }
            let typed = node.str("type").filter(|name| known_type(name).is_none());
            for text in
                node.reference().into_iter().chain(typed).chain(node.value.as_str())
            {
                let next = resolve::step(self.sources, &node, text);
                open.extend(next.ok().map(|next| next.node));
            }
            open.extend(PARTS.iter().flat_map(|key| node.items_of(key)));
        }
        false
    }
}

/// The schema that a part of others, and of others again, is in.
fn outermost(at: &Pointer) -> Pointer {
    let mut whole = at.clone();
    loop {
        let list = whole.parent().filter(|list| list.last().is_some_and(is_parts));
        let Some(schema) = list.and_then(|list| list.parent()) else { return whole };
        whole = schema;
    }
}

/// Whether a key has the parts or the branches of a schema.
fn is_parts(key: &str) -> bool {
    PARTS.contains(&key)
}

/// The type of JSON that a word is, or is but for a letter; words of other languages stay, since they
/// can say a format.
fn type_name(lower: &str) -> Option<&str> {
    if known_type(lower).is_some() || alias(lower).is_some() {
        return Some(lower);
    }
    let is_word = lower.chars().all(char::is_alphanumeric);
    TYPES.into_iter().find(|name| is_word && name.len() > 4 && is_misspelt(lower, name))
}

/// What `Pet[]`, `array[Pet]`, `List<Pet>` and `array of Pet` have as elements.
fn element(text: &str) -> Option<&str> {
    if let Some(inner) = text.strip_suffix("[]") {
        return Some(inner);
    }
    let lower = text.to_ascii_lowercase();
    let name =
        ["array", "list", "set"].into_iter().find(|name| lower.starts_with(name))?;
    let rest = text[name.len()..].trim();
    let brackets = [('[', ']'), ('<', '>'), ('(', ')')];
    let within = |(open, close)| rest.strip_prefix(open)?.strip_suffix(close);
    rest.strip_prefix("of ").or_else(|| brackets.into_iter().find_map(within))
}

/// A type, or a list of types, as YAML has it.
fn plain(json: &Value) -> String {
    match json {
        Value::String(name) => name.clone(),
        list => list.to_string().replace('"', "'"),
    }
}
