//! Values of a schema.

use serde_json::{Map, Value, json};

use super::conjuncts::Node;
use super::types::{Kind, kinds};
use super::{Conjuncts, Dialect, Document, numbers, text};
use crate::random::Random;

/// From here on only what is required is made.
const DEEP: usize = 5;
/// Deeper than that nothing is made.
const DEEPEST: usize = 14;
/// More values than that in one make it no better.
const BUDGET: usize = 1_500;

/// Which of the values that a schema has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Only what is required, and the first of each choice.
    Required,
    /// Everything, and the n-th of each choice.
    All(usize),
    /// Everything, and null wherever that is a value.
    Nulls,
    /// Everything, and members that the description does not name.
    Unknown,
    /// By chance.
    Mixed,
}

/// Makes values.
pub(crate) struct Maker<'d> {
    document: &'d Document,
    mode: Mode,
    random: Random,
    /// Whether the values are sent, so that they have nothing that only the server sets.
    sent: bool,
    made: usize,
    /// The most branches that there were to choose from near the top.
    pub(crate) widest: usize,
}

impl<'d> Maker<'d> {
    /// Makes values of this kind; the same for the same seed.
    pub(crate) fn new(document: &'d Document, mode: Mode, seed: &str) -> Self {
        let random = Random::of(seed);
        Self { document, mode, random, sent: false, made: 0, widest: 0 }
    }

    /// The same for values that are sent.
    #[must_use]
    pub(crate) fn for_requests(self) -> Self {
        Self { sent: true, ..self }
    }

    /// A value of a schema; `None` when none can be made.
    pub(crate) fn value(&mut self, schema: Node<'d>) -> Option<Value> {
        self.made = 0;
        self.of(&[schema], 0)
    }

    fn of(&mut self, schemas: &[Node<'d>], depth: usize) -> Option<Value> {
        self.made += 1;
        if depth > DEEPEST {
            return None;
        }
        let document = self.document;
        let conjuncts =
            Conjuncts::of(document, schemas, &mut |count| self.choose(count, depth));
        if conjuncts.impossible {
            return None;
        }
        if let Some(value) = self.listed(&conjuncts, depth) {
            return Some(value);
        }
        let mut kinds = kinds(&conjuncts, document.dialect);
        if kinds.is_empty() {
            return Some(self.anything(depth));
        }
        if kinds.contains(&Kind::Null) && kinds.len() > 1 {
            if self.wants_null(depth) {
                return Some(Value::Null);
            }
            kinds.retain(|kind| *kind != Kind::Null);
        }
        let kind = kinds[self.choose(kinds.len(), depth)];
        self.of_kind(kind, &conjuncts, depth)
    }

    fn of_kind(
        &mut self,
        kind: Kind,
        conjuncts: &Conjuncts<'d>,
        depth: usize,
    ) -> Option<Value> {
        Some(match kind {
            Kind::Null => Value::Null,
            Kind::Boolean => Value::Bool(self.choose(2, depth) == 0),
            Kind::Integer => numbers::integer(conjuncts, &mut self.random),
            Kind::Number => numbers::number(conjuncts, &mut self.random),
            Kind::String => Value::String(text::text(conjuncts, &mut self.random)),
            Kind::Array => self.array(conjuncts, depth)?,
            Kind::Object => self.object(conjuncts, depth)?,
        })
    }

    /// One of the values of `enum` or `const`.
    fn listed(&mut self, conjuncts: &Conjuncts<'d>, depth: usize) -> Option<Value> {
        let is_listed = |value: &Value| {
            let mut lists = conjuncts.all("enum").filter_map(Value::as_array);
            lists.all(|list| list.contains(value))
        };
        if self.document.dialect == Dialect::V31
            && let Some(value) = conjuncts.first("const")
            && is_listed(value)
        {
            return Some(value.clone());
        }
        let mut lists = conjuncts.all("enum").filter_map(Value::as_array);
        let mut values: Vec<&Value> = lists.next()?.iter().collect();
        for list in lists {
            values.retain(|value| list.contains(value));
        }
        let value = values.get(self.choose(values.len(), depth))?;
        Some((*value).clone())
    }

    /// Which of so many to take.
    fn choose(&mut self, count: usize, depth: usize) -> usize {
        if depth <= 2 {
            self.widest = self.widest.max(count);
        }
        match self.mode {
            Mode::Required => 0,
            Mode::All(turn) => turn.checked_rem(count).unwrap_or_default(),
            _ => self.random.below(count),
        }
    }

    fn wants_null(&mut self, depth: usize) -> bool {
        match self.mode {
            Mode::Nulls => depth > 0,
            Mode::Mixed => self.random.one_in(4),
            _ => false,
        }
    }

    /// Whether what may be left out is made.
    fn wants_more(&mut self, depth: usize) -> bool {
        let room = depth < DEEP && self.made < BUDGET;
        room && match self.mode {
            Mode::Required => false,
            Mode::Mixed => self.random.one_in(2),
            _ => true,
        }
    }

    /// Where a description leaves everything open.
    fn anything(&mut self, depth: usize) -> Value {
        let choices = [
            json!("any"),
            json!({ "key": [1, true, null], "other": { "a": 0.5 } }),
            json!(42),
            json!([{ "a": "b" }, "c"]),
            json!(false),
        ];
        choices[self.choose(choices.len(), depth)].clone()
    }

    fn array(&mut self, conjuncts: &Conjuncts<'d>, depth: usize) -> Option<Value> {
        let count = |number: Option<f64>| number.and_then(whole);
        let least = count(conjuncts.greatest("minItems")).unwrap_or(0);
        let most = count(conjuncts.least("maxItems")).unwrap_or(usize::MAX);
        let wanted = match self.wants_more(depth) {
            true => 1 + self.random.below(3),
            false => 0,
        };
        let prefix: Vec<Node<'d>> = conjuncts
            .first("prefixItems")
            .and_then(Value::as_array)
            .map(|prefix| prefix.iter().collect())
            .unwrap_or_default();
        let items: Vec<Node<'d>> = conjuncts.all("items").collect();
        let closed = items.contains(&&Value::Bool(false));
        let wanted = if closed { prefix.len() } else { wanted.max(prefix.len()) };
        let mut made: Vec<Value> = Vec::new();
        let unique = conjuncts.says("uniqueItems");
        for index in 0..wanted.max(least).min(most) {
            let value = match prefix.get(index) {
                Some(schema) => self.of(&[schema], depth + 1),
                None => self.of(&items, depth + 1),
            };
            match value {
                Some(value) if unique && made.contains(&value) => {}
                Some(value) => made.push(value),
                None if made.len() >= least => break,
                None => return None,
            }
        }
        Some(Value::Array(made))
    }

    fn object(&mut self, conjuncts: &Conjuncts<'d>, depth: usize) -> Option<Value> {
        let required = conjuncts.required();
        let mut made = Map::new();
        let mut elsewhere = Vec::new();
        for (name, schemas) in conjuncts.properties() {
            let is_required = required.contains(name);
            if self.sent && schemas.iter().any(|one| self.is_read_only(one)) {
                elsewhere.push(name);
                continue;
            }
            if !is_required && !self.wants_more(depth) {
                continue;
            }
            match self.of(&schemas, depth + 1) {
                Some(value) => drop(made.insert(name.to_owned(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        for (name, tag) in &conjuncts.tags {
            self.tag(conjuncts, name, tag, &mut made);
        }
        let more: Vec<Node<'d>> = conjuncts.all("additionalProperties").collect();
        for name in required {
            if !made.contains_key(name) && !elsewhere.contains(&name) {
                made.insert(name.to_owned(), self.of(&more, depth + 1)?);
            }
        }
        self.further(conjuncts, &more, depth, &mut made);
        Some(Value::Object(made))
    }

    fn is_read_only(&self, schema: Node<'d>) -> bool {
        let says = |node: &Value| node.get("readOnly") == Some(&Value::Bool(true));
        let followed = self.document.follow(schema);
        says(schema) || followed.is_some_and(|(node, _)| says(node))
    }

    /// Writes what a discriminator says, where the member can have that value.
    fn tag(
        &self,
        conjuncts: &Conjuncts<'d>,
        name: &str,
        tag: &str,
        made: &mut Map<String, Value>,
    ) {
        let properties = conjuncts.properties();
        let schemas = properties.iter().find(|(own, _)| *own == name);
        let schemas = schemas.map(|(_, schemas)| schemas.clone()).unwrap_or_default();
        let inner = Conjuncts::of(self.document, &schemas, &mut |_| 0);
        let fits = |list: &Value| {
            list.as_array().is_none_or(|list| list.contains(&Value::from(tag)))
        };
        let constant = inner.first("const").is_none_or(|value| *value == tag);
        if constant && inner.all("enum").all(fits) {
            made.insert(name.to_owned(), Value::from(tag));
        }
    }

    /// Members that the description does not name: where it says what they are, and, in one mode,
    /// where it says nothing about them.
    fn further(
        &mut self,
        conjuncts: &Conjuncts<'d>,
        more: &[Node<'d>],
        depth: usize,
        made: &mut Map<String, Value>,
    ) {
        let closed = more.contains(&&Value::Bool(false))
            || conjuncts.first("unevaluatedProperties").is_some()
            || conjuncts.first("patternProperties").is_some()
            || conjuncts.first("maxProperties").is_some();
        if closed {
            return;
        }
        let least = conjuncts.greatest("minProperties").and_then(whole).unwrap_or(0);
        if more.is_empty() {
            if self.mode == Mode::Unknown {
                made.insert("not in the description".to_owned(), json!({ "a": [1] }));
            }
            return;
        }
        let wanted = if self.wants_more(depth) { 2 } else { 0 };
        for index in 0..wanted.max(least.saturating_sub(made.len())) {
            let name = ["first-key", "second key", "third.key", "4"][index % 4];
            let name = if index < 4 { name.to_owned() } else { format!("key{index}") };
            if let Some(value) = self.of(more, depth + 1) {
                made.entry(name).or_insert(value);
            }
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count is small"
)]
fn whole(number: f64) -> Option<usize> {
    (0.0..=10_000.0).contains(&number).then_some(number as usize)
}
