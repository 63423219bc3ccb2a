//! `enum` and `const`.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::shape::Shape;
use crate::build::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::{Docs, Enum, EnumValue, JsonType, TypeKind, plain_text};
use crate::source::Pointer;

/// From here on, not every whole number is a floating-point one.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

impl<'t> Builder<'t, '_> {
    /// The enum that a shape is, if it is one. Truth values are no enum: there are only two.
    pub(super) fn enumeration(&mut self, shape: &Shape<'t>) -> Option<TypeKind> {
        let values = shape.values.as_ref()?;
        let at = shape.values_at.clone().unwrap_or_else(|| shape.node.clone());
        let types = shape.json_types();
        let mut known: IndexSet<Value> = IndexSet::new();
        for value in values {
            known.extend(self.enum_value(&at, value, &types));
        }
        if known.is_empty() {
            return None;
        }
        if known.iter().all(Value::is_boolean) {
            return Some(TypeKind::Boolean);
        }
        if known.iter().any(|value| value.is_object() || value.is_array()) {
            return None; // The type beside it says more.
        }
        // Fractions alone do not name anything: that is a number.
        if known.iter().any(Value::is_f64) && known.iter().all(Value::is_number) {
            return None;
        }
        self.report_unusable_lists(&at, known.len());
        let values = name_values(&at, known);
        Some(TypeKind::Enum(Enum { values, open: false }))
    }

    /// Notes lists of names or texts that are not as long as the values, or no lists.
    fn report_unusable_lists(&mut self, at: &Node<'t>, values: usize) {
        for key in NAME_KEYS.iter().chain(&TEXT_KEYS) {
            let Some(list) = at.get(key) else { continue };
            let message = match list.value {
                Value::Object(_) => continue,
                Value::Array(items) if items.len() >= values => continue,
                Value::Array(items) => {
                    format!("`{key}` has {} elements for {values} values", items.len())
                }
                _ => format!("`{key}` is no list and was ignored"),
            };
            self.report(
                Diagnostic::new(Code::UnsupportedKeyword, &list.at, message)
                    .at_key()
                    .help("write one element for each value of `enum`, in its order"),
            );
        }
    }

    /// How a number or a truth value is written in its file: `1.10` is not the number's only text.
    fn spelling(&self, place: &Pointer) -> Option<String> {
        let sources = self.document.sources;
        let location = sources.locate(place).filter(|location| location.exact)?;
        let text = sources.file(location.file).text.get(location.value)?;
        // With a tag, an anchor or by an alias it is written in more than one word.
        let plain = |c: char| c.is_ascii_alphanumeric() || "+-._".contains(c);
        (!text.is_empty() && text.chars().all(plain)).then(|| text.to_owned())
    }

    /// A value as one of the schema's type: numbers written as strings and the reverse are
    /// repaired, what is of another type is left out.
    fn enum_value(
        &mut self,
        at: &Node<'t>,
        value: &Value,
        types: &[JsonType],
    ) -> Option<Value> {
        let json = JsonType::of(value);
        let fits = types.is_empty()
            || types.contains(&json)
            || (json == JsonType::Integer && types.contains(&JsonType::Number));
        if fits {
            return Some(value.clone());
        }
        let place = place_of(at, value);
        let written = match value {
            Value::Number(_) | Value::Bool(_) => self.spelling(&place),
            _ => None,
        };
        let written = written.unwrap_or_else(|| value.to_string());
        let repaired = match value {
            Value::String(text) if types.contains(&JsonType::Integer) => {
                whole_number(text)
            }
            Value::String(text) if types.contains(&JsonType::Number) => number(text),
            Value::String(text) if types.contains(&JsonType::Boolean) => {
                text.trim().parse::<bool>().ok().map(Value::from)
            }
            Value::Number(_) if types.contains(&JsonType::Integer) => {
                whole_number(&written)
            }
            Value::Number(_) | Value::Bool(_) if types.contains(&JsonType::String) => {
                Some(Value::String(written.clone()))
            }
            _ => None,
        };
        let what = match &repaired {
            Some(repaired) => {
                format!("the enum value `{written}` was read as `{repaired}`")
            }
            None => format!("the enum value `{written}` is not of the schema's type"),
        };
        self.report(
            Diagnostic::new(Code::EnumValueMismatch, &place, what)
                .help("write values of the schema's own `type`"),
        );
        repaired
    }
}

/// The whole number that a text says, to the last digit.
fn whole_number(text: &str) -> Option<Value> {
    let text = text.trim();
    let digits = match text.split_once('.') {
        Some((digits, fraction)) if fraction.bytes().all(|one| one == b'0') => digits,
        _ => text,
    };
    let signed = digits.parse::<i64>().ok().map(Value::from);
    let whole = signed.or_else(|| digits.parse::<u64>().ok().map(Value::from));
    whole.or_else(|| {
        // With an exponent.
        let exact = |number: &f64| number.fract() == 0.0 && number.abs() < MOST_EXACT;
        let number = text.parse::<f64>().ok().filter(exact)?;
        Some(Value::from(number as i64))
    })
}

/// The number that a text says.
fn number(text: &str) -> Option<Value> {
    whole_number(text).or_else(|| {
        let number = serde_json::Number::from_f64(text.trim().parse().ok()?)?;
        Some(Value::Number(number))
    })
}

/// The place of a value in its list; that of the list where it stands in another one.
fn place_of(at: &Node<'_>, value: &Value) -> Pointer {
    let list = at.at.child("enum");
    let values = at.value.get("enum").and_then(Value::as_array);
    let index =
        values.and_then(|values| values.iter().position(|one| std::ptr::eq(one, value)));
    match index {
        Some(index) => list.index(index),
        None => list,
    }
}

/// Extensions with the names of an enum's values.
const NAME_KEYS: [&str; 4] =
    ["x-enum-varnames", "x-enumNames", "x-enum-names", "x-speakeasy-enums"];
/// Extensions with texts on an enum's values.
const TEXT_KEYS: [&str; 3] =
    ["x-enum-descriptions", "x-enumDescriptions", "x-speakeasy-enum-descriptions"];

/// Adds the names and texts that vendor extensions give.
fn name_values(at: &Node<'_>, values: IndexSet<Value>) -> Vec<EnumValue> {
    let listed = |keys: &[&str], index: usize, value: &Value| -> Option<String> {
        let node = keys.iter().find_map(|key| at.get(key))?;
        let found = match node.value {
            Value::Array(items) => items.get(index)?,
            Value::Object(items) => items.get(&*plain_text(value))?,
            _ => return None,
        };
        found.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
    };
    let mut microsoft: IndexMap<&Value, Node<'_>> = IndexMap::new();
    for item in at.get("x-ms-enum").iter().flat_map(|list| list.items_of("values")) {
        if let Some(value) = item.value.get("value") {
            microsoft.entry(value).or_insert(item);
        }
    }
    let fern = |value: &Value| {
        at.get("x-fern-enum").and_then(|list| list.get(&plain_text(value)))
    };
    let name_value = |(index, value): (usize, Value)| {
        let detail = microsoft.get(&value).cloned().or_else(|| fern(&value));
        let name = listed(&NAME_KEYS, index, &value)
            .or_else(|| detail.as_ref().and_then(|node| node.text("name")));
        let description = listed(&TEXT_KEYS, index, &value)
            .or_else(|| detail.as_ref().and_then(|node| node.text("description")));
        let docs = Docs { description, ..Docs::default() };
        EnumValue { value, name, docs, deprecated: false }
    };
    values.into_iter().enumerate().map(name_value).collect()
}
