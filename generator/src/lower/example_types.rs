//! Values of the types of an SDK, for examples: each as somebody would write it.

use serde_json::Value;

use super::example_values::{
    CONVERTED, PARSED, boolean, float, integer, json, parsed, text,
};
use super::examples::{Examples, Named, Sent};
use crate::rust::{
    Argument, ArgumentType, Enum, Field, Ident, Input, InputValue, MemberKind, Struct,
    Type, Union,
};
use crate::words::singular_name;

/// How much an example has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// What is required alone.
    Required,
    /// A few members too where nothing is required, and an item in each list that is.
    Typical,
}

/// Makes the values of one example.
pub(super) struct Making<'e, 'm> {
    pub(super) examples: &'e Examples<'m>,
    extent: Extent,
    pub(super) sent: Sent<'m>,
    /// How many structures are around the value at hand, with that one.
    pub(super) depth: usize,
    /// How many types are: they can lead to each other in circles.
    steps: usize,
    /// How many types were looked at: each branch of a union is, inside of each.
    looks: usize,
    /// What the values name, by its path.
    pub(super) uses: Vec<String>,
}

impl<'e, 'm> Making<'e, 'm> {
    pub(super) fn new(
        examples: &'e Examples<'m>,
        extent: Extent,
        sent: Sent<'m>,
    ) -> Self {
        Self { examples, extent, sent, depth: 0, steps: 0, looks: 0, uses: Vec::new() }
    }

    /// An argument; `None` where it cannot be made up.
    pub(super) fn argument(&mut self, argument: &Argument) -> Option<String> {
        let (sample, name) = (argument.sample.as_ref(), argument.name.plain());
        let given = self.given(&argument.ty, sample, name);
        match &argument.ty {
            ArgumentType::Str
            | ArgumentType::Slice(_)
            | ArgumentType::Reference(_)
            | ArgumentType::Value(_) => given,
            // A body is what the call is about.
            ArgumentType::OptionalStr
            | ArgumentType::OptionalSlice(_)
            | ArgumentType::OptionalReference(_)
            | ArgumentType::OptionalValue(_) => {
                let given = given.filter(|_| self.is_given(&argument.ty));
                let given = given.filter(|value| !is_nothing(value));
                Some(given.map_or("None".to_owned(), |value| format!("Some({value})")))
            }
        }
    }

    /// The value of an argument, as if it was not optional.
    fn given(
        &mut self,
        ty: &ArgumentType,
        sample: Option<&Value>,
        name: &str,
    ) -> Option<String> {
        match ty {
            ArgumentType::Str | ArgumentType::OptionalStr => Some(text(sample, name)),
            ArgumentType::Slice(item) | ArgumentType::OptionalSlice(item) => {
                let items = self.items(item, sample, name);
                Some(format!("&[{items}]"))
            }
            ArgumentType::Value(ty) | ArgumentType::OptionalValue(ty) => {
                self.value(ty, sample, name)
            }
            ArgumentType::Reference(ty) | ArgumentType::OptionalReference(ty) => {
                self.value(ty, sample, name).map(|one| format!("&{one}"))
            }
        }
    }

    /// Whether an optional argument is given: one with required members is what calls have in
    /// earnest.
    fn is_given(&self, ty: &ArgumentType) -> bool {
        if self.extent == Extent::Typical {
            return true;
        }
        match ty {
            ArgumentType::OptionalReference(ty) => self.examples.requires_something(ty),
            _ => false,
        }
    }

    fn value(
        &mut self,
        ty: &Type,
        sample: Option<&Value>,
        name: &str,
    ) -> Option<String> {
        match ty {
            Type::Builtin("String") => {
                Some(format!("{}.to_owned()", text(sample, name)))
            }
            Type::Builtin("bool") => Some(boolean(sample)),
            Type::Builtin(ty @ ("f32" | "f64")) => Some(float(sample, ty)),
            Type::Builtin(ty @ ("i32" | "i64" | "u32" | "u64")) => {
                Some(integer(sample, ty))
            }
            Type::External("uuid::Uuid") => Some(parsed(sample, UUID, UUID_OF_RFC)),
            Type::External("jiff::civil::Date") => {
                Some(parsed(sample, "0000-00-00", "2024-05-01"))
            }
            Type::External("serde_json::Value") => {
                self.uses.push("serde_json::json".to_owned());
                Some(json(sample))
            }
            Type::Runtime("datetime::DateTime") => {
                Some(parsed(sample, "0000-00-00T00:00:00Z", "2024-05-01T12:00:00Z"))
            }
            Type::Runtime("base64::Base64Bytes") => {
                Some(format!("b\"content\".to_vec(){CONVERTED}"))
            }
            Type::Runtime("Body") => Some(format!("\"content\"{CONVERTED}")),
            Type::External("std::net::Ipv4Addr") => Some(parsed(None, "", "192.0.2.1")),
            Type::External("std::net::Ipv6Addr") => {
                Some(parsed(None, "", "2001:db8::1"))
            }
            Type::Vec(item) => match self.items(item, sample, name) {
                items if items.is_empty() => Some(NO_ITEMS.to_owned()),
                items => Some(format!("vec![{items}]")),
            },
            Type::Map(item) => Some(self.map(item, sample)),
            Type::Tuple(items) => self.tuple(items, sample, name),
            Type::Option(_) => Some("None".to_owned()),
            Type::Box(inner) => {
                let inner = self.value(inner, sample, name)?;
                Some(format!("Box::new({inner})"))
            }
            Type::Named(_) => self.named(ty, sample, name),
            Type::Runtime("multipart::FilePart") => {
                self.uses.push("FilePart".to_owned());
                Some(FILE.to_owned())
            }
            _ => None,
        }
    }

    fn named(
        &mut self,
        ty: &Type,
        sample: Option<&Value>,
        name: &str,
    ) -> Option<String> {
        let Type::Named(id) = self.examples.behind(ty) else {
            return self.value(self.examples.behind(ty), sample, name);
        };
        const MOST_STEPS: usize = 6;
        const MOST_LOOKS: usize = 200;
        self.looks += 1;
        if self.steps >= MOST_STEPS || self.looks > MOST_LOOKS {
            return None;
        }
        let named = self.examples.named(*id)?;
        self.uses.push(self.examples.path(*id));
        self.steps += 1;
        let value = match named {
            Named::Enum(item) => variant(item, sample),
            Named::Struct(item) => self.made(item, sample),
            Named::Union(item) => self.branch(item, sample, name),
            Named::Alias(_) => None,
        };
        self.steps -= 1;
        value
    }

    /// The first branch of which there can be a value, best one that says something.
    fn branch(
        &mut self,
        item: &Union,
        sample: Option<&Value>,
        name: &str,
    ) -> Option<String> {
        let mut first = None;
        for variant in &item.variants {
            let Some(value) = self.value(&variant.ty, sample, name) else { continue };
            let says_nothing = is_nothing(&value);
            let value = format!("{}::{}({value})", item.name, variant.name);
            if !says_nothing {
                return Some(value);
            }
            first = first.or(Some(value));
        }
        first
    }

    fn made(&mut self, item: &Struct, sample: Option<&Value>) -> Option<String> {
        item.constructor.as_ref()?;
        self.depth += 1;
        let made = self.constructed(item, sample);
        self.depth -= 1;
        made
    }

    fn constructed(&mut self, item: &Struct, sample: Option<&Value>) -> Option<String> {
        let mut arguments = Vec::new();
        for field in &item.fields {
            let Input::Argument { name, value, sample: own } = &field.input else {
                continue;
            };
            let sample = self.member(item, field, sample).or(own.as_ref());
            arguments.push(self.input(value, sample, name.plain())?);
        }
        let mut text = format!("{}::new({})", item.name, arguments.join(", "));
        if arguments.is_empty() && self.extent == Extent::Typical {
            self.add_setters(item, sample, &mut text);
        }
        Some(text)
    }

    /// What the sample of a whole has for one of its fields.
    pub(super) fn member<'v>(
        &self,
        item: &Struct,
        field: &Field,
        sample: Option<&'v Value>,
    ) -> Option<&'v Value> {
        let members = sample?.as_object()?;
        let part = self.sent.key(&field.name).filter(|_| self.depth == 1);
        members.get(part.or_else(|| key(item, &field.name))?)
    }

    /// What a caller hands over for a field.
    pub(super) fn input(
        &mut self,
        value: &InputValue,
        sample: Option<&Value>,
        name: &str,
    ) -> Option<String> {
        let (InputValue::Plain(ty) | InputValue::Boxed(ty) | InputValue::Into(ty)) =
            value;
        if !matches!(value, InputValue::Into(_)) {
            return self.value(ty, sample, name);
        }
        let (ty, is_nullable) = match ty {
            Type::Nullable(inner) => (&**inner, true),
            ty => (ty, false),
        };
        if self.is_text(ty, is_nullable) {
            return Some(text(sample, name));
        }
        let value = self.value(ty, sample, name)?;
        // Nothing says what it becomes.
        let is_open = value.contains(PARSED) || value.contains(CONVERTED);
        (!is_open || value.contains("::new(")).then_some(value)
    }

    /// Whether a type is text, or a union that text becomes by itself, where null is no value.
    fn is_text(&self, ty: &Type, is_nullable: bool) -> bool {
        match self.examples.behind(ty) {
            Type::Builtin(name) => *name == "String",
            Type::Named(id) if !is_nullable => match self.examples.named(*id) {
                Some(Named::Union(item)) => {
                    item.variants.iter().any(|one| one.from_text.is_some())
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// One item of a list: the first of the sample, or something like it. Nothing where an item
    /// would be an object, unless lists are to have one.
    fn items(&mut self, item: &Type, sample: Option<&Value>, name: &str) -> String {
        let is_scalar = match self.examples.behind(item) {
            Type::Builtin(_)
            | Type::External("uuid::Uuid" | "jiff::civil::Date")
            | Type::Runtime("datetime::DateTime") => true,
            Type::Named(id) => {
                matches!(self.examples.named(*id), Some(Named::Enum(_)))
            }
            _ => false,
        };
        if !is_scalar && self.extent == Extent::Required {
            return String::new();
        }
        let first = match sample {
            Some(Value::Array(values)) => values.first(),
            sample => sample,
        };
        let singular = singular_name(name);
        let item = self.value(item, first, &singular);
        item.filter(|item| !is_nothing(item)).unwrap_or_default()
    }

    /// A map with the first entry of its sample, or something like it.
    fn map(&mut self, item: &Type, sample: Option<&Value>) -> String {
        self.uses.push("std::collections::BTreeMap".to_owned());
        let first = sample.and_then(Value::as_object).and_then(|all| all.iter().next());
        let entry = (self.extent == Extent::Typical)
            .then(|| self.value(item, first.map(|(_, value)| value), "value"))
            .flatten();
        match entry.filter(|entry| !is_nothing(entry)) {
            Some(value) => {
                let key = first.map(|(key, _)| Value::from(key.as_str()));
                let key = text(key.as_ref(), "key");
                format!("BTreeMap::from([({key}.to_owned(), {value})])")
            }
            None => NO_ENTRIES.to_owned(),
        }
    }

    fn tuple(
        &mut self,
        items: &[Type],
        sample: Option<&Value>,
        name: &str,
    ) -> Option<String> {
        let mut values = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let sample = sample.and_then(|sample| sample.get(index));
            values.push(self.value(item, sample, name)?);
        }
        match values.as_slice() {
            [only] => Some(format!("({only},)")),
            values => Some(format!("({})", values.join(", "))),
        }
    }
}

/// The value of an enum that a sample is, or the first.
fn variant(item: &Enum, sample: Option<&Value>) -> Option<String> {
    let given = item.variants.iter().find(|variant| Some(&variant.value) == sample);
    let variant = given.or(item.variants.first())?;
    Some(format!("{}::{}", item.name, variant.name))
}

/// The key of a field of an object.
fn key<'m>(item: &'m Struct, name: &Ident) -> Option<&'m str> {
    let mut members = item.encoding.iter().flat_map(|encoding| &encoding.members);
    let member = members.find(|member| {
        matches!(&member.kind, MemberKind::Field { field, .. } if field == name)
    });
    member.map(|member| member.key.as_str())
}

/// Whether a value is one that nobody would write down.
pub(super) fn is_nothing(value: &str) -> bool {
    let value = value.strip_prefix('&').unwrap_or(value);
    matches!(value, NO_ITEMS | NO_ENTRIES | "None" | "[]" | "json!({})")
        || value.ends_with("::new()") && value.matches('(').count() == 1
}

const NO_ITEMS: &str = "Vec::new()";
const NO_ENTRIES: &str = "BTreeMap::new()";
const FILE: &str = "FilePart::new(\"content\")";

/// The shape of a UUID, and one that RFC 9562 shows (§4).
const UUID: &str = "00000000-0000-0000-0000-000000000000";
const UUID_OF_RFC: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
