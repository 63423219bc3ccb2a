//! Calls as one would write them, for docs: with what the method requires and nothing else.

use std::collections::BTreeMap;

use serde_json::Value;

use super::example_values::{PARSED, boolean, float, integer, parsed, text};
use crate::rust::{
    Answer, Argument, ArgumentType, Enum, ExampleCall, Ident, Input, InputValue, Item,
    Method, Module, Struct, SymbolId, Symbols, Type, Union,
};
use crate::words::singular_name;

/// The types that examples can make, by the path under which users find them.
pub(super) struct Examples<'m> {
    symbols: &'m Symbols,
    structs: BTreeMap<String, &'m Struct>,
    enums: BTreeMap<String, &'m Enum>,
    unions: BTreeMap<String, &'m Union>,
}

impl<'m> Examples<'m> {
    pub(super) fn new(modules: &'m [Module], symbols: &'m Symbols) -> Self {
        let mut examples = Self {
            symbols,
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            unions: BTreeMap::new(),
        };
        modules.iter().for_each(|module| examples.collect(module, &module.path));
        examples
    }

    /// Types of a module whose children are shown as its own are found under its path.
    fn collect(&mut self, module: &'m Module, shown: &[Ident]) {
        for item in &module.items {
            match item {
                Item::Struct(item) => {
                    self.structs.insert(path(shown, &item.name), item);
                }
                Item::Enum(item) => {
                    self.enums.insert(path(shown, &item.name), item);
                }
                Item::Union(item) => {
                    self.unions.insert(path(shown, &item.name), item);
                }
                _ => {}
            }
        }
        for child in &module.children {
            let reexported = module.children_are == crate::rust::Visibility::Reexported;
            self.collect(child, if reexported { shown } else { &child.path });
        }
    }

    /// The call of a method; `None` where an argument cannot be made up.
    pub(super) fn call(&self, accessor: &str, method: &Method) -> Option<ExampleCall> {
        let mut uses = Vec::new();
        let argument = |one| {
            let value = self.argument(one, &mut uses)?;
            Some((one.name.to_string(), value))
        };
        let arguments: Option<Vec<_>> = method.arguments.iter().map(argument).collect();
        let arguments = arguments?;
        uses.sort();
        uses.dedup();
        Some(ExampleCall {
            uses,
            accessor: accessor.to_owned(),
            method: method.name.to_string(),
            arguments,
            gives: !matches!(method.answer, Answer::Empty),
            deprecated: method.deprecated || method.uses_deprecated,
            feature: None,
        })
    }

    fn argument(&self, argument: &Argument, uses: &mut Vec<String>) -> Option<String> {
        let sample = argument.sample.as_ref();
        match &argument.ty {
            ArgumentType::Str => Some(text(sample, argument.name.plain())),
            ArgumentType::Slice(item) => {
                let items = self.items(item, sample, argument.name.plain(), uses);
                Some(format!("&[{items}]"))
            }
            ArgumentType::Value(ty) => {
                self.value(ty, sample, argument.name.plain(), uses)
            }
            ArgumentType::Reference(ty) => self
                .value(ty, sample, argument.name.plain(), uses)
                .map(|one| format!("&{one}")),
            // A body with required members is one that calls have in earnest.
            ArgumentType::OptionalReference(ty) if self.requires_something(ty) => self
                .value(ty, sample, argument.name.plain(), uses)
                .map(|one| format!("Some(&{one})")),
            ArgumentType::OptionalStr
            | ArgumentType::OptionalSlice(_)
            | ArgumentType::OptionalReference(_)
            | ArgumentType::OptionalValue(_) => Some("None".to_owned()),
        }
    }

    /// How many values a call cannot be made without.
    pub(super) fn needs(&self, method: &Method) -> usize {
        let needs = |argument: &Argument| match &argument.ty {
            ArgumentType::OptionalReference(ty) if self.requires_something(ty) => {
                self.required(ty).unwrap_or(1)
            }
            ArgumentType::OptionalStr
            | ArgumentType::OptionalSlice(_)
            | ArgumentType::OptionalReference(_)
            | ArgumentType::OptionalValue(_) => 0,
            ArgumentType::Value(ty) | ArgumentType::Reference(ty) => {
                self.required(ty).unwrap_or(1)
            }
            ArgumentType::Str | ArgumentType::Slice(_) => 1,
        };
        method.arguments.iter().map(needs).sum()
    }

    /// Whether a type is a structure that cannot be made of nothing.
    fn requires_something(&self, ty: &Type) -> bool {
        self.required(ty).is_some_and(|count| count > 0)
    }

    /// How many values a structure cannot be made without.
    fn required(&self, ty: &Type) -> Option<usize> {
        let Type::Named(id) = ty else { return None };
        let item = self.structs.get(&self.path(*id))?;
        let inputs = item.fields.iter().map(|field| &field.input);
        Some(inputs.filter(|input| matches!(input, Input::Argument { .. })).count())
    }

    fn value(
        &self,
        ty: &Type,
        sample: Option<&Value>,
        name: &str,
        uses: &mut Vec<String>,
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
            Type::Runtime("datetime::DateTime") => {
                Some(parsed(sample, "0000-00-00T00:00:00Z", "2024-05-01T12:00:00Z"))
            }
            Type::External("std::net::Ipv4Addr") => Some(parsed(None, "", "192.0.2.1")),
            Type::External("std::net::Ipv6Addr") => {
                Some(parsed(None, "", "2001:db8::1"))
            }
            Type::Vec(item) => match self.items(item, sample, name, uses) {
                items if items.is_empty() => Some("Vec::new()".to_owned()),
                items => Some(format!("vec![{items}]")),
            },
            Type::Map(_) => {
                uses.push("std::collections::BTreeMap".to_owned());
                Some("BTreeMap::new()".to_owned())
            }
            Type::Option(_) => Some("None".to_owned()),
            Type::Named(id) => self.named(*id, sample, uses),
            Type::Runtime("multipart::FilePart") => {
                uses.push("FilePart".to_owned());
                Some("FilePart::new(\"content\")".to_owned())
            }
            _ => None,
        }
    }

    /// One item of a list that is asked for: the first of the sample, or something like it. Nothing
    /// where an item would be an object.
    fn items(
        &self,
        item: &Type,
        sample: Option<&Value>,
        name: &str,
        uses: &mut Vec<String>,
    ) -> String {
        let is_scalar = match item {
            Type::Builtin(_)
            | Type::External(_)
            | Type::Runtime("datetime::DateTime") => true,
            Type::Named(id) => self.enums.contains_key(&self.path(*id)),
            _ => false,
        };
        if !is_scalar {
            return String::new();
        }
        let first = match sample {
            Some(Value::Array(values)) => values.first(),
            sample => sample,
        };
        let singular = singular_name(name);
        self.value(item, first, &singular, uses).unwrap_or_default()
    }

    fn path(&self, id: SymbolId) -> String {
        let symbol = &self.symbols[id];
        path(&symbol.module, &symbol.name)
    }

    /// Whether a type is text, or a union that text becomes by itself.
    fn is_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Builtin(name) => *name == "String",
            Type::Named(id) => {
                let union = self.unions.get(&self.path(*id));
                union.is_some_and(|one| {
                    one.variants.iter().any(|one| one.from_text.is_some())
                })
            }
            _ => false,
        }
    }

    fn named(
        &self,
        id: SymbolId,
        sample: Option<&Value>,
        uses: &mut Vec<String>,
    ) -> Option<String> {
        let full = self.path(id);
        if let Some(item) = self.enums.get(&full) {
            uses.push(full);
            let mut variants = item.variants.iter();
            let given = variants.find(|variant| Some(&variant.value) == sample);
            let variant = given.or(item.variants.first())?;
            return Some(format!("{}::{}", item.name, variant.name));
        }
        let item = self.structs.get(&full)?;
        item.constructor.as_ref()?;
        let mut arguments = Vec::new();
        for field in &item.fields {
            let Input::Argument { name, value, sample } = &field.input else { continue };
            let (sample, name) = (sample.as_ref(), name.plain());
            arguments.push(match value {
                InputValue::Into(ty) if self.is_text(ty) => text(sample, name),
                InputValue::Into(ty) => {
                    let value = self.value(ty, sample, name, uses)?;
                    if value.ends_with(PARSED) {
                        return None; // Nothing says what it is parsed to.
                    }
                    value
                }
                InputValue::Plain(ty) => self.value(ty, sample, name, uses)?,
                InputValue::Boxed(_) => return None,
            });
        }
        uses.push(full);
        Some(format!("{}::new({})", item.name, arguments.join(", ")))
    }
}

fn path(module: &[Ident], name: &Ident) -> String {
    let names: Vec<&str> = module.iter().chain([name]).map(Ident::as_str).collect();
    names.join("::")
}

/// The shape of a UUID, and one that RFC 9562 shows (§4).
const UUID: &str = "00000000-0000-0000-0000-000000000000";
const UUID_OF_RFC: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
