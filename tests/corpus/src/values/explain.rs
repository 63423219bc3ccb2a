//! Which differences are meant.

use jsonschema::Validator;
use serde_json::{Map, Value};
use specwright::probe::Named;

use super::compare::{Difference, differences};
use crate::proof::Outcome;
use crate::schema::{Document, Node};

const UNKNOWN: &str = "a member that the description does not name is dropped";
const NULL: &str = "null in an optional member of what is only received is absence";
const NULL_OF_USES: &str =
    "null is a value of the uses of a type, not of the type itself";
const READ_ONLY: &str = "what only the server sets is not in what is only sent";
const READ_ONLY_NULL: &str =
    "null in what only the server sets is absence, since a caller need not give it";
const WRITE_ONLY: &str = "what only a caller sets is not in what is only received";
const MOMENT: &str = "the same point in time is written in another way";
const CANONICAL: &str = "a UUID or an address is written in its usual form";
const TAG: &str =
    "a branch of a union writes the tag that leads to it, whatever it was by itself";
const OTHER_TAG: &str =
    "a branch of a union is refused with a tag that leads to another, or to none";
const ITS_TAG: &str = "a branch of a union is refused without the tag that leads to it, which its schema does not ask for";
const TYPELESS: &str =
    "a schema that names no type is taken for what its other words are about";
const FLOAT: &str = "a `float` has 32 bits";

/// Judges what came back.
pub(super) struct Explainer<'e> {
    document: &'e Document,
    named: &'e Named,
    validator: &'e Validator,
}

impl<'e> Explainer<'e> {
    pub(super) fn new(
        document: &'e Document,
        named: &'e Named,
        validator: &'e Validator,
    ) -> Self {
        Self { document, named, validator }
    }

    /// Whether a value came back as it was, or differs only as it is meant to.
    pub(super) fn judge(&self, before: &Value, after: &Value) -> Outcome {
        let found = differences(before, after);
        let mut reasons = Vec::new();
        for difference in &found {
            match self.reason(before, difference) {
                Some(reason) => reasons.push(reason),
                None => return Outcome::Wrong(difference.text()),
            }
        }
        reasons.sort_unstable();
        reasons.dedup();
        // What only the server sets may be required by the schema that a request has too, and null
        // may be there because some branch of a union requires the member.
        let is_lost = [READ_ONLY, READ_ONLY_NULL, WRITE_ONLY, NULL];
        let one_sided = reasons.iter().any(|one| is_lost.contains(one));
        if !one_sided && let Err(error) = self.validator.validate(after) {
            return Outcome::Wrong(format!("comes back as {after}, and {error}"));
        }
        match reasons.is_empty() {
            true => Outcome::Right,
            false => Outcome::Explained(reasons),
        }
    }

    /// Why a value that the validator accepts is refused with an error, where that is meant.
    pub(super) fn refusal(&self, value: &Value, error: &str) -> Option<&'static str> {
        if value.is_null() {
            return Some(NULL_OF_USES);
        }
        let is_other = |(key, constant): &(String, Value)| {
            value.get(key).is_some_and(|one| one != constant)
        };
        if self.named.constants.iter().any(is_other) {
            return Some(OTHER_TAG);
        }
        let parts = self.parts_at(value, &[]);
        if !value.is_object() && parts.iter().all(|part| !part.contains_key("type")) {
            return Some(TYPELESS);
        }
        let missing = error.strip_prefix("missing field `")?.split('`').next()?;
        let is_tag = self.named.constants.iter().any(|(key, _)| key == missing);
        let is_described = parts.iter().any(|part| {
            part.get("properties").is_some_and(|all| all.get(missing).is_some())
        });
        (is_tag || !is_described).then_some(ITS_TAG)
    }

    fn reason(
        &self,
        whole: &Value,
        difference: &Difference<'_>,
    ) -> Option<&'static str> {
        let (key, parent) = difference.at.split_last()?;
        if let (true, Some(_), Some(after)) =
            (parent.is_empty(), difference.before, difference.after)
            && self.named.constants.contains(&(key.clone(), after.clone()))
        {
            return Some(TAG);
        }
        match (difference.before, difference.after) {
            (Some(before), None) => self.loss(whole, before, key, parent),
            (Some(Value::String(before)), Some(Value::String(after))) => {
                spelling(before, after)
            }
            (Some(Value::Number(before)), Some(Value::Number(after))) => {
                let floats = self.parts_at(whole, &difference.at);
                let is_float = floats
                    .iter()
                    .any(|part| part.get("format").is_some_and(|one| one == "float"));
                (is_float && single(before.as_f64()?) == single(after.as_f64()?))
                    .then_some(FLOAT)
            }
            _ => None,
        }
    }

    fn loss(
        &self,
        whole: &Value,
        before: &Value,
        key: &str,
        parent: &[String],
    ) -> Option<&'static str> {
        let parents = self.parts_at(whole, parent);
        let own: Vec<Node<'_>> = parents
            .iter()
            .filter_map(|part| part.get("properties").and_then(|all| all.get(key)))
            .collect();
        if own.is_empty() {
            let kept = |part: &&Map<String, Value>| {
                part.contains_key("additionalProperties")
                    && part.get("additionalProperties") != Some(&Value::Bool(false))
            };
            return (!parents.iter().any(kept)).then_some(UNKNOWN);
        }
        let says = |word: &str| {
            own.iter().any(|one| {
                let said = |node: &Value| node.get(word) == Some(&Value::Bool(true));
                said(one) || self.document.follow(one).is_some_and(|(one, _)| said(one))
            })
        };
        if self.named.only_sent && says("readOnly") {
            return Some(READ_ONLY);
        }
        if before.is_null() && says("readOnly") {
            return Some(READ_ONLY_NULL);
        }
        if self.named.only_received && says("writeOnly") {
            return Some(WRITE_ONLY);
        }
        let required = self.certain_at(whole, parent).iter().any(|part| {
            let names = part.get("required").and_then(Value::as_array);
            names.is_some_and(|names| names.iter().any(|name| name == key))
        });
        (before.is_null() && !required && self.named.only_received).then_some(NULL)
    }

    /// All schemas that could say something about the value at a place.
    fn parts_at(&self, whole: &Value, at: &[String]) -> Vec<&'e Map<String, Value>> {
        self.parts(whole, at, &["allOf", "oneOf", "anyOf"])
    }

    /// Those of them that hold for certain: no branches of unions.
    fn certain_at(&self, whole: &Value, at: &[String]) -> Vec<&'e Map<String, Value>> {
        self.parts(whole, at, &["allOf"])
    }

    fn parts(
        &self,
        whole: &Value,
        at: &[String],
        through: &[&str],
    ) -> Vec<&'e Map<String, Value>> {
        let mut value = whole;
        let mut parts = Vec::new();
        if let Some(schema) = self.document.at(&self.named.origin) {
            self.spread(schema, value, through, &mut parts);
        }
        for token in at {
            value = match value {
                Value::Array(items) => {
                    token.parse::<usize>().ok().and_then(|at| items.get(at))
                }
                _ => value.get(token),
            }
            .unwrap_or(&Value::Null);
            let mut inner = Vec::new();
            for part in parts {
                for schema in below(part, token) {
                    self.spread(schema, value, through, &mut inner);
                }
            }
            parts = inner;
        }
        parts
    }

    /// A schema and all that it refers to, is made of, or leaves a choice of for a value.
    fn spread(
        &self,
        schema: Node<'e>,
        value: &Value,
        through: &[&str],
        parts: &mut Vec<&'e Map<String, Value>>,
    ) {
        let Some(members) = schema.as_object() else { return };
        if parts.iter().any(|part| std::ptr::eq(*part, members)) {
            return;
        }
        parts.push(members);
        if let Some(target) = members.get("$ref").and_then(Value::as_str)
            && let Some(inner) = self.document.at(target)
        {
            self.spread(inner, value, through, parts);
        }
        for word in through {
            let branches = members.get(*word).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                if *word == "allOf" || self.can_be(branch, value) {
                    self.spread(branch, value, through, parts);
                }
            }
        }
        if members.contains_key("discriminator") {
            self.spread_heirs(members, value, through, parts);
        }
    }

    /// Whether a value can be of a branch, as far as required members and constants tell.
    fn can_be(&self, branch: Node<'e>, value: &Value) -> bool {
        let Some((branch, _)) = self.document.follow(branch) else { return true };
        let names =
            branch.get("required").and_then(Value::as_array).into_iter().flatten();
        let has_all = names.into_iter().all(|name| {
            name.as_str()
                .is_none_or(|name| !value.is_object() || value.get(name).is_some())
        });
        let members = branch.get("properties").and_then(Value::as_object);
        let agrees = members.into_iter().flatten().all(|(name, schema)| {
            let (constant, is) = (schema.get("const"), value.get(name));
            let listed = schema.get("enum").and_then(Value::as_array);
            is.is_none_or(|is| {
                let json_type = schema.get("type").and_then(Value::as_str);
                json_type.is_none_or(|one| is_of_type(is, one))
                    && constant.is_none_or(|one| one == is)
                    && listed.is_none_or(|all| all.contains(is))
            })
        });
        has_all && agrees
    }

    /// The schemas that inherit from one with a discriminator.
    fn spread_heirs(
        &self,
        base: &'e Map<String, Value>,
        value: &Value,
        through: &[&str],
        parts: &mut Vec<&'e Map<String, Value>>,
    ) {
        for (_, place) in self.document.schemas() {
            let Some(schema) = self.document.at(&place) else { continue };
            let bases = schema.get("allOf").and_then(Value::as_array);
            let inherits = bases.into_iter().flatten().any(|one| {
                let followed = self.document.follow(one);
                followed
                    .and_then(|(one, _)| one.as_object())
                    .is_some_and(|one| std::ptr::eq(one, base))
            });
            if inherits {
                self.spread(schema, value, through, parts);
            }
        }
    }
}

/// Whether a value can be of a type, as far as objects, lists and scalars are told apart.
fn is_of_type(value: &Value, json_type: &str) -> bool {
    match value {
        Value::Object(_) => json_type == "object",
        Value::Array(_) => json_type == "array",
        Value::Null => true,
        _ => !matches!(json_type, "object" | "array"),
    }
}

fn below<'e>(part: &'e Map<String, Value>, token: &str) -> Vec<Node<'e>> {
    let property = part.get("properties").and_then(|all| all.get(token));
    let position = token.parse::<usize>().ok();
    let prefix = part.get("prefixItems").and_then(|all| all.get(position?));
    let further = |word: &str| part.get(word).filter(|_| property.is_none());
    let items = part.get("items").filter(|_| position.is_some());
    [property, prefix, items, further("additionalProperties")]
        .into_iter()
        .flatten()
        .collect()
}

fn spelling(before: &str, after: &str) -> Option<&'static str> {
    let moment = |text: &str| text.parse::<jiff::Timestamp>().ok();
    if moment(before).is_some() && moment(before) == moment(after) {
        return Some(MOMENT);
    }
    let address = |text: &str| text.parse::<std::net::Ipv6Addr>().ok();
    let same_address = address(before).is_some() && address(before) == address(after);
    (same_address || after.len() == 36 && before.eq_ignore_ascii_case(after))
        .then_some(CANONICAL)
}

#[allow(clippy::cast_possible_truncation, reason = "that is what is looked for")]
fn single(number: f64) -> f32 {
    number as f32
}
