//! The visitor that builds the tree: one for JSON and YAML.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Value};

use crate::source::{FileId, Pointer};

/// How many mappings and sequences may stand inside of each other. The deepest description
/// known has 34; the YAML parser gives up at this depth too.
pub(super) const MAX_DEPTH: usize = 128;

/// What a value costs against the budget, besides its text.
const VALUE_COST: usize = 16;

/// What every file may use, however small it is.
const FREE_BUDGET: usize = 16 << 20;

/// What is known about a file while it is read.
pub(super) struct Reading {
    file: FileId,
    merge_keys: bool,
    budget: Cell<usize>,
    duplicates: RefCell<Vec<Pointer>>,
    stopped: RefCell<Option<Stopped>>,
}

/// Why reading stopped, other than by the parser.
pub(super) enum Stopped {
    /// More than [`MAX_DEPTH`] levels.
    TooDeep,
    /// Aliases that unfold to much more than the file's own size.
    TooBig,
}

impl Reading {
    /// Begins to read a text of this length. `merge_keys` says whether `<<` is special.
    pub(super) fn new(file: FileId, length: usize, merge_keys: bool) -> Self {
        let budget = length.saturating_mul(VALUE_COST).saturating_add(FREE_BUDGET);
        Self {
            file,
            merge_keys,
            budget: Cell::new(budget),
            duplicates: RefCell::default(),
            stopped: RefCell::default(),
        }
    }

    /// The seed that reads the whole document.
    pub(super) fn document(&self) -> Node<'_> {
        Node { reading: self, path: Path::Root, depth: 0 }
    }

    /// Why reading stopped, when it was not the parser.
    pub(super) fn stopped(&self) -> Option<Stopped> {
        self.stopped.borrow_mut().take()
    }

    /// The keys that occurred again, as the place of the value that counts.
    pub(super) fn duplicates(self) -> Vec<Pointer> {
        self.duplicates.into_inner()
    }

    fn spend<E: Error>(&self, text: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(VALUE_COST + text) {
            Some(left) => {
                self.budget.set(left);
                Ok(())
            }
            None => {
                self.stopped.replace(Some(Stopped::TooBig));
                Err(E::custom("too big"))
            }
        }
    }
}

/// Where a value stands; borrowed from the values around it, so that it costs nothing.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn pointer(&self, file: FileId) -> Pointer {
        match self {
            Self::Root => Pointer::root(file),
            Self::Key(parent, key) => parent.pointer(file).child(key),
            Self::Index(parent, index) => parent.pointer(file).index(*index),
        }
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    reading: &'a Reading,
    path: Path<'a>,
    depth: usize,
}

impl<'a> Node<'a> {
    fn inside<'b>(&'b self, path: Path<'b>) -> Node<'b>
    where
        'a: 'b,
    {
        Node { reading: self.reading, path, depth: self.depth + 1 }
    }

    fn check_depth<E: Error>(&self) -> Result<(), E> {
        if self.depth < MAX_DEPTH {
            return Ok(());
        }
        self.reading.stopped.replace(Some(Stopped::TooDeep));
        Err(E::custom("too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.reading.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.reading.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.reading.spend(0)?;
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.reading.spend(0)?;
        Ok(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.reading.spend(0)?;
        // JSON has no infinity; its YAML spelling stays visible as text.
        Ok(match serde_json::Number::from_f64(value) {
            Some(number) => Value::Number(number),
            None if value.is_nan() => ".nan".into(),
            None if value > 0.0 => ".inf".into(),
            None => "-.inf".into(),
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.reading.spend(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.check_depth()?;
        self.reading.spend(0)?;
        let mut values = Vec::new();
        while let Some(value) = access
            .next_element_seed(self.inside(Path::Index(&self.path, values.len())))?
        {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.check_depth()?;
        self.reading.spend(0)?;
        let mut members = Members::default();
        while let Some(key) = access.next_key::<String>()? {
            self.reading.spend(key.len())?;
            let path = Path::Key(&self.path, &key);
            let value = access.next_value_seed(self.inside(path))?;
            if self.reading.merge_keys && key == "<<" {
                members.merge(key, value);
            } else if let Some(key) = members.insert(key, value) {
                let place = self.path.pointer(self.reading.file).child(&key);
                self.reading.duplicates.borrow_mut().push(place);
            }
        }
        Ok(Value::Object(members.map))
    }

    /// A value with a tag of its own, such as `!include x`: the tag is left out.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (_, content) = access.variant::<IgnoredAny>()?;
        content.newtype_variant_seed(self)
    }
}

/// A mapping under construction.
#[derive(Default)]
struct Members {
    map: Map<String, Value>,
    merged: Vec<String>,
}

impl Members {
    /// Adds a member; the last one of a name counts. Returns its key when the mapping had
    /// it already; a key that only came in by a merge does not count as that.
    fn insert(&mut self, key: String, value: Value) -> Option<String> {
        match self.map.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(value);
                None
            }
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                let merged = self.merged.iter().position(|key| key == entry.key());
                match merged {
                    Some(merged) => {
                        self.merged.swap_remove(merged);
                        None
                    }
                    None => Some(entry.key().clone()),
                }
            }
        }
    }

    /// Adds the members of a merge key's value: what is there already stays.
    fn merge(&mut self, key: String, value: Value) {
        match value {
            Value::Object(members) => self.merge_members(members),
            Value::Array(list) if list.iter().all(Value::is_object) => {
                for members in list {
                    if let Value::Object(members) = members {
                        self.merge_members(members);
                    }
                }
            }
            // Not a merge after all.
            other => {
                self.map.insert(key, other);
            }
        }
    }

    fn merge_members(&mut self, members: Map<String, Value>) {
        for (key, value) in members {
            if let Entry::Vacant(entry) = self.map.entry(key) {
                self.merged.push(entry.key().clone());
                entry.insert(value);
            }
        }
    }
}
