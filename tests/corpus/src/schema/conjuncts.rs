//! What holds for a value at one place: the parts of a schema that all have to hold at once, after
//! a branch was chosen wherever there is a choice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::document::reference;
use super::{Dialect, Document};

/// How deep `allOf`, `oneOf` and references may be nested.
const DEEPEST: usize = 40;

/// Chooses one of so many.
pub(crate) type Choose<'c> = &'c mut dyn FnMut(usize) -> usize;

/// A schema.
pub(crate) type Node<'d> = &'d Value;

/// Everything that has to hold at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conjuncts<'d> {
    /// The schemas, none of which has to be followed any further.
    pub(crate) parts: Vec<&'d Map<String, Value>>,
    /// What discriminators say that members are.
    pub(crate) tags: BTreeMap<String, String>,
    /// Whether nothing can hold, as far as can be told here.
    pub(crate) impossible: bool,
}

impl<'d> Conjuncts<'d> {
    /// What holds where all of these schemas do.
    pub(crate) fn of(
        document: &'d Document,
        schemas: &[Node<'d>],
        choose: Choose<'_>,
    ) -> Self {
        let mut walk = Walk { document, found: Self::default(), choose };
        for schema in schemas {
            walk.schema(schema, None, 0);
        }
        walk.found
    }

    /// The values of a keyword.
    pub(crate) fn all(&self, keyword: &str) -> impl Iterator<Item = &'d Value> {
        self.parts.iter().filter_map(move |part| part.get(keyword))
    }

    /// The first value of a keyword.
    pub(crate) fn first(&self, keyword: &str) -> Option<&'d Value> {
        self.all(keyword).next()
    }

    /// Whether one part says so.
    pub(crate) fn says(&self, keyword: &str) -> bool {
        self.all(keyword).any(|value| *value == Value::Bool(true))
    }

    /// The greatest of the numbers.
    pub(crate) fn greatest(&self, keyword: &str) -> Option<f64> {
        self.all(keyword).filter_map(Value::as_f64).reduce(f64::max)
    }

    /// The least of the numbers.
    pub(crate) fn least(&self, keyword: &str) -> Option<f64> {
        self.all(keyword).filter_map(Value::as_f64).reduce(f64::min)
    }

    /// The members that are named, in the order in which they are, with all their schemas.
    pub(crate) fn properties(&self) -> Vec<(&'d str, Vec<Node<'d>>)> {
        let mut found: Vec<(&str, Vec<Node<'d>>)> = Vec::new();
        let mut places = BTreeMap::new();
        for (name, schema) in
            self.all("properties").filter_map(Value::as_object).flatten()
        {
            let place = *places.entry(name.as_str()).or_insert(found.len());
            if place == found.len() {
                found.push((name, Vec::new()));
            }
            found[place].1.push(schema);
        }
        found
    }

    /// The members that must be there.
    pub(crate) fn required(&self) -> BTreeSet<&'d str> {
        let lists = self.all("required").filter_map(Value::as_array);
        lists.flatten().filter_map(Value::as_str).collect()
    }
}

struct Walk<'d, 'c> {
    document: &'d Document,
    found: Conjuncts<'d>,
    choose: Choose<'c>,
}

impl<'d> Walk<'d, '_> {
    /// `name` is the place of the schema whose value this is, where it has one: what a
    /// discriminator that it inherits says.
    fn schema(&mut self, schema: Node<'d>, name: Option<&str>, depth: usize) {
        if depth > DEEPEST {
            self.found.impossible = true;
            return;
        }
        if let Some(target) = reference(schema) {
            match self.document.at(target) {
                Some(inner) => self.named(inner, target, name, depth),
                None => self.found.impossible = true,
            }
            if self.document.dialect != Dialect::V31 {
                // Before 3.1 a reference is all there is.
                return;
            }
        }
        match schema {
            Value::Object(members) => self.object(members, name, depth),
            Value::Bool(false) => self.found.impossible = true,
            _ => {}
        }
    }

    fn named(
        &mut self,
        inner: Node<'d>,
        target: &str,
        name: Option<&str>,
        depth: usize,
    ) {
        // By way of an `allOf` it is the schema at the beginning that counts.
        match name {
            Some(_) => self.schema(inner, name, depth + 1),
            None => match self.heir(inner, target) {
                Some((tag, heir)) => {
                    self.schema(heir, Some(target), depth + 1);
                    self.found.tags.extend([tag]);
                }
                None => self.schema(inner, Some(target), depth + 1),
            },
        }
    }

    fn object(
        &mut self,
        members: &'d Map<String, Value>,
        name: Option<&str>,
        depth: usize,
    ) {
        self.found.parts.push(members);
        for part in members.get("allOf").and_then(Value::as_array).into_iter().flatten()
        {
            self.schema(part, Some(name.unwrap_or_default()), depth + 1);
        }
        let mut chosen = false;
        for keyword in ["oneOf", "anyOf"] {
            let Some(branches) = members.get(keyword).and_then(Value::as_array) else {
                continue;
            };
            if branches.is_empty() {
                continue;
            }
            chosen = true;
            let branch = &branches[(self.choose)(branches.len())];
            self.schema(branch, None, depth + 1);
            if let Some(target) = reference(branch) {
                self.tag(members, target);
            }
        }
        if let Some(name) = name.filter(|name| !chosen && !name.is_empty()) {
            self.tag(members, name);
        }
    }

    /// Notes what the discriminator of a schema says for the schema at `target`.
    fn tag(&mut self, members: &Map<String, Value>, target: &str) {
        let Some(property) = discriminator(members) else { return };
        if self.found.tags.contains_key(property) {
            return;
        }
        let own = || last_name(target);
        let mapped = mapping(members).find(|(_, to)| same_place(to, target));
        let tag = mapped.map_or_else(own, |(tag, _)| tag.to_owned());
        self.found.tags.insert(property.to_owned(), tag);
    }

    /// A schema that inherits from this one, where its discriminator says that values are of one
    /// of those.
    fn heir(
        &mut self,
        inner: Node<'d>,
        target: &str,
    ) -> Option<((String, String), Node<'d>)> {
        let members = inner.as_object()?;
        let property = discriminator(members)?;
        if members.contains_key("oneOf") || members.contains_key("anyOf") {
            return None;
        }
        let mut heirs: Vec<(String, String)> = mapping(members)
            .map(|(tag, to)| (tag.to_owned(), full_place(self.document, to)))
            .collect();
        for (name, place) in self.document.schemas() {
            let known = heirs.iter().any(|(_, known)| *known == place);
            if !known && inherits(self.document.at(&place), target) {
                heirs.push((name.to_owned(), place));
            }
        }
        if heirs.is_empty() {
            return None;
        }
        let (tag, place) = &heirs[(self.choose)(heirs.len())];
        let heir = self.document.at(place).filter(|_| place != target)?;
        Some(((property.to_owned(), tag.clone()), heir))
    }
}

/// The member that tells what a value is.
pub(super) fn discriminator(members: &Map<String, Value>) -> Option<&str> {
    match members.get("discriminator")? {
        Value::String(property) => Some(property),
        other => other.get("propertyName").and_then(Value::as_str),
    }
}

fn mapping(members: &Map<String, Value>) -> impl Iterator<Item = (&str, &str)> {
    let mapping = members.get("discriminator").and_then(|one| one.get("mapping"));
    let entries = mapping.and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(tag, to)| Some((tag.as_str(), to.as_str()?)))
}

fn inherits(schema: Option<&Value>, target: &str) -> bool {
    let parts = schema.and_then(|schema| schema.get("allOf")).and_then(Value::as_array);
    parts.into_iter().flatten().any(|part| reference(part) == Some(target))
}

fn last_name(place: &str) -> String {
    let last = place.rsplit('/').next().unwrap_or(place);
    last.replace("~1", "/").replace("~0", "~")
}

fn same_place(to: &str, target: &str) -> bool {
    to == target || !to.contains('/') && last_name(target) == to
}

/// A mapping leads to a reference or to a name.
fn full_place(document: &Document, to: &str) -> String {
    if to.contains('#') {
        return to.to_owned();
    }
    let named = document.schemas().into_iter().find(|(name, _)| *name == to);
    named.map_or_else(|| to.to_owned(), |(_, place)| place)
}
